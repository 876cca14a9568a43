package bus_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/bus/bustest"
)

// consume runs h in the background and stops it with the test.
func consume(t *testing.T, b *bus.Bus, c bus.Consumer, h bus.Handler) {
	t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- b.Consume(ctx, c, h) }()
	t.Cleanup(func() {
		cancel()
		if err := <-done; err != nil {
			t.Errorf("Consume ended with %v", err)
		}
	})
}

func eventually(t *testing.T, what string, ok func() bool) {
	t.Helper()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		if ok() {
			return
		}
	}
	t.Fatalf("waited 20s in vain: %s", what)
}

func publish(t *testing.T, b *bus.Bus, subject, id string, v any) {
	t.Helper()
	if err := b.Publish(t.Context(), subject, id, v); err != nil {
		t.Fatal(err)
	}
}

func letters(t *testing.T, b *bus.Bus) []bus.Letter {
	t.Helper()
	var ls []bus.Letter
	if err := b.DeadLetters(t.Context(), func(l bus.Letter) bool { ls = append(ls, l); return true }); err != nil {
		t.Fatal(err)
	}
	return ls
}

func pages(b *bus.Bus) bus.Consumer {
	return bus.Consumer{Stream: bus.Pages, Durable: "parser", Backoff: []time.Duration{10 * time.Millisecond, 10 * time.Millisecond}}
}

func TestConsumeDeliversEachMessage(t *testing.T) {
	t.Parallel()
	b := bustest.New(t)
	var got sync.Map
	consume(t, b, pages(b), func(_ context.Context, m bus.Message) error { got.Store(string(m.Data), true); return nil })
	for i := range 20 {
		publish(t, b, b.Subjects.Page("x"), fmt.Sprint(i), i)
	}
	eventually(t, "20 messages", func() bool {
		n := 0
		got.Range(func(any, any) bool { n++; return true })
		return n == 20
	})
}

func TestARepeatedIDIsStoredOnceEvenAfterARestart(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := bustest.At(t, dir, bus.Options{})
	publish(t, b, b.Subjects.Page("x"), "one", 1)
	publish(t, b, b.Subjects.Page("x"), "one", 1)
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
	b = bustest.At(t, dir, bus.Options{})
	publish(t, b, b.Subjects.Page("x"), "one", 1)
	publish(t, b, b.Subjects.Page("x"), "two", 2)
	var n atomic.Int32
	consume(t, b, pages(b), func(context.Context, bus.Message) error { n.Add(1); return nil })
	eventually(t, "two messages", func() bool { return n.Load() >= 2 })
	time.Sleep(100 * time.Millisecond)
	if n.Load() != 2 {
		t.Errorf("delivered %d messages, want 2", n.Load())
	}
}

func TestAFailingMessageIsRetriedThenParkedWhole(t *testing.T) {
	t.Parallel()
	b := bustest.New(t)
	var tries atomic.Int32
	consume(t, b, pages(b), func(_ context.Context, m bus.Message) error {
		if string(m.Data) == `"good"` {
			return nil
		}
		tries.Add(1)
		return errors.New("نفدت الذاكرة")
	})
	publish(t, b, b.Subjects.Page("x"), "bad", "bad")
	publish(t, b, b.Subjects.Page("x"), "good", "good")
	eventually(t, "a dead letter", func() bool { return len(letters(t, b)) == 1 })
	l := letters(t, b)[0]
	if l.Stage != "parser" || l.Reason != "retries_exhausted" || l.Subject != b.Subjects.Page("x") || string(l.Data) != `"bad"` {
		t.Errorf("letter is %+v", l)
	}
	if l.Cause != "نفدت الذاكرة" {
		t.Errorf("cause is %q", l.Cause)
	}
	if tries.Load() != 3 {
		t.Errorf("tried %d times, want 3: once and two retries", tries.Load())
	}
}

