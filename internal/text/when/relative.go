package when

import (
	"strings"

	"github.com/marsad-news/marsad/internal/text"
)

// weekday reads a day of the week: with a full date after it («الخميس 15 آب
// 2024») the date rules, else the most recent one, or the one that الماضي or
// المقبل says.
func (f *finder) weekday(i int, w word, c clitics) (partial, bool) {
	if f.arabicAt(i) && !c.article || !f.arabicAt(i) && !f.capital(i) {
		return partial{}, false
	}
	if p, ok := f.dated(i + 1); ok {
		p.first = i
		return p, true
	}
	if w := f.fold(i + 1); w == "الاخرين" || w == "الاخران" {
		return partial{}, false // الاثنين الآخرين: the other two
	}
	wh, last, said := f.whichAfter(i + 1)
	if !said {
		wh, last = f.englishWhich(i), i+1
	}
	if !f.anchor.day() {
		return partial{}, false
	}
	if m, ok := f.dated(last); ok { // الخميس الماضي 15 آب
		m.first = i
		return m, true
	}
	p := partial{first: i, last: last, cal: 'g', from: f.nearest(w.value, wh), relative: true}
	if wh != unsaid && !said {
		p.first = i - 1
	}
	return p, true
}

// englishWhich reads last, next and this before i.
func (f *finder) englishWhich(i int) which {
	if w, _ := f.word(i - 1); w.class == classWhich && !f.arabicAt(i-1) && i-1 >= f.from {
		return which(w.value) + thisOne
	}
	return unsaid
}

// dated reads a day and month after a weekday, past a comma or a bracket.
func (f *finder) dated(i int) (partial, bool) {
	open := false
	switch f.fold(i) {
	case ",", "-":
		i++
	case "(":
		open = true
		i++
	case "الموافق":
		i++
	}
	p, ok := f.dayDate(i)
	if ok && open && f.fold(p.last) == ")" {
		p.last++
	}
	return p, ok
}

// dayDate reads a date with a day at i.
func (f *finder) dayDate(i int) (partial, bool) {
	if i >= f.hi {
		return partial{}, false
	}
	var p partial
	ok := false
	if f.d.Tokens[i].Kind == text.Number {
		p, ok = f.digits(i)
	} else if w, c := f.word(i); w.class == classOrdinal || w.class == classCardinal {
		p, ok = f.spelledDay(i, w, c)
	} else if m, found := f.month(i); found && !f.arabicAt(i) {
		p, ok = f.fromMonth(i, m)
	}
	return p, ok && p.from.d > 0
}

// nearest is the weekday on or before the anchor, or strictly before or after it.
func (f *finder) nearest(day int, wh which) date {
	today := int(f.anchor.time().Weekday())
	back := (today - day + 7) % 7
	switch wh {
	case lastOne:
		if back == 0 {
			back = 7
		}
	case nextOne:
		back -= 7
	}
	return f.anchor.addDays(-back)
}

// adverb reads today, yesterday and their like, and joins the weekday that
// often follows: «أمس الاثنين» is that Monday.
func (f *finder) adverb(i int, w word) (partial, bool) {
	if !f.anchor.day() || f.otherDay(i) {
		return partial{}, false
	}
	p := partial{first: i, last: i + 1, cal: 'g', from: f.anchor.addDays(w.value), relative: true}
	if w.value == -1 {
		switch {
		case f.fold(i-1) == "من" && (f.fold(i-2) == "اول" || f.fold(i-2) == "واول"): // أول من أمس
			p.first, p.from = i-2, f.anchor.addDays(-2)
		case f.fold(i-1) == "اول":
			p.first, p.from = i-1, f.anchor.addDays(-2)
		case f.fold(i+1) == "الاول":
			p.last, p.from = i+2, f.anchor.addDays(-2)
		}
	}
	if w.value == 1 && f.fold(i-1) == "بعد" {
		p.first, p.from = i-1, f.anchor.addDays(2)
	}
	j := p.last
	if f.fold(j) == "," {
		j++
	}
	if d, ok := f.dated(j); ok {
		d.first = p.first
		return d, true
	}
	if wd, c := f.word(j); wd.class == classWeekday && (c.article || !f.arabicAt(j) && f.capital(j)) {
		if q, ok := f.weekday(j, wd, c); ok {
			q.first = p.first
			if w.value > 0 && q.from != f.anchor.date { // غداً الثلاثاء
				q.from = f.nearest(wd.value, nextOne)
			}
			return q, true
		}
	}
	return p, true
}

