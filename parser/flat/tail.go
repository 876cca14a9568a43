package flat

import "github.com/marsad-news/marsad/event"

// tail decides the lines behind the article: second articles printed whole are
// taken out, everything else is what its markers say.
func (p *page) tail() {
	article := 0
	for i := p.end; i < len(p.lines); {
		if h, body := p.secondArticle(i); h >= 0 {
			article++
			i = p.embed(h, body, article)
			continue
		}
		i++
	}
	p.rest()
}

// secondArticle looks for an embedded article whose header or headline is at
// line i; it returns the lines of its headline and of its first paragraph.
func (p *page) secondArticle(i int) (headline, body int) {
	l := &p.lines[i]
	switch {
	case l.Kind == Related:
		body = p.teasers(i)
		if body < len(p.lines) && p.embeddedAt(body, i) {
			return p.headlineBefore(body, i), body
		}
	case p.open(i) && p.headline(i):
		body = p.next(i + 1)
		for body < len(p.lines) && (p.lines[body].Kind == Date || p.lines[body].Kind == Byline) {
			body = p.next(body + 1)
		}
		if body < len(p.lines) && p.para(body) && (p.stands(i, body) || p.hint.Ended && i == p.end) {
			return i, body
		}
	}
	return -1, -1
}

// stands reports whether a headline without a header over it opens an article
// of its own: its paragraphs take up its words and begin as an article does.
func (p *page) stands(h, body int) bool {
	paras, runes := p.run(body)
	if paras < 2 || runes < 250 || p.lines[body].shape.tied || p.under(h) == Comments {
		return false
	}
	own := map[string]int{}
	for j := body; j < len(p.lines) && j < body+4; j++ {
		for _, w := range p.lines[j].shape.meaning() {
			own[w]++
		}
	}
	return overlap(&p.lines[h].shape, own) >= 0.5
}

// under is the kind of the last marker over line i.
func (p *page) under(i int) Kind {
	for j := i - 1; j >= p.end; j-- {
		if k := p.lines[j].Kind; k != Blank && k != Date && k != Controls {
			return k
		}
	}
	return Blank
}

// embed marks an embedded article and returns the line behind it.
func (p *page) embed(h, body, article int) int {
	p.lines[h].Kind, p.lines[h].Rule, p.lines[h].Article = EmbeddedTitle, "headline with its own paragraphs", article
	for j := h + 1; j < body; j++ {
		if p.lines[j].Kind == Date {
			p.lines[j].Kind, p.lines[j].Article = EmbeddedDate, article
		}
	}
	last := body
	for j := body; j < len(p.lines) && !strong[p.lines[j].Kind]; j++ {
		if p.lines[j].Kind == Related || p.open(j) && p.headline(j) && p.nextIsOwn(j) {
			break
		}
		if p.para(j) {
			last = j
		}
	}
	for j := body; j <= last; j++ {
		if !p.open(j) {
			continue
		}
		l := &p.lines[j]
		if why, pic := p.picture(j); pic && !l.shape.para {
			p.mark(j, Caption, why)
			continue
		}
		if !l.shape.para && len(l.shape.words) <= 12 && !p.listed(j) && !l.shape.stop {
			l.Section = event.SectionSubhead
		}
		p.mark(j, EmbeddedBody, "text of an embedded article")
		l.Article = article
	}
	return last + 1
}

// nextIsOwn reports whether a headline inside an embedded article opens yet
// another one: a date or byline follows it.
func (p *page) nextIsOwn(j int) bool {
	n := p.next(j + 1)
	return n < len(p.lines) && (p.lines[n].Kind == Date || p.lines[n].Kind == Byline)
}

// rest decides what is left behind the article by the markers around it. An
// appeal begins with sentences that could stand anywhere, so a line right over
// the marker of one belongs to it.
func (p *page) rest() {
	current := Blank
	for i := p.end; i < len(p.lines); i++ {
		l := &p.lines[i]
		switch {
		case l.Text == "":
		case current == Comments && (l.Kind == Date || l.Kind == Controls):
			l.Kind = Comments
		case l.Kind != Blank:
			if l.Kind != Controls && l.Kind != Date && l.Kind != Caption && l.Kind != EmbeddedBody {
				current = l.Kind
			}
			if l.Kind == EmbeddedBody {
				current = Blank
			}
		default:
			p.mark(i, p.around(i, current), "behind the article")
		}
	}
}

// around chooses the kind of an undecided line of the tail.
func (p *page) around(i int, current Kind) Kind {
	if current == Comments {
		return Comments
	}
	for j, n := i+1, 0; j < len(p.lines) && n < 2; j++ {
		if p.lines[j].Text == "" {
			continue
		}
		n++
		if k := p.lines[j].Kind; k == Donation || k == Newsletter {
			return k
		}
	}
	switch current {
	case Blank, SourceLine:
		return Controls
	case EmbeddedTitle:
		return Related
	}
	return current
}
