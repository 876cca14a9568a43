package export

import (
	"math"
	"strings"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/event/crosswalk"
	"github.com/marsad-news/marsad/internal/store"
)

// interval is what a quantity leaves open, in persons: [low, high], both
// possible. 0 and +Inf are open ends.
type interval struct{ low, high float64 }

// aboutShare is how far "about" reaches to either side: news rounds to one or
// two digits.
const aboutShare = 0.1

// intervalOf applies the qualifier of a quantity; value is nil where the words
// give only bounds. It is not ok for a quantity without a number.
func intervalOf(q *event.Quantity) (in interval, value *float64, ok bool) {
	in = interval{0, math.Inf(1)}
	switch v := q.Value; {
	case v == nil:
	case q.Qualifier == "exact":
		in, value = interval{*v, *v}, v
	case q.Qualifier == "about":
		in, value = interval{math.Round(*v * (1 - aboutShare)), math.Round(*v * (1 + aboutShare))}, v
	case q.Qualifier == "at_least", q.Qualifier == "more_than":
		in.low = *v
	case q.Qualifier == "at_most", q.Qualifier == "less_than":
		in.high = *v
	}
	if q.Min != nil {
		in.low = *q.Min
	}
	if q.Max != nil {
		in.high = *q.Max
	}
	return in, value, in.low >= 0 && in.high >= in.low && (in.low > 0 || !math.IsInf(in.high, 1))
}

// meet is what two intervals have in common; they contradict when it is not
// ok.
func (a interval) meet(b interval) (interval, bool) {
	m := interval{max(a.low, b.low), min(a.high, b.high)}
	return m, m.low <= m.high
}

// hull spans both.
func (a interval) hull(b interval) interval {
	return interval{min(a.low, b.low), max(a.high, b.high)}
}

// level is one statement of how many there are, by one origin.
type level struct {
	voice
	interval
	value      *float64
	at         time.Time // last day for which it is said
	outlets    []string  // that carried it
	claim      string    // id of the surest claim that makes it
	confidence float64
}

// levelOf reads a claim as a level: an affirmed, actual presence that states a
// total of persons at one place. How many may be there is none.
func (e *ear) levelOf(c *store.Claim) (*level, bool) {
	q := c.Quantity
	if c.Kind != event.Presence || c.Action == event.Ceiling || c.Polarity != event.Affirmed || c.Status != event.Actual || c.Joint || q == nil ||
		q.Basis != "total" || q.Unit != "personnel" || c.Place.Country == "" || c.Force.Actor == "" {
		return nil, false
	}
	in, value, ok := intervalOf(q)
	if !ok {
		return nil, false
	}
	return &level{
		voice: e.voice(c), interval: in, value: value, outlets: []string{outletOf(c)},
		claim: c.ID, confidence: c.Confidence,
	}, true
}

// sinceWords open a time that lasts until the day of publication.
var sinceWords = []string{"منذ", "since"}

// when are the days for which a claim is said to hold: those that it states,
// as far as they had come by its publication, else the day of publication. A
// level that has held since a day holds today.
func when(c *store.Claim) (first, last time.Time, ok bool) {
	_, said, published := span(crosswalk.Published(&c.Claim))
	d := crosswalk.Date{From: crosswalk.Published(&c.Claim)}
	if t := c.Time; t != nil && t.From != "" && t.Text != "" && !open(t) {
		d = crosswalk.Date{From: t.From, To: t.To}
	}
	first, last, ok = days(d)
	if published && last.After(said) && !first.After(said) {
		last = said
	}
	return first, last, ok
}

func open(t *event.Time) bool {
	for _, w := range sinceWords {
		if t.To == "" && strings.HasPrefix(strings.ToLower(strings.TrimSpace(t.Text)), w) {
			return true
		}
	}
	return false
}
