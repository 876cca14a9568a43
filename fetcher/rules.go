package fetcher

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/marsad-news/marsad/fetcher/link"
	"github.com/marsad-news/marsad/fetcher/robots"
	"github.com/marsad-news/marsad/fetcher/safehttp"
	"github.com/marsad-news/marsad/fetcher/warc"
)

// How long answers to robots.txt serve.
const (
	rulesKeep   = 24 * time.Hour   // RFC 9309 section 2.4: no longer
	rulesClosed = 30 * time.Minute // a site that closed itself by an error is asked again
	rulesMax    = 20_000           // files in memory, some 2 KB each
)

// robotsError says that robots.txt forbids a request, or could not be had.
type robotsError struct {
	url    string
	d      robots.Decision
	closed bool          // no rule forbids it: the site gave no answer
	wait   time.Duration // ask again after that
}

func (e *robotsError) Error() string {
	if e.closed {
		return "robots.txt of " + e.url + " could not be had: the site is closed"
	}
	return fmt.Sprintf("robots.txt forbids %s by line %d: %s", e.url, e.d.Line, e.d.Rule)
}

// ruling is the robots.txt of one origin.
type ruling struct {
	file *robots.File
	at   time.Time // when it was asked for
	good time.Time // when file was last read as given, for a file that outlives an outage
}

func (r *ruling) fresh(now time.Time) bool {
	if r.file.Access == robots.Unreachable || !r.good.Equal(r.at) {
		return now.Sub(r.at) < rulesClosed
	}
	return now.Sub(r.at) < rulesKeep
}

// rulebook keeps the robots.txt of each origin, in memory and in the table of
// hosts.
type rulebook struct {
	table Table
	mu    sync.Mutex
	got   map[string]*ruling
	busy  map[string]*sync.Mutex
}

func newRulebook(t Table) *rulebook {
	return &rulebook{table: t, got: map[string]*ruling{}, busy: map[string]*sync.Mutex{}}
}

func origin(u *url.URL) string { return u.Scheme + "://" + u.Host }

func (b *rulebook) cached(o string, now time.Time) *ruling {
	b.mu.Lock()
	defer b.mu.Unlock()
	if r := b.got[o]; r != nil && r.fresh(now) {
		return r
	}
	return nil
}

// alone makes callers for one origin go one at a time.
func (b *rulebook) alone(o string) (done func()) {
	b.mu.Lock()
	m, ok := b.busy[o]
	if !ok {
		m = &sync.Mutex{}
		b.busy[o] = m
	}
	b.mu.Unlock()
	m.Lock()
	return func() {
		m.Unlock()
		b.mu.Lock()
		delete(b.busy, o) // whoever waits holds the mutex itself
		b.mu.Unlock()
	}
}

func (b *rulebook) keep(o string, r *ruling) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.got) >= rulesMax {
		for k := range b.got { // any: Go's map order is random
			delete(b.got, k)
			if len(b.got) < rulesMax*9/10 {
				break
			}
		}
	}
	b.got[o] = r
}

// storedRuling is a ruling as the table holds it.
type storedRuling struct {
	At     time.Time `json:"at"`
	Good   time.Time `json:"good,omitzero"`
	Status int       `json:"status"`
	Body   []byte    `json:"body,omitempty"` // gzip
}

func rulingKey(o string) string { return "robots/" + o }

func (b *rulebook) load(ctx context.Context, o string) (*ruling, uint64, error) {
	data, rev, err := b.table.Get(ctx, rulingKey(o))
	if err != nil || len(data) == 0 {
		return nil, rev, err
	}
	var s storedRuling
	if err := json.Unmarshal(data, &s); err != nil {
		return nil, rev, nil //nolint:nilerr // a row that cannot be read is made anew
	}
	r := &ruling{at: s.At, good: s.Good, file: robots.NoAnswer()}
	if s.Status != 0 {
		body, err := safehttp.Gunzip(s.Body, robots.MaxBytes+1)
		if len(s.Body) > 0 && err != nil {
			return nil, rev, nil //nolint:nilerr // as above
		}
		r.file = robots.FromStatus(s.Status, body)
	}
	return r, rev, nil
}

