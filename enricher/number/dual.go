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
