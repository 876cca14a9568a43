package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// subjectOf finds the force that moves or stays.
func (s *scene) subjectOf(i int, sp span) (who, bool) {
	it := &s.items[i]
	switch {
	case it.w.pos == 'n' && !s.latin:
		return s.genitiveOf(i, sp)
	case s.scopes.neg[i] && s.onlyAfter(i) && it.gram.Person != 1:
		if j := s.forceRight(i, sp); j == i+2 && s.items[j].prep == "from" {
			return s.resolve(j, i) // «لم يبقَ من الجنود إلا ثلاثون»
		}
		return who{}, false
	case s.latin:
		return s.englishSubject(i, sp)
	}
	if w, ok := s.vsoState(i); ok {
		return w, true
	}
	if w, ok := s.svoState(i, sp); ok {
		return w, true
	}
	switch j, step := s.subjectForce(i, sp); step {
	case stepTake:
		return s.resolve(j, i)
	case stepStop:
		return who{}, false
	}
	if w, ok := s.elliptic(i); ok {
		return w, true
	}
	return s.proDrop(i)
}

// subjectForce chooses between the force after an Arabic verb and the one
// before it. It stops where another noun is the subject.
func (s *scene) subjectForce(i int, sp span) (int, step) {
	it := &s.items[i]
	left, right := s.forceLeft(i, sp), s.forceRight(i, sp)
	if left >= 0 && right >= 0 && s.taken(left) && s.items[right].force.num != nil {
		left = -1
	}
	lead := s.leadsClause(i, sp)
	switch {
	case right >= 0 && (lead || left < 0):
		return right, stepTake
	case left < 0:
		return -1, stepOpen
	case it.w.frame == frameReturn && it.w.pos == 'v' && right < 0 && s.otherSubject(i):
		return -1, stepStop // «عاد النازحون»
	case !(lead && it.w.pos == 'v' && s.otherSubject(i)) && !s.subjectFollows(i):
		return left, stepTake
	}
	return -1, stepOpen
}

// leadsClause says whether the verb at item i begins its clause, so that its
// subject comes after it.
func (s *scene) leadsClause(i int, sp span) bool {
	it := &s.items[i]
	return it.w.pos != 'p' && (i == sp.lo || s.boundBefore(i) != boundNone || s.at(i-1).fn("comp") || it.and())
}

// elliptic reads «وتبقى السلوفاكية»: the adjective alone, after a force of
// another state.
func (s *scene) elliptic(i int) (who, bool) {
	if i+1 >= len(s.items) || s.items[i].w.pos != 'v' || !s.items[i].arabic {
		return who{}, false
	}
	p := &s.items[i+1]
	a := s.atomStarts(p.first)
	if p.kind != itemState || p.prep != "" || !a.ent(gazetteer.Demonym) || !a.def() || p.last-p.first > 1 {
		return who{}, false
	}
	for k := i - 1; k >= 0; k-- {
		if s.items[k].kind == itemForce && len(s.items[k].force.actors) > 0 {
			return who{item: i + 1, actors: p.refs(p.state), how: "elliptic", trust: 0.9}, true
		}
	}
	return who{}, false
}

// onlyAfter says whether «سوى» or «إلا» with a force gives the subject of the
// negated verb at item i.
func (s *scene) onlyAfter(i int) bool {
	for k := i + 1; k < len(s.items) && k <= i+8; k++ {
		p := &s.items[k]
		if p.fn("only") {
			return true
		}
		if s.boundBefore(k) >= boundClause || p.kind == itemTrig && !s.at(k-1).fn("rel") {
			return false
		}
	}
	return false
}

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
	if w, ok := s.bidden(i, sp); ok {
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
	return who{}, false
}

