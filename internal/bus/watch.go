package bus

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// atomicConsumer is a consumer handle that recovery may replace under the
// loops that use it.
type atomicConsumer struct{ v atomic.Value }

func (a *atomicConsumer) Load() jetstream.Consumer   { return a.v.Load().(box).c }
func (a *atomicConsumer) Store(c jetstream.Consumer) { a.v.Store(box{c}) }

// box gives every stored value the same concrete type, which [atomic.Value]
// demands.
type box struct{ c jetstream.Consumer }

// watch notices a consumer that has work and does none.
type watch struct {
	limit time.Duration
	mu    sync.Mutex
	last  time.Time // something was settled, or there was nothing to do
	err   error     // why the broker could not be asked
}

func newWatch(limit time.Duration) *watch { return &watch{limit: limit, last: time.Now()} }

func (w *watch) progress() {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.last = time.Now()
}

func (w *watch) note(err error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.err = err
}

// stalled says why the consumer is not to be trusted with work, or nil.
func (w *watch) stalled() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if since := time.Since(w.last); since > w.limit {
		return fmt.Errorf("work is pending and none was done for %s", since.Round(time.Second))
	}
	return w.err
}

// monitorEvery is how often a consumer's state is asked for: it goes through
// the meta leader of a cluster, so never per message.
const monitorEvery = 5 * time.Second

// monitor keeps the observer informed of what waits, and recreates a consumer
// that the broker forgot.
func (r *runner) monitor(ctx context.Context) error {
	t := time.NewTicker(monitorEvery)
	defer t.Stop()
	for {
		r.check(ctx)
		select {
		case <-ctx.Done():
			return nil
		case <-t.C:
		}
	}
}

func (r *runner) check(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, monitorEvery)
	defer cancel()
	info, err := r.cons.Load().Info(ctx)
	if errors.Is(err, jetstream.ErrConsumerNotFound) {
		err = r.bind(ctx)
		r.watch.note(err)
		return
	}
	r.watch.note(err)
	if err != nil {
		return
	}
	waiting := info.NumPending + uint64(info.NumAckPending)
	if waiting == 0 || info.NumPending == 0 && r.delayed(info) {
		r.watch.progress()
	}
	r.c.Observe.Pending(waiting, r.oldest(ctx, info, waiting))
}

// delayed reports that everything outstanding waits for a retry that was put
// off on purpose: no handler holds it.
func (r *runner) delayed(info *jetstream.ConsumerInfo) bool {
	return info.NumRedelivered >= info.NumAckPending
}

// oldest is the age of the first message behind the acknowledged ones.
func (r *runner) oldest(ctx context.Context, info *jetstream.ConsumerInfo, waiting uint64) time.Duration {
	if waiting == 0 {
		return 0
	}
	s, err := r.bus.js.Stream(ctx, r.bus.Name(r.c.Stream))
	if err != nil {
		return 0
	}
	m, err := s.GetMsg(ctx, info.AckFloor.Stream+1, jetstream.WithGetMsgSubject(">"))
	if err != nil {
		return 0
	}
	return time.Since(m.Time)
}

// Ready says whether every running consumer does the work that it has, and
// whether the broker can be reached; it names the first that does not.
func (b *Bus) Ready() error {
	if err := b.Connected(); err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	for name, w := range b.watches {
		if err := w.stalled(); err != nil {
			return fmt.Errorf("consumer %s: %w", name, err)
		}
	}
	return nil
}

func (b *Bus) register(w *watch, name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.watches == nil {
		b.watches = make(map[string]*watch)
	}
	b.watches[name] = w
}

func (b *Bus) unregister(name string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.watches, name)
}
