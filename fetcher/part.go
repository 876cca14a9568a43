package fetcher

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/frontier"
	"github.com/marsad-news/marsad/fetcher/link"
)

// part is one share of the hosts, while it is ours.
type part struct {
	id     int
	w      *Worker
	f      *frontier.Frontier
	since  time.Time // no host is asked before its interval from then
	taken  bool      // somebody had it before us
	poke   chan struct{}
	window chan struct{} // bounds what is released and not started
	slots  chan struct{} // bounds the requests under way
	drying chan struct{} // bounds the pages that the broker is writing
	marks  *markBook

	mu     sync.Mutex
	until  time.Time // the lease is ours until then; zero: for ever
	flying map[string]*flight
	cancel context.CancelFunc
	work   sync.WaitGroup
}

// flight is a released item. It waits for its job to come back from the queue.
type flight struct {
	item     frontier.Item
	released time.Time
	started  bool
}

var errLeaseLost = errors.New("the lease of the part ran out")

// valid says whether the part will still be ours when a request that starts
// now has reached its host.
func (p *part) valid() error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.until.IsZero() && time.Until(p.until) < p.w.margin {
		return errLeaseLost
	}
	return nil
}

// ownership is what the table of parts keeps of a part, beyond any lease: who
// had it last.
type ownership struct {
	Owner string    `json:"owner"`
	Disk  string    `json:"disk,omitempty"` // the frontier that it had
	Since time.Time `json:"since"`
	Left  time.Time `json:"left,omitzero"` // given up in good order then
}

func ownerKey(part int) string { return "part/" + partToken(part) }

// hold takes parts and keeps them.
func (w *Worker) hold(ctx context.Context, g *errgroup.Group) error {
	if err := w.agree(ctx); err != nil {
		return err
	}
	if w.deps.Leases == nil {
		for id := range w.cfg.Parts {
			if err := w.open(ctx, g, id, time.Time{}); err != nil {
				return err
			}
		}
		<-ctx.Done()
		return nil
	}
	return w.contend(ctx, g)
}

// agree makes sure that all fetchers of a deployment, now and later, split the
// hosts in the same way: what is known of a host lies in its part.
func (w *Worker) agree(ctx context.Context) error {
	const key = "parts"
	for {
		data, rev, err := w.deps.Parts.Get(ctx, key)
		if err != nil {
			return fmt.Errorf("read number of parts: %w", err)
		}
		want := strconv.Itoa(w.cfg.Parts)
		if rev != 0 {
			if string(data) != want {
				return fmt.Errorf("fetcher.parts is %s, but this deployment began with %s: set it back, what is known of each host lies in its part", want, data)
			}
			return nil
		}
		if _, err = w.deps.Parts.Put(ctx, key, []byte(want), 0); err == nil || !isConflict(err) {
			return err
		}
	}
}

// open makes a part ours: its frontier, its consumer, its dispatcher.
func (w *Worker) open(ctx context.Context, g *errgroup.Group, id int, until time.Time) error {
	f, err := frontier.Open(filepath.Join(w.cfg.Dir, partToken(id)), frontier.Options{Ready: w.gate.Ready, Key: link.Key, Forget: forgetAfter})
	if err != nil {
		return err
	}
	if n := f.Stats().Lost; n > 0 {
		w.log.Warn("addresses of the frontier cannot be read, they are found anew", "part", id, "addresses", n)
	}
	ctx, cancel := context.WithCancel(ctx)
	p := &part{
		id: id, w: w, f: f, since: time.Now(), until: until, poke: make(chan struct{}, 1), window: make(chan struct{}, 2*w.cfg.Workers),
		slots: make(chan struct{}, max(1, w.cfg.Workers/w.cfg.Parts)), drying: make(chan struct{}, 4*max(1, w.cfg.Workers/w.cfg.Parts)),
		flying: map[string]*flight{}, cancel: cancel, marks: &markBook{table: w.deps.Known, part: id},
	}
	var moved bool
	if p.taken, moved, err = w.takeOver(ctx, id, f.ID()); err == nil && moved {
		err = p.inherit(ctx, time.Now())
	}
	if err != nil {
		cancel()
		return errors.Join(err, f.Close())
	}
	w.mu.Lock()
	w.parts[id] = p
	w.mu.Unlock()
	if err := w.doors.load(ctx, id); err != nil {
		w.drop(ctx, p, false)
		return err
	}
	for _, run := range []func(context.Context) error{p.dispatch, p.watch, p.consume, p.tidy} {
		p.work.Add(1)
		g.Go(func() error {
			defer p.work.Done()
			return run(ctx)
		})
	}
	return nil
}

func (p *part) consume(ctx context.Context) error {
	err := p.w.deps.Jobs.Consume(ctx, p.id, cap(p.slots), p.handle)
	if ctx.Err() != nil {
		return nil //nolint:nilerr // the part is given up
	}
	return err
}

