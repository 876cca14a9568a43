// Package e2e runs the programs as an operator would: each worker a process of
// its own, over a broker that is another one, and kills them.
package e2e

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// require makes a test that cannot run fail instead of being skipped.
const require = "MARSAD_TEST_REQUIRE"

// password lets the workers in; the broker refuses everybody else.
const password = "of-the-test-only"

// pages is how many articles the site has: enough that every kill falls into
// the middle of the work.
const pages = 300

// TestKilledWorkersLoseNothing kills every worker and the broker once while
// the work is under way. In the end each page's row is there, and none twice.
func TestKilledWorkersLoseNothing(t *testing.T) {
	if os.Getenv(require) == "" {
		t.Skipf("skipped: it builds a broker and runs for about a minute; set %s=1 to run it", require)
	}
	dir := t.TempDir()
	f := &fleet{t: t, dir: dir, port: freePort(t), procs: map[string]*exec.Cmd{}}
	f.build("marsad", "github.com/marsad-news/marsad/cmd/marsad")
	f.build("nats-server", "github.com/nats-io/nats-server/v2")
	s := newSite(t, pages)
	f.config(s)

	f.start("broker")
	workers := []string{"fetcher", "parser", "enricher", "sink"}
	for _, w := range workers {
		f.start(w)
	}
	t.Cleanup(f.stopAll)

	db := filepath.Join(dir, "data", "e2e.db")
	for i, victim := range []string{"fetcher", "parser", "enricher", "sink", "broker"} {
		f.await(fmt.Sprintf("%d rows before %s is killed", (i+1)*pages/8, victim), func() bool { return rows(db) >= (i+1)*pages/8 })
		before := rows(db)
		f.kill(victim)
		t.Logf("killed %s at %d of %d rows", victim, before, pages)
		time.Sleep(200 * time.Millisecond)
		f.start(victim)
	}
	f.await("every row", func() bool { return rows(db) >= pages })
	time.Sleep(3 * time.Second) // what would come twice has time to
	f.stopAll()
	verify(t, db, filepath.Join(dir, "data", "e2e.jsonl"), s)
}

// fleet is the set of running programs.
type fleet struct {
	t     *testing.T
	dir   string
	port  int
	procs map[string]*exec.Cmd
}

func (f *fleet) build(name, pkg string) {
	f.t.Helper()
	cmd := exec.Command("go", "build", "-o", filepath.Join(f.dir, name), pkg)
	cmd.Dir = "../../.."
	if out, err := cmd.CombinedOutput(); err != nil {
		f.t.Fatalf("build %s: %v\n%s", pkg, err, out)
	}
}

func (f *fleet) config(s *site) {
	f.t.Helper()
	text := fmt.Sprintf(`
data_dir: %s/data
listen: ""
admin: ""
nats: {url: "nats://127.0.0.1:%d", user: marsad, password_file: %s/password}
fetcher: {open_loopback: true, delay: 10ms, poll: 1s, workers: 4}
sinks:
  - {name: db, type: sqlite, path: e2e.db}
  - {name: lines, type: jsonl, path: e2e.jsonl}
sources:
  - {id: mizan, lang: ar, feeds: ["%s/feed.xml"]}
`, f.dir, f.port, f.dir, s.URL)
	if err := os.WriteFile(filepath.Join(f.dir, "password"), []byte(password+"\n"), 0o600); err != nil {
		f.t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(f.dir, "marsad.yaml"), []byte(text), 0o600); err != nil {
		f.t.Fatal(err)
	}
}

func (f *fleet) start(name string) {
	f.t.Helper()
	var cmd *exec.Cmd
	if name == "broker" {
		cmd = exec.Command(filepath.Join(f.dir, "nats-server"), "-a", "127.0.0.1", "-p", fmt.Sprint(f.port), "-js", "-sd", filepath.Join(f.dir, "js"), "--user", "marsad", "--pass", password)
	} else {
		cmd = exec.Command(filepath.Join(f.dir, "marsad"), name, "-c", filepath.Join(f.dir, "marsad.yaml"))
	}
	log, err := os.OpenFile(filepath.Join(f.dir, name+".log"), os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		f.t.Fatal(err)
	}
	defer log.Close()
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		f.t.Fatal(err)
	}
	f.procs[name] = cmd
}

func (f *fleet) kill(name string) {
	cmd := f.procs[name]
	_ = cmd.Process.Signal(syscall.SIGKILL) // it may have ended; Wait tells
	_ = cmd.Wait()                          // the error says "killed"
	delete(f.procs, name)
}

// stopAll asks every program to stop, the broker last.
func (f *fleet) stopAll() {
	for _, name := range []string{"fetcher", "parser", "enricher", "sink", "broker"} {
		cmd := f.procs[name]
		if cmd == nil {
			continue
		}
		delete(f.procs, name)
		_ = cmd.Process.Signal(syscall.SIGTERM) // killed below when it does not end
		done := make(chan error, 1)
		go func() { done <- cmd.Wait() }()
		select {
		case err := <-done:
			if err != nil && name != "broker" {
				f.t.Errorf("%s did not stop cleanly: %v\n%s", name, err, f.log(name))
			}
		case <-time.After(time.Minute):
			f.t.Errorf("%s did not stop within a minute\n%s", name, f.log(name))
			_ = cmd.Process.Kill() // nothing else is left to do
		}
	}
}

func (f *fleet) await(what string, ok func() bool) {
	f.t.Helper()
	for deadline := time.Now().Add(3 * time.Minute); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if ok() {
			return
		}
	}
	var logs strings.Builder
	for name := range f.procs {
		fmt.Fprintf(&logs, "--- %s\n%s\n", name, f.log(name))
	}
	f.t.Fatalf("waited three minutes in vain for %s\n%s", what, &logs)
}

// log is the end of a program's log.
func (f *fleet) log(name string) string {
	b, err := os.ReadFile(filepath.Join(f.dir, name+".log"))
	if err != nil {
		return err.Error()
	}
	return string(b[max(0, len(b)-4000):])
}

func freePort(t *testing.T) int {
	t.Helper()
	var lc net.ListenConfig
	ln, err := lc.Listen(context.Background(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().(*net.TCPAddr).Port
}
