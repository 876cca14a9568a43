package claim

import (
	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// englishSubject finds the force before an English verb, or after a noun of
// motion («withdrawal of», «arrival of»).
func (s *scene) englishSubject(i int, sp span) (who, bool) {
	it := &s.items[i]
	if it.w.pos == 'n' {
		return s.englishGenitive(i, sp)
	}
	if it.w.passive && !s.participial(i) {
		return who{}, false
	}
	for k := i - 1; k >= sp.lo; k-- {
		p := &s.items[k]
		switch s.englishForceAt(k, i) {
		case stepOn:
			continue
		case stepTake:
			return s.resolve(k, i)
		case stepStop:
			return who{}, false
		}
		switch {
		case p.fn(fnWe):
			return s.weMean(k, i)
		case p.fn(fnThey):
			return s.theyMean(k, i)
		case it.w.state && s.acting(k) != "":
			return p.who(s.acting(k), "state", 0.85), true
		case p.trig('v') && !p.w.isAux() && !s.inRelative(k):
			return who{}, false
		}
	}
	return who{}, false
}

// englishForceAt says whether the force at item k, before the verb at item i,
// is its subject.
func (s *scene) englishForceAt(k, i int) step {
	p := &s.items[k]
	switch {
	case p.kind != itemForce:
		return stepOpen
	case p.force.adjunct:
		return stepStop
	case s.joinedCraft(k):
		return stepOn
	case p.prep == "off" && s.at(k-1).fn(fnOff) && s.at(k-2).kind == itemForce:
		return stepOn // «the first soldiers of a 4,700-strong force»
	case k == i-1 && s.items[i].gram.Tense == lexicon.Past:
		return stepTake
	case s.inApposition(k) || p.prep == "except" || s.at(k-1).frame(frameLevel):
		return stepOn
	case p.prepIs("", "by", "of", "off") || s.relBetween(k, i):
		return stepTake
	}
	return stepOpen
}

// weMean is who «we» at item k are.
func (s *scene) weMean(k, i int) (who, bool) {
	p := &s.items[k]
	if c, ok := s.speaker(p.first); ok {
		return p.who(c, "speaker", 0.95), true
	}
	return s.ofLast(whose(nil, "we", 0.8), &s.items[i])
}

// theyMean is who «they» or «it» at item k are.
func (s *scene) theyMean(k, i int) (who, bool) {
	p, it := &s.items[k], &s.items[i]
	if c := s.itself(k); c != "" && it.w.state {
		return p.who(c, "it", 0.85), true
	}
	if v, ok := s.lastInSentence(k); ok {
		return whose(it.refs(v...), "they-sentence", 0.85), true
	}
	return s.ofLast(whose(nil, "they", 0.8), it)
}

// isAux says whether a trigger is also an auxiliary.
func (w *word) isAux() bool { return w.frame == frameHave }

// participial says whether a verb stands as a participle: after a form of «to
// be» or right after its noun.
func (s *scene) participial(i int) bool {
	if s.items[i].gram.Tense == lexicon.Present || s.former(i) {
		return false
	}
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		p := &s.items[k]
		switch {
		case p.fn(fnBe), p.kind == itemForce, p.fn(fnRel):
			return true
		case p.kind == itemWord, p.kind == itemCue, p.kind == itemTrig && p.w.isAux(), p.punct(",") && k == i-1, p.fn(fnAux):
		default:
			return false
		}
	}
	return false
}

func (s *scene) relBetween(k, i int) bool {
	for j := k + 1; j < i; j++ {
		if s.items[j].fn(fnRel) {
			return true
		}
	}
	return false
}

// englishGenitive: «the withdrawal of troops», «its withdrawal», «troop
// withdrawal», «the U.S. military presence».
func (s *scene) englishGenitive(i int, sp span) (who, bool) {
	it := &s.items[i]
	if k := s.genitiveAfter(i, sp); k >= 0 {
		return s.resolve(k, i)
	}
	if w, ok, found := s.genitiveBefore(i); found {
		return w, ok
	}
	if !it.w.state && it.w.frame != frameStay {
		return who{}, false
	}
	if v, ok := s.lastInSentence(i); ok {
		return whose(it.refs(v...), "sentence-force", 0.8), true
	}
	if c, k := s.agentOf(i, i); c != "" {
		return s.items[k].who(c, "agent", 0.8), true
	}
	return s.ofLast(whose(nil, "bare", 0.75), it)
}

// genitiveAfter is the force after «of» or «by» behind the noun at item i, -1
// for none.
func (s *scene) genitiveAfter(i int, sp span) int {
	for k := i + 1; k < sp.hi && k <= i+4; k++ {
		p := &s.items[k]
		if p.kind == itemForce && p.prepIs("off", "by") {
			return k
		}
		if p.kind == itemTrig || p.kind == itemPlace || p.kind == itemCue {
			break
		}
	}
	return -1
}

