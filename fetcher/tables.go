package fetcher

import (
	"context"
	"fmt"

	"github.com/marsad-news/marsad/internal/bus"
)

// Tables opens what tells how sources do, for [Statuses] and [Coverage]: the
// states of doors and the coverage ledger. No fetcher needs to run.
func Tables(ctx context.Context, b *bus.Bus) (doors, ledger Table, err error) {
	d, err := b.KV(ctx, "doors", 0)
	if err != nil {
		return nil, nil, fmt.Errorf("open states of doors: %w", err)
	}
	l, err := b.KV(ctx, "coverage", 0)
	if err != nil {
		return nil, nil, fmt.Errorf("open coverage ledger: %w", err)
	}
	return d, l, nil
}
