package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"

	"github.com/marsad-news/marsad/event"
)

// draft is a claim being made.
type draft struct {
	trig    int // item of the trigger
	kind    event.Kind
	action  event.Action
	mean    meaning
	who     who
	route   route
	num     *event.Quantity
	numItem int
	first   int // tokens of the evidence
	last    int
	except  string
	trust   float64
	rules   []string
	dead    bool
	role    string
}

// readSentence finds the claims of the scene.
func (s *scene) readSentence() {
	s.itemise()
	s.traceItems()
	if !s.hasForce() {
		s.remember()
		return
	}
	s.scope()
	if q := s.question(); q >= 0 {
		s.tracef("question from %q on: no claim", s.text(q))
		s.items = s.items[:q]
	}
	s.holders()
	for i := range s.items {
		s.itemClaim(i)
	}
	s.counts()
	s.missions()
	s.copulas()
	s.predicates()
	s.contributors()
	s.nominals()
	s.contrasts()
	s.coordinate()
	s.contradictions()
	s.absorb()
	s.exceptions()
	s.roles()
	s.datesAhead()
	s.remember()
}

// hasForce says whether anything in the scene may make a claim.
func (s *scene) hasForce() bool {
	for i := range s.items {
		switch it := &s.items[i]; it.kind {
		case itemForce, itemTrig:
			return true
		case itemPlace:
			if isCamp(it.place) {
				return true
			}
		case itemFn:
			if pointsBack(it.w.fn) {
				return true
			}
		case itemCue:
			if it.w.cue == cueStill || it.w.cue == cueNeg {
				return true
			}
		}
	}
	return false
}

// question says from which item on the sentence asks, -1 when it does not. A
// question quoted at the end leaves what stands before it.
func (s *scene) question() int {
	if s.scopes.ask && len(s.items) > 0 && s.items[0].fn("ask") {
		return 0
	}
	asks := false
	for k := len(s.items) - 1; k >= 0 && k >= len(s.items)-2; k-- {
		asks = asks || s.items[k].punct("?؟")
	}
	if !asks {
		return -1
	}
	for k := range s.items {
		if s.items[k].fn("ask") {
			return k
		}
	}
	return 0
}

func (s *scene) tracef(format string, args ...any) {
	if s.note != nil {
		s.note(format, args...)
	}
}

// passedOver says why the trigger at item i makes no frame of its own, or
// nothing.
func (s *scene) passedOver(i int) string {
	switch {
	case s.reaches(i):
		return "it reaches a figure, not a place"
	case s.swallowed[i]:
		return "another frame has it"
	case s.purpose(i):
		return "it names a purpose"
	case s.reduced(i):
		return "it describes its noun"
	case s.leavesNoPlace(i):
		return "what is left is no place"
	}
	return ""
}

// itemClaim tries the trigger at item i.
func (s *scene) itemClaim(i int) {
	it := &s.items[i]
	if it.kind != itemTrig {
		return
	}
	if why := s.passedOver(i); why != "" {
		s.tracef("%s: no claim: %s", s.text(i), why)
		return
	}
	switch it.w.frame {
	case frameLevel:
		return // counts
	case frameHave:
		s.haveClaim(i)
	case frameExist, frameVoid:
		s.existClaim(i)
	case frameBase:
		s.baseClaim(i)
	case frameVacate:
		s.vacateClaim(i)
	default:
		s.moveClaim(i)
	}
}

