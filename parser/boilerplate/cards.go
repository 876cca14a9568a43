package boilerplate

// A list of teasers: boxes side by side, nearly each with a linked headline
// and little text.
const (
	cardLeast = 3   // such boxes
	cardRunes = 320 // running text of one
	cardShare = 45  // percent of the page's running text the list may hold
)

// setAsideCards marks lists of teasers that no name gives away. One that
// holds much of the page's text is only remembered: the page may be a listing.
func (e *extraction) setAsideCards() {
	e.cards, e.lists = 0, e.lists[:0]
	s := e.sum()
	page := s.good[len(e.blocks)]
	for i := int32(1); i < int32(len(e.boxes)); i++ {
		b := &e.boxes[i]
		if up := e.boxes[b.parent]; b.drop == kindNone && up.drop == kindRelated && up.why == "teasers" {
			b.drop, b.why = up.drop, up.why
			continue
		}
		if b.drop != kindNone || b.hint.body == 3 || b.hint.kind == kindKeep || e.holdsEntries(i) {
			continue
		}
		n := e.countCards(i, s)
		if n == 0 {
			continue
		}
		if good, _ := s.of(b); good*100 < page*cardShare || e.besides(b, s) {
			b.drop, b.rule, b.why = kindRelated, -1, "teasers"
		} else {
			e.cards += n
			e.lists = append(e.lists, i)
		}
	}
}

// ownText is the running text beside a headline that makes its box another one
// than a list's.
const ownText = 90

// besides reports whether a list stands in another part of the page than the
// headline: the innermost box around the headline that holds text behind it
// does not hold the list.
func (e *extraction) besides(list *box, s sums) bool {
	if e.title < 0 || e.title >= list.first && e.title < list.end {
		return false
	}
	for x := e.blocks[e.title].box; x > 0; x = e.boxes[x].parent {
		b := &e.boxes[x]
		if b.first <= list.first && b.end >= list.end {
			return false
		}
		if s.good[b.end]-s.good[e.title+1] >= ownText {
			return true
		}
	}
	return false
}

// countCards is how many teasers the children of a box are, or 0 if most of
// them are something else.
func (e *extraction) countCards(x int32, s sums) int {
	cards, others := 0, 0
	for j := x + 1; j < e.boxes[x].last; j = e.boxes[j].last {
		c := &e.boxes[j]
		if c.end == c.first || c.drop != kindNone {
			continue
		}
		if good, _ := s.of(c); good <= cardRunes && c.end-c.first <= 8 && e.linkedHead(c) {
			cards++
		} else {
			others++
		}
	}
	if cards < cardLeast || cards < 3*others {
		return 0
	}
	return cards
}

// linkedHead reports whether one of the first blocks of a box is a headline
// that is all link.
func (e *extraction) linkedHead(c *box) bool {
	for j := c.first; j < c.end && j < c.first+3; j++ {
		b := &e.blocks[j]
		if b.words >= 3 && b.linked*10 >= b.runes*9 {
			return true
		}
	}
	return false
}
