package frontier

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var t0 = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func open(t testing.TB, dir string, o Options) *Frontier {
	t.Helper()
	f, err := Open(dir, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// crash lets go of the files as a killed process does: without a word.
func crash(t testing.TB, f *Frontier) {
	t.Helper()
	if err := f.closeFiles(); err != nil {
		t.Fatal(err)
	}
}

func page(host string, n int) Item {
	return Item{URL: fmt.Sprintf("https://%s/story/%d", host, n), Host: host, Source: "src", FoundBy: "feed", Title: "خبر", Published: "2026-11-21", Found: t0, Due: t0}
}

func add(t testing.TB, f *Frontier, it Item) bool {
	t.Helper()
	ok, err := f.Add(it, 1)
	if err != nil {
		t.Fatal(err)
	}
	return ok
}

func next(t testing.TB, f *Frontier, now time.Time) (Item, bool) {
	t.Helper()
	it, ok, _, err := f.Next(now)
	if err != nil {
		t.Fatal(err)
	}
	return it, ok
}

func done(t testing.TB, f *Frontier, it Item, r Result) {
	t.Helper()
	if err := f.Done(it, r); err != nil {
		t.Fatal(err)
	}
}

func TestEachURLOnce(t *testing.T) {
	f := open(t, t.TempDir(), Options{})
	if !add(t, f, page("a", 1)) || add(t, f, page("a", 1)) {
		t.Fatal("a URL is new once")
	}
	it, ok := next(t, f, t0)
	if !ok || it.URL != "https://a/story/1" || it.Title != "خبر" || it.Published != "2026-11-21" || it.Source != "src" || !it.Found.Equal(t0) || it.Visit != 0 {
		t.Fatalf("%+v, %v", it, ok)
	}
	if !f.Flying(it.URL) {
		t.Error("not in flight")
	}
	if again, ok := next(t, f, t0.Add(time.Hour)); ok {
		t.Errorf("handed out twice: %+v", again)
	}
	done(t, f, it, Result{State: 3, HostReady: t0.Add(5 * time.Second), ETag: `"1"`, Body: 77, Next: t0.Add(time.Hour)})
	if _, ok := next(t, f, t0.Add(59*time.Minute)); ok {
		t.Error("before its time")
	}
	it, ok = next(t, f, t0.Add(time.Hour))
	if !ok || it.Visit != 1 || it.ETag != `"1"` || it.Body != 77 || it.Class != Revisit {
		t.Fatalf("re-visit: %+v, %v", it, ok)
	}
	done(t, f, it, Result{State: 4})
	if _, ok := next(t, f, t0.Add(1000*time.Hour)); ok {
		t.Error("after the last visit")
	}
	s := f.Stats()
	if s.Known != 1 || s.States[4] != 1 || s.States[3] != 0 || s.States[0] != 0 || s.Loaded != 0 || s.Hosts != 0 {
		t.Errorf("%+v", s)
	}
}

// A server may send validators of any length. They cost the condition of the
// next request, not the next visit.
func TestValidatorsTooLongToKeep(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, Options{})
	add(t, f, page("a", 1))
	it, _ := next(t, f, t0)
	done(t, f, it, Result{State: 1, Next: t0.Add(time.Hour), ETag: strings.Repeat("x", 2*maxEntry)})
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	f = open(t, dir, Options{})
	if it, ok := next(t, f, t0.Add(time.Hour)); !ok || it.ETag != "" || it.Title != "خبر" {
		t.Errorf("%+v, %v", it, ok)
	}
}

func TestOneItemPerHostAtATimeByItsClock(t *testing.T) {
	f := open(t, t.TempDir(), Options{})
	for n := range 3 {
		add(t, f, page("a", n))
		add(t, f, page("b", n))
	}
	a, _ := next(t, f, t0)
	b, ok := next(t, f, t0)
	if !ok || a.Host == b.Host {
		t.Fatalf("%s then %s", a.Host, b.Host)
	}
	if _, ok := next(t, f, t0); ok {
		t.Fatal("both hosts are busy")
	}
	done(t, f, a, Result{State: 1, HostReady: t0.Add(5 * time.Second)})
	_, ok, again, _ := f.Next(t0.Add(4 * time.Second))
	if ok || !again.Equal(t0.Add(5*time.Second)) {
		t.Errorf("too soon: %v, again at %s", ok, again)
	}
	if it, ok := next(t, f, t0.Add(5*time.Second)); !ok || it.Host != a.Host {
		t.Error("its time has come")
	}
}

func TestTheClockIsAskedBeforeAHostIsTaken(t *testing.T) {
	ready := t0.Add(3 * time.Second)
	f := open(t, t.TempDir(), Options{Ready: func(string) time.Time { return ready }})
	add(t, f, page("a", 1))
	f.Poll(Item{URL: "https://b/feed", Host: "b", Kind: "feed"})
	if _, ok := next(t, f, t0); ok {
		t.Fatal("the clock was not asked")
	}
	for range 2 {
		it, ok := next(t, f, ready)
		if !ok {
			t.Fatal("lost while waiting")
		}
		done(t, f, it, Result{State: 1})
	}
}

func TestNothingIsLostByACrash(t *testing.T) {
	dir := t.TempDir()
	o := Options{}
	f := open(t, dir, o)
	rnd := rand.New(rand.NewPCG(1, 2))
	const urls = 3000
	state := map[string]int{} // visits settled
	now := t0
	for n := 0; len(state) < urls || now.Before(t0.Add(40*time.Hour)); n++ {
		if n%10 == 0 && len(state) < urls {
			for range 10 {
				it := page(fmt.Sprintf("h%d", rnd.IntN(40)), len(state))
				it.Due, it.Found = now, now
				if rnd.IntN(3) == 0 {
					it.Class = Backfill
				}
				add(t, f, it)
				state[it.URL] = 0
			}
		}
		it, ok := next(t, f, now)
		if !ok {
			now = now.Add(time.Minute)
		} else if rnd.IntN(20) > 0 { // else it stays in flight
			r := Result{State: uint8(1 + state[it.URL]), HostReady: now.Add(time.Second)}
			if state[it.URL]++; state[it.URL] < 3 {
				r.Next = now.Add(time.Duration(state[it.URL]) * 5 * time.Hour)
			}
			done(t, f, it, r)
		}
		if n%1500 == 1499 {
			crash(t, f)
			f = open(t, dir, o)
		}
	}
	crash(t, f)
	f = open(t, dir, o)
	for range 3 * urls { // what is left
		it, ok := next(t, f, now)
		if !ok {
			now = now.Add(10 * time.Minute)
			if now.After(t0.Add(400 * time.Hour)) {
				break
			}
			continue
		}
		r := Result{State: uint8(1 + state[it.URL])}
		if state[it.URL]++; state[it.URL] < 3 {
			r.Next = now.Add(time.Hour)
		}
		done(t, f, it, r)
	}
	for u, n := range state {
		if n != 3 {
			t.Errorf("%s: %d visits", u, n)
		}
	}
	s := f.Stats()
	if s.Known != urls || s.States[3] != urls {
		t.Errorf("known %d, done %d", s.Known, s.States[3])
	}
}

func TestCleanRestartKeepsTheCalendar(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, Options{})
	for n := range 100 {
		it := page("a", n)
		it.Due = t0.Add(time.Duration(n) * time.Hour)
		add(t, f, it)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	f = open(t, dir, Options{})
	for n := range 100 {
		now := t0.Add(time.Duration(n) * time.Hour)
		it, ok := next(t, f, now)
		if !ok || it.URL != page("a", n).URL {
			t.Fatalf("hour %d: %+v, %v", n, it, ok)
		}
		done(t, f, it, Result{State: 1})
		if _, ok := next(t, f, now); ok {
			t.Fatalf("hour %d: too much", n)
		}
	}
	if s := f.Stats(); s.Buckets > 2 {
		t.Errorf("%d buckets left behind", s.Buckets)
	}
	if files, err := os.ReadDir(filepath.Join(dir, "due", "live")); err != nil || len(files) > 3 {
		t.Errorf("%d files left behind, %v", len(files), err)
	}
}

// The file of a past hour serves one to come: nothing of the past may be in it.
func TestFilesOfPastHoursAreUsedAgain(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, Options{})
	for n := range 10 {
		add(t, f, page("a", n))
	}
	visits := map[string]int{}
	for hour := range 60 {
		now := t0.Add(time.Duration(hour) * time.Hour)
		for {
			it, ok := next(t, f, now)
			if !ok {
				break
			}
			visits[it.URL]++
			done(t, f, it, Result{State: 1, Next: now.Add(3 * time.Hour)})
		}
		if hour == 30 {
			if err := f.Close(); err != nil {
				t.Fatal(err)
			}
			f = open(t, dir, Options{})
		}
		if hour == 45 {
			crash(t, f)
			f = open(t, dir, Options{})
		}
	}
	for u, n := range visits {
		if n != 20 {
			t.Errorf("%s: %d visits, want 20", u, n)
		}
	}
	if s := f.Stats(); len(visits) != 10 || s.Loaded != 0 || s.Buckets > 3 {
		t.Errorf("%d visited, %+v", len(visits), s)
	}
}

