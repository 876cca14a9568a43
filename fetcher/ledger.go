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

// ledger collects hours in memory and writes them to a table, a row for each
// source and day.
type ledger struct {
	table Table
	days  int // rows of a source that are kept
	mu    sync.Mutex
	hours map[hourKey]*Hour // since the last flush
}

type hourKey struct {
	source string
	hour   int64 // Unix seconds
}

// ledgerDay is a row: the hours of a day in which something happened, by hour
// of the day in UTC.
type ledgerDay map[int]*Hour

// The ledger goes back ledgerDays, less where there are so many sources that it
// would have more than ledgerRows rows of some 10 KB; but leastDays always.
const (
	ledgerDays = 35
	ledgerRows = 500_000
	leastDays  = 3
)

func newLedger(t Table, sources int) *ledger {
	return &ledger{table: t, days: min(max(ledgerRows/max(sources, 1), leastDays), ledgerDays), hours: map[hourKey]*Hour{}}
}

// dayKey is the key of a source's day in the table.
func dayKey(source string, t time.Time) string { return source + "|" + t.UTC().Format("2006-01-02") }

// AddHour adds to what a ledger has of an hour.
func AddHour(ctx context.Context, table Table, h *Hour) error {
	return newLedger(table, 1).add(ctx, dayKey(h.Source, h.Hour), []*Hour{h})
}

func (l *ledger) note(source string, now time.Time, f func(*Hour)) {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := hourKey{source, now.UTC().Truncate(time.Hour).Unix()}
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
	l.hours = map[hourKey]*Hour{}
	l.mu.Unlock()
	rows := map[string][]*Hour{}
	for _, h := range hours {
		key := dayKey(h.Source, h.Hour)
		rows[key] = append(rows[key], h)
	}
	var errs []error
	for key, list := range rows {
		if err := l.add(ctx, key, list); err != nil {
			errs = append(errs, err)
			l.putBack(list)
		}
	}
	return errors.Join(errs...)
}

func (l *ledger) putBack(list []*Hour) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, h := range list {
		key := hourKey{h.Source, h.Hour.Unix()}
		if newer, ok := l.hours[key]; ok {
			h.merge(newer)
		}
		l.hours[key] = h
	}
}

// add adds hours of one day to its row.
func (l *ledger) add(ctx context.Context, key string, list []*Hour) error {
	for range 5 { // another fetcher may be adding too
		data, rev, err := l.table.Get(ctx, key)
		if err != nil {
			return fmt.Errorf("read ledger: %w", err)
		}
		day := ledgerDay{}
		if len(data) > 0 && json.Unmarshal(data, &day) != nil || day == nil {
			day = ledgerDay{} // a row that cannot be read is made anew
		}
		for _, h := range list {
			at := h.Hour.UTC().Hour()
			if day[at] == nil {
				day[at] = newHour(h.Source, h.Hour)
			}
			day[at].merge(h)
		}
		row, err := json.Marshal(day)
		if err != nil {
			return fmt.Errorf("encode ledger: %w", err)
		}
		_, err = l.table.Put(ctx, key, row, rev)
		if err == nil {
			if rev == 0 {
				l.expire(ctx, list[0])
			}
			return nil
		}
		if !isConflict(err) {
			return fmt.Errorf("write ledger: %w", err)
		}
	}
	return errors.New("write ledger: too many others write the same day")
}

// expire removes the rows of a source that are too old when a day begins. What
// it leaves the broker removes by itself after [ledgerDays].
func (l *ledger) expire(ctx context.Context, h *Hour) {
	for age := l.days; age < min(l.days+3, ledgerDays); age++ { // more than one: a day may have been missed
		key := dayKey(h.Source, h.Hour.AddDate(0, 0, -age))
		if _, rev, err := l.table.Get(ctx, key); err == nil && rev != 0 {
			_ = l.table.Delete(ctx, key, rev) // as above
		}
	}
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
