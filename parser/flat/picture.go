package flat

import (
	"strings"
	"unicode/utf8"
)

// The most words of a caption that is printed as a sentence.
const (
	maxScene   = 25
	maxForeign = 40
)

// captions finds descriptions of pictures that end with a full stop and would
// pass for text: a scene without a verb over the first paragraph, a sentence
// in another script between paragraphs.
func (p *page) captions() {
	x := lex()
	p.first = p.firstPara()
	arabic := p.mostArabic()
	for i := range p.lines {
		s := &p.lines[i].shape
		if !p.para(i) || p.lines[i].Heading > 0 || p.lines[i].Quote {
			continue
		}
		if arabic && s.latin > 2*s.arabic && len(s.words) <= maxForeign {
			p.mark(i, Caption, "another script than the text")
			continue
		}
		if i == p.firstPara() && !p.hint.Markup && len(s.words) <= maxScene && !s.verb && x.is("pictured", s.words[0]) && p.nextPara(i) < len(p.lines) {
			p.mark(i, Caption, "describes a scene over the text")
		}
	}
}

// mostArabic reports whether most paragraphs are in Arabic script.
func (p *page) mostArabic() bool {
	arabic, other := 0, 0
	for i := range p.lines {
		if s := &p.lines[i].shape; s.para && s.arabic > s.latin {
			arabic++
		} else if s.para {
			other++
		}
	}
	return arabic > 2*other
}

// writers finds the line about the writer behind the text: it begins with the
// name in the byline and says what he is.
func (p *page) writers() {
	last := -1
	for i := range p.lines {
		if p.lines[i].Kind == Body {
			last = i
		}
	}
	if last < 0 {
		return
	}
	words := p.lines[last].shape.words
	for i := range p.lines {
		l := &p.lines[i]
		if l.Kind != Byline || len(l.shape.words) < 2 || len(words) < 5 || len(words) > maxForeign {
			continue
		}
		name := l.shape.words[max(0, len(l.shape.words)-2):]
		if begins(words, name) && lex().is("trade", words[len(name)]) {
			p.lines[last].Kind, p.lines[last].Rule = AuthorBio, "says who the writer is"
			return
		}
	}
}

// foreign reports whether a line is in another script than the article.
func (p *page) foreign(i int) bool {
	s := &p.lines[i].shape
	return s.latin > 2*s.arabic && s.latin > 3 && p.arabic()
}

// arabic reports whether the article's paragraphs are in Arabic script.
func (p *page) arabic() bool {
	for i := p.first; i < len(p.lines); i++ {
		if p.lines[i].shape.para {
			return p.lines[i].shape.arabic > p.lines[i].shape.latin
		}
	}
	return false
}

// picture reports whether a short line has the form of a caption, and why.
func (p *page) picture(i int) (string, bool) {
	l, s := &p.lines[i], &p.lines[i].shape
	switch {
	case l.Heading > 0:
		return "", false
	case s.credit && !s.para:
		return "a picture's credit", true
	case s.twin > 0 && !s.para:
		return "given twice", true
	case p.foreign(i):
		return "another script than the text", true
	case s.pairs && !s.verb:
		return "names side by side", true
	case s.open(6) && pictured(s.words[0]):
		return "describes a scene", true
	case !p.hint.Markup && !s.verb && len(s.words) >= 5 && bracketed(l.Text):
		return "ends with a bracket", true
	case s.open(5) && endsDated(s.words):
		return "ends with a date", true
	}
	return "", false
}

// open reports whether a line of so many words ends without a sign.
func (s *shape) open(least int) bool { return len(s.words) >= least && !s.stop && !s.colon }

// pictured reports whether a word is one that descriptions of pictures begin
// with.
func pictured(w string) bool {
	return lex().is("pictured", w) || lex().is("pictured", strings.TrimPrefix(w, "ال"))
}

// endsDated: «… غرب المدينة كانون الثاني 2019».
func endsDated(w []string) bool {
	n := len(w)
	return utf8.RuneCountInString(w[n-1]) == 4 && (strings.HasPrefix(w[n-1], "20") || strings.HasPrefix(w[n-1], "19")) && lex().is("month", w[n-2])
}

// bracketed reports whether a line ends with a bracket of one to four words.
func bracketed(t string) bool {
	if !strings.HasSuffix(t, ")") && !strings.HasSuffix(t, "]") {
		return false
	}
	i := strings.LastIndexAny(t, "([")
	n := len(strings.Fields(t[max(i, 0):]))
	return i > 0 && n >= 1 && n <= 4
}
