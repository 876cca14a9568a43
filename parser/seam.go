package parser

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/marsad-news/marsad/parser/charset"
	"github.com/marsad-news/marsad/parser/flat"
)

// blocks is the text of the densest part of a document, a block a line.
func blocks(doc *html.Node) []flat.Line {
	best := densest(doc)
	w := &lineWriter{}
	w.children(best)
	w.flush()
	return w.lines
}

// densest is the element whose own paragraphs hold the most text.
func densest(doc *html.Node) *html.Node {
	best, most := doc, 0
	var walk func(n *html.Node, depth int)
	walk = func(n *html.Node, depth int) {
		sum := 0
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.TextNode {
				sum += len(strings.TrimSpace(c.Data))
			} else if c.DataAtom == atom.P || c.DataAtom == atom.Br || c.DataAtom == atom.Span {
				sum += textLen(c, 0)
			}
			if depth < 1000 && c.Type == html.ElementNode && !skipped(c) {
				walk(c, depth+1)
			}
		}
		if sum > most {
			best, most = n, sum
		}
	}
	walk(doc, 0)
	return best
}

func textLen(n *html.Node, depth int) int {
	sum := 0
	for c := n.FirstChild; c != nil && depth < 50; c = c.NextSibling {
		if c.Type == html.TextNode {
			sum += len(strings.TrimSpace(c.Data))
		} else if !skipped(c) && c.DataAtom != atom.A {
			sum += textLen(c, depth+1)
		}
	}
	return sum
}

func skipped(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Head, atom.Nav, atom.Footer, atom.Aside, atom.Form, atom.Iframe, atom.Select, atom.Button, atom.Figcaption:
		return true
	}
	return false
}

type lineWriter struct {
	lines []flat.Line
	b     strings.Builder
	cur   flat.Line
	depth int
}

func (w *lineWriter) flush() {
	if t := charset.Line(w.b.String()); t != "" {
		w.cur.Text = t
		w.cur.No = len(w.lines) + 1
		w.lines = append(w.lines, w.cur)
	}
	w.b.Reset()
}

func (w *lineWriter) children(n *html.Node) {
	if w.depth++; w.depth < 2000 {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			w.node(c)
		}
	}
	w.depth--
}

func (w *lineWriter) node(n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		w.b.WriteString(n.Data)
		return
	case n.Type != html.ElementNode || skipped(n):
		return
	}
	switch n.DataAtom {
	case atom.B, atom.Strong, atom.I, atom.Em, atom.Span, atom.Font, atom.A, atom.U, atom.Small, atom.Sub, atom.Sup, atom.Mark, atom.Time, atom.Abbr:
		w.children(n)
	case atom.Br:
		w.flush()
	default:
		w.flush()
		old := w.cur
		switch n.DataAtom {
		case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
			w.cur.Heading = int(n.Data[1] - '0')
		case atom.Li:
			w.cur.Item = true
		case atom.Blockquote:
			w.cur.Quote = true
		}
		w.children(n)
		w.flush()
		w.cur = old
	}
}
