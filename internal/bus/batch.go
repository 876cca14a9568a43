package bus

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nuid"
)

// Out is one message to publish.
type Out struct {
	Subject string
	ID      string // of the message, for the duplicate window
	Value   any    // encoded as JSON
}

// maxBatch is the most messages an atomic batch may hold, by the server's
// default limits; batchFrom is where one pays: it costs three syncs of its own
// against one for each single publish.
const (
	maxBatch  = 1000
	batchFrom = 4
)

// PublishAll stores every message, all in one stream. Where it pays, on a broker
// that syncs every write of a single copy, they go as one atomic batch, which
// the server syncs once; a batch that the server
// refuses (a repeat of one that it already has, or too many under way) is
// published message by message, where the ids make repeats harmless.
func (b *Bus) PublishAll(ctx context.Context, outs []Out) error {
	msgs := make([]*nats.Msg, len(outs))
	for i, o := range outs {
		data, err := json.Marshal(o.Value)
		if err != nil {
			return fmt.Errorf("encode message for %s: %w", o.Subject, err)
		}
		msgs[i] = &nats.Msg{Subject: o.Subject, Data: data, Header: nats.Header{nats.MsgIdHdr: {o.ID}}}
	}
	for b.atomicPays && len(msgs) >= batchFrom {
		n := min(len(msgs), maxBatch)
		if err := b.atomic(ctx, msgs[:n]); err != nil {
			break
		}
		msgs = msgs[n:]
	}
	for _, m := range msgs {
		if err := b.publish(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// atomic publishes msgs as one batch (ADR-50): all but the last are staged,
// the last commits. The messages keep no batch headers afterwards.
func (b *Bus) atomic(ctx context.Context, msgs []*nats.Msg) error {
	id := nuid.Next()
	defer func() {
		for _, m := range msgs {
			m.Header.Del("Nats-Batch-Id")
			m.Header.Del("Nats-Batch-Sequence")
			m.Header.Del("Nats-Batch-Commit")
		}
	}()
	for i, m := range msgs {
		m.Header.Set("Nats-Batch-Id", id)
		m.Header.Set("Nats-Batch-Sequence", strconv.Itoa(i+1))
		if i == len(msgs)-1 {
			m.Header.Set("Nats-Batch-Commit", "1")
			return b.commit(ctx, m)
		}
		if err := b.nc.PublishMsg(m); err != nil {
			return fmt.Errorf("stage batch: %w", err)
		}
	}
	return nil
}

func (b *Bus) commit(ctx context.Context, m *nats.Msg) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second) // the server drops a staged batch after that
	defer cancel()
	resp, err := b.nc.RequestMsgWithContext(ctx, m)
	if err != nil {
		return fmt.Errorf("commit batch: %w", err)
	}
	var ack struct {
		Error *struct {
			Code        int    `json:"err_code"`
			Description string `json:"description"`
		} `json:"error"`
		Seq uint64 `json:"seq"`
	}
	switch err := json.Unmarshal(resp.Data, &ack); {
	case err != nil:
		return fmt.Errorf("decode batch acknowledgement: %w", err)
	case ack.Error != nil:
		return fmt.Errorf("commit batch: %s (%d)", ack.Error.Description, ack.Error.Code)
	case ack.Seq == 0:
		return errors.New("commit batch: no sequence in the acknowledgement")
	}
	return nil
}
