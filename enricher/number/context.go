package number

import (
	"strings"

	"github.com/marsad-news/marsad/internal/text"
	"github.com/marsad-news/marsad/internal/text/when"
)

// not says why the number is no count, or [Count].
func (f *finder) not(n *Number, c core) Not {
	if n.Ordinal {
		if when.IsMonth(strings.TrimPrefix(stripConjunction(f.fold(c.first-1)), "ال")) || when.IsMonth(f.fold(n.CoreLast)) {
			return Date // كانون الأول
		}
		return Label
	}
	if n.Percent || n.Ratio {
		if f.halfOfYear(n, c) {
			return Date
		}
		return Count
	}
	return f.reason(n, c)
}

// reason asks for the reasons in the order of their certainty. Calls are written
// out: a table of methods would move the finder to the heap.
func (f *finder) reason(n *Number, c core) Not {
	if r := f.model(n, c); r != Count {
		return r
	}
	if r := f.afterWords(n, c); r != Count {
		return r
	}
	if r := f.dateOrTime(n, c); r != Count {
		return r
	}
	if r := f.beforeWords(n, c); r != Count {
		return r
	}
	if r := f.victims(n, c); r != Count {
		return r
	}
	if r := f.year(n, c); r != Count {
		return r
	}
	return f.sharedReason(n, c)
}

// halfOfYear: «النصف الأول», «الربع الثالث» are parts of a year.
func (f *finder) halfOfYear(n *Number, c core) bool {
	e, cl := f.lookup(n.CoreLast)
	return c.article && (e.class == "ordinal" && cl.article || f.fold(n.CoreLast) == "الاخير")
}

// model: letters joined to digits name a type (F-16, C17, إس-400, 5G).
func (f *finder) model(n *Number, c core) Not {
	if !c.digit {
		return Count
	}
	i := c.first
	t := &f.d.Tokens[i]
	if next := i + 1; next < f.hi && f.isWord(next) && !f.d.Tokens[next].Space && !f.d.Tokens[next].Arabic {
		if _, known := lists.right.Get(f.fold(next)); !known && len(f.fold(next)) < 3 {
			return Model
		}
	}
	if t.Space || i-1 < f.lo {
		return f.modelWord(i - 1)
	}
	p := &f.d.Tokens[i-1]
	if p.Kind == text.Word && !p.Arabic {
		return Model
	}
	if p.Fold == "-" && !p.Space && f.isWord(i-2) {
		if q := &f.d.Tokens[i-2]; !q.Arabic || f.modelWord(i-2) == Model {
			return Model
		}
	}
	return f.modelWord(i - 1)
}

func (f *finder) modelWord(i int) Not {
	if !f.isWord(i) {
		return Count
	}
	if r, _ := lists.left.Get(f.fold(i)); r == Model {
		return Model
	}
	return Count
}

// afterWords: what follows is a measure of something else.
func (f *finder) afterWords(n *Number, _ core) Not {
	j := n.CoreLast
	if f.fold(j) == "-" && !f.tokenSpace(j) { // 30-year-old, 20-mile
		j++
	}
	if c := f.fold(n.CoreFirst); (c == "واحد" || c == "واحده") && f.isWord(n.CoreFirst-1) {
		if r, ok := lists.right.Get(f.fold(n.CoreFirst - 1)); ok && r == Duration {
			return r // «بعد يوم واحد»
		}
	}
	if n.Head >= n.CoreLast && f.fold(j) == "من" {
		j = n.Head
	}
	if !f.isWord(j) {
		return f.currencySign(n)
	}
	w := f.fold(j)
	if r, ok := lists.right.Get(w); ok {
		return r
	}
	if r, ok := lists.right.Get(strings.TrimPrefix(w, "ال")); ok {
		return r
	}
	return f.currencySign(n)
}

func (f *finder) tokenSpace(j int) bool { return j < f.lo || j >= f.hi || f.d.Tokens[j].Space }

func (f *finder) currencySign(n *Number) Not {
	for _, w := range [...]string{f.fold(n.CoreFirst - 1), f.fold(n.CoreLast)} {
		switch w {
		case "$", "€", "£", "¥":
			return Money
		}
	}
	return Count
}

// dateOrTime: days beside month names, parts of numeric dates, clock times.
func (f *finder) dateOrTime(_ *Number, c core) Not {
	if c.digit && f.gluedBy(c, ":") {
		return Time
	}
	if c.digit && f.gluedBy(c, "/") {
		return Date
	}
	if c.value < 1 || c.value > 2100 {
		return Count
	}
	if c.value <= 31 && f.monthFollows(c.last) {
		return Date
	}
	if !c.digit || f.isNoun(c.last) || f.d.Tokens[c.first].Kind != text.Number {
		return Count
	}
	return f.afterMonth(c)
}

// monthFollows: a month begins at token i, or after من, of or شهر: «15 من آذار».
func (f *finder) monthFollows(i int) bool {
	switch w := f.fold(i); w {
	case "من", "of", "شهر":
		return when.IsMonth(w) || when.IsMonth(f.fold(i+1))
	default:
		return when.IsMonth(w)
	}
}

// afterMonth: digits after the name of a month are its year or its day.
func (f *finder) afterMonth(c core) Not {
	before := f.fold(c.first - 1)
	if !when.IsMonth(strings.TrimPrefix(before, "ال")) || f.isMonthAmbiguous(before) {
		return Count
	}
	switch {
	case c.value >= 1900:
		return Year
	case c.value <= 31 && c.last-c.first == 1:
		return Date
	}
	return Count
}

// isMonthAmbiguous: English month names that are verbs or modals.
func (f *finder) isMonthAmbiguous(w string) bool { return w == "may" || w == "march" }

