package claim

import (
	"strings"

	"github.com/marsad-news/marsad/event"
)

// close ends the government of cues at the border before item i.
func (s *scene) close(active []governor, i int) []governor {
	it := &s.items[i]
	switch s.boundBefore(i) {
	case boundStrong:
		return nil
	case boundClause:
		return s.infinitive(active, i)
	case boundRel:
		return s.relates(active, i)
	case boundComma:
		if it.kind == itemPunct {
			return active
		}
		if it.kind == itemCue && it.w.pos == 'p' {
			return nil // a participle of saying begins anew: «…، مؤكداً»
		}
		nominal := (it.kind == itemTrig || it.kind == itemCue) && it.w.pos != 'v'
		if nominal && it.and() || s.likewise(i) {
			return active
		}
		return s.keepVerbs(active)
	}
	return active
}

// relates keeps what governs a relative clause at item i: the report that it
// describes, or what says that the report is false: «التصريحات المغلوطة التي».
func (s *scene) relates(active []governor, i int) []governor {
	n := len(active) - 1
	switch {
	case n < 0 || i == 0:
	case s.falsity(&active[n]) && active[n].item == i-1:
		return active[n:]
	case active[n].class == cueReport && active[n].noun && active[n].item >= i-2:
		return active
	}
	return nil
}

// likewise says whether «وكذلك» with a maṣdar goes on with what governs the one
// before: «رفض وجود قوات، وكذلك إقامة قواعد».
func (s *scene) likewise(i int) bool {
	it, next := &s.items[i], s.at(i+1)
	return it.fn(fnPlus) && it.and() && next.trig('n')
}

// keepVerbs drops the governing nouns: what stands after a comma is an
// apposition or an adjunct, through which only a verb reaches on.
func (s *scene) keepVerbs(active []governor) []governor {
	var out []governor
	for _, g := range active {
		if !g.noun && g.class != cueNeg || g.class == cueCondition && s.opens(g.item) {
			g.soft = true
			out = append(out, g)
		}
	}
	return out
}

// opens says whether the condition at item i stands before what it is the
// condition of: at the head of a sentence or of what somebody says.
func (s *scene) opens(i int) bool {
	if i == 0 {
		return true
	}
	p := &s.items[i-1]
	return p.fn(fnComp) || p.punct(`"«“:`)
}

// negReaches says whether the negation at item n negates item i: nothing but
// small words between.
func (s *scene) negReaches(n, i int) bool {
	nominal := s.negatesNoun(n)
	steps := 0
	for j := n + 1; j < i; j++ {
		p := &s.items[j]
		switch {
		case nominal && s.items[i].verbal() && p.frame(frameHave, frameExist) && (s.items[i].and() || s.at(i-1).fn(fnQad)):
			return false // «لم تكن لها قوات هناك فقد انسحبت»: a verb of its own
		case p.fn(fnBe, fnAny, fnAll, fnQad), nominal && s.underLaysa(p), s.latin && p.unknown() && s.x.adverbial(s.fold(p.first)):
		case p.kind == itemPunct || p.verbal() || p.kind == itemWord && s.negatesVerb(n):
			return false
		default:
			steps++
		}
	}
	return steps <= 2 && s.items[i].kind != itemPunct
}

// underLaysa says whether «ليس» reaches over an item to what it denies.
func (s *scene) underLaysa(p *item) bool {
	switch p.kind {
	case itemPlace, itemForce, itemState:
		return true
	}
	return p.existential() || p.fn(fnIn, fnOn)
}

// existential says whether the item is «يوجد»، «هناك» or «لدى».
func (it *item) existential() bool {
	return it.frame(frameExist) || it.frame(frameHave) && it.w.pos == 'x'
}

// negatesNoun says whether the particle at item n negates a whole nominal
// sentence: what it denies may stand far behind it.
func (s *scene) negatesNoun(n int) bool {
	f := s.fold(s.items[n].last - 1)
	if strings.HasSuffix(f, "ليس") || strings.HasSuffix(f, "ليست") || f == "تعد" || f == "يعد" {
		return true
	}
	for j := n + 1; j < len(s.items) && j <= n+2; j++ {
		if s.items[j].fn(fnBe) {
			return true
		}
	}
	return false
}

