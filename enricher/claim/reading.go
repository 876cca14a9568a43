package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// inSource says whether a token stands in the phrase that names a speaker
// («مصدر طلب عدم نشر اسمه»): what it says is not of the claim.
func (s *scene) inSource(t int) bool {
	off := s.d.Tokens[t].Start
	for i := range s.speech {
		if sp := s.speech[i].SourceSpan; sp[0] <= off && off < sp[1] {
			return true
		}
	}
	return false
}

// reading chooses between the readings of a list word: a verb, a noun of the
// same letters («سحب»، «نشر»), a word of another class.
func (s *scene) reading(k int) (*word, *lexicon.Mention) {
	a := &s.atoms[k]
	if len(a.alt) == 0 {
		return a.w, a.m
	}
	best, bestM, top := a.w, a.m, s.fit(k, a.w, a.m)
	for i, w := range a.alt {
		if f := s.fit(k, w, a.altM[i]); f > top {
			best, bestM, top = w, a.altM[i], f
		}
	}
	return best, bestM
}

// fits are the rules that tell the readings of a word apart, each with its
// points: the sum decides.
var fits = []struct {
	points int
	when   func(s *scene, k int, w *word, m *lexicon.Mention) bool
}{
	{5, func(_ *scene, _ int, w *word, _ *lexicon.Mention) bool { return w.cue == cueSkip }},
	{-8, func(_ *scene, _ int, _ *word, m *lexicon.Mention) bool {
		return m.Form.Person == 1 && m.Form.Number == lexicon.Singular
	}},
	{4, func(s *scene, k int, w *word, _ *lexicon.Mention) bool { // «تُتم القوات»: not «يتم»
		return w.cue == cueComplete && w.pos == 'v' && s.atom(k+1).ent(entTroop|entActor|entBody|entCountry)
	}},
	{2, func(s *scene, k int, w *word, m *lexicon.Mention) bool {
		return w.id == "أبقى.v" && s.transitive(k, m)
	}},
	{-6, func(s *scene, k int, _ *word, m *lexicon.Mention) bool { return m.Form.Jussive && !s.afterJussive(k) }},
	{-4, func(s *scene, k int, w *word, _ *lexicon.Mention) bool { // «لم يبقَ للجيش كتيبة»: remained
		n := s.atom(k + 1)
		return w.id == "أبقى.v" && n.kind == atomEntity && strings.HasSuffix(n.pre(), "ل")
	}},
	{1, func(_ *scene, _ int, w *word, _ *lexicon.Mention) bool {
		return w.class == isTrig || w.class == isCasualty
	}},
	{3, func(_ *scene, _ int, w *word, _ *lexicon.Mention) bool { return w.class == isFn }},
	{6, func(s *scene, k int, w *word, m *lexicon.Mention) bool { // «القوات المرابطة»: not the stationing
		return w.class == isTrig && w.pos == 'p' && m.Def && k > 0 && (s.atoms[k-1].ent(entTroop) && s.atoms[k-1].def() || s.atoms[k-1].ent(entDemonym) && s.atoms[k-1].def())
	}},
	{-6, func(s *scene, k int, w *word, _ *lexicon.Mention) bool { // «فقد الجيش جندياً»: lost
		return w.fn == "qad" && !s.finiteNext(k)
	}},
	{4, func(s *scene, k int, w *word, _ *lexicon.Mention) bool { // «أجّلت سحب»: not «أجلت»
		return w.cue == cuePostpone && w.pos == 'v' && s.nounSoon(k)
	}},
	{6, func(s *scene, k int, w *word, _ *lexicon.Mention) bool {
		return w.id == "عبر.v" && s.crosses(k) || w.id == "توجه.v" && s.menFollow(k)
	}},
	{8, func(s *scene, k int, w *word, _ *lexicon.Mention) bool { // «على بريطانيا سحب قواتها»: a duty, not «سحبت»
		return w.pos == 'n' && w.class == isTrig && k > 1 && s.atoms[k-1].ent(entCountry|entBody|entOffice) && s.atoms[k-2].fn(fnOn)
	}},
	{3, func(s *scene, k int, w *word, _ *lexicon.Mention) bool {
		return w.pos == 'n' && w.class == isCue && s.nominalNext(k)
	}},
}

