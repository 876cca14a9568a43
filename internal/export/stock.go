package export

import (
	"cmp"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/marsad-news/marsad/event/crosswalk"
	"github.com/marsad-news/marsad/internal/store"
)

// Period is how long one row of levels covers.
type Period string

// The periods.
const (
	Year    Period = "year"
	Quarter Period = "quarter"
	Month   Period = "month"
)

// of names the period that holds a day: 2025, 2025-Q4 or 2025-11.
func (p Period) of(t time.Time) string {
	switch p {
	case Quarter:
		return fmt.Sprintf("%d-Q%d", t.Year(), (int(t.Month())+2)/3)
	case Month:
		return t.Format("2006-01")
	}
	return t.Format("2006")
}

// StockColumns are the columns of levels.
var StockColumns = []string{
	"host", "force", "site", "period", "low", "value", "high", "independent_origins", "sources",
	"role", "unit", "contradicting", "levels", "as_of", "origins", "confidence", "claim_ids",
}

// Stock gathers levels of troops into cells: one force, or a part of it, at
// one place in one period. It holds the cells, not the claims.
type Stock struct {
	ear
	period Period
	cells  map[cellKey]*cell
	moves  moves

	// Levels left out: their date covers several periods, they have none, it was
	// still to come when they were published.
	Coarse, Undated, Ahead int
}

// cellKey is what levels must have in common to be about the same thing.
type cellKey struct{ host, force, site, role, unit, period string }

// cell are the levels of one key, each utterance once.
type cell struct {
	unit   string // as first written, by spelling
	said   int    // claims
	levels []*level
	index  map[utterance]*level
}

// utterance is what makes two claims one statement.
type utterance struct {
	origin string
	at     time.Time
	interval
	value float64 // 0: none
}

// NewStock gathers by that period. medium tells agencies and outlets from other
// organisations: they tell what others know.
func NewStock(p Period, medium func(org string) bool) *Stock {
	return &Stock{ear: newEar(medium), period: p, cells: map[cellKey]*cell{}, moves: moves{}}
}

// Add takes a claim into account. text is asked for the text of its article
// where that tells a syndicated level from an own one.
func (s *Stock) Add(c *store.Claim, text func() (string, error)) error {
	l, ok := s.levelOf(c)
	first, last, dated := when(c)
	p := s.period.of(first)
	switch ahead := crosswalk.Ahead(&c.Claim); {
	case dated && !ahead && !ok:
		s.moves.add(c, last)
		return nil
	case !ok:
		return nil
	case !dated:
		s.Undated++
		return nil
	case ahead:
		s.Ahead++
		return nil
	case p != s.period.of(last):
		s.Coarse++
		return nil
	}
	l.at = last
	if err := s.hear(&l.voice, provenance(c).Article, text); err != nil {
		return err
	}
	k := cellKey{c.Place.Country, c.Force.Actor, site(&c.Place), c.Force.Role, store.Fold(c.Force.Unit), p}
	in := s.cells[k]
	if in == nil {
		in = &cell{unit: c.Force.Unit, index: map[utterance]*level{}}
		s.cells[k] = in
	}
	in.unit = min(in.unit, c.Force.Unit)
	in.add(l)
	return nil
}

// add keeps a level, or counts it to the same statement of the same origin.
func (c *cell) add(l *level) {
	c.said++
	u := utterance{origin: l.origin, at: l.at, interval: l.interval}
	if l.value != nil {
		u.value = *l.value
	}
	o := c.index[u]
	if o == nil {
		c.index[u], c.levels = l, append(c.levels, l)
		return
	}
	o.outlets, o.quote = union(o.outlets, l.outlets), union(o.quote, l.quote)
	if l.confidence > o.confidence || l.confidence == o.confidence && l.claim < o.claim {
		o.confidence, o.claim, o.text = l.confidence, l.claim, l.text
	}
}

