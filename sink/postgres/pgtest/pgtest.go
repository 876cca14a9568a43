// Package pgtest runs a real PostgreSQL server for a test: a fresh cluster in
// a temporary directory, reached by a Unix socket only.
//
// It needs initdb and postgres, in PATH or where Debian and Homebrew put them.
// Without them the test is skipped with a line that says so, and fails where
// MARSAD_TEST_REQUIRE=1 promises that they are there. It is for tests alone.
package pgtest

import (
	"bytes"
	"context"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// startWithin is how long a server may take to accept connections: two cores
// under load need a few seconds.
const startWithin = 60 * time.Second

// Server is a running cluster.
type Server struct {
	dir string // data and socket
	bin string // directory of the programs

	mu   sync.Mutex
	cmd  *exec.Cmd
	done chan struct{}
	log  lines
}

// Start makes a cluster and serves it until the test ends.
func Start(t *testing.T) *Server {
	t.Helper()
	bin, ok := programs()
	if !ok {
		const why = "initdb and postgres are not in PATH nor under /usr/lib/postgresql: install PostgreSQL (apt-get install postgresql) to run this test"
		if os.Getenv("MARSAD_TEST_REQUIRE") == "1" {
			t.Fatal("MARSAD_TEST_REQUIRE=1, but " + why)
		}
		t.Skip(why)
	}
	// Not t.TempDir: its path may exceed the 107 bytes of a socket's, and
	// another user cannot enter it.
	dir, err := os.MkdirTemp("", "marsad-pg-")
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{dir: dir, bin: bin}
	t.Cleanup(func() {
		s.kill(syscall.SIGQUIT)
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	if err := hand(dir); err != nil {
		t.Fatal(err)
	}
	init := s.command(t.Context(), "initdb", "-D", s.data(), "-A", "trust", "-U", "marsad", "-E", "UTF8", "--locale=C", "--no-sync")
	if out, err := init.CombinedOutput(); err != nil {
		t.Fatalf("initdb: %v\n%s", err, out)
	}
	s.serve(t)
	return s
}

// DSN is the connection string of the cluster's database.
func (s *Server) DSN() string {
	q := url.Values{"host": {s.dir}, "user": {"marsad"}}
	return "postgres:///postgres?" + q.Encode()
}

// Crash stops the server as a crash would, without a checkpoint, and starts
// it again.
func (s *Server) Crash(t *testing.T) {
	t.Helper()
	s.kill(syscall.SIGKILL)
	s.serve(t)
}

func (s *Server) data() string { return filepath.Join(s.dir, "data") }

// command runs a program of PostgreSQL as a user that it accepts.
func (s *Server) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, filepath.Join(s.bin, name), args...) //nolint:gosec // a program that programs found
	cmd.Dir = s.dir
	cmd.Env = append(os.Environ(), "LC_ALL=C", "TZ=UTC")
	cmd.SysProcAttr = ordinary()
	return cmd
}

func (s *Server) serve(t *testing.T) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), startWithin)
	defer cancel()
	cmd := s.command(context.Background(), "postgres", "-D", s.data(), "-k", s.dir, "-c", "listen_addresses=", "-c", "max_connections=40")
	cmd.Stdout, cmd.Stderr = &s.log, &s.log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() { _ = cmd.Wait(); close(done) }()
	s.mu.Lock()
	s.cmd, s.done = cmd, done
	s.mu.Unlock()
	for !s.log.contains("ready to accept connections") {
		select {
		case <-done:
			t.Fatalf("postgres ended:\n%s", s.log.String())
		case <-ctx.Done():
			t.Fatalf("postgres is not ready after %s:\n%s", startWithin, s.log.String())
		case <-time.After(20 * time.Millisecond):
		}
	}
	s.log.reset()
}

// kill ends the server and waits for it and for its children, which notice
// the death of their parent within a moment.
func (s *Server) kill(sig syscall.Signal) {
	s.mu.Lock()
	cmd, done := s.cmd, s.done
	s.cmd = nil
	s.mu.Unlock()
	if cmd == nil {
		return
	}
	_ = cmd.Process.Signal(sig)
	<-done
}

// programs is the directory that holds initdb and postgres, of the newest
// version that is installed.
func programs() (string, bool) {
	var dirs []string
	if p, err := exec.LookPath("initdb"); err == nil {
		dirs = append(dirs, filepath.Dir(p))
	}
	for _, glob := range []string{"/usr/lib/postgresql/*/bin", "/usr/pgsql-*/bin", "/opt/homebrew/opt/postgresql*/bin", "/usr/local/opt/postgresql*/bin"} {
		found, _ := filepath.Glob(glob) // the patterns are well formed
		sort.Slice(found, func(i, j int) bool {
			return len(found[i]) > len(found[j]) || len(found[i]) == len(found[j]) && found[i] > found[j]
		})
		dirs = append(dirs, found...)
	}
	for _, d := range dirs {
		if runnable(filepath.Join(d, "initdb")) && runnable(filepath.Join(d, "postgres")) {
			return d, true
		}
	}
	return "", false
}

func runnable(path string) bool {
	i, err := os.Stat(path)
	return err == nil && i.Mode()&0o111 != 0
}

// lines collects a server's log.
type lines struct {
	mu  sync.Mutex
	buf bytes.Buffer
}

// Write implements [io.Writer].
func (l *lines) Write(b []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.Write(b)
}

func (l *lines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.buf.String()
}

func (l *lines) contains(s string) bool { return strings.Contains(l.String(), s) }

func (l *lines) reset() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.buf.Reset()
}

// Schema is a schema name that no other test of the server uses.
func Schema(n int) string { return fmt.Sprintf("test-%d «مرصد»", n) }
