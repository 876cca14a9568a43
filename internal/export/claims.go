package export

import (
	"strconv"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// ClaimColumns are the columns of claims as they are stored; their order is
// part of the contract, new ones come last.
var ClaimColumns = []string{
	"id", "published", "source", "lang", "kind", "action", "polarity", "status", "actor", "force", "role", "unit",
	"value", "min", "max", "qualifier", "counted", "basis", "country", "admin1", "site", "place", "time_from", "time_to",
	"speaker", "speaker_role", "org", "via", "quoted", "exception", "section", "evidence", "confidence",
	"title", "url", "article", "revision", "op", "stored_at",
}

// ClaimRow is a claim under [ClaimColumns].
func ClaimRow(c *store.Claim) []any {
	p, a := provenance(c), c.Attribution
	var at, revision any // of a claim that was never stored unknown
	if !c.StoredAt.IsZero() {
		at = c.StoredAt.UTC().Format("2006-01-02T15:04:05Z")
	}
	if p.Revision > 0 {
		revision = p.Revision
	}
	row := []any{
		c.ID, p.Published, p.Source, p.Lang, string(c.Kind), string(c.Action), string(c.Polarity), string(c.Status),
		c.Force.Actor, c.Force.Name, c.Force.Role, c.Force.Unit,
	}
	row = append(row, quantity(c.Quantity)...)
	row = append(row, c.Place.Country, c.Place.Admin1, c.Place.Site, c.Place.Text)
	from, to := times(&c.Claim)
	return append(row, from, to,
		a.Speaker, a.Role, a.Org, a.Via, a.Quoted, c.Exception, string(c.Section), c.Evidence.Text,
		strconv.FormatFloat(c.Confidence, 'f', 3, 64), p.Title, p.URL, p.Article, revision, string(p.Op), at)
}

func quantity(q *event.Quantity) []any {
	if q == nil {
		return []any{nil, nil, nil, "", "", ""}
	}
	return []any{number(q.Value), number(q.Min), number(q.Max), q.Qualifier, q.Unit, q.Basis}
}

// number is a cell of a number that may be unknown.
func number(v *float64) any {
	if v == nil {
		return nil
	}
	return *v
}

func times(c *event.Claim) (from, to string) {
	if c.Time == nil {
		return "", ""
	}
	return c.Time.From, c.Time.To
}

// provenance is where a claim stood; a claim by itself may lack it.
func provenance(c *store.Claim) event.Provenance {
	if c.Provenance == nil {
		return event.Provenance{}
	}
	return *c.Provenance
}
