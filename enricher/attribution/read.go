package attribution

import (
	"fmt"
	"strings"

	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// Attribute says for the stretches of a text that are somebody's speech who
// says them, in the order in which they begin. It may be called at once from
// many goroutines. It panics only when the embedded data is broken, which the
// package's tests rule out.
func Attribute(d *text.Doc, ctx Context) []Speech {
	l, err := loadLists()
	if err != nil {
		panic(fmt.Errorf("attribution: %w", err))
	}
	r := newReader(l, d, mentionsOf(d, ctx.Mentions), ctx)
	if ctx.Title != "" && !ctx.Headline {
		r.readTitle(l)
	}
	r.read()
	return r.finish()
}

// mentionsOf asks the gazetteer when the caller has not.
func mentionsOf(d *text.Doc, given []lexicon.Mention) []lexicon.Mention {
	if given != nil {
		return given
	}
	g, err := gazetteer.Default()
	if err != nil {
		panic(fmt.Errorf("attribution: %w", err))
	}
	return g.Find(d)
}

// readTitle reads the headline first: who speaks in it may go on in the text.
func (r *reader) readTitle(l *lists) {
	d := text.Analyse(r.ctx.Title)
	t := newReader(l, d, mentionsOf(d, nil), Context{Headline: true, Published: r.ctx.Published})
	t.read()
	r.mem = t.mem
}

// read goes through the sentences.
func (r *reader) read() {
	for _, u := range r.units {
		s := &sentence{reader: r, unit: u, from: len(r.out)}
		r.mem.now = nil
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
	lead    *voice // the subject of the first verb, whatever it says
	clause  bool   // a clause begins here
}

func (s *sentence) read() {
	s.clause = true
	for i := s.first; i < s.last; {
		i = max(s.step(i), i+1)
	}
}

// clauseKeepers may stand between the beginning of a clause and its subject.
var clauseKeepers = of(contrast, comp, aux, side, neg, timeWord)

// step reads what stands at token i and gives the token to go on with.
func (s *sentence) step(i int) int {
	t := &s.d.Tokens[i]
	if t.Kind == text.Punct {
		s.sign(i)
		return i + 1
	}
	for _, pass := range passes {
		if next, ok := pass(s, i); ok {
			return next
		}
	}
	return s.other(i)
}

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
		if s.quoteAt(i) != nil {
			s.clause = true
		}
	}
}

// narrated: «يذكر أن» gives the word back to the narrator.
func (s *sentence) narrated(i int) (int, bool) {
	q := s.at(i, of(narrator))
	if q == nil {
		return 0, false
	}
	s.clause = true
	return q.Last, true
}

// aside: «في حين» begins a clause that is the narrator's until it has a voice.
func (s *sentence) aside(i int) (int, bool) {
	q := s.at(i, of(aside))
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
	s.clause = s.clause || s.is(i, of(comp))
	if s.clause {
		if q := s.at(i, clauseKeepers); q != nil && !s.isName(i) {
			return q.Last
		}
		if v, ok := s.subject(i); ok {
			s.topic, s.topicTo, s.recent = v, v.last, v
			s.clause = false
			return v.last
		}
	}
	s.clause = false
	s.passing(i)
	if i <= s.first+1 && s.lead == nil && s.word(i) {
		if v, ok := s.voiceAt(i+1, s.last, ""); ok && of(office, person, rank, title, body, org).has(v.kind) {
			s.lead = v
			if v.Org != "" && of(body, org).has(v.kind) {
				s.mem.lead = v
			}
		}
	}
	return i + 1
}

// passing remembers a person who is named with his office and says nothing
// here: he may be called by his name alone later.
func (s *sentence) passing(i int) {
	q := s.at(i, of(office, rank, title))
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
	if s.ctx.Headline && (s.fold(last) == ":" || s.verbAt(last)) || s.namedSubject(first, last) {
		return s.mem.resolved(s.nameVoice(first, last)), true
	}
	return nil, false
}

// namedSubject says whether the words [first, last) are a name before its
// verb of saying: «فلان أكد أن».
func (s *sentence) namedSubject(first, last int) bool {
	q := s.finite(last)
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
