package attribution

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// subjectOf finds the subject of a verb: after it, or before it.
func (s *sentence) subjectOf(q *cue, i int) (*voice, Rule, int) {
	if s.is(s.before(i), rel) {
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
	if v := s.author(q, i); v != nil {
		return v, RuleVerbSubject, 0
	}
	if v := s.tellingDocument(i); v != nil && agrees(q, v, false) {
		return v, RuleSubjectVerb, 0
	}
	if s.goesOn(q, i) {
		return nil, "", 0
	}
	if s.topic != nil && !s.topic.force && i-s.topicTo < 40 && agrees(q, s.topic, false) && s.gapFree(s.topicTo, i) && !s.nounLike(q) {
		return s.topic, RuleSubjectVerb, 0
	}
	return nil, "", 0
}

// goesOn says whether a verb like «وأضاف» behind a comma goes on with the voice
// of the sentence, not with a subject in what it says.
func (s *sentence) goesOn(q *cue, i int) bool {
	return s.voice != nil && s.topic != nil && s.topic != s.voice && s.topic.first > s.voice.last && q.Entry.Get("cont") == "yes" && conjoined(s.fold(i)) &&
		s.fold(i-1) == "," && agrees(q, s.voice, false) && s.under(s.topic.first)
}

// author is who wrote the document that the verb at token i takes up with «فيه»:
// «تقرير للعميد، فلان، حذر فيه».
func (s *sentence) author(q *cue, i int) *voice {
	if !s.among("in it", s.fold(q.Last)) {
		return nil
	}
	for k := i - 1; k >= s.first && k > i-lookahead; k-- {
		d := s.at(k, doc)
		if d == nil {
			continue
		}
		v := s.documentAt(k, i, strings.TrimPrefix(d.Pre, "و"))
		if v == nil || v.last < i-2 || v.last <= d.Last {
			return nil
		}
		return v
	}
	return nil
}

// tellingDocument is the document right before the verb at token i that the
// verb describes: «يخالف تقريراً أممياً تحدث عن».
func (s *sentence) tellingDocument(i int) *voice {
	if s.among("in it", s.fold(i+1)) {
		return nil // its author speaks
	}
	for k := i - 1; k >= s.first && k > i-4; k-- {
		d := s.at(k, doc)
		if d == nil {
			if !s.is(k, modifier|demonym|kin) {
				return nil
			}
			continue
		}
		if d.Def || d.Suf != "" || k == s.first || s.prepAt(k-1) || strings.TrimPrefix(d.Pre, "و") != "" {
			return nil
		}
		p, ok := s.phraseAt(k, i, d.Pre)
		if !ok || p.last != i {
			return nil
		}
		v := &voice{Voice: Voice{Source: clean(s.src(k, i))}, first: k, last: i, kind: doc, gender: s.genderOf(d), paper: s.paper(d)}
		a := affiliate{r: s.reader, p: &p, limit: i}
		v.Org, v.Country = a.find()
		if v.Org == "" {
			v.Speaker = v.Source
		}
		return v
	}
	return nil
}

// nounLike says whether a verb with an object pronoun may as well be a noun
// with ة and a possessive one: «تطور قدرتها».
func (s *sentence) nounLike(q *cue) bool {
	return q.Suf != "" && q.Form.Tense == lexicon.Past && q.Form.Gender == lexicon.Feminine && s.word(q.First-1) && !s.is(q.First-1, rel|aux|neg|comp)
}

// relativeHead is the voice that the relative pronoun at token k belongs to:
// «الوزارة التي قالت».
func (s *sentence) relativeHead(q *cue, k int) *voice {
	for j := k - 1; j >= s.first && j > k-10; j-- {
		if s.is(j, comp) || s.finite(j) != nil {
			return nil
		}
		h := s.at(j, office|body|org|country|place)
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

// topicStands says whether the topic stands right before the verb.
func (s *sentence) topicStands(q *cue, i int) bool {
	if s.topic == nil || !agrees(q, s.topic, false) {
		return false
	}
	for k := s.topicTo; k < i; k++ {
		if !s.is(k, neg|aux|timeWord) {
			return false
		}
	}
	return true
}

// gapFree says whether nothing between a topic and a verb is another clause.
func (s *sentence) gapFree(from, to int) bool {
	for k := from; k < to; k++ {
		if s.is(k, comp|contrast|aside) || s.finite(k) != nil {
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
		case t.Fold == ":" || s.is(k, comp|saying) || s.verbAt(k):
			return nil, 0
		case s.quoteAt(k) != nil && !s.opensShort(k):
			return nil, 0
		case s.is(k, timeWord|side|aux):
			k = s.at(k, timeWord|side|aux).Last
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
	if d := s.at(k, doc); d != nil && q.Entry.Get("object") == "yes" && !s.ownedHere(d) {
		return nil, 0 // «وصف الإعلان بأنه»
	}
	s.gov = q.facts.gov
	v, ok := s.voiceAt(k, s.last, "")
	s.gov = ""
	if !ok {
		return s.namedHere(q, k)
	}
	if h := s.at(k, heads); conjoined(s.fold(k)) && h != nil && h.Pre != "" || !agrees(q, v, true) {
		return nil, 0
	}
	if q.Form.Gender == lexicon.Feminine && v.kind == office {
		v.gender = lexicon.Feminine
	}
	if v.kind == doc && !s.tells(q, v) {
		return nil, 0
	}
	return v, v.last
}

// namedHere reads a subject that is but a name, which no list has: it must have
// what is said behind it.
func (s *sentence) namedHere(q *cue, k int) (*voice, int) {
	first, last, ok := s.looseName(k, s.last, 1)
	if !ok || q.Form.Part == lexicon.Verb && q.Form.Number != lexicon.Singular {
		return nil, 0
	}
	sure := last < s.last && (s.fold(last) == ":" || s.is(last, comp) || s.quoteAt(last) != nil || s.stand(last))
	if !sure && (q.Entry.Get("obj") == "yes" || strings.HasPrefix(s.fold(first), "ال") || !s.follows(q, last)) {
		return nil, 0
	}
	v := s.described(s.introduced(s.nameVoice(first, last)))
	return v, v.last
}

// described completes a bare name by the offices behind it: «فلان، رئيس
// الهيئة،».
func (s *sentence) described(v *voice) *voice {
	sp := &speaker{r: s.reader, v: v, limit: s.last, name: [2]int{v.first, v.last}}
	sp.appositions()
	if len(sp.offs) == 0 {
		return v
	}
	if org, iso := sp.affiliation(); org != "" {
		v.Org, v.Country = org, iso
	}
	s.known(v)
	v.Role = s.src(sp.offs[0].first, sp.offs[0].last)
	v.kind = office
	return v
}

// tells says whether a document is the subject of a verb, not what it is about:
// an indefinite one must have what it says right behind it.
func (s *sentence) tells(q *cue, v *voice) bool {
	switch d := s.at(v.first, doc); {
	case q.Entry.Get("object") == "yes":
		return false
	case d != nil && d.Def:
		return s.contentAfter(q, v.last).kind != ""
	}
	return s.follows(q, v.last)
}

// ownedHere says whether a document has who issued it right behind it.
func (s *sentence) ownedHere(d *cue) bool { return s.is(d.Last, office|body|org) }

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

// toOutlet says whether token k is «لوكالة»: the one who was told.
func (s *sentence) toOutlet(k int) bool {
	if s.reader.told(k) || s.fold(k) == "ل" {
		return true
	}
	q := s.at(k, person|body|org|country)
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
		if f == "," || f == ":" || f == "-" || s.is(k, comp|timeWord) || s.finite(k) != nil || s.quoteAt(k) != nil && !s.opensShort(k) {
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
