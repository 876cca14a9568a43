// Package store says what a reader may ask of a claim store and what it gets:
// the ground that the sink's drivers and the console share, so that neither
// imports the other.
//
// It holds plain values and pure functions. It opens no database, knows no
// HTTP and has no clock.
package store

import (
	"errors"
	"time"

	"github.com/marsad-news/marsad/event"
)

// ErrNotFound says that the store holds no record of that id.
var ErrNotFound = errors.New("not found")

// Claim is a stored claim. Its provenance is always there, with the revision
// and the op that the store knows.
type Claim struct {
	event.Claim
	Seq      int64     `json:"seq"`            // grows with every change of any claim of the store
	Report   string    `json:"report"`         // id of the article whose report carried it: the host, for an embedded article
	Key      string    `json:"-"`              // its place in the order of reading, see [SortKey]
	StoredAt time.Time `json:"stored_at"`      // when the store last changed it
	When     string    `json:"when,omitempty"` // publication in UTC, as far as the article's date goes
}

// Retracted says that the newest revision of the article no longer makes it.
func (c *Claim) Retracted() bool { return c.Provenance != nil && c.Provenance.Op == event.Retracted }

// Article is a stored article with its claims in reading order.
type Article struct {
	Article  event.Article `json:"article"`
	Claims   []Claim       `json:"claims"`
	StoredAt time.Time     `json:"stored_at"`
}

// Query selects claims. An empty field does not narrow.
type Query struct {
	Country, Actor, Kind, Polarity, Status, Source, Org, Lang string

	Article       string  // id of the article that makes the claim
	From, To      string  // publication: ISO dates or prefixes of them, both inclusive
	Text          string  // words of title, evidence, speaker, force or place; any spelling variant
	MinConfidence float64 // 0 to 1
	Retracted     bool    // retracted claims too

	After string // key of the last claim already read; empty: from the newest
	Limit int    // 0: DefaultLimit
}

// The bounds of one page of claims.
const (
	DefaultLimit = 50
	MaxLimit     = 1000
)

// Size is the number of claims one answer holds.
func (q *Query) Size() int {
	switch {
	case q.Limit <= 0:
		return DefaultLimit
	case q.Limit > MaxLimit:
		return MaxLimit
	}
	return q.Limit
}

// Facets are the columns that [Counts] counts by.
var Facets = [...]string{"country", "actor", "kind", "polarity", "status", "source"}

// Count is one value of a facet and how many claims carry it.
type Count struct {
	Value string `json:"value"`
	N     int    `json:"n"`
}

// Counts sums up a selection. Each facet is counted under all conditions of
// the query but its own, so that a reader sees what else could be chosen.
type Counts struct {
	Total    int                `json:"total"`    // claims under all conditions
	Articles int                `json:"articles"` // articles that make them
	Facets   map[string][]Count `json:"facets"`   // largest first
}

// Without is the query without its condition on one facet.
func (q Query) Without(facet string) Query {
	switch facet {
	case "country":
		q.Country = ""
	case "actor":
		q.Actor = ""
	case "kind":
		q.Kind = ""
	case "polarity":
		q.Polarity = ""
	case "status":
		q.Status = ""
	case "source":
		q.Source = ""
	}
	return q
}
