// Package arabic takes clitics off folded Arabic words.
//
// It proposes and never decides: وصول is not و+صول, and only the caller's
// lexicon knows that. No lexicon lives here.
package arabic

import "strings"

// Split is one way to read a folded word: proclitics, stem, pronoun.
type Split struct {
	Pre  string // proclitics as written: و ف ب ل ك س ال and their chains; لل is ل+ال
	Stem string
	Suf  string // attached pronoun: ها هم ه نا هن كم ي هما ك
}

// Article reports whether the definite article is among the proclitics.
func (s Split) Article() bool {
	return strings.HasSuffix(s.Pre, "ال") || strings.HasSuffix(s.Pre, "لل")
}

// Preposition returns the attached preposition, ب ل or ك, or nothing.
func (s Split) Preposition() string {
	p := strings.TrimPrefix(strings.TrimPrefix(s.Pre, "و"), "ف")
	switch {
	case strings.HasPrefix(p, "ب"):
		return "ب"
	case strings.HasPrefix(p, "ل"):
		return "ل"
	case strings.HasPrefix(p, "ك"):
		return "ك"
	}
	return ""
}

// Conjunction returns the attached و or ف, or nothing.
func (s Split) Conjunction() string {
	switch {
	case strings.HasPrefix(s.Pre, "و"):
		return "و"
	case strings.HasPrefix(s.Pre, "ف"):
		return "ف"
	}
	return ""
}

// Future reports whether the future prefix س is among the proclitics.
func (s Split) Future() bool { return strings.HasSuffix(s.Pre, "س") }

// minStem is the least a stem may have: two letters, two bytes each (يد، دم).
const minStem = 4

// proclitics in the order in which they are tried: what takes least off first.
// The order of the classes is conjunction, future or preposition, article
// (Ryding, A Reference Grammar of Modern Standard Arabic, ch. 2 and 16).
var proclitics = [...]string{
	"", "و", "ف", "ب", "ل", "ك", "س", "ال", "لل",
	"وب", "ول", "وك", "وس", "فب", "فل", "فك", "فس",
	"وال", "فال", "بال", "كال", "ولل", "فلل",
	"وبال", "وكال", "فبال", "فكال",
}

// pronouns that attach to nouns, verbs and prepositions, least first.
var pronouns = [...]string{"", "ه", "ي", "ك", "ها", "هم", "هن", "نا", "كم", "هما"}

// Splits returns the readings of a folded word, the whole word first and then
// by what they take off, least first. A word without clitics has one reading.
func Splits(fold string) []Split { return AppendSplits(nil, fold) }

// AppendSplits is Splits into a slice of the caller's.
func AppendSplits(dst []Split, fold string) []Split {
	for _, pre := range proclitics {
		rest, ok := strings.CutPrefix(fold, pre)
		if !ok || len(rest) < minStem {
			continue
		}
		dst = appendSuffixes(dst, pre, rest)
		if strings.HasSuffix(pre, "لل") { // للواء: three lams are written as two
			dst = appendSuffixes(dst, pre, fold[len(pre)-2:])
		}
	}
	return dst
}

// appendSuffixes adds the readings of what follows the proclitics. Nouns in ه
// (from ة) show ت before a pronoun: قوتها is also read as قوه+ها.
// A word with the article takes no pronoun.
func appendSuffixes(dst []Split, pre, rest string) []Split {
	if strings.HasSuffix(pre, "ال") || strings.HasSuffix(pre, "لل") {
		return append(dst, Split{pre, rest, ""})
	}
	for _, suf := range pronouns {
		stem, ok := strings.CutSuffix(rest, suf)
		if !ok || len(stem) < minStem {
			continue
		}
		dst = append(dst, Split{pre, stem, suf})
		if suf == "" {
			continue
		}
		if base, ok := strings.CutSuffix(stem, "ت"); ok && len(base) >= minStem-2 {
			dst = append(dst, Split{pre, base + "ه", suf})
		}
	}
	return dst
}
