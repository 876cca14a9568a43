package claim

import (
	"strings"

	"github.com/marsad-news/marsad/event"
)

// counts reads what is said of a number of troops: «يبلغ عدد القوات …»،
// «وقوامها ألفا جندي»، «سيرتفع العدد إلى …».
func (s *scene) counts() {
	for i := range s.items {
		it := &s.items[i]
		switch {
		case it.frame(frameLevel), s.reaches(i), s.scaledAgain(i):
			s.levelClaim(i)
		case it.fn(fnItscount):
			s.appositive(i)
		case it.kind == itemForce && it.force.count:
			s.nominalCount(i)
		}
	}
}

// reaches says whether a verb of motion at item i is used of a number: «وصل
// العدد إلى»، «زاد عدد القوات».
func (s *scene) reaches(i int) bool {
	it := &s.items[i]
	if it.kind != itemTrig || it.w.pos != 'v' && it.w.pos != 'n' {
		return false
	}
	if !it.w.reach {
		return false
	}
	if it.w.id == "زاد.v" && s.at(i+1).agent() != "" && !(s.items[i+1].kind == itemForce && s.items[i+1].force.count) {
		return false
	}
	for j := i + 1; j < len(s.items) && j <= i+2; j++ {
		if p := &s.items[j]; p.fn(fnItscount) || p.kind == itemForce && p.force.count {
			return true
		}
	}
	for j := i - 1; j >= 0 && j >= i-7 && s.boundBefore(j+1) < boundClause; j-- {
		if p := &s.items[j]; p.fn(fnItscount) || p.kind == itemForce && p.force.count {
			return true
		}
	}
	return false
}

// scaledAgain says whether a verb of change at item i has the count before it
// as its object: «عددها 2500، سيُخفض إلى ألفين».
func (s *scene) scaledAgain(i int) bool {
	it := &s.items[i]
	if it.kind != itemTrig || it.w.pos != 'v' || !scaling(it.w) {
		return false
	}
	for n := range s.out {
		if s.out[n].trig == i {
			return false
		}
	}
	j, k := s.countedNear(i)
	return (j >= 0 && j < i || k >= 0 && k < i) && len(s.levels(i)) > 0
}

// levelClaim reads a verb of amount or change with its count and numbers.
func (s *scene) levelClaim(i int) {
	it := &s.items[i]
	if s.lossesCounted(i) || s.exceeds(i) || s.countsPeople(i) {
		return
	}
	j, k := s.countedNear(i)
	nums := s.levels(i)
	if it.w.id == "بات.v" {
		nums = s.became(i, nums)
	}
	if len(nums) == 0 && (it.w.num || k < 0 && j < 0) {
		return
	}
	w, ok := s.countedForce(i, j, k)
	if !ok {
		s.drop(i, "count of no force")
		return
	}
	if len(nums) == 0 {
		s.changed(i, w)
		return
	}
	for _, n := range nums {
		if !s.countsPlaces(n) {
			s.levelOf(i, w, n)
		}
	}
}

// became keeps the number that stands right after «باتت» or «أصبح»: what the
// force is now.
func (s *scene) became(i int, nums []int) []int {
	if len(nums) == 0 || nums[0] > i+2 && !(s.at(i+1).kind == itemForce && s.items[i+1].force.count) {
		return nil
	}
	return nums[:1]
}

// countedNear finds the counted force (j) or the count with its pronoun (k)
// of a verb of amount, before or after it.
func (s *scene) countedNear(i int) (j, k int) {
	j, k = -1, -1
	for n := i + 1; n < len(s.items) && n <= i+3; n++ {
		p := &s.items[n]
		if p.kind == itemForce && p.force.count {
			return n, k
		}
		if p.fn(fnItscount) {
			return j, n
		}
		if n == i+1 && s.estimated(i, n) {
			return n, k // «قدّر القوة بألفي رجل»
		}
		if p.kind == itemPunct || p.kind == itemTrig {
			break
		}
	}
	for n := i - 1; n >= 0; n-- {
		p := &s.items[n]
		if p.fn(fnItscount) {
			return j, n
		}
		if p.kind == itemForce && p.force.count {
			return n, k
		}
		if p.fn(fnBreak) || p.punct(";:.") || p.trig('v') {
			break
		}
	}
	return j, k
}

// countedForce resolves whose number it is.
func (s *scene) countedForce(i, j, k int) (who, bool) {
	if j >= 0 {
		return s.resolve(j, i)
	}
	it, at := &s.items[i], i
	if k >= 0 {
		at = min(i, k)
		if it.trig('p') && s.countsOthers(at) {
			return who{}, false
		}
		if n := s.ownerOfCount(k, i); n >= 0 {
			return s.resolve(n, i)
		}
	} else if w, ok := s.countedState(i); ok {
		return w, true
	}
	if n := s.lastUncounted(at); n >= 0 {
		if p := &s.items[n]; k < 0 && i-n > 5 && !p.force.count || p.prep == "thing" {
			return who{}, false
		}
		return s.resolve(n, i)
	}
	if n := s.lastForceItem(-1, at); n >= 0 {
		return s.resolve(n, i)
	}
	if k < 0 && it.w.pos != 'p' || k >= 0 && s.fold(s.items[k].first) == "قوامه" {
		return who{}, false
	}
	return s.ofLast(whose(nil, "count-of-last", 0.8), it)
}

