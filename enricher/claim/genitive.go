package claim

import (
	"github.com/marsad-news/marsad/event"
)

// genitiveOf finds the force of a nominal trigger: its pronoun, its adjective
// of state, the noun after it.
func (s *scene) genitiveOf(i int, sp span) (who, bool) {
	it := &s.items[i]
	if s.othersMove(i) && s.forceRight(i, sp) < 0 {
		return who{}, false
	}
	if it.suf != "" {
		w, ok := s.byPronoun(i)
		if j := s.forceRight(i, sp); ok && j >= 0 && it.w.num && s.items[j].prep == "by" {
			w.item, w.f = j, s.items[j].force // «مشاركتها بأربعة آلاف جندي»
		}
		return w, ok
	}
	if w, ok := s.adjectiveOf(i); ok {
		return w, true
	}
	if j := s.forceRight(i, sp); j >= 0 {
		return s.resolve(j, i)
	}
	if w, ok := s.bidden(i); ok {
		return w, true
	}
	if it.w.state || it.def {
		if w, ok := s.stateObject(i); ok {
			return w, true
		}
		if it.def || it.w.kind != event.Presence {
			return s.bareNoun(i, sp)
		}
	}
	return s.militaryPresence(i)
}

// militaryPresence reads «ستحتفظ الولايات المتحدة بوجود عسكري»: the presence
// is of who keeps or has it.
func (s *scene) militaryPresence(i int) (who, bool) {
	it, next := &s.items[i], s.at(i+1)
	if it.w.kind != event.Presence || it.suf != "" || it.def || next.w == nil || next.w.class != isAdj || next.w.id != "عسكري" {
		return who{}, false
	}
	c, k := s.holderOf(i)
	if c == "" {
		c, k = s.agentOf(i, i)
	}
	if c == "" || c == "FOREIGN" || c == s.story.land() {
		return who{}, false
	}
	return s.items[k].who(c, "agent", 0.8), true
}

// holderOf is the state that «لـ» says has the noun at item i: «لروسيا وجود».
func (s *scene) holderOf(i int) (string, int) {
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		p := &s.items[k]
		if p.prep == "for" {
			return s.holder(k), k
		}
		if !p.fn(fnAny) {
			break
		}
	}
	return "", -1
}

// bidden finds the force that a governing verb makes do the noun: «بدأت القوات
// مغادرة البلاد»، «دعا الجيش إلى عدم دخول المدينة».
func (s *scene) bidden(i int) (who, bool) {
	govs := s.scopes.govs[i]
	if len(govs) == 0 || s.items[i].suf != "" {
		return who{}, false
	}
	g := &govs[len(govs)-1]
	if g.noun && g.class != cueDemand {
		return who{}, false
	}
	for k := i - 1; k >= 0 && k >= g.item-3; k-- {
		p := &s.items[k]
		switch {
		case s.bidsState(g, k, i):
			return p.who(p.place.gov, "bidden", 0.9), true
		case p.kind == itemForce && s.demands(k, i):
		case p.kind == itemForce && p.prepIs("", "on", "obliged", "for") && !p.force.base && !s.foe(p):
			v, ok := s.resolve(k, i)
			if ok && inferred(v.how) {
				v.how = "bidden"
			}
			return v, ok
		case p.fn(fnComp), s.boundBefore(k+1) >= boundComma:
			return who{}, false
		}
	}
	return who{}, false
}

// bidsState says whether the state at item k is what a demand asks to do the
// noun at item i: «طالب المجلس العراق بالانسحاب».
func (s *scene) bidsState(g *governor, k, i int) bool {
	p := &s.items[k]
	return g.class == cueDemand && p.governs() && p.prep == "" && k > g.item+1 && s.items[i].w.state
}

// demands says whether the actor at item k is who demands what the noun at
// item i names: «طالب مجلس الأمن العراق بالانسحاب» sends not the Council away.
func (s *scene) demands(k, i int) bool {
	if !s.items[i].prepIs("by", "for", "to", "on") {
		return false
	}
	for _, g := range s.scopes.govs[i] {
		if g.class == cueDemand && !g.noun && (k == g.item+1 || k == g.item-1 || s.items[g.item].suf != "") {
			return true
		}
	}
	return false
}

// byPronoun: «انسحابها»، «وجودنا».
func (s *scene) byPronoun(i int) (who, bool) {
	it := &s.items[i]
	if it.suf == "ه" && it.arabic {
		return s.his(i)
	}
	if it.suf == "نا" {
		if c, ok := s.speaker(it.first); ok {
			return it.who(c, "suffix", 0.9), true
		}
	}
	if p, ok := s.lastInSentence(i); ok && len(p) == 1 && p[0] != s.story.land() && s.foreignOnly(i) {
		return whose(it.refs(p...), "suffix", 0.9), true
	}
	for k := i - 1; k >= 0; k-- {
		if w, ok := s.pronounMeans(k, i); ok {
			return w, true
		}
	}
	return s.ofLast(whose(nil, "suffix", 0.9), it)
}

