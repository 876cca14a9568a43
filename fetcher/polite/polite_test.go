package polite

import (
	"context"
	"encoding/json"
	"errors"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"
)

var t0 = time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)

func TestInterval(t *testing.T) {
	p := Defaults()
	for _, tt := range []struct {
		name string
		c    Clock
		want time.Duration
	}{
		{"fresh", Clock{}, 5 * time.Second},
		{"crawl-delay", Clock{Delay: 30 * time.Second}, 30 * time.Second},
		{"crawl-delay shorter than ours", Clock{Delay: time.Second}, 5 * time.Second},
		{"crawl-delay clamped", Clock{Delay: time.Hour}, 120 * time.Second},
		{"slow answers", Clock{Mean: 4 * time.Second}, 8 * time.Second},
		{"very slow answers", Clock{Mean: 10 * time.Minute}, 120 * time.Second},
		{"source asks for more", Clock{Base: 20 * time.Second}, 20 * time.Second},
		{"source asks for less", Clock{Base: time.Second}, 5 * time.Second},
		{"source is allowed less", Clock{Base: time.Second, Floor: true}, time.Second},
		{"allowed less, crawl-delay says more", Clock{Base: time.Second, Floor: true, Delay: 7 * time.Second}, 7 * time.Second},
	} {
		if got := tt.c.Interval(&p); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

func TestBackOffDoublesAndIsForgiven(t *testing.T) {
	p := Defaults()
	var c Clock
	now := t0
	for i, want := range []time.Duration{1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 1440, 1440} {
		if !c.Done(&p, Outcome{At: now, Status: 429}, 0) {
			t.Error("a back-off must outlive a crash")
		}
		if got := c.Until.Sub(now); got != want*time.Minute || c.Cause != Throttled {
			t.Fatalf("step %d: %s, want %d min", i, got, want)
		}
		now = c.Until.Add(time.Minute)
	}
	if c.Done(&p, Outcome{At: c.Until.Add(29 * time.Minute), Status: 200}, 0); c.Back == 0 {
		t.Error("forgiven too soon")
	}
	if c.Done(&p, Outcome{At: c.Until.Add(31 * time.Minute), Status: 200}, 0); c.Back != 0 {
		t.Error("not forgiven")
	}
	c.Done(&p, Outcome{At: now, Status: 503}, 0.999)
	if got := c.Until.Sub(now); got <= time.Minute || got > 66*time.Second {
		t.Errorf("jitter: %s", got)
	}
}

func TestRetryAfterIsHonoured(t *testing.T) {
	p := Defaults()
	for _, tt := range []struct{ named, want time.Duration }{{time.Second, time.Second}, {time.Hour, time.Hour}, {99 * time.Hour, 24 * time.Hour}} {
		var c Clock
		c.Done(&p, Outcome{At: t0, Status: 503, RetryAfter: tt.named}, 0.5)
		if got := c.Until.Sub(t0); got != tt.want || c.Cause != RetryAfter {
			t.Errorf("named %s: %s by %s", tt.named, got, c.Cause)
		}
	}
	var c Clock
	if c.Done(&p, Outcome{At: t0, Status: 429, RetryAfter: time.Second}, 0); c.Ready() != t0.Add(5*time.Second) {
		t.Errorf("a short Retry-After must not shorten the interval: %s", c.Ready().Sub(t0))
	}
}

func TestPauseCountsFromTheEndOfTheAnswer(t *testing.T) {
	p := Defaults()
	var c Clock
	c.Done(&p, Outcome{At: t0, End: t0.Add(9 * time.Second), Took: time.Second, Status: 200}, 0)
	if got := c.Ready().Sub(t0); got != 14*time.Second {
		t.Errorf("a long body: next after %s", got)
	}
	c = Clock{}
	c.Done(&p, Outcome{At: t0, Took: time.Second, Status: 200}, 0)
	if got := c.Ready().Sub(t0); got != 5*time.Second {
		t.Errorf("next after %s", got)
	}
	if !c.Done(&p, Outcome{At: t0, NoConnect: true}, 0) || c.Ready() != t0.Add(10*time.Minute) {
		t.Errorf("no connection: next after %s", c.Ready().Sub(t0))
	}
}

func TestMeanIsSmoothed(t *testing.T) {
	p := Defaults()
	c := Clock{Mean: 4 * time.Second}
	c.Done(&p, Outcome{At: t0, Took: 8 * time.Second, Status: 200}, 0)
	if c.Mean != 5*time.Second {
		t.Errorf("mean %s", c.Mean)
	}
	if c.Done(&p, Outcome{At: t0, Took: 30 * time.Second}, 0); c.Mean != 5*time.Second {
		t.Error("a time-out without an answer is no response time")
	}
}

func TestClockSurvivesStorage(t *testing.T) {
	c := Clock{Next: t0, Delay: 7 * time.Second, Mean: time.Second, Back: time.Minute, Until: t0.Add(time.Hour), Cause: Throttled}
	data, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	var got Clock
	if err := json.Unmarshal(data, &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(c, got); d != "" {
		t.Error(d)
	}
}

// shelf is a Keeper in memory with revisions.
type shelf struct {
	mu    sync.Mutex
	rows  map[string]Clock
	saves int
	down  bool
}

var errStale = errors.New("stale")

func (s *shelf) Load(_ context.Context, host string) (Clock, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.rows[host], nil
}

func (s *shelf) Save(_ context.Context, host string, c Clock) (Clock, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.down {
		return c, errors.New("away")
	}
	if s.rows[host].Rev != c.Rev {
		return c, errStale
	}
	c.Rev++
	s.rows[host] = c
	s.saves++
	return c, nil
}

func TestGateSpacesOneHostOnly(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g, start := NewGate(Defaults(), nil), time.Now()
		for i, step := range []struct {
			host string
			at   time.Duration
		}{{"a", 0}, {"b", 0}, {"a", 5 * time.Second}, {"a", 10 * time.Second}, {"b", 10 * time.Second}} {
			turn, err := g.Wait(t.Context(), step.host, time.Minute)
			if err != nil {
				t.Fatal(err)
			}
			if got := time.Since(start); got != step.at {
				t.Errorf("step %d: %s at %s, want %s", i, step.host, got, step.at)
			}
			if err := turn.Done(t.Context(), Outcome{At: time.Now(), Status: 200}); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestGateLetsOneIn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(Defaults(), nil)
		var mu sync.Mutex
		var starts []time.Duration
		inside, begin := 0, time.Now()
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				turn, err := g.Wait(t.Context(), "a", time.Hour)
				if err != nil {
					t.Error(err)
					return
				}
				mu.Lock()
				inside++
				if inside != 1 {
					t.Error("two requests to one host at a time")
				}
				starts = append(starts, time.Since(begin))
				mu.Unlock()
				time.Sleep(time.Second)
				mu.Lock()
				inside--
				mu.Unlock()
				_ = turn.Done(t.Context(), Outcome{At: time.Now(), Status: 200, Took: time.Second})
				_ = turn.Done(t.Context(), Outcome{At: time.Now()}) // the second has no effect
			})
		}
		wg.Wait()
		s := time.Second
		if d := cmp.Diff([]time.Duration{0, 6 * s, 12 * s, 18 * s, 24 * s}, starts); d != "" {
			t.Error(d)
		}
	})
}