func (b *rulebook) store(ctx context.Context, o string, r *ruling, body []byte, rev uint64) error {
	s := storedRuling{At: r.at, Good: r.good, Status: r.file.Status}
	if r.file.Access == robots.Rules {
		var z bytes.Buffer
		w := gzip.NewWriter(&z)
		_, _ = w.Write(body[:min(len(body), robots.MaxBytes)]) // a buffer takes everything
		_ = w.Close()
		s.Body = z.Bytes()
	}
	data, err := json.Marshal(s)
	if err != nil {
		return fmt.Errorf("encode robots.txt: %w", err)
	}
	if _, err := b.table.Put(ctx, rulingKey(o), data, rev); err != nil && !isConflict(err) {
		return fmt.Errorf("store robots.txt of %s: %w", o, err)
	}
	return nil
}

// permit says whether a URL may be asked for, fetching robots.txt when its
// time has come. That fetch is a request like any other: it takes a turn.
func (w *Worker) permit(ctx context.Context, s *site, u *url.URL) (robots.Decision, error) {
	r, err := w.ruling(ctx, s, u)
	if err != nil {
		return robots.Decision{}, err
	}
	d := r.file.Check(productToken, u.RequestURI())
	if !d.Allowed {
		return d, &robotsError{url: u.String(), d: d, closed: d.Reason == robots.IsUnreachable, wait: rulesClosed}
	}
	return d, nil
}

func (w *Worker) ruling(ctx context.Context, s *site, u *url.URL) (*ruling, error) {
	o := origin(u)
	if r := w.rules.cached(o, time.Now()); r != nil {
		return r, nil
	}
	defer w.rules.alone(o)()
	if r := w.rules.cached(o, time.Now()); r != nil {
		return r, nil
	}
	old, rev, err := w.rules.load(ctx, o)
	if err != nil {
		return nil, fmt.Errorf("load robots.txt of %s: %w", o, err)
	}
	if old != nil && old.fresh(time.Now()) {
		w.rules.keep(o, old)
		return old, nil
	}
	r, body, err := w.askRules(ctx, s, u)
	if err != nil {
		return nil, err
	}
	if r.file.Access == robots.Unreachable && old != nil && old.file.Access != robots.Unreachable && time.Since(old.good) < rulesKeep {
		r.file, r.good = old.file, old.good // the last known good one serves for a day
		w.rules.keep(o, r)
		return r, nil
	}
	w.rules.keep(o, r)
	return r, w.rules.store(ctx, o, r, body, rev)
}

// askRules fetches robots.txt and sets the host's crawl-delay before the turn
// ends, so that the very next request keeps it.
func (w *Worker) askRules(ctx context.Context, s *site, u *url.URL) (*ruling, []byte, error) {
	req := safehttp.Request{
		URL: origin(u) + "/robots.txt", Accept: "text/plain, */*;q=0.5", MaxBody: robots.MaxBytes + 1, Partial: true, Hops: 5, Ports: s.Ports, AnyCert: s.AnyCert,
		Before: func(ctx context.Context, u *url.URL) (func(safehttp.Hop), error) { return w.turn(ctx, u, false) },
	}
	res, err := w.get(ctx, s.ID, req)
	if err == nil {
		w.archiveBeside(res, warc.Robots, s.ID)
	}
	r := &ruling{at: time.Now()}
	switch why := safehttp.ReasonOf(err); {
	case err == nil:
		r.file = robots.FromStatus(res.Status, res.Body)
	case why == safehttp.Redirects || why == safehttp.RedirectLoop || why == safehttp.BadRedirect:
		r.file = robots.FromStatus(http.StatusFound, nil)
	case why == safehttp.Held || why == safehttp.Cancelled:
		return nil, nil, err
	default:
		r.file = robots.NoAnswer()
	}
	if r.file.Access != robots.Unreachable {
		r.good = r.at
	} else {
		w.ledger.note(s.ID, r.at, func(h *Hour) { h.Causes["robots_"+closedBy(res, err)]++ })
	}
	if d, _ := r.file.CrawlDelay(productToken); r.file.Access != robots.Unreachable {
		if err := w.gate.SetDelay(ctx, link.Host(origin(u)), d); err != nil {
			return nil, nil, err
		}
	}
	return r, res.Body, nil
}

// closedBy is why a robots.txt could not be had, for the ledger.
func closedBy(res *safehttp.Response, err error) string {
	switch {
	case err != nil:
		return string(safehttp.ReasonOf(err))
	case res.Status == http.StatusTooManyRequests:
		return "throttled"
	default:
		return "status_5xx"
	}
}

// errForeign is what a hook returns for a host that is not ours to ask.
var errForeign = errors.New("the host belongs to another fetcher")
