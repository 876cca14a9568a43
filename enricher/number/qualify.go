package number

import (
	"strings"

	"github.com/marsad-news/marsad/internal/text"
)

// between reads the second end of a range and makes the number an interval:
// «بين 400 و600», «ما بين 40 و50 ألفاً», «35 ألف إلى 50 ألف», «ألفين أو ثلاثة
// آلاف», 400-600, between 400 and 600. «من A إلى B» is left to [finder.pair].
func (f *finder) between(n *Number, c core) {
	if c.max > 0 || c.ordinal || c.ratio {
		return
	}
	marked := f.betweenWord(n.First - 1)
	second, ok := f.secondEnd(c, marked)
	if !ok && marked { // «بين خمسة وعشرين جندياً»: the و was read as a sum
		short, fine := f.cardinal(c.first, false)
		if !fine {
			return
		}
		if second, ok = f.secondEnd(short, true); ok {
			c = short
		}
	}
	if !ok {
		return
	}
	low, high := c.value, second.value
	if second.scaled && !c.scaled && low < 1000 && high >= 1000 && !second.percent {
		low *= scaleOf(high)
	}
	if low >= high {
		return
	}
	n.Value, n.Min, n.Max, n.Qualifier = nil, ptr(low), ptr(high), "between"
	n.Last, n.CoreLast = second.last, second.last
	if marked {
		n.First = f.betweenStart(n.First - 1)
	}
}

// betweenWord reports whether token i is بين or between, with clitics or not.
func (f *finder) betweenWord(i int) bool {
	switch f.fold(i) {
	case "بين", "وبين", "مابين", "between":
		return true
	}
	return false
}

// betweenStart takes in the ما of «ما بين», «بما بين».
func (f *finder) betweenStart(i int) int {
	switch f.fold(i - 1) {
	case "ما", "بما", "لما", "وما":
		if i-1 >= f.from {
			return i - 1
		}
	}
	return i
}

// secondEnd reads the other end of a range after c.
func (f *finder) secondEnd(c core, marked bool) (core, bool) {
	var j int
	var ok bool
	if marked {
		j, ok = f.afterBetween(c.last)
	} else {
		j, ok = f.afterJoiner(c)
	}
	if !ok {
		return core{}, false
	}
	if j >= f.hi || f.d.Tokens[j].Kind == text.Word && !f.d.Tokens[j].Arabic {
		return f.secondEnglish(j)
	}
	s, ok := f.cardinal(j, true)
	if ok && !marked && f.fold(c.last) != "-" && (s.article || s.value > 4*max(c.value, scaleShare(c, s))) {
		return core{}, false // two numbers, not the ends of one
	}
	return s, ok
}

// afterBetween gives the token after the و or إلى that بين asks for at j; a و
// that is written with its number stays with it.
func (f *finder) afterBetween(j int) (int, bool) {
	if f.isNoun(j) { // «بين 400 جندي و600»
		j++
	}
	if f.isWord(j) {
		switch f.fold(j) {
		case "و", "الي", "and", "to":
			return j + 1, true
		}
	}
	_, cl := f.lookup(j)
	return j, cl.conj
}

// afterJoiner gives the token after what makes a range without بين: أو, a dash
// between digits, and إلى unless it tells a change.
func (f *finder) afterJoiner(c core) (int, bool) {
	j := c.last
	switch f.fold(j) {
	case "او", "or":
		return j + 1, true
	case "-":
		return j + 1, c.digit && f.dashRange(j)
	case "الي", "to":
		return j + 1, !f.fromBefore(c)
	}
	return j, false
}

// scaleShare is c's value under s's scale.
func scaleShare(c, s core) float64 {
	if s.scaled && !c.scaled {
		return c.value * scaleOf(s.value)
	}
	return c.value
}

func (f *finder) secondEnglish(j int) (core, bool) {
	if j >= f.hi {
		return core{}, false
	}
	s, ok := f.english(j)
	return s, ok && s.max == 0 && !s.ratio
}

// dashRange: digits on both sides of a dash, and nothing that looks like a date.
func (f *finder) dashRange(j int) bool {
	if j+1 >= f.hi || f.d.Tokens[j+1].Kind != text.Number || f.fold(j+2) == "-" && !f.d.Tokens[j+2].Space {
		return false
	}
	if spanOfYears(f.fold(j-1)) && spanOfYears(f.fold(j+1)) && !f.isNoun(j+2) {
		return false
	}
	return f.fold(j-2) != "-" && !isYear(f.fold(j-1)) && !isYear(f.fold(j+1))
}