// moveClaim is the common case: a force moves, is moved, stays or is kept.
func (s *scene) moveClaim(i int) {
	it := &s.items[i]
	if it.w.action == event.Reinforce && it.w.pos == 'n' && strings.HasSuffix(it.pre, "ل") && s.sentBefore(i) {
		return // «إرسال جنود لتعزيز القوات»: what the sending is for
	}
	sp := s.clause(i)
	w, ok := s.forceOf(i, sp)
	if !ok {
		s.tracef("%s: no force", s.text(i))
		return
	}
	if it.w.num && !s.counting(w, i, sp) {
		s.tracef("%s: no number", s.text(i))
		return
	}
	if it.w.pos == 'n' && it.w.frame == frameReturn && w.item >= 0 && s.foe(&s.items[w.item]) && s.items[w.item].last-s.items[w.item].first <= 2 {
		s.tracef("%s: a group that revives moves nothing", s.text(i))
		return
	}
	sp = s.clause(i)
	d := s.begin(i, w)
	s.mover = d.who.actors
	d.route = s.route(i, it.w, sp, w.item)
	s.whereClause(&d, i, sp)
	if s.latin && it.w.frame == frameReturn && (len(d.route.at) == 0 && d.route.origin == nil && !d.route.home || s.toPost(&d, i)) {
		s.tracef("%s: returns from nowhere to nowhere", s.text(i))
		return
	}
	if it.w.num && it.w.frame == frameStay && len(d.route.at) == 0 {
		s.tracef("%s: takes part nowhere", s.text(i))
		return
	}
	s.adjust(&d, i)
	s.quantify(&d, i, sp)
	s.involved(&d, i)
	s.finish(d, i)
}

// sentBefore says whether the sentence has sent troops before item i.
func (s *scene) sentBefore(i int) bool {
	for n := range s.out {
		if d := &s.out[n]; d.kind == event.Arrival && d.trig < i {
			return true
		}
	}
	return false
}

// counting says whether a number or the word for one makes a verb of many
// meanings one of troops: «يعمل 200 جندي»، «رفع عدد القوات».
func (s *scene) counting(w who, i int, sp span) bool {
	wd := s.items[i].w
	if wd.id == "عمل.v" && w.f != nil && (w.f.role == "advisory" || w.f.role == "training") && w.item > i && s.placed(w.item) {
		return true
	}
	if w.f != nil && (w.f.num != nil || w.f.count && scaling(wd) || w.f.more && wd.frame == frameSend) {
		return true
	}
	if s.latin && s.items[i].w.frame == frameStay && w.f != nil && len(w.f.actors) > 0 && w.item >= 0 {
		return true // «French special forces operate in …»: the place decides
	}
	for j := i + 1; j < sp.hi && s.items[i].w.frame == frameSend; j++ {
		if n, _ := s.numberAt(j); n != nil && isTo(s.items[j].prep, n) {
			return true
		}
	}
	return false
}

// forceOf finds the force of the trigger by its frame.
func (s *scene) forceOf(i int, sp span) (who, bool) {
	it := &s.items[i]
	switch it.w.frame {
	case frameSend, frameKeep, frameMove, frameBring:
		return s.objectOf(i, sp)
	}
	return s.subjectOf(i, sp)
}

// begin makes the draft of a trigger.
func (s *scene) begin(i int, w who) draft {
	it := &s.items[i]
	d := draft{trig: i, kind: it.w.kind, action: it.w.action, mean: s.mean(i), who: w, trust: w.trust, numItem: -1}
	d.first, d.last = it.first, it.last
	d.rules = append(d.rules, it.w.id, "actor-"+w.how)
	d.rules = append(d.rules, d.mean.rules...)
	d.role = w.role
	d.extend(s, w.item)
	if w.f != nil && w.f.quant == none {
		d.mean.deny("none")
	} else if s.noForce(i, w.item) {
		d.mean.deny("no-force")
	}
	if w.f != nil && w.f.quant == "all" && s.scopes.neg[i] && d.kind == event.Departure && d.mean.polarity == event.Denied {
		d.mean.telic = true // «لم يخرج بعد جميع الجنود»: some are still there
	}
	return d
}

// extend widens the evidence to item j.
func (d *draft) extend(s *scene, j int) {
	if j < 0 || j >= len(s.items) {
		return
	}
	d.first = min(d.first, s.items[j].first)
	d.last = max(d.last, s.items[j].last)
}

