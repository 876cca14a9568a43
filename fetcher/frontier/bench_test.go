package frontier

import (
	"fmt"
	"os"
	"runtime"
	"testing"
	"time"
)

// BenchmarkDue is what it costs that one URL comes due, is handed out and is
// settled with a next visit, by how many URLs are known. Known URLs are due
// evenly over a week, a hundred to a host.
func BenchmarkDue(b *testing.B) {
	for _, known := range []int{1e4, 1e5, 1e6, 1e7} {
		var f *Frontier
		var now time.Time
		dir := b.TempDir()
		b.Run(fmt.Sprintf("known=%.0e", float64(known)), func(b *testing.B) {
			if known > 1e6 && os.Getenv("MARSAD_BENCH_LARGE") == "" {
				b.Skip("ten million URLs take two minutes to fill in: set MARSAD_BENCH_LARGE=1")
			}
			if f == nil { // once for all the times that the benchmark is tried
				f, now = fill(b, dir, known)
			}
			week := 7 * 24 * time.Hour
			b.ResetTimer()
			for n := 0; n < b.N; {
				it, ok, again, err := f.Next(now)
				if err != nil {
					b.Fatal(err)
				}
				if !ok {
					now = again
					continue
				}
				n++
				if err := f.Done(it, Result{State: 1, Next: now.Add(week), HostReady: now.Add(5 * time.Second)}); err != nil {
					b.Fatal(err)
				}
			}
			b.StopTimer()
			var m runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&m)
			b.ReportMetric(float64(m.HeapAlloc)/1e6, "heap-MB")
			b.ReportMetric(float64(f.Stats().Loaded), "loaded")
		})
		if f != nil {
			_ = f.Close() // it is measured
		}
	}
}

func fill(b *testing.B, dir string, known int) (*Frontier, time.Time) {
	f, err := Open(dir, Options{Expect: uint(known)})
	if err != nil {
		b.Fatal(err)
	}
	start := time.Now()
	for n := range known {
		it := page(fmt.Sprintf("h%d", n%(known/100)), n)
		it.Class, it.Due = Revisit, t0.Add(time.Duration(n*7919%known*604_800/known)*time.Second)
		if _, err := f.Add(it, 1); err != nil {
			b.Fatal(err)
		}
	}
	b.Logf("filled in at %.1f µs a URL", float64(time.Since(start).Microseconds())/float64(known))
	return f, t0
}