func union[T cmp.Ordered](a, b []T) []T {
	return slices.Compact(slices.Sorted(slices.Values(slices.Concat(a, b))))
}

// Rows calls do with every row under [StockColumns], in the order of their
// keys.
func (s *Stock) Rows(do func(row []any) error) error {
	keys := slices.SortedFunc(maps.Keys(s.cells), func(a, b cellKey) int {
		return cmp.Or(cmp.Compare(a.host, b.host), cmp.Compare(a.force, b.force), cmp.Compare(a.site, b.site),
			cmp.Compare(a.role, b.role), cmp.Compare(a.unit, b.unit), cmp.Compare(a.period, b.period))
	})
	for _, k := range keys {
		if err := do(s.row(k, s.cells[k])); err != nil {
			return err
		}
	}
	return nil
}

func (s *Stock) row(k cellKey, c *cell) []any {
	slices.SortFunc(c.levels, func(a, b *level) int { // newest first; what is left is for one order only
		return cmp.Or(b.at.Compare(a.at), cmp.Compare(b.confidence, a.confidence), cmp.Compare(a.claim, b.claim))
	})
	voices := make([]*voice, len(c.levels))
	for i, l := range c.levels {
		voices[i] = &l.voice
	}
	together(voices)
	stand := s.standing(pair{k.host, k.force}, latest(c.levels))
	shown := stand[0]
	in, contradicting := sum(stand)
	value, at := shown.value, shown.at
	for _, l := range stand {
		if _, agrees := l.meet(shown.interval); value == nil && agrees && l.value != nil {
			value, at = l.value, l.at
		}
	}
	var origins, outlets, claims []string
	for _, l := range stand {
		origins, outlets, claims = append(origins, l.origin), append(outlets, l.outlets...), append(claims, l.claim)
	}
	origins, outlets = union(origins, nil), union(outlets, nil)
	return []any{
		k.host, k.force, k.site, k.period, low(in), number(value), high(in), len(origins), strings.Join(outlets, ";"),
		k.role, c.unit, contradicting, c.said, at.Format(time.DateOnly), strings.Join(origins, ";"), shown.confidence, strings.Join(claims, ";"),
	}
}

// low is the cell of the lower end. Nobody says "at least none": with another
// one above it, 0 is an open end.
func low(in interval) any {
	if in.low == 0 && in.high > 0 {
		return nil
	}
	return in.low
}

// high is the cell of the upper end, which may be open.
func high(in interval) any {
	if math.IsInf(in.high, 1) {
		return nil
	}
	return in.high
}

// latest are, of levels from new to old, the last ones of each origin: its
// later word replaces its earlier one.
func latest(levels []*level) (out []*level) {
	last := map[string]time.Time{}
	for _, l := range levels {
		if at, ok := last[l.origin]; !ok || at.Equal(l.at) {
			last[l.origin] = l.at
			out = append(out, l)
		}
	}
	return out
}

// standing leaves out levels that the newest one updates: they differ, and a
// movement reported in between explains how.
func (s *Stock) standing(k pair, levels []*level) []*level {
	newest := levels[0]
	return slices.DeleteFunc(levels, func(l *level) bool {
		if _, agree := l.meet(newest.interval); agree || !l.at.Before(newest.at) {
			return false
		}
		return s.moves.between(k, l.towards(newest.interval), l.at, newest.at)
	})
}

// sum is what levels have in common, or else all that they span, and how many
// origins contradict the first.
func sum(levels []*level) (in interval, contradicting int) {
	common, agree := levels[0].interval, true
	in = common
	against := map[string]bool{}
	for _, l := range levels[1:] {
		if _, ok := l.meet(levels[0].interval); !ok {
			against[l.origin] = true
		}
		if agree {
			common, agree = common.meet(l.interval)
		}
		in = in.hull(l.interval)
	}
	if agree {
		in = common
	}
	return in, len(against)
}
