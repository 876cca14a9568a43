package flat

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/marsad-news/marsad/parser/charset"
)

// maxCredit is how long a source credit behind the last sentence may be, in
// letters: some names and a plus sign.
const maxCredit = 90

// unglue takes apart lines that hold two things: a source credit printed right
// behind the last sentence, and the names of icons in front of a caption.
func unglue(lines []Line) []Line {
	out := make([]Line, 0, len(lines)+4)
	for _, l := range lines {
		if l.Kind == Blank {
			if rest, ok := cutIcon(l.Text); ok {
				l.Kind, l.Rule = Caption, "icon name before it"
				if rest == "" {
					l.Kind, l.Rule = Controls, "icon name"
				}
			} else if at := creditAt(l.Text); at > 0 {
				tail := l
				tail.Text, tail.Kind, tail.Rule = strings.TrimSpace(l.Text[at:]), SourceLine, "credit behind the last sentence"
				l.Text = strings.TrimSpace(l.Text[:at])
				out = append(out, l, tail)
				continue
			}
		}
		out = append(out, l)
	}
	return out
}

// cutIcon takes the name of a picture icon off a line.
func cutIcon(t string) (rest string, ok bool) {
	for _, icon := range []string{"camera icon", "photo icon", "image icon", "📷", "📸", "video icon"} {
		if len(t) >= len(icon) && strings.EqualFold(t[:len(icon)], icon) {
			return strings.TrimSpace(t[len(icon):]), true
		}
	}
	return t, false
}

// creditAt is where a source credit begins behind a sentence: «… جندي.المصدر |
// وكالات». The credit names itself and takes a sign, and nothing but the
// credit follows.
func creditAt(t string) int {
	for _, word := range []string{"المصدر", "المصادر", "Source"} {
		i := strings.Index(t, word)
		if i <= 0 || utf8.RuneCountInString(t[i:]) > maxCredit {
			continue
		}
		before := strings.TrimRightFunc(t[:i], unicode.IsSpace)
		after := strings.TrimLeftFunc(t[i+len(word):], unicode.IsSpace)
		if strings.ContainsAny(lastRune(before), ".؟!»”\")…") && strings.ContainsAny(firstRune(after), "|:/-–") {
			return i
		}
	}
	return 0
}

func firstRune(s string) string {
	_, n := utf8.DecodeRuneInString(s)
	return s[:n]
}

// phrases decides the lines that are dates or stock phrases.
func (p *page) phrases() {
	for i := range p.lines {
		if p.open(i) && p.lines[i].shape.stamp {
			p.mark(i, Date, "date line")
		}
		p.phrase(i)
		if p.open(i) {
			p.byForm(i)
		}
	}
}

// phrase decides a line that the outlet's rule or the lexicon knows.
func (p *page) phrase(i int) {
	l := &p.lines[i]
	if !p.open(i) {
		return
	}
	if p.hint.Drop != nil {
		if k, rule := p.hint.Drop(l.Text); k != Blank {
			p.mark(i, k, rule)
			return
		}
	}
	if len(l.shape.words) == 0 {
		p.mark(i, Controls, "no words")
		return
	}
	if m := lex().match(l.shape.words); m != nil && plausible(l, m) {
		p.mark(i, m.kind, "phrase: "+strings.Join(m.words, " "))
	}
}

// plausible keeps sentences that merely begin with a stock phrase: a single
// word needs a sign behind it, and so does any phrase that opens a sentence.
func plausible(l *Line, m *phrase) bool {
	switch m.where {
	case "line", "any", "lead":
		return true
	case "short":
		return !l.shape.stop
	}
	sentence := l.shape.stop && l.shape.verb && len(l.shape.words) > 9
	if len(m.words) > 1 && !sentence {
		return true
	}
	for n := range m.words {
		if signAfter(l.Text, n+1) {
			return true
		}
	}
	return false
}

// signAfter reports whether a sign, a digit or the end of the line follows the
// first n words.
func signAfter(t string, n int) bool {
	for ; n > 0; n-- {
		t = strings.TrimLeftFunc(t, func(r rune) bool { return !unicode.IsLetter(r) })
		i := strings.IndexFunc(t, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.Is(unicode.Mn, r) && r != 'ـ' })
		if i < 0 {
			return true
		}
		t = t[i:]
	}
	t = strings.TrimLeftFunc(t, unicode.IsSpace)
	r, _ := utf8.DecodeRuneInString(t)
	return !unicode.IsLetter(r)
}

// byForm decides lines by their form alone: trails of links, tags, bare
// addresses.
func (p *page) byForm(i int) {
	l := &p.lines[i]
	t, n := l.Text, len(l.shape.words)
	switch {
	case hashTags(t, n):
		p.mark(i, Keywords, "hash tags")
	case breadcrumbs(t):
		p.mark(i, Navigation, "breadcrumbs")
	case l.Table: // its bars part cells
	case strings.Contains(t, "|") && particulars(t):
		p.mark(i, Date, "writer and dates with bars between")
	case strings.Count(t, "|") >= 2 && n <= 20 && !l.shape.stop:
		p.mark(i, Navigation, "parts with bars between")
	case address(t, n):
		p.mark(i, Share, "an address alone")
	case strings.Contains(t, "pic.twitter.com"), strings.Contains(t, "(@") && n <= 12 && !l.shape.verb:
		p.mark(i, Embed, "a post of a social network")
	case leftover(t):
		p.mark(i, Controls, "a template's leftover")
	}
}

