package main

import (
	"strings"
	"unicode"
)

// score is the measure of scrapinghub/article-extraction-benchmark: shingles
// of four words, true and false positives normalised page by page, precision
// and recall averaged over the pages.
type score struct {
	pages, exact, empty int
	p, r                float64
	np, nr              int
}

func (s *score) add(want, got string) {
	w, g := words(want), words(got)
	s.pages++
	if len(g) == 0 {
		s.empty++
	}
	if strings.Join(w, " ") == strings.Join(g, " ") {
		s.exact++
	}
	tp, fp, fn := compare(shingles(w), shingles(g))
	if tp+fp > 0 {
		s.np++
		s.p += tp / (tp + fp)
	}
	if tp+fn > 0 {
		s.nr++
		s.r += tp / (tp + fn)
	}
}

func (s *score) precision() float64  { return s.p / float64(max(s.np, 1)) }
func (s *score) recall() float64     { return s.r / float64(max(s.nr, 1)) }
func (s *score) exactShare() float64 { return float64(s.exact) / float64(max(s.pages, 1)) }

func f1(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func words(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) && r != '_' })
}

func shingles(w []string) map[string]int {
	out := map[string]int{}
	if len(w) == 0 {
		return out
	}
	for i := 0; i < max(len(w)-3, 1); i++ {
		out[strings.Join(w[i:min(i+4, len(w))], " ")]++
	}
	return out
}

// compare counts what two bags share, what only the second and what only the
// first has.
func compare(want, got map[string]int) (tp, fp, fn float64) {
	for k, n := range want {
		tp += float64(min(n, got[k]))
		fn += float64(max(n-got[k], 0))
	}
	for k, n := range got {
		fp += float64(max(n-want[k], 0))
	}
	return tp, fp, fn
}
