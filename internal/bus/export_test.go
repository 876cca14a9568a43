package bus

import (
	"context"
	"testing"
)

// Forget deletes a durable consumer behind the back of whoever runs it.
func Forget(ctx context.Context, b *Bus, s Stream, durable string) error {
	return b.js.DeleteConsumer(ctx, b.Name(s), durable)
}

// TrimNow trims the pages once, without a lease.
func TrimNow(ctx context.Context, b *Bus) error {
	return b.trim(ctx, handOff{Pages, []string{"parser"}, b.opts.Retain.Dedup})
}

// Count returns how many messages a stream holds.
func Count(t *testing.T, b *Bus, s Stream) int {
	t.Helper()
	stream, err := b.js.Stream(t.Context(), b.Name(s))
	if err != nil {
		t.Fatal(err)
	}
	return int(stream.CachedInfo().State.Msgs)
}
