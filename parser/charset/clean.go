package charset

import (
	"unicode"
	"unicode/utf8"
)

// Invisible reports whether r is a format character that text does without:
// direction marks and embeddings, zero-width spaces and joiners, soft hyphens,
// byte order marks, variation selectors, and control characters.
func Invisible(r rune) bool {
	switch {
	case r == '\n' || r == '\t':
		return false
	case r < 0x20 || r >= 0x7F && r <= 0x9F:
		return true
	case r < 0xAD:
		return false
	}
	return r == 0xAD || r == 0x061C || r == 0x034F || r == 0x180E || r >= 0x200B && r <= 0x200F ||
		r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x206F || r >= 0xFE00 && r <= 0xFE0F ||
		r == 0xFEFF || r >= 0xFFF9 && r <= 0xFFFD || r >= 0xE0000 && r <= 0xE0FFF
}

// Line is s on one line: invisible characters gone, every run of white space
// one space, ends trimmed. Letters and their marks stay as they are, and so does
// the joiner in a word: Decode has taken it out of pages that do not spell with
// it.
func Line(s string) string {
	if plain(s) {
		return s
	}
	var room [512]byte
	b := room[:0]
	if len(s) > len(room) {
		b = make([]byte, 0, len(s))
	}
	space := false
	for i := 0; i < len(s); {
		r, n := nextRune(s[i:])
		i += n
		switch {
		case r > ' ' && r < 0x7F || r >= 0x620 && r < 0x700:
		case r == joiner && !space && spells(b, s[i:]):
		case r == utf8.RuneError, Invisible(r):
			continue
		case white(r):
			space = len(b) > 0
			continue
		}
		if space {
			b = append(b, ' ')
			space = false
		}
		b = append(b, s[i-n:i]...)
	}
	return string(b)
}

// white reports whether r parts words and has no sign.
func white(r rune) bool {
	return r == '\n' || r == '\t' || unicode.IsSpace(r) || r == 0x2800 || r == 0x3164
}

// plain reports whether Line would leave s alone.
func plain(s string) bool {
	prev := ' '
	for _, r := range s {
		if r > ' ' && r < 0x7F || r >= 0x620 && r < 0x700 {
			prev = r
			continue
		}
		if r == utf8.RuneError || Invisible(r) || r == ' ' && prev == ' ' || r != ' ' && white(r) {
			return false
		}
		prev = r
	}
	return s == "" || prev != ' '
}
