package claim

import (
	"github.com/marsad-news/marsad/enricher/number"
	"github.com/marsad-news/marsad/event"
)

// The bases of a quantity.
const (
	total  = "total"
	change = "change"
)

// quantityOf writes a number as the quantity of a claim.
func quantityOf(n *number.Number, unit, basis string) *event.Quantity {
	if n == nil || n.Not != number.Count && n.Not != number.Casualties || n.Ordinal {
		return nil
	}
	q := &event.Quantity{Value: n.Value, Min: n.Min, Max: n.Max, Qualifier: n.Qualifier, Unit: unitOf(unit), Basis: basis}
	if n.Percent {
		q.Unit = "percent"
	} else if n.Ratio {
		return nil
	}
	if q.Value == nil && q.Min == nil && q.Max == nil {
		return nil
	}
	return q
}

// unitOf is the unit of a claim for that of a troop noun: ships count as
// vehicles.
func unitOf(noun string) string {
	switch noun {
	case "":
		return "personnel"
	case "ships":
		return "vehicles"
	}
	return noun
}

// basisOf is what a number means for a kind: a level or a change.
func basisOf(k event.Kind) string {
	if k == event.Arrival || k == event.Departure {
		return change
	}
	return total
}

// dualQuantity is the two of «كتيبتين».
func dualQuantity(unit, basis string) *event.Quantity {
	two := 2.0
	return &event.Quantity{Value: &two, Qualifier: "exact", Unit: unitOf(unit), Basis: basis}
}

// quantify gives the draft the number of its force, else a number in the
// clause that says by how much or to what level.
func (s *scene) quantify(d *draft, i int, sp span) {
	if f := d.who.f; f != nil && d.who.item >= 0 && !s.spent(d.who.item, i) {
		s.ownNumber(d, i)
	}
	w := s.items[i].w
	if d.num == nil && !s.latin && (w.frame == frameSend || w.action == event.Remain) {
		s.countAgain(d, i)
	}
	if d.num == nil && (d.kind == event.Presence || w.frame == frameVacate) {
		s.countSites(d, i, sp)
	}
	if d.num != nil && !d.isPercent() {
		return
	}
	switch w.frame {
	case frameSend, frameGo, frameLevel:
		s.scaleOf(d, i, sp)
	}
}

// ownNumber gives the draft the number of its own force. A number of further
// troops is a change: «80 جندياً إضافياً».
func (s *scene) ownNumber(d *draft, i int) {
	f, basis := d.who.f, basisOf(d.kind)
	switch {
	case f.whole != nil && d.kind == event.Presence && d.who.item == i-1:
		d.num, d.numItem = quantityOf(f.whole, f.unit, basis), d.who.item // «4,500 of the 28,500 troops based in»
	case f.num != nil:
		d.num, d.numItem = quantityOf(f.num, f.unit, basis), d.who.item
	case f.dual && f.unit == "units":
		d.num = dualQuantity(f.unit, basis)
	}
	if d.num != nil && f.more && f.num != nil && d.num.Unit != "percent" && s.items[i].arabic {
		d.num.Basis = change
	}
}

// spent says whether the number of the force at item j belongs to another
// claim: one has it, and a clause of its own leads to the trigger at item i.
func (s *scene) spent(j, i int) bool {
	if j > i || !s.taken(j) {
		return false
	}
	for k := j + 1; k < i; k++ {
		if s.items[k].fn(fnComp) || s.boundBefore(k) == boundComma {
			return true
		}
	}
	return false
}

// countSites takes the number of the places that the force is at: «أبقى جنوده
// في خمس تلال».
func (s *scene) countSites(d *draft, i int, sp span) {
	for k := i + 1; k < sp.hi; k++ {
		p := &s.items[k]
		if p.kind == itemForce && p.force.base && p.force.num != nil && k != d.who.item && (p.prepIs("in", "on", "")) {
			d.num, d.numItem = quantityOf(p.force.num, "sites", basisOf(d.kind)), k
			return
		}
	}
}

func (d *draft) isPercent() bool { return d.num != nil && d.num.Unit == "percent" }

// scaleOf reads «إلى 2500»، «بـ500»، «بنسبة 60%» after a trigger of change.
func (s *scene) scaleOf(d *draft, i int, sp span) {
	for j := i + 1; j < sp.hi; j++ {
		n, unit := s.numberAt(j)
		if n == nil || j == d.who.item || n.Ratio && s.items[j].kind == itemNum && s.at(j+1).kind == itemWord {
			continue // «نصف مساحة البلاد»
		}
		to := isTo(s.items[j].prep, n)
		by := s.items[j].prep == "by" || n.Prep == "ب" || n.Prep == "by" || n.Percent
		from := isFrom(n)
		switch {
		case to && scaling(s.items[i].w):
			d.num, d.numItem = quantityOf(n, unit, total), j
			if n.Percent {
				d.num.Basis = change
			}
			return
		case by:
			d.num, d.numItem = quantityOf(n, unit, change), j
			return
		case from && n.Pair >= 0:
			s.levelBefore(d, n, j, unit)
		}
	}
}

// scaling says whether a verb changes a number: «خفض»، «رفع».
func scaling(w *word) bool {
	return w.action == event.Reduce || w.action == event.Reinforce || w.frame == frameLevel
}

func isTo(prep string, n *number.Number) bool {
	return prep == "to" || prep == "toward" || n.Prep == "الي" || n.Prep == "to" || n.Prep == "حتي"
}

// numberAt is the number of item j: of a bare number or of a counted noun.
func (s *scene) numberAt(j int) (*number.Number, string) {
	it := &s.items[j]
	switch it.kind {
	case itemNum:
		if it.num.Not == number.Count {
			return it.num, ""
		}
	case itemForce:
		if it.force.num != nil {
			return it.force.num, it.force.unit
		}
	}
	return nil, ""
}

// levelBefore makes the claim of the level that «من 5200 إلى 3000» starts at.
func (s *scene) levelBefore(d *draft, n *number.Number, j int, unit string) {
	b := *d
	b.kind, b.action = event.Presence, event.Present
	b.mean = affirmed()
	b.num, b.numItem = quantityOf(n, unit, total), j
	b.rules = d.rulesAnd("level-before")
	s.finish(b, d.trig)
}

// isFrom says whether a number is what a change begins at.
func isFrom(n *number.Number) bool { return oneOf(n.Prep, "من", "from") }

// involved gives a noun of motion the number that its verb tells: «the
// withdrawal involves about 350 soldiers».
func (s *scene) involved(d *draft, i int) {
	if !s.latin || d.num != nil || s.items[i].w.pos != 'n' {
		return
	}
	for k := i + 1; k+1 < len(s.items) && k <= i+6; k++ {
		p := &s.items[k]
		if p.kind == itemTrig || p.kind == itemPunct || s.boundBefore(k) >= boundClause {
			return
		}
		if !p.unknown() {
			continue
		}
		if s.x.in(involvesVerb, s.fold(p.first)) {
			if n := &s.items[k+1]; n.kind == itemForce && n.force.num != nil && len(n.force.actors) == 0 {
				d.num, d.numItem = quantityOf(n.force.num, n.force.unit, basisOf(d.kind)), k+1
			}
			return
		}
	}
}
