package store

import (
	"fmt"
	"time"

	"github.com/marsad-news/marsad/event"
)

// stampLayout has one width, so that stamps sort as text.
const stampLayout = "2006-01-02T15:04:05Z"

// isoLayouts are the precisions in which a publication date occurs.
var isoLayouts = [...]string{
	time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02 15:04:05", "2006-01-02", "2006-01", "2006",
}

// Stamp brings an ISO date or a prefix of one to UTC in one width; what is
// missing counts as the earliest. It is empty when s is no date.
func Stamp(s string) string {
	for _, l := range isoLayouts {
		if t, err := time.Parse(l, s); err == nil {
			return t.UTC().Format(stampLayout)
		}
	}
	return ""
}

// When is the time that an article sorts by: its publication, else the time
// it was fetched, else nothing.
func When(a *event.Article) string {
	if s := Stamp(a.Published); s != "" {
		return s
	}
	if !a.FetchedAt.IsZero() {
		return a.FetchedAt.UTC().Format(stampLayout)
	}
	return ""
}

// Bounds gives the half-open range of stamps that From and To mean: "2024"
// in To reaches to the end of that year. Empty: no bound.
func (q *Query) Bounds() (from, before string) {
	from = Stamp(q.From)
	t, err := time.Parse(stampLayout, Stamp(q.To))
	if err != nil {
		return from, ""
	}
	switch len(q.To) {
	case len("2006"):
		t = t.AddDate(1, 0, 0)
	case len("2006-01"):
		t = t.AddDate(0, 1, 0)
	case len("2006-01-02"):
		t = t.AddDate(0, 0, 1)
	default:
		t = t.Add(time.Second)
	}
	return from, t.Format(stampLayout)
}

// textEnd is beyond any offset in a text that the parser lets through.
const textEnd = 99_999_999

// SortKey orders claims for reading when sorted from high to low: the newest
// article first, the claims of one article in the order of its text, the
// headline's before the body's. It is unique because the id is its end.
func SortKey(when, article string, c *event.Claim) string {
	place := textEnd - 1 - min(c.Evidence.Start, textEnd-1)
	if c.Section == event.SectionTitle {
		place = textEnd
	}
	return fmt.Sprintf("%-20s|%s|%08d|%s", when, article, place, c.ID)
}
