package fetcher

import (
	"context"
	"fmt"
	"log/slog"
	"testing"
	"time"

	"github.com/marsad-news/marsad/event"
)

// fleet runs a worker that can be stopped on its own.
func fleet(t *testing.T, cfg Config, deps Deps) (w *Worker, stop func()) {
	t.Helper()
	w, err := New(cfg, deps, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	stop = func() {
		cancel()
		if err := <-ended; err != nil {
			t.Errorf("run: %v", err)
		}
		ended <- nil
	}
	t.Cleanup(stop)
	return w, stop
}

func (w *Worker) holds() (n int) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return len(w.parts)
}

func TestPartsAreSharedAndInherited(t *testing.T) {
	s := &shelf{}
	deps := MemoryDeps(s.publish)
	deps.LeaseTTL = time.Second
	deps.Leases = NewMemoryLeases(deps.LeaseTTL)
	cfg := Config{Dir: t.TempDir(), OpenLoopback: true, Parts: 6, Workers: 6, Delay: 50 * time.Millisecond, Poll: time.Hour}
	var outlets []*outlet
	for i := range 8 {
		o := newOutlet(t)
		o.feed("/a", "/b")
		o.set("/a", html, "<p>a")
		o.set("/b", html, "<p>b")
		outlets = append(outlets, o)
		cfg.Sources = append(cfg.Sources, Source{ID: fmt.Sprintf("s%d", i), Feeds: []string{o.URL + "/feed.xml"}})
	}
	first, stop := fleet(t, cfg, deps)
	eventually(t, "one has all", func() bool { return first.holds() == 6 })
	second, _ := fleet(t, cfg, deps)
	third, _ := fleet(t, cfg, deps)
	eventually(t, "each has its share", func() bool { return first.holds() == 2 && second.holds() == 2 && third.holds() == 2 })
	eventually(t, "all pages", func() bool { return len(s.urls()) == 16 })
	stop()
	eventually(t, "the share of one that left is inherited", func() bool { return second.holds()+third.holds() == 6 })
	for u, n := range s.urls() {
		if n != 1 {
			t.Errorf("%s published %d times", u, n)
		}
	}
	for _, o := range outlets {
		for i := 1; i < len(o.asked); i++ {
			if gap := o.asked[i].at.Sub(o.asked[i-1].at); gap < 50*time.Millisecond {
				t.Errorf("%s came %s after %s", o.asked[i].path, gap, o.asked[i-1].path)
			}
		}
	}
}

func TestRequestsStopBeforeTheLeaseEnds(t *testing.T) {
	p := &part{w: &Worker{margin: 2 * time.Second}}
	for left, want := range map[time.Duration]bool{time.Second: false, -time.Second: false, 5 * time.Second: true} {
		p.until = time.Now().Add(left)
		if got := p.valid() == nil; got != want {
			t.Errorf("with %s left: %v", left, got)
		}
	}
	p.until = time.Time{}
	if p.valid() != nil {
		t.Error("without leases a part is ours for ever")
	}
}

// A part is given up while a job for it comes in: the job must come again, for
// whoever has the part then.
func TestJobForAPartThatMovesIsNotLost(t *testing.T) {
	deps := MemoryDeps((&shelf{}).publish)
	w, err := New(Config{Dir: t.TempDir(), OpenLoopback: true}, deps, nil)
	if err != nil {
		t.Fatal(err)
	}
	j := event.Job{URL: "http://a.example/story/1", FoundBy: "feed"}
	if err := deps.Jobs.Push(t.Context(), 0, "a.example", j); err != nil { // outstanding, as while it is handled
		t.Fatal(err)
	}
	if err := w.inbox(t.Context(), j); err == nil {
		t.Error("acknowledged, and nobody has it")
	}
}
