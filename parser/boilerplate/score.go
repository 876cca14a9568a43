package boilerplate

import "golang.org/x/net/html/atom"

// Guards of the boxes that their names give away.
const (
	restRunes  = 150 // running text that must remain for a sure name to count
	restShare  = 10  // … and percent of the page
	likely     = 40  // percent of the page's running text under which a likely name counts
	smallBox   = 250 // runes of running text under which a weak name counts
	smallShare = 12  // percent of the page that a part which is small by nature may hold
	smallRunes = 600 // … and runes

	formRunes    = 400 // text around the fields of a form
	captionRunes = 350 // text beside a picture in a box called after it
)

// small are the kinds that never hold much running text: a box so called
// that does is a wrapper of something else.
var small = [...]bool{
	kindCaption: true, kindShare: true, kindTags: true, kindCookie: false, kindAdvert: true, kindMasthead: true,
	kindNavigation: true, kindTicker: true, kindFontControls: true, kindByline: true, kindDate: true,
	kindMeta: true, kindTitle: true, kindKicker: true, kindLead: true, kindTOC: true, kindVideo: true,
	kindAudio: true, kindPullQuote: true, kindPoll: true, kindLogin: true, kindSourceLine: true, kindCorrection: true,
	kindKeep: false,
}

// sums are the running sums of good and junk over the blocks.
type sums struct{ good, junk, plain []int32 }

