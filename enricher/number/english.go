package number

import "github.com/marsad-news/marsad/internal/text"

// english reads an English numeral in words that starts at token i.
func (f *finder) english(i int) (core, bool) {
	first := i
	if w := f.fold(i); w == "a" || w == "an" {
		i++
		if f.isWord(i) && f.d.Tokens[i].Arabic {
			return core{}, false
		}
		if e, _ := f.lookup(i); !afterArticle(e.class) {
			return core{}, false
		}
	}
	e, _ := f.lookup(i)
	if e.class == "" {
		return core{}, false
	}
	c := core{first: first, last: i + 1, value: e.value, max: e.max, latin: true}
	switch e.class {
	case "vague":
		return f.englishVague(c, e), true
	case "tensOf":
		return f.tensOf(c)
	case "scales":
		c.value, c.max, c.scaled = 2*e.value, 10*e.value-1, true
		return c, true
	case "few":
		return f.englishFew(c, first != i)
	case "fraction", "part":
		return f.englishShare(c, e.class, first != i)
	case "doubling":
		c.ratio = true
		return c, true
	case "double":
		c.ratio = true
		return c, function.determiner[f.fold(c.last)]
	case "halving":
		c.ratio, c.percent = true, true
		return c, true
	}
	return f.englishCardinal(c, i)
}

// afterArticle: a hundred, a dozen, a few, a third.
func afterArticle(c wordClass) bool {
	return c == "hundred" || c == "scale" || c == "few" || c == "part"
}

// englishVague reads dozens and hundreds, and hundreds of thousands.
func (f *finder) englishVague(c core, e entry) core {
	if f.fold(c.last) == "of" {
		if s, _ := f.lookup(c.last + 1); s.class == "scales" {
			c.value, c.max, c.last = e.value*s.value, (e.max+1)*s.value-1, c.last+2
			c.scaled = true
		}
	}
	return c
}

// tensOf reads tens of thousands; tens alone are 20 to 99.
func (f *finder) tensOf(c core) (core, bool) {
	c.value, c.max = 20, 99
	if f.fold(c.last) != "of" {
		return core{}, false
	}
	return f.englishVague(c, entry{value: 20, max: 99}), true
}

// englishFew reads a few hundred (from 200), several thousand (from 3000) and
// several troops; a few is less than several.
func (f *finder) englishFew(c core, article bool) (core, bool) {
	if f.fold(c.first) == "few" {
		return core{}, false // few troops: hardly any
	}
	low := 3.0
	if article {
		low = 2
	}
	e, _ := f.lookup(c.last)
	switch e.class {
	case "hundred", "scale":
		c.value, c.max = low*e.value, 10*e.value-1
		if e.value == 12 {
			c.value, c.max = 24, 99
		}
		c.last++
		c.scaled = true
		return c, true
	}
	return core{}, false
}

// englishShare reads half of, a third of, and half a million. A third without
// of is an ordinal.
func (f *finder) englishShare(c core, class wordClass, article bool) (core, bool) {
	if class == "fraction" {
		j := c.last
		if f.fold(j) == "a" {
			j++
		}
		if s, _ := f.lookup(j); s.class == "scale" && s.value >= 1000 {
			c.value, c.last, c.scaled = s.value/2, j+1, true
			return c, true
		}
		if !function.determiner[f.fold(c.last)] && !function.shareBefore[f.fold(c.first-1)] {
			return core{}, false // their own half
		}
	} else if !article || f.fold(c.last) != "of" {
		return core{}, false
	}
	c.percent, c.ratio = true, true
	return c, true
}

// englishSum is a cardinal in the making: what its scale words have closed, and
// the group below a thousand that is still open.
type englishSum struct {
	total, run    float64
	begun, scaled bool
}

