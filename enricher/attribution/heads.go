package attribution

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// finiteVerb reads a finite verb of saying with its subject.
func (s *sentence) finiteVerb(i int) (int, bool) {
	q := s.finite(i)
	if q == nil || q.Form.Person == 1 || q.Form.Person == 2 {
		return 0, false
	}
	if v, rule, next := s.subjectOf(q, i); v != nil {
		c := s.contentAfter(q, max(q.Last, next))
		if !s.needs(q, c, true) || s.act(q, i, c) || !s.personal(q, v) {
			return 0, false
		}
		start := i
		if rule == RuleSubjectVerb && v.first < i {
			start = v.first
		}
		s.speak(v, q, start, c, rule)
		return max(q.Last, next), true
	}
	return s.continuation(q, i)
}

// acts are the classes whose verbs tell of a deed as much as of words.
var acts = map[Class]bool{Demand: true, Decision: true, Stance: true, Promise: true}

// personal says whether a verb that only persons use for speech has one, or is
// negated: «لم يحدد الوزير موعداً».
func (s *sentence) personal(q *cue, v *voice) bool {
	return q.Entry.Get("need") != "person" || s.is(q.First-1, of(neg)) || of(office, person).has(v.kind)
}

// act says whether a verb inside somebody's reported clause tells what was
// done, not what was said: «قال إن بغداد طلبت رحيلهم».
func (s *sentence) act(q *cue, i int, c content) bool {
	return s.voice != nil && s.under(i) && acts[classOf(q)] && (!clausal(c) || c.kind == "comp" && s.fold(c.at) == "ان")
}

// under says whether token i stands in a clause that a complementiser of this
// sentence has opened and no comma has left.
func (s *sentence) under(i int) bool {
	for k := i - 1; k > s.first && k > i-12; k-- {
		switch {
		case s.is(k, of(comp)) || s.fold(k) == ":":
			return true
		case s.fold(k) == "," || s.is(k, of(aside, contrast)):
			return false
		}
	}
	return false
}

// subjectOf finds the subject of a verb: after it, or before it.
func (s *sentence) subjectOf(q *cue, i int) (*voice, Rule, int) {
	if s.is(s.before(i), of(rel)) {
		if s.recent != nil && s.recent.last == s.before(i) {
			return s.recent, RuleSubjectVerb, 0
		}
		if q.Entry.Get("hearer") == "yes" {
			if v := s.relativeHead(q, s.before(i)); v != nil {
				return v, RuleSubjectVerb, 0
			}
		}
		if v, next := s.subjectAfter(q); v != nil {
			return v, RuleVerbSubject, next
		}
		return s.relativeHead(q, s.before(i)), RuleSubjectVerb, 0
	}
	if s.topicStands(q, i) {
		return s.topic, RuleSubjectVerb, 0
	}
	if v, next := s.subjectAfter(q); v != nil {
		return v, RuleVerbSubject, next
	}
	if s.topic != nil && i-s.topicTo < 40 && agrees(q, s.topic, false) && s.gapFree(s.topicTo, i) {
		return s.topic, RuleSubjectVerb, 0
	}
	return nil, "", 0
}

// relativeHead is the voice that the relative pronoun at token k belongs to:
// «الوزارة التي قالت».
func (s *sentence) relativeHead(q *cue, k int) *voice {
	for j := k - 1; j >= s.first && j > k-10; j-- {
		if s.is(j, of(comp)) || s.finite(j) != nil {
			return nil
		}
		h := s.at(j, of(office, body, org, country, place))
		if h == nil {
			continue
		}
		v, ok := s.voiceAt(j, k, strings.TrimPrefix(strings.TrimSuffix(h.Pre, "ال"), "و"))
		if ok && (v.last == k || v.last == k-1 && s.fold(k-1) == ",") && agrees(q, v, false) {
			return v
		}
	}
	return nil
}

// before is the token before i, with negation and auxiliaries left out.
func (s *sentence) before(i int) int {
	for i--; i > s.first && s.is(i, of(neg, aux)); i-- {
	}
	return i
}

// topicStands says whether the topic stands right before the verb.
func (s *sentence) topicStands(q *cue, i int) bool {
	if s.topic == nil || !agrees(q, s.topic, false) {
		return false
	}
	for k := s.topicTo; k < i; k++ {
		if !s.is(k, of(neg, aux, timeWord)) {
			return false
		}
	}
	return true
}

// gapFree says whether nothing between a topic and a verb is another clause.
func (s *sentence) gapFree(from, to int) bool {
	for k := from; k < to; k++ {
		if s.is(k, of(comp, contrast, aside)) || s.finite(k) != nil {
			return false
		}
	}
	return true
}

// lookahead is how many tokens after a verb its subject may begin.
const lookahead = 30

