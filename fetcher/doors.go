package fetcher

import (
	"container/heap"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/frontier"
	"github.com/marsad-news/marsad/fetcher/link"
	"github.com/marsad-news/marsad/fetcher/safehttp"
	"github.com/marsad-news/marsad/internal/bus"
)

// DoorState is what is kept of a door between polls, for us and for whoever
// asks how a source does.
type DoorState struct {
	Source   string              `json:"source"`
	Kind     event.JobKind       `json:"kind"`
	Door     string              `json:"door"`              // as the config names it
	URL      string              `json:"url,omitempty"`     // where it lives now, when it moved
	Found    bool                `json:"found,omitempty"`   // found by us, not named by the config
	Retired  string              `json:"retired,omitempty"` // why it is not polled any more
	Next     time.Time           `json:"next,omitzero"`
	Every    time.Duration       `json:"every,omitempty"` // interval without the weight of errors
	Why      string              `json:"why,omitempty"`   // the interval is what it is
	Last     time.Time           `json:"last,omitzero"`   // poll
	Good     time.Time           `json:"good,omitzero"`   // poll that could be read
	News     time.Time           `json:"news,omitzero"`   // poll that named something new
	Cause    string              `json:"cause,omitempty"` // of the last error
	Status   int                 `json:"status,omitempty"`
	Grade    float64             `json:"grade,omitempty"` // weight of the errors since Good
	Fails    int                 `json:"fails,omitempty"` // polls in a row that could not be read
	Polls    int64               `json:"polls,omitempty"`
	Entries  int                 `json:"entries,omitempty"` // of the last poll
	Fresh    int                 `json:"fresh,omitempty"`   // of the last poll
	Named    int64               `json:"named,omitempty"`   // addresses new by this door
	Rhythm   time.Duration       `json:"rhythm,omitempty"`  // smoothed time between polls with news
	Maps     map[string]string   `json:"maps,omitempty"`    // of an index: key of a sitemap to its last change
	DeadMaps map[string]int      `json:"dead_maps,omitempty"`
	Valid    safehttp.Validators `json:"valid,omitzero"`
	Disks    map[int]string      `json:"disks,omitempty"` // by part: the frontier that has what it named when Valid was read
}

// at is where the door is.
func (s *DoorState) at() string {
	if s.URL != "" {
		return s.URL
	}
	return s.Door
}

// door is a door of a source.
type door struct {
	site   *site
	mu     sync.Mutex // held over a poll; the doors' own lock guards what orders them
	st     DoorState
	rev    uint64
	queued bool
	read   bool // its stored state was looked at
	index  int
	host   string
}

func doorKey(source string, kind event.JobKind, url string) string {
	return source + "|" + string(kind) + "|" + url
}

func (d *door) key() string { return doorKey(d.st.Source, d.st.Kind, d.st.Door) }

// doors says which door is polled when.
type doors struct {
	w    *Worker
	mu   sync.Mutex
	all  map[string]*door
	due  doorHeap
	poke chan struct{}
}

type doorHeap []*door

func (q doorHeap) Len() int           { return len(q) }
func (q doorHeap) Less(i, j int) bool { return q[i].st.Next.Before(q[j].st.Next) }
func (q doorHeap) Swap(i, j int) {
	q[i], q[j] = q[j], q[i]
	q[i].index, q[j].index = i, j
}
func (q *doorHeap) Push(x any) {
	d := x.(*door)
	d.index = len(*q)
	*q = append(*q, d)
}
func (q *doorHeap) Pop() any {
	old := *q
	d := old[len(old)-1]
	old[len(old)-1] = nil
	*q = old[:len(old)-1]
	d.index = -1
	return d
}

func newDoors(w *Worker) *doors {
	ds := &doors{w: w, all: map[string]*door{}, poke: make(chan struct{}, 1)}
	for _, s := range w.sites {
		for kind, list := range map[event.JobKind][]string{event.JobFeed: s.Feeds, event.JobSitemap: s.Sitemaps, event.JobFront: s.Fronts} {
			for _, u := range list {
				ds.make(s, kind, u)
			}
		}
	}
	return ds
}

// make adds a door that is not there yet.
func (ds *doors) make(s *site, kind event.JobKind, url string) *door {
	u, err := s.rules.Normalise(nil, url)
	if err != nil {
		ds.w.log.Warn("door left out", "source", s.ID, "door", url, "err", err)
		return nil
	}
	key := doorKey(s.ID, kind, u)
	if d, ok := ds.all[key]; ok {
		return d
	}
	d := &door{site: s, index: -1, host: link.Host(u), st: DoorState{Source: s.ID, Kind: kind, Door: u, Every: firstInterval(s.Source, ds.w.cfg.Poll), Why: "first poll"}}
	ds.all[key] = d
	return d
}

// spread puts the first polls of many doors apart: this many a second.
const spread = 1000

// load reads the state of the doors of a part and makes them due.
func (ds *doors) load(ctx context.Context, part int) error {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	kept, err := ds.kept(ctx, part)
	if err != nil {
		return err
	}
	n := 0
	for key, d := range ds.all {
		if k, ok := kept[key]; ok {
			every := d.st.Every
			d.st, d.rev = k.st, k.rev
			if d.st.Every == 0 {
				d.st.Every = every
			}
			d.host = link.Host(d.st.at())
		}
		if ds.w.partOf(d.host) != part || d.index >= 0 || d.queued || d.st.Retired != "" {
			continue
		}
		if d.st.Next.IsZero() {
			d.st.Next = time.Now().Add(time.Duration(n) * time.Second / spread)
			n++
		}
		heap.Push(&ds.due, d)
	}
	heap.Init(&ds.due) // states that were read anew may stand in another order
	ds.wake()
	return ds.lists(part)
}

