package tree

import "golang.org/x/net/html/atom"

// end reads an end tag.
func (b *builder) end() {
	if b.body == nil {
		if b.tag != atom.Br && b.tag != atom.P {
			return
		}
		b.openBody()
	}
	if b.endBeyond() {
		return
	}
	switch t := traits[b.tag]; t.by {
	case ofPage, ofHead, ofRaw, ofRawText, ofScript, ofDrawing, ofRule:
	case ofVoid:
		if b.tag == atom.Br { // a slip for the start tag
			b.attr = b.attr[:0]
			b.startVoid(t)
		}
	case ofStyle, ofAnchor:
		b.adopt(b.tag)
	case ofParagraph:
		b.endParagraph(t)
	case ofItem:
		b.endScoped(scope | list)
	case ofHeading:
		b.endHeading()
	case ofForm:
		b.endForm()
	case ofTable, ofPart:
		b.endPart()
	case ofBlock, ofTerm, ofButton, ofObject:
		b.endScoped(scope)
	default:
		b.endOrdinary()
	}
}

// endBeyond takes the end tag of an element that lies too deep to be open.
func (b *builder) endBeyond() bool {
	if k := len(b.over); k > 0 && b.over[k-1] == b.data {
		b.over = b.over[:k-1]
		return true
	}
	return false
}

// inScope is the place of the innermost open element a, or 0 when an element
// that walls it off stands before it.
func (b *builder) inScope(a atom.Atom, walls trait) int {
	for i := len(b.stack) - 1; i > 1; i-- {
		switch o := &b.stack[i]; {
		case o.n.DataAtom == a:
			return i
		case o.is&walls != 0:
			return 0
		}
	}
	return 0
}

// endScoped closes a block and what was left open in it.
func (b *builder) endScoped(walls trait) {
	if i := b.inScope(b.tag, walls); i > 0 {
		b.popTo(i)
	}
}

// closeImplied closes what ends without saying, but for element a.
func (b *builder) closeImplied(a atom.Atom) {
	for len(b.stack) > 2 && b.top().is&implied != 0 && b.top().n.DataAtom != a {
		b.pop()
	}
}

// closeParagraph closes the open paragraph: a block begins.
func (b *builder) closeParagraph() {
	if b.paragraphs == 0 {
		return
	}
	if i := b.inScope(atom.P, scope|button); i > 0 {
		b.popTo(i)
	}
}

// endParagraph closes a paragraph; an end without a beginning is an empty one.
func (b *builder) endParagraph(t traitsOf) {
	if b.paragraphs == 0 || b.inScope(atom.P, scope|button) == 0 {
		b.attr = b.attr[:0]
		b.insert(t.is)
	}
	b.closeParagraph()
}

// endHeading closes the open heading, whatever its level.
func (b *builder) endHeading() {
	for i := len(b.stack) - 1; i > 1; i-- {
		switch o := &b.stack[i]; {
		case o.is&heading != 0:
			b.popTo(i)
			return
		case o.is&scope != 0:
			return
		}
	}
}

// endForm closes the form and nothing else: forms cross other elements.
func (b *builder) endForm() {
	f := b.form
	b.form = nil
	if f == nil {
		return
	}
	b.closeImplied(0)
	for i := len(b.stack) - 1; i > 1; i-- {
		if b.stack[i].n == f {
			b.remove(i)
			b.edge = true
			return
		}
	}
}

// remove takes an element off the stack from between others.
func (b *builder) remove(i int) {
	o := b.stack[i]
	b.closed(&o)
	b.stack = append(b.stack[:i], b.stack[i+1:]...)
}

// endOrdinary closes an element that flows with the text, unless a block was
// opened in it.
func (b *builder) endOrdinary() {
	for i := len(b.stack) - 1; i > 1; i-- {
		switch o := &b.stack[i]; {
		case o.n.Data == b.data:
			b.popTo(i)
			return
		case o.is&special != 0:
			return
		}
	}
}
