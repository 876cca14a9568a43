package tree

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// style is a formatting element that is opened again where a block has cut it
// off; without a node it is a marker, beyond which nothing reaches.
type style struct {
	n    *html.Node
	open bool
}

// Bounds of the formatting that goes on.
const (
	alike    = 3  // elements of the same name and attributes
	maxStyle = 24 // of any
)

// remember notes a formatting element.
func (b *builder) remember(n *html.Node, isOpen bool) {
	same, first, all := 0, -1, 0
	for i := len(b.active) - 1; i >= 0 && b.active[i].n != nil; i-- {
		all++
		if o := b.active[i].n; o.DataAtom == n.DataAtom && slices.Equal(o.Attr, n.Attr) {
			same, first = same+1, i
		}
		if all == maxStyle {
			first, same = i, alike
			break
		}
	}
	if same >= alike {
		b.active = slices.Delete(b.active, first, first+1)
	}
	b.active = append(b.active, style{n, isOpen})
}

// clearActive forgets the formatting up to the last marker.
func (b *builder) clearActive() {
	for len(b.active) > 0 {
		last := b.active[len(b.active)-1].n
		b.active = b.active[:len(b.active)-1]
		if last == nil {
			return
		}
	}
}

// forget takes an element from the formatting and off the stack.
func (b *builder) forget(n *html.Node) {
	if i := b.activeAt(n); i >= 0 {
		b.active = slices.Delete(b.active, i, i+1)
	}
	if i := b.depthOf(n); i > 1 {
		b.remove(i)
	}
}

func (b *builder) activeAt(n *html.Node) int {
	return slices.IndexFunc(b.active, func(s style) bool { return s.n == n })
}

func (b *builder) depthOf(n *html.Node) int {
	for i := len(b.stack) - 1; i > 1; i-- {
		if b.stack[i].n == n {
			return i
		}
	}
	return 0
}

// styleOf is the place of the last formatting element a behind the last
// marker, or -1.
func (b *builder) styleOf(a atom.Atom) int {
	for i := len(b.active) - 1; i >= 0 && b.active[i].n != nil; i-- {
		if b.active[i].n.DataAtom == a {
			return i
		}
	}
	return -1
}

// reopen opens the formatting again that a block has cut off. Browsers go on
// with a link too; here it ends, since more pages forget its end than mean it,
// and all that follows would be link.
func (b *builder) reopen() {
	i := len(b.active)
	for i > 0 && b.active[i-1].n != nil && !b.active[i-1].open {
		i--
	}
	if i < len(b.active) {
		rest := slices.DeleteFunc(b.active[i:], func(s style) bool { return s.n != nil && s.n.DataAtom == atom.A })
		b.active = b.active[:i+len(rest)]
	}
	for ; i < len(b.active); i++ {
		c := b.again(b.active[i].n)
		b.place(c)
		b.active[i] = style{c, b.push(c, formatting)}
	}
}

// again is an element of the same name and attributes.
func (b *builder) again(n *html.Node) *html.Node {
	c := b.node(html.ElementNode, n.DataAtom, n.Data)
	c.Attr = n.Attr
	return c
}

// Bounds of the work on one misnested end tag, as the standard has them.
const (
	outerRounds = 8
	innerRounds = 3
)

// adopt reads the end tag of formatting. Where blocks were opened in it and not
// closed, it ends before them and goes on in them up to here.
func (b *builder) adopt(a atom.Atom) {
	if o := b.top(); o.n.DataAtom == a && b.activeAt(o.n) < 0 && len(b.stack) > 2 {
		b.pop()
		return
	}
	for range outerRounds {
		f := b.styleOf(a)
		if f < 0 {
			b.endOrdinary()
			return
		}
		n := b.active[f].n
		at := b.depthOf(n)
		if at == 0 {
			b.active = slices.Delete(b.active, f, f+1)
			return
		}
		if b.walled(at) {
			return
		}
		within := b.firstBlock(at)
		if within == 0 {
			b.popTo(at)
			b.active = slices.Delete(b.active, f, f+1)
			return
		}
		b.split(at, within, f)
	}
}

// walled reports whether an element stands over place at of the stack that end
// tags do not reach out of.
func (b *builder) walled(at int) bool {
	for i := at + 1; i < len(b.stack); i++ {
		if b.stack[i].is&scope != 0 {
			return true
		}
	}
	return false
}

// firstBlock is the place of the first element over place at that no end tag
// of formatting reaches over, or 0.
func (b *builder) firstBlock(at int) int {
	for i := at + 1; i < len(b.stack); i++ {
		if b.stack[i].is&special != 0 {
			return i
		}
	}
	return 0
}

// split ends the formatting element at place at of the stack, the one at place
// f of the formatting, before the block at place within, and has a copy of it
// hold what the block holds.
func (b *builder) split(at, within, f int) {
	n, block := b.stack[at].n, b.stack[within].n
	last, mark := block, f
	for i, round := within-1, 1; i > at; i, round = i-1, round+1 {
		k := b.activeAt(b.stack[i].n)
		if k >= 0 && round > innerRounds {
			b.active = slices.Delete(b.active, k, k+1)
			if k < mark {
				mark--
			}
			k = -1
		}
		if k < 0 {
			b.stack = slices.Delete(b.stack, i, i+1)
			within--
			continue
		}
		c := b.again(b.stack[i].n)
		b.active[k], b.stack[i].n = style{c, true}, c
		if last == block {
			mark = k + 1
		}
		move(last, c)
		last = c
	}
	if last.Parent != nil {
		last.Parent.RemoveChild(last)
	}
	b.placeIn(&b.stack[at-1], last)
	c := b.again(n)
	for block.FirstChild != nil {
		move(block.FirstChild, c)
	}
	link(block, c)
	if k := b.activeAt(n); k >= 0 {
		b.active = slices.Delete(b.active, k, k+1)
		if k < mark {
			mark--
		}
	}
	b.active = slices.Insert(b.active, min(mark, len(b.active)), style{c, true})
	b.stack = slices.Delete(b.stack, at, at+1)
	b.stack = slices.Insert(b.stack, within, open{c, formatting})
}

// move hangs a node under another parent.
func move(n, parent *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
	link(parent, n)
}
