package fetcher

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"

	"github.com/marsad-news/marsad/fetcher/polite"
)

func randomToken() string { return rand.Text()[:10] }

// clocks keeps the clocks of hosts in a table. The table's revision is the
// fencing token: a fetcher that lost a host cannot overwrite the clock of the
// one that has it.
type clocks struct{ t Table }

func clockKey(host string) string { return "clock/" + host }

// Load implements [polite.Keeper].
func (c clocks) Load(ctx context.Context, host string) (polite.Clock, error) {
	data, rev, err := c.t.Get(ctx, clockKey(host))
	if err != nil {
		return polite.Clock{}, fmt.Errorf("get clock: %w", err)
	}
	var k polite.Clock
	if len(data) > 0 {
		if err := json.Unmarshal(data, &k); err != nil {
			k = polite.Clock{} // made anew: the default interval is safe
		}
	}
	k.Rev = rev
	return k, nil
}

// Save implements [polite.Keeper].
func (c clocks) Save(ctx context.Context, host string, k polite.Clock) (polite.Clock, error) {
	data, err := json.Marshal(k)
	if err != nil {
		return k, fmt.Errorf("encode clock: %w", err)
	}
	rev, err := c.t.Put(ctx, clockKey(host), data, k.Rev)
	if err != nil {
		return k, fmt.Errorf("put clock: %w", err)
	}
	k.Rev = rev
	return k, nil
}
