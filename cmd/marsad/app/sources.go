package app

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/marsad-news/marsad/console"
	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/config"
)

// SourceStates are the answer of /sources on the admin address: how every
// source does and, where the fetcher runs in this process, what has become of
// the addresses it knows.
type SourceStates struct {
	Sources []fetcher.Status `json:"sources"`
	Totals  *fetcher.Totals  `json:"totals,omitempty"`
}

// ReadSourceStates reads the states from the tables on the broker. No fetcher
// needs to run.
func ReadSourceStates(ctx context.Context, b *bus.Bus, cfg config.Config) (SourceStates, error) {
	books, err := fetcher.Tables(ctx, b)
	if err != nil {
		return SourceStates{}, err
	}
	list, err := books.Statuses(ctx, Sources(cfg.Sources), time.Now())
	return SourceStates{Sources: list}, err
}

// states adds what only this process knows.
func (a *App) states(ctx context.Context, b *bus.Bus) (SourceStates, error) {
	s, err := ReadSourceStates(ctx, b, a.cfg)
	if err == nil && a.totals != nil {
		t := a.totals()
		s.Totals = &t
	}
	return s, err
}

// withSources adds /sources to the admin address of a process that has a
// broker.
func (a *App) withSources(next http.Handler) http.Handler {
	if a.bus == nil {
		return next
	}
	m := http.NewServeMux()
	m.Handle("/", next)
	m.HandleFunc("GET /sources", func(w http.ResponseWriter, r *http.Request) {
		s, err := a.states(r.Context(), a.bus)
		if err != nil {
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		}
		sendJSON(w, s)
	})
	m.HandleFunc("GET /sources/{id}/hours", a.hours)
	return m
}

func sendJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json; charset=utf-8")
	_ = json.NewEncoder(w).Encode(v) // the caller is gone
}

// mostHours bounds what is read of the ledger at once.
const mostHours = 40 * 24

// hours answers with the coverage ledger of a source between two times.
func (a *App) hours(w http.ResponseWriter, r *http.Request) {
	from, err := time.Parse(time.RFC3339, r.FormValue("from"))
	to, err2 := time.Parse(time.RFC3339, r.FormValue("to"))
	if err != nil || err2 != nil || to.Sub(from) > mostHours*time.Hour {
		http.Error(w, "from and to want times as RFC 3339 writes them, at most forty days apart", http.StatusBadRequest)
		return
	}
	books, err := fetcher.Tables(r.Context(), a.bus)
	var list []fetcher.Hour
	if err == nil {
		list, err = fetcher.Coverage(r.Context(), books.Ledger, r.PathValue("id"), from, to)
	}
	if err != nil {
		http.Error(w, err.Error(), http.StatusServiceUnavailable)
		return
	}
	sendJSON(w, list)
}

// ledgerHours is how far back the console shows the coverage ledger.
const ledgerHours = 48

// consoleSources is what the console shows of sources. A console that runs
// alone opens no broker of its own, but asks the one that the configuration
// names when somebody wants to see them; nil where it names none.
func (a *App) consoleSources() console.SourceReader {
	if a.bus != nil {
		return sourceReader{a, func(context.Context) (*bus.Bus, error) { return a.bus, nil }}
	}
	if a.cfg.NATS.URL == "" {
		return nil
	}
	l := &lateBus{app: a}
	a.closers = append(a.closers, l.close)
	return sourceReader{a, l.open}
}

// lateWait bounds how long a reader of the page waits for the broker.
const lateWait = 3 * time.Second

// lateBus is a broker that is dialled when first asked for, and again when that
// failed.
type lateBus struct {
	app *App
	mu  sync.Mutex
	bus *bus.Bus
}

func (l *lateBus) open(ctx context.Context) (*bus.Bus, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bus != nil {
		if err := l.bus.Connected(); err != nil { // it reconnects by itself
			return nil, fmt.Errorf("%w: %w", console.ErrUnreachable, err)
		}
		return l.bus, nil
	}
	d, err := DialOptions(l.app.cfg)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", console.ErrUnreachable, err)
	}
	d.Wait = lateWait
	n := l.app.cfg.NATS
	b, err := bus.Dial(ctx, d, bus.Options{Prefix: n.Prefix, Replicas: n.Replicas, Log: l.app.log})
	if err != nil {
		return nil, fmt.Errorf("%w: %w", console.ErrUnreachable, err)
	}
	l.bus = b
	return b, nil
}

func (l *lateBus) close() error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.bus == nil {
		return nil
	}
	return l.bus.Close()
}

// sourceReader reads the fetcher's tables for the console.
type sourceReader struct {
	app *App
	bus func(context.Context) (*bus.Bus, error)
}

// Sources implements [console.SourceReader].
func (r sourceReader) Sources(ctx context.Context) (console.Sources, error) {
	b, err := r.bus(ctx)
	if err != nil {
		return console.Sources{}, err
	}
	s, err := r.app.states(ctx, b)
	if err != nil {
		return console.Sources{}, err
	}
	out := console.Sources{At: time.Now().UTC()}
	names := map[string]*config.Source{}
	for i := range r.app.cfg.Sources {
		names[r.app.cfg.Sources[i].ID] = &r.app.cfg.Sources[i]
	}
	for i := range s.Sources {
		out.List = append(out.List, shownSource(&s.Sources[i], names[s.Sources[i].Source]))
	}
	if s.Totals != nil {
		out.Known, out.Ends = s.Totals.Known, map[string]int64{}
		for d, n := range s.Totals.Ends {
			out.Ends[string(d)] = n
		}
	}
	return out, nil
}

func shownSource(s *fetcher.Status, c *config.Source) console.Source {
	v := console.Source{
		ID: s.Source, State: string(s.State), Cause: s.Cause, Evidence: s.Evidence, Step: s.Step, Next: s.Next, Why: s.Why, News: s.News,
	}
	if c != nil {
		v.Names, v.Country, v.Lang, v.Tier, v.Verified = c.Name, c.Country, c.Lang, c.Tier, c.Verified
	}
	for i := range s.Doors {
		d := &s.Doors[i]
		at := d.Door
		if d.URL != "" {
			at = d.URL
		}
		v.Doors = append(v.Doors, console.Door{
			Kind: string(d.Kind), URL: at, Retired: d.Retired, Found: d.Found, Next: d.Next, Every: d.Every, Why: d.Why, Last: d.Last, Good: d.Good, News: d.News,
			Cause: d.Cause, Status: d.Status, Fails: d.Fails, Polls: d.Polls, Entries: d.Entries, Fresh: d.Fresh, Named: d.Named,
		})
	}
	return v
}

// Hours implements [console.SourceReader].
func (r sourceReader) Hours(ctx context.Context, source string) ([]console.Hour, error) {
	b, err := r.bus(ctx)
	if err != nil {
		return nil, err
	}
	books, err := fetcher.Tables(ctx, b)
	if err != nil {
		return nil, err
	}
	now := time.Now()
	hours, err := fetcher.Coverage(ctx, books.Ledger, source, now.Add(-(ledgerHours-1)*time.Hour), now)
	if err != nil {
		return nil, err
	}
	out := make([]console.Hour, 0, len(hours))
	for _, h := range slices.Backward(hours) {
		ends := map[string]int{}
		for d, n := range h.Ends {
			ends[string(d)] = n
		}
		out = append(out, console.Hour{
			Hour: h.Hour, Blind: h.Blind(), Polls: h.Polls, Misses: h.Misses, Named: h.Named, Found: h.Found, Left: h.Left, Drift: h.Drift, Ends: ends, Causes: h.Causes, Late: h.Late,
		})
	}
	return out, nil
}