// takeOver writes down whose the part is and says whether somebody else may
// have asked its hosts a moment ago, and whether the part was last with
// another frontier than the one on our disk.
func (w *Worker) takeOver(ctx context.Context, id int, disk string) (taken, moved bool, err error) {
	data, rev, err := w.deps.Parts.Get(ctx, ownerKey(id))
	if err != nil {
		return false, false, fmt.Errorf("take part %d: %w", id, err)
	}
	var last ownership
	if len(data) > 0 && json.Unmarshal(data, &last) != nil {
		last = ownership{} // as one that was with another
	}
	row, err := json.Marshal(ownership{Owner: w.owner, Disk: disk, Since: time.Now()})
	if err != nil {
		return false, false, fmt.Errorf("take part %d: %w", id, err)
	}
	if _, err := w.deps.Parts.Put(ctx, ownerKey(id), row, rev); err != nil {
		return false, false, fmt.Errorf("take part %d: %w", id, err)
	}
	return len(data) > 0, len(data) > 0 && last.Disk != disk, nil
}

// heldUntil is when an earlier owner may last have asked a host; zero when
// there was none.
func (w *Worker) heldUntil(host string) time.Time {
	if p := w.mine(host); p != nil && p.taken {
		return p.since
	}
	return time.Time{}
}

func (p *part) wake() {
	select {
	case p.poke <- struct{}{}:
	default:
	}
}

// forgetAfter is how long an address is known that needs no more visits. One
// that a door still names then is fetched once more, and its article is the
// same.
const forgetAfter = 2 * 365 * 24 * time.Hour

// How often the frontier's files are looked after, and the pause between two
// steps of that while there is something to do.
const (
	tidyEvery = 10 * time.Second
	tidyPause = 10 * time.Millisecond
)

// tidy keeps the frontier's log small, a step at a time.
func (p *part) tidy(ctx context.Context) error {
	for {
		more, err := p.f.Tidy()
		if err != nil {
			p.w.log.Error("frontier not tidied, trying again", "part", p.id, "err", err)
		}
		pause := tidyEvery
		if more {
			pause = tidyPause
		}
		if rest(ctx, pause) != nil {
			return nil //nolint:nilerr // the part is given up
		}
	}
}

// handle does the jobs of a message, all at once as far as there are slots: so
// whoever waits for the last of them waits for a request that is under way.
func (p *part) handle(ctx context.Context, j event.Job) error {
	if len(j.More) == 0 {
		return p.do(ctx, j)
	}
	errs := make([]error, 1+len(j.More))
	var all sync.WaitGroup
	for i, more := range j.More {
		all.Go(func() { errs[1+i] = p.do(ctx, more) })
	}
	j.More = nil
	errs[0] = p.do(ctx, j)
	all.Wait()
	for _, err := range errs {
		if err != nil {
			return err // it says when to come again; what was done is known
		}
	}
	return nil
}

// do does a job: one that we released, or one that somebody else put in. It
// never asks for redelivery of what the frontier holds: that comes again by
// itself.
func (p *part) do(ctx context.Context, j event.Job) error {
	p.slots <- struct{}{}
	defer func() { <-p.slots }()
	p.mu.Lock()
	fl, ok := p.flying[j.URL]
	if ok && fl.started {
		p.mu.Unlock()
		return nil // a second delivery of what is being done
	}
	if ok {
		fl.started = true
	}
	p.mu.Unlock()
	if !ok {
		return p.w.inbox(ctx, j)
	}
	<-p.window
	res := p.try(ctx, fl.item)
	p.mu.Lock()
	delete(p.flying, j.URL)
	p.mu.Unlock()
	if err := p.f.Done(fl.item, res); err != nil {
		p.w.log.Error("visit not settled", "url", j.URL, "err", err)
	}
	if fl.item.Kind == "" {
		p.marks.add(p.f.MarkOf(j.URL, res.State))
	}
	p.wake()
	return nil
}

// publish hands a page on and returns when it is on file. The slot goes to
// another request meanwhile.
func (p *part) publish(ctx context.Context, page *event.Page) error {
	p.drying <- struct{}{}
	<-p.slots
	defer func() {
		<-p.drying
		p.slots <- struct{}{}
	}()
	return p.w.deps.Pages.Publish(ctx, page)
}

// try visits an item and outlives whatever goes wrong with it: a page is never
// a programmer's error, and an item that is not settled would hold its host
// for ever.
func (p *part) try(ctx context.Context, it frontier.Item) (res frontier.Result) {
	defer func() {
		if r := recover(); r != nil {
			p.w.log.Error("visit panicked", "url", it.URL, "panic", r)
			res = frontier.Result{Failed: true, Next: time.Now().Add(time.Hour)}
			if it.Kind != "" {
				p.w.doors.afterPanic(it.FoundBy)
			}
		}
	}()
	return p.w.visit(ctx, p, it)
}
