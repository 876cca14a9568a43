package parser

import (
	"encoding/json"
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus/bustest"
	"github.com/marsad-news/marsad/parser/drift"
)

func TestDriftIsToldWithItsEvidenceUntilItIsOver(t *testing.T) {
	b := bustest.New(t)
	first, err := openDrifts(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	second, err := openDrifts(t.Context(), b) // another worker, or this one after a restart
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
	moved := drift.Verdict{Drifted: true, Why: "texts of 40 letters, before 2000"}
	tell := func(d *drifts, minute int, v drift.Verdict, article bool, replay string) {
		t.Helper()
		when := at.Add(time.Duration(minute) * time.Minute)
		p := &event.Page{URL: fmt.Sprintf("https://mizan.example/%d", minute), Source: "mizan", FetchedAt: when, Replay: replay}
		if err := d.tell(t.Context(), p, "mizan.example", v, article, when); err != nil {
			t.Fatal(err)
		}
	}
	row := func() (r event.Drift) {
		t.Helper()
		data, _, err := first.table.Get(t.Context(), event.DriftKey("mizan", "mizan.example"))
		if err != nil {
			t.Fatal(err)
		}
		if len(data) > 0 && json.Unmarshal(data, &r) != nil {
			t.Fatalf("row is %s", data)
		}
		return r
	}
	tell(first, 0, drift.Verdict{}, true, "")
	tell(first, 1, moved, true, "replay-1")
	if r := row(); r != (event.Drift{}) {
		t.Errorf("a site that parses as before has a row: %+v", r)
	}
	tell(first, 2, moved, true, "")
	tell(first, 3, moved, false, "")
	tell(second, 4, moved, true, "")
	tell(first, 5, moved, true, "")
	want := event.Drift{Source: "mizan", Host: "mizan.example", Since: at.Add(2 * time.Minute), Last: at.Add(5 * time.Minute), Held: 3, Evidence: moved.Why, Page: "https://mizan.example/5"}
	if d := cmp.Diff(want, row()); d != "" {
		t.Error(d)
	}
	tell(second, 6, drift.Verdict{}, true, "")
	want.Over = at.Add(6 * time.Minute)
	if d := cmp.Diff(want, row()); d != "" {
		t.Error(d)
	}
	tell(second, 7, moved, true, "") // drifts anew
	if r := row(); !r.Over.IsZero() || r.Held != 1 || !r.Since.Equal(at.Add(7*time.Minute)) {
		t.Errorf("%+v", r)
	}
}