func TestFloodOfOneHostIsPutOff(t *testing.T) {
	f := open(t, t.TempDir(), Options{Loaded: 50_000})
	const n = 10_000
	for i := range n {
		add(t, f, page("flood", i))
	}
	add(t, f, page("other", 1))
	got, now := 0, t0
	seen := map[string]bool{}
	for now.Before(t0.Add(24 * time.Hour)) {
		it, ok := next(t, f, now)
		if s := f.Stats(); s.Loaded > maxQueue+1 && got > 0 {
			t.Fatalf("%d entries in memory", s.Loaded)
		}
		if !ok {
			now = now.Add(5 * time.Second)
			continue
		}
		if seen[it.URL] {
			t.Fatalf("twice: %s", it.URL)
		}
		seen[it.URL] = true
		got++
		done(t, f, it, Result{State: 1, HostReady: now.Add(5 * time.Second)})
	}
	if got != n+1 {
		t.Errorf("%d of %d", got, n+1)
	}
}

func TestTableGrowsWithoutLoss(t *testing.T) {
	tab, err := openTable(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer tab.close()
	const n = 20_000
	for i := range n {
		rec, ok, err := tab.find(hash(fmt.Sprint(i)))
		if err != nil || ok {
			t.Fatal(i, ok, err)
		}
		rec.Found, rec.Meta = uint32(i), uint64(i)<<9
		if err := tab.write(&rec, true); err != nil {
			t.Fatal(err)
		}
	}
	for i := range n {
		rec, ok, err := tab.find(hash(fmt.Sprint(i)))
		if err != nil || !ok || rec.Found != uint32(i) || rec.Meta != uint64(i)<<9 {
			t.Fatal(i, ok, err, rec)
		}
	}
	if tab.count != n || tab.bits < 15 {
		t.Errorf("count %d, bits %d", tab.count, tab.bits)
	}
}

func TestSecondHolderIsRefused(t *testing.T) {
	dir := t.TempDir()
	open(t, dir, Options{})
	if _, err := Open(dir, Options{}); !errors.Is(err, ErrHeld) {
		t.Errorf("got %v", err)
	}
}

func TestForeignAndBrokenFiles(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(dir+"/known.tab", []byte("something else entirely, of some length, so that the head can be read"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, Options{}); err == nil {
		t.Error("opened a foreign file")
	}
	l, err := openLog(t.TempDir(), 1<<20)
	if err != nil {
		t.Fatal(err)
	}
	at, _ := l.append("a", "b")
	if _, err := l.segs[0].f.WriteAt([]byte{0xff}, int64(at)+9); err != nil {
		t.Fatal(err)
	}
	if _, err := l.read(at, 2); !errors.Is(err, errCorrupt) {
		t.Errorf("got %v", err)
	}
	if _, err := l.read(1<<30, 2); !errors.Is(err, errCorrupt) {
		t.Errorf("got %v", err)
	}
}

func TestKnownAndDoors(t *testing.T) {
	f := open(t, t.TempDir(), Options{})
	add(t, f, page("a", 1))
	if ok, err := f.Known("https://a/story/1"); !ok || err != nil {
		t.Error(ok, err)
	}
	if ok, _ := f.Known("https://a/story/2"); ok {
		t.Error("never seen")
	}
	_, _ = f.Add(page("a", 1), 4)
	if r, _, _ := f.Lookup("https://a/story/1"); r.Doors != 5 {
		t.Errorf("doors %b", r.Doors)
	}
}

func TestOtherAddressesOfAPageNeedNoVisit(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, Options{})
	if err := f.Settled(page("a", 1), 3); err != nil {
		t.Fatal(err)
	}
	if add(t, f, page("a", 1)) {
		t.Error("it is known")
	}
	crash(t, f)
	f = open(t, dir, Options{})
	if it, ok := next(t, f, t0.Add(1000*time.Hour)); ok {
		t.Errorf("visited: %+v", it)
	}
	if s := f.Stats(); s.Known != 1 || s.States[3] != 1 {
		t.Errorf("%+v", s)
	}
}

// FuzzLog: whatever stands in the log, reading gives fields or an error.
func FuzzLog(f *testing.F) {
	f.Add([]byte("\x05\x00\x00\x00abcd\x01a\x01bc"), uint64(1))
	f.Fuzz(func(t *testing.T, data []byte, at uint64) {
		l, err := openLog(t.TempDir(), 1<<20)
		if err != nil {
			t.Fatal(err)
		}
		defer l.close()
		if _, err := l.segs[0].f.WriteAt(data, 1); err != nil {
			t.Fatal(err)
		}
		if got, err := l.read(at%(1<<20), 3); err == nil && len(got) != 3 {
			t.Fatal(got)
		}
	})
}
