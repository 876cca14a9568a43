package attribution

import (
	"strings"
)

// according reads «بحسب الوزير»، «وفقاً لمصدر»، «نقلاً عن مسؤولين».
func (s *sentence) according(i int) (int, bool) {
	q := s.at(i, accord)
	if q == nil {
		return 0, false
	}
	k, pre := q.Last, ""
	switch {
	case s.fold(k) == "الي" || s.fold(k) == "عن":
		k++
	case s.bare(i, "with lam"):
		pre = "ل"
		if s.fold(k) == "ل" {
			k, pre = k+1, ""
		}
	}
	v := s.sourceAt(k, pre)
	if v == nil {
		return 0, false
	}
	if s.fold(i) == "علي" { // على لسان: who speaks for the organisation that has been named
		s.spokesman(v, q)
		return v.last, true
	}
	if strings.HasPrefix(strings.TrimPrefix(s.fold(i), "و"), "نقلا") && s.voice != nil && s.voice.outlet != "" {
		w := *v
		w.carry(s.voice) // «قالت الصحيفة نقلاً عن مصادر»
		s.emit(&w, q, i, s.last, RuleCarried)
		s.named(&w)
		return v.last, true
	}
	s.place(v, q, i)
	return v.last, true
}

// sourceAt reads the voice behind a word like «بحسب»: a speaker, a document, or
// a name.
func (s *sentence) sourceAt(k int, pre string) *voice {
	if v := s.documentAt(k, s.last, pre); v != nil {
		return v
	}
	if v, ok := s.voiceAt(k, s.last, pre); ok {
		return v
	}
	return nil
}

// accordingTo reads «بحسب ما أعلن الوزير» and «كما يقول الكاتب».
func (s *sentence) accordingTo(i int) (int, bool) {
	q := s.at(i, accordVerb)
	if q == nil {
		return 0, false
	}
	w := s.at(q.Last, carry)
	if w == nil {
		w = s.finite(q.Last)
	}
	if w == nil {
		return 0, false
	}
	v, _ := s.subjectAfter(w)
	if v == nil {
		return 0, false
	}
	if s.bare(i, "also") && s.contentAfter(w, v.last).kind != "" {
		return 0, false
	}
	s.place(v, w, i)
	return v.last, true
}

// bare says whether token i, with or without و, is in a set.
func (s *sentence) bare(i int, set string) bool {
	f := s.fold(i)
	return s.among(set, f) || s.among(set, strings.TrimPrefix(f, "و"))
}

// clauseOpens says whether a sentence opens with token i.
func (s *sentence) clauseOpens(i int) bool {
	for k := s.first; k < i; k++ {
		if s.word(k) && !s.is(k, contrast|side) || k > s.first+clauseReach {
			return false
		}
	}
	return true
}

// place gives a voice that stands in a parenthesis its stretch. An outlet
// beside a speaker is the one that carried him.
func (s *sentence) place(v *voice, q *cue, i int) {
	if (v.outlet != "" || v.kind == press || v.kind == outlet) && len(s.out) > s.from && s.voice != nil {
		s.setVia(v.outlet)
		return
	}
	start := s.clauseStart(i, v.last)
	if via := s.outletIn(v.last, min(v.last+5, s.last)); via != "" {
		v.via = via
	}
	s.emit(v, q, start, s.last, RuleAccording)
	s.named(v)
}

// setVia notes the outlet on the speeches of this sentence that have none.
func (s *sentence) setVia(id string) {
	for k := max(s.from, len(s.out)-openSpeeches); k < len(s.out); k++ {
		if s.out[k].Via == "" {
			s.out[k].Via = id
		}
	}
}

// clauseStart is where the clause begins that a source at [i, end) stands in:
// the sentence when the source opens or closes it, else the clause.
func (s *sentence) clauseStart(i, end int) int {
	if s.clauseOpens(i) {
		return s.first
	}
	closes := end >= s.last || end+1 >= s.last
	for k := i - 1; k > s.first; k-- {
		if k < i-clauseReach {
			return k
		}
		if s.is(k, aside) {
			return k
		}
		if !closes && s.fold(k) == "," && k < i-1 && s.startsClause(k+1) {
			return k + 1
		}
	}
	return s.first
}

// clauseReach is how many tokens before a source its clause may begin.
const clauseReach = 160

// startsClause says whether a finite verb with و or in the future, or an
// adversative, stands at token k.
func (s *sentence) startsClause(k int) bool {
	if s.is(k, contrast|aside) {
		return true
	}
	f := s.fold(k)
	return strings.HasPrefix(f, "سي") || strings.HasPrefix(f, "ست") || strings.HasPrefix(f, "وا") && !strings.HasPrefix(f, "وال") ||
		strings.HasPrefix(f, "وي") || strings.HasPrefix(f, "وت")
}

// spokesman replaces the voice of this sentence by the one who spoke for it.
func (s *sentence) spokesman(v *voice, q *cue) {
	if s.voice != nil && v.Org == "" {
		v.Org, v.Country = s.voice.Org, s.voice.Country
	}
	if len(s.out) == s.from {
		s.emit(v, q, s.first, s.last, RuleSpokesman)
	}
	for k := max(s.from, len(s.out)-openSpeeches); k < len(s.out); k++ {
		s.fill(&s.out[k], v)
		s.out[k].Rule = RuleSpokesman
	}
	s.named(v)
}
