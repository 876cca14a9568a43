package attribution

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// Attribute says for the stretches of a text that are somebody's speech who
// says them, in the order in which they begin. It may be called at once from
// many goroutines. It panics only when the embedded data is broken, which the
// package's tests rule out.
func Attribute(d *text.Doc, ctx Context) []Speech {
	l := mustLists()
	r := newReader(l, d, ctx)
	defer readers.Put(r)
	if ctx.Title != nil {
		r.mem = ctx.Title.mem
	}
	r.read()
	return r.finish()
}

// AttributeTitle is [Attribute] for a headline, with what it leaves to the text.
func AttributeTitle(d *text.Doc, ctx Context) ([]Speech, *Headline) {
	l := mustLists()
	ctx.headline = true
	r := newReader(l, d, ctx)
	defer readers.Put(r)
	r.read()
	return r.finish(), &Headline{mem: r.mem.left()}
}

// mustLists are the embedded lists; a fault in them is a fault of the program.
func mustLists() *lists {
	l, err := loadLists()
	if err != nil {
		panic(fmt.Errorf("attribution: %w", err))
	}
	return l
}

// Set is the word lists of the package, for a dictionary that a text is looked
// up in.
func Set() (*lexicon.Set, error) {
	l, err := loadLists()
	if err != nil {
		return nil, fmt.Errorf("load attribution words: %w", err)
	}
	return l.set, nil
}

// complete looks up what the caller has not.
func (c *Context) complete(l *lists, d *text.Doc) {
	if c.Words == nil {
		c.Words = l.set.Look(d)
	}
	if c.Mentions != nil {
		return
	}
	g, err := gazetteer.Default()
	if err != nil {
		panic(fmt.Errorf("attribution: %w", err))
	}
	c.Mentions = g.Find(d)
}

// left is what the memory of a headline is to the text: who speaks in it may go
// on there.
func (m memory) left() memory {
	if v := m.topic; m.last == nil && v != nil && v.organisation() {
		m.headline = v
	}
	if v := m.last; v != nil && v.kind == person && len(v.name) == 0 && !v.def {
		m.last, m.spoke = nil, false // «خبير: …» does not go on in the text
	}
	return m
}

// read goes through the sentences.
func (r *reader) read() {
	for _, u := range r.units {
		s := &sentence{reader: r, unit: u, from: len(r.out)}
		r.mem.now, r.mem.topic, r.mem.actor = nil, nil, nil
		if r.latin(u) {
			s.readEnglish()
		} else {
			s.read()
		}
		s.bareQuotations()
		r.mem.spoke = len(r.out) > s.from
	}
}

// latin says whether a sentence has no Arabic word.
func (r *reader) latin(u unit) bool {
	for i := u.first; i < u.last; i++ {
		if r.d.Tokens[i].Arabic {
			return false
		}
	}
	return true
}

// sentence is the state of reading one sentence.
type sentence struct {
	*reader
	unit
	from    int    // first of its speeches in out
	voice   *voice // who speaks in it
	topic   *voice // a possible subject before its verb
	topicTo int    // token after the topic
	recent  *voice // the voice read last, with the token after it
	outer   *voice // whose words the voice stands in
	actor   *voice // the subject of the first verb of this clause
	lead    *voice // the subject of the first verb, whatever it says
	clause  bool   // a clause begins here
	denied  int    // token after the last verb of denial
	when    int    // token after «بعد أن», 0 for none
}

func (s *sentence) read() {
	s.clause = true
	for i := s.first; i < s.last; {
		i = max(s.step(i), i+1)
	}
}

// clauseKeepers may stand between the beginning of a clause and its subject.
var clauseKeepers = contrast | comp | aux | side | neg | timeWord

// step reads what stands at token i and gives the token to go on with.
func (s *sentence) step(i int) int {
	t := &s.d.Tokens[i]
	if t.Kind == text.Punct {
		s.sign(i)
		return i + 1
	}
	if s.is(i, beginners) {
		for _, pass := range passes {
			if next, ok := pass(s, i); ok {
				return next
			}
		}
	}
	return s.other(i)
}

// beginners are the kinds that a pass begins with.
const beginners = narrator | accord | accordVerb | doctor | carry | verb | aside

// passes are tried at each word in turn; the first that reads it wins.
var passes = []func(*sentence, int) (int, bool){
	(*sentence).narrated, (*sentence).according, (*sentence).accordingTo, (*sentence).document,
	(*sentence).carried, (*sentence).finiteVerb, (*sentence).circumstance, (*sentence).aside, (*sentence).nominal,
}

// sign notes what a sign does to the clause.
func (s *sentence) sign(i int) {
	switch s.fold(i) {
	case ",", ";":
		s.clause = true
	case ":":
		s.colon(i)
		s.clause, s.topic = true, nil
	case "-", "|":
		s.clause, s.topic = true, nil
	case "(", ")":
	default:
		if r, _ := utf8.DecodeRuneInString(s.fold(i)); unicode.Is(unicode.So, r) {
			s.clause, s.topic = true, nil // a picture before each line of a post
		}
		if s.quoteAt(i) != nil && !s.opensShort(i) {
			s.clause = true
		}
	}
}

