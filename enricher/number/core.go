package number

import "strings"

// core is a numeral without its qualifiers: tokens [first, last).
type core struct {
	first, last int
	value, max  float64 // max 0: one value
	digit       bool    // its first term is written in digits
	scaled      bool    // it has a scale word or is one
	clitics
	percent, ratio, ordinal bool
	latin                   bool
}

// core reads the numeral that starts at token i.
func (f *finder) core(i int) (core, bool) {
	if v, _, ok := f.digits(i); ok {
		if c, ok := f.ordinalDigits(i, v); ok {
			return c, true
		}
		return f.cardinal(i, true)
	}
	if !f.isWord(i) {
		return core{}, false
	}
	if !f.d.Tokens[i].Arabic {
		return f.english(i)
	}
	e, cl := f.lookup(i)
	if e.class == "" {
		return f.suffixedShare(i)
	}
	if c, ok := f.special(i, e, cl); ok {
		return c, c.last > i
	}
	return f.cardinal(i, true)
}

// special reads what is no cardinal: vague plurals, a few, shares, multiples,
// ordinals. It answers ok with an empty core for words that are no number here.
func (f *finder) special(i int, e entry, cl clitics) (core, bool) {
	c := core{first: i, last: i + 1, value: e.value, max: e.max, clitics: cl}
	switch e.class {
	case "vague":
		return f.vague(c), true
	case "scales":
		c.value, c.scaled = 2*e.value, true
		c.max = 10*e.value - 1
		return c, true
	case "few", "several":
		return f.few(c, e.class == "several"), true
	case "fraction":
		return f.fraction(c), true
	case "double", "doubling":
		return f.double(c, e.class), true
	case "ordinal":
		c.ordinal = true
		if !cl.article {
			return core{}, true
		}
		return c, true
	case "quarters", "multiple":
		return core{}, true
	}
	return core{}, false
}

// vague reads عشرات, مئات with the scale plural that may follow: عشرات الآلاف.
func (f *finder) vague(c core) core {
	if s, ok := f.scalePlural(c.last); ok {
		c.value *= s
		c.max = (c.max+1)*s - 1
		c.last++
	}
	return c
}

func (f *finder) scalePlural(i int) (float64, bool) {
	e, cl := f.lookup(i)
	return e.value, e.class == "scales" && !cl.conj && cl.prep == ""
}

// few reads «بضع مئات», «بضعة آلاف», «بضع عشرات» and «بضعة جنود»; several
// («عدة») only with a vague plural.
func (f *finder) few(c core, several bool) core {
	e, cl := f.lookup(c.last)
	if cl.conj || cl.prep != "" {
		return core{}
	}
	switch e.class {
	case "vague":
		unit := (e.max + 1) / 10
		next := f.vague(core{last: c.last + 1, value: unit, max: e.max})
		c.value, c.max, c.last = c.value*next.value, next.max, next.last
	case "scales":
		c.value, c.max = c.value*e.value, 10*e.value-1
		c.last++
		c.scaled = true
	default:
		if several || !f.isWord(c.last) {
			return core{}
		}
	}
	return c
}

// fraction reads a share (نصف القوات, ثلثا الجنود) or a part of a scale
// (نصف مليون). النصف الأول is a part of a year or a match.
func (f *finder) fraction(c core) core {
	e, cl := f.lookup(c.last)
	if e.class == "scale" && !cl.conj && !cl.article {
		c.value = c.value / 100 * e.value
		c.last++
		c.scaled = true
		return c
	}
	c.percent, c.ratio = true, true
	return c
}

// double reads «الضعف» and «ضاعف»: twice. ضعف without the article and a
// comparing word is weakness.
func (f *finder) double(c core, class wordClass) core {
	c.ratio = true
	if class == "doubling" {
		return c
	}
	if function.doubleBefore[f.fold(c.first-1)] {
		return c
	}
	if c.prep == "ب" && (f.fold(c.last) == "عدد" || f.fold(c.last) == "عددها" || f.fold(c.last) == "حجم") {
		return c
	}
	return core{}
}

