package boilerplate

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// element reads one element by what it does to the lines around it.
func (p *page) element(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		p.lang = attrOf(n, "lang")
		p.blockElement(n)
	case atom.Head:
		p.head(n)
	case atom.Script:
		p.script(n)
	case atom.Meta:
		p.meta(n) // a stray sign before the head pushes it into the body
	case atom.Input, atom.Select, atom.Textarea:
		p.control(n)
	case atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Canvas, atom.Button, atom.Link, atom.Param, atom.Source,
		atom.Track, atom.Area, atom.Map, atom.Col, atom.Colgroup, atom.Datalist, atom.Wbr:
		// no text of the page
	case atom.Title:
		p.pageTitle(n)
	case atom.Iframe, atom.Object, atom.Embed, atom.Video, atom.Audio:
		p.player()
	case atom.Img, atom.Picture:
		p.picture()
	case atom.Br:
		p.flush()
	case atom.Hr:
		p.flush()
	case atom.A:
		p.anchor(n)
	case atom.B, atom.Strong, atom.Em, atom.I, atom.U, atom.Span, atom.Font, atom.Abbr, atom.Cite, atom.Code,
		atom.Small, atom.Big, atom.Sub, atom.Sup, atom.Mark, atom.Time, atom.Q, atom.S, atom.Strike, atom.Del,
		atom.Ins, atom.Bdi, atom.Bdo, atom.Var, atom.Samp, atom.Kbd, atom.Tt, atom.Label, atom.Dfn, atom.Data,
		atom.Acronym, atom.Nobr, atom.Ruby, atom.Rt, atom.Rp, atom.Center:
		p.inline(n)
	default:
		if n.DataAtom == 0 && !holdsBlocks(n, 3) {
			p.inline(n) // an element of the page's own making flows
			return
		}
		p.blockElement(n)
	}
}

// holdsBlocks reports whether an element of unknown name holds block elements
// within a few levels.
func holdsBlocks(n *html.Node, levels int) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type != html.ElementNode {
			continue
		}
		if isFlow(c.DataAtom) || levels > 0 && holdsBlocks(c, levels-1) {
			return true
		}
	}
	return false
}

// player notes a player or an embed: a fact about the boxes around it.
func (p *page) player() {
	p.media++
	p.boxes[p.at].media = true
	p.image = true
}

// control notes a field of a form that a reader fills in.
func (p *page) control(n *html.Node) {
	switch attrOf(n, "type") {
	case "hidden", "submit", "button", "image", "search":
		return
	}
	p.boxes[p.at].controls++
}

// picture notes a picture that stands between blocks.
func (p *page) picture() {
	p.boxes[p.at].picture = true
	if p.open {
		return // an icon inside a line
	}
	p.image = true
}

// inline reads an element that flows with the text around it. It gets a box
// of its own when its names or its style say something, and breaks the line
// when they say that it is another part of the page.
func (p *page) inline(n *html.Node) {
	if n.DataAtom == atom.Center {
		p.flush()
		p.children(n)
		p.flush()
		return
	}
	var h hint
	hidden, small := false, n.DataAtom == atom.Small
	if len(n.Attr) > 0 || n.DataAtom == 0 {
		h = hintOf(n)
		hidden = hiddenBy(n)
		small = small || smallPrint(n)
	}
	if small {
		p.small++
		defer func() { p.small-- }()
	}
	bold := n.DataAtom == atom.B || n.DataAtom == atom.Strong || n.DataAtom == atom.U
	if bold {
		p.strong++
	}
	switch {
	case hidden:
		p.boxed(n, h, true, true)
	case h.strength >= 2 && h.kind != kindHidden || h.kind == kindHidden && h.strength == 3:
		p.boxed(n, h, false, !p.midSentence())
	default:
		p.children(n)
	}
	if bold {
		p.strong--
	}
}

// midSentence reports whether the line being written is running text already:
// a span in it belongs to it whatever it is called.
func (p *page) midSentence() bool {
	return p.open && p.cur.runes > 60
}

// boxed reads n as a box; apart says that it also breaks the line.
func (p *page) boxed(n *html.Node, h hint, hidden, apart bool) {
	if apart {
		p.flush()
	}
	id := p.push(n, h, hidden)
	p.children(n)
	if apart {
		p.flush()
	}
	p.pop(id)
}

