package text

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// scanner cuts a text into tokens in one pass. Folds are written into one
// buffer and cut from it at the end, so a text costs a handful of allocations.
type scanner struct {
	src    string
	pos    int
	tokens []Token
	buffers
	space bool
	tally tally
}

// buffers is what a scan needs besides the tokens, for use by the next one.
type buffers struct {
	folds  []byte
	ends   []int32 // end of each token's fold in folds
	breaks []int32 // number of tokens before each line break
}

// scan gives the tokens of src, without sentences or language.
func scan(src string) *Doc {
	s := &scanner{src: src}
	s.run()
	return &Doc{Text: src, Tokens: s.finish()}
}

func (s *scanner) run() {
	n := len(s.src)/8 + 8
	s.tokens, s.ends = slices.Grow(s.tokens[:0], n), slices.Grow(s.ends[:0], n)
	s.folds, s.breaks = slices.Grow(s.folds[:0], len(s.src)+8), s.breaks[:0]
	s.space = true
	for s.pos < len(s.src) {
		r, size := s.decode(s.pos)
		c, f := classify(r)
		switch c {
		case letter:
			s.word()
		case digit:
			s.number()
		case blank, ignore, mark:
			s.space = s.space || c == blank
			s.pos += size
		case newline:
			s.lineBreak(r, size)
		case kashid:
			s.sign('-', s.kashidRun())
		default:
			s.sign(f, size)
		}
	}
}

// decode is utf8.DecodeRuneInString with a fast way for the two-byte runes
// that most of an Arabic text is made of.
func (s *scanner) decode(i int) (rune, int) {
	c := s.src[i]
	if c < utf8.RuneSelf {
		return rune(c), 1
	}
	if c >= 0xD8 && c <= 0xDB && i+1 < len(s.src) && s.src[i+1]&0xC0 == 0x80 {
		return rune(c&0x1F)<<6 | rune(s.src[i+1]&0x3F), 2
	}
	return utf8.DecodeRuneInString(s.src[i:])
}

func (s *scanner) emit(start, end int, k Kind, arabic bool) {
	s.tokens = append(s.tokens, Token{Start: start, End: end, Kind: k, Arabic: arabic, Space: s.space})
	s.ends = append(s.ends, int32(len(s.folds)))
	s.space = false
}

func (s *scanner) lineBreak(r rune, size int) {
	if r == '\r' && s.pos+1 < len(s.src) && s.src[s.pos+1] == '\n' {
		size++
	}
	s.pos += size
	s.space = true
	s.breaks = append(s.breaks, int32(len(s.tokens)))
}

func (s *scanner) sign(fold rune, size int) {
	s.folds = utf8.AppendRune(s.folds, fold)
	s.pos += size
	s.emit(s.pos-size, s.pos, Punct, false)
}

// kashidRun is the length of tatweel that belongs to no word: a dash.
func (s *scanner) kashidRun() int {
	n := 2
	for strings.HasPrefix(s.src[s.pos+n:], "ـ") {
		n += 2
	}
	return n
}

// word reads letters of one script with their marks. An apostrophe between
// Latin letters stays inside (don't), except that 's is a word of its own; a
// hyphen never does: US-led is three tokens. Letters joined by stops (U.S.,
// أ.ف.ب) are one word whose fold has no stops.
func (s *scanner) word() {
	start := s.pos
	arabic, letters, end := s.letters()
	if letters == 1 {
		end = s.initials(arabic, end)
	}
	s.emit(start, end, Word, arabic)
	if !arabic && s.possessive() {
		return
	}
}

// letters reads on while letters of one script come, and gives their number
// and the end of the last one.
func (s *scanner) letters() (arabic bool, n, end int) {
	end = s.pos
	for s.pos < len(s.src) {
		if run := s.plainLetters(arabic || n == 0); run > 0 {
			arabic, n, end = true, n+run, s.pos
			continue
		}
		r, size := s.decode(s.pos)
		c, f := classify(r)
		if c == letter {
			ar := isArabic(r)
			if n == 0 {
				arabic = ar
			} else if ar != arabic {
				return arabic, n, end
			}
			s.writeFold(r, f)
			n++
			s.pos += size
			end = s.pos
			continue
		}
		switch {
		case c == mark || c == kashid && arabic:
			s.pos += size
			end = s.pos
		case c == ignore:
			s.pos += size
		case f == '\'' && c == sign && !arabic && s.innerApostrophe(size):
			s.folds = append(s.folds, '\'')
			s.pos += size
		default:
			return arabic, n, end
		}
	}
	return arabic, n, end
}

