package metadata

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/marsad-news/marsad/parser/charset"
)

// Read collects the claims of a document.
func Read(doc *html.Node) *Evidence {
	e := &Evidence{Meta: map[string]string{}}
	r := reader{e: e, known: make(map[string]naming, 128)}
	r.children(doc, false)
	r.flush(false)
	return e
}

type reader struct {
	e     *Evidence
	depth int
	line  []byte // the line being read, up to maxLine
	seq   int
	known map[string]naming // of attribute values met before
}

// maxFound bounds what is kept of each kind of claim: a page of a million
// headings has none.
const maxFound = 500

// The shortest and longest line, in bytes, that is looked at for a date or a
// writer.
const (
	minPrinted = 6
	maxLine    = 280
)

// correspondent introduces a writer behind the place that he writes from.
var correspondent = []byte("- من مراسل")

// flush ends a line of the page.
func (r *reader) flush(aside bool) {
	if len(r.line) == 0 {
		return
	}
	if n := len(r.line); n >= minPrinted && n < maxLine && len(r.e.Printed) < maxFound {
		if hasDigit(r.line) || introBegins[string(r.line[:2])] && introduced(string(r.line)) != "" || bytes.Contains(r.line, correspondent) {
			if t := charset.Line(string(r.line)); len(t) >= minPrinted {
				r.e.Printed = append(r.e.Printed, Printed{t, aside, r.seq})
			}
		}
	}
	r.line = r.line[:0]
	r.seq++
}

// hasDigit finds ASCII, Arabic-Indic and Persian digits.
func hasDigit(b []byte) bool {
	for i, c := range b {
		if c >= '0' && c <= '9' || c == 0xD9 && i+1 < len(b) && b[i+1] >= 0xA0 && b[i+1] <= 0xA9 || c == 0xDB && i+1 < len(b) && b[i+1] >= 0xB0 && b[i+1] <= 0xB9 {
			return true
		}
	}
	return false
}

func (r *reader) text(s string) {
	if len(r.line) < maxLine {
		if len(r.line) == 0 {
			s = strings.TrimLeft(s, " \t\r\n")
		}
		r.line = append(r.line, s[:min(len(s), maxLine)]...)
	}
}

// deepest nesting followed: no head or headline lies deeper.
const maxDepth = 2000

func (r *reader) children(n *html.Node, aside bool) {
	if r.depth++; r.depth < maxDepth {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.Type {
			case html.ElementNode:
				r.element(c, aside)
			case html.TextNode:
				r.text(c.Data)
			}
		}
	}
	r.depth--
}

func (r *reader) element(n *html.Node, aside bool) {
	if r.leaf(n, aside) {
		return
	}
	switch n.DataAtom {
	case atom.Html:
		r.e.Lang = attr(n, "lang")
	case atom.Title:
		if r.e.TitleTag == "" {
			r.e.TitleTag = Text(n)
		}
	case atom.Video, atom.Audio:
		r.e.Players++
	case atom.A:
		if more(n) {
			r.e.More++
		}
	case atom.Nav, atom.Aside, atom.Footer, atom.Blockquote:
		aside = true
	}
	block := !inline(n.DataAtom)
	if block {
		r.flush(aside)
	}
	names := r.names(n)
	if n.DataAtom != atom.Body { // its names tell of the layout: two-sidebars
		aside = aside || names&(namedAside|namedOwn) == namedAside
	}
	r.named(n, names, aside)
	r.children(n, aside)
	if block {
		r.flush(aside)
	}
}

// leaf reads an element that holds no text of the page. It reports whether n
// is one.
func (r *reader) leaf(n *html.Node, aside bool) bool {
	switch n.DataAtom {
	case atom.Meta:
		r.meta(n, aside)
	case atom.Link:
		if strings.EqualFold(attr(n, "rel"), "canonical") && r.e.Canonical == "" {
			r.e.Canonical = strings.TrimSpace(attr(n, "href"))
		}
	case atom.Script:
		r.script(n)
	case atom.Iframe:
		if player(attr(n, "src")) {
			r.e.Players++
		}
	case atom.Br:
		r.flush(aside)
	case atom.Style, atom.Noscript, atom.Template, atom.Svg:
	default:
		return false
	}
	return true
}

// player reports whether an address is that of a video.
func player(src string) bool {
	for _, s := range [...]string{"youtube", "vimeo", "player", "video"} {
		if strings.Contains(src, s) {
			return true
		}
	}
	return false
}

// named keeps what an element claims by its kind and names: headline, date,
// writer.
func (r *reader) named(n *html.Node, names naming, aside bool) {
	e := r.e
	if level := level(n); (level > 0 || names&namedTitle != 0) && len(e.Headings) < maxFound {
		r.heading(n, level, names, aside)
	}
	if (n.DataAtom == atom.Time || names&(namedPublished|namedModified) != 0) && len(e.Times) < maxFound {
		r.stamp(n, names, aside)
	}
	if names&namedWriter != 0 && !aside && len(e.Writers) < maxFound {
		r.writer(n)
	}
}

// inline reports whether an element flows with the text around it.
func inline(a atom.Atom) bool {
	switch a {
	case atom.Span, atom.A, atom.B, atom.Strong, atom.I, atom.Em, atom.Font, atom.Small, atom.U, atom.Time, atom.Abbr, atom.Img, atom.Input, atom.Label, atom.Sup, atom.Sub, atom.Bdi, atom.Button:
		return true
	}
	return false
}

func (r *reader) meta(n *html.Node, aside bool) {
	content := attr(n, "content")
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		k := strings.ToLower(strings.TrimSpace(attr(n, key)))
		if k == "" || key == "itemprop" && aside {
			continue
		}
		if _, seen := r.e.Meta[k]; !seen {
			r.e.Meta[k] = charset.Line(content)
		}
	}
}

func (r *reader) writer(n *html.Node) {
	t := Text(n)
	if len(strings.Fields(t)) > maxWriter {
		t = ownText(n) // the rest are date and counters
	}
	if words := len(strings.Fields(t)); words > 0 && words <= maxWriter {
		r.e.Writers = append(r.e.Writers, t)
	}
}

// maxWriter is the most words of a printed byline.
const maxWriter = 8

// ownText is the text of an element outside its children.
func ownText(n *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return charset.Line(b.String())
}

func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

// Text is the text of an element on one line, without scripts and badges.
func Text(n *html.Node) string {
	var b strings.Builder
	collect(n, &b, 0)
	return charset.Line(b.String())
}

func collect(n *html.Node, b *strings.Builder, depth int) {
	if depth > maxDepth || b.Len() > 4000 {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.Type != html.ElementNode:
		case c.DataAtom == atom.Script || c.DataAtom == atom.Style || c.DataAtom == atom.Sup:
		case inline(c.DataAtom) || c.DataAtom == 0:
			collect(c, b, depth+1)
		default:
			b.WriteByte(' ')
			collect(c, b, depth+1)
			b.WriteByte(' ')
		}
	}
}

func (r *reader) stamp(n *html.Node, names naming, aside bool) {
	published, modified := names&namedPublished != 0, names&namedModified != 0
	s := Stamp{Seq: r.seq, Modified: modified && !published, Marked: published || modified, Aside: aside, Text: Text(n)}
	for _, k := range []string{"datetime", "content", "title"} {
		if v := attr(n, k); v != "" {
			s.Value = v
			break
		}
	}
	if s.Value == "" {
		s.Value = s.Text
	}
	if s.Value != "" && len(s.Value) < 120 {
		r.e.Times = append(r.e.Times, s)
	}
}
