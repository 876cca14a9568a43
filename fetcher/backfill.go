package fetcher

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/link"
	"github.com/marsad-news/marsad/internal/bus"
)

// FoundByBackfill is the door of addresses that come from the past.
const FoundByBackfill = "backfill"

// ProductToken is what robots.txt files call us.
const ProductToken = productToken

// UserAgent names us and how to reach whoever runs us.
func UserAgent(version, contact string) string { return userAgent(version, contact) }

// Chooser says which addresses a source wants fetched.
type Chooser struct{ s *site }

// NewChooser makes a source's pattern ready for use.
func NewChooser(s *Source) (*Chooser, error) {
	made, err := newSite(s, link.Default())
	if err != nil {
		return nil, err
	}
	return &Chooser{made}, nil
}

// Take gives an address its normal form and says whether the source wants it.
func (c *Chooser) Take(address string) (normal string, ok bool) {
	u, err := c.s.rules.Normalise(nil, address)
	if err != nil {
		return "", false
	}
	return u, c.s.takes(u)
}

// Backfill puts addresses of the past on the queue. The fetchers make them
// known to their frontiers, where they wait behind live news.
type Backfill struct {
	jobs    Queue
	answers Table
	state   func(context.Context) (waiting uint64, err error)
	parts   int
	n       int
}

// NewBackfill works over the broker; parts is the fetchers' own number.
func NewBackfill(ctx context.Context, b *bus.Bus, parts int) (*Backfill, error) {
	f := &Backfill{jobs: &busQueue{b: b}, parts: max(1, parts), state: func(ctx context.Context) (uint64, error) {
		s, err := b.State(ctx, bus.Jobs)
		return s.Messages, err
	}}
	return f, openTables(ctx, b, map[string]*Table{"answers": &f.answers})
}

// The queue gets so many addresses before it must have emptied again, so that
// a poll or an article of today never waits behind more.
const (
	backfillBurst = 200
	backfillRoom  = 300
)

// Push puts a normal address on the queue. One that is there already is fine.
func (f *Backfill) Push(ctx context.Context, source, address, title, published string) error {
	if f.n%backfillBurst == 0 {
		if err := f.await(ctx); err != nil {
			return err
		}
	}
	f.n++
	now := time.Now()
	host := link.Host(address)
	j := event.Job{
		URL: address, Source: source, Kind: event.JobArticle, Priority: 1, Due: now, Found: now, FoundBy: FoundByBackfill, Title: clip(title, 500), Published: published,
	}
	for {
		err := f.jobs.Push(ctx, PartOf(host, f.parts), host, j)
		switch {
		case err == nil || errors.Is(err, bus.ErrOutstanding):
			return nil
		case !errors.Is(err, bus.ErrFull):
			return fmt.Errorf("queue %s: %w", address, err)
		}
		if err := rest(ctx, time.Second); err != nil {
			return err
		}
	}
}

// await waits until the fetchers have taken most of what is on the queue.
func (f *Backfill) await(ctx context.Context) error {
	for {
		n, err := f.state(ctx)
		if err != nil || n < backfillRoom {
			return err
		}
		if err := rest(ctx, 250*time.Millisecond); err != nil {
			return err
		}
	}
}

func rest(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}
