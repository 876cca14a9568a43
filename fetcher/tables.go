package fetcher

import (
	"context"
	"fmt"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus"
)

// Books are what tells how sources do.
type Books struct {
	Doors  Table // states of doors
	Ledger Table // coverage by source and hour
	Drift  Table // sites whose pages do not parse as they did
}

// Tables opens the books, for [Books.Statuses] and [Coverage]. No fetcher
// needs to run.
func Tables(ctx context.Context, b *bus.Bus) (Books, error) {
	var k Books
	for name, t := range map[string]*Table{"doors": &k.Doors, "coverage": &k.Ledger, event.DriftTable: &k.Drift} {
		kv, err := b.KV(ctx, name, 0)
		if err != nil {
			return Books{}, fmt.Errorf("open table %s: %w", name, err)
		}
		*t = kv
	}
	return k, nil
}
