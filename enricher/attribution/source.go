package attribution

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// voice is a speaker as the text names him.
type voice struct {
	Voice
	first, last int    // tokens of the phrase with its appositions
	key         string // what he is called by later: «مصدر», «وزارة»; folded, without article
	name        []string
	kind        kind
	gender      lexicon.Gender // 0: not known
	full        string         // what a definite word stands for: «الوزارة» for the ministry's name
	bare        bool           // the phrase is but a definite word: «المصدر»
	def         bool           // it begins with a definite word and has no name
	outlet      string         // id, when the voice is an outlet
	via         string         // id of the outlet that carried him
	anon        bool
	unnamed     bool     // his word is one for officials without a name
	plural      bool     // several persons
	general     bool     // a definite word that any of several offices may be called by: «الوزير البريطاني»
	force       bool     // soldiers, who speak only right before a verb
	paper       string   // the document that he speaks by: «بيان»
	pending     string   // the body he is of, when the state is not known
	joint       []*voice // who speaks with him
}

// voiceAt reads the speaker that begins at token i with his appositions and
// resolves him to one named before.
func (r *reader) voiceAt(i, limit int, pre string) (*voice, bool) {
	head := i
	if q := r.at(i, of(count)); q != nil && r.fits(q, pre) {
		head, pre = q.Last, ""
	}
	p, ok := r.phraseAt(head, limit, pre)
	if !ok {
		return r.nameAt(i, limit, pre)
	}
	if p.head != nil && p.head.kind == doc {
		if v := r.documentAt(head, limit, pre); v != nil {
			return v, true
		}
	}
	if !r.speaks(&p) {
		return nil, false
	}
	s := &speaker{r: r, limit: limit, v: &voice{first: i, last: p.last}}
	s.take(&p)
	s.appositions()
	v := s.voice(i, &p)
	if w, ok := r.mem.resolve(v); ok {
		return w, true
	}
	if w := r.introducedBy(v, &p); w != nil {
		return w, true
	}
	if s.late {
		s.affiliate()
	}
	return v, true
}

// introducedBy completes «السفير، فلان الفلاني،» by the unnamed ambassador who
// spoke before.
func (r *reader) introducedBy(v *voice, p *phrase) *voice {
	if len(v.name) == 0 || p.named() || p.head == nil || !p.head.Def || p.last != p.head.Last || r.placed(v) {
		return nil
	}
	old := r.mem.last
	if old == nil || old.key != v.key || len(old.name) > 0 || old.kind != v.kind || old.anon || old.Org == "" {
		return nil
	}
	w := *v
	w.Org, w.Country, w.Role = old.Org, old.Country, old.Role
	return &w
}

// placed says whether the phrases of a voice name a state or an organisation.
func (r *reader) placed(v *voice) bool {
	for k := v.first; k < v.last; k++ {
		if r.is(k, of(country, demonym, place, org, outlet)) {
			return true
		}
	}
	return false
}

// speaks says whether a phrase can be a speaker at all.
func (r *reader) speaks(p *phrase) bool {
	if p.head == nil {
		return p.named()
	}
	switch {
	case p.head.Entry.Get("need") == "geo" && p.head.kind != rank:
		return p.named() || p.head.Def || p.head.Suf != "" || r.geo(p.first, p.last) != "" || p.head.Entry.Get("chair") == "yes" && r.chairs(p)
	case p.head.kind == demonym:
		return false
	case p.head.kind == doc:
		return true
	}
	return true
}

// chairs says whether a phrase names the body that somebody is president of.
func (r *reader) chairs(p *phrase) bool {
	for k := p.head.Last; k < p.last; k++ {
		if q := r.at(k, of(body, org)); q != nil && q.Entry.Get("need") == "" {
			return true
		}
	}
	return false
}

// speaker puts a voice together from a phrase and its appositions.
type speaker struct {
	r     *reader
	v     *voice
	limit int
	offs  []phrase // phrases that say what he is
	name  [2]int   // tokens of his name
	late  bool     // whom he is of waits until it is known that nobody before is meant
}

func (s *speaker) take(p *phrase) {
	if p.named() && s.name[1] == 0 {
		s.name = [2]int{p.nameFirst, p.nameLast}
	}
	if p.head != nil {
		s.offs = append(s.offs, *p)
	}
	s.v.last = max(s.v.last, p.last)
}

// maxAppositions is how many phrases between commas may follow a speaker.
const maxAppositions = 4

