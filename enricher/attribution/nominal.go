package attribution

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// nominal reads «إعلان الوزير انسحاب القوات», «تعهد الأمين العام» and «قرار
// الرئيس رفع العدد»: a noun of saying or deciding and whose it is.
func (s *sentence) nominal(i int) (int, bool) {
	q := s.nounOfSaying(i)
	if q == nil {
		return 0, false
	}
	if q.Suf != "" {
		return s.possessed(q, i)
	}
	v, ok := s.voiceAt(q.Last, s.last, "")
	if !ok {
		if next, ok := s.issued(q, i); ok {
			return next, true
		}
		return s.deed(q, i)
	}
	if v.kind == doc || v.bare && s.mem.several(v) || s.voice != nil && v.Org == s.voice.Org && v.Speaker == s.voice.Speaker {
		return 0, false
	}
	end := s.last
	if q.Entry.Get("noun") == "content" {
		at := s.nounContent(q, v.last)
		if at < 0 {
			return 0, false
		}
		end = s.clauseEnd(at)
	}
	s.aboutWords(v, q, i, end)
	return v.last, true
}

// aboutWords records what a noun of saying reports. The noun is told about:
// nobody takes the word.
func (s *sentence) aboutWords(v *voice, q *cue, i, end int) {
	voice, last, recent, now, lead := s.voice, s.mem.last, s.recent, s.mem.now, s.mem.lead
	s.emit(v, q, i, end, RuleNominal)
	s.mem.keep(v)
	s.voice, s.mem.last, s.recent, s.mem.now, s.mem.lead = voice, last, recent, now, lead
}

// possessed reads «نفيها أن» and «بإقراره إرسال»: the pronoun is the subject's.
func (s *sentence) possessed(q *cue, i int) (int, bool) {
	v := s.topic
	if v == nil {
		v = s.lead
	}
	if v == nil || q.Suf == "ه" && v.gender == lexicon.Feminine || q.Suf == "ها" && v.gender == lexicon.Masculine {
		return 0, false
	}
	at := s.nounContent(q, q.Last)
	if at < 0 || s.voice != nil {
		return 0, false
	}
	s.aboutWords(v, q, i, s.clauseEnd(at))
	return q.Last, true
}

// issued reads «وقّع الرئيس أمراً بإرسال» and «أمراً يسمح بإعادة»: what is
// decided is the object of the first verb.
func (s *sentence) issued(q *cue, i int) (int, bool) {
	v := s.lead
	if v == nil || s.voice != nil || classOf(q) != Decision || !strings.HasSuffix(s.fold(i), "ا") || i-v.last > needReach {
		return 0, false
	}
	k := q.Last
	if s.among("provides", s.fold(k)) {
		k++
	}
	at := s.nounContent(q, k)
	if at < 0 {
		return 0, false
	}
	s.aboutWords(v, q, i, s.clauseEnd(at))
	return q.Last, true
}

// nounContent finds what is said or decided behind the noun q and its owner:
// a verbal noun, also with the preposition that q governs, or a clause. -1:
// nothing.
func (s *sentence) nounContent(q *cue, k int) int {
	if s.fold(k) == "," {
		k++
	}
	if s.prepAt(k) && s.governed(q, k) {
		k++
	}
	if k < s.last && s.is(k, happening|comp) {
		return k
	}
	return -1
}

// deed reads «سارع الناطق إلى نفي مشاركة القوات»: the noun of saying is what
// the subject of another verb does.
func (s *sentence) deed(q *cue, i int) (int, bool) {
	v := s.lead
	if s.topic != nil {
		v = s.topic
	}
	if v == nil || s.fold(i-1) != "الي" || i-v.last > 6 {
		return 0, false
	}
	s.emit(v, q, i, s.last, RuleNominal)
	s.named(v)
	return q.Last, true
}

// nounOfSaying returns the verbal noun of a verb of saying at token i.
func (s *sentence) nounOfSaying(i int) *cue {
	if !s.is(i, verb) {
		return nil
	}
	for k := int(s.cues.from[i]); k < len(s.all) && s.all[k].First == i; k++ {
		q := &s.all[k]
		if q.kind == verb && !q.Def && q.Entry.Get("noun") != "" && s.nounHere(q, i) && !strings.Contains(q.Pre, "ك") {
			return q
		}
	}
	return nil
}

// unlikeSubject says whether a masculine verb that is written like its noun
// stands before a feminine institution: «تعهد الحكومة بأن».
func (s *sentence) unlikeSubject(q *cue) bool {
	if q.Pre != "" || q.Form.Tense != lexicon.Past || q.Form.Gender != lexicon.Masculine || !s.is(q.Last, body|country|place) {
		return false
	}
	v, ok := s.voiceAt(q.Last, s.last, "")
	return ok && v.gender == lexicon.Feminine
}

// nounHere says whether a form is a noun at token i.
func (s *sentence) nounHere(q *cue, i int) bool {
	switch q.Form.Part {
	case lexicon.Masdar, lexicon.Noun:
		return true
	case lexicon.Verb:
		return q.Suf == "" && (s.among("governing", s.fold(i-1)) || s.unlikeSubject(q))
	}
	return false
}
