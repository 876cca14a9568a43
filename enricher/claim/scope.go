package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// governor is a cue that governs what follows it in the clause.
type governor struct {
	class cueClass
	item  int
	neg   bool // a negation stands before the cue
	tense lexicon.Tense
	noun  bool
	soft  bool // a comma has passed since
	open  bool // its complement has begun
}

// scopes says for each item which cues govern it and whether a negation
// stands right before it. It is filled in one pass from left to right.
type scopes struct {
	govs [][]governor
	neg  []bool
	ask  bool // the sentence is a question
}

// scopes gives empty scopes for n items.
func (w *workspace) scopes(n int) scopes {
	if cap(w.govs) < n {
		w.govs, w.neg = make([][]governor, n), make([]bool, n)
	}
	w.govs, w.neg, w.held = w.govs[:n], w.neg[:n], w.held[:0]
	clear(w.govs)
	clear(w.neg)
	return scopes{govs: w.govs, neg: w.neg}
}

// hold keeps a copy of the governors of an item.
func (w *workspace) hold(active []governor) []governor {
	if len(active) == 0 {
		return nil
	}
	n := len(w.held)
	w.held = append(w.held, active...)
	return w.held[n:len(w.held):len(w.held)]
}

// bound is how strongly item i is cut off from the item before it.
type bound uint8

const (
	boundNone   bound = iota
	boundComma        // a comma, a dash
	boundRel          // a relative clause begins
	boundClause       // a new clause begins
	boundStrong       // semicolon, colon
)

// boundBefore says what stands between item i and the one before it.
func (s *scene) boundBefore(i int) bound {
	it := &s.items[i]
	switch {
	case it.fn("break"), it.cue(cueCondition) && it.w.id != "whether.x", s.because(i):
		return boundClause
	case it.fn("rel"):
		return boundRel
	case it.punct(";:؛"), i > 0 && s.items[i-1].punct(";:؛"):
		return boundStrong
	case it.verbal() && it.and() && s.finite(it), s.latin && it.verbal() && i > 0 && s.items[i-1].fn("and"):
		return boundClause
	case i > 0 && s.items[i-1].punct(",-") && it.verbal() && it.w.class != isCue && !s.resumes(i):
		return boundClause
	case it.and() && it.arabic && s.leadsVerb(i):
		return boundClause
	case it.punct(",-"), i > 0 && s.items[i-1].punct(",-"):
		return boundComma
	}
	return boundNone
}

// leadsVerb says whether the particle at item i («ولن»، «وقد»، «وكان») begins a
// verb's clause.
func (s *scene) leadsVerb(i int) bool {
	it := &s.items[i]
	if it.cue(cueNeg) {
		return s.negatesVerb(i)
	}
	return it.fn("qad", "be") || it.cue(cueFuture, cueStill)
}

func (s *scene) finite(it *item) bool { return !it.arabic || it.gram.Tense != 0 || it.w.pos == 'v' }

// scope fills s.scopes.
func (s *scene) scope() {
	s.conditional()
	s.scopes = s.work.scopes(len(s.items))
	r := scopeReader{s: s, main: governor{item: -1}, negAt: -1}
	for i := range s.items {
		r.read(i)
	}
}

// scopeReader goes through the items and keeps what governs the next one.
type scopeReader struct {
	s      *scene
	active []governor
	main   governor // verb of saying whose complement has not come yet
	negAt  int      // item of the negation that has not met its word yet
	cond   bool     // a condition has been read
}

// read notes what governs item i and what it governs itself.
func (r *scopeReader) read(i int) {
	s, it := r.s, &r.s.items[i]
	r.active = s.close(r.active, i)
	if s.latin && it.kind == itemWord && it.w == nil && r.negAt >= 0 && adverbial(s.d.Tokens[it.first].Fold) {
		s.scopes.govs[i] = s.work.hold(r.active)
		return // «has not yet left»
	}
	if r.opens(i) {
		return
	}
	if it.kind == itemTrig && it.w.pos == 'n' && it.pre == "" && it.prep == "" && s.resumesAfter(r.active, r.main, i) {
		r.active = append(r.active[:0:0], r.main)
	}
	neg := r.negAt >= 0 && s.negReaches(r.negAt, i)
	s.scopes.neg[i] = neg
	if r.cond && it.verbal() && it.and() {
		r.active = append(r.active, governor{class: cueCondition, item: i})
	}
	s.scopes.govs[i] = s.work.hold(r.active)
	r.govern(i, neg)
	if !neg || s.negatesNoun(r.negAt) && (it.kind == itemForce || it.kind == itemTrig && (it.w.frame == frameExist || it.w.frame == frameHave && it.w.pos == 'x') || it.kind == itemWord || it.kind == itemPlace) {
		return
	}
	switch it.kind {
	case itemTrig, itemCue, itemWord, itemForce, itemPred:
		r.negAt = -1
	case itemFn:
		if it.fn("turn") {
			r.negAt = -1
		}
	}
}

