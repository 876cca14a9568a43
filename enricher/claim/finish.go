package claim

import (
	"strings"

	"github.com/marsad-news/marsad/event"
)

// finish resolves the place when the clause has none and keeps the draft.
func (s *scene) finish(d draft, i int) {
	if len(d.who.actors) == 0 {
		return
	}
	if s.unsaid(&d, i) {
		s.drop(i, "of something else")
		return
	}
	if len(d.route.at) == 0 {
		if s.vague(&d, i) {
			s.drop(i, "neither force nor place is said")
			return
		}
		if !s.fillPlace(&d, i) {
			s.drop(i, "no place")
			return
		}
	}
	if f := d.who.f; f != nil && (f.police || s.items[i].kind == itemTrig && s.items[i].w.host && d.kind == event.Arrival) && d.atHome(s.x) {
		s.drop(i, "police at home")
		return
	}
	if !s.abroad(&d, i) || s.atHomeByGuess(&d) {
		s.drop(i, "the host's own force")
		return
	}
	if s.groupByGuess(&d) || s.drivenOut(&d, i) {
		s.drop(i, "an armed group that nobody names")
		return
	}
	for _, j := range d.route.items {
		d.extend(s, j)
	}
	if d.numItem >= 0 {
		d.extend(s, d.numItem)
	}
	d.action = s.capped(&d)
	d.rules = append(d.rules, "place-"+d.route.how)
	s.out = append(s.out, d)
	if s.note != nil {
		s.note("%s: %s %s %v at %v", s.text(i), d.mean.polarity, d.kind, actorIDs(d.who.actors), placeNames(d.route.at))
	}
}

// capped is the action of a draft: a level that may not be passed is no level
// that is there.
func (s *scene) capped(d *draft) event.Action {
	if f := d.who.f; f != nil && d.action == event.Present && s.x.in(ceiling, s.fold(f.first)) {
		return event.Ceiling
	}
	return d.action
}

// groupByGuess says whether the force is an armed group that only context
// gives, in its own country or without one: where it fights it is no news, and
// the words more often mean somebody else.
func (s *scene) groupByGuess(d *draft) bool {
	counted := d.who.f != nil && d.who.f.num != nil
	if len(d.who.actors) != 1 || !s.x.isFoe(d.who.actors[0].id) || counted || !oneOf(d.who.how, "last-force", "bare", "near-agent") || len(d.route.at) == 0 {
		return false
	}
	home := s.x.stateOfActor(d.who.actors[0].id)
	return home == "" || home == d.route.at[0].Country
}

// drivenOut says whether a state drives an armed group out of a place of its
// own country: a manoeuvre of its war.
func (s *scene) drivenOut(d *draft, i int) bool {
	if s.items[i].kind != itemTrig || !s.items[i].w.host || len(d.who.actors) != 1 || !s.x.isFoe(d.who.actors[0].id) || len(d.route.at) == 0 {
		return false
	}
	return s.x.stateOfActor(d.who.actors[0].id) == d.route.at[0].Country
}

// unsaid says whether a word of many meanings that needs its place beside it
// («استدعى», «حضور») lacks it, or as a noun lacks its force.
func (s *scene) unsaid(d *draft, i int) bool {
	it := &s.items[i]
	if it.kind != itemTrig || !it.w.there || s.latin && d.kind == event.Departure && s.homeAfter(i) {
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
	if d.num != nil && s.counted(d.numItem) || d.numItem >= 0 && d.num != nil && s.reaches(i) {
		return false
	}
	if it.kind == itemTrig && it.w.place && (d.who.item < 0 || d.who.f == nil || d.who.f.pron) {
		return true
	}
	if s.theyWhoWereTold(d, it) {
		return false
	}
	return it.kind == itemTrig && it.w.weak && d.who.item < 0 && d.who.f == nil && it.suf == "" && !oneOf(d.who.how, "speaker", "bidden", "we", "the-count", "the-rest")
}

// abroad mends a claim whose force was only inferred and turned out to be the
// host's own: another force of the sentence or story is meant.
func (s *scene) abroad(d *draft, i int) bool {
	if len(d.who.actors) != 1 || len(d.route.at) == 0 || !inferred(d.who.how) {
		return true
	}
	host := d.route.at[0].Country
	if host == "" || s.x.stateOfActor(d.who.actors[0].id) != host || s.sendsWithin(d, i) {
		return true
	}
	if f := d.who.f; f != nil && f.suf != "" && f.head >= 0 && strings.HasPrefix(s.fold(f.head), "جيش") && d.who.how == "pronoun" {
		return true // «جيشها» is a state's own, wherever it stands
	}
	it := &s.items[i]
	for _, ids := range s.candidates(i) {
		if len(ids) > 0 && s.x.stateOfActor(ids[0]) != host {
			d.who.actors, d.who.how = it.refs(ids...), "not-the-host"
			d.trust *= 0.85
			return true
		}
	}
	return false
}

// sendsWithin says whether the subject right behind the verb of sending at item
// i sends its own troops about its own land: «نشر الجيش المصري قوات في سيناء».
func (s *scene) sendsWithin(d *draft, i int) bool {
	return d.who.how == "agent" && d.route.how == "clause" && d.who.item > i+1 && s.agentSending(i) == d.who.actors[0].id
}

// agentSending is the actor right behind the Arabic verb of sending at item i, "" for
// none.
func (s *scene) agentSending(i int) string {
	if it, n := &s.items[i], s.at(i+1); it.trig('v') && it.arabic && it.w.frame == frameSend && n.prep == "" {
		return n.agent()
	}
	return ""
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
		if home != "" && home == s.story.land() && (inferred(d.who.how) || d.who.f != nil && d.who.f.army) {
			d.route.at, d.route.how = []event.Place{{Country: home}}, "story" // the scene's own force: another is meant, see abroad
			d.trust *= 0.8
			return true
		}
	}
	if n := len(s.out) - 1; d.who.how == "elliptic" && n >= 0 && len(s.out[n].route.at) > 0 {
		d.route.at, d.route.how = s.out[n].route.at[:1:1], "story"
		return true
	}
	if at := s.whereTheyWere(d); at != nil {
		d.route.at, d.route.how = at, "story"
		return true
	}
	p, trust, ok := s.fallback(i, &d.who)
	if !ok {
		return false
	}
	d.route.at, d.route.how = []event.Place{p}, "story"
	d.trust *= trust
	return true
}

func (s *scene) text(i int) string { return s.source(s.items[i].first, s.items[i].last) }

// atHome says whether the claim is about a force in its own state.
func (d *draft) atHome(x *Extractor) bool {
	if len(d.who.actors) != 1 || len(d.route.at) == 0 {
		return false
	}
	home := x.stateOfActor(d.who.actors[0].id)
	return home != "" && d.route.at[0].Country == home
}

// atHomeByGuess says whether a force is put into its own state by a place that
// does not name it: «المنطقة», «هناك».
func (s *scene) atHomeByGuess(d *draft) bool {
	if !d.atHome(s.x) || len(d.route.items) == 0 || d.kind == event.Mission {
		return false
	}
	for _, k := range d.route.items {
		if k >= len(s.items) || s.items[k].kind != itemPlace || s.items[k].place.country != "" || s.items[k].place.sited || s.items[k].last-s.items[k].first > 1 || !s.items[k].place.region && s.items[k].place.generic != "area" && s.items[k].place.generic != "there" {
			return false
		}
	}
	return true
}
