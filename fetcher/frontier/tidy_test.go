package frontier

import (
	"bufio"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The test binary is also the process that a test kills.
func TestMain(m *testing.M) {
	if dir := os.Getenv("MARSAD_TIDY_DIR"); dir != "" {
		tidyForEver(dir, os.Getenv("MARSAD_TIDY_LIFE"))
		return
	}
	os.Exit(m.Run())
}

// tidyAll makes all steps of a pass.
func tidyAll(t testing.TB, f *Frontier) {
	t.Helper()
	for {
		more, err := f.Tidy()
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			return
		}
	}
}

func logFiles(t testing.TB, dir string) (names []string) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(dir, "urls*.log"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestLogHoldsOnlyWhatIsOfUse(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, Options{Segment: 8 << 10})
	now, most := t0, int64(0)
	for round := range 60 {
		for i := range 100 {
			add(t, f, page(fmt.Sprintf("h%d", i), round))
		}
		for range 100 {
			it, ok := next(t, f, now)
			if !ok {
				t.Fatal("nothing due")
			}
			r := Result{State: 1, ETag: fmt.Sprintf(`"%d"`, round)}
			if strings.HasPrefix(it.URL, "https://h7/") { // is visited again, much later
				r.Next = t0.Add(1000 * time.Hour)
			}
			done(t, f, it, r)
		}
		tidyAll(t, f)
		most = max(most, f.Stats().Log)
	}
	if most > 60<<10 {
		t.Errorf("the log had up to %d bytes for what needs some 10 KB", most)
	}
	if n := len(logFiles(t, dir)); n > 8 {
		t.Errorf("%d files", n)
	}
	crash(t, f)
	f = open(t, dir, Options{Segment: 8 << 10})
	n := 0
	for now = t0.Add(1000 * time.Hour); ; now = now.Add(time.Second) {
		it, ok := next(t, f, now)
		if !ok {
			break
		}
		if n++; it.Host != "h7" || it.Title != "خبر" || it.ETag == "" || it.Visit != 1 {
			t.Errorf("%+v", it)
		}
		done(t, f, it, Result{State: 1})
	}
	if n != 60 || f.Stats().Known != 6000 {
		t.Errorf("%d came again, want 60; %d known", n, f.Stats().Known)
	}
}

// A log in which all is of use is copied once and then left alone until it has
// doubled.
func TestFullLogIsNotCopiedForEver(t *testing.T) {
	f := open(t, t.TempDir(), Options{Segment: 4 << 10})
	for i := range 500 {
		add(t, f, page("h", i))
	}
	size := f.Stats().Log
	for range 20 {
		tidyAll(t, f)
	}
	if got := f.Stats().Log; got > size+size/10 || f.pass != nil {
		t.Errorf("%d bytes became %d", size, got)
	}
}

// The process dies at any step of a pass, and table and log grow meanwhile.
func TestTidyingSurvivesACrashAtEachStep(t *testing.T) {
	dir := t.TempDir()
	o := Options{Segment: 4 << 10, Expect: 1000}
	f := open(t, dir, o)
	rnd := rand.New(rand.NewPCG(3, 4))
	n, tags := 0, map[string]string{}
	for range 3000 {
		switch rnd.IntN(6) {
		case 0, 1:
			it := page(fmt.Sprintf("h%d", n%50), n)
			add(t, f, it)
			tags[it.URL] = ""
			n++
		case 2:
			if it, ok := next(t, f, t0); ok {
				r := Result{State: 1, ETag: fmt.Sprint(rnd.IntN(1e9)), Next: t0.Add(99 * time.Hour)}
				if tags[it.URL] = r.ETag; rnd.IntN(3) == 0 {
					r.Next = time.Time{}
					delete(tags, it.URL)
				}
				done(t, f, it, r)
			}
		case 3, 4:
			if _, err := f.Tidy(); err != nil {
				t.Fatal(err)
			}
		case 5:
			if rnd.IntN(4) == 0 {
				crash(t, f)
				f = open(t, dir, o)
			}
		}
	}
	tidyAll(t, f)
	crash(t, f)
	f = open(t, dir, o)
	for now := t0.Add(99 * time.Hour); ; {
		it, ok := next(t, f, now)
		if !ok {
			break
		}
		if want, ok := tags[it.URL]; !ok || it.ETag != want {
			t.Errorf("%s has validator %q, want %q, %v", it.URL, it.ETag, want, ok)
		}
		delete(tags, it.URL)
		done(t, f, it, Result{State: 1})
	}
	if len(tags) > 0 {
		t.Errorf("%d of %d are lost", len(tags), n)
	}
	if s := f.Stats(); s.Known != int64(n) {
		t.Errorf("known %d, want %d", s.Known, n)
	}
}

