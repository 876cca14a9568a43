package claim

import (
	"github.com/marsad-news/marsad/event"
)

// remember tells the story what the sentence spoke of: the forces and places
// of its claims and what it only named.
func (s *scene) remember() {
	for i := range s.items {
		s.rememberItem(&s.items[i])
	}
	s.story.last = nil
	for n := range s.out {
		if d := &s.out[n]; !d.dead {
			s.rememberClaim(d)
		}
	}
}

// rememberItem tells the story what an item names.
func (s *scene) rememberItem(it *item) {
	switch it.kind {
	case itemForce:
		f := it.force
		if len(f.actors) == 0 || f.generic && len(s.story.forces) > 0 || f.base || it.prep == "with" || s.foe(it) && it.prep != "" {
			return
		}
		s.story.meet(party{actors: actorIDs(f.actors), unit: f.unitName, sentence: s.n, token: it.first, foe: s.foe(it)})
	case itemPlace:
		p := it.place
		if p.generic == "there" || p.country == "" && !p.region || it.prep == "" && p.gov != "" {
			return
		}
		s.story.pass(s.fixed(p))
	}
}

// rememberClaim tells the story where a claim leaves its force.
func (s *scene) rememberClaim(d *draft) {
	if d.num != nil && d.num.Unit == "personnel" && d.kind != event.Mission && d.mean.polarity == event.Affirmed {
		last := *d
		last.trig, last.numItem, last.route.items = 0, -1, nil
		s.story.last = &last
	}
	if len(d.route.at) == 0 || len(d.who.actors) == 0 {
		return
	}
	s.story.visit(s.whereNow(d))
	for _, a := range d.who.actors {
		if d.route.at[0].Country != s.x.stateOfActor(a.id) {
			s.story.place(a.id, d.route.at[0])
		}
	}
	if d.who.how == "part" && d.rules[len(d.rules)-1] == "part" {
		return // «بقاؤهم» is that of the whole
	}
	away := d.mean.polarity != event.Denied && d.route.at[0].Country != s.x.stateOfActor(d.who.actors[0].id)
	s.story.meet(party{actors: actorIDs(d.who.actors), unit: d.who.unit, sentence: s.n, token: d.first, claimed: away})
}

// whereNow is where a claim leaves its force: a movement that is done at its
// destination, unless that is home.
func (s *scene) whereNow(d *draft) event.Place {
	if s.latin && d.mean.status == event.Actual && d.route.dest != nil && d.route.dest.Country != "" && d.route.dest.Country != s.x.stateOfActor(d.who.actors[0].id) && d.kind == event.Departure && d.mean.polarity == event.Affirmed {
		return *d.route.dest
	}
	return d.route.at[0]
}
