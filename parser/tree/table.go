package tree

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// level is the place of the innermost part of a table that is open, or 0: text
// and blocks may stand on it.
func (b *builder) level() int {
	for i := len(b.stack) - 1; i > 1; i-- {
		switch is := b.stack[i].is; {
		case is&(table|cell) != 0:
			return i
		case is&tableScope != 0:
			return 0
		}
	}
	return 0
}

// startTable reads a table: in a cell it is one within another, else it ends
// the one before it.
func (b *builder) startTable(t traitsOf) {
	if i := b.level(); i > 0 && b.stack[i].is&cell == 0 {
		b.popTo(b.inScope(atom.Table, 0))
	}
	if !b.quirks {
		b.closeParagraph()
	}
	b.insert(t.is)
}

// rank is how deep in a table a part of it lies.
func rank(a atom.Atom) int {
	switch a {
	case atom.Table:
		return 1
	case atom.Tbody, atom.Thead, atom.Tfoot:
		return 2
	case atom.Tr:
		return 3
	}
	return 0
}

// startPart reads a group, a row, a cell, a caption or a column. It closes what
// cannot hold it and opens what was left out around it.
func (b *builder) startPart(t traitsOf) {
	if b.level() == 0 {
		return // no table
	}
	most := 1 // the rank of what may hold it
	switch b.tag {
	case atom.Tr:
		most = 2
	case atom.Td, atom.Th:
		most = 3
	}
	for r := rank(b.top().n.DataAtom); len(b.stack) > 2 && (r == 0 || r > most); r = rank(b.top().n.DataAtom) {
		b.pop()
	}
	if most > 1 && b.top().n.DataAtom == atom.Table {
		b.openPart(atom.Tbody)
	}
	if most > 2 && rank(b.top().n.DataAtom) == 2 {
		b.openPart(atom.Tr)
	}
	n := b.element()
	link(b.top().n, n)
	if t.is&(table|cell) != 0 {
		b.push(n, t.is)
	}
}

// openPart opens a part of a table whose tag was left out.
func (b *builder) openPart(a atom.Atom) {
	n := b.node(html.ElementNode, a, a.String())
	link(b.top().n, n)
	b.push(n, traits[a].is)
}

// endPart closes a table or a part of it.
func (b *builder) endPart() {
	if i := b.inScope(b.tag, tableScope); i > 0 {
		b.popTo(i)
	}
}