// negatesVerb says whether the particle at item n is one that a verb follows.
func (s *scene) negatesVerb(n int) bool {
	return s.x.in(negatesVerb, s.fold(s.items[n].first))
}

// justBefore says whether «أن» follows the cue at item c at once.
func (s *scene) justBefore(c int) bool { return s.at(c + 1).fn(fnComp) }

// openClause drops at «أن» what belongs to the phrase of who speaks: the cues
// between the verb of saying and its complement. «وأن» begins a second
// complement of the same verb.
func (s *scene) openClause(active []governor, again bool) []governor {
	if n := len(active) - 1; s.latin && n >= 0 && active[n].noun && active[n].class == cueDemand && s.justBefore(active[n].item) {
		active[n].noun = false // «her demand that all forces, Turks among them, leave»
	}
	for k := len(active) - 1; k >= 0; k-- {
		if s.latin && (active[k].class == cueSilent || active[k].class == cueDoubt) && s.justBefore(active[k].item) {
			return active // «it could not verify that»
		}
		switch active[k].class {
		case cueReport, cueConfirm, cueAnnounce, cueDeny, cueDisclose:
			if active[k].noun && active[k].class == cueReport && s.justBefore(active[k].item) && !(k > 0 && s.takesReport(&active[k-1], &active[k])) {
				return active[k : k+1] // «مكتفياً بالقول إن»
			}
			if active[k].noun || active[k].open && !again {
				return active
			}
			active[k].open = true
			return active[:k+1]
		}
	}
	return active
}

// takesReport says whether governor g has the noun of report r as its object:
// «denied reports that», «نفى أنباء عن أن».
func (s *scene) takesReport(g, r *governor) bool {
	switch g.class {
	case cueDeny, cueRefuse, cueDoubt, cueSilent, cueConfirm:
		return (!g.noun || s.items[g.item].kind == itemPred) && r.item-g.item <= 3
	}
	return false
}

// push adds the cue at item i to those that govern what follows.
func (s *scene) push(active []governor, i int, neg bool) []governor {
	it := &s.items[i]
	g := governor{class: it.w.cue, item: i, neg: neg, tense: it.gram.Tense, noun: s.governsAsNoun(it)}
	switch it.w.cue {
	case cueUnmoved:
		if neg && s.futureNeg(i) {
			return append(active, governor{class: cueFuture, item: i}) // «لن تتردد في إرسال»
		}
		return active
	case cueStill, cueSkip, cueGoBack:
		return active
	case cueComment:
		hush(active)
		return active
	case cueCondition:
		if it.w.id == "whether.x" && untold(active) {
			return active
		}
	case cueConfirm, cueDeny:
		if it.w.pos == 'n' && refusesToSay(active) {
			return active
		}
	case cueHappen:
		if it.w.id == "رأى.v" && s.judges(i) {
			g.class = cueReport // «لا يرى في وجودها حلاً»
		}
	case cueDemand, cuePostpone:
		if neg && s.saysNothing(i) {
			g.class, g.neg = cueSilent, false
		}
	case cueReport:
		return s.pushReport(active, g)
	}
	return append(active, g)
}

// governsAsNoun says whether a cue governs as nouns do: not through a comma.
// Particles of the future and «may», «must» govern as verbs.
func (s *scene) governsAsNoun(it *item) bool {
	if it.w.pos == 'v' || it.w.pos == 'p' || it.w.cue == cueFuture {
		return false
	}
	return !(s.latin && it.w.pos == 'x' && it.cue(cuePossible, cueDemand))
}

// hush turns refusals into silence: «رفض التعليق».
func hush(active []governor) {
	for k := range active {
		if active[k].class == cueRefuse {
			active[k].class = cueSilent
		}
	}
}

// saysNothing says whether the negated cue at item i is one of not answering:
// «لم يرد على»، «لم تعلّق على».
func (s *scene) saysNothing(i int) bool {
	it := &s.items[i]
	return it.w.id == "أراد.v" && it.gram.Jussive && s.repliesTo(i) || it.w.id == "علق.v"
}

