package export

import (
	"strconv"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/event/crosswalk"
	"github.com/marsad-news/marsad/internal/store"
)

// Events writes claims as rows of event data sets.
type Events struct {
	table  *crosswalk.Table
	state  func(iso string) (english string, ok bool)
	medium func(org string) bool
}

// NewEvents writes by that table. state gives the English name of a country by
// its ISO 3166 alpha-3 code, and tells states from other parties; medium tells
// agencies and outlets, which report what parties want and want nothing.
func NewEvents(t *crosswalk.Table, state func(iso string) (english string, ok bool), medium func(org string) bool) *Events {
	return &Events{t, state, medium}
}

// reading is one event of one claim, as the rows are made of it.
type reading struct {
	*Events
	c *store.Claim
	e *crosswalk.Event
	n int // which event of the claim, from 0
}

// each calls do with every event of a claim.
func (s *Events) each(c *store.Claim, do func(r *reading) []any) (rows [][]any) {
	for n, e := range s.table.Events(&c.Claim) {
		if s.medium(e.Actor.Org) {
			e.Actor = crosswalk.Party{}
		}
		if row := do(&reading{s, c, &e, n}); row != nil {
			rows = append(rows, row)
		}
	}
	return rows
}

// id tells the events of one claim apart.
func (r *reading) id() string {
	if r.n == 0 {
		return r.c.ID
	}
	return r.c.ID + ":" + strconv.Itoa(r.n+1)
}

// country is the code of a party that is a state.
func (r *reading) country(p crosswalk.Party) string {
	if _, ok := r.state(p.ID); ok {
		return p.ID
	}
	return ""
}

// name is the id of a party, for a speaker that of the office.
func name(p crosswalk.Party) string {
	if p.Org != "" {
		return p.Org
	}
	return p.ID
}

// english is the name of a country, or the id of another party.
func (r *reading) english(id string) string {
	if s, ok := r.state(id); ok {
		return s
	}
	return id
}

// TraceColumns end every row of events: what its claim says, so that the row
// can be traced and judged.
var TraceColumns = []string{
	"claim_id", "crosswalk", "action", "status", "polarity", "speaker", "org", "via", "quoted",
	"time_from", "time_to", "date_basis", "evidence", "confidence", "outlet", "published", "url",
}

// The values of date_basis.
const (
	dateStated    = "stated"    // the claim says when
	datePublished = "published" // the day of publication stands in
)

func (r *reading) trace() []any {
	p, a := provenance(r.c), r.c.Attribution
	from, to := times(&r.c.Claim)
	basis := datePublished
	switch {
	case r.e.Date.Stated:
		basis = dateStated
	case r.e.Date.From == "":
		basis = ""
	}
	return []any{
		r.c.ID, r.e.Code, string(r.c.Action), string(r.c.Status), string(r.c.Polarity), a.Speaker, a.Org, a.Via, a.Quoted,
		from, to, basis, r.c.Evidence.Text, r.c.Confidence, p.Source, p.Published, p.URL,
	}
}

// site is the name of the place, as fine as it is known.
func site(p *event.Place) string {
	if p.Site != "" {
		return p.Site
	}
	return p.Admin1
}

// span reads an ISO date, or a prefix of one, as the days it covers.
func span(iso string) (first, last time.Time, ok bool) {
	for _, l := range []string{time.DateOnly, "2006-01", "2006"} {
		t, err := time.Parse(l, iso)
		if err != nil {
			continue
		}
		switch l {
		case "2006-01":
			return t, t.AddDate(0, 1, -1), true
		case "2006":
			return t, t.AddDate(1, 0, -1), true
		}
		return t, t, true
	}
	return first, last, false
}

// days are the days that a date covers.
func days(d crosswalk.Date) (first, last time.Time, ok bool) {
	first, last, ok = span(d.From)
	if _, end, fine := span(d.To); fine && end.After(last) {
		last = end
	}
	return first, last, ok
}

// day is the first day of a date, ISO 8601, which event data sets want whole.
func day(d crosswalk.Date) string {
	first, _, ok := days(d)
	if !ok {
		return ""
	}
	return first.Format(time.DateOnly)
}
