package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
	"github.com/marsad-news/marsad/sink/sinktest"
)

// childEnv names the file that a child process writes until it is killed.
const childEnv = "MARSAD_SQLITE_TEST_CHILD"

func TestMain(m *testing.M) {
	if path := os.Getenv(childEnv); path != "" {
		child(path)
	}
	os.Exit(m.Run())
}

// child writes one report after another and says so after each.
func child(path string) {
	s, err := Open(context.Background(), path)
	if err != nil {
		fmt.Println("error", err)
		os.Exit(1)
	}
	for i := 0; ; i++ {
		if err := s.Write(context.Background(), []event.Report{sinktest.Report(fmt.Sprintf("a%06d", i), 1, "x")}); err != nil {
			fmt.Println("error", err)
			os.Exit(1)
		}
		fmt.Println(i)
	}
}

func TestKilledProcessLosesNothingThatWriteReturnedFor(t *testing.T) {
	path := filepath.Join(t.TempDir(), "claims.db")
	for round := range 3 {
		cmd := exec.CommandContext(t.Context(), os.Args[0]) //nolint:gosec // this test itself
		cmd.Env = append(os.Environ(), childEnv+"="+path)
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		last, in := -1, bufio.NewScanner(out)
		for in.Scan() {
			if strings.HasPrefix(in.Text(), "error") {
				t.Fatalf("child: %s", in.Text())
			}
			if _, err := fmt.Sscan(in.Text(), &last); err != nil {
				t.Fatal(err)
			}
			if last == 20+round*7 {
				cmd.Process.Kill() // and go on reading what it had said by then
			}
		}
		cmd.Wait()
		s := openStore(t, path)
		n, err := s.Counts(t.Context(), store.Query{})
		if err != nil {
			t.Fatal(err)
		}
		if n.Total < last+1 {
			t.Errorf("round %d: %d claims in the file, %d were written", round, n.Total, last+1)
		}
		s.Close()
	}
}

func TestReaderSeesWholeReportsWhileOthersWrite(t *testing.T) {
	path := filepath.Join(t.TempDir(), "claims.db")
	r := openStore(t, path)
	defer r.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	var wg sync.WaitGroup
	for w := range 2 { // two sinks on one file, as two processes would
		wg.Go(func() {
			s, err := Open(ctx, path)
			if err != nil {
				t.Error(err)
				return
			}
			defer s.Close()
			for i := range 30 {
				if err := s.Write(ctx, []event.Report{sinktest.Report(fmt.Sprintf("w%d-%d", w, i), 1, "x", "y", "z")}); err != nil {
					t.Error(err)
				}
			}
		})
	}
	done := make(chan struct{})
	go func() { wg.Wait(); close(done) }()
	for {
		n, err := r.Counts(ctx, store.Query{})
		if err != nil {
			t.Fatal(err)
		}
		if n.Total != 3*n.Articles {
			t.Fatalf("saw %d claims of %d articles: half a report", n.Total, n.Articles)
		}
		select {
		case <-done:
			if n, _ := r.Counts(ctx, store.Query{}); n.Total != 180 {
				t.Errorf("%d claims at the end, want 180", n.Total)
			}
			return
		default:
		}
	}
}

func TestOpenRefusesALaterSchemaAndWhatIsNoDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "claims.db")
	s := open(t, path)
	if _, err := s.db.ExecContext(t.Context(), `INSERT INTO schema_version VALUES (?, '')`, schemaVersion+1); err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := Open(t.Context(), path); err == nil || !strings.Contains(err.Error(), "newer marsad") {
		t.Errorf("a later schema: %v", err)
	}
	other := filepath.Join(t.TempDir(), "notes.txt")
	if err := os.WriteFile(other, []byte(strings.Repeat("not a database\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), other); err == nil || !strings.Contains(err.Error(), other) {
		t.Errorf("a text file: %v", err)
	}
	if _, err := Open(t.Context(), filepath.Join(t.TempDir(), "no", "such", "dir", "x.db")); err == nil {
		t.Error("a directory that is not there was opened")
	}
}
