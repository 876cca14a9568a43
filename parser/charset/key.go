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
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		if r < tableEnd {
			r = rune(folded[r])
		} else {
			r = foldRune(r)
		}
		switch {
		case r == 0: // leaves nothing
		case r == ' ':
			space = true
		default:
			if space && b.Len() > 0 {
				b.WriteByte(' ')
			}
			space = false
			b.WriteRune(r)
		}
	}
	return b.String()
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
	case r >= 0x64B && r <= 0x65F || r == 0x670 || r == 0x640 || r >= 0x610 && r <= 0x61A || r == 0x61C || r >= 0x6D6 && r <= 0x6ED && r != 0x6DE && r != 0x6E9:
		return 0
	case r >= 0x660 && r <= 0x669:
		return '0' + r - 0x660
	case r >= 0x6F0 && r <= 0x6F9:
		return '0' + r - 0x6F0
	}
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى', 'ی', 'ئ':
		return 'ي'
	case 'ؤ':
		return 'و'
	case 'ة':
		return 'ه'
	case 'ک', 'گ':
		return 'ك'
	case '،', '؛', '؟', '٪', '٫', '٬', '۔', '؍', '٭':
		return ' '
	}
	return r
}
