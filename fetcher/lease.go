package fetcher

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/marsad-news/marsad/fetcher/frontier"
)

// contend takes its fair share of the parts as leases come free, renews what
// it has, and gives up what it lost or has too much of.
func (w *Worker) contend(ctx context.Context, g *errgroup.Group) error {
	every := w.deps.LeaseTTL / 5
	for {
		w.share(ctx, g)
		t := time.NewTimer(every)
		select {
		case <-ctx.Done():
			t.Stop()
			return nil
		case <-t.C:
		}
	}
}

// memberKey and leaseKey are the keys of a fetcher that lives and of a part
// that is held.
func memberKey(owner string) string { return "fetcher/" + owner }
func leaseKey(part int) string      { return "part/" + partToken(part) }

func (w *Worker) share(ctx context.Context, g *errgroup.Group) {
	ctx, cancel := context.WithTimeout(ctx, w.deps.LeaseTTL/3)
	defer cancel()
	fair, err := w.fairShare(ctx)
	if err != nil {
		w.log.Warn("leases cannot be read", "err", err)
		fair = w.cfg.Parts // renew what we have, take nothing
	}
	mine := 0
	for id := range w.cfg.Parts {
		p := w.part(id)
		switch {
		case p == nil:
		case mine >= fair:
			w.log.Info("part given to another fetcher", "part", id)
			w.giveUp(ctx, p, w.elsewhereToo(ctx))
		case w.renew(ctx, p):
			mine++
		default:
			w.log.Warn("part lost", "part", id)
			w.drop(ctx, p, false)
		}
	}
	for id := 0; id < w.cfg.Parts && mine < fair && err == nil; id++ {
		if w.part(id) == nil && w.take(ctx, g, id) {
			mine++
		}
	}
}

// fairShare is how many parts each living fetcher should have.
func (w *Worker) fairShare(ctx context.Context) (int, error) {
	if _, err := w.deps.Leases.Hold(ctx, memberKey(w.owner), w.owner); err != nil {
		return 0, err
	}
	members := 0
	err := w.deps.Leases.Each(ctx, func(key string, _ []byte) bool {
		if strings.HasPrefix(key, "fetcher/") {
			members++
		}
		return true
	})
	members = max(members, 1)
	return (w.cfg.Parts + members - 1) / members, err
}

func (w *Worker) part(id int) *part {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.parts[id]
}

// renew holds on to a part. The lease counts from before the call: the broker
// cannot have started it earlier.
func (w *Worker) renew(ctx context.Context, p *part) bool {
	start := time.Now()
	ok, err := w.deps.Leases.Hold(ctx, leaseKey(p.id), w.owner)
	if err != nil {
		return p.valid() == nil // the broker is away: the lease runs on for a while
	}
	if ok {
		p.mu.Lock()
		p.until = start.Add(w.deps.LeaseTTL)
		p.mu.Unlock()
	}
	return ok
}

func (w *Worker) take(ctx context.Context, g *errgroup.Group, id int) bool {
	start := time.Now()
	ok, err := w.deps.Leases.Hold(ctx, leaseKey(id), w.owner)
	if err != nil || !ok {
		return false
	}
	err = w.open(w.life, g, id, start.Add(w.deps.LeaseTTL))
	if err == nil {
		w.log.Info("part taken", "part", id)
		return true
	}
	if !errors.Is(err, frontier.ErrHeld) { // held: whoever lost it is still closing it
		w.log.Error("part cannot be opened", "part", id, "err", err)
	}
	w.release(ctx, id)
	return false
}

// release ends our lease of a part.
func (w *Worker) release(ctx context.Context, id int) {
	v, rev, err := w.deps.Leases.Get(ctx, leaseKey(id))
	if err == nil && string(v) == w.owner {
		err = w.deps.Leases.Delete(ctx, leaseKey(id), rev)
	}
	if err != nil {
		w.log.Debug("lease not released, it runs out", "part", id, "err", err)
	}
}

// giveUp closes a part in good order and lets others have it at once, with its
// work when they have no access to its frontier.
func (w *Worker) giveUp(ctx context.Context, p *part, away bool) {
	w.drop(ctx, p, away)
	w.release(ctx, p.id)
}

// drop stops all work on a part and closes its frontier. With away its work goes
// to the queue before.
func (w *Worker) drop(ctx context.Context, p *part, away bool) {
	w.mu.Lock()
	delete(w.parts, p.id)
	w.mu.Unlock()
	p.cancel()
	p.work.Wait()
	p.flushMarks(ctx, time.Now())
	if away {
		p.handOverWork(ctx)
	}
	if err := p.f.Close(); err != nil {
		w.log.Error("frontier not closed", "part", p.id, "err", err)
	}
	w.gate.Forget(func(host string) bool { return w.partOf(host) != p.id })
	w.doors.leave(p.id)
}

// closeParts gives up everything, at the end.
func (w *Worker) closeParts() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	away := w.elsewhereToo(ctx)
	for id := range w.cfg.Parts {
		if p := w.part(id); p != nil {
			if w.deps.Leases == nil {
				w.drop(ctx, p, false)
			} else {
				w.giveUp(ctx, p, away)
			}
		}
	}
	if w.deps.Leases == nil {
		return nil
	}
	_, rev, err := w.deps.Leases.Get(ctx, memberKey(w.owner))
	if err == nil && rev != 0 {
		err = w.deps.Leases.Delete(ctx, memberKey(w.owner), rev)
	}
	if err != nil {
		return fmt.Errorf("leave the fetchers: %w", err)
	}
	return nil
}
