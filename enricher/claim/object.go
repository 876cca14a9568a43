package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// forceRight is the nearest force after the trigger that can be its subject
// or object, -1 for none.
func (s *scene) forceRight(i int, sp span) int {
	it := &s.items[i]
	words, limit := 0, 2
	if it.w.pos == 'n' {
		limit = 1
	}
	for j := i + 1; j < sp.hi; j++ {
		p := &s.items[j]
		switch p.kind {
		case itemForce:
			switch s.forceRightAt(i, j, words) {
			case stepTake:
				return j
			case stepStop:
				return -1
			}
		case itemWord:
			if words++; words > limit && !s.headed(j) {
				return -1
			}
		case itemState:
			if p.prep == "" && it.w.pos == 'v' && it.w.weak && it.w.frame == frameGo {
				return s.headedRight(j, sp)
			}
		default:
			if p.cutsForce(it) {
				return -1
			}
			if p.fn("made") {
				words = 0
			}
		}
	}
	return -1
}

// forceRightAt says whether the force at item j is an argument of the trigger
// at item i, with so many unknown words between.
func (s *scene) forceRightAt(i, j, words int) step {
	noun := s.items[i].w.pos == 'n'
	switch {
	case noun && words > 0 && s.at(j-1).unknown() && s.partOfWord(j) && s.items[j].prep == "":
		return stepStop // «عودة نشاط التنظيم»
	case s.takes(i, j):
		return stepTake
	case noun:
		return stepStop
	}
	return stepOn
}

// cutsForce says whether no force of the trigger t stands behind the item.
func (it *item) cutsForce(t *item) bool {
	noun := t.w.pos == 'n'
	switch it.kind {
	case itemPlace:
		return noun && !it.prepIs("", "in", "by")
	case itemCue:
		return it.verbal() || noun
	case itemTrig:
		return it.w.pos != 'p' && it.w.frame != frameExist
	case itemFn:
		if it.fn("comp", "rel", "except", "only") {
			return true
		}
		void := t.w.frame == frameVoid && it.fn("from")
		return noun && !void && it.fn("off", "on", "with", "to", "toward", "from", "mission", "limit")
	}
	return false
}

// headed says whether «على رأس» or the like follows soon: the force comes
// after who leads it.
func (s *scene) headed(j int) bool { return s.headedRight(j, span{0, min(len(s.items), j+8)}) >= 0 }

func (s *scene) headedRight(j int, sp span) int {
	for k := j + 1; k < sp.hi && k < len(s.items); k++ {
		if s.items[k].fn("made") && s.at(k+1).kind == itemForce {
			return k + 1
		}
		if s.items[k].kind == itemTrig {
			return -1
		}
	}
	return -1
}

// takes says whether the trigger can have the force at item j as an argument:
// no preposition stands between, but for verbs that want one.
func (s *scene) takes(i, j int) bool {
	it, p := &s.items[i], &s.items[j]
	w := it.w
	if w.id == "حل_محل.v" && j == i+1 {
		return false // who is replaced
	}
	switch p.prep {
	case "":
		return !w.ba || w.pos == 'p'
	case "by":
		return w.ba || w.num || w.frame == frameKeep
	case "for":
		return w.pos == 'n' && w.frame != frameHave && w.id != "انضمام.n" || w.frame == frameStay && !s.holdsNext(j)
	case "from":
		return s.takesFrom(i, j)
	case "on":
		return w.frame == frameKeep
	case "in":
		return scaling(w) && p.force.count // «الزيادة في عدد جنودها»
	}
	return false
}

// takesFrom says whether «من» before the force at item j makes it some of the
// force that the trigger at item i is about: «أرسلت من جنودها ألفاً»، «لم يصل
// من الجنود أحد».
func (s *scene) takesFrom(i, j int) bool {
	w, f := s.items[i].w, s.items[j].force
	switch w.frame {
	case frameVoid:
		return true
	case frameSend:
		return f.count || f.num != nil
	case frameStay:
		return s.scopes.neg[i]
	case frameGo:
		return s.scopes.neg[i] && w.kind == event.Arrival && s.nobodyAfter(j)
	}
	return false
}

// holdsNext says whether the force after «لـ» at item j has what stands after it:
// «ما زال للجيش الهندي كتيبة».
func (s *scene) holdsNext(j int) bool {
	return s.at(j+1).kind == itemForce && s.items[j+1].prep == "" && !s.items[j+1].force.def
}

// forceLeft is the nearest force before the trigger that can be its subject.
func (s *scene) forceLeft(i int, sp span) int {
	rel := false
	for j := i - 1; j >= 0 && j >= sp.lo-8; j-- {
		p := &s.items[j]
		if p.kind == itemForce {
			switch s.forceLeftAt(j, i, rel) {
			case stepTake:
				return j
			case stepStop:
				return -1
			}
			continue
		}
		rel = rel || p.fn("rel")
		if s.cutsSubject(j, i, rel) {
			return -1
		}
	}
	return -1
}

// cutsSubject says whether no subject of the trigger at item i stands before
// item j; rel says that a relative pronoun stands between.
func (s *scene) cutsSubject(j, i int, rel bool) bool {
	p := &s.items[j]
	switch p.kind {
	case itemTrig:
		return p.w.pos == 'v' && !rel && !s.describesForce(j)
	case itemCue:
		return p.verbal() && p.w.cue == cueReport
	case itemFn:
		return p.fn("break") || p.fn("comp") && (p.and() || s.nounAfterComp(j, i))
	}
	return p.punct(";:.")
}

