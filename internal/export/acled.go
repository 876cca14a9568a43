package export

import (
	"slices"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/event/crosswalk"
	"github.com/marsad-news/marsad/internal/store"
)

// ACLEDColumns are those columns of ACLED that a claim can fill, in its order
// and under its names, then our own.
var ACLEDColumns = slices.Concat([]string{
	"event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1", "assoc_actor_1",
	"country", "admin1", "location", "latitude", "longitude", "geo_precision", "source", "notes",
	"iso3", "coverage",
}, TraceColumns)

// Coverage is what every row of the ACLED file says of itself, because rows
// travel without their documentation.
const Coverage = "strategic developments are not systematically coded: no complete record of presence"

// strategic is the one type of ACLED's that claims of presence fall under.
const strategic = "Strategic developments"

// ACLED are the rows of a claim under [ACLEDColumns].
func (s *Events) ACLED(c *store.Claim) [][]any {
	return s.each(c, func(r *reading) []any {
		e, p, at := r.e, provenance(c), &r.e.Place
		if e.ACLED == "" {
			return nil
		}
		var year any
		if first, _, ok := days(e.Date); ok {
			year = first.Year()
		}
		location := site(at)
		if location == "" {
			location = r.english(at.Country)
		}
		return append([]any{
			r.id(), day(e.Date), year, timePrecision(e.Date), strategic, strategic, e.ACLED, r.english(e.Actor.ID), c.Force.Unit,
			r.english(at.Country), at.Admin1, location, number(at.Lat), number(at.Lon), geoPrecision(at), p.Source, c.Evidence.Text,
			at.Country, Coverage,
		}, r.trace()...)
	})
}

// timePrecision is ACLED's: 1 the day is known, 2 the week, 3 the month. ACLED
// has no events dated more coarsely, and the day of publication is no date of
// the event: both give nothing.
func timePrecision(d crosswalk.Date) any {
	first, last, ok := days(d)
	switch n := int(last.Sub(first)/(24*time.Hour)) + 1; {
	case !ok || !d.Stated || n > 31:
		return nil
	case n > 7:
		return 3
	case n > 1:
		return 2
	}
	return 1
}

// geoPrecision is ACLED's: 1 the place is known, 3 only a larger region.
func geoPrecision(p *event.Place) any {
	switch {
	case p.Site != "":
		return 1
	case p.Admin1 != "":
		return 3
	}
	return nil
}