// adjust mends kind and action by what the cues say: a presence that ends is
// a departure, a departure that is not complete a presence, a way home a
// departure.
func (s *scene) adjust(d *draft, i int) {
	w := s.items[i].w
	switch {
	case d.mean.ended && d.kind == event.Presence && spreads(w) && s.items[i].prep == "from":
		d.kind, d.action = event.Arrival, event.Deploy // «انتهت من الانتشار»
	case d.mean.ended && d.kind == event.Presence:
		d.kind, d.action = event.Departure, event.Withdraw
		if !d.mean.has("ended") {
			d.mean.atLeast(endStatus(s, i), "end-of-presence")
		}
	case d.mean.telic && d.kind == event.Departure:
		d.kind, d.action = event.Presence, event.Remain
		d.mean.polarity, d.mean.status = event.Affirmed, event.Actual
	case w.frame == frameReturn || w.frame == frameBring || w.frame == frameMove:
		s.homeward(d)
	case spreads(w) && (d.mean.done || d.mean.begun || d.who.f != nil && d.who.f.more || s.readies(i)):
		d.kind, d.action = event.Arrival, event.Deploy
	}
	if w.plan {
		d.mean.atLeast(event.Planned, "plan-verb")
	}
	if s.givesBack(d, i) {
		d.kind, d.action = event.Departure, event.Handover
	}
	if w.id == "نشر.v" && s.habitual(d, i) {
		d.kind, d.action = event.Presence, event.Present
		d.rules = append(d.rules, "keeps-deployed")
	}
	if w.id == "deploy.e" && s.standsDeployed(i) {
		d.kind, d.action = event.Presence, event.Present
	}
	if w.id == "ترك.v" && (s.onlyAfter(i) || s.leftBehind(d, i)) {
		d.kind, d.action = event.Presence, event.Remain
	}
}

// spreads says whether a noun of presence is also one of coming:
// «انتشار».
func spreads(w *word) bool { return w.frame == frameStay && strings.HasPrefix(w.id, "انتشار") }

// readies says whether a plan or demand governs the noun at item i by a
// preposition: «تستعد للانتشار», what is made ready for is not yet there.
func (s *scene) readies(i int) bool {
	if it := &s.items[i]; it.prep != "for" && it.prep != "by" && it.prep != "to" {
		return false
	}
	for _, g := range s.scopes.govs[i] {
		if (g.class == cuePlan || g.class == cueDemand) && !g.noun && i-g.item <= 3 {
			return true
		}
	}
	return false
}

// standsDeployed says whether «are deployed» tells of a state: a plain form of
// «to be» stands before the participle.
func (s *scene) standsDeployed(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if p := &s.items[k]; p.fn("be") {
			switch s.d.Tokens[p.last-1].Fold {
			case "is", "are":
				return true
			case "was", "were":
				return i+1 >= len(s.items) || !s.items[i+1].fn("to") // «were deployed to» tells of the coming
			}
			return false
		}
	}
	return false
}

// habitual says whether a present tense tells of a standing state: «تنشر أنقرة
// مدربين في …».
func (s *scene) habitual(d *draft, i int) bool {
	it := &s.items[i]
	return it.gram.Tense == lexicon.Present && d.mean.status == event.Actual && d.mean.polarity == event.Affirmed && s.n > 0 || it.gram.Tense == lexicon.Present && d.mean.status == event.Actual && d.num == nil && d.who.f != nil && d.who.f.num != nil
}

func endStatus(s *scene, i int) event.Status {
	for _, g := range s.scopes.govs[i] {
		if g.class == cueEnd && !g.noun {
			return event.Actual
		}
	}
	return event.Planned
}