// narrated: «يذكر أن» gives the word back to the narrator.
func (s *sentence) narrated(i int) (int, bool) {
	q := s.at(i, narrator)
	if q == nil {
		return 0, false
	}
	s.clause = true
	if s.inside[i] < 0 {
		s.cut(i)
		s.voice, s.topic = nil, nil
	}
	return q.Last, true
}

// aside: «في حين» begins a clause that is the narrator's until it has a voice.
func (s *sentence) aside(i int) (int, bool) {
	q := s.at(i, aside)
	if q == nil {
		return 0, false
	}
	s.clause, s.topic = true, nil
	if q.Entry.Get("new") == "yes" && s.inside[i] < 0 {
		s.cut(i)
	}
	return q.Last, true
}

// other reads a subject at the beginning of a clause, or any other word.
func (s *sentence) other(i int) int {
	s.clause = s.clause || s.is(i, comp)
	if q := s.at(i, prep); q != nil && q.Entry.ID == "when" {
		s.clause, s.topic, s.when = true, nil, i+1
		return q.Last
	}
	if s.clause {
		if q := s.at(i, clauseKeepers); q != nil && !s.isName(i) {
			return q.Last
		}
		if v, ok := s.subject(i); ok {
			s.topic, s.topicTo, s.recent, s.mem.topic = v, v.last, v, v
			s.clause = false
			return v.last
		}
	}
	s.acting(i)
	s.clause = false
	s.passing(i)
	if i <= s.first+1 && s.lead == nil && s.word(i) {
		if v, ok := s.voiceAt(i+1, s.last, ""); ok && v.kind.in(office|person|rank|title|body|org|country|place|doc) && (v.kind != doc || v.def || v.Speaker == "") {
			s.lead = v
			if !v.kind.in(country | place) {
				s.mem.actor = v
			}
			if v.Org != "" && v.kind.in(body|org) {
				s.mem.lead = v
			}
		}
	}
	return i + 1
}

// acting notes the subject of the verb that begins a clause, whatever it says.
func (s *sentence) acting(i int) {
	if !s.clause || !s.word(i) || s.mask[i] != 0 {
		return
	}
	if v, ok := s.voiceAt(i+1, s.last, ""); ok && v.kind.in(office|person|body) {
		if strings.HasSuffix(s.fold(i), "ت") {
			v.gender = lexicon.Feminine
		}
		s.actor = v
	}
}

// passing remembers a person who is named with his office and says nothing
// here: he may be called by his name alone later.
func (s *sentence) passing(i int) {
	if d := s.at(i, doc); d != nil && !d.Def && d.Suf == "" {
		s.passingDocument(d, i)
		return
	}
	q := s.at(i, office|rank|title)
	if q == nil || !q.Def {
		return
	}
	p, ok := s.phraseAt(i, s.last, strings.TrimSuffix(q.Pre, "ال"))
	if !ok || !p.named() {
		return
	}
	sp := &speaker{r: s.reader, limit: p.last, v: &voice{first: i, last: p.last}}
	sp.take(&p)
	v := sp.plain(i, &p)
	if sp.late {
		sp.affiliate()
	}
	if _, known := s.mem.resolve(v); !known {
		s.mem.keep(v)
	}
}

// passingDocument remembers who issued a document that is mentioned: «كشف تقرير
// أصدره البرلمان». «تقرير عن البرلمان» may be about it.
func (s *sentence) passingDocument(d *cue, i int) {
	if f := s.fold(d.Last); f == "عن" || f == "من" || !s.among("issued", f) && !strings.HasPrefix(f, "ل") {
		return
	}
	if v := s.documentAt(i, s.last, strings.TrimPrefix(d.Pre, "و")); v != nil && v.last > d.Last+1 {
		s.mem.keep(v)
	}
}

// subject reads a voice at the beginning of a clause: before its verb, or
// before a colon.
func (s *sentence) subject(i int) (*voice, bool) {
	if v, ok := s.voiceAt(i, s.last, ""); ok {
		return v, true
	}
	first, last, ok := s.looseName(i, s.last, 1)
	if !ok || last >= s.last {
		return nil, false
	}
	if s.ctx.headline && (s.fold(last) == ":" || s.verbAt(last)) || s.namedSubject(first, last) {
		return s.mem.resolved(s.nameVoice(first, last)), true
	}
	return nil, false
}

// namedSubject says whether the words [first, last) are a name before its
// verb of saying: «فلان أكد أن».
func (s *sentence) namedSubject(first, last int) bool {
	q := s.finite(last)
	if q != nil && q.Form.Part == lexicon.Name && s.is(first-1, aux) {
		return true // «وكان فلان عبّر عن»
	}
	if q == nil || q.Form.Tense != lexicon.Past || q.Form.Person != 3 || q.Pre != "" || strings.HasPrefix(s.fold(first), "ال") {
		return false
	}
	return clausal(s.contentAfter(q, q.Last))
}

// nameVoice makes a voice of a bare name.
func (r *reader) nameVoice(first, last int) *voice {
	src := r.src(first, last)
	name := r.folds(first, last)
	v := &voice{Voice: Voice{Speaker: clean(src), Source: clean(src)}, first: first, last: last, name: name, kind: person}
	r.known(v)
	return v
}
