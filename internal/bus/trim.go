package bus

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// A handOff is a stream that is trimmed behind its consumers.
type handOff struct {
	stream Stream
	needs  []string      // durables that must exist before anything is purged
	keep   time.Duration // age under which nothing is purged
}

// trimEvery is how often the trimmer looks.
const trimEvery = 10 * time.Second

// trimKey names the lease that makes one process the trimmer.
const trimKey = "trimmer"

// Trim removes from the hand-off streams what every consumer has acknowledged
// and is older than the duplicate window (pages) or the time promised for
// replay (articles, reports). One process does it at a time, by lease. Never
// while a consumer that should be there is missing.
func (b *Bus) Trim(ctx context.Context) error {
	leases, err := b.KV(ctx, "leases", 30*time.Second)
	if err != nil {
		return err
	}
	hands := []handOff{
		{Pages, []string{"parser"}, b.opts.Retain.Dedup},
		{Articles, []string{"enricher"}, b.opts.Retain.Public},
		{Reports, nil, b.opts.Retain.Public},
	}
	t := time.NewTicker(trimEvery)
	defer t.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
		mine, err := leases.Hold(ctx, trimKey, b.id)
		if err != nil || !mine {
			continue // another process trims, or the broker is away
		}
		for _, h := range hands {
			if err := b.trim(ctx, h); err != nil && ctx.Err() == nil {
				b.log.Warn("trim stream", "stream", h.stream, "err", err)
			}
		}
	}
}

// trim purges one stream as far as it may.
func (b *Bus) trim(ctx context.Context, h handOff) error {
	s, err := b.js.Stream(ctx, b.Name(h.stream))
	if err != nil {
		return fmt.Errorf("open stream %s: %w", h.stream, err)
	}
	floor, err := ackFloor(ctx, s, h.needs)
	if err != nil || floor == 0 {
		return err
	}
	upTo, err := lastBefore(ctx, s, floor, time.Now().Add(-h.keep))
	if err != nil || upTo == 0 {
		return err
	}
	if err := s.Purge(ctx, jetstream.WithPurgeSequence(upTo+1)); err != nil {
		return fmt.Errorf("purge stream %s: %w", h.stream, err)
	}
	return nil
}

// ackFloor is the last sequence that every durable consumer of s has
// acknowledged, or 0 when one that is needed (or any at all) is missing.
func ackFloor(ctx context.Context, s jetstream.Stream, needs []string) (uint64, error) {
	var floor uint64
	var seen []string
	list := s.ListConsumers(ctx)
	for info := range list.Info() {
		if info.Config.Durable == "" {
			continue // a reader's own, which keeps nothing back
		}
		if len(seen) == 0 || info.AckFloor.Stream < floor {
			floor = info.AckFloor.Stream
		}
		seen = append(seen, info.Config.Durable)
	}
	if err := list.Err(); err != nil {
		return 0, fmt.Errorf("list consumers: %w", err)
	}
	for _, n := range needs {
		if !slices.Contains(seen, n) {
			return 0, nil
		}
	}
	return floor, nil
}

// lastBefore finds the last sequence up to limit that was stored before t, or
// 0. Sequences may have gaps; times grow with them, so halving finds it.
func lastBefore(ctx context.Context, s jetstream.Stream, limit uint64, t time.Time) (uint64, error) {
	info, err := s.Info(ctx)
	if err != nil {
		return 0, fmt.Errorf("stream info: %w", err)
	}
	lo, hi := info.State.FirstSeq, min(limit, info.State.LastSeq)+1 // everything below lo is before t, nothing from hi on counts
	if info.State.Msgs == 0 || lo >= hi {
		return 0, nil
	}
	first := lo
	for lo < hi {
		mid := lo + (hi-lo)/2
		m, err := s.GetMsg(ctx, mid, jetstream.WithGetMsgSubject(">"))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			hi = mid
			continue
		}
		if err != nil {
			return 0, fmt.Errorf("read message %d: %w", mid, err)
		}
		if m.Sequence >= hi || !m.Time.Before(t) {
			hi = mid
		} else {
			lo = m.Sequence + 1
		}
	}
	if lo == first {
		return 0, nil
	}
	return lo - 1, nil
}
