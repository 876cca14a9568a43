// Package parser turns fetched pages into articles.
//
// It knows pages: charset, boilerplate, title, byline, date, body, embedded
// second articles. It never knows what an article means. The parsing itself is
// pure, without clock, network or bus: New, HTML and Flat; the worker around it
// takes pages from the stream and publishes articles.
package parser

import (
	"fmt"
	"io/fs"
	"net/url"
	"strings"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/parser/charset"
	"github.com/marsad-news/marsad/parser/drift"
	"github.com/marsad-news/marsad/parser/metadata"
	"github.com/marsad-news/marsad/parser/site"
)

// Options set up a Parser. The zero value reads with the shipped rules.
type Options struct {
	Rules fs.FS // a directory of outlet rules, laid over the shipped ones
	Trace bool  // fill Trace.Steps: for whoever asks why, not for every page
}

// Parser reads pages. It is safe for concurrent use.
type Parser struct {
	rules *site.Set
	trace bool
}

// New returns a Parser. Faults of all rule files come as one error.
func New(opts Options) (*Parser, error) {
	rules, err := site.Shipped()
	if err != nil {
		return nil, fmt.Errorf("load shipped rules: %w", err)
	}
	if opts.Rules != nil {
		own, err := site.Load(opts.Rules)
		if err != nil {
			return nil, fmt.Errorf("load rules: %w", err)
		}
		rules = rules.Over(own)
	}
	return &Parser{rules: rules, trace: opts.Trace}, nil
}

// Rules are the outlet rules in force.
func (p *Parser) Rules() *site.Set { return p.rules }

// Input is one page.
type Input struct {
	URL, Source, ContentType string
	Published, Title         string // what the feed or sitemap said
	Body                     []byte
	FetchedAt                time.Time
	Repeats                  func(block uint64) bool // reports whether a block stands on many pages of the site; nil: not known
}

// What a page is when it is no article.
const (
	NotListing   = "listing"
	NotError     = "error"
	NotChallenge = "challenge"
	NotPaywall   = "paywall"
	NotVideo     = "video"
	NotEmpty     = "empty"
	NotBinary    = "binary"
)

// Result is what a page holds: exactly one of Article and NotArticle is set.
type Result struct {
	Article    *event.Article
	NotArticle string
	Trace      Trace
}

// Trace says why a page was read as it was.
type Trace struct {
	Charset charset.Info
	Rule    string // of the outlet, when one applied
	TitleBy string
	DateBy  string
	How     string   // how the text was found
	Steps   []Step   // every block of the page
	Hashes  []uint64 // of the page's blocks, for the memory of repeats
	Notes   []string
	Stats   Stats
}

// Step is one block of the page with what became of it.
type Step struct {
	Text string
	Kept bool
	Kind string // its section when kept, else what it is
	Rule string // what decided
	Path string // the element it stands in
}

// Stats measures how a page was parsed: what drift is told by.
type Stats struct {
	PageRunes   int     // all visible text
	KeptRunes   int     // the article
	LinkDensity float64 // share of the kept text that is link
	Dated       bool    // a date was found on the page itself
}

// Sample is how the page was parsed, for the record of its site.
func (r *Result) Sample() drift.Sample {
	st := &r.Trace.Stats
	s := drift.Sample{Links: st.LinkDensity, Length: st.KeptRunes, Dated: st.Dated, Article: r.Article != nil}
	if st.PageRunes > 0 {
		s.Kept = min(1, float64(st.KeptRunes)/float64(st.PageRunes))
	}
	return s
}

// maxPage bounds what is read of one page, in bytes. The fetcher's own cap is
// lower; a page beyond it is read up to here.
const maxPage = 8 << 20

// hostOf is the host of an address, or nothing.
func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.ToLower(u.Hostname())
}

// sourceOf is the source of a page: what the fetcher calls it, else its site.
func sourceOf(in *Input) string {
	if in.Source != "" {
		return in.Source
	}
	if h := hostOf(in.URL); h != "" {
		return metadata.Site(h)
	}
	return ""
}

// Binary reports whether the bytes are no text: images, PDF, archives.
func binary(b []byte) bool {
	head := b[:min(len(b), 512)]
	for _, magic := range [...]string{"%PDF", "\x89PNG", "\xFF\xD8\xFF", "GIF8", "PK\x03\x04", "\x1F\x8B", "RIFF", "\x00\x00\x01\x00", "ID3", "\x7FELF", "wOFF", "wOF2"} {
		if len(head) >= len(magic) && string(head[:len(magic)]) == magic {
			return true
		}
	}
	control := 0
	for _, c := range head {
		if c < 9 || c > 13 && c < 27 || c > 27 && c < 32 {
			control++
		}
	}
	return control*10 > len(head) && !(len(head) > 1 && wideText(head))
}

// wideText lets UTF-16 pass: every second byte of its markup is NUL.
func wideText(b []byte) bool {
	if b[0] == 0xFF && b[1] == 0xFE || b[0] == 0xFE && b[1] == 0xFF {
		return true
	}
	even, odd := 0, 0
	for i, c := range b {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	return (even == 0) != (odd == 0) && even+odd > len(b)/4
}
