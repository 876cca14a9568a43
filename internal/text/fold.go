package text

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// class says what a rune does to the running token.
type class uint8

const (
	sign    class = iota // a token of its own
	letter               // part of a word
	digit                // part of a number
	mark                 // part of a word, leaves nothing in the fold
	kashid               // tatweel: a mark after a letter, else a dash
	blank                // white space
	ignore               // bidi and zero-width: not there at all
	newline              // white space that ends a line
)

// foldings writes the letters of the Arabic block that do not stay what they
// are: each string is the letter they become, then the letters that become it.
//
// Hamza carriers lose the hamza, so مئة, مئه and ميه are one and مائة (which
// becomes مايه) another: number words list both. گ becomes ك and not غ or ج,
// since it is written for the same sound as ك in بنتاگون and بنتاكون; the
// forms with غ and ج are other words for a lexicon to list. ى becomes ي, so
// that على and the name علي are one: who must tell them apart looks at the
// source. ء stays, tanwin alef stays.
// Letters by Unicode 15.1, block Arabic; Persian, Urdu, Sorani, Pashto, Uyghur
// and Maghrebi letters go to the Arabic letter that their words are
// transcribed with in Arabic press.
var foldings = [...]string{
	"اأإآٱٲٳٵ", "وؤۆۇۋۈۉۊۅۏٶٷ", "يىئیېێےۓۍٸ", "هةہھۀەۂۃۿ", "كکگڪڬڭڮڰ", "بپٻڀ", "جچڃڄڇ",
	"زژڗڙ", "فڤڡڢڣڥڦ", "تٹٺټٽٿ", "دڈډڊڋڌڍڎڏڐ", "رڑړڔڕږ", "نںڻڹڼڽ", "لڵڶڷڸ", "قڨڧٯ",
	"سښڛڜ", "حځڂڅ", "صڝڞ", "طڟ", "عڠ", "مۻ",
}

// arabicEntry is what the Arabic block (U+0600–U+06FF) folds to.
type arabicEntry struct {
	class class
	fold  rune    // 0: nothing
	bytes [2]byte // UTF-8 of the fold of a letter
	other bool    // a letter that is written otherwise in the fold
}

var arabicBlock = buildArabicBlock()

func buildArabicBlock() (t [256]arabicEntry) {
	for i := range t {
		r := rune(0x600 + i)
		switch {
		case r >= 0x660 && r <= 0x669:
			t[i] = arabicEntry{class: digit, fold: '0' + r - 0x660}
		case r >= 0x6F0 && r <= 0x6F9:
			t[i] = arabicEntry{class: digit, fold: '0' + r - 0x6F0}
		case r == 0x640:
			t[i] = arabicEntry{class: kashid}
		case r == 0x61C || r >= 0x600 && r <= 0x605 || r == 0x6DD:
			t[i] = arabicEntry{class: ignore}
		case unicode.Is(unicode.Mn, r), r == 0x6E5, r == 0x6E6: // small high waw and yeh are marks
			t[i] = arabicEntry{class: mark}
		case unicode.IsLetter(r):
			t[i] = arabicEntry{class: letter, fold: r}
		default:
			t[i] = arabicEntry{class: sign, fold: foldSign(r)}
		}
	}
	for _, group := range foldings {
		to, _ := utf8.DecodeRuneInString(group)
		for _, from := range group {
			t[from-0x600].fold = to
		}
	}
	for i := range t {
		e := &t[i]
		if e.class == letter {
			utf8.EncodeRune(e.bytes[:], e.fold)
			e.other = e.fold != rune(0x600+i)
		}
	}
	return t
}

// classify gives the class of a rune and its fold; a fold of 0 is nothing, and
// a fold of -1 asks for [appendRare].
func classify(r rune) (class, rune) {
	switch {
	case r < utf8.RuneSelf:
		return classifyASCII(r)
	case r >= 0x600 && r <= 0x6FF:
		e := &arabicBlock[r-0x600]
		return e.class, e.fold
	case r >= 0x2000 && r <= 0x206F:
		return classifyGeneral(r)
	}
	return classifyRare(r)
}

func classifyASCII(r rune) (class, rune) {
	switch {
	case r >= 'a' && r <= 'z':
		return letter, r
	case r >= 'A' && r <= 'Z':
		return letter, r + 'a' - 'A'
	case r >= '0' && r <= '9':
		return digit, r
	case r == '\n' || r == '\r':
		return newline, ' '
	case r == ' ' || r == '\t' || r == '\v' || r == '\f':
		return blank, ' '
	case r < ' ' || r == 0x7F:
		return ignore, 0
	}
	return sign, r
}

