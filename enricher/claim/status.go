package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// said applies a verb of saying: denied, refused, doubted, not confirmed.
func (m *meaning) said(g *governor, name string, latin bool) {
	switch g.class {
	case cueDeny:
		m.denial(g)
		return
	case cueRefuse:
		m.refusal(g)
		return
	case cueConfirm:
		if !g.neg {
			return
		}
		name = "not-confirmed"
	case cueReport, cueDisclose, cueAnnounce:
		if !g.neg || !g.open || latin {
			return
		}
		name = "not-said"
	}
	m.polarity = event.Uncommitted
	m.rule(name)
}

// demand makes it wanted, or planned where who wants is who does.
func (m *meaning) demand(g *governor, own bool) {
	if g.neg {
		m.deny("not-demanded")
	}
	if own {
		m.atLeast(event.Planned, "own-wish")
	} else if m.status == event.Actual || m.status == event.Planned {
		m.status = event.Demanded
		m.rule("demand")
	}
}

// maybe makes it possible; what is said to be impossible is planned not to be.
func (m *meaning) maybe(g *governor, name string) {
	if g.neg && g.class == cuePossible {
		m.deny("not-" + name)
		m.atLeast(event.Planned, name)
		return
	}
	if g.class == cueCondition && m.status == event.Planned && m.has("future") {
		m.status = event.Actual // only the tense said so
	}
	m.atLeast(event.Possible, name)
}

// ownWish says whether who wants is who does: «تريد أن تنشر قوات».
func (s *scene) ownWish(g *governor, i int) bool {
	c := &s.items[g.item]
	if c.kind != itemCue || !c.w.wish || g.neg {
		return false
	}
	return s.at(i-1).fn(fnComp, fnTo) && i-g.item <= 3 && s.items[i].w.pos == 'v'
}

// admits says whether «أقر بـ» owns up to what it governs.
func (s *scene) admits(g *governor, i int) bool {
	c := &s.items[g.item]
	return c.kind == itemCue && c.w.id == "أقر.v" && s.items[i].prep == "by"
}

// takenAsKnown says whether a presence only stands near a cue that does not
// bear on it: «عزا القرار إلى وجود القوات»، «أقر بوجود قوات».
func (s *scene) takenAsKnown(g *governor, i int) bool {
	switch g.class {
	case cuePlan, cuePossible, cueExpect:
	default:
		return false
	}
	c := &s.items[g.item]
	if g.neg {
		return false
	}
	if c.kind == itemCue && c.w.id == "أقر.v" && s.items[i].prep == "by" {
		return true
	}
	return g.noun && (c.def || i-g.item > 2)
}

func aspectual(c cueClass) bool {
	switch c {
	case cueBegin, cueHappen, cueContinue, cueComplete, cueEnd, cueExtend, cueInclude:
		return true
	}
	return false
}

// plannedWhenAnnounced: who announces sending, withdrawing, cutting says what
// will be done; who announces an arrival or an end says what has happened.
func plannedWhenAnnounced(w *word) bool {
	switch w.frame {
	case frameSend, frameKeep, frameMove, frameBring:
		return true
	}
	return false
}

func (m *meaning) denial(g *governor) {
	if g.neg {
		m.polarity = event.Uncommitted
		m.rule("not-denied")
		return
	}
	m.deny("denial")
}

func (m *meaning) refusal(g *governor) {
	if g.neg {
		m.atLeast(event.Possible, "not-refused")
		return
	}
	m.deny("refusal")
	if m.status == event.Possible && m.has("possible") {
		m.status = event.Actual // a proposal that is refused is no longer possible
	}
	m.atLeast(event.Planned, "refusal")
}

func (m *meaning) plan(g *governor, name string) {
	if g.neg {
		m.deny("not-" + name)
		m.atLeast(event.Planned, name)
		return
	}
	m.atLeast(event.Planned, name)
}

func (m *meaning) aspect(g *governor, name string) {
	m.begun = m.begun || g.class == cueBegin
	m.done = m.done || g.class == cueHappen && g.tense == lexicon.Past && !g.noun && !g.neg
	if g.neg {
		m.deny("not-" + name)
	}
	if g.class == cueExtend {
		m.atLeast(event.Planned, name)
	}
}

func (m *meaning) finish(g *governor, it *item, name string) {
	if it.kind == itemTrig && it.w.kind == event.Presence && g.class == cueEnd {
		m.ended = true
		if g.neg {
			m.deny("not-" + name)
		}
		return
	}
	m.done = true
	if g.neg {
		m.telic = true
		m.rule("not-complete")
	}
}

