package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// meaning is what the cues make of a claim.
type meaning struct {
	polarity event.Polarity
	status   event.Status
	telic    bool // a departure that is not complete: the force is still there
	ended    bool // a presence that ends
	begun    bool // begins
	done     bool // completed
	rules    []string
}

// mean computes polarity and status of the claim at item i: its own negation
// and tense first, then the cues from the innermost to the outermost.
func (s *scene) mean(i int) meaning {
	it := &s.items[i]
	m := meaning{polarity: event.Affirmed, status: event.Actual}
	govs := s.scopes.govs[i]
	if s.scopes.neg[i] && !s.deniesOther(i) {
		m.deny("negation")
		if s.futureNeg(i) {
			m.atLeast(event.Planned, "lan")
		}
	}
	if m.polarity == event.Affirmed && s.hadNone(i) {
		m.deny("negation")
	}
	m.tense(s, i)
	for k := len(govs) - 1; k >= 0; k-- {
		if s.byTheWay(i) && (!denies(govs[k].class) || s.takenForGranted(i)) {
			continue
		}
		m.govern(s, &govs[k], it, i)
	}
	if it.kind == itemTrig {
		s.meanAfter(i, &m)
	}
	if m.status == event.Planned && (it.gram.Tense == lexicon.Future || s.latin && m.has("future")) && (s.conditionAfter(i) || s.conditionBefore(i)) {
		m.status = event.Possible
		m.rule("condition-after")
	}
	return m
}

// meanAfter applies what is said of the trigger at item i behind it.
func (s *scene) meanAfter(i int, m *meaning) {
	switch it := &s.items[i]; {
	case it.w.pos != 'v':
		s.afterwards(i, m)
	case it.arabic:
		s.takenBack(i, m)
	}
	if s.latin {
		s.judged(i, m)
	}
}

// hadNone says whether a negated verb of having or being has what the maṣdar or
// participle at item i says: «لا تملك قوات منتشرة في», «لا يوجد أي وجود».
func (s *scene) hadNone(i int) bool {
	it := &s.items[i]
	if s.latin || it.kind != itemTrig || it.w.frame != frameStay || it.w.pos == 'v' || it.def || it.suf != "" {
		return false
	}
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		p := &s.items[k]
		switch {
		case p.frame(frameHave, frameExist) && p.w.pos != 'p':
			return s.scopes.neg[k]
		case p.kind == itemForce && p.force.def, p.verbal(), p.kind == itemPunct, s.boundBefore(k+1) >= boundComma:
			return false
		}
	}
	return false
}

// byTheWay says whether a participle only describes its noun («جنود موجودين في
// العراق»): what is planned of the noun is not planned of it.
func (s *scene) byTheWay(i int) bool {
	it := &s.items[i]
	if it.kind != itemTrig || it.w.pos != 'p' && !(s.latin && it.w.passive) || i == 0 {
		return false
	}
	p := &s.items[i-1]
	return p.kind == itemForce && (it.def || s.latin && s.takenForGranted(i) || !p.force.def && p.force.suf == "")
}

func denies(c cueClass) bool {
	switch c {
	case cueNeg, cueDeny, cueRefuse, cueSilent, cueDoubt:
		return true
	}
	return false
}

// conditionAfter says whether «إذا» follows what the verb at item i announces.
func (s *scene) conditionAfter(i int) bool {
	for k := i + 1; k < len(s.items); k++ {
		p := &s.items[k]
		if p.cue(cueCondition) {
			return true
		}
		if s.boundBefore(k) >= boundClause || p.verbal() {
			return false
		}
	}
	return false
}

// conditionBefore says whether the sentence begins with a condition whose main
// clause the verb at item i leads: «ما لم توقَّع الاتفاقية، ستنسحب …».
func (s *scene) conditionBefore(i int) bool {
	c := 0
	for c < i && (s.items[c].punct(`"«“'(,`) || s.items[c].fn(fnComp)) {
		c++
	}
	if c == i || !s.items[c].cue(cueCondition) || s.latin {
		return false
	}
	commas := 0
	for k := c + 1; k < i; k++ {
		if s.items[k].punct(",") {
			commas++
		}
		if s.boundBefore(k) >= boundStrong || s.items[k].fn(fnBreak) {
			return false
		}
	}
	return commas <= 1
}

// futureNeg says whether the negation before item i is «لن».
func (s *scene) futureNeg(i int) bool {
	for k := i - 1; k >= 0 && k >= i-8; k-- {
		if p := &s.items[k]; p.cue(cueNeg) {
			return strings.HasSuffix(s.fold(p.first), "لن")
		}
	}
	return false
}

// denied is the meaning of a plain denial.
func denied(rule string) meaning {
	return meaning{polarity: event.Denied, status: event.Actual, rules: []string{rule}}
}

// has says whether a rule has fired.
func (m *meaning) has(id string) bool {
	for _, r := range m.rules {
		if r == id {
			return true
		}
	}
	return false
}

func (m *meaning) rule(id string) { m.rules = append(m.rules, id) }

