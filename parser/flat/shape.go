package flat

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/marsad-news/marsad/parser/charset"
)

// shape is what a line looks like, whatever it says.
type shape struct {
	words   []string // folded
	runes   int
	arabic  int  // Arabic letters
	latin   int  // Latin letters
	stop    bool // ends as a sentence does
	colon   bool // ends with a colon
	verb    bool // holds a verb of news prose
	tied    bool // begins with a connective
	goOn    bool // begins with a verb that continues a speech
	credit  bool // ends with a picture's credit
	pairs   bool // two or three names with dashes between
	stamp   bool // a date and nothing else
	para    bool // running text
	item    bool // begins as a list item does
	quoted  bool // stands in quotation marks from end to end
	ellipse bool // ends with two or three dots
	stems   []string
	twin    int // one more than the line that says the same, 0 for none
}

// Running text has at least paraWords words, or paraRunes letters, and ends as
// a sentence; without a full stop it needs longWords.
const (
	paraWords  = 8
	paraRunes  = 45
	longWords  = 20
	askWords   = 15 // of a question
	colonWords = 10 // of a sentence that introduces a list
	maxForm    = 40 // of a line whose form is looked at
)

func (p *page) measure() {
	for i := range p.lines {
		p.lines[i].shape = measure(&p.lines[i])
	}
}

func measure(l *Line) shape {
	t := l.Text
	s := shape{words: charset.Words(t)}
	s.letters(t)
	trimmed := strings.TrimRight(t, "\"”»’')]} ")
	s.ellipse = strings.HasSuffix(trimmed, "..") || strings.HasSuffix(trimmed, "…")
	s.stop = !s.ellipse && strings.ContainsAny(lastRune(trimmed), ".؟!?;؛۔。") || endsQuoted(t)
	s.colon = strings.HasSuffix(trimmed, ":")
	s.quoted = quoted(t)
	s.item = itemStart(t)
	s.stamp = stamp(s.words, t)
	s.verb = hasVerb(s.words)
	s.opening()
	s.para = !s.stamp && l.Heading == 0 && !l.Linked && s.runs(trimmed)
	if !s.para && len(s.words) <= maxForm { // text is judged as text, whatever form it has
		s.credit, s.pairs = credit(t), pairs(t)
	}
	return s
}

// letters counts the letters of a line and those of the two scripts.
func (s *shape) letters(t string) {
	for _, r := range t {
		s.runes++
		switch {
		case r >= 0x620 && r <= 0x64A || r >= 0x66E && r <= 0x6D3 || r >= 0xFB50 && r <= 0xFEFC:
			s.arabic++
		case r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' || r >= 0xC0 && r < 0x250:
			s.latin++
		}
	}
}

// hasVerb reports whether a line holds a verb of news prose, with or without
// a conjunction before it.
func hasVerb(words []string) bool {
	verbs := lex().classes["verb"]
	for _, w := range words {
		if bare, ok := strings.CutPrefix(w, "و"); verbs[w] || ok && bare != "" && verbs[bare] {
			return true
		}
	}
	return false
}

// opening looks at the first word: does it go on from the line before?
func (s *shape) opening() {
	if len(s.words) == 0 {
		return
	}
	w, x := s.words[0], lex()
	s.goOn = x.is("go-on", w)
	s.tied = s.goOn || x.is("tie", w) || strings.HasPrefix(w, "و") && utf8.RuneCountInString(w) > 3
}

// runs reports whether a line, trimmed of what closes it, is running text: long
// enough for what it ends with.
func (s *shape) runs(trimmed string) bool {
	n := len(s.words)
	asks := strings.HasSuffix(trimmed, "؟") || strings.HasSuffix(trimmed, "?")
	switch {
	case asks && n < askWords:
		return false // a headline or a heading that asks
	case s.stop && (n >= paraWords || n > 4 && s.runes >= paraRunes):
		return true
	case n >= longWords && !cutOff(trimmed):
		return true
	}
	return s.colon && n >= colonWords
}

// cutOff reports whether a text breaks off, as excerpts do; two dots are only
// how some desks end a paragraph.
func cutOff(t string) bool { return strings.HasSuffix(t, "...") || strings.HasSuffix(t, "…") }

func lastRune(s string) string {
	_, n := utf8.DecodeLastRuneInString(s)
	return s[len(s)-n:]
}

// endsQuoted: a quotation that ends the line ends the sentence.
func endsQuoted(t string) bool {
	return strings.HasSuffix(t, "”") || strings.HasSuffix(t, "\"") && strings.Count(t, "\"")%2 == 0 || strings.HasSuffix(t, "»")
}

