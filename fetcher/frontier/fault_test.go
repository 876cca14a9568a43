package frontier

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// full makes the log refuse what is written to it, as a full disk does, until
// the function that it returns is called.
func full(t *testing.T, f *Frontier) (free func()) {
	t.Helper()
	last := &f.log.segs[len(f.log.segs)-1]
	was := last.f
	r, err := os.Open(was.Name())
	if err != nil {
		t.Fatal(err)
	}
	last.f = r
	return func() {
		_ = r.Close()
		last.f = was
	}
}

func TestAVisitThatCannotBeSettledComesAgain(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir, Options{})
	add(t, f, page("a", 1))
	it, _ := next(t, f, t0)
	free := full(t, f)
	if f.Done(it, Result{State: 1, ETag: `"1"`, Next: t0.Add(24 * time.Hour)}) == nil {
		t.Fatal("settled on a full disk")
	}
	free()
	if _, ok := next(t, f, t0.Add(time.Second)); ok {
		t.Error("again at once")
	}
	it, ok := next(t, f, t0.Add(2*retry))
	if !ok || it.Visit != 0 {
		t.Fatalf("%+v, %v", it, ok)
	}
	free = full(t, f)
	if f.Done(it, Result{State: 1, ETag: `"1"`, Next: t0.Add(24 * time.Hour)}) == nil {
		t.Fatal("settled on a full disk")
	}
	free()
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	f = open(t, dir, Options{})
	if _, ok := next(t, f, t0.Add(3*time.Hour)); !ok {
		t.Error("lost by a close in good order")
	}
}

// An address whose text is gone, as after a loss of power, costs nothing but
// itself, and not for ever: it is found anew.
func TestALostTextIsFoundAnew(t *testing.T) {
	for _, clean := range []bool{true, false} {
		dir := t.TempDir()
		f := open(t, dir, Options{})
		add(t, f, page("a", 1))
		at := f.log.end
		add(t, f, page("b", 2))
		add(t, f, page("c", 3))
		file := filepath.Join(dir, logName+logEnd)
		var err error
		if clean {
			err = f.Close()
		} else {
			crash(t, f)
		}
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		b[at+20] ^= 0xff
		if err := os.WriteFile(file, b, 0o644); err != nil {
			t.Fatal(err)
		}
		f = open(t, dir, Options{})
		got := map[string]bool{}
		for range 5 {
			it, ok, _, _ := f.Next(t0)
			if ok {
				got[it.Host] = true
			}
		}
		if !got["a"] || got["b"] || !got["c"] {
			t.Errorf("clean %t: %v", clean, got)
		}
		if known, _ := f.Known(page("b", 2).URL); known {
			t.Errorf("clean %t: still known", clean)
		}
		if !add(t, f, page("b", 2)) || add(t, f, page("b", 2)) {
			t.Errorf("clean %t: not found anew once", clean)
		}
		if it, ok := next(t, f, t0); !ok || it.Host != "b" {
			t.Errorf("clean %t: %+v, %v", clean, it, ok)
		}
		if s := f.Stats(); s.Known != 3 || s.States[0] != 3 || s.Lost != 1 {
			t.Errorf("clean %t: %+v", clean, s)
		}
	}
}

func TestATableKilledWhileItWasMadeIsMade(t *testing.T) {
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "known.tab"), make([]byte, headSize+(1<<minBits+overflow)*slotSize), 0o644); err != nil {
		t.Fatal(err)
	}
	f := open(t, dir, Options{})
	if !add(t, f, page("a", 1)) {
		t.Error("not added")
	}
}

func TestAClockThatWasAheadMakesNothingForgotten(t *testing.T) {
	f := open(t, t.TempDir(), Options{Forget: 24 * time.Hour})
	next(t, f, t0.Add(10_000*time.Hour)) // and then it is set right
	next(t, f, t0)
	it := page("a", 1)
	add(t, f, it)
	it, _ = next(t, f, t0)
	done(t, f, it, Result{State: 1})
	for n := range 1000 {
		add(t, f, page("b", n))
	}
	if known, err := f.Known(it.URL); err != nil || !known {
		t.Errorf("known %t, %v", known, err)
	}
}

// Whoever asks again when Next says must not be kept busy by a disk that fails.
func TestAFaultIsNotAskedAboutAtOnce(t *testing.T) {
	f := open(t, t.TempDir(), Options{})
	add(t, f, page("a", 1))
	was := f.tab.f
	var err error
	if f.tab.f, err = os.OpenFile(was.Name(), os.O_WRONLY, 0); err != nil {
		t.Fatal(err)
	}
	_, ok, again, err := f.Next(t0)
	_ = f.tab.f.Close()
	f.tab.f = was
	if ok || err == nil || again.Before(t0.Add(time.Second)) {
		t.Errorf("%v, again %s, %v", ok, again, err)
	}
	if _, ok := next(t, f, t0.Add(2*retry)); !ok {
		t.Error("lost")
	}
}
