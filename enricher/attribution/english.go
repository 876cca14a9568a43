package attribution

import (
	"strings"

	"github.com/marsad-news/marsad/internal/text"
)

// readEnglish reads a sentence of an English text: it looks at each verb of
// saying for a subject before it, or behind it after a quotation.
func (s *sentence) readEnglish() {
	for i := s.first; i < s.last; i++ {
		if q := s.at(i, accord); q != nil {
			s.englishSource(q, i)
			continue
		}
		q := s.at(i, verb)
		if q == nil || s.inside[i] >= 0 && s.quotes[s.inside[i]].words(s.d) > 2 {
			continue
		}
		if strings.HasSuffix(s.fold(i), "ing") {
			s.englishParticiple(q, i)
		} else if q.Entry.Get("noun") == "yes" {
			s.englishNominal(q, i)
		} else {
			s.englishVerb(q, i)
		}
		i = q.Last - 1
	}
}

// englishNominal reads "the president's threats to withdraw".
func (s *sentence) englishNominal(q *cue, i int) {
	k := i - 1
	if s.fold(k) == "s" {
		k--
	}
	if f := s.fold(k); f != "'" && f != "’" && f != "'s" || s.fold(q.Last) != "to" {
		return
	}
	from := k
	for from > s.first && from > k-maxName && (capital(s.d.Source(from-1)) || s.is(from-1, office|country|demonym) || s.among("en determiner", s.fold(from-1))) {
		from--
	}
	v := s.englishVoice(from, k)
	if v == nil {
		return
	}
	s.aboutWords(v, q, i, s.clauseEnd(q.Last))
}

// englishSource reads "according to X".
func (s *sentence) englishSource(q *cue, i int) {
	v := s.englishVoice(q.Last, s.last)
	if v == nil {
		return
	}
	start := s.first
	if s.voice != nil { // citing: inside somebody's speech
		start = i
	}
	s.emit(v, q, start, s.last, RuleAccording)
	s.named(v)
}

// englishParticiple goes on with the voice of the sentence: ", saying that".
func (s *sentence) englishParticiple(q *cue, i int) {
	if s.voice == nil || i == s.first {
		return
	}
	if f := s.fold(i - 1); f != "," && !s.is(i-1, contrast) {
		return
	}
	s.speak(s.voice, q, i, content{"comp", q.Last}, RuleParticiple)
}

// englishVerb reads a finite verb.
func (s *sentence) englishVerb(q *cue, i int) {
	v, first := s.englishSubject(i)
	if v == nil {
		if v = s.englishAfter(q, i); v == nil {
			return
		}
		s.emit(v, q, s.first, s.last, RuleAfterwards)
		s.named(v)
		return
	}
	if !s.englishNeeds(q, i, v) {
		return
	}
	start, rule := first, RuleSubjectVerb
	if s.postponed(q, first) {
		start, rule = s.first, RuleAfterwards
	}
	s.saidIn(v, q)
	s.emit(v, q, start, s.last, rule)
	sp := &s.out[len(s.out)-1]
	sp.Negated = strings.HasPrefix(s.fold(i-1), "n't") || s.fold(i-1) == "not" || s.neither(i)
	if via := s.outletIn(q.Last, min(q.Last+4, s.last)); via != "" {
		sp.Via, v.via = via, via
	}
	s.named(v)
}

// neither says whether "neither … would confirm" negates the verb at i.
func (s *sentence) neither(i int) bool {
	for k := i - 1; k >= s.first && k > i-10; k-- {
		if f := s.fold(k); f != "not" && s.among("en negation", f) {
			return true
		}
	}
	return false
}

// englishNeeds says whether a homograph is a verb of saying here.
func (s *sentence) englishNeeds(q *cue, i int, v *voice) bool {
	switch q.Entry.Get("need") {
	case "clause":
		return s.clauseFollows(q.Last)
	case "subject":
		return v.Org != "" || len(v.name) > 0 || v.kind == office
	case "at":
		for k := q.Last; k < s.last && k < q.Last+20; k++ {
			if s.fold(k) == "at" {
				return v.kind == doc || v.Org != ""
			}
		}
		return false
	}
	return true
}

// postponed says whether what is said stands before the subject: a comma or
// a quotation before it, and no clause behind the verb.
func (s *sentence) postponed(q *cue, first int) bool {
	if first-s.first < 3 {
		return false
	}
	switch f := s.fold(first - 1); {
	case f == ",", closesQuote(f):
	default:
		return false
	}
	return !s.clauseFollows(s.overHearer(q))
}

func closesQuote(f string) bool { return f == "\"" || f == "”" || f == "»" || f == "'" }

