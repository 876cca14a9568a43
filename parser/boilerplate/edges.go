package boilerplate

import (
	"github.com/marsad-news/marsad/event"
	"golang.org/x/net/html/atom"
	"strings"
)

// lines at an edge of an Arabic text that are letterhead or signature at most
const edgeLines = 8

// words from which a line that begins with a verb is a sentence
const reportWords = 4

// words of a line after the text that is at most a name or an agency
const signWords = 4

// edges strips short lines before the first and after the last running text:
// letterheads, datelines that stand alone, signatures, stray controls.
func (e *extraction) edges(first, end int) {
	from, to := e.goodRange(first, end)
	if from < 0 {
		return
	}
	for i := first; i < from; i++ {
		if e.verdicts[i].kind == kindNone && !e.opensBody(i, from) {
			e.verdicts[i] = verdict{kind: kindLetterhead, rule: "before the text"}
		}
	}
	n := 0
	for i := to + 1; i < end; i++ {
		if e.verdicts[i].kind == kindNone && e.blocks[i].form != item && !e.isSentence(i) {
			n++
		}
	}
	for i := to + 1; i < end && n <= edgeLines; i++ {
		if !e.arabic && (n > 1 || e.blocks[i].words > signWords || e.blocks[i].form != para) {
			continue
		}
		if e.verdicts[i].kind == kindNone && e.blocks[i].form != item && !e.isSentence(i) {
			e.verdicts[i] = verdict{kind: kindSignature, rule: "after the text"}
		}
	}
}

// isSentence reports whether a short line after an Arabic text is one more
// sentence of it that lacks its full stop, as many do.
func (e *extraction) isSentence(i int) bool {
	b, t := &e.blocks[i], e.text(i)
	if !e.arabic || b.form != para || b.words < reportWords || strings.ContainsAny(t, "/|@:") || digits(t) >= 4 {
		return false
	}
	return beginsReport(t)
}

// lastBlocks is how many blocks at the end of the article may be about its
// author, its paper or its wares.
const lastBlocks = 4

// ending strips what stands behind the last paragraph by its wording.
func (e *extraction) ending(first, end int) {
	kept, left := 0, lastBlocks
	for i := first; i < end; i++ {
		if e.verdicts[i].kind == kindNone {
			kept++
		}
	}
	for i := end - 1; i >= first && left > 0 && kept > 2*lastBlocks; i-- {
		if e.verdicts[i].kind != kindNone {
			continue
		}
		left--
		if e.blocks[i].runes > phraseRunes {
			continue
		}
		e.readWords(i)
		if f := phrasesTable.find(e.text(i), e.ids, e.starts, true); f.rule >= 0 {
			p := &phrasesTable.phrases[f.rule]
			e.verdicts[i] = verdict{kind: p.kind, rule: p.text}
		}
	}
}

// goodRange is the first and last kept block of running text, or -1.
func (e *extraction) goodRange(first, end int) (from, to int) {
	from, to = -1, -1
	for i := first; i < end; i++ {
		if e.verdicts[i].kind == kindNone && e.blocks[i].good > 0 {
			if from < 0 {
				from = i
			}
			to = i
		}
	}
	return from, to
}

// opensBody reports whether a short block before the running text belongs to
// it: a heading or a line directly above it, outside Arabic pages, whose
// official statements begin with their letterhead.
func (e *extraction) opensBody(i, from int) bool {
	b := &e.blocks[i]
	if int32(i) < e.title {
		return false
	}
	if e.verdicts[i].time != "" && e.headsEntry(int32(i)) {
		return true // of the first entry of a live page
	}
	if e.arabic {
		return b.form == para && b.words >= reportWords && beginsReport(e.text(i))
	}
	if e.inHeader(b.box) {
		return false
	}
	return b.form == heading && b.level > 1 && i+1 == from || e.boxes[b.box].parent == e.boxes[e.blocks[from].box].parent && b.words >= 3
}

// leads keeps the lead paragraph that stands between headline and text,
// outside the chosen box or in a header.
func (e *extraction) leads() {
	c := &e.boxes[e.chosen]
	from, _ := e.goodRange(int(c.first), int(c.end))
	if e.title < 0 || from < 0 || int(e.title) >= from || e.body > 0 {
		return
	}
	n := 0
	for i := int(e.title) + 1; i < from && n < 3; i++ {
		if e.isLead(i) {
			e.verdicts[i] = verdict{section: event.SectionLead}
			n++
		}
	}
}

// Lengths of a lead, in letters.
const (
	sentenceLead = 35  // a whole sentence
	plainLead    = 60  // without the end of one
	longLead     = 200 // where a short one is a deck
)

// isLead reports whether a block between headline and text is the lead of the
// article. What stands there is by custom its first paragraph in German,
// French, Spanish and Italian papers, a deck (a longer headline) in English
// and Arabic ones, unless it is a paragraph by its length.
func (e *extraction) isLead(i int) bool {
	b, v := &e.blocks[i], &e.verdicts[i]
	switch v.kind {
	case kindOutside, kindMasthead, kindLead, kindLetterhead, kindTitle:
	default:
		return false
	}
	if b.form == item || b.form == figure || b.linked*3 > b.runes || b.words < 6 {
		return false
	}
	if e.arabic {
		return b.stop && b.runes >= longText
	}
	if e.lang == "" || strings.HasPrefix(e.lang, "en") {
		return b.stop && b.runes >= longLead
	}
	return v.kind == kindLead || b.runes >= plainLead || b.stop && b.runes >= sentenceLead
}

// lonelyHeads strips subheads that no text follows any more.
func (e *extraction) lonelyHeads(first, end int) {
	text := false
	for i := end - 1; i >= first; i-- {
		if e.verdicts[i].kind != kindNone {
			continue
		}
		if e.blocks[i].form != heading {
			text = true
			continue
		}
		if !text {
			e.verdicts[i] = verdict{kind: kindRelated, rule: "a heading of nothing"}
		}
	}
}

// inHeader reports whether a box is in the header of the page or article.
func (e *extraction) inHeader(x int32) bool {
	for ; x > 0; x = e.boxes[x].parent {
		if b := &e.boxes[x]; b.tag == atom.Header || b.hint.kind == kindMasthead || b.hint.kind == kindTitle {
			return true
		}
	}
	return false
}
