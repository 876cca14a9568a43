// Package fetcher finds news pages on the web and fetches them, politely and
// completely.
//
// It polls the doors of each source (feeds, sitemaps, front pages), remembers
// every address that they name, asks for each one when its host's clock and
// its robots.txt allow, and hands what comes back to the parser. Each address
// ends in one disposition, and a page is settled only after the broker has it.
// The package never looks inside an article.
//
// The work is split into parts by host. A part belongs to one fetcher at a
// time, which holds its lease, its frontier on disk and the clocks of its
// hosts; so there is one clock for each host, however many fetchers run.
package fetcher

import (
	"context"
	"errors"
	"hash/fnv"
	"log/slog"
	"net/url"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/marsad-news/marsad/fetcher/link"
	"github.com/marsad-news/marsad/fetcher/polite"
	"github.com/marsad-news/marsad/fetcher/safehttp"
)

// Config is what a Worker is told.
type Config struct {
	Dir          string          // where the frontier lives
	Contact      string          // e-mail or page for publishers; required unless loopback is open
	Version      string          // of the program, for the User-Agent
	Workers      int             // requests under way at once; 0: 16
	Parts        int             // into which hosts are split; 0: 1. All fetchers of a deployment must agree
	Delay        time.Duration   // least time between two requests to one host; 0: 5 s
	Poll         time.Duration   // first interval between two polls of a door; 0: 5 min
	MaxBody      int64           // bytes, as sent and decompressed; 0: 5 MiB
	Timeout      time.Duration   // for one request, body included; 0: 60 s
	OpenLoopback bool            // ask loopback addresses too: for the demo and for tests
	Revisits     []time.Duration // ages at which an article is looked at again; nil: [Revisits]
	Tries        []time.Duration // pauses between visits without an answer; nil: [Tries]
	Sources      []Source
	Archive      Archiver // nil: bodies are not kept
}

// Revisits are the ages at which an article is looked at again: 15 % change
// within a day and 18 % within a week (GDELT's counts).
var Revisits = []time.Duration{time.Hour, 6 * time.Hour, 24 * time.Hour, 7 * 24 * time.Hour}

func (c *Config) fill() {
	or := func(p *time.Duration, d time.Duration) {
		if *p == 0 {
			*p = d
		}
	}
	or(&c.Delay, 5*time.Second)
	or(&c.Poll, 5*time.Minute)
	or(&c.Timeout, 60*time.Second)
	if c.Workers == 0 {
		c.Workers = 16
	}
	if c.Parts == 0 {
		c.Parts = 1
	}
	if c.MaxBody == 0 {
		c.MaxBody = 5 << 20
	}
	if c.Tries == nil {
		c.Tries = Tries
	}
	if c.Revisits == nil {
		c.Revisits = Revisits
	}
}

// ErrNoContact says that publishers could not reach whoever runs us.
var ErrNoContact = errors.New("fetcher.contact is empty: publishers must be able to reach you before live fetching starts")

// Worker fetches. New makes it, Run runs it.
type Worker struct {
	cfg     Config
	deps    Deps
	log     *slog.Logger
	client  *safehttp.Client
	gate    *polite.Gate
	rules   *rulebook
	urls    *link.Rules
	sites   map[string]*site
	delays  map[string]time.Duration // by host, of the sources that have their own
	doors   *doors
	ledger  *ledger
	metrics *metrics
	place   string // of the frontiers, see [placeOf]
	owner   string
	margin  time.Duration   // a lease must last that much longer than a request that starts now
	life    context.Context // of Run, for parts that are taken on the way
	mu      sync.Mutex
	parts   map[int]*part // those that are ours now
}

// New returns a Worker over its dependencies.
func New(cfg Config, deps Deps, log *slog.Logger) (*Worker, error) {
	cfg.fill()
	if cfg.Contact == "" && !cfg.OpenLoopback {
		return nil, ErrNoContact
	}
	if errs := CheckSources(cfg.Sources); len(errs) > 0 && !cfg.OpenLoopback {
		return nil, errors.Join(errs...)
	}
	if log == nil {
		log = slog.New(slog.DiscardHandler)
	}
	w := &Worker{
		cfg: cfg, deps: deps, log: log, urls: link.Default(), sites: map[string]*site{}, delays: map[string]time.Duration{},
		rules: newRulebook(deps.Hosts), parts: map[int]*part{},
	}
	var err error
	if w.place, err = placeOf(cfg.Dir); err != nil {
		return nil, err
	}
	w.owner = newOwner(w.place)
	o := clientOptions(&cfg, &deps)
	w.client, w.margin = safehttp.New(o), min(o.FirstByte, deps.LeaseTTL/2)
	p := polite.Defaults()
	p.Base = cfg.Delay
	if cfg.OpenLoopback && cfg.Delay < time.Millisecond {
		p.Factor = 0 // manners are off: for benchmarks on loopback
	}
	w.gate = polite.NewGate(p, clocks{deps.Hosts})
	w.gate.TakenOver(w.heldUntil)
	w.gate.Bases(w.baseOf)
	for i := range cfg.Sources {
		if err := w.addSource(&cfg.Sources[i]); err != nil {
			return nil, err
		}
	}
	w.doors = newDoors(w)
	w.ledger, w.metrics = newLedger(deps.Ledger, len(cfg.Sources)), newMetrics()
	return w, nil
}

