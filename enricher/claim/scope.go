package claim

import (
	"github.com/marsad-news/marsad/enricher/lexicon"
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
	case it.fn(fnBreak), it.cue(cueCondition) && it.w.id != "whether.x", s.because(i):
		return boundClause
	case it.fn(fnRel):
		return boundRel
	case it.punct(";:؛"), s.at(i - 1).punct(";:؛"):
		return boundStrong
	case it.verbal() && it.and() && s.finite(it), s.latin && s.at(i-1).fn(fnAnd) && (it.verbal() || s.newSubject(i)):
		return boundClause
	case s.at(i-1).punct(",-") && it.verbal() && it.w.class != isCue && !s.resumes(i):
		return boundClause
	case it.arabic && (it.and() && s.leadsVerb(i) || s.newTopic(i)):
		return boundClause
	case it.punct(",-"), s.at(i - 1).punct(",-"):
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
	return it.fn(fnQad, fnBe) || it.cue(cueFuture, cueStill)
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
	if s.latin && it.unknown() && r.negAt >= 0 && s.x.adverbial(s.fold(it.first)) {
		s.scopes.govs[i] = s.work.hold(r.active)
		return // «has not yet left»
	}
	if r.opens(i) {
		return
	}
	if it.trig('n') && it.pre == "" && it.prep == "" && s.resumesAfter(r.active, r.main, i) {
		r.active = append(r.active[:0:0], r.main)
	}
	neg := r.negAt >= 0 && s.negReaches(r.negAt, i)
	s.scopes.neg[i] = neg
	if r.cond && it.verbal() && it.and() {
		r.active = append(r.active, governor{class: cueCondition, item: i})
	}
	s.scopes.govs[i] = s.work.hold(r.active)
	r.govern(i, neg)
	if neg && r.spendsNeg(it) {
		r.negAt = -1
	}
}

// spendsNeg says whether a negation that reaches an item has met its word.
// «ليس» goes on to what it denies.
func (r *scopeReader) spendsNeg(it *item) bool {
	if r.s.negatesNoun(r.negAt) && (it.kind == itemForce || it.kind == itemWord || it.existential()) {
		return false
	}
	switch it.kind {
	case itemWord:
		return !(r.s.latin && it.w != nil && it.w.class == isAdj) // «no permanent presence»
	case itemTrig, itemCue, itemForce, itemPred:
		return true
	}
	return it.fn(fnTurn)
}

// opens reads the words that begin a complement or a negation and says whether
// item i is done with.
func (r *scopeReader) opens(i int) bool {
	s, it := r.s, &r.s.items[i]
	switch {
	case it.fn(fnAsk):
		s.scopes.ask = true
	case it.cue(cueNeg):
		if it.w == thatNot {
			r.active = s.openClause(r.active, it.and())
			r.main.item = -1
		}
		r.negAt = i
		return true
	case it.fn(fnComp):
		if r.main.item >= 0 && (len(r.active) == 0 || s.relBetween(r.main.item, r.active[0].item)) && s.closesAside(r.main.item, i) {
			r.active = r.active[:0:0]
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
		r.governCue(i, neg)
	case it.kind == itemPred:
		if !s.deniedAs(r.active, i) && s.judgesAhead(i) {
			r.active = append(r.active, governor{class: it.w.cue, item: i, noun: true})
		}
	case it.kind == itemTrig, it.kind == itemForce:
	case it.kind == itemWord && neg && r.negAt == i-1 && s.negatesVerb(r.negAt):
		r.active = append(r.active, governor{class: cueNeg, item: r.negAt})
	case it.fn(fnBe) && it.gram.Tense == lexicon.Future:
		r.active = append(r.active, governor{class: cueFuture, item: i})
	case it.fn(fnOn) && s.obliges(i):
		r.active = append(r.active, governor{class: cueDemand, item: i})
		s.items[i+1].prep = "obliged"
	case it.fn(fnAfter) && s.background(i):
		r.active = append(r.active[:0:0], governor{class: cueSkip, item: i, noun: true})
	case it.fn(fnBefore), s.until(i):
		r.active = append(r.active[:0:0], governor{class: cuePlan, item: i, noun: true})
	}
}

// governCue adds the cue at item i, and keeps a verb of saying for a
// complement that comes later.
func (r *scopeReader) governCue(i int, neg bool) {
	s, it := r.s, &r.s.items[i]
	r.cond = r.cond || it.w.cue == cueCondition
	r.active = s.push(r.active, i, neg)
	if it.w.pos != 'v' || !saying(it.w.cue) || r.main.item >= 0 || s.at(i-1).fn(fnRel, fnBe) || s.describes(s.scopes.govs[i], i) {
		return
	}
	r.main = governor{class: it.w.cue, item: i, neg: neg, tense: it.gram.Tense}
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
		it := &s.items[i]
		switch {
		case s.isIf(i):
			it.kind, it.w = itemCue, ifWord
		case s.isNotPast(i):
			it.kind, it.w = itemCue, notWord
		case (it.kind == itemTrig && it.w.id == "تراجع.v" || it.cue(cueGoBack)) && s.goesBack(i):
			it.kind, it.w = itemCue, offWord
		case s.joinNothing(i):
			it.kind, it.w = itemFn, andNothing
		}
	}
}

// isIf says whether item i is «إن» before a past tense.
func (s *scene) isIf(i int) bool {
	it, n := &s.items[i], &s.items[i+1]
	return it.fn(fnComp) && it.last-it.first == 1 && n.verbal() && n.gram.Tense == lexicon.Past && s.begins(i) &&
		s.fold(it.first) == "ان" && s.d.Text[s.d.Tokens[it.first].Start:][:2] == "إ"
}

// isNotPast says whether item i is «ما» before a past tense.
func (s *scene) isNotPast(i int) bool {
	it, n := &s.items[i], &s.items[i+1]
	return it.unknown() && n.trig('v') && n.gram.Tense == lexicon.Past && s.begins(i) && s.x.in(notPast, s.fold(it.first))
}

// begins says whether item i is the first of its sentence or quotation.
func (s *scene) begins(i int) bool {
	return i == 0 || s.items[i-1].punct(`"«“:.`) || s.items[i-1].fn(fnComp) || s.items[i].and() && s.items[i-1].punct(",")
}

// goesBack says whether «عن» follows the verb at item i and its subject.
func (s *scene) goesBack(i int) bool {
	for k := i + 1; k < len(s.items) && k <= i+4; k++ {
		switch p := &s.items[k]; {
		case p.fn(fnOff):
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
	if !it.unknown() || s.fold(it.first) != "حتي" || i+1 >= len(s.items) {
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
var compWord = &word{id: "على_أن.c", class: isFn, does: fnComp}

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
		if s.boundBefore(k) >= boundStrong || s.items[k].fn(fnBreak) && s.fold(s.items[k].first) != "كما" {
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
	if s.fold(s.items[i].first) != "بعد" {
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