// appositions reads «، العميد فلان، رئيس الهيئة،» after the first phrase.
func (s *speaker) appositions() {
	for range maxAppositions {
		at := s.overPlace(s.v.last)
		if s.name[1] > 0 && at == s.name[1] && len(s.offs) == 0 && at < s.limit {
			if p, ok := s.r.phraseAt(at, s.limit, ""); ok && s.r.is(at, of(office, person)) && !p.named() {
				s.take(&p) // «فلان نائب الوزير»
				continue
			}
		}
		if at+1 >= s.limit {
			return
		}
		if f := s.r.fold(at); f != "," && f != "-" {
			return
		}
		next, ok := s.apposition(at + 1)
		if !ok {
			return
		}
		s.v.last = next
	}
}

// overPlace goes over «عن إزمير» to a comma when a name follows it.
func (s *speaker) overPlace(at int) int {
	if s.name[1] > 0 {
		return at
	}
	described := !s.r.prepAt(at)
	if described && !s.somebody() {
		return at
	}
	for k := at; k < at+needReach && k+1 < s.limit; k++ {
		if s.r.fold(k) == "," {
			if s.nameBehind(k+1, described) {
				return k
			}
			return at
		}
		if !s.r.word(k) || s.r.is(k, of(comp)) || s.r.verbAt(k) && !s.r.prepAt(at) {
			return at
		}
	}
	return at
}

// somebody says whether the phrase is of one person without a name.
func (s *speaker) somebody() bool {
	if len(s.offs) != 1 || s.offs[0].head == nil {
		return false
	}
	q := s.offs[0].head
	return !q.Def && q.Form.Number != lexicon.Plural && of(office, person).has(q.kind)
}

// nameBehind says whether a name begins at token k; closed: and ends before
// what he says («محلل في شركة مقرها كذا، يدعى فلان، إن»).
func (s *speaker) nameBehind(k int, closed bool) bool {
	r := s.r
	if !closed && (r.is(k, of(rank, title)) || r.among("called", r.fold(k))) {
		return true
	}
	end := k
	if p, ok := r.phraseAt(k, s.limit, ""); ok && r.is(k, of(rank, title)) && p.named() {
		end = p.last
	} else {
		if r.among("called", r.fold(k)) {
			k++
		}
		_, last, ok := r.looseName(k, s.limit, 2)
		if !ok {
			return false
		}
		end = last
	}
	if r.fold(end) == "," {
		end++
	}
	return !closed || r.is(end, of(comp, timeWord)) || r.fold(end) == ":" || r.quoteAt(end) != nil
}

// apposition reads the phrase that begins at token k; next is where it ends.
func (s *speaker) apposition(k int) (next int, ok bool) {
	r := s.r
	if r.is(k, of(pron)) || r.among("called", r.fold(k)) {
		k++
	}
	if r.is(k, of(anon, rel)) {
		s.v.anon = s.v.anon || r.is(k, of(anon))
		return s.skip(k)
	}
	if r.is(k, of(rank, title, office, person)) && !strings.HasPrefix(r.fold(k), "و") {
		p, ok := r.phraseAt(k, s.limit, "")
		if !ok || p.named() && s.name[1] > 0 || !p.named() && (!p.closed || s.name[1] == 0 && p.ranked && !s.nameFollows(p.last)) {
			return 0, false
		}
		s.take(&p)
		return p.last, true
	}
	if r.prepAt(k) && r.is(k+1, of(outlet, org, body, press)) {
		q := r.at(k+1, of(outlet, org, body, press))
		for r.is(q.Last, of(outlet)) && q.kind == press {
			q = r.at(q.Last, of(outlet))
		}
		if f := r.fold(q.Last); f != "," && f != "-" && !r.is(q.Last, of(comp)) {
			return 0, false
		}
		s.offs = append(s.offs, phrase{first: k + 1, last: q.Last, head: q})
		return q.Last, true
	}
	if s.name[1] > 0 {
		return 0, false
	}
	first, last, ok := r.looseName(k, s.limit, 2)
	if !ok {
		return 0, false
	}
	s.name = [2]int{first, last}
	return last, true
}

// nameFollows says whether a name stands behind the comma at token k:
// «، الجنرال الهولندي، فلان الفلاني،».
func (s *speaker) nameFollows(k int) bool {
	if s.r.fold(k) != "," {
		return false
	}
	_, last, ok := s.r.looseName(k+1, s.limit, 2)
	return ok && last < s.limit
}

// skip goes over a relative clause between commas.
func (s *speaker) skip(k int) (int, bool) {
	for j := k; j < s.limit && j < k+25; j++ {
		if f := s.r.fold(j); f == "," || f == "-" {
			return j, true
		}
		if s.r.is(j, of(comp)) || s.r.quoteAt(j) != nil || s.r.fold(j) == ":" {
			return j, true
		}
	}
	return 0, false
}

