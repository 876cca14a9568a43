package when

// lead takes in the words before a date: the part it names («نهاية») and what
// the date does («بحلول», «منذ»).
func (f *finder) lead(p *partial) {
	if p.event || p.kind == Within || p.kind == For || p.kind == Since && p.relative {
		return
	}
	for i := p.first - 1; i >= f.from; i = p.first - 1 {
		w, c := f.word(i)
		switch {
		case w.class == classPart && p.part == 0 && !c.article:
			p.part, p.first = w.value, i
		case f.filler(i, w, c):
			p.first = i
		case f.dash(i) || f.fold(i) == "of" && (f.partWord(i-1) != 0), f.fold(i) == "the" && (f.partWord(i-1) != 0 || f.fold(i-1) == "of" || f.kindOf(i-1) != ""):
			p.first = i
		default:
			f.leadKind(p, i)
			return
		}
	}
}

// dash: mid-June, late-2024.
func (f *finder) dash(i int) bool { return f.fold(i) == "-" && f.partWord(i-1) != 0 }

// filler: words that add nothing: شهر آذار, يوم الخميس, فصل الصيف, أيام.
func (f *finder) filler(i int, w word, c clitics) bool {
	if around.filler.Has(f.fold(i)) {
		return true
	}
	return (w.class == classMonth || w.class == classDay) && w.value == 1 && !c.article && f.arabicAt(i)
}

// kindOf is the kind that the word at i gives to the date after it.
func (f *finder) kindOf(i int) Kind {
	w, _ := f.word(i)
	switch w.class {
	case classSince, classUntil, classBy, classBefore, classAfter, classWithin:
		return Kind(w.class)
	}
	switch f.fold(i) {
	case "يتجاوز", "يتعدي":
		return By
	}
	if f.fold(i) == "من" {
		switch f.fold(i - 1) {
		case "ابتداء", "اعتبارا", "بدءا", "بدايه", "انطلاقا":
			return Since
		}
	}
	return ""
}

// leadKind sets the kind from the word at i and takes it into the span.
func (f *finder) leadKind(p *partial, i int) {
	k := f.kindOf(i)
	if k == "" {
		return
	}
	p.kind, p.first = k, i
	switch f.fold(i - 1) {
	case "مع", "الي", "ابتداء", "اعتبارا", "بدءا", "انطلاقا":
		if i-1 >= f.from {
			p.first = i - 1
		}
	}
	if k == Within {
		p.kind = At // خلال عام 2010
	}
}

// resolve fills what the words leave open from the anchor and gives Gregorian
// dates. It answers no when the anchor cannot say.
func (f *finder) resolve(p *partial) bool {
	if p.kind == For {
		return true
	}
	if p.from.y == 0 && !f.inferYear(p) {
		return false
	}
	if p.cal != 'g' && !f.convert(p) {
		return false
	}
	if p.from.y < 1 || p.from.y > 9999 || p.to.y > 9999 || p.from.d > 0 && !p.from.valid() {
		return false
	}
	f.paired(p)
	f.applyPart(p)
	if p.kind == Until && f.anchor.day() {
		end := p.to
		if end.y == 0 {
			end = p.from
		}
		if after(end, f.anchor.date) {
			p.from, p.to = f.anchor.date, end
		}
	}
	return true
}

// convert turns a Hijri or Solar Hijri date into a Gregorian one.
func (f *finder) convert(p *partial) bool {
	if p.from.y < 1200 || p.from.y > 1600 || p.from.d > 31 || p.cal == 'h' && p.from.d > 30 {
		return false
	}
	if p.cal == 'h' {
		p.from = fromHijri(p.from)
	} else {
		p.from = fromSolar(p.from)
	}
	p.approx = true
	return true
}

// paired: the Gregorian date that stands beside a Hijri one rules: «12 جمادى
// الآخرة 1446 الموافق 14 كانون الأول 2024», «15 صفر 1441 هـ (14 أكتوبر 2019)».
func (f *finder) paired(p *partial) {
	if p.cal == 'g' || p.from.d == 0 {
		return
	}
	j := p.last
	for range 3 {
		switch f.fold(j) {
		case "الموافق", "الموافقه", "موافق", ",", "(", "-", "/", "ه", "ل", "=", "يوم":
			j++
			continue
		}
		break
	}
	q, ok := f.dayDate(j)
	if !ok || q.cal != 'g' || q.from.y == 0 || !q.from.valid() {
		return
	}
	p.from, p.last, p.approx = q.from, q.last, false
	if f.fold(p.last) == ")" {
		p.last++
	}
}

// recent is how many months back a month without a year is still taken as
// past; a month that is longer ago than this is taken as the coming one.
const recent = 8

