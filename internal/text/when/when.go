// Package when reads dates in Arabic and English words: absolute ones in all
// month systems, and relative ones against a date that the caller gives.
//
// It is shared by the parser (printed date stamps) and the enricher (dates in
// running text). Pure: no clock, no time zone of the machine.
package when

import "github.com/marsad-news/marsad/internal/text"

// Kind says how a date bounds what happens.
type Kind string

// The kinds.
const (
	At     Kind = "at"     // on, in, during that date
	Since  Kind = "since"  // from that date on: From is set, To is open
	Until  Kind = "until"  // up to that date: From is the anchor
	By     Kind = "by"     // not later than
	Before Kind = "before" // قبل
	After  Kind = "after"  // بعد
	Within Kind = "within" // in the course of a period that touches the anchor
	For    Kind = "for"    // a length only: From and To are empty
)

// Date is one date of a text.
//
// From and To are ISO dates or prefixes of them, as precise as the words are:
// 2021, 2021-03, 2024-08-15. To is empty when it equals From.
type Date struct {
	Start, End  int // bytes
	First, Last int // tokens, [First, Last)
	From, To    string
	Kind        Kind
	Text        string
	Length      string // of a Kind For, or of a period: ISO 8601 (P2Y, P6M)
	Inferred    bool   // the year is not written; [Date.NextYear] is the other reading
	Approx      bool   // vague words, or a calendar converted by rule
	Relative    bool   // resolved against the anchor
}

// Find returns the dates of a text in their order, never overlapping. The
// anchor is the ISO date (or prefix) of publication; with an empty one only
// dates that carry their year are found.
func Find(d *text.Doc, anchor string) []Date {
	f := finder{d: d, anchor: parseAnchor(anchor)}
	for i := range d.Sentences {
		s := &d.Sentences[i]
		f.lo, f.hi, f.from = s.First, s.Last, s.First
		f.run()
	}
	return f.out
}

// IsMonth reports whether a folded word is the name of a month, or its first
// word (كانون, تشرين).
func IsMonth(fold string) bool {
	return lists.single.Has(fold)
}

// NextYear returns the same date a year later: where a year was inferred, the
// reading for plans.
func (d Date) NextYear() Date {
	d.From, d.To = nextYear(d.From), nextYear(d.To)
	return d
}

func nextYear(iso string) string {
	p := parseAnchor(iso).date
	if p.y == 0 {
		return iso
	}
	p.y++
	if p.d > 0 {
		p.d = min(p.d, monthDays(p.y, p.m))
	}
	return p.String()
}

// finder works on one sentence, tokens [lo, hi).
type finder struct {
	d      *text.Doc
	lo, hi int
	from   int // tokens before it belong to the last date
	anchor anchor
	out    []Date
	stamp  bool // the text is a stamp: a month may stand before its day
}

// partial is a date as it is written, before the anchor fills its gaps.
type partial struct {
	first, last int
	from, to    date // zero to: the same
	cal         byte // g, h, s
	which       which
	kind        Kind
	part        int
	length      string
	approx      bool
	relative    bool
	inferred    bool
	event       bool // a lead may not be absorbed
}

// which is the year or unit that a word like «الماضي» points to.
type which int8

const (
	unsaid which = iota
	lastOne
	thisOne
	nextOne
)

func (f *finder) run() {
	for i := f.lo; i < f.hi; {
		if t := &f.d.Tokens[i]; t.Arabic && !lists.openers.MayHold(t.Fold) {
			i++
			continue
		}
		p, ok := f.at(i)
		if !ok {
			i++
			continue
		}
		f.lead(&p)
		if !f.resolve(&p) {
			i++
			continue
		}
		f.add(p)
		f.from = p.last
		i = max(p.last, i+1)
	}
}

func (f *finder) add(p partial) {
	t := f.d.Tokens
	d := Date{
		First: p.first, Last: p.last, Start: t[p.first].Start, End: t[p.last-1].End,
		Kind: p.kind, Length: p.length, Inferred: p.inferred, Approx: p.approx, Relative: p.relative,
	}
	d.From, d.To = p.from.String(), p.to.String()
	if d.To == d.From {
		d.To = ""
	}
	if d.Kind == "" {
		d.Kind = At
	}
	d.Text = f.d.Text[d.Start:d.End]
	f.out = append(f.out, d)
}

// at reads the date whose core starts at token i: the core is everything but
// the leading words («بحلول نهاية»).
func (f *finder) at(i int) (partial, bool) {
	t := &f.d.Tokens[i]
	switch t.Kind {
	case text.Number:
		return f.digits(i)
	case text.Punct:
		return partial{}, false
	}
	w, c := f.word(i)
	switch w.class {
	case "":
		if m, ok := f.month(i); ok {
			return f.fromMonth(i, m)
		}
		return partial{}, false
	case classWeekday:
		return f.weekday(i, w, c)
	case classAdverb:
		return f.adverb(i, w)
	case classDay, classWeek, classMonth, classYear, classDecade:
		return f.unit(i, w, c)
	case classYears:
		return f.twoYears(i)
	case classSeason:
		return f.season(i, w, c)
	case classSpan:
		return f.span(i, w, c)
	case classDecades:
		return partial{first: i, last: i + 1, cal: 'g', from: date{y: w.value}, to: date{y: w.value + 9}}, c.article
	case classOrdinal, classCardinal:
		return f.spelledDay(i, w, c)
	case classWhich:
		return f.which(i, w)
	case classSince, classBefore, classAfter, classWithin, classFor:
		return f.period(i, w.class)
	}
	return partial{}, false
}
