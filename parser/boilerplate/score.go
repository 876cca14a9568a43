package boilerplate

// Guards of the boxes that their names give away.
const (
	restRunes = 400 // running text that must remain for a sure name to count
	restShare = 10  // … and percent of the page
	likely    = 40  // percent of the page's running text under which a likely name counts
	smallBox  = 250 // runes of running text under which a weak name counts
)

// sums are the running sums of good and junk over the blocks.
type sums struct{ good, junk []int32 }

func (p *page) sum() sums {
	both := make([]int32, 2*(len(p.blocks)+1))
	s := sums{both[:len(p.blocks)+1], both[len(p.blocks)+1:]}
	for i := range p.blocks {
		s.good[i+1] = s.good[i] + p.blocks[i].good
		s.junk[i+1] = s.junk[i] + p.blocks[i].junk
	}
	return s
}

func (s sums) of(b *box) (good, junk int32) {
	return s.good[b.end] - s.good[b.first], s.junk[b.end] - s.junk[b.first]
}

// strictness says how readily boxes go by their names. A page of which too
// little is left is read again with less of it.
type strictness uint8

const (
	byAll    strictness = iota // all names
	bySure                     // only sure names
	byHidden                   // even hidden text counts
)

// setAside marks the boxes that are not the article by what they are called.
func (p *page) setAside(how strictness) {
	s := p.sum()
	page := s.good[len(p.blocks)]
	for i := int32(1); i < int32(len(p.boxes)); i++ {
		b := &p.boxes[i]
		if b.drop != kindNone {
			continue // an outlet's rule
		}
		up := &p.boxes[b.parent]
		if up.drop != kindNone {
			b.drop, b.rule, b.why = up.drop, up.rule, up.why
			continue
		}
		good, junk := s.of(b)
		if b.hidden && how < byHidden && page-good >= restRunes {
			b.drop, b.why = kindHidden, "style"
			continue
		}
		if b.hint.kind != kindNone && p.goes(b, how, good, junk, page) {
			b.drop, b.rule = b.hint.kind, b.hint.rule
		}
	}
}

// goes reports whether the name of a box suffices to set it aside.
func (p *page) goes(b *box, how strictness, good, junk, page int32) bool {
	if b.hint.kind == kindKeep {
		return false
	}
	rest := page - good
	enough := rest >= restRunes && rest*100 >= page*restShare || good == 0
	switch b.hint.strength {
	case 3:
		if b.hint.body == 3 && how == byAll && good*100 > page*likely {
			return false
		}
		return enough || good < smallBox/2
	case 2:
		return how == byAll && b.hint.body < 3 && (good == 0 || enough && good*100 < page*likely)
	}
	return how == byAll && b.hint.body == 0 && good < smallBox && junk > good
}

// choose returns the box with the most running text and the least else.
func (p *page) choose() int32 {
	s := p.live()
	best, top := int32(0), int64(-1<<62)
	for i := range p.boxes {
		b := &p.boxes[i]
		if b.drop != kindNone {
			continue
		}
		good, junk := s.of(b)
		f := int64(good)*10 - int64(junk)*8
		switch b.hint.body {
		case 3:
			f += f / 5
		case 2:
			f += f / 20
		}
		if f >= top {
			best, top = int32(i), f
		}
	}
	return best
}

// live sums what the boxes that are not set aside hold.
func (p *page) live() sums {
	both := make([]int32, 2*(len(p.blocks)+1))
	s := sums{both[:len(p.blocks)+1], both[len(p.blocks)+1:]}
	for i := range p.blocks {
		b := &p.blocks[i]
		good, junk := b.good, b.junk
		if p.boxes[b.box].drop != kindNone {
			good, junk = 0, 0
		}
		s.good[i+1] = s.good[i] + good
		s.junk[i+1] = s.junk[i] + junk
	}
	return s
}
