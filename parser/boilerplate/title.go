package boilerplate

import (
	"slices"
	"strings"
)

// findTitle finds the headline as the page prints it.
func (e *extraction) findTitle() {
	e.title = -1
	titles := e.titleWords()
	longest, shortest := 0, 1<<30
	for _, t := range titles {
		longest, shortest = max(longest, len(t.folded)), min(shortest, len(t.folded))
	}
	top := 0
	var room []byte
	for i := range e.blocks {
		b := &e.blocks[i]
		if b.words < 2 || b.runes > 300 {
			continue
		}
		if n := int(b.end - b.start); b.form != heading && (n > 2*longest || 2*n+2 < shortest) {
			continue // it says more, or not half of it
		}
		score := e.titleForm(b)
		if score == 0 {
			continue
		}
		fit := 0
		room = appendFolded(room[:0], e.text(i))
		folded := string(room)
		for _, t := range titles {
			fit = max(fit, t.fits(folded, b.form == heading))
		}
		if fit > 0 && score+fit > top {
			e.title, top = int32(i), score+fit
		}
	}
	if top > 5 {
		return // a heading, or nearly the title
	}
	for _, i := range [...]int32{e.only(func(b *block) bool { return b.level == 1 }), e.only(e.calledTitle)} {
		if i >= 0 {
			e.title = i
			return
		}
	}
}

// only is the one block of which is holds, or -1.
func (e *extraction) only(is func(*block) bool) int32 {
	found := int32(-1)
	for i := range e.blocks {
		b := &e.blocks[i]
		if b.words < 4 || b.runes > 300 || e.titleForm(b) == 0 || !is(b) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = int32(i)
	}
	return found
}

// calledTitle reports whether a block stands in a box called after a title.
func (e *extraction) calledTitle(b *block) bool {
	for x, n := b.box, 0; x > 0 && n < 3; x, n = e.boxes[x].parent, n+1 {
		if e.boxes[x].hint.kind == kindTitle {
			return true
		}
	}
	return false
}

// titleForm says how much a block looks like a printed headline.
func (e *extraction) titleForm(b *block) int {
	score := 1
	switch {
	case b.level == 1:
		score = 6
	case b.form == heading:
		score = 4
	}
	for x, n := b.box, 0; x > 0 && n < 3; x, n = e.boxes[x].parent, n+1 {
		switch e.boxes[x].hint.kind {
		case kindTitle:
			score = max(score, 5)
		case kindNavigation, kindTicker, kindRelated, kindMostRead, kindComments, kindHidden, kindCaption, kindShare:
			return 0
		}
		if e.boxes[x].hidden {
			return 0
		}
	}
	if b.linked > 0 {
		score -= 2
	}
	return max(score, 1)
}

// titled is a title that the page's metadata gives.
type titled struct {
	folded string
	words  []string
}

// titleWords are the titles that the page's metadata gives.
func (e *extraction) titleWords() []titled {
	out := make([]titled, 0, 3)
	for _, t := range [...]string{e.opts.Title, e.ogTitle, e.titleTag} {
		if t = foldText(t); t != "" && (len(out) == 0 || out[len(out)-1].folded != t) {
			out = append(out, titled{t, strings.Fields(t)})
		}
	}
	return out
}

// fits says how well a folded text is the title: 0 not at all. Only a heading
// may say it in nearly the same words.
func (w titled) fits(f string, head bool) int {
	t := w.folded
	switch {
	case f == "":
		return 0
	case f == t:
		return 4
	case len(f)*2 >= len(t) && strings.Contains(t, f):
		return 3
	case len(t)*4 >= len(f)*3 && len(t) > 20 && strings.HasPrefix(f, strings.TrimRight(t, " ")):
		return 2
	case head && w.overlaps(f):
		return 1
	}
	return 0
}

// overlaps reports whether most words of a folded text are the title's.
func (w titled) overlaps(f string) bool {
	n := strings.Count(f, " ") // every word has one behind it
	if n < 5 || len(w.words) < 5 || n > 2*len(w.words) || len(w.words) > 3*n {
		return false
	}
	same := 0
	for x := range strings.FieldsSeq(f) {
		if slices.Contains(w.words, x) {
			same++
		}
	}
	return same*10 >= n*7
}

// foldText is a text as its folded words, each followed by a space.
func foldText(s string) string {
	return string(appendFolded(make([]byte, 0, len(s)+8), s))
}

// appendFolded appends the folded words of s to b.
func appendFolded(b []byte, s string) []byte {
	w := wordReader{s: s}
	for at := 0; ; {
		word, _, end := w.next(at)
		if word == nil {
			return b
		}
		b = append(append(b, word...), ' ')
		at = end
	}
}
