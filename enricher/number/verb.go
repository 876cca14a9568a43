package number

import (
	"strings"

	"github.com/marsad-news/marsad/internal/text"
)

// subjectReach is how many words may stand between a bounding verb and its
// number: «يتجاوز عدد الجنود الأجانب في البلاد 500».
const subjectReach = 6

// verbBefore finds a verb that bounds the number: «لا يزيد عددهم على 500». It
// gives the first token of the span, which takes the verb in only when nothing
// but its preposition stands between.
func (f *finder) verbBefore(n *Number) (string, int) {
	end := n.First
	prep, edge := "", end
	switch w := f.fold(end - 1); w {
	case "علي", "عن", "من", "الي":
		prep, edge = w, end-1
	}
	for i := edge - 1; i >= max(f.from, edge-1-subjectReach); i-- {
		t := &f.d.Tokens[i]
		if t.Kind != text.Word {
			return "", end
		}
		if v, ok := f.boundVerb(t, prep); ok && f.subject(i+1, edge) {
			return f.verdict(v, i, edge, n)
		}
		if prep == "الي" && f.reaches(t.Fold, i, edge) {
			return "at_most", f.spanFrom(i, edge, n)
		}
	}
	return "", end
}

// boundVerb reads a token as a verb of the list that wants the preposition.
func (f *finder) boundVerb(t *text.Token, prep string) (boundVerb, bool) {
	w := t.Fold
	for {
		for _, v := range lists.verbs[w] {
			if v.prep == prep {
				return v, true
			}
		}
		r := strings.TrimPrefix(strings.TrimPrefix(stripConjunction(w), "ل"), "س")
		if r == w || !t.Arabic {
			return boundVerb{}, false
		}
		w = r
	}
}

// subject: between verb and number stand nothing, or the number, strength or
// total of those counted («عددهم», «مجموع القوات»).
func (f *finder) subject(i, end int) bool {
	if i >= end {
		return true
	}
	w := f.fold(i)
	for _, p := range function.strength {
		if strings.HasPrefix(w, p) {
			return true
		}
	}
	return false
}

// reaches: «ما يصل إلى 500» and «كتيبة يصل عددها إلى 50» are ceilings; «وصل
// العدد إلى 500» and «سيصل إلى 500» are levels.
func (f *finder) reaches(w string, i, edge int) bool {
	if w != "يصل" && w != "تصل" {
		return false
	}
	if i+1 == edge {
		return isMa(f.fold(i - 1))
	}
	return edge == i+2 && (f.fold(i+1) == "عددها" || f.fold(i+1) == "قوامها" || f.fold(i+1) == "تعدادها")
}

func isMa(w string) bool { return w == "ما" || w == "بما" || w == "لما" || w == "وما" }

// verdict gives the qualifier by whether a negation stands before the verb.
func (f *finder) verdict(v boundVerb, i, edge int, n *Number) (string, int) {
	q, first := v.affirmed, i
	if f.negated(i) {
		q = v.negated
		first = i - 1
	}
	return q, f.spanFrom(first, edge, n)
}

// negated: a negation before the verb, or before the verb that governs it
// («لا يُتوقع أن ينخفض»).
func (f *finder) negated(i int) bool {
	if isNegation(f.fold(i - 1)) {
		return true
	}
	return f.fold(i-1) == "ان" && isNegation(f.fold(i-3)) && f.isWord(i-2)
}

func isNegation(w string) bool {
	return function.negation[w]
}

// spanFrom: the span begins at the verb, its negation and its ما when nothing
// stands between verb and number, else at the number.
func (f *finder) spanFrom(first, edge int, n *Number) int {
	i := first
	if isNegation(f.fold(i)) {
		i++
	}
	if i+1 != edge {
		return n.First
	}
	if isMa(f.fold(first-1)) && first-1 >= f.from {
		first--
	}
	return max(first, f.from)
}
