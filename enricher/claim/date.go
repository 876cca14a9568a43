package claim

import (
	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/text/when"
)

// datesAhead makes a claim planned whose own date lies after the day of the
// article: «تغادر الوحدات بحلول 2027».
func (s *scene) datesAhead() {
	if s.story.published == "" {
		return
	}
	for n := range s.out {
		d := &s.out[n]
		if d.dead || d.mean.status != event.Actual || s.items[d.trig].fn(fnItscount) || s.items[d.trig].w != nil && s.items[d.trig].w.pos == 'p' {
			continue
		}
		j := s.dateOf(d)
		if j < 0 || s.gap(d, j) > 9 || d.kind == event.Presence && s.items[j].date.Kind != when.At && s.items[j].date.Kind != when.By {
			continue
		}
		from := s.items[j].date.From
		if from == "" {
			continue
		}
		if later(from, s.story.published) && !s.past(d) {
			d.mean.atLeast(event.Planned, "date-ahead")
			d.rules = append(d.rules, "date-ahead")
		}
	}
}

// later says whether ISO date a lies wholly after b.
func later(a, b string) bool {
	n := min(len(a), len(b))
	return a[:n] > b[:n]
}

// past says whether the verb of the draft is in the past tense.
func (s *scene) past(d *draft) bool {
	it := &s.items[d.trig]
	return it.trig('v') && it.gram.Tense == 1
}

// timeOf is the date nearest to the claim in its clause, else the day of the
// article.
func (s *scene) timeOf(d *draft) *event.Time {
	if best := s.dateOf(d); best >= 0 {
		t := s.asTold(d, s.items[best].date)
		return &event.Time{From: t.From, To: t.To, Text: t.Text}
	}
	if s.story.published == "" {
		return nil
	}
	return &event.Time{From: s.story.published}
}

// dateOf is the item of the nearest date of the claim, -1 for none.
func (s *scene) dateOf(d *draft) int {
	best, dist := -1, 1<<30
	for j := range s.items {
		it := &s.items[j]
		if it.kind != itemDate || it.date.From == "" {
			continue
		}
		n := s.gap(d, j)
		if s.heads(j) {
			n = min(n, headedBy)
		}
		if n < dist {
			best, dist = j, n
		}
	}
	if dist > 40 {
		return -1
	}
	return best
}

// headedBy is how far a date that heads its line counts to stand from what the
// line tells.
const headedBy = 12

// heads says whether the date at item j heads a line of a chronology:
// «7 آب 1990: …».
func (s *scene) heads(j int) bool {
	return j <= 2 && s.at(j+1).punct(":-")
}

// gap is how far the date at item j stands from the claim; another clause is
// far.
func (s *scene) gap(d *draft, j int) int {
	it := &s.items[j]
	far := 0
	lo, hi := min(d.trig, j), max(d.trig, j)
	for k := lo + 1; k <= hi; k++ {
		switch b := s.boundBefore(k); {
		case b >= boundClause:
			far += 20
		case b == boundComma:
			far += 2
		}
		if k != d.trig && k != j && s.items[k].kind == itemTrig && s.items[k].w.pos != 'p' {
			far += 10
		}
	}
	switch {
	case it.first >= d.last:
		return far + it.first - d.last
	case it.last <= d.first:
		return far + d.first - it.last + 2
	}
	return 0
}
