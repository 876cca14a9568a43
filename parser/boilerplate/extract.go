package boilerplate

import (
	"golang.org/x/net/html"

	"github.com/marsad-news/marsad/event"
)

// Extract finds the article of a document.
func Extract(doc *html.Node, o Options) Result {
	e := read(doc, o)
	r := e.result()
	if r.NotArticle == Listing {
		return r
	}
	if x := e.readData(); x != nil {
		r.take(x.result())
	}
	return r
}

// read judges a document.
func read(doc *html.Node, o Options) *extraction {
	p := flatten(doc)
	e := &extraction{page: p, opts: o, all: string(p.buf)}
	e.arabic = p.arabic*3 > int32(len(p.buf))/2 // most letters take two bytes
	e.findTitle()
	e.isLivePage = e.callsItselfLive()
	e.obey(doc)
	e.run(byAll)
	e.titleOverText()
	if e.body > 0 {
		return e // the outlet's rule knows
	}
	if e.kept < littleText {
		e.retry()
	} else if x := e.named(); x > 0 && e.astray(x) {
		e.takeAll(x)
	}
	return e
}

// littleText is how many runes of article make a page suspect of having been
// read too strictly.
const littleText = 250

// extraction is the work on one page.
type extraction struct {
	*page
	opts     Options
	all      string // the buffer as a string, shared by every text of the result
	arabic   bool   // the page is mostly in Arabic script
	allSmall bool   // the text itself is in small print
	verdicts []verdict
	chosen   int32
	title    int32 // block, or -1
	kept     int   // runes
	how      string
	body     int32 // box an outlet's rule names, or 0
	embeds   []embed
	cards    int     // teasers in lists that hold much of the page
	lists    []int32 // their boxes

	foldedHeads []string // the headings folded, once asked for
	foldedText  string   // … and all blocks

	paths  map[int32]string
	hashes []uint64
	ids    []uint16
	starts []int32

	isLivePage bool     // it calls itself that
	times      []string // of the entries of a live page, by box.entry less one
	stream     bool     // the chosen box holds entries without boxes of their own
}

// verdict is what becomes of a block.
type verdict struct {
	kind    kind // why it goes; kindNone: it stays
	section event.Section
	rule    string
	cut     int32  // of a kept block: byte where its tail was cut off, 0 for none
	time    string // of an entry of a live page
}

func (e *extraction) text(i int) string {
	b := &e.blocks[i]
	return e.all[b.start:b.end]
}

// hash is the Hash of block i, computed once.
func (e *extraction) hash(i int) uint64 {
	if e.hashes == nil || e.hashes[i] == 0 {
		e.keepHash(i, Hash(e.text(i)))
	}
	return e.hashes[i]
}

func (e *extraction) keepHash(i int, h uint64) {
	if e.hashes == nil {
		e.hashes = make([]uint64, len(e.blocks))
	}
	e.hashes[i] = h
}

func (e *extraction) run(how strictness) {
	e.setAside(how)
	e.findEntries()
	e.setAsideCards()
	e.findEmbedded()
	e.setAsideReplies()
	e.how = "density"
	if e.body > 0 {
		e.chosen, e.how = e.body, "rule"
	} else {
		e.chosen = e.choose()
	}
	e.verdicts = make([]verdict, len(e.blocks))
	e.judge()
	e.count()
}

func (e *extraction) count() {
	e.kept = 0
	for i := range e.blocks {
		if e.verdicts[i].kind == kindNone {
			e.kept += int(e.blocks[i].runes)
		}
	}
}

// attempt is the outcome of one way of reading the page.
type attempt struct {
	verdicts []verdict
	chosen   int32
	kept     int
	how      string
	embeds   []embed
}

func (e *extraction) attempt() attempt {
	return attempt{e.verdicts, e.chosen, e.kept, e.how, e.embeds}
}

// retry looks for more when too little is left: the box that is called the
// body, whatever it holds; else the page read again with less trust in names.
func (e *extraction) retry() {
	best := e.attempt()
	if n := e.headedBodies(); n >= listingTeasers {
		e.cards += n
		return
	}
	if x := e.named(); x > 0 {
		e.takeAll(x)
		if e.kept > best.kept {
			best = e.attempt()
		}
	}
	for _, how := range [...]strictness{bySure, byHidden} {
		if best.kept >= littleText || best.how == "name" {
			break
		}
		for i := range e.boxes {
			if e.boxes[i].drop != kindRule {
				e.boxes[i].drop = kindNone
			}
		}
		e.run(how)
		if e.kept > 2*best.kept+100 {
			best = e.attempt()
			best.how = "retry"
		}
	}
	e.verdicts, e.chosen, e.kept, e.how, e.embeds = best.verdicts, best.chosen, best.kept, best.how, best.embeds
}

// headedBodies is how many boxes that are called the body stand each under a
// linked headline of its own: excerpts of a listing.
func (e *extraction) headedBodies() int {
	n, until := 0, int32(0)
	for i := range e.boxes {
		b := &e.boxes[i]
		if b.hint.body < 3 || b.first < until || b.first == b.end {
			continue
		}
		for j := max(b.first-3, until); j < b.first; j++ {
			if h := &e.blocks[j]; h.words >= 3 && h.linked*10 >= h.runes*9 {
				n++
				break
			}
		}
		until = b.end
	}
	return n
}

// named is the box that is surely called the body and holds the most text
// that is not link, or 0.
func (e *extraction) named() int32 {
	best, top := int32(0), int32(60)
	for i := range e.boxes {
		b := &e.boxes[i]
		if b.hint.body < 3 {
			continue
		}
		plain := int32(0)
		for j := b.first; j < b.end; j++ {
			plain += e.blocks[j].runes - 2*e.blocks[j].linked
		}
		if plain >= top {
			best, top = int32(i), plain
		}
	}
	return best
}

// astray reports whether the chosen box is called something else than an
// article and does not hold box x, which is called the body.
func (e *extraction) astray(x int32) bool {
	if e.boxes[x].first >= e.boxes[e.chosen].first && e.boxes[x].end <= e.boxes[e.chosen].end {
		return false
	}
	for y, n := e.chosen, 0; y > 0 && n < 3 && e.boxes[y].hint.body == 0; y, n = e.boxes[y].parent, n+1 {
		switch e.boxes[y].hint.kind {
		case kindNavigation, kindRelated, kindMostRead, kindCopyright, kindComments, kindCookie:
			return true
		}
	}
	return false
}

// takeAll keeps every block of box x that is not mostly link.
func (e *extraction) takeAll(x int32) {
	e.chosen, e.how = x, "name"
	e.verdicts = make([]verdict, len(e.blocks))
	for i := range e.blocks {
		b := &e.blocks[i]
		switch {
		case int32(i) < e.boxes[x].first || int32(i) >= e.boxes[x].end:
			e.verdicts[i] = verdict{kind: kindOutside, rule: "outside"}
		case int32(i) == e.title:
			e.verdicts[i] = verdict{kind: kindTitle, rule: "title"}
		case b.linked*2 > b.runes:
			e.verdicts[i] = verdict{kind: kindRelated, rule: "links"}
		default:
			e.verdicts[i].section = e.section(b)
			if v, ok := e.byPhrase(i); ok {
				e.verdicts[i] = v.verdict
			}
		}
	}
	e.count()
}
