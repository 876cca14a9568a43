package fetcher

import (
	"context"
	"sync"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus"
)

// MemoryDeps are dependencies that live and die with the process: for tests
// and benchmarks. Every page goes to publish.
func MemoryDeps(publish func(context.Context, *event.Page) error) Deps {
	return Deps{Jobs: NewMemoryQueue(), Pages: pagesFunc(publish), Hosts: NewMemoryTable(), Doors: NewMemoryTable(), Parts: NewMemoryTable(), Ledger: NewMemoryTable(), Known: NewMemoryTable(), Answers: NewMemoryTable(), Drift: NewMemoryTable()}
}

type pagesFunc func(context.Context, *event.Page) error

func (f pagesFunc) Publish(ctx context.Context, p *event.Page) error { return f(ctx, p) }

// MemoryQueue is a Queue in memory.
type MemoryQueue struct {
	mu    sync.Mutex
	out   map[string]bool // outstanding URLs
	parts map[int]chan event.Job
}

// NewMemoryQueue returns an empty queue.
func NewMemoryQueue() *MemoryQueue {
	return &MemoryQueue{out: map[string]bool{}, parts: map[int]chan event.Job{}}
}

func (q *MemoryQueue) part(n int) chan event.Job {
	c, ok := q.parts[n]
	if !ok {
		c = make(chan event.Job, 4096)
		q.parts[n] = c
	}
	return c
}

// Push implements [Queue].
func (q *MemoryQueue) Push(ctx context.Context, part int, _ string, j event.Job) error {
	q.mu.Lock()
	c := q.part(part)
	if q.out[j.URL] {
		q.mu.Unlock()
		return bus.ErrOutstanding
	}
	q.out[j.URL] = true
	q.mu.Unlock()
	select {
	case c <- j:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// Consume implements [Queue].
func (q *MemoryQueue) Consume(ctx context.Context, part, workers int, h func(context.Context, event.Job) error) error {
	q.mu.Lock()
	c := q.part(part)
	q.mu.Unlock()
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for ctx.Err() == nil {
				select {
				case <-ctx.Done():
					return
				case j := <-c:
					err := h(context.WithoutCancel(ctx), j)
					q.mu.Lock()
					delete(q.out, j.URL)
					q.mu.Unlock()
					if err != nil && q.Push(ctx, part, "", j) != nil {
						return
					}
				}
			}
		})
	}
	wg.Wait()
	return nil
}

// MemoryTable is a Table in memory.
type MemoryTable struct {
	mu   sync.Mutex
	rows map[string]memoryRow
	rev  uint64
}

type memoryRow struct {
	value []byte
	rev   uint64
	until time.Time // zero: it stays
}

func (r *memoryRow) gone() bool { return !r.until.IsZero() && !time.Now().Before(r.until) }

// NewMemoryTable returns an empty table.
func NewMemoryTable() *MemoryTable { return &MemoryTable{rows: map[string]memoryRow{}} }

// Get implements [Table].
func (t *MemoryTable) Get(_ context.Context, key string) ([]byte, uint64, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	r := t.rows[key]
	if r.gone() {
		return nil, 0, nil
	}
	return r.value, r.rev, nil
}

// Put implements [Table].
func (t *MemoryTable) Put(_ context.Context, key string, value []byte, revision uint64) (uint64, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.rows[key].rev != revision {
		return 0, bus.ErrConflict
	}
	t.set(key, value, time.Time{})
	return t.rev, nil
}

func (t *MemoryTable) set(key string, value []byte, until time.Time) {
	t.rev++
	t.rows[key] = memoryRow{append([]byte(nil), value...), t.rev, until}
}

// Delete implements [Table].
func (t *MemoryTable) Delete(_ context.Context, key string, revision uint64) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.rows[key].rev != revision {
		return bus.ErrConflict
	}
	delete(t.rows, key)
	return nil
}

// Each implements [Table].
func (t *MemoryTable) Each(_ context.Context, f func(key string, value []byte) bool) error {
	t.mu.Lock()
	rows := make(map[string][]byte, len(t.rows))
	for k, r := range t.rows {
		if !r.gone() {
			rows[k] = r.value
		}
	}
	t.mu.Unlock()
	for k, v := range rows {
		if !f(k, v) {
			return nil
		}
	}
	return nil
}

// MemoryLeases are leases in memory, for several workers in one process.
type MemoryLeases struct {
	*MemoryTable
	ttl time.Duration
}

// NewMemoryLeases returns leases that last ttl.
func NewMemoryLeases(ttl time.Duration) *MemoryLeases { return &MemoryLeases{NewMemoryTable(), ttl} }

// Hold implements [Leases].
func (l *MemoryLeases) Hold(_ context.Context, key, owner string) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if r, ok := l.rows[key]; ok && !r.gone() && string(r.value) != owner {
		return false, nil
	}
	l.set(key, []byte(owner), time.Now().Add(l.ttl))
	return true, nil
}
