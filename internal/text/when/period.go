package when

import (
	"strconv"

	"github.com/marsad-news/marsad/internal/text"
)

func isPeriodUnit(c class) bool {
	switch c {
	case classDay, classWeek, classMonth, classYear, classDecade, classHour, classMinute, classSecond:
		return true
	}
	return false
}

// spelledDay reads «التاسع من كانون الأول», «الحادي والثلاثين من ديسمبر»,
// «الثاني عشر من», «الثلاثين من يونيو»; and N months ago.
func (f *finder) spelledDay(i int, w word, c clitics) (partial, bool) {
	if !f.arabicAt(i) {
		return f.ago(i)
	}
	if !c.article || w.value > 30 || w.value < 1 || c.conj && f.ordinalAt(i-1) {
		return partial{}, false
	}
	day, j := w.value, i+1
	if w.class == classOrdinal {
		next, nc := f.word(j)
		switch {
		case next.class == classCardinal && next.value == 10 && !nc.conj && !nc.article:
			day += 10
			j++
		case next.class == classCardinal && nc.conj && (next.value == 20 || next.value == 30):
			day += next.value
			j++
		case f.fold(i) == "الحادي":
			return partial{}, false
		}
	} else if w.value < 10 {
		return partial{}, false
	}
	if day > 31 {
		return partial{}, false
	}
	return f.dayMonth(i, j, day)
}

// ordinalAt: token i is an ordinal, and a cardinal with و after it belongs to
// it: «الحادي والثلاثين».
func (f *finder) ordinalAt(i int) bool {
	w, c := f.word(i)
	return w.class == classOrdinal && c.article
}

// cardinal reads 1 to 199 in digits or words from token i.
func (f *finder) cardinal(i int) (v, last int, ok bool) {
	if i >= f.lo && i < f.hi && f.d.Tokens[i].Kind == text.Number {
		s := f.fold(i)
		v, err := strconv.Atoi(s)
		return v, i + 1, err == nil && len(s) <= 3 && v > 0
	}
	w, _ := f.word(i)
	if w.class != classCardinal || w.value > 100 {
		return 0, i, false
	}
	v, last = w.value, i+1
	if add := f.compound(v, last, f.arabicAt(i)); add > 0 {
		v, last = v+add, last+1
	}
	if f.fold(last) == "-" && v >= 20 && !f.d.Tokens[last].Space {
		if u, _ := f.word(last + 1); u.class == classCardinal && u.value < 10 {
			v, last = v+u.value, last+2
		}
	}
	return v, last, true
}

// compound is what the word at token i adds to v before it: ثلاثة عشر, خمسة
// وعشرون, مئة وثلاثون.
func (f *finder) compound(v, i int, arabic bool) int {
	next, c := f.word(i)
	if next.class != classCardinal {
		return 0
	}
	ten := arabic && !c.conj && v < 10 && next.value == 10
	tens := c.conj && v < 10 && next.value >= 20 && next.value < 100
	rest := c.conj && v == 100 && next.value < 100
	if ten || tens || rest {
		return next.value
	}
	return 0
}

// length reads a stretch of time: «يومين», «ثلاثة أشهر», «الأشهر الستة», «12
// شهراً», two years. n is 0 for a plural without a number.
func (f *finder) length(i int) (n int, unit class, last int, ok bool) {
	if f.fold(i) == "ال" && f.arabicAt(i) { // الـ12 شهراً
		i++
	}
	w, c := f.word(i)
	if isPeriodUnit(w.class) {
		last = i + 1
		if _, _, year := f.yearAfterWord(last); year {
			return 0, "", i, false // منذ عام 2011
		}
		if w.value > 0 && !(c.article && w.value == 1) {
			return w.value, w.class, last, true
		}
		if !c.article {
			return 0, w.class, last, w.value == 0
		}
		j := last
		if f.fold(j) == "ال" {
			j++
		}
		if v, l, ok := f.cardinal(j); ok { // الأشهر الستة
			return v, w.class, l, true
		}
		return 0, w.class, last, w.value == 0
	}
	v, j, ok := f.cardinal(i)
	if !ok {
		if e, ec := f.word(i); (f.fold(i) == "بضعه" || f.fold(i) == "عده" || f.fold(i) == "several") && e.class == "" && ec == (clitics{}) {
			u, _ := f.word(i + 1)
			return 0, u.class, i + 2, isPeriodUnit(u.class) && u.value == 0
		}
		return 0, "", i, false
	}
	u, _ := f.word(j)
	return v, u.class, j + 1, isPeriodUnit(u.class) && u.value <= 1
}

// period reads what a preposition says of a stretch of time: «قبل يومين», «منذ
// عامين», «خلال 12 شهراً», «لمدة عامين», «بعد ستة أشهر».
func (f *finder) period(i int, lead class) (partial, bool) {
	j, ok := f.stretchStart(i, lead)
	if !ok {
		return partial{}, false
	}
	n, unit, last, ok := f.length(j)
	if !ok {
		return partial{}, false
	}
	if f.fold(last) == "القليله" {
		last++
	}
	wh, after, said := f.whichAfter(last)
	if said {
		last = after
	}
	switch lead {
	case classFor:
		return f.lasting(i, last, n, unit)
	case classWithin:
		if !said {
			wh = nextOne
		}
		if w := f.fold(last); w == "واحد" || w == "واحده" {
			return partial{}, false // 14 مرة خلال يوم واحد: a rate
		}
		return f.stretch(i, last, wh, n, unit)
	}
	if !f.arabicAt(i) || said || n == 0 || f.countedFrom(last) {
		return partial{}, false
	}
	switch lead {
	case classAfter:
		return f.shifted(i, last, n, unit, At)
	case classSince:
		return f.shifted(i, last, -n, unit, Since)
	}
	return f.shifted(i, last, -n, unit, At)
}

