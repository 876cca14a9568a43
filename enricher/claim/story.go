package claim

import (
	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// story is what the article has said so far: the forces and places that a
// later sentence may point back to.
type story struct {
	published string
	forces    []party                // in order of mention, the last is the nearest
	spots     []event.Place          // places of claims
	seen      []event.Place          // other places, in order of mention
	where     map[string]event.Place // last place of each actor
	named     map[string]int         // states named anywhere in title and text
	places    map[string]int         // states named as places
	title     party
	titleSpot event.Place
	titled    bool   // the title makes a claim: it says where
	last      *draft // the last claim with a number, of the sentence before
}

// party is a force that has been mentioned.
type party struct {
	actors   []string
	role     string
	unit     string
	sentence int
	token    int
	bare     bool // only a state, not a force
	claimed  bool // a claim was about it, away from its home
	foe      bool // an armed group that is only mentioned
}

// maxParties bounds what is remembered: nobody points back further.
const maxParties = 12

func newStory(published string) *story {
	return &story{published: published}
}

// survey counts the states that title and text name, to tell places of one
// name apart and to know what an article is about.
func (st *story) survey(ms []lexicon.Mention) {
	if st.named == nil {
		st.named, st.places = map[string]int{}, map[string]int{}
	}
	for i := range ms {
		if c := ms[i].Entry.Get("country"); c != "" && (i == 0 || ms[i].First != ms[i-1].First) {
			st.named[c]++
			if ms[i].Entry.Class == gazetteer.Country || ms[i].Entry.Class == gazetteer.Site && ms[i].Entry.Get("gov") == "" {
				st.places[c]++
			}
		}
	}
}

func (st *story) knows(country string) bool { return st.named[country] > 0 }

// dominant is the state that the article names most besides home, "" when two
// are named as often.
func (st *story) dominant(home string) string {
	best, most, tie := "", 0, false
	for c, n := range st.places {
		switch {
		case c == home || n < most:
		case n == most:
			tie = true
		default:
			best, most, tie = c, n, false
		}
	}
	if tie {
		return ""
	}
	return best
}

// meet remembers a force.
func (st *story) meet(p party) {
	if len(p.actors) > 0 {
		st.forces = appendLast(st.forces, p)
	}
}

// appendLast appends to a list that keeps the last [maxParties].
func appendLast[T any](list []T, last T) []T {
	if len(list) >= maxParties {
		copy(list, list[1:])
		list = list[:maxParties-1]
	}
	return append(list, last)
}

// visit remembers a place.
func (st *story) visit(p event.Place) {
	if p.Country != "" || p.Text != "" {
		st.spots = appendLast(st.spots, p)
	}
}

// place remembers where an actor is.
func (st *story) place(actor string, p event.Place) {
	if st.where == nil {
		st.where = map[string]event.Place{}
	}
	st.where[actor] = p
}

// pass remembers a place that no claim is about.
func (st *story) pass(p event.Place) { st.seen = appendLast(st.seen, p) }

// lastForce is the force that «تلك القوات» means.
func (st *story) lastForce() (party, bool) {
	for i := len(st.forces) - 1; i >= 0; i-- {
		if st.forces[i].claimed {
			return st.forces[i], true
		}
	}
	if len(st.title.actors) > 0 && !st.title.bare {
		return st.title, true
	}
	for i := len(st.forces) - 1; i >= 0; i-- {
		if !st.forces[i].bare && !st.forces[i].foe {
			return st.forces[i], true
		}
	}
	if len(st.title.actors) > 0 {
		return st.title, true
	}
	if n := len(st.forces); n > 0 {
		return st.forces[n-1], true
	}
	return party{}, false
}

// lastMission is the last force of an organisation that was spoken of.
func (st *story) lastMission(x *Extractor) (party, bool) {
	for i := len(st.forces) - 1; i >= 0; i-- {
		if st.forces[i].mission(x) {
			return st.forces[i], true
		}
	}
	return st.title, st.title.mission(x)
}

// mission says whether the force is one of an organisation of states.
func (p *party) mission(x *Extractor) bool {
	return len(p.actors) > 0 && x.kindOf(p.actors[0], "un", "alliance")
}

// kindOf says whether an actor is of one of the kinds of the gazetteer.
func (x *Extractor) kindOf(actor string, kinds ...string) bool {
	e := x.actors[actor]
	return e != nil && oneOf(e.Get("kind"), kinds...)
}

// lastOf is the last actor of one of the kinds that the story names.
func (st *story) lastOf(x *Extractor, kinds ...string) string {
	for _, a := range st.title.actors {
		if len(st.forces) == 0 && x.kindOf(a, kinds...) {
			return a
		}
	}
	for i := len(st.forces) - 1; i >= 0; i-- {
		for _, a := range st.forces[i].actors {
			if x.kindOf(a, kinds...) {
				return a
			}
		}
	}
	return ""
}

// lastSpot is the place that «هناك» means.
func (st *story) lastSpot() (event.Place, bool) {
	if n := len(st.spots); n > 0 {
		return st.spots[n-1], true
	}
	if st.titleSpot.Country != "" || st.titleSpot.Text != "" {
		return st.titleSpot, true
	}
	if n := len(st.seen); n > 0 {
		return st.seen[n-1], true
	}
	return event.Place{}, false
}

// land is the country that «البلاد» means: the last one a place was in.
func (st *story) land() string {
	for i := len(st.spots) - 1; i >= 0; i-- {
		if st.spots[i].Country != "" {
			return st.spots[i].Country
		}
	}
	if st.titleSpot.Country != "" {
		return st.titleSpot.Country
	}
	if n := len(st.seen); n > 0 {
		return st.seen[n-1].Country
	}
	return ""
}

// claimed takes actors and place from the first claim of the title that has
// both.
func (st *story) claimed(s *scene) {
	for n := range s.out {
		d := &s.out[n]
		if d.dead || d.route.how == "story" || len(st.title.actors) > 0 {
			continue
		}
		if len(d.route.at) > 0 && d.route.at[0].Country != "" && len(d.who.actors) > 0 {
			st.title = party{actors: actorIDs(d.who.actors[:1]), sentence: -1}
			st.titleSpot, st.titled = d.route.at[0], true
			st.place(d.who.actors[0].id, d.route.at[0])
		}
	}
}

// headline takes actors and place from the title.
func (st *story) headline(s *scene) {
	st.claimed(s)
	for i := range s.items {
		it := &s.items[i]
		switch {
		case it.kind == itemForce && len(it.force.actors) > 0 && len(st.title.actors) == 0 && !s.foe(it):
			st.title = party{actors: actorIDs(it.force.actors), role: it.force.role, sentence: -1}
		case it.kind == itemPlace && st.titleSpot.Country == "" && s.tellsScene(i):
			st.titleSpot = s.fixed(it.place)
		}
	}
	if c := s.sceneAhead(); c != "" && !st.titled && st.titleSpot.Country == "" {
		st.titleSpot = event.Place{Country: c}
	}
	for i := 0; len(st.title.actors) == 0 && i < len(s.items); i++ {
		if c := s.items[i].agent(); c != "" && !s.foe(&s.items[i]) {
			st.title = party{actors: []string{c}, sentence: -1, bare: true}
		}
	}
}

// tellsScene says whether the place at item i of a headline tells where and is
// no state that acts or is dealt with.
func (s *scene) tellsScene(i int) bool {
	it := &s.items[i]
	p := it.place
	if p.generic != "" && p.country == "" || it.prepIs("with", "from") || s.actsNext(i) {
		return false
	}
	return it.prep != "" || p.gov == "" && !s.at(i-1).fn(fnBetween)
}

// sceneAhead is the country that «العراق: …» names as the scene.
func (s *scene) sceneAhead() string {
	if p := s.at(0); p.governs() && p.place.site == "" && s.at(1).punct(":") {
		return p.place.country
	}
	return ""
}

// agent is the state that an item names as one who acts: a government, a
// person of a state, the bare name of a country or capital.
func (it *item) agent() string {
	switch it.kind {
	case itemState:
		return it.state
	case itemPlace:
		if it.prep == "" || it.prep == "by" && !it.arabic || it.prepIs("for", "obliged") {
			return it.place.gov
		}
	case itemForce:
		if len(it.force.actors) > 0 {
			return it.force.actors[0].id
		}
	}
	return ""
}

func actorIDs(as []actorRef) []string {
	ids := make([]string, len(as))
	for i, a := range as {
		ids[i] = a.id
	}
	return ids
}

// stateOfActor is the home state of an actor, "" when it has none.
func (x *Extractor) stateOfActor(id string) string {
	if _, ok := x.gaz.State(id); ok {
		return id
	}
	if e := x.actors[id]; e != nil && e.Get("kind") != "group" {
		return e.Get("country")
	}
	return ""
}
