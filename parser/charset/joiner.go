package charset

import (
	"strings"
	"unicode/utf8"
)

// joiner is the zero-width non-joiner. Persian, Urdu and Sorani spell with it:
// it parts the stem from the ending inside a word. In Arabic it is a slip of an
// editor.
const joiner = '\u200c'

// joinerForms are the joiner and the entities that stand for it.
var joinerForms = []string{string(joiner), "&zwnj;", "&#8204;", "&#x200c;", "&#x200C;"}

// withoutJoiners takes the joiners out of a page unless it is in a language
// that is spelt with them.
func withoutJoiners(s string) string {
	found := false
	for _, f := range joinerForms {
		found = found || strings.Contains(s, f)
	}
	if !found || joins(s) {
		return s
	}
	var pairs []string
	for _, f := range joinerForms {
		pairs = append(pairs, f, "")
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

// joinSample is how much of a page its language is told by, in bytes.
const joinSample = 256 << 10

// joins reports whether a text is in Persian, Urdu or Sorani rather than in
// Arabic: by the letters that the one has and the other lacks.
func joins(s string) bool {
	theirs, arabic := 0, 0
	for _, r := range s[:min(len(s), joinSample)] {
		switch r {
		case 'ی', 'ک', 'گ', 'چ', 'پ', 'ژ', 'ہ', 'ے', 'ٹ', 'ڈ', 'ڑ', 'ں', 'ە', 'ێ', 'ۆ', 'ڵ', 'ڕ':
			theirs++
		case 'ي', 'ك', 'ة', 'ى', 'إ', 'ث', 'ذ', 'ض', 'ظ':
			arabic++
		}
	}
	return theirs > arabic
}

// spells reports whether a joiner that stands between these two belongs to the
// spelling of a word: between two letters of the Arabic script.
func spells(before []byte, after string) bool {
	prev, _ := utf8.DecodeLastRune(before)
	next, _ := utf8.DecodeRuneInString(after)
	return letter(prev) && letter(next)
}

func letter(r rune) bool {
	return r >= 0x620 && r <= 0x64A || r >= 0x66E && r <= 0x6D5 || r >= 0x6EE && r <= 0x6FF
}

// Joins reports whether the joiner at the beginning of s, behind the text
// before it, belongs to the spelling of a word.
func Joins(before []byte, s string) bool {
	after, ok := strings.CutPrefix(s, string(joiner))
	return ok && spells(before, after)
}
