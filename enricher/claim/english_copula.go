package claim

import (
	"github.com/marsad-news/marsad/event"
)

// copulas reads English claims without a verb of the lists: «no British unit
// is in Ukraine», «the remaining 900 are there», «none remained there».
func (s *scene) copulas() {
	if !s.latin {
		return
	}
	for i := range s.items {
		it := &s.items[i]
		switch {
		case it.kind == itemForce && !s.taken(i) && s.isAt(i):
			s.nominal(i, "copula")
		case it.fn(fnThey) && s.fold(it.first) == "they" && s.isAt(i):
			s.theyAre(i)
		case it.cue(cueNeg) && s.fold(it.first) == "none" && s.isAt(i):
			s.noneAt(i)
		}
	}
}

// isAt says whether «is», «are», «remain» and a place follow item i.
func (s *scene) isAt(i int) bool {
	be := false
	for k := i + 1; k < len(s.items) && k <= i+5; k++ {
		p := &s.items[k]
		switch {
		case p.fn(fnBe), p.kind == itemTrig && p.w.rest:
			be = true
		case p.cue(cueNeg, cueStill), p.cue(cueFuture) && k == i+1:
		case p.kind == itemPlace:
			return be
		case p.fn(fnIn, fnOn, fnNear):
		case p.unknown():
		default:
			return false
		}
	}
	return false
}

// theyAre makes the claim of «they» when the sentence before told of a force:
// «They will be there for weeks».
func (s *scene) theyAre(i int) {
	p, ok := s.story.lastForce()
	if !ok || !p.claimed || p.sentence < s.n-1 {
		return
	}
	it := &s.items[i]
	w := who{item: i, trust: 0.75, how: "they", f: &force{first: it.first, last: it.last, unit: "personnel", pron: true, head: -1}}
	w.actors = it.refs(p.actors...)
	s.stand(i, i, w, "copula")
	n := len(s.out) - 1
	if n < 0 || s.out[n].trig != i {
		return
	}
	d := &s.out[n]
	if s.negatedCopula(i) {
		d.mean.deny("not")
	}
	if s.items[i+1].cue(cueFuture) {
		d.mean.atLeast(event.Planned, "future")
	}
}

// noneAt makes the denied claim of «none».
func (s *scene) noneAt(i int) {
	it := &s.items[i]
	w := who{item: i, trust: 0.85, how: "none", f: &force{first: it.first, last: it.last, unit: "personnel", pron: true}}
	if p, ok := s.lastInSentence(i); ok {
		w.actors = it.refs(p...)
	} else if v, ok := s.ofLast(w, it); ok {
		w.actors = v.actors
	}
	if len(w.actors) == 0 {
		return
	}
	s.stand(i, i, w, "none")
	if n := len(s.out) - 1; n >= 0 && s.out[n].trig == i {
		s.out[n].mean = denied("none")
		for k := range s.out[:n] { // «of the soldiers once posted to Gao, none is there»
			if o := &s.out[k]; !o.dead && s.participle(o) {
				o.dead = true
			}
		}
	}
}

// copular says whether a form of «to be» and a place follow the force at item
// j as its predicate: «Latvian soldiers are in Mali», «none is there».
func (s *scene) copular(j int) bool {
	_, at := s.copula(j)
	return at >= 0
}

// copula finds the form of «to be» after the force at item j and the place of
// its predicate, -1 for none.
func (s *scene) copula(j int) (be, at int) {
	be = s.beAfter(j)
	if be < 0 {
		return -1, -1
	}
	for k := be + 1; k < len(s.items) && k <= be+5; k++ {
		p := &s.items[k]
		switch {
		case p.kind == itemPlace:
			switch p.prep {
			case "in", "on", "near", "to", "by":
				return be, k
			case "":
				if oneOf(p.place.generic, "there", "homeland") {
					return be, k
				}
			}
			return -1, -1
		case p.fn(fnIn, fnOn, fnNear, fnDir, fnThe, fnBe), p.cue(cueNeg, cueStill), p.kind == itemDate:
		case p.unknown() && s.x.adverbial(s.fold(p.first)):
		default:
			return -1, -1
		}
	}
	return -1, -1
}

// beAfter is the form of «to be» whose subject is the force at item j: right
// after it, but for adverbs, an apposition between commas and a relative
// clause.
func (s *scene) beAfter(j int) int {
	j = s.pastApposition(j)
	for k := j + 1; k < len(s.items) && k <= j+4; k++ {
		p := &s.items[k]
		switch {
		case p.fn(fnBe):
			return k
		case p.fn(fnAux), p.cue(cueNeg, cueStill), p.cue(cueFuture, cuePossible, cueDemand) && p.w.pos == 'x':
		case p.unknown() && s.x.adverbial(s.fold(p.first)):
		default:
			return -1
		}
	}
	return -1
}

// copulaClaim makes the presence that a form of «to be» with a place says.
func (s *scene) copulaClaim(j int) {
	be, at := s.copula(j)
	w, ok := s.resolve(j, j)
	if !ok || len(w.actors) == 0 {
		return
	}
	place, ok := s.settle(at)
	if !ok {
		return
	}
	d := draft{trig: be, kind: event.Presence, action: event.Present, who: w, trust: w.trust * 0.95, numItem: -1, role: w.role}
	d.first, d.last = s.items[be].first, s.items[be].last
	d.extend(s, j)
	d.mean = s.mean(be)
	for k := j + 1; k < at; k++ {
		if s.items[k].cue(cueNeg) {
			d.mean.deny("not-there")
			break
		}
	}
	if s.scopes.neg[j] || w.f.quant == none {
		d.mean.deny("no-force")
	}
	d.rules = append([]string{"copula", "actor-" + w.how}, d.mean.rules...)
	if w.f.num != nil {
		d.num, d.numItem = quantityOf(w.f.num, w.f.unit, total), j
	}
	d.route.at, d.route.items, d.route.how = []event.Place{place}, []int{at}, "clause"
	for _, more := range s.coordinated(at, len(s.items))[1:] {
		if q, ok := s.settle(more); ok {
			d.route.at, d.route.items = append(d.route.at, q), append(d.route.items, more)
		}
	}
	d.route.shareCountry(s)
	s.mover = d.who.actors
	s.finish(d, be)
}

// pastApposition is the comma that closes the apposition after the force at
// item j, j itself when there is none.
func (s *scene) pastApposition(j int) int {
	if j+1 >= len(s.items) || !s.items[j+1].punct(",") {
		return j
	}
	for k := j + 2; k < len(s.items) && k <= j+9; k++ {
		p := &s.items[k]
		switch {
		case p.punct(","):
			return k
		case p.kind == itemTrig && !p.w.passive, p.kind == itemCue, p.kind == itemPunct, p.fn(fnBe, fnBreak):
			return j
		}
	}
	return j
}
