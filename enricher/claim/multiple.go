package claim

import (
	"github.com/marsad-news/marsad/enricher/number"
	"github.com/marsad-news/marsad/event"
)

// What is counted by a number told before: «والعدد اليوم أكثر من الضعف»,
// «أرسلت موسكو العدد نفسه»، «ثم سحبت نصفهم».

// multiples reads a number that the sentence gives as a multiple or a share of
// the last one: the same force at the same place, so many now.
func (s *scene) multiples() {
	if s.latin {
		return
	}
	for i := range s.items {
		if !s.items[i].fn(fnItscount) || !s.items[i].def && s.fold(s.items[i].last-1) != "العدد" && s.fold(s.items[i].last-1) != "والعدد" {
			continue
		}
		for j := i + 1; j < len(s.items) && j <= i+2; j++ {
			if p := &s.items[j]; p.kind == itemNum && p.num.Ratio && p.num.Value != nil && p.prep == "" {
				s.multipleClaim(i, j)
				break
			} else if p.kind != itemDate && p.kind != itemWord {
				break
			}
		}
	}
}

// multipleClaim makes the claim of the ratio at item j of the last number.
func (s *scene) multipleClaim(i, j int) {
	base := s.lastCounted(i)
	n := s.items[j].num
	if base == nil || base.num == nil || base.num.Value == nil || base.num.Unit != "personnel" {
		return
	}
	by := *n.Value
	if n.Percent {
		by /= 100
	}
	value := *base.num.Value * by
	d := *base
	d.dead, d.except, d.mean = false, "", affirmed()
	d.kind, d.action = event.Presence, event.Present
	d.trig, d.numItem, d.first, d.last = i, j, s.items[i].first, s.items[j].last
	d.who.item, d.who.f = -1, nil
	d.route.items = nil
	d.num = &event.Quantity{Value: &value, Qualifier: n.Qualifier, Unit: "personnel", Basis: total}
	d.trust *= 0.9
	d.rules = []string{"multiple", "actor-the-count", "place-the-count"}
	s.out = append(s.out, d)
}

// lastCounted is the last claim before item i that counts soldiers, nil for
// none.
func (s *scene) lastCounted(i int) *draft {
	for n := len(s.out) - 1; n >= 0; n-- {
		if d := &s.out[n]; !d.dead && d.trig < i && d.num != nil && !d.isPercent() {
			return d
		}
	}
	return s.story.last
}

// sameCount is the item of «العدد نفسه» behind the trigger at item i, -1 for
// none.
func (s *scene) sameCount(i int) int {
	for k := i + 1; k < len(s.items) && k <= i+3; k++ {
		p := &s.items[k]
		if p.fn(fnItscount) && s.x.in(sameWord, s.fold(s.tokenAfter(p))) {
			return k
		}
		if p.kind != itemPlace && p.kind != itemState && p.kind != itemForce {
			return -1
		}
	}
	return -1
}

// tokenAfter is the token behind an item, its last one at the end.
func (s *scene) tokenAfter(it *item) int { return min(it.last, s.last-1) }

// shareOf is the item of «نصفهم» behind the trigger at item i, -1 for none.
func (s *scene) shareOf(i int) int {
	n := s.at(i + 1)
	if n.kind != itemNum || !n.num.Ratio || !s.x.in(shareOfThem, s.fold(n.last-1)) {
		return -1
	}
	return i + 1
}

// remainder is the number that stands alone for those who remain after the
// noun at item i: «سحب ألف جندي وبقاء 500»; -1 for none.
func (s *scene) remainder(i int) int {
	it, n := &s.items[i], s.at(i+1)
	if !it.trig('n') || !it.arabic || it.w.action != event.Remain || n.kind != itemNum || n.num.Not != number.Count || n.num.Percent || n.num.Ordinal || s.lastClaim(i) == nil {
		return -1
	}
	switch s.at(i + 2).kind {
	case itemNone, itemPunct, itemFn, itemDate, itemPlace:
		return i + 1
	}
	return -1
}

// lastClaim is the last claim of the sentence before item i that moves a force.
func (s *scene) lastClaim(i int) *draft {
	for n := len(s.out) - 1; n >= 0; n-- {
		if d := &s.out[n]; !d.dead && d.trig < i && d.kind != event.Mission && len(d.who.actors) > 0 {
			return d
		}
	}
	return nil
}

// byNumber finds who is meant where only a number stands for the soldiers: the
// agent's own («العدد نفسه»), those of the last claim («نصفهم») or what that
// leaves of them («وبقاء 500»).
func (s *scene) byNumber(i int) (who, bool) {
	if k := s.sameCount(i); k >= 0 {
		if c, at := s.agentOf(i, k); c != "" {
			return s.items[at].who(c, "agent", 0.9), true
		}
	}
	if s.shareOf(i) >= 0 {
		if d := s.lastCounted(i); d != nil {
			return whose(s.items[i].refs(actorIDs(d.who.actors)...), "the-count", 0.85), true
		}
	}
	if s.remainder(i) >= 0 {
		return whose(s.items[i].refs(actorIDs(s.lastClaim(i).who.actors)...), "the-rest", 0.9), true
	}
	return who{}, false
}

// countAgain gives the draft the number that «العدد نفسه» or «نصفهم» stands
// for.
func (s *scene) countAgain(d *draft, i int) {
	if k := s.sameCount(i); k >= 0 {
		if base := s.lastCounted(i); base != nil {
			q := *base.num
			q.Basis = basisOf(d.kind)
			d.num, d.numItem = &q, k
		}
		return
	}
	if k := s.shareOf(i); k >= 0 {
		d.num, d.numItem = quantityOf(s.items[k].num, "percent", change), k
	}
	if k := s.remainder(i); k >= 0 {
		d.num, d.numItem = quantityOf(s.items[k].num, "personnel", total), k
		if s.items[i].and() && s.lastClaim(i).mean.status == event.Planned {
			d.mean.atLeast(event.Planned, "with-plan")
		}
	}
}