// homeward turns a return to the force's own country, and a movement that
// names only where it leaves from, into a departure.
func (s *scene) homeward(d *draft) {
	home := ""
	if len(d.who.actors) > 0 && !s.x.isFoe(d.who.actors[0].id) {
		home = s.x.stateOfActor(d.who.actors[0].id)
	}
	r := &d.route
	toHome := r.home
	for _, p := range r.at {
		toHome = toHome || p.Country != "" && p.Country == home
	}
	switch {
	case s.items[d.trig].w.frame == frameBring && r.dest != nil && r.origin == nil && (len(r.at) == 0 || toHome && !r.home) && r.dest.Country != home:
		d.kind, d.action = event.Arrival, event.Deploy
		r.at, r.dest = []event.Place{*r.dest}, nil
	case s.items[d.trig].w.frame == frameBring && r.dest != nil && r.origin == nil && r.dest.Country != "" && r.dest.Country != home && len(r.at) > 0 && r.at[0].Country == home:
		d.kind, d.action = event.Arrival, event.Deploy
		r.at, r.items, r.dest = []event.Place{*r.dest}, nil, nil
	case toHome && d.kind == event.Arrival:
		d.kind, d.action = event.Departure, event.Withdraw
		if len(r.at) > 0 && !r.home {
			r.dest = &r.at[0]
		}
		r.at, r.items = nil, nil
		if r.origin != nil {
			r.at, r.items = []event.Place{*r.origin}, []int{d.trig}
		}
		d.rules = append(d.rules, "homeward")
	case d.kind == event.Arrival && r.origin != nil && len(r.at) == 0 && s.items[d.trig].w.frame == frameReturn:
		d.kind, d.action = event.Departure, event.Withdraw
		r.at, r.items = []event.Place{*r.origin}, []int{r.left}
		d.rules = append(d.rules, "back-from")
	case d.kind == event.Arrival && r.origin == nil && s.items[d.trig].w.frame == frameMove && s.sourceOf(d):
		d.kind, d.action = event.Departure, event.Redeploy
		d.rules = append(d.rules, "from-its-place")
	case d.kind == event.Arrival && r.origin != nil && s.items[d.trig].w.frame == frameMove:
		d.kind, d.action = event.Departure, event.Redeploy
		if len(r.at) > 0 {
			r.dest = &r.at[0]
		}
		r.at, r.items = []event.Place{*r.origin}, []int{d.trig}
		d.rules = append(d.rules, "from-here")
	}
}

// sourceOf takes the place that stands right after the moved force («نقل
// قواتها في سوريا إلى ليبيا») as the one it leaves.
func (s *scene) sourceOf(d *draft) bool {
	j := d.who.item
	if j < 0 || len(d.route.at) == 0 {
		return false
	}
	for k := j + 1; k < len(s.items) && k <= j+2; k++ {
		p := &s.items[k]
		if p.fn("in") {
			continue
		}
		if p.kind != itemPlace || p.prep != "in" {
			return false
		}
		from, ok := s.settle(k)
		if !ok || from.Country == d.route.at[0].Country {
			return false
		}
		d.route.dest = &d.route.at[0]
		d.route.at, d.route.items = []event.Place{from}, []int{k}
		return true
	}
	return false
}

// finish resolves the place when the clause has none and keeps the draft.
func (s *scene) finish(d draft, i int) {
	if len(d.who.actors) == 0 {
		return
	}
	if s.unsaid(&d, i) {
		s.tracef("%s: of something else", s.text(i))
		return
	}
	if len(d.route.at) == 0 {
		if s.vague(&d, i) {
			s.tracef("%s: neither force nor place is said", s.text(i))
			return
		}
		if !s.fillPlace(&d, i) {
			s.tracef("%s: no place", s.text(i))
			return
		}
	}
	if f := d.who.f; f != nil && (f.police || s.items[i].kind == itemTrig && s.items[i].w.host && d.kind == event.Arrival) && d.atHome(s.x) {
		s.tracef("%s: police at home", s.text(i))
		return
	}
	if !s.abroad(&d, i) || s.atHomeByGuess(&d) {
		s.tracef("%s: the host's own force", s.text(i))
		return
	}
	for _, j := range d.route.items {
		d.extend(s, j)
	}
	if d.numItem >= 0 {
		d.extend(s, d.numItem)
	}
	d.rules = append(d.rules, "place-"+d.route.how)
	s.out = append(s.out, d)
	s.tracef("%s: %s %s %v at %v", s.text(i), d.mean.polarity, d.kind, actorIDs(d.who.actors), placeNames(d.route.at))
}

// unsaid says whether a word of many meanings that needs its place beside it
// («استدعى», «حضور») lacks it, or as a noun lacks its force.
func (s *scene) unsaid(d *draft, i int) bool {
	it := &s.items[i]
	if it.kind != itemTrig || !it.w.there {
		return false
	}
	if it.w.place && it.w.frame == frameStay && it.w.pos == 'v' && it.suf != "" {
		return true // «القرى التي يحتلها»: said by the way
	}
	return len(d.route.at) == 0 || it.w.pos == 'n' && d.who.item < 0 && it.suf == "" && d.who.how != "bidden" && d.who.how != "clause-force" && !(d.who.how == "sentence-force" && it.prep == "by")
}