// suffixedShare reads نصفهم, ثلثها: a share of those just named.
func (f *finder) suffixedShare(i int) (core, bool) {
	w := stripConjunction(f.fold(i))
	if !strings.HasPrefix(w, "نصف") && !strings.HasPrefix(w, "ثلث") && !strings.HasPrefix(w, "ربع") {
		return core{}, false
	}
	v, ok := lists.shares[w]
	if !ok {
		return core{}, false
	}
	return core{first: i, last: i + 1, value: v, percent: true, ratio: true}, true
}

// cardinal reads digits or number words with their scales: «2.5 ألف», «3 آلاف
// و200», «مئة وثلاثين ألفاً», «ألفين وخمسمئة». With join, terms joined by و
// are added when each is below the one before.
func (f *finder) cardinal(i int, join bool) (core, bool) {
	c, ok := f.term(i, join)
	if !ok {
		return core{}, false
	}
	if v, ok := f.multiple(c); ok {
		return v, true
	}
	for join && c.scaled {
		next, ok := f.joined(c.last)
		if !ok {
			break
		}
		if half, ok := f.half(c); ok {
			unit := lowestScale(c.value)
			c.value += half
			c.last++
			if e, cl := f.lookup(c.last); e.class == "scale" && e.value == unit && cl == (clitics{}) { // مليون ونصف مليون
				c.last++
			}
			break
		}
		t, ok := f.term(next, join)
		if !ok || t.value >= lowestScale(c.value) || t.article || t.prep != "" {
			break
		}
		c.value += t.value
		c.last = t.last
		c.scaled = t.scaled
	}
	return c, true
}

// lowestScale is the scale word that v ends with: 5000 ends with 1000, 5200 with 1.
func lowestScale(v float64) float64 {
	s := 1.0
	for s < 1e9 && v >= s*1000 && float64(int64(v/(s*1000)))*s*1000 == v {
		s *= 1000
	}
	return s
}

// joined returns the first token of a term that و joins to what ends before i.
func (f *finder) joined(i int) (int, bool) {
	if f.fold(i) == "و" && f.isWord(i) {
		return i + 1, i+1 < f.hi
	}
	_, cl := f.lookup(i)
	return i, cl.conj
}

// half reads ونصف after a scale: مليون ونصف.
func (f *finder) half(c core) (float64, bool) {
	e, cl := f.lookup(c.last)
	if e.class != "fraction" || !cl.conj || cl.article || e.value > 50 {
		return 0, false
	}
	return lowestScale(c.value) * e.value / 100, true
}

// multiple reads «ثلاثة أضعاف» and «ثلاثة أرباع».
func (f *finder) multiple(c core) (core, bool) {
	e, cl := f.lookup(c.last)
	if cl.conj {
		return core{}, false
	}
	switch e.class {
	case "multiple":
		c.ratio = true
	case "quarters":
		c.value *= e.value
		c.percent, c.ratio = true, true
	default:
		return core{}, false
	}
	c.last++
	return c, true
}

// term reads a number below a thousand, or in digits, and its scale.
func (f *finder) term(i int, join bool) (core, bool) {
	c, ok := f.group(i, join)
	if !ok || c.scaled {
		return c, ok
	}
	for {
		e, cl := f.lookup(c.last)
		if cl.conj || cl.prep != "" || !isScale(e.class) {
			return c, true
		}
		if e.value < 1e6 && c.value >= 1000 && !c.scaled {
			c.scaled = true // «9000 آلاف»: a slip, the digits say it all
		} else {
			c.value *= e.value
			c.scaled = true
		}
		c.last++
		if e.value == 1e6 || !f.d.Tokens[c.first].Arabic && !c.digit {
			continue
		}
		return c, true
	}
}