// deny turns affirmed into denied and back.
func (m *meaning) deny(rule string) {
	switch m.polarity {
	case event.Affirmed:
		m.polarity = event.Denied
	case event.Denied:
		m.polarity = event.Affirmed
	}
	m.rule(rule)
}

// atLeast moves the status from actual; what a nearer cue said stays.
func (m *meaning) atLeast(st event.Status, rule string) {
	if m.status == event.Actual {
		m.status = st
		m.rule(rule)
	}
}

// tense reads the verb's own tense and the particles before it.
func (m *meaning) tense(s *scene, i int) {
	it := &s.items[i]
	if it.kind != itemTrig {
		return
	}
	switch {
	case it.gram.Tense == lexicon.Future:
		m.atLeast(event.Planned, "future")
	case it.gram.Tense == lexicon.Present, s.latin && it.gram.Part == lexicon.ActiveParticiple:
		m.present(s, i)
	case it.w.pos == 'n' && strings.HasSuffix(it.pre, "ل") && it.w.kind != event.Presence && !it.w.weak:
	case it.w.pos == 'n' && strings.HasSuffix(it.pre, "ل") && it.w.kind != event.Presence && it.arabic:
		m.atLeast(event.Planned, "purpose")
	}
}

// present reads a present tense: «قد» makes it possible, «لن» planned, «أن»
// without a cue and ل of purpose planned.
func (m *meaning) present(s *scene, i int) {
	if s.latin {
		m.englishPresent(s, i)
		return
	}
	if strings.HasSuffix(s.items[i].pre, "ل") {
		m.atLeast(event.Planned, "purpose")
		return
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		p := &s.items[j]
		switch {
		case p.fn(fnQad):
			m.atLeast(event.Possible, "qad-present")
			return
		case p.cue(cueNeg):
			if f := s.fold(p.first); strings.HasSuffix(f, "لن") {
				m.atLeast(event.Planned, "lan")
			} else if s.at(j-1).fn(fnQad) && strings.HasSuffix(f, "لا") {
				m.atLeast(event.Possible, "qad-not")
			}
			return
		case p.fn(fnComp) && s.fold(p.first) == "ان" && j == i-1 && len(s.scopes.govs[i]) == 0:
			m.atLeast(event.Planned, "subjunctive")
			return
		case p.kind == itemPunct || p.verbal():
			return
		}
	}
}

// englishPresent reads «not going» and the infinitive: «Kenya says its
// soldiers to stay», «told them to leave».
func (m *meaning) englishPresent(s *scene, i int) {
	if s.items[i].gram.Part == lexicon.ActiveParticiple && s.scopes.neg[i] {
		m.atLeast(event.Planned, "not-going")
	}
	if !s.at(i - 1).fn(fnTo) {
		return
	}
	govs := s.scopes.govs[i]
	if len(govs) == 0 {
		m.atLeast(event.Planned, "infinitive")
		return
	}
	switch g := &govs[len(govs)-1]; {
	case g.class != cueReport || g.open:
	case s.items[g.item].w.id == "tell.v":
		m.atLeast(event.Demanded, "told-to")
	default:
		m.atLeast(event.Planned, "infinitive")
	}
}

// govern applies one cue.
func (m *meaning) govern(s *scene, g *governor, it *item, i int) {
	if s.bearsNot(g, it, i) {
		return
	}
	name := g.class.String()
	if g.tense == lexicon.Future && aspectual(g.class) {
		m.atLeast(event.Planned, "future-"+name)
	}
	switch g.class {
	case cueNeg:
		if i-g.item <= 6 {
			m.deny("negated-verb")
		}
	case cueDeny, cueRefuse, cueDoubt, cueSilent, cueConfirm, cueReport, cueDisclose:
		m.said(g, name, s.latin)
	case cueAnnounce:
		m.announce(g, it, name, s.latin)
	case cuePlan, cueExpect, cueInclude:
		m.plan(g, name)
	case cueFuture:
		if g.neg {
			m.deny("not-future")
		}
		m.atLeast(event.Planned, "future")
	case cueDemand:
		m.demand(g, s.ownWish(g, i))
	case cueAccept:
		if g.neg {
			m.deny("not-accepted")
			m.atLeast(event.Planned, name)
		}
	case cuePossible, cueCondition:
		m.maybe(g, name)
	case cuePostpone:
		m.postpone(g, it, name)
	case cueBegin, cueHappen, cueContinue, cueExtend:
		m.aspect(g, name)
	case cueComplete, cueEnd:
		m.finish(g, it, name)
	case cueFail:
		m.polarity = event.Uncommitted
		m.atLeast(event.Possible, name)
	}
}

// bearsNot says whether a cue only stands near the claim at item i.
func (s *scene) bearsNot(g *governor, it *item, i int) bool {
	switch {
	case g.class == cuePlan && !g.neg && s.admits(g, i), g.class == cueRefuse && g.neg && s.prevents(g):
		return true
	case it.frame(frameStay) && it.w.pos == 'n':
		return s.takenAsKnown(g, i)
	}
	return false
}

// affirmed is the meaning of what is plainly told.
func affirmed() meaning {
	return meaning{polarity: event.Affirmed, status: event.Actual}
}
