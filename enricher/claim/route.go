package claim

import (
	"strings"

	"github.com/marsad-news/marsad/event"
)

// route is where a claim's force is, comes from and goes to.
type route struct {
	trig   int           // item of the trigger
	at     []event.Place // one for each coordinated place
	items  []int         // items of these places
	origin *event.Place
	left   int // item of the origin
	dest   *event.Place
	home   bool // it goes to the force's own country
	how    string
	trust  float64
}

// route finds the places of a claim of the trigger at item i in its clause. fi
// is the item of its force.
func (s *scene) route(i int, w *word, sp span, fi int) route {
	r := route{trust: 1, trig: i}
	best := s.bestPlace(&r, w, sp, fi)
	if best < 0 {
		best = s.placeWhere(sp)
	}
	if best < 0 {
		return r
	}
	if w.frame == frameReturn && s.ownQuarters(best) {
		r.home = true
	}
	r.items = s.coordinated(best, sp.hi)
	for _, j := range r.items {
		p, ok := s.settle(j)
		if ok && !s.ownBase(j) {
			r.at = append(r.at, p)
		}
		if s.items[j].place.generic == "homeland" || s.theirLand(j, w) {
			r.home = true
		}
	}
	r.shareCountry(s)
	r.how = "clause"
	return r
}

// bestPlace is the place of the clause that suits the trigger best, -1 for
// none. The other ends of the movement are noted in the route.
func (s *scene) bestPlace(r *route, w *word, sp span, fi int) int {
	i := r.trig
	best, rank, words := -1, 0, 0
	for j := sp.lo; j < sp.hi; j++ {
		it := &s.items[j]
		switch {
		case it.unknown():
			words++
		case it.kind == itemForce, it.kind == itemPlace && words < 3:
			words = 0
		}
		if words >= 3 && best > i {
			break // what follows is no longer of this verb
		}
		if j > i && s.toOwnBase(j) {
			r.home = true
		}
		if it.kind != itemPlace || j == fi || s.continues(j) || j < i && (s.aside(j, i) || s.otherEvent(j, i)) {
			continue
		}
		switch n := s.suits(i, j, w, fi); {
		case n < 0:
			s.endOf(r, -n, j)
		case n > rank:
			best, rank = j, n
		}
	}
	return best
}

// otherEvent says whether the place at item j, before the noun at item i, is of
// what happens because of it or after it and not spoken of again: «غربي البلاد
// ردا على تعزيز الحلف قواته», but «القاعدة بعد انسحاب القوات منها».
func (s *scene) otherEvent(j, i int) bool {
	it := &s.items[i]
	if it.kind != itemTrig || it.w.pos != 'n' || it.prep != "after" || j == i-1 {
		return false
	}
	for k := i + 1; k < len(s.items) && k <= i+4; k++ {
		if p := &s.items[k]; p.pointsThere() || p.fn(fnAmong) {
			return false
		}
	}
	return true
}

// toOwnBase says whether item j is «إلى قواعدها» and no place abroad follows.
func (s *scene) toOwnBase(j int) bool {
	it := &s.items[j]
	return it.kind == itemForce && it.force.base && it.force.suf != "" && it.prep == "to" && !s.abroadAfter(j)
}

// continues says whether the place at item j is joined to the one before it.
func (s *scene) continues(j int) bool {
	p, and := s.at(j-1), s.items[j].place.and
	return p.fn(fnOr) || and && (p.kind == itemPlace || p.fn(fnAnd) && s.at(j-2).kind == itemPlace)
}

// abroadAfter says whether a place in a country that is not the force's own
// follows its bases at item j: «إلى قاعدتها في معسكر … بالكويت».
func (s *scene) abroadAfter(j int) bool {
	for k := j + 1; k < len(s.items) && k <= j+3; k++ {
		p := &s.items[k]
		switch {
		case p.kind == itemPlace:
			return p.prep == "in" && p.place.sited && p.place.country != "" && !s.moverIs(p.place.country)
		case p.fn(fnIn), p.kind == itemWord:
		default:
			return false
		}
	}
	return false
}

