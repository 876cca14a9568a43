package export

import (
	"slices"
	"testing"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/event/crosswalk"
	"github.com/marsad-news/marsad/internal/store"
)

func states(iso string) (string, bool) {
	names := map[string]string{"FRA": "France", "TCD": "Chad", "NER": "Niger", "MLI": "Mali"}
	n, ok := names[iso]
	return n, ok
}

func events(t *testing.T) *Events {
	t.Helper()
	table, err := crosswalk.Load()
	if err != nil {
		t.Fatal(err)
	}
	return NewEvents(table, states, medium)
}

// each calls f with claims of every action, status and polarity, full ones and
// bare ones.
func each(f func(c *store.Claim)) {
	lat := -1.5
	for _, a := range crosswalk.Actions {
		for _, s := range []event.Status{event.Actual, event.Planned, event.Postponed, event.Possible, event.Demanded} {
			for _, p := range []event.Polarity{event.Affirmed, event.Denied, event.Uncommitted} {
				bare := event.Claim{Action: a, Status: s, Polarity: p, Kind: event.Departure}
				full := bare
				full.ID, full.Force, full.Place = "c", event.Force{Actor: "FRA", Unit: "u"}, event.Place{Country: "TCD", Site: "S", Lat: &lat, Lon: &lat}
				full.Origin, full.Destination = &event.Place{Country: "MLI"}, &event.Place{Country: "NER"}
				full.Attribution = event.Attribution{Speaker: "s", Org: "TCD-MFA", Country: "TCD"}
				full.Time = &event.Time{From: "2025-06", Text: "حزيران"}
				full.Provenance = &event.Provenance{Published: "2025-11-03"}
				f(&store.Claim{Claim: bare})
				f(&store.Claim{Claim: full})
			}
		}
	}
}

func TestEveryRowFillsItsColumns(t *testing.T) {
	ev := events(t)
	n := 0
	each(func(c *store.Claim) {
		for _, f := range []struct {
			columns []string
			rows    [][]any
		}{
			{PLOVERColumns, ev.PLOVER(c)}, {CAMEOColumns, ev.CAMEO(c)}, {ACLEDColumns, ev.ACLED(c)}, {ClaimColumns, [][]any{ClaimRow(c)}},
		} {
			for _, row := range f.rows {
				n++
				if len(row) != len(f.columns) {
					t.Fatalf("%d cells under %d columns %v", len(row), len(f.columns), f.columns)
				}
			}
		}
	})
	if n < 200 {
		t.Errorf("only %d rows", n)
	}
}

func TestTheTwoEndsOfAMoveAreTwoRows(t *testing.T) {
	c := &store.Claim{Claim: event.Claim{
		ID: "c", Action: event.Redeploy, Kind: event.Arrival, Status: event.Actual, Polarity: event.Affirmed, Force: event.Force{Actor: "FRA"},
		Place: event.Place{Country: "NER"}, Origin: &event.Place{Country: "MLI"},
	}}
	ev := events(t)
	rows := ev.PLOVER(c)
	if len(rows) != 2 || rows[0][0] != "c" || rows[1][0] != "c:2" {
		t.Errorf("rows %v", rows)
	}
	if rows := ev.ACLED(c); len(rows) != 1 {
		t.Errorf("ACLED has a move %d times", len(rows))
	}
}

func TestPrecisionIsTheCodebooks(t *testing.T) {
	for _, c := range []struct {
		date crosswalk.Date
		want any
	}{
		{crosswalk.Date{From: "2025-11-03", Stated: true}, 1},
		{crosswalk.Date{From: "2025-11-03", To: "2025-11-05", Stated: true}, 2},
		{crosswalk.Date{From: "2025-11", Stated: true}, 3},
		{crosswalk.Date{From: "2025", Stated: true}, nil},
		{crosswalk.Date{From: "2025-11-03"}, nil},
		{crosswalk.Date{From: "soon", Stated: true}, nil},
	} {
		if got := timePrecision(c.date); got != c.want {
			t.Errorf("%+v: %v, want %v", c.date, got, c.want)
		}
	}
	for _, c := range []struct {
		place event.Place
		want  any
	}{{event.Place{Site: "Gao", Admin1: "Gao"}, 1}, {event.Place{Admin1: "Gao"}, 3}, {event.Place{Country: "MLI"}, nil}} {
		if got := geoPrecision(&c.place); got != c.want {
			t.Errorf("%+v: %v, want %v", c.place, got, c.want)
		}
	}
}

func TestARowWithoutADateHasNoBasisForIt(t *testing.T) {
	for published, want := range map[string]string{"": "/", "2025-11": "2025-11-01/published"} {
		c := &store.Claim{Claim: event.Claim{
			ID: "c", Kind: event.Departure, Action: event.Withdraw, Status: event.Actual, Polarity: event.Affirmed,
			Force: event.Force{Actor: "FRA"}, Place: event.Place{Country: "TCD"}, Provenance: &event.Provenance{Published: published},
		}}
		rows := events(t).CAMEO(c)
		if len(rows) != 1 {
			t.Fatal(rows)
		}
		cell := func(column string) string { return text(rows[0][slices.Index(CAMEOColumns, column)]) }
		if got := cell("Date") + "/" + cell("date_basis"); got != want {
			t.Errorf("published %q: %s, want %s", published, got, want)
		}
	}
}

func TestAnAgencyDemandsNothing(t *testing.T) {
	c := &store.Claim{Claim: event.Claim{
		ID: "c", Kind: event.Departure, Action: event.Withdraw, Status: event.Demanded, Polarity: event.Affirmed,
		Force: event.Force{Actor: "FRA"}, Place: event.Place{Country: "TCD"}, Attribution: event.Attribution{Speaker: "وكالة برق", Org: "BARQ"},
	}}
	row := events(t).PLOVER(c)[0]
	for _, column := range []string{"Actor Name", "Actor Country", "Actor Name Raw"} {
		if got := text(row[slices.Index(PLOVERColumns, column)]); got != "" {
			t.Errorf("%s: %q", column, got)
		}
	}
	if got := row[slices.Index(PLOVERColumns, "Recipient Country")]; got != "FRA" {
		t.Errorf("recipient %q", got)
	}
}