// looseName reads words that no list has and that end where a name ends.
func (r *reader) looseName(k, limit, least int) (first, last int, ok bool) {
	j := k
	for j < limit && j-k < maxName && r.word(j) && (r.unlisted(j) && !r.noName(j) && (!r.object(j) || r.closesName(j, k)) || j == k+1 && r.surname(j)) {
		j++
	}
	if r.among("place noun", r.fold(k)) || j-k == 1 && r.ownWords(k) || r.is(k, of(demonym)) && plural(r.fold(k)) || j-k < least || j-k > maxName-1 || len(r.fold(k)) < 6 && j-k < 2 || len(r.fold(k)) < 4 || r.eventLike(k) || strings.HasPrefix(r.fold(k), "وال") {
		return 0, 0, false
	}
	if j < limit && r.word(j) && !r.stop(j) && !r.prepAt(j) && !r.is(j, of(outlet, carrier, press, country, place, office, person, rank, title, participleKinds)) {
		return 0, 0, false
	}
	return k, j, true
}

// plural says whether a word ends like a sound masculine plural.
func plural(fold string) bool {
	return strings.HasSuffix(fold, "ين") || strings.HasSuffix(fold, "ون")
}

// ownWords says whether the word at token k is «his speech»: the object of
// «ختم حديثه», not who ends it.
func (r *reader) ownWords(k int) bool {
	f := strings.TrimSuffix(r.fold(k), "ا")
	return strings.HasSuffix(f, "ه") && r.among("own words", strings.TrimSuffix(strings.TrimSuffix(f, "ه"), "ت"))
}

// closesName says whether a word that ends like a pronoun closes the name that
// begins at token k, between commas: «، ريكا سوتاها،».
func (r *reader) closesName(j, k int) bool {
	return j == k+1 && r.fold(k-1) == "," && r.fold(j+1) == "," && strings.HasSuffix(r.fold(j), "ها")
}

// surname says whether the office at token j, behind one bare name, is the
// second name: «كريم الوالي،». An office would have said of what it is.
func (r *reader) surname(j int) bool {
	q := r.at(j, of(office, rank, title))
	return q != nil && q.Def && strings.TrimSuffix(q.Pre, "ال") == "" && q.Last == j+1 && (!r.word(j+1) || r.is(j+1, of(comp)))
}

// participleKinds are verbs in any form: «قال فلان مؤكداً».
const participleKinds = verb

// unlisted says whether token j is in no list, or a given name.
func (r *reader) unlisted(j int) bool {
	if q := r.at(j, of(place)); q != nil && q.Pre != "" && j > 0 && r.mask[j]&^of(place, verb) == 0 && r.mask[j-1] == 0 {
		return r.finite(j) == nil // لابين is not ل + أبين behind a first name
	}
	return r.given(j) || r.mask[j]&^of(given, verb, masc, demonym, title) == 0 && r.finite(j) == nil && r.participle(j) == nil
}

// voice makes the voice of what has been read, with those who speak with him.
func (s *speaker) voice(i int, p *phrase) *voice {
	v := s.plain(i, p)
	v.others(s)
	return v
}

// plain makes the voice of what has been read.
func (s *speaker) plain(i int, p *phrase) *voice {
	r, v := s.r, s.v
	start := r.d.Tokens[i].Start
	if p.head != nil && p.head.First == i {
		start = p.head.Start
	}
	end := r.d.Tokens[p.last-1].End
	if p.named() && p.nameFirst > p.first && p.nameLast == p.last && !p.ranked {
		v.Role = strings.TrimSpace(r.d.Text[start:r.d.Tokens[p.nameFirst-1].End])
	} else if s.name[1] > 0 {
		v.Role = r.d.Text[start:end]
	}
	v.Source = clean(r.d.Text[start:end])
	if p.head != nil && p.head.First == i && p.head.Def && strings.HasSuffix(p.head.Pre, "ل") {
		if strings.HasPrefix(r.fold(i), "لل") || strings.HasPrefix(r.fold(i), "ولل") {
			v.Source = "ال" + strings.TrimPrefix(v.Source, "ل") // للوزير
		}
	}
	if s.name[1] > 0 {
		v.Speaker = clean(r.src(s.name[0], s.name[1]))
		v.name = r.folds(s.name[0], s.name[1])
	}
	if p.head != nil {
		v.kind = p.head.kind
		v.key = strings.TrimPrefix(r.headWord(p.head), "ال")
		v.gender = r.genderOf(p.head)
		v.unnamed = r.among("unnamed", v.key)
		v.plural = p.head.Form.Number == lexicon.Plural && (of(office, person).has(v.kind) || strings.HasSuffix(v.key, "اء"))
		v.force = p.head.Entry.Get("force") == "yes"
		v.bare = s.name[1] == 0 && p.head.Def && p.last == p.head.Last
		v.general = s.name[1] == 0 && p.head.Def && v.kind == office && p.head.Entry.Get("general") == "yes" && !v.unnamed
		v.def = s.name[1] == 0 && (p.head.Def || p.closed && of(office, person).has(p.head.kind))
	}
	s.late = v.bare || !s.placed()
	if s.late {
		s.r.known(v)
	} else {
		s.affiliate()
	}
	if p.head != nil && p.head.kind == outlet {
		v.outlet = p.head.Entry.ID
	}
	return v
}