// plainLetters reads letters of the Arabic block, which most of a text is made
// of, and gives their number.
func (s *scanner) plainLetters(wanted bool) (n int) {
	for wanted && s.pos+1 < len(s.src) {
		c, d := s.src[s.pos], s.src[s.pos+1]
		if c < 0xD8 || c > 0xDB || d&0xC0 != 0x80 {
			break
		}
		e := &arabicBlock[c&3<<6|d&0x3F]
		if e.class != letter {
			break
		}
		s.folds = append(s.folds, e.bytes[0], e.bytes[1])
		if e.other {
			s.tally.see(rune(c&0x1F)<<6 | rune(d&0x3F))
		}
		s.pos += 2
		n++
	}
	return n
}

func (s *scanner) writeFold(r, f rune) {
	switch {
	case f < 0:
		s.folds = appendRare(s.folds, r)
		return
	case f < utf8.RuneSelf:
		s.folds = append(s.folds, byte(f))
	case f < 0x800: // the Arabic block: two bytes
		s.folds = append(s.folds, 0xC0|byte(f>>6), 0x80|byte(f&0x3F))
	default:
		s.folds = utf8.AppendRune(s.folds, f)
	}
	if f != r && r >= 0x600 {
		s.tally.see(r)
	}
}

// innerApostrophe: a letter comes after it, and not just the s of a possessive.
func (s *scanner) innerApostrophe(size int) bool {
	i := s.pos + size
	return s.latinAt(i) && !s.loneS(i)
}

func (s *scanner) loneS(i int) bool {
	return i < len(s.src) && (s.src[i] == 's' || s.src[i] == 'S') && !s.latinAt(i+1)
}

func (s *scanner) latinAt(i int) bool {
	if i >= len(s.src) {
		return false
	}
	r, _ := s.decode(i)
	return unicode.IsLetter(r) && !isArabic(r)
}

// possessive reads the token 's after a Latin word.
func (s *scanner) possessive() bool {
	if s.pos >= len(s.src) {
		return false
	}
	r, size := s.decode(s.pos)
	if foldSign(r) != '\'' || !s.loneS(s.pos+size) {
		return false
	}
	start := s.pos
	s.folds = append(s.folds, "'s"...)
	s.pos += size + 1
	s.emit(start, s.pos, Word, false)
	return true
}

// initials joins single letters with stops between them.
func (s *scanner) initials(arabic bool, end int) int {
	for {
		r, size, ok := s.initialAfterStop(arabic)
		if !ok {
			return end
		}
		_, f := classify(r)
		s.writeFold(r, f)
		s.pos += 1 + size
		end = s.pos
	}
}

// initialAfterStop reads ahead: a stop, one letter of the script, no letter.
func (s *scanner) initialAfterStop(arabic bool) (rune, int, bool) {
	if s.pos+1 >= len(s.src) || s.src[s.pos] != '.' {
		return 0, 0, false
	}
	r, size := s.decode(s.pos + 1)
	if c, _ := classify(r); c != letter || isArabic(r) != arabic {
		return 0, 0, false
	}
	if i := s.pos + 1 + size; i < len(s.src) {
		next, _ := s.decode(i)
		if c, _ := classify(next); c == letter || c == mark || c == kashid || c == digit {
			return 0, 0, false
		}
	}
	return r, size, true
}

// number reads digits and the separators between them: a stop, a comma or
// their Arabic forms before a digit; an Arabic comma, an apostrophe or a
// no-break space only before a group of exactly three.
func (s *scanner) number() {
	start, end := s.pos, s.pos
	for s.pos < len(s.src) {
		r, size := s.decode(s.pos)
		c, f := classify(r)
		if c == digit {
			s.folds = append(s.folds, byte(f))
			s.pos += size
			end = s.pos
			continue
		}
		if c == ignore {
			s.pos += size
			continue
		}
		sep, ok := s.separator(r, size)
		if !ok {
			break
		}
		s.folds = append(s.folds, sep)
		s.pos += size
	}
	s.emit(start, end, Number, false)
}

func (s *scanner) separator(r rune, size int) (byte, bool) {
	n := s.digitsAt(s.pos + size)
	switch r {
	case '.', '٫':
		return '.', n > 0
	case ',', '٬':
		return ',', n > 0
	case '،', '\'', '’', 0xA0, 0x202F, 0x2009:
		return ',', n == 3
	}
	return 0, false
}

// digitsAt counts up to four digits at i.
func (s *scanner) digitsAt(i int) (n int) {
	for n < 4 && i < len(s.src) {
		r, size := s.decode(i)
		if c, _ := classify(r); c != digit {
			break
		}
		n++
		i += size
	}
	return n
}

// finish cuts the folds out of the buffer.
func (s *scanner) finish() []Token {
	all, from := string(s.folds), int32(0)
	for i := range s.tokens {
		s.tokens[i].Fold = all[from:s.ends[i]]
		from = s.ends[i]
	}
	return s.tokens
}

// isArabic reports whether r is a letter of the Arabic script.
func isArabic(r rune) bool {
	return r >= 0x600 && r <= 0x6FF || r >= 0x750 && r <= 0x77F || r >= 0x8A0 && r <= 0x8FF || presentation(r)
}
