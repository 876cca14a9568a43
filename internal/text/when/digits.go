package when

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/marsad-news/marsad/internal/text"
)

// digits reads a date that starts with digits: a numeric date, a day before
// its month, or a year on its own.
func (f *finder) digits(i int) (partial, bool) {
	if p, ok := f.numeric(i); ok {
		return p, true
	}
	if v, ok := f.day(i); ok {
		return f.dayMonth(i, i+1, v)
	}
	if v, ok := f.yearNumber(i); ok {
		return f.bareYear(i, v)
	}
	return partial{}, false
}

// dayMonth reads the month after a day that ends before j: «15 آب», «9 من
// كانون الأول», «15 من الشهر الجاري», 30th of June.
func (f *finder) dayMonth(i, j, day int) (partial, bool) {
	switch f.fold(j) {
	case "st", "nd", "rd", "th":
		j++
		if f.fold(j) == "," {
			j++
		}
	}
	switch f.fold(j) {
	case "من", "of", "/", "-":
		j++
	}
	if w, _ := f.word(j); w.class == classMonth && w.value == 1 {
		if _, ok := f.month(j + 1); ok {
			j++
		}
	}
	if m, ok := f.month(j); ok && !strings.HasPrefix(f.fold(j), "و") {
		m = f.pair(m)
		p := partial{first: i, last: m.last, cal: m.cal, from: date{m: m.month, d: day}}
		f.year(&p)
		return p, true
	}
	return f.dayOfThisMonth(i, j, day)
}

// dayOfThisMonth reads «15 من الشهر الجاري» and «الـ15 من هذا الشهر».
func (f *finder) dayOfThisMonth(i, j, day int) (partial, bool) {
	if f.fold(j-1) != "من" || !f.anchor.day() {
		return partial{}, false
	}
	this := f.this(j)
	if this {
		j++
	}
	w, c := f.word(j)
	if w.class != classMonth || !c.article {
		return partial{}, false
	}
	wh, last, ok := f.whichAfter(j + 1)
	if !ok {
		if !this {
			return partial{}, false
		}
		wh, last = thisOne, j+1
	}
	m := date{y: f.anchor.y, m: f.anchor.m}.addMonths(int(wh) - int(thisOne))
	if day > monthDays(m.y, m.m) {
		return partial{}, false
	}
	m.d = day
	return partial{first: i, last: last, cal: 'g', from: m, relative: true}, true
}

// numeric reads 2024-08-15, 15/8/2024, 15.8.2024 and 8/2024.
func (f *finder) numeric(i int) (partial, bool) {
	parts, last := f.numericParts(i)
	if len(parts) == 2 && parts[1].width == 4 && parts[0].width < 3 && parts[0].sep == '/' {
		p := partial{first: i, last: last, cal: 'g', from: date{y: parts[1].v, m: parts[0].v}}
		return p, parts[0].v >= 1 && parts[0].v <= 12 && parts[1].v >= 1900 && parts[1].v <= 2100
	}
	if len(parts) != 3 {
		return partial{}, false
	}
	d, ok := f.order(parts)
	p := partial{first: i, last: last, cal: 'g', from: d}
	if ok && d.y < 1600 {
		p.cal = 'h'
		return p, d.y >= 1300 && d.d <= 30
	}
	return p, ok && d.valid() && d.y <= 2100
}

// numericPart is one field of a numeric date and the sign after it.
type numericPart struct {
	v, width int
	sep      byte
}

