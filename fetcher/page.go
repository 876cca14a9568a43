package fetcher

import (
	"bytes"
	_ "embed"
	"encoding/base64"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/frontier"
	"github.com/marsad-news/marsad/fetcher/robots"
	"github.com/marsad-news/marsad/fetcher/safehttp"
)

// keptHeaders are the headers of an answer that matter to those who read it.
var keptHeaders = []string{"Content-Type", "Content-Language", "Last-Modified", "Etag", "X-Robots-Tag", "Date"}

// maxPage is what a page may take as a message: the broker's payload limit of
// 1 MiB less what the fields around the body need.
const maxPage = 1<<20 - 24<<10

// newPage is the message for a page that came.
func newPage(it *frontier.Item, res *safehttp.Response) *event.Page {
	hash := event.BodyHash(res.Body)
	p := &event.Page{
		ID: event.PageID(it.URL, hash), URL: it.URL, Source: it.Source, Status: res.Status, Header: map[string]string{},
		FetchedAt: res.Start.UTC().Round(0), Size: len(res.Body), Hash: hash, Published: it.Published, Title: it.Title,
		FoundAt: it.Found, FoundBy: it.FoundBy, Encoding: "gzip",
	}
	if res.Final != it.URL {
		p.FinalURL = res.Final
	}
	for _, k := range keptHeaders {
		if v := res.Header.Get(k); v != "" {
			p.Header[k] = v
		}
	}
	if res.Coding == "gzip" && len(res.Wire) > 2 && res.Wire[0] == 0x1f && len(res.Wire) < len(res.Body) {
		p.Body = res.Wire // the server has done the work
	} else {
		p.Body = pack(res.Body)
	}
	return p
}

var packers = sync.Pool{New: func() any {
	w, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is valid
	return w
}}

func pack(b []byte) []byte {
	var out bytes.Buffer
	out.Grow(len(b)/3 + 64)
	w := packers.Get().(*gzip.Writer)
	defer packers.Put(w)
	w.Reset(&out)
	_, _ = w.Write(b) // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

// fits says whether a page can travel as one message, where its body is
// written in base64.
func fits(p *event.Page) bool {
	return base64.StdEncoding.EncodedLen(len(p.Body))+len(p.Title)+len(p.URL)+len(p.FinalURL) <= maxPage
}

//go:embed challenge.tsv
var challengeTable string

// mark is a trace of a wall between us and the page.
type mark struct {
	where, text string
	bytes       []byte
}

var marks = readMarks(challengeTable)

func readMarks(table string) []mark {
	var ms []mark
	for line := range strings.Lines(table) {
		f := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
		if len(f) >= 2 && !strings.HasPrefix(line, "#") {
			ms = append(ms, mark{f[0], strings.ToLower(f[1]), []byte(strings.ToLower(f[1]))})
		}
	}
	return ms
}

// challengeBytes is how far into a page its marks stand; real pages are longer
// than walls.
const (
	challengeBytes = 16 << 10
	wallBytes      = 24 << 10
)

var heads = sync.Pool{New: func() any { return new([challengeBytes]byte) }}

// lower appends b with its ASCII letters in lower case; the marks are ASCII.
func lower(to, b []byte) []byte {
	to = append(to, b...)
	for i, c := range to {
		if c >= 'A' && c <= 'Z' {
			to[i] = c + ('a' - 'A')
		}
	}
	return to
}

// challenge names the mark of a wall in an answer; empty when there is none.
func challenge(res *safehttp.Response) string {
	var head []byte
	if len(res.Body) < wallBytes {
		buf := heads.Get().(*[challengeBytes]byte)
		defer heads.Put(buf)
		head = lower(buf[:0], res.Body[:min(len(res.Body), challengeBytes)])
	}
	for _, m := range marks {
		name, isHeader := strings.CutPrefix(m.where, "header:")
		switch {
		case isHeader:
			if strings.Contains(strings.ToLower(res.Header.Get(name)), m.text) {
				return m.text
			}
		case bytes.Contains(head, m.bytes):
			return m.text
		}
	}
	return ""
}

// directives reads what a page says about indexing and keeping it, in its
// headers and in its head.
func directives(res *safehttp.Response) (index, archive bool) {
	d := robots.Directives{}
	for _, v := range res.Header.Values("X-Robots-Tag") {
		d.Header(v, productToken)
	}
	d.Page(res.Body, productToken)
	return !d.NoIndex, !d.NoArchive
}

// lateness is how long a page was out before we found it; negative when the
// door told no time.
func lateness(published string, found time.Time) time.Duration {
	t, err := time.Parse(time.RFC3339, published)
	if err != nil || t.After(found) {
		return -1
	}
	return found.Sub(t)
}
