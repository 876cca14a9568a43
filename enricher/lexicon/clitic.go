package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/marsad-news/marsad/internal/text"
)

// suffix returns the bytes of the pronoun suffix of a token, 0 for none. A ة in
// the source is no pronoun, though it folds to ه.
func suffix(d *text.Doc, t *text.Token) int {
	n := suffixLength(t.Fold)
	if n == 2 && endsInTaMarbuta(d.Text[t.Start:t.End]) {
		return 0
	}
	return n
}
func endsInTaMarbuta(src string) bool {
	for src != "" {
		r, size := utf8.DecodeLastRuneInString(src)
		if unicode.IsLetter(r) && r != 'ـ' {
			return r == 'ة' || r == 'ﺓ' || r == 'ﺔ'
		}
		src = src[:len(src)-size]
	}
	return false
}

// suffixLength returns the bytes of the pronoun suffix that w may end in, 0
// for none.
func suffixLength(w string) int {
	if len(w) < 2+minStem {
		return 0
	}
	switch w[len(w)-2:] {
	case "ا":
		switch {
		case strings.HasSuffix(w, "هما"):
			return 6
		case strings.HasSuffix(w, "ها"), strings.HasSuffix(w, "نا"):
			return 4
		}
	case "م":
		if strings.HasSuffix(w, "هم") || strings.HasSuffix(w, "كم") {
			return 4
		}
	case "ن":
		if strings.HasSuffix(w, "هن") {
			return 4
		}
	case "ه":
		return 2
	}
	return 0
}

// skipLetters returns the offset after n letters of src[start:end], with the
// marks, tatweel and format signs that follow them.
func skipLetters(src string, start, end, n int) int {
	at := start
	for at < end {
		r, size := utf8.DecodeRuneInString(src[at:end])
		if unicode.IsLetter(r) && r != 'ـ' {
			if n == 0 {
				return at
			}
			n--
		}
		at += size
	}
	return start
}