// forceLeftAt says whether the force at item j can be the subject of the
// trigger at item i; rel says that a relative pronoun stands between.
func (s *scene) forceLeftAt(j, i int, rel bool) step {
	p, it := &s.items[j], &s.items[i]
	switch {
	case p.prepIs("except", "only"):
		return stepStop
	case s.at(j - 1).fn("itscount"), s.at(j - 1).frame(frameLevel):
		return stepOn
	case p.prepIs("", "by", "for", "plus"), rel, it.w.pos == 'p':
		return stepTake
	case j == i-1 && p.prep != "in" && !p.force.def && p.force.suf == "" && it.w.pos == 'v' && !it.and():
		return stepTake
	}
	return stepOn
}

// describesForce says whether the verb at item j stands in a relative clause:
// after its pronoun or right after an indefinite force.
func (s *scene) describesForce(j int) bool {
	p := s.at(j - 1)
	return p.fn("rel") || p.kind == itemForce && !p.force.def
}

// nounAfterComp says whether a noun that is no force follows «أن» at item j
// before the verb at item i: the verb's subject.
func (s *scene) nounAfterComp(j, i int) bool {
	if !s.items[i].arabic || s.items[i].w.pos != 'v' {
		return false
	}
	for k := j + 1; k < i && k <= j+2; k++ {
		if p := &s.items[k]; p.unknown() && k == j+1 && strings.HasPrefix(s.fold(p.first), "ال") || p.kind == itemNum && k+1 < i && s.items[k+1].kind == itemWord {
			return true
		}
	}
	return false
}

// ownNoun says whether the verb at item i has a noun that is no force as its
// subject after «أن».
func (s *scene) ownNoun(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		if s.items[j].fn("comp") {
			return s.nounAfterComp(j, i)
		}
	}
	return false
}

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
	if n := s.at(i + 1); n.fn("itscount") && scaling(it.w) && s.fold(n.first) != "العدد" {
		return s.ofAgentBefore(whose(nil, "", 0.85), i, "its-count")
	}
	if it.suf != "" && it.suf != "نا" {
		return s.byObject(i)
	}
	if w, ok := s.adjectiveOf(i); ok && it.w.pos == 'n' && it.w.kind != event.Presence {
		return w, true
	}
	if it.w.pos != 'n' && s.passiveLike(i) || s.movesItself(i) || s.happens(i) {
		if j := s.forceLeft(i, sp); j >= 0 {
			return s.resolve(j, i)
		}
	}
	return who{}, false
}

// movesItself says whether the verb of moving at item i has no object: «نقلوا»
// is of them, «انتقل» of whoever stands before.
func (s *scene) movesItself(i int) bool {
	it := &s.items[i]
	return it.w.frame == frameMove && it.w.pos == 'v' && (it.gram.Number == lexicon.Plural || !s.otherSubject(i) && it.w.id != "نقل.v")
}

// presenceObject: «تعزيز وجودها العسكري»، «خفض الوجود الأميركي»: the noun of
// presence is the object, its force is what is moved.
func (s *scene) presenceObject(i int) (who, bool) {
	it := &s.items[i]
	if it.w.kind == event.Presence && it.w.frame != frameKeep {
		return who{}, false
	}
	for k := i + 1; k < len(s.items) && k <= i+3; k++ {
		p := &s.items[k]
		if p.trig('n') && p.w.frame == frameStay {
			w, ok := s.genitiveOf(k, s.clause(k))
			if ok {
				s.swallow(k)
			}
			return w, ok
		}
		if p.kind != itemPlace && p.kind != itemState && p.kind != itemForce && p.kind != itemWord {
			break
		}
	}
	return who{}, false
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
	if it.w.ba && !s.at(i-1).fn("rel") {
		return false // «التنظيم يدفع الثمن»
	}
	if s.at(i+1).kind == itemCasual {
		return false // «مما يرفع حصيلة القتلى»
	}
	return it.gram.Voice == lexicon.Passive || i > 0 && (s.items[i-1].kind == itemForce || s.items[i-1].fn("rel", "qad") || s.items[i-1].cue(cueNeg, cueFuture))
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
		if b := s.boundBefore(j); b >= boundClause || s.items[j].kind == itemTrig || s.items[j].kind == itemCue && !s.items[j].cue(cueHappen, cueFuture) || s.items[j].fn("comp", "after") {
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
	words, limit := 0, 4
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
			if s.isAgent(i, j, sp) || s.doesIt(i, j) || s.actsOnOthers(i, j) {
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
	return w.id == "نقل.v" && s.at(j+1).fn("off") // «نقل الخبراء عن»: quotes
}

// cutsObject says whether no object of the trigger t stands behind the item.
func (it *item) cutsObject(t *item) bool {
	switch it.kind {
	case itemFn:
		return it.fn("comp", "rel", "except", "only", "off", "with") ||
			it.fn("task") && t.w.frame == frameSend && t.w.pos == 'n' ||
			it.fn("from") && t.w.frame != frameSend && t.w.id != "انتقل.v"
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
			if !keeps || !p.fn("on") {
				return false
			}
		}
	}
	return false
}
