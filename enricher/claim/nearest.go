package claim

import (
	"strings"

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
			if p.fn(fnMade) {
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
	case !noun && s.items[j].prep == "" && s.purposeBetween(i, j):
		return stepStop // «عبروا الحدود لمحاربة تنظيم»
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
		if it.fn(fnComp, fnRel, fnExcept, fnOnly) {
			return true
		}
		void := t.w.frame == frameVoid && it.fn(fnFrom)
		return noun && !void && it.fn(fnOff, fnOn, fnWith, fnTo, fnToward, fnFrom, fnMission, fnLimit)
	}
	return false
}

// headed says whether «على رأس» or the like follows soon: the force comes
// after who leads it.
func (s *scene) headed(j int) bool { return s.headedRight(j, span{0, min(len(s.items), j+8)}) >= 0 }

func (s *scene) headedRight(j int, sp span) int {
	for k := j + 1; k < sp.hi && k < len(s.items); k++ {
		if s.items[k].fn(fnMade) && s.at(k+1).kind == itemForce {
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
		if p.fn(fnRel) && s.ofAnotherNoun(j) {
			return -1
		}
		rel = rel || p.fn(fnRel)
		if s.cutsSubject(j, i, rel) {
			return -1
		}
	}
	return -1
}

// ofAnotherNoun says whether the relative pronoun at item j belongs to a noun
// that is neither force nor place: «زوّد الجيش بصواريخ "كذا" التي تصل إلى».
func (s *scene) ofAnotherNoun(j int) bool {
	for k := j - 1; k >= 0 && k >= j-4 && s.items[j].arabic; k-- {
		p := &s.items[k]
		switch {
		case p.punct(`"«»“”`):
		case !p.unknown():
			return false
		case strings.HasPrefix(s.fold(p.first), "ب") && s.at(k-1).kind == itemForce:
			return true
		}
	}
	return false
}

// forceLeftAt says whether the force at item j can be the subject of the
// trigger at item i; rel says that a relative pronoun stands between.
func (s *scene) forceLeftAt(j, i int, rel bool) step {
	p, it := &s.items[j], &s.items[i]
	switch {
	case p.prepIs("except", "only"):
		return stepStop
	case s.at(j - 1).fn(fnItscount), s.at(j - 1).frame(frameLevel):
		return stepOn
	case p.prepIs("", "by", "for", "plus"), rel, it.w.pos == 'p':
		return stepTake
	case j == i-1 && p.prep != "in" && !p.force.def && p.force.suf == "" && it.w.pos == 'v' && !it.and():
		return stepTake
	}
	return stepOn
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
	case itemCasual:
		return s.items[i].w.reach // «عدد الجنود الذين قتلوا وصل إلى»
	case itemFn:
		return p.fn(fnBreak) || p.fn(fnComp) && (p.and() || s.nounAfterComp(j, i))
	}
	return p.punct(";:.")
}

// describesForce says whether the verb at item j stands in a relative clause:
// after its pronoun or right after an indefinite force.
func (s *scene) describesForce(j int) bool {
	p := s.at(j - 1)
	return p.fn(fnRel) || p.kind == itemForce && !p.force.def
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
		if s.items[j].fn(fnComp) {
			return s.nounAfterComp(j, i)
		}
	}
	return false
}
