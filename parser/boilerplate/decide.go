package boilerplate

import "strings"

// spoken is what the stock phrase of a block decides.
type spoken struct {
	verdict
	action action
}

// longest block, in runes, that is looked up among the phrases
const phraseRunes = 450

// byPhrase looks a block up among the stock phrases.
func (e *extraction) byPhrase(i int) (spoken, bool) {
	b := &e.blocks[i]
	if b.runes > phraseRunes && !strings.Contains(e.text(i), "المصدر") {
		return spoken{}, false
	}
	e.readWords(i)
	f := phrasesTable.find(e.text(i), e.ids, e.starts, false)
	if f.rule < 0 {
		return spoken{}, false
	}
	p := &phrasesTable.phrases[f.rule]
	switch {
	case p.kind == kindCaption && (b.form == heading || p.place == placeEnds && b.stop),
		p.kind == kindDate && !hasNumber(e.text(i)):
		return spoken{}, false
	}
	s := spoken{verdict{kind: p.kind, rule: p.text}, p.action}
	if p.action == actTail {
		at := e.tailAt(i, f.at)
		if at == 0 {
			return spoken{}, false
		}
		s.verdict = verdict{cut: int32(at)}
	}
	return s, true
}

// readWords reads the words of block i, its hash with them.
func (e *extraction) readWords(i int) {
	h := uint64(0)
	e.ids, e.starts, h = phrasesTable.wordIDs(e.text(i), e.ids, e.starts)
	e.keepHash(i, h)
}

// tailAt is where the source line that starts at byte at of block i begins,
// or 0: it must stand after the end of a sentence and before a colon or bar.
func (e *extraction) tailAt(i, at int) int {
	t := e.text(i)
	head := strings.TrimRight(t[:at], " ")
	rest := strings.TrimLeft(strings.TrimPrefix(t[at:], "المصدر"), " ")
	if head == "" || rest == "" || rest[0] != ':' && rest[0] != '|' {
		return 0
	}
	for _, s := range [...]string{".", "؟", "!", "»", "\"", "…", "”"} {
		if strings.HasSuffix(head, s) {
			return len(head)
		}
	}
	return 0
}

// stamp reports whether a block is nothing but a date or a time.
func (e *extraction) stamp(i int) bool {
	if !e.onlyDate(i) {
		return false
	}
	return e.arabic || digits(e.text(i)) >= 4 // "10 p.m." heads an entry of a live page
}

// onlyDate reports whether all words of a block are those of dates and times,
// at least one of them a number.
func (e *extraction) onlyDate(i int) bool {
	b := &e.blocks[i]
	if b.words > 12 || b.runes > 80 {
		return false
	}
	number := false
	w := wordReader{s: e.text(i)}
	for at := 0; ; {
		word, _, end := w.next(at)
		if word == nil {
			return number
		}
		at = end
		if word[0] == '#' {
			number = true
			continue
		}
		if !dateWords[string(word)] {
			return false
		}
	}
}

func hasNumber(s string) bool {
	for _, r := range s {
		if foldRune(r) == '#' {
			return true
		}
	}
	return false
}

// digits counts the digits of a text, of any script.
func digits(s string) int {
	n := 0
	for _, r := range s {
		if foldRune(r) == '#' {
			n++
		}
	}
	return n
}
