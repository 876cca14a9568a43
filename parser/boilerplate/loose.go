package boilerplate

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Bounds of the simple tree: what lies beyond is hung at the edge.
const (
	looseDepth = 200
	looseAttrs = 32
	looseNodes = 500_000
)

// loose builds a tree from tags as they come: no element is moved, a block
// closes the paragraph and the inline elements before it, and nothing nests
// deeper than looseDepth.
type loose struct {
	doc, head, body *html.Node
	stack           []*html.Node // open elements below body
	over            map[string]int
	nodes           int
}

func parseLoose(page string) *html.Node {
	l := &loose{doc: &html.Node{Type: html.DocumentNode}, over: map[string]int{}}
	root := element("html")
	l.head, l.body = element("head"), element("body")
	l.doc.AppendChild(root)
	root.AppendChild(l.head)
	root.AppendChild(l.body)
	z := html.NewTokenizer(strings.NewReader(page))
	for l.nodes < looseNodes {
		switch z.Next() {
		case html.ErrorToken:
			return l.doc
		case html.TextToken:
			l.text(z)
		case html.StartTagToken, html.SelfClosingTagToken:
			l.open(z)
		case html.EndTagToken:
			name, _ := z.TagName()
			l.close(string(name))
		}
	}
	return l.doc
}

func element(name string) *html.Node {
	return &html.Node{Type: html.ElementNode, Data: name, DataAtom: atom.Lookup([]byte(name))}
}

func (l *loose) top() *html.Node {
	if len(l.stack) > 0 {
		return l.stack[len(l.stack)-1]
	}
	return l.body
}

func (l *loose) text(z *html.Tokenizer) {
	t := z.Text()
	if len(t) == 0 {
		return
	}
	l.nodes++
	l.top().AppendChild(&html.Node{Type: html.TextNode, Data: string(t)})
}

func (l *loose) open(z *html.Tokenizer) {
	name, more := z.TagName()
	n := element(string(name))
	for i := 0; more && i < looseAttrs; i++ {
		var key, val []byte
		key, val, more = z.TagAttr()
		n.Attr = append(n.Attr, html.Attribute{Key: string(key), Val: string(val)})
	}
	l.nodes++
	switch n.DataAtom {
	case atom.Html, atom.Body, atom.Head:
		return // there is one of each
	case atom.Meta, atom.Link, atom.Base:
		if len(l.stack) == 0 {
			l.head.AppendChild(n)
			return
		}
	case atom.Title:
		if l.head.LastChild == nil || len(l.stack) == 0 {
			l.head.AppendChild(n)
			l.stack = append(l.stack, n)
			return
		}
	}
	l.makeRoom(n.DataAtom)
	l.top().AppendChild(n)
	if isVoid(n.DataAtom) {
		return
	}
	if len(l.stack) >= looseDepth {
		l.over[n.Data]++
		return
	}
	l.stack = append(l.stack, n)
}

// makeRoom closes what a start tag ends by itself.
func (l *loose) makeRoom(a atom.Atom) {
	switch a {
	case atom.Li:
		l.closeUpTo(atom.Li, atom.Ul, atom.Ol)
	case atom.Dt, atom.Dd:
		l.closeUpTo(atom.Dd, atom.Dl)
		l.closeUpTo(atom.Dt, atom.Dl)
	case atom.Tr:
		l.closeUpTo(atom.Tr, atom.Table)
	case atom.Td, atom.Th:
		l.closeUpTo(atom.Td, atom.Tr, atom.Table)
		l.closeUpTo(atom.Th, atom.Tr, atom.Table)
	}
	if isFlow(a) {
		for len(l.stack) > 0 && (isPhrasing(l.top().DataAtom) || l.top().DataAtom == atom.P) {
			l.stack = l.stack[:len(l.stack)-1]
		}
	}
}

// closeUpTo closes the nearest open element a, unless one of walls stands
// before it.
func (l *loose) closeUpTo(a atom.Atom, walls ...atom.Atom) {
	for i := len(l.stack) - 1; i >= 0; i-- {
		switch have := l.stack[i].DataAtom; {
		case have == a:
			l.stack = l.stack[:i]
			return
		case have == walls[0] || len(walls) > 1 && have == walls[1]:
			return
		}
	}
}

func (l *loose) close(name string) {
	if l.over[name] > 0 {
		l.over[name]--
		return
	}
	for i := len(l.stack) - 1; i >= 0; i-- {
		if l.stack[i].Data == name {
			l.stack = l.stack[:i]
			return
		}
	}
}

func isVoid(a atom.Atom) bool {
	switch a {
	case atom.Area, atom.Base, atom.Br, atom.Col, atom.Embed, atom.Hr, atom.Img, atom.Input, atom.Link,
		atom.Meta, atom.Param, atom.Source, atom.Track, atom.Wbr:
		return true
	}
	return false
}

// isPhrasing reports whether an element is one that pages leave open.
func isPhrasing(a atom.Atom) bool {
	switch a {
	case atom.A, atom.B, atom.I, atom.U, atom.Em, atom.Strong, atom.Font, atom.Span, atom.Small, atom.Big, atom.Center:
		return true
	}
	return false
}

// isFlow reports whether an element begins a new part of the page.
func isFlow(a atom.Atom) bool {
	switch a {
	case atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Aside, atom.Nav,
		atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Blockquote,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Form, atom.Figure, atom.Pre, atom.Hr:
		return true
	}
	return false
}
