// Package newsroom is a small world of news sites on loopback, for the
// offline demo and for tests of the whole pipeline.
//
// Its eight outlets and all their news are invented. The pages show what real
// ones do: comments, appeals, tickers, doubled captions, teasers inside the
// text, a second article printed whole, an old charset, div and br instead of
// paragraphs. truth.json says what each page holds and which claims it makes;
// nothing of the pipeline reads it, only tests do. The package imports no
// worker and reaches no network beyond the address it listens on.
package newsroom

import (
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

//go:embed site
var files embed.FS

//go:embed truth.json
var truth []byte

// Outlet is one news site.
type Outlet struct {
	ID   string // source id, and first element of its paths
	Name string // as it calls itself
	Lang string
}

// Feed is the path of the outlet's RSS feed.
func (o Outlet) Feed() string { return "/" + o.ID + "/feed.xml" }

// Outlets are the sites, in the order of the front page.
func Outlets() []Outlet {
	return []Outlet{
		{"manara", "وكالة المنارة للأنباء", "ar"},
		{"sada", "صدى الواحة", "ar"},
		{"baladna", "بلادنا اليوم", "ar"},
		{"khabar", "الخبر الجامع", "ar"},
		{"riwaq", "الرواق", "ar"},
		{"mina", "جريدة الميناء", "ar"},
		{"sahara", "الصحراء بوست", "ar"},
		{"harbour", "Harbour Wire", "en"},
	}
}

// Page is what truth.json says of one page.
type Page struct {
	Path      string    `json:"path"`
	Source    string    `json:"source"`
	Lang      string    `json:"lang"`
	Charset   string    `json:"charset,omitempty"` // of the bytes served; empty: UTF-8
	Late      int       `json:"late,omitempty"`    // appears so many intervals after the start
	None      string    `json:"none,omitempty"`    // holds no article, and why: listing, error
	Title     string    `json:"title"`
	Byline    string    `json:"byline,omitempty"`
	Published string    `json:"published"`
	Body      []string  `json:"body,omitempty"` // the lines of the article's text
	Subheads  []string  `json:"subheads,omitempty"`
	Embedded  []Embed   `json:"embedded,omitempty"`
	MustNot   []string  `json:"must_not,omitempty"` // on the page, never in the body
	Claims    []Claimed `json:"claims,omitempty"`
}

// Embed is a second article printed inside a page.
type Embed struct {
	Title string   `json:"title"`
	Body  []string `json:"body"`
}

// Claimed is one expected claim. Evidence stands in the text word for word;
// the slots that a careful reader may fill in two ways list both.
type Claimed struct {
	Evidence string    `json:"evidence"`
	Kind     OneOf     `json:"kind"`
	Actor    OneOf     `json:"actor"`
	Country  OneOf     `json:"country"`
	Polarity OneOf     `json:"polarity"`
	Status   OneOf     `json:"status"`
	Quantity *Quantity `json:"quantity,omitempty"`
	Org      string    `json:"org,omitempty"`
	Speaker  string    `json:"speaker,omitempty"`
	Quoted   bool      `json:"quoted,omitempty"`
	Section  string    `json:"section,omitempty"`
	Optional bool      `json:"optional,omitempty"` // may be given or not
}

// Quantity is the number of an expected claim.
type Quantity struct {
	Value     float64 `json:"value"`
	Qualifier string  `json:"qualifier"`
	Unit      string  `json:"unit"`
	Basis     string  `json:"basis"`
}

// OneOf lists the values that are right; in the file a single one may stand
// without brackets.
type OneOf []string

// Has says that v is one of them.
func (o OneOf) Has(v string) bool {
	for _, s := range o {
		if s == v {
			return true
		}
	}
	return false
}

// UnmarshalJSON implements [json.Unmarshaler].
func (o *OneOf) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*o = OneOf{one}
		return nil
	}
	return json.Unmarshal(b, (*[]string)(o))
}

// Truth is what every page holds, oldest first.
func Truth() []Page {
	var pages []Page
	if err := json.Unmarshal(truth, &pages); err != nil {
		panic(fmt.Sprintf("newsroom: the embedded truth.json: %v", err)) // the build's own fault
	}
	return pages
}

// Site serves the outlets.
type Site struct {
	pages []Page
	every time.Duration
	start time.Time

	mu   sync.Mutex
	hits map[string]int
}

var _ http.Handler = (*Site)(nil)

// New is a site on which every page is there from the start.
func New() *Site { return NewGrowing(0) }

// NewGrowing is a site on which the late pages come one after another, an
// interval apart: in the feeds, in the sitemap and at their address.
func NewGrowing(every time.Duration) *Site {
	return &Site{pages: Truth(), every: every, start: time.Now(), hits: map[string]int{}}
}

// Hits says how often each path was asked for.
func (s *Site) Hits() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := make(map[string]int, len(s.hits))
	for k, v := range s.hits {
		out[k] = v
	}
	return out
}

// out says whether a page is published by now.
func (s *Site) out(p *Page) bool {
	return p.Late == 0 || time.Since(s.start) >= time.Duration(p.Late)*s.every
}

// Start serves a new site on addr, which must be of loopback; "127.0.0.1:0"
// takes a free port.
func Start(addr string) (url string, stop func(), err error) { return New().Start(addr) }

// Start serves the site on addr until stop is called.
func (s *Site) Start(addr string) (url string, stop func(), err error) {
	host, _, err := net.SplitHostPort(addr)
	if ip := net.ParseIP(host); err != nil || host != "localhost" && (ip == nil || !ip.IsLoopback()) {
		return "", nil, fmt.Errorf("start newsroom on %q: not a loopback address", addr)
	}
	l, err := new(net.ListenConfig).Listen(context.Background(), "tcp", addr)
	if err != nil {
		return "", nil, fmt.Errorf("start newsroom: %w", err)
	}
	srv := &http.Server{Handler: s, ReadHeaderTimeout: 5 * time.Second}
	done := make(chan struct{})
	go func() {
		defer close(done)
		if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			_ = srv.Close() // the listener is gone: nobody can be served
		}
	}()
	return "http://" + l.Addr().String(), func() { _ = srv.Close(); <-done }, nil
}
