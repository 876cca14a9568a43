package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/sink"
)

var (
	articleCols   = slices.Concat([]string{"id", "report", "first_revision", "revision", "retracted", "stored_at"}, sink.ArticleColumns)
	claimCols     = slices.Concat([]string{"id", "report", "first_revision", "revision", "retracted", "stored_at", "seq"}, sink.ClaimColumns)
	upsertArticle = sink.Upsert("article", articleCols, question)
	upsertClaim   = sink.Upsert("claim", claimCols, question)
)

func question(int) string { return "?" }

// writer is one transaction.
type writer struct {
	tx  *sql.Tx
	at  string // when, for stored_at
	seq int64  // last number given out
}

func (w *writer) report(ctx context.Context, r *event.Report) error {
	rows, err := sink.Plan(r)
	if err != nil {
		return err
	}
	held, err := w.held(ctx, rows.Report)
	if err != nil {
		return err
	}
	articles, claims := rows.Changes(held)
	for _, c := range articles {
		if err := w.article(ctx, &rows, c); err != nil {
			return err
		}
	}
	for _, c := range claims {
		if err := w.claim(ctx, &rows, c); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) held(ctx context.Context, report string) (h sink.Held, err error) {
	if h.Articles, err = w.marks(ctx, `SELECT id, first_revision, revision, retracted, doc FROM article WHERE report = ?`, report); err != nil {
		return h, err
	}
	h.Claims, err = w.marks(ctx, `SELECT id, first_revision, revision, retracted, doc FROM claim WHERE report = ?`, report)
	return h, err
}

func (w *writer) marks(ctx context.Context, query, report string) (_ map[string]sink.Mark, err error) {
	rows, err := w.tx.QueryContext(ctx, query, report)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	out := map[string]sink.Mark{}
	for rows.Next() {
		var id string
		var m sink.Mark
		if err := rows.Scan(&id, &m.First, &m.Revision, &m.Retracted, &m.Doc); err != nil {
			return nil, err
		}
		out[id] = m
	}
	return out, rows.Err()
}

func (w *writer) article(ctx context.Context, rows *sink.Rows, c sink.Change) error {
	if c.Row < 0 {
		_, err := w.tx.ExecContext(ctx, `UPDATE article SET first_revision = ?, revision = ?, retracted = ?, stored_at = ? WHERE id = ?`,
			c.First, c.Revision, c.Retracted, w.at, c.ID)
		return err
	}
	args := append([]any{c.ID, rows.Report, c.First, c.Revision, c.Retracted, w.at}, rows.Articles[c.Row].Values()...)
	_, err := w.tx.ExecContext(ctx, upsertArticle, args...)
	return err
}

func (w *writer) claim(ctx context.Context, rows *sink.Rows, c sink.Change) error {
	w.seq++
	if c.Row < 0 {
		_, err := w.tx.ExecContext(ctx, `UPDATE claim SET first_revision = ?, revision = ?, retracted = ?, stored_at = ?, seq = ? WHERE id = ?`,
			c.First, c.Revision, c.Retracted, w.at, w.seq, c.ID)
		return err
	}
	args := append([]any{c.ID, rows.Report, c.First, c.Revision, c.Retracted, w.at, w.seq}, rows.Claims[c.Row].Values()...)
	_, err := w.tx.ExecContext(ctx, upsertClaim, args...)
	return err
}