func clientOptions(cfg *Config, deps *Deps) safehttp.Options {
	o := safehttp.Defaults()
	o.UserAgent = userAgent(cfg.Version, cfg.Contact)
	o.MaxBody, o.Total, o.OpenLoopback, o.Resolver = cfg.MaxBody, cfg.Timeout, cfg.OpenLoopback, deps.Resolver
	o.ResolveFor = deps.ResolveFor
	o.FirstByte = min(o.FirstByte, cfg.Timeout)
	o.IdlePerHost = max(2, cfg.Workers/8)
	return o
}

func newOwner(place string) string {
	return place + "-" + strconv.FormatInt(time.Now().UnixNano(), 36) + "-" + randomToken()
}

func (w *Worker) addSource(s *Source) error {
	site, err := newSite(s, w.urls)
	if err != nil {
		return err
	}
	w.sites[s.ID] = site
	if s.Delay > 0 {
		for _, list := range [][]string{s.Feeds, s.Sitemaps, s.Fronts, s.URLs} {
			for _, d := range list {
				if u, err := w.urls.Normalise(nil, d); err == nil {
					w.delays[link.Host(u)] = max(w.delays[link.Host(u)], s.Delay)
				}
			}
		}
	}
	if w.deps.Counts != nil {
		w.deps.Counts.Source(s.ID, firstInterval(s, w.cfg.Poll), OutcomeNames())
	}
	return nil
}

// baseOf is the interval that a source's config gives its hosts. The operator
// may have a publisher's leave to go faster than the default.
func (w *Worker) baseOf(host string) (time.Duration, bool) {
	d, ok := w.delays[host]
	return d, ok
}

// unknown serves pages whose source the config does not know any more.
func (w *Worker) site(id string) *site {
	if s, ok := w.sites[id]; ok {
		return s
	}
	s, _ := newSite(&Source{ID: id}, w.urls) // without a pattern nothing can fail
	return s
}

// Run works until ctx ends.
func (w *Worker) Run(ctx context.Context) error {
	defer w.client.Close()
	g, ctx := errgroup.WithContext(ctx)
	w.life = ctx
	g.Go(func() error { return w.hold(ctx, g) })
	g.Go(func() error { return w.doors.run(ctx) })
	g.Go(func() error { return w.housekeeping(ctx) })
	err := g.Wait()
	return errors.Join(err, w.closeParts())
}

// housekeeping writes the ledger and forgets hosts that nobody asks for.
func (w *Worker) housekeeping(ctx context.Context) error {
	t := time.NewTicker(15 * time.Second)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
			defer cancel()
			w.flushLedger(ctx)
			return nil
		case now := <-t.C:
			w.flushLedger(ctx)
			w.gate.Flush(ctx)
			w.survey(ctx, now)
			w.gate.Sweep(now.Add(-10 * time.Minute))
		}
	}
}

func (w *Worker) flushLedger(ctx context.Context) {
	if err := w.ledger.flush(ctx, time.Now()); err != nil && ctx.Err() == nil {
		w.log.Warn("coverage ledger not written, trying again", "err", err)
	}
}

// PartOf is the part of so many that a host belongs to.
func PartOf(host string, parts int) int {
	h := fnv.New32a()
	_, _ = h.Write([]byte(host)) // never fails
	return int(h.Sum32() % uint32(parts))
}

func (w *Worker) partOf(host string) int { return PartOf(host, w.cfg.Parts) }

// mine is the part of a host if it is ours now.
func (w *Worker) mine(host string) *part {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.parts[w.partOf(host)]
}

// turn waits for a host's clock. Where the same request was held up before, it
// waits longer: there is nobody else to come back to it.
func (w *Worker) turn(ctx context.Context, u *url.URL, patient bool) (func(safehttp.Hop), error) {
	host := link.Host(origin(u))
	p := w.mine(host)
	if p == nil {
		return nil, errForeign
	}
	patience := quickPatience
	if patient {
		patience = redirectPatience
	}
	turn, err := w.gate.Wait(ctx, host, patience)
	if err != nil {
		return nil, err
	}
	if err := p.valid(); err != nil { // the lease may have run out while we waited
		turn.Cancel()
		return nil, err
	}
	return func(h safehttp.Hop) {
		if err := turn.Done(context.WithoutCancel(ctx), outcome(h)); err != nil {
			w.log.Warn("host's clock not stored", "host", host, "err", err)
		}
	}, nil
}

// How long a request waits for its host's turn before it gives way to others.
const (
	quickPatience    = 250 * time.Millisecond
	redirectPatience = 130 * time.Second // over the longest interval
)

func outcome(h safehttp.Hop) polite.Outcome {
	o := polite.Outcome{At: h.HeadAt, End: time.Now(), Took: h.Took, Status: h.Status}
	if h.Status == 429 || h.Status == 503 {
		o.RetryAfter = safehttp.RetryAfter(h.Header, h.HeadAt)
	}
	switch h.Reason {
	case safehttp.DNS, safehttp.Connect, safehttp.TLS, safehttp.BadAddress:
		o.NoConnect = true
	}
	return o
}
