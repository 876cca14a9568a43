package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/marsad-news/marsad/parser/charset"
)

// page is one page of a set with the text its article has.
type page struct {
	id   string
	raw  []byte
	body string
}

// load reads a set of pages.
func load(dir string) ([]page, error) {
	b, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
	if err != nil {
		return nil, err
	}
	var truth map[string]struct {
		Body string `json:"articleBody"`
		None bool   `json:"none"`
	}
	if err := json.Unmarshal(b, &truth); err != nil {
		return nil, fmt.Errorf("read %s: %w", dir, err)
	}
	var set []page
	for id, t := range truth {
		if t.None {
			continue // the measure is of articles
		}
		raw, err := readPage(filepath.Join(dir, "html", id+".html"))
		if err != nil {
			return nil, err
		}
		text, _ := charset.Decode(raw, "") // all read the same letters
		raw = []byte(text)
		set = append(set, page{id, raw, t.Body})
	}
	if len(set) == 0 {
		return nil, fmt.Errorf("read %s: no pages", dir)
	}
	slices.SortFunc(set, func(a, b page) int { return strings.Compare(a.id, b.id) })
	return set, nil
}

func readPage(path string) ([]byte, error) {
	b, err := os.ReadFile(path)
	if err == nil {
		return b, nil
	}
	b, err = os.ReadFile(path + ".gz")
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return io.ReadAll(z)
}

// visible is the text of a tree, blocks and breaks on lines of their own.
func visible(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch {
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
		case n.DataAtom == atom.Script || n.DataAtom == atom.Style:
			return
		case n.Type == html.ElementNode && !inline(n.DataAtom):
			b.WriteByte('\n')
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		if n.Type == html.ElementNode && !inline(n.DataAtom) {
			b.WriteByte('\n')
		}
	}
	walk(n)
	return b.String()
}

func inline(a atom.Atom) bool {
	switch a {
	case atom.A, atom.B, atom.I, atom.Em, atom.Strong, atom.Span, atom.Font, atom.U, atom.Sub, atom.Sup, atom.Small,
		atom.Mark, atom.Abbr, atom.Cite, atom.Code, atom.Q, atom.Time, atom.S, atom.Del, atom.Ins, atom.Bdi, atom.Bdo:
		return true
	}
	return false
}
