package claim

import (
	"github.com/marsad-news/marsad/event"
)

// beforeArticle is the item before the place at item i and its article and
// adjectives: «to the United Arab Emirates», «into volatile central Iraq».
func (s *scene) beforeArticle(i int) *item {
	k := i - 1
	for words := 0; k > 0; k-- {
		p := &s.items[k]
		if p.unknown() && words < 1 && s.lower(p) && (s.items[k-1].fn(fnThe, fnIn, fnOn, fnTo, fnFrom, fnNear)) {
			words++
			continue
		}
		if !p.fn(fnThe) && !p.punct("\"“'") {
			break
		}
	}
	return &s.items[k]
}

// lower says whether an item is written without a capital: no name.
func (s *scene) lower(it *item) bool {
	c := s.d.Text[s.d.Tokens[it.first].Start]
	return c >= 'a' && c <= 'z'
}

// phrasal says whether the words of the trigger at item i end in the
// preposition of its place: «moved into», «headed for».
func (s *scene) phrasal(i int) bool {
	it := &s.items[i]
	if it.last-it.first < 2 {
		return false
	}
	return s.x.in(placePreposition, s.lastFold(it))
}

// speaks says whether the place at item k is the subject of what follows: a
// capital that says something, a state after «, and» that does something.
func (s *scene) speaks(k int) bool {
	if k+1 >= len(s.items) {
		return false
	}
	p := &s.items[k+1]
	if p.verbal() && p.cue(cueReport, cueAnnounce, cueConfirm, cueDeny, cueDisclose) {
		return true
	}
	comma := k > 1 && s.items[k-1].fn(fnAnd) && s.items[k-2].punct(",")
	return comma && s.items[k].place.gov != "" && (p.verbal() || p.fn(fnAux, fnBe) || p.cue(cueFuture, cuePossible) && p.w.pos == 'x')
}

// contains says whether the place at item k is the country or region that the
// place before it lies in: «Samawah, southern Iraq».
func (s *scene) contains(k int) bool {
	if k < 2 || !s.items[k-1].punct(",") {
		return false
	}
	p, of := s.items[k-2].place, s.items[k].place
	return p != nil && p.sited && !of.sited && of.country != "" && of.country == p.country
}

// whereClause gives a claim in a clause of «where» the place that stands
// before it: «Poland, where 10,000 troops are stationed».
func (s *scene) whereClause(d *draft, i int, sp span) {
	for k := i - 1; k >= max(0, sp.lo-1); k-- {
		p := &s.items[k]
		if p.trig('v') {
			return
		}
		if !p.fn(fnBreak) {
			continue
		}
		arabic := s.fold(p.first) == "حيث"
		if s.fold(p.first) != "where" && (!arabic || len(d.route.at) > 0) {
			return
		}
		if j := s.placeBefore(k); j >= 0 {
			if place, ok := s.settle(j); ok {
				d.route.at, d.route.items, d.route.how = []event.Place{place}, []int{k}, "where"
			}
		}
		return
	}
}

// placeBefore is the place that stands before item k, a comma apart, -1 for
// none.
func (s *scene) placeBefore(k int) int {
	j := k - 1
	if j >= 0 && s.items[j].punct(",") {
		j--
	}
	if j < 0 || s.items[j].kind != itemPlace {
		return -1
	}
	if s.items[j].prep == "with" && j >= 2 && s.borders(j) { // «along the border with Egypt, where»: on this side
		for h := j - 1; h >= 0; h-- {
			if p := &s.items[h]; p.kind == itemPlace && p.place.sited {
				return h
			}
		}
	}
	return j
}

// givesBack says whether «returned» at item i has a base as its object: it is
// handed back.
func (s *scene) givesBack(d *draft, i int) bool {
	if !s.latin || s.items[i].w.frame != frameReturn || len(d.route.items) == 0 {
		return false
	}
	j := d.route.items[0]
	return j > i && j < len(s.items) && s.items[j].kind == itemPlace && s.items[j].prep == "" && isBase(s.items[j].place)
}

// toPost says whether a force returns to its base where it is stationed: it
// neither comes nor goes.
func (s *scene) toPost(i int) bool {
	for k := i + 1; k+2 < len(s.items) && k <= i+4; k++ {
		if p := &s.items[k]; p.kind == itemForce && p.force.base && p.force.suf != "" && p.prep == "to" {
			n := &s.items[k+1]
			return n.fn(fnIn, fnOn) && s.items[k+2].kind == itemPlace && !s.moverIs(s.items[k+2].place.country)
		}
	}
	return false
}