// opens reads the words that begin a complement or a negation and says whether
// item i is done with.
func (r *scopeReader) opens(i int) bool {
	s, it := r.s, &r.s.items[i]
	switch {
	case it.fn("ask"):
		s.scopes.ask = true
	case it.cue(cueNeg):
		if it.w == thatNot {
			r.active = s.openClause(r.active, it.and())
			r.main.item = -1
		}
		r.negAt = i
		return true
	case it.fn("comp"):
		if len(r.active) == 0 && r.main.item >= 0 && s.closesAside(r.main.item, i) {
			r.active = append(r.active, r.main)
		}
		r.active = s.openClause(r.active, it.and())
		r.main.item = -1
	case it.kind == itemCue && it.w.id == "على_أن.x" && s.insists(r.active):
		it.kind, it.w = itemFn, compWord
		r.active = s.openClause(r.active, false)
	}
	return false
}

// govern adds item i to what governs the items after it.
func (r *scopeReader) govern(i int, neg bool) {
	s, it := r.s, &r.s.items[i]
	switch {
	case it.kind == itemCue:
		r.cond = r.cond || it.w.cue == cueCondition
		r.active = s.push(r.active, i, neg)
		if it.w.pos == 'v' && saying(it.w.cue) && r.main.item < 0 && !s.describes(s.scopes.govs[i], i) && !(i > 0 && (s.items[i-1].fn("rel") || s.items[i-1].fn("be"))) {
			r.main = governor{class: it.w.cue, item: i, neg: neg, tense: it.gram.Tense}
		}
	case it.kind == itemPred:
		if !s.deniedAs(r.active, i) {
			r.active = append(r.active, governor{class: it.w.cue, item: i, noun: true})
		}
	case it.kind == itemTrig, it.kind == itemForce:
	case it.kind == itemWord && neg && r.negAt == i-1 && s.negatesVerb(r.negAt):
		r.active = append(r.active, governor{class: cueNeg, item: r.negAt})
	case it.fn("be") && it.gram.Tense == lexicon.Future:
		r.active = append(r.active, governor{class: cueFuture, item: i})
	case it.fn("on") && s.obliges(i):
		r.active = append(r.active, governor{class: cueDemand, item: i})
		s.items[i+1].prep = "obliged"
	case it.fn("after") && s.background(i):
		r.active = append(r.active[:0:0], governor{class: cueSkip, item: i, noun: true})
	case it.fn("before"), s.until(i):
		r.active = append(r.active[:0:0], governor{class: cuePlan, item: i, noun: true})
	}
}

// ifWord is «إن» before a verb: if.
var ifWord = &word{id: "إن.c", class: isCue, cue: cueCondition, pos: 'x'}

// notWord is «ما» before a past tense: not.
var notWord = &word{id: "ما.x", class: isCue, cue: cueNeg, pos: 'x'}

// offWord is a verb of going back on what «عن» brings.
var offWord = &word{id: "تراجع_عن.v", class: isCue, cue: cueRefuse, pos: 'v'}

// conditional reads the particles that only what follows tells apart: «إن»
// before a verb is if, «ما» before a past tense is not, «تراجع … عن» refuses.
func (s *scene) conditional() {
	if s.latin {
		return
	}
	for i := 0; i+1 < len(s.items); i++ {
		it, n := &s.items[i], &s.items[i+1]
		switch {
		case it.fn("comp") && it.last-it.first == 1 && s.begins(i) && n.verbal() && n.gram.Tense == lexicon.Past && s.d.Tokens[it.first].Fold == "ان" && s.d.Text[s.d.Tokens[it.first].Start:][:2] == "إ":
			it.kind, it.w = itemCue, ifWord
		case it.kind == itemWord && it.w == nil && s.begins(i) && n.kind == itemTrig && n.verbal() && n.gram.Tense == lexicon.Past && isMa(s.d.Tokens[it.first].Fold):
			it.kind, it.w = itemCue, notWord
		case (it.kind == itemTrig && it.w.id == "تراجع.v" || it.cue(cueGoBack)) && s.goesBack(i):
			it.kind, it.w = itemCue, offWord
		case s.joinNothing(i):
			it.kind, it.w = itemFn, andNothing
		}
	}
}

func isMa(fold string) bool { return fold == "ما" || fold == "وما" || fold == "فما" }

// begins says whether item i is the first of its sentence or quotation.
func (s *scene) begins(i int) bool {
	return i == 0 || s.items[i-1].punct(`"«“:.`) || s.items[i-1].fn("comp") || s.items[i].and() && s.items[i-1].punct(",")
}

