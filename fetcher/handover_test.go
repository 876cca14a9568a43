package fetcher

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"sync/atomic"
	"testing"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/frontier"
)

// cable is a broker that can be cut off from one fetcher, as when its machine
// dies: from then on it neither holds nor writes anything.
type cable struct {
	cut atomic.Bool
	Leases
	jobs  Queue
	pages Pages
}

var errCut = errors.New("the machine is dead")

func (c *cable) Hold(ctx context.Context, key, owner string) (bool, error) {
	if c.cut.Load() {
		return false, errCut
	}
	return c.Leases.Hold(ctx, key, owner)
}

func (c *cable) Delete(ctx context.Context, key string, rev uint64) error {
	if c.cut.Load() {
		return errCut
	}
	return c.Leases.Delete(ctx, key, rev)
}

// deadTable is a table that is cut off too.
type deadTable struct {
	Table
	c *cable
}

func (d deadTable) Put(ctx context.Context, key string, value []byte, rev uint64) (uint64, error) {
	if d.c.cut.Load() {
		return 0, errCut
	}
	return d.Table.Put(ctx, key, value, rev)
}

func (c *cable) Publish(ctx context.Context, p *event.Page) error {
	if c.cut.Load() {
		return errCut
	}
	return c.pages.Publish(ctx, p)
}

func (c *cable) Push(ctx context.Context, part int, host string, j event.Job) error {
	if c.cut.Load() {
		return errCut
	}
	return c.jobs.Push(ctx, part, host, j)
}

func (c *cable) Consume(ctx context.Context, part, workers int, h func(context.Context, event.Job) error) error {
	return c.jobs.Consume(ctx, part, workers, h)
}

// through gives a fetcher its own cable to the dependencies.
func (c *cable) through(d Deps) Deps {
	c.Leases, c.jobs, c.pages = d.Leases, d.Jobs, d.Pages
	d.Leases, d.Jobs, d.Pages = c, c, c
	for _, t := range []*Table{&d.Hosts, &d.Doors, &d.Parts, &d.Ledger, &d.Known} {
		*t = deadTable{*t, c}
	}
	return d
}

// Two fetchers on two machines: what one knows of its part the other knows
// when the part moves, whether the first leaves in good order or dies.
func TestPartMovesToAnotherMachine(t *testing.T) {
	for name, dies := range map[string]bool{"given up in good order": false, "its machine dies": true} {
		t.Run(name, func(t *testing.T) { movePart(t, dies) })
	}
}

func movePart(t *testing.T, dies bool) {
	const delay = 150 * time.Millisecond
	o := newOutlet(t)
	o.set("/robots.txt", "text/plain", "User-agent: *\nDisallow: /private/\n")
	items := []string{"/private/1"}
	for i := range 6 {
		items = append(items, fmt.Sprintf("/story/%d", i))
		o.set(items[i+1], html, "<p>"+items[i+1])
	}
	held := make(chan struct{})
	o.handle("/story/5", func(w http.ResponseWriter, r *http.Request) { // is under way when the part moves
		select {
		case <-held:
		case <-r.Context().Done():
			return
		}
		w.Header().Set("Content-Type", html)
		_, _ = io.WriteString(w, "<p>/story/5")
	})
	o.feed(items[:6]...)

	s := &shelf{}
	deps := MemoryDeps(s.publish)
	deps.LeaseTTL = 2 * time.Second
	deps.Leases = NewMemoryLeases(deps.LeaseTTL)
	cfg := o.config(t)
	cfg.Delay, cfg.Poll, cfg.Sources[0].Poll = delay, time.Second, time.Second
	cfg.Revisits = []time.Duration{4 * time.Second}
	cfg.Tries = []time.Duration{time.Second, time.Second, time.Second, time.Second}
	first := &cable{}
	w, stop := fleet(t, cfg, first.through(deps))
	eventually(t, "all but one", func() bool { return len(s.urls()) == 5 })
	o.feed(items...)
	eventually(t, "the last one asked for", func() bool { return o.requests("/story/5") > 0 })
	w.part(0).flushMarks(t.Context(), time.Now())

	other := cfg
	other.Dir = t.TempDir()
	second, _ := fleet(t, other, deps)
	if dies {
		first.cut.Store(true)
	} else {
		go func() { time.Sleep(200 * time.Millisecond); close(held) }() // the request ends, then the fetcher
		stop()
	}
	eventually(t, "the part is inherited", func() bool { return second.holds() == 1 })
	if dies {
		close(held)
	}
	eventually(t, "the page that was under way", func() bool { return s.urls()[o.URL+"/story/5"] > 0 })
	o.feed(append(items, "/story/new")...)
	o.set("/story/new", html, "<p>new")
	eventually(t, "news through the same door", func() bool { return s.urls()[o.URL+"/story/new"] == 1 })
	if dies {
		stop()
	}
	for i := range 5 {
		visits := o.requests(fmt.Sprintf("/story/%d", i))
		if n := s.urls()[fmt.Sprintf("%s/story/%d", o.URL, i)]; n != 1 && dies {
			t.Errorf("/story/%d was published %d times", i, n)
		}
		if dies && visits != 1 {
			t.Errorf("/story/%d was fetched %d times", i, visits)
		}
		if !dies { // its second look is due after four seconds, on the new machine
			eventually(t, fmt.Sprintf("second look at /story/%d", i), func() bool { return o.requests(fmt.Sprintf("/story/%d", i)) == 2 })
		}
	}
	if stateOf(second, o.URL+"/story/2") != Published {
		t.Errorf("known on the new machine as %q", stateOf(second, o.URL+"/story/2"))
	}
	if o.requests("/private/1") != 0 || o.requests("/robots.txt") != 1 {
		t.Errorf("robots.txt was asked for %d times", o.requests("/robots.txt"))
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	for i := 1; i < len(o.asked); i++ {
		if gap := o.asked[i].at.Sub(o.asked[i-1].at); gap < delay {
			t.Errorf("%s came %s after %s", o.asked[i].path, gap, o.asked[i-1].path)
		}
	}
}

// A host that asked to be left alone is left alone by whoever has its part.
func TestBackOffMovesWithThePart(t *testing.T) {
	o := newOutlet(t)
	o.feed("/a", "/b")
	o.handle("/a", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Retry-After", "3600")
		http.Error(w, "slow down", http.StatusTooManyRequests)
	})
	o.set("/b", html, "<p>b")
	o.set("/robots.txt", "text/plain", "User-agent: *\nCrawl-delay: 1\n")
	s := &shelf{}
	deps := MemoryDeps(s.publish)
	deps.LeaseTTL = time.Second
	deps.Leases = NewMemoryLeases(deps.LeaseTTL)
	cfg := o.config(t)
	_, stop := fleet(t, cfg, deps)
	eventually(t, "the host asks for peace", func() bool { return o.requests("/a") == 1 })
	stop()
	other := cfg
	other.Dir = t.TempDir()
	w, _ := fleet(t, other, deps)
	eventually(t, "the part is inherited", func() bool { return w.holds() == 1 })
	host := hostOf(o.URL)
	_, err := w.gate.Wait(t.Context(), host, time.Second)
	if err == nil {
		t.Fatal("the new fetcher may ask at once")
	}
	c, err := clocks{deps.Hosts}.Load(t.Context(), host)
	if err != nil || time.Until(c.Until) < 59*time.Minute || c.Delay != time.Second {
		t.Errorf("%+v, %v", c, err)
	}
}

