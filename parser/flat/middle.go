package flat

import (
	"strings"
	"unicode/utf8"

	"github.com/marsad-news/marsad/event"
)

// middle decides the lines between the first paragraph and the end of the
// article.
func (p *page) middle() {
	for i := p.first; i < p.end; i++ {
		l := &p.lines[i]
		if l.Kind == Related && !p.carries(i) {
			for j, end := i+1, p.teasers(i); j < end && j < p.end; j++ {
				p.mark(j, Related, "headline under the header of a teaser")
			}
		}
		if !p.open(i) {
			continue
		}
		if p.para(i) {
			if l.shape.twin > 0 && l.shape.twin-1 < i && p.lines[l.shape.twin-1].Kind == Body {
				p.mark(i, Controls, "printed a second time")
				continue
			}
			p.mark(i, Body, "running text")
			continue
		}
		p.between(i)
	}
}

// between decides a short line between paragraphs: by what the markup says of
// it, by its signs, by what follows it.
func (p *page) between(i int) {
	next := p.nextPara(i)
	k, why := p.byMarkup(i, next)
	if k == Blank {
		k, why = p.bySigns(i)
	}
	switch {
	case k != Blank:
	case next >= p.end:
		k, why = p.atEnd(i)
	default:
		if k, why = p.interrupts(i, next); k == Blank {
			k, why = p.overPara(i)
		}
	}
	p.mark(i, k, why)
}

// byMarkup decides a line by what it is marked up as, or by what it repeats and
// whom it names.
func (p *page) byMarkup(i, next int) (Kind, string) {
	l, s := &p.lines[i], &p.lines[i].shape
	switch {
	case !p.hint.Markup && p.pulled(i):
		return PullQuote, "repeats the text"
	case l.Linked && l.Heading == 0 && !l.Item:
		return Related, "a link standing alone"
	case byline(l.Text, s.words) && signAfter(l.Text, 1):
		return Byline, "names its writer"
	case l.Table || l.Quote:
		return Body, "marked up as text"
	case l.Heading > 0 && next < p.end:
		return Subhead, "marked up as a heading"
	case p.listed(i):
		return Body, "list item"
	}
	return Blank, ""
}

// bySigns decides a line by its quotation marks, brackets and colons.
func (p *page) bySigns(i int) (Kind, string) {
	s := &p.lines[i].shape
	why, pic := p.picture(i)
	switch {
	case !p.hint.Markup && !pic && p.underColon(i):
		p.lines[i].Section = event.SectionList
		return Body, "list item"
	case s.quoted && len(s.words) >= 5:
		return Body, "a quotation"
	case pic:
		return Caption, why
	case s.colon && len(s.words) >= 3:
		return Body, "introduces what follows"
	}
	return Blank, ""
}

// atEnd decides a line that no paragraph follows.
func (p *page) atEnd(i int) (Kind, string) {
	if s := &p.lines[i].shape; s.stop && (s.verb || p.hint.Markup) && len(s.words) >= 4 {
		return Body, "a short last sentence"
	}
	return Controls, "nothing follows it"
}

// interrupts decides a line that has no part in the text around it.
func (p *page) interrupts(i, next int) (Kind, string) {
	l, s := &p.lines[i], &p.lines[i].shape
	n := len(s.words)
	switch {
	case p.lines[next].shape.goOn && !s.verb && n <= 6 && p.repeats(i):
		return Caption, "a name that interrupts a speech"
	case p.hint.Markup:
	case n < askWords && !p.overText(i) && (asks(l.Text) || !s.stop || !s.verb):
		return Controls, "no paragraph under it"
	case n >= 5 && n < askWords && !s.stop && overlap(s, p.vocabulary()) == 0:
		return Advert, "shares no word with the text"
	}
	return Blank, ""
}

// overPara decides a line over a paragraph by its length and end: a sentence
// or a heading.
func (p *page) overPara(i int) (Kind, string) {
	l, s := &p.lines[i], &p.lines[i].shape
	n := len(s.words)
	switch {
	case asks(l.Text) && n < askWords:
		return Subhead, "a question over a paragraph"
	case s.stop && n >= 3:
		return Body, "a short sentence"
	case n >= 13:
		return Body, "long enough for running text"
	case n >= 2 && utf8.RuneCountInString(l.Text) >= 6, n == 1 && s.arabic >= 3 && p.afterPara(i):
		return Subhead, "a short line over a paragraph"
	}
	return Controls, "too short for text"
}

// overText reports whether text follows right under a short line, pictures and
// adverts apart: a heading heads something, an option of a poll does not.
func (p *page) overText(i int) bool {
	for j := p.next(i + 1); j < p.end; j = p.next(j + 1) {
		l := &p.lines[j]
		switch {
		case l.Kind == Caption || l.Kind == Embed || l.Kind == Advert:
			continue
		case l.Kind != Blank:
			return false
		case p.para(j) && l.shape.twin > 0 && l.shape.twin-1 < j:
			return false // printed before
		case p.para(j) || p.listed(j) || l.shape.colon || l.shape.quoted || l.shape.stop && l.shape.verb:
			return true
		}
		if _, pic := p.picture(j); !pic {
			return false
		}
	}
	return false
}

