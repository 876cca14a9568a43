package boilerplate

import (
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// embed is a second article in the page: a headline and the blocks of its
// text, [first, end).
type embed struct{ title, first, end int32 }

// What makes a headline with its text an article rather than a teaser.
const (
	embedParas = 2   // paragraphs of running text
	embedRunes = 120 // runes of it
)

// findEmbedded sets aside whole second articles: boxes like the one around
// the headline, or article elements, with a headline of their own and
// paragraphs of text that are not links.
func (e *extraction) findEmbedded() {
	e.embeds = e.embeds[:0:0]
	if e.title < 0 {
		return
	}
	s := e.sum()
	for i := int(e.title) + 1; i < len(e.blocks); i++ {
		b := &e.blocks[i]
		if b.form != heading || b.level > 2 || b.words < 3 {
			continue
		}
		x, whole := e.articleBox(int32(i), s)
		if x <= 0 {
			continue
		}
		box := &e.boxes[x]
		if !whole {
			e.dropBox(x, kindRelated, "a teaser")
			i = int(box.end) - 1
			continue
		}
		e.embeds = append(e.embeds, embed{int32(i), int32(i + 1), box.end})
		e.dropBox(x, kindEmbedded, "a second article")
		i = int(box.end) - 1
	}
}

// dropBox sets aside a box and what in it no other reason drops.
func (e *extraction) dropBox(x int32, k kind, why string) {
	for j := x; j < e.boxes[x].last; j++ {
		if d := &e.boxes[j]; j == x || d.drop == kindNone || d.drop == kindRelated {
			d.drop, d.rule, d.why = k, -1, why
		}
	}
}

// articleBox is the box of the second article that heading i opens, or 0, and
// whether it is printed whole rather than teased.
func (e *extraction) articleBox(i int32, s sums) (x int32, whole bool) {
	n := 0
	for x = e.blocks[i].box; x > 0 && n < 5; x, n = e.boxes[x].parent, n+1 {
		b := &e.boxes[x]
		if b.first <= e.title && e.title < b.end {
			return 0, false // the main article is in it
		}
		if b.drop != kindNone && b.drop != kindRelated || b.entry > 0 {
			return 0, false
		}
		if b.tag != atom.Article && !e.twin(x) || e.firstHeading(x) != i || s.good[b.first]-s.good[e.title] < embedRunes {
			continue
		}
		switch {
		case !e.isText(i+1, b.end):
			if b.tag == atom.Article && e.blocks[i].linked*10 >= e.blocks[i].runes*9 {
				return x, false
			}
		case e.ownHead(i):
			return x, true
		}
	}
	return 0, false
}

// ownHead reports whether heading i heads an article rather than a section of
// one: the first level, or a date beside it.
func (e *extraction) ownHead(i int32) bool {
	if e.blocks[i].level == 1 {
		return true
	}
	for j := i + 1; j < i+4 && int(j) < len(e.blocks); j++ {
		if e.stamp(int(j)) {
			return true
		}
	}
	return false
}

// twin reports whether a box around the headline is of the same element and
// class as x, beside it.
func (e *extraction) twin(x int32) bool {
	class := classOf(e.boxes[x].node.Attr)
	if class == "" {
		return false
	}
	for y := e.blocks[e.title].box; y > 0; y = e.boxes[y].parent {
		if e.boxes[y].tag == e.boxes[x].tag && e.boxes[y].parent == e.boxes[x].parent && classOf(e.boxes[y].node.Attr) == class {
			return true
		}
	}
	return false
}

// firstHeading is the first heading in a box.
func (e *extraction) firstHeading(x int32) int32 {
	for j := e.boxes[x].first; j < e.boxes[x].end; j++ {
		if e.blocks[j].form == heading {
			return j
		}
	}
	return -1
}

// isText reports whether blocks [from, to) hold the text of an article.
func (e *extraction) isText(from, to int32) bool {
	paras, runes, links := 0, int32(0), int32(0)
	for j := from; j < to; j++ {
		b := &e.blocks[j]
		if b.good >= 40 {
			paras++
			runes += b.good
		}
		links += b.linked
	}
	return paras >= embedParas && runes >= embedRunes && links*3 < runes
}

// beginsArticle reports whether block i, after an opener, is the headline of
// an article printed flat behind it, in the same part of the page.
func (e *extraction) beginsArticle(opener, i int) bool {
	b := &e.blocks[i]
	if e.boxes[b.box].parent != e.boxes[e.blocks[opener].box].parent {
		return false
	}
	if !e.isHeadline(i) || b.linked > 0 {
		return false
	}
	return e.isText(int32(i+1), min(e.boxes[e.chosen].end, int32(i+8)))
}

func classOf(attrs []html.Attribute) string {
	for i := range attrs {
		if attrs[i].Key == "class" {
			return attrs[i].Val
		}
	}
	return ""
}

// isHeadline reports whether a block looks like the headline of an article: a
// heading, a line in strong letters, a line that is all link.
func (e *extraction) isHeadline(i int) bool {
	b := &e.blocks[i]
	if b.words < 4 || b.words > 30 || b.stop && b.form != heading {
		return false
	}
	return b.form == heading || b.strong*10 >= b.runes*8 || b.linked*10 >= b.runes*9
}
