package fetcher

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus"
)

// shop stores batches and refuses some pages for ever.
type shop struct {
	mu     sync.Mutex
	stored map[string]bool
	most   int
	calls  int
	open   chan struct{}
}

var errRefused = errors.New("refused")

func (s *shop) store(_ context.Context, outs []bus.Out) error {
	<-s.open
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls++
	s.most = max(s.most, len(outs))
	for _, o := range outs {
		if o.Value.(*event.Page).Title == "bad" {
			return errRefused
		}
	}
	for _, o := range outs {
		s.stored[o.ID] = true
	}
	return nil
}

func TestPagesGoTogetherAndEachIsToldItsOwnFate(t *testing.T) {
	s := &shop{stored: map[string]bool{}, open: make(chan struct{})}
	p := &press{store: s.store, topic: func(source string) string { return "pages." + source }}
	const pages = 600
	var all sync.WaitGroup
	for i := range pages {
		page := &event.Page{ID: fmt.Sprint(i), Source: "minbar", FetchedAt: time.Now(), Body: make([]byte, 100)}
		if i%100 == 7 {
			page.Title = "bad"
		}
		all.Go(func() {
			err := p.Publish(t.Context(), page)
			id := fmt.Sprintf("page|%s|%d", page.ID, page.FetchedAt.UnixMilli())
			s.mu.Lock()
			defer s.mu.Unlock()
			if bad := page.Title == "bad"; bad != errors.Is(err, errRefused) || bad == s.stored[id] {
				t.Errorf("page %d: told %v, on file %v", i, err, s.stored[id])
			}
		})
	}
	waiting := func() int {
		p.mu.Lock()
		defer p.mu.Unlock()
		return len(p.waiting)
	}
	eventually(t, "the pages wait for the writers", func() bool { return waiting() >= pages-2*batchPages })
	close(s.open)
	all.Wait()
	if s.most < 2 || s.most > batchPages {
		t.Errorf("the largest batch had %d pages", s.most)
	}
	eventually(t, "the writers are gone", func() bool {
		p.mu.Lock()
		defer p.mu.Unlock()
		return !p.writing && len(p.waiting) == 0
	})
}

func TestBatchesAreBoundedInBytes(t *testing.T) {
	s := &shop{stored: map[string]bool{}, open: make(chan struct{})}
	p := &press{store: s.store, topic: func(string) string { return "" }}
	var all sync.WaitGroup
	for i := range 40 {
		all.Go(func() {
			_ = p.Publish(t.Context(), &event.Page{ID: fmt.Sprint(i), Body: make([]byte, 1<<20)})
		})
	}
	eventually(t, "the pages wait", func() bool { p.mu.Lock(); defer p.mu.Unlock(); return len(p.waiting) >= 20 })
	close(s.open)
	all.Wait()
	if s.most > batchBytes>>20 || len(s.stored) != 40 {
		t.Errorf("a batch of %d MiB, %d pages on file", s.most, len(s.stored))
	}
}

// A message of several jobs is acknowledged when all of them are done, and
// what is on the queue already holds nothing else up.
func TestJobsOfOneMessage(t *testing.T) {
	o := newOutlet(t)
	for i := range 3 {
		o.set(fmt.Sprintf("/story/%d", i), html, "<p>x")
	}
	s := &shelf{}
	deps := MemoryDeps(s.publish)
	cfg := o.config(t)
	cfg.Sources = []Source{{ID: "minbar", Feeds: []string{o.URL + "/feed.xml"}}}
	run(t, cfg, deps)
	job := func(i int) event.Job {
		return event.Job{URL: fmt.Sprintf("%s/story/%d", o.URL, i), Source: "minbar", FoundBy: "feed"}
	}
	j := job(0)
	j.More = []event.Job{job(1), job(2)}
	if err := deps.Jobs.Push(t.Context(), 0, "", j); err != nil {
		t.Fatal(err)
	}
	eventually(t, "three pages", func() bool { return len(s.urls()) == 3 })
}

func TestPagesOverANetworkDoNotWaitForOneAnother(t *testing.T) {
	s := &shop{stored: map[string]bool{}, open: make(chan struct{})}
	under := make(chan struct{}, 20)
	p := &press{store: func(ctx context.Context, outs []bus.Out) error { under <- struct{}{}; return s.store(ctx, outs) }, topic: func(string) string { return "" }, separate: true}
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			if err := p.Publish(t.Context(), &event.Page{ID: fmt.Sprint(i)}); err != nil {
				t.Error(err)
			}
		})
	}
	eventually(t, "all are under way at once", func() bool { return len(under) == 20 })
	close(s.open)
	all.Wait()
	if s.most != 1 || len(s.stored) != 20 {
		t.Errorf("batches of up to %d, %d on file", s.most, len(s.stored))
	}
}