func TestPermanentErrorsAndPanicsAreParkedAtOnce(t *testing.T) {
	t.Parallel()
	b := bustest.New(t)
	consume(t, b, pages(b), func(_ context.Context, m bus.Message) error {
		if strings.Contains(string(m.Data), "panic") {
			panic("on purpose")
		}
		return bus.Permanent("undecodable", errors.New("not JSON"))
	})
	publish(t, b, b.Subjects.Page("x"), "1", "panic")
	publish(t, b, b.Subjects.Page("x"), "2", "other")
	eventually(t, "two dead letters", func() bool { return len(letters(t, b)) == 2 })
	reasons := []string{letters(t, b)[0].Reason, letters(t, b)[1].Reason}
	slices.Sort(reasons)
	if !slices.Equal(reasons, []string{"panic", "undecodable"}) {
		t.Errorf("reasons are %v", reasons)
	}
	for _, l := range letters(t, b) {
		if l.Attempts != 1 {
			t.Errorf("%s was tried %d times", l.Reason, l.Attempts)
		}
	}
}

func TestADeadLetterCanBeRetriedAndDropped(t *testing.T) {
	t.Parallel()
	b := bustest.New(t)
	var heal atomic.Bool
	var done atomic.Int32
	consume(t, b, pages(b), func(context.Context, bus.Message) error {
		if !heal.Load() {
			return bus.Permanent("undecodable", errors.New("not yet"))
		}
		done.Add(1)
		return nil
	})
	publish(t, b, b.Subjects.Page("x"), "1", "a")
	publish(t, b, b.Subjects.Page("x"), "2", "b")
	eventually(t, "two dead letters", func() bool { return len(letters(t, b)) == 2 })
	heal.Store(true)
	ls := letters(t, b)
	if err := b.Retry(t.Context(), ls[0].Seq); err != nil {
		t.Fatal(err)
	}
	if err := b.Drop(t.Context(), ls[1].Seq); err != nil {
		t.Fatal(err)
	}
	eventually(t, "the retried message is done", func() bool { return done.Load() == 1 && len(letters(t, b)) == 0 })
}

func TestOneBadMessageDoesNotHoldUpItsBatch(t *testing.T) {
	t.Parallel()
	b := bustest.New(t)
	for i := range 10 {
		publish(t, b, b.Subjects.Page("x"), fmt.Sprint(i), i)
	}
	var good atomic.Int32
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	c := pages(b)
	c.Batch = 10
	go func() {
		done <- b.ConsumeBatch(ctx, c, func(_ context.Context, ms []bus.Message) error {
			for _, m := range ms {
				if string(m.Data) == "3" {
					return bus.Permanent("refused", errors.New("three"))
				}
			}
			good.Add(int32(len(ms)))
			return nil
		})
	}()
	eventually(t, "nine good, one parked", func() bool { return good.Load() == 9 && len(letters(t, b)) == 1 })
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestJobsHoldOneOutstandingPerURL(t *testing.T) {
	t.Parallel()
	b := bustest.New(t)
	job := b.Subjects.Job("0", "a.example", "https://a.example/1")
	publish(t, b, job, "", 1)
	if err := b.Publish(t.Context(), job, "", 2); !errors.Is(err, bus.ErrOutstanding) {
		t.Fatalf("second job: %v, want ErrOutstanding", err)
	}
	var n atomic.Int32
	consume(t, b, bus.Consumer{Stream: bus.Jobs, Durable: "fetcher"}, func(context.Context, bus.Message) error { n.Add(1); return nil })
	eventually(t, "the job is done", func() bool { return n.Load() == 1 })
	eventually(t, "the key is free again", func() bool { return b.Publish(t.Context(), job, "", 3) == nil })
}

func TestAFullStreamRefusesAndDropsNothing(t *testing.T) {
	t.Parallel()
	b := bustest.At(t, t.TempDir(), bus.Options{Retain: bus.Retain{Bytes: 100 << 10}})
	body := strings.Repeat("ق", 10<<10)
	var err error
	stored := 0
	for i := 0; i < 20 && err == nil; i++ {
		if err = b.Publish(t.Context(), b.Subjects.Page("x"), fmt.Sprint(i), body); err == nil {
			stored++
		}
	}
	if !errors.Is(err, bus.ErrFull) {
		t.Fatalf("after %d messages: %v, want ErrFull", stored, err)
	}
	var n atomic.Int32
	consume(t, b, pages(b), func(context.Context, bus.Message) error { n.Add(1); return nil })
	eventually(t, "what was stored is delivered", func() bool { return int(n.Load()) == stored })
}

func TestPublishAllIsIdempotent(t *testing.T) {
	t.Parallel()
	b, err := bus.Embed(t.Context(), bus.EmbedOptions{Dir: t.TempDir()}, bus.Options{}) // every write synced: batches are atomic
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() }) // its directory goes anyway
	outs := make([]bus.Out, 50)
	for i := range outs {
		outs[i] = bus.Out{Subject: b.Subjects.All("pages")[:len("marsad.pages")] + fmt.Sprintf(".s%d", i), ID: fmt.Sprint(i), Value: i}
	}
	if err := b.PublishAll(t.Context(), outs[:30]); err != nil { // one atomic batch
		t.Fatal(err)
	}
	if err := b.PublishAll(t.Context(), outs); err != nil { // overlaps it: refused as a batch, stored one by one
		t.Fatal(err)
	}
	seen := map[string]int{}
	var mu sync.Mutex
	consume(t, b, pages(b), func(_ context.Context, m bus.Message) error {
		mu.Lock()
		defer mu.Unlock()
		seen[string(m.Data)]++
		return nil
	})
	eventually(t, "50 messages", func() bool { mu.Lock(); defer mu.Unlock(); return len(seen) == 50 })
	for k, n := range seen {
		if n != 1 {
			t.Errorf("message %s delivered %d times", k, n)
		}
	}
}

