package frontier

import (
	"cmp"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"testing"
	"time"
)

// BenchmarkDue is what it costs that one URL comes due, is handed out and is
// settled with a next visit, by how many URLs are known. Known URLs are due
// evenly over a week, a hundred to a host, in an order that has nothing to do
// with where their records and texts lie; each has validators, and one visit
// in seven changes them.
//
// After each thousand URLs the smallest frontier does as many: x-smallest is
// how many times its wall time the size takes, cpu-x its processor time (the
// kernel's part is in it), so a busy machine burdens both alike. disk-B is what the
// kernel has to write for one URL.
//
// What is known lies in the page cache, 220 bytes for each URL, as far as the
// machine has room: what is not there costs a read of the disk more, of the
// record and of the text.
//
// MARSAD_BENCH_LARGE=1 adds ten million, which take two minutes to fill in;
// MARSAD_BENCH_DIR names a directory that keeps the filled frontiers.
func BenchmarkDue(b *testing.B) {
	var smallest *bed
	for _, known := range []int{1e4, 1e5, 1e6, 1e7} {
		var d *bed
		dir := b.TempDir()
		if keep := os.Getenv("MARSAD_BENCH_DIR"); keep != "" {
			dir = filepath.Join(keep, strconv.Itoa(known))
		}
		b.Run(fmt.Sprintf("known=%.0e", float64(known)), func(b *testing.B) {
			if known > 1e6 && os.Getenv("MARSAD_BENCH_LARGE") == "" {
				b.Skip("ten million URLs take two minutes to fill in: set MARSAD_BENCH_LARGE=1")
			}
			if d == nil { // once for all the times that the benchmark is tried
				d = newBed(b, dir, known)
			}
			if smallest == nil {
				smallest = d
			}
			d.measure(b, smallest)
		})
		if d != nil && d != smallest {
			_ = d.f.Close() // it is measured
		}
	}
	if smallest != nil {
		_ = smallest.f.Close()
	}
}

// bed is a frontier under the benchmark.
type bed struct {
	f      *Frontier
	now    time.Time
	visits int
	heap   uint64 // before it was opened, in bytes
}

// cost is what some work took.
type cost struct {
	wall, cpu time.Duration
	disk      int64
}

func (d *bed) measure(b *testing.B, smallest *bed) {
	var own, its cost
	b.ResetTimer()
	b.StopTimer()
	for n := 0; n < b.N; n += 1000 {
		part := min(1000, b.N-n)
		b.StartTimer()
		d.due(b, part, &own)
		b.StopTimer()
		smallest.due(b, part, &its)
	}
	b.ReportMetric(float64(own.cpu)/float64(b.N), "cpu-ns/op")
	b.ReportMetric(float64(own.disk)/float64(b.N), "disk-B/op")
	b.ReportMetric(float64(own.wall)/float64(its.wall), "x-smallest")
	b.ReportMetric(float64(own.cpu)/float64(its.cpu), "cpu-x")
	b.ReportMetric(float64(held()-d.heap)/1e6, "heap-MB")
	b.ReportMetric(float64(d.f.Stats().Loaded), "loaded")
}

func held() uint64 {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

// due lets n URLs come due, as a dispatcher does that sleeps while there is
// nothing.
func (d *bed) due(b *testing.B, n int, c *cost) {
	start := time.Now()
	cpu, disk := spent()
	for n > 0 {
		it, ok, again, err := d.f.Next(d.now)
		if err != nil {
			b.Fatal(err)
		}
		if !ok {
			d.now = again
			continue
		}
		n--
		d.visits++
		r := Result{State: 1, Next: d.now.Add(7 * 24 * time.Hour), HostReady: d.now.Add(5 * time.Second), ETag: it.ETag, Modified: it.Modified, Body: it.Body + 1}
		if d.visits%7 == 0 {
			r.ETag = fmt.Sprintf(`"%016x"`, d.visits)
		}
		if err := d.f.Done(it, r); err != nil {
			b.Fatal(err)
		}
	}
	c.wall += time.Since(start)
	cpu2, disk2 := spent()
	c.cpu, c.disk = c.cpu+cpu2-cpu, c.disk+disk2-disk
}

// newBed fills a frontier, unless dir has it already, and opens it as after a
// restart, when the disk has all of it.
func newBed(b *testing.B, dir string, known int) *bed {
	if _, err := os.Stat(filepath.Join(dir, "clean")); err != nil {
		fill(b, dir, known)
	}
	warm(b, dir)
	before := held()
	f, err := Open(dir, Options{Expect: uint(known)})
	if err != nil {
		b.Fatal(err)
	}
	return &bed{f: f, now: time.Unix(int64(slices.Min(slices.Concat(f.cal[Live].hours, f.cal[Revisit].hours)))*hourSecs, 0), heap: before}
}

// warm reads texts and appointments once: the disk is not what is measured.
func warm(b *testing.B, dir string) {
	texts, err := filepath.Glob(filepath.Join(dir, logName+"*"+logEnd))
	hours, err2 := filepath.Glob(filepath.Join(dir, "due", "*", "*.cal"))
	if err != nil || err2 != nil || len(texts) == 0 || len(hours) == 0 {
		b.Fatal("not all there in ", dir, err, err2)
	}
	for _, n := range append(texts, hours...) {
		f, err := os.Open(n)
		if err == nil {
			_, err = io.Copy(io.Discard, f)
			_ = f.Close() // it was read
		}
		if err != nil {
			b.Fatal(err)
		}
	}
}

// fill makes URLs known in the order of their slots, which writes the table
// from front to back, and in the end makes the table anew as when it grows.
func fill(b *testing.B, dir string, known int) {
	start := time.Now()
	f, err := Open(dir, Options{Expect: uint(known)})
	if err != nil {
		b.Fatal(err)
	}
	for uint64(known)*loadDen > loadNum<<f.tab.bits {
		f.tab.bits++
	}
	if err := f.tab.create(); err != nil {
		b.Fatal(err)
	}
	f.cal[Revisit].most = 200 // the hours of a week
	for _, n := range inOrder(known) {
		if ok, err := f.Add(known1(n, known), 1); !ok || err != nil {
			b.Fatal(ok, err)
		}
	}
	if err := f.tab.renew(f.tab.bits); err != nil {
		b.Fatal(err)
	}
	files := []*os.File{f.tab.f}
	for _, s := range f.log.segs {
		files = append(files, s.f)
	}
	for _, file := range f.cal[Revisit].open {
		files = append(files, file)
	}
	for _, file := range files {
		if err := file.Sync(); err != nil {
			b.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		b.Fatal(err)
	}
	b.Logf("filled in at %.1f µs a URL", float64(time.Since(start).Microseconds())/float64(known))
}

// known1 is the nth of the known URLs.
func known1(n, known int) Item {
	it := page("h"+strconv.Itoa(n%(known/100)), n)
	it.ETag, it.Modified = fmt.Sprintf(`"%016x"`, n), "Sat, 21 Nov 2026 12:00:00 GMT"
	it.Class, it.Due = Revisit, t0.Add(time.Duration(n*7919%known*604_800/known)*time.Second)
	return it
}

func inOrder(known int) []int {
	type place struct {
		key uint64
		n   int
	}
	all := make([]place, known)
	for n := range all {
		all[n] = place{hash(known1(n, known).URL), n}
	}
	slices.SortFunc(all, func(a, b place) int { return cmp.Compare(a.key, b.key) })
	order := make([]int, known)
	for i := range all {
		order[i] = all[i].n
	}
	return order
}
