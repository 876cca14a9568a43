package claim

import "github.com/marsad-news/marsad/event"

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
		case it.fn("they") && s.fold(it.first) == "they" && s.isAt(i):
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
		case p.fn("be"), p.kind == itemTrig && p.w.rest:
			be = true
		case p.cue(cueNeg, cueStill), p.cue(cueFuture) && k == i+1:
		case p.kind == itemPlace:
			return be
		case p.fn("in", "on", "near"):
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
