package drift

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// usual is the i-th page of a site in order: lengths vary as news do.
func usual(i int) Sample {
	return Sample{Kept: 0.3 + 0.02*float64(i%5), Links: 0.02, Length: 1500 + 400*(i%7), Dated: i%9 != 0, Article: i%15 != 0}
}

func TestRecordNoticesWhatChanged(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(Sample) Sample
		want   string // in the reason; empty: no drift
	}{
		{"nothing", func(s Sample) Sample { return s }, ""},
		{"bulletins for a while", func(s Sample) Sample { s.Length /= 2; return s }, ""},
		{"only the first paragraph is found", func(s Sample) Sample { s.Length, s.Kept = 200, s.Kept/8; return s }, "letters"},
		{"comments are taken for text", func(s Sample) Sample { s.Length *= 9; return s }, "letters"},
		{"a list of links is taken for text", func(s Sample) Sample { s.Links = 0.6; return s }, "link"},
		{"the whole page is kept", func(s Sample) Sample { s.Kept = 0.95; return s }, "kept"},
		{"dates are no longer found", func(s Sample) Sample { s.Dated = false; return s }, "dates"},
		{"every page is a challenge", func(Sample) Sample { return Sample{} }, "articles"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var r Record
			for i := range 60 {
				if v := r.Add(usual(i)); v.Drifted {
					t.Fatalf("page %d of an ordinary site drifted: %s", i, v.Why)
				}
			}
			var v Verdict
			for i := range 12 {
				v = r.Add(tt.change(usual(i)))
			}
			if v.Drifted != (tt.want != "") || !strings.Contains(v.Why, tt.want) {
				t.Errorf("verdict %+v, want a reason with %q", v, tt.want)
			}
		})
	}
}

func TestOneOddPageIsNoDrift(t *testing.T) {
	var r Record
	for i := range 60 {
		r.Add(usual(i))
	}
	if v := r.Add(Sample{Length: 50, Kept: 0.01, Links: 0.9, Article: true}); v.Drifted {
		t.Errorf("one page decides: %s", v.Why)
	}
}

func TestNewSiteHasNoVerdict(t *testing.T) {
	var r Record
	for i := range baseline {
		if v := r.Add(Sample{Length: 100 + 5000*(i%2), Article: true}); v.Drifted {
			t.Fatalf("page %d of a new site drifted: %s", i, v.Why)
		}
	}
}

func TestDriftEndsWhenPagesAreMendedOrAccepted(t *testing.T) {
	drifted := func() *Record {
		var r Record
		for i := range 60 {
			r.Add(usual(i))
		}
		for range 100 {
			if v := r.Add(Sample{Length: 90, Kept: 0.02, Article: true}); len(r.Latest) == latest && r.Latest[0].Length == 90 && !v.Drifted {
				t.Fatal("drift became the measure by itself")
			}
		}
		return &r
	}
	mended := drifted()
	var v Verdict
	for i := range 12 {
		v = mended.Add(usual(i))
	}
	if v.Drifted {
		t.Errorf("pages as before still drift: %s", v.Why)
	}
	accepted := drifted()
	accepted.Accept()
	for range 30 {
		if v = accepted.Add(Sample{Length: 90, Kept: 0.02, Article: true}); v.Drifted {
			t.Fatalf("accepted pages drift: %s", v.Why)
		}
	}
}

func TestRecordSurvivesARestart(t *testing.T) {
	var r, back Record
	for i := range 100 {
		r.Add(usual(i))
	}
	data, err := json.Marshal(&r)
	if err != nil || len(data) > 10<<10 {
		t.Fatalf("%d bytes, %v", len(data), err)
	}
	if err := json.Unmarshal(data, &back); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(r, back); d != "" {
		t.Error(d)
	}
}
