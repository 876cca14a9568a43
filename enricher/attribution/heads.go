package attribution

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// finiteVerb reads a finite verb of saying with its subject.
func (s *sentence) finiteVerb(i int) (int, bool) {
	q := s.finite(i)
	if q == nil || q.Form.Person == 1 || q.Form.Person == 2 {
		return 0, false
	}
	if s.deniedReport(i) || s.foretold(q, i) {
		return q.Last, true
	}
	if v, rule, next := s.subjectOf(q, i); v != nil {
		c := s.contentAfter(q, max(q.Last, next))
		if !s.needs(q, c, true) || s.act(q, i, c) && !s.background(i, v) || !s.personal(q, v) {
			return 0, false
		}
		start := i
		if rule == RuleSubjectVerb && v.first < i {
			start = v.first
		}
		s.nested(v, start, func() { s.speak(v, q, start, c, rule) })
		s.clause = false
		return max(q.Last, next), true
	}
	return s.continuation(q, i)
}

// nested records a speech and whose words it stands in: «قال الوزير إن القائد
// أكد أن». Who said all of it goes on after the next comma.
func (s *sentence) nested(v *voice, start int, speak func()) {
	outer := s.voice
	if outer != nil && (v == outer || !s.under(start)) {
		outer = nil
	}
	speak()
	s.outer = outer
}

// foretold says whether a verb in the future tells what somebody will say, in
// the words of another: «قال إن الرئيس سيعلن».
func (s *sentence) foretold(q *cue, i int) bool {
	return q.Form.Tense == lexicon.Future && s.voice != nil && s.under(i)
}

// deniedReport says whether a verb tells what the reports say that the voice
// of the sentence denies: «نفت الوزارة الأنباء التي أفادت». Who denies speaks.
func (s *sentence) deniedReport(i int) bool {
	k := s.before(i)
	if s.denied == 0 || k-s.denied > 12 || !s.is(k, rel) {
		return false
	}
	for j := k - 1; j >= s.denied; j-- {
		if s.is(j, doc|press|happening) {
			return true
		}
	}
	return false
}

// acts are the classes whose verbs tell of a deed as much as of words.
var acts = map[Class]bool{Demand: true, Decision: true, Stance: true, Promise: true}

// personal says whether a verb that only persons use for speech has one, or is
// negated: «لم يحدد الوزير موعداً».
func (s *sentence) personal(q *cue, v *voice) bool {
	return q.Entry.Get("need") != "person" || s.is(q.First-1, neg) || v.kind.in(office|person)
}

// act says whether a verb inside somebody's reported clause tells what was
// done, not what was said: «قال إن بغداد طلبت رحيلهم».
func (s *sentence) act(q *cue, i int, c content) bool {
	return s.voice != nil && s.under(i) && acts[classOf(q)] && (!clausal(c) || c.kind == "comp" && s.fold(c.at) == "ان")
}

// background says whether the verb at token i tells what v had done before:
// «بعد أن كانت واشنطن قد طلبت». That is no part of what another says.
func (s *sentence) background(i int, v *voice) bool {
	return s.when > 0 && v == s.topic && v.first > s.when && s.is(i-1, aux)
}

// under says whether token i stands in a clause that a complementiser of this
// sentence has opened and no comma has left.
func (s *sentence) under(i int) bool {
	for k := i - 1; k > s.first && k > i-12; k-- {
		switch {
		case s.is(k, comp) || s.fold(k) == ":":
			return true
		case s.fold(k) == "," || s.is(k, aside|contrast):
			return false
		}
	}
	return false
}

// before is the token before i, with negation and auxiliaries left out.
func (s *sentence) before(i int) int {
	for i--; i > s.first && s.is(i, neg|aux); i-- {
	}
	return i
}

func conjoined(fold string) bool { return strings.HasPrefix(fold, "و") }

// agrees says whether a verb may have the voice as its subject. A verb before
// its subject stands in the singular.
func agrees(q *cue, v *voice, ahead bool) bool {
	f := q.Form
	if f.Part != lexicon.Verb {
		return true
	}
	if ahead && f.Number != lexicon.Singular {
		return false
	}
	if !ahead && v.plural && f.Number == lexicon.Singular && v.gender != lexicon.Feminine {
		return false
	}
	if f.Number != lexicon.Singular || f.Gender == 0 || v.gender == 0 || f.Gender == v.gender {
		return true
	}
	return ahead && f.Gender == lexicon.Feminine && v.kind == office && v.Speaker != "" // وقالت المتحدث
}
