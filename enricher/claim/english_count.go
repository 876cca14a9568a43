package claim

import (
	"github.com/marsad-news/marsad/event"
)

// allBut gives the second claim of «all but 400 of the troops have left»:
// those that are excepted stay.
func (s *scene) allBut() {
	for n, end := 0, len(s.out); n < end; n++ {
		d := &s.out[n]
		if d.dead || d.who.f == nil || d.who.f.but == nil || d.who.item < 0 || d.kind != event.Departure || d.mean.polarity != event.Affirmed {
			continue
		}
		it := &s.items[d.who.item]
		e := *d
		e.kind, e.action = event.Presence, event.Remain
		e.first, e.last = it.first, it.last
		e.num, e.numItem = quantityOf(d.who.f.but, "personnel", total), -1
		e.except = s.source(it.first, it.last)
		e.rules = d.rulesAnd("all-but")
		e.trust *= 0.95
		d.except = e.except
		s.out = append(s.out, e)
	}
}

// numbersBefore reads the number that was before the one that is told: «800
// soldiers, down from 1,500 a year ago».
func (s *scene) numbersBefore() {
	if !s.latin {
		return
	}
	for i := range s.items {
		if !s.items[i].fn(fnWas) || i+1 >= len(s.items) || s.items[i+1].kind != itemNum {
			continue
		}
		n := s.draftBefore(i)
		if n < 0 || s.out[n].num == nil || s.out[n].num.Unit != "personnel" || !s.sameClause(s.out[n].trig, i) {
			continue
		}
		q := quantityOf(s.items[i+1].num, "personnel", total)
		if q == nil || s.items[i+1].num.Percent {
			continue
		}
		d := s.out[n]
		d.kind, d.action, d.mean = event.Presence, event.Present, affirmed()
		d.num, d.numItem, d.except = q, i+1, ""
		d.first, d.last = s.items[i].first, s.items[i+1].last
		d.who.item = -1
		d.rules = d.rulesAnd("number-before")
		d.trust *= 0.9
		s.out = append(s.out, d)
	}
}

// partThere says whether the pronoun of a part of a force at item j stands
// beside a place after a comma: «1,200 soldiers, most of them at Gao».
func (s *scene) partThere(j int) bool {
	it := &s.items[j]
	return s.latin && it.force.pron && it.prep == "" && s.at(j-1).punct(",") && s.placed(j)
}

// refused says whether somebody rules the base or garrison at item j out: «ruled
// out any foreign base».
func (s *scene) refused(j int) bool {
	g := s.scopes.govs[j]
	it := &s.items[j]
	return s.latin && len(g) > 0 && g[len(g)-1].class == cueRefuse && !g[len(g)-1].neg && j-g[len(g)-1].item <= 3 && it.prep == "" && (it.force.base || it.force.quant == "any")
}

// whereTheyWere is the place of the last claim of the sentence about the force
// that a number alone stands for: «12,000 will leave Germany, 6,400 go home».
func (s *scene) whereTheyWere(d *draft) []event.Place {
	f := d.who.f
	if !s.latin || f == nil || !f.pron || f.num == nil {
		return nil
	}
	for n := len(s.out) - 1; n >= 0; n-- {
		if o := &s.out[n]; !o.dead && len(o.route.at) > 0 && sameActors(o.who.actors, d.who.actors) {
			return o.route.at[:1:1]
		}
	}
	return nil
}

// newSubject says whether the counted force at item i is the subject of the
// verb after it: «6,400 will fly home and some 5,600 will be moved».
func (s *scene) newSubject(i int) bool {
	it, n := &s.items[i], s.at(i+1)
	return (it.kind == itemNum || it.kind == itemForce && it.force.pron && it.force.num != nil) && (n.fn(fnBe, fnAux) || n.cue(cueFuture) || n.trig('v'))
}
