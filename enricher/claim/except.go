package claim

import (
	"github.com/marsad-news/marsad/event"
)

// exceptions gives the second claim of «لا قوات باستثناء المستشارين» and marks
// the first.
func (s *scene) exceptions() {
	s.allBut()
	for i := range s.items {
		it := &s.items[i]
		if !it.fn(fnExcept, fnOnly) && !s.onlyAside(i) {
			continue
		}
		if it.fn(fnExcept) && s.allButOne(i) {
			continue
		}
		n := s.deniedBefore(i)
		if n < 0 && i == 0 && it.fn(fnExcept) {
			n = s.deniedAfter(i)
		}
		if n < 0 {
			if it.fn(fnOnly) {
				s.onlyClaim(i)
			}
			continue
		}
		s.exceptOf(n, i)
	}
}

// allButOne reads «غادرت جميع القوات، عدا سرية»: those that are excepted from
// leaving are still there.
func (s *scene) allButOne(i int) bool {
	for n := len(s.out) - 1; n >= 0; n-- {
		d := &s.out[n]
		if d.dead || d.kind != event.Departure || d.mean.polarity != event.Affirmed || d.first > s.items[i].first || !s.sameClause(d.trig, i) {
			continue
		}
		if d.who.f == nil || d.who.f.quant != "all" && !d.who.f.def {
			return false
		}
		s.exceptOf(n, i)
		e := &s.out[len(s.out)-1]
		e.kind, e.action = event.Presence, event.Remain
		e.route.origin, e.route.dest = nil, nil
		return true
	}
	return false
}

// deniedBefore is the denied draft that the exception at item i belongs to.
func (s *scene) deniedBefore(i int) int {
	for n := len(s.out) - 1; n >= 0; n-- {
		d := &s.out[n]
		if d.dead || d.mean.polarity == event.Affirmed || d.kind == event.Mission {
			continue
		}
		if d.first < s.items[i].first && s.sameClause(d.trig, i) {
			return n
		}
	}
	return -1
}

// deniedAfter is the denied draft that an exception at the head of the
// sentence belongs to: «Other than 20 advisers, no soldiers are there».
func (s *scene) deniedAfter(i int) int {
	for n := range s.out {
		if d := &s.out[n]; !d.dead && d.first > s.items[i].first && d.mean.polarity == event.Denied && d.kind != event.Mission {
			return n
		}
	}
	return -1
}

func (s *scene) sameClause(from, to int) bool {
	for k := from + 1; k < to; k++ {
		if b := s.boundBefore(k); b >= boundStrong || b == boundClause && s.items[k].verbal() {
			return false
		}
	}
	return true
}

// exceptOf makes the claim of the exception from the denied one.
func (s *scene) exceptOf(n, i int) {
	end := s.exceptEnd(i)
	text := s.source(s.items[i].first, end)
	base := s.out[n]
	s.out[n].except = text
	if s.out[n].first < s.items[i].first {
		s.out[n].last = min(s.out[n].last, s.items[i].first)
	}
	d := base
	d.first, d.last = s.items[i].first, end
	d.mean = meaning{polarity: event.Affirmed, status: base.mean.status, rules: []string{"exception"}}
	d.except = text
	d.num, d.numItem, d.role = nil, -1, ""
	d.rules = base.rulesAnd("exception")
	d.trust *= 0.95
	s.exceptForce(&d, i, end)
	s.out = append(s.out, d)
}

// exceptEnd is the token where the exception ends.
func (s *scene) exceptEnd(i int) int {
	end := s.items[i].last
	for k := i + 1; k < len(s.items); k++ {
		it := &s.items[k]
		if s.boundBefore(k) >= boundComma || it.punct(`".»”`) || it.verbal() && it.kind == itemCue {
			break
		}
		end = it.last
	}
	return end
}

// exceptForce takes number, role and, where it names one, the actor of what is
// excepted.
func (s *scene) exceptForce(d *draft, i, end int) {
	for k := i + 1; k < len(s.items) && s.items[k].first < end; k++ {
		it := &s.items[k]
		if it.kind == itemNum && it.num != nil && d.num == nil {
			d.num, d.numItem = quantityOf(it.num, "personnel", total), k
		}
		if it.kind != itemForce {
			continue
		}
		f := it.force
		d.role = f.role
		if f.num != nil {
			d.num = quantityOf(f.num, f.unit, total)
		}
		if len(f.actors) > 0 && !f.generic {
			d.who.actors = f.actors
		}
		return
	}
	d.role = orElse(d.role, s.roleIn(s.items[i].last, end))
}

// onlyClaim: «لم يبقَ سوى …» with a trigger that found no force of its own.
func (s *scene) onlyClaim(i int) {
	t := -1
	for k := i - 1; k >= 0; k-- {
		if s.items[k].kind == itemTrig && s.items[k].w.kind == event.Presence {
			t = k
			break
		}
		if s.boundBefore(k+1) >= boundClause {
			break
		}
	}
	if t < 0 || !s.scopes.neg[t] || i+1 >= len(s.items) || s.items[i+1].kind != itemForce {
		return
	}
	w, ok := s.resolve(i+1, t)
	if !ok {
		return
	}
	d := s.begin(t, w)
	d.mean = meaning{polarity: event.Affirmed, status: d.mean.status, rules: []string{"only"}}
	s.mover = d.who.actors
	d.route = s.route(t, s.items[t].w, s.clause(t), i+1)
	if f := w.f; f != nil && f.num != nil {
		d.num, d.numItem = quantityOf(f.num, f.unit, total), i+1
	}
	d.except = s.source(s.items[i].first, s.exceptEnd(i))
	s.finish(d, t)
}
