package postgres

import (
	"context"
	"database/sql"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jackc/pgx/v5/stdlib"

	"github.com/marsad-news/marsad/sink"
	"github.com/marsad-news/marsad/sink/sqlread"
)

// Store is the reading side of a PostgreSQL store: see [sqlread.Store].
type Store struct {
	*sqlread.Store
	db   *sql.DB
	pool *pgxpool.Pool
}

var dialect = sqlread.Dialect{
	Mark:     dollar,
	Text:     find,
	StoredAt: `to_char(stored_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`,
	False:    "false",
}

func find(mark, word string) (cond, arg string) {
	return "folded LIKE " + mark, sink.LikePattern(word)
}

// OpenStore connects for reading. It creates the tables when they are not
// there yet, so that a console may start before its sink.
func OpenStore(ctx context.Context, dsn, schema string) (*Store, error) {
	pool, _, err := connect(ctx, dsn, schema)
	if err != nil {
		return nil, err
	}
	db := stdlib.OpenDBFromPool(pool)
	return &Store{Store: sqlread.New(db, dialect), db: db, pool: pool}, nil
}

// Close ends reading.
func (s *Store) Close() error {
	err := s.db.Close()
	s.pool.Close()
	return err
}