// overHearer goes over "reporters" or "the Associated Press" behind told.
func (s *sentence) overHearer(q *cue) int {
	k := q.Last
	if q.Entry.Get("hearer") != "yes" {
		return k
	}
	for k < s.last && k < q.Last+6 {
		f := s.fold(k)
		if f == "," || f == "." || s.is(k, comp|prep|contrast) || s.quoteAt(k) != nil {
			return k
		}
		k++
	}
	return k
}

// clauseFollows says whether a clause begins at token k, adverbs of time left
// out: a complementiser, a subject, a quotation.
func (s *sentence) clauseFollows(k int) bool {
	for k < s.last {
		if q := s.at(k, timeWord); q != nil {
			k = q.Last
			continue
		}
		break
	}
	if k >= s.last {
		return false
	}
	t := &s.d.Tokens[k]
	if t.Kind == text.Punct {
		return s.quoteAt(k) != nil || t.Fold == ":"
	}
	if s.is(k, comp) {
		return true
	}
	return !s.is(k, prep|contrast)
}

// englishAfter reads the subject behind the verb: ", said the spokesman".
func (s *sentence) englishAfter(q *cue, i int) *voice {
	if i == s.first {
		return nil
	}
	if f := s.fold(i - 1); f != "," && !closesQuote(f) {
		return nil
	}
	return s.englishVoice(q.Last, s.last)
}

// englishSubject finds the subject before the verb at token i, and where it
// begins.
func (s *sentence) englishSubject(i int) (*voice, int) {
	k := s.skipAdverbs(i)
	if k < s.first {
		return nil, 0
	}
	if s.is(k, pron) {
		return s.taken(s.at(k, pron), k)
	}
	if s.is(k, rel) && k-2 >= s.first && s.fold(k-1) == "," { // Ankara, which says
		k -= 2
	}
	from := s.phraseStart(k)
	first := from + 1
	if r := s.relativeBefore(k); r > 0 { // X, which did Y, said
		k = r - 2
		from = s.phraseStart(k)
		first = from + 1
	} else if s.fold(k) == "," { // X, an adviser to Y, said
		inner := k - 1
		for inner >= s.first && inner > k-lookahead && s.fold(inner) != "," && s.finite(inner) == nil && s.quoteAt(inner) == nil {
			inner--
		}
		if inner <= s.first || s.fold(inner) != "," {
			return nil, 0
		}
		from = s.phraseStart(inner - 1)
		first = from + 1
	} else if v := s.appositive(first, k+1); v != nil {
		return v, v.first
	}
	v := s.englishVoice(first, k+1)
	if v == nil {
		return nil, 0
	}
	return v, first
}

// relativeBefore finds the relative pronoun of a clause between commas that
// ends at the comma at token k; 0: none.
func (s *sentence) relativeBefore(k int) int {
	if s.fold(k) != "," {
		return 0
	}
	for j := k - 1; j > s.first+1 && j > k-lookahead; j-- {
		if s.is(j, rel) && s.fold(j-1) == "," {
			return j
		}
		if s.is(j, comp) || s.quoteAt(j) != nil {
			return 0
		}
	}
	return 0
}

// appositive reads "Libya's foreign minister, Salma Bey, repeated": the phrase
// [first, last) is a name after a comma, and an office stands before it.
func (s *sentence) appositive(first, last int) *voice {
	if first-2 < s.first || s.fold(first-1) != "," || last >= s.last {
		return nil
	}
	from := s.phraseStart(first-2) + 1
	name := s.capitalRun(first, last)
	if name != [2]int{first, last} || from >= first-1 || !s.hasOffice(from, first-1) {
		return nil
	}
	v := s.englishVoice(from, last)
	return v
}

// phraseStart is the token before the noun phrase that ends at token k.
func (s *sentence) phraseStart(k int) int {
	from := k
	for from >= s.first && from > k-lookahead && s.inPhrase(from) {
		from--
	}
	return from
}

func (s *sentence) hasOffice(first, last int) bool {
	for k := first; k < last; k++ {
		if s.is(k, office|person) {
			return true
		}
	}
	return false
}

// skipAdverbs goes back over adverbs and auxiliaries: "has repeatedly said".
func (s *sentence) skipAdverbs(i int) int {
	k := i - 1
	for k >= s.first && k > i-lookahead {
		f := s.fold(k)
		if s.among("en auxiliary", f) || f == "on" && s.is(k+1, timeWord) || strings.HasSuffix(f, "ly") && len(f) > 4 || s.is(k, timeWord) {
			k--
			continue
		}
		if q := s.at(k-1, timeWord); k > s.first && q != nil && q.Last == k+1 { // on Saturday
			k -= 2
			continue
		}
		break
	}
	return k
}