func TestGateImpatienceAndCancel(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(Defaults(), nil)
		turn, _ := g.Wait(t.Context(), "a", 0)
		_ = turn.Done(t.Context(), Outcome{At: time.Now(), Status: 429, RetryAfter: time.Hour})
		var b *BlockedError
		if _, err := g.Wait(t.Context(), "a", time.Minute); !errors.As(err, &b) || b.Cause != RetryAfter || time.Until(b.Until) != time.Hour {
			t.Errorf("got %v", err)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if _, err := g.Wait(ctx, "a", 2*time.Hour); !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("got %v", err)
		}
		turn, err := g.Wait(t.Context(), "a", 2*time.Hour)
		if err != nil {
			t.Fatalf("a turn was lost: %v", err)
		}
		turn.Cancel()
		if turn, err = g.Wait(t.Context(), "a", 0); err != nil {
			t.Errorf("a turn without a request costs nothing: %v", err)
		}
		turn.Cancel()
	})
}

func TestRestartForgetsNoDelayAndNoBlock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{rows: map[string]Clock{}}
		g := NewGate(Defaults(), s)
		slow, _ := g.Wait(t.Context(), "slow", 0)
		_ = slow.Done(t.Context(), Outcome{At: time.Now(), Status: 200})
		if err := g.SetDelay(t.Context(), "slow", 40*time.Second); err != nil {
			t.Fatal(err)
		}
		if got := time.Until(g.Ready("slow")); got != 40*time.Second {
			t.Errorf("the pause under way is %s", got)
		}
		bad, _ := g.Wait(t.Context(), "bad", 0)
		_ = bad.Done(t.Context(), Outcome{At: time.Now(), Status: 503})
		plain, _ := g.Wait(t.Context(), "plain", 0)
		_ = plain.Done(t.Context(), Outcome{At: time.Now(), Status: 200})

		time.Sleep(time.Second) // killed and started again
		start := time.Now()
		g = NewGate(Defaults(), s)
		g.TakenOver(func(string) time.Time { return start })
		for host, least := range map[string]time.Duration{"slow": 40 * time.Second, "bad": 59 * time.Second, "plain": 5 * time.Second} {
			var b *BlockedError
			if _, err := g.Wait(t.Context(), host, 0); !errors.As(err, &b) || b.Until.Sub(start) < least {
				t.Errorf("%s: %v, want at least %s", host, err, least)
			}
		}
	})
}

