package parser

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/parser/drift"
)

// drifts tells others which sites have drifted: a row for each in a table on
// the broker, written when the verdict changes and now and then while it lasts.
type drifts struct {
	table *bus.KV
	mu    sync.Mutex
	known map[string]*drifted // by key of the row
}

// drifted is the copy of one row, with what the table does not have yet.
type drifted struct {
	mu      sync.Mutex
	read    bool
	rev     uint64
	row     event.Drift
	held    int
	written time.Time
}

// tellEvery is how often a drift that lasts is written again.
const tellEvery = 30 * time.Second

func openDrifts(ctx context.Context, b *bus.Bus) (*drifts, error) {
	kv, err := b.KV(ctx, event.DriftTable, 0)
	if err != nil {
		return nil, err
	}
	return &drifts{table: kv, known: map[string]*drifted{}}, nil
}

func (d *drifts) of(key string) *drifted {
	d.mu.Lock()
	defer d.mu.Unlock()
	k, ok := d.known[key]
	if !ok {
		if len(d.known) >= maxSites {
			clear(d.known) // read again when needed
		}
		k = &drifted{}
		d.known[key] = k
	}
	return k
}

// tell takes in the verdict that a page of a site brought. A page out of an
// archive says nothing about the site of today.
func (d *drifts) tell(ctx context.Context, page *event.Page, host string, v drift.Verdict, article bool, now time.Time) error {
	if page.Replay != "" || page.Source == "" {
		return nil
	}
	key := event.DriftKey(page.Source, host)
	k := d.of(key)
	k.mu.Lock()
	defer k.mu.Unlock()
	if v.Drifted && article { // any other page is let go, drift or not
		k.held++
	}
	for range 5 { // another worker may be telling the same
		if err := k.load(ctx, d.table, key); err != nil {
			return err
		}
		if !k.news(v, now) {
			return nil
		}
		row := k.next(page, host, v)
		data, err := json.Marshal(row)
		if err != nil {
			return fmt.Errorf("encode drift of %s: %w", key, err)
		}
		rev, err := d.table.Put(ctx, key, data, k.rev)
		if err == nil {
			k.rev, k.row, k.held, k.written = rev, row, 0, now
			return nil
		}
		if !errors.Is(err, bus.ErrConflict) {
			return err
		}
		k.read = false
	}
	return nil // others write faster; the next page tries again
}

func (k *drifted) load(ctx context.Context, table *bus.KV, key string) error {
	if k.read {
		return nil
	}
	data, rev, err := table.Get(ctx, key)
	if err != nil {
		return err
	}
	k.row = event.Drift{}
	if rev != 0 && json.Unmarshal(data, &k.row) != nil {
		k.row = event.Drift{} // written anew
	}
	k.read, k.rev = true, rev
	return nil
}

// open says whether the row tells of a drift that lasts.
func (k *drifted) open() bool { return !k.row.Since.IsZero() && k.row.Over.IsZero() }

func (k *drifted) news(v drift.Verdict, now time.Time) bool {
	return v.Drifted != k.open() || v.Drifted && now.Sub(k.written) >= tellEvery
}

func (k *drifted) next(page *event.Page, host string, v drift.Verdict) event.Drift {
	row := k.row
	if !v.Drifted {
		row.Over = page.FetchedAt
		return row
	}
	if !k.open() {
		row = event.Drift{Source: page.Source, Host: host, Since: page.FetchedAt}
	}
	row.Last, row.Evidence, row.Page = page.FetchedAt, v.Why, address(page)
	row.Held += k.held
	return row
}
