package tree

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// start reads a start tag.
func (b *builder) start() {
	if b.tag == atom.Image {
		b.tag, b.data = atom.Img, "img" // a name that browsers correct
	}
	t := traits[b.tag]
	if b.body == nil && b.ofHead(t) {
		return
	}
	switch t.by {
	case ordinary:
		b.edge = false
		b.reopen()
		b.insert(0)
	case ofHeading, ofItem, ofTerm, ofBlock, ofParagraph:
		b.startBlock(t)
	case ofStyle, ofAnchor:
		b.startStyle(t)
	case ofTable:
		b.startTable(t)
	case ofPart:
		b.startPart(t)
	case ofVoid, ofRule:
		b.startVoid(t)
	case ofHead, ofRaw, ofRawText, ofScript:
		b.startRaw(t)
	case ofForm:
		b.startForm(t)
	case ofDrawing:
		b.drawing()
	case ofPage:
		b.startPage()
	default:
		b.startOther(t)
	}
}

// insert makes an element of the tag that was read and opens it.
func (b *builder) insert(is trait) *html.Node {
	n := b.element()
	b.place(n)
	b.push(n, is)
	return n
}

// ofHead reads a start tag before the body. It reports whether that is all
// that it means.
func (b *builder) ofHead(t traitsOf) bool {
	switch {
	case t.by == ofPage:
		b.startPage()
		return true
	case t.by == ofHead || t.by == ofScript || t.by == ofRaw && b.tag != atom.Iframe && b.tag != atom.Textarea || b.tag == atom.Title:
		n := b.element()
		link(b.head, n)
		b.raw(n, t)
		return true
	}
	b.openBody()
	return false
}

// startPage reads html, head, body and frames: there is one of each, and a
// second tag only adds what the first lacked.
func (b *builder) startPage() {
	switch b.tag {
	case atom.Html:
		b.adorn(b.stack[0].n)
	case atom.Head:
		b.adorn(b.head)
	case atom.Body, atom.Frameset:
		if b.body == nil {
			b.openBody()
		}
		b.adorn(b.body)
	}
}

func (b *builder) adorn(n *html.Node) {
	if len(n.Attr) == 0 {
		n.Attr = b.keep(b.attr)
	}
}

// startBlock reads what stands apart from the text around it.
func (b *builder) startBlock(t traitsOf) {
	switch t.by {
	case ofItem:
		b.closeItem(func(a atom.Atom) bool { return a == atom.Li })
	case ofTerm:
		b.closeItem(func(a atom.Atom) bool { return a == atom.Dd || a == atom.Dt })
	}
	b.closeOption()
	b.closeParagraph()
	if t.by == ofHeading && b.top().is&heading != 0 {
		b.pop()
	}
	b.insert(t.is)
}

// closeItem closes the item that the one being read follows.
func (b *builder) closeItem(same func(atom.Atom) bool) {
	for i := len(b.stack) - 1; i > 1; i-- {
		switch o := &b.stack[i]; {
		case same(o.n.DataAtom):
			b.popTo(i)
			return
		case o.is&special != 0 && o.is&loose == 0:
			return
		}
	}
}

// closeOption closes a list of choices that was left open: it holds no blocks.
func (b *builder) closeOption() {
	for i := len(b.stack) - 1; i > 1; i-- {
		switch b.stack[i].n.DataAtom {
		case atom.Option, atom.Optgroup:
		case atom.Select:
			b.popTo(i)
			return
		default:
			return
		}
	}
}

// startStyle reads formatting, which goes on behind a block that cuts it off.
func (b *builder) startStyle(t traitsOf) {
	b.edge = false
	if b.tag == atom.A {
		if i := b.styleOf(atom.A); i >= 0 {
			old := b.active[i].n
			b.adopt(atom.A)
			b.forget(old)
		}
	}
	b.reopen()
	if b.tag == atom.Nobr && b.inScope(atom.Nobr, scope) > 0 {
		b.adopt(atom.Nobr)
		b.reopen()
	}
	n := b.element()
	b.place(n)
	b.remember(n, b.push(n, t.is))
}

func (b *builder) startVoid(t traitsOf) {
	switch {
	case t.by == ofRule:
		b.closeParagraph()
	case b.tag == atom.Input && b.top().is&table != 0 && b.valueOf("type") == "hidden":
		link(b.top().n, b.element())
		return
	case b.tag != atom.Param && b.tag != atom.Source && b.tag != atom.Track:
		b.reopen()
	}
	b.place(b.element())
	b.edge = b.tag == atom.Br || b.tag == atom.Hr
}

func (b *builder) valueOf(key string) string {
	for i := range b.attr {
		if b.attr[i].Key == key {
			return strings.ToLower(b.attr[i].Val)
		}
	}
	return ""
}

// startRaw reads an element that may stand anywhere and holds no markup.
func (b *builder) startRaw(t traitsOf) {
	switch b.tag {
	case atom.Xmp:
		b.closeParagraph()
		fallthrough
	case atom.Iframe, atom.Noembed, atom.Textarea:
		b.reopen()
	}
	n := b.element()
	if b.tag == atom.Script || b.tag == atom.Style || b.tag == atom.Template {
		link(b.top().n, n)
	} else {
		b.place(n)
	}
	b.raw(n, t)
}

func (b *builder) startForm(t traitsOf) {
	if b.form != nil {
		return
	}
	b.closeParagraph()
	if b.top().is&table != 0 { // it holds the fields of all rows, and none of them
		b.form = b.element()
		link(b.top().n, b.form)
		return
	}
	b.form = b.insert(t.is)
}

// startOther reads buttons, objects, choices and ruby.
func (b *builder) startOther(t traitsOf) {
	switch t.by {
	case ofButton:
		if i := b.inScope(atom.Button, scope); i > 0 {
			b.popTo(i)
		}
	case ofOption:
		for b.top().n.DataAtom == atom.Option || b.tag == atom.Optgroup && b.top().n.DataAtom == atom.Optgroup {
			b.pop()
		}
	case ofMarked:
		if b.inScope(atom.Ruby, scope) > 0 {
			b.closeImplied(0)
		}
		b.insert(t.is)
		return
	}
	b.edge = false
	b.reopen()
	b.insert(t.is)
}
