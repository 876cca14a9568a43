package boilerplate

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// form is the shape of a block.
type form uint8

const (
	para    form = iota // running text: p, div, a line between br
	heading             // h1 to h6
	item                // li, dt, dd
	quote               // inside blockquote
	row                 // a row of a data table
	figure              // inside figure or figcaption
	pre
)

// block is one stretch of text between two breaks, buf[start:end).
type block struct {
	start, end int32
	box        int32 // innermost box
	runes      int32 // length in letters
	words      int32
	linked     int32 // runes inside links
	strong     int32 // runes inside b, strong and the like
	small      int32 // runes in small print
	links      int16
	level      uint8 // of a heading, 1 to 6
	form       form
	image      bool // a picture stands directly before it
	broken     bool // ended by br
	stop       bool // ends with the end of a sentence
	good       int32
	junk       int32
}

// box is an element that holds blocks. Boxes stand in document order; the
// subtree of box i is boxes[i:boxes[i].last) and holds the blocks
// [first, end).
type box struct {
	node       *html.Node
	parent     int32
	last       int32
	first, end int32
	hint       hint
	tag        atom.Atom
	drop       kind  // why the whole box goes, or kindNone
	rule       int32 // pattern of the data file, or -1
	why        string
	hidden     bool
	media      bool  // holds a player or an embed
	picture    bool  // holds a picture
	controls   int16 // fields that a reader fills in
	linked     int32 // of a list: percent of its text that is link, plus one; 0 not yet known
}

// page is a document flattened into blocks.
type page struct {
	buf    []byte
	boxes  []box
	blocks []block

	// the block being written
	cur   block
	space bool // white space is due before the next letter
	open  bool // cur holds text

	at      int32 // innermost box
	link    int   // depth of open links
	strong  int
	small   int
	list    int
	quote   int
	figure  int
	heading uint8
	pre     int
	row     int
	image   bool

	titleTag string
	ogTitle  string
	ogType   string
	lang     string       // as the html element has it
	scripts  []*html.Node // JSON-LD and hydration
	media    int
	depth    int
	arabic   int32 // bytes of Arabic letters, halved
}

// deepest nesting followed; what lies deeper is read as one run of text.
const maxDepth = 3000

func flatten(doc *html.Node) *page {
	p := &page{
		buf:    make([]byte, 0, 32<<10),
		boxes:  make([]box, 0, 512),
		blocks: make([]block, 0, 256),
	}
	p.boxes = append(p.boxes, box{node: doc, parent: -1, rule: -1})
	p.children(doc)
	p.flush()
	p.boxes[0].last, p.boxes[0].end = int32(len(p.boxes)), int32(len(p.blocks))
	return p
}

func (p *page) children(n *html.Node) {
	if p.depth >= maxDepth {
		return
	}
	p.depth++
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.TextNode:
			p.text(c.Data)
		case html.ElementNode:
			p.element(c)
		}
	}
	p.depth--
}

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
		p.lineBreak()
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
		p.blockElement(n)
	}
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
	if len(n.Attr) > 0 {
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
	if p.open {
		p.cur.links++
	}
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
func isBlockLink(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Div, atom.P, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Figure, atom.Article, atom.Section, atom.Ul:
			return true
		}
	}
	return false
}

func (p *page) blockElement(n *html.Node) {
	p.flush()
	h, hidden := hint{}, false
	if len(n.Attr) > 0 {
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

// hiddenBy reports whether the attributes of an element hide it.
func hiddenBy(n *html.Node) bool {
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "hidden":
			if a.Val != "until-found" {
				return true
			}
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "style":
			if hiddenStyle(a.Val) {
				return true
			}
		}
	}
	return false
}