// underColon reports whether line i is one of several short lines right under a
// line that introduces them: a list that lost its marks.
func (p *page) underColon(i int) bool {
	before, items := i-1, 0
	for before >= 0 && (p.lines[before].Text == "" || p.lines[before].Section == event.SectionList) {
		if p.lines[before].Text != "" {
			items++
		}
		before--
	}
	if before < p.first || p.lines[before].Kind != Body || !p.lines[before].shape.colon {
		return false
	}
	if items > 0 {
		return true
	}
	after := p.next(i + 1)
	return after < p.end && p.open(after) && !p.para(after)
}

// pulled reports whether line i is a quotation that stands in one of the
// paragraphs too, or the name under such a one.
func (p *page) pulled(i int) bool {
	s := &p.lines[i].shape
	before := i - 1
	for before >= 0 && p.lines[before].Text == "" {
		before--
	}
	if before >= 0 && p.lines[before].Kind == PullQuote && len(s.words) <= 4 && !s.stop {
		return true
	}
	if !s.quoted || len(s.words) < 5 || p.names > maxNames {
		return false
	}
	p.names++
	for j := p.first; j < p.end; j++ {
		if j == i || !p.lines[j].shape.para {
			continue
		}
		bag := map[string]int{}
		for _, w := range p.lines[j].shape.meaning() {
			bag[w]++
		}
		if overlap(s, bag) >= 0.8 {
			return true
		}
	}
	return false
}

// maxNames bounds how often a text is searched for a name.
const maxNames = 40

// repeats reports whether title and text use the words of line i, as they
// stand, more than once: then they are a name, not the topic of a section.
func (p *page) repeats(i int) bool {
	if p.names++; p.names > maxNames {
		return false
	}
	phrase, n := " "+strings.Join(p.lines[i].shape.words, " ")+" ", 0
	for j := range p.end {
		if j == p.title || j >= p.first && p.lines[j].shape.para {
			n += strings.Count(" "+strings.Join(p.lines[j].shape.words, " ")+" ", phrase)
		}
	}
	return n >= 2
}

// afterPara reports whether a paragraph stands right over line i and right
// under it: one word between them is a heading, one in a list is a button.
func (p *page) afterPara(i int) bool {
	before := i - 1
	for before >= 0 && p.lines[before].Text == "" {
		before--
	}
	after := p.next(i + 1)
	return before >= 0 && after < len(p.lines) && p.lines[before].shape.para && p.lines[after].shape.para
}

func asks(t string) bool { return strings.HasSuffix(t, "؟") || strings.HasSuffix(t, "?") }

// nextPara is the first paragraph behind line i.
func (p *page) nextPara(i int) int {
	for j := i + 1; j < len(p.lines); j++ {
		if p.para(j) {
			return j
		}
	}
	return len(p.lines)
}

// sections gives every kept line its section.
func (p *page) sections() {
	p.liveTimes()
	lead := map[int]bool{}
	for i := range p.lines {
		l := &p.lines[i]
		switch l.Kind {
		case Subhead:
			l.Section = event.SectionSubhead
		case Body, EmbeddedBody:
			if l.Section == "" {
				l.Section = section(l)
			}
			if l.Section == event.SectionBody && !lead[l.Article] {
				l.Section = event.SectionLead
			}
			lead[l.Article] = true
		}
	}
}

// minEntries is how many times of day must stand between the paragraphs of a
// live blog: one is a stamp gone astray.
const minEntries = 2

// liveTimes gives the paragraphs of a live blog the time over them.
func (p *page) liveTimes() {
	entries := 0
	for i := p.first; i < p.end; i++ {
		if p.lines[i].Kind == Date && clock(p.lines[i].Text) {
			entries++
		}
	}
	if entries < minEntries {
		return
	}
	now := ""
	for i := p.first; i < len(p.lines); i++ {
		l := &p.lines[i]
		switch {
		case l.Kind == Date && clock(l.Text):
			now = l.Text
		case l.Kind == Body && now != "" && l.Time == "":
			l.Time = now
		case i >= p.end:
			return
		}
	}
}

// clock recognises a line that is a time of day: 14:05, 02:05 م, 14:05 GMT.
func clock(t string) bool {
	w := strings.Fields(t)
	if len(w) == 0 || len(w) > 3 {
		return false
	}
	h, m, ok := strings.Cut(w[0], ":")
	return ok && len(Key(h)) > 0 && len(Key(h)) <= 2 && len(Key(m)) == 2 && Key(h) >= "0" && Key(h) <= "99"
}

func section(l *Line) event.Section {
	switch {
	case l.Time != "":
		return event.SectionLive
	case l.Table:
		return event.SectionTable
	case l.Quote || l.shape.quoted && strings.ContainsAny(l.Text, "«“\""):
		return event.SectionQuotation
	case l.Item || l.shape.item || enumerated(l.Text):
		return event.SectionList
	}
	return event.SectionBody
}