// marks are the quotation marks that a line may stand in.
var marks = [...]struct{ open, end string }{{"\"", "\""}, {"“", "”"}, {"«", "»"}, {"”", "”"}}

func quoted(t string) bool {
	for _, q := range marks {
		inner, ok := strings.CutPrefix(t, q.open)
		if !ok {
			continue
		}
		if inner, ok = strings.CutSuffix(strings.TrimRight(inner, ".،"), q.end); ok {
			return inner != "" && !strings.Contains(inner, q.end) && !strings.Contains(inner, q.open)
		}
	}
	return false
}

func itemStart(t string) bool {
	for _, b := range []string{"- ", "– ", "• ", "* ", "▪ ", "● ", "· ", "◦ ", "■ ", "○ "} {
		if strings.HasPrefix(t, b) {
			return true
		}
	}
	return false
}

// credit recognises the credit at the end of a caption: a short bracket that
// names an agency or an archive, or the same after a dash or slash.
func credit(t string) bool {
	t = strings.TrimRight(t, ". ")
	var tail string
	if strings.HasSuffix(t, ")") || strings.HasSuffix(t, "]") {
		i := strings.LastIndexAny(t, "([")
		if i <= 0 {
			return false
		}
		tail = t[i:]
	} else if i := strings.LastIndexAny(t, "-–/|:"); i > 0 {
		_, n := utf8.DecodeRuneInString(t[i:])
		tail = t[i+n:]
	}
	words := charset.Words(tail)
	if tail == "" {
		return creditsOnly(t)
	}
	if len(words) == 0 || len(words) > 6 {
		return false
	}
	if strings.Join(words, "") == "افب" || strings.Join(words, "") == "اب" { // أ ف ب, أ ب
		return true
	}
	for _, w := range words {
		if lex().is("credit", w) || lex().is("credit", strings.TrimPrefix(w, "ال")) {
			return true
		}
	}
	return false
}

// creditsOnly: nothing but the names of agencies.
func creditsOnly(t string) bool {
	words := charset.Words(t)
	for _, w := range words {
		if !lex().is("credit", w) {
			return false
		}
	}
	return len(words) > 0
}

// pairs recognises names set side by side, as image descriptions do:
// "name - name", no verb, no number of words that a sentence needs.
func pairs(t string) bool {
	if !strings.ContainsAny(t, "-|/") && !strings.Contains(t, "–") {
		return false
	}
	parts := strings.FieldsFunc(t, func(r rune) bool { return r == '-' || r == '–' || r == '|' || r == '/' })
	if len(parts) < 2 || len(parts) > 3 {
		return false
	}
	for _, part := range parts {
		n := len(strings.Fields(part))
		if n == 0 || n > 4 || strings.ContainsAny(part, ":0123456789٠١٢٣٤٥٦٧٨٩«\"؟") {
			return false
		}
	}
	return true
}

// stamp recognises a line that is a date: month names or a numeric date, and
// beside them only the words that dates are printed with.
func stamp(words []string, t string) bool {
	if len(words) == 0 || len(words) > 24 {
		return false
	}
	x := lex()
	dated, digits := false, 0
	for i, w := range words {
		switch {
		case i > 0 && (words[i-1] == "بتوقيت" || words[i-1] == "توقيت"):
			// the name of a city
		case strings.IndexFunc(w, func(r rune) bool { return !unicode.IsDigit(r) }) < 0:
			digits++
		case x.is("month", w), x.is("month", strings.TrimPrefix(w, "ال")):
			dated = true
		case x.is("stamp", w):
		case ordinal(w):
			digits++
		default:
			return false
		}
	}
	if !dated && digits >= 3 {
		dated = strings.ContainsAny(t, "/-.:")
	}
	return dated && digits > 0 || digits > 0 && strings.ContainsAny(t, ":") && digits >= 2 || relative(words)
}

// ordinal recognises 15th, 1st, 12م, 1443ه and T-joined ISO stamps.
func ordinal(w string) bool {
	i := strings.IndexFunc(w, func(r rune) bool { return !unicode.IsDigit(r) })
	if i <= 0 {
		return false
	}
	switch w[i:] {
	case "th", "st", "nd", "rd", "م", "ه", "z", "am", "pm":
		return true
	}
	return strings.HasPrefix(w[i:], "t") && unicode.IsDigit(rune(w[len(w)-1])) || strings.HasSuffix(w, "z") && strings.Contains(w, "t")
}

// relative recognises «منذ ساعتين» and «قبل 3 أيام» standing alone.
func relative(words []string) bool {
	return len(words) >= 2 && len(words) <= 4 && (words[0] == "منذ" || words[0] == "قبل") && lex().is("stamp", words[len(words)-1])
}
