package number

import (
	"strconv"
	"strings"

	"github.com/marsad-news/marsad/internal/text"
)

// clitics found before a number word, in their order.
type clitics struct {
	conj    bool   // و or ف
	prep    string // ب ل
	article bool
}

// lookup reads token i as a number word, taking clitics off when the word as
// it stands is none. The preposition ك is not taken off at all, since كمية and
// كميات (quantities) are common and «كمئة» is not.
func (f *finder) lookup(i int) (entry, clitics) {
	if !f.isWord(i) {
		return entry{}, clitics{}
	}
	t := &f.d.Tokens[i]
	if !t.Arabic {
		e, _ := lists.words.Get(t.Fold)
		return e, clitics{}
	}
	if len(t.Fold) > maxWord {
		return entry{}, clitics{}
	}
	if e, ok := lists.words.Get(t.Fold); ok {
		return f.checked(e, i), clitics{}
	}
	w, c := t.Fold, clitics{}
	if r := stripConjunction(w); len(r) < len(w) {
		w, c.conj = r, true
		if e, ok := lists.words.Get(w); ok {
			return f.checked(e, i), c
		}
	}
	if r, ok := strings.CutPrefix(w, "لل"); ok {
		e, _ := lists.words.Get(r)
		return f.checked(e, i), clitics{c.conj, "ل", true}
	}
	for _, p := range [...]string{"ب", "ل"} {
		if r, ok := strings.CutPrefix(w, p); ok {
			w, c.prep = r, p
			if e, ok := lists.words.Get(w); ok {
				return f.checked(e, i), c
			}
			break
		}
	}
	if r, ok := strings.CutPrefix(w, "ال"); ok {
		c.article = true
		e, _ := lists.words.Get(r)
		return f.checked(e, i), c
	}
	return entry{}, clitics{}
}

// maxWord is the length in bytes of the longest number word with its clitics.
const maxWord = 30

// stripConjunction takes و or ف off.
func stripConjunction(w string) string {
	if r, ok := strings.CutPrefix(w, "و"); ok {
		return r
	}
	return strings.TrimPrefix(w, "ف")
}

// checked drops an entry whose fold is another word's, unless the source has
// the hamza that folding took, and one of a word that only looks so.
func (f *finder) checked(e entry, i int) entry {
	if e.class != "" && lists.faults[f.d.Tokens[i].Fold] == "none" {
		return entry{}
	}
	if e.foldLost && !strings.ContainsAny(f.d.Source(i), "ئﺉﺊﺋﺌ") {
		return entry{}
	}
	return e
}

// digits reads token i as a number in digits. Clitics are written apart from
// digits: «و200», «بـ450», «الـ15» are two tokens each.
func (f *finder) digits(i int) (v float64, decimal, ok bool) {
	if i < f.lo || i >= f.hi || f.d.Tokens[i].Kind != text.Number {
		return 0, false, false
	}
	t := &f.d.Tokens[i]
	return parseDigits(t.Fold, f.arabicAround(i))
}

// arabicAround: the word after the digits, or before them, is Arabic.
func (f *finder) arabicAround(i int) bool {
	if f.isWord(i + 1) {
		return f.d.Tokens[i+1].Arabic
	}
	return f.isWord(i-1) && f.d.Tokens[i-1].Arabic
}

// parseDigits reads folded digits with separators. A comma before exactly
// three digits groups thousands, and so does a stop in Arabic text («2.500
// جندي»); otherwise one separator is a decimal point.
func parseDigits(s string, arabic bool) (v float64, decimal, ok bool) {
	seps := 0
	last := -1
	for i := 0; i < len(s); i++ {
		if s[i] == '.' || s[i] == ',' {
			seps++
			last = i
		}
	}
	if seps == 0 {
		return parsePlain(s)
	}
	group := len(s)-last-1 == 3
	switch {
	case seps > 1 && !uniform(s):
		if s[last] == '.' && !group { // 12,500.75
			v, err := strconv.ParseFloat(strings.ReplaceAll(s, ",", ""), 64)
			return v, true, err == nil
		}
		return 0, false, false // a date or a version
	case group && (s[last] == ',' || seps > 1 || arabic && last <= 3 && s[0] != '0'):
		return parsePlain(ungrouped(s))
	case seps > 1:
		return 0, false, false
	}
	v, err := strconv.ParseFloat(strings.Replace(s, ",", ".", 1), 64)
	return v, true, err == nil
}

// ungrouped drops the separators.
func ungrouped(s string) string {
	b := make([]byte, 0, 16)
	for i := 0; i < len(s); i++ {
		if s[i] != ',' && s[i] != '.' {
			b = append(b, s[i])
		}
	}
	return string(b)
}

// uniform: all separators are the same and all groups after the first are of three.
func uniform(s string) bool {
	sep, run := byte(0), -1
	for i := 0; i <= len(s); i++ {
		if i < len(s) && s[i] >= '0' && s[i] <= '9' {
			if run >= 0 {
				run++
			}
			continue
		}
		if run >= 0 && run != 3 || i < len(s) && sep != 0 && s[i] != sep {
			return false
		}
		if i < len(s) {
			sep, run = s[i], 0
		}
	}
	return true
}

// maxDigits is where a count ends and a telephone or account number begins.
const maxDigits = 10

func parsePlain(s string) (float64, bool, bool) {
	if len(s) > maxDigits {
		return 0, false, false
	}
	v, err := strconv.ParseFloat(s, 64)
	return v, false, err == nil
}