// goesBack says whether «عن» follows the verb at item i and its subject.
func (s *scene) goesBack(i int) bool {
	for k := i + 1; k < len(s.items) && k <= i+4; k++ {
		switch p := &s.items[k]; {
		case p.fn("off"):
			return s.givenUp(k + 1)
		case p.kind == itemNum, p.kind == itemPunct, p.kind == itemTrig, p.kind == itemForce && p.force.count:
			return false
		}
	}
	return false
}

// until says whether «حتى» at item i sets an event as the end of what is
// claimed: «يبقون حتى موعد انسحابهم». What governs the claim does not reach it.
func (s *scene) until(i int) bool {
	it := &s.items[i]
	if it.kind != itemWord || it.w != nil || s.d.Tokens[it.first].Fold != "حتي" || i+1 >= len(s.items) {
		return false
	}
	n := &s.items[i+1]
	return (n.kind == itemTrig || n.kind == itemCue) && n.w.pos == 'n'
}

// background says whether an adverb of time or cause at item i takes the rest
// of the clause: an event follows it and not a mere date.
func (s *scene) background(i int) bool {
	if s.notYet(i) {
		return false
	}
	for j := i + 1; j < len(s.items) && j <= i+2; j++ {
		switch it := &s.items[j]; it.kind {
		case itemWord:
			if it.w == nil {
				return false
			}
		case itemTrig, itemCue, itemForce, itemCasual, itemState:
			return true
		case itemNum, itemDate, itemPunct:
			return false
		}
	}
	return false
}

// compWord is «على أن» after a verb of saying: «شدد على أن».
var compWord = &word{id: "على_أن.c", class: isFn, fn: "comp"}

// resumesAfter says whether the noun at item i is the object of the verb main,
// over an adjunct of time: «أعلنت بعد الجولة الأولى سحب قواتها».
func (s *scene) resumesAfter(active []governor, main governor, i int) bool {
	if len(active) != 1 || active[0].class != cueSkip || main.item < 0 || main.class != cueAnnounce || i-active[0].item < 3 || i-active[0].item > 6 {
		return false
	}
	p := &s.items[i-1]
	return p.kind == itemWord || p.kind == itemNum || p.kind == itemDate
}

func saying(c cueClass) bool {
	switch c {
	case cueReport, cueConfirm, cueAnnounce, cueDeny, cueDisclose:
		return true
	}
	return false
}

// closesAside says whether «أن» at item i follows a comma that closes an aside
// on who speaks, begun after the verb at item v.
func (s *scene) closesAside(v, i int) bool {
	if i == 0 || !s.items[i-1].punct(",") {
		return false
	}
	for k := v + 1; k < i; k++ {
		if s.boundBefore(k) >= boundStrong || s.items[k].fn("break") && s.d.Tokens[s.items[k].first].Fold != "كما" {
			return false
		}
	}
	return true
}

// insists says whether a verb of saying waits for its complement.
func (s *scene) insists(active []governor) bool {
	for k := range active {
		switch active[k].class {
		case cueReport, cueConfirm, cueAnnounce, cueDeny:
			return !active[k].open
		}
	}
	return false
}

// notYet says whether «بعد» at item i is the adverb after a negated verb: «لم
// يبدأ بعد سحب الكتيبة».
func (s *scene) notYet(i int) bool {
	if s.d.Tokens[s.items[i].first].Fold != "بعد" {
		return false
	}
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		p := &s.items[k]
		if p.verbal() {
			return s.scopes.neg[k] && p.gram.Tense != lexicon.Past
		}
		if p.kind == itemPunct || p.kind == itemCue || p.kind == itemFn {
			return false
		}
	}
	return false
}

// close ends the government of cues at the border before item i.
func (s *scene) close(active []governor, i int) []governor {
	it := &s.items[i]
	switch s.boundBefore(i) {
	case boundStrong, boundClause:
		return nil
	case boundRel:
		if n := len(active); n > 0 && active[n-1].class == cueReport && active[n-1].noun && i > 0 && active[n-1].item >= i-2 {
			return active
		}
		return nil
	case boundComma:
		if it.kind == itemPunct {
			return active
		}
		if it.kind == itemCue && it.w.pos == 'p' {
			return nil // a participle of saying begins anew: «…، مؤكداً»
		}
		nominal := (it.kind == itemTrig || it.kind == itemCue) && it.w.pos != 'v'
		if nominal && it.and() {
			return active
		}
		return s.keepVerbs(active)
	}
	return active
}

// keepVerbs drops the governing nouns: what stands after a comma is an
// apposition or an adjunct, through which only a verb reaches on.
func (s *scene) keepVerbs(active []governor) []governor {
	var out []governor
	for _, g := range active {
		if !g.noun && g.class != cueNeg || g.class == cueCondition && s.opens(g.item) {
			g.soft = true
			out = append(out, g)
		}
	}
	return out
}