func TestStaleHolderCannotSave(t *testing.T) {
	s := &shelf{rows: map[string]Clock{}}
	old, young := NewGate(Defaults(), s), NewGate(Defaults(), s)
	a, _ := old.Wait(t.Context(), "a", 0)
	b, _ := young.Wait(t.Context(), "a", 0)
	if err := b.Done(t.Context(), Outcome{At: time.Now(), Status: 429}); err != nil {
		t.Fatal(err)
	}
	if err := a.Done(t.Context(), Outcome{At: time.Now(), Status: 429}); !errors.Is(err, errStale) {
		t.Errorf("got %v", err)
	}
}

func TestOrdinaryFetchesAreNotStored(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{rows: map[string]Clock{}}
		g := NewGate(Defaults(), s)
		for range 10 {
			turn, _ := g.Wait(t.Context(), "a", time.Minute)
			_ = turn.Done(t.Context(), Outcome{At: time.Now(), Took: 300 * time.Millisecond, Status: 200})
		}
		if s.saves != 0 {
			t.Errorf("%d writes for nothing new", s.saves)
		}
	})
}

func TestSweep(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		g := NewGate(Defaults(), nil)
		for _, h := range []string{"a", "b"} {
			turn, _ := g.Wait(t.Context(), h, 0)
			_ = turn.Done(t.Context(), Outcome{At: time.Now(), Status: 200})
		}
		held, _ := g.Wait(t.Context(), "b", time.Minute)
		time.Sleep(time.Hour)
		if left := g.Sweep(time.Now().Add(-time.Minute)); left != 1 {
			t.Errorf("%d left", left)
		}
		held.Cancel()
		g.Forget(func(string) bool { return false })
		if left := g.Sweep(time.Time{}); left != 0 {
			t.Errorf("%d left", left)
		}
	})
}

func TestClocksAreStoredOnceTheStoreIsBack(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{rows: map[string]Clock{}, down: true}
		g := NewGate(Defaults(), s)
		turn, _ := g.Wait(t.Context(), "a", 0)
		if err := turn.Done(t.Context(), Outcome{At: time.Now(), Status: 429, RetryAfter: time.Hour}); err == nil {
			t.Error("no error although nothing was stored")
		}
		if left := g.Flush(t.Context()); left != 1 {
			t.Errorf("%d left", left)
		}
		s.down = false
		if left := g.Flush(t.Context()); left != 0 || s.rows["a"].Cause != RetryAfter {
			t.Errorf("%d left, stored %+v", left, s.rows["a"])
		}
	})
}
