package boilerplate

import (
	"strings"

	"github.com/marsad-news/marsad/event"
)

// judge decides about every block of the page.
func (e *extraction) judge() {
	c := e.boxes[e.chosen]
	for i := range e.blocks {
		if int32(i) < c.first || int32(i) >= c.end {
			e.verdicts[i] = e.outside(i)
		}
	}
	e.inside(int(c.first), int(c.end))
	e.ending(int(c.first), int(c.end))
	e.edges(int(c.first), int(c.end))
	e.leads()
	e.lonelyHeads(int(c.first), int(c.end))
}

// outside says what a block outside the chosen box is.
func (e *extraction) outside(i int) verdict {
	if int32(i) == e.title {
		return verdict{kind: kindTitle, rule: "title"}
	}
	b := &e.boxes[e.blocks[i].box]
	if b.drop != kindNone {
		return verdict{kind: b.drop, rule: e.ruleOf(b)}
	}
	if e.blocks[i].linked*2 > e.blocks[i].runes {
		return verdict{kind: kindNavigation, rule: "links"}
	}
	if v, ok := e.byPhrase(i); ok && v.action != actTail {
		return v.verdict
	}
	x := &e.blocks[i]
	switch {
	case e.stamp(i):
		return verdict{kind: kindDate, rule: "a date alone"}
	case e.arabic && int32(i) > e.title && x.image && !x.stop && x.words > 2 && x.runes < 160 && x.form != heading:
		return verdict{kind: kindCaption, rule: "after a picture"}
	}
	return verdict{kind: kindOutside, rule: "outside"}
}

// ruleOf names what set a box aside.
func (e *extraction) ruleOf(b *box) string {
	if b.rule >= 0 {
		return hintsTable.patterns[b.rule].text
	}
	if b.why != "" {
		return b.why
	}
	return "element"
}

// flow is the state of the walk through the chosen box.
type flow struct {
	open   kind             // an opener's list of links is being read
	opener int              // the block that opened it
	until  int              // blocks before this one go …
	as     kind             // … as this
	rule   string           // … because of this
	seen   map[uint64]int32 // blocks read, by their hash
	last   int              // last block kept
	ends   int              // lines met that end a report
	quotes int              // pull quotes met
	time   string           // of the entry of a live page being read
}

// inside decides block by block in the chosen box.
func (e *extraction) inside(first, end int) {
	f := &flow{seen: make(map[uint64]int32, end-first), last: -1}
	e.allSmall, e.stream = e.mostlySmall(first, end), e.isStream(first, end)
	for i := first; i < end; i++ {
		v := e.decide(f, i)
		if v.kind == kindNone && v.section == "" {
			v.section = e.section(&e.blocks[i])
		}
		if time := e.entryAt(f, i); v.kind == kindNone {
			e.enter(&v, time, i)
		}
		e.verdicts[i] = v
		if v.kind == kindNone {
			f.last = i
		}
	}
}

// decide says what becomes of one block of the chosen box.
func (e *extraction) decide(f *flow, i int) verdict {
	if v, ok := e.byPlace(f, i); ok {
		return v
	}
	v, ok := e.phrased(f, i)
	if ok {
		return v
	}
	if f.open != kindNone {
		if w, ok := e.opened(f, i); ok {
			return w
		}
	}
	if w, ok := e.byShape(f, i); ok {
		return w
	}
	if e.arabic && f.last >= 0 && e.datedHeadline(i) {
		return e.begin(f, i)
	}
	return v
}

// byPlace decides a block by the box that it stands in and by what came before
// it.
func (e *extraction) byPlace(f *flow, i int) (verdict, bool) {
	b := &e.blocks[i]
	x := &e.boxes[b.box]
	switch {
	case int32(i) == e.title:
		return verdict{kind: kindTitle, rule: "title"}, true
	case i < f.until:
		return verdict{kind: f.as, rule: f.rule}, true
	case x.drop == kindEmbed:
		return e.embedded(f, i), true
	case x.drop == kindPullQuote && !e.arabic && e.onlyHere(f, i):
		return verdict{section: event.SectionQuotation}, true
	case x.drop != kindNone:
		return verdict{kind: x.drop, rule: e.ruleOf(x)}, true
	case e.opts.Repeats != nil && b.words > 2 && e.opts.Repeats(e.hash(i)):
		return verdict{kind: kindRepeats, rule: "on other pages of the site"}, true
	}
	return verdict{}, false
}

// phrased decides a block by its stock phrase, and what follows with it. One
// that is only cut off at its end is not decided yet.
func (e *extraction) phrased(f *flow, i int) (verdict, bool) {
	p, ok := e.byPhrase(i)
	if !ok {
		return verdict{}, false
	}
	switch p.action {
	case actOpen:
		f.open, f.opener = p.kind, i
		if end := e.partEnd(i); end > i {
			f.until, f.as, f.rule = end, p.kind, p.rule
		}
	case actCut:
		f.until, f.as, f.rule = e.cutEnd(i), p.kind, p.rule
	case actTail:
		return verdict{cut: p.cut}, false
	case actDrop:
		switch p.kind {
		case kindSourceLine, kindTags:
			e.ended(f, i)
		case kindPaywall:
			e.wall(f, i)
		}
	}
	return p.verdict, true
}

// wallRunes is the most running text of a box that is an offer to subscribe.
const wallRunes = 400

// wall has the rest of the box that an offer to subscribe stands in go with it:
// what one gets for it, what it costs.
func (e *extraction) wall(f *flow, i int) {
	if end := e.partEnd(i); end > i {
		f.until, f.as, f.rule = end, kindPaywall, "beside an offer to subscribe"
	}
}