// push opens a box, pop closes it.
func (p *page) push(n *html.Node, h hint, hidden bool) int32 {
	id := int32(len(p.boxes))
	p.boxes = append(p.boxes, box{
		node: n, parent: p.at, first: int32(len(p.blocks)), hint: h, tag: n.DataAtom, rule: -1, hidden: hidden,
	})
	p.at = id
	return id
}

func (p *page) pop(id int32) {
	b := &p.boxes[id]
	b.last, b.end = int32(len(p.boxes)), int32(len(p.blocks))
	p.at = b.parent
	if p.at >= 0 {
		up := &p.boxes[p.at]
		up.media, up.picture, up.controls = up.media || b.media, up.picture || b.picture, up.controls+b.controls
	}
}

// anchor reads a link.
func (p *page) anchor(n *html.Node) {
	if isBlockLink(n) {
		p.flush()
		defer p.flush()
	}
	if !elsewhere(n) {
		p.inline(n)
		return
	}
	p.link++
	var h hint
	if len(n.Attr) > 1 {
		h = hintOf(n)
	}
	if h.strength == 3 && !p.open {
		p.boxed(n, h, hiddenBy(n), true)
	} else {
		p.children(n)
	}
	p.link--
}

// elsewhere reports whether a link leads away: an anchor without a target or
// to a place in the page does not.
func elsewhere(n *html.Node) bool {
	for i := range n.Attr {
		if n.Attr[i].Key == "href" {
			return len(n.Attr[i].Val) < 2 || n.Attr[i].Val[0] != '#'
		}
	}
	return false
}

// isBlockLink reports whether a link holds block elements (a card).
func isBlockLink(n *html.Node) bool { return holdsBlocks(n, 0) }

// blockElement reads an element that stands apart, as a box.
func (p *page) blockElement(n *html.Node) {
	p.flush()
	h, hidden := hint{}, false
	if len(n.Attr) > 0 || n.DataAtom == 0 {
		h, hidden = hintOf(n), hiddenBy(n)
		if smallPrint(n) {
			p.small++
			defer func() { p.small-- }()
		}
	}
	h = tagHint(n.DataAtom, h)
	id := p.push(n, h, hidden)
	if level := roleHeading(n); level > 0 {
		p.headingOf(n, level)
	} else {
		p.inside(n)
	}
	p.flush()
	p.pop(id)
}

// inside reads the children of a block element in the state it sets.
func (p *page) inside(n *html.Node) {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.headingOf(n, n.Data[1]-'0')
	case atom.Li, atom.Dd, atom.Dt:
		p.list++
		p.children(n)
		p.flush()
		p.list--
	case atom.Blockquote:
		p.quote++
		p.children(n)
		p.flush()
		p.quote--
	case atom.Figure, atom.Figcaption:
		p.figure++
		p.children(n)
		p.flush()
		p.figure--
	case atom.Pre:
		p.pre++
		p.children(n)
		p.flush()
		p.pre--
	case atom.Table:
		p.table(n)
	default:
		p.children(n)
	}
}

// headingOf reads the children of n as a heading.
func (p *page) headingOf(n *html.Node, level uint8) {
	old := p.heading
	p.heading = level
	p.children(n)
	p.flush()
	p.heading = old
}

// roleHeading is the level of an element that is a heading by its role, or 0.
func roleHeading(n *html.Node) uint8 {
	if attrOf(n, "role") != "heading" {
		return 0
	}
	if l := attrOf(n, "aria-level"); len(l) == 1 && l[0] >= '1' && l[0] <= '6' {
		return l[0] - '0'
	}
	return 2
}

// tagHint is what the element itself says, unless its names said more.
func tagHint(a atom.Atom, h hint) hint {
	kind, strength := kindNone, uint8(0)
	switch a {
	case atom.Nav, atom.Menu:
		kind, strength = kindNavigation, 3
	case atom.Footer:
		kind, strength = kindCopyright, 3
	case atom.Aside:
		kind, strength = kindRelated, 2
	case atom.Figcaption, atom.Caption:
		kind, strength = kindCaption, 3
	case atom.Marquee:
		kind, strength = kindTicker, 3
	case atom.Dialog:
		kind, strength = kindModal, 3
	case atom.Address:
		kind, strength = kindByline, 2
	case atom.Body, atom.Html, atom.Main:
		return hint{body: h.body}
	case atom.Article:
		h.body = max(h.body, 2)
	}
	if strength > h.strength {
		h.kind, h.strength, h.rule = kind, strength, -1
	}
	return h
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