// gluedBy: the sign joins c to digits before it or after it.
func (f *finder) gluedBy(c core, sign string) bool {
	return f.glued(c.first, sign) || f.glued(c.last+1, sign)
}

// glued: token i-1 is the sign and touches both neighbours, which are digits.
func (f *finder) glued(i int, sign string) bool {
	if f.fold(i-1) != sign || i-2 < f.lo || i >= f.hi {
		return false
	}
	t := f.d.Tokens
	return t[i-2].Kind == text.Number && t[i].Kind == text.Number && t[i-1].Start-t[i-2].End <= 1
}

// beforeWords: a name, a year or casualties before the number.
func (f *finder) beforeWords(n *Number, c core) Not {
	i := n.First - 1
	switch f.fold(i) {
	case "رقم", "no", "المرقم":
		return f.named(i-1, Label)
	case "ال":
		if c.digit {
			i-- // الـ15
		}
	}
	if f.fold(i) == "." && f.fold(i-1) == "no" {
		return Label
	}
	if f.resolution(i) {
		return Resolution
	}
	switch r := f.left(i); r {
	case UnitName, Label, Resolution, Time:
		return f.nameOrCount(r, n, c)
	case Year:
		if c.value >= 1000 && c.value < 2200 {
			return Year
		}
	case Casualties:
		if n.Head >= 0 || f.isNoun(n.CoreLast) {
			return r
		}
	case Age, Measure:
		return r
	}
	return Count
}

// nameOrCount: what a noun of names says of the number after it. A number in
// words, a qualified one and one with its own noun count all the same, and so
// does a large one that more follows after a noun of units.
func (f *finder) nameOrCount(r Not, n *Number, c core) Not {
	if !c.digit || n.First != c.first || f.isNoun(n.CoreLast) {
		return Count
	}
	if r == UnitName && c.value >= 1000 && f.fold(n.CoreLast) != "" {
		return Count
	}
	return r
}

// left is the reason that the word at i gives, clitics taken off.
func (f *finder) left(i int) Not {
	if !f.isWord(i) {
		return Count
	}
	w := f.fold(i)
	for range 3 {
		if r, ok := lists.left.Get(w); ok && r != Model {
			return r
		}
		r := stripConjunction(w)
		if r == w {
			r = stripPreposition(w)
		}
		if r == w {
			r = strings.TrimPrefix(w, "ال")
		}
		if r == w {
			return Count
		}
		w = r
	}
	r, _ := lists.left.Get(w)
	return r
}

// named: with رقم, the noun before it says what the number names.
func (f *finder) named(i int, otherwise Not) Not {
	switch r := f.left(i); r {
	case UnitName, Resolution:
		return r
	}
	if f.resolution(i) {
		return Resolution
	}
	return otherwise
}

// resolution: «قرار مجلس الأمن الدولي 2254».
func (f *finder) resolution(i int) bool {
	for k := i; k >= max(f.lo, i-4); k-- {
		if !f.isWord(k) {
			return false
		}
		if f.left(k) == Resolution {
			return k < i && (f.fold(k+1) == "مجلس" || f.fold(k+1) == "الامم") || k == i && f.fold(k) != "قانون"
		}
	}
	return false
}

// year: 1900 to 2100 in four digits without a separator, unless a noun that
// forces are counted in follows or a qualifier stands before.
func (f *finder) year(n *Number, c core) Not {
	if c.last-c.first == 1 && spanOfYears(f.fold(c.first)) && !f.isNoun(n.CoreLast) && (f.yearSpan(c.first-2) || f.yearSpan(c.first)) {
		return Year
	}
	if c.last-c.first != 1 || !isYear(f.fold(c.first)) || f.isNoun(n.CoreLast) || n.First < c.first && n.Qualifier != "between" {
		return Count
	}
	if n.Head >= 0 && f.fold(n.CoreLast) == "من" && f.isNoun(n.Head) {
		return Count
	}
	if n.Additional || n.Prep == "ب" {
		return Count
	}
	if n.Qualifier == "between" && (n.Min == nil || *n.Max > 2100) {
		return Count
	}
	return Year
}

// isYear: four digits from 1900 to 2100.
func isYear(s string) bool {
	return len(s) == 4 && (s >= "1900" && s <= "2100") && strings.Trim(s, "0123456789") == ""
}

// spanOfYears: four plain digits up to 2100, as in 1802-1885.
func spanOfYears(s string) bool { return len(s) == 4 && s >= "1000" && s <= "2100" }

// yearSpan: tokens i, i+1 and i+2 are two years with a dash between.
func (f *finder) yearSpan(i int) bool {
	return spanOfYears(f.fold(i)) && f.fold(i+1) == "-" && spanOfYears(f.fold(i+2))
}

// victims: what is counted is said to be killed or wounded right after.
func (f *finder) victims(n *Number, _ core) Not {
	if n.Head < 0 {
		return Count
	}
	const reach = 6
	for j := n.CoreLast; j < min(n.CoreLast+reach, f.hi); j++ {
		switch t := &f.d.Tokens[j]; {
		case t.Kind != text.Word:
			return Count
		case function.passive[t.Fold] && (t.Arabic || function.victim[f.fold(j+1)]):
			return Casualties
		}
	}
	return Count
}

// sharedReason: «عامي 2010 و2011», «اللواءين 30 و47»: the second number has
// the reason of the first.
func (f *finder) sharedReason(n *Number, c core) Not {
	if len(f.out) <= f.base || !c.digit {
		return Count
	}
	p := &f.out[len(f.out)-1]
	joined := f.fold(n.First-1) == "و" && n.First-1 == p.Last
	if !joined || f.isNoun(n.CoreLast) {
		return Count
	}
	switch p.Not {
	case UnitName, Label, Resolution, Year:
		return p.Not
	}
	return Count
}