// bidden finds the force that a governing verb makes do the noun: «بدأت القوات
// مغادرة البلاد»، «دعا الجيش إلى عدم دخول المدينة».
func (s *scene) bidden(i int, sp span) (who, bool) {
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
		case p.fn("comp"), s.boundBefore(k+1) >= boundComma:
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
	if c := s.owner(k, i); c != "" && it.suf != "هم" {
		return it.who(c, "suffix-state", 0.9), true
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

// proDrop: the verb carries its subject: the speaker, the force of the
// sentence, the force of the story.
func (s *scene) proDrop(i int) (who, bool) {
	it := &s.items[i]
	if it.gram.Person == 1 {
		c, ok := s.speaker(it.first)
		if !ok {
			return who{}, false
		}
		return it.who(c, "speaker", 0.95), true
	}
	if it.w.pos == 'p' && !s.predicative(i) || s.at(i+1).fn("only", "except") || s.otherSubject(i) || s.ownNoun(i) {
		return who{}, false
	}
	if w, ok := s.ofLastClaim(i); ok {
		return w, true
	}
	for k := i - 1; k >= 0; k-- {
		if w, ok := s.goesOn(k, i); ok {
			return w, true
		}
	}
	if it.w.weak && !s.movesAlone(i) {
		return who{}, false
	}
	if it.gram.Number != lexicon.Plural && !s.pronounBefore(i) {
		return who{}, false // «خرجت»: anything may be the subject
	}
	return s.ofLast(whose(nil, "pro-drop-story", 0.8), it)
}

// ofLastClaim is the force of the last claim before the verb at item i, when
// it was a subject itself.
func (s *scene) ofLastClaim(i int) (who, bool) {
	for n := len(s.out) - 1; n >= 0; n-- {
		if d := &s.out[n]; !d.dead && d.trig < i && d.who.item >= 0 && s.items[d.who.item].prep == "" {
			w := d.who
			w.item, w.f, w.how, w.trust = -1, nil, "pro-drop-claim", 0.85
			return w, true
		}
	}
	return who{}, false
}

// goesOn is the force or state at item k if the verb at item i can go on with
// it as its subject.
func (s *scene) goesOn(k, i int) (who, bool) {
	p, it := &s.items[k], &s.items[i]
	if p.kind == itemForce && !p.force.base && !s.foe(p) && s.agrees(it, p) && !p.prepIs("with", "in", "as") {
		if v, ok := s.resolve(k, i); ok {
			v.item, v.how, v.trust = -1, "pro-drop", 0.85
			return v, true
		}
	}
	if !it.w.state {
		return who{}, false
	}
	c := s.acting(k)
	return p.who(c, "pro-drop-state", 0.8), c != ""
}

// pronounBefore says whether «أنها» or the like gives the verb at item i its
// subject.
func (s *scene) pronounBefore(i int) bool {
	for k := i - 1; k >= 0; k-- {
		if p := &s.items[k]; p.fn("comp") {
			return !bareComp(s.lastFold(p))
		} else if !p.cue(cueNeg, cueStill, cueFuture) && !p.fn("qad") {
			return false
		}
	}
	return false
}

// otherSubject says whether a noun that is no force stands right after a verb
// in the singular: it is the subject.
func (s *scene) otherSubject(i int) bool {
	it := &s.items[i]
	if it.w.pos != 'v' || it.gram.Number == lexicon.Plural || i+1 >= len(s.items) || !it.arabic {
		return false
	}
	p := &s.items[i+1]
	return p.unknown() || p.kind == itemState && p.prep == "" || p.kind == itemNum && p.num != nil && p.prep == "" && it.w.frame != frameLevel
}

// movesAlone says whether a verb without subject in its sentence may take the
// force of the story: it begins the sentence or follows «أنها».
func (s *scene) movesAlone(i int) bool {
	if i == 0 {
		return true
	}
	p := &s.items[i-1]
	if p.cue(cueNeg, cueStill) || p.fn("qad") {
		return s.movesAlone(i - 1)
	}
	if p.fn("comp") {
		f := s.fold(p.first)
		return strings.HasSuffix(f, "ها") || strings.HasSuffix(f, "هم") || strings.HasSuffix(f, "نا")
	}
	return p.punct(`"«“:,`) || p.fn("break") && i == 1 || p.fn("namely")
}

// predicative says whether a participle is the predicate of a sentence.
func (s *scene) predicative(i int) bool { return !s.items[i].def && s.movesAlone(i) }

// agrees says whether a verb can have the force as its subject.
func (s *scene) agrees(it *item, p *item) bool {
	if it.gram.Number == lexicon.Dual {
		return p.force.dual
	}
	return true
}