// otherDay: اليوم is a noun here (اليوم التالي, في ذلك اليوم, اليوم الأول), or
// غدا is the verb.
func (f *finder) otherDay(i int) bool {
	if strings.HasSuffix(f.fold(i), "غدا") && !strings.ContainsAny(f.d.Source(i), "\u064b\ufe70") {
		w, _ := f.word(i + 1)
		if w.class != classWeekday && i+1 < f.hi && f.d.Tokens[i+1].Kind != text.Punct {
			return true
		}
	}
	return f.fold(i) == "اليوم" && (around.dayAfter.Has(f.fold(i+1)) || around.dayBefore.Has(f.fold(i-1)))
}

// unit reads عام 2003, العام الماضي, هذا الشهر, الأسبوع المقبل; and a bare
// unit with the article after a part («نهاية العام»).
func (f *finder) unit(i int, w word, c clitics) (partial, bool) {
	if w.class == classYear && w.value == 1 {
		if y, last, ok := f.yearAfterWord(i + 1); ok {
			p := partial{first: i, last: last, cal: calendarOf(y), from: date{y: y}}
			p.last = f.era(last, &p)
			return p, true
		}
	}
	if w.class == classMonth && w.value == 1 {
		if m, ok := f.month(i + 1); ok {
			return f.fromMonth(i+1, m)
		}
	}
	if w.value > 1 || !f.anchor.known() {
		return partial{}, false
	}
	if !f.arabicAt(i) {
		return f.englishUnit(i, w)
	}
	if !c.article {
		return partial{}, false
	}
	if w.value == 0 {
		return f.coming(i, w)
	}
	wh, last, ok := f.whichAfter(i + 1)
	first := i
	switch {
	case ok:
	case f.this(i - 1):
		wh, last, first = thisOne, i+1, i-1
	case f.partWord(i-1) != 0 && c.prep == "" && !f.qualified(i+1):
		wh, last = thisOne, i+1
	default:
		return partial{}, false
	}
	p, ok := f.oneUnit(w.class, wh)
	p.first, p.last = first, last
	return p, ok
}

// calendarOf: years before 1500 are Hijri in a press text.
func calendarOf(y int) byte {
	if y < 1500 {
		return 'h'
	}
	return 'g'
}

// qualified: «نهاية العام الدراسي», «نهاية العام نفسه»: not the anchor's year.
func (f *finder) qualified(i int) bool { return around.unitAfter.Has(f.fold(i)) }

// englishUnit reads last year, next month, this week and the end of the year.
func (f *finder) englishUnit(i int, w word) (partial, bool) {
	wh, first := f.englishWhich(i), i-1
	if wh == unsaid {
		if f.fold(i-1) != "the" || f.fold(i-2) != "of" || f.partWord(i-3) == 0 || w.class == classDay {
			return partial{}, false
		}
		wh = thisOne
	}
	p, ok := f.oneUnit(w.class, wh)
	p.first, p.last = first, i+1
	return p, ok
}

// oneUnit is the last, this or next day, week, month, year or decade.
func (f *finder) oneUnit(unit class, wh which) (partial, bool) {
	n := int(wh) - int(thisOne)
	p := partial{cal: 'g', relative: true}
	switch unit {
	case classYear:
		p.from = date{y: f.anchor.y + n}
	case classMonth:
		if f.anchor.m == 0 {
			return p, false
		}
		p.from = date{y: f.anchor.y, m: f.anchor.m}.addMonths(n)
	case classWeek:
		if !f.anchor.day() {
			return p, false
		}
		monday := f.anchor.addDays(-(int(f.anchor.time().Weekday())+6)%7 + 7*n)
		p.from, p.to = monday, monday.addDays(6)
	case classDay:
		if !f.anchor.day() || wh != thisOne {
			return p, false
		}
		p.from = f.anchor.date
	default:
		return p, false
	}
	return p, true
}

