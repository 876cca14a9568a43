package when

import (
	"strconv"
	"strings"

	"github.com/marsad-news/marsad/internal/text"
)

// named is a month name found in the text: tokens [first, last).
type named struct {
	first, last int
	month       int
	cal         byte
	weak        bool
}

// month reads the month name that starts at token i, with و ف ب ل ك before it.
func (f *finder) month(i int) (named, bool) {
	if i < f.lo || i >= f.hi || f.d.Tokens[i].Kind != text.Word || len(f.fold(i)) > maxWord {
		return named{}, false
	}
	w := f.fold(i)
	if n, ok := f.monthUnder(i, w); ok {
		return n, true
	}
	if !f.d.Tokens[i].Arabic {
		return named{}, false
	}
	if r, ok := cutAny(w, "و", "ف"); ok {
		if n, ok := f.monthUnder(i, r); ok {
			return n, true
		}
		w = r
	}
	if r, ok := cutAny(w, "ب", "ل", "ك"); ok {
		return f.monthUnder(i, r)
	}
	return named{}, false
}

func (f *finder) monthUnder(i int, first string) (named, bool) {
	best := named{}
	names, _ := lists.months.Get(first)
	for _, m := range names {
		last := i + 1 + len(m.rest)
		if last > f.hi || last <= best.last || !f.same(m.rest, i+1) {
			continue
		}
		best = named{i, last, m.month, m.cal, m.weak || first == needsMadda && !strings.ContainsAny(f.d.Source(i), "آﺁﺂ")}
	}
	if best.last > 0 && !f.d.Tokens[i].Arabic && !f.capital(i) {
		return named{}, false // march, may
	}
	return best, best.last > 0
}

func (f *finder) same(words []string, i int) bool {
	for k, w := range words {
		if f.fold(i+k) != w {
			return false
		}
	}
	return true
}

func (f *finder) capital(i int) bool {
	c := f.d.Text[f.d.Tokens[i].Start]
	return c >= 'A' && c <= 'Z'
}

// pair takes in the other name of the same month: آب/أغسطس, فبراير (شباط),
// آذار - مارس, ديسمبر كانون الأول.
func (f *finder) pair(m named) named {
	j := m.last
	open := false
	switch f.fold(j) {
	case "/", "-":
		j++
	case "(":
		open = true
		j++
	}
	o, ok := f.month(j)
	if !ok || o.month != m.month || o.cal != m.cal || strings.HasPrefix(f.fold(j), "و") {
		return m
	}
	m.last, m.weak = o.last, false
	if open && f.fold(m.last) == ")" {
		m.last++
	}
	return m
}

// fromMonth reads a date that starts with its month: آذار 2021, June 30, 2024.
func (f *finder) fromMonth(i int, m named) (partial, bool) {
	m = f.pair(m)
	p := partial{first: i, last: m.last, cal: m.cal, from: date{m: m.month}}
	if _, year := f.yearNumber(p.last + 1); m.cal == 'g' && (!f.arabicAt(i) || f.stamp && year) {
		f.englishDay(&p)
	}
	f.year(&p)
	if m.weak && p.from.y == 0 && p.from.d == 0 && p.which == unsaid && !f.monthCue(i, m) {
		return partial{}, false
	}
	if m.cal != 'g' && p.from.y == 0 && p.from.d == 0 && !f.monthWord(i-1) {
		return partial{}, false
	}
	return p, true
}

// monthWord: the word month stands at i, or last and next in English.
func (f *finder) monthWord(i int) bool {
	w, _ := f.word(i)
	return w.class == classMonth && w.value == 1
}

// monthCue: what stands before makes an ambiguous name a month.
func (f *finder) monthCue(i int, m named) bool {
	w, _ := f.word(i - 1)
	switch w.class {
	case classSince, classUntil, classBy, classBefore, classAfter, classWithin, classPart, classWhich:
		return m.cal == 'g'
	case classMonth:
		return true
	}
	switch f.fold(i - 1) {
	case "في", "in":
		return m.cal == 'g'
	}
	return false
}

// englishDay reads the day after an English month: June 30, June 30th.
func (f *finder) englishDay(p *partial) {
	v, ok := f.day(p.last)
	if !ok {
		return
	}
	j := p.last + 1
	switch f.fold(j) {
	case "st", "nd", "rd", "th":
		j++
	case ":", "%", "troops", "soldiers":
		return
	}
	p.from.d, p.last = v, j
	if _, ok := f.yearNumber(j + 1); ok && f.fold(j) == "," {
		p.last = j + 1
	}
}