// afterwards reads what is said of a nominal claim after it: «الانسحاب
// سيكتمل»، «دخول القوات غير صحيح».
func (s *scene) afterwards(i int, m *meaning) {
	for j := i + 1; j < len(s.items); j++ {
		it := &s.items[j]
		switch {
		case it.attributes():
		case it.kind == itemPred:
			g := governor{class: it.w.cue, item: j}
			m.govern(s, &g, &s.items[i], i)
			return
		case it.cue(cueDemand) && it.w.pos == 'x' && !it.and():
			m.atLeast(event.Demanded, "must")
			return
		case it.verbal() && it.cue(cueConfirm, cueDeny) && s.rumoured(i) && s.judgesIt(j):
			g := governor{class: it.w.cue, item: j, neg: s.scopes.neg[j]}
			m.govern(s, &g, &s.items[i], i)
			return
		case it.verbal() && s.at(j+1).kind == itemPred:
		case it.verbal() && it.kind == itemCue && !it.and():
			s.predicate(i, j, m)
			return
		case it.kind == itemTrig && s.tellsStrength(i, j):
		case it.endsSubject(), it.unknown() && s.x.in(otherMatter, s.fold(it.first)):
			return
		}
	}
}

// attributes says whether the item is the adjective of a false report, which
// says nothing of what stands before: «الأنباء الكاذبة».
func (it *item) attributes() bool {
	return it.kind == itemPred && it.arabic && strings.HasPrefix(it.fold, "ال")
}

// endsSubject says whether nothing behind the item is said of the noun before
// it: another event, another clause («نظراً لوجود الجنود، فإنه يجب»).
func (it *item) endsSubject() bool {
	return it.kind == itemTrig && it.w.pos != 'p' || it.fn(fnBreak) || it.fn(fnComp) && it.and() || it.punct(";:.")
}

// takenBack reads an aside that denies the verb at item i: «إذا أرسلنا قوات،
// وهو ما لن نقوم به، فسنحمي الحدود».
func (s *scene) takenBack(i int, m *meaning) {
	for j := i + 1; j < len(s.items); j++ {
		it := &s.items[j]
		switch {
		case it.kind == itemPred && strings.HasPrefix(s.fold(it.first), "و"):
			m.polarity = event.Affirmed
			m.govern(s, &governor{class: it.w.cue, item: j}, &s.items[i], i)
			return
		case it.kind == itemPred, it.verbal(), it.fn(fnBreak), it.punct(";:."):
			return
		}
	}
}

// predicate applies a verb of aspect after its nominal subject.
func (s *scene) predicate(i, j int, m *meaning) {
	it := &s.items[j]
	if !aspectual(it.w.cue) && it.w.cue != cuePostpone {
		return
	}
	for k := i + 1; k < j; k++ {
		if s.items[k].fn(fnRel) {
			return
		}
	}
	if s.at(j+1).kind == itemTrig {
		return
	}
	g := governor{class: it.w.cue, item: j, neg: s.scopes.neg[j], tense: it.gram.Tense}
	for k := j - 1; k > i && k >= j-3; k-- {
		if s.items[k].cue(cueFuture) {
			g.tense = lexicon.Future
		}
	}
	if it.w.cue == cueComplete || it.w.cue == cueEnd {
		t := &s.items[i]
		switch {
		case g.tense == lexicon.Future:
			m.atLeast(event.Planned, "future-predicate")
		case g.neg && t.kind == itemTrig && t.w.kind == event.Departure:
			m.telic = true
			m.rule("not-complete")
		case !g.neg && it.w.cue == cueEnd && t.kind == itemTrig && t.w.kind == event.Presence && len(s.scopes.govs[j]) == 0:
			m.ended = true
			m.rule("ended")
		}
		return
	}
	m.govern(s, &g, &s.items[i], i)
}

// announce makes what an agent says he will do planned.
func (m *meaning) announce(g *governor, it *item, name string, latin bool) {
	if g.neg && g.open {
		m.said(g, name, latin)
		return
	}
	if it.trig('n') && plannedWhenAnnounced(it.w) && !m.done {
		m.atLeast(event.Planned, "announced")
	}
}

// postpone puts off a movement; a presence is not put off.
func (m *meaning) postpone(g *governor, it *item, name string) {
	if !g.neg && !(it.kind == itemTrig && it.w.kind == event.Presence) {
		m.status = event.Postponed
		m.rule(name)
	}
}
