package sink

import (
	"strings"
	"time"
)

// ClaimColumns are the columns of a claim row that drivers with SQL share, in
// the order of [ClaimRow.Values].
var ClaimColumns = []string{
	"article", "key", "at", "kind", "action", "polarity", "status",
	"actor", "force", "role", "unit",
	"value", "value_min", "value_max", "qualifier", "counted", "basis",
	"country", "admin1", "site", "lat", "lon", "time_from", "time_to",
	"speaker", "org", "via", "quoted",
	"section", "evidence", "evidence_start", "evidence_end", "confidence",
	"source", "lang", "folded", "doc",
}

// Values are what the columns hold: NULL where the claim says nothing.
func (r *ClaimRow) Values() []any {
	c := r.Claim
	v := []any{
		c.Provenance.Article, r.Key, r.When, string(c.Kind), null(string(c.Action)), string(c.Polarity), string(c.Status),
		null(c.Force.Actor), null(c.Force.Name), null(c.Force.Role), null(c.Force.Unit),
	}
	v = append(v, r.quantity()...)
	v = append(v, null(c.Place.Country), null(c.Place.Admin1), null(c.Place.Site), c.Place.Lat, c.Place.Lon)
	v = append(v, r.time()...)
	return append(v,
		null(c.Attribution.Speaker), null(c.Attribution.Org), null(c.Attribution.Via), c.Attribution.Quoted,
		string(c.Section), Clean(c.Evidence.Text), c.Evidence.Start, c.Evidence.End, c.Confidence,
		Clean(c.Provenance.Source), Clean(c.Provenance.Lang), r.Folded, r.Doc)
}

func (r *ClaimRow) quantity() []any {
	q := r.Claim.Quantity
	if q == nil {
		return []any{nil, nil, nil, nil, nil, nil}
	}
	return []any{q.Value, q.Min, q.Max, null(q.Qualifier), null(q.Unit), null(q.Basis)}
}

func (r *ClaimRow) time() []any {
	t := r.Claim.Time
	if t == nil {
		return []any{nil, nil}
	}
	return []any{null(t.From), null(t.To)}
}

// ArticleColumns are the columns of an article row, in the order of
// [ArticleRow.Values].
var ArticleColumns = []string{"host", "source", "url", "lang", "title", "at", "doc"}

// Values are what the columns hold.
func (r *ArticleRow) Values() []any {
	a := r.Article
	return []any{null(r.Host), Clean(a.Source), Clean(a.URL), Clean(a.Lang), Clean(a.Title), r.When, r.Doc}
}

// Upsert is the INSERT of one row with the given columns that replaces what is
// there by the same id, unless that is of a newer revision. mark turns a
// position, counted from 1, into a placeholder.
func Upsert(table string, cols []string, mark func(int) string) string {
	marks, sets := make([]string, len(cols)), make([]string, 0, len(cols))
	for i, c := range cols {
		marks[i] = mark(i + 1)
		if c != "id" {
			sets = append(sets, c+" = excluded."+c)
		}
	}
	return "INSERT INTO " + table + " (" + strings.Join(cols, ", ") + ") VALUES (" + strings.Join(marks, ", ") + ")" +
		" ON CONFLICT (id) DO UPDATE SET " + strings.Join(sets, ", ") +
		" WHERE excluded.revision >= " + table + ".revision"
}

// StoredAt is the text of a time in stores that keep times as text.
func StoredAt(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }

func null(s string) any {
	if s == "" {
		return nil
	}
	return Clean(s)
}
