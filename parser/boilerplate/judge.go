package boilerplate

import (
	"strings"

	"github.com/marsad-news/marsad/event"
)

// judge decides about every block of the page.
func (e *extraction) judge() {
	e.findTitle()
	c := &e.boxes[e.chosen]
	for i := range e.blocks {
		if int32(i) < c.first || int32(i) >= c.end {
			e.verdicts[i] = e.outside(i)
		}
	}
	e.inside(int(c.first), int(c.end))
	e.edges(int(c.first), int(c.end))
}

// outside says what a block outside the chosen box is.
func (e *extraction) outside(i int) verdict {
	b := &e.boxes[e.blocks[i].box]
	if b.drop != kindNone {
		return verdict{kind: b.drop, rule: e.ruleOf(b)}
	}
	return verdict{kind: kindOutside, rule: "outside"}
}

func (e *extraction) ruleOf(b *box) string {
	if b.rule >= 0 {
		return hintsTable.patterns[b.rule].text
	}
	if b.why != "" {
		return b.why
	}
	return "element"
}

// inside decides block by block in the chosen box.
func (e *extraction) inside(first, end int) {
	open := kindNone    // a heading opened a list of links
	cutUntil := -1      // everything before this block goes
	cutKind := kindNone // … as this
	cutRule := ""
	seen := make(map[uint64]bool, end-first)
	for i := first; i < end; i++ {
		b, v := &e.blocks[i], &e.verdicts[i]
		x := &e.boxes[b.box]
		if x.drop != kindNone {
			*v = verdict{kind: x.drop, rule: e.ruleOf(x)}
			continue
		}
		if int32(i) < e.title {
			*v = verdict{kind: kindOutside, rule: "above the title"}
			continue
		}
		if int32(i) == e.title {
			*v = verdict{kind: kindTitle, rule: "title"}
			continue
		}
		if i < cutUntil {
			*v = verdict{kind: cutKind, rule: cutRule}
			continue
		}
		if b.runes <= 450 {
			e.ids, e.starts = phrasesTable.wordIDs(e.text(i), e.ids, e.starts)
			if len(e.ids) > 0 {
				if f := phrasesTable.find(e.ids, e.starts); f.rule >= 0 {
					p := &phrasesTable.phrases[f.rule]
					switch p.action {
					case actDrop:
						*v = verdict{kind: p.kind, rule: p.text}
						continue
					case actOpen:
						*v = verdict{kind: p.kind, rule: p.text}
						open = p.kind
						continue
					case actCut:
						*v = verdict{kind: p.kind, rule: p.text}
						cutUntil, cutKind, cutRule = e.cutEnd(i), p.kind, p.text
						continue
					case actTail:
						if at := e.tailAt(i, f.at); at > 0 {
							v.cut = int32(at)
						}
					}
				}
			}
		}
		linky := b.linked*10 > b.runes*6
		if open != kindNone {
			if linky || b.form == heading && b.linked > 0 {
				*v = verdict{kind: open, rule: "after opener"}
				continue
			}
			open = kindNone
		}
		if linky && !(b.form == heading && b.linked*10 < b.runes*6) {
			*v = verdict{kind: kindRelated, rule: "links"}
			continue
		}
		if b.image && !b.stop && b.runes < 160 && b.form == para && b.level == 0 {
			*v = verdict{kind: kindCaption, rule: "after a picture"}
			continue
		}
		if b.form == figure {
			*v = verdict{kind: kindCaption, rule: "figure"}
			continue
		}
		if b.words > 5 {
			h := Hash(e.text(i))
			if seen[h] {
				*v = verdict{kind: kindDuplicate, rule: "printed twice"}
				continue
			}
			seen[h] = true
		}
		v.section = e.section(b)
	}
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

// tailAt is where the source line that starts at byte at of block i begins,
// or 0: it must stand after the end of a sentence and before a colon or bar.
func (e *extraction) tailAt(i, at int) int {
	t := e.text(i)
	head := strings.TrimRight(t[:at], " ")
	rest := strings.TrimLeft(t[at:], "المصدر ")
	if head == "" || rest == "" || rest[0] != ':' && rest[0] != '|' {
		return 0
	}
	for _, s := range [...]string{".", "؟", "!", "»", "\"", "…", "”"} {
		if strings.HasSuffix(head, s) {
			return len(head)
		}
	}
	return 0
}

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
	}
	return event.SectionBody
}

// edges strips short lines before the first and after the last running text.
func (e *extraction) edges(first, end int) {
	firstGood, lastGood := -1, -1
	for i := first; i < end; i++ {
		if e.verdicts[i].kind == kindNone && e.blocks[i].good > 0 {
			if firstGood < 0 {
				firstGood = i
			}
			lastGood = i
		}
	}
	if firstGood < 0 {
		return
	}
	for i := first; i < firstGood; i++ {
		if e.verdicts[i].kind == kindNone {
			e.verdicts[i] = verdict{kind: kindLetterhead, rule: "before the text"}
		}
	}
	for i := lastGood + 1; i < end; i++ {
		if e.verdicts[i].kind == kindNone {
			e.verdicts[i] = verdict{kind: kindSignature, rule: "after the text"}
		}
	}
}

// findTitle finds the headline as printed.
func (e *extraction) findTitle() {
	e.title = -1
	for i := range e.blocks {
		b := &e.blocks[i]
		if b.words < 2 || b.runes > 300 || e.boxes[b.box].drop != kindNone && e.boxes[b.box].drop != kindTitle && e.boxes[b.box].drop != kindMasthead {
			continue
		}
		if b.form != heading {
			continue
		}
		if e.isTitle(e.text(i)) {
			if e.title < 0 || e.blocks[e.title].level > b.level {
				e.title = int32(i)
			}
		}
	}
}

// isTitle reports whether a text is the title that the metadata gives.
func (e *extraction) isTitle(s string) bool {
	h := Hash(s)
	for _, t := range [...]string{e.opts.Title, e.ogTitle} {
		if t != "" && Hash(t) == h {
			return true
		}
	}
	return strings.Contains(e.titleTag, s)
}