func TestMarksFillRowAfterRow(t *testing.T) {
	table := NewMemoryTable()
	m := &markBook{table: table, part: 3}
	for i := range 2*rowMarks + 5 {
		m.add(frontier.Mark{Key: uint64(i + 1), State: Published.number()})
		if i%1000 == 0 {
			if err := m.flush(t.Context(), noon); err != nil {
				t.Fatal(err)
			}
		}
	}
	m.add(frontier.Mark{Key: 7}) // not settled
	if err := m.flush(t.Context(), noon); err != nil {
		t.Fatal(err)
	}
	after := &markBook{table: table, part: 3} // another owner, on another day
	after.add(frontier.Mark{Key: 1 << 40, State: Gone.number()})
	if err := after.flush(t.Context(), noon.AddDate(0, 0, 2)); err != nil {
		t.Fatal(err)
	}
	got := map[uint64]uint8{}
	err := after.each(t.Context(), noon.AddDate(0, 0, 2), func(_ time.Time, list []frontier.Mark) error {
		for _, k := range list {
			got[k.Key] = k.State
		}
		return nil
	})
	if err != nil || len(got) != 2*rowMarks+6 || got[1<<40] != Gone.number() || len(table.rows) != 4 {
		t.Errorf("%d marks in %d rows, %v", len(got), len(table.rows), err)
	}
}

// A door that answers "nothing new" is believed only while the frontiers that
// know what it named have their parts.
func TestDoorIsReadAfreshWhenWhatItNamedIsGone(t *testing.T) {
	o := newOutlet(t)
	var full, empty atomic.Int64
	o.feed("/a")
	feed := o.pages["/feed.xml"]
	o.handle("/feed.xml", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == "" {
			full.Add(1)
		} else {
			empty.Add(1)
		}
		feed(w, r)
	})
	o.set("/a", html, "<p>a")
	s := &shelf{}
	deps := MemoryDeps(s.publish)
	cfg := o.config(t)
	cfg.Sources[0].Poll = 50 * time.Millisecond
	w := run(t, cfg, deps)
	eventually(t, "a poll that finds nothing new", func() bool { return full.Load() == 1 && empty.Load() > 1 })
	w.doors.mu.Lock()
	for _, d := range w.doors.all { // as if another frontier had taken it in, and was never heard of again
		d.mu.Lock()
		d.st.Disks = map[int]string{0: "another"}
		d.mu.Unlock()
	}
	w.doors.mu.Unlock()
	eventually(t, "the feed is read afresh", func() bool { return full.Load() == 2 })
	n := empty.Load()
	eventually(t, "and believed again", func() bool { return empty.Load() > n })
}