// subjectAfter finds the subject behind the verb, over adverbs and
// parentheses: «أعلن، في ختام القمة، الرئيس».
func (s *sentence) subjectAfter(q *cue) (*voice, int) {
	ready := true // a subject may stand here
	for k := q.Last; k < s.last && k < q.Last+lookahead; {
		t := &s.d.Tokens[k]
		switch {
		case t.Fold == "," || t.Fold == "-":
			ready = true
			k++
		case t.Fold == "(":
			k = s.overBracket(k)
		case t.Fold == ":" || s.is(k, of(comp, saying)) || s.verbAt(k):
			return nil, 0
		case s.quoteAt(k) != nil && !s.opensShort(k):
			return nil, 0
		case s.is(k, of(timeWord, side, aux)):
			k = s.at(k, of(timeWord, side, aux)).Last
			ready = true
		case s.prepAt(k) || s.toOutlet(k):
			if s.governed(q, k) {
				return nil, 0
			}
			if s.bare(k, "pronominal") {
				k++
				continue
			}
			k = s.overPhrase(k)
			ready = false
		case !ready:
			return nil, 0
		default:
			return s.subjectHere(q, k)
		}
	}
	return nil, 0
}

// subjectHere reads the subject at token k.
func (s *sentence) subjectHere(q *cue, k int) (*voice, int) {
	if d := s.at(k, of(doc)); d != nil && q.Entry.Get("object") == "yes" && !s.ownedHere(d) {
		return nil, 0 // «وصف الإعلان بأنه»
	}
	s.gov = text.FoldString(q.Entry.Get("prep"))
	v, ok := s.voiceAt(k, s.last, "")
	s.gov = ""
	if ok {
		if conjoined(s.fold(k)) && s.at(k, heads) != nil && s.at(k, heads).Pre != "" || !agrees(q, v, true) {
			return nil, 0
		}
		if q.Form.Gender == lexicon.Feminine && v.kind == office {
			v.gender = lexicon.Feminine
		}
		if v.kind == doc && (q.Entry.Get("object") == "yes" || !s.follows(q, v.last)) {
			return nil, 0
		}
		return v, v.last
	}
	first, last, ok := s.looseName(k, s.last, 1)
	if !ok || q.Form.Part == lexicon.Verb && q.Form.Number != lexicon.Singular {
		return nil, 0
	}
	end := s.fold(last)
	sure := last < s.last && (end == ":" || s.is(last, of(comp)) || s.quoteAt(last) != nil)
	if !sure && (q.Entry.Get("obj") == "yes" || strings.HasPrefix(s.fold(first), "ال") || !s.follows(q, last)) {
		return nil, 0
	}
	v = s.introduced(s.nameVoice(first, last))
	sp := &speaker{r: s.reader, v: v, limit: s.last, name: [2]int{first, last}}
	sp.appositions()
	if len(sp.offs) > 0 {
		v.Org, v.Country = sp.affiliation()
		s.known(v)
		v.Role = s.src(sp.offs[0].first, sp.offs[0].last)
		v.kind = office
	}
	return v, v.last
}

// ownedHere says whether a document has who issued it right behind it.
func (s *sentence) ownedHere(d *cue) bool { return s.is(d.Last, of(office, body, org)) }

// introduced completes a bare name: by a voice of that name, or by the unnamed
// office that spoke before. News says first what somebody is.
func (s *sentence) introduced(v *voice) *voice {
	if w, ok := s.mem.resolve(v); ok {
		return w
	}
	old := s.mem.last
	if v.Org != "" || s.voice != nil || old == nil || len(old.name) > 0 || old.kind != office || old.anon || old.unnamed || !s.mem.spoke {
		return v
	}
	v.Role, v.Org, v.Country, v.kind, v.key = old.Role, old.Org, old.Country, old.kind, old.key
	return v
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
	if f.Number != lexicon.Singular || f.Gender == 0 || v.gender == 0 || f.Gender == v.gender {
		return true
	}
	return f.Gender == lexicon.Feminine && v.kind == office && v.Speaker != "" // وقالت المتحدث
}

// toOutlet says whether token k is «لوكالة»: the one who was told.
func (s *sentence) toOutlet(k int) bool {
	if s.reader.told(k) || s.fold(k) == "ل" {
		return true
	}
	q := s.at(k, of(person, body, org, country))
	return q != nil && strings.HasPrefix(q.Pre, "ل")
}

// overPhrase goes over a prepositional phrase: to the next comma, colon,
// complementiser, quotation or verb.
func (s *sentence) overPhrase(k int) int {
	for first := k; k < s.last && k < first+lookahead; k++ {
		if k == first {
			continue
		}
		f := s.fold(k)
		if f == "," || f == ":" || f == "-" || s.is(k, of(comp, timeWord)) || s.finite(k) != nil || s.quoteAt(k) != nil && !s.opensShort(k) {
			return k
		}
		if s.quoteAt(k) != nil {
			k = s.quoteAt(k).Close
		}
	}
	return k
}

func (s *sentence) overBracket(k int) int {
	for j := k + 1; j < s.last && j < k+12; j++ {
		if s.fold(j) == ")" {
			return j + 1
		}
	}
	return k + 1
}
