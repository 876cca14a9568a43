package claim

import (
	"github.com/marsad-news/marsad/event"
)

// inApposition says whether the force at item k is named as one of those that
// stand before it: «the Turks among them», «including 200 advisers».
func (s *scene) inApposition(k int) bool {
	return s.at(k+1).fn("among") || s.at(k-1).fn("among")
}

// goesOut says whether «out», «gone» or «home» after the force at item j says
// what somebody wants of it: «wants foreign troops out of the country».
func (s *scene) goesOut(j int) bool {
	g := s.scopes.govs[j]
	if !s.latin || j+1 >= len(s.items) || !s.orderedBefore(j) && (len(g) == 0 || g[len(g)-1].class != cueDemand && g[len(g)-1].class != cuePlan || j-g[len(g)-1].item > 3) {
		return false
	}
	return s.x.in(outward, s.fold(s.items[j+1].first))
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

// orderedBefore says whether «ordered» stands right before the force at item j.
func (s *scene) orderedBefore(j int) bool {
	return s.at(j-1).kind == itemTrig && s.items[j-1].w.id == "order_to.e"
}

// missionWord is «military mission» when it is no force.
var missionWord = &word{id: "mission.n", class: isFn, fn: "mission"}

// ownCommon gives a force of a common noun to the state that has or sends it:
// «Fiji sent peacekeepers».
func (s *scene) ownCommon(w *who, j, i int) {
	if t := &s.items[i]; !w.f.common || t.kind != itemTrig || !agentive(t.w) || t.w.host {
		return
	}
	if c, k := s.agentOf(i, j); c != "" && s.x.stateOfActor(c) == c {
		w.actors, w.how = s.items[k].refs(c), "agent"
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
		if !p.unknown() {
			continue
		}
		if s.x.in(involvesVerb, s.fold(p.first)) {
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
		return s.items[k].who(c, "agent", 0.75), true
	}
	return who{}, false
}

// itself is the state that «it» at item k means: the nearest one that acts
// before it in the sentence.
func (s *scene) itself(k int) string {
	if s.fold(s.items[k].first) != "it" {
		return ""
	}
	for j := k - 1; j >= 0; j-- {
		if s.items[j].kind == itemForce {
			return ""
		}
		if c := s.acting(j); c != "" {
			return c
		}
	}
	return ""
}
