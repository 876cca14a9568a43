package sqlite

import (
	"path/filepath"
	"testing"

	"github.com/marsad-news/marsad/sink"
	"github.com/marsad-news/marsad/sink/sinktest"
)

func open(t *testing.T, path string) *Sink {
	t.Helper()
	s, err := Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func openStore(t *testing.T, path string) *Store {
	t.Helper()
	s, err := OpenStore(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func place(t *testing.T) (string, sinktest.Place) {
	path := filepath.Join(t.TempDir(), "claims ٪ %41?#.db") // a path, not a URL
	return path, sinktest.Place{
		Open: func(t *testing.T) sink.Sink { return open(t, path) },
		Read: func(t *testing.T) sinktest.Snapshot {
			s := openStore(t, path)
			defer s.Close()
			return sinktest.All(t, s)
		},
	}
}

func TestContract(t *testing.T) {
	sinktest.Run(t, func(t *testing.T) sinktest.Place {
		_, p := place(t)
		return p
	})
}

func TestReaders(t *testing.T) {
	sinktest.RunStore(t, func(t *testing.T) sinktest.StorePlace {
		path, p := place(t)
		return sinktest.StorePlace{Place: p, Store: func(t *testing.T) sinktest.Store { return openStore(t, path) }}
	})
}
