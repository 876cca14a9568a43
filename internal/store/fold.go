package store

import (
	"strings"
	"unicode"
)

// foldTable joins the spelling variants that a reader types for one another.
// A stored index must not drift with the extractor's folding, so this table is the
// stores' own; changing it means a new schema version.
var foldTable = map[rune]rune{
	'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', // hamza on alef is left out in quick typing
	'ى': 'ي', 'ی': 'ي', 'ې': 'ي', // final ya: Egyptian and Persian spelling
	'ک': 'ك', 'ة': 'ه', 'ؤ': 'و', 'ئ': 'ي',
}

// Fold is the form of s that search compares: letters joined by foldTable,
// digits of three scripts as ASCII, lower case, marks, tatweel and invisible
// characters dropped, white space single.
func Fold(s string) string {
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
			continue
		case r == 'ـ' || unicode.In(r, unicode.Mn, unicode.Cf, unicode.Cc):
			continue
		case r >= '٠' && r <= '٩':
			r -= '٠' - '0'
		case r >= '۰' && r <= '۹':
			r -= '۰' - '0'
		default:
			if f, ok := foldTable[r]; ok {
				r = f
			}
			r = unicode.ToLower(r)
		}
		if space {
			b.WriteByte(' ')
			space = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