// which reads the English forms that begin with last or next: last March,
// last Thursday, next summer; and «this is» is none.
func (f *finder) which(i int, w word) (partial, bool) {
	if f.arabicAt(i) {
		return partial{}, false
	}
	wh := which(w.value) + thisOne
	if m, ok := f.month(i + 1); ok {
		p := partial{first: i, last: m.last, cal: 'g', from: date{m: m.month}, which: wh}
		return p, true
	}
	if v, last, ok := f.cardinal(i + 1); ok {
		if u, _ := f.word(last); isPeriodUnit(u.class) && u.value == 0 {
			return f.stretch(i, last+1, wh, v, u.class)
		}
	}
	return partial{}, false
}

// twoYears reads «عامي 2010 و2011» as its first year; the second follows on
// its own, except in «بين عامي 2003 و2011», one period.
func (f *finder) twoYears(i int) (partial, bool) {
	y, ok := f.yearNumber(i + 1)
	if !ok {
		return partial{}, false
	}
	p := partial{first: i, last: i + 2, cal: calendarOf(y), from: date{y: y}}
	if w := f.fold(i - 1); (w == "بين" || w == "وبين" || w == "مابين") && (f.fold(i+2) == "و" || f.fold(i+2) == "الي") {
		if z, ok := f.yearNumber(i + 3); ok && z > y {
			p.first, p.last, p.to = i-1, i+4, date{y: z}
		}
	}
	return p, true
}

// season reads صيف عام 2024, الصيف المقبل, صيف 2024, last summer.
func (f *finder) season(i int, w word, c clitics) (partial, bool) {
	p := partial{first: i, last: i + 1, cal: 'g', from: date{m: w.value}, which: unsaid}
	if m, ok := f.month(i); ok { // ربيع الأول
		return f.fromMonth(i, m)
	}
	f.year(&p)
	if p.from.y == 0 && !f.arabicAt(i) {
		p.which = f.englishWhich(i)
		if p.which != unsaid {
			p.first = i - 1
		}
	}
	y := p.from.y
	switch {
	case y != 0:
	case !f.anchor.known() || !c.article && f.arabicAt(i) || p.which == unsaid && f.fold(i-1) != "في" && f.fold(i-1) != "الي" && f.fold(i-1) != "هذا":
		return partial{}, false
	default:
		y = f.seasonYear(w.value, p.which)
		p.relative = true
	}
	p.from = date{y: y, m: w.value}
	if w.value == 12 {
		p.from.y--
	}
	p.to = p.from.addMonths(2)
	p.which = unsaid
	return p, true
}

// seasonYear is the year of the last, this or next season that starts in month m.
func (f *finder) seasonYear(m int, wh which) int {
	y, now := f.anchor.y, f.anchor.m
	start, end := m, m+2
	if m == 12 {
		start, end = 0, 2
	}
	switch {
	case wh == lastOne && now <= end:
		return y - 1
	case wh == nextOne && now >= start:
		return y + 1
	case wh == unsaid && now > end:
		return y + 1 // «في الصيف» said in autumn
	}
	return y
}

// span reads halves and quarters of a year: «النصف الثاني من عام 2021», «الربع
// الأول من العام المقبل», the first quarter of 2025.
func (f *finder) span(i int, w word, c clitics) (partial, bool) {
	n, last, first := 0, i+1, i
	if f.arabicAt(i) {
		o, oc := f.word(i + 1)
		switch {
		case c.article && o.class == classOrdinal && oc.article:
			n, last = o.value, i+2
		case c.article && i+1 < f.hi && f.d.Tokens[i+1].Fold == "الاخير" && w.value > 0: // «الربع الأخير من عام 2025»
			n, last = 12/w.value, i+2
		default:
			return partial{}, false
		}
	} else {
		o, _ := f.word(i - 1)
		if o.class != classOrdinal && o.class != classSecond {
			return partial{}, false
		}
		n, first = max(o.value, 1), i-1
		if o.class == classSecond {
			n = 2
		}
	}
	if n < 1 || n*w.value > 12 {
		return partial{}, false
	}
	p := partial{first: first, last: last, cal: 'g', from: date{m: 1}}
	f.year(&p)
	if p.from.y == 0 {
		if !f.anchor.known() || p.which != unsaid {
			return partial{}, false
		}
		p.from.y, p.relative = f.anchor.y, true
	}
	p.from.m = (n-1)*w.value + 1
	p.to = date{y: p.from.y, m: n * w.value}
	return p, true
}