// pushReport adds a word of saying. A verb begins anew, a noun may be what a
// refusal before it rejects.
func (s *scene) pushReport(active []governor, g governor) []governor {
	i, n := g.item, len(active)
	if g.noun && n > 0 && active[n-1].class == cueRefuse && s.takesReport(&active[n-1], &g) {
		active[n-1].class = cueDeny // «rejected claims that»: what is said, not what is asked
	}
	if n > 0 && s.falsity(&active[n-1]) {
		return append(active, g) // «شائعات كاذبة تزعم أن»
	}
	if !g.noun && s.items[i].w.pos == 'v' && !s.at(i-1).fn(fnRel) && !s.describes(active, i) && !s.reportNoun(active, i) {
		return append(active[:0:0], g)
	}
	return append(active, g)
}

// judgesAhead says whether the predicate at item i stands before what it is
// said of: «غير صحيح أن», «مستبعد إرسال», «أنباء كاذبة عن», «شائعات كاذبة تزعم
// أن». What is false alone judges nothing that follows: «معلومات مغلوطة»; what is
// refused does: «ليس وارداً لدى الحكومة إرسال».
func (s *scene) judgesAhead(i int) bool {
	it, n := &s.items[i], s.at(i+1)
	if !it.arabic || !it.cue(cueDeny) || n.fn(fnComp) && !n.and() || n.trig('n') && !n.and() {
		return true
	}
	return i > 0 && (n.fn(fnOff, fnRel) || n.cue(cueReport) && n.verbal() && !n.and())
}

// falsity says whether a governor is the adjective of a false report.
func (s *scene) falsity(g *governor) bool {
	it := s.at(g.item)
	return it.kind == itemPred && it.arabic && g.class == cueDeny
}

// judges says whether «في» follows the verb of seeing at item i and its
// subject: it gives an opinion of what is there.
func (s *scene) judges(i int) bool {
	for k := i + 1; k < len(s.items) && k <= i+3; k++ {
		p := &s.items[k]
		if p.fn(fnIn) {
			return true
		}
		if p.kind != itemState && p.kind != itemPlace && p.kind != itemWord {
			return false
		}
	}
	return false
}

// refusesToSay turns a refusal into silence when confirming or denying is what
// is refused: «رفض الجيش تأكيد أو نفي وجود …».
func refusesToSay(active []governor) bool {
	for k := range active {
		if active[k].class == cueRefuse || active[k].class == cueSilent {
			active[k].class = cueSilent
			return true
		}
	}
	return false
}

// repliesTo says whether «على» and no «أن» belongs to the verb at item i.
func (s *scene) repliesTo(i int) bool {
	for k := i + 1; k < len(s.items) && k <= i+6; k++ {
		if p := &s.items[k]; p.fn(fnOn) {
			return true
		} else if p.fn(fnComp) || p.kind == itemPunct || p.verbal() {
			return false
		}
	}
	return false
}

// untold says whether somebody will not say or doubts what follows: «declined
// to say whether» asks nothing.
func untold(active []governor) bool {
	for _, g := range active {
		if g.class == cueSilent || g.class == cueDoubt || g.neg && (g.class == cueReport || g.class == cueConfirm || g.class == cuePlan) {
			return true
		}
	}
	return false
}

// obliges says whether «على» at item i begins «على X أن»: an obligation.
func (s *scene) obliges(i int) bool {
	for j := i + 1; j < len(s.items) && j <= i+5; j++ {
		it := &s.items[j]
		if it.fn(fnComp) {
			f := s.fold(it.first)
			return f == "ان" || f == "الا"
		}
		switch it.kind {
		case itemForce, itemState, itemPlace:
		case itemTrig:
			return it.w.pos == 'n' && j > i+1 && it.pre == "" && it.w.kind != event.Presence && s.items[j-1].kind != itemTrig
		case itemWord:
			if j > i+3 {
				return false
			}
		default:
			return false
		}
	}
	return false
}