// englishCardinal adds up the words of a cardinal: one hundred and twenty-five
// thousand.
func (f *finder) englishCardinal(c core, i int) (core, bool) {
	var s englishSum
	j := i
	for ; j < f.hi; j++ {
		e, _ := f.lookup(j)
		if !f.addWord(&s, e, j) && !f.joins(&s, j) {
			break
		}
	}
	c.scaled = s.scaled
	return f.finishEnglish(c, s.total+s.run, j, s.begun)
}

// addWord adds the number word e at token j, unless it cannot go on the sum.
func (f *finder) addWord(s *englishSum, e entry, j int) bool {
	switch e.class {
	case "unit", "ten", "tens":
		if s.begun && !f.mayAdd(s.run, e, j) {
			return false
		}
		s.run += e.value
	case "hundred":
		if s.begun && (s.run <= 0 || s.run >= 100) {
			return false
		}
		s.run = max(s.run, 1) * 100
	case "scale":
		if s.begun && s.run <= 0 {
			return false
		}
		s.total += max(s.run, 1) * e.value
		s.run, s.scaled = 0, true
	default:
		return false
	}
	s.begun = true
	return true
}

// joins: token j is the «and» or the hyphen inside the sum.
func (f *finder) joins(s *englishSum, j int) bool {
	w := f.fold(j)
	return s.begun && (w == "and" || w == "-") && f.continues(s.run, s.total, j)
}

// mayAdd: a unit after tens, anything below a hundred after hundreds or a scale.
func (f *finder) mayAdd(run float64, e entry, j int) bool {
	switch {
	case run == 0, run >= 100 && int(run)%100 == 0:
		return true
	case run >= 20 && int(run)%10 == 0 && e.value < 10:
		return f.fold(j-1) == "-" || !f.d.Tokens[j].Space || f.fold(j-1) != "and"
	}
	return false
}

// continues: «and» only after hundreds or a scale, a hyphen only between tens
// and units.
func (f *finder) continues(run, total float64, j int) bool {
	e, _ := f.lookup(j + 1)
	if f.fold(j) == "-" {
		t := &f.d.Tokens[j]
		return !t.Space && run >= 20 && int(run)%10 == 0 && e.class == "unit"
	}
	small := e.class == "unit" || e.class == "ten" || e.class == "tens"
	return small && (run >= 100 && int(run)%100 == 0 || run == 0 && total > 0)
}

// finishEnglish drops «one» where it is a pronoun and reads two-thirds.
func (f *finder) finishEnglish(c core, v float64, last int, ok bool) (core, bool) {
	if !ok {
		return core{}, false
	}
	c.value, c.last = v, last
	if f.fold(last) == "-" {
		if e, _ := f.lookup(last + 1); e.class == "part" && !f.d.Tokens[last].Space {
			c.value, c.last, c.percent, c.ratio = share(v, e.value), last+2, true, true
			return c, true
		}
	}
	if e, _ := f.lookup(last); e.class == "part" && v < 4 {
		c.value, c.last, c.percent, c.ratio = share(v, e.value), last+1, true, true
		return c, true
	}
	if v == 1 && c.last-c.first == 1 && f.pronounOne(c) {
		return core{}, false
	}
	return c, true
}

// share is n thirds or n quarters in percent.
func share(n, part float64) float64 {
	if part == 33 && n == 2 {
		return 67
	}
	return n * part
}

// pronounOne: the one is no count, by what stands around it.
func (f *finder) pronounOne(c core) bool {
	after := f.fold(c.last)
	if after == "" || function.oneBefore[f.fold(c.first-1)] || function.oneAfter[after] {
		return true
	}
	return c.last < f.hi && f.d.Tokens[c.last].Kind == text.Punct
}

// ordinalDigits reads 101st, 82nd.
func (f *finder) ordinalDigits(i int, v float64) (core, bool) {
	if i+1 >= f.hi || f.d.Tokens[i+1].Space {
		return core{}, false
	}
	switch f.fold(i + 1) {
	case "st", "nd", "rd", "th":
		return core{first: i, last: i + 2, value: v, digit: true, ordinal: true, latin: true}, true
	}
	return core{}, false
}
