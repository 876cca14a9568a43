package fetcher

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"sync"
	"time"
)

// Hour is what was seen of a source in one hour: the coverage ledger. It
// answers "were we blind to X between two and five?".
type Hour struct {
	Source string              `json:"source"`
	Hour   time.Time           `json:"hour"`
	Polls  map[string]int      `json:"polls,omitempty"`  // by kind of door
	Misses map[string]int      `json:"misses,omitempty"` // polls that could not be read, by cause
	Named  map[string]int      `json:"named,omitempty"`  // addresses named, by kind of door
	Found  map[string]int      `json:"found,omitempty"`  // addresses new, by the kind of door that was first
	Left   map[string]int      `json:"left,omitempty"`   // addresses named and left out, by reason: pattern, malformed, old
	Ends   map[Disposition]int `json:"ends,omitempty"`   // visits by how they ended
	Causes map[string]int      `json:"causes,omitempty"` // of visits that did not end well
	Late   map[string]int      `json:"late,omitempty"`   // how long after its publication an address was found, in classes
	Drift  string              `json:"drift,omitempty"`  // pages did not parse as before: the evidence
	First  time.Time           `json:"first,omitzero"`   // something happened
	Last   time.Time           `json:"last,omitzero"`
}

// lateClasses are the classes of discovery latency.
var lateClasses = []struct {
	name string
	upTo time.Duration
}{{"1m", time.Minute}, {"5m", 5 * time.Minute}, {"15m", 15 * time.Minute}, {"1h", time.Hour}, {"6h", 6 * time.Hour}, {"1d", 24 * time.Hour}, {"more", 1 << 62}}

// ledger collects hours in memory and writes them to a table.
type ledger struct {
	table Table
	mu    sync.Mutex
	hours map[string]*Hour // since the last flush, by key
}

func newLedger(t Table) *ledger { return &ledger{table: t, hours: map[string]*Hour{}} }

// HourKey is the key of a source's hour in the table.
func HourKey(source string, t time.Time) string {
	return source + "|" + t.UTC().Format("2006-01-02T15")
}

func (l *ledger) note(source string, now time.Time, f func(*Hour)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := HourKey(source, now)
	h, ok := l.hours[key]
	if !ok {
		h = newHour(source, now)
		l.hours[key] = h
	}
	if h.First.IsZero() {
		h.First = now.UTC()
	}
	h.Last = now.UTC()
	f(h)
}

func newHour(source string, t time.Time) *Hour {
	return &Hour{
		Source: source, Hour: t.UTC().Truncate(time.Hour), Polls: map[string]int{}, Misses: map[string]int{}, Named: map[string]int{},
		Found: map[string]int{}, Left: map[string]int{}, Ends: map[Disposition]int{}, Causes: map[string]int{}, Late: map[string]int{},
	}
}

func (l *ledger) found(source, door string, late time.Duration, now time.Time) {
	l.note(source, now, func(h *Hour) {
		h.Found[door]++
		if late < 0 {
			return
		}
		for _, c := range lateClasses {
			if late <= c.upTo {
				h.Late[c.name]++
				return
			}
		}
	})
}

func (l *ledger) polled(source, kind string, v verdict, hv harvest, now time.Time) {
	l.note(source, now, func(h *Hour) {
		h.Polls[kind]++
		h.Named[kind] += hv.entries
		add(&h.Left, hv.left)
		if v.grade > 0 {
			h.Misses[v.noted]++
		}
	})
}

func (l *ledger) ended(source string, v verdict, now time.Time) {
	l.note(source, now, func(h *Hour) {
		h.Ends[v.is]++
		if v.noted != "" {
			h.Causes[v.noted]++
		}
	})
}

func (w *Worker) note(s *site, _ any, v verdict, now time.Time) { w.ledger.ended(s.ID, v, now) }

// flush adds what was collected to the table. Several fetchers add to the same
// hour; what could not be written is kept for the next time.
func (l *ledger) flush(ctx context.Context, _ time.Time) error {
	l.mu.Lock()
	hours := l.hours
	l.hours = map[string]*Hour{}
	l.mu.Unlock()
	var errs []error
	for key, h := range hours {
		if err := l.add(ctx, key, h); err != nil {
			errs = append(errs, err)
			l.mu.Lock()
			if newer, ok := l.hours[key]; ok {
				h.merge(newer)
			}
			l.hours[key] = h
			l.mu.Unlock()
		}
	}
	return errors.Join(errs...)
}

func (l *ledger) add(ctx context.Context, key string, h *Hour) error {
	for range 5 { // another fetcher may be adding too
		data, rev, err := l.table.Get(ctx, key)
		if err != nil {
			return fmt.Errorf("read ledger: %w", err)
		}
		sum := newHour(h.Source, h.Hour)
		if len(data) > 0 && json.Unmarshal(data, sum) != nil {
			sum = newHour(h.Source, h.Hour) // a row that cannot be read is made anew
		}
		sum.merge(h)
		row, err := json.Marshal(sum)
		if err != nil {
			return fmt.Errorf("encode ledger: %w", err)
		}
		_, err = l.table.Put(ctx, key, row, rev)
		if err == nil {
			return nil
		}
		if !isConflict(err) {
			return fmt.Errorf("write ledger: %w", err)
		}
	}
	return errors.New("write ledger: too many others write the same hour")
}

func (h *Hour) merge(o *Hour) {
	add(&h.Polls, o.Polls)
	add(&h.Misses, o.Misses)
	add(&h.Named, o.Named)
	add(&h.Found, o.Found)
	add(&h.Left, o.Left)
	add(&h.Ends, o.Ends)
	add(&h.Causes, o.Causes)
	add(&h.Late, o.Late)
	if o.Drift != "" {
		h.Drift = o.Drift
	}
	if h.First.IsZero() || !o.First.IsZero() && o.First.Before(h.First) {
		h.First = o.First
	}
	if o.Last.After(h.Last) {
		h.Last = o.Last
	}
}

func add[K comparable](to *map[K]int, from map[K]int) {
	if *to == nil && len(from) > 0 {
		*to = map[K]int{}
	}
	for k, n := range from {
		(*to)[k] += n
	}
}

// hostOf is the host of a normal address.
func hostOf(u string) string {
	_, rest, _ := strings.Cut(u, "://")
	if i := strings.IndexAny(rest, "/?"); i >= 0 {
		rest = rest[:i]
	}
	return rest
}
