package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// auxWord is what a form of «have» becomes that only makes a tense.
var auxWord = &word{id: "have.aux", class: isFn, fn: "aux"}

// auxiliaries takes the forms of «have» that make a perfect («have arrived»,
// «had not left») for what they are: no verbs of their own.
func (s *scene) auxiliaries() {
	for i := 0; i < len(s.items); i++ {
		it := &s.items[i]
		switch {
		case it.verbal() && s.nounHere(i):
			w := *it.w
			w.pos = 'n'
			it.w, it.gram = &w, lexicon.Gram{}
		case it.kind == itemTrig && it.w.isAux() && s.perfect(i):
			it.kind, it.w = itemFn, auxWord
		case it.kind == itemTrig && it.w.isAux() && s.bound(i):
			it.kind, it.w = itemCue, boundWord
		case it.kind == itemTrig && it.w.id == "there_are.e" && s.placeThere(i):
			s.splitThere(i)
		}
	}
}

// boundWord is «have» before an infinitive: «has until May to leave».
var boundWord = &word{id: "have_to.x", class: isCue, cue: cuePlan, pos: 'x'}

// bound says whether an infinitive of a trigger follows «have» at item i with
// no object between.
func (s *scene) bound(i int) bool {
	for j := i + 1; j+1 < len(s.items) && j <= i+6; j++ {
		p := &s.items[j]
		switch {
		case p.fn("to") && s.items[j+1].kind == itemTrig:
			return true
		case p.kind == itemForce, p.kind == itemPunct, p.kind == itemCue, p.kind == itemTrig:
			return false
		}
	}
	return false
}

// placeThere says whether «there is» at item i is the adverb after a noun and
// the verb of that noun: «our presence there is …».
func (s *scene) placeThere(i int) bool {
	if i == 0 || s.items[i].last-s.items[i].first < 2 {
		return false
	}
	p := &s.items[i-1]
	return p.kind == itemForce || p.kind == itemTrig && p.w.pos == 'n'
}

// splitThere makes the adverb and the verb of «there is» at item i items of
// their own.
func (s *scene) splitThere(i int) {
	it := s.items[i]
	there, be := it, it
	there.last, be.first = it.first+1, it.first+1
	there.kind, there.w = itemPlace, nil
	there.place = &place{first: there.first, last: there.last, start: s.d.Tokens[there.first].Start, generic: "there"}
	be.kind, be.w = itemFn, beWord
	s.items = append(s.items[:i+1], s.items[i:]...)
	s.items[i], s.items[i+1] = there, be
}

// beWord is the verb of «there is».
var beWord = &word{id: "be.x", class: isFn, fn: "be"}

// resumes says whether the English verb at item i, after a comma, goes on
// with the clause that an apposition broke: «the forces, Turks among them,
// leave».
func (s *scene) resumes(i int) bool {
	if !s.latin {
		return false
	}
	for k := i - 2; k >= 0 && k >= i-8; k-- {
		p := &s.items[k]
		switch {
		case p.punct(","):
			return k > 0 && s.items[k-1].kind == itemForce
		case p.verbal() && p.kind == itemTrig, p.fn("break"):
			return false
		}
	}
	return false
}

