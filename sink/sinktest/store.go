package sinktest

import (
	"context"
	"testing"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// Store is what readers ask a driver for.
type Store interface {
	Claims(ctx context.Context, q store.Query) (claims []store.Claim, next string, err error)
	Claim(ctx context.Context, id string) (store.Claim, error)
	Article(ctx context.Context, id string) (store.Article, error)
	Counts(ctx context.Context, q store.Query) (store.Counts, error)
	Changes(ctx context.Context, after int64, limit int) ([]store.Claim, error)
	Head(ctx context.Context) (int64, error)
	Close() error
}

// All reads everything that s holds, page by page. Articles without a claim
// are found by the ids that the store's tests use.
func All(t *testing.T, s Store) Snapshot {
	t.Helper()
	out := Snapshot{Articles: map[string]event.Article{}, Claims: map[string]event.Claim{}}
	for q := (store.Query{Retracted: true, Limit: 100}); ; {
		claims, next, err := s.Claims(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range claims {
			out.Claims[c.ID] = c.Claim
		}
		if next == "" {
			break
		}
		q.After = next
	}
	ids, err := s.(interface {
		ArticleIDs(context.Context) ([]string, error)
	}).ArticleIDs(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range ids {
		a, err := s.Article(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		out.Articles[id] = a.Article
	}
	return out
}

// StorePlace is a fresh store that readers ask too.
type StorePlace struct {
	Place
	Store func(t *testing.T) Store
}

// RunStore exercises what readers ask.
func RunStore(t *testing.T, fresh func(t *testing.T) StorePlace) {
	for _, c := range []struct {
		name string
		test func(*testing.T, StorePlace)
	}{
		{"pages through the claims in the order of reading", pages},
		{"narrows by every condition", narrows},
		{"finds words in any spelling", finds},
		{"counts what could be chosen", counts},
		{"tells each change once and in order", changes},
		{"says so when there is no such record", notFound},
		{"gives an article with its claims", articleWithClaims},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, fresh(t)) })
	}
}
