package boilerplate

import (
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
	level      uint8 // of a heading, 1 to 6
	form       form
	image      bool // a picture stands directly before it
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
	entry      int32 // of a live page, one more than its index, or 0
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

// flatten reads a document into blocks under boxes.
func flatten(doc *html.Node) *page {
	elements, text := size(doc, 0)
	p := &page{
		buf:    make([]byte, 0, text+text/8),
		boxes:  make([]box, 0, 1+elements*3/4),
		blocks: make([]block, 0, 16+elements/3),
	}
	p.boxes = append(p.boxes, box{node: doc, parent: -1, rule: -1})
	p.children(doc)
	p.flush()
	p.boxes[0].last, p.boxes[0].end = int32(len(p.boxes)), int32(len(p.blocks))
	return p
}

// size counts the elements of a document and the bytes of its text, for room
// to be made once.
func size(n *html.Node, depth int) (elements, text int) {
	for c := n.FirstChild; c != nil && depth < maxDepth; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			text += len(c.Data)
		case c.Type == html.ElementNode && c.DataAtom != atom.Script && c.DataAtom != atom.Style && c.DataAtom != atom.Head:
			e, t := size(c, depth+1)
			elements, text = elements+1+e, text+t
		}
	}
	return elements, text
}

// children reads what an element holds.
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
