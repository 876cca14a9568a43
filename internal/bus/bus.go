// Package bus carries messages between the workers over NATS JetStream.
//
// It is the only package that knows about NATS. It knows streams, consumers,
// acknowledgement and dead letters; it never looks inside a message, and it
// decides what happens to a message in exactly one place (settle).
//
// There are two profiles with one code path: [Embed] runs a nats-server inside
// this process, [Dial] connects to one that runs elsewhere.
//
// What it promises: a message that was published is not lost when any worker
// or the broker is killed; each stage sees it at least once; a hand-off
// repeated within the duplicate window is stored once. It does not promise
// exactly-once delivery or order across redelivery: sinks write by id.
package bus

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
	"github.com/nats-io/nuid"

	"github.com/marsad-news/marsad/event"
)

// ErrFull says that a stream holds as much as it may: the publisher must wait
// and not acknowledge what it was working on.
var ErrFull = errors.New("stream is full")

// ErrOutstanding says that the work queue already holds a job for this key.
var ErrOutstanding = errors.New("a job for this key is outstanding")

// Options are what both profiles share. The zero value is usable.
type Options struct {
	Prefix   string       // first token of every subject; empty means [event.Prefix]
	Replicas int          // of each stream; 0 means 1
	Log      *slog.Logger // nil discards
	Retain   Retain       // zero fields take the defaults
}

// Bus publishes and consumes over one JetStream context. It is safe for
// concurrent use.
type Bus struct {
	nc       *nats.Conn
	js       jetstream.JetStream
	log      *slog.Logger
	opts     Options
	shutdown func() // stops the embedded server, nil for an external one
	id       string // of this process, for leases
	url      string // of the embedded broker's socket

	atomicPays bool // every write is synced alone: a batch shares one sync
	Subjects   event.Subjects

	mu      sync.Mutex
	watches map[string]*watch // of the running consumers, by durable
}

// newBus wraps a connection and makes sure that the streams exist.
func newBus(ctx context.Context, nc *nats.Conn, opts Options, shutdown func()) (*Bus, error) {
	if opts.Prefix == "" {
		opts.Prefix = event.Prefix
	}
	if opts.Replicas == 0 {
		opts.Replicas = 1
	}
	if opts.Log == nil {
		opts.Log = slog.New(slog.DiscardHandler)
	}
	opts.Retain = opts.Retain.withDefaults()
	js, err := jetstream.New(nc)
	if err != nil {
		return nil, fmt.Errorf("open jetstream: %w", err)
	}
	b := &Bus{nc: nc, js: js, log: opts.Log, opts: opts, shutdown: shutdown, id: nuid.Next(), Subjects: event.Subjects{Prefix: opts.Prefix}}
	if err := b.provision(ctx); err != nil {
		return nil, err
	}
	return b, nil
}

// Close flushes what was published, leaves the broker and, when it is our own,
// shuts it down and waits until its files are closed.
func (b *Bus) Close() error {
	err := b.nc.FlushTimeout(5 * time.Second)
	b.nc.Close()
	if b.shutdown != nil {
		b.shutdown()
	}
	if err != nil {
		return fmt.Errorf("flush connection: %w", err)
	}
	return nil
}

// Connected reports whether the broker can be reached now.
func (b *Bus) Connected() error {
	if s := b.nc.Status(); s != nats.CONNECTED {
		return fmt.Errorf("broker connection is %s", s)
	}
	return nil
}

// Publish stores v under subject and returns when the broker has it on file.
// The id makes a repeat within the stream's duplicate window a no-op. It
// returns [ErrFull] when the stream is full and [ErrOutstanding] when a work
// queue already holds the subject.
func (b *Bus) Publish(ctx context.Context, subject, id string, v any) error {
	data, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("encode message for %s: %w", subject, err)
	}
	msg := &nats.Msg{Subject: subject, Data: data, Header: nats.Header{}}
	if id != "" {
		msg.Header.Set(nats.MsgIdHdr, id)
	}
	return b.publish(ctx, msg)
}

func (b *Bus) publish(ctx context.Context, msg *nats.Msg) error {
	if _, err := b.js.PublishMsg(ctx, msg); err != nil {
		return fmt.Errorf("publish to %s: %w", msg.Subject, refusal(err))
	}
	return nil
}

// Error codes of the server, from nats-server's errors.json.
const (
	codeStoreFailed     = 10077 // maximum messages, bytes or messages per subject exceeded
	codeInsufficient    = 10023 // insufficient resources
	codeStorageExceeded = 10047 // insufficient storage resources available
)

// refusal turns the server's refusals that a caller acts on into our errors.
func refusal(err error) error {
	var api *jetstream.APIError
	if !errors.As(err, &api) {
		return err
	}
	switch {
	case api.ErrorCode == codeStoreFailed && api.Description == "maximum messages per subject exceeded":
		return fmt.Errorf("%w: %w", ErrOutstanding, err)
	case api.ErrorCode == codeStoreFailed, api.ErrorCode == codeInsufficient, api.ErrorCode == codeStorageExceeded:
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}
