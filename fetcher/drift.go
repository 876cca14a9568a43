package fetcher

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/marsad-news/marsad/event"
)

// readDrifts reads what the parser says of sites whose pages do not parse as
// they did, by source.
func readDrifts(ctx context.Context, t Table) (map[string][]event.Drift, error) {
	by := map[string][]event.Drift{}
	if t == nil {
		return by, nil
	}
	err := t.Each(ctx, func(_ string, value []byte) bool {
		var d event.Drift
		if json.Unmarshal(value, &d) == nil && d.Source != "" {
			by[d.Source] = append(by[d.Source], d)
		}
		return true
	})
	if err != nil {
		return nil, fmt.Errorf("read drifts: %w", err)
	}
	for _, list := range by {
		slices.SortFunc(list, func(a, b event.Drift) int { return cmp.Compare(a.Host, b.Host) })
	}
	return by, nil
}

// worst is the drift that lasts and kept most pages back; nil when none lasts.
func worst(list []event.Drift) (w *event.Drift) {
	for i := range list {
		if d := &list[i]; d.Over.IsZero() && (w == nil || d.Held > w.Held) {
			w = d
		}
	}
	return w
}

func driftEvidence(d *event.Drift) string {
	return fmt.Sprintf("%s since %s: %s; %d pages kept back, the last %s", d.Host, d.Since.UTC().Format(time.RFC3339), d.Evidence, d.Held, d.Page)
}

// drift makes the source a drifted one if a site of it is.
func (s *Status) drift() {
	d := worst(s.Drifts)
	if d == nil {
		return
	}
	s.State, s.Cause, s.Evidence = Drifted, "pages_changed", driftEvidence(d)
	s.Step = "look at the page; write or mend the outlet's rule (marsad source test), then marsad dead retry --stage parser --reason drifted all"
}
