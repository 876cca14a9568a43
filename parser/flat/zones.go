package flat

import (
	"strings"
)

// strong kinds end an article wherever paragraphs stood before; weak ones may
// interrupt it.
var strong = map[Kind]bool{Comments: true, Keywords: true, SourceLine: true, Signature: true, Copyright: true}

// bounds finds the first paragraph of the article and where it ends.
func (p *page) bounds() {
	p.title = -1
	if p.first = p.firstPara(); p.first == len(p.lines) {
		p.loosen()
		p.first = p.firstPara()
	}
	p.first = p.introduced(p.afterDeck(p.first))
	p.sum()
	p.markEnd()
	p.end = p.first
	p.words, p.unread = nil, nil
	last := p.first
	for i := p.first; i < len(p.lines); i++ {
		if strong[p.lines[i].Kind] && !p.goesOn(i) {
			break
		}
		if p.lines[i].Kind == Related {
			if teaser := p.teasers(i); p.embeddedAt(teaser, i) {
				break
			} else if teaser > i {
				i = teaser - 1
			}
			continue
		}
		if p.hint.Ended && p.open(i) && p.headed(i) {
			break
		}
		if p.para(i) {
			last = i + 1
			p.unread = append(p.unread, i)
		} else if p.open(i) && (p.listed(i) || p.closing(i, last)) {
			last = i + 1
		}
	}
	p.end = last
}

// vocabulary is the words of the article's paragraphs, as far as its bounds are
// known. Few pages ask for them.
func (p *page) vocabulary() map[string]int {
	if p.words == nil {
		p.words = map[string]int{}
	}
	for _, i := range p.unread {
		for _, w := range p.lines[i].shape.meaning() {
			p.words[w]++
		}
	}
	p.unread = p.unread[:0]
	return p.words
}

func (p *page) firstPara() int {
	for i := range p.lines {
		if p.para(i) {
			return i
		}
	}
	return len(p.lines)
}

// briefWords is how long a line is that passes for text where nothing longer
// stands: a bulletin without full stops.
const briefWords = 9

// loosen takes the longer lines for paragraphs, but for the first of several:
// that is the headline. Lines of a page without any are no text.
func (p *page) loosen() {
	var long []int
	for i := range p.lines {
		if p.open(i) && len(p.lines[i].shape.words) >= briefWords {
			long = append(long, i)
		}
	}
	if len(long) == 0 {
		for i := range p.lines {
			p.mark(i, Controls, "no running text on the page")
		}
		return
	}
	if len(long) > 1 && len(p.lines[long[0]].shape.words) <= len(p.lines[long[1]].shape.words) {
		long = long[1:]
	}
	for _, i := range long {
		p.lines[i].shape.para = true
	}
}

// introduced takes in the line right over the first paragraph when that one
// introduces it with a colon.
func (p *page) introduced(first int) int {
	i := first - 1
	for i >= 0 && p.lines[i].Text == "" {
		i--
	}
	if i < 0 || first >= len(p.lines) || !p.open(i) || !p.lines[i].shape.colon || len(p.lines[i].shape.words) < 6 || p.lines[i].shape.twin > 0 {
		return first
	}
	p.lines[i].shape.para = true
	return i
}

// maxDeck is the most words of a summary under the title.
const maxDeck = 45

// afterDeck steps over a summary: one paragraph that the writer's name or the
// date follows before the text begins.
func (p *page) afterDeck(first int) int {
	if p.hint.Markup || first >= len(p.lines) || len(p.lines[first].shape.words) > maxDeck {
		return first
	}
	framed := false
	for i := first + 1; i < len(p.lines); i++ {
		l := &p.lines[i]
		switch {
		case p.para(i):
			if framed {
				p.mark(first, Deck, "summary over the writer and date")
				return i
			}
			return first
		case l.Kind == Date && strings.ContainsAny(l.Text, "0123456789٠١٢٣٤٥٦٧٨٩") && !relative(l.shape.words) && len(l.shape.words) > 2, p.open(i) && byline(l.Text, l.shape.words) && signAfter(l.Text, 1):
			framed = true
		case strong[l.Kind], l.Kind == Related:
			return first
		}
	}
	return first
}

// closing reports whether line i is a short sentence right behind the last
// paragraph: the article's last words.
func (p *page) closing(i, last int) bool {
	s := &p.lines[i].shape
	return last > p.first && p.next(last) == i && s.stop && (s.verb || p.hint.Markup) && len(s.words) >= 4 && !asks(p.lines[i].Text)
}

// listed reports whether line i belongs to a list that a paragraph with a
// colon opened, or is marked as an item.
func (p *page) listed(i int) bool {
	l := &p.lines[i]
	if l.Item || l.shape.item || enumerated(l.Text) {
		return !l.Linked
	}
	return false
}

// enumerated recognises «أولاً: …», «1. …», «٢- …».
func enumerated(t string) bool {
	w, _, _ := strings.Cut(t, " ")
	k := Key(w)
	switch k {
	case "اولا", "ثانيا", "ثالثا", "رابعا", "خامسا", "سادسا", "سابعا", "ثامنا", "تاسعا", "عاشرا":
		return true
	}
	return len(k) > 0 && len(k) <= 2 && k[0] >= '0' && k[0] <= '9' && strings.ContainsAny(w, ".-)–")
}

// goesOn reports whether the article goes on behind a strong marker: a bar of
// counters and a source under the title are not its end.
func (p *page) goesOn(i int) bool {
	before, after := p.runes[i]-p.runes[p.first], p.runes[len(p.lines)]-p.runes[i]
	if p.lines[i].Kind == Comments || p.lines[i].Kind == Copyright {
		return before < 200 && after > 4*before && after > 800
	}
	if before >= 300 {
		return false
	}
	return after > 3*before && after > 600
}

