package claim

import (
	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// appositive reads «وقوامها ألفا جندي»، «عددهم 500» without a verb.
func (s *scene) appositive(k int) {
	for j := k + 1; j < len(s.items) && j <= k+4; j++ {
		p := &s.items[j]
		if p.frame(frameLevel) {
			return // its own claim
		}
		if n, unit := s.numberAt(j); n != nil && !n.Percent {
			if s.counted(j) || s.at(k-1).frame(frameLevel) {
				return
			}
			w, ok := s.countedForce(k, -1, k)
			if !ok {
				return
			}
			s.amount(k, j, w, unit)
			return
		}
		if p.kind == itemTrig && p.w.pos != 'p' || p.kind == itemPunct || p.kind == itemForce {
			return
		}
	}
}

// counted says whether a verb of amount has taken the number at item j.
func (s *scene) counted(j int) bool {
	for n := range s.out {
		if s.out[n].numItem == j && !s.out[n].dead {
			return true
		}
	}
	return false
}

// amount makes the claim of a number in apposition.
func (s *scene) amount(k, j int, w who, unit string) {
	n, _ := s.numberAt(j)
	if unit == "" && w.f != nil {
		unit = w.f.unit
	}
	pres := &word{id: "count", kind: event.Presence, action: event.Present, frame: frameStay, pos: 'n'}
	d := draft{trig: k, kind: event.Presence, action: event.Present, who: w, trust: w.trust, numItem: j, role: w.role}
	d.first, d.last = s.items[k].first, s.items[k].last
	d.mean = affirmed()
	if s.scopes.neg[k] {
		d.mean.deny("negation")
	}
	d.num = quantityOf(n, unit, total)
	if d.num == nil {
		return
	}
	d.extend(s, w.item)
	d.extend(s, j)
	d.rules = []string{"count-apposition", "actor-" + w.how}
	sp := span{max(0, min(k, w.item)), min(len(s.items), j+4)}
	if w.item < 0 {
		sp.lo = s.clause(k).lo
	}
	for h := j + 1; h < sp.hi; h++ {
		if s.boundBefore(h) >= boundComma || s.items[h].kind == itemTrig && s.items[h].w.pos != 'p' {
			sp.hi = h
		}
	}
	s.mover = d.who.actors
	d.route = s.route(k, pres, sp, w.item)
	s.finish(d, k)
}

// nominalCount reads «عدد الألوية هناك أكثر من عشرين» and «عدد القوات 5000»:
// a count and a number with no verb between.
func (s *scene) nominalCount(i int) {
	for j := i + 1; j < len(s.items) && j <= i+6; j++ {
		p := &s.items[j]
		if n, unit := s.numberAt(j); n != nil {
			if s.items[j-1].cue(cueNeg) || s.counted(j) || n.Percent || n.Prep == "من" || p.prep == "by" && s.trigBefore(i) || isTo(p.prep, n) {
				return
			}
			w, ok := s.resolve(i, i)
			if ok {
				s.amount(i, j, w, unit)
			}
			return
		}
		switch {
		case p.kind == itemTrig && p.w.pos != 'p', p.verbal() && p.gram.Part == lexicon.Verb, s.boundBefore(j) >= boundClause:
			return
		}
	}
}

func (s *scene) trigBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if s.items[k].kind == itemTrig {
			return true
		}
	}
	return false
}
