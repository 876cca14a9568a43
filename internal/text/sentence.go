package text

import (
	"slices"
	"unicode"
	"unicode/utf8"
)

// parenReach is how many tokens a bracket may hold and still keep its stops
// from ending the sentence; a bracket left open must not swallow the line.
const parenReach = 60

// cutter finds the sentences among the tokens of a text.
type cutter struct {
	d     *Doc
	out   []Sentence
	first int // first token of the running sentence
	line  int
	words bool // the running sentence has a word
	open  int  // token of the bracket that is open, or -1
}

// cut sets the sentences of d. A line break always ends one. Inside a line a
// sentence ends after . ! ? … and the closing quotation marks and brackets
// that stick to them, also inside quotation marks (a long quotation is
// several sentences), but not
//
//   - inside brackets, after an abbreviation, an initial or a list number,
//   - before a comma, a colon or a dash («هل ننسحب؟»، قال …),
//   - before a lower-case Latin word.
//
// A semicolon ends a clause, never a sentence.
func (d *Doc) cut(breaks []int32) {
	c := &cutter{d: d, open: -1}
	c.out = slices.Grow(d.Sentences[:0], len(d.Tokens)/16+len(breaks)+1)
	for i := 0; i < len(d.Tokens); {
		for len(breaks) > 0 && int(breaks[0]) <= i {
			c.close(i)
			breaks = breaks[1:]
			c.line++
			c.open = -1
		}
		limit := len(d.Tokens)
		if len(breaks) > 0 {
			limit = int(breaks[0])
		}
		i = c.step(i, limit)
	}
	c.close(len(d.Tokens))
	d.Sentences = c.out
}

// close ends the running sentence before token i.
func (c *cutter) close(i int) {
	if i > c.first {
		t := c.d.Tokens
		c.out = append(c.out, Sentence{
			Start: t[c.first].Start, End: t[i-1].End, First: c.first, Last: i, Line: c.line,
		})
	}
	c.first, c.words = i, false
}

// step looks at token i of a line that ends before limit and gives the next.
func (c *cutter) step(i, limit int) int {
	t := &c.d.Tokens[i]
	if t.Kind != Punct {
		c.words = true
		return i + 1
	}
	switch t.Fold {
	case "(", "[":
		c.open = i
	case ")", "]":
		c.open = -1
	case ".", "!", "?", "…":
		next := c.afterTerminal(i, limit)
		if c.ends(i, next, limit) {
			c.close(next)
			c.open = -1
		}
		return next
	}
	return i + 1
}

// afterTerminal skips further terminals and the closers that stick to them.
func (c *cutter) afterTerminal(i, limit int) int {
	j := i + 1
	for j < limit && isTerminal(c.d.Tokens[j].Fold) && !c.d.Tokens[j].Space {
		j++
	}
	for j < limit && c.closer(j, limit) {
		j++
	}
	return j
}

func isTerminal(fold string) bool { return fold == "." || fold == "!" || fold == "?" || fold == "…" }

// closer reports whether token j closes what went before: it sticks to the
// token before and not to the one after.
func (c *cutter) closer(j, limit int) bool {
	t := &c.d.Tokens[j]
	if t.Kind != Punct {
		return false
	}
	switch t.Fold {
	case "»", "”", "›":
		return true
	case ")", "]":
		return c.open < 0
	case "\"", "'", "“", "„", "‟":
		return !t.Space && (j+1 >= limit || c.d.Tokens[j+1].Space || c.d.Tokens[j+1].Kind == Punct)
	}
	return false
}

// ends decides whether the terminal at i, with what sticks to it up to next,
// ends the sentence.
func (c *cutter) ends(i, next, limit int) bool {
	if next >= limit {
		return true
	}
	if !c.words || c.open >= 0 && i-c.open < parenReach && c.closesAhead(i, limit) {
		return false
	}
	after := &c.d.Tokens[next]
	switch after.Fold {
	case ",", ";", ":", "-", ")", "]":
		return false
	}
	if next == i+1 && c.d.Tokens[i].Fold == "." && !c.stopEnds(i, after) {
		return false
	}
	first, _ := utf8.DecodeRuneInString(c.d.Text[after.Start:])
	return !unicode.IsLower(first)
}

func (c *cutter) closesAhead(i, limit int) bool {
	for j := i + 1; j < limit && j-c.open < parenReach; j++ {
		switch c.d.Tokens[j].Fold {
		case ")", "]":
			return true
		}
	}
	return false
}

// stopEnds decides for a single full stop with nothing closing after it.
func (c *cutter) stopEnds(i int, after *Token) bool {
	if i == c.first {
		return true
	}
	before := &c.d.Tokens[i-1]
	if before.Space && i-1 == c.first && before.Kind == Number { // 1. first item
		return false
	}
	if before.Kind == Word && c.abbreviation(i-1) {
		return false
	}
	if after.Space || after.Arabic || after.Kind == Punct {
		return true
	}
	return after.Kind == Word && before.Kind == Word && before.End-before.Start > 2 && c.upperWord(after)
}

// upperWord: a capital and then a small letter, the start of an English sentence.
func (c *cutter) upperWord(t *Token) bool {
	s := c.d.Text[t.Start:t.End]
	return len(s) > 1 && s[0] >= 'A' && s[0] <= 'Z' && s[1] >= 'a' && s[1] <= 'z'
}

// abbreviation reports whether word j before a stop is cut short by it.
func (c *cutter) abbreviation(j int) bool {
	t := &c.d.Tokens[j]
	src := c.d.Text[t.Start:t.End]
	if t.Arabic {
		if !words.arabicShort.Has(t.Fold) && !initialism(src) {
			return false
		}
		return j == 0 || c.d.Tokens[j-1].Kind != Number // 2024م. and 1446هـ. end a sentence
	}
	if words.englishShort.Has(t.Fold) {
		return true
	}
	if len(src) == 1 {
		return src != "I"
	}
	return initialism(src) && !c.starter(j+2)
}

// starter: the word at j begins English sentences and follows no initialism.
func (c *cutter) starter(j int) bool {
	if j >= len(c.d.Tokens) {
		return true
	}
	return words.starters.Has(c.d.Tokens[j].Fold) && c.upperOrLone(&c.d.Tokens[j])
}

func (c *cutter) upperOrLone(t *Token) bool {
	return t.End-t.Start == 1 || c.upperWord(t)
}

// initialism: the source of the word has stops inside.
func initialism(src string) bool {
	for i := 0; i < len(src); i++ {
		if src[i] == '.' {
			return true
		}
	}
	return false
}
