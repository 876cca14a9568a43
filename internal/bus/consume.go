package bus

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"golang.org/x/sync/errgroup"
)

// Message is what a handler sees of a delivery.
type Message struct {
	Subject string
	Data    []byte
	Attempt int       // 1 on the first delivery
	Stored  time.Time // when the broker stored it
	Seq     uint64    // in its stream
}

// Handler does the work of one message.
//
// A nil error acknowledges the message: everything downstream of it must have
// been acknowledged before. An error built with [Permanent] parks it on the
// dead stream. Any other error asks for redelivery after a delay. The handler
// must be safe to run twice on the same message.
type Handler func(ctx context.Context, m Message) error

// BatchHandler does the work of several messages at once: all or nothing. When
// it fails on more than one, each is tried alone, so that one bad message does
// not hold up the others.
type BatchHandler func(ctx context.Context, ms []Message) error

// Observer is told what happens to messages. [telemetry.Stage] is one.
type Observer interface {
	Begin()                                     // a message is being worked on
	End(outcome string, took time.Duration)     // done, retried or parked
	Parked(reason string)                       // why it was given up
	Pending(count uint64, oldest time.Duration) // what waits, and the age of the oldest of it
}

// The outcomes an Observer is told.
const (
	Done    = "done"
	Retried = "retried"
	Parked  = "parked"
)

// permanentError marks a failure that no retry can cure.
type permanentError struct {
	reason string
	err    error
}

func (e *permanentError) Error() string { return e.reason + ": " + e.err.Error() }
func (e *permanentError) Unwrap() error { return e.err }

// Permanent wraps err so that the message is parked, not retried. The reason
// becomes a subject token and a metric label: take it from a fixed set.
func Permanent(reason string, err error) error { return &permanentError{reason, err} }

// retryError asks for redelivery after a delay of its own.
type retryError struct {
	after time.Duration
	err   error
}

func (e *retryError) Error() string { return e.err.Error() }
func (e *retryError) Unwrap() error { return e.err }

// RetryAfter wraps err so that the message comes back after d, however often
// it was tried, up to Consumer.Most deliveries: it says "not yet", not "failed".
func RetryAfter(d time.Duration, err error) error { return &retryError{d, err} }

// Consumer describes one durable consumer.
type Consumer struct {
	Stream  Stream
	Durable string          // also the stage's name on dead letters
	Filter  []string        // subjects; empty means all of the stream
	Workers int             // concurrent handlers; 0 means 1
	Batch   int             // messages handed to a BatchHandler at once; 0 means 1
	AckWait time.Duration   // longest a handler may stay silent; 0 means 30 s
	Backoff []time.Duration // one per retry, its length bounds the attempts; nil means 1 s, 10 s, 1 min, 5 min
	Most    int             // deliveries of one message, whatever came of them, before it is parked; 0 means the attempts and 6 for crashes
	Observe Observer        // nil observes nothing
}

func (c Consumer) withDefaults() Consumer {
	if c.Workers == 0 {
		c.Workers = 1
	}
	if c.Batch == 0 {
		c.Batch = 1
	}
	if c.AckWait == 0 {
		c.AckWait = 30 * time.Second
	}
	if c.Backoff == nil {
		c.Backoff = []time.Duration{time.Second, 10 * time.Second, time.Minute, 5 * time.Minute}
	}
	if c.Most == 0 {
		c.Most = len(c.Backoff) + 1 + maxCrashes
	}
	if c.Observe == nil {
		c.Observe = nobody{}
	}
	return c
}

// maxCrashes is how many deliveries of a message may end without a verdict: a
// few crashes of ours or of the broker are not the message's fault, more are.
const maxCrashes = 5

type nobody struct{}

func (nobody) Begin()                        {}
func (nobody) End(string, time.Duration)     {}
func (nobody) Parked(string)                 {}
func (nobody) Pending(uint64, time.Duration) {}

