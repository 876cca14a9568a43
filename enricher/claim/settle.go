package claim

import (
	"slices"

	"github.com/marsad-news/marsad/event"
)

// absorb drops drafts that only repeat a part of another: the participle of a
// noun that a verb has taken, the same claim twice.
func (s *scene) absorb() {
	s.lendNumbers()
	for a := range s.out {
		da := &s.out[a]
		if da.dead {
			continue
		}
		for b := range s.out {
			if a == b || s.out[b].dead {
				continue
			}
			if s.covered(da, &s.out[b], a > b) {
				da.dead = true
				if s.note != nil {
					s.drop(da.trig, "said by "+s.text(s.out[b].trig))
				}
				break
			}
		}
	}
}

// lendNumbers gives the number that describes an indefinite force to the claim
// about it («أبقت على قوة بلغ تعدادها 400 جندي» is one claim), and takes from
// a claim the number that another has told.
func (s *scene) lendNumbers() {
	for a := range s.out {
		da := &s.out[a]
		if da.dead || da.numItem < 0 || !s.tellsNumber(da) {
			continue
		}
		for b := range s.out {
			db := &s.out[b]
			if a == b || db.dead || s.tellsNumber(db) {
				continue
			}
			if db.who.item == da.numItem {
				db.num, db.numItem = nil, -1
				continue
			}
			f := db.who.f
			if db.who.item >= 0 && db.who.item == da.who.item && db.num == nil && f != nil && !f.def && f.suf == "" && !f.home && !f.count {
				q := *da.num
				q.Basis = basisOf(db.kind)
				db.num, db.numItem = &q, da.numItem
				db.extend(s, da.numItem)
				da.dead = true
				break
			}
		}
	}
}

// tellsNumber says whether the draft is about a number: a verb of amount or
// an apposition.
func (s *scene) tellsNumber(d *draft) bool {
	it := &s.items[d.trig]
	return it.fn(fnItscount) || it.frame(frameLevel) || it.kind == itemForce && it.force.count
}

// covered says whether draft a adds nothing to draft b.
func (s *scene) covered(a, b *draft, later bool) bool {
	sameForce := a.who.item >= 0 && a.who.item == b.who.item
	switch {
	case sameForce && s.bothHold(a, b):
		return later == (a.route.how != "story" || b.route.how == "story") // «لها كتيبة ترابط …»: one claim, the one that says where
	case sameForce && s.describesIt(a, b):
		return true
	case a.who.item >= 0 && a.who.item == b.numItem && a.kind == event.Presence && s.activity(a):
		return true
	}
	return s.repeats(a, b) && (later || a.num == nil && b.num != nil)
}

// bothHold says whether the drafts are of one holder, of whom one is read from
// a verb.
func (s *scene) bothHold(a, b *draft) bool {
	return a.who.how == "holder" && b.who.how == "holder" && a.kind != event.Departure && b.kind != event.Departure && s.isVerb(a) != s.isVerb(b)
}

// describesIt says whether draft a only describes the force that draft b is
// about: «القوات الموجودة»، «هناك قوات تخدم في …».
func (s *scene) describesIt(a, b *draft) bool {
	if s.participle(a) && !s.participle(b) && a.mean.polarity == b.mean.polarity && a.num == nil && (a.kind == b.kind || b.gone()) {
		return true
	}
	return a.trig < b.trig && a.kind == b.kind && s.isExist(a) && s.verbOf(b)
}

// gone says whether the whole force of the draft has left: «تم سحب كافة القوات
// الموجودة» leaves none, «قرر سحب القوات الموجودة» leaves them where they are.
func (d *draft) gone() bool {
	f := d.who.f
	return d.kind == event.Departure && d.mean.status == event.Actual && d.mean.polarity == event.Affirmed &&
		d.num == nil && f != nil && (f.quant == "" || f.quant == "all")
}

// repeats says whether draft a says in words that overlap what draft b says.
func (s *scene) repeats(a, b *draft) bool {
	switch {
	case a.kind != b.kind, a.mean.polarity != b.mean.polarity, !sameActors(a.who.actors, b.who.actors), !sameCountries(a.route.at, b.route.at):
		return false
	case a.num != nil && (b.num == nil || !sameQuantity(a.num, b.num)), sites(a) && !sites(b), newSite(a, b):
		return false
	case a.last <= b.first, b.last <= a.first, !s.within(a, b) && !s.within(b, a):
		return false
	}
	return a.mean.status == b.mean.status
}

func (s *scene) isVerb(d *draft) bool {
	it := &s.items[d.trig]
	return it.trig('v')
}

func (s *scene) isExist(d *draft) bool {
	it := &s.items[d.trig]
	return it.frame(frameExist)
}

func (s *scene) verbOf(d *draft) bool {
	it := &s.items[d.trig]
	return it.trig('v') && it.w.frame == frameStay
}

// activity says whether a draft's verb tells what troops do rather than where
// they are.
func (s *scene) activity(d *draft) bool {
	it := &s.items[d.trig]
	return it.frame(frameStay) && it.w.num
}

func (s *scene) participle(d *draft) bool {
	it := &s.items[d.trig]
	return it.kind == itemTrig && (it.w.pos == 'p' || it.w.passive) && it.w.frame == frameStay
}

func sameActors(a, b []actorRef) bool {
	return slices.EqualFunc(a, b, func(x, y actorRef) bool { return x.id == y.id })
}

func sameCountries(a, b []event.Place) bool {
	return slices.EqualFunc(a, b, func(x, y event.Place) bool { return x.Country == y.Country })
}

// within says whether the trigger of a stands inside the evidence of b.
func (s *scene) within(a, b *draft) bool {
	t := s.items[a.trig].first
	return b.first <= t && t < b.last
}

// newSite says whether a names a base or town that b does not.
func newSite(a, b *draft) bool {
	for i := range a.route.at {
		if n := a.route.at[i].Site; n != "" && n != b.route.at[i].Site {
			return true
		}
	}
	return false
}

func sites(d *draft) bool {
	for _, p := range d.route.at {
		if p.Site != "" || p.Admin1 != "" {
			return true
		}
	}
	return false
}

func sameQuantity(a, b *event.Quantity) bool {
	return sameFloat(a.Value, b.Value) && sameFloat(a.Min, b.Min) && sameFloat(a.Max, b.Max) && a.Unit == b.Unit
}

func sameFloat(a, b *float64) bool {
	if a == nil || b == nil {
		return a == b
	}
	return *a == *b
}
