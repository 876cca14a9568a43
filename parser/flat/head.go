package flat

import (
	"strings"
	"unicode/utf8"
)

// head decides the lines before the first paragraph.
func (p *page) head() {
	p.title = p.findTitle()
	if p.title >= 0 {
		p.lines[p.title].Kind, p.lines[p.title].Rule = Title, "headline over the text"
		if p.lines[p.title].shape.twin > 0 {
			p.mark(p.lines[p.title].shape.twin-1, Navigation, "the title again")
		}
		p.above()
	}
	for i := p.title + 1; i < p.first; i++ {
		if p.open(i) {
			p.below(i)
		}
	}
}

// findTitle chooses the headline among the lines before the first paragraph:
// the one that shares the most words with the text. With a known title it is
// the line that says the same.
func (p *page) findTitle() int {
	known := Key(p.hint.Title)
	if known != "" {
		for i := range p.first {
			if strings.Join(p.lines[i].shape.words, " ") == known {
				return i
			}
		}
		if p.hint.Markup { // the title is a field already
			return -1
		}
	}
	bag := map[string]int{}
	for i, n := p.first, 0; i < len(p.lines) && n < 5; i++ {
		if p.para(i) {
			n++
			for _, w := range p.lines[i].shape.meaning() {
				bag[w]++
			}
		}
	}
	best, bestScore := -1, 0.0
	for i := range p.first {
		l := &p.lines[i]
		if l.Kind != Blank || !p.headline(i) || l.shape.credit || p.foreign(i) || dated(l.Text) {
			continue
		}
		if score := p.titleScore(i, bag); score > bestScore {
			best, bestScore = i, score
		}
	}
	return p.overDeck(best, bag)
}

// dated reports whether a line ends with a date in brackets: an item of a list.
func dated(t string) bool {
	i := strings.LastIndexAny(t, "([")
	return i > 0 && bracketed(t) && strings.ContainsAny(t[i:], "0123456789٠١٢٣٤٥٦٧٨٩")
}

// overDeck is the title when best is the second of two headlines, one under
// the other: a summary stands under its title and is as long, a kicker stands
// over it and is shorter.
func (p *page) overDeck(best int, bag map[string]int) int {
	i := best - 1
	for i >= 0 && p.lines[i].Text == "" {
		i--
	}
	if best < 0 || i < 0 || p.lines[i].Kind != Blank || !p.headline(i) || p.foreign(i) {
		return best
	}
	s := &p.lines[i].shape
	if s.credit || s.ellipse || s.colon || len(s.words)*5 < len(p.lines[best].shape.words)*4 || overlap(s, bag) < overlap(&p.lines[best].shape, bag) {
		return best
	}
	return i
}

// minTitle is the least that a headline must have: four words that the text
// takes up, or a verb and some of them.
const minTitle = 0.35

func (p *page) titleScore(i int, bag map[string]int) float64 {
	s := &p.lines[i].shape
	score := overlap(s, bag)
	if s.verb {
		score += 0.3
	}
	if strings.Contains(p.lines[i].Text, ":") && !s.colon {
		score += 0.1
	}
	if s.ellipse {
		score -= 0.3 // half a sentence: a kicker
	}
	if s.twin > 0 && s.twin-1 != p.first {
		score -= 0.25 // captions come twice more often than titles
	}
	if len(s.words) < 4 {
		score *= 0.4 // a name
	}
	if p.lines[i].Heading == 1 {
		score += 0.5
	}
	if score < minTitle {
		return 0
	}
	return score
}

// above decides the lines over the title: the kicker stands right over it, the
// rest is the site's own.
func (p *page) above() {
	undecided := 0
	for i := range p.title {
		if p.open(i) {
			undecided++
		}
	}
	nearest := true
	for i := p.title - 1; i >= 0; i-- {
		if !p.open(i) {
			nearest = nearest && p.lines[i].Text == ""
			continue
		}
		s := &p.lines[i].shape
		why, pic := p.picture(i)
		switch {
		case len(s.words) > 0 && len(s.words) <= 5 && lex().is("outlet", s.words[0]):
			p.mark(i, Masthead, "names an outlet")
		case nearest && s.ellipse, nearest && s.verb && overlap(s, p.vocabulary()) > 0, nearest && undecided == 1 && len(s.words) <= 8 && overlap(s, p.vocabulary()) > 0:
			p.mark(i, Kicker, "right over the title")
		case pic:
			p.mark(i, Caption, why)
		default:
			p.mark(i, Masthead, "over the title")
		}
		nearest = false
	}
}

// below decides a line between the title and the first paragraph.
func (p *page) below(i int) {
	l, s := &p.lines[i], &p.lines[i].shape
	n := len(s.words)
	why, pic := p.picture(i)
	switch {
	case l.Heading > 1 && n >= 2 && p.title < 0 && p.hint.Markup:
		p.mark(i, Subhead, "a heading that opens the text")
	case byline(l.Text, s.words):
		p.mark(i, Byline, "names its writer")
	case s.pairs && n <= 7:
		p.mark(i, Dateline, "places and outlets side by side")
	case pic:
		p.mark(i, Caption, why)
	case n >= 2 && n <= 4 && !s.verb && overlap(s, p.vocabulary()) == 1:
		p.mark(i, Caption, "names what the text is about")
	case n <= 4 && !s.verb:
		p.mark(i, Byline, "a name over the text")
	case s.verb || overlap(s, p.vocabulary()) >= 0.5 || s.item:
		p.mark(i, Deck, "summary over the text")
	default:
		p.mark(i, Caption, "stands before the text without being part of it")
	}
}

// byline recognises the words that introduce a writer.
func byline(t string, words []string) bool {
	if len(words) == 0 || len(words) > 10 {
		return false
	}
	switch words[0] {
	case "كتب", "كتبت", "كتبه", "كتبها", "بقلم", "تقرير", "تحقيق", "اعداد", "مراسل", "مراسلنا", "تحرير", "المحرر", "ترجمه", "ترجمها", "حوار", "اعد", "by", "written":
		return len(words) >= 2 && (signAfter(t, 1) || utf8.RuneCountInString(t) < 40)
	case "بواسطه":
		return true
	}
	return false
}
