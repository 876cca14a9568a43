package boilerplate

import (
	"strings"

	"golang.org/x/net/html/atom"

	"github.com/marsad-news/marsad/event"
)

// byShape decides by what a block is made of and where it stands.
func (e *extraction) byShape(f *flow, i int) (verdict, bool) {
	b := &e.blocks[i]
	switch {
	case e.linky(i):
		return verdict{kind: kindRelated, rule: "links"}, true
	case e.title >= 0 && b.words > 3 && e.hash(i) == e.hash(int(e.title)):
		return verdict{kind: kindTitle, rule: "the headline again"}, true
	case e.quotedAgain(f, i):
		return verdict{kind: kindPullQuote, rule: "words of the text set apart"}, true
	case b.form == figure:
		return verdict{kind: kindCaption, rule: "figure"}, true
	case e.underPicture(i):
		return verdict{kind: kindCaption, rule: "after a picture"}, true
	}
	if v, ok := e.bySigns(i); ok {
		return v, true
	}
	if e.arabic && b.small*10 >= b.runes*9 && b.runes <= 250 && !e.allSmall {
		return verdict{kind: kindSmallPrint, rule: "small print"}, true
	}
	if b.words >= e.duplicateWords() && b.form != heading {
		h := e.hash(i)
		if j, ok := f.seen[h]; ok && e.text(i) == e.text(int(j)) { // the hash takes all numbers for one
			return verdict{kind: kindDuplicate, rule: "printed twice"}, true
		}
		f.seen[h] = int32(i)
	}
	return verdict{}, false
}

// underPicture reports whether a short line of an Arabic page stands right
// behind a picture and is no sentence of the report.
func (e *extraction) underPicture(i int) bool {
	b := &e.blocks[i]
	return e.arabic && b.image && !b.stop && b.runes < 160 && b.form == para && !beginsReport(e.text(i))
}

// bySigns decides a short block by the signs that it is made of.
func (e *extraction) bySigns(i int) (verdict, bool) {
	b := &e.blocks[i]
	switch {
	case b.words < 12 && isPlaceholder(e.text(i)):
		return verdict{kind: kindControls, rule: "a placeholder"}, true
	case b.words < 40 && onlyTags(e.text(i)):
		return verdict{kind: kindTags, rule: "hashtags"}, true
	case b.runes <= 250 && !b.stop && strings.Contains(e.text(i), "©"):
		return verdict{kind: kindCopyright, rule: "©"}, true
	case e.stamp(i):
		return verdict{kind: kindDate, rule: "a date alone"}, true
	}
	return verdict{}, false
}

// duplicateWords is from how many words on a block printed twice goes: pages
// in Arabic print headlines and teasers twice, lists elsewhere repeat items.
func (e *extraction) duplicateWords() int32 {
	if e.arabic {
		return 6
	}
	return 20
}

// isPlaceholder reports whether a text is a mark of the publishing system that
// was never filled in: {loadposition x}, {{banner}}, [gallery].
func isPlaceholder(s string) bool {
	last := s[len(s)-1]
	return s[0] == '{' && last == '}' || s[0] == '[' && last == ']' && !strings.Contains(s, " ")
}

// onlyTags reports whether a text is hashtags and handles and nothing else.
func onlyTags(s string) bool {
	if s[0] != '#' && s[0] != '@' {
		return false
	}
	for w := range strings.FieldsSeq(s) {
		if w[0] != '#' && w[0] != '@' {
			return false
		}
	}
	return true
}

// linky reports whether a block is a link to elsewhere rather than text.
func (e *extraction) linky(i int) bool {
	b := &e.blocks[i]
	if b.linked*10 <= b.runes*6 {
		return false
	}
	plain := b.runes - b.linked
	switch {
	case b.form == heading:
		return e.arabic || !e.leadsText(i)
	case plain >= 12 && b.stop && !e.arabic:
		return false // a sentence that begins or ends outside its link
	case plain >= 40, b.form == item && !e.arabic && e.mixedList(b.box):
		return false
	}
	return true
}

// mixedList reports whether the list around a box holds more text than links:
// then its items are text that happens to be linked.
func (e *extraction) mixedList(x int32) bool {
	for n := 0; x > 0 && n < 4; x, n = e.boxes[x].parent, n+1 {
		b := &e.boxes[x]
		if b.tag != atom.Ul && b.tag != atom.Ol && b.tag != atom.Dl {
			continue
		}
		if b.linked == 0 {
			b.linked = 1 + e.linkShare(b)
		}
		return b.linked <= 50
	}
	return false
}

// linkShare is the percent of the text of a box that is link.
func (e *extraction) linkShare(b *box) int32 {
	linked, runes := int32(0), int32(1)
	for j := b.first; j < b.end; j++ {
		linked += e.blocks[j].linked
		runes += e.blocks[j].runes
	}
	return linked * 100 / runes
}

// leadsText reports whether running text follows heading i directly.
func (e *extraction) leadsText(i int) bool {
	for j := i + 1; j < len(e.blocks) && j < i+3; j++ {
		b := &e.blocks[j]
		if b.form == heading {
			continue
		}
		return b.good > 0 && b.linked*4 < b.runes
	}
	return false
}

// cutEnd is where the part of the page that block i opens ends: the end of
// the innermost box around it that holds more than the block.
func (e *extraction) cutEnd(i int) int {
	x := e.blocks[i].box
	for x != e.chosen && x > 0 && e.boxes[x].end <= int32(i+1) {
		x = e.boxes[x].parent
	}
	return int(e.boxes[x].end)
}

// section is the section of a kept block by its form.
func (e *extraction) section(b *block) event.Section {
	switch b.form {
	case heading:
		return event.SectionSubhead
	case item:
		return event.SectionList
	case quote:
		return event.SectionQuotation
	case row:
		return event.SectionTable
	case para:
		if !b.stop && b.words <= 15 && b.strong*10 >= b.runes*9 {
			return event.SectionSubhead
		}
	}
	return event.SectionBody
}
