package parser

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/marsad-news/marsad/parser/charset"
)

// pages is the newsroom pages, for benchmarks.
func pages(b *testing.B) (bodies [][]byte, size int64) {
	b.Helper()
	files, err := filepath.Glob("testdata/newsroom/*.html")
	if err != nil || len(files) == 0 {
		b.Fatalf("no pages: %v", err)
	}
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			b.Fatal(err)
		}
		bodies, size = append(bodies, body), size+int64(len(body))
	}
	return bodies, size
}

// BenchmarkHTML reads all newsroom pages; BenchmarkParseAlone is the share of
// it that builds the trees.
func BenchmarkHTML(b *testing.B) {
	bodies, size := pages(b)
	p, err := New(Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, body := range bodies {
			p.HTML(Input{Body: body})
		}
	}
}

func BenchmarkParseAlone(b *testing.B) {
	bodies, size := pages(b)
	b.SetBytes(size)
	b.ReportAllocs()
	for b.Loop() {
		for _, body := range bodies {
			s, _ := charset.Decode(body, "")
			if _, err := html.Parse(strings.NewReader(s)); err != nil {
				b.Fatal(err)
			}
		}
	}
}
