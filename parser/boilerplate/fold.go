package boilerplate

import (
	"unicode"
	"unicode/utf8"
)

// invisible reports whether r is a format character that a reader does not
// see: zero-width, bidirectional control, byte order mark, soft hyphen.
func invisible(r rune) bool {
	switch {
	case r == 0xAD || r == 0x61C || r == 0x180E || r == 0xFEFF:
		return true
	case r >= 0x200B && r <= 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2060 && r <= 0x206F:
		return true
	case r >= 0xFFF9 && r <= 0xFFFB, r >= 0xE0000 && r <= 0xE007F:
		return true
	}
	return false
}

// foldRune is r as phrases are compared, or -1 for a rune that does not count
// (marks, tatweel). A digit comes back as #, everything that is neither
// letter nor digit as a space.
func foldRune(r rune) rune {
	if r < tableEnd {
		return foldTable[r]
	}
	return foldSlow(r)
}

// tableEnd is the end of the runes that are looked up: Latin to Arabic.
const tableEnd = 0x700

var foldTable = func() (t [tableEnd]rune) {
	for r := range t {
		t[r] = foldSlow(rune(r))
	}
	return t
}()

func foldSlow(r rune) rune {
	switch r {
	case 'أ', 'إ', 'آ', 'ٱ':
		return 'ا'
	case 'ى', 'ی':
		return 'ي'
	case 'ک':
		return 'ك'
	case 'ة', 'ە':
		return 'ه'
	case 'ـ':
		return -1
	}
	switch {
	case invisible(r), unicode.Is(unicode.Mn, r):
		return -1
	case unicode.IsLetter(r):
		return unicode.ToLower(r)
	case unicode.IsNumber(r):
		return '#'
	}
	return ' '
}

// wordReader yields the folded words of a text. A number is the word "#".
type wordReader struct {
	s   string
	buf [64]byte
}

// next returns the next word, which stays valid until the call after, and its
// place in the text; nil at the end. Of a word longer than the buffer only
// the beginning counts.
func (w *wordReader) next(at int) (word []byte, start, end int) {
	n := 0
	start = at
	for at < len(w.s) {
		r, size := rune(w.s[at]), 1
		switch {
		case r < utf8.RuneSelf:
		case r&0xE0 == 0xC0 && at+1 < len(w.s) && w.s[at+1]&0xC0 == 0x80:
			r, size = r&0x1F<<6|rune(w.s[at+1]&0x3F), 2
		default:
			r, size = utf8.DecodeRuneInString(w.s[at:])
		}
		f := foldRune(r)
		if f == '#' != (n > 0 && w.buf[0] == '#') && n > 0 && f > 0 {
			return w.buf[:n], start, at // a number ends where letters begin
		}
		if f == ' ' {
			if n > 0 {
				return w.buf[:n], start, at
			}
			at += size
			start = at
			continue
		}
		at += size
		if f < 0 || f == '#' && n == 1 && w.buf[0] == '#' || n+utf8.UTFMax > len(w.buf) {
			continue
		}
		if f < utf8.RuneSelf {
			w.buf[n] = byte(f)
			n++
		} else {
			n += utf8.EncodeRune(w.buf[n:], f)
		}
	}
	if n > 0 {
		return w.buf[:n], start, at
	}
	return nil, at, at
}

// Hash names the words of a block for the memory of what repeats across the
// pages of a site: equal for texts that differ only in marks, numbers, white
// space or letter case (FNV-1a, 64 bits).
func Hash(text string) uint64 {
	h := hashSeed
	w := wordReader{s: text}
	for at := 0; ; {
		word, _, end := w.next(at)
		if word == nil {
			return h
		}
		h = hashWord(h, word)
		at = end
	}
}

const (
	hashSeed  = uint64(14695981039346656037)
	hashPrime = 1099511628211
)

func hashWord(h uint64, word []byte) uint64 {
	for _, c := range word {
		h = (h ^ uint64(c)) * hashPrime
	}
	return (h ^ ' ') * hashPrime
}