// classifyGeneral knows the block General Punctuation.
func classifyGeneral(r rune) (class, rune) {
	switch {
	case r <= 0x200A || r == 0x202F || r == 0x205F:
		return blank, ' '
	case r == 0x2028 || r == 0x2029:
		return newline, ' '
	case r <= 0x200F || r >= 0x202A && r <= 0x202E || r >= 0x2060:
		return ignore, 0
	}
	return sign, foldSign(r)
}

// classifyLatin knows the blocks Latin-1 Supplement and Latin Extended-A and -B.
func classifyLatin(r rune) (class, rune) {
	switch {
	case r == 0xA0:
		return blank, ' '
	case r == 0x85:
		return newline, ' '
	case r < 0xA0 || r == 0xAD: // control codes, soft hyphen
		return ignore, 0
	case !unicode.IsLetter(r):
		return sign, foldSign(r)
	case r < 0xC0: // ª º µ
		return letter, unicode.ToLower(r)
	}
	return letter, -1
}

// classifyRare knows what no news text is mostly made of.
func classifyRare(r rune) (class, rune) {
	switch {
	case r < 0x250:
		return classifyLatin(r)
	case r == 0x3000 || r == 0x1680:
		return blank, ' '
	case r == 0xFEFF || r == 0x34F || r >= 0xFE00 && r <= 0xFE0F || r == 0x180E:
		return ignore, 0
	case r == utf8.RuneError:
		return sign, r
	case presentation(r) && unicode.IsLetter(r):
		return letter, -1
	case unicode.In(r, unicode.Mn, unicode.Mc, unicode.Me):
		return mark, 0
	case r >= 0x2B0 && r <= 0x2FF: // modifier letters: ʿ and ʾ of transliterations
		return mark, 0
	case r == 0x763: // Moroccan gaf, as in أكادير
		return letter, 'ك'
	case unicode.IsLetter(r):
		return letter, unicode.ToLower(r)
	case unicode.Is(unicode.Cf, r):
		return ignore, 0
	}
	return sign, foldSign(r)
}

// presentation reports whether r is of the Arabic Presentation Forms.
func presentation(r rune) bool { return r >= 0xFB50 && r <= 0xFDFF || r >= 0xFE70 && r <= 0xFEFE }

// foldSign makes the Arabic signs and the many dashes one with the ASCII ones.
// Quotation marks stay as they are, since their direction says something.
func foldSign(r rune) rune {
	switch r {
	case '،', '٬', '﹐', '，':
		return ','
	case '٫':
		return '.'
	case '؛', '；':
		return ';'
	case '؟', '？':
		return '?'
	case '٪', '％', '﹪':
		return '%'
	case '‐', '‑', '‒', '–', '—', '―', '−', '﹣', '－':
		return '-'
	case '‘', '’', '‛', '′', '`', '´':
		return '\''
	case '۔':
		return '.'
	}
	return r
}

// latinSpecial are the Latin letters without a canonical decomposition.
var latinSpecial = map[rune]string{
	'ß': "ss", 'æ': "ae", 'Æ': "ae", 'œ': "oe", 'Œ': "oe", 'ø': "o", 'Ø': "o", 'ł': "l", 'Ł': "l",
	'đ': "d", 'Đ': "d", 'ð': "d", 'Ð': "d", 'þ': "th", 'Þ': "th", 'ı': "i", 'ħ': "h", 'Ħ': "h", 'ŋ': "ng",
}

// appendRare writes the fold of a presentation form or an accented Latin
// letter: its compatibility decomposition without marks.
func appendRare(b []byte, r rune) []byte {
	if s, ok := latinSpecial[r]; ok {
		return append(b, s...)
	}
	var src [utf8.UTFMax]byte
	var dst [64]byte
	n := utf8.EncodeRune(src[:], r)
	for _, q := range string(norm.NFKD.Append(dst[:0], src[:n]...)) {
		if c, f := classify(q); c == letter && f > 0 {
			b = utf8.AppendRune(b, f)
		}
	}
	return b
}

// FoldString returns the form of s that is used for matching: the folds of its
// tokens, with one blank where white space stood.
func FoldString(s string) string {
	d := scan(s)
	var b strings.Builder
	b.Grow(len(s))
	for i := range d.Tokens {
		if d.Tokens[i].Space && i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(d.Tokens[i].Fold)
	}
	return b.String()
}