// hiddenStyle reads the declarations that keep text from a reader's eyes.
func hiddenStyle(style string) bool {
	if len(style) < 8 {
		return false
	}
	for _, prop := range [...]struct{ name, value string }{
		{"display", "none"}, {"visibility", "hidden"}, {"font-size", "0"}, {"font-size", "1px"}, {"opacity", "0"},
	} {
		i := strings.Index(style, prop.name)
		if i < 0 || i > 0 && style[i-1] == '-' {
			continue
		}
		v := strings.TrimLeft(style[i+len(prop.name):], " ")
		if !strings.HasPrefix(v, ":") {
			continue
		}
		v = strings.TrimLeft(v[1:], " ")
		if end := strings.IndexAny(v, "; !"); end >= 0 {
			v = v[:end]
		}
		if v == prop.value || prop.value == "0" && v == "0px" {
			return true
		}
	}
	return false
}

// smallPrint reports whether an element sets its text smaller than the text
// around it.
func smallPrint(n *html.Node) bool {
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "size":
			if n.DataAtom == atom.Font && (a.Val == "1" || a.Val == "-2") {
				return true
			}
		case "style":
			if smallStyle(a.Val) {
				return true
			}
		}
	}
	return false
}

// smallStyle reads the declaration of a font's size.
func smallStyle(style string) bool {
	_, v, ok := strings.Cut(style, "font-size")
	if !ok {
		return false
	}
	v = strings.TrimLeft(v, " :")
	if strings.HasPrefix(v, "x-small") || strings.HasPrefix(v, "xx-small") || strings.HasPrefix(v, "smaller") {
		return true
	}
	n := 0
	for len(v) > 0 && v[0] >= '0' && v[0] <= '9' {
		n = min(n*10+int(v[0]-'0'), 1000)
		v = v[1:]
	}
	return n > 0 && (strings.HasPrefix(v, "px") && n <= 11 || strings.HasPrefix(v, "pt") && n <= 8)
}

// head reads the title and the scripts; nothing there is text of the page.
func (p *page) head(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Title:
			p.pageTitle(c)
		case atom.Script:
			p.script(c)
		case atom.Meta:
			p.meta(c)
		}
	}
}

func (p *page) pageTitle(n *html.Node) {
	if n.FirstChild != nil && p.titleTag == "" {
		p.titleTag = n.FirstChild.Data
	}
}

func (p *page) meta(n *html.Node) {
	var prop, content string
	for i := range n.Attr {
		switch n.Attr[i].Key {
		case "property", "name":
			prop = n.Attr[i].Val
		case "content":
			content = n.Attr[i].Val
		}
	}
	switch prop {
	case "og:title":
		p.ogTitle = content
	case "og:type":
		p.ogType = content
	}
}

// script keeps the scripts that may hold the article as data.
func (p *page) script(n *html.Node) {
	if n.FirstChild == nil {
		return
	}
	for i := range n.Attr {
		if n.Attr[i].Key == "type" && strings.HasPrefix(n.Attr[i].Val, "application/") && strings.Contains(n.Attr[i].Val, "json") {
			p.scripts = append(p.scripts, n)
			return
		}
	}
	d := n.FirstChild.Data
	if len(d) > 400 && (strings.Contains(d[:400], "__N") || strings.Contains(d[:400], "__INITIAL") || strings.Contains(d[:400], "__PRELOADED") || strings.Contains(d[:400], "__APOLLO")) {
		p.scripts = append(p.scripts, n)
	}
}

// text appends s to the line being written, white space folded.
func (p *page) text(s string) {
	for i := 0; i < len(s); {
		switch c := s[i]; {
		case c <= ' ' || c == 0x7f:
			if c == '\n' && p.pre > 0 {
				p.lineBreak()
			}
			p.space = true
			i++
		case c < utf8.RuneSelf || c >= 0xD8 && c <= 0xDB:
			n := p.run(s[i:])
			if n == 0 { // an Arabic format character, or half a letter
				n = p.sign(s[i:])
			}
			i += n
		default:
			i += p.sign(s[i:])
		}
	}
}

// run appends the plain letters, ASCII or Arabic, that s begins with and
// returns their bytes.
func (p *page) run(s string) int {
	i, arabic := 0, int32(0)
	for i < len(s) {
		c := s[i]
		switch {
		case c > ' ' && c < 0x7f:
			i++
			continue
		case c >= 0xD8 && c <= 0xDB && i+1 < len(s) && s[i+1]&0xC0 == 0x80 && !(c == 0xD8 && s[i+1] == 0x9C):
			i += 2
			arabic++
			continue
		}
		break
	}
	if i == 0 {
		return 0
	}
	p.arabic += arabic
	p.put(s[:i], int32(i)-arabic)
	return i
}