// vague says whether a trigger of many meanings has neither a force nor a
// place of its own.
func (s *scene) vague(d *draft, i int) bool {
	it := &s.items[i]
	if d.num != nil && s.counted(i, d.numItem) || d.numItem >= 0 && d.num != nil && s.reaches(i) {
		return false
	}
	if it.kind == itemTrig && it.w.place && (d.who.item < 0 || d.who.f == nil || d.who.f.pron) {
		return true
	}
	return it.kind == itemTrig && it.w.weak && d.who.item < 0 && d.who.f == nil && it.suf == "" && d.who.how != "speaker" && d.who.how != "bidden" && d.who.how != "we"
}

// abroad mends a claim whose force was only inferred and turned out to be the
// host's own: another force of the sentence or story is meant.
func (s *scene) abroad(d *draft, i int) bool {
	if len(d.who.actors) != 1 || len(d.route.at) == 0 || !inferred(d.who.how) {
		return true
	}
	host := d.route.at[0].Country
	if host == "" || s.x.stateOfActor(d.who.actors[0].id) != host {
		return true
	}
	if f := d.who.f; f != nil && f.suf != "" && f.head >= 0 && strings.HasPrefix(s.d.Tokens[f.head].Fold, "جيش") && d.who.how == "pronoun" {
		return true // «جيشها» is a state's own, wherever it stands
	}
	it := &s.items[i]
	for _, ids := range s.candidates(i) {
		if len(ids) > 0 && s.x.stateOfActor(ids[0]) != host {
			d.who.actors, d.who.how = refs(ids, it), "not-the-host"
			d.trust *= 0.85
			return true
		}
	}
	return false
}

// inferred says whether a force was found by anything less than its own name.
func inferred(how string) bool {
	switch how {
	case "named", "from", "holder", "adjective", "state", "speaker", "led", "addressed", "teller":
		return false
	}
	return true
}

// candidates are the forces that a claim at item i may be about, nearest
// first: before it, after it, in the story, in the headline.
func (s *scene) candidates(i int) [][]string {
	var out [][]string
	for k := i - 1; k >= 0; k-- {
		if p := &s.items[k]; p.kind == itemForce && len(p.force.actors) > 0 && !p.force.generic && !s.foe(p) {
			out = append(out, actorIDs(p.force.actors))
		}
	}
	for k := i + 1; k < len(s.items); k++ {
		if p := &s.items[k]; p.kind == itemForce && len(p.force.actors) > 0 && !p.force.generic && !s.foe(p) {
			out = append(out, actorIDs(p.force.actors))
		}
	}
	if p, ok := s.story.lastForce(); ok {
		out = append(out, p.actors)
	}
	return append(out, s.story.title.actors)
}

func (s *scene) fillPlace(d *draft, i int) bool {
	if len(d.who.actors) == 1 {
		home := s.x.stateOfActor(d.who.actors[0].id)
		if home != "" && home == s.story.land() && d.action == event.Reinforce && !inferred(d.who.how) {
			return false // a state's own forces grow at home: «زيادة عدد القوات الأفغانية»
		}
		if home != "" && home == s.story.land() && inferred(d.who.how) {
			d.route.at, d.route.how = []event.Place{{Country: home}}, "story" // the scene's own force: another is meant, see abroad
			d.trust *= 0.8
			return true
		}
	}
	if n := len(s.out) - 1; d.who.how == "elliptic" && n >= 0 && len(s.out[n].route.at) > 0 {
		d.route.at, d.route.how = s.out[n].route.at[:1:1], "story"
		return true
	}
	p, trust, ok := s.fallback(i, &d.who, d.kind)
	if !ok {
		return false
	}
	d.route.at, d.route.how = []event.Place{p}, "story"
	d.trust *= trust
	return true
}

func (s *scene) text(i int) string { return s.source(s.items[i].first, s.items[i].last) }
