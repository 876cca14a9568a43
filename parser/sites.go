package parser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/parser/drift"
	"github.com/marsad-news/marsad/parser/repeat"
)

// sites is what the workers know of each site: which blocks its pages repeat
// and how its pages parse. It lives in a table on the broker, so that workers
// share it and it survives a restart; a worker keeps a copy and writes what it
// saw every few pages.
type sites struct {
	table *bus.KV
	mu    sync.Mutex
	known map[string]*siteMemory // by host
}

// flushEvery is how many pages of a site a worker sees before it tells the
// others; a worker that is killed forgets no more than that.
const flushEvery = 8

// maxSites bounds the copies that one worker keeps: some 30 KB each.
const maxSites = 2000

// siteMemory is the copy of one site's record, with what the table does not
// have yet.
type siteMemory struct {
	mu      sync.Mutex
	rev     uint64
	repeat  repeat.Memory
	drift   drift.Record
	pending []seen
}

// seen is what one page adds.
type seen struct {
	page   uint64
	blocks []uint64
	sample drift.Sample
}

// record is a site's entry in the table.
type record struct {
	Repeat []byte       `json:"repeat"`
	Drift  drift.Record `json:"drift"`
}

func openSites(ctx context.Context, b *bus.Bus) (*sites, error) {
	kv, err := b.KV(ctx, "sites", 0)
	if err != nil {
		return nil, err
	}
	return &sites{table: kv, known: map[string]*siteMemory{}}, nil
}

// of returns the memory of a site, read from the table the first time.
func (s *sites) of(ctx context.Context, host string) (*siteMemory, error) {
	s.mu.Lock()
	m, ok := s.known[host]
	if !ok {
		if len(s.known) >= maxSites {
			clear(s.known) // read again when needed; what was pending is a few pages
		}
		m = &siteMemory{}
		s.known[host] = m
	}
	s.mu.Unlock()
	if ok {
		return m, nil
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m, m.load(ctx, s.table, host)
}

// load replaces the copy by the table's entry and adds again what is pending.
func (m *siteMemory) load(ctx context.Context, table *bus.KV, host string) error {
	data, rev, err := table.Get(ctx, host)
	if err != nil {
		return err
	}
	var r record
	var memory repeat.Memory
	if rev != 0 {
		if err := json.Unmarshal(data, &r); err != nil {
			return fmt.Errorf("decode memory of %s: %w", host, err)
		}
		if err := memory.UnmarshalBinary(r.Repeat); err != nil && !errors.Is(err, repeat.ErrFormat) { // another version's: start anew
			return fmt.Errorf("decode memory of %s: %w", host, err)
		}
	}
	m.rev, m.repeat, m.drift = rev, memory, r.Drift
	for _, p := range m.pending {
		m.repeat.Add(p.page, p.blocks)
		m.drift.Add(p.sample)
	}
	return nil
}

// repeats asks about one block. It is safe while other pages are added.
func (m *siteMemory) repeats(block uint64) bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.repeat.Repeats(block)
}

// add takes a page in and says what the site's record makes of it. A page that
// was seen before adds nothing.
func (m *siteMemory) add(ctx context.Context, table *bus.KV, host string, p seen) (drift.Verdict, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if !m.repeat.Add(p.page, p.blocks) {
		return m.drift.Verdict(), nil
	}
	v := m.drift.Add(p.sample)
	if m.pending = append(m.pending, p); len(m.pending) < flushEvery {
		return v, nil
	}
	return v, m.flush(ctx, table, host)
}

// flush writes the copy. When another worker wrote meanwhile, its entry is
// read and what is pending here is added to that.
func (m *siteMemory) flush(ctx context.Context, table *bus.KV, host string) error {
	for range 5 {
		blocks, err := m.repeat.MarshalBinary()
		if err != nil {
			return fmt.Errorf("encode memory of %s: %w", host, err)
		}
		data, err := json.Marshal(record{blocks, m.drift})
		if err != nil {
			return fmt.Errorf("encode memory of %s: %w", host, err)
		}
		rev, err := table.Put(ctx, host, data, m.rev)
		if err == nil {
			m.rev, m.pending = rev, nil
			return nil
		}
		if !errors.Is(err, bus.ErrConflict) {
			return err
		}
		if err := m.load(ctx, table, host); err != nil {
			return err
		}
	}
	return nil // others write faster; the next page tries again
}

// close writes what is pending of every site.
func (s *sites) close(log *slog.Logger) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	s.mu.Lock()
	defer s.mu.Unlock()
	for host, m := range s.known {
		m.mu.Lock()
		if len(m.pending) > 0 {
			if err := m.flush(ctx, s.table, host); err != nil {
				log.Warn("memory of a site is not written", "host", host, "err", err)
			}
		}
		m.mu.Unlock()
	}
}
