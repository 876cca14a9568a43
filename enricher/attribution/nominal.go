package attribution

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// nominal reads «إعلان الوزير انسحاب القوات» and «تعهد الأمين العام»: a noun of
// saying and whose it is.
func (s *sentence) nominal(i int) (int, bool) {
	q := s.nounOfSaying(i)
	if q == nil || s.inside[i] >= 0 && !s.scare(i) {
		return 0, false
	}
	v, ok := s.voiceAt(q.Last, s.last, "")
	if !ok {
		return s.deed(q, i)
	}
	if v.kind == doc || s.voice != nil && v.Org == s.voice.Org && v.Speaker == s.voice.Speaker {
		return 0, false
	}
	voice, last := s.voice, s.mem.last
	s.emit(v, q, i, s.last, RuleNominal)
	s.mem.keep(v)
	s.voice, s.mem.last = voice, last // the noun is told about: nobody takes the word
	return v.last, true
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
	if !s.is(i, of(verb)) {
		return nil
	}
	for k := int(s.cues.from[i]); k < len(s.all) && s.all[k].First == i; k++ {
		q := &s.all[k]
		if q.kind == verb && (q.Form.Part == lexicon.Masdar || q.Form.Part == lexicon.Verb && s.among("governing", s.fold(i-1))) && !q.Def && q.Suf == "" && q.Entry.Get("noun") == "yes" && !strings.Contains(q.Pre, "ك") {
			return q
		}
	}
	return nil
}
