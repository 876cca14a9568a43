package postgres

import (
	"context"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/sink"
)

var (
	articleCols   = slices.Concat([]string{"id", "report", "first_revision", "revision", "retracted", "stored_at"}, sink.ArticleColumns)
	claimCols     = slices.Concat([]string{"id", "report", "first_revision", "revision", "retracted", "stored_at", "seq"}, sink.ClaimColumns)
	upsertArticle = sink.Upsert("article", articleCols, dollar)
	upsertClaim   = sink.Upsert("claim", claimCols, dollar)
)

func dollar(n int) string { return "$" + strconv.Itoa(n) }

// writer is one transaction.
type writer struct {
	tx  pgx.Tx
	at  time.Time
	seq int64 // last number given out
}

// report reads what is held, then sends all changes in one round trip.
func (w *writer) report(ctx context.Context, r *event.Report) error {
	rows, err := sink.Plan(r)
	if err != nil {
		return err
	}
	var held sink.Held
	if held.Articles, err = w.marks(ctx, `SELECT id, first_revision, revision, retracted, doc::text FROM article WHERE report = $1`, rows.Report); err != nil {
		return err
	}
	if held.Claims, err = w.marks(ctx, `SELECT id, first_revision, revision, retracted, doc::text FROM claim WHERE report = $1`, rows.Report); err != nil {
		return err
	}
	articles, claims := rows.Changes(held)
	var b pgx.Batch
	for _, c := range articles {
		w.article(&b, &rows, c)
	}
	for _, c := range claims {
		w.claim(&b, &rows, c)
	}
	if b.Len() == 0 {
		return nil
	}
	return w.tx.SendBatch(ctx, &b).Close()
}

func (w *writer) marks(ctx context.Context, query, report string) (map[string]sink.Mark, error) {
	rows, err := w.tx.Query(ctx, query, report)
	if err != nil {
		return nil, err
	}
	out := map[string]sink.Mark{}
	var id string
	var m sink.Mark
	_, err = pgx.ForEachRow(rows, []any{&id, &m.First, &m.Revision, &m.Retracted, &m.Doc}, func() error {
		out[id] = m
		return nil
	})
	return out, err
}

func (w *writer) article(b *pgx.Batch, rows *sink.Rows, c sink.Change) {
	if c.Row < 0 {
		b.Queue(`UPDATE article SET first_revision = $1, revision = $2, retracted = $3, stored_at = $4 WHERE id = $5`,
			c.First, c.Revision, c.Retracted, w.at, c.ID)
		return
	}
	args := append([]any{c.ID, rows.Report, c.First, c.Revision, c.Retracted, w.at}, rows.Articles[c.Row].Values()...)
	b.Queue(upsertArticle, args...)
}

func (w *writer) claim(b *pgx.Batch, rows *sink.Rows, c sink.Change) {
	w.seq++
	if c.Row < 0 {
		b.Queue(`UPDATE claim SET first_revision = $1, revision = $2, retracted = $3, stored_at = $4, seq = $5 WHERE id = $6`,
			c.First, c.Revision, c.Retracted, w.at, w.seq, c.ID)
		return
	}
	args := append([]any{c.ID, rows.Report, c.First, c.Revision, c.Retracted, w.at, w.seq}, rows.Claims[c.Row].Values()...)
	b.Queue(upsertClaim, args...)
}
