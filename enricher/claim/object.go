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
	words := 0
	limit := 2
	if it.w.pos == 'n' {
		limit = 1
	}
	for j := i + 1; j < sp.hi; j++ {
		p := &s.items[j]
		switch p.kind {
		case itemForce:
			if it.w.pos == 'n' && words > 0 && s.items[j-1].unknown() && s.partOfWord(j) && p.prep == "" {
				return -1 // «عودة نشاط التنظيم»
			}
			if s.takes(i, j) {
				return j
			}
			if it.w.pos == 'n' {
				return -1
			}
		case itemWord:
			words++
			if words > limit && !s.headed(j) {
				return -1
			}
		case itemState:
			if p.prep == "" && it.w.pos == 'v' && it.w.weak && it.w.frame == frameGo {
				return s.headedRight(j, sp)
			}
		case itemPlace:
			if it.w.pos == 'n' && !p.prepIs("", "in", "by") {
				return -1
			}
		case itemCue:
			if p.verbal() || it.w.pos == 'n' {
				return -1
			}
		case itemTrig:
			if p.w.pos != 'p' && p.w.frame != frameExist {
				return -1
			}
		case itemFn:
			if p.fn("comp", "rel", "except", "only") {
				return -1
			}
			if it.w.pos == 'n' && p.fn("off", "on", "with", "to", "toward", "from", "mission", "limit") && !(it.w.frame == frameVoid && p.fn("from")) {
				return -1
			}
			if p.fn("made") {
				words = 0
			}
		}
	}
	return -1
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
	if it.w.id == "حل_محل.v" && j == i+1 {
		return false // who is replaced
	}
	switch p.prep {
	case "":
		return !it.w.ba || it.w.pos == 'p'
	case "by":
		return it.w.ba || it.w.num || it.w.frame == frameKeep || it.w.frame == frameStay && it.w.num
	case "for":
		return it.w.pos == 'n' && it.w.frame != frameHave && it.w.id != "انضمام.n" || it.w.frame == frameStay && !s.holdsNext(j)
	case "from":
		return it.w.frame == frameSend && (p.force.count || p.force.num != nil) || it.w.frame == frameVoid || s.scopes.neg[i] && (it.w.frame == frameStay || it.w.frame == frameGo && it.w.kind == event.Arrival && s.nobodyAfter(j))
	case "on":
		return it.w.frame == frameKeep
	case "in":
		return scaling(it.w) && p.force.count // «الزيادة في عدد جنودها»
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
		switch p.kind {
		case itemForce:
			if p.prepIs("except", "only") {
				return -1
			}
			if j > 0 && (s.items[j-1].fn("itscount") || s.items[j-1].frame(frameLevel)) {
				continue
			}
			if p.prep == "" || rel || s.items[i].w.pos == 'p' || j == i-1 && p.prep != "in" && !p.force.def && p.force.suf == "" && s.items[i].w.pos == 'v' && !s.items[i].and() || p.prepIs("by", "for", "plus") {
				return j
			}
		case itemTrig:
			if p.w.pos == 'v' && !rel && !(j > 0 && (s.items[j-1].fn("rel") || s.items[j-1].kind == itemForce && !s.items[j-1].force.def)) {
				return -1
			}
		case itemCue:
			if p.verbal() && p.w.cue == cueReport {
				return -1
			}
		case itemFn:
			if p.fn("rel") {
				rel = true
			}
			if p.fn("break") || p.fn("comp") && (p.and() || s.nounAfterComp(j, i)) {
				return -1
			}
		case itemPunct:
			if p.punct(";:.") {
				return -1
			}
		}
	}
	return -1
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
	if s.at(i+1).fn("itscount") && scaling(it.w) && s.fold(s.items[i+1].first) != "العدد" {
		return s.ofAgentBefore(who{item: -1, trust: 0.85}, i, "its-count")
	}
	if it.suf != "" && it.suf != "نا" {
		return s.byObject(i)
	}
	if w, ok := s.adjectiveOf(i); ok && it.w.pos == 'n' && it.w.kind != event.Presence {
		return w, true
	}
	if it.w.pos != 'n' {
		if j := s.forceLeft(i, sp); j >= 0 && s.passiveLike(i) {
			return s.resolve(j, i)
		}
	}
	if it.w.frame == frameMove && it.w.pos == 'v' && (it.gram.Number == lexicon.Plural || !s.otherSubject(i) && it.w.id != "نقل.v") || s.happens(i) {
		if j := s.forceLeft(i, sp); j >= 0 {
			return s.resolve(j, i)
		}
	}
	return who{}, false
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
			if it.w.pos == 'n' && words > 0 && s.items[j-1].kind == itemWord && s.partOfWord(j) {
				return -1
			}
			if it.w.pos == 'v' && s.genitive(j) {
				return -1
			}
			if it.w.id == "نقل.v" && s.at(j+1).fn("off") {
				return -1 // «نقل الخبراء عن»: quotes
			}
			if s.takes(i, j) {
				return j
			}
			return -1
		case itemWord:
			words++
			if words > limit {
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
	if j+1 < sp.hi && s.items[j+1].kind == itemForce && s.items[j+1].force.count {
		return true
	}
	if len(f.actors) == 0 {
		return false
	}
	for k := j + 1; k < sp.hi && k <= j+4; k++ {
		p := &s.items[k]
		switch p.kind {
		case itemForce:
			return p.prep == "" || p.prep == "by" || p.prep == "from" || p.prep == "on" && s.items[i].w.frame == frameKeep
		case itemWord, itemDate:
		default:
			if !p.fn("on") || s.items[i].w.frame != frameKeep {
				return false
			}
		}
	}
	return false
}
