package claim

import (
	"math"
	"sort"

	"github.com/marsad-news/marsad/enricher/attribution"
	"github.com/marsad-news/marsad/event"
)

// claims writes the drafts of the scene as claims: one for each actor and each
// place.
func (s *scene) claims() []event.Claim {
	var out []event.Claim
	for n := range s.out {
		d := &s.out[n]
		if d.dead {
			continue
		}
		for _, a := range d.who.actors {
			for k := range d.route.at {
				out = append(out, s.claim(d, a, k))
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Evidence.Start < out[j].Evidence.Start })
	return out
}

func (s *scene) claim(d *draft, a actorRef, k int) event.Claim {
	c := event.Claim{
		Kind: d.kind, Action: d.action, Polarity: d.mean.polarity, Status: d.mean.status,
		Force:     event.Force{Actor: a.id, Role: d.role, Unit: d.who.unit},
		Quantity:  d.num,
		Place:     d.route.at[k],
		Origin:    d.route.origin,
		Exception: d.except,
		Rules:     d.rules,
	}
	c.Destination = d.route.dest
	if d.who.f != nil {
		c.Force.Name = s.source(d.who.f.first, d.who.f.last)
	}
	c.Joint = d.num != nil && (len(d.who.actors) > 1 || len(d.route.at) > 1)
	c.Evidence = s.evidence(d)
	c.Attribution = s.x.attributionAt(s.speech, c.Evidence.Start, c.Evidence.End)
	c.Time = s.timeOf(d)
	c.Confidence = confidence(d)
	return c
}

func (s *scene) evidence(d *draft) event.Evidence {
	start, end := s.d.Tokens[d.first].Start, s.d.Tokens[d.last-1].End
	return event.Evidence{Text: s.d.Text[start:end], Start: start, End: end, Sentence: s.n}
}

// timeOf is the date nearest to the claim in its clause, else the day of the
// article.
func (s *scene) timeOf(d *draft) *event.Time {
	if best := s.dateOf(d); best >= 0 {
		t := s.items[best].date
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
		if n < dist {
			best, dist = j, n
		}
	}
	if dist > 40 {
		return -1
	}
	return best
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

func (x *Extractor) attributionAt(sp []attribution.Speech, start, end int) event.Attribution {
	a, _ := attribution.At(sp, start, end)
	return a
}

// How often a claim is right by the trust in its parts, as measured on the
// development set: from certain to about two in three.
const (
	leastRight = 0.41
	moreRight  = 0.52
)

// confidence weighs how the parts of the claim were found.
func confidence(d *draft) float64 {
	c := leastRight + moreRight*min(1, max(0, d.trust))
	if d.mean.polarity == event.Uncommitted {
		c -= 0.03
	}
	return math.Round(c*100) / 100
}
