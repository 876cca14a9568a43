package claim

import (
	"github.com/marsad-news/marsad/enricher/number"
	"github.com/marsad-news/marsad/event"
)

// coordinate multiplies the drafts: by further forces of the same verb («ألف
// جندي و200 مستشار»), by parts («منهم 500»), by the sites of a list.
func (s *scene) coordinate() {
	for n, end := 0, len(s.out); n < end; n++ {
		if s.out[n].dead || s.out[n].who.item < 0 {
			continue
		}
		s.further(n)
		s.joinedBefore(n)
	}
	s.limbs()
	s.numbersBefore()
	s.frontedForce()
	s.parts()
	s.lists()
}

// limbs reads a second number with a place of its own that shares the noun and
// the verb: «2,500 troops in Iraq and 900 in Syria»، «60 جندياً في بغداد و20 في
// أربيل».
func (s *scene) limbs() {
	for n, end := 0, len(s.out); n < end; n++ {
		d := &s.out[n]
		if d.dead || d.num == nil || d.numItem < 0 || len(d.route.items) == 0 || d.kind == event.Mission {
			continue
		}
		if k := s.limbAfter(n); k >= 0 && !s.taken(k) {
			s.addLimb(n, k)
		}
	}
}

// limbAfter is the item of a bare number that «and» joins to the last item of
// draft n and that a place follows, -1 for none.
func (s *scene) limbAfter(n int) int {
	d := &s.out[n]
	at := d.numItem
	for _, j := range d.route.items {
		at = max(at, j)
	}
	for k := at + 1; k+1 < len(s.items) && k <= at+3; k++ {
		it := &s.items[k]
		switch {
		case it.kind == itemNum && it.num != nil && it.num.Not == number.Count && !it.num.Percent && (it.prep == "" || it.prep == s.items[d.numItem].prep):
			if !s.items[k-1].fn(fnAnd) && !s.bareAnd(k-1) && !it.and() || !s.limbPlace(k) {
				return -1
			}
			return k
		case it.punct(","), it.fn(fnAnd), s.bareAnd(k):
		default:
			return -1
		}
	}
	return -1
}

// bareAnd says whether item k is «و» before digits.
func (s *scene) bareAnd(k int) bool {
	return s.at(k).unknown() && s.fold(s.items[k].first) == "و"
}

// limbPlace says whether a place with a preposition follows item k.
func (s *scene) limbPlace(k int) bool {
	for j := k + 1; j < len(s.items) && j <= k+3; j++ {
		p := &s.items[j]
		if p.kind == itemPlace {
			return p.prepIs("in", "on", "by", "to", "from")
		}
		if !p.fn(fnIn, fnOn, fnTo, fnFrom, fnMore, fnThe) {
			return false
		}
	}
	return false
}

func (s *scene) addLimb(n, k int) {
	d := s.out[n]
	unit := d.num.Unit
	q := quantityOf(s.items[k].num, unit, d.num.Basis)
	if q == nil {
		return
	}
	d.num, d.numItem = q, k
	d.first, d.last = s.items[k].first, s.items[k].last
	d.who.item = -1
	d.rules = d.rulesAnd("limb")
	d.trust *= 0.95
	before := d.route.items
	s.ownPlace(&d, k)
	if len(d.route.items) > 0 && len(before) > 0 && d.route.items[0] != before[0] {
		s.out = append(s.out, d)
	}
}

// frontedForce adds the force that «as well as» puts at the head of the sentence
// to what is said of the one after it.
func (s *scene) frontedForce() {
	if len(s.items) < 3 || !s.items[0].fn(fnPlus) || s.items[1].kind != itemForce || s.taken(1) {
		return
	}
	f := s.items[1].force
	if f.num == nil && len(f.actors) == 0 {
		return
	}
	for n := range s.out {
		if d := &s.out[n]; !d.dead && d.who.item > 1 {
			s.addFurther(n, 1)
			return
		}
	}
}

// further adds the forces joined to the force of draft n.
func (s *scene) further(n int) {
	from := s.out[n].who.item
	for k := from + 1; k < len(s.items); k++ {
		it := &s.items[k]
		switch it.kind {
		case itemForce:
			if !s.joined(from, k) || s.taken(k) {
				return
			}
			s.addFurther(n, k)
			from = k
		case itemPlace, itemDate, itemNum:
			if it.and() && it.kind == itemPlace && !s.afterPlace(k) {
				return
			}
		case itemPunct:
			if !it.punct(`,"«»“”()'`) {
				return
			}
		case itemFn:
			if !it.fn(fnIn, fnOn, fnNear, fnPlus, fnFrom, fnTo, fnWith, fnDir, fnAmong, fnSoil) {
				return
			}
		case itemTrig:
			if it.w.pos != 'p' {
				return
			}
		case itemWord:
			if it.w == nil && it.and() {
				return
			}
		default:
			return
		}
	}
}

