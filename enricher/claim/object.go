package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// objectOf finds the force that an agent moves or keeps.
func (s *scene) objectOf(i int, sp span) (who, bool) {
	it := &s.items[i]
	if it.suf != "" && s.publishes(i) {
		return who{}, false
	}
	if s.latin {
		return s.englishObject(i, sp)
	}
	if j := s.objectRight(i, sp); j >= 0 {
		return s.resolve(j, i)
	}
	if w, ok := s.presenceObject(i); ok {
		return w, true
	}
	if w, ok := s.byNumber(i); ok {
		return w, true
	}
	if s.at(i+1).fn(fnItscount) && scaling(it.w) {
		return s.countObject(i)
	}
	if it.suf != "" && it.suf != "نا" {
		return s.byObject(i)
	}
	if w, ok := s.adjectiveOf(i); ok && it.w.pos == 'n' && it.w.kind != event.Presence {
		return w, true
	}
	if it.w.pos != 'n' && s.passiveLike(i) && !s.subjectFollows(i) || s.movesItself(i) || s.happens(i) {
		if j := s.forceLeft(i, sp); j >= 0 {
			return s.resolve(j, i)
		}
	}
	return who{}, false
}

// countObject: «خفض عددها»، «خفض العدد»: whose number it is that changes.
func (s *scene) countObject(i int) (who, bool) {
	if s.fold(s.items[i+1].first) == "العدد" {
		return s.ofTheCount(i)
	}
	return s.ofAgentBefore(whose(nil, "", 0.85), i, "its-count")
}

// movesItself says whether the verb of moving at item i has no object: «نقلوا»
// is of them, «انتقل» of whoever stands before.
func (s *scene) movesItself(i int) bool {
	it := &s.items[i]
	return it.w.frame == frameMove && it.w.pos == 'v' && (it.gram.Number == lexicon.Plural || !s.otherSubject(i) && !s.subjectFollows(i) && it.w.id != "نقل.v")
}

// presenceObject: «تعزيز وجودها العسكري»، «خفض الوجود الأميركي»: the noun of
// presence is the object, its force is what is moved.
func (s *scene) presenceObject(i int) (who, bool) {
	it := &s.items[i]
	if it.w.kind == event.Presence && !it.frame(frameKeep, frameHave) {
		return who{}, false
	}
	k := s.presenceNoun(i)
	if k < 0 {
		return who{}, false
	}
	w, ok := s.genitiveOf(k, s.clause(k))
	if ok {
		s.swallow(k)
	}
	return w, ok
}

// ofTheCount reads «تم تخفيض العدد إلى»: the number of the last force claimed.
func (s *scene) ofTheCount(i int) (who, bool) {
	for n := len(s.out) - 1; n >= 0; n-- {
		if d := &s.out[n]; !d.dead && d.num != nil && d.trig < i {
			return whose(d.who.actors, "the-count", 0.85), true
		}
	}
	if l := s.story.last; l != nil {
		return whose(s.items[i].refs(actorIDs(l.who.actors)...), "the-count", 0.8), true
	}
	return who{}, false
}

// presenceNoun is the noun of presence that is the object of the trigger at
// item i, -1 for none.
func (s *scene) presenceNoun(i int) int {
	for k := i + 1; k < len(s.items) && k <= i+3; k++ {
		p := &s.items[k]
		if p.trig('n') && p.w.frame == frameStay {
			return k
		}
		if p.kind != itemPlace && p.kind != itemState && p.kind != itemForce && p.kind != itemWord && !p.fn(fnAny, fnAll, fnSome) {
			break
		}
	}
	return -1
}

// swallow notes that the trigger at item k is part of another claim.
func (s *scene) swallow(k int) {
	if s.swallowed == nil {
		s.swallowed = map[int]bool{}
	}
	s.swallowed[k] = true
}

// happens says whether a light verb governs the noun: «تم نشرها».
func (s *scene) happens(i int) bool {
	for _, g := range s.scopes.govs[i] {
		if g.class == cueHappen && !g.noun {
			return s.items[i].suf != ""
		}
	}
	return false
}

// passiveLike says whether a verb after a force may be its passive: no object
// of its own, no other subject.
func (s *scene) passiveLike(i int) bool {
	it := &s.items[i]
	if it.w.ba && !s.at(i-1).fn(fnRel) {
		return false // «التنظيم يدفع الثمن»
	}
	if s.at(i+1).kind == itemCasual {
		return false // «مما يرفع حصيلة القتلى»
	}
	return it.gram.Voice == lexicon.Passive || i > 0 && (s.items[i-1].kind == itemForce || s.items[i-1].fn(fnRel, fnQad) || s.items[i-1].cue(cueNeg, cueFuture))
}

// byObject: «سحبهم»، «أرسلتهم واشنطن»: the pronoun is the force before.
func (s *scene) byObject(i int) (who, bool) {
	it := &s.items[i]
	if it.suf == "ه" && it.w.pos == 'v' || it.w.host || s.publishes(i) {
		return who{}, false
	}
	for k := i - 1; k >= 0; k-- {
		if p := &s.items[k]; p.kind == itemForce && !p.force.base && !s.foe(p) {
			v, ok := s.resolve(k, i)
			if ok {
				v.how, v.trust = "object-pronoun", 0.9
				if !s.near(k, i) || s.taken(k) {
					v.item, v.f = -1, nil
				}
				return v, true
			}
		}
	}
	return s.ofLast(who{item: -1, how: "object-pronoun", trust: 0.8}, it)
}

