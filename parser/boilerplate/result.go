package boilerplate

import (
	"strings"

	"github.com/marsad-news/marsad/event"
)

// Options says what is known about a page beside its nodes.
type Options struct {
	Keep        []string          // CSS selectors an outlet's rule keeps
	Drop        []string          // CSS selectors an outlet's rule drops
	Body        string            // CSS selector of the element of the running text
	Repeats     func(uint64) bool // reports whether a block (by Hash) repeats across the site's pages
	Title       string            // the title as the page's metadata has it
	ArticleBody string            // JSON-LD articleBody: evidence, not truth
	Trace       bool              // fill Result.Trace

	within bool // the document is the text itself, out of the page's data
}

// Result is what a page holds.
type Result struct {
	Blocks     []Block // the article in reading order
	Title      string  // the headline as printed above the text
	Kicker     string
	Byline     string
	Dateline   string
	Source     string   // the agency or source line, as printed
	Dates      []string // stamps printed about the article, in order
	Captions   []string
	Stripped   []Stripped
	Embedded   []Embedded
	NotArticle string // what the page is instead, or empty: listing, error, challenge, paywall, video, empty
	Hashes     []uint64
	Stats      Stats
	Trace      []Step
}

// Block is one paragraph, subhead, list item or table row of an article.
type Block struct {
	Section event.Section
	Text    string
	Time    string // of an entry of a live blog, as printed
}

// Stripped is a stretch of the page that is not the article.
type Stripped struct {
	Kind string
	Text string
	Rule string // what decided: a class name pattern, a stock phrase, a measure
}

// Embedded is a second article printed whole in the page.
type Embedded struct {
	Title  string
	Blocks []Block
	Dates  []string
}

// Stats measures a page, for telling when a site's pages change.
type Stats struct {
	PageRunes   int     // all visible text
	KeptRunes   int     // the article
	LinkDensity float64 // share of the kept text that is link
	Blocks      int
	How         string // how the text was found: body, density, retry, data
}

// Step says why one block was kept or dropped.
type Step struct {
	Text string
	Kept bool
	Kind string // section if kept, kind if dropped
	Rule string
	Path string // the element it stands in
}

// take replaces the article by the one read from the page's data.
func (r *Result) take(x Result) {
	r.Blocks, r.Embedded, r.NotArticle = x.Blocks, append(r.Embedded, x.Embedded...), x.NotArticle
	r.Stripped = append(r.Stripped, x.Stripped...)
	r.Captions = append(r.Captions, x.Captions...)
	r.Stats.KeptRunes, r.Stats.LinkDensity, r.Stats.How = x.Stats.KeptRunes, x.Stats.LinkDensity, x.Stats.How
	for i := range r.Trace {
		if r.Trace[i].Kept {
			r.Trace[i].Kept, r.Trace[i].Kind, r.Trace[i].Rule = false, "duplicate", "read from the page's data"
		}
	}
	r.Trace = append(r.Trace, x.Trace...)
}

// Text is the article as one string, a block a line, with the sections of
// it: the form that event.Article wants.
func (r *Result) Text() (string, []event.Block) { return Join(r.Blocks) }

// Join makes one string of blocks, a block a line.
func Join(blocks []Block) (string, []event.Block) {
	n := 0
	for i := range blocks {
		n += len(blocks[i].Text) + 1
	}
	var b strings.Builder
	b.Grow(n)
	out := make([]event.Block, 0, len(blocks))
	for i := range blocks {
		if i > 0 {
			b.WriteByte('\n')
		}
		start := b.Len()
		b.WriteString(blocks[i].Text)
		out = append(out, event.Block{Section: blocks[i].Section, Start: start, End: b.Len(), Time: blocks[i].Time})
	}
	return b.String(), out
}
