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
	if q := r.at(i, count); q != nil && r.fits(q, pre) {
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
		if r.is(k, country|demonym|place|org|outlet) {
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
		if q := r.at(k, body|org); q != nil && q.Entry.Get("need") == "" {
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
		v.Role = r.articled(p, i, strings.TrimSpace(r.d.Text[start:r.d.Tokens[p.nameFirst-1].End]))
	} else if s.name[1] > 0 {
		v.Role = r.articled(p, i, r.d.Text[start:end])
	}
	v.Source = r.articled(p, i, clean(r.d.Text[start:end]))
	if s.name[1] > 0 {
		v.Speaker = clean(r.src(s.name[0], s.name[1]))
		v.name = r.folds(s.name[0], s.name[1])
	}
	if p.head != nil {
		s.describe(p)
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

// articled gives a phrase the article back that «للوزير» hides.
func (r *reader) articled(p *phrase, i int, phrase string) string {
	if p.head == nil || p.head.First != i || !p.head.Def || !strings.HasSuffix(p.head.Pre, "ل") {
		return phrase
	}
	if strings.HasPrefix(r.fold(i), "لل") || strings.HasPrefix(r.fold(i), "ولل") {
		return "ال" + strings.TrimPrefix(phrase, "ل")
	}
	return phrase
}

// describe notes what the head of the phrase says of the voice.
func (s *speaker) describe(p *phrase) {
	v, q, named := s.v, p.head, s.name[1] > 0
	persons := office | person
	v.kind = q.kind
	v.key = strings.TrimPrefix(s.r.headWord(q), "ال")
	v.gender = s.r.genderOf(q)
	v.unnamed = s.r.among("unnamed", v.key)
	v.plural = q.Form.Number == lexicon.Plural && (v.kind.in(persons) || strings.HasSuffix(v.key, "اء"))
	v.force = q.Entry.Get("force") == "yes"
	if named {
		return
	}
	v.bare = q.Def && p.last == q.Last
	v.general = q.Def && v.kind == office && q.Entry.Get("general") == "yes" && !v.unnamed
	v.def = q.Def || p.closed && q.kind.in(persons)
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
			if s.r.is(k, country|demonym|place|org|outlet) {
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
	plural := q.Form.Number == lexicon.Plural
	switch q.kind {
	case country:
		return r.stateGender(q)
	case place:
		return lexicon.Feminine
	case org, outlet:
		if strings.HasSuffix(r.d.Source(q.First), "ة") || strings.HasSuffix(first, "ات") {
			return lexicon.Feminine
		}
		return 0
	case press, doc:
		if !plural && !strings.HasSuffix(first, "ه") {
			return 0
		}
		return lexicon.Feminine
	case office, person:
		return r.personGender(q, first, plural)
	case body:
		if plural && strings.HasSuffix(first, "اء") {
			return 0 // الحلفاء are persons, too
		}
		if plural {
			return lexicon.Feminine
		}
	}
	return wordGender(q, first)
}

// personGender is the gender of a word for a person or persons.
func (r *reader) personGender(q *cue, first string, plural bool) lexicon.Gender {
	switch {
	case q.Suf == "" && strings.HasSuffix(first, "ه") && strings.HasSuffix(r.d.Source(q.First), "ه"):
		return 0 // نائبه folds like نائبة
	case first == "مصادر":
		return lexicon.Feminine
	case plural && !strings.HasSuffix(first, "ات"):
		return lexicon.Masculine
	}
	return wordGender(q, first)
}

// wordGender is the gender that a word has by its ending, else by its form.
func wordGender(q *cue, first string) lexicon.Gender {
	switch {
	case strings.HasSuffix(first, "ه"), strings.HasSuffix(first, "ات"):
		return lexicon.Feminine
	case q.Form.Gender != 0:
		return q.Form.Gender
	}
	return lexicon.Masculine
}

// stateGender is the gender of the name of a state.
func (r *reader) stateGender(q *cue) lexicon.Gender {
	switch m := r.at(q.First, masc); {
	case m == nil:
		return lexicon.Feminine
	case m.Entry.Get("either") == "yes":
		return 0
	}
	return lexicon.Masculine
}
