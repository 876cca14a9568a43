package claim

import (
	"github.com/marsad-news/marsad/event"
)

// parts reads «منهم 74 ألف أميركي»، «بينهم مدربون»، «منهم ألف في النيجر».
func (s *scene) parts() {
	for i := range s.items {
		if !s.items[i].fn(fnAmong) {
			continue
		}
		n := s.draftBefore(i)
		if n < 0 && i == 0 && s.story.last != nil {
			s.out = append(s.out, *s.story.last) // «منهم 150 في …» after a full stop
			n = len(s.out) - 1
			s.out[n].dead = true
		}
		if n < 0 {
			continue
		}
		for k := i + 1; k < len(s.items); k++ {
			if !s.part(n, i, k) {
				break
			}
		}
	}
}

// draftBefore is the last draft with a number of troops before item i.
func (s *scene) draftBefore(i int) int {
	for n := len(s.out) - 1; n >= 0; n-- {
		d := &s.out[n]
		if !d.dead && d.first < s.items[i].first && d.kind != event.Mission && d.num != nil {
			return n
		}
	}
	return -1
}

// part adds item k as a part of draft n and says whether the list goes on.
func (s *scene) part(n, i, k int) bool {
	it := &s.items[k]
	switch it.kind {
	case itemForce:
		return s.partForce(n, i, k)
	case itemNum:
		return s.partNumber(n, k)
	case itemPlace, itemDate, itemWord:
		return true
	case itemFn:
		return it.fn(fnIn, fnOn, fnFrom, fnDir, fnAny, fnPlus)
	case itemPunct:
		return it.punct(",")
	}
	return false
}

// partForce adds the force at item k, of the list that begins at item i, as a
// part of draft n.
func (s *scene) partForce(n, i, k int) bool {
	it := &s.items[k]
	f := it.force
	if s.taken(k) {
		return false
	}
	if f.num == nil && len(f.actors) == 0 && !f.pron {
		return true
	}
	if k > i+1 && !s.conjoined(it) && !s.items[k-1].punct(",") {
		return false
	}
	d := s.partOf(n, k)
	d.role = f.role
	if f.num != nil {
		d.num, d.numItem = quantityOf(f.num, f.unit, d.basis()), k
	} else {
		d.num, d.numItem = nil, -1
	}
	if len(f.actors) > 0 && !f.generic {
		d.who.actors = f.actors
	} else if len(f.from) > 0 && d.kind != event.Departure {
		d.who.actors = f.from
	}
	s.ownPlace(&d, k)
	if !f.pron || d.route.how == "own" {
		s.out = append(s.out, d)
	}
	return true
}

// partNumber adds the bare number at item k as a part of draft n.
func (s *scene) partNumber(n, k int) bool {
	it := &s.items[k]
	if it.num == nil || quantityOf(it.num, "personnel", total) == nil || it.num.Percent {
		return false
	}
	if s.at(k+1).cue(cueNeg) || s.at(k+1).kind == itemCasual {
		return false // «بينهم 50 جريحاً», «منهم أربعة آلاف لم يصل منهم أحد»
	}
	d := s.partOf(n, k)
	d.num, d.numItem = quantityOf(it.num, "personnel", d.basis()), k
	if s.at(k+1).fn(fnFrom) && d.kind != event.Departure {
		if from := s.statesAt(k + 2); len(from) == 1 {
			d.who.actors = from // «بينهم 75 من قرغيزستان»
			d.extend(s, k+2)
			s.out = append(s.out, d)
			return true
		}
	}
	before := len(d.route.items)
	s.ownPlace(&d, k)
	if d.route.how == "own" || before == 0 {
		s.out = append(s.out, d)
	}
	return true
}

func (d *draft) basis() string {
	if d.num != nil {
		return d.num.Basis
	}
	return basisOf(d.kind)
}