// perfect says whether a past participle follows «have» at item i with
// nothing but adverbs and a negation between.
func (s *scene) perfect(i int) bool {
	for j := i + 1; j < len(s.items) && j <= i+4; j++ {
		p := &s.items[j]
		switch {
		case p.fn("be"):
			return p.gram.Tense != lexicon.Present
		case p.kind == itemTrig || p.kind == itemCue && p.w.pos == 'v':
			return p.gram.Part == lexicon.Verb || p.w.pos == 'p' // after «have» a form is a participle even when it looks like a present: «cut», «set»
		case p.cue(cueNeg, cueStill):
		case p.kind == itemWord && p.w == nil:
			f := s.d.Tokens[p.first].Fold
			if strings.HasSuffix(f, "ed") || strings.HasSuffix(f, "en") {
				return true
			}
			if !adverbial(f) {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// adverbial says whether an English word may stand between an auxiliary and
// its verb: an adverb in -ly or one of the few short ones.
func adverbial(fold string) bool {
	switch fold {
	case "already", "also", "now", "just", "since", "yet", "ever", "long", "so", "far", "once", "always", "even", "again", "currently", "about":
		return true
	}
	return strings.HasSuffix(fold, "ly")
}

// copular says whether a form of «to be» and a place follow the force at item
// j as its predicate: «Latvian soldiers are in Mali», «none is there».
func (s *scene) copular(j int) bool {
	_, at := s.copula(j)
	return at >= 0
}

// copula finds the form of «to be» after the force at item j and the place of
// its predicate, -1 for none.
func (s *scene) copula(j int) (be, at int) {
	be = s.beAfter(j)
	if be < 0 {
		return -1, -1
	}
	for k := be + 1; k < len(s.items) && k <= be+5; k++ {
		p := &s.items[k]
		switch {
		case p.kind == itemPlace:
			switch p.prep {
			case "in", "on", "near", "to", "by":
				return be, k
			case "":
				if p.place.generic == "there" || p.place.generic == "homeland" {
					return be, k
				}
			}
			return -1, -1
		case p.fn("in", "on", "near", "dir", "the", "be"), p.cue(cueNeg, cueStill), p.kind == itemDate:
		case p.kind == itemWord && p.w == nil && adverbial(s.d.Tokens[p.first].Fold):
		default:
			return -1, -1
		}
	}
	return -1, -1
}

// beAfter is the form of «to be» whose subject is the force at item j: right
// after it, but for adverbs, an apposition between commas and a relative
// clause.
func (s *scene) beAfter(j int) int {
	j = s.pastApposition(j)
	for k := j + 1; k < len(s.items) && k <= j+4; k++ {
		p := &s.items[k]
		switch {
		case p.fn("be"):
			return k
		case p.fn("aux"), p.cue(cueNeg, cueStill), p.cue(cueFuture, cuePossible, cueDemand) && p.w.pos == 'x':
		case p.kind == itemWord && p.w == nil && adverbial(s.d.Tokens[p.first].Fold):
		default:
			return -1
		}
	}
	return -1
}

// copulaClaim makes the presence that a form of «to be» with a place says.
func (s *scene) copulaClaim(j int) {
	be, at := s.copula(j)
	w, ok := s.resolve(j, j)
	if !ok || len(w.actors) == 0 {
		return
	}
	place, ok := s.settle(at)
	if !ok {
		return
	}
	d := draft{trig: be, kind: event.Presence, action: event.Present, who: w, trust: w.trust * 0.95, numItem: -1, role: w.role}
	d.first, d.last = s.items[be].first, s.items[be].last
	d.extend(s, j)
	d.mean = s.mean(be)
	for k := j + 1; k < at; k++ {
		if s.items[k].cue(cueNeg) {
			d.mean.deny("not-there")
			break
		}
	}
	if s.scopes.neg[j] || w.f.quant == none {
		d.mean.deny("no-force")
	}
	d.rules = append([]string{"copula", "actor-" + w.how}, d.mean.rules...)
	if w.f.num != nil {
		d.num, d.numItem = quantityOf(w.f.num, w.f.unit, total), j
	}
	d.route.at, d.route.items, d.route.how = []event.Place{place}, []int{at}, "clause"
	for _, more := range s.coordinated(at, len(s.items))[1:] {
		if q, ok := s.settle(more); ok {
			d.route.at, d.route.items = append(d.route.at, q), append(d.route.items, more)
		}
	}
	d.route.shareCountry(s)
	s.mover = d.who.actors
	s.finish(d, be)
}

// former says whether a participle without a form of «to be» tells what was
// so once: «the soldiers once posted to», «formerly based in».
func (s *scene) former(i int) bool {
	if i == 0 || s.items[i-1].kind != itemWord || s.items[i-1].w != nil {
		return false
	}
	switch s.d.Tokens[s.items[i-1].first].Fold {
	case "once", "formerly", "previously":
		return i < 2 || !s.items[i-2].fn("be", "aux")
	}
	return false
}

// inApposition says whether the force at item k is named as one of those that
// stand before it: «the Turks among them», «including 200 advisers».
func (s *scene) inApposition(k int) bool {
	return k+1 < len(s.items) && s.items[k+1].fn("among") || k > 0 && s.items[k-1].fn("among")
}

// beforeArticle is the item before the place at item i and its article and
// adjectives: «to the United Arab Emirates», «into volatile central Iraq».
func (s *scene) beforeArticle(i int) *item {
	k := i - 1
	for words := 0; k > 0; k-- {
		p := &s.items[k]
		if p.kind == itemWord && p.w == nil && words < 1 && s.lower(p) && (s.items[k-1].fn("the", "in", "on", "to", "from", "near")) {
			words++
			continue
		}
		if !p.fn("the") && !p.punct("\"“'") {
			break
		}
	}
	return &s.items[k]
}

// lower says whether an item is written without a capital: no name.
func (s *scene) lower(it *item) bool {
	c := s.d.Text[s.d.Tokens[it.first].Start]
	return c >= 'a' && c <= 'z'
}

// phrasal says whether the words of the trigger at item i end in the
// preposition of its place: «moved into», «headed for».
func (s *scene) phrasal(i int) bool {
	it := &s.items[i]
	if it.last-it.first < 2 {
		return false
	}
	switch s.d.Tokens[it.last-1].Fold {
	case "into", "to", "for", "of", "from", "in", "on":
		return true
	}
	return false
}

// nounHere says whether a word that may be verb or noun («reports», «cuts»,
// «return») is the noun: a determiner, an adjective, a preposition or the verb
// that takes it as its object stands before it.
func (s *scene) nounHere(i int) bool {
	it := &s.items[i]
	if it.gram.Tense != lexicon.Present || it.w.isAux() || it.last-it.first > 1 {
		return false
	}
	if i == 0 || s.items[i-1].punct(`"“.`) {
		return it.kind == itemCue && i+1 < len(s.items) && s.items[i+1].fn("comp", "off") && strings.HasSuffix(s.d.Tokens[it.first].Fold, "s")
	}
	p := &s.items[i-1]
	switch p.kind {
	case itemPred:
		return true
	case itemFn:
		return p.fn("the", "its", "our", "dem", "any", "more", "off", "in", "on", "from", "with", "agentby", "last", "rest")
	case itemState, itemForce, itemPlace:
		return false
	case itemCue:
		return p.w.pos == 'v' && p.w.cue != cueReport && p.gram.Tense == lexicon.Past
	case itemWord:
		return p.w != nil && p.w.class == isAdj || p.w == nil && s.similar(p) && i > 1 && !s.items[i-2].fn("to")
	}
	return false
}

// similar says whether an unknown word is one of the adjectives that stand
// before nouns of change.
func (s *scene) similar(it *item) bool {
	switch s.d.Tokens[it.first].Fold {
	case "similar", "earlier", "recent", "possible", "planned", "future", "full", "complete", "partial", "gradual", "phased", "rapid", "sharp", "speedy", "swift", "immediate", "eventual":
		return true
	}
	return false
}

// noForce says whether the negation stands at the force and not at its verb:
// «no soldier remains», «sent no troops», «not all forces have left».
func (s *scene) noForce(i, j int) bool {
	if !s.latin || j < 1 || s.scopes.neg[i] || !s.items[j-1].cue(cueNeg) {
		return false
	}
	w := s.items[i].w
	return w == nil || w.frame != frameExist && w.frame != frameHave
}

// goesOut says whether «out», «gone» or «home» after the force at item j says
// what somebody wants of it: «wants foreign troops out of the country».
func (s *scene) goesOut(j int) bool {
	g := s.scopes.govs[j]
	if !s.latin || j+1 >= len(s.items) || !s.orderedBefore(j) && (len(g) == 0 || g[len(g)-1].class != cueDemand && g[len(g)-1].class != cuePlan || j-g[len(g)-1].item > 3) {
		return false
	}
	p := &s.items[j+1]
	switch s.d.Tokens[p.first].Fold {
	case "out", "gone", "home":
		return true
	}
	return false
}

// outClaim makes the departure that «wants the troops out» asks for.
func (s *scene) outClaim(j int) {
	w, ok := s.resolve(j, j)
	if !ok || len(w.actors) == 0 {
		return
	}
	leave := &word{id: "out", kind: event.Departure, action: event.Withdraw, frame: frameGo, pos: 'n'}
	d := draft{trig: j, kind: event.Departure, action: event.Withdraw, who: w, trust: w.trust * 0.9, numItem: -1, role: w.role}
	d.first, d.last = s.items[j].first, s.items[j+1].last
	d.mean = s.mean(j)
	if s.orderedBefore(j) {
		d.mean.atLeast(event.Planned, "ordered")
	}
	d.rules = append([]string{"out", "actor-" + w.how}, d.mean.rules...)
	if w.f.num != nil {
		d.num, d.numItem = quantityOf(w.f.num, w.f.unit, change), j
	}
	s.mover = d.who.actors
	d.route = s.route(j, leave, span{j, min(len(s.items), j+6)}, j)
	s.finish(d, j)
}

// speaks says whether the place at item k is the subject of what follows: a
// capital that says something, a state after «, and» that does something.
func (s *scene) speaks(k int) bool {
	if k+1 >= len(s.items) {
		return false
	}
	p := &s.items[k+1]
	if p.verbal() && p.cue(cueReport, cueAnnounce, cueConfirm, cueDeny, cueDisclose) {
		return true
	}
	comma := k > 1 && s.items[k-1].fn("and") && s.items[k-2].punct(",")
	return comma && s.items[k].place.gov != "" && (p.verbal() || p.fn("aux", "be") || p.cue(cueFuture, cuePossible) && p.w.pos == 'x')
}

// whereClause gives a claim in a clause of «where» the place that stands
// before it: «Poland, where 10,000 troops are stationed».
func (s *scene) whereClause(d *draft, i int, sp span) {
	for k := i - 1; k >= max(0, sp.lo-1); k-- {
		p := &s.items[k]
		if p.kind == itemTrig && p.w.pos == 'v' {
			return
		}
		if !p.fn("break") {
			continue
		}
		arabic := s.d.Tokens[p.first].Fold == "حيث"
		if s.d.Tokens[p.first].Fold != "where" && (!arabic || len(d.route.at) > 0) {
			return
		}
		if j := s.placeBefore(k); j >= 0 {
			if place, ok := s.settle(j); ok {
				d.route.at, d.route.items, d.route.how = []event.Place{place}, []int{k}, "where"
			}
		}
		return
	}
}

// placeBefore is the place that stands before item k, a comma apart, -1 for
// none.
func (s *scene) placeBefore(k int) int {
	j := k - 1
	if j >= 0 && s.items[j].punct(",") {
		j--
	}
	if j < 0 || s.items[j].kind != itemPlace {
		return -1
	}
	if s.items[j].prep == "with" && j >= 2 && s.borders(j) { // «along the border with Egypt, where»: on this side
		for h := j - 1; h >= 0; h-- {
			if p := &s.items[h]; p.kind == itemPlace && p.place.sited {
				return h
			}
		}
	}
	return j
}

// deniedAs says whether the predicate at item i only repeats the verb before
// it: «dismissed as baseless».
func (s *scene) deniedAs(active []governor, i int) bool {
	n := len(active)
	return s.latin && n > 0 && active[n-1].class == cueDeny && i-active[n-1].item <= 2
}

// judged reads what an English sentence says at its end of the report or plan
// that it began with: «reports that troops have left are false», «a plan to
// send troops was cancelled».
func (s *scene) judged(i int, m *meaning) {
	report, plan := false, s.items[i].w.pos == 'n'
	for _, g := range s.scopes.govs[i] {
		report = report || g.noun && (g.class == cueReport || g.class == cueAnnounce)
		plan = plan || g.noun && g.class == cuePlan
	}
	if !report && !plan {
		return
	}
	for j := i + 1; j < len(s.items); j++ {
		it := &s.items[j]
		switch {
		case report && it.kind == itemPred && s.items[j-1].fn("be"):
			g := governor{class: it.w.cue, item: j}
			m.govern(s, &g, &s.items[i], i)
			return
		case plan && it.cue(cueRefuse, cuePostpone) && it.gram.Tense != lexicon.Present && s.passiveBe(j):
			g := governor{class: it.w.cue, item: j, neg: s.scopes.neg[j]}
			m.govern(s, &g, &s.items[i], i)
			return
		case s.boundBefore(j) >= boundClause, it.kind == itemTrig && it.w.pos == 'v' && !it.w.passive:
			return
		}
	}
}

// passiveBe says whether a form of «to be» leads to the participle at item j.
func (s *scene) passiveBe(j int) bool {
	for k := j - 1; k >= 0 && k >= j-3; k-- {
		p := &s.items[k]
		if p.fn("be") {
			return true
		}
		if !p.cue(cueNeg, cueFuture, cuePossible) && !(p.kind == itemWord && p.w == nil) {
			return false
		}
	}
	return false
}

// inRelative says whether the verb at item k stands in a relative clause:
// «troops who were stationed», «that had been sent».
func (s *scene) inRelative(k int) bool {
	for j := k - 1; j >= 0 && j >= k-5; j-- {
		p := &s.items[j]
		switch {
		case p.fn("rel"):
			return true
		case p.fn("comp"):
			return j > 0 && s.items[j-1].kind == itemForce
		case p.fn("be", "aux"), p.cue(cueNeg, cueStill, cueFuture), p.kind == itemWord && p.w == nil:
		default:
			return false
		}
	}
	return false
}

// pastApposition is the comma that closes the apposition after the force at
// item j, j itself when there is none.
func (s *scene) pastApposition(j int) int {
	if j+1 >= len(s.items) || !s.items[j+1].punct(",") {
		return j
	}
	for k := j + 2; k < len(s.items) && k <= j+9; k++ {
		p := &s.items[k]
		switch {
		case p.punct(","):
			return k
		case p.kind == itemTrig && !p.w.passive, p.kind == itemCue, p.kind == itemPunct, p.fn("be", "break"):
			return j
		}
	}
	return j
}

// givesBack says whether «returned» at item i has a base as its object: it is
// handed back.
func (s *scene) givesBack(d *draft, i int) bool {
	if !s.latin || s.items[i].w.frame != frameReturn || len(d.route.items) == 0 {
		return false
	}
	j := d.route.items[0]
	return j > i && j < len(s.items) && s.items[j].kind == itemPlace && s.items[j].prep == "" && isBase(s.items[j].place)
}

// orderedBefore says whether «ordered» stands right before the force at item j.
func (s *scene) orderedBefore(j int) bool {
	return j > 0 && s.items[j-1].kind == itemTrig && s.items[j-1].w.id == "order_to.e"
}

// missionWord is «military mission» when it is no force.
var missionWord = &word{id: "mission.n", class: isFn, fn: "mission"}

// purpose says whether the trigger at item i only tells what another is for:
// «arrived to reinforce KFOR».
func (s *scene) purpose(i int) bool {
	if !s.latin || s.items[i].w.id != "reinforce.e" || i == 0 || !s.items[i-1].fn("to") {
		return false
	}
	for k := i - 2; k >= 0 && s.boundBefore(k+1) < boundClause; k-- {
		if p := &s.items[k]; p.kind == itemTrig && p.w.pos == 'v' {
			return true
		}
	}
	return false
}

// ownCommon gives a force of a common noun to the state that has or sends it:
// «Fiji sent peacekeepers».
func (s *scene) ownCommon(w *who, j, i int) {
	if t := &s.items[i]; !w.f.common || t.kind != itemTrig || !agentive(t.w) || t.w.host {
		return
	}
	if c, k := s.agentOf(i, j); c != "" && s.x.stateOfActor(c) == c {
		w.actors, w.how = []actorRef{{c, s.items[k].first, s.items[k].last}}, "agent"
	}
}

// involved gives a noun of motion the number that its verb tells: «the
// withdrawal involves about 350 soldiers».
func (s *scene) involved(d *draft, i int) {
	if !s.latin || d.num != nil || s.items[i].w.pos != 'n' {
		return
	}
	for k := i + 1; k+1 < len(s.items) && k <= i+6; k++ {
		p := &s.items[k]
		if p.kind == itemTrig || p.kind == itemPunct || s.boundBefore(k) >= boundClause {
			return
		}
		if p.kind != itemWord || p.w != nil {
			continue
		}
		switch s.d.Tokens[p.first].Fold {
		case "involves", "involved", "involve", "affects", "affected", "affect", "covers", "concerns", "includes":
			if n := &s.items[k+1]; n.kind == itemForce && n.force.num != nil && len(n.force.actors) == 0 {
				d.num, d.numItem = quantityOf(n.force.num, n.force.unit, basisOf(d.kind)), k+1
			}
			return
		}
	}
}

// plannedChange finds who makes a change of troops that names none: «has no
// plans for cuts in Poland».
func (s *scene) plannedChange(i int) (who, bool) {
	it := &s.items[i]
	g := s.scopes.govs[i]
	if it.w.pos != 'n' || it.w.action != event.Reduce && it.w.action != event.Reinforce || len(g) == 0 || i+1 >= len(s.items) || !s.items[i+1].fn("in") {
		return who{}, false
	}
	if c, k := s.agentOf(i, i); c != "" {
		return who{item: -1, actors: []actorRef{{c, s.items[k].first, s.items[k].last}}, how: "agent", trust: 0.75}, true
	}
	return who{}, false
}
