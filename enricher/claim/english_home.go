package claim

import (
	"github.com/marsad-news/marsad/event"
)

// sentHome turns the arrival of a force that is sent or ordered «home» into a
// departure: «sent home 200 soldiers», «ordered the troops in Haiti home».
func (s *scene) sentHome(d *draft, i int) {
	if !s.latin || d.kind != event.Arrival || !s.homeAfter(i) {
		return
	}
	d.route.dest = nil
	if d.route.goesTo(s.homeOf(d)) {
		d.route.home = d.route.home || d.route.origin != nil
		s.goesHome(d)
		return
	}
	d.leave(event.Withdraw, "sent-home")
}

// homeOf is the state whose force the draft is about, "" for none.
func (s *scene) homeOf(d *draft) string {
	if len(d.who.actors) == 0 {
		return ""
	}
	return s.x.stateOfActor(d.who.actors[0].id)
}

// homeAfter says whether «home» belongs to the verb at item i: beside it, or
// after its object and where that is.
func (s *scene) homeAfter(i int) bool {
	for k := i + 1; k < len(s.items) && k <= i+7; k++ {
		p := &s.items[k]
		switch {
		case p.kind == itemPlace && p.place.generic == "homeland":
			return p.prep == ""
		case p.kind == itemPlace, p.kind == itemForce, p.kind == itemNum, p.fn(fnIn, fnOn, fnThe, fnIts, fnFrom, fnOff), p.unknown(), p.kind == itemDate:
		default:
			return false
		}
	}
	return false
}

// contributed makes an arrival of troops that are still to be contributed:
// «will contribute a further 300».
func (s *scene) contributed(d *draft, i int) {
	if s.items[i].w.id != "contribute.e" {
		return
	}
	if d.mean.status == event.Planned || d.who.f != nil && d.who.f.more {
		d.kind, d.action = event.Arrival, event.Deploy
	}
}
