package number

import "strings"

// Dual takes a folded noun or adjective in the dual and gives its singular:
// جنديان and جنديين are جندي, كتيبتان and كتيبتين are كتيبه, لواءان is لواء.
// It knows endings only (Ryding, ch. 7), so the caller's lexicon decides
// whether the singular is a word: a sound plural in ين looks the same
// (عسكريين: soldiers, or two soldiers). Clitics must be off.
func Dual(fold string) (singular string, ok bool) {
	for _, e := range [...]struct{ dual, singular string }{
		{"تان", "ه"}, {"تين", "ه"}, {"ان", ""}, {"ين", ""}, {"تا", "ه"}, {"تي", "ه"},
	} {
		if s, found := strings.CutSuffix(fold, e.dual); found && len(s) >= minNoun {
			return s + e.singular, true
		}
	}
	return "", false
}

// minNoun is three letters of two bytes: shorter stems are no counted nouns.
const minNoun = 6

// dualNoun reads token i as the dual of a noun that forces are counted in. A
// form that is itself a plural of the list (عسكريين) is none.
func (f *finder) dualNoun(i int) (core, bool) {
	t := &f.d.Tokens[i]
	if !t.Arabic || len(t.Fold) > maxWord || !dualEnding(t.Fold) {
		return core{}, false
	}
	w, c := stripConjunction(t.Fold), core{first: i, last: i + 1, value: 2}
	c.conj = w != t.Fold
	for {
		if lists.nouns.Has(w) {
			return core{}, false
		}
		if s, ok := Dual(w); ok {
			if lists.nouns.Has(s) && !f.twoBefore(i) {
				return c, true
			}
		}
		r := stripPreposition(w)
		if r == w {
			r = strings.TrimPrefix(w, "ال")
		} else {
			c.prep = w[:2]
			r = strings.TrimPrefix(r, "ال")
		}
		if r == w {
			return core{}, false
		}
		w = r
	}
}

func dualEnding(w string) bool {
	return strings.HasSuffix(w, "ان") || strings.HasSuffix(w, "ين") || strings.HasSuffix(w, "تا") || strings.HasSuffix(w, "تي")
}

// twoBefore: a number stands right before, and the noun belongs to it.
func (f *finder) twoBefore(i int) bool {
	return len(f.out) > f.base && f.out[len(f.out)-1].Last == i
}
