// Package enricher reads claims about troops out of articles and runs that as
// a worker: articles in, reports and claims out.
//
// [Enricher] is the pure part: one article in, its claims out, the same for
// the same article always. It never sees HTML, a network or a clock. What
// words mean is data of its sub-packages.
package enricher

import (
	"fmt"
	"io/fs"
	"strconv"
	"sync"

	"github.com/marsad-news/marsad/enricher/attribution"
	"github.com/marsad-news/marsad/enricher/claim"
	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/enricher/number"
	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/text"
	"github.com/marsad-news/marsad/internal/text/when"
)

// Version names the extractor in reports. It changes whenever the same
// article may give other claims than before.
const Version = "marsad-3"

// Options says what an [Enricher] knows and gives.
type Options struct {
	Data       fs.FS   // lists beside the built-in ones, those of [claim] in its folder [claim.UserDir]; nil for none
	TitleOnly  bool    // the title is context and yields no claims of its own
	MinTrusted float64 // claims with less confidence are left out
}

// Enricher finds the claims of articles. It is safe for concurrent use.
type Enricher struct {
	opts Options
	gaz  *gazetteer.Gazetteer
	x    *claim.Extractor
	dict *lexicon.Dictionary // the words of all lists
}

// New loads the word lists.
func New(opts Options) (*Enricher, error) {
	gaz, err := gazetteer.Default()
	var extra []fs.FS
	if opts.Data != nil {
		extra = append(extra, opts.Data)
		gaz, err = gazetteer.Load(extra...)
	}
	if err != nil {
		return nil, fmt.Errorf("make enricher: %w", err)
	}
	x, err := claim.New(gaz, extra...)
	if err != nil {
		return nil, fmt.Errorf("make enricher: %w", err)
	}
	speech, err := attribution.Set()
	if err != nil {
		return nil, fmt.Errorf("make enricher: %w", err)
	}
	return &Enricher{opts: opts, gaz: gaz, x: x, dict: lexicon.NewDictionary(gaz.Set(), speech, x.Set())}, nil
}

// Enrich returns the claims of an article and of the articles embedded in it,
// with ids: those of the title first, then those of the text in their order.
func (e *Enricher) Enrich(a event.Article) []event.Claim {
	out := e.article(&a, nil)
	for i := range a.Embedded {
		sub := &a.Embedded[i]
		if sub.Published == "" && a.Published != "" {
			sub.Published = a.Published
		}
		for _, c := range e.article(sub, nil) {
			if c.Section != event.SectionTitle {
				c.Section = event.SectionEmbedded
			}
			c.Provenance = &event.Provenance{Article: sub.ID} // its offsets are into that article
			out = append(out, c)
		}
	}
	return out
}

// article reads one article without those embedded in it.
func (e *Enricher) article(a *event.Article, note func(int, string)) []event.Claim {
	w := workspaces.Get().(*workspace)
	defer workspaces.Put(w)
	title, body := e.find(&w.title, a.Title, a.Published), e.find(&w.body, a.Text, a.Published)
	if !e.x.MaySpeak(title) && !e.x.MaySpeak(body) {
		return nil
	}
	left := e.complete(title, nil)
	body.Title = title
	e.complete(body, left)
	body.Note = note
	var out []event.Claim
	if !e.opts.TitleOnly {
		for _, c := range e.x.Extract(title) {
			c.Section = event.SectionTitle
			out = append(out, c)
		}
	}
	for _, c := range e.x.Extract(body) {
		c.Section = section(a, c.Evidence.Start)
		out = append(out, c)
	}
	return e.number(a.ID, out)
}

// workspaces keeps the memory of a title and a text for the next article.
var workspaces = sync.Pool{New: func() any { return new(workspace) }}

type workspace struct{ title, body page }

// page is a text with what is found in it.
type page struct {
	doc   text.Doc
	words lexicon.Words
	in    claim.Input
}

// find analyses a text and finds what it names.
func (e *Enricher) find(p *page, src, published string) *claim.Input {
	p.doc.Read(src)
	p.words.Look(e.dict, &p.doc)
	p.in.Reset()
	p.in.Doc, p.in.Words, p.in.Published = &p.doc, &p.words, day(published)
	p.in.Entities = e.gaz.AppendFind(p.in.Entities, &p.words)
	return &p.in
}

// complete finds everything else in a text that claims are made of. A text
// without a headline above it is one, and gives what it leaves to the next.
func (e *Enricher) complete(in *claim.Input, above *attribution.Headline) (left *attribution.Headline) {
	in.Numbers = number.Find(in.Doc)
	in.Dates = when.Find(in.Doc, in.Published)
	ctx := attribution.Context{Title: above, Published: in.Published, Mentions: in.Entities, Words: in.Words, NameOrgs: true}
	if above == nil {
		in.Speech, left = attribution.AttributeTitle(in.Doc, ctx)
		return left
	}
	in.Speech = attribution.Attribute(in.Doc, ctx)
	return nil
}

// day cuts a time stamp to its date.
func day(stamp string) string {
	if len(stamp) > len("2006-01-02") {
		return stamp[:len("2006-01-02")]
	}
	return stamp
}

// section is the section of the block that an offset of the text stands in.
func section(a *event.Article, off int) event.Section {
	for i := range a.Blocks {
		if b := &a.Blocks[i]; off >= b.Start && off < b.End {
			return b.Section
		}
	}
	return event.SectionBody
}

// number gives ids and drops what is not trusted. A claim whose words stand
// several times in the article is told apart by the count.
func (e *Enricher) number(article string, claims []event.Claim) []event.Claim {
	seen := map[string]int{}
	out := claims[:0]
	for i := range claims {
		c := claims[i]
		if c.Confidence < e.opts.MinTrusted {
			continue
		}
		base := event.ClaimID(article, &c, 0)
		n := seen[base]
		seen[base]++
		c.ID = base
		if n > 0 {
			c.ID = event.ClaimID(article, &c, n)
		}
		out = append(out, c)
	}
	return out
}

// Explanation is why an article gave its claims.
type Explanation struct {
	Lang      string
	Sentences []Sentence
	Claims    []event.Claim
}

// Sentence is one sentence with what was found and tried in it.
type Sentence struct {
	Text  string
	Fold  string
	Notes []string
}

// Explain reads an article as [Enricher.Enrich] does and tells how.
func (e *Enricher) Explain(a event.Article) Explanation {
	d := text.Analyse(a.Text)
	ex := Explanation{Lang: d.Lang, Sentences: make([]Sentence, len(d.Sentences))}
	for i, s := range d.Sentences {
		ex.Sentences[i] = Sentence{Text: a.Text[s.Start:s.End], Fold: folds(d, s)}
	}
	ex.Claims = e.article(&a, func(n int, note string) {
		if n < len(ex.Sentences) {
			ex.Sentences[n].Notes = append(ex.Sentences[n].Notes, note)
		}
	})
	return ex
}

func folds(d *text.Doc, s text.Sentence) string {
	out := ""
	for i := s.First; i < s.Last; i++ {
		out += strconv.Quote(d.Tokens[i].Fold) + " "
	}
	return out
}