func isScale(c wordClass) bool { return c == "scale" || c == "scales" || c == "thousandA" }

// group reads digits or number words below a thousand, or a scale that stands
// alone.
func (f *finder) group(i int, join bool) (core, bool) {
	if v, decimal, ok := f.digits(i); ok {
		return f.digitGroup(i, v, decimal), true
	}
	e, cl := f.lookup(i)
	c := core{first: i, last: i + 1, value: e.value, clitics: cl}
	switch e.class {
	case "unit", "compound":
		return f.unit(c, e.class, join)
	case "ten", "tens":
		return c, true
	case "hundred":
		return f.below(c, join), true
	case "dual":
		c.scaled = true
		return c, true
	case "scale":
		c.scaled = true
		return c, true
	case "thousandA":
		if f.left(i-1) == UnitName && !hasTanwin(f.d.Source(i)) {
			return core{}, false // مجموعة ألفا, كتيبة ألفا: a name
		}
		c.scaled = true
		if f.constructDual(i) {
			c.value *= 2
		}
		return c, true
	}
	return core{}, false
}

// digitGroup takes a decimal reading back when a scale follows: «2.500 ألف»
// is no thousand thousands.
func (f *finder) digitGroup(i int, v float64, decimal bool) core {
	c := core{first: i, last: i + 1, value: v, digit: true}
	if e, cl := f.lookup(i + 1); isScale(e.class) && !cl.conj && !decimal {
		if d, isDecimal, ok := parseDigits(f.d.Tokens[i].Fold, false); ok && isDecimal {
			c.value = d
		}
	}
	return c
}

// constructDual tells ألفا جندي (2000) from ألفاً (1000): no tanwin is written,
// and a noun in the genitive follows.
func (f *finder) constructDual(i int) bool {
	if hasTanwin(f.d.Source(i)) || !f.isWord(i+1) || function.noGenitive[f.fold(i+1)] {
		return false
	}
	if _, cl := f.lookup(i + 1); cl.conj {
		return false
	}
	return f.isNoun(i+1) || !looksConjoined(f.fold(i+1))
}

func hasTanwin(s string) bool {
	for _, r := range s {
		if r == 'ً' || r == 'ﹰ' {
			return true
		}
	}
	return false
}

// looksConjoined: the word may begin with a clitic, so that no noun stands in construct.
func looksConjoined(w string) bool {
	return len(w) > 2 && (w[:2] == "و" || w[:2] == "ف" || w[:2] == "ب" || w[:2] == "ل")
}

// unit reads one to nine and what they compound with: ثلاثة عشر, خمسة
// وعشرون, خمس مئة.
func (f *finder) unit(c core, class wordClass, join bool) (core, bool) {
	e, cl := f.lookup(c.last)
	switch {
	case e.class == "ten" && !cl.conj && !cl.article && cl.prep == "" && c.value < 10:
		c.value += 10
		c.last++
		return c, true
	case e.class == "tens" && cl.conj && join && c.value < 10:
		c.value += e.value
		c.last++
		return c, true
	case class == "compound":
		return core{}, false
	case e.class == "hundred" && e.value == 100 && !cl.conj && !cl.article && c.value >= 3:
		c.value *= 100
		c.last++
		return f.below(c, join), true
	case c.article && c.value == 2:
		return core{}, false // الاثنين: Monday
	}
	return c, true
}

// below adds tens and units to hundreds: مئة وخمسة وعشرون.
func (f *finder) below(c core, join bool) core {
	next, ok := f.joined(c.last)
	if !join || !ok {
		return c
	}
	t, ok := f.group(next, join)
	if !ok || t.value >= 100 || t.scaled || t.article || t.prep != "" {
		return c
	}
	if t.digit {
		if e, _ := f.lookup(t.last); isScale(e.class) {
			return c
		}
	}
	c.value += t.value
	c.last = t.last
	return c
}