// hashTags reports whether a line of n words is mostly tags.
func hashTags(t string, n int) bool {
	tags := strings.Count(t, "#")
	return tags >= 2 && tags >= n/3 || strings.HasPrefix(t, "#") && n <= 3
}

// breadcrumbs reports whether a line is a trail of the signs that part links.
func breadcrumbs(t string) bool {
	signs := strings.Count(t, "»") + strings.Count(t, "›") + strings.Count(t, " > ") + strings.Count(t, "::")
	return signs >= 2 && !strings.Contains(t, "«")
}

// address reports whether a line is an address of the web or of mail.
func address(t string, n int) bool {
	if n <= 3 && strings.Contains(t, "@") {
		return true
	}
	return !strings.Contains(t, " ") && (strings.Contains(t, "://") || strings.HasPrefix(t, "www."))
}

// leftover reports whether a line is a mark that a template should have filled.
func leftover(t string) bool {
	return strings.HasPrefix(t, "{") && strings.HasSuffix(t, "}") ||
		strings.HasPrefix(t, "[") && strings.HasSuffix(t, "]") && !strings.Contains(t, " ")
}

// particulars reports whether a line is of parts with bars between them that
// are dates, writers or counters.
func particulars(t string) bool {
	dated := false
	for part := range strings.SplitSeq(t, "|") {
		words := charset.Words(part)
		switch {
		case len(words) == 0:
		case stamp(words, part):
			dated = true
		case byline(strings.TrimSpace(part), words):
		default:
			if m := lex().match(words); m == nil || m.kind != Controls && m.kind != Share {
				return false
			}
		}
	}
	return dated
}

// doubles finds lines that the page gives twice: captions in an image's
// description and below it, titles in a breadcrumb. A line counts as doubled
// when its words are another line's, or the beginning of it.
func (p *page) doubles() {
	seen := map[string]int{}
	for i := range p.lines {
		w := p.lines[i].shape.words
		if len(w) < 3 {
			continue
		}
		key := strings.Join(strip(w), " ")
		if j, ok := seen[key]; ok {
			p.double(i, j)
			continue
		}
		seen[key] = i
		if j := i - 1; len(w) > 3 {
			for j >= 0 && p.lines[j].Text == "" {
				j--
			}
			if j >= 0 && len(p.lines[j].shape.words) >= 3 && begins(w, p.lines[j].shape.words) && !p.lines[j].shape.para {
				p.double(i, j)
			}
		}
	}
}

// strip leaves out the icon words that stand before one of two copies.
func strip(w []string) []string {
	if len(w) > 2 && w[0] == "camera" {
		w = w[1:]
		w[0] = strings.TrimPrefix(w[0], "icon")
		if w[0] == "" {
			w = w[1:]
		}
	}
	return w
}

func (p *page) double(i, j int) {
	p.lines[i].shape.twin, p.lines[j].shape.twin = j+1, i+1
}

// stem is a folded word without the clitics that hide it from comparison.
func stem(w string) string {
	if len(w) < 6 || w[0] != 0xD9 && w[0] != 0xD8 { // too short, or no Arabic
		return w
	}
	for _, pre := range [...]string{"وال", "بال", "فال", "كال", "لل", "ال"} {
		if r, ok := strings.CutPrefix(w, pre); ok && utf8.RuneCountInString(r) >= 3 {
			return r
		}
	}
	for _, pre := range [...]string{"و", "ف", "ب", "ل"} {
		if r, ok := strings.CutPrefix(w, pre); ok && utf8.RuneCountInString(r) >= 4 {
			return r
		}
	}
	return w
}

// meaning is the content of a line, worked out once.
func (s *shape) meaning() []string {
	if s.stems == nil {
		s.stems = content(s.words)
	}
	return s.stems
}

// content is the words of a line that carry meaning, by their stems.
func content(words []string) []string {
	out := make([]string, 0, len(words))
	for _, w := range words {
		if s := stem(w); utf8.RuneCountInString(s) >= 3 && !empty[s] {
			out = append(out, s)
		}
	}
	return out
}

// empty words tie sentences and tell nothing of a topic.
var empty = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("علي الي في من عن مع بعد قبل بين هذا هذه ذلك تلك التي الذي كان كانت قد لن لم هل ثم او ان انه انها كما حتي عند منذ خلال غير كل بعض the and for that with from was were has have this will not are its his her") {
		m[Key(w)] = true
	}
	return m
}()

// overlap is the share of a line's content words that stand in bag.
func overlap(s *shape, bag map[string]int) float64 {
	c := s.meaning()
	if len(c) == 0 {
		return 0
	}
	n := 0
	for _, w := range c {
		if bag[w] > 0 {
			n++
		}
	}
	return float64(n) / float64(len(c))
}