func (s *scene) afterPlace(k int) bool { return s.at(k-1).kind == itemPlace }

// joined says whether the force at item k is coordinated with the one before:
// by «و», «إضافة إلى», or a comma after a number.
func (s *scene) joined(from, k int) bool {
	it := &s.items[k]
	if s.at(k - 1).fn(fnPlus) {
		return true
	}
	if s.at(k - 1).fn(fnAmong) {
		return false
	}
	if it.force.num == nil && len(it.force.actors) == 0 && !it.force.pron && it.force.role == "" {
		return false
	}
	if it.force.num == nil && (oneOf(it.force.unit, "vehicles", "aircraft", "ships")) {
		return false
	}
	return s.conjoined(it) && (it.prep == "" || it.prep == s.items[from].prep)
}

// conjoined says whether «و» stands at the first token of a force: its number
// or its noun.
func (s *scene) conjoined(it *item) bool {
	if it.and() {
		return true
	}
	f := s.fold(it.first)
	if it.force.num != nil && len(f) > 2 && f[:2] == "و" && it.force.num.CoreFirst <= it.first+1 {
		return true
	}
	return it.first > s.first && (s.fold(it.first-1) == "و" || s.fold(it.first-1) == "and")
}

// addFurther makes the claim of the force at item k, which is joined to the
// force of draft n.
func (s *scene) addFurther(n, k int) {
	base := s.out[n]
	f := s.items[k].force
	if f.police {
		return
	}
	if f.num == nil && !f.pron && (len(f.actors) == 0 || sameActors(f.actors, base.who.actors)) && f.role == base.role {
		return // says no more than the force before it
	}
	d := base
	d.who = who{item: k, f: f, role: f.role, unit: f.unitName, how: "coordinated", trust: base.who.trust * 0.95, actors: base.who.actors}
	switch {
	case len(f.actors) > 0 && !(f.generic && f.num == nil):
		d.who.actors = f.actors
	case len(f.from) > 0 && d.kind != event.Departure:
		d.who.actors = f.from
	}
	d.role = f.role
	d.num, d.numItem = nil, -1
	if f.num != nil {
		d.num, d.numItem = quantityOf(f.num, f.unit, base.basis()), k
	}
	d.first, d.last = s.items[k].first, s.items[k].last
	d.rules = base.rulesAnd("coordinated")
	d.trust *= 0.95
	if f.num == nil && sameActors(d.who.actors, base.who.actors) {
		d.trust *= 0.9
	}
	s.ownPlace(&d, k)
	s.out = append(s.out, d)
}

// ownPlace takes the place right after the force at item k.
func (s *scene) ownPlace(d *draft, k int) {
	for j := k + 1; j < len(s.items) && j <= k+3; j++ {
		p := &s.items[j]
		switch {
		case p.kind == itemPlace && (p.prepIs("in", "on", "by", "to", "from")):
			if place, ok := s.settle(j); ok {
				if d.kind == event.Departure && p.prep == "to" || d.kind != event.Departure && p.prep == "from" {
					return
				}
				d.route.at, d.route.items, d.route.how = []event.Place{place}, []int{j}, "own"
				for _, more := range s.coordinated(j, len(s.items))[1:] {
					if q, ok := s.settle(more); ok {
						d.route.at, d.route.items = append(d.route.at, q), append(d.route.items, more)
					}
				}
				d.extend(s, j)
			}
			return
		case p.fn(fnIn, fnOn, fnTo, fnFrom), p.kind == itemDate, p.kind == itemWord && !p.and():
		default:
			return
		}
	}
}

// contradictions reads «لكن موسكو تنفي ذلك»: the claim before it, denied.
func (s *scene) contradictions() {
	for i := range s.items {
		it := &s.items[i]
		if !it.cue(cueDeny) || !it.verbal() || s.scopes.neg[i] || i+1 >= len(s.items) || !s.items[i+1].fn(fnDem) {
			continue
		}
		if n := s.at(i + 2); n.kind != itemNone && n.kind != itemPunct && !n.fn(fnBreak) && !n.and() {
			continue
		}
		for n := len(s.out) - 1; n >= 0; n-- {
			o := s.out[n]
			if o.dead || o.trig >= i {
				continue
			}
			d := o
			d.mean = meaning{polarity: event.Denied, status: o.mean.status, rules: []string{"denies-that"}}
			d.trig = i
			d.first, d.last = s.items[max(0, i-1)].first, s.items[i+1].last
			d.rules = o.rulesAnd("denies-that")
			d.trust *= 0.9
			s.out = append(s.out, d)
			break
		}
	}
}