// fit says how well a reading suits what stands before the word.
func (s *scene) fit(k int, w *word, m *lexicon.Mention) int {
	score := 0
	noun := s.nounPlace(k, m)
	switch {
	case w.pos == 'v' && noun:
		score -= 4
	case w.pos == 'n' && noun:
		score += 2
	case w.pos == 'n' && !noun:
		score -= 2
	}
	for i := range fits {
		if fits[i].when(s, k, w, m) {
			score += fits[i].points
		}
	}
	return score
}

// finiteNext says whether a verb follows the particle at atom k, over another
// particle: «فقد نفذ»، «فقد لا يعود». Of verbs in no list the form tells.
func (s *scene) finiteNext(k int) bool {
	a := s.atom(k + 1)
	switch {
	case a.kind == atomList:
		return a.w.pos == 'v' || a.w.cue == cueNeg || a.fn(fnBe) || a.w.class == isCasualty
	case a.kind == atomWord:
		f := a.fold
		return !strings.HasPrefix(f, "ال") && (strings.HasPrefix(f, "ي") || strings.HasPrefix(f, "ت") || strings.HasSuffix(f, "ت") || strings.HasSuffix(f, "وا") || len(f) <= 8)
	}
	return false
}

// nounSoon says whether a nominal trigger is the object of the verb at atom k.
func (s *scene) nounSoon(k int) bool {
	for j := k + 1; j < len(s.atoms) && j <= k+3; j++ {
		a := &s.atoms[j]
		if a.kind == atomList && a.w.class == isTrig {
			return a.pre() == "" && (a.w.pos == 'n' || len(a.alt) > 0)
		}
		if a.kind == atomPunct || a.kind == atomList {
			return false
		}
	}
	return false
}

// crosses says whether the word at atom k, written like «عبر» (across), is the
// verb: who crosses stands after it and then the border.
func (s *scene) crosses(k int) bool {
	if k+1 >= len(s.atoms) || !s.atoms[k+1].ent(entTroop|entBody|entActor) && s.atoms[k+1].kind != atomNumber {
		return false
	}
	for j := k + 2; j < len(s.atoms) && j <= k+6; j++ {
		if a := &s.atoms[j]; a.fn(fnSoil) || a.ent(entBase) && a.m.Entry.ID == "border" {
			return true
		}
	}
	return false
}

// menFollow says whether soldiers in the masculine stand right after the word
// at atom k, so that «توجه» is the past of heading for and not the feminine
// present of directing.
func (s *scene) menFollow(k int) bool {
	if k+1 >= len(s.atoms) {
		return false
	}
	a := &s.atoms[k+1]
	return a.kind == atomNumber || a.ent(entTroop) && a.m.Form.Gender == lexicon.Masculine
}

// nounPlace says whether a word that may be verb or noun stands where only a
// noun stands: after a preposition, a noun in construct, a governing verb.
func (s *scene) nounPlace(k int, m *lexicon.Mention) bool {
	if m.Def || strings.HasSuffix(m.Pre, "ب") || strings.HasSuffix(m.Pre, "ك") || strings.HasSuffix(m.Pre, "ل") && m.Form.Part != lexicon.Verb {
		return true
	}
	if k == 0 {
		return false
	}
	if m.Pre == "" && s.announced(k) {
		return true
	}
	p := &s.atoms[k-1]
	switch p.kind {
	case atomList:
		return s.nounAfter(p, m)
	case atomEntity:
		return !strings.HasPrefix(m.Pre, "و") && p.ent(entOffice|entBody)
	case atomDate, atomNumber:
		return false
	}
	return false
}

