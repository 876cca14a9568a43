// Package number finds the numbers of a text and says what they mean: how
// much, how exact, of what, and when they are no count at all.
//
// It reads digits of three scripts and number words of Arabic and English. It
// does not know which numbers are troops: the claim that uses a number decides
// that by its head noun. Pure: no clock, no network, no state.
package number

import (
	"strings"

	"github.com/marsad-news/marsad/internal/text"
)

// Not says why a number is not a count.
type Not string

// The reasons. A number with none of them counts something.
const (
	Count      Not = ""
	Year       Not = "year"
	UnitName   Not = "unit"       // اللواء 30
	Label      Not = "label"      // المادة 5، القاعدة 101، الطريق 47
	Resolution Not = "resolution" // قرار مجلس الأمن 2254
	Date       Not = "date"       // a day, a part of a date, a half or quarter of a year
	Time       Not = "time"       // time of day
	Distance   Not = "distance"
	Measure    Not = "measure" // calibre, weight, degrees
	Money      Not = "money"
	Model      Not = "model" // F-16
	Duration   Not = "duration"
	Age        Not = "age"
	Times      Not = "times"      // خمس مرات
	Casualties Not = "casualties" // مقتل ثلاثة جنود: people, but not present
)

// Number is one numeral with the words that qualify it.
//
// Value is nil for intervals (between, some), Min and Max are nil otherwise.
// A share is a Ratio and a Percent (half is 50, a third 33, two thirds 67); a
// multiple is a Ratio and no Percent (double is 2).
type Number struct {
	First, Last int // tokens, [First, Last), qualifying words included
	Start, End  int // bytes of these tokens
	CoreFirst   int // first token of the numeral itself
	CoreLast    int // end of the numeral itself

	Value, Min, Max *float64
	Qualifier       string // exact about at_least at_most more_than less_than between some

	Percent    bool
	Ratio      bool
	Ordinal    bool
	Dual       bool // the ending of a noun says two: جنديان, كتيبتين; the noun is Head
	Additional bool // إضافي, another, more: adjacent

	Head int    // token of the counted noun, -1 when none is beside the number
	Prep string // folded preposition before the span, attached or not: الي ب من علي to by from
	Pair int    // index in the result of the other end of «من A إلى B», -1: a range or a change
	Not  Not

	bound bool // a verb at a distance bounds it, and its preposition is the verb's
}

// Find returns the numbers of a text in their order, never overlapping.
func Find(d *text.Doc) []Number {
	var out []Number
	for i := range d.Sentences {
		s := &d.Sentences[i]
		f := finder{d: d, lo: s.First, hi: s.Last, base: len(out), out: out}
		f.run()
		out = f.out
	}
	return out
}

// finder works on one sentence, tokens [lo, hi).
type finder struct {
	d      *text.Doc
	lo, hi int
	base   int // index of the sentence's first number in out
	out    []Number
	from   int // tokens before it belong to the last number
}

func (f *finder) run() {
	f.from = f.lo
	for i := f.lo; i < f.hi; {
		if next := f.numberAt(i); next > i {
			i = next
			f.from = i
			continue
		}
		i++
	}
	f.pair()
}

// numberAt adds the number whose numeral starts at token i and returns the
// token after it, or i.
func (f *finder) numberAt(i int) int {
	t := &f.d.Tokens[i]
	if t.Kind == text.Punct || t.Arabic && !dualEnding(t.Fold) && !lists.words.MayHold(t.Fold) {
		return i
	}
	c, ok := f.core(i)
	if !ok {
		return f.dualAt(i)
	}
	n := Number{First: c.first, Last: c.last, CoreFirst: c.first, CoreLast: c.last, Head: -1, Pair: -1}
	n.Percent, n.Ratio, n.Ordinal = c.percent, c.ratio, c.ordinal
	f.setValue(&n, c)
	f.between(&n, c)
	f.percent(&n)
	f.head(&n, c)
	f.qualify(&n)
	f.additional(&n)
	f.preposition(&n, c)
	n.Not = f.not(&n, c)
	n.Start, n.End = f.d.Tokens[n.First].Start, f.d.Tokens[n.Last-1].End
	f.out = append(f.out, n)
	return max(n.Last, n.CoreLast)
}

// dualAt adds the two of a counted noun in the dual.
func (f *finder) dualAt(i int) int {
	c, ok := f.dualNoun(i)
	if !ok {
		return i
	}
	n := Number{First: i, Last: i + 1, CoreFirst: i, CoreLast: i + 1, Head: i, Pair: -1, Dual: true}
	n.Value, n.Qualifier = ptr(2), "exact"
	f.qualify(&n)
	f.additional(&n)
	f.preposition(&n, c)
	if f.left(n.First-1) == Casualties {
		n.Not = Casualties
	}
	if t := &f.d.Tokens[i]; i+1 < f.hi && f.d.Tokens[i+1].Kind == text.Number && t.Arabic {
		n.Not = UnitName // اللواءين 30 و47
	}
	n.Start, n.End = f.d.Tokens[n.First].Start, f.d.Tokens[n.Last-1].End
	f.out = append(f.out, n)
	return n.Last
}

func (f *finder) setValue(n *Number, c core) {
	if c.max > 0 {
		n.Min, n.Max, n.Qualifier = ptr(c.value), ptr(c.max), "some"
		return
	}
	n.Value, n.Qualifier = ptr(c.value), "exact"
}

func ptr(v float64) *float64 { return &v }

// fold is the folded token i, or nothing outside the sentence.
func (f *finder) fold(i int) string {
	if i < f.lo || i >= f.hi {
		return ""
	}
	return f.d.Tokens[i].Fold
}

func (f *finder) isWord(i int) bool {
	return i >= f.lo && i < f.hi && f.d.Tokens[i].Kind == text.Word
}

// pair joins «من A إلى B»: two numbers that are either the ends of a range or
// the levels before and after a change. What they mean is the claim's matter.
func (f *finder) pair() {
	for i := f.base; i+1 < len(f.out); i++ {
		a, b := &f.out[i], &f.out[i+1]
		if a.Not != Count || b.Not != Count || a.Value == nil || b.Value == nil {
			continue
		}
		from := a.Prep == "من" || a.Prep == "from"
		to := b.Prep == "الي" || b.Prep == "to"
		if !from || !to || b.First-a.Last > 4 {
			continue
		}
		a.Pair, b.Pair = i+1, i
		if b.First == a.Last+1 && scaleOf(*b.Value) >= 1000 && *a.Value < 1000 && !a.Percent && f.scaled(b) {
			*a.Value *= scaleOf(*b.Value) // من 12 إلى 15 ألف
		}
	}
}

// scaled reports whether the numeral is written with a scale word (15 ألف).
func (f *finder) scaled(n *Number) bool {
	e, _ := f.lookup(n.CoreLast - 1)
	return n.CoreLast-n.CoreFirst > 1 && (e.class == "scale" || e.class == "scales" || e.class == "thousandA")
}

// scaleOf is the largest of 1, 1000, 1000000 and 1000000000 that is not above v.
func scaleOf(v float64) float64 {
	s := 1.0
	for s < 1e9 && v >= s*1000 {
		s *= 1000
	}
	return s
}

// isNoun reports whether token i is a noun that forces are counted in.
func (f *finder) isNoun(i int) bool {
	if !f.isWord(i) {
		return false
	}
	w := f.fold(i)
	if lists.nouns.Has(w) {
		return true
	}
	w = strings.TrimPrefix(stripConjunction(w), "ال")
	return lists.nouns.Has(w)
}