// placeWhere is the place that «حيث», «where» at the head of the clause takes
// up, -1 for none.
func (s *scene) placeWhere(sp span) int {
	for k := sp.lo; k < sp.hi && k <= sp.lo+1 && k < len(s.items); k++ {
		p := &s.items[k]
		if !p.fn(fnBreak) {
			continue
		}
		if f := s.fold(p.first); f != "حيث" && f != "where" {
			return -1
		}
		for j := k - 1; j >= 0 && j >= k-2; j-- {
			if q := &s.items[j]; q.kind == itemPlace {
				return j
			} else if q.kind != itemPunct {
				return -1
			}
		}
	}
	return -1
}

// theirLand says whether the place at item j is the country of those who go
// back: «عائدين إلى بلادهم». «بلاده» may be that of who speaks.
func (s *scene) theirLand(j int, w *word) bool {
	p := s.items[j].place
	if w == nil || w.frame != frameReturn && w.frame != frameBring || p.generic != "home" || p.sited || !s.items[j].prepIs("to", "toward") {
		return false
	}
	f := s.fold(p.last - 1)
	return strings.HasSuffix(f, "هم") || strings.HasSuffix(f, "هما")
}

// ownQuarters says whether the place at item j is «قواعدها»، «ثكناته» without
// a name: where the force belongs.
func (s *scene) ownQuarters(j int) bool {
	p := s.items[j].place
	return p.suf != "" && !p.sited && p.country == "" && (oneOf(p.generic, "base", "camp"))
}

// ownBase says whether the place at item j is only said to be the force's own:
// «قوات تركية في قاعدة تركية» does not say where.
func (s *scene) ownBase(j int) bool {
	p := s.items[j].place
	if p.owner == "" || p.owner != p.country {
		return false
	}
	for _, a := range s.mover {
		if a.id == p.owner {
			return true
		}
	}
	return false
}

func (s *scene) endOf(r *route, end, j int) {
	if s.items[j].place.generic == "homeland" || s.theirLand(j, s.items[r.trig].w) {
		r.home = true
		return
	}
	p, ok := s.settle(j)
	if !ok {
		return
	}
	if end == endOrigin && r.origin == nil {
		r.origin, r.left = &p, j
	}
	if end == endDest && r.dest == nil {
		r.dest = &p
	}
}

// coordinated lists the place at item j and those joined to it with «و».
func (s *scene) coordinated(j, hi int) []int {
	out := []int{j}
	for k := j + 1; k < len(s.items) && k < hi+4; k++ {
		it := &s.items[k]
		switch {
		case it.kind == itemPlace:
			if !s.joinedPlace(k, len(out) > 1) {
				return out
			}
			out = append(out, k)
		case it.fn(fnIn, fnOn, fnFrom, fnTo) && it.and() && s.at(k+1).kind == itemPlace && it.w.fn == s.items[j].prep:
			k++
			out = append(out, k)
		case it.kind == itemWord && s.betweenPlaces(k), it.punct(","), it.fn(fnOr, fnAnd, fnDir):
		default:
			return out
		}
	}
	return out
}

// joinedPlace says whether the place at item k goes on a list of places; more
// says that the list has two already.
func (s *scene) joinedPlace(k int, more bool) bool {
	it, p := &s.items[k], &s.items[k-1]
	switch {
	case s.latin && (s.speaks(k) || s.contains(k)), s.actsNext(k):
		return false
	case it.place.and || p.fn(fnOr):
		return true
	case more && p.kind == itemWord && s.wordAnd(k-1):
		return true
	}
	return s.latin && p.punct(",") && it.prep == ""
}

// betweenPlaces says whether the word at item k is one of a list of places
// that no gazetteer knows.
func (s *scene) betweenPlaces(k int) bool {
	n := s.at(k + 1)
	if n.kind != itemPlace {
		return false
	}
	return s.items[k].and() || s.items[k-1].kind == itemPlace && n.place.and && s.wordAnd(k)
}

// wordAnd says whether an unknown word begins with «و».
func (s *scene) wordAnd(k int) bool {
	return strings.HasPrefix(s.fold(s.items[k].first), "و")
}

// shareCountry gives the country of one coordinated place to those without.
func (r *route) shareCountry(s *scene) {
	c := ""
	for _, p := range r.at {
		c = orElse(c, p.Country)
	}
	for i := range r.at {
		if r.at[i].Country == "" && r.items[i] < len(s.items) && !s.items[r.items[i]].place.region {
			r.at[i].Country = c
		}
	}
}