// Consume runs h on the messages of c until ctx ends; then the messages under
// way are finished and it returns nil. It outlives a broker that goes away and
// a consumer that the broker forgot.
func (b *Bus) Consume(ctx context.Context, c Consumer, h Handler) error {
	return b.ConsumeBatch(ctx, c, func(ctx context.Context, ms []Message) error { return h(ctx, ms[0]) })
}

// ConsumeBatch is [Bus.Consume] for a handler of several messages at once.
func (b *Bus) ConsumeBatch(ctx context.Context, c Consumer, h BatchHandler) error {
	c = c.withDefaults()
	r := &runner{bus: b, c: c, handle: h, watch: newWatch(2 * c.AckWait)}
	if err := r.bind(ctx); err != nil {
		return err
	}
	b.register(r.watch, c.Durable)
	defer b.unregister(c.Durable)
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error { return r.monitor(ctx) })
	for range c.Workers {
		g.Go(func() error { return r.loop(ctx) })
	}
	return g.Wait()
}

func (b *Bus) consumerConfig(c Consumer) jetstream.ConsumerConfig {
	return jetstream.ConsumerConfig{
		Durable:        c.Durable,
		FilterSubjects: c.Filter,
		AckPolicy:      jetstream.AckExplicitPolicy,
		AckWait:        c.AckWait,
		MaxDeliver:     -1,                           // settle parks; a limit here would drop without a trace
		MaxAckPending:  max(64, 4*c.Workers*c.Batch), // delayed retries occupy slots too
	}
}

// runner is one running consumer.
type runner struct {
	bus    *Bus
	c      Consumer
	handle BatchHandler
	watch  *watch
	cons   atomicConsumer
}

// bind creates the durable consumer, or finds it.
func (r *runner) bind(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 15*time.Second)
	defer cancel()
	cons, err := r.bus.js.CreateOrUpdateConsumer(ctx, r.bus.Name(r.c.Stream), r.bus.consumerConfig(r.c))
	if err != nil {
		return fmt.Errorf("create consumer %s: %w", r.c.Durable, err)
	}
	r.cons.Store(cons)
	return nil
}

// loop takes messages and works on them, one batch at a time. It holds no
// message that no handler is working on, so AckWait measures the handler and
// nothing else.
func (r *runner) loop(ctx context.Context) error {
	for ctx.Err() == nil {
		msgs, err := r.pull()
		if err != nil {
			r.recover(ctx, err)
			continue
		}
		if len(msgs) > 0 {
			r.work(ctx, msgs)
		}
	}
	return nil
}

// pull waits up to a second for a first message and takes what else is there.
func (r *runner) pull() ([]jetstream.Msg, error) {
	cons := r.cons.Load()
	first, err := cons.Next(jetstream.FetchMaxWait(time.Second))
	if errors.Is(err, nats.ErrTimeout) || errors.Is(err, jetstream.ErrNoMessages) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("pull %s: %w", r.c.Durable, err)
	}
	msgs := []jetstream.Msg{first}
	if r.c.Batch > 1 {
		more, err := cons.FetchNoWait(r.c.Batch - 1)
		if err != nil {
			return msgs, nil // the next pull tells what is wrong
		}
		for m := range more.Messages() {
			msgs = append(msgs, m)
		}
	}
	return msgs, nil
}

// recover waits a moment and creates the consumer anew if the broker forgot it.
func (r *runner) recover(ctx context.Context, cause error) {
	select {
	case <-ctx.Done():
		return
	case <-time.After(200*time.Millisecond + rand.N(300*time.Millisecond)):
	}
	if err := r.bind(ctx); err != nil && ctx.Err() == nil {
		r.bus.log.Warn("consumer is not available", "consumer", r.c.Durable, "cause", cause, "err", err)
	}
}

