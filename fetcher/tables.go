package fetcher

import (
	"context"
	"fmt"
	"time"

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
	err := openTables(ctx, b, map[string]*Table{"doors": &k.Doors, "coverage": &k.Ledger, event.DriftTable: &k.Drift})
	return k, err
}

// keptFor is how long a row of a table is kept after it was last written; tables
// that are not here keep theirs. So nothing grows with time: the broker removes
// what nobody has touched for so long.
//
// A host's clock says nothing any more a day after the last request: that is
// the longest that a host can ask to be left alone. A door is polled once a day
// at least, one that was retired is tried once more when its row is gone.
var keptFor = map[string]time.Duration{
	"hosts":    60 * 24 * time.Hour,
	"doors":    60 * 24 * time.Hour,
	"coverage": ledgerDays * 24 * time.Hour,
	"answers":  time.Hour,
	"known":    (markDays + 1) * 24 * time.Hour,
}

func openTables(ctx context.Context, b *bus.Bus, tables map[string]*Table) error {
	for name, t := range tables {
		kv, err := b.KV(ctx, name, keptFor[name])
		if err != nil {
			return fmt.Errorf("open table %s: %w", name, err)
		}
		*t = kv
	}
	return nil
}