// opens says whether the condition at item i stands before what it is the
// condition of: at the head of a sentence or of what somebody says.
func (s *scene) opens(i int) bool {
	if i == 0 {
		return true
	}
	p := &s.items[i-1]
	return p.fn("comp") || p.punct(`"«“:`)
}

// negReaches says whether the negation at item n negates item i: nothing but
// small words between.
func (s *scene) negReaches(n, i int) bool {
	it := &s.items[i]
	laysa := s.negatesNoun(n)
	steps := 0
	for j := n + 1; j < i; j++ {
		p := &s.items[j]
		switch {
		case p.fn("be", "any", "all", "qad") || p.kind == itemTrig && (p.w.frame == frameExist || p.w.frame == frameHave && p.w.pos == 'x') && laysa:
		case laysa && (p.kind == itemPlace || p.kind == itemForce || p.kind == itemState || p.fn("in", "on")):
		case s.latin && p.kind == itemWord && p.w == nil && adverbial(s.d.Tokens[p.first].Fold):
		case p.kind == itemPunct || p.verbal() || p.kind == itemWord && s.negatesVerb(n):
			return false
		default:
			steps++
		}
	}
	return steps <= 2 && it.kind != itemPunct
}

// negatesNoun says whether the particle at item n negates a whole nominal
// sentence: what it denies may stand far behind it.
func (s *scene) negatesNoun(n int) bool {
	f := s.d.Tokens[s.items[n].last-1].Fold
	if strings.HasSuffix(f, "ليس") || strings.HasSuffix(f, "ليست") || f == "تعد" || f == "يعد" {
		return true
	}
	for j := n + 1; j < len(s.items) && j <= n+2; j++ {
		if s.items[j].fn("be") {
			return true
		}
	}
	return false
}

// negatesVerb says whether the particle at item n is one that a verb follows.
func (s *scene) negatesVerb(n int) bool {
	switch s.d.Tokens[s.items[n].first].Fold {
	case "الا", "بالا", "والا", "لم", "لن", "لا", "not", "n't", "never", "ولم", "ولن", "ولا", "فلم", "فلن", "فلا":
		return true
	}
	return false
}

// justBefore says whether «أن» follows the cue at item c at once.
func (s *scene) justBefore(c int) bool { return c+1 < len(s.items) && s.items[c+1].fn("comp") }

// openClause drops at «أن» what belongs to the phrase of who speaks: the cues
// between the verb of saying and its complement. «وأن» begins a second
// complement of the same verb.
func (s *scene) openClause(active []governor, again bool) []governor {
	if n := len(active) - 1; s.latin && n >= 0 && active[n].noun && active[n].class == cueDemand && s.justBefore(active[n].item) {
		active[n].noun = false // «her demand that all forces, Turks among them, leave»
	}
	for k := len(active) - 1; k >= 0; k-- {
		if s.latin && (active[k].class == cueSilent || active[k].class == cueDoubt) && s.justBefore(active[k].item) {
			return active // «it could not verify that»
		}
		switch active[k].class {
		case cueReport, cueConfirm, cueAnnounce, cueDeny, cueDisclose:
			if active[k].noun && active[k].class == cueReport && s.justBefore(active[k].item) && !(k > 0 && s.takesReport(&active[k-1], &active[k])) {
				return active[k : k+1] // «مكتفياً بالقول إن»
			}
			if active[k].noun || active[k].open && !again {
				return active
			}
			active[k].open = true
			return active[:k+1]
		}
	}
	return active
}

// takesReport says whether governor g has the noun of report r as its object:
// «denied reports that», «نفى أنباء عن أن».
func (s *scene) takesReport(g, r *governor) bool {
	switch g.class {
	case cueDeny, cueRefuse, cueDoubt, cueSilent, cueConfirm:
		return (!g.noun || s.items[g.item].kind == itemPred) && r.item-g.item <= 3
	}
	return false
}

