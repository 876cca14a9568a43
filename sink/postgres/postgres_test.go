package postgres

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/sink"
	"github.com/marsad-news/marsad/sink/postgres/pgtest"
	"github.com/marsad-news/marsad/sink/sinktest"
)

func open(t *testing.T, dsn, schema string) *Sink {
	t.Helper()
	s, err := Open(t.Context(), dsn, schema)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func openStore(t *testing.T, dsn, schema string) *Store {
	t.Helper()
	s, err := OpenStore(t.Context(), dsn, schema)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func place(dsn, schema string) sinktest.Place {
	return sinktest.Place{
		Open: func(t *testing.T) sink.Sink { return open(t, dsn, schema) },
		Read: func(t *testing.T) sinktest.Snapshot {
			s := openStore(t, dsn, schema)
			defer s.Close()
			return sinktest.All(t, s)
		},
	}
}

// One server serves all tests, each in a schema of its own.
func TestPostgres(t *testing.T) {
	srv, n := pgtest.Start(t), 0
	fresh := func(*testing.T) sinktest.Place {
		n++
		return place(srv.DSN(), pgtest.Schema(n))
	}
	t.Run("contract", func(t *testing.T) { sinktest.Run(t, fresh) })
	t.Run("readers", func(t *testing.T) {
		sinktest.RunStore(t, func(t *testing.T) sinktest.StorePlace {
			n++
			p := sinktest.StorePlace{Place: place(srv.DSN(), pgtest.Schema(n))}
			schema := pgtest.Schema(n)
			p.Store = func(t *testing.T) sinktest.Store { return openStore(t, srv.DSN(), schema) }
			return p
		})
	})
	t.Run("several writers take turns", func(t *testing.T) { severalWriters(t, srv.DSN()) })
	t.Run("a later schema is refused", func(t *testing.T) { laterSchema(t, srv.DSN()) })
	t.Run("the view shows what stands", func(t *testing.T) { view(t, srv.DSN()) })
	t.Run("a crash of the server loses nothing", func(t *testing.T) { crash(t, srv) })
}

func severalWriters(t *testing.T, dsn string) {
	const writers, each = 4, 25
	var wg sync.WaitGroup
	for w := range writers {
		wg.Go(func() {
			s, err := Open(t.Context(), dsn, "several")
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			for i := range each {
				// Every second report is one that all writers write.
				id := fmt.Sprintf("w%d-%d", w*(i%2), i)
				if err := s.Write(t.Context(), []event.Report{sinktest.Report(id, 1, "x", "y")}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	st := openStore(t, dsn, "several")
	defer st.Close()
	got, err := st.Changes(t.Context(), 0, 1000)
	if err != nil {
		t.Fatal(err)
	}
	head, err := st.Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if want := 2 * (13 + writers*12); len(got) != want || head != int64(want) {
		t.Errorf("%d claims and %d changes, want %d of both", len(got), head, want)
	}
}

func laterSchema(t *testing.T, dsn string) {
	s := open(t, dsn, "later")
	if _, err := s.pool.Exec(t.Context(), `INSERT INTO schema_version (version) VALUES ($1)`, schemaVersion+1); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if s, err := Open(t.Context(), dsn, "later"); err == nil || !strings.Contains(err.Error(), "newer marsad") {
		if err == nil {
			s.Close()
		}
		t.Errorf("opened the tables of a later program: %v", err)
	}
}

func view(t *testing.T, dsn string) {
	s := open(t, dsn, "view")
	defer s.Close()
	if err := s.Write(t.Context(), []event.Report{sinktest.Report("a", 1, "stays", "goes"), sinktest.Report("a", 2, "stays")}); err != nil {
		t.Fatal(err)
	}
	rows, err := s.pool.Query(t.Context(), `SELECT title || ' ' || value::text || ' ' || (published_at = '2025-11-03T09:00Z')::text FROM current_claim`)
	if err != nil {
		t.Fatal(err)
	}
	got, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0] != sinktest.Article("a", 1).Title+" 300 true" {
		t.Errorf("the view shows %q", got)
	}
}

func crash(t *testing.T, srv *pgtest.Server) {
	p := place(srv.DSN(), "crash")
	s := p.Open(t)
	var want []event.Report
	for i := range 20 {
		r := sinktest.Report(fmt.Sprint("a", i), 1, "x")
		if err := s.Write(t.Context(), []event.Report{r}); err != nil {
			t.Fatal(err)
		}
		want = append(want, r)
	}
	srv.Crash(t)
	if n := len(p.Read(t).Claims); n != len(want) {
		t.Errorf("%d claims after the crash, want %d", n, len(want))
	}
	var err error
	for range 5 { // the pool may hold dead connections: each try drops one
		if err = s.Write(t.Context(), []event.Report{sinktest.Report("after", 1, "x")}); err == nil {
			break
		}
	}
	if err != nil {
		t.Errorf("the sink does not come back after the crash: %v", err)
	}
	s.Close()
}

func TestOpenSaysWhatIsWrongWithTheConnectionString(t *testing.T) {
	for _, dsn := range []string{"postgres://user:secret-word@%zz/", "host=/nonexistent-socket-dir user=u dbname=d"} {
		s, err := Open(t.Context(), dsn, "")
		if err == nil {
			s.Close()
			t.Errorf("%q opened", dsn)
			continue
		}
		if strings.Contains(err.Error(), "secret-word") {
			t.Errorf("the error tells the password: %v", err)
		}
	}
}