func TestAForgottenConsumerIsRecreated(t *testing.T) {
	t.Parallel()
	b := bustest.New(t)
	var n atomic.Int32
	consume(t, b, pages(b), func(context.Context, bus.Message) error { n.Add(1); return nil })
	publish(t, b, b.Subjects.Page("x"), "1", 1)
	eventually(t, "the first message", func() bool { return n.Load() == 1 })
	if err := bus.Forget(t.Context(), b, bus.Pages, "parser"); err != nil {
		t.Fatal(err)
	}
	publish(t, b, b.Subjects.Page("x"), "2", 2)
	eventually(t, "delivery goes on", func() bool { return n.Load() >= 3 }) // a new consumer starts over: at least once
}

func TestAWorkerThatDoesNothingIsNotReady(t *testing.T) {
	t.Parallel()
	b := bustest.New(t)
	release := make(chan struct{})
	c := pages(b)
	c.AckWait = 300 * time.Millisecond
	consume(t, b, c, func(context.Context, bus.Message) error { <-release; return nil })
	if err := b.Ready(); err != nil {
		t.Fatalf("idle: %v", err)
	}
	publish(t, b, b.Subjects.Page("x"), "1", 1)
	eventually(t, "readiness fails", func() bool { return b.Ready() != nil })
	close(release)
	eventually(t, "readiness is back", func() bool { return b.Ready() == nil })
}