// push adds the cue at item i to those that govern what follows.
func (s *scene) push(active []governor, i int, neg bool) []governor {
	it := &s.items[i]
	g := governor{class: it.w.cue, item: i, neg: neg, tense: it.gram.Tense, noun: it.w.pos != 'v' && it.w.pos != 'p'}
	if s.latin && it.w.pos == 'x' && it.cue(cuePossible, cueDemand) {
		g.noun = false // «may», «must»
	}
	switch it.w.cue {
	case cueUnmoved:
		if neg && s.futureNeg(i) {
			return append(active, governor{class: cueFuture, item: i}) // «لن تتردد في إرسال»
		}
		return active
	case cueStill, cueSkip, cueGoBack:
		return active
	case cueCondition:
		if it.w.id == "whether.x" && untold(active) {
			return active
		}
	case cueDemand:
		if neg && it.w.id == "أراد.v" && it.gram.Jussive && s.repliesTo(i) {
			g.class, g.neg = cueSilent, false // «لم يرد على»
		}
	case cuePostpone:
		if neg && it.w.id == "علق.v" {
			g.class, g.neg = cueSilent, false // «لم تعلّق على»
		}
	case cueComment:
		for k := range active {
			if active[k].class == cueRefuse {
				active[k].class = cueSilent
			}
		}
		return active
	case cueConfirm, cueDeny:
		if it.w.pos == 'n' && refusesToSay(active) {
			return active
		}
	case cueFuture:
		g.noun = false
	case cueReport:
		if n := len(active); g.noun && n > 0 && active[n-1].class == cueRefuse && s.takesReport(&active[n-1], &g) {
			active[n-1].class = cueDeny // «rejected claims that»: what is said, not what is asked
		}
		if !g.noun && it.w.pos == 'v' && !(i > 0 && s.items[i-1].fn("rel")) && !s.describes(active, i) && !s.reportNoun(active, i) {
			return append(active[:0:0], g)
		}
	}
	return append(active, g)
}

// refusesToSay turns a refusal into silence when confirming or denying is what
// is refused: «رفض الجيش تأكيد أو نفي وجود …».
func refusesToSay(active []governor) bool {
	for k := range active {
		if active[k].class == cueRefuse || active[k].class == cueSilent {
			active[k].class = cueSilent
			return true
		}
	}
	return false
}

// repliesTo says whether «على» and no «أن» belongs to the verb at item i.
func (s *scene) repliesTo(i int) bool {
	for k := i + 1; k < len(s.items) && k <= i+6; k++ {
		if p := &s.items[k]; p.fn("on") {
			return true
		} else if p.fn("comp") || p.kind == itemPunct || p.verbal() {
			return false
		}
	}
	return false
}

// untold says whether somebody will not say or doubts what follows: «declined
// to say whether» asks nothing.
func untold(active []governor) bool {
	for _, g := range active {
		if g.class == cueSilent || g.class == cueDoubt || g.neg && (g.class == cueReport || g.class == cueConfirm || g.class == cuePlan) {
			return true
		}
	}
	return false
}

