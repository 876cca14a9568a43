package claim

import (
	"github.com/marsad-news/marsad/event"
)

// predicates reads nominal sentences whose predicate is a place: «القوات لا
// تزال في غزني»، «جنوده ليسوا في …»، «ما زلنا في هايتي»، «القوات هناك».
func (s *scene) predicates() {
	if s.latin {
		return
	}
	for c := range s.items {
		it := &s.items[c]
		if !it.cue(cueStill) && !s.isNot(c) || it.and() && c == 0 && s.n == 0 {
			continue
		}
		at := s.predicatePlace(c)
		if at < 0 {
			continue
		}
		s.predicateClaim(c, at)
	}
}

// isNot says whether the cue at item c denies a nominal sentence.
func (s *scene) isNot(c int) bool {
	it := &s.items[c]
	return it.cue(cueNeg) && s.x.in(negatesNominal, s.lastFold(it))
}

// predicatePlace is the place right after the cue at item c, or after the
// force after it, -1 for none.
func (s *scene) predicatePlace(c int) int {
	for k := c + 1; k < len(s.items) && k <= c+6; k++ {
		p := &s.items[k]
		switch {
		case p.kind == itemForce && p.force.base && (p.prepIs("in", "on")): // «في ثلاث قواعد»
		case p.kind == itemPlace:
			if p.prepIs("in", "on") || p.place.generic == "there" || p.prep == "by" {
				return k
			}
			return -1
		case p.frame(frameExist) && p.w.pos == 'x' && s.ends(k+1):
			return k // «ما زالت القوات هناك»
		case p.fn(fnIn, fnOn, fnDir, fnNear), p.kind == itemForce && k == c+1 && p.prep == "" && p.force.def:
		default:
			return -1
		}
	}
	return -1
}

// ends says whether nothing of the clause follows before item k.
func (s *scene) ends(k int) bool {
	return k >= len(s.items) || s.items[k].punct(".,;:؛!\"»”") || s.boundBefore(k) >= boundClause
}

// predicateClaim makes the presence of the subject of the cue at item c.
func (s *scene) predicateClaim(c, at int) {
	for n := range s.out {
		if d := &s.out[n]; !d.dead && (d.trig == c || d.first <= s.items[c].first && s.items[c].first < d.last) {
			return
		}
	}
	w, ok := s.predicateSubject(c)
	if !ok || len(w.actors) == 0 {
		return
	}
	var p event.Place
	if s.items[at].kind == itemPlace {
		p, ok = s.settle(at)
	} else {
		p, ok = s.spotBefore(at)
	}
	if !ok {
		return
	}
	d := draft{trig: c, kind: event.Presence, action: event.Remain, who: w, trust: w.trust, numItem: -1, role: w.role}
	d.first, d.last = s.items[c].first, s.items[c].last
	d.extend(s, w.item)
	d.extend(s, at)
	d.mean = s.mean(c)
	if s.isNot(c) {
		d.action = event.Present
		d.mean.deny("not-there")
	}
	d.rules = append([]string{"predicate", "actor-" + w.how}, d.mean.rules...)
	d.route = route{at: []event.Place{p}, items: []int{at}, how: "clause", trust: 1}
	if f := w.f; f != nil && f.num != nil {
		d.num, d.numItem = quantityOf(f.num, f.unit, total), w.item
	} else {
		d.num = s.basesTold(c, at)
	}
	s.mover = d.who.actors
	s.finish(d, c)
}

// predicateSubject is the force that the cue at item c speaks of: after it,
// before it over an apposition, the speaker's own, the force of the story.
func (s *scene) predicateSubject(c int) (who, bool) {
	if s.at(c+1).kind == itemForce && s.items[c+1].prep == "" {
		return s.resolve(c+1, c)
	}
	it := &s.items[c]
	if s.x.in(weStill, s.lastFold(it)) {
		if id, ok := s.speaker(it.first); ok {
			return it.who(id, "speaker", 0.9), true
		}
		return who{}, false
	}
	for k := c - 1; k >= 0; k-- {
		p := &s.items[k]
		switch {
		case p.kind == itemForce && p.prep == "" && !p.force.base:
			w, ok := s.resolve(k, c)
			if k < c-1 {
				w.item = -1
				w.trust *= 0.9
			}
			return w, ok
		case p.fn(fnBreak), p.punct(";:."), p.trig('v') && s.boundBefore(k) != boundRel:
			return who{}, false
		case p.kind == itemWord && k == c-1, p.kind == itemState && k == c-1:
			return who{}, false
		}
	}
	return who{}, false
}
