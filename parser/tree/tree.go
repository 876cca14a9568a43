// Package tree reads the markup of a page into the nodes of golang.org/x/net/html.
//
// It builds the tree that browsers build (implied, misnested and forgotten tags,
// tables with text beside their cells) without what a browser alone wants:
// comments, styles, drawings and scripts that hold no data. It takes time and
// room in proportion to the page, whatever the page is: nesting, attributes and
// nodes are bounded, and texts and names are parts of the page's own string.
// It reads nothing but the string it is given and knows nothing of what an
// element is for.
package tree

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// The bounds of a tree. What lies deeper is hung at the edge, further
// attributes are left out, and the reading ends with the last node.
const (
	MaxDepth = 512
	maxAttrs = 64
	maxNodes = 500_000
)

// Parse reads a page.
func Parse(page string) *html.Node {
	page = strings.TrimPrefix(page, "\xef\xbb\xbf")
	b := builder{scanner: scanner{in: page}}
	b.doc = b.node(html.DocumentNode, 0, "")
	b.quirks = quirky(page)
	root, head := b.node(html.ElementNode, atom.Html, "html"), b.node(html.ElementNode, atom.Head, "head")
	b.head = head
	link(b.doc, root)
	link(root, head)
	b.stack = append(make([]open, 0, 64), open{root, traits[atom.Html].is})
	for b.made < maxNodes && b.next() {
		switch b.token {
		case text:
			b.text(b.data)
		case startTag:
			b.start()
		case endTag:
			b.end()
		}
	}
	if b.body == nil {
		b.openBody()
	}
	return b.doc
}

// builder is a tree being built.
type builder struct {
	scanner
	doc, head, body *html.Node
	form            *html.Node // the open one: forms do not nest
	stack           []open     // html, body and what is open below
	active          []style    // formatting elements to be opened again
	paragraphs      int        // open ones
	over            []string   // open elements beyond MaxDepth
	quirks          bool       // the page declares no standard
	edge            bool       // nothing but white space since a block began or ended

	made  int              // nodes
	nodes []html.Node      // room for more
	attrs []html.Attribute // … and for theirs
}

// open is an element whose end tag has not come.
type open struct {
	n  *html.Node
	is trait
}

// Nodes and attributes are made so many at a time.
const (
	nodesAtOnce = 128
	attrsAtOnce = 256
)

func (b *builder) node(t html.NodeType, a atom.Atom, data string) *html.Node {
	if len(b.nodes) == 0 {
		b.nodes = make([]html.Node, nodesAtOnce)
	}
	n := &b.nodes[0]
	b.nodes = b.nodes[1:]
	b.made++
	n.Type, n.DataAtom, n.Data = t, a, data
	return n
}

// element makes a node of the tag that was read.
func (b *builder) element() *html.Node {
	n := b.node(html.ElementNode, b.tag, b.data)
	n.Attr = b.keep(b.attr)
	return n
}

// keep copies attributes out of the scanner's buffer.
func (b *builder) keep(attr []html.Attribute) []html.Attribute {
	k := len(attr)
	if k == 0 {
		return nil
	}
	if len(b.attrs) < k {
		b.attrs = make([]html.Attribute, attrsAtOnce)
	}
	out := b.attrs[:k:k]
	b.attrs = b.attrs[k:]
	copy(out, attr)
	return out
}

// link hangs a node under its parent, behind the others.
func link(parent, n *html.Node) {
	n.Parent, n.PrevSibling = parent, parent.LastChild
	if parent.LastChild == nil {
		parent.FirstChild = n
	} else {
		parent.LastChild.NextSibling = n
	}
	parent.LastChild = n
}

func (b *builder) top() *open { return &b.stack[len(b.stack)-1] }

// text adds a stretch of text.
func (b *builder) text(s string) {
	blank := blankText(s)
	if b.body == nil {
		if blank {
			return
		}
		b.openBody()
	}
	if blank && (b.edge || b.top().is&table != 0) {
		return // between blocks, rows or cells nobody sees it
	}
	b.edge = false
	b.reopen()
	b.place(b.node(html.TextNode, 0, unescape(s)))
}

func (b *builder) openBody() {
	b.body = b.node(html.ElementNode, atom.Body, "body")
	link(b.stack[0].n, b.body)
	b.stack = append(b.stack[:1], open{b.body, traits[atom.Body].is})
	b.edge = true
}

// place hangs a node under the innermost open element, or before the table
// when that one is a table and cannot hold it.
func (b *builder) place(n *html.Node) { b.placeIn(b.top(), n) }

func (b *builder) placeIn(at *open, n *html.Node) {
	if at.is&table == 0 {
		link(at.n, n)
		return
	}
	i := len(b.stack) - 1
	for i > 1 && b.stack[i].n.DataAtom != atom.Table {
		i--
	}
	t := b.stack[i].n
	if t.DataAtom == atom.Table && t.Parent != nil {
		t.Parent.InsertBefore(n, t)
		return
	}
	link(b.stack[max(i-1, 0)].n, n)
}

// push opens an element that is in the tree already. It reports false for one
// that lies too deep: it stays empty.
func (b *builder) push(n *html.Node, is trait) bool {
	if len(b.stack) >= MaxDepth {
		b.over = append(b.over, n.Data)
		return false
	}
	if is&paragraph != 0 {
		b.paragraphs++
	}
	if is&marker != 0 {
		b.active = append(b.active, style{})
	}
	b.edge = is&block != 0
	b.stack = append(b.stack, open{n, is})
	return true
}

// pop closes the innermost element.
func (b *builder) pop() {
	o := b.top()
	b.closed(o)
	b.edge = b.edge || o.is&block != 0
	b.stack = b.stack[:len(b.stack)-1]
	b.over = b.over[:0]
}

// closed notes that an element is open no more.
func (b *builder) closed(o *open) {
	switch {
	case o.is&paragraph != 0:
		b.paragraphs--
	case o.is&marker != 0:
		b.clearActive()
	case o.is&formatting != 0:
		for i := range b.active {
			if b.active[i].n == o.n {
				b.active[i].open = false
			}
		}
	}
}

// popTo closes the element at place i of the stack and all within it.
func (b *builder) popTo(i int) {
	for i = max(i, 2); len(b.stack) > i; {
		b.pop()
	}
}
