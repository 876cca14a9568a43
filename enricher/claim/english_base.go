package claim

import (
	"github.com/marsad-news/marsad/event"
)

// heldBase says whether a base that was read from atom start on is one that
// somebody has or has not («has a base in», «there is no foreign base»), and
// not where something is («moved to a base»).
func (r *forceReader) heldBase(a *atom, start int) bool {
	if r.f.def || !oneOf(a.m.Entry.Get("type"), "base", "camp", "post") {
		return false
	}
	p := r.s.atom(start - 1)
	if p.fn(fnOff) && r.s.atom(start-2).kind == atomList && r.s.atom(start-2).w.cue == cueReport {
		return len(r.f.actors) > 0 // «rumours of a Russian base»
	}
	if p.kind != atomList {
		return false
	}
	if p.w.cue == cueNeg {
		return !r.s.x.in(negatesVerb, r.s.fold(p.first)) // «not American bases»: others
	}
	if p.w.cue == cueRefuse {
		return true
	}
	return p.w.class == isTrig && (p.w.frame == frameHave || p.w.frame == frameExist || p.w.frame == frameKeep)
}

// passiveBase is the base that an English verb at item i is said of in the
// passive («the camp at Bouar was handed over»), -1 for none.
func (s *scene) passiveBase(i int, sp span) int {
	if !s.latin || !s.passiveBe(i) && !s.fnBefore(i) {
		return -1
	}
	for k := i - 1; k >= sp.lo; k-- {
		p := &s.items[k]
		switch {
		case p.kind == itemPlace && p.prep == "" && (isBase(p.place) || p.place.sited && p.place.gov == "" && s.items[i].frame(frameVacate)):
			return k
		case p.kind == itemTrig, p.kind == itemPunct && !p.punct(",\"“”'"), p.fn(fnBreak, fnComp, fnRel):
			return -1
		}
	}
	return -1
}

// fnBefore says whether the verb at item i brings its own form of «to be»:
// «be returned».
func (s *scene) fnBefore(i int) bool {
	it := &s.items[i]
	return it.kind == itemTrig && it.w.passive
}

// tenant is who has the base at item obj: the state or force named beside it,
// the force of the sentence or story.
func (s *scene) tenant(obj, i int) (who, bool) {
	it := &s.items[obj]
	if it.place.owner != "" {
		return it.who(it.place.owner, "adjective", 0.95), true
	}
	for k := obj - 1; s.latin && k >= 0 && k >= obj-2; k-- {
		if p := &s.items[k]; p.kind == itemState && p.state != "" {
			return p.who(p.state, "adjective", 0.9), true
		}
	}
	for k := obj + 1; s.latin && k < i && k <= obj+3; k++ {
		if p := &s.items[k]; p.kind == itemForce && p.prepIs("off", "by") {
			return s.resolve(k, i)
		}
	}
	if k := i + 2; s.latin && s.at(k-1).fn(fnAgentby) && s.at(k).kind == itemForce {
		return s.resolve(k, i) // «was vacated by French soldiers»
	}
	return s.ofLast(who{item: -1, trust: 0.8, how: "tenant"}, &s.items[i])
}

// vacated puts a draft without a place at the base or town that is its
// subject in the passive: «Faya was vacated».
func (s *scene) vacated(d *draft, i int, sp span) {
	k := s.passiveBase(i, sp)
	if k < 0 {
		return
	}
	if p, ok := s.settle(k); ok {
		p.Country = orElse(p.Country, s.story.land())
		d.route.at, d.route.items, d.route.how = []event.Place{p}, []int{k}, "base"
	}
	if j := s.gapped(i, sp); j >= 0 && len(d.route.at) == 1 {
		if p, ok := s.settle(j); ok {
			d.route.at, d.route.items = append(d.route.at, p), append(d.route.items, j)
		}
	}
}

// gapped is the second place that shares the verb at item i: «Faya was vacated
// in May and Abeche in June», -1 for none.
func (s *scene) gapped(i int, sp span) int {
	for k := i + 1; k+1 < sp.hi && k <= i+4; k++ {
		if p := &s.items[k+1]; s.items[k].fn(fnAnd) && p.kind == itemPlace && p.prep == "" && p.place.sited {
			return k + 1
		}
	}
	return -1
}

// joinedCraft says whether the aircraft, ships or arms at item k only stand
// beside the soldiers before them: «500 troops and a few helicopters».
func (s *scene) joinedCraft(k int) bool {
	f := s.items[k].force
	if len(f.actors) > 0 || !f.police && !oneOf(f.unit, "aircraft", "ships", "vehicles") {
		return false
	}
	for j := k - 1; j > 0 && j >= k-6; j-- {
		p := &s.items[j]
		switch {
		case p.fn(fnAnd):
			return s.items[j-1].kind == itemForce
		case p.unknown(), p.fn(fnOff, fnThe, fnSome), p.kind == itemNum:
		default:
			return false
		}
	}
	return false
}

// rumouredBase says whether a base at item j is only talked of; the claim is
// that it is denied.
func (s *scene) rumouredBase(j int) bool {
	g := s.scopes.govs[j]
	return s.latin && s.items[j].force.base && len(g) > 0 && g[len(g)-1].noun && g[len(g)-1].class == cueReport
}

// deniedBase makes the denied claim of a base that is talked of.
func (s *scene) deniedBase(j int) {
	n := len(s.out)
	s.nominal(j, "rumoured")
	if len(s.out) == n {
		return
	}
	d := &s.out[n]
	s.judged(j, &d.mean)
	if d.mean.polarity != event.Denied {
		s.out = s.out[:n]
	}
}

// handedTo takes the state to whose army bases are handed over for the one that
// they are in: «hand over all of its bases to Somali forces».
func (s *scene) handedTo(d *draft, obj int, sp span) {
	if !s.latin || d.action != event.Handover || len(d.route.at) > 0 {
		return
	}
	for k := obj + 1; k < sp.hi && k < len(s.items); k++ {
		p := &s.items[k]
		if p.kind != itemForce || p.prep != "to" || len(p.force.actors) != 1 {
			continue
		}
		if c := s.x.stateOfActor(p.force.actors[0].id); c != "" {
			d.route.at, d.route.items, d.route.how = []event.Place{{Country: c}}, nil, "receiver"
		}
		return
	}
}
