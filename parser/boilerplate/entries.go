package boilerplate

import (
	"strings"

	"github.com/marsad-news/marsad/event"
)

// Entries of a live page: boxes of one kind side by side, or stretches of one
// box, each with its time and most with a heading of their own.
const (
	entryLeast = 3   // of them
	entryLive  = 2   // of them on a page that calls itself live
	entryRunes = 30  // running text of one
	entryHead  = 4   // first blocks of one that its time may stand in
	entryShare = 50  // percent of the page's running text that they hold …
	headShare  = 60  // … and of them that have a heading of their own, unless the page calls itself live
	clockWords = 8   // of a line that gives the time of an entry
	headRunes  = 160 // of a heading in strong letters
)

// findEntries marks the entries of a live page, each with its time as printed.
func (e *extraction) findEntries() {
	e.times = e.times[:0:0]
	for i := range e.boxes {
		e.boxes[i].entry = 0
	}
	s := e.sum()
	for i := int32(1); i < int32(len(e.boxes)); i++ {
		b := &e.boxes[i]
		if b.drop != kindNone || b.entry != 0 || b.end-b.first < 2*entryLive || b.last-i <= entryLive || b.first <= e.title {
			continue
		}
		if good, _ := s.of(b); good*100 < s.good[len(e.blocks)]*entryShare && !e.isLivePage {
			continue
		}
		e.markEntries(i, s)
	}
}

// callsItselfLive reports whether title, data or element names say that the
// page is a live one.
func (e *extraction) callsItselfLive() bool {
	for i := range e.boxes {
		if e.boxes[i].hint.live {
			return true
		}
	}
	for _, n := range e.scripts {
		if strings.Contains(n.FirstChild.Data, "LiveBlogPosting") {
			return true
		}
	}
	titles := ""
	for _, t := range [...]string{e.opts.Title, e.ogTitle, e.titleTag} {
		titles += " " + foldText(t)
	}
	for i := range pagePhrases {
		if p := &pagePhrases[i]; p.kind == pageLive && strings.Contains(titles, p.text) {
			return true
		}
	}
	return false
}

// markEntries marks the boxes directly in box x as entries if they are that.
func (e *extraction) markEntries(x int32, s sums) {
	c := e.countEntries(x, s)
	switch {
	case len(e.times) > 0 && c.replies*2 > c.entries:
		return // readers answer under the entries
	case c.entries <= c.others || c.entries < entryLive:
		return
	case !e.isLivePage && (c.entries < entryLeast || c.heads*100 < c.entries*headShare):
		return
	}
	for j := x + 1; j < e.boxes[x].last; j = e.boxes[j].last {
		t, timed := e.timeOf(&e.boxes[j])
		if !timed || !e.boxes[j].isCalled(c.tag, c.class) {
			continue
		}
		e.times = append(e.times, t)
		for k := j; k < e.boxes[j].last; k++ {
			e.boxes[k].entry = int32(len(e.times))
		}
	}
}

// entryCount is what the boxes side by side in one are.
type entryCount struct {
	entries, others int
	heads           int    // of the entries, with a heading of their own
	replies         int    // … with a name instead
	tag, class      string // of the entries
}

func (e *extraction) countEntries(x int32, s sums) (n entryCount) {
	for j := x + 1; j < e.boxes[x].last; j = e.boxes[j].last {
		c := &e.boxes[j]
		if good, _ := s.of(c); good < entryRunes || c.drop != kindNone {
			continue
		}
		_, timed := e.timeOf(c)
		if !timed || n.entries > 0 && !c.isCalled(n.tag, n.class) {
			n.others++
			continue
		}
		n.entries, n.tag, n.class = n.entries+1, c.node.Data, classOf(c.node.Attr)
		marked, strong := e.entryHeading(c)
		if marked || strong {
			n.heads++
		}
		if !marked && e.isNamed(c) {
			n.replies++
		}
	}
	return n
}

// holdsEntries reports whether box x is the list of a live page's entries.
func (e *extraction) holdsEntries(x int32) bool {
	b := &e.boxes[x]
	return b.entry == 0 && x+1 < b.last && e.boxes[x+1].entry > 0
}