// tidyForEver adds, visits and tidies, and says on standard output what is on
// file, until it is killed.
func tidyForEver(dir, life string) {
	f, err := Open(dir, Options{Segment: 16 << 10, Expect: 1000})
	for i := 0; err == nil; i++ {
		it := page(fmt.Sprintf("h%d", i%40), i)
		it.URL += "-" + life
		if _, err = f.Add(it, 1); err != nil {
			break
		}
		fmt.Println("added", it.URL)
		var got Item
		var ok bool
		if got, ok, _, err = f.Next(t0); ok && err == nil {
			r := Result{State: 1, ETag: got.URL}
			if i%4 == 0 {
				r.Next = t0.Add(99 * time.Hour)
			}
			if err = f.Done(got, r); err == nil && i%4 == 0 {
				fmt.Println("again", got.URL)
			}
		}
		if err == nil {
			_, err = f.Tidy()
		}
	}
	fmt.Println("error", err)
}

func TestTidyingSurvivesSIGKILL(t *testing.T) {
	dir := t.TempDir()
	added, again := map[string]bool{}, map[string]bool{}
	for life := range 5 {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), "MARSAD_TIDY_DIR="+dir, "MARSAD_TIDY_LIFE="+strconv.Itoa(life))
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		// Killed after so many words of it, not after a time: a slow machine
		// gets as far. The pipe holds what it said last.
		lines := bufio.NewScanner(out)
		for n := 0; lines.Scan(); n++ {
			if n == 600+137*life {
				_ = cmd.Process.Signal(os.Kill)
			}
			word, u, _ := strings.Cut(lines.Text(), " ")
			switch word {
			case "added":
				added[u] = true
			case "again":
				again[u] = true
			default:
				t.Fatal(lines.Text())
			}
		}
		_, _ = io.Copy(io.Discard, out)
		_ = cmd.Wait()
	}
	f := open(t, dir, Options{Segment: 16 << 10})
	tidyAll(t, f)
	for u := range added {
		if ok, err := f.Known(u); !ok || err != nil {
			t.Fatalf("%s was on file and is not known: %v", u, err)
		}
	}
	now := t0.Add(99 * time.Hour)
	for {
		it, ok := next(t, f, now)
		if !ok {
			break
		}
		if again[it.URL] && it.ETag != it.URL {
			t.Errorf("%s lost its validator: %q", it.URL, it.ETag)
		}
		delete(again, it.URL)
		done(t, f, it, Result{State: 2})
	}
	if len(again) > 0 {
		t.Errorf("%d visits are lost", len(again))
	}
	if size := f.Stats().Log; size > 1<<20 {
		t.Errorf("the log has %d bytes", size)
	}
	t.Logf("%d addresses over 5 lives, log of %d bytes", len(added), f.Stats().Log)
}

func TestWhatNoDoorNamesIsForgotten(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, Options{Forget: 30 * 24 * time.Hour})
	now := t0
	for day := range 400 {
		for i := range 10 {
			it := page(fmt.Sprintf("h%d", i), day)
			it.Found, it.Due = now, now
			if day == 0 && i == 0 {
				it.Due = now.Add(5000 * 24 * time.Hour) // still to be visited: never forgotten
			}
			add(t, f, it)
		}
		for {
			it, ok := next(t, f, now)
			if !ok {
				break
			}
			done(t, f, it, Result{State: 1})
		}
		now = now.Add(24 * time.Hour)
	}
	s := f.Stats()
	if s.Known >= 1300 || s.Known < 300 || f.tab.bits != minBits {
		t.Errorf("%d known of 4000, %d bits", s.Known, f.tab.bits)
	}
	if sum := s.States[0] + s.States[1]; sum != s.Known || s.States[0] != 1 {
		t.Errorf("dispositions %d, known %d", sum, s.Known)
	}
	for day := 375; day < 400; day++ {
		for i := range 10 {
			if ok, err := f.Known(fmt.Sprintf("https://h%d/story/%d", i, day)); !ok || err != nil {
				t.Fatalf("day %d is forgotten: %v", day, err)
			}
		}
	}
	if ok, _ := f.Known("https://h0/story/0"); !ok {
		t.Error("what waits is forgotten")
	}
}