// transitive says whether a verb written like «بقي» and «أبقى» is the second:
// who acts stands after it, or it is of the first person.
func (s *scene) transitive(k int, m *lexicon.Mention) bool {
	if k+1 >= len(s.atoms) {
		return false
	}
	n := &s.atoms[k+1]
	if n.ent(entCountry|entBody|entOffice|entOrg) || n.ent(entSite) && n.m.Entry.Get("gov") != "" {
		return true
	}
	for j := k + 1; m.Form.Person == 1 && j < len(s.atoms) && j <= k+5; j++ {
		if a := &s.atoms[j]; a.ent(entTroop) {
			return true
		}
	}
	return n.fn(fnOn)
}

// nominalNext says whether a nominal trigger follows, which a governing noun
// takes as its genitive («قرب انسحاب»).
func (s *scene) nominalNext(k int) bool {
	if k+1 >= len(s.atoms) {
		return false
	}
	n := &s.atoms[k+1]
	return n.kind == atomList && n.w.class == isTrig && (n.w.pos == 'n' || len(n.alt) > 0) && n.pre() == ""
}

// announced says whether a verb that takes a noun as its object governs atom k
// over its subject and adjuncts: «أعلنت بغداد بعد الجولة الأولى سحب …».
func (s *scene) announced(k int) bool {
	for j := k - 1; j >= 0 && j >= k-9; j-- {
		a := &s.atoms[j]
		if a.punct(".;:؛") || a.fn(fnComp, fnRel, fnBreak) {
			return false
		}
		if a.kind == atomList && a.w.pos == 'v' && len(a.alt) == 0 {
			switch a.w.cue {
			case cueAnnounce, cueDeny, cuePlan, cueRefuse, cuePostpone, cueExpect:
				return true
			}
			return false
		}
	}
	return false
}

func (s *scene) nounAfter(p *atom, m *lexicon.Mention) bool {
	w := p.w
	if strings.HasPrefix(m.Pre, "و") || strings.HasPrefix(m.Pre, "ف") {
		return false
	}
	switch w.class {
	case isFn:
		return p.fn(fnComp) && m.Form.Tense == lexicon.Past && bareComp(s.fold(p.last-1)) || p.fn(fnIn, fnOn, fnFrom, fnOff, fnTo, fnToward, fnWith, fnAfter, fnBefore, fnAccord, fnAny, fnAll, fnMost, fnSome, fnRest, fnLast, fnCount)
	case isCue:
		if w.cue == cueNeg {
			f := s.fold(p.last - 1)
			return f != "لم" && f != "لا" && f != "لن" && f != "ما"
		}
		return w.cue != cueFuture && w.cue != cueCondition && w.cue != cueStill
	case isTrig:
		return true
	}
	return false
}

// bareComp says whether «أن» carries no pronoun: a noun follows it then.
func bareComp(fold string) bool {
	return !strings.HasSuffix(fold, "ه") && !strings.HasSuffix(fold, "ها") && !strings.HasSuffix(fold, "هم") && !strings.HasSuffix(fold, "نا")
}

func (s *scene) afterJussive(k int) bool {
	if strings.HasSuffix(s.atoms[k].pre(), "ل") {
		return true
	}
	for j := k - 1; j >= 0 && j >= k-2; j-- {
		p := &s.atoms[j]
		if p.kind == atomList && p.w.cue == cueNeg {
			return true
		}
	}
	return false
}

// stateAt reads a government, an office or an adjective of a state that
// belongs to no force and no place.
func (s *scene) stateAt(k int) (string, int, bool) {
	a := &s.atoms[k]
	if a.ent(entActor) && s.x.isBody(a) {
		return a.m.Entry.ID, k + 1, true
	}
	if a.fn(fnStates) {
		return "FOREIGN", k + 1, true
	}
	if !a.ent(entBody | entOffice | entOrg | entPerson | entDemonym | entCountry) {
		return "", 0, false
	}
	state := a.state()
	next := k + 1
	if a.ent(entBody | entOffice) {
		for j := k + 1; j < len(s.atoms) && j <= k+4; j++ {
			b := &s.atoms[j]
			if b.ent(entDemonym | entCountry) {
				state, next = b.state(), j+1
				break
			}
			if !b.ent(entBody|entOffice|entOrg|entRank) && !b.adj() && b.kind != atomWord {
				break
			}
		}
	}
	return state, next, true
}