// stretchStart gives the token at which the stretch after the preposition at i
// begins: after the article of within and after about and more than.
func (f *finder) stretchStart(i int, lead class) (int, bool) {
	j := i + 1
	if lead == classWithin {
		if w := f.fold(j); w == "the" || w == "ال" {
			j++
		}
		if w, _ := f.word(j); w.class == classWhich && !f.arabicAt(i) {
			return j, false // over the past two months: read from «past»
		}
	}
	switch f.fold(j) {
	case "نحو", "حوالي", "اكثر", "اقل", "قرابه", "about":
		j++
		if f.fold(j) == "من" {
			j++
		}
	}
	return j, true
}

// countedFrom: the stretch is counted from another event: «قبل ثلاثة أيام من
// الانتخابات», «بعد عام فقط على ضمه», «بعد ثلاث سنوات ونصف سنة من القتال».
func (f *finder) countedFrom(i int) bool {
	for k := i; k < i+3; k++ {
		switch f.fold(k) {
		case "من", "علي":
			return true
		case "فقط", "ونصف", "تقريبا":
			continue
		}
		if k == i {
			return false
		}
	}
	return false
}

// ago reads two days ago, N weeks earlier is none.
func (f *finder) ago(i int) (partial, bool) {
	n, unit, last, ok := f.length(i)
	if !ok || n == 0 || f.fold(last) != "ago" {
		return partial{}, false
	}
	return f.shifted(i, last+1, -n, unit, At)
}

// shifted is the anchor moved by n units, as precise as the unit.
func (f *finder) shifted(i, last, n int, unit class, kind Kind) (partial, bool) {
	p := partial{first: i, last: last, cal: 'g', kind: kind, relative: true}
	from, ok := f.move(n, unit)
	p.from = from
	return p, ok
}

// move gives the anchor moved by n units. Hours and minutes stay on the day.
func (f *finder) move(n int, unit class) (date, bool) {
	a := f.anchor
	switch unit {
	case classYear:
		return date{y: a.y + n}, a.known()
	case classDecade:
		return date{y: a.y + 10*n}, a.known()
	case classMonth:
		return date{y: a.y, m: a.m}.addMonths(n), a.m > 0
	case classWeek:
		return a.addDays(7 * n), a.day()
	case classDay:
		return a.addDays(n), a.day()
	case classHour:
		return a.addDays(n / 24), a.day() // the hour of publication is not known
	}
	return a.date, a.day()
}

// vagueCount is how many units a plural without a number is taken for: «خلال
// الأسابيع المقبلة».
const vagueCount = 5

// stretch is a period that touches the anchor: the past N units, or the next.
func (f *finder) stretch(i, last int, wh which, n int, unit class) (partial, bool) {
	if !f.anchor.day() || unit == classSecond {
		return partial{}, false
	}
	p := partial{first: i, last: last, cal: 'g', kind: Within, relative: true}
	if n == 0 {
		n, p.approx = vagueCount, true
	}
	p.length = isoLength(n, unit)
	if wh == lastOne {
		p.from, p.to = f.moveDay(-n, unit), f.anchor.date
	} else {
		p.from, p.to = f.anchor.date, f.moveDay(n, unit)
	}
	return p, p.from.y > 0 && p.to.y > 0
}

// moveDay moves the anchor and keeps the day.
func (f *finder) moveDay(n int, unit class) date {
	switch unit {
	case classYear:
		return f.anchor.addMonths(12 * n)
	case classDecade:
		return f.anchor.addMonths(120 * n)
	case classMonth:
		return f.anchor.addMonths(n)
	}
	d, _ := f.move(n, unit)
	return d
}

// coming reads a plural with the article and المقبلة or الماضية, with or
// without its number: «الأسابيع المقبلة», «الأيام الثلاثة الماضية».
func (f *finder) coming(i int, w word) (partial, bool) {
	n, unit, last, ok := f.length(i)
	if !ok {
		return partial{}, false
	}
	if f.fold(last) == "القليله" {
		last++
	}
	wh, last, ok := f.whichAfter(last)
	if !ok {
		return partial{}, false
	}
	return f.stretch(i, last, wh, n, unit)
}

// lasting is a length without a place in time: «لمدة عامين».
func (f *finder) lasting(i, last, n int, unit class) (partial, bool) {
	if n == 0 || unit == classSecond {
		return partial{}, false
	}
	if around.other.Has(f.fold(last)) {
		last++
	}
	return partial{first: i, last: last, cal: 'g', kind: For, length: isoLength(n, unit)}, true
}

func isoLength(n int, unit class) string {
	s := strconv.Itoa(n)
	switch unit {
	case classYear:
		return "P" + s + "Y"
	case classDecade:
		return "P" + s + "0Y"
	case classMonth:
		return "P" + s + "M"
	case classWeek:
		return "P" + s + "W"
	case classHour:
		return "PT" + s + "H"
	case classMinute:
		return "PT" + s + "M"
	}
	return "P" + s + "D"
}
