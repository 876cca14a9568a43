package sqlite

import (
	"context"
	"strings"
	"unicode/utf8"

	"github.com/marsad-news/marsad/sink"
	"github.com/marsad-news/marsad/sink/sqlread"
)

// Store is the reading side of a SQLite store: see [sqlread.Store].
type Store struct{ *sqlread.Store }

// readers is how many connections read at once; each holds its own page
// cache, 2 MB by default.
const readers = 4

var dialect = sqlread.Dialect{Mark: question, Text: find, StoredAt: "stored_at", False: "0"}

// trigram is the shortest word, in letters, that the trigram index knows.
const trigram = 3

func find(mark, word string) (cond, arg string) {
	if utf8.RuneCountInString(word) < trigram {
		return "folded LIKE " + mark + ` ESCAPE '\'`, sink.LikePattern(word)
	}
	return "n IN (SELECT rowid FROM claim_text WHERE claim_text MATCH " + mark + ")",
		`"` + strings.ReplaceAll(word, `"`, `""`) + `"`
}

// OpenStore opens the file at path for reading. It creates the file when it is
// not there yet, so that a console may start before its sink.
func OpenStore(ctx context.Context, path string) (*Store, error) {
	s, err := Open(ctx, path)
	if err != nil {
		return nil, err
	}
	if err := s.Close(); err != nil {
		return nil, err
	}
	db, err := connect(path, "query_only(1)")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(readers)
	return &Store{sqlread.New(db, dialect)}, nil
}
