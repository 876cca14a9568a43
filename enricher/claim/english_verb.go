package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// auxWord is what a form of «have» becomes that only makes a tense.
var auxWord = &word{id: "have.aux", class: isFn, does: fnAux}

// auxiliaries takes the forms of «have» that make a perfect («have arrived»,
// «had not left») for what they are: no verbs of their own.
func (s *scene) auxiliaries() {
	for i := 0; i < len(s.items); i++ {
		it := &s.items[i]
		switch {
		case it.cue(cueCondition) && s.inBrackets(i):
			for k := i; !s.items[k].punct(","); k++ {
				if s.items[k].kind == itemCue {
					s.items[k].kind, s.items[k].w = itemWord, nil
				}
			}
		case s.stations(i):
			it.kind, it.w, it.place = itemTrig, stationWord, nil
		case s.attributive(i):
			it.kind, it.w = itemWord, nil
		case it.verbal() && s.nounHere(i):
			w := *it.w
			w.pos = 'n'
			it.w, it.gram = &w, lexicon.Gram{}
		case it.kind == itemTrig && it.w.isAux() && s.perfect(i):
			it.kind, it.w = itemFn, auxWord
		case it.kind == itemTrig && it.w.isAux() && s.bound(i):
			it.kind, it.w = itemCue, boundWord
		case it.kind == itemTrig && it.w.id == "there_are.e" && s.placeThere(i):
			s.splitThere(i)
		}
	}
}

// boundWord is «have» before an infinitive: «has until May to leave».
var boundWord = &word{id: "have_to.x", class: isCue, cue: cuePlan, pos: 'x'}

// bound says whether an infinitive of a trigger follows «have» at item i with
// no object between.
func (s *scene) bound(i int) bool {
	for j := i + 1; j+1 < len(s.items) && j <= i+6; j++ {
		p := &s.items[j]
		switch {
		case p.fn(fnTo) && s.items[j+1].kind == itemTrig:
			return true
		case p.kind == itemForce, p.kind == itemPunct, p.kind == itemCue, p.kind == itemTrig:
			return false
		}
	}
	return false
}

// placeThere says whether «there is» at item i is the adverb after a noun and
// the verb of that noun: «our presence there is …».
func (s *scene) placeThere(i int) bool {
	if i == 0 || s.items[i].last-s.items[i].first < 2 {
		return false
	}
	p := &s.items[i-1]
	return p.kind == itemForce || p.trig('n')
}

// splitThere makes the adverb and the verb of «there is» at item i items of
// their own.
func (s *scene) splitThere(i int) {
	it := s.items[i]
	there, be := it, it
	there.last, be.first = it.first+1, it.first+1
	there.kind, there.w = itemPlace, nil
	there.place = &place{first: there.first, last: there.last, start: s.d.Tokens[there.first].Start, generic: "there"}
	be.kind, be.w = itemFn, beWord
	s.items = append(s.items[:i+1], s.items[i:]...)
	s.items[i], s.items[i+1] = there, be
}

// beWord is the verb of «there is».
var beWord = &word{id: "be.x", class: isFn, does: fnBe}

// resumes says whether the English verb at item i, after a comma, goes on
// with the clause that an apposition broke: «the forces, Turks among them,
// leave».
func (s *scene) resumes(i int) bool {
	if !s.latin {
		return false
	}
	for k := i - 2; k >= 0 && k >= i-8; k-- {
		p := &s.items[k]
		switch {
		case p.punct(","):
			return k > 0 && (s.items[k-1].kind == itemForce || s.forcePlace(k-1) || s.items[k-1].cue(cueFuture, cuePossible, cueDemand) && s.items[k-1].w.pos == 'x')
		case p.verbal() && p.kind == itemTrig, p.fn(fnBreak):
			return false
		}
	}
	return false
}

// perfect says whether a past participle follows «have» at item i with
// nothing but adverbs and a negation between.
func (s *scene) perfect(i int) bool {
	for j := i + 1; j < len(s.items) && j <= i+4; j++ {
		p := &s.items[j]
		switch {
		case p.fn(fnBe):
			return p.gram.Tense != lexicon.Present
		case p.kind == itemTrig || p.kind == itemCue && p.w.pos == 'v':
			return p.gram.Part == lexicon.Verb || p.w.pos == 'p' // after «have» a form is a participle even when it looks like a present: «cut», «set»
		case p.cue(cueNeg, cueStill):
		case p.unknown():
			f := s.fold(p.first)
			if strings.HasSuffix(f, "ed") || strings.HasSuffix(f, "en") {
				return true
			}
			if !s.x.adverbial(f) {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// inRelative says whether the verb at item k stands in a relative clause:
// «troops who were stationed», «that had been sent».
func (s *scene) inRelative(k int) bool {
	if s.reducedRelative(k) {
		return true
	}
	for j := k - 1; j >= 0 && j >= k-5; j-- {
		p := &s.items[j]
		switch {
		case p.fn(fnRel):
			return true
		case p.fn(fnComp):
			return s.at(j-1).kind == itemForce
		case p.fn(fnBe, fnAux), p.cue(cueNeg, cueStill, cueFuture), p.unknown():
		default:
			return false
		}
	}
	return false
}

// reduced says whether the participle at item i only describes the force that
// a verb before it has: «has 650 soldiers deployed in Lebanon».
func (s *scene) reduced(i int) bool {
	it := &s.items[i]
	if !s.latin || i < 2 || it.w.id != "deploy.e" || it.gram.Tense != lexicon.Past || s.items[i-1].kind != itemForce || i+1 >= len(s.items) || !s.items[i+1].fn(fnIn, fnOn, fnNear) {
		return false
	}
	for k := i - 2; k >= 0 && k >= i-4; k-- {
		p := &s.items[k]
		if p.kind == itemTrig {
			return p.w.frame == frameHave || p.w.frame == frameExist || p.w.frame == frameKeep
		}
		if !p.cue(cueNeg) {
			return false
		}
	}
	return false
}
