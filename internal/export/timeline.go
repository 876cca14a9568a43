package export

import (
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// Mark is one thing on the timeline of a force at a place. Its sort is one of
// the constants below.
type Mark struct {
	Sort   Sort         `json:"sort"`
	From   string       `json:"from"` // days, ISO 8601
	To     string       `json:"to"`
	Status event.Status `json:"status"`
	Low    *float64     `json:"low,omitempty"`
	Value  *float64     `json:"value,omitempty"`
	High   *float64     `json:"high,omitempty"`
	Part   bool         `json:"part,omitempty"` // of a level: of a part of the force, or of the place
	Origin string       `json:"origin"`
	Claim  *store.Claim `json:"-"`
	ID     string       `json:"claim"`
}

// Sort is what kind of mark one is.
type Sort string

// The sorts.
const (
	MarkLevel     Sort = "level"
	MarkArrival   Sort = "arrival"
	MarkDeparture Sort = "departure"
	MarkDenial    Sort = "denial" // of presence
	MarkPlan      Sort = "plan"   // an arrival or departure planned, postponed or still to come, at the day for which it is
)

// sortOf says which mark a statement makes, empty where it makes none.
func sortOf(st *statement, stance event.Polarity) Sort {
	c := st.Claim
	switch {
	case st.level != nil:
		return MarkLevel
	case stance == event.Denied && c.Kind == event.Presence && st.actual:
		return MarkDenial
	case stance != event.Affirmed || !movement(c.Kind):
		return ""
	case st.actual:
		return Sort(c.Kind)
	case c.Status == event.Actual, c.Status == event.Planned, c.Status == event.Postponed:
		return MarkPlan
	}
	return ""
}

// mark puts a statement on the timeline, where it belongs there.
func (s *Sides) mark(st *statement, stance event.Polarity) {
	c, from, to := st.Claim, st.first, st.last
	m := Mark{Sort: sortOf(st, stance), Status: c.Status, Low: st.Low, Value: st.Value, High: st.High, Origin: st.origin, Claim: c, ID: c.ID}
	if m.Sort == "" || from.IsZero() {
		return
	}
	if m.Sort == MarkPlan { // at the time for which it is, not at that of its being said
		if f, t, ok := when(c); ok {
			from, to = f, t
		}
	}
	if m.Sort == MarkLevel {
		m.Part = st.scope.role != "" || st.scope.unit != "" || st.scope.site != s.Site
	} else if q := c.Quantity; q != nil && m.Sort != MarkDenial && q.Unit == "personnel" {
		if in, v, ok := intervalOf(q); ok {
			m.Low, m.Value, m.High = end(low(in)), v, end(high(in))
		}
	}
	m.From, m.To = from.Format(time.DateOnly), to.Format(time.DateOnly)
	s.Timeline = append(s.Timeline, m)
}
