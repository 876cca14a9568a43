// Package sqlread answers a reader's questions over the tables that the SQL
// drivers share. It only reads, and knows a database by database/sql and the
// few words that a Dialect differs in.
package sqlread

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
	"github.com/marsad-news/marsad/sink"
)

// Dialect is what differs between databases.
type Dialect struct {
	Mark     func(int) string                           // the n-th placeholder, from 1
	Text     func(mark, word string) (cond, arg string) // condition that a folded word is in the folded text
	StoredAt string                                     // expression of stored_at as text in UTC, RFC 3339
	False    string                                     // the literal
}

// Store reads claims and articles.
type Store struct {
	db *sql.DB
	d  Dialect
}

// New reads from db.
func New(db *sql.DB, d Dialect) *Store { return &Store{db: db, d: d} }

func (s *Store) columns() string {
	return "id, report, seq, key, at, first_revision, revision, retracted, " + s.d.StoredAt + ", doc"
}

// Claims are the claims of one page in the order of reading, and the key to
// ask the next page with; it is empty after the last.
func (s *Store) Claims(ctx context.Context, q store.Query) ([]store.Claim, string, error) {
	where, args := s.where(q)
	n := q.Size()
	claims, err := s.list(ctx, fmt.Sprintf("SELECT %s FROM claim WHERE %s ORDER BY key DESC LIMIT %d", s.columns(), where, n+1), args...)
	if err != nil {
		return nil, "", fmt.Errorf("list claims: %w", err)
	}
	if len(claims) <= n {
		return claims, "", nil
	}
	return claims[:n], claims[n-1].Key, nil
}

// Claim is the claim of that id, retracted or not.
func (s *Store) Claim(ctx context.Context, id string) (store.Claim, error) {
	claims, err := s.list(ctx, "SELECT "+s.columns()+" FROM claim WHERE id = "+s.d.Mark(1), id)
	if err != nil {
		return store.Claim{}, fmt.Errorf("read claim: %w", err)
	}
	if len(claims) == 0 {
		return store.Claim{}, fmt.Errorf("claim %q: %w", id, store.ErrNotFound)
	}
	return claims[0], nil
}

// Article is the article of that id with all its claims, retracted ones too.
func (s *Store) Article(ctx context.Context, id string) (store.Article, error) {
	var out store.Article
	var doc, at string
	var first, revision int
	var retracted bool
	err := s.db.QueryRowContext(ctx, "SELECT doc, "+s.d.StoredAt+", first_revision, revision, retracted FROM article WHERE id = "+s.d.Mark(1), id).
		Scan(&doc, &at, &first, &revision, &retracted)
	if errors.Is(err, sql.ErrNoRows) {
		return out, fmt.Errorf("article %q: %w", id, store.ErrNotFound)
	}
	if err != nil {
		return out, fmt.Errorf("read article: %w", err)
	}
	if err := json.Unmarshal([]byte(doc), &out.Article); err != nil {
		return out, fmt.Errorf("decode article %s: %w", id, err)
	}
	out.Article.Revision, out.Article.Op = revision, opOf(first, revision, retracted)
	if out.StoredAt, err = time.Parse(time.RFC3339, at); err != nil {
		return out, fmt.Errorf("decode article %s: %w", id, err)
	}
	out.Claims, err = s.list(ctx, "SELECT "+s.columns()+" FROM claim WHERE article = "+s.d.Mark(1)+" ORDER BY key DESC", id)
	if err != nil {
		return out, fmt.Errorf("list claims of article: %w", err)
	}
	return out, nil
}

// Changes are the claims that changed after the given number, oldest change
// first, retracted ones too. A claim that changed twice comes once.
func (s *Store) Changes(ctx context.Context, after int64, limit int) ([]store.Claim, error) {
	q := store.Query{Limit: limit}
	claims, err := s.list(ctx, fmt.Sprintf("SELECT %s FROM claim WHERE seq > %s ORDER BY seq LIMIT %d", s.columns(), s.d.Mark(1), q.Size()), after)
	if err != nil {
		return nil, fmt.Errorf("list changes: %w", err)
	}
	return claims, nil
}

// Head is the number of the last change; 0 when the store is empty.
func (s *Store) Head(ctx context.Context) (n int64, err error) {
	if err = s.db.QueryRowContext(ctx, "SELECT coalesce(max(seq), 0) FROM claim").Scan(&n); err != nil {
		return 0, fmt.Errorf("read last change: %w", err)
	}
	return n, nil
}

// Close ends reading.
func (s *Store) Close() error { return s.db.Close() }

func (s *Store) list(ctx context.Context, query string, args ...any) (out []store.Claim, err error) {
	rows, err := s.db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		c, err := scan(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, c)
	}
	return out, rows.Err()
}

func scan(rows *sql.Rows) (c store.Claim, err error) {
	var id, doc, at string
	var first, revision int
	var retracted bool
	if err := rows.Scan(&id, &c.Report, &c.Seq, &c.Key, &c.When, &first, &revision, &retracted, &at, &doc); err != nil {
		return c, err
	}
	if err := json.Unmarshal([]byte(doc), &c.Claim); err != nil {
		return c, fmt.Errorf("decode claim %s: %w", id, err)
	}
	if c.StoredAt, err = time.Parse(time.RFC3339, at); err != nil {
		return c, fmt.Errorf("decode claim %s: %w", id, err)
	}
	if c.Provenance == nil {
		c.Provenance = &event.Provenance{}
	}
	c.Provenance.Revision, c.Provenance.Op = revision, opOf(first, revision, retracted)
	return c, nil
}

// opOf is what a row did last to what a reader may hold.
func opOf(first, revision int, retracted bool) event.Op {
	m := sink.Mark{First: first, Revision: revision, Retracted: retracted}
	return m.Op()
}

// ArticleIDs are the ids of all articles, in order.
func (s *Store) ArticleIDs(ctx context.Context) (ids []string, err error) {
	rows, err := s.db.QueryContext(ctx, "SELECT id FROM article ORDER BY id")
	if err != nil {
		return nil, fmt.Errorf("list articles: %w", err)
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			return nil, fmt.Errorf("list articles: %w", err)
		}
		ids = append(ids, id)
	}
	return ids, rows.Err()
}
