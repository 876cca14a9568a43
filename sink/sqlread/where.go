package sqlread

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/marsad-news/marsad/internal/store"
)

// maxFacet bounds the values listed for one facet.
const maxFacet = 300

// where is the condition that a query means. Values only ever travel as
// arguments; the names in the text are this file's own.
func (s *Store) where(q store.Query) (string, []any) {
	var conds []string
	var args []any
	add := func(cond func(mark string) string, arg any) {
		args = append(args, arg)
		conds = append(conds, cond(s.d.Mark(len(args))))
	}
	for _, f := range [...]struct{ col, val string }{
		{"country", q.Country}, {"actor", q.Actor}, {"kind", q.Kind}, {"polarity", q.Polarity}, {"status", q.Status},
		{"source", q.Source}, {"org", q.Org}, {"lang", q.Lang}, {"article", q.Article},
	} {
		switch f.val {
		case "":
		case "_": // as in a subject: unknown
			conds = append(conds, "coalesce("+f.col+", '') = ''")
		default:
			add(func(m string) string { return f.col + " = " + m }, f.val)
		}
	}
	from, before := q.Bounds()
	if from != "" {
		add(func(m string) string { return "at >= " + m }, from)
	}
	if before != "" {
		add(func(m string) string { return "at < " + m }, before)
	}
	if q.MinConfidence > 0 {
		add(func(m string) string { return "confidence >= " + m }, q.MinConfidence)
	}
	for _, w := range strings.Fields(store.Fold(q.Text)) {
		cond, arg := s.d.Text(s.d.Mark(len(args)+1), w)
		add(func(string) string { return cond }, arg)
	}
	if !q.Retracted {
		conds = append(conds, "retracted = "+s.d.False)
	}
	if q.After != "" {
		add(func(m string) string { return "key < " + m }, q.After)
	}
	if len(conds) == 0 {
		return "1 = 1", nil
	}
	return strings.Join(conds, " AND "), args
}

// Counts sums up what a query selects, whatever page it asks for.
func (s *Store) Counts(ctx context.Context, q store.Query) (store.Counts, error) {
	q.After = ""
	out := store.Counts{Facets: make(map[string][]store.Count, len(store.Facets))}
	where, args := s.where(q)
	err := s.db.QueryRowContext(ctx, "SELECT count(*), count(DISTINCT article) FROM claim WHERE "+where, args...).Scan(&out.Total, &out.Articles)
	if err != nil {
		return out, fmt.Errorf("count claims: %w", err)
	}
	for _, f := range store.Facets {
		if out.Facets[f], err = s.facet(ctx, f, q.Without(f)); err != nil {
			return out, fmt.Errorf("count claims by %s: %w", f, err)
		}
	}
	return out, nil
}

func (s *Store) facet(ctx context.Context, col string, q store.Query) (out []store.Count, err error) {
	where, args := s.where(q)
	rows, err := s.db.QueryContext(ctx, fmt.Sprintf(
		"SELECT coalesce(%s, ''), count(*) FROM claim WHERE %s GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT %d", col, where, maxFacet), args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var c store.Count
		if err := rows.Scan(&c.Value, &c.N); err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, rows.Err()
}