// afterPanic makes a door due again, much later.
func (ds *doors) afterPanic(key string) {
	key, _, _ = strings.Cut(key, childMark)
	ds.mu.Lock()
	defer ds.mu.Unlock()
	if d := ds.all[key]; d != nil && d.queued && d.index < 0 {
		d.queued, d.st.Next = false, time.Now().Add(time.Hour)
		heap.Push(&ds.due, d)
	}
}

// leave forgets what was under way for a part that is not ours any more.
func (ds *doors) leave(part int) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	for _, d := range ds.all {
		if ds.w.partOf(d.host) == part {
			d.queued = false
		}
	}
}

// lists makes the single addresses of the sources known.
func (ds *doors) lists(part int) error {
	for _, s := range ds.w.sites {
		for _, u := range s.URLs {
			n, err := s.rules.Normalise(nil, u)
			if err != nil || ds.w.partOf(link.Host(n)) != part {
				continue
			}
			if _, err := ds.w.discover(s, discovery{by: "list", door: doorBit("list"), url: n, class: frontier.Live}); err != nil {
				return fmt.Errorf("source %s: %w", s.ID, err)
			}
		}
	}
	return nil
}

func (ds *doors) wake() {
	select {
	case ds.poke <- struct{}{}:
	default:
	}
}

// run queues the polls that come due.
func (ds *doors) run(ctx context.Context) error {
	for {
		t := time.NewTimer(ds.release(time.Now()))
		select {
		case <-ctx.Done():
			t.Stop()
			return nil
		case <-ds.poke:
			t.Stop()
		case <-t.C:
		}
	}
}

// release queues what is due and says when the next door is.
func (ds *doors) release(now time.Time) time.Duration {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	for len(ds.due) > 0 {
		d := ds.due[0]
		if wait := d.st.Next.Sub(now); wait > 0 {
			return min(wait, time.Minute)
		}
		heap.Pop(&ds.due)
		p := ds.w.mine(d.host)
		if p == nil {
			continue // whoever has the part now polls it
		}
		d.queued = true
		p.f.Poll(frontier.Item{URL: d.st.at(), Host: d.host, Source: d.st.Source, Kind: string(d.st.Kind), FoundBy: d.key(), Due: d.st.Next, Found: now})
		p.wake()
	}
	return time.Minute
}

// get finds the door of a poll.
func (ds *doors) get(key string) *door {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	return ds.all[key]
}

// back takes a door that was polled and makes it due again.
func (ds *doors) back(d *door) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	d.queued = false
	d.host = link.Host(d.st.at())
	switch {
	case d.st.Retired != "" || d.index >= 0:
	case ds.w.mine(d.host) != nil:
		heap.Push(&ds.due, d)
	default: // it moved away from us: whoever has its host now is told
		go ds.passOn(event.Job{URL: d.st.Door, Source: d.st.Source, Kind: d.st.Kind, Due: d.st.Next}, d.host)
	}
	ds.wake()
}

func (ds *doors) passOn(j event.Job, host string) {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := ds.w.deps.Jobs.Push(ctx, ds.w.partOf(host), host, j); err != nil && !errors.Is(err, bus.ErrOutstanding) {
		ds.w.log.Warn("moved door not handed over, its new fetcher finds it at its next start", "door", j.URL, "err", err)
	}
}

// maxFound bounds the doors that we find ourselves for one source: a front
// page that names another feed each time is none to believe.
const maxFound = 10

func (ds *doors) found(source string) (n int) {
	for _, d := range ds.all {
		if d.st.Source == source && d.st.Found {
			n++
		}
	}
	return n
}

// add puts a door that we found into service.
func (ds *doors) add(ctx context.Context, s *site, kind event.JobKind, url string) bool {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	if ds.found(s.ID) >= maxFound {
		return false
	}
	before := len(ds.all)
	d := ds.make(s, kind, url)
	if d == nil || len(ds.all) == before {
		return false
	}
	if err := ds.keepFound(ctx, ds.w.partOf(d.host), foundDoor{s.ID, kind, d.st.Door}); err != nil {
		ds.w.log.Warn("found door not stored", "door", url, "err", err)
	}
	d.st.Found, d.st.Next = true, time.Now()
	if ds.w.mine(d.host) != nil {
		heap.Push(&ds.due, d)
	}
	ds.wake()
	return true
}

// hurry makes a door due now: because somebody asked, or because it moved to a
// host of ours.
func (ds *doors) hurry(ctx context.Context, j event.Job) error {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	for key, d := range ds.all {
		if d.st.Source != j.Source || d.st.Kind != j.Kind || d.st.Door != j.URL && d.st.at() != j.URL || d.queued {
			continue
		}
		if d.index < 0 {
			data, rev, err := ds.w.deps.Doors.Get(ctx, key)
			if err != nil {
				return fmt.Errorf("read door: %w", err)
			}
			var st DoorState
			if len(data) > 0 && json.Unmarshal(data, &st) == nil {
				d.st, d.rev, d.host = st, rev, link.Host(st.at())
			}
			if ds.w.mine(d.host) == nil || d.st.Retired != "" {
				continue
			}
			heap.Push(&ds.due, d)
		}
		d.st.Next = time.Now()
		heap.Fix(&ds.due, d.index)
	}
	ds.wake()
	return nil
}
