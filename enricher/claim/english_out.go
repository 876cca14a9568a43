package claim

import (
	"github.com/marsad-news/marsad/event"
)

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