// sum counts the letters of the paragraphs before each line.
func (p *page) sum() {
	p.runes = make([]int, len(p.lines)+1)
	for i := range p.lines {
		p.runes[i+1] = p.runes[i]
		if p.para(i) {
			p.runes[i+1] += p.lines[i].shape.runes
		}
	}
}

// teasers is the end of the headlines that follow the header of a teaser at i:
// lines that are no paragraph and no header themselves.
func (p *page) teasers(i int) int {
	j, n, last := p.next(i+1), 0, i
	if p.carries(i) || p.closes(i) { // the header carries its headline itself, or ends a list
		return i + 1
	}
	for ; j < len(p.lines) && n < 8; j = p.next(j + 1) {
		l := &p.lines[j]
		if l.Kind != Blank && l.Kind != Date || p.para(j) && !p.headline(j) || l.Heading > 0 && n > 0 {
			break
		}
		n++
		if n == 1 && p.hint.Markup && !l.Linked && l.Heading == 0 && l.shape.para {
			break
		}
		last = j
	}
	if n >= 2 && j < len(p.lines) && p.para(j) && p.heads(last) {
		return last
	}
	return j
}

// heads reports whether the last line over a paragraph looks like a heading of
// the text rather than like one more headline.
func (p *page) heads(i int) bool {
	s := &p.lines[i].shape
	return len(s.words) <= 4 && !s.verb && p.lines[i].Kind == Blank
}

// closes reports whether a line ends a list of teasers.
func (p *page) closes(i int) bool {
	w := p.lines[i].shape.words
	return len(w) > 0 && (w[0] == "end" || w[0] == "نهايه" || w[len(w)-1] == "نهايه")
}

// carries reports whether the header of a teaser has the headline behind it on
// the same line: «اقرأ أيضاً: …».
func (p *page) carries(i int) bool {
	l := &p.lines[i]
	_, after, ok := strings.Cut(l.Text, ":")
	return ok && len(strings.Fields(after)) >= 3 || !ok && len(l.shape.words) >= 6
}

// headline reports whether line i has the form of a headline: one clause
// without a full stop.
func (p *page) headline(i int) bool {
	s := &p.lines[i].shape
	n := len(s.words)
	return n >= 3 && n <= 24 && (!s.stop || strings.HasSuffix(p.lines[i].Text, "؟") || strings.HasSuffix(p.lines[i].Text, "?")) && !s.stamp && !s.goOn
}

// embeddedAt reports whether the lines from the headline before body on are a
// second article printed whole: paragraphs under a headline that is theirs and
// not a teaser that the article's own text follows.
func (p *page) embeddedAt(body, header int) bool {
	h := p.headlineBefore(body, header)
	if h < 0 || body >= len(p.lines) || !p.para(body) {
		return false
	}
	paras, runes := p.run(body)
	own := map[string]int{}
	for j := body; j < len(p.lines) && j < body+4; j++ {
		for _, w := range p.lines[j].shape.meaning() {
			own[w]++
		}
	}
	like := overlap(&p.lines[h].shape, own)
	if p.over(header) {
		return runes >= 120 && (paras >= 2 || like >= 0.3)
	}
	if p.lines[body].shape.tied || paras < 2 {
		return false
	}
	return like >= 0.5 && like > overlap(&p.lines[h].shape, p.vocabulary())
}

// What tells a second article without a header of its own from a section of
// the first: its headline shares nearly no words with what stands before and
// most with what follows.
const (
	ownShare  = 0.6
	hostShare = 0.2
)

// headed reports whether line i is the headline of a second article, whose
// header and the first one's end are known to have stood somewhere.
func (p *page) headed(i int) bool {
	s := &p.lines[i].shape
	if s.para || !p.headline(i) || len(s.words) < 4 || len(p.vocabulary()) < 10 {
		return false
	}
	body := p.next(i + 1)
	for body < len(p.lines) && p.lines[body].Kind == Date {
		body = p.next(body + 1)
	}
	if body >= len(p.lines) || !p.para(body) || p.lines[body].shape.tied {
		return false
	}
	if paras, _ := p.run(body); paras < 2 {
		return false
	}
	own := map[string]int{}
	for j := body; j < len(p.lines) && j < body+3; j++ {
		for _, w := range p.lines[j].shape.meaning() {
			own[w]++
		}
	}
	return overlap(s, own) >= ownShare && overlap(s, p.vocabulary()) <= hostShare
}

// headlineBefore is the headline among the lines between header and body.
func (p *page) headlineBefore(body, header int) int {
	if header >= 0 && header < body && p.carries(header) {
		return header
	}
	for j := body - 1; j > header; j-- {
		if (p.open(j) || p.lines[j].Heading > 0) && p.headline(j) {
			return j
		}
	}
	return -1
}

// over reports whether a strong marker stands between the article's paragraphs
// and line i: then the article has ended.
func (p *page) over(i int) bool { return p.ended > 0 && i > p.ended }

// markEnd finds the first strong marker that ends the article.
func (p *page) markEnd() {
	for j := p.first; j < len(p.lines); j++ {
		if strong[p.lines[j].Kind] && !p.goesOn(j) {
			p.ended = j
			return
		}
	}
}

// enough is what a second article must have at the least: more is not counted.
const (
	enoughParas = 3
	enoughRunes = 300
)

// run counts the paragraphs and their letters from line i up to a strong
// marker, the end, or until it is enough.
func (p *page) run(i int) (paras, runes int) {
	for ; i < len(p.lines) && !strong[p.lines[i].Kind] && (paras < enoughParas || runes < enoughRunes); i++ {
		if p.para(i) {
			paras++
			runes += p.lines[i].shape.runes
		}
	}
	return paras, runes
}
