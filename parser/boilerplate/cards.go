package boilerplate

// A list of teasers: boxes side by side, nearly each with a linked headline
// and little text.
const (
	cardLeast = 3   // such boxes
	cardRunes = 320 // running text of one
	cardShare = 45  // percent of the page's running text the list may hold
)

// setAsideCards marks lists of teasers that no name gives away.
func (e *extraction) setAsideCards() {
	s := e.sum()
	page := s.good[len(e.blocks)]
	for i := int32(1); i < int32(len(e.boxes)); i++ {
		b := &e.boxes[i]
		if up := e.boxes[b.parent]; b.drop == kindNone && up.drop == kindRelated && up.why == "teasers" {
			b.drop, b.why = up.drop, up.why
			continue
		}
		if b.drop != kindNone || b.hint.body == 3 {
			continue
		}
		if good, _ := s.of(b); good*100 < page*cardShare && e.isCards(i, s) {
			b.drop, b.rule, b.why = kindRelated, -1, "teasers"
		}
	}
}

// isCards reports whether the children of a box are teasers.
func (e *extraction) isCards(x int32, s sums) bool {
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
	return cards >= cardLeast && cards >= 3*others
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
