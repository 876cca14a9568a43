package bus

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/nats-io/nats.go/jetstream"
)

// Tail says what a reader wants to see of a stream.
type Tail struct {
	Stream Stream
	Filter []string  // subjects with wildcards; empty means all
	Since  time.Time // replay from then on; zero means only what comes
	After  uint64    // replay what follows this sequence; goes before Since
}

// Follow calls f with the messages of t in order until ctx ends or f returns
// an error, which it returns. It acknowledges nothing, holds nothing back and
// resumes by itself after the broker was away: for people and programs that
// watch, never for work.
func (b *Bus) Follow(ctx context.Context, t Tail, f func(Message) error) error {
	cfg := jetstream.OrderedConsumerConfig{FilterSubjects: t.Filter, DeliverPolicy: jetstream.DeliverNewPolicy}
	switch {
	case t.After > 0:
		cfg.DeliverPolicy, cfg.OptStartSeq = jetstream.DeliverByStartSequencePolicy, t.After+1
	case !t.Since.IsZero():
		cfg.DeliverPolicy, cfg.OptStartTime = jetstream.DeliverByStartTimePolicy, &t.Since
	}
	cons, err := b.js.OrderedConsumer(ctx, b.Name(t.Stream), cfg)
	if err != nil {
		return fmt.Errorf("follow %s: %w", t.Stream, err)
	}
	it, err := cons.Messages()
	if err != nil {
		return fmt.Errorf("follow %s: %w", t.Stream, err)
	}
	defer context.AfterFunc(ctx, it.Stop)()
	defer it.Stop()
	for {
		msg, err := it.Next()
		if errors.Is(err, jetstream.ErrMsgIteratorClosed) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("follow %s: %w", t.Stream, err)
		}
		m, err := decode(msg)
		if err != nil {
			return fmt.Errorf("follow %s: %w", t.Stream, err)
		}
		if err := f(m); err != nil {
			return err
		}
	}
}

// State says how much a stream holds.
type State struct {
	Messages uint64
	Bytes    uint64
	Last     uint64 // sequence
}

// State asks for the state of a stream.
func (b *Bus) State(ctx context.Context, s Stream) (State, error) {
	st, err := b.js.Stream(ctx, b.Name(s))
	if err != nil {
		return State{}, fmt.Errorf("state of %s: %w", s, err)
	}
	i := st.CachedInfo().State
	return State{i.Msgs, i.Bytes, i.LastSeq}, nil
}

// Idle reports whether no durable consumer of a stream has anything left to
// do, and whether it has one at all.
func (b *Bus) Idle(ctx context.Context, s Stream) (bool, error) {
	st, err := b.js.Stream(ctx, b.Name(s))
	if err != nil {
		return false, fmt.Errorf("consumers of %s: %w", s, err)
	}
	list := st.ListConsumers(ctx)
	seen := false
	for info := range list.Info() {
		if info.Config.Durable == "" {
			continue
		}
		seen = true
		if info.NumPending > 0 || info.NumAckPending > 0 {
			return false, nil
		}
	}
	return seen, list.Err()
}
