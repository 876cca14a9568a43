package fetcher

import (
	"os"
	"testing"
	"time"
)

func TestBenchRuns(t *testing.T) {
	r, err := Bench(t.Context(), BenchOptions{Hosts: 20, Articles: 20, Workers: 8, Polite: 50, Interval: 300 * time.Millisecond, For: time.Second}, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	if r.Violations != 0 || r.Pages != 400 || r.Rate <= 0 || r.Bare <= 0 || r.Requests == 0 {
		t.Errorf("%+v", r)
	}
}

// The full size, as `marsad bench fetcher` runs it.
func BenchmarkFarm(b *testing.B) {
	for b.Loop() {
		r, err := Bench(b.Context(), BenchOptions{}, os.Stderr)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(r.Rate, "pages/s")
		b.ReportMetric(r.Ratio, "of-bare")
		b.ReportMetric(100*r.MeanError, "%error")
	}
}