// work hands msgs to the handler and settles each. A batch that fails is tried
// message by message.
func (r *runner) work(ctx context.Context, msgs []jetstream.Msg) {
	ctx = context.WithoutCancel(ctx) // a started message is finished, not torn
	ms := make([]Message, 0, len(msgs))
	live := msgs[:0]
	for _, msg := range msgs {
		m, err := decode(msg)
		if err != nil {
			r.bus.log.Error("message without metadata", "consumer", r.c.Durable, "err", msg.TermWithReason("no metadata"))
			continue
		}
		if m.Attempt > r.c.Most { // earlier attempts ended without a verdict: a crash, or a failed park
			r.settle(ctx, msg, m, Permanent("no_verdict", errors.New("attempts used up")), time.Now())
			continue
		}
		ms, live = append(ms, m), append(live, msg)
	}
	if len(live) == 0 {
		return
	}
	start := time.Now()
	err := r.run(ctx, live, ms)
	if err == nil || len(live) == 1 {
		for i := range live {
			r.settle(ctx, live[i], ms[i], err, start)
		}
		return
	}
	for i := range live {
		start := time.Now()
		r.settle(ctx, live[i], ms[i], r.run(ctx, live[i:i+1], ms[i:i+1]), start)
	}
}

// run calls the handler with heartbeats, and turns a panic into an error: a
// message must never take the worker down.
func (r *runner) run(ctx context.Context, msgs []jetstream.Msg, ms []Message) (err error) {
	for range msgs {
		r.c.Observe.Begin()
	}
	stop := keepAlive(msgs, r.c.AckWait/3)
	defer stop()
	defer func() {
		if p := recover(); p != nil {
			err = Permanent("panic", fmt.Errorf("handler panicked: %v", p))
		}
	}()
	return r.handle(ctx, ms)
}

// settle is the one place where the fate of a message is decided.
func (r *runner) settle(ctx context.Context, msg jetstream.Msg, m Message, herr error, start time.Time) {
	var perm *permanentError
	var retry *retryError
	var outcome string
	var err error
	switch {
	case herr == nil:
		outcome, err = Done, msg.DoubleAck(ctx)
	case errors.As(herr, &perm):
		outcome, err = Parked, r.park(ctx, msg, m, perm.reason, herr)
	case errors.As(herr, &retry):
		outcome, err = Retried, msg.NakWithDelay(retry.after)
	case m.Attempt > len(r.c.Backoff):
		outcome, err = Parked, r.park(ctx, msg, m, "retries_exhausted", herr)
	default:
		outcome, err = Retried, msg.NakWithDelay(jitter(r.c.Backoff[m.Attempt-1]))
	}
	r.watch.progress()
	r.c.Observe.End(outcome, time.Since(start))
	if herr != nil {
		r.bus.log.Warn("message "+outcome, "consumer", r.c.Durable, "subject", m.Subject, "seq", m.Seq, "attempt", m.Attempt, "err", herr)
	}
	if err != nil {
		r.bus.log.Error("settle message", "consumer", r.c.Durable, "seq", m.Seq, "outcome", outcome, "err", err)
	}
}

// jitter spreads retries over a tenth of their delay.
func jitter(d time.Duration) time.Duration { return d + rand.N(d/10+1) }

func decode(msg jetstream.Msg) (Message, error) {
	md, err := msg.Metadata()
	if err != nil {
		return Message{}, err
	}
	return Message{
		Subject: msg.Subject(), Data: msg.Data(), Attempt: int(md.NumDelivered),
		Stored: md.Timestamp, Seq: md.Sequence.Stream,
	}, nil
}

// keepAlive tells the broker that msgs are still being worked on.
func keepAlive(msgs []jetstream.Msg, every time.Duration) (stop func()) {
	done := make(chan struct{})
	go func() {
		t := time.NewTicker(every)
		defer t.Stop()
		for {
			select {
			case <-done:
				return
			case <-t.C:
				for _, m := range msgs {
					_ = m.InProgress() // best effort: a missed beat costs one redelivery
				}
			}
		}
	}()
	return func() { close(done) }
}
