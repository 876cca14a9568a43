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
	case r < 0xAD || r >= 0x620 && r < 0x1800:
		return false
	}
	return unicode.Is(format, r)
}

// format are the format characters over ASCII.
var format = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0xAD, Hi: 0xAD, Stride: 1}, {Lo: 0x034F, Hi: 0x034F, Stride: 1}, {Lo: 0x061C, Hi: 0x061C, Stride: 1}, {Lo: 0x180E, Hi: 0x180E, Stride: 1},
		{Lo: 0x200B, Hi: 0x200F, Stride: 1}, {Lo: 0x202A, Hi: 0x202E, Stride: 1}, {Lo: 0x2060, Hi: 0x206F, Stride: 1},
		{Lo: 0xFE00, Hi: 0xFE0F, Stride: 1}, {Lo: 0xFEFF, Hi: 0xFEFF, Stride: 1}, {Lo: 0xFFF9, Hi: 0xFFFD, Stride: 1},
	},
	R32:         []unicode.Range32{{Lo: 0xE0000, Hi: 0xE0FFF, Stride: 1}},
	LatinOffset: 1,
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
