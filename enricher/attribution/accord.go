package attribution

import (
	"slices"
	"strings"
)

// according reads «بحسب الوزير»، «وفقاً لمصدر»، «نقلاً عن مسؤولين».
func (s *sentence) according(i int) (int, bool) {
	q := s.at(i, of(accord))
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
	q := s.at(i, of(accordVerb))
	if q == nil {
		return 0, false
	}
	w := s.at(q.Last, of(carry))
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
		if s.word(k) && !s.is(k, of(contrast, side)) {
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
	for k := s.from; k < len(s.out); k++ {
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
		if s.is(k, of(aside)) {
			return k
		}
		if !closes && s.fold(k) == "," && k < i-1 && s.startsClause(k+1) {
			return k + 1
		}
	}
	return s.first
}

// startsClause says whether a finite verb with و or in the future, or an
// adversative, stands at token k.
func (s *sentence) startsClause(k int) bool {
	if s.is(k, of(contrast, aside)) {
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
	for k := s.from; k < len(s.out); k++ {
		s.fill(&s.out[k], v)
		s.out[k].Rule = RuleSpokesman
	}
	s.named(v)
}

// document reads «جاء في بيان للوزارة».
func (s *sentence) document(i int) (int, bool) {
	q := s.at(i, of(doctor))
	if q == nil {
		return 0, false
	}
	v := s.documentAt(q.Last, s.last, "")
	if v == nil {
		return 0, false
	}
	s.emit(v, q, i, s.last, RuleDocument)
	s.named(v)
	return max(q.Last, v.last), true
}

// documentAt reads a document at token k and gives the voice that it is of:
// «بيان صادر عن الوزارة», «بيانها», «البيان», «بيان مشترك».
func (r *reader) documentAt(k, limit int, pre string) *voice {
	q := r.at(k, of(doc))
	if q == nil || !r.fits(q, pre) {
		return nil
	}
	own := q.Last
	for own < limit && (r.is(own, of(modifier, demonym, kin)) && r.at(own, of(modifier, demonym, kin)).Pre == "" || r.among("issued", r.fold(own))) {
		own++
	}
	if v := r.official(k, own); v != nil {
		return v
	}
	if v := r.jointly(k, own); v != nil {
		return v
	}
	if v := r.ownerAt(own, limit); v != nil {
		w := *v
		w.first, w.gender = k, 0
		return &w
	}
	if old := r.party(); old != nil && (q.Def || q.Suf != "" || !q.Def && q.Entry.ID == "statement") {
		w := *old
		w.first, w.last = k, own
		return &w
	}
	return nil
}

// official makes the voice of «البيانات الرسمية العراقية»: the state's.
func (r *reader) official(k, last int) *voice {
	iso := r.geo(k, last)
	if iso == "" {
		return nil
	}
	for i := k; i < last; i++ {
		if r.among("official", strings.TrimPrefix(r.fold(i), "ال")) {
			return &voice{Voice: Voice{Source: r.src(k, last), Org: iso + "-GOV", Country: iso}, first: k, last: last, kind: body}
		}
	}
	return nil
}

// jointly makes the voices of «بيان مشترك»: the states that the sentence has
// named as parties, else those of the voices before.
func (r *reader) jointly(k, last int) *voice {
	joint := false
	for i := k; i < last; i++ {
		joint = joint || r.among("joint", strings.TrimPrefix(r.fold(i), "ال"))
	}
	if !joint {
		return nil
	}
	states := r.parties(k)
	if len(states) < 2 {
		return nil
	}
	v := &voice{Voice: Voice{Source: r.src(k, last), Org: states[0] + "-GOV", Country: states[0]}, first: k, last: last, kind: body}
	for _, iso := range states[1:] {
		v.joint = append(v.joint, &voice{Voice: Voice{Org: iso + "-GOV", Country: iso}, kind: body})
	}
	return v
}

// parties are the first two states that the sentence of token k names before
// it, else those of the last voices.
func (r *reader) parties(k int) []string {
	var states []string
	add := func(iso string) {
		if iso != "" && len(states) < 2 && !slices.Contains(states, iso) {
			states = append(states, iso)
		}
	}
	u := r.unitOf(k)
	for i := u.first; i < k && i < u.first+12; i++ {
		if q := r.at(i, of(country, place)); q != nil && (q.kind == country || q.Entry.Get("gov") != "") && !r.prepAt(i-1) && (q.Pre == "" || q.Pre == "و") {
			add(r.geo(i, i+1))
		}
	}
	if len(states) < 2 && r.mem.last != nil {
		states = nil
		add(r.mem.last.Country)
		for _, w := range r.mem.last.joint {
			add(w.Country)
		}
	}
	return states
}

// ownerAt reads who issued a document.
func (r *reader) ownerAt(k, limit int) *voice {
	for _, pre := range []string{"", "ل"} {
		if q := r.at(k, of(doc)); q != nil && q.Pre == pre {
			return nil
		}
		if v, ok := r.voiceAt(k, limit, pre); ok {
			return v
		}
	}
	return nil
}

// party is the voice that an unnamed document belongs to: that of the
// sentence, else the last one.
func (r *reader) party() *voice {
	if r.mem.now != nil {
		return r.mem.now
	}
	if r.mem.lead != nil {
		return r.mem.lead
	}
	return r.mem.last
}
