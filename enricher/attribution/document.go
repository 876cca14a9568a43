package attribution

import (
	"slices"
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// document reads «جاء في بيان للوزارة».
func (s *sentence) document(i int) (int, bool) {
	q := s.at(i, doctor)
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
	q := r.at(k, doc)
	if q == nil || !r.fits(q, pre) {
		return nil
	}
	own := q.Last
	for own < limit && (r.is(own, modifier|demonym|kin) && r.at(own, modifier|demonym|kin).Pre == "" || r.among("issued", r.fold(own))) {
		own++
	}
	if v := r.official(k, own); v != nil {
		return v
	}
	if v := r.jointly(k, own); v != nil {
		return v
	}
	if v := r.ownerAt(q, own, limit); v != nil {
		w := *v
		w.first, w.gender, w.paper = k, 0, r.paper(q)
		return &w
	}
	if q.Def && q.Suf == "" && (q.Form.Number != lexicon.Plural || q.Entry.ID == "statement") {
		return r.sameDocument(q, k, own)
	}
	if old := r.party(); old != nil && (q.Suf != "" || q.Entry.ID == "statement") {
		w := *old
		w.first, w.last, w.paper = k, own, r.paper(q)
		return &w
	}
	return nil
}

// paper is what a document is called by later: «بيان» for «البيان».
func (r *reader) paper(q *cue) string { return strings.TrimPrefix(r.headWord(q), "ال") }

// sameDocument makes the voice of «البيان»: the document of that name that was
// quoted before, else one of the institution that speaks. A statement may also
// be of the person who speaks; a report is a text of its own, and nobody's
// when its author has not been named.
func (r *reader) sameDocument(q *cue, k, last int) *voice {
	old, name := r.party(), r.paper(q)
	for i := len(r.mem.voices) - 1; i >= 0; i-- {
		if v := r.mem.voices[i]; v.paper == name {
			old = v
			break
		}
	}
	if old == nil || old.paper != name && !old.organisation() && q.Entry.ID != "statement" {
		return nil
	}
	w := *old
	w.first, w.last, w.gender, w.paper = k, last, 0, name
	if len(old.name) == 0 && old.organisation() {
		w.Speaker, w.Role, w.Source, w.full, w.kind, w.joint = "", "", r.src(k, last), "", doc, nil
	}
	return &w
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
		if q := r.at(i, country|place); q != nil && (q.kind == country || q.Entry.Get("gov") != "") && !r.prepAt(i-1) && (q.Pre == "" || q.Pre == "و") {
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

// ownerAt reads who issued the document q, at token k. What stands right behind
// a definite word is no genitive of it: «طالب التقرير الجيش».
func (r *reader) ownerAt(q *cue, k, limit int) *voice {
	for _, pre := range []string{"", "ل"} {
		if pre == "" && k == q.Last && q.Def {
			continue
		}
		if q := r.at(k, doc); q != nil && q.Pre == pre {
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
