package attribution

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// continuation reads a verb without a subject: «وأضاف أن».
func (s *sentence) continuation(q *cue, i int) (int, bool) {
	if s.is(s.before(i), rel) || s.inside[i] >= 0 && !s.scare(i) || s.attributive(q, i) {
		return 0, false
	}
	c := s.contentAfter(q, q.Last)
	if c.kind == "" || !s.needs(q, c, false) || s.otherSubject(q, c) || impersonal(q, c) {
		return 0, false
	}
	v := s.antecedent(q, i, c)
	if v == nil {
		return 0, false
	}
	s.speak(v, q, i, c, RuleContinuation)
	return q.Last, true
}

// impersonal says whether a verb reads as a passive: «يُتوقع أن».
func impersonal(q *cue, c content) bool {
	return classOf(q) == Expectation && q.Form.Tense == lexicon.Present && q.Form.Gender != lexicon.Feminine && c.kind == "comp" && c.at == q.Last
}

// otherSubject says whether a noun that is no voice stands behind the verb as
// its subject: «أشار استطلاع إلى».
func (s *sentence) otherSubject(q *cue, c content) bool {
	k := q.Last
	if c.at <= k || !s.word(k) || !s.d.Tokens[k].Arabic || s.mask[k] != 0 || s.in[k] || s.object(k) {
		return false
	}
	f := s.fold(k)
	return len(f) > 4 && !strings.HasSuffix(f, "ه") && !strings.HasSuffix(f, "ا") && s.attachedPrep(k) == "" && (clausal(c) || q.Entry.Get("hearer") == "" && s.ba(q, c))
}

// attributive says whether a verb right behind a noun describes it: «تقارير
// تشير إلى».
func (s *sentence) attributive(q *cue, i int) bool {
	if q.Pre != "" || i == s.first {
		return false
	}
	return s.word(i-1) && !s.is(i-1, aux|neg|contrast|aside|side|timeWord|comp|pron|accordVerb|prep) && !s.isLast(i-1)
}

// isLast says whether token i ends a phrase of particles: «من جانبه».
func (s *sentence) isLast(i int) bool {
	for k := i - 1; k >= s.first && k > i-4; k-- {
		if q := s.at(k, clauseKeepers|aside|prep); q != nil && q.Last == i+1 {
			return true
		}
	}
	return false
}

// scare says whether token i stands in marks around a word or two.
func (s *sentence) scare(i int) bool { return s.quotes[s.inside[i]].words(s.d) <= 2 }

// antecedent is the voice that a verb without subject goes on with.
func (s *sentence) antecedent(q *cue, i int, c content) *voice {
	if s.voice != nil {
		if agrees(q, s.voice, false) && s.further(q, c) {
			return s.voice
		}
		return nil
	}
	if s.lead != nil && i > s.lead.last && agrees(q, s.lead, false) {
		return s.lead
	}
	if v := s.mem.last; v != nil && agrees(q, v, false) && s.opening(i) && s.resumes(q, c) {
		return v
	}
	return nil
}

// further says whether a verb can go on with the voice of its sentence.
func (s *sentence) further(q *cue, c content) bool {
	return q.Form.Tense != lexicon.Present || c.kind == "comp" || q.Entry.Get("cont") == "yes" && (c.kind != "noun" || s.ctx.headline)
}

// resumes says whether a verb can go on with the voice of an earlier sentence.
func (s *sentence) resumes(q *cue, c content) bool {
	cont, clear := q.Entry.Get("cont") == "yes", clausal(c)
	if q.Form.Tense == lexicon.Present {
		return cont && (clear || s.ctx.headline)
	}
	return cont || clear || s.ba(q, c)
}

// ba: the content comes with the preposition of the verb.
func (s *sentence) ba(q *cue, c content) bool {
	return c.kind != "" && c.kind != "noun" && q.Entry.Get("prep") != ""
}

// opening says whether only particles stand before token i in its clause.
func (s *sentence) opening(i int) bool {
	for k := i - 1; k >= s.first; k-- {
		if k < i-lookahead {
			return false
		}
		if f := s.fold(k); f == "," || f == ";" {
			return s.opensWith(s.first, k)
		}
		if !s.is(k, clauseKeepers|prep|pron|accordVerb) && s.d.Tokens[k].Kind == text.Word {
			return s.opensWith(s.first, i)
		}
	}
	return true
}

// opensWith says whether the tokens [first, to) are an adverbial that opens
// the sentence: «وفي الموضوع العراقي، قال».
func (s *sentence) opensWith(first, to int) bool {
	return to-first < 12 && (s.is(first, prep|side|timeWord|accordVerb|aux|contrast) || conjoined(s.fold(first)) && s.is(first, prep|side))
}

// circumstance reads «مشيراً إلى» and its like: the voice of the sentence.
func (s *sentence) circumstance(i int) (int, bool) {
	q := s.participle(i)
	if q == nil || s.inside[i] >= 0 && !s.scare(i) {
		return 0, false
	}
	c := s.contentAfter(q, q.Last)
	if c.at > q.Last+3 || c.kind == "" && !s.is(q.Last, saying|prep) || !s.needs(q, c, false) {
		return 0, false
	}
	v := s.circumstant(i)
	if v == nil {
		return 0, false
	}
	s.speak(v, q, i, c, RuleParticiple)
	return q.Last, true
}

// circumstant is who a participle at token i speaks for: the voice of the
// sentence, else the subject of its verb, whatever that verb says:
// «استقبل الرئيس الوفد، مشيراً إلى».
func (s *sentence) circumstant(i int) *voice {
	feminine := strings.HasSuffix(s.fold(i), "ه")
	switch {
	case s.outer != nil && s.fold(i-1) == "," && (s.outer.gender == lexicon.Feminine) == feminine:
		return s.outer
	case s.voice != nil && feminine && s.voice.gender == lexicon.Masculine && len(s.voice.joint) == 0:
		if s.actor != nil && s.actor.gender == lexicon.Feminine {
			return s.actor
		}
		return nil
	case s.voice != nil:
		return s.voice
	case s.lead != nil && i > s.lead.last && (s.lead.gender == lexicon.Feminine) == feminine:
		return s.lead
	case i <= s.first+1:
		return s.mem.last
	}
	return nil
}
