package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/marsad-news/marsad/internal/text"
)

// minStem is the shortest stem looked for after a proclitic: two letters.
const minStem = 4

// split tries the ways to take proclitics off w.
func (f *finder) split(w string, i int, h hit) {
	f.splitParticle(w, 0, i, h)
	if f.best.last > 0 && !f.keep {
		return
	}
	if strings.HasPrefix(w, "و") || strings.HasPrefix(w, "ف") {
		h.pre = 2
		if len(w) >= 2+minStem {
			f.enter(w[2:], i, h)
			f.splitParticle(w[2:], 2, i, h)
		}
	}
}

// splitParticle tries ال, ب, ك, ل and what they make with ال.
func (f *finder) splitParticle(w string, pre int8, i int, h hit) {
	if len(w) < 2+minStem {
		return
	}
	h.pre = pre
	switch w[:2] {
	case "ا":
		f.article(w, i, h)
	case "ب", "ك":
		h.pre += 2
		f.enter(w[2:], i, h)
		f.article(w[2:], i, h)
	case "ل":
		h.pre += 2
		f.enter(w[2:], i, h)
		if h.suf > 0 || !strings.HasPrefix(w[2:], "ل") {
			return
		}
		h.lam = true
		if n, ok := f.set.lam[w]; ok && f.set.roots[n] != 0 {
			g := h
			g.node, g.first, g.last = f.set.roots[n], i, i+1
			f.walk(g)
		}
		h.art = true
		f.enter(w[2:], i, h) // ل + ال + لجنة
		if len(w) >= 4+minStem {
			f.enter(w[4:], i, h)
		}
	}
}

func (f *finder) article(w string, i int, h hit) {
	if h.suf > 0 {
		return // a word has an article or a pronoun
	}
	if stem, ok := strings.CutPrefix(w, "ال"); ok && len(stem) >= minStem {
		h.art = true
		f.enter(stem, i, h)
	}
}

// suffix returns the bytes of the pronoun suffix of a token, 0 for none. A ة in
// the source is no pronoun, though it folds to ه.
func (f *finder) suffix(t *text.Token) int {
	n := suffixLength(t.Fold)
	if n == 2 && endsInTaMarbuta(f.doc.Text[t.Start:t.End]) {
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