// day reads a day of the month in digits.
func (f *finder) day(i int) (int, bool) {
	if i < f.lo || i >= f.hi || f.d.Tokens[i].Kind != text.Number {
		return 0, false
	}
	s := f.d.Tokens[i].Fold
	if len(s) > 2 {
		return 0, false
	}
	v, err := strconv.Atoi(s)
	return v, err == nil && v >= 1 && v <= 31
}

// yearNumber reads a year in digits: 1000 to 2199, which takes in Hijri years.
func (f *finder) yearNumber(i int) (int, bool) {
	if i < f.lo || i >= f.hi || f.d.Tokens[i].Kind != text.Number || len(f.fold(i)) != 4 {
		return 0, false
	}
	v, err := strconv.Atoi(f.fold(i))
	return v, err == nil && v >= 1000 && v < 2200
}

// year reads the year of a month or day, or the word that says which: «آذار
// 2021», «آذار من عام 2021», «آذار الماضي», «آذار من العام الماضي».
func (f *finder) year(p *partial) {
	j := f.yearStart(p.last)
	if w, c := f.word(j); w.class == classYear {
		f.yearWord(p, j, w, c)
		return
	}
	if y, ok := f.yearNumber(j); ok && f.plausible(y, p.cal) {
		p.from.y, p.last = y, f.era(j+1, p)
		return
	}
	if y, last, ok := f.spelledYear(j); ok {
		p.from.y, p.last = y, last
		return
	}
	if j == p.last {
		if wh, last, ok := f.whichAfter(j); ok {
			p.which, p.last = wh, last
		}
	}
}

// yearStart skips what may stand between a month and its year: an English
// comma, من, of, a dash or a slash.
func (f *finder) yearStart(j int) int {
	if f.fold(j) == "," && !f.arabicAt(j-1) {
		j++
	}
	switch f.fold(j) {
	case "من", "of", "-", "/":
		j++
	}
	return j
}

// yearWord reads what follows عام at token j: a number, or with the article
// الماضي; or هذا before it.
func (f *finder) yearWord(p *partial, j int, w word, c clitics) {
	if y, last, ok := f.yearAfterWord(j + 1); ok {
		p.from.y, p.last = y, f.era(last, p)
		return
	}
	if !c.article || !f.anchor.known() {
		return
	}
	if wh, last, ok := f.whichAfter(j + 1); ok {
		p.from.y, p.last, p.relative = f.anchor.y+int(wh)-int(thisOne), last, true
		return
	}
	if w.value == 1 && f.this(j-1) {
		p.from.y, p.last, p.relative = f.anchor.y, j+1, true
	}
}

// plausible: a Gregorian year for a Gregorian month, and so on.
func (f *finder) plausible(y int, cal byte) bool {
	if cal == 'g' {
		return y >= 1500
	}
	return y < 1600
}

// era takes in م and هـ after a year; هـ turns the calendar.
func (f *finder) era(i int, p *partial) int {
	switch f.fold(i) {
	case "م", "ميلادي", "ميلاديه", "للميلاد":
		return i + 1
	case "ه", "هجري", "هجريه", "للهجره":
		if p.from.y < 1600 {
			if p.cal != 's' {
				p.cal = 'h'
			}
			return i + 1
		}
	}
	return i
}

// yearAfterWord reads what follows عام: digits, or words (ألفين وأحد عشر).
func (f *finder) yearAfterWord(i int) (int, int, bool) {
	if y, ok := f.yearNumber(i); ok {
		return y, i + 1, true
	}
	return f.spelledYear(i)
}

// spelledYear reads 2000 and later in words: «ألفين وأربعة وعشرين».
func (f *finder) spelledYear(i int) (int, int, bool) {
	w, c := f.word(i)
	if w.class != classCardinal || w.value != 2000 || c.article || !f.arabicAt(i) {
		return 0, 0, false
	}
	if v, last, ok := f.cardinal(i + 1); ok && v < 100 {
		return 2000 + v, last, true
	}
	return 2000, i + 1, f.fold(i+1) == ""
}

// whichAfter reads الماضي, المقبل, الحالي at i.
func (f *finder) whichAfter(i int) (which, int, bool) {
	w, c := f.word(i)
	if w.class != classWhich || !c.article || c.conj || c.prep != "" {
		return unsaid, i, false
	}
	return which(w.value) + thisOne, i + 1, true
}

// this: هذا or هذه at i.
func (f *finder) this(i int) bool {
	switch f.fold(i) {
	case "هذا", "هذه", "this", "وهذا", "لهذا", "بهذا":
		return true
	}
	return false
}