// sign reads one rune that is not a plain letter and returns its bytes.
func (p *page) sign(s string) int {
	r, size := utf8.DecodeRuneInString(s)
	switch {
	case r == utf8.RuneError && size == 1, r < 0xA0:
		// a stray byte or a C1 control: no letter
	case r == 0xA0 || r == 0x3000 || r >= 0x2000 && r <= 0x200A || r == 0x202F || r == 0x205F || r == 0x2028 || r == 0x2029 || r == 0x1680:
		p.space = true
	case invisible(r):
	case r >= 0x2E80 && r < 0xE000 || r >= 0x20000:
		p.put(s[:size], 1+ideograph)
	default:
		p.put(s[:size], 1)
	}
	return size
}

// put appends visible text of so many runes.
func (p *page) put(s string, runes int32) {
	if !p.open {
		p.begin()
	} else if p.space {
		p.buf = append(p.buf, ' ')
		p.cur.words++
		runes++
	}
	p.space = false
	p.buf = append(p.buf, s...)
	p.cur.runes += runes
	if p.link > 0 {
		p.cur.linked += runes
	}
	if p.strong > 0 {
		p.cur.strong += runes
	}
	if p.small > 0 {
		p.cur.small += runes
	}
}

// begin opens a block at the place the reader is.
func (p *page) begin() {
	f := para
	switch {
	case p.heading > 0:
		f = heading
	case p.row > 0:
		f = row
	case p.figure > 0:
		f = figure
	case p.list > 0:
		f = item
	case p.quote > 0:
		f = quote
	case p.pre > 0:
		f = pre
	}
	links := int16(0)
	if p.link > 0 {
		links = 1
	}
	p.cur = block{start: int32(len(p.buf)), box: p.at, form: f, level: p.heading, links: links, words: 1, image: p.image}
	p.open, p.image = true, false
}

func (p *page) lineBreak() {
	if p.open {
		p.cur.broken = true
	}
	p.flush()
}

// flush ends the block being written.
func (p *page) flush() {
	p.space = false
	if !p.open {
		return
	}
	p.open = false
	b := p.cur
	b.end = int32(len(p.buf))
	b.stop = sentenceEnd(p.buf[b.start:b.end])
	p.buf = append(p.buf, '\n')
	b.weigh()
	p.blocks = append(p.blocks, b)
}

// sentenceEnd reports whether a text ends with the end of a sentence.
func sentenceEnd(text []byte) bool {
	r, _ := utf8.DecodeLastRune(text)
	switch r {
	case '.', '!', '?', '؟', '…', '。', '！', '？', '۔', '।':
		return true
	case '"', '”', '»', ')', '\'', '’', '“', ']', '」', '›':
		t := text
		for len(t) > 0 {
			last, size := utf8.DecodeLastRune(t)
			switch last {
			case '"', '”', '»', ')', '\'', '’', '“', ']', '」', ' ', '›':
				t = t[:len(t)-size]
				continue
			case '.', '!', '?', '؟', '…', '。', '！', '？', '۔':
				return true
			}
			return false
		}
	}
	return false
}

// Weights of running text.
const (
	ideograph = 1  // what a Chinese or Japanese sign counts beyond a letter
	longText  = 70 // runes from which a block is running text whatever its end
	shortText = 20 // runes from which a whole sentence is running text
)

// weigh says how much running text and how much else a block is.
func (b *block) weigh() {
	plain := b.runes - b.linked
	switch {
	case b.form == heading:
		if b.linked*2 > b.runes {
			b.junk = b.runes
		}
	case b.linked*2 > b.runes:
		b.junk = b.runes
	case b.runes >= longText, b.stop && b.runes >= shortText:
		b.good = plain
		if b.form == item || b.form == row {
			b.good = plain * 2 / 3
		}
	default:
		b.junk = b.runes / 2
	}
}

func attrOf(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}
