package fetcher

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/marsad-news/marsad/internal/bus/bustest"
)

var noon = time.Date(2026, 11, 3, 12, 30, 0, 0, time.UTC)

func TestLedgerKeepsSoManyDays(t *testing.T) {
	for sources, want := range map[int]int{1: ledgerDays, 40_000: 12, 200_000: leastDays, 5_000_000: leastDays} {
		table := NewMemoryTable()
		l := newLedger(table, sources)
		for day := range 100 {
			now := noon.AddDate(0, 0, day)
			for h := range 3 {
				l.ended("minbar", verdict{is: Published}, now.Add(time.Duration(h)*time.Hour))
			}
			if day%7 == 3 {
				continue // the fetcher was down that day
			}
			if err := l.flush(t.Context(), now); err != nil {
				t.Fatal(err)
			}
		}
		if want == ledgerDays {
			want = 100 // those the broker removes
		}
		if n := len(table.rows); n > want+1 || n < want-1 {
			t.Errorf("of %d sources: %d rows, want %d", sources, n, want)
		}
		hours, err := Coverage(t.Context(), table, "minbar", noon.AddDate(0, 0, 98), noon.AddDate(0, 0, 99).Add(3*time.Hour))
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for _, h := range hours {
			n += h.Ends[Published]
		}
		if n != 6 || len(hours) != 28 {
			t.Errorf("%d visits in %d hours of the last two days, want 6 in 28", n, len(hours))
		}
	}
}

// failing is a table that refuses to be written for a while.
type failing struct {
	*MemoryTable
	err error
}

func (f *failing) Put(ctx context.Context, key string, value []byte, rev uint64) (uint64, error) {
	if f.err != nil {
		return 0, f.err
	}
	return f.MemoryTable.Put(ctx, key, value, rev)
}

func TestLedgerCountsOnceWhateverTheBrokerDoes(t *testing.T) {
	table := &failing{NewMemoryTable(), errors.New("away")}
	a, b := newLedger(table, 1), newLedger(table, 1)
	for i := range 10 {
		a.ended("minbar", verdict{is: Published}, noon)
		b.ended("minbar", verdict{is: Gone, noted: "status_404"}, noon)
		if i == 5 {
			table.err = nil
		}
		errA, errB := a.flush(t.Context(), noon), b.flush(t.Context(), noon)
		if (errA != nil) != (i < 5) || (errB != nil) != (i < 5) {
			t.Error(i, errA, errB)
		}
	}
	hours, err := Coverage(t.Context(), table, "minbar", noon, noon.Add(time.Minute))
	if err != nil || len(hours) != 1 || hours[0].Ends[Published] != 10 || hours[0].Ends[Gone] != 10 || hours[0].Causes["status_404"] != 10 {
		t.Errorf("%+v, %v", hours, err)
	}
}

// A source that is new was not missed before, one that was down was, and of one
// that was never seen nothing tells them apart.
func TestHoursBeforeASourceWasKnownAreNotCounted(t *testing.T) {
	table := NewMemoryTable()
	for source, at := range map[string][]time.Duration{"new": {-2 * time.Hour, 0}, "down": {-20 * 24 * time.Hour, 0}, "forgotten": {-50 * 24 * time.Hour, 0}} {
		for _, d := range at {
			if err := AddHour(t.Context(), table, &Hour{Source: source, Hour: noon.Add(d), First: noon.Add(d), Last: noon.Add(d), Polls: map[string]int{"feed": 3}}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for source, want := range map[string]struct{ hours, blind int }{"new": {3, 1}, "down": {24, 23}, "forgotten": {1, 0}, "never": {24, 24}} {
		hours, err := Coverage(t.Context(), table, source, noon.Add(-23*time.Hour), noon.Add(time.Minute))
		if err != nil {
			t.Fatal(err)
		}
		blind := 0
		for i := range hours {
			if hours[i].Blind() {
				blind++
			}
		}
		if len(hours) != want.hours || blind != want.blind {
			t.Errorf("%s: %d hours, %d blind; want %+v", source, len(hours), blind, want)
		}
	}
}

// The tables that grow with what was asked once have an end; those that hold
// what must not be forgotten have none.
func TestTablesEnd(t *testing.T) {
	b := bustest.New(t)
	d, err := BusDeps(t.Context(), b, nil, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Tables(t.Context(), b); err != nil { // a reader must not change how long rows are kept
		t.Fatal(err)
	}
	for name, table := range map[string]Table{"hosts": d.Hosts, "doors": d.Doors, "coverage": d.Ledger} {
		if keptFor[name] < 30*24*time.Hour {
			t.Errorf("%s is kept for %s: a host may ask for a day of peace, and a door is polled once a day", name, keptFor[name])
		}
		if _, err := table.Put(t.Context(), "a", []byte("1"), 0); err != nil {
			t.Error(err)
		}
	}
	if _, ok := keptFor["parts"]; ok {
		t.Error("the number of parts is forgotten")
	}
	w, err := New(Config{Dir: t.TempDir(), OpenLoopback: true, Parts: 3}, d, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.agree(t.Context()); err != nil {
		t.Fatal(err)
	}
	if v, _, err := d.Parts.Get(t.Context(), "parts"); string(v) != "3" || err != nil {
		t.Error(string(v), err)
	}
	if s := fmt.Sprint(dayKey("minbar", noon)); s != "minbar|2026-11-03" {
		t.Error(s)
	}
}
