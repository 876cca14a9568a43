package boilerplate

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/internal/golden"
)

// reading is what the golden files hold of a result.
type reading struct {
	Title      string      `json:"title,omitempty"`
	NotArticle string      `json:"not_article,omitempty"`
	How        string      `json:"how,omitempty"`
	Kicker     string      `json:"kicker,omitempty"`
	Byline     string      `json:"byline,omitempty"`
	Source     string      `json:"source,omitempty"`
	Dateline   string      `json:"dateline,omitempty"`
	Dates      []string    `json:"dates,omitempty"`
	Captions   []string    `json:"captions,omitempty"`
	Blocks     []line      `json:"blocks,omitempty"`
	Embedded   []secondary `json:"embedded,omitempty"`
	Stripped   []cut       `json:"stripped,omitempty"`
}

type cut struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
	Rule string `json:"rule"`
}

type line struct {
	Section string `json:"section"`
	Time    string `json:"time,omitempty"`
	Text    string `json:"text"`
}

type secondary struct {
	Title  string   `json:"title"`
	Dates  []string `json:"dates,omitempty"`
	Blocks []line   `json:"blocks"`
}

func lines(blocks []Block) []line {
	var out []line
	for _, b := range blocks {
		out = append(out, line{string(b.Section), b.Time, b.Text})
	}
	return out
}

func readingOf(r Result) reading {
	out := reading{
		Title: r.Title, NotArticle: r.NotArticle, How: r.Stats.How, Kicker: r.Kicker, Byline: r.Byline, Source: r.Source,
		Dateline: r.Dateline, Dates: r.Dates, Captions: r.Captions, Blocks: lines(r.Blocks),
	}
	for _, s := range r.Stripped {
		out.Stripped = append(out.Stripped, cut(s))
	}
	for _, e := range r.Embedded {
		out.Embedded = append(out.Embedded, secondary{e.Title, e.Dates, lines(e.Blocks)})
	}
	return out
}

// A page in testdata/pages and what is read from it: adding a page adds a test.
func TestPagesReadAsTheirGoldenFiles(t *testing.T) {
	pages, err := filepath.Glob("testdata/pages/*.html")
	if err != nil || len(pages) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	for _, page := range pages {
		t.Run(filepath.Base(page), func(t *testing.T) {
			raw, err := os.ReadFile(page)
			if err != nil {
				t.Fatal(err)
			}
			doc, err := Parse(raw)
			if err != nil {
				t.Fatal(err)
			}
			golden.JSON(t, strings.TrimSuffix(page, ".html")+".golden.json", readingOf(Extract(doc, Options{})))
		})
	}
}
