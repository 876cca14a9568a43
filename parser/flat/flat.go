// Package flat tells the lines of a page apart that was flattened to text:
// title, subheads and paragraphs of the article, and everything that a scraper
// carried along, each line with its kind and the rule that decided.
//
// Lines that come from HTML may bring what the markup said of them (heading,
// list item, link), and are judged by the same rules. The package reads lines
// and returns lines: it knows no tags, no clock and no network, and what it
// knows of sites stands in phrases.tsv and words.tsv.
package flat

import (
	"strings"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/parser/charset"
)

// Kind is what a line is. The kinds that are not kept are also the kinds of
// event.Stripped.
type Kind string

// The kinds of lines.
const (
	Title         Kind = "title"
	Kicker        Kind = "kicker"
	Deck          Kind = "deck" // a summary under the title, set apart from the text
	Subhead       Kind = "subhead"
	Body          Kind = "body"
	Byline        Kind = "byline"
	Date          Kind = "date"
	Dateline      Kind = "dateline"
	Caption       Kind = "caption"
	Controls      Kind = "controls"
	Comments      Kind = "comments"
	Donation      Kind = "donation"
	Related       Kind = "related"
	MostRead      Kind = "most-read"
	SourceLine    Kind = "source-line"
	Keywords      Kind = "keywords"
	Masthead      Kind = "masthead"
	Share         Kind = "share"
	Newsletter    Kind = "newsletter"
	Navigation    Kind = "navigation"
	Copyright     Kind = "copyright"
	Cookie        Kind = "cookie"
	Advert        Kind = "advert"
	Poll          Kind = "poll"
	Paywall       Kind = "paywall"
	Letterhead    Kind = "letterhead"
	Signature     Kind = "signature"
	Editorial     Kind = "editorial"
	AuthorBio     Kind = "author-bio"
	PullQuote     Kind = "pullquote" // words of the text set large
	Embed         Kind = "embed"     // a post of a social network
	EmbeddedTitle Kind = "embedded-title"
	EmbeddedBody  Kind = "embedded-body"
	EmbeddedDate  Kind = "embedded-date"
	Blank         Kind = ""
)

// Kept reports whether a line of kind k is part of the article's own text.
func (k Kind) Kept() bool { return k == Body || k == Subhead }

// Line is one line with what is known of it.
type Line struct {
	No   int    // line of the source, counted from 1
	Text string // cleaned

	// What markup said, when there was any.
	Heading int  // 1 to 6
	Item    bool // of a list
	Quote   bool
	Table   bool
	Linked  bool   // nearly all of it is link
	Time    string // of a live-blog entry

	Kind    Kind
	Rule    string        // what decided
	Section event.Section // of kept lines and of embedded-body
	Article int           // 0 the page's own, 1 … the embedded ones

	shape shape
}

// Hint is what is known of the page besides its lines.
type Hint struct {
	Title  string // as feed, metadata or site rule have it
	Markup bool   // the lines come from the body of an HTML page: its frame is gone already
	Ended  bool   // a source line, key words or the header of a teaser went with the frame: the lines behind may be another article's
	Drop   func(line string) (kind Kind, rule string)
}

// Split cuts a text into cleaned lines and takes apart what scrapers glue
// together.
func Split(text string) []Line {
	var lines []Line
	no := 0
	for raw := range strings.Lines(text) {
		no++
		lines = append(lines, Line{No: no, Text: charset.Line(raw)})
	}
	return lines
}

// maxLines bounds the work on one page: a live blog of a week has 3,000 lines.
const maxLines = 20000

// Classify gives every line its kind. It changes the lines it is given and may
// add some, where a line held two things.
func Classify(lines []Line, h Hint) []Line {
	if len(lines) > maxLines {
		lines = lines[:maxLines]
	}
	if h.Markup && !mostlyArabic(lines) {
		return trust(lines, h)
	}
	p := &page{lines: unglue(lines), hint: h}
	p.measure()
	p.phrases()
	p.doubles()
	p.captions()
	p.bounds()
	p.head()
	p.middle()
	p.tail()
	p.writers()
	p.sections()
	return p.lines
}

// page is a classification at work.
type page struct {
	lines  []Line
	hint   Hint
	first  int            // first paragraph of the article, or len(lines)
	end    int            // one past the last line of the article
	title  int            // line of the title, or -1
	words  map[string]int // words of the article's paragraphs, but for …
	unread []int          // … paragraphs that nobody has asked about yet
	runes  []int          // letters of the paragraphs before each line
	ended  int            // the marker that ends the article, or 0
	names  int            // how often the text was searched for a name
}

// trust keeps every line of an HTML body that is no stock phrase. The rules of
// form are made for Arabic pages; elsewhere the markup knows better.
func trust(lines []Line, h Hint) []Line {
	p := &page{lines: lines, hint: h}
	for i := range lines {
		l := &lines[i]
		if len(l.Text) <= maxTrusted && !l.Item && !l.Table {
			if l.shape.words = charset.Words(l.Text); len(l.shape.words) > 0 { // a row of signs is the writer's
				p.phrase(i)
			}
		}
		if l.Kind == Date || l.Kind == Keywords || l.Kind == Navigation {
			l.Kind, l.Rule = Blank, "" // words that other languages begin a text with
		}
		if l.Heading > 0 {
			p.mark(i, Subhead, "marked up as a heading")
		}
		p.mark(i, Body, "marked up as text")
	}
	p.sections()
	return lines
}

// maxTrusted is the longest line, in bytes, that may be a stock phrase.
const maxTrusted = 160

// mostlyArabic reports whether the lines are in Arabic script, by the first
// few hundred letters.
func mostlyArabic(lines []Line) bool {
	arabic, latin := 0, 0
	for i := range lines {
		for _, r := range lines[i].Text {
			switch {
			case r >= 0x620 && r <= 0x6FF:
				arabic++
			case r >= 'A' && r <= 'z' || r >= 0x100 && r < 0x250 || r >= 0x370 && r < 0x590 || r > 0x3000:
				latin++
			}
		}
		if arabic+latin > 600 {
			break
		}
	}
	return arabic > latin
}

// mark decides a line unless it is decided already.
func (p *page) mark(i int, k Kind, rule string) {
	if l := &p.lines[i]; l.Kind == Blank && l.Text != "" {
		l.Kind, l.Rule = k, rule
	}
}

// open reports whether line i holds text that nothing has decided yet.
func (p *page) open(i int) bool { return p.lines[i].Kind == Blank && p.lines[i].Text != "" }

// para reports whether line i is an undecided paragraph.
func (p *page) para(i int) bool { return p.open(i) && p.lines[i].shape.para }

// next is the first line with text at or after i, or len(lines).
func (p *page) next(i int) int {
	for i < len(p.lines) && p.lines[i].Text == "" {
		i++
	}
	return i
}
