// Package postgres stores reports in a schema of a PostgreSQL database and
// reads them back.
//
// Several processes may write the same schema: a lock of the transaction makes
// them take turns, so that a reader who follows the change numbers misses
// none. The package decides nothing about revisions: it executes what
// [sink.Rows.Changes] says, one transaction a batch.
package postgres

import (
	"context"
	_ "embed"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/sink"
)

//go:embed schema.sql
var schemaSQL string

// schemaVersion is what this program writes and reads.
const schemaVersion = 1

// DefaultSchema is used where none is named.
const DefaultSchema = "marsad"

var _ sink.Sink = (*Sink)(nil)

// Sink is the writing side of a PostgreSQL store.
type Sink struct {
	pool *pgxpool.Pool
	lock string // name of the advisory lock
	now  func() time.Time
}

// Open connects to the database that dsn names (a URL, or keywords and values,
// as libpq has it) and brings the schema up to date.
func Open(ctx context.Context, dsn, schema string) (*Sink, error) {
	pool, lock, err := connect(ctx, dsn, schema)
	if err != nil {
		return nil, err
	}
	return &Sink{pool: pool, lock: lock, now: time.Now}, nil
}

func connect(ctx context.Context, dsn, schema string) (*pgxpool.Pool, string, error) {
	if schema == "" {
		schema = DefaultSchema
	}
	cfg, err := pgxpool.ParseConfig(dsn)
	if err != nil {
		return nil, "", fmt.Errorf("postgres: read connection string: %w", err)
	}
	cfg.ConnConfig.RuntimeParams["search_path"] = pgx.Identifier{schema}.Sanitize()
	cfg.ConnConfig.RuntimeParams["synchronous_commit"] = "on" // Write promises it, whatever the server's default
	cfg.ConnConfig.RuntimeParams["application_name"] = "marsad"
	pool, err := pgxpool.NewWithConfig(ctx, cfg)
	if err != nil {
		return nil, "", fmt.Errorf("postgres: connect: %w", err)
	}
	lock := "marsad " + schema
	if err := pgx.BeginFunc(ctx, pool, func(tx pgx.Tx) error { return migrate(ctx, tx, schema, lock) }); err != nil {
		pool.Close()
		return nil, "", fmt.Errorf("postgres: prepare schema %s: %w", schema, err)
	}
	return pool, lock, nil
}

// migrate creates what is not there and refuses the tables of a later program.
func migrate(ctx context.Context, tx pgx.Tx, schema, lock string) error {
	if err := takeTurn(ctx, tx, lock); err != nil {
		return err
	}
	var there bool
	if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_namespace WHERE nspname = $1)`, schema).Scan(&there); err != nil {
		return err
	}
	if !there { // asked first: a user who may not create schemas may use one
		if _, err := tx.Exec(ctx, "CREATE SCHEMA "+pgx.Identifier{schema}.Sanitize()); err != nil {
			return err
		}
	}
	if _, err := tx.Exec(ctx, `CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`); err != nil {
		return err
	}
	var have int
	if err := tx.QueryRow(ctx, `SELECT coalesce(max(version), 0) FROM schema_version`).Scan(&have); err != nil {
		return err
	}
	switch {
	case have > schemaVersion:
		return fmt.Errorf("it has version %d, this program knows %d: use a newer marsad", have, schemaVersion)
	case have == schemaVersion:
		return nil
	}
	if _, err := tx.Exec(ctx, schemaSQL); err != nil {
		return err
	}
	_, err := tx.Exec(ctx, `INSERT INTO schema_version (version) VALUES ($1)`, schemaVersion)
	return err
}

// takeTurn waits until no other transaction writes the schema. The lock ends
// with the transaction, after its changes are visible.
func takeTurn(ctx context.Context, tx pgx.Tx, lock string) error {
	_, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended($1, 0))`, lock)
	return err
}

// Write implements [sink.Sink] with one transaction for the batch.
func (s *Sink) Write(ctx context.Context, reports []event.Report) error {
	if len(reports) == 0 {
		return nil
	}
	err := pgx.BeginFunc(ctx, s.pool, func(tx pgx.Tx) error {
		if err := takeTurn(ctx, tx, s.lock); err != nil {
			return err
		}
		w := writer{tx: tx, at: s.now().UTC()}
		if err := tx.QueryRow(ctx, `SELECT coalesce(max(seq), 0) FROM claim`).Scan(&w.seq); err != nil {
			return err
		}
		for i := range reports {
			if err := w.report(ctx, &reports[i]); err != nil {
				return fmt.Errorf("report %s: %w", reports[i].Article.ID, err)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("postgres: store %d reports: %w", len(reports), err)
	}
	return nil
}

// Close implements [sink.Sink].
func (s *Sink) Close() error {
	s.pool.Close()
	return nil
}
