package export

import (
	"math"
	"net/url"
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
	interval
	value      *float64
	at         time.Time // last day for which it is said
	origin     string
	outlets    []string // that carried it
	claim      string   // id of the surest claim that makes it
	confidence float64
	quote      []uint64   // its words, eight at a time
	text       *signature // of its article, where the outlet or an agency is the origin
}

// levelOf reads a claim as a level: an affirmed, actual presence that states a
// total of persons at one place. How many may be there is none.
func (s *Stock) levelOf(c *store.Claim) (*level, bool) {
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
		interval: in, value: value, origin: s.originOf(c), outlets: []string{outletOf(c)},
		claim: c.ID, confidence: c.Confidence, quote: shingles(c.Evidence.Text, quoteWords),
	}, true
}

// The kinds of origins, before the colon.
const (
	fromAgency = "agency:"
	fromOutlet = "outlet:"
)

// originOf is where a claim comes from: the innermost speaker, by his office
// where it is known; else the agency, whether it is said to speak or to have
// carried it; else the outlet.
func (s *Stock) originOf(c *store.Claim) string {
	a := c.Attribution
	switch {
	case s.medium(a.Org):
		return fromAgency + a.Org
	case a.Org != "":
		return a.Org
	case a.Speaker != "":
		return "speaker:" + store.Fold(a.Speaker)
	case a.Via != "":
		return fromAgency + a.Via
	}
	return fromOutlet + outletOf(c)
}

// outletOf is the outlet of a claim: its source, or of a page that belongs to
// none the host.
func outletOf(c *store.Claim) string {
	p := provenance(c)
	if p.Source != "" {
		return p.Source
	}
	u, err := url.Parse(p.URL)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// carried says that an origin is not who knows, but who tells.
func carried(origin string) bool {
	return strings.HasPrefix(origin, fromAgency) || strings.HasPrefix(origin, fromOutlet)
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
