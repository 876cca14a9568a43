package claim

import (
	"fmt"
	"io/fs"
	"sort"
	"sync"

	"github.com/marsad-news/marsad/enricher/attribution"
	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/enricher/number"
	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/text"
	"github.com/marsad-news/marsad/internal/text/when"
)

// Extractor reads claims. It never changes after [New] and is safe for
// concurrent use.
type Extractor struct {
	vocab  *vocabulary
	gaz    *gazetteer.Gazetteer
	actors map[string]*lexicon.Entry // actors by the id that claims carry
	is     []entity                  // classes of the gazetteer's entries
}

// New compiles the word lists of this package over a gazetteer, and over them
// those that further directories hold in [UserDir].
func New(gaz *gazetteer.Gazetteer, extra ...fs.FS) (*Extractor, error) {
	v, err := loadVocabulary(extra...)
	if err != nil {
		return nil, fmt.Errorf("load claim words: %w", err)
	}
	x := &Extractor{vocab: v, gaz: gaz, actors: map[string]*lexicon.Entry{}}
	for _, e := range gaz.Set().Entries() {
		x.is = append(x.is, entities[e.Class])
	}
	entries := gaz.Entries()
	for i := range entries {
		if e := &entries[i]; e.Class == gazetteer.Actor && actorID(e) == "" {
			x.actors[e.ID] = e
		}
	}
	return x, nil
}

// Input is an analysed text with what the other packages found in it.
type Input struct {
	Doc       *text.Doc
	Entities  []lexicon.Mention
	Numbers   []number.Number
	Dates     []when.Date
	Speech    []attribution.Speech
	Published string                          // ISO date or a prefix of it
	Title     *Input                          // headline, for context; nil without one
	Words     *lexicon.Words                  // the text, looked up with [Extractor.Set]; nil: that is done
	Note      func(sentence int, note string) // trace, nil when nobody listens

	words []lexicon.Mention // of the lists of this package
	found bool              // words are those of Doc
}

// Reset makes the input one of another text, in the memory that it has.
func (in *Input) Reset() { *in = Input{Entities: in.Entities[:0], words: in.words[:0]} }

// findWords finds the words of this package's lists, once.
func (x *Extractor) findWords(in *Input) {
	switch {
	case in.found:
	case in.Words != nil:
		in.words = x.vocab.set.AppendFind(in.words[:0], in.Words)
	default:
		in.words = x.vocab.set.Find(in.Doc)
	}
	in.found = true
}

// Set is the word lists of the package, for a dictionary that a text is looked
// up in.
func (x *Extractor) Set() *lexicon.Set { return x.vocab.set }

// entityOf is the class of a mention of the gazetteer.
func (x *Extractor) entityOf(m *lexicon.Mention) entity { return x.is[m.Entry.Index] }

// word is what a mention of those lists means.
func (x *Extractor) word(m *lexicon.Mention) *word { return x.vocab.words[m.Entry.Index] }

// MaySpeak says whether a text may hold claims at all: it names troops, an
// armed actor, an army or a base, or uses a word that a state's name alone
// makes a claim.
func (x *Extractor) MaySpeak(in *Input) bool {
	x.findWords(in)
	for i := range in.Entities {
		switch e := in.Entities[i].Entry; e.Class {
		case gazetteer.Troop, gazetteer.Actor, gazetteer.People:
			return true
		case gazetteer.Base:
			switch e.Get("type") {
			case "base", "camp", "post":
				return true
			}
		case gazetteer.Body, gazetteer.Office:
			if e.Get("body") == "MIL" || e.Get("military") == "yes" {
				return true
			}
		}
	}
	for i := range in.words {
		if w := x.word(&in.words[i]); w.class == isTrig && w.state {
			return true
		}
	}
	return false
}

