package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// thatNot is «ألا»: that … not. Folded it looks like «إلا», unless.
var thatNot = &word{id: "ألا.c", class: isCue, cue: cueNeg, pos: 'x'}

// andNothing is «ولا» that only joins a second object to a verb that is
// already negated: «لم تذكر عدد الجنود ولا موعد وصولهم».
var andNothing = &word{id: "ولا.j", class: isFn}

// isThatNot says whether the word at atom k, read as «إلا», is «ألا»: it is
// written with the hamza above, or without any and a present tense follows
// while nothing before it is negated.
func (s *scene) isThatNot(k int) bool {
	t := &s.d.Tokens[s.atoms[k].first]
	src := s.d.Text[t.Start:t.End]
	if !strings.HasSuffix(t.Fold, "الا") || !t.Arabic {
		return false
	}
	if strings.Contains(src, "أ") {
		return true
	}
	if strings.Contains(src, "إ") || k+1 >= len(s.atoms) {
		return false
	}
	n := &s.atoms[k+1]
	if n.kind != atomList || n.m.Form.Tense != lexicon.Present {
		return false
	}
	for j := k - 1; j >= 0; j-- {
		if p := &s.atoms[j]; p.kind == atomList && p.w.cue == cueNeg {
			return false
		}
	}
	return true
}

// joinNothing reads «ولا» before a noun as a mere «and» where a verb of
// telling is already negated before it in the clause.
func (s *scene) joinNothing(i int) bool {
	it := &s.items[i]
	if !it.cue(cueNeg) || s.fold(it.first) != "ولا" || i+1 >= len(s.items) || s.items[i+1].verbal() {
		return false
	}
	for k := i - 1; k > 0; k-- {
		p := &s.items[k]
		if p.fn(fnBreak) || p.punct(";:.") {
			return false
		}
		if p.verbal() && p.kind == itemCue && s.items[k-1].cue(cueNeg) {
			return p.cue(cueReport, cueDisclose, cueConfirm, cueAnnounce)
		}
	}
	return false
}

// because says whether item i is «لأن»: what follows is a clause of its own,
// to which no negation or plan before it reaches.
func (s *scene) because(i int) bool {
	it := &s.items[i]
	return it.fn(fnComp) && it.arabic && strings.HasPrefix(s.fold(it.first), "لان")
}

// describes says whether the verb of saying at item i is the asyndetic
// relative clause of an indefinite report: «نفى تقريراً ذكر أن».
func (s *scene) describes(active []governor, i int) bool {
	it := &s.items[i]
	n := len(active)
	if n == 0 || it.and() || !it.arabic {
		return false
	}
	g := &active[n-1]
	if g.class != cueReport || !g.noun || s.items[g.item].def || i-g.item > 3 {
		return false
	}
	for k := g.item + 1; k < i; k++ {
		if p := &s.items[k]; p.kind != itemWord && p.kind != itemState {
			return false
		}
	}
	return true
}

// rumoured says whether what is claimed at item i is only news or a report
// that nobody in the sentence answers for.
func (s *scene) rumoured(i int) bool {
	for _, g := range s.scopes.govs[i] {
		if g.class == cueReport && g.noun {
			return true
		}
	}
	return false
}

// judgesIt says whether the verb of confirming or denying at item j has what
// was said before as its object: «لم تؤكدها السلطات»، «نفت أنقرة ذلك».
func (s *scene) judgesIt(j int) bool {
	it := &s.items[j]
	if it.suf != "" {
		return it.suf == "ها" || it.suf == "ه"
	}
	for k := j + 1; k < len(s.items) && k <= j+3; k++ {
		p := &s.items[k]
		if p.fn(fnDem) {
			return k+1 >= len(s.items) || s.items[k+1].kind != itemForce
		}
		if p.kind != itemState && p.kind != itemPlace && p.kind != itemWord {
			return false
		}
	}
	return false
}

