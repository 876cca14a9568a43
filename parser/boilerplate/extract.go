package boilerplate

import (
	"golang.org/x/net/html"

	"github.com/marsad-news/marsad/event"
)

// Extract finds the article of a document.
func Extract(doc *html.Node, o Options) Result {
	p := flatten(doc)
	e := &extraction{page: p, opts: o, all: string(p.buf)}
	e.run(byAll)
	if e.kept < 250 {
		e.retry()
	}
	return e.result()
}

// extraction is the work on one page.
type extraction struct {
	*page
	opts     Options
	all      string // the buffer as a string, shared by every text of the result
	verdicts []verdict
	chosen   int32
	title    int32 // block, or -1
	kept     int   // runes
	how      string
	ids      []uint16
	starts   []int32
}

// verdict is what becomes of a block.
type verdict struct {
	kind    kind // why it goes; kindNone: it stays
	section event.Section
	rule    string
	cut     int32 // of a kept block: byte where its tail was cut off, 0 for none
}

func (e *extraction) text(i int) string {
	b := &e.blocks[i]
	return e.all[b.start:b.end]
}

func (e *extraction) run(how strictness) {
	e.setAside(how)
	e.chosen = e.choose()
	e.verdicts = make([]verdict, len(e.blocks))
	e.judge()
	e.kept = 0
	for i := range e.blocks {
		if e.verdicts[i].kind == kindNone {
			e.kept += int(e.blocks[i].runes)
		}
	}
}

// retry reads the page again, trusting names less, while too little is left.
func (e *extraction) retry() {
	type try struct {
		verdicts []verdict
		chosen   int32
		kept     int
	}
	best := try{e.verdicts, e.chosen, e.kept}
	for _, how := range [...]strictness{bySure, byHidden} {
		for i := range e.boxes {
			e.boxes[i].drop = kindNone
		}
		e.run(how)
		if e.kept > 2*best.kept+100 {
			best = try{e.verdicts, e.chosen, e.kept}
		}
	}
	e.verdicts, e.chosen, e.kept = best.verdicts, best.chosen, best.kept
}

func (e *extraction) result() Result {
	r := Result{}
	for i := range e.blocks {
		b, v := &e.blocks[i], &e.verdicts[i]
		text := e.text(i)
		r.Stats.PageRunes += int(b.runes)
		if v.kind == kindNone {
			if v.cut > 0 {
				text = text[:v.cut]
			}
			r.Blocks = append(r.Blocks, Block{Section: v.section, Text: text})
			r.Stats.KeptRunes += int(b.runes)
		}
		if e.opts.Trace {
			r.Trace = append(r.Trace, e.step(i))
		}
	}
	if e.title >= 0 {
		r.Title = e.text(int(e.title))
	}
	return r
}

func (e *extraction) step(i int) Step {
	v := &e.verdicts[i]
	s := Step{Text: e.text(i), Kept: v.kind == kindNone, Kind: v.kind.String(), Rule: v.rule}
	if s.Kept {
		s.Kind = string(v.section)
	}
	s.Path = e.path(e.blocks[i].box)
	return s
}

func (e *extraction) path(b int32) string {
	out := ""
	for n := 0; b > 0 && n < 5; n++ {
		x := &e.boxes[b]
		name := x.node.Data
		for _, a := range x.node.Attr {
			if a.Key == "class" || a.Key == "id" {
				name += "." + a.Val
			}
		}
		if b == e.chosen {
			name = "*" + name
		}
		out = name + " > " + out
		b = x.parent
	}
	return out
}
