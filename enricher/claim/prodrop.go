package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

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
	if it.w.pos == 'p' && !s.predicative(i) || s.at(i+1).fn(fnOnly, fnExcept) || s.otherSubject(i) || s.ownNoun(i) {
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
		if p := &s.items[k]; p.fn(fnComp) {
			return !bareComp(s.lastFold(p))
		} else if !p.cue(cueNeg, cueStill, cueFuture) && !p.fn(fnQad) {
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
	if p.kind == itemPlace && p.prep == "" && p.place.gov == "" && p.place.generic != "there" && it.w.frame == frameStay {
		return true // «تبقى المنطقة مراقبة»
	}
	return p.unknown() || p.kind == itemState && p.prep == "" || p.kind == itemNum && p.num != nil && p.prep == "" && it.w.frame != frameLevel
}

// movesAlone says whether a verb without subject in its sentence may take the
// force of the story: it begins the sentence or follows «أنها».
func (s *scene) movesAlone(i int) bool {
	if i == 0 {
		return true
	}
	p := &s.items[i-1]
	if p.cue(cueNeg, cueStill) || p.fn(fnQad) {
		return s.movesAlone(i - 1)
	}
	if p.fn(fnComp) {
		f := s.fold(p.first)
		return strings.HasSuffix(f, "ها") || strings.HasSuffix(f, "هم") || strings.HasSuffix(f, "نا")
	}
	return p.punct(`"«“:,`) || p.fn(fnBreak) && i == 1 || p.fn(fnNamely)
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