// numericParts collects up to three fields joined by the same sign.
func (f *finder) numericParts(i int) ([]numericPart, int) {
	if s := f.fold(i); strings.Count(s, ".") == 2 {
		var parts []numericPart
		for _, x := range strings.Split(s, ".") {
			v, err := strconv.Atoi(x)
			if err != nil {
				return nil, i
			}
			parts = append(parts, numericPart{v, len(x), '.'})
		}
		return parts, i + 1
	}
	parts, j, sep := make([]numericPart, 0, 3), i, ""
	for j < f.hi && len(parts) < 3 && f.d.Tokens[j].Kind == text.Number {
		v, err := strconv.Atoi(f.fold(j))
		if err != nil {
			return nil, i
		}
		parts = append(parts, numericPart{v: v, width: len(f.fold(j))})
		s := f.fold(j + 1)
		if (s == "/" || s == "-") && (sep == "" || s == sep) && j+2 < f.hi && f.d.Tokens[j+2].Kind == text.Number && len(parts) < 3 {
			sep = s
			parts[len(parts)-1].sep = s[0]
			j += 2
			continue
		}
		j++
		break
	}
	return parts, j
}

// order sorts three fields into a date. A year of four digits stands first or
// last; day before month, except that English text puts the month first when
// it may be one.
func (f *finder) order(p []numericPart) (date, bool) {
	a, b, c := p[0], p[1], p[2]
	switch {
	case a.width == 4 && b.width <= 2 && c.width <= 2:
		if b.v > 12 && c.v <= 12 {
			b, c = c, b
		}
		return date{a.v, b.v, c.v}, b.v >= 1 && b.v <= 12 && c.v >= 1
	case c.width == 4 && a.width <= 2 && b.width <= 2:
		if b.v > 12 || f.d.Lang == "en" && a.v <= 12 && p[0].sep == '/' {
			a, b = b, a
		}
		return date{c.v, b.v, a.v}, b.v >= 1 && b.v <= 12 && a.v >= 1
	}
	return date{}, false
}

// bareYear reads a year without the word year when what stands before makes it
// one: «منذ 2014», «في 2014», «غزو 2003», since 2014.
func (f *finder) bareYear(i, y int) (partial, bool) {
	if y < 1900 || y > 2100 {
		return partial{}, false
	}
	p := partial{first: i, last: i + 1, cal: 'g', from: date{y: y}}
	if f.yearBefore(i) || f.yearsJoined(i) {
		p.last = f.era(i+1, &p)
		return p, true
	}
	return partial{}, false
}

// yearBefore: the word before wants a year here.
func (f *finder) yearBefore(i int) bool {
	if f.counted(i + 1) {
		return false
	}
	if w := f.fold(i + 1); i == f.lo && (w == "-" || w == ":") { // a chronicle: «1964 - …»
		return true
	}
	w, _ := f.word(i - 1)
	switch w.class {
	case classSince, classUntil, classBy, classBefore, classAfter, classWithin, classPart, classEvent:
		return f.arabicAt(i-1) || f.fold(i-1) != "over" && f.fold(i-1) != "within"
	}
	switch f.fold(i - 1) {
	case "في", "in", "وفي":
		return true
	case "of":
		return f.partWord(i-2) != 0
	case "-":
		return f.partWord(i-2) != 0
	}
	return false
}

// counted: the word at i looks like a counted noun in the accusative or a
// soldier, so that four digits before it are a number.
func (f *finder) counted(i int) bool {
	if i >= f.hi || f.d.Tokens[i].Kind != text.Word {
		return false
	}
	src := f.d.Source(i)
	if r, _ := utf8.DecodeLastRuneInString(src); r == 'ً' || strings.HasSuffix(src, "ًا") {
		return true
	}
	return around.counted.Has(f.fold(i))
}

// yearsJoined: «عامي 2010 و2011», «من 2003 إلى 2011»: a year was read just before.
func (f *finder) yearsJoined(i int) bool {
	if len(f.out) == 0 {
		return false
	}
	o := &f.out[len(f.out)-1]
	if o.Last < f.lo || len(o.From) != 4 || f.counted(i+1) {
		return false
	}
	gap := i - o.Last
	w := f.fold(i - 1)
	return gap == 1 && (w == "و" || w == "الي" || w == "and" || w == "to" || w == "-" || w == "او")
}

// partWord is the part that token i names, 0 for none.
func (f *finder) partWord(i int) int {
	if w, _ := f.word(i); w.class == classPart {
		return w.value
	}
	return 0
}
