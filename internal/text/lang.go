package text

import "unicode/utf8"

// langSample is how many words decide the language: enough to be sure, and a
// bound on the cost.
const langSample = 1500

// tally counts the letters that Arabic does not write, as the scan meets them.
type tally struct {
	persian int // پ چ ژ گ ک ی: shared by Persian, Urdu and Kurdish
	urdu    int // ٹ ڈ ڑ ں ے ہ ھ
	kurdish int // ە ێ ۆ ڕ ڵ: Sorani
	arabic  int // ة ى إ أ: rare or absent in the others
}

func (t *tally) see(r rune) {
	switch r {
	case 'پ', 'چ', 'ژ', 'گ', 'ک', 'ی':
		t.persian++
	case 'ٹ', 'ڈ', 'ڑ', 'ں', 'ے', 'ہ', 'ھ':
		t.urdu++
	case 'ە', 'ێ', 'ۆ', 'ڕ', 'ڵ':
		t.kurdish++
	case 'ة', 'ى', 'إ', 'أ':
		t.arabic++
	}
}

// language names the language of the tokens: ar, en, fa, ur, ckb, or nothing
// when it is none of them.
func (t *tally) language(tokens []Token) string {
	var arabic, latin int
	var n tongues
	for i := 0; i < len(tokens) && i < langSample; i++ {
		tok := &tokens[i]
		if tok.Kind != Word {
			continue
		}
		if tok.Arabic {
			arabic++
		} else {
			latin++
			if tok.Fold != "" && tok.Fold[0] >= utf8.RuneSelf { // Cyrillic, Greek, Hebrew …
				n.other += 2
			}
		}
		if of, ok := words.function.Get(tok.Fold); ok {
			n = n.plus(of)
		}
	}
	switch {
	case arabic == 0 && latin == 0:
		return ""
	case 2*arabic >= latin: // an Arabic word carries more than a Latin one, and names come in Latin
		return t.arabicScript(tokens, n.ar, n.fa)
	}
	return latinScript(latin, n.en, n.other)
}

// tongues counts function words by language.
type tongues struct{ ar, fa, en, other int }

func (t tongues) plus(u tongues) tongues {
	return tongues{t.ar + u.ar, t.fa + u.fa, t.en + u.en, t.other + u.other}
}

// arabicScript tells the languages of the Arabic script apart. Persian letters
// alone do not make Persian: Arabic written on a Persian keyboard has ی and ک.
func (t *tally) arabicScript(tokens []Token, ar, fa int) string {
	n := len(tokens)
	switch {
	case 5*t.kurdish > n && t.kurdish > t.arabic:
		return "ckb"
	case 8*t.urdu > n && t.urdu > t.arabic:
		return "ur"
	case fa > ar && t.persian+fa > t.arabic:
		return "fa"
	}
	return "ar"
}

// latinScript: English has its function words; a headline may have none.
func latinScript(words, en, other int) string {
	switch {
	case en > other && 12*en >= words:
		return "en"
	case words <= 12 && en >= other && other == 0:
		return "en"
	}
	return ""
}
