package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

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

// adjust mends kind and action by what the cues say, then by what is peculiar
// to the verb.
func (s *scene) adjust(d *draft, i int) {
	s.adjustByCues(d, i)
	s.sentHome(d, i)
	s.contributed(d, i)
	w := s.items[i].w
	if w.plan {
		d.mean.atLeast(event.Planned, "plan-verb")
	}
	switch {
	case s.givesBack(d, i):
		d.kind, d.action = event.Departure, event.Handover
	case s.willBeThere(d, i):
		d.kind, d.action = event.Arrival, event.Deploy
	case w.id == "نشر.v" && s.habitual(d, i):
		d.kind, d.action = event.Presence, event.Present
		d.rules = append(d.rules, "keeps-deployed")
	case w.id == "deploy.e" && s.standsDeployed(i):
		d.kind, d.action = event.Presence, event.Present
	case w.id == "ترك.v" && (s.onlyAfter(i) || s.leftBehind(d, i)):
		d.kind, d.action = event.Presence, event.Remain
	}
}

// willBeThere says whether a verb of taking a position stands in the future:
// who will be there comes («ستنتشر القوات»). Who stays is there already.
func (s *scene) willBeThere(d *draft, i int) bool {
	it := &s.items[i]
	return it.arabic && it.trig('v') && it.w.frame == frameStay && it.w.action == event.Present && !it.w.num &&
		it.gram.Tense == lexicon.Future && d.mean.polarity == event.Affirmed && d.kind == event.Presence
}

// adjustByCues makes a presence that ends a departure, a departure that is not
// complete a presence, a way home a departure.
func (s *scene) adjustByCues(d *draft, i int) {
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
	case s.items[i].frame(frameReturn, frameBring, frameMove):
		s.homeward(d)
	case spreads(w) && (d.mean.done || d.mean.begun || d.who.f != nil && d.who.f.more || s.readies(i)):
		d.kind, d.action = event.Arrival, event.Deploy
	}
}

// spreads says whether a noun of presence is also one of coming:
// «انتشار».
func spreads(w *word) bool { return w.frame == frameStay && strings.HasPrefix(w.id, "انتشار") }

// readies says whether a plan or demand governs the noun at item i by a
// preposition: «تستعد للانتشار», what is made ready for is not yet there.
func (s *scene) readies(i int) bool {
	if it := &s.items[i]; !it.prepIs("for", "by", "to") {
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
		if p := &s.items[k]; p.fn(fnBe) {
			be := s.lastFold(p)
			return s.x.in(beNow, be) || s.x.in(beOnce, be) && !s.at(i+1).fn(fnTo) // «were deployed to» tells of the coming
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
	r, t := &d.route, &s.items[d.trig]
	switch {
	case t.frame(frameBring) && r.dest != nil && r.origin == nil && s.broughtIn(d, home):
	case d.kind != event.Arrival: // what follows turns an arrival round
	case r.goesTo(home):
		s.goesHome(d)
	case t.frame(frameReturn) && r.origin != nil && len(r.at) == 0:
		d.leave(event.Withdraw, "back-from")
		r.at, r.items = []event.Place{*r.origin}, []int{r.left}
	case t.frame(frameMove) && r.origin == nil && s.sourceOf(d):
		d.leave(event.Redeploy, "from-its-place")
	case t.frame(frameMove) && r.origin != nil:
		d.leave(event.Redeploy, "from-here")
		if len(r.at) > 0 {
			r.dest = &r.at[0]
		}
		r.at, r.items = []event.Place{*r.origin}, []int{d.trig}
	}
}

// broughtIn makes the draft an arrival when the force is brought to a place
// abroad, and says whether it did: «أعادت واشنطن قواتها إلى العراق».
func (s *scene) broughtIn(d *draft, home string) bool {
	r := &d.route
	if r.dest.Country == home {
		return false
	}
	switch {
	case len(r.at) == 0, r.goesTo(home) && !r.home:
	case r.dest.Country != "" && r.at[0].Country == home:
		r.items = nil
	default:
		return false
	}
	d.kind, d.action = event.Arrival, event.Deploy
	r.at, r.dest = []event.Place{*r.dest}, nil
	return true
}

// leave makes the draft a departure by a rule.
func (d *draft) leave(action event.Action, rule string) {
	d.kind, d.action = event.Departure, action
	d.rules = append(d.rules, rule)
}

// goesHome makes the draft the departure of a force that goes back to its own
// country.
func (s *scene) goesHome(d *draft) {
	r := &d.route
	d.leave(event.Withdraw, "homeward")
	if len(r.at) > 0 && !r.home {
		r.dest = &r.at[0]
	}
	r.at, r.items = nil, nil
	if r.origin != nil {
		r.at, r.items = []event.Place{*r.origin}, []int{d.trig}
	}
}

// goesTo says whether a route leads to the force's home state.
func (r *route) goesTo(home string) bool {
	for _, p := range r.at {
		if p.Country != "" && p.Country == home {
			return true
		}
	}
	return r.home
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
		if p.fn(fnIn) {
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