// partEnd is where the part of the page ends that block i heads, or 0 when it
// is no part of its own within the article, or holds much text.
func (e *extraction) partEnd(i int) int {
	c := &e.boxes[e.chosen]
	x := e.blocks[i].box
	for x != e.chosen && x > 0 && e.boxes[x].end-e.boxes[x].first == 1 {
		x = e.boxes[x].parent
	}
	b := &e.boxes[x]
	if x == e.chosen || x == 0 || c.first >= b.first && c.end <= b.end {
		return 0
	}
	good := int32(0)
	for j := b.first; j < b.end; j++ {
		good += e.blocks[j].good
	}
	if good > wallRunes {
		return 0
	}
	return int(b.end)
}

// datedHeadline reports whether block i is a heading with a date of its own
// and text behind it: subheads have none.
func (e *extraction) datedHeadline(i int) bool {
	b := &e.blocks[i]
	if b.form != heading || b.words < 4 || i+2 >= len(e.blocks) || e.stream || e.isLive(b.box) {
		return false
	}
	next := &e.blocks[i+1]
	dated := e.stamp(i+1) || e.boxes[next.box].hint.kind == kindDate
	return dated && digits(e.text(i+1)) >= 4 && e.isText(int32(i+2), min(e.boxes[e.chosen].end, int32(i+9)))
}

// begin starts a second article at headline i, to the end of the chosen box.
func (e *extraction) begin(f *flow, i int) verdict {
	end := int(e.boxes[e.chosen].end)
	e.embeds = append(e.embeds, embed{title: int32(i), first: int32(i + 1), end: int32(end)})
	f.until, f.as, f.rule = end, kindEmbedded, "a second article"
	return verdict{kind: kindEmbedded, rule: f.rule}
}

// ended decides what follows the line that ends an Arabic report, its source
// or its tags: a second article if one begins there, else nothing, unless
// much more text follows.
func (e *extraction) ended(f *flow, i int) {
	if f.ends++; !e.arabic || f.ends > 4 || e.stream || e.isLive(e.blocks[i].box) {
		return
	}
	end := int(e.boxes[e.chosen].end)
	before, after := int32(0), int32(0)
	for j := int(e.boxes[e.chosen].first); j < i; j++ {
		if e.verdicts[j].kind == kindNone {
			before += e.blocks[j].good
		}
	}
	for j := i + 1; j < end; j++ {
		if e.boxes[e.blocks[j].box].drop == kindNone {
			after += e.blocks[j].good
		}
	}
	if f.until > i || before < littleText {
		return
	}
	for j := i + 1; j < min(end, i+12); j++ {
		if e.isHeadline(j) && e.isText(int32(j+1), min(int32(end), int32(j+8))) {
			e.begin(f, j)
			return
		}
	}
	if after*3 < before {
		f.until, f.as, f.rule = end, kindOutside, "after the end of the report"
	}
}

// mostlySmall reports whether much of the running text is set in small print:
// then it says nothing.
func (e *extraction) mostlySmall(first, end int) bool {
	small, good := int32(0), int32(0)
	for i := first; i < end; i++ {
		if b := &e.blocks[i]; b.good > 0 {
			small += b.small
			good += b.good
		}
	}
	return small*5 > good
}

// pullQuotes bounds how many pull quotes of a page are looked for in its text.
const pullQuotes = 20

// quotedAgain reports whether a block is a quotation from end to end whose words
// the text has too: one set large.
func (e *extraction) quotedAgain(f *flow, i int) bool {
	b := &e.blocks[i]
	if b.words < 5 || b.runes > phraseRunes || b.form == heading || f.quotes > pullQuotes {
		return false
	}
	for _, q := range [...]struct{ open, end string }{{"«", "»"}, {"“", "”"}, {"\"", "\""}, {"„", "“"}} {
		inner, ok := strings.CutPrefix(e.text(i), q.open)
		if !ok {
			continue
		}
		inner, ok = strings.CutSuffix(inner, q.end)
		inner = strings.TrimRight(inner, ".،,…")
		if !ok || len(inner) < 12 || strings.Contains(inner, q.end) {
			return false
		}
		f.quotes++
		return strings.Count(e.all, inner) > 1
	}
	return false
}

// onlyHere reports whether the words of a pull quote are not in the text too.
func (e *extraction) onlyHere(f *flow, i int) bool {
	f.quotes++
	return f.quotes <= pullQuotes && strings.Count(e.all, e.text(i)) == 1
}

// opened decides about a block after an opener such as "read also": links
// belong to it; a headline with its own text begins a second article.
func (e *extraction) opened(f *flow, i int) (verdict, bool) {
	b := &e.blocks[i]
	if b.linked*10 > b.runes*6 || b.form == heading && b.linked > 0 {
		return verdict{kind: f.open, rule: "after an opener"}, true
	}
	if e.beginsArticle(f.opener, i) {
		return e.begin(f, i), true
	}
	f.open = kindNone
	return verdict{}, false
}

// embedded decides about a block of an embedded post of a social network: in
// Arabic pages it stays only when the text announces it with a colon.
func (e *extraction) embedded(f *flow, i int) verdict {
	b := &e.blocks[i]
	x := &e.boxes[b.box]
	v := verdict{kind: kindEmbed, rule: e.ruleOf(x)}
	if strings.HasPrefix(e.text(i), "—") && b.words < 20 {
		if e.arabic {
			return v // who posted it, and when
		}
		return verdict{section: event.SectionQuotation}
	}
	if e.arabic {
		t := ""
		if f.last >= 0 {
			t = e.text(f.last)
		}
		if !strings.HasSuffix(t, ":") {
			return v
		}
	}
	return verdict{section: event.SectionQuotation}
}
