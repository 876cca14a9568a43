// Package sinktest checks that a sink keeps its promises. Every driver runs
// it; a driver that readers ask too runs RunStore beside it.
//
// It knows no driver and no database: it is given functions that open one.
package sinktest

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/sink"
)

// Place is one fresh, empty store.
type Place struct {
	Open func(t *testing.T) sink.Sink // opens the same store each time
	Read func(t *testing.T) Snapshot  // what a reader of it sees
}

// Snapshot is everything a store holds, by id, retracted records too.
type Snapshot struct {
	Articles map[string]event.Article
	Claims   map[string]event.Claim
}

// Driver makes a fresh store for each test.
type Driver func(t *testing.T) Place

// Run exercises the contract.
func Run(t *testing.T, fresh Driver) {
	for _, c := range []struct {
		name string
		test func(*testing.T, Place)
	}{
		{"keeps a report word for word", keepsReport},
		{"tells zero from unknown", zeroIsNotUnknown},
		{"stores a redelivered report once", redelivery},
		{"stores a claim listed twice once", listedTwice},
		{"keeps the newer revision in any order", anyOrder},
		{"retracts a claim that the new revision drops", retracts},
		{"revives a claim that comes back", revives},
		{"retracts all claims of an article taken down", takenDown},
		{"keeps embedded articles as articles", embedded},
		{"replaces within one revision", sameRevision},
		{"is all or nothing", allOrNothing},
		{"holds what was written after reopening", reopen},
		{"takes an empty batch", emptyBatch},
		{"takes a big batch", bigBatch},
		{"takes bytes that are no text", noText},
		{"gives up when the context ends", contextEnds},
		{"agrees with the model on random histories", histories},
	} {
		t.Run(c.name, func(t *testing.T) { c.test(t, fresh(t)) })
	}
}

// write opens the store, writes the batches one by one and closes it.
func write(t *testing.T, p Place, batches ...[]event.Report) {
	t.Helper()
	s := p.Open(t)
	for i, b := range batches {
		if err := s.Write(t.Context(), b); err != nil {
			t.Fatalf("write batch %d: %v", i, err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatalf("close: %v", err)
	}
}

// model is what the batches amount to.
func model(t *testing.T, batches ...[]event.Report) Snapshot {
	t.Helper()
	var s sink.State
	for _, b := range batches {
		for i := range b {
			if err := s.Apply(&b[i]); err != nil {
				t.Fatal(err)
			}
		}
	}
	return Of(t, &s)
}

// Of is the snapshot of a state in memory.
func Of(t *testing.T, s *sink.State) Snapshot {
	t.Helper()
	a, err := s.Articles()
	if err != nil {
		t.Fatal(err)
	}
	c, err := s.Claims()
	if err != nil {
		t.Fatal(err)
	}
	return Snapshot{Articles: a, Claims: c}
}

func same(t *testing.T, got, want Snapshot) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the store differs from what was written (-want +got):\n%s", d)
	}
}

// ops are the ids of the claims with what became of each.
func (s Snapshot) ops() map[string]event.Op {
	out := map[string]event.Op{}
	for id, c := range s.Claims {
		out[id] = c.Provenance.Op
	}
	return out
}
