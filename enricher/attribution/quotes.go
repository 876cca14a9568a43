package attribution

import (
	"unicode/utf8"

	"github.com/marsad-news/marsad/internal/text"
)

// quotation is a stretch in quotation marks. Its marks are the tokens Open
// and Close; Close is the number of the token after the last one when the
// mark is missing. A quotation that runs over a paragraph break is one when
// the break has no mark, and two when the next paragraph opens it again.
type quotation struct {
	Open, Close int
	Start, End  int // bytes between the marks
	Depth       int // 0 for one that stands in no other
}

// words is the number of words and numbers between the marks.
func (q quotation) words(d *text.Doc) int {
	n := 0
	for _, t := range d.Tokens[q.Open+1 : q.Close] {
		if t.Kind != text.Punct {
			n++
		}
	}
	return n
}

// family says which marks belong together.
type family uint8

const (
	guillemets family = iota
	double            // "…" “…” „…‟ and two apostrophes, which mix in practice
	families
)

// shape is what a mark may be by its form.
type shape uint8

const (
	either shape = iota
	opener
	closer
)

// quoteMark is one quotation mark; a pair of apostrophes has width 2.
type quoteMark struct {
	tok, width, line int
	fam              family
	shape            shape
}

// runOn is how many lines a quotation may run without a mark at its breaks.
const runOn = 6

// maxDepth bounds the nesting of quotations that is followed.
const maxDepth = 4

// findQuotations pairs the quotation marks of a text.
func findQuotations(d *text.Doc) []quotation {
	marks := findMarks(d)
	if len(marks) == 0 {
		return nil
	}
	p := quoter{d: d, marks: marks, rest: marksLeft(marks), lineEnd: lineEnds(d)}
	for i := range marks {
		p.breakLine(i)
		p.take(i)
	}
	for len(p.open) > 0 {
		p.shutOpen()
	}
	return p.sorted()
}

// findMarks lists the quotation marks with their lines.
func findMarks(d *text.Doc) []quoteMark {
	var marks []quoteMark
	s := 0
	for i := 0; i < len(d.Tokens); i++ {
		t := &d.Tokens[i]
		if t.Kind != text.Punct {
			continue
		}
		m := quoteMark{tok: i, width: 1}
		switch t.Fold {
		case "«":
			m.fam, m.shape = guillemets, opener
		case "»":
			m.fam, m.shape = guillemets, closer
		case "„", "‟":
			m.fam, m.shape = double, opener
		case "\"", "“", "”":
			m.fam = double
		case "'":
			if i+1 >= len(d.Tokens) || d.Tokens[i+1].Fold != "'" || d.Tokens[i+1].Space {
				continue
			}
			m.fam, m.width = double, 2
		default:
			continue
		}
		for s < len(d.Sentences) && d.Sentences[s].Last <= i {
			s++
		}
		if s < len(d.Sentences) {
			m.line = d.Sentences[s].Line
		}
		marks = append(marks, m)
		i += m.width - 1
	}
	return marks
}

// marksLeft counts for each mark those of its family from it to the end of
// its line, itself included.
func marksLeft(marks []quoteMark) []int {
	left := make([]int, len(marks))
	var n [families]int
	for i := len(marks) - 1; i >= 0; i-- {
		if i+1 < len(marks) && marks[i+1].line != marks[i].line {
			n = [families]int{}
		}
		n[marks[i].fam]++
		left[i] = n[marks[i].fam]
	}
	return left
}

// lineEnds gives for each line the token after its last one.
func lineEnds(d *text.Doc) map[int]int {
	ends := make(map[int]int, 8)
	for _, s := range d.Sentences {
		ends[s.Line] = s.Last
	}
	return ends
}

// quoter pairs marks with a stack.
type quoter struct {
	d       *text.Doc
	marks   []quoteMark
	rest    []int
	lineEnd map[int]int
	open    []quoteMark
	out     []quotation
}

// breakLine closes, before mark i, what earlier lines left open unless the
// line of the mark goes on with it.
func (p *quoter) breakLine(i int) {
	m := p.marks[i]
	for len(p.open) > 0 {
		top := p.open[len(p.open)-1]
		if top.line == m.line {
			return
		}
		if top.fam == m.fam && m.line-top.line <= runOn && !p.opens(i) && p.rest[i]%2 == 1 {
			return // the line closes it before it opens another
		}
		p.shutLine(top)
	}
}

// opens says that a mark looks like an opening one: what stands before it is
// apart, what stands after it is not.
func (p *quoter) opens(i int) bool {
	m := p.marks[i]
	if m.shape == opener {
		return true
	}
	last := m.tok + m.width
	before := p.d.Tokens[m.tok].Space || m.tok == 0
	after := last >= len(p.d.Tokens) || p.d.Tokens[last].Space
	return before && !after
}

// take opens or closes a quotation at mark i.
func (p *quoter) take(i int) {
	m := p.marks[i]
	at := p.find(m.fam)
	switch {
	case at < 0 && m.shape == closer && !p.opens(i):
		return // a closing mark whose opening one is missing
	case at < 0, m.shape == opener && m.fam == guillemets:
		p.push(m)
	case m.shape == either && p.opens(i) && p.rest[i]%2 == 0:
		p.shutAt(at, m.tok) // the closing mark before this opening one is missing
		p.push(m)
	default:
		p.shutAt(at, m.tok)
	}
}

func (p *quoter) push(m quoteMark) {
	if len(p.open) == maxDepth {
		return
	}
	p.open = append(p.open, m)
}

// find gives the innermost open mark of a family, -1 when there is none.
func (p *quoter) find(f family) int {
	for i := len(p.open) - 1; i >= 0; i-- {
		if p.open[i].fam == f {
			return i
		}
	}
	return -1
}

// shutAt ends the open quotation at of the stack, and those inside it.
func (p *quoter) shutAt(at, end int) {
	for i := len(p.open) - 1; i >= at; i-- {
		p.add(p.open[i], i, end)
	}
	p.open = p.open[:at]
}

// shutLine ends the innermost open quotation with its line.
func (p *quoter) shutLine(top quoteMark) {
	p.shutAt(len(p.open)-1, p.lineEnd[top.line])
}

func (p *quoter) shutOpen() { p.shutLine(p.open[len(p.open)-1]) }

func (p *quoter) add(m quoteMark, depth, end int) {
	first := m.tok + m.width
	if end < first {
		return
	}
	q := quotation{Open: m.tok + m.width - 1, Close: end, Start: p.d.Tokens[first-1].End, Depth: depth}
	q.End = q.Start
	if end > first {
		q.End = p.d.Tokens[end-1].End
	}
	p.out = append(p.out, q)
}

// sorted gives the quotations by where they open.
func (p *quoter) sorted() []quotation {
	for i := 1; i < len(p.out); i++ { // inner ones come out first: nearly sorted
		for j := i; j > 0 && p.out[j].Open < p.out[j-1].Open; j-- {
			p.out[j], p.out[j-1] = p.out[j-1], p.out[j]
		}
	}
	return p.out
}

// trimSpace narrows [start, end) to what is not white space at its ends.
func trimSpace(s string, start, end int) (int, int) {
	for start < end {
		r, n := utf8.DecodeRuneInString(s[start:end])
		if !blank(r) {
			break
		}
		start += n
	}
	for end > start {
		r, n := utf8.DecodeLastRuneInString(s[start:end])
		if !blank(r) {
			break
		}
		end -= n
	}
	return start, end
}

func blank(r rune) bool {
	return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\u00a0' || r == '\u200e' || r == '\u200f'
}
