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

// How far over the text a headline without the markup of one may stand, in
// blocks, and what it must share with the text.
const (
	overText    = 6
	sharedLeast = 2  // words
	sharedShare = 40 // percent of its longer words
	sharedWord  = 6  // bytes from which a word is a longer one: three Arabic letters
)

// titleOverText finds the headline of a page of which neither head nor markup
// names one: a line in strong letters over the text, in its words.
func (e *extraction) titleOverText() {
	c := &e.boxes[e.chosen]
	from, _ := e.goodRange(int(c.first), int(c.end))
	if e.title >= 0 || from < 0 {
		return
	}
	for i := from - 1; i >= max(0, from-overText); i-- {
		b := &e.blocks[i]
		if b.words < 4 || b.words > 25 || b.linked > 0 || b.strong*10 < b.runes*8 || e.onlyDate(i) || e.boxes[b.box].hidden {
			continue
		}
		if e.sharesWords(i, from) {
			e.title = int32(i)
			e.verdicts[i] = verdict{kind: kindTitle, rule: "strong letters over the text"}
			return
		}
	}
}

// sharesWords reports whether the longer words of block i stand in the text
// from block from on too, with or without the article.
func (e *extraction) sharesWords(i, from int) bool {
	text := " "
	for j := from; j < min(from+8, len(e.blocks)); j++ {
		text += foldText(e.text(j))
	}
	n, shared := 0, 0
	for w := range strings.FieldsSeq(foldText(e.text(i))) {
		if w = strings.TrimPrefix(w, "ال"); len(w) < sharedWord {
			continue
		}
		n++
		if strings.Contains(text, " "+w) || strings.Contains(text, "ال"+w) {
			shared++
		}
	}
	return shared >= sharedLeast && shared*100 >= n*sharedShare
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
