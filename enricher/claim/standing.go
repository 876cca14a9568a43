package claim

import (
	"github.com/marsad-news/marsad/event"
)

// What stands in a sentence without a verb of its own: «وفيها ألف جندي»، «ما
// زال في البلاد، بحسب الوزير، مئتا جندي»، «صاحبة أكبر كتيبة بألف جندي».

// reachOfStill is how many items after «ما زال» its subject may stand.
const reachOfStill = 14

// therein says whether the counted force at item j stands right after «وفيها»
// or «فيه»: there are so many.
func (s *scene) therein(j int) bool {
	if s.latin || j == 0 {
		return false
	}
	p := &s.items[j-1]
	if p.kind != itemPlace || p.place.generic != "there" || s.fold(p.first) == "هناك" {
		return false
	}
	return p.and() || j == 1 || s.items[j-2].punct(",.") || s.items[j-2].fn(fnRel)
}

// stillHeld says whether «لا يزال» with its place stands before the indefinite
// force at item j, perhaps over an aside: «ولا يزال في تشاد، بحسب باريس، ألف
// جندي».
func (s *scene) stillHeld(j int) bool {
	f := s.items[j].force
	if s.latin || f.def || f.suf != "" || s.items[j].prep != "" {
		return false
	}
	place := false
	for k := j - 1; k >= 0 && k >= j-reachOfStill; k-- {
		p := &s.items[k]
		switch {
		case p.cue(cueStill):
			return place && (s.items[k+1].fn(fnIn, fnOn) || s.items[k+1].kind == itemPlace)
		case p.kind == itemPlace:
			place = place || p.prepIs("in", "on", "by") || p.place.generic == "there"
		case p.kind == itemTrig, p.kind == itemForce, p.verbal(), p.fn(fnComp, fnRel, fnBreak), p.punct(";:."):
			return false
		}
	}
	return false
}

// contributors reads «الهند، صاحبة أكبر كتيبة في البعثة بألفي جندي»: a state
// that is called a contributor with a number of troops.
func (s *scene) contributors() {
	for i := range s.items {
		if !s.items[i].fn(fnContributor) {
			continue
		}
		c, at := "", -1
		for k := i - 1; k >= 0 && k >= i-6 && c == ""; k-- {
			if p := &s.items[k]; p.prep == "" {
				c, at = p.agent(), k
			}
			if s.items[k].kind == itemTrig {
				break
			}
		}
		if c == "" || c == "FOREIGN" {
			continue
		}
		for j := i + 1; j < len(s.items) && j <= i+8; j++ {
			p := &s.items[j]
			if p.kind == itemForce && p.prep == "by" && p.force.num != nil && len(p.force.actors) == 0 && !s.taken(j) {
				it := &s.items[at]
				w := who{item: j, f: p.force, role: p.force.role, trust: 0.9, how: "holder", actors: it.refs(c)}
				s.stand(i, j, w, "contributor")
				break
			}
			if p.kind == itemTrig || p.verbal() || s.boundBefore(j) >= boundClause {
				break
			}
		}
	}
}

// thereinClaim makes the presence of a force that is said to be «فيها»: at the
// one place that the pronoun stands for.
func (s *scene) thereinClaim(j int) {
	before := len(s.out)
	s.nominal(j, "therein")
	if len(s.out) > before {
		d := &s.out[before]
		d.route.at = d.route.at[:1]
	}
}

// numberSoon says whether a number follows atom k at once or after one word:
// what «باتت» says of a force.
func (s *scene) numberSoon(k int) bool {
	for j := k + 1; j < len(s.atoms) && j <= k+2; j++ {
		switch a := &s.atoms[j]; {
		case a.kind == atomNumber, j == k+1 && a.fn(fnCount):
			return true // «سيصبح إجمالي القوات 100 ألف»
		case a.kind != atomWord:
			return false
		}
	}
	return false
}

// heldBefore is the indefinite force right before «لها» or «لنا» that is had:
// «لا جندي لنا في الصومال»، «2500 جندي لها في البعثة»; -1 for none.
func (s *scene) heldBefore(i int) int {
	if i == 0 || s.items[i].and() || i+1 >= len(s.items) {
		return -1
	}
	p, n := &s.items[i-1], &s.items[i+1]
	if p.kind != itemForce || p.force.def || p.force.suf != "" || s.taken(i-1) || len(p.force.actors) > 0 {
		return -1
	}
	if n.fn(fnIn, fnOn) && i+2 < len(s.items) {
		n = &s.items[i+2]
	}
	if n.kind != itemPlace {
		return -1
	}
	return i - 1
}

// estimated says whether the force at item n is what the verb at item i puts
// at the number after it: «قدّر القوة في البلاد بألفي رجل».
func (s *scene) estimated(i, n int) bool {
	it, p := &s.items[i], &s.items[n]
	if !it.arabic || it.kind != itemTrig || it.w.id != "قدر.v" || it.suf != "" || p.kind != itemForce || p.prep != "" || p.force.num != nil || p.force.count {
		return false
	}
	for k := n + 1; k < len(s.items) && k <= n+3; k++ {
		q := &s.items[k]
		if num, _ := s.numberAt(k); num != nil {
			return q.prep == "by" || num.Prep == "ب"
		}
		if q.kind != itemPlace && !q.fn(fnIn) {
			return false
		}
	}
	return false
}

// basesTold is the number of the bases that stand between the cue at item c
// and the place at item at, nil for none: «ما زالوا في ثلاث قواعد».
func (s *scene) basesTold(c, at int) *event.Quantity {
	for k := c + 1; k < at; k++ {
		if p := &s.items[k]; p.kind == itemForce && p.force.base && p.force.num != nil {
			return quantityOf(p.force.num, "sites", total)
		}
	}
	return nil
}
