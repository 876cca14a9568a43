// Package sqlite stores reports in one SQLite file and reads them back.
//
// Sink is the only writer of a process; several processes may write the same
// file, one waits for the other. Store reads while a Sink writes. The package
// decides nothing about revisions: it executes what [sink.Rows.Changes] says,
// one transaction a batch.
package sqlite

import (
	"context"
	"database/sql"
	_ "embed"
	"fmt"
	"net/url"
	"time"

	_ "modernc.org/sqlite" // the driver, pure Go

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/sink"
)

//go:embed schema.sql
var schema string

// schemaVersion is what this program writes and reads.
const schemaVersion = 1

// busyMillis is how long a writer waits for another process's transaction.
const busyMillis = 10_000

var _ sink.Sink = (*Sink)(nil)

// Sink is the writing side of a SQLite store.
type Sink struct {
	db  *sql.DB
	now func() time.Time
}

// Open opens or creates the file at path and brings its schema up to date.
func Open(ctx context.Context, path string) (*Sink, error) {
	db, err := connect(path, "synchronous(FULL)", "foreign_keys(1)") // FULL: fsync before Write returns
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // one writer: no SQLITE_BUSY against ourselves
	if err := migrate(ctx, db); err != nil {
		return nil, closing(db, fmt.Errorf("sqlite: prepare %s: %w", path, err))
	}
	return &Sink{db: db, now: time.Now}, nil
}

func connect(path string, pragmas ...string) (*sql.DB, error) {
	q := url.Values{"_txlock": {"immediate"}} // a read that turns into a write cannot lose its snapshot
	for _, p := range append([]string{fmt.Sprintf("busy_timeout(%d)", busyMillis), "journal_mode(WAL)"}, pragmas...) {
		q.Add("_pragma", p)
	}
	dsn := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: q.Encode()}
	db, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, fmt.Errorf("sqlite: open %s: %w", path, err)
	}
	return db, nil
}

// migrate creates the tables of a new file and refuses a file of a later
// program.
func migrate(ctx context.Context, db *sql.DB) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // no-op after Commit
	if _, err := tx.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS schema_version (version INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT`); err != nil {
		return err
	}
	var have int
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(version), 0) FROM schema_version`).Scan(&have); err != nil {
		return err
	}
	switch {
	case have > schemaVersion:
		return fmt.Errorf("the file has schema version %d, this program knows %d: use a newer marsad", have, schemaVersion)
	case have == schemaVersion:
		return nil
	}
	if _, err := tx.ExecContext(ctx, schema); err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, `INSERT INTO schema_version VALUES (?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))`, schemaVersion); err != nil {
		return err
	}
	return tx.Commit()
}

// Write implements [sink.Sink] with one transaction for the batch.
func (s *Sink) Write(ctx context.Context, reports []event.Report) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("sqlite: begin: %w", err)
	}
	defer tx.Rollback() //nolint:errcheck // no-op after Commit
	w := writer{tx: tx, at: sink.StoredAt(s.now())}
	if err := tx.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM claim`).Scan(&w.seq); err != nil {
		return fmt.Errorf("sqlite: read last seq: %w", err)
	}
	for i := range reports {
		if err := w.report(ctx, &reports[i]); err != nil {
			return fmt.Errorf("sqlite: store report %s: %w", reports[i].Article.ID, err)
		}
	}
	if err := tx.Commit(); err != nil {
		return fmt.Errorf("sqlite: commit %d reports: %w", len(reports), err)
	}
	return nil
}

// Close implements [sink.Sink].
func (s *Sink) Close() error { return s.db.Close() }

// closing keeps the first of two errors.
func closing(db *sql.DB, err error) error {
	_ = db.Close() // the error that brought us here says more
	return err
}
