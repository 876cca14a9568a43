package boilerplate

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// limits of what is looked at before a table is called a data table
const (
	tableLook     = 600 // nodes
	tableCellText = 200 // bytes of the longest cell
)

// table reads a table: rows as lines if it holds data, as a layout of boxes
// otherwise, as most tables of old sites are.
func (p *page) table(n *html.Node) {
	if p.row > 0 || !isData(n) {
		p.children(n)
		return
	}
	for r := n.FirstChild; r != nil; r = r.NextSibling {
		p.rows(r)
	}
}

func (p *page) rows(n *html.Node) {
	switch n.DataAtom {
	case atom.Tr:
		p.flush()
		p.row++
		p.cells(n)
		p.flush()
		p.row--
	case atom.Thead, atom.Tbody, atom.Tfoot:
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			p.rows(c)
		}
	case atom.Caption:
		p.element(n)
	}
}

func (p *page) cells(tr *html.Node) {
	for c := tr.FirstChild; c != nil; c = c.NextSibling {
		if c.DataAtom != atom.Td && c.DataAtom != atom.Th {
			continue
		}
		if p.open {
			p.text(" | ")
		}
		p.cellText(c)
	}
}

// cellText reads a cell without breaks.
func (p *page) cellText(n *html.Node) {
	if p.depth >= maxDepth {
		return
	}
	p.depth++
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			p.text(c.Data)
		case c.Type != html.ElementNode:
		case c.DataAtom == atom.Script || c.DataAtom == atom.Style || c.DataAtom == atom.Button:
		case c.DataAtom == atom.A:
			p.link++
			p.cellText(c)
			p.link--
		default:
			p.space = true
			p.cellText(c)
			p.space = true
		}
	}
	p.depth--
}

// tableShape counts what a table holds.
type tableShape struct {
	seen, rows, cells, links int
	layout                   bool
}

// isData reports whether a table holds data rather than the page.
func isData(n *html.Node) bool {
	var s tableShape
	s.look(n, 0)
	return !s.layout && s.rows >= 2 && s.cells >= 4 && s.cells >= 2*s.rows && s.links*2 < s.cells
}

func (s *tableShape) look(n *html.Node, depth int) {
	for c := n.FirstChild; c != nil && !s.layout; c = c.NextSibling {
		if s.seen++; s.seen > tableLook || depth > 12 {
			return
		}
		if c.Type == html.TextNode && len(c.Data) > tableCellText {
			s.layout = true
			return
		}
		switch c.DataAtom {
		case atom.Table, atom.Form, atom.Input, atom.H1, atom.H2, atom.Article, atom.Iframe, atom.Script:
			s.layout = true
			return
		case atom.Tr:
			s.rows++
		case atom.Td, atom.Th:
			s.cells++
		case atom.A:
			s.links++
		}
		s.look(c, depth+1)
	}
}
