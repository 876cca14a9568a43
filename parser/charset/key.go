package charset

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Key is the form in which lines, titles and labels are compared: letters
// folded to one form each, digits to ASCII, single spaces, no signs. It folds
// the letters that Arabic news is spelt with as the enricher's folding does and
// leaves rare ones alone, since it is asked for every line of every page.
func Key(s string) string {
	var room [512]byte
	b := room[:0]
	if len(s) > len(room) {
		b = make([]byte, 0, len(s))
	}
	return string(appendKey(b, s))
}

func appendKey(b []byte, s string) []byte {
	space := false
	for i := 0; i < len(s); {
		r, n := nextRune(s[i:])
		i += n
		if r < tableEnd {
			r = rune(folded[r])
		} else {
			r = foldRune(r)
		}
		switch {
		case r == 0: // leaves nothing
			continue
		case r == ' ':
			space = true
			continue
		case space && len(b) > 0:
			b = append(b, ' ')
		}
		space = false
		if r < utf8.RuneSelf {
			b = append(b, byte(r))
		} else {
			b = utf8.AppendRune(b, r)
		}
	}
	return b
}

// nextRune is the first letter of s and its bytes: those of two bytes, as the
// Arabic ones are, without a call.
func nextRune(s string) (r rune, n int) {
	c := s[0]
	switch {
	case c < utf8.RuneSelf:
		return rune(c), 1
	case c >= 0xC2 && c < 0xE0 && len(s) > 1 && s[1]&0xC0 == 0x80:
		return rune(c&0x1F)<<6 | rune(s[1]&0x3F), 2
	}
	return utf8.DecodeRuneInString(s)
}

// Words are the words of Key.
func Words(s string) []string {
	if s = Key(s); s == "" {
		return nil
	}
	return strings.Split(s, " ")
}

// tableEnd is the end of the letters that are looked up: Latin to Arabic.
const tableEnd = 0x700

var folded = func() (t [tableEnd]uint16) {
	for r := range t {
		t[r] = uint16(foldRune(rune(r)))
	}
	return t
}()

// foldRune is the form of one letter: a space for a sign, 0 for a mark.
func foldRune(r rune) rune {
	switch {
	case r < utf8.RuneSelf:
		return foldASCII(r)
	case r >= 0x600 && r <= 0x6FF:
		return foldArabic(r)
	case r < 0xC0 || r >= 0x2000 && r <= 0x2BFF || r == '×' || r == '÷':
		if r >= 0x200B && r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060 && r <= 0x206F {
			return 0
		}
		return ' '
	case r == 0xFEFF:
		return 0
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return unicode.ToLower(r)
	case unicode.Is(unicode.Mn, r):
		return 0
	}
	return ' '
}

func foldASCII(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
		return r
	case r >= 'A' && r <= 'Z':
		return r + 'a' - 'A'
	}
	return ' '
}

func foldArabic(r rune) rune {
	switch {
	case unsounded(r):
		return 0
	case r >= 0x660 && r <= 0x669:
		return '0' + r - 0x660
	case r >= 0x6F0 && r <= 0x6F9:
		return '0' + r - 0x6F0
	}
	if f, ok := arabicForms[r]; ok {
		return f
	}
	return r
}

// unsounded reports whether r is a vowel mark, the sign of elongation or
// another that no word is told by.
func unsounded(r rune) bool {
	switch {
	case r >= 0x610 && r <= 0x61A, r == 0x61C, r == 0x640, r >= 0x64B && r <= 0x65F, r == 0x670:
		return true
	}
	return r >= 0x6D6 && r <= 0x6ED && r != 0x6DE && r != 0x6E9
}

// arabicForms are the forms of letters that news spells in more ways than one,
// and the signs.
var arabicForms = map[rune]rune{
	'أ': 'ا', 'إ': 'ا', 'آ': 'ا', 'ٱ': 'ا', 'ى': 'ي', 'ی': 'ي', 'ئ': 'ي', 'ؤ': 'و', 'ة': 'ه', 'ک': 'ك', 'گ': 'ك',
	'،': ' ', '؛': ' ', '؟': ' ', '٪': ' ', '٫': ' ', '٬': ' ', '۔': ' ', '؍': ' ', '٭': ' ',
}
