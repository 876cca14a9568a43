package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/marsad-news/marsad/internal/text"
)

// readEnglish reads a sentence of an English text: it looks at each verb of
// saying for a subject before it, or behind it after a quotation.
func (s *sentence) readEnglish() {
	for i := s.first; i < s.last; i++ {
		if q := s.at(i, of(accord)); q != nil {
			s.englishSource(q, i)
			continue
		}
		q := s.at(i, of(verb))
		if q == nil || s.inside[i] >= 0 && s.quotes[s.inside[i]].words(s.d) > 2 {
			continue
		}
		if strings.HasSuffix(s.fold(i), "ing") {
			s.englishParticiple(q, i)
		} else {
			s.englishVerb(q, i)
		}
		i = q.Last - 1
	}
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
	if f := s.fold(i - 1); f != "," && !s.is(i-1, of(contrast)) {
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
		if f == "," || f == "." || s.is(k, of(comp, prep, contrast)) || s.quoteAt(k) != nil {
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
		if q := s.at(k, of(timeWord)); q != nil {
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
	if s.is(k, of(comp)) {
		return true
	}
	return !s.is(k, of(prep, contrast))
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
	if s.is(k, of(pron)) {
		return s.taken(s.at(k, of(pron)), k)
	}
	if s.is(k, of(rel)) && k-2 >= s.first && s.fold(k-1) == "," { // Ankara, which says
		k -= 2
	}
	from := k
	for from >= s.first && s.inPhrase(from) {
		from--
	}
	first := from + 1
	if s.fold(k) == "," { // X, an adviser to Y, said
		inner := k - 1
		for inner >= s.first && s.fold(inner) != "," && s.finite(inner) == nil && s.quoteAt(inner) == nil {
			inner--
		}
		if inner <= s.first || s.fold(inner) != "," {
			return nil, 0
		}
		from = inner - 1
		for from >= s.first && s.inPhrase(from) {
			from--
		}
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

// appositive reads "Libya's foreign minister, Salma Bey, repeated": the phrase
// [first, last) is a name after a comma, and an office stands before it.
func (s *sentence) appositive(first, last int) *voice {
	if first-2 < s.first || s.fold(first-1) != "," || last >= s.last {
		return nil
	}
	from := first - 2
	for from >= s.first && s.inPhrase(from) {
		from--
	}
	from++
	name := s.capitalRun(first, last)
	if name != [2]int{first, last} || from >= first-1 || !s.hasOffice(from, first-1) {
		return nil
	}
	v := s.englishVoice(from, last)
	return v
}

func (s *sentence) hasOffice(first, last int) bool {
	for k := first; k < last; k++ {
		if s.is(k, of(office, person)) {
			return true
		}
	}
	return false
}

// skipAdverbs goes back over adverbs and auxiliaries: "has repeatedly said".
func (s *sentence) skipAdverbs(i int) int {
	k := i - 1
	for k >= s.first {
		f := s.fold(k)
		if s.among("en auxiliary", f) || f == "on" && s.is(k+1, of(timeWord)) || strings.HasSuffix(f, "ly") && len(f) > 4 || s.is(k, of(timeWord)) {
			k--
			continue
		}
		if q := s.at(k-1, of(timeWord)); k > s.first && q != nil && q.Last == k+1 { // on Saturday
			k -= 2
			continue
		}
		break
	}
	return k
}

// inPhrase says whether token k may stand inside a noun phrase.
func (s *sentence) inPhrase(k int) bool {
	t := &s.d.Tokens[k]
	if t.Kind == text.Punct {
		return t.Fold == "-" && !t.Space || t.Fold == "'" || t.Fold == "." && !t.Space && k+1 < s.last
	}
	if s.is(k, of(comp, accord, rel)) || s.finite(k) != nil && s.is(k, of(verb)) && !s.is(k, of(kin, office)) {
		return false
	}
	if s.is(k, of(contrast)) {
		f := s.fold(k)
		return f == "and" && k > s.first && capital(s.d.Source(k-1)) && k+1 < s.last && capital(s.d.Source(k+1))
	}
	return !s.among("en verb", t.Fold)
}

// taken is the voice that a pronoun takes up.
func (s *sentence) taken(q *cue, k int) (*voice, int) {
	v := s.party()
	if v == nil {
		return nil, 0
	}
	w := *v
	w.first, w.last, w.joint = k, q.Last, nil
	return &w, k
}

// englishVoice makes the voice of the noun phrase [first, limit).
func (s *sentence) englishVoice(first, limit int) *voice {
	for first < limit && s.d.Tokens[first].Kind == text.Punct {
		first++
	}
	last := first
	for last < limit && (s.inPhrase(last) || s.fold(last) == "," && s.englishApposition(last, limit)) {
		if limit == s.last && last > first && s.is(last, of(prep, timeWord)) && s.fold(last) != "of" && s.fold(last) != "for" && s.fold(last) != "from" {
			break
		}
		last++
	}
	if last == first || last-first > 24 {
		return nil
	}
	return s.composeEnglish(first, last)
}

// englishApposition says whether the comma at token k joins an apposition.
func (s *sentence) englishApposition(k, limit int) bool {
	if k+1 >= limit {
		return false
	}
	f := s.fold(k + 1)
	return f == "a" || f == "an" || f == "the" && s.hasOffice(k+2, min(k+6, limit)) || s.hasOffice(k-3, k) && capital(s.d.Source(k+1))
}

// composeEnglish reads name, office and organisation out of a phrase.
func (s *sentence) composeEnglish(first, last int) *voice {
	v := &voice{first: first, last: last, kind: org}
	v.Source = clean(s.src(first, last))
	var head *cue
	for k := first; k < last; k++ {
		if s.in[k] {
			continue
		}
		if q := s.at(k, of(office, person, doc, body, rank)); q != nil && q.Last <= last {
			if head == nil || of(office, person).has(q.kind) && !of(office, person).has(head.kind) {
				head = q
			}
		}
	}
	name := s.capitalRun(first, last)
	if head == nil && name[1] == 0 && !s.entityIn(first, last) {
		return nil
	}
	if head != nil {
		v.kind = head.kind
		v.key = s.fold(head.Last - 1)
		v.def = s.fold(first) == "the"
		v.bare = v.def && last-first == 2
		if v.bare && s.mem.last != nil && s.mem.last.kind == doc && strings.HasPrefix(v.key, "author") {
			w := *s.mem.last
			w.first, w.last = first, last
			return &w
		}
	}
	if name[1] > 0 {
		v.Speaker, v.name = clean(s.src(name[0], name[1])), s.folds(name[0], name[1])
		if head == nil {
			v.kind = person
		}
	}
	a := affiliate{r: s.reader, p: &phrase{first: first, last: last, head: head}, limit: last}
	if head == nil {
		a.p.head = s.entityCue(first, last)
	}
	v.Org, v.Country = s.englishOrg(&a, head)
	s.known(v)
	if w, ok := s.mem.resolve(v); ok && (len(v.name) > 0 || v.def) {
		return w
	}
	if v.Speaker == "" && !v.organisation() {
		v.Speaker = v.Source
	}
	v.Role = v.Source
	s.jointStates(v, first, last)
	if q := s.entityCue(first, last); q != nil && q.kind == outlet && head == nil {
		v.outlet = q.Entry.ID
	}
	return v
}

// jointStates adds the further states of "Italy and Poland".
func (s *sentence) jointStates(v *voice, first, last int) {
	for k := first; k+1 < last; k++ {
		if s.fold(k) != "and" && s.fold(k) != "nor" {
			continue
		}
		if c := s.geo(k+1, k+2); c != "" && v.Country != "" && c != v.Country {
			v.joint = append(v.joint, &voice{Voice: Voice{Org: c + "-GOV", Country: c, Source: s.src(k+1, k+2)}, kind: country})
		}
	}
}

// englishOrg is the organisation of a phrase; a spokesman whose organisation
// is not named speaks for the last one.
func (s *sentence) englishOrg(a *affiliate, head *cue) (string, string) {
	if a.p.head == nil {
		return "", ""
	}
	org, iso := a.find()
	if org == "" && iso == "" && head != nil && (head.Entry.Get("first") == "yes" || head.Entry.ID == "official") {
		if iso = s.geo(s.first, s.first+2); iso != "" {
			return iso + "-GOV", iso
		}
	}
	if org == "" && head != nil && head.kind == office && s.mem.last != nil && a.body == nil && !a.none {
		if org, iso = s.mem.last.Org, s.mem.last.Country; iso != "" && a.kin != nil {
			org = iso + "-" + a.kin.Entry.Get("body")
		}
	}
	return org, iso
}

func (s *sentence) entityIn(first, last int) bool { return s.entityCue(first, last) != nil }

// entityCue is the first organisation, state or outlet of a phrase.
func (s *sentence) entityCue(first, last int) *cue {
	for k := first; k < last; k++ {
		if q := s.at(k, of(org, outlet, country, place)); q != nil && q.Last <= last && (q.kind != place || q.Entry.Get("gov") != "") {
			return q
		}
	}
	return nil
}

// capitalRun is the first run of capitalised words of a phrase that are in no
// list: a name. One word alone is one only when nothing else is there, or
// when somebody of that name has spoken.
func (s *sentence) capitalRun(first, last int) [2]int {
	for k := first; k < last; {
		j := k
		for j < last && s.nameWord(j, k) {
			j++
		}
		if j > k && (j-k > 1 || k == first && j == last || s.knownName(s.fold(k))) {
			return [2]int{k, j}
		}
		k = max(j, k+1)
	}
	return [2]int{}
}

// nameWord says whether token j goes on with a name begun at token k.
func (s *sentence) nameWord(j, k int) bool {
	t := &s.d.Tokens[j]
	src := s.d.Source(j)
	if t.Kind == text.Punct {
		return j > k && (t.Fold == "-" || t.Fold == ".") && !t.Space && j+1 < s.last && s.d.Tokens[j+1].Kind == text.Word
	}
	if t.Kind != text.Word {
		return false
	}
	if !capital(src) {
		return j > k && (t.Fold == "al" || t.Fold == "bin" || t.Fold == "de" || t.Fold == "van" || t.Fold == "el") || j > k && s.fold(j-1) == "-" && capital(src)
	}
	if j == k && s.among("en determiner", t.Fold) || s.in[j] {
		return false
	}
	return !s.is(j, of(office, person, body, doc, rank, title, country, demonym, org, outlet, timeWord, kin, contrast)) && (j > k || !s.is(j, of(place)))
}

// knownName says whether a voice with this word in its name has spoken.
func (s *sentence) knownName(fold string) bool {
	for _, v := range s.mem.voices {
		for _, w := range v.name {
			if w == fold {
				return true
			}
		}
	}
	return false
}

// capital says whether a word begins with a capital letter.
func capital(src string) bool {
	r, _ := utf8.DecodeRuneInString(src)
	return unicode.IsUpper(r)
}
