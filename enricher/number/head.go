package number

import (
	"strings"

	"github.com/marsad-news/marsad/internal/text"
)

// head sets the token of the counted noun: the word after the numeral, after
// the من or of of a partitive («المئات من العناصر»), or, for a numeral with
// the article or one that agrees like an adjective, the noun before it
// («النقاط الخمس», «مدربيها المئة», «كتيبة واحدة»).
func (f *finder) head(n *Number, c core) {
	j := n.CoreLast
	if f.agrees(n, c) {
		n.Head = n.CoreFirst - 1
		if f.fold(n.Head) == "ال" { // العناصر الـ54
			n.Head--
		}
		return
	}
	if (f.fold(j) == "من" || f.fold(j) == "of") && f.isWord(j+1) {
		j++
		if w := f.fold(j + 1); (w == "the" || w == "its" || w == "his" || w == "their" || w == "our") || f.fold(j) == "the" || f.fold(j) == "its" || f.fold(j) == "their" {
			j++
		}
		if f.isWord(j) {
			n.Head = j
		}
		return
	}
	if !f.isWord(j) || f.isStop(j) || governed(f.fold(j)) {
		return
	}
	if _, cl := f.lookup(j); cl.conj {
		return
	}
	n.Head = j
}

// governed: a preposition or و with the article stands before the word, so
// that it begins another phrase.
func governed(w string) bool {
	return strings.HasPrefix(w, "بال") || strings.HasPrefix(w, "لل") || strings.HasPrefix(w, "وال") || strings.HasPrefix(w, "فال")
}

// agrees: the numeral follows its noun like an adjective.
func (f *finder) agrees(n *Number, c core) bool {
	i := n.CoreFirst - 1
	if c.digit && f.fold(i) == "ال" && f.isWord(i-1) && !f.isNoun(n.CoreLast) {
		return strings.HasPrefix(f.fold(i-1), "ال") && !f.isStop(i-1)
	}
	if c.digit || c.latin || !f.isWord(i) || c.prep != "" || c.conj || i < f.from {
		return false
	}
	prev := f.fold(i)
	if c.article {
		if f.isNoun(n.CoreLast) {
			return false // الثلاثين ألف جندي
		}
		return strings.HasPrefix(prev, "ال") || f.possessed(prev)
	}
	return c.value == 1 && c.max == 0 && !c.scaled && f.fold(n.CoreLast) != "من" && !f.isStop(i)
}

// possessed: the word may carry a pronoun, which makes it definite: قواعده.
func (f *finder) possessed(w string) bool {
	for _, suf := range [...]string{"ها", "هم", "ه", "نا"} {
		if len(w) > len(suf)+4 && strings.HasSuffix(w, suf) {
			return true
		}
	}
	return false
}

// isStop: token i is never what is counted.
func (f *finder) isStop(i int) bool { return function.stop[f.fold(i)] }

// additional: another before the number, more or إضافي after it or its noun.
func (f *finder) additional(n *Number) {
	if n.First-1 >= f.from && function.moreBefore[f.fold(n.First-1)] {
		n.Additional = true
		n.First--
		if w := f.fold(n.First - 1); (w == "an" || w == "a") && n.First-1 >= f.from {
			n.First--
		}
	}
	for j := n.CoreLast; j < min(n.CoreLast+4, f.hi); j++ {
		if f.d.Tokens[j].Kind != text.Word {
			return
		}
		if w := f.fold(j); function.moreAfter[w] {
			if w != "more" || f.fold(j+1) != "than" {
				n.Additional = true
			}
			return
		}
		if f.isStop(j) && f.fold(j) != "من" {
			return
		}
	}
}

// preposition sets Prep: a clitic of the span's first token, a clitic before
// digits, or the word before the span.
func (f *finder) preposition(n *Number, c core) {
	if n.First == n.CoreFirst && c.prep != "" {
		n.Prep = c.prep
		return
	}
	if n.First < n.CoreFirst {
		if p := f.cliticOf(n.First); p != "" {
			n.Prep = p
			return
		}
	}
	w := f.fold(n.First - 1)
	switch stripConjunction(w) {
	case "ال": // الـ15
		w = f.fold(n.First - 2)
	case "بال":
		w = "ب"
	case "لل":
		w = "ل"
	}
	r := w
	if !function.prep[w] {
		r = stripConjunction(w)
	}
	switch {
	case function.rate[r]:
		n.Prep = "ب"
	case function.prep[r] && !n.bound:
		n.Prep = r
	}
}

// cliticOf is the ب or ل that a qualifier carries: بنحو, لأكثر, بما.
func (f *finder) cliticOf(i int) string {
	w := stripConjunction(f.fold(i))
	for _, p := range [...]string{"ب", "ل"} {
		r, ok := strings.CutPrefix(w, p)
		if !ok {
			continue
		}
		if r == "ما" || r == "اكثر" || r == "اقل" || r == "نحو" || r == "حوالي" || r == "زهاء" || r == "قرابه" || r == "ازيد" {
			return p
		}
	}
	return ""
}