// fromBefore: من or from stands before the numeral or its qualifier, so that
// «إلى» may be a change.
func (f *finder) fromBefore(c core) bool {
	for i := c.first - 1; i >= max(f.from, c.first-4); i-- {
		switch f.fold(i) {
		case "من", "from":
			return true
		}
		if !f.isWord(i) {
			return false
		}
	}
	return c.prep == "ل"
}

// percent reads the percent sign or words after the numeral.
func (f *finder) percent(n *Number) {
	j := n.Last
	switch f.fold(j) {
	case "%", "percent", "pct", "بالميه", "بالمايه":
		j++
	case "per":
		if f.fold(j+1) != "cent" {
			return
		}
		j += 2
	case "في", "ب":
		if w := f.fold(j + 1); w != "الميه" && w != "المايه" && w != "ميه" && w != "مايه" {
			return
		}
		j += 2
	default:
		return
	}
	n.Percent, n.Last, n.CoreLast = true, j, j
}

// qualify sets the qualifier from the words before and after the number and
// takes those that touch it into the span.
func (f *finder) qualify(n *Number) {
	if n.Ordinal {
		return
	}
	q, first := f.phraseBefore(n)
	if q == "" {
		q, first = f.verbBefore(n)
		n.bound = q != "" && first == n.First
	}
	n.First = first
	if after, last := f.phraseAfter(n); after != "" && q == "" {
		q, n.Last = after, last
	}
	if q != "" && q != "exact" && n.Value != nil {
		n.Qualifier = q
	}
}

// phraseBefore finds the longest qualifier that ends before the number.
func (f *finder) phraseBefore(n *Number) (string, int) {
	end := n.First
	best, first := "", n.First
	for _, key := range f.keys(end - 1) {
		for _, p := range lists.before[key] {
			from := end - len(p.words)
			if from < f.from || from >= first || !f.matches(p.words, from) {
				continue
			}
			if p.until && !f.untilBounds(n) {
				continue
			}
			best, first = p.qualifier, from
		}
	}
	return best, first
}

// keys are the forms under which token i may end a qualifier: as it stands,
// and without clitics.
func (f *finder) keys(i int) []string {
	if i < f.from || i >= f.hi {
		return nil
	}
	w := f.fold(i)
	keys := append(make([]string, 0, 3), w)
	if !f.d.Tokens[i].Arabic {
		return keys
	}
	if r := stripConjunction(w); r != w {
		keys = append(keys, r)
		w = r
	}
	if r := stripPreposition(w); r != w {
		keys = append(keys, r)
	}
	return keys
}

func stripPreposition(w string) string {
	for _, p := range [...]string{"ب", "ل"} {
		if r, ok := strings.CutPrefix(w, p); ok {
			return r
		}
	}
	return w
}

// matches compares words with the tokens from i; the first may carry و ف ب ل.
func (f *finder) matches(words []string, i int) bool {
	for k, w := range words {
		got := f.fold(i + k)
		if got == w {
			continue
		}
		if k > 0 {
			return false
		}
		got = stripConjunction(got)
		if got != w && stripPreposition(got) != w {
			return false
		}
	}
	return true
}

// untilBounds: «حتى 600 جندي» bounds, «حتى 2011» and «حتى الساعة 10» do not.
func (f *finder) untilBounds(n *Number) bool {
	return n.Head >= 0 && f.isNoun(n.Head) && n.Value != nil
}

// phraseAfter finds a qualifier after the numeral, or after what it counts
// within a few words: «ألف جندي إضافي على الأقل».
func (f *finder) phraseAfter(n *Number) (string, int) {
	const reach = 4 // noun, two adjectives, and a partitive من
	for j := n.CoreLast; j <= n.CoreLast+reach && j < f.hi; j++ {
		t := &f.d.Tokens[j]
		if t.Kind != text.Word {
			return "", 0
		}
		for _, p := range lists.after[t.Fold] {
			if f.matches(p.words, j) && (j == n.CoreLast || p.words[0] != "ونيف") && !f.belongsToNext(j+len(p.words)) {
				last := n.Last
				if j == n.Last {
					last = j + len(p.words)
				}
				return p.qualifier, last
			}
		}
	}
	return "", 0
}

// belongsToNext: a number follows directly, and the phrase is its own.
func (f *finder) belongsToNext(j int) bool {
	if _, _, ok := f.digits(j); ok {
		return true
	}
	e, cl := f.lookup(j)
	return e.class != "" && e.class != "ordinal" && !cl.conj
}
