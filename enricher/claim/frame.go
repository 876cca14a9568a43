package claim

import (
	"slices"
	"strings"

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

// rulesAnd are the rules that made the draft and one more.
func (d *draft) rulesAnd(rule string) []string {
	return append(slices.Clone(d.rules), rule)
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
	s.traceScopes()
	if q := s.question(); q >= 0 {
		s.drop(q, "a question from here on")
		s.items = s.items[:q]
	}
	s.holders()
	for i := range s.items {
		s.itemClaim(i)
	}
	s.counts()
	s.multiples()
	s.missions()
	s.copulas()
	s.strengths()
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
			if pointsBack(it.w.does) {
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

// step is what a search makes of an item on its way.
type step uint8

const (
	stepOpen step = iota // nothing is said yet
	stepOn               // pass on
	stepTake             // this is it
	stepStop             // nothing will be found
)

// question says from which item on the sentence asks, -1 when it does not. A
// question quoted at the end leaves what stands before it.
func (s *scene) question() int {
	if s.scopes.ask && len(s.items) > 0 && s.items[0].fn(fnAsk) {
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
		if s.items[k].fn(fnAsk) {
			return k
		}
	}
	return 0
}

// drop notes why item i makes no claim, when somebody listens.
func (s *scene) drop(i int, why string) {
	if s.note != nil {
		s.note("%s: %s", s.text(i), why)
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
	case s.formed(i):
		return "the force is being formed"
	case s.carriesOff(i):
		return "the wounded and captive are carried off"
	}
	return ""
}

// carriesOff says whether those whom the trigger at item i moves are wounded,
// dead or captive.
func (s *scene) carriesOff(i int) bool {
	if s.latin || !s.items[i].frame(frameMove, frameBring) {
		return false
	}
	for j := i + 1; j < len(s.items) && j <= i+2; j++ {
		if n := s.at(j + 1); s.items[j].kind == itemForce {
			return n.kind == itemCasual || n.kind != itemNone && s.x.in(captive, s.fold(n.first))
		}
	}
	return false
}

// formed says whether the verb at item i tells the strength of a force that is
// only being formed: «يجري تشكيل قوة تضم 8700 جندي».
func (s *scene) formed(i int) bool {
	it := &s.items[i]
	if !it.trig('v') || !it.arabic || it.w.frame != frameHave || it.and() {
		return false
	}
	for k := i - 1; k >= 0 && s.boundBefore(k+1) < boundClause; k-- {
		if p := &s.items[k]; p.kind == itemForce {
			return s.inFormation(k)
		}
	}
	return false
}

// inFormation says whether the force at item j is only being formed: «تشكيل قوة»,
// but not «تشكيل قتالي», which is one.
func (s *scene) inFormation(j int) bool {
	it := &s.items[j]
	if j > 0 && s.x.in(formation, s.lastFold(&s.items[j-1])) {
		return true
	}
	return s.x.in(formation, s.fold(it.first)) && slices.ContainsFunc(s.atoms, func(a atom) bool { return a.first == it.first+1 && a.ent(entTroop) })
}

// itemClaim tries the trigger at item i.
func (s *scene) itemClaim(i int) {
	it := &s.items[i]
	if it.kind != itemTrig {
		return
	}
	if why := s.passedOver(i); why != "" {
		s.drop(i, "no claim: "+why)
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
	if (it.w.action == event.Reinforce || it.w.frame == frameStay && it.w.num) && it.w.pos == 'n' && strings.HasSuffix(it.pre, "ل") && s.sentBefore(i) {
		return // «إرسال جنود لتعزيز القوات»: what the sending is for
	}
	sp := s.clause(i)
	w, ok := s.forceOf(i, sp)
	if !ok {
		s.drop(i, "no force")
		return
	}
	if it.w.num && !s.counting(w, i, sp) {
		s.drop(i, "no number")
		return
	}
	if s.revives(w, i) {
		s.drop(i, "a group that revives moves nothing")
		return
	}
	sp = s.clause(i)
	d := s.begin(i, w)
	s.mover = d.who.actors
	d.route = s.route(i, it.w, sp, w.item)
	s.whereClause(&d, i, sp)
	if s.latin && it.w.frame == frameReturn && (d.route.nowhere() || s.toPost(i)) {
		s.drop(i, "returns from nowhere to nowhere")
		return
	}
	if it.w.num && it.w.frame == frameStay && len(d.route.at) == 0 {
		s.drop(i, "takes part nowhere")
		return
	}
	s.adjust(&d, i)
	s.quantify(&d, i, sp)
	s.involved(&d, i)
	s.finish(d, i)
}

// revives says whether the return at item i is that of an armed group by its
// bare name: «عودة التنظيم».
func (s *scene) revives(w who, i int) bool {
	if !s.items[i].frame(frameReturn) || s.items[i].w.pos != 'n' || w.item < 0 {
		return false
	}
	p := &s.items[w.item]
	return s.foe(p) && p.last-p.first <= 2
}

// nowhere says whether a route names neither end nor place.
func (r *route) nowhere() bool { return len(r.at) == 0 && r.origin == nil && !r.home }

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
	if w.f != nil && s.countingForce(w, i) {
		return true
	}
	for j := i + 1; j < sp.hi && wd.frame == frameSend; j++ {
		if n, _ := s.numberAt(j); n != nil && isTo(s.items[j].prep, n) {
			return true
		}
	}
	return false
}

// countingForce says whether the force of the verb at item i is counted, or is
// one that the verb needs no number for.
func (s *scene) countingForce(w who, i int) bool {
	f, wd := w.f, s.items[i].w
	switch {
	case wd.id == "عمل.v" && oneOf(f.role, "advisory", "training") && w.item > i && s.placed(w.item):
		return true
	case f.num != nil, f.count && scaling(wd), f.more && wd.frame == frameSend:
		return true
	}
	return s.latin && wd.frame == frameStay && len(f.actors) > 0 && w.item >= 0 // «French special forces operate in …»: the place decides
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