// pronounMeans is the force or state at item k if the pronoun on the noun at
// item i can stand for it.
func (s *scene) pronounMeans(k, i int) (who, bool) {
	p, it := &s.items[k], &s.items[i]
	if p.kind == itemForce && len(p.force.actors) > 0 && !p.force.base && !(s.foe(p) && k > 0) {
		w := whose(p.force.actors, "suffix", 0.9)
		w.role, w.unit = p.force.role, p.force.unitName
		return w, true
	}
	if p.kind == itemForce && (it.suf == "هم" || !s.foe(p)) {
		if v, ok := s.resolve(k, i); ok {
			v.item, v.how = -1, "suffix-force"
			return v, true
		}
	}
	if c := s.owner(k); c != "" && it.suf != "هم" {
		return it.who(c, "suffix-state", 0.9), true
	}
	return who{}, false
}

// his finds the force that a masculine pronoun on a word of many meanings
// stands for («وصوله», «مغادرته»): an army, a named group, a unit, and only
// when no person stands nearer.
func (s *scene) his(i int) (who, bool) {
	for k := i - 1; k >= 0; k-- {
		p := &s.items[k]
		switch {
		case p.kind == itemState && s.isPerson(p) && s.items[i].w.weak:
			return who{}, false
		case !s.items[i].w.weak && s.x.in(masculineState, s.owner(k)):
			return p.who(s.owner(k), "suffix-state", 0.9), true
		case p.kind == itemForce && !p.force.base && (p.force.army || p.force.named || oneOf(p.force.unit, "units", "vehicles")):
			v, ok := s.resolve(k, i)
			v.item, v.how, v.trust = -1, "suffix-his", 0.85
			return v, ok
		}
	}
	return who{}, false
}

// foreignOnly says whether the nearest named force before item i is the host's
// own, which hardly comes to or leaves its own country.
func (s *scene) foreignOnly(i int) bool {
	for k := i - 1; k >= 0; k-- {
		if p := &s.items[k]; p.kind == itemForce && len(p.force.actors) > 0 {
			return p.force.actors[0].id == s.story.land() && s.items[i].w.kind != event.Presence
		}
	}
	return false
}

// adjectiveOf: «الانسحاب الأميركي»، «الوجود العسكري الفرنسي».
func (s *scene) adjectiveOf(i int) (who, bool) {
	it := &s.items[i]
	for j := i + 1; j < len(s.items) && j <= i+3; j++ {
		p := &s.items[j]
		switch p.kind {
		case itemState:
			if p.state == "" || p.prep != "" {
				return who{}, false
			}
			return p.who(p.state, "adjective", 1), true
		case itemWord:
			if p.w != nil && p.w.class == isAdj && p.w.actor != "" {
				return p.who(p.w.actor, "adjective", 0.9), true
			}
			if p.w == nil || p.w.class != isAdj {
				if !it.def || j > i+2 {
					return who{}, false
				}
			}
		default:
			return who{}, false
		}
	}
	return who{}, false
}

// stateObject: «انسحاب إيران»، «يلزم تركيا بالانسحاب»: the bare name of a
// state right after the noun.
func (s *scene) stateObject(i int) (who, bool) {
	it := &s.items[i]
	if i+1 >= len(s.items) || !it.w.state || it.def {
		return who{}, false
	}
	p := &s.items[i+1]
	if it.w.kind == event.Presence && !s.placed(i+1) && !s.placed(i) {
		return who{}, false // «وجود تركيا قادرة على …»
	}
	if p.kind == itemPlace && p.prep == "" && p.place.gov != "" {
		return who{item: i + 1, actors: p.refs(p.place.gov), how: "state", trust: 0.9}, true
	}
	return who{}, false
}

// bareNoun: «الانسحاب من العراق»: the agent before it, else the last force.
func (s *scene) bareNoun(i int, sp span) (who, bool) {
	it := &s.items[i]
	w := who{item: -1, trust: 0.85}
	for k := i - 1; k >= sp.lo; k-- {
		if p := &s.items[k]; p.kind == itemForce && len(p.force.actors) == 0 && !p.force.base {
			if v, ok := s.resolve(k, i); ok {
				v.item, v.how = -1, "clause-force"
				return v, true
			}
		}
	}
	if p, ok := s.lastInSentence(i); ok {
		w.actors, w.how = it.refs(p...), "sentence-force"
		return w, true
	}
	if c, k := s.agentOf(i, i); c != "" && !s.demands(k, i) && (c != s.story.land() || len(s.story.forces) == 0) {
		w.actors, w.how, w.trust = s.items[k].refs(c), "agent", 0.8
		return w, true
	}
	w.how = "bare"
	return s.ofLast(w, it)
}