// Extract returns the claims of the text in their order, without ids.
func (x *Extractor) Extract(in *Input) []event.Claim {
	x.findWords(in)
	if in.Title != nil {
		x.findWords(in.Title)
	}
	if x.sports(in) {
		return nil
	}
	st := newStory(in.Published)
	if in.Title != nil {
		st.survey(in.Title.Entities)
	}
	st.survey(in.Entities)
	if in.Title != nil {
		head := newStory(in.Published)
		head.named, head.places = st.named, st.places
		x.eachScene(in.Title, head, func(s *scene) {
			s.readSentence()
			st.headline(s)
		})
	}
	var out []event.Claim
	x.eachScene(in, st, func(s *scene) {
		s.readSentence()
		out = s.appendClaims(out)
	})
	return out
}

// isLatin says whether most words of a sentence are in Latin letters.
func isLatin(d *text.Doc, sent text.Sentence) bool {
	latin, arabic := 0, 0
	for i := sent.First; i < sent.Last; i++ {
		switch t := &d.Tokens[i]; {
		case t.Kind != text.Word:
		case t.Arabic:
			arabic++
		default:
			latin++
		}
	}
	return latin > arabic
}

// maxTokens bounds what is read as one sentence: beyond it the reader looks at
// pieces, so that time stays linear in any text.
const maxTokens = 400

// eachScene calls read for each sentence that may say something of a force.
// The scene's lists are used again for the next one.
func (x *Extractor) eachScene(in *Input, st *story, read func(*scene)) {
	w := workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	l := &layers{x: x, work: w, ents: in.Entities, nums: in.Numbers, dates: in.Dates, words: in.words}
	for n, sent := range in.Doc.Sentences {
		for first := sent.First; first < sent.Last; first += maxTokens {
			last := min(first+maxTokens, sent.Last)
			if !x.speaksOfForces(in.Doc, l, first, last) {
				continue
			}
			s := &w.scene
			*s = scene{x: x, d: in.Doc, n: n, first: first, last: last, story: st, work: w, out: w.drafts[:0]}
			s.speech = near(in.Speech, in.Doc.Tokens[last-1].End)
			if in.Note != nil {
				s.note = func(format string, args ...any) { in.Note(n, fmt.Sprintf(format, args...)) }
			}
			w.alts, w.altMs = w.alts[:0], w.altMs[:0]
			w.atoms = x.atoms(in.Doc, l, w.atoms[:0], first, last)
			s.atoms = w.atoms
			s.latin = isLatin(in.Doc, sent)
			read(s)
			w.drafts = s.out
		}
	}
}

// workspaces keeps the lists for the next text.
var workspaces = sync.Pool{New: func() any { return new(workspace) }}

// workspace holds the lists that a scene fills, for use by the next scene.
type workspace struct {
	scene  scene
	drafts []draft
	alts   []*word            // further readings of atoms
	altMs  []*lexicon.Mention // their mentions
	atoms  []atom
	items  []item
	govs   [][]governor
	held   []governor
	neg    []bool
	force  force
}

// pointsBack says whether a function word may make a claim of a force that
// only an earlier sentence names: «مهمتهم»، «عددهم»، «منهم».
func pointsBack(f function) bool {
	return f == fnMission || f == fnItscount || f == fnAmong || f == fnThey
}

// speaksOfForces says whether the tokens [first, last) hold a trigger or
// anything of the gazetteer: without either there is no claim and nothing to
// remember.
func (x *Extractor) speaksOfForces(d *text.Doc, l *layers, first, last int) bool {
	l.skipTo(d, first)
	if len(l.ents) > 0 && l.ents[0].First < last {
		return true
	}
	for i := range l.words {
		if l.words[i].First >= last {
			return false
		}
		if w := x.word(&l.words[i]); w.class == isTrig || pointsBack(w.does) {
			return true
		}
	}
	return false
}

// The speeches that a sentence may stand in: so many begin before its end, so
// many after it.
const (
	speechesBefore = 48
	speechesAfter  = 8
)

// near cuts the speeches, which are sorted, to those about a sentence that
// ends at byte end.
func near(all []attribution.Speech, end int) []attribution.Speech {
	n := sort.Search(len(all), func(i int) bool { return all[i].Start >= end })
	return all[max(0, n-speechesBefore):min(len(all), n+speechesAfter)]
}