func TestTrimRemovesWhatIsDoneAndNothingElse(t *testing.T) {
	t.Parallel()
	b := bustest.At(t, t.TempDir(), bus.Options{Retain: bus.Retain{Dedup: 200 * time.Millisecond}})
	for i := range 10 {
		publish(t, b, b.Subjects.Page("x"), fmt.Sprint(i), i)
	}
	if err := bus.TrimNow(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if got := bus.Count(t, b, bus.Pages); got != 10 {
		t.Fatalf("without its consumer %d messages are left, want 10", got)
	}
	var n atomic.Int32
	hold := make(chan struct{})
	consume(t, b, pages(b), func(_ context.Context, m bus.Message) error {
		if n.Add(1) > 6 {
			<-hold
		}
		return nil
	})
	eventually(t, "six are done", func() bool { return n.Load() == 7 })
	time.Sleep(500 * time.Millisecond) // the window passes, the acknowledgements settle
	if err := bus.TrimNow(t.Context(), b); err != nil {
		t.Fatal(err)
	}
	if got := bus.Count(t, b, bus.Pages); got != 4 {
		t.Errorf("%d messages are left, want the 4 that are not done", got)
	}
	close(hold)
}

func TestKVComparesAndSets(t *testing.T) {
	t.Parallel()
	b := bustest.New(t)
	kv, err := b.KV(t.Context(), "hosts", 0)
	if err != nil {
		t.Fatal(err)
	}
	const key = "مثال.example:443/a b"
	rev, err := kv.Put(t.Context(), key, []byte("1"), 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := kv.Put(t.Context(), key, []byte("x"), 0); !errors.Is(err, bus.ErrConflict) {
		t.Errorf("creating twice: %v", err)
	}
	if _, err := kv.Put(t.Context(), key, []byte("2"), rev); err != nil {
		t.Error(err)
	}
	if _, err := kv.Put(t.Context(), key, []byte("x"), rev); !errors.Is(err, bus.ErrConflict) {
		t.Errorf("with an old revision: %v", err)
	}
	var keys []string
	if err := kv.Each(t.Context(), func(k string, v []byte) bool { keys = append(keys, k+"="+string(v)); return true }); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(keys, []string{key + "=2"}) {
		t.Errorf("table holds %q", keys)
	}
}

func TestALeaseHasOneHolder(t *testing.T) {
	t.Parallel()
	b := bustest.New(t)
	kv, err := b.KV(t.Context(), "leases", time.Second)
	if err != nil {
		t.Fatal(err)
	}
	hold := func(owner string) bool {
		ok, err := kv.Hold(t.Context(), "trimmer", owner)
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	if !hold("a") || hold("b") || !hold("a") {
		t.Fatal("a must hold the lease, renew it, and keep b out")
	}
	eventually(t, "the lease ends", func() bool { return hold("b") })
	if hold("a") {
		t.Error("two hold the lease")
	}
}

func TestFollowReplaysFromATimeThenLive(t *testing.T) {
	t.Parallel()
	b := bustest.New(t)
	iraq, syria := "marsad.claims.v1.irq.usa.presence.denied.x", "marsad.claims.v1.syr.usa.presence.affirmed.x"
	publish(t, b, iraq, "1", "old")
	time.Sleep(50 * time.Millisecond)
	since := time.Now()
	publish(t, b, iraq, "2", "replayed")
	publish(t, b, syria, "3", "elsewhere")
	got := make(chan string, 10)
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() {
		done <- b.Follow(ctx, bus.Tail{Stream: bus.Claims, Filter: []string{b.Subjects.All("claims", "v1", "irq")}, Since: since},
			func(m bus.Message) error { got <- string(m.Data); return nil })
	}()
	if first := <-got; first != `"replayed"` {
		t.Errorf("first is %s", first)
	}
	publish(t, b, iraq, "4", "live")
	if next := <-got; next != `"live"` {
		t.Errorf("next is %s", next)
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestDialSharesTheStreamsOfAnotherProcess(t *testing.T) {
	t.Parallel()
	host, err := bus.Embed(t.Context(), bus.EmbedOptions{Dir: t.TempDir(), ProcessOnly: true, Host: "127.0.0.1", Port: -1}, bus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = host.Close() }) // its directory goes anyway
	b, err := bus.Dial(t.Context(), bus.DialOptions{URL: host.URL()}, bus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	publish(t, b, b.Subjects.Page("x"), "1", "over a socket")
	got := make(chan string, 1)
	consume(t, host, pages(host), func(_ context.Context, m bus.Message) error { got <- string(m.Data); return nil })
	if m := <-got; m != `"over a socket"` {
		t.Errorf("got %s", m)
	}
}

func TestDialSaysWhatItCannotReach(t *testing.T) {
	t.Parallel()
	_, err := bus.Dial(t.Context(), bus.DialOptions{URL: "nats://127.0.0.1:1", Wait: 300 * time.Millisecond}, bus.Options{})
	if err == nil || !strings.Contains(err.Error(), "nats://127.0.0.1:1") {
		t.Errorf("got %v", err)
	}
}
