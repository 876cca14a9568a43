package fetcher

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"os"
	"runtime"
	"testing"
	"time"

	"github.com/marsad-news/marsad/event"
)

// nowhere knows no name.
type nowhere struct{}

func (nowhere) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
}

// TestManySources starts a fetcher with many sources and says what they take.
func TestManySources(t *testing.T) {
	n := 5_000
	if os.Getenv("MARSAD_BENCH_LARGE") != "" {
		n = 200_000
	}
	before := heapNow()
	cfg := Config{Dir: t.TempDir(), OpenLoopback: true, Poll: time.Hour, Parts: 4}
	for i := range n {
		cfg.Sources = append(cfg.Sources, Source{ID: fmt.Sprintf("s%06d", i), Feeds: []string{fmt.Sprintf("http://h%06d.farm.test/feed.xml", i)}})
	}
	deps := MemoryDeps(func(context.Context, *event.Page) error { return nil })
	deps.Resolver = nowhere{}
	start := time.Now()
	w := run(t, cfg, deps)
	eventually(t, "all doors in order", func() bool {
		w.doors.mu.Lock()
		defer w.doors.mu.Unlock()
		return len(w.doors.due) > n/2
	})
	took := time.Since(start)
	per := float64(heapNow()-before) / float64(n)
	runtime.KeepAlive(w)
	t.Logf("%d sources: %s to start, %.0f bytes each", n, took.Round(time.Millisecond), per)
	if per > 4000 {
		t.Errorf("%.0f bytes a source", per)
	}
}