// genitiveBefore is who stands before the noun at item i as its owner.
func (s *scene) genitiveBefore(i int) (w who, ok, found bool) {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		p := &s.items[k]
		switch {
		case p.kind == itemForce && k == i-1 && (p.force.num == nil || p.force.named):
			w, ok = s.resolve(k, i)
			return w, ok, true
		case p.kind == itemState && p.state != "" || p.governs() && p.prep == "":
			return p.who(p.agent(), "adjective", 0.95), p.agent() != "", true
		case p.fn(fnIts, fnOur):
			w, ok = s.englishOwner(k)
			return w, ok, true
		case p.kind == itemWord, p.fn(fnThe):
		default:
			return who{}, false, false
		}
	}
	return who{}, false, false
}

// englishOwner resolves «its withdrawal», «our presence».
func (s *scene) englishOwner(k int) (who, bool) {
	it := &s.items[k]
	w := who{item: -1, trust: 0.85, how: "possessive"}
	if it.fn(fnOur) {
		if c, ok := s.speaker(it.first); ok {
			w.actors = it.refs(c)
			return w, true
		}
		return s.ofLast(w, it)
	}
	for j := k - 1; j >= 0; j-- {
		if c := s.owner(j); c != "" {
			w.actors = it.refs(c)
			return w, true
		}
	}
	return s.ofLast(w, it)
}

// englishObject finds the force after a transitive verb, or before its
// passive.
func (s *scene) englishObject(i int, sp span) (who, bool) {
	if k := s.englishObjectRight(i, sp); k >= 0 {
		return s.resolve(k, i)
	}
	if w, ok := s.objectPronoun(i); ok {
		return w, true
	}
	for k := i + 1; k < len(s.items) && k <= i+4; k++ {
		if p := &s.items[k]; p.kind == itemTrig && p.w.id == "presence.n" {
			if w, ok := s.englishGenitive(k, s.clause(k)); ok {
				s.swallow(k)
				return w, true
			}
		}
	}
	if w, ok := s.plannedChange(i); ok {
		return w, true
	}
	if s.items[i].w.both || s.participial(i) {
		return s.englishSubject(i, sp)
	}
	return who{}, false
}

// englishObjectRight is the force that is the object of the word at item i, -1
// for none.
func (s *scene) englishObjectRight(i int, sp span) int {
	words := 0
	for k := i + 1; k < sp.hi && k <= i+7; k++ {
		p := &s.items[k]
		switch {
		case p.kind == itemForce && !p.force.base && (p.prep == "" || s.items[i].w.pos == 'n' && p.prepIs("off", "to")):
			return k
		case p.kind == itemPlace && p.prep != "", p.kind == itemTrig, p.kind == itemCue && p.w.cue != cueNeg,
			p.fn(fnComp, fnTo, fnIn, fnOn, fnFrom, fnAgentby):
			return -1
		case p.unknown():
			if words++; words > 3 {
				return -1
			}
		}
	}
	return -1
}

// inApposition says whether the force at item k is named as one of those that
// stand before it: «the Turks among them», «including 200 advisers».
func (s *scene) inApposition(k int) bool {
	return s.at(k+1).fn(fnAmong) || s.at(k-1).fn(fnAmong)
}

// ownCommon gives a force of a common noun to the state that has or sends it:
// «Fiji sent peacekeepers».
func (s *scene) ownCommon(w *who, j, i int) {
	if t := &s.items[i]; !w.f.common || t.kind != itemTrig || !agentive(t.w) || t.w.host {
		return
	}
	if c, k := s.agentOf(i, j); c != "" && s.x.stateOfActor(c) == c {
		w.actors, w.how = s.items[k].refs(c), "agent"
	}
}

// plannedChange finds who makes a change of troops that names none: «has no
// plans for cuts in Poland».
func (s *scene) plannedChange(i int) (who, bool) {
	it := &s.items[i]
	g := s.scopes.govs[i]
	if it.w.pos != 'n' || it.w.action != event.Reduce && it.w.action != event.Reinforce || len(g) == 0 || i+1 >= len(s.items) || !s.items[i+1].fn(fnIn) {
		return who{}, false
	}
	if c, k := s.agentOf(i, i); c != "" {
		return s.items[k].who(c, "agent", 0.75), true
	}
	return who{}, false
}

// itself is the state that «it» at item k means: the nearest one that acts
// before it in the sentence.
func (s *scene) itself(k int) string {
	if s.fold(s.items[k].first) != "it" {
		return ""
	}
	for j := k - 1; j >= 0; j-- {
		if s.items[j].kind == itemForce {
			return ""
		}
		if c := s.acting(j); c != "" {
			return c
		}
	}
	return ""
}
