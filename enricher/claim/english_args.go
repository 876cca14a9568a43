package claim

import (
	"github.com/marsad-news/marsad/enricher/lexicon"
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
		switch {
		case p.kind == itemForce && p.force.adjunct:
			return who{}, false
		case p.kind == itemForce && p.prep == "off" && k > 1 && s.items[k-1].fn("off") && s.items[k-2].kind == itemForce: // «the first soldiers of a 4,700-strong force»
		case p.kind == itemForce && k == i-1 && it.gram.Tense == lexicon.Past:
			return s.resolve(k, i)
		case p.kind == itemForce && (s.inApposition(k) || p.prep == "except" || s.at(k-1).frame(frameLevel)):
		case p.kind == itemForce && (p.prepIs("", "by", "of", "off") || s.relBetween(k, i)):
			return s.resolve(k, i)
		case p.fn("we"):
			if c, ok := s.speaker(p.first); ok {
				return p.who(c, "speaker", 0.95), true
			}
			return s.ofLast(who{item: -1, trust: 0.8, how: "we"}, it)
		case p.fn("they"):
			if c := s.itself(k); c != "" && it.w.state {
				return p.who(c, "it", 0.85), true
			}
			if v, ok := s.lastInSentence(k); ok {
				return whose(it.refs(v...), "they-sentence", 0.85), true
			}
			return s.ofLast(who{item: -1, trust: 0.8, how: "they"}, it)
		case it.w.state && s.acting(k) != "":
			return p.who(s.acting(k), "state", 0.85), true
		case p.trig('v') && !p.w.isAux() && !s.inRelative(k):
			return who{}, false
		}
	}
	return who{}, false
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
		case p.fn("be"), p.kind == itemForce, p.fn("rel"):
			return true
		case p.kind == itemWord, p.kind == itemCue, p.kind == itemTrig && p.w.isAux(), p.punct(",") && k == i-1, p.fn("aux"):
		default:
			return false
		}
	}
	return false
}

func (s *scene) relBetween(k, i int) bool {
	for j := k + 1; j < i; j++ {
		if s.items[j].fn("rel") {
			return true
		}
	}
	return false
}

// englishGenitive: «the withdrawal of troops», «its withdrawal», «troop
// withdrawal», «the U.S. military presence».
func (s *scene) englishGenitive(i int, sp span) (who, bool) {
	it := &s.items[i]
	for k := i + 1; k < sp.hi && k <= i+4; k++ {
		p := &s.items[k]
		if p.kind == itemForce && (p.prepIs("off", "by")) {
			return s.resolve(k, i)
		}
		if p.kind == itemTrig || p.kind == itemPlace || p.kind == itemCue {
			break
		}
	}
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		p := &s.items[k]
		switch {
		case p.kind == itemForce && k == i-1 && (p.force.num == nil || p.force.named):
			return s.resolve(k, i)
		case p.kind == itemState && p.state != "" || p.governs() && p.prep == "":
			return p.who(p.agent(), "adjective", 0.95), p.agent() != ""
		case p.fn("its", "our"):
			return s.englishOwner(k, i)
		case p.kind == itemWord, p.fn("the"):
		default:
			k = -1
		}
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
	return s.ofLast(who{item: -1, trust: 0.75, how: "bare"}, it)
}

// englishOwner resolves «its withdrawal», «our presence».
func (s *scene) englishOwner(k, i int) (who, bool) {
	it := &s.items[k]
	w := who{item: -1, trust: 0.85, how: "possessive"}
	if it.fn("our") {
		if c, ok := s.speaker(it.first); ok {
			w.actors = it.refs(c)
			return w, true
		}
		return s.ofLast(w, it)
	}
	for j := k - 1; j >= 0; j-- {
		if c := s.owner(j, k); c != "" {
			w.actors = it.refs(c)
			return w, true
		}
	}
	return s.ofLast(w, it)
}

// englishObject finds the force after a transitive verb, or before its
// passive.
func (s *scene) englishObject(i int, sp span) (who, bool) {
	it := &s.items[i]
	words := 0
	for k := i + 1; k < sp.hi && k <= i+7; k++ {
		p := &s.items[k]
		if p.kind == itemForce && !p.force.base && (p.prep == "" || it.w.pos == 'n' && (p.prepIs("off", "to")) || it.w.frame == frameKeep && p.prep == "") {
			return s.resolve(k, i)
		}
		if p.kind == itemPlace && p.prep != "" || p.kind == itemTrig || p.kind == itemCue && p.w.cue != cueNeg || p.fn("comp", "to", "in", "on", "from", "by", "agentby") {
			break
		}
		if p.unknown() {
			if words++; words > 3 {
				break
			}
		}
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
	if s.participial(i) || it.w.both {
		w, ok := s.englishSubject(i, sp)
		if ok && w.item < 0 && !it.w.both && !s.participial(i) {
			return who{}, false
		}
		return w, ok
	}
	return who{}, false
}