// givenUp says whether item n is what one can go back on: the deed itself or
// one's own plan of it. The decision of somebody else («قرار سلفه سحبهم») was
// perhaps carried out.
func (s *scene) givenUp(n int) bool {
	if n >= len(s.items) {
		return false
	}
	it := &s.items[n]
	if it.kind == itemTrig {
		return it.w.pos == 'n'
	}
	if !it.cue(cuePlan, cuePossible, cueDemand) || it.w.pos != 'n' {
		return false
	}
	return it.suf != "" || n+1 < len(s.items) && (s.items[n+1].kind == itemTrig || s.items[n+1].cue(cuePlan))
}

// askedBy says whether the state at item k is who asks for the deed and not
// who does it: «رفضت برلين طلباً أميركياً بإرسال جنود».
func (s *scene) askedBy(k int) bool {
	if k == 0 || !s.items[k].arabic || s.items[k].kind != itemState {
		return false
	}
	p := &s.items[k-1]
	if !p.cue(cueDemand) || p.w.pos != 'n' {
		return false
	}
	for j := k - 2; j >= 0; j-- {
		if s.items[j].cue(cueRefuse, cueAccept, cuePossible, cuePlan) && s.items[j].verbal() {
			return true
		}
	}
	return false
}

// nobodyAfter says whether «أحد» or «سوى» after the force at item j is the
// subject, so that «من» before the force names whose: «لم يصل من الجنود أحد».
func (s *scene) nobodyAfter(j int) bool {
	for k := j + 1; k < len(s.items) && k <= j+5; k++ {
		p := &s.items[k]
		if p.fn(fnOnly) || p.kind == itemWord && s.fold(p.first) == "احد" {
			return true
		}
		if s.boundBefore(k) >= boundClause || p.kind == itemTrig {
			return false
		}
	}
	return false
}

// reportNoun says whether «report» or «claim» at item i, read as a verb, is
// the noun that a denial before it has as its object: «denied a newspaper
// report that».
func (s *scene) reportNoun(active []governor, i int) bool {
	if !s.latin || len(active) == 0 || i == 0 {
		return false
	}
	g := &active[len(active)-1]
	if !s.x.in(reportNoun, s.fold(s.items[i].first)) || !denies(g.class) || i-g.item > 4 {
		return false
	}
	for k := g.item + 1; k < i; k++ {
		if p := &s.items[k]; p.kind == itemTrig || p.kind == itemForce || p.fn(fnComp) {
			return false
		}
	}
	return true
}

// takenForGranted says whether the participle at item i describes a definite
// force («the 28,500 troops based in», «الجنود الموجودون»): that they are
// there is not what a denial before them denies.
func (s *scene) takenForGranted(i int) bool {
	if !s.latin {
		return s.items[i].def
	}
	f := &s.items[i-1]
	return f.force.def || s.at(i-2).fn(fnThe) && s.fold(s.items[i-2].first) == "the"
}

// deniesOther says whether «لم يكن» or «ليس» before the maṣdar at item i denies
// the adjective that follows and not the event: «لم يكن انسحابها مفاجئاً».
func (s *scene) deniesOther(i int) bool {
	it := &s.items[i]
	if !it.arabic || it.kind != itemTrig || it.w.pos != 'n' || it.w.frame == frameExist {
		return false
	}
	n := i - 1
	if n > 0 && s.items[n].fn(fnBe) {
		n--
	}
	if n < 0 || !s.items[n].cue(cueNeg) || !s.negatesNoun(n) {
		return false
	}
	for k := i + 1; k < len(s.items) && s.boundBefore(k) < boundComma; k++ {
		p := &s.items[k]
		if p.kind != itemWord || p.last-p.first != 1 {
			continue
		}
		t := &s.d.Tokens[p.first]
		if s.x.in(truthAdjective, t.Fold) {
			return false
		}
		if src := s.d.Text[t.Start:t.End]; strings.HasSuffix(src, "اً") || strings.HasSuffix(src, "ًا") {
			return true
		}
	}
	return false
}

// prevents says whether the cue of a governor is to prevent: what is not
// prevented happens («لم يمنع ذلك وصول القوات»).
func (s *scene) prevents(g *governor) bool {
	c := &s.items[g.item]
	return c.kind == itemCue && c.w.prevent
}
