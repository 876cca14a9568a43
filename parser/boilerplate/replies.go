package boilerplate

// Replies of readers that no name gives away: boxes of one kind, side by
// side behind the text, each headed by who wrote it and when.
const (
	replyLeast = 2   // of them
	replyRunes = 900 // text of one
	replyWords = 9   // of the line that heads it
	textBefore = 150 // running text between headline and replies
)

// setAsideReplies marks lists of replies. A thread may be longer than the
// article: then most of it must be headed by names.
func (e *extraction) setAsideReplies() {
	if e.title < 0 {
		return
	}
	s := e.sum()
	page := s.good[len(e.blocks)]
	for i := int32(1); i < int32(len(e.boxes)); i++ {
		b := &e.boxes[i]
		if b.drop != kindNone || b.entry > 0 || b.first <= e.title || s.good[b.first]-s.good[e.title] < textBefore || e.holdsEntries(i) {
			continue
		}
		good, _ := s.of(b)
		if e.isReplies(i, good*2 >= page) {
			e.dropBox(i, kindComments, "replies")
		}
	}
}

// isReplies reports whether the children of a box are replies, headed by names
// if they must be.
func (e *extraction) isReplies(x int32, byName bool) bool {
	replies, others, names := 0, 0, 0
	class := ""
	for j := x + 1; j < e.boxes[x].last; j = e.boxes[j].last {
		c := &e.boxes[j]
		if c.end == c.first || c.drop != kindNone {
			continue
		}
		if name := classOf(c.node.Attr); e.isReply(c) && (replies == 0 || name == class) {
			class = name
			replies++
			if e.isNamed(c) {
				names++
			}
		} else {
			others++
		}
	}
	return replies >= replyLeast && replies > others && (!byName || names*10 >= replies*8)
}

// nameWords is the most words of a name, what it is called by included.
const nameWords = 4

// isNamed reports whether a box begins with a name: a short line, before its
// text, of other words than those of dates; a date may follow it.
func (e *extraction) isNamed(c *box) bool {
	for j := c.first; j < c.end && j < c.first+2; j++ {
		b := &e.blocks[j]
		if b.good > 0 || b.stop || b.words > replyWords {
			return false
		}
		if n := e.otherWords(int(j)); n > 0 {
			return n <= nameWords
		}
	}
	return false
}

// otherWords counts the words of a block that dates are not made of.
func (e *extraction) otherWords(i int) int {
	n := 0
	w := wordReader{s: e.text(i)}
	for at := 0; ; {
		word, _, end := w.next(at)
		if word == nil {
			return n
		}
		if at = end; word[0] != '#' && !dateWords[string(word)] {
			n++
		}
	}
}

// isReply reports whether a box is headed by a date or time, or is called a
// post and headed by a name, and holds text that is no link.
func (e *extraction) isReply(c *box) bool {
	if n := c.end - c.first; n < 2 || n > 8 {
		return false
	}
	runes, linked, dated := int32(0), int32(0), false
	for j := c.first; j < c.end; j++ {
		b := &e.blocks[j]
		if b.form == heading && b.level < 4 {
			return false
		}
		if j < c.end-1 && j < c.first+3 && b.words <= replyWords && !b.stop && e.isDated(j) {
			dated = true
		}
		runes += b.runes
		linked += b.linked
	}
	return (dated || c.hint.reply && e.isNamed(c)) && runes <= replyRunes && linked*2 < runes
}

// isDated reports whether a short block gives a date or a time.
func (e *extraction) isDated(j int32) bool {
	t := e.text(int(j))
	return e.boxes[e.blocks[j].box].hint.kind == kindDate || e.stamp(int(j)) || digits(t) >= 4
}
