package claim

import (
	"fmt"

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
}

// New compiles the word lists of this package over a gazetteer.
func New(gaz *gazetteer.Gazetteer) (*Extractor, error) {
	v, err := loadVocabulary()
	if err != nil {
		return nil, fmt.Errorf("load claim words: %w", err)
	}
	x := &Extractor{vocab: v, gaz: gaz, actors: map[string]*lexicon.Entry{}}
	entries := gaz.Entries()
	for i := range entries {
		if e := &entries[i]; e.Class == gazetteer.Actor && e.Get("actor") == "" {
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
	Published string // ISO date or a prefix of it
	Title     *Input // headline, for context; nil without one
	Sections  func(off int) event.Section
	Note      func(sentence int, note string) // trace, nil when nobody listens

	words []lexicon.Mention // of this package's lists, found once
}

// Extract returns the claims of the text in their order, without ids.
func (x *Extractor) Extract(in *Input) []event.Claim {
	in.words = x.vocab.set.Find(in.Doc)
	if in.Title != nil {
		in.Title.words = x.vocab.set.Find(in.Title.Doc)
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
		for _, s := range x.scenes(in.Title, head) {
			s.readSentence()
			st.headline(s)
		}
	}
	var out []event.Claim
	for _, s := range x.scenes(in, st) {
		s.readSentence()
		out = append(out, s.claims()...)
	}
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

// scenes cuts the input into sentences.
func (x *Extractor) scenes(in *Input, st *story) []*scene {
	l := &layers{ents: in.Entities, nums: in.Numbers, dates: in.Dates, words: in.words}
	var out []*scene
	for n, sent := range in.Doc.Sentences {
		s := &scene{x: x, d: in.Doc, n: n, first: sent.First, last: sent.Last, story: st, speech: in.Speech}
		if in.Note != nil {
			s.note = func(format string, args ...any) { in.Note(n, fmt.Sprintf(format, args...)) }
		}
		s.atoms = x.atoms(in.Doc, l, sent.First, sent.Last)
		s.latin = isLatin(in.Doc, sent)
		out = append(out, s)
	}
	return out
}
