package claim

import (
	"strings"

	"github.com/marsad-news/marsad/event"
)

// contrasts reads «، لا …»، «، وليس …»، «بل …»: what is said of one is turned
// round for another who, or another where.
func (s *scene) contrasts() {
	for i := 1; i+1 < len(s.items); i++ {
		turn := s.butNot(i)
		if !turn && !s.rather(i) {
			continue
		}
		n := s.saidBefore(i, turn)
		if n < 0 {
			n = s.saidAround(i, turn)
		}
		if n >= 0 {
			s.contrastOf(n, i, turn)
		}
	}
}

// butNot says whether item i is «لا» or «ليس» after a comma, before a name.
func (s *scene) butNot(i int) bool {
	it := &s.items[i]
	if !it.cue(cueNeg) || !s.items[i-1].punct(",") {
		return false
	}
	if !s.x.in(negatesName, strings.TrimPrefix(s.lastFold(it), "و")) {
		return false
	}
	n := &s.items[i+1]
	return n.kind == itemForce || n.kind == itemPlace || n.kind == itemState && n.state != "" || n.fn(fnIn, fnOn, fnFrom, fnTo) && s.at(i+2).kind == itemPlace
}

// rather says whether item i is «بل» before a force or place.
func (s *scene) rather(i int) bool {
	if !s.items[i].fn(fnBreak) || s.fold(s.items[i].first) != "بل" {
		return false
	}
	n := &s.items[i+1]
	return n.kind == itemForce || n.fn(fnIn, fnOn, fnFrom, fnTo) && s.at(i+2).kind == itemPlace
}

// saidBefore is the last claim before item i: an affirmed one that «لا» turns,
// a denied one that «بل» sets right.
func (s *scene) saidBefore(i int, turn bool) int {
	for n := len(s.out) - 1; n >= 0; n-- {
		d := &s.out[n]
		if d.dead || s.items[d.trig].first >= s.items[i].first || d.who.item > i {
			continue
		}
		if (d.mean.polarity == event.Affirmed) != turn || d.mean.polarity == event.Uncommitted {
			return -1
		}
		return n
	}
	return -1
}

// saidAround is the claim whose subject «سحبت أستراليا، لا نيوزيلندا، جنودها»
// interrupts.
func (s *scene) saidAround(i int, turn bool) int {
	for n := range s.out {
		d := &s.out[n]
		if !d.dead && turn && s.items[d.trig].first < s.items[i].first && d.last > s.items[i].first && d.mean.polarity == event.Affirmed {
			return n
		}
	}
	return -1
}

// contrastOf makes the claim of the other who or where after item i.
func (s *scene) contrastOf(n, i int, turn bool) {
	d := s.out[n]
	d.rules = d.rulesAnd("contrast")
	d.num, d.numItem, d.except = nil, -1, ""
	d.trust *= 0.95
	d.first, d.last = s.items[i].first, s.items[i].last
	d.mean.polarity = event.Affirmed
	if turn {
		d.mean.polarity = event.Denied
	}
	k := i + 1
	if s.items[k].kind == itemFn {
		k++
	}
	it := &s.items[k]
	d.extend(s, k)
	switch it.kind {
	case itemPlace:
		if it.prepIs("", "for") {
			if it.place.gov == "" {
				return
			}
			s.otherActor(n, &d, actorRef{it.place.gov, it.first, it.last}, i)
			break
		}
		p, ok := s.settle(k)
		if !ok {
			return
		}
		d.route.at, d.route.items, d.route.how = []event.Place{p}, []int{k}, "contrast"
	case itemState:
		s.otherActor(n, &d, actorRef{it.state, it.first, it.last}, i)
	case itemForce:
		f := it.force
		if len(f.actors) > 0 {
			d.who.actors = f.actors
		}
		d.who.item, d.who.f, d.role = k, f, f.role
		if f.num != nil {
			d.num, d.numItem = quantityOf(f.num, f.unit, basisOf(d.kind)), k
		}
		s.dropClaimsOf(k)
	}
	s.out = append(s.out, d)
}

// otherActor gives the contrasted claim its actor, and the claim itself the
// actor before the contrast when the contrast was taken for it.
func (s *scene) otherActor(n int, d *draft, ref actorRef, i int) {
	own := &s.out[n]
	if len(own.who.actors) == 1 && own.who.actors[0].id == ref.id {
		for k := i - 1; k >= 0; k-- {
			if c := s.items[k].agent(); c != "" && c != ref.id {
				own.who.actors = s.items[k].refs(c)
				break
			}
		}
	}
	d.who.actors = []actorRef{ref}
	d.who.item, d.who.f = -1, nil
}

// dropClaimsOf drops what was read of the force at item k as if it stood
// alone.
func (s *scene) dropClaimsOf(k int) {
	for n := range s.out {
		if d := &s.out[n]; d.who.item == k {
			d.dead = true
		}
	}
}
