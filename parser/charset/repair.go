package charset

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// minPairs is how many wrongly decoded letters a stretch must show before it
// is repaired: two could be a formula, three in a row are a word.
const minPairs = 3

// Repair restores letters of UTF-8 text that was read as windows-1252 or
// windows-1256 and stored so. It works on stretches between tags and lines, so
// that one broken widget of a sound page is mended and the rest left alone.
// It returns how many letters were restored.
func Repair(s string) (string, int) {
	total := 0
	for range 2 { // the damage can have been done twice
		if !suspicious(s) {
			break
		}
		out, n := repairOnce(s)
		if n == 0 {
			break
		}
		s, total = out, total+n
	}
	return s, total
}

// suspicious is a cheap look for the signs that ا and ل and the curly quotes
// become: Ø or Ù (windows-1252), ط before § (windows-1256), â before €. Their
// first bytes are rare in sound text.
func suspicious(s string) bool {
	return strings.Contains(s, "\xc3\x98") || strings.Contains(s, "\xc3\x99") || strings.Contains(s, "\xc3\xa2\xe2\x82\xac") ||
		strings.Contains(s, "\xc2\xa7") && strings.Contains(s, "\xb7\xc2\xa7") // the rarer byte first
}

func repairOnce(s string) (string, int) {
	var out strings.Builder
	out.Grow(len(s))
	total := 0
	for len(s) > 0 {
		end := strings.IndexAny(s, "<>\n")
		if end < 0 {
			end = len(s)
		} else {
			end++
		}
		seg, n := repairStretch(s[:end])
		out.WriteString(seg)
		total += n
		s = s[end:]
	}
	return out.String(), total
}

// repairStretch tries both misreadings on one stretch and keeps the one that
// explains nearly all of its signs over ASCII.
func repairStretch(s string) (string, int) {
	if !suspicious(s) {
		return s, 0
	}
	for _, m := range []misreading{latin, arabic} {
		out, restored, left := m.undo(s)
		if restored >= minPairs && restored > 4*left || m.quotes && restored > 0 && left == 0 {
			return out, restored
		}
	}
	return s, 0
}

// misreading is one code page that UTF-8 was taken for.
type misreading struct {
	byteOf func(rune) (byte, bool)
	leads  string // bytes that begin a letter of the scripts we meet
	quotes bool   // single quotation marks are enough of a sign
}

var (
	latin  = misreading{byteOf: latinByte, leads: "\xc2\xc3\xc5\xc6\xcb\xd8\xd9\xda\xdb\xe2\xef", quotes: true} // c5 c6 cb: signs of windows-1252 read twice
	arabic = misreading{byteOf: arabicByte, leads: "\xd8\xd9\xda\xdb\xe2"}
)

// latinByte is the byte of a letter in windows-1252, where five bytes have no
// letter and browsers keep the control character.
func latinByte(r rune) (byte, bool) {
	if r >= 0x80 && r <= 0x9F {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}

func arabicByte(r rune) (byte, bool) { return charmap.Windows1256.EncodeRune(r) }

// undo turns the letters of s back into bytes and reads those as UTF-8,
// sequence by sequence. left counts the signs over ASCII that fit no sequence.
func (m misreading) undo(s string) (out string, restored, left int) {
	var b strings.Builder
	b.Grow(len(s))
	runes := []rune(s)
	for i := 0; i < len(runes); {
		r, n := m.sequence(runes[i:])
		switch {
		case n > 1:
			b.WriteRune(r)
			restored++
		case m.quotes && lostByte(runes[i:]) > 0:
			r, n = m.lost(runes[i:])
			b.WriteRune(r)
			restored++
		default:
			if runes[i] >= utf8.RuneSelf && runes[i] != '\u00a0' {
				left++
			}
			b.WriteRune(runes[i])
		}
		i += max(1, n)
	}
	return b.String(), restored, left
}

// sequence reads one letter of UTF-8 from the letters that its bytes became,
// and how many those were; 0 when there is none.
func (m misreading) sequence(rs []rune) (rune, int) {
	lead, ok := m.byteOf(rs[0])
	if !ok || lead < 0xC2 || strings.IndexByte(m.leads, lead) < 0 {
		return 0, 0
	}
	size := 2
	if lead >= 0xE0 {
		size = 3
	}
	if len(rs) < size {
		return 0, 0
	}
	buf := [3]byte{lead}
	for i := 1; i < size; i++ {
		c, ok := m.byteOf(rs[i])
		if !ok || c < 0x80 || c > 0xBF {
			return 0, 0
		}
		buf[i] = c
	}
	r, n := utf8.DecodeRune(buf[:size])
	if n != size {
		return 0, 0
	}
	return r, n
}

// lostByte recognises a letter whose last byte windows-1252 has no sign for,
// so that a hole or a replacement sign stands there: Ù for ف (D9 81), â€ for ”
// (E2 80 9D). It returns how many signs the letter takes now, 0 for none.
func lostByte(rs []rune) int {
	n := 0
	switch {
	case rs[0] == 'Ù':
		n = 1
	case len(rs) > 1 && rs[0] == 'â' && rs[1] == '€':
		n = 2
	default:
		return 0
	}
	switch {
	case len(rs) > n && rs[n] == utf8.RuneError:
		return n + 1
	case n == 1 && (len(rs) == n || rs[n] <= ' ' || rs[n] == 'Ù' || rs[n] == 'Ø'):
		return n
	}
	return 0
}

// lost is the letter that lostByte recognised.
func (misreading) lost(rs []rune) (rune, int) {
	if rs[0] == 'Ù' {
		return 'ف', lostByte(rs)
	}
	return '”', lostByte(rs)
}