// timeOf is the time that stands at the head or the foot of a box.
func (e *extraction) timeOf(c *box) (string, bool) {
	for j := c.first; j < c.end; j++ {
		if j >= c.first+entryHead && j < c.end-2 {
			continue
		}
		if e.clock(int(j)) {
			return e.text(int(j)), true
		}
	}
	return "", false
}

// clock reports whether a block is a time of day, with or without its date, or
// says how long ago something was.
func (e *extraction) clock(i int) bool {
	b := &e.blocks[i]
	if b.words > clockWords || b.stop || !e.onlyDate(i) {
		return false
	}
	t := e.text(i)
	if at := strings.IndexByte(t, ':'); at > 0 && at+1 < len(t) {
		return hasNumber(t[:at]) && hasNumber(t[at+1:])
	}
	f := foldText(t)
	return strings.HasPrefix(f, "منذ ") || strings.HasPrefix(f, "قبل ") || strings.HasSuffix(f, " ago ")
}

// isCalled reports whether a box is of an element and class.
func (b *box) isCalled(tag, class string) bool {
	return b.node.Data == tag && classOf(b.node.Attr) == class
}

// entryHeading reports whether a box has a heading that is no link: one marked
// up as that, or a line in strong letters over the text.
func (e *extraction) entryHeading(c *box) (marked, strong bool) {
	for j := c.first; j < c.end-1 && j < c.first+entryHead; j++ {
		if e.headsEntry(j) {
			marked = marked || e.blocks[j].form == heading
			strong = strong || e.blocks[j].form != heading
		}
	}
	return marked, strong
}

func (e *extraction) headsEntry(j int32) bool {
	b := &e.blocks[j]
	if b.linked*2 > b.runes || b.words < 2 || b.runes > headRunes || e.onlyDate(int(j)) {
		return false
	}
	return b.form == heading || b.strong*10 >= b.runes*8 && !b.stop
}

// isStream reports whether blocks [first, end) are entries without boxes of
// their own: times of day with a heading beside each, and text between them.
func (e *extraction) isStream(first, end int) bool {
	if len(e.times) > 0 {
		return false
	}
	n, heads, good := 0, 0, int32(entryRunes)
	for i := first; i < end; i++ {
		if e.clock(i) && good >= entryRunes {
			n++
			good = 0
			if i > first && e.headsEntry(int32(i-1)) || i+1 < end && e.headsEntry(int32(i+1)) {
				heads++
			}
			continue
		}
		good += e.blocks[i].good
	}
	return e.isLivePage && n >= entryLive || n >= entryLeast && heads*100 >= n*headShare
}

// entryAt is the time of the entry that block i is in, for the walk f.
func (e *extraction) entryAt(f *flow, i int) string {
	if n := e.boxes[e.blocks[i].box].entry; n > 0 {
		return e.times[n-1]
	}
	if !e.stream && !e.isLive(e.blocks[i].box) {
		return ""
	}
	switch {
	case e.clock(i):
		f.time = e.text(i)
	case i+1 < int(e.boxes[e.chosen].end) && e.headsEntry(int32(i)) && e.clock(i+1) && !e.clock(max(i-1, 0)):
		return e.text(i + 1) // a heading over its time
	}
	return f.time
}

// enter gives a kept block of an entry its time and section.
func (e *extraction) enter(v *verdict, time string, i int) {
	v.time = time
	switch {
	case v.section == event.SectionBody && (time != "" || e.isLive(e.blocks[i].box)):
		v.section = event.SectionLive
	case v.section == event.SectionList && time != "" && e.blocks[i].strong*10 >= e.blocks[i].runes*9 && !e.blocks[i].stop:
		v.section = event.SectionSubhead
	case v.section == event.SectionList && time != "":
		v.section = event.SectionLive
	}
}

// isLive reports whether a box is in an entry of a live page.
func (e *extraction) isLive(x int32) bool {
	if e.boxes[x].entry > 0 {
		return true
	}
	for n := 0; x > 0 && n < 5; x, n = e.boxes[x].parent, n+1 {
		if e.boxes[x].hint.live {
			return true
		}
	}
	return false
}
