package fetcher

import (
	"context"
	"errors"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/frontier"
	"github.com/marsad-news/marsad/internal/bus"
)

// dispatch releases what is due to the queue, as far as the window allows.
func (p *part) dispatch(ctx context.Context) error {
	for {
		if len(p.window) > cap(p.window)/2 && rest(ctx, breath) != nil { // the workers have enough: let messages fill
			return nil //nolint:nilerr // the part is given up
		}
		select {
		case <-ctx.Done():
			return nil
		case p.window <- struct{}{}:
		}
		it, ok, again, err := p.f.Next(time.Now())
		if err != nil {
			p.w.log.Error("frontier gives no work", "part", p.id, "err", err)
		}
		if ok {
			p.release(ctx, p.gather(it))
			continue
		}
		<-p.window
		if err := p.rest(ctx, again); err != nil {
			return nil //nolint:nilerr // the part is given up
		}
	}
}

func (p *part) rest(ctx context.Context, until time.Time) error {
	t := time.NewTimer(max(time.Until(until), time.Millisecond))
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-p.poke:
	case <-t.C:
	}
	return nil
}

// together bounds what one message of the queue may hold. On a broker that
// syncs every write to disk a message costs a sync and its acknowledgement
// another, so what is due at the same moment shares them.
const (
	together = 32
	breath   = 2 * time.Millisecond
)

// gather adds what else is due now, as far as the window allows, without
// waiting for anything.
func (p *part) gather(first frontier.Item) []frontier.Item {
	list := []frontier.Item{first}
	for len(list) < together {
		select {
		case p.window <- struct{}{}:
		default:
			return list
		}
		it, ok, _, err := p.f.Next(time.Now())
		if err != nil { // of a text that is gone it comes once only
			p.w.log.Error("frontier gives no work", "part", p.id, "err", err)
		}
		if err != nil || !ok {
			<-p.window
			return list
		}
		list = append(list, it)
	}
	return list
}

// release puts items on the queue.
func (p *part) release(ctx context.Context, list []frontier.Item) {
	now := time.Now()
	p.mu.Lock()
	for i := range list {
		p.flying[list[i].URL] = &flight{item: list[i], released: now}
	}
	p.mu.Unlock()
	p.push(ctx, list)
}

// push makes one message of the items. Under the first one's address a message
// of another life may be there already; then that one will do for it.
func (p *part) push(ctx context.Context, list []frontier.Item) {
	for len(list) > 0 {
		j := jobOf(&list[0])
		for i := range list[1:] {
			j.More = append(j.More, jobOf(&list[1+i]))
		}
		err := p.w.deps.Jobs.Push(ctx, p.id, list[0].Host, j)
		if errors.Is(err, bus.ErrOutstanding) {
			list = list[1:]
			continue
		}
		if err != nil && ctx.Err() == nil {
			p.w.log.Warn("job not queued, trying again", "url", list[0].URL, "err", err)
		}
		return
	}
}

func jobOf(it *frontier.Item) event.Job {
	kind := event.JobKind(it.Kind)
	if kind == "" {
		kind = event.JobArticle
	}
	return event.Job{
		URL: it.URL, Source: it.Source, Kind: kind, Priority: int(it.Class), Due: it.Due, Found: it.Found, FoundBy: it.FoundBy,
		Published: it.Published, Title: it.Title, Visit: it.Visit,
	}
}

// overdueJob is when a released job that did not come back is queued again: it
// was refused as outstanding while the job before it was being acknowledged,
// or the broker was away.
const overdueJob = 2 * time.Second

// watch queues again what did not come back.
func (p *part) watch(ctx context.Context) error {
	t := time.NewTicker(overdueJob / 2)
	defer t.Stop()
	flushed := time.Now()
	for {
		select {
		case <-ctx.Done():
			return nil
		case now := <-t.C:
			for _, it := range p.overdue(now) {
				p.push(ctx, []frontier.Item{it})
			}
			if now.Sub(flushed) >= markEvery {
				flushed = now
				p.flushMarks(ctx, now)
			}
		}
	}
}

func (p *part) flushMarks(ctx context.Context, now time.Time) {
	if err := p.marks.flush(ctx, now); err != nil && ctx.Err() == nil {
		p.w.log.Warn("settled addresses not marked, trying again", "part", p.id, "err", err)
	}
}

func (p *part) overdue(now time.Time) []frontier.Item {
	p.mu.Lock()
	defer p.mu.Unlock()
	var late []frontier.Item
	for _, fl := range p.flying {
		if !fl.started && now.Sub(fl.released) > overdueJob {
			fl.released = now
			late = append(late, fl.item)
		}
	}
	return late
}
