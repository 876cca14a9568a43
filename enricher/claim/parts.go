package claim

import (
	"github.com/marsad-news/marsad/event"
)

// parts reads «منهم 74 ألف أميركي»، «بينهم مدربون»، «منهم ألف في النيجر».
func (s *scene) parts() {
	for i := range s.items {
		if !s.items[i].fn("among") {
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
		if s.taken(k) || it.force.num == nil && len(it.force.actors) == 0 && !it.force.pron {
			return !s.taken(k)
		}
		if k > i+1 && !s.conjoined(it) && !s.items[k-1].punct(",") {
			return false
		}
		d := s.partOf(n, k)
		if it.force.num != nil {
			d.num, d.numItem = quantityOf(it.force.num, it.force.unit, d.basis()), k
		}
		if len(it.force.actors) > 0 && !it.force.generic {
			d.who.actors = it.force.actors
		} else if len(it.force.from) > 0 && d.kind != event.Departure {
			d.who.actors = it.force.from
		}
		d.role = it.force.role
		if it.force.num == nil {
			d.num, d.numItem = nil, -1
		}
		s.ownPlace(&d, k)
		if !it.force.pron || d.route.how == "own" {
			s.out = append(s.out, d)
		}
		return true
	case itemNum:
		if it.num == nil || quantityOf(it.num, "personnel", total) == nil || it.num.Percent {
			return false
		}
		if s.at(k + 1).cue(cueNeg) {
			return false // «منهم أربعة آلاف لم يصل منهم أحد»
		}
		d := s.partOf(n, k)
		d.num, d.numItem = quantityOf(it.num, "personnel", d.basis()), k
		if k+2 < len(s.items) && s.items[k+1].fn("from") && d.kind != event.Departure {
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
	case itemPlace, itemDate, itemWord:
		return true
	case itemFn:
		return it.fn("in", "on", "from", "dir", "any", "plus")
	case itemPunct:
		return it.punct(",")
	}
	return false
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
		if !it.fn("namely", "among") || i+1 >= len(s.items) || s.items[i+1].kind != itemPlace || !s.items[i+1].place.sited {
			continue
		}
		n := s.sitesBefore(i)
		if n < 0 {
			continue
		}
		names := s.coordinated(i+1, len(s.items))
		if d := &s.out[n]; len(names) == 1 && it.fn("namely") && d.num == nil {
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
		k := d.route.items[0] + 1
		comma := false
		for ; k < len(s.items) && (s.items[k].punct(",") || s.items[k].unknown() && k <= d.route.items[0]+3); k++ {
			comma = comma || s.items[k].punct(",")
		}
		if !comma || k+1 >= len(s.items) || !s.items[k].fn("on", "in") || s.items[k+1].kind != itemPlace || s.items[k+1].place.site == "" && s.items[k+1].place.name == "" {
			continue
		}
		if c := s.items[k+1].place.country; c != "" && c != d.route.at[0].Country {
			continue
		}
		for _, j := range s.coordinated(k+1, len(s.items)) {
			s.listed(n, j)
			if m := len(s.out) - 1; s.out[m].route.at[0].Country == "" {
				s.out[m].route.at[0].Country = s.out[n].route.at[0].Country
			}
		}
	}
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
