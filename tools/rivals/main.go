// Command rivals measures Marsad's extractor beside the open ones on the same
// pages in the same run: quality, speed and allocations.
//
// It is a module of its own, so that the rivals never enter the product's
// module graph. A set of pages is a directory with ground-truth.json
// ({"<id>": {"articleBody": "…"}}) and html/<id>.html, or html/<id>.html.gz.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"codeberg.org/readeck/go-readability"
	"github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"

	"github.com/marsad-news/marsad/parser"
	"github.com/marsad-news/marsad/parser/boilerplate"
)

func main() {
	if err := run(context.Background(), os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "rivals:", err)
		os.Exit(1)
	}
}

// contender turns a page into the text of its article.
type contender struct {
	name string
	text func(page []byte) (string, error)
}

var contenders = []contender{
	{"html.Parse alone", func(b []byte) (string, error) {
		_, err := html.Parse(bytes.NewReader(b))
		return "", err
	}},
	{"marsad", marsad()},
	{"marsad, text only", textOnly},
	{"readeck go-readability", readeck},
	{"go-trafilatura", func(b []byte) (string, error) { return traf(b, false) }},
	{"go-trafilatura with fallback", func(b []byte) (string, error) { return traf(b, true) }},
}

// marsad is the whole parser: charset, text, fields and all.
func marsad() func([]byte) (string, error) {
	p, err := parser.New(parser.Options{})
	return func(b []byte) (string, error) {
		if err != nil {
			return "", err
		}
		if a := p.HTML(parser.Input{Body: b}).Article; a != nil {
			return a.Text, nil
		}
		return "", nil
	}
}

// textOnly is the part of it that the others do.
func textOnly(b []byte) (string, error) {
	doc, err := boilerplate.Parse(b)
	if err != nil {
		return "", err
	}
	r := boilerplate.Extract(doc, boilerplate.Options{})
	text, _ := r.Text()
	return text, nil
}

// somewhere is the address given to extractors that want one.
var somewhere = &url.URL{Scheme: "https", Host: "news.example"}

func readeck(b []byte) (string, error) {
	p := readability.NewParser()
	a, err := p.Parse(bytes.NewReader(b), somewhere)
	if err != nil || a.Node == nil {
		return "", err
	}
	return visible(a.Node), nil
}

func traf(b []byte, fallback bool) (string, error) {
	r, err := trafilatura.Extract(bytes.NewReader(b), trafilatura.Options{
		OriginalURL: somewhere, EnableFallback: fallback, ExcludeComments: true,
	})
	if err != nil || r == nil || r.ContentNode == nil {
		return "", err
	}
	return visible(r.ContentNode), nil
}

func run(_ context.Context, args []string, out io.Writer) error {
	fs := flag.NewFlagSet("rivals", flag.ContinueOnError)
	rounds := fs.Int("rounds", 2, "timed rounds; the fastest counts")
	if err := fs.Parse(args); err != nil {
		return err
	}
	if fs.NArg() == 0 {
		return fmt.Errorf("name at least one directory of pages")
	}
	runtime.GOMAXPROCS(1)
	for _, dir := range fs.Args() {
		set, err := load(dir)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s, %d pages\n%-30s %6s %6s %6s %6s %6s %9s %9s\n", filepath.Base(dir), len(set),
			"", "F1", "P", "R", "exact", "empty", "pages/s", "allocs")
		for _, line := range measureAll(set, *rounds) {
			fmt.Fprintln(out, line)
		}
	}
	return nil
}

// measureAll runs all contenders over a set, round by round side by side: what
// else the machine does slows each of them.
func measureAll(set []page, rounds int) []string {
	marks := make([]mark, len(contenders))
	for round := range rounds {
		for i, c := range contenders {
			marks[i].run(c, set, round == 0)
		}
	}
	lines := make([]string, len(contenders))
	for i, c := range contenders {
		lines[i] = marks[i].line(c, len(set))
	}
	return lines
}

// mark is how one contender does.
type mark struct {
	score  score
	best   time.Duration // of a round
	allocs uint64        // a page
}

// run is one round; the first is scored.
func (m *mark) run(c contender, set []page, first bool) {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := spent()
	texts := make([]string, len(set))
	for i := range set {
		texts[i], _ = c.text(set[i].raw) // a failure is an empty text
	}
	took := spent() - start
	runtime.ReadMemStats(&after)
	m.allocs = (after.Mallocs - before.Mallocs) / uint64(len(set))
	if first || took < m.best {
		m.best = took
	}
	for i := range set {
		if first {
			m.score.add(set[i].body, texts[i])
		}
	}
}

func (m *mark) line(c contender, pages int) string {
	speed := float64(pages) / m.best.Seconds()
	if c.name == contenders[0].name {
		return fmt.Sprintf("%-30s %6s %6s %6s %6s %6s %9.0f %9d", c.name, "", "", "", "", "", speed, m.allocs)
	}
	s := &m.score
	p, r := s.precision(), s.recall()
	return fmt.Sprintf("%-30s %6.3f %6.3f %6.3f %6.3f %6d %9.0f %9d", c.name, f1(p, r), p, r, s.exactShare(), s.empty, speed, m.allocs)
}
