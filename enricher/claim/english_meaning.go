package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// former says whether a participle without a form of «to be» tells what was
// so once: «the soldiers once posted to», «formerly based in».
func (s *scene) former(i int) bool {
	if i == 0 || !s.items[i-1].unknown() {
		return false
	}
	return s.x.in(formerAdverb, s.fold(s.items[i-1].first)) && !s.at(i-2).fn(fnBe, fnAux)
}

// nounHere says whether a word that may be verb or noun («reports», «cuts»,
// «return») is the noun: a determiner, an adjective, a preposition or the verb
// that takes it as its object stands before it.
func (s *scene) nounHere(i int) bool {
	it := &s.items[i]
	if it.gram.Tense != lexicon.Present || it.w.isAux() || it.last-it.first > 1 {
		return false
	}
	if i == 0 || s.items[i-1].punct(`"“.-–—:`) || s.items[i-1].fn(fnComp) {
		return it.kind == itemCue && s.at(i+1).fn(fnComp, fnOff) && strings.HasSuffix(s.fold(it.first), "s")
	}
	p := &s.items[i-1]
	switch p.kind {
	case itemPred:
		return true
	case itemFn:
		return p.fn(fnThe, fnIts, fnOur, fnDem, fnAny, fnMore, fnOff, fnIn, fnOn, fnFrom, fnWith, fnAgentby, fnLast, fnRest)
	case itemState, itemForce, itemPlace:
		return false
	case itemCue:
		return p.w.pos == 'v' && p.w.cue != cueReport && p.gram.Tense == lexicon.Past
	case itemWord:
		return s.describesNoun(p, i)
	}
	return false
}

// describesNoun says whether the word p before item i only stands before
// nouns: the ending of a genitive, an adjective.
func (s *scene) describesNoun(p *item, i int) bool {
	f := s.fold(p.first)
	if s.x.in(genitiveEnding, f) || p.w != nil && p.w.class == isAdj {
		return true
	}
	return p.w == nil && s.x.in(changeAdjective, f) && i > 1 && !s.items[i-2].fn(fnTo)
}

// noForce says whether the negation stands at the force and not at its verb:
// «no soldier remains», «sent no troops», «not all forces have left».
func (s *scene) noForce(i, j int) bool {
	if !s.latin || j < 1 || s.scopes.neg[i] || !s.items[j-1].cue(cueNeg) {
		return false
	}
	w := s.items[i].w
	return w == nil || w.frame != frameExist && w.frame != frameHave
}

// deniedAs says whether the predicate at item i only repeats the verb before
// it: «dismissed as baseless».
func (s *scene) deniedAs(active []governor, i int) bool {
	n := len(active)
	return s.latin && n > 0 && active[n-1].class == cueDeny && i-active[n-1].item <= 2
}

// judged reads what an English sentence says at its end of the report or plan
// that it began with: «reports that troops have left are false», «a plan to
// send troops was cancelled».
func (s *scene) judged(i int, m *meaning) {
	report, plan := false, s.items[i].kind == itemTrig && s.items[i].w.pos == 'n'
	for _, g := range s.scopes.govs[i] {
		report = report || g.noun && (g.class == cueReport || g.class == cueAnnounce)
		plan = plan || g.noun && g.class == cuePlan
	}
	if !report && !plan {
		return
	}
	for j := i + 1; j < len(s.items); j++ {
		it := &s.items[j]
		switch {
		case report && it.kind == itemPred && s.isCalled(j):
			g := governor{class: it.w.cue, item: j}
			m.govern(s, &g, &s.items[i], i)
			return
		case plan && it.cue(cueRefuse, cuePostpone) && it.gram.Tense != lexicon.Present && s.passiveBe(j):
			g := governor{class: it.w.cue, item: j, neg: s.scopes.neg[j]}
			m.govern(s, &g, &s.items[i], i)
			return
		case s.boundBefore(j) >= boundClause, it.trig('v') && !it.w.passive:
			return
		}
	}
}

// isCalled says whether a form of «to be» or nothing but a quotation mark leads
// to the predicate at item j: «are false», «were "a complete fabrication"»,
// «called rumours of a base "nonsense"».
func (s *scene) isCalled(j int) bool {
	for k := j - 1; k >= 0 && k >= j-4; k-- {
		p := &s.items[k]
		switch {
		case p.fn(fnBe):
			return true
		case p.punct("\"“'"):
			if k == j-1 && (s.items[k-1].kind == itemPlace || s.items[k-1].kind == itemForce) {
				return true
			}
		case p.fn(fnThe), p.kind == itemWord, p.cue(cueComplete):
		default:
			return false
		}
	}
	return false
}

// passiveBe says whether a form of «to be» leads to the participle at item j.
func (s *scene) passiveBe(j int) bool {
	for k := j - 1; k >= 0 && k >= j-3; k-- {
		p := &s.items[k]
		if p.fn(fnBe) {
			return true
		}
		if !p.cue(cueNeg, cueFuture, cuePossible) && !(p.unknown()) {
			return false
		}
	}
	return false
}

// purpose says whether the trigger at item i only tells what another is for:
// «arrived to reinforce KFOR», «sent 200 soldiers to train the army».
func (s *scene) purpose(i int) bool {
	if !s.latin || i == 0 || !s.items[i-1].fn(fnTo) || s.items[i].w.id != "reinforce.e" && !s.isDuty(i) {
		return false
	}
	for k := i - 2; k >= 0 && s.boundBefore(k+1) < boundClause; k-- {
		if p := &s.items[k]; p.trig('v') {
			return true
		}
	}
	return false
}

// isDuty says whether the trigger at item i is a verb of what soldiers do at a
// place, which says that they are there only with a number or a name.
func (s *scene) isDuty(i int) bool {
	w := s.items[i].w
	return w.frame == frameStay && w.num
}

// inBrackets says whether the condition at item i is a short aside between
// commas: «may, if asked, send soldiers».
func (s *scene) inBrackets(i int) bool {
	if i == 0 || !s.items[i-1].punct(",") {
		return false
	}
	for k := i + 1; k < len(s.items) && k <= i+3; k++ {
		if s.items[k].punct(",") {
			return true
		}
	}
	return false
}