// near says whether the pronoun at item i stands in a relative clause of the
// force at item k.
func (s *scene) near(k, i int) bool {
	for j := k + 1; j < i; j++ {
		if b := s.boundBefore(j); b >= boundClause || s.items[j].kind == itemTrig || s.items[j].kind == itemCue && !s.items[j].cue(cueHappen, cueFuture) || s.items[j].fn(fnComp, fnAfter) {
			return false
		}
	}
	return true
}

// objectRight is the force after a transitive trigger.
func (s *scene) objectRight(i int, sp span) int {
	it := &s.items[i]
	if it.w == nil {
		return -1
	}
	words, limit, agent := 0, 4, -1
	switch it.w.pos {
	case 'n':
		limit = 2
	case 'x':
		limit = 1 // «لدى»: what is had stands beside
	}
	for j := i + 1; j < sp.hi; j++ {
		p := &s.items[j]
		switch p.kind {
		case itemForce:
			if agent >= 0 && s.purposeBetween(agent, j) {
				return agent // «أُرسلت القوات لدعم قوات أخرى»
			}
			if s.isAgent(i, j, sp) || s.doesIt(i, j) || s.actsOnOthers(i, j) {
				agent = j
				continue
			}
			if s.objectOfOthers(i, j, words) || !s.takes(i, j) {
				return -1
			}
			return j
		case itemWord:
			if words++; words > limit {
				return -1
			}
		default:
			if p.cutsObject(it) {
				return -1
			}
		}
	}
	return -1
}

// purposeBetween says whether a purpose begins between two items: «لدعم».
func (s *scene) purposeBetween(a, b int) bool {
	for k := a + 1; k < b; k++ {
		if p := &s.items[k]; p.arabic && (p.unknown() || p.kind == itemTrig && p.w.pos == 'n') && strings.HasPrefix(s.fold(p.first), "ل") && !strings.HasPrefix(s.fold(p.first), "لل") {
			return true
		}
	}
	return false
}

// objectOfOthers says whether the force at item j belongs to a noun before it
// or to another sense of the trigger at item i, so that it is no object.
func (s *scene) objectOfOthers(i, j, words int) bool {
	w := s.items[i].w
	switch w.pos {
	case 'n':
		if words > 0 && s.items[j-1].kind == itemWord && s.partOfWord(j) {
			return true
		}
	case 'v':
		if s.genitive(j) {
			return true
		}
	}
	return w.id == "نقل.v" && s.at(j+1).fn(fnOff) // «نقل الخبراء عن»: quotes
}

// cutsObject says whether no object of the trigger t stands behind the item.
func (it *item) cutsObject(t *item) bool {
	switch it.kind {
	case itemFn:
		return it.fn(fnComp, fnRel, fnExcept, fnOnly, fnOff, fnWith) ||
			it.fn(fnTask) && t.w.frame == frameSend && t.w.pos == 'n' ||
			it.fn(fnFrom) && t.w.frame != frameSend && t.w.id != "انتقل.v"
	case itemCue:
		return it.verbal() || !it.cue(cueStill) && t.w.pos == 'n'
	case itemTrig:
		return it.w.pos != 'n' || it.w.frame != frameStay || t.w.frame == frameMove // «عزز وجوده» is read there
	case itemCasual:
		return true
	}
	return false
}

// partOfWord says whether the force at item j is the genitive of the unknown
// noun before it («تعزيز قدرات قوات الأمن») and not an object of its own.
func (s *scene) partOfWord(j int) bool {
	f := s.items[j].force
	return f.num == nil && f.quant == "" && f.suf == "" && !f.home
}

// isAgent says whether the force at item j is the agent before the object:
// «سحبت القوات الأمريكية واحدة من كتائبها».
func (s *scene) isAgent(i, j int, sp span) bool {
	f := s.items[j].force
	if f.num != nil || f.suf != "" || f.home || s.items[j].prep != "" || f.count {
		return false
	}
	if n := s.at(j + 1); j+1 < sp.hi && n.kind == itemForce && n.force.count {
		return true
	}
	if len(f.actors) == 0 {
		return false
	}
	keeps := s.items[i].w.frame == frameKeep
	for k := j + 1; k < sp.hi && k <= j+4; k++ {
		p := &s.items[k]
		switch p.kind {
		case itemForce:
			return p.prepIs("", "by", "from") || p.prep == "on" && keeps
		case itemWord, itemDate:
		default:
			if !keeps || !p.fn(fnOn) {
				return false
			}
		}
	}
	return false
}

// leftBehind says whether the verb of leaving at item i has troops as its
// object («ترك الجيش 400 جندي في …»): they are still there. The draft takes
// their number.
func (s *scene) leftBehind(d *draft, i int) bool {
	for j := i + 1; j < len(s.items) && j <= i+4; j++ {
		p := &s.items[j]
		if s.boundBefore(j) >= boundClause || p.kind == itemTrig || p.kind == itemCue {
			return false
		}
		if p.kind == itemForce && p.prep == "" && (p.force.num != nil || p.force.suf != "") && (j > d.who.item && d.who.item >= i || s.acting(i+1) != "") {
			d.who.item, d.who.f = j, p.force
			d.role = orElse(p.force.role, d.role)
			return true
		}
	}
	return false
}