// countedState is the state before an English verb of amount that has the
// troops: «Britain went from 900 soldiers to 1,000».
func (s *scene) countedState(i int) (who, bool) {
	if !s.latin || s.items[i].w.pos != 'v' {
		return who{}, false
	}
	c, a := s.agentOf(i, i)
	if c == "" || a < i-3 || s.items[a].kind == itemForce || s.lastForceItem(a, i) >= 0 {
		return who{}, false
	}
	return s.items[a].who(c, "agent", 0.9), true
}

// ownerOfCount is the force between the count at item k and its verb at item
// i, -1 for none: «العدد الحقيقي للقوات …».
func (s *scene) ownerOfCount(k, i int) int {
	for n := k + 1; n < i && n <= k+3; n++ {
		if p := &s.items[n]; p.kind == itemForce && p.prepIs("for", "") && p.force.num == nil {
			return n
		}
	}
	return -1
}

// lastUncounted is the nearest force without a number before item i, -1 for
// none.
func (s *scene) lastUncounted(i int) int {
	for n := i - 1; n >= 0; n-- {
		if p := &s.items[n]; p.kind == itemForce && p.force.num == nil {
			return n
		}
	}
	return -1
}

// levels lists the items after the verb that bear its numbers.
func (s *scene) levels(i int) []int {
	var out []int
	for j := i + 1; j < len(s.items); j++ {
		p := &s.items[j]
		if n, _ := s.numberAt(j); n != nil {
			out = append(out, j)
			if n.Pair < 0 || len(out) == 2 {
				return out
			}
			continue
		}
		if s.boundBefore(j) >= boundClause || p.kind == itemTrig && p.w.pos != 'p' && j > i+1 || p.kind == itemCasual {
			return out
		}
	}
	return out
}

// leastContingent is the least number that counts the soldiers of a unit and
// not units.
const leastContingent = 20

// lastForceItem is the force nearest before item i and after item a, -1 for
// none.
func (s *scene) lastForceItem(a, i int) int {
	for k := i - 1; k > a; k-- {
		if s.items[k].kind == itemForce {
			return k
		}
	}
	return -1
}

// levelOf makes the claim of one number of a verb of amount.
func (s *scene) levelOf(i int, w who, j int) {
	it := &s.items[i]
	n, unit := s.numberAt(j)
	if unit == "" && w.f != nil {
		unit = w.f.unit
	}
	if s.items[j].kind == itemNum && unit == "units" && n.Value != nil && *n.Value >= leastContingent {
		unit = "personnel" // the strength of a contingent
	}
	d := s.begin(i, w)
	d.extend(s, j)
	d.num, d.numItem = quantityOf(n, unit, s.levelBasis(&d, i, j)), j
	if d.num == nil {
		return
	}
	if s.scopes.neg[i] && it.w.bound && d.mean.polarity == event.Denied {
		d.mean.deny("bound") // «لم يتجاوز عددهم سبعين»
		if d.num.Qualifier == "exact" {
			d.num.Qualifier = "at_most"
		}
	}
	if strings.HasSuffix(it.pre, "ل") {
		s.asBefore(&d)
	}
	s.placeCount(&d, i, w)
}

// levelBasis is what the number at item j means beside the verb of amount at
// item i. The level that a change begins at, and a sum, are presences.
func (s *scene) levelBasis(d *draft, i, j int) string {
	it := &s.items[i]
	n, _ := s.numberAt(j)
	if it.w.pos == 'p' {
		d.mean = affirmed() // «البالغ عددها» is said by the way
	}
	basis := total
	switch {
	case isFrom(n) && (n.Pair >= 0 || it.w.kind != event.Presence):
		d.kind, d.action = event.Presence, event.Present
		d.mean = affirmed()
	case isTo(s.items[j].prep, n), it.w.kind == event.Presence, n.Prep == "عن", s.items[j].prep == "off":
	default:
		basis = change
	}
	if it.w.sum {
		d.kind, d.action = event.Presence, event.Present
	}
	return basis
}

// asBefore gives the result of a movement («ليصل العدد إلى …») the status of
// that movement.
func (s *scene) asBefore(d *draft) {
	d.mean.status = event.Actual
	for n := len(s.out) - 1; n >= 0; n-- {
		if o := &s.out[n]; !o.dead && o.trig < d.trig {
			d.mean.status = o.mean.status
			return
		}
	}
}

// changed makes the claim of a change without a number: «تقلص الوجود».
func (s *scene) changed(i int, w who) {
	d := s.begin(i, w)
	s.placeCount(&d, i, w)
}

// placeCount finds the place of a counted force: in the clause of the verb,
// else beside the force.
func (s *scene) placeCount(d *draft, i int, w who) {
	pres := *s.items[i].w
	pres.kind = event.Presence
	sp := s.clause(i)
	if w.item >= 0 {
		sp.lo, sp.hi = min(sp.lo, w.item), max(sp.hi, w.item+1)
	}
	if d.numItem >= 0 {
		sp.hi = max(sp.hi, d.numItem+1)
	}
	s.mover = d.who.actors
	d.route = s.route(i, &pres, sp, w.item)
	if w.item >= 0 && w.f != nil && w.f.count {
		s.ownPlace(d, w.item)
	}
	s.finish(*d, i)
}