func (s *scene) partOf(n, k int) draft {
	d := s.out[n]
	d.dead, d.except = false, ""
	d.trig = min(d.trig, len(s.items)-1)
	d.first, d.last = s.items[k].first, s.items[k].last
	d.who.item, d.who.f, d.who.how = k, s.items[k].force, "part"
	d.role = ""
	d.rules = d.rulesAnd("part")
	d.trust *= 0.95
	return d
}

// lists reads the names after «ثلاثة مواقع هي …»: a claim for each site.
func (s *scene) lists() {
	s.moreExactly()
	for i := range s.items {
		it := &s.items[i]
		if !it.fn(fnNamely, fnAmong) || i+1 >= len(s.items) || s.items[i+1].kind != itemPlace || !s.items[i+1].place.sited {
			continue
		}
		n := s.sitesBefore(i)
		if n < 0 {
			continue
		}
		names := s.coordinated(i+1, len(s.items))
		if d := &s.out[n]; len(names) == 1 && it.fn(fnNamely) && d.num == nil {
			if p, ok := s.settle(names[0]); ok { // «آخر قواعدها، وهي قاعدة كذا»: one base, one claim
				p.Country = orElse(p.Country, d.route.at[0].Country)
				d.route.at[0] = p
				d.extend(s, names[0])
			}
			continue
		}
		for _, j := range names {
			s.listed(n, j)
		}
	}
}

// moreExactly reads the bases that follow a country after a comma: «would stay
// in the country, at Deveselu and Campia Turzii».
func (s *scene) moreExactly() {
	for n, end := 0, len(s.out); n < end; n++ {
		d := &s.out[n]
		if d.dead || d.kind != event.Presence || sites(d) || len(d.route.items) != 1 {
			continue
		}
		k := s.exactPlace(d.route.items[0])
		if k < 0 {
			continue
		}
		if c := s.items[k].place.country; c != "" && c != d.route.at[0].Country {
			continue
		}
		for _, j := range s.coordinated(k, len(s.items)) {
			s.listed(n, j)
			if m := len(s.out) - 1; s.out[m].route.at[0].Country == "" {
				s.out[m].route.at[0].Country = s.out[n].route.at[0].Country
			}
		}
	}
}

// exactPlace is the base or town that follows the country at item c after a
// comma, -1 for none.
func (s *scene) exactPlace(c int) int {
	k, comma := c+1, false
	for ; s.at(k).punct(",") || s.at(k).unknown() && k <= c+3; k++ {
		comma = comma || s.items[k].punct(",")
	}
	if p := s.at(k + 1); !comma || !s.at(k).fn(fnOn, fnIn) || p.kind != itemPlace || p.place.site == "" && p.place.name == "" {
		return -1
	}
	return k + 1
}

// sitesBefore is the draft whose bases or sites the list at item i names.
func (s *scene) sitesBefore(i int) int {
	for n := len(s.out) - 1; n >= 0; n-- {
		d := &s.out[n]
		if d.dead || d.first >= s.items[i].first {
			continue
		}
		if d.num != nil && d.num.Unit == "sites" || d.who.f != nil && d.who.f.base || s.pluralSites(d) {
			return n
		}
	}
	return -1
}

// pluralSites says whether a draft's place is a count of sites: «على ثلاثة
// مواقع»، «في خمس تلال».
func (s *scene) pluralSites(d *draft) bool {
	for k := range s.items {
		it := &s.items[k]
		if it.kind == itemForce && it.force.base && it.first >= d.first && it.last <= d.last+4 {
			return true
		}
	}
	return false
}

func (s *scene) listed(n, j int) {
	p, ok := s.settle(j)
	if !ok {
		return
	}
	d := s.out[n]
	if p.Country == "" && len(d.route.at) > 0 {
		p.Country = d.route.at[0].Country
	}
	d.num, d.numItem = nil, -1
	d.route.at, d.route.items, d.route.how = []event.Place{p}, []int{j}, "list"
	d.first, d.last = s.items[j].first, s.items[j].last
	d.rules = d.rulesAnd("list")
	d.trust *= 0.95
	s.out = append(s.out, d)
}