// obliges says whether «على» at item i begins «على X أن»: an obligation.
func (s *scene) obliges(i int) bool {
	for j := i + 1; j < len(s.items) && j <= i+5; j++ {
		it := &s.items[j]
		if it.fn("comp") {
			f := s.d.Tokens[it.first].Fold
			return f == "ان" || f == "الا"
		}
		switch it.kind {
		case itemForce, itemState, itemPlace:
		case itemTrig:
			return it.w.pos == 'n' && j > i+1 && it.pre == "" && it.w.kind != event.Presence && s.items[j-1].kind != itemTrig
		case itemWord:
			if j > i+3 {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// meaning is what the cues make of a claim.
type meaning struct {
	polarity event.Polarity
	status   event.Status
	telic    bool // a departure that is not complete: the force is still there
	ended    bool // a presence that ends
	begun    bool // begins
	done     bool // completed
	rules    []string
}

// mean computes polarity and status of the claim at item i: its own negation
// and tense first, then the cues from the innermost to the outermost.
func (s *scene) mean(i int) meaning {
	it := &s.items[i]
	m := meaning{polarity: event.Affirmed, status: event.Actual}
	govs := s.scopes.govs[i]
	if s.scopes.neg[i] && !s.deniesOther(i) {
		m.deny("negation")
		if s.futureNeg(i) {
			m.atLeast(event.Planned, "lan")
		}
	}
	m.tense(s, i)
	for k := len(govs) - 1; k >= 0; k-- {
		if s.byTheWay(i) && (!denies(govs[k].class) || s.takenForGranted(i)) {
			continue
		}
		m.govern(s, &govs[k], it, i)
	}
	if it.kind == itemTrig && it.w.pos != 'v' {
		s.afterwards(i, &m)
	}
	if s.latin && it.kind == itemTrig {
		s.judged(i, &m)
	}
	if m.status == event.Planned && (it.gram.Tense == lexicon.Future || s.latin && m.has("future")) && (s.conditionAfter(i) || s.conditionBefore(i)) {
		m.status = event.Possible
		m.rule("condition-after")
	}
	return m
}

// byTheWay says whether a participle only describes its noun («جنود موجودين في
// العراق»): what is planned of the noun is not planned of it.
func (s *scene) byTheWay(i int) bool {
	it := &s.items[i]
	if it.kind != itemTrig || it.w.pos != 'p' && !(s.latin && it.w.passive) || i == 0 {
		return false
	}
	p := &s.items[i-1]
	return p.kind == itemForce && (it.def || s.latin && s.takenForGranted(i) || !p.force.def && p.force.suf == "")
}

func denies(c cueClass) bool {
	switch c {
	case cueNeg, cueDeny, cueRefuse, cueSilent, cueDoubt:
		return true
	}
	return false
}

// conditionAfter says whether «إذا» follows what the verb at item i announces.
func (s *scene) conditionAfter(i int) bool {
	for k := i + 1; k < len(s.items); k++ {
		p := &s.items[k]
		if p.cue(cueCondition) {
			return true
		}
		if s.boundBefore(k) >= boundClause || p.verbal() {
			return false
		}
	}
	return false
}

// conditionBefore says whether the sentence begins with a condition whose main
// clause the verb at item i leads: «ما لم توقَّع الاتفاقية، ستنسحب …».
func (s *scene) conditionBefore(i int) bool {
	c := 0
	for c < i && (s.items[c].punct(`"«“'(,`) || s.items[c].fn("comp")) {
		c++
	}
	if c == i || !s.items[c].cue(cueCondition) || s.latin {
		return false
	}
	commas := 0
	for k := c + 1; k < i; k++ {
		if s.items[k].punct(",") {
			commas++
		}
		if s.boundBefore(k) >= boundStrong || s.items[k].fn("break") {
			return false
		}
	}
	return commas <= 1
}

// futureNeg says whether the negation before item i is «لن».
func (s *scene) futureNeg(i int) bool {
	for k := i - 1; k >= 0 && k >= i-8; k-- {
		if p := &s.items[k]; p.cue(cueNeg) {
			return strings.HasSuffix(s.d.Tokens[p.first].Fold, "لن")
		}
	}
	return false
}

// denied is the meaning of a plain denial.
func denied(rule string) meaning {
	return meaning{polarity: event.Denied, status: event.Actual, rules: []string{rule}}
}

// has says whether a rule has fired.
func (m *meaning) has(id string) bool {
	for _, r := range m.rules {
		if r == id {
			return true
		}
	}
	return false
}

func (m *meaning) rule(id string) { m.rules = append(m.rules, id) }

// deny turns affirmed into denied and back.
func (m *meaning) deny(rule string) {
	switch m.polarity {
	case event.Affirmed:
		m.polarity = event.Denied
	case event.Denied:
		m.polarity = event.Affirmed
	}
	m.rule(rule)
}

// atLeast moves the status from actual; what a nearer cue said stays.
func (m *meaning) atLeast(st event.Status, rule string) {
	if m.status == event.Actual {
		m.status = st
		m.rule(rule)
	}
}

// tense reads the verb's own tense and the particles before it.
func (m *meaning) tense(s *scene, i int) {
	it := &s.items[i]
	if it.kind != itemTrig {
		return
	}
	switch {
	case it.gram.Tense == lexicon.Future:
		m.atLeast(event.Planned, "future")
	case it.gram.Tense == lexicon.Present, s.latin && it.gram.Part == lexicon.ActiveParticiple:
		m.present(s, i)
	case it.w.pos == 'n' && strings.HasSuffix(it.pre, "ل") && it.w.kind != event.Presence && !it.w.weak:
	case it.w.pos == 'n' && strings.HasSuffix(it.pre, "ل") && it.w.kind != event.Presence && it.arabic:
		m.atLeast(event.Planned, "purpose")
	}
}

// present reads a present tense: «قد» makes it possible, «لن» planned, «أن»
// without a cue and ل of purpose planned.
func (m *meaning) present(s *scene, i int) {
	it := &s.items[i]
	if s.latin && it.gram.Part == lexicon.ActiveParticiple && s.scopes.neg[i] {
		m.atLeast(event.Planned, "not-going")
	}
	if s.latin {
		if i > 0 && s.items[i-1].fn("to") {
			g := s.scopes.govs[i]
			switch {
			case len(g) == 0:
				m.atLeast(event.Planned, "infinitive")
			case g[len(g)-1].class == cueReport && !g[len(g)-1].open && s.items[g[len(g)-1].item].w.id == "tell.v":
				m.atLeast(event.Demanded, "told-to")
			case g[len(g)-1].class == cueReport && !g[len(g)-1].open:
				m.atLeast(event.Planned, "infinitive") // «Kenya says its soldiers to stay»
			}
		}
		return
	}
	if strings.HasSuffix(it.pre, "ل") {
		m.atLeast(event.Planned, "purpose")
		return
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		p := &s.items[j]
		switch {
		case p.fn("qad"):
			m.atLeast(event.Possible, "qad-present")
			return
		case p.cue(cueNeg):
			if f := s.d.Tokens[p.first].Fold; strings.HasSuffix(f, "لن") {
				m.atLeast(event.Planned, "lan")
			} else if j > 0 && s.items[j-1].fn("qad") && strings.HasSuffix(f, "لا") {
				m.atLeast(event.Possible, "qad-not")
			}
			return
		case p.fn("comp") && s.d.Tokens[p.first].Fold == "ان" && j == i-1 && len(s.scopes.govs[i]) == 0:
			m.atLeast(event.Planned, "subjunctive")
			return
		case p.kind == itemPunct || p.verbal():
			return
		}
	}
}

// govern applies one cue.
func (m *meaning) govern(s *scene, g *governor, it *item, i int) {
	name := g.class.String()
	if g.class == cuePlan && !g.neg && s.admits(g, i) || g.class == cueRefuse && g.neg && s.prevents(g) {
		return
	}
	if it.kind == itemTrig && it.w.frame == frameStay && it.w.pos == 'n' && s.takenAsKnown(g, i) {
		return
	}
	if g.tense == lexicon.Future && aspectual(g.class) {
		m.atLeast(event.Planned, "future-"+name)
	}
	switch g.class {
	case cueNeg:
		if i-g.item <= 6 {
			m.deny("negated-verb")
		}
	case cueDeny, cueRefuse, cueDoubt, cueSilent, cueConfirm, cueReport, cueDisclose:
		m.said(g, name, s.latin)
	case cueAnnounce:
		if g.neg && g.open {
			m.said(g, name, s.latin)
			return
		}
		if it.kind == itemTrig && it.w.pos == 'n' && plannedWhenAnnounced(it.w) {
			m.atLeast(event.Planned, "announced")
		}
	case cuePlan, cueExpect, cueInclude:
		m.plan(g, name)
	case cueFuture:
		if g.neg {
			m.deny("not-future")
		}
		m.atLeast(event.Planned, "future")
	case cueDemand:
		m.demand(g, s.ownWish(g, i))
	case cueAccept:
		if g.neg {
			m.deny("not-accepted")
			m.atLeast(event.Planned, name)
		}
	case cuePossible, cueCondition:
		m.maybe(g, name)
	case cuePostpone:
		if !g.neg && !(it.kind == itemTrig && it.w.kind == event.Presence) {
			m.status = event.Postponed
			m.rule(name)
		}
	case cueBegin, cueHappen, cueContinue, cueExtend:
		m.aspect(g, name)
	case cueComplete, cueEnd:
		m.finish(g, it, name)
	case cueFail:
		m.polarity = event.Uncommitted
		m.atLeast(event.Possible, name)
	}
}

// said applies a verb of saying: denied, refused, doubted, not confirmed.
func (m *meaning) said(g *governor, name string, latin bool) {
	switch g.class {
	case cueDeny:
		m.denial(g)
		return
	case cueRefuse:
		m.refusal(g)
		return
	case cueConfirm:
		if !g.neg {
			return
		}
		name = "not-confirmed"
	case cueReport, cueDisclose, cueAnnounce:
		if !g.neg || !g.open || latin {
			return
		}
		name = "not-said"
	}
	m.polarity = event.Uncommitted
	m.rule(name)
}

// demand makes it wanted, or planned where who wants is who does.
func (m *meaning) demand(g *governor, own bool) {
	if g.neg {
		m.deny("not-demanded")
	}
	if own {
		m.atLeast(event.Planned, "own-wish")
	} else if m.status == event.Actual || m.status == event.Planned {
		m.status = event.Demanded
		m.rule("demand")
	}
}

// maybe makes it possible; what is said to be impossible is planned not to be.
func (m *meaning) maybe(g *governor, name string) {
	if g.neg && g.class == cuePossible {
		m.deny("not-" + name)
		m.atLeast(event.Planned, name)
		return
	}
	if g.class == cueCondition && m.status == event.Planned && m.has("future") {
		m.status = event.Actual // only the tense said so
	}
	m.atLeast(event.Possible, name)
}

// ownWish says whether who wants is who does: «تريد أن تنشر قوات».
func (s *scene) ownWish(g *governor, i int) bool {
	c := &s.items[g.item]
	if c.kind != itemCue || c.w.id != "أراد.v" && c.w.id != "رغب.v" && c.w.id != "want.v" || g.neg {
		return false
	}
	return i > 0 && s.items[i-1].fn("comp", "to") && i-g.item <= 3 && s.items[i].w.pos == 'v'
}

// admits says whether «أقر بـ» owns up to what it governs.
func (s *scene) admits(g *governor, i int) bool {
	c := &s.items[g.item]
	return c.kind == itemCue && c.w.id == "أقر.v" && s.items[i].prep == "by"
}

// takenAsKnown says whether a presence only stands near a cue that does not
// bear on it: «عزا القرار إلى وجود القوات»، «أقر بوجود قوات».
func (s *scene) takenAsKnown(g *governor, i int) bool {
	switch g.class {
	case cuePlan, cuePossible, cueExpect:
	default:
		return false
	}
	c := &s.items[g.item]
	if g.neg {
		return false
	}
	if c.kind == itemCue && c.w.id == "أقر.v" && s.items[i].prep == "by" {
		return true
	}
	return g.noun && (c.def || i-g.item > 2)
}

func aspectual(c cueClass) bool {
	switch c {
	case cueBegin, cueHappen, cueContinue, cueComplete, cueEnd, cueExtend, cueInclude:
		return true
	}
	return false
}

// plannedWhenAnnounced: who announces sending, withdrawing, cutting says what
// will be done; who announces an arrival or an end says what has happened.
func plannedWhenAnnounced(w *word) bool {
	switch w.frame {
	case frameSend, frameKeep, frameMove, frameBring:
		return true
	}
	return false
}

func (m *meaning) denial(g *governor) {
	if g.neg {
		m.polarity = event.Uncommitted
		m.rule("not-denied")
		return
	}
	m.deny("denial")
}

func (m *meaning) refusal(g *governor) {
	if g.neg {
		m.atLeast(event.Possible, "not-refused")
		return
	}
	m.deny("refusal")
	if m.status == event.Possible && m.has("possible") {
		m.status = event.Actual // a proposal that is refused is no longer possible
	}
	m.atLeast(event.Planned, "refusal")
}

func (m *meaning) plan(g *governor, name string) {
	if g.neg {
		m.deny("not-" + name)
		m.atLeast(event.Planned, name)
		return
	}
	m.atLeast(event.Planned, name)
}

func (m *meaning) aspect(g *governor, name string) {
	m.begun = m.begun || g.class == cueBegin
	if g.neg {
		m.deny("not-" + name)
	}
	if g.class == cueExtend {
		m.atLeast(event.Planned, name)
	}
}

func (m *meaning) finish(g *governor, it *item, name string) {
	if it.kind == itemTrig && it.w.kind == event.Presence && g.class == cueEnd {
		m.ended = true
		if g.neg {
			m.deny("not-" + name)
		}
		return
	}
	m.done = true
	if g.neg {
		m.telic = true
		m.rule("not-complete")
	}
}

// afterwards reads what is said of a nominal claim after it: «الانسحاب
// سيكتمل»، «دخول القوات غير صحيح».
func (s *scene) afterwards(i int, m *meaning) {
	for j := i + 1; j < len(s.items); j++ {
		it := &s.items[j]
		switch {
		case it.kind == itemPred:
			g := governor{class: it.w.cue, item: j}
			m.govern(s, &g, &s.items[i], i)
			return
		case it.cue(cueDemand) && it.w.pos == 'x' && !it.and():
			m.atLeast(event.Demanded, "must")
			return
		case it.verbal() && it.cue(cueConfirm, cueDeny) && s.rumoured(i) && s.judgesIt(j):
			g := governor{class: it.w.cue, item: j, neg: s.scopes.neg[j]}
			m.govern(s, &g, &s.items[i], i)
			return
		case it.verbal() && j+1 < len(s.items) && s.items[j+1].kind == itemPred:
		case it.verbal() && it.kind == itemCue && !it.and():
			s.predicate(i, j, m)
			return
		case it.kind == itemTrig && s.tellsStrength(i, j):
		case it.kind == itemTrig && it.w.pos != 'p', it.fn("break"), it.punct(";:."):
			return
		}
	}
}

// predicate applies a verb of aspect after its nominal subject.
func (s *scene) predicate(i, j int, m *meaning) {
	it := &s.items[j]
	if !aspectual(it.w.cue) && it.w.cue != cuePostpone {
		return
	}
	for k := i + 1; k < j; k++ {
		if s.items[k].fn("rel") {
			return
		}
	}
	if j+1 < len(s.items) && s.items[j+1].kind == itemTrig {
		return
	}
	g := governor{class: it.w.cue, item: j, neg: s.scopes.neg[j], tense: it.gram.Tense}
	for k := j - 1; k > i && k >= j-3; k-- {
		if s.items[k].cue(cueFuture) {
			g.tense = lexicon.Future
		}
	}
	if it.w.cue == cueComplete || it.w.cue == cueEnd {
		t := &s.items[i]
		switch {
		case g.tense == lexicon.Future:
			m.atLeast(event.Planned, "future-predicate")
		case g.neg && t.kind == itemTrig && t.w.kind == event.Departure:
			m.telic = true
			m.rule("not-complete")
		case !g.neg && it.w.cue == cueEnd && t.kind == itemTrig && t.w.kind == event.Presence && len(s.scopes.govs[j]) == 0:
			m.ended = true
			m.rule("ended")
		}
		return
	}
	m.govern(s, &g, &s.items[i], i)
}