// affiliate sets the organisation of the voice, and what hangs on it.
func (s *speaker) affiliate() {
	v := s.v
	if !s.placed() {
		s.r.known(v)
	}
	if v.Org == "" {
		v.Org, v.Country = s.affiliation()
		s.r.known(v)
	}
	if v.Speaker == "" && !v.organisation() {
		v.Speaker = v.Source
	}
	if v.Role == "" && v.Speaker == v.Source {
		v.Role = v.Source
	}
}

// placed says whether the phrases name a state or an organisation.
func (s *speaker) placed() bool {
	for _, p := range s.offs {
		for k := p.first; k < p.last; k++ {
			if s.r.is(k, of(country, demonym, place, org, outlet)) {
				return true
			}
		}
	}
	return false
}

// organisation says whether the voice is an institution speaking as such.
func (v *voice) organisation() bool {
	switch v.kind {
	case country, place, org, body:
		return v.Org != ""
	case outlet:
		return true
	case doc:
		return v.Org != ""
	}
	return false
}

// headWord is the folded first word of a cue without its proclitics.
func (r *reader) headWord(q *cue) string {
	w := r.d.Tokens[q.First].Fold[len(q.Pre):]
	if q.Def && strings.HasSuffix(q.Pre, "ل") && strings.HasPrefix(w, "ل") {
		return w[len("ل"):] // للحزب
	}
	return w
}

// genderOf is the grammatical gender that a verb before the speaker has.
func (r *reader) genderOf(q *cue) lexicon.Gender {
	first := strings.TrimPrefix(r.headWord(q), "ال")
	if q.Suf == "" && strings.HasSuffix(first, "ه") && strings.HasSuffix(r.d.Source(q.First), "ه") && (q.kind == office || q.kind == person) {
		return 0 // نائبه folds like نائبة
	}
	switch q.kind {
	case country:
		switch m := r.at(q.First, of(masc)); {
		case m == nil:
			return lexicon.Feminine
		case m.Entry.Get("either") == "yes":
			return 0
		}
		return lexicon.Masculine
	case place:
		return lexicon.Feminine
	case org, outlet:
		if strings.HasSuffix(r.d.Source(q.First), "ة") || strings.HasSuffix(first, "ات") {
			return lexicon.Feminine
		}
		return 0
	case press, doc:
		if q.Form.Number == lexicon.Plural {
			return lexicon.Feminine
		}
		if !strings.HasSuffix(first, "ه") {
			return 0
		}
	case body:
		if q.Form.Number == lexicon.Plural {
			if strings.HasSuffix(first, "اء") {
				return 0 // الحلفاء are persons, too
			}
			return lexicon.Feminine
		}
	case office, person:
		if first == "مصادر" {
			return lexicon.Feminine
		}
		if q.Form.Number == lexicon.Plural && !strings.HasSuffix(first, "ات") {
			return lexicon.Masculine
		}
	}
	if strings.HasSuffix(first, "ه") || strings.HasSuffix(first, "ات") {
		return lexicon.Feminine
	}
	if q.Form.Gender != 0 {
		return q.Form.Gender
	}
	return lexicon.Masculine
}

// folds are the folded words of tokens [first, last).
func (r *reader) folds(first, last int) []string {
	var w []string
	for i := first; i < last; i++ {
		if r.word(i) {
			w = append(w, r.fold(i))
		}
	}
	return w
}

// clean takes the signs off the ends of a phrase that is printed: a quotation
// mark or bracket that lost its partner, white space.
func clean(s string) string {
	s = strings.TrimSpace(s)
	for _, pair := range []string{"«»", "“”", "\"\"", "()"} {
		left, right := pair[:len(pair)/2], pair[len(pair)/2:]
		if strings.Count(s, left) != strings.Count(s, right) || left == right && strings.Count(s, left)%2 == 1 {
			s = strings.TrimSpace(strings.Trim(s, left+right))
		}
	}
	return strings.Join(strings.Fields(s), " ")
}