func (p *page) sum() sums {
	n := len(p.blocks) + 1
	all := make([]int32, 3*n)
	s := sums{all[:n], all[n : 2*n], all[2*n:]}
	for i := range p.blocks {
		b := &p.blocks[i]
		s.good[i+1] = s.good[i] + b.good
		s.junk[i+1] = s.junk[i] + b.junk
		s.plain[i+1] = s.plain[i] + b.runes - b.linked
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
func (e *extraction) setAside(how strictness) {
	s := e.sum()
	page := s.good[len(e.blocks)]
	names := e.census(s, page)
	for i := int32(1); i < int32(len(e.boxes)); i++ {
		b := &e.boxes[i]
		if b.drop != kindNone {
			continue // an outlet's rule
		}
		up := &e.boxes[b.parent]
		if up.drop != kindNone && b.hint.kind != kindKeep {
			b.drop, b.rule, b.why = up.drop, up.rule, up.why
			continue
		}
		good, _ := s.of(b)
		if b.hidden && how < byHidden && page-good >= restRunes && !(b.hint.kind == kindPaywall && e.isPaid(b)) {
			b.drop, b.why = kindHidden, "style"
			continue
		}
		if b.controls > 0 && how == byAll && s.plain[b.end]-s.plain[b.first] <= formRunes && e.title < b.first {
			b.drop, b.rule, b.why = kindForm, -1, "fields to fill in"
			continue
		}
		if b.hint.kind != kindNone && !names.common(b) && e.goes(b, how, s) {
			b.drop, b.rule = b.hint.kind, b.hint.rule
		}
	}
}

// census lists the names that most of the page's running text goes by, box
// by box: they say nothing ("paywall" on every paragraph).
type census map[int32]bool

// commonShare is the percent of the running text that makes a name common.
const commonShare = 45

func (e *extraction) census(s sums, page int32) census {
	var sum map[int32]int32
	until := int32(0) // the end of the last named box, so that none counts twice
	for i := range e.boxes {
		b := &e.boxes[i]
		k := b.hint.kind
		if k == kindNone || k == kindComments || k == kindRelated || b.hint.rule < 0 || b.first < until {
			continue
		}
		good, _ := s.of(b)
		if good == 0 {
			continue
		}
		if sum == nil {
			sum = map[int32]int32{}
		}
		sum[b.hint.rule] += good
		if b.tag == atom.P || b.tag == atom.Span {
			until = b.end
		}
	}
	var c census
	for rule, good := range sum {
		if good*100 > page*commonShare {
			if c == nil {
				c = census{}
			}
			c[rule] = true
		}
	}
	return c
}

func (c census) common(b *box) bool {
	return c != nil && b.hint.rule >= 0 && c[b.hint.rule] && (b.tag == atom.P || b.tag == atom.Span)
}

// goes reports whether the name of a box suffices to set it aside.
func (e *extraction) goes(b *box, how strictness, s sums) bool {
	good, junk := s.of(b)
	page := s.good[len(e.blocks)]
	if e.stays(b, good) || e.wrapper(b, b.hint.kind, good, s) {
		return false
	}
	rest := page - good
	enough := good == 0 || rest >= restRunes && rest*100 >= page*restShare
	if how != byAll {
		return b.hint.strength == 3 && (enough || good < smallBox/2)
	}
	if b.captions(s) {
		return true
	}
	switch b.hint.strength {
	case 3:
		return !(b.hint.body == 3 && good*100 > page*likely) && (enough || good < smallBox/2)
	case 2:
		return b.hint.body < 3 && (good == 0 || enough && good*100 < page*likely)
	}
	return b.hint.body == 0 && good < smallBox && junk > good
}

// captions reports whether a box is called after a caption and holds a picture
// and little else.
func (b *box) captions(s sums) bool {
	return b.hint.kind == kindCaption && b.picture && s.plain[b.end]-s.plain[b.first] <= captionRunes
}

// stays reports whether a box is one whatever its name: around the article, or
// of a kind that belongs to it.
func (e *extraction) stays(b *box, good int32) bool {
	switch k := b.hint.kind; k {
	case kindKeep:
		return true
	case kindLead:
		return !e.arabic || e.wraps(b, good)
	case kindPaywall:
		return e.wraps(b, good) || e.isPaid(b)
	}
	return e.wraps(b, good)
}

// The least running text of what a wall hides: alone, and where the wall itself
// is found beside it.
const (
	paidRunes   = 300
	besideOffer = 60
)

// isPaid reports whether a box called after a paywall is the text behind it, as
// the vocabulary of structured data has it, and not the wall: it holds text and
// no offer.
func (e *extraction) isPaid(b *box) bool {
	good := int32(0)
	for i := b.first; i < b.end; i++ {
		if e.offers(i) {
			return false
		}
		good += e.blocks[i].good
	}
	if good < besideOffer || good >= paidRunes {
		return good >= paidRunes
	}
	for i := range int32(len(e.blocks)) {
		if (i < b.first || i >= b.end) && e.offers(i) {
			return true
		}
	}
	return false
}

// offers reports whether a block offers to subscribe to what is behind a wall.
func (e *extraction) offers(i int32) bool {
	s, ok := e.byPhrase(int(i))
	return ok && s.kind == kindPaywall
}

// wrapper reports whether a box holds more text than its name allows.
func (e *extraction) wrapper(b *box, k kind, good int32, s sums) bool {
	page := s.good[len(e.blocks)]
	plain := s.plain[b.end] - s.plain[b.first]
	switch {
	case int(k) < len(small) && small[k]:
		return good > smallRunes && good*100 > page*smallShare ||
			plain > smallRunes && plain*100 > s.plain[len(e.blocks)]*likely
	case k == kindRelated && b.hint.strength < 3:
		return good > smallRunes && good*100 > page*30 && plain < good*6/5
	}
	return false
}

// wraps reports whether a box holds the headline and text after it: then it
// is around the article, whatever it is called.
func (e *extraction) wraps(b *box, good int32) bool {
	return e.title >= b.first && e.title < b.end && good >= restRunes
}

// Weights of the choice, in percent. The result hardly changes between half
// and one and a half times these.
const (
	junkWeight = 80 // of what is not running text, against running text
	surelyBody = 30 // added for a box that is surely called the body
	likelyBody = 5  // … likely
	nearlyAll  = 90 // of the text of a box in one box within it: the rest is not worth going up for
)

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
		f := int64(good)*100 - int64(junk)*junkWeight
		if p.mostInOne(int32(i), s, good) {
			f -= int64(good) * (100 - nearlyAll)
		}
		switch b.hint.body {
		case 3:
			f += f * surelyBody / 100
		case 2:
			f += f * likelyBody / 100
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
	s := sums{good: both[:len(p.blocks)+1], junk: both[len(p.blocks)+1:]}
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

// mostInOne reports whether one box directly in box x holds nearly all of its
// running text.
func (p *page) mostInOne(x int32, s sums, good int32) bool {
	for j := x + 1; j < p.boxes[x].last; j = p.boxes[j].last {
		if g, _ := s.of(&p.boxes[j]); g*100 >= good*nearlyAll && g < good {
			return true
		}
	}
	return false
}
