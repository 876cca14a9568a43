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
		s.within(v, start, func() { s.speak(v, q, start, c, rule) })
		s.clause = false
		return max(q.Last, next), true
	}
	return s.continuation(q, i)
}

// within records a speech and whose words it stands in: «قال الوزير إن القائد
// أكد أن». Who said all of it goes on after the next comma.
func (s *sentence) within(v *voice, start int, speak func()) {
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
	if s.denied == 0 || k-s.denied > 12 || !s.is(k, of(rel)) {
		return false
	}
	for j := k - 1; j >= s.denied; j-- {
		if s.is(j, of(doc, press, happening)) {
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
	return q.Entry.Get("need") != "person" || s.is(q.First-1, of(neg)) || of(office, person).has(v.kind)
}

// act says whether a verb inside somebody's reported clause tells what was
// done, not what was said: «قال إن بغداد طلبت رحيلهم».
func (s *sentence) act(q *cue, i int, c content) bool {
	return s.voice != nil && s.under(i) && acts[classOf(q)] && (!clausal(c) || c.kind == "comp" && s.fold(c.at) == "ان")
}

// background says whether the verb at token i tells what v had done before:
// «بعد أن كانت واشنطن قد طلبت». That is no part of what another says.
func (s *sentence) background(i int, v *voice) bool {
	return s.when > 0 && v == s.topic && v.first > s.when && s.is(i-1, of(aux))
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
		d := s.at(k, of(doc))
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
		d := s.at(k, of(doc))
		if d == nil {
			if !s.is(k, of(modifier, demonym, kin)) {
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
	return q.Suf != "" && q.Form.Tense == lexicon.Past && q.Form.Gender == lexicon.Feminine && s.word(q.First-1) && !s.is(q.First-1, of(rel, aux, neg, comp))
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
		if v.kind == doc && !s.tells(q, v) {
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
	v = s.described(s.introduced(s.nameVoice(first, last)))
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
	switch d := s.at(v.first, of(doc)); {
	case q.Entry.Get("object") == "yes":
		return false
	case d != nil && d.Def:
		return s.contentAfter(q, v.last).kind != ""
	}
	return s.follows(q, v.last)
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
	if !ahead && v.plural && f.Number == lexicon.Singular && v.gender != lexicon.Feminine {
		return false
	}
	if f.Number != lexicon.Singular || f.Gender == 0 || v.gender == 0 || f.Gender == v.gender {
		return true
	}
	return ahead && f.Gender == lexicon.Feminine && v.kind == office && v.Speaker != "" // وقالت المتحدث
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
