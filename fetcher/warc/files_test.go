package warc

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
)

func TestFilesEndBySizeAgeAndNumber(t *testing.T) {
	for name, o := range map[string]Options{"size": {FileSize: 1}, "age": {FileAge: time.Minute}, "number": {Records: 1}} {
		o.Dir = t.TempDir()
		c := &clock{t: day}
		o.Now = c.now
		k := open(t, o)
		for i := range 3 {
			keep(t, k, "https://news.example/a", fmt.Sprint("<p>", i), c.add(2*time.Minute))
		}
		if files, _ := filepath.Glob(filepath.Join(o.Dir, "*.warc.gz*")); len(files) != 3 {
			t.Errorf("by %s: %q", name, files)
		}
	}
}

func TestOldAndTooManyFilesAreRemoved(t *testing.T) {
	dir := t.TempDir()
	put := func(name string, bytes int, age time.Duration) {
		p := filepath.Join(dir, name)
		if err := errors.Join(os.WriteFile(p, make([]byte, bytes), 0o600), os.Chtimes(p, time.Time{}, day.Add(-age))); err != nil {
			t.Fatal(err)
		}
	}
	put("marsad-old.warc.gz", 10, 100*time.Hour)
	put("marsad-old.cdxj", 10, 100*time.Hour)
	put("marsad-big.warc.gz", 900, 3*time.Hour)
	put("marsad-mid.warc.gz", 500, 2*time.Hour)
	put("marsad-new.warc.gz", 400, time.Hour)
	put("others.warc.gz", 5000, 200*time.Hour)
	m, err := NewMetrics(prometheus.NewRegistry())
	if err != nil {
		t.Fatal(err)
	}
	open(t, Options{Dir: dir, MaxAge: 48 * time.Hour, MaxBytes: 1000, Now: func() time.Time { return day }, Metrics: m})
	for what, v := range map[string][2]float64{
		"files too old": {testutil.ToFloat64(m.files.WithLabelValues(tooOld)), 1}, "files too much": {testutil.ToFloat64(m.files.WithLabelValues(tooMuch)), 1},
		"bytes too much": {testutil.ToFloat64(m.removed.WithLabelValues(tooMuch)), 900}, "bytes left": {testutil.ToFloat64(m.size), 900},
	} {
		if v[0] != v[1] {
			t.Errorf("%s: %g, want %g", what, v[0], v[1])
		}
	}
	var left []string
	all, _ := os.ReadDir(dir)
	for _, f := range all {
		left = append(left, f.Name())
	}
	if got := strings.Join(left, " "); got != "marsad-mid.warc.gz marsad-new.warc.gz others.warc.gz" {
		t.Errorf("left are %s", got)
	}
}

// TestTornTailIsCut kills a writer at every kind of place and wants all whole
// records back, and writing to go on.
func TestTornTailIsCut(t *testing.T) {
	whole := t.TempDir()
	k := open(t, Options{Dir: whole})
	for i := range 3 {
		keep(t, k, fmt.Sprintf("https://news.example/%d", i), strings.Repeat(fmt.Sprint("<p>text ", i), 50), day.Add(time.Duration(i)*time.Minute))
	}
	es := entries(t, whole, Filter{})
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(whole, es[0].File))
	if err != nil {
		t.Fatal(err)
	}
	third := es[2].Offset
	for _, cut := range []int64{0, 1, 5, 200, es[0].Offset + 3, third, third + 1, third + 15, third + es[2].Length/2, third + es[2].Length - 1, third + es[2].Length + 2, int64(len(data)) - 1} {
		dir := t.TempDir()
		name := es[0].File
		if err := os.WriteFile(filepath.Join(dir, name+openEnd), data[:cut], 0o600); err != nil {
			t.Fatal(err)
		}
		k := open(t, Options{Dir: dir})
		want := 0
		for _, e := range es {
			if e.Offset+e.Length <= cut {
				want++
			}
		}
		got := entries(t, dir, Filter{})
		if len(got) != want {
			t.Errorf("cut at %d: %d exchanges, want %d", cut, len(got), want)
		}
		for _, e := range got {
			if x := read(t, dir, e.Where()); !strings.Contains(string(x.Body), "<p>text ") {
				t.Errorf("cut at %d: body %q", cut, x.Body)
			}
		}
		keep(t, k, "https://news.example/next", "<p>next", day)
		if n := len(entries(t, dir, Filter{})); n != want+1 {
			t.Errorf("cut at %d: %d exchanges after another, want %d", cut, n, want+1)
		}
	}
}

func TestIndexIsMadeAnewFromTheFile(t *testing.T) {
	dir := t.TempDir()
	k := open(t, Options{Dir: dir})
	keep(t, k, "https://news.example/a", "<p>one</p>", day)
	redirected := exchange("https://www.news.example/b", "<p>two</p>", day.Add(time.Second))
	if _, err := k.Keep(redirected, page("https://news.example/b")); err != nil {
		t.Fatal(err)
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	want := entries(t, dir, Filter{})
	index, _ := filepath.Glob(filepath.Join(dir, "*.cdxj"))
	for name, break_ := range map[string]func() error{
		"lost": func() error { return os.Remove(index[0]) }, "broken": func() error { return os.WriteFile(index[0], []byte("x y z\n"), 0o600) },
	} {
		if err := break_(); err != nil {
			t.Fatal(err)
		}
		got := entries(t, dir, Filter{})
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s:\n got %+v\nwant %+v", name, got, want)
		}
	}
}