// inferYear gives a date without a year the year nearest to the anchor that
// its words allow.
func (f *finder) inferYear(p *partial) bool {
	a := f.anchor
	if !a.known() || p.from.m == 0 {
		return false
	}
	p.relative, p.inferred = true, true
	if p.cal == 'h' {
		return f.inferHijri(p)
	}
	if p.cal == 's' {
		return false
	}
	if a.m == 0 {
		p.from.y = a.y // with only a year for an anchor, الماضي and المقبل stay in doubt
		return true
	}
	back := a.m - p.from.m // months since it was, this year
	if p.from.d > 0 && back == 0 && a.d > 0 {
		back = sign(a.d - p.from.d)
		return f.inferDay(p, back)
	}
	p.from.y = a.y + yearShift(back, p)
	return true
}

func sign(n int) int {
	switch {
	case n > 0:
		return 1
	case n < 0:
		return -1
	}
	return 0
}

// inferDay decides for a day of the anchor's own month.
func (f *finder) inferDay(p *partial, back int) bool {
	p.from.y = f.anchor.y
	switch {
	case p.which == lastOne && back <= 0:
		p.from.y--
	case p.which == nextOne && back >= 0:
		p.from.y++
	}
	return true
}

// yearShift is the year relative to the anchor's for a month that is back
// months ago this year (negative: ahead).
func yearShift(back int, p *partial) int {
	switch p.which {
	case lastOne:
		if back <= 0 {
			return -1
		}
		return 0
	case nextOne:
		if back >= 0 {
			return 1
		}
		return 0
	case thisOne:
		if back > 6 {
			return 1
		}
		if back < -6 {
			return -1
		}
		return 0
	}
	forward := p.kind == Until || p.kind == By || p.kind == Before
	switch {
	case forward && back > 0:
		return 1
	case p.kind == Since && back < 0:
		return -1
	case forward || p.kind == Since:
		return 0
	case back > recent:
		return 1
	case back < 0 && back+12 <= recent:
		return -1
	}
	return 0
}

// inferHijri takes the Hijri year whose date lies nearest to the anchor.
func (f *finder) inferHijri(p *partial) bool {
	if !f.anchor.day() {
		return false
	}
	y := toHijriYear(f.anchor.date)
	best, gap := y, 1<<30
	for c := y - 1; c <= y+1; c++ {
		h := p.from
		h.y = c
		if h.d == 0 && p.which == lastOne {
			h.d = 29 // a month is past when it is over
		}
		d := julianDay(fromHijri(h)) - julianDay(f.anchor.date)
		if p.which == lastOne && d >= 0 || p.which == nextOne && d <= 0 {
			continue
		}
		if d < 0 {
			d = -d
		}
		if d < gap {
			best, gap = c, d
		}
	}
	p.from.y = best
	return true
}

// applyPart narrows a year or month to the part that was named.
func (f *finder) applyPart(p *partial) {
	if p.part == 0 || p.from.d > 0 && p.to.y == 0 {
		return
	}
	switch {
	case p.to.y != 0 && p.from.d == 0:
		f.partOfSpan(p)
	case p.to.y != 0:
		if p.part == 5 {
			p.from, p.to = p.to, date{}
		}
	case p.from.m == 0:
		partOfYear(p)
	default:
		partOfMonth(p)
	}
}

// partOfSpan: the end of a season or quarter; spring and summer end in the
// month after their last full one.
func (f *finder) partOfSpan(p *partial) {
	switch p.part {
	case 1:
		p.to = date{}
	case 4, 5:
		p.from = p.to
		if p.to.m%3 == 2 { // a season by months: its astronomical end is later
			p.to = p.to.addMonths(1)
		} else {
			p.to = date{}
		}
	}
}

func partOfYear(p *partial) {
	y := p.from.y
	switch p.part {
	case 1:
		p.from = date{y: y, m: 1}
	case 2:
		p.from, p.to = date{y: y, m: 1}, date{y: y, m: 3}
	case 3:
		p.from, p.to = date{y: y, m: 6}, date{y: y, m: 7}
	case 4:
		p.from, p.to = date{y: y, m: 10}, date{y: y, m: 12}
	case 5:
		p.from = date{y, 12, 31}
	}
}

func partOfMonth(p *partial) {
	y, m := p.from.y, p.from.m
	last := monthDays(y, m)
	switch p.part {
	case 1, 2:
		p.from, p.to = date{y, m, 1}, date{y, m, 10}
	case 3:
		p.from, p.to = date{y, m, 11}, date{y, m, 20}
	case 4:
		p.from, p.to = date{y, m, 21}, date{y, m, last}
	case 5:
		p.from = date{y, m, last}
	}
}

// after reports whether a lies after b, as far as both say.
func after(a, b date) bool { return a.String() > b.String()[:len(a.String())] }
