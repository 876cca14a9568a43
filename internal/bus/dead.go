package bus

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// The headers of a dead letter. The body is the message as it was.
const (
	hdrReason   = "Marsad-Reason"
	hdrCause    = "Marsad-Cause"
	hdrSubject  = "Marsad-Subject"
	hdrStage    = "Marsad-Stage"
	hdrSeq      = "Marsad-Seq"
	hdrAttempts = "Marsad-Attempts"
)

// maxCause bounds the error text on a dead letter, in bytes, so that a letter
// with its headers still fits where the message did.
const maxCause = 512

// park copies the message to the dead stream before it gives it up. When that
// fails the message stays and comes back in a minute.
func (r *runner) park(ctx context.Context, msg jetstream.Msg, m Message, reason string, cause error) error {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	text := cause.Error()
	if len(text) > maxCause {
		text = text[:maxCause]
	}
	stage := r.c.Durable
	letter := &nats.Msg{Subject: r.bus.Subjects.Dead(stage, reason), Data: m.Data, Header: nats.Header{
		nats.MsgIdHdr: {fmt.Sprintf("dead|%s|%d|%d", stage, m.Seq, m.Stored.UnixNano())},
		hdrReason:     {reason}, hdrCause: {strconv.QuoteToASCII(text)}, hdrSubject: {m.Subject},
		hdrStage: {stage}, hdrSeq: {strconv.FormatUint(m.Seq, 10)}, hdrAttempts: {strconv.Itoa(m.Attempt)},
	}}
	if err := r.bus.publish(ctx, letter); err != nil {
		return errors.Join(fmt.Errorf("park message: %w", err), msg.NakWithDelay(time.Minute))
	}
	r.c.Observe.Parked(reason)
	return msg.TermWithReason(reason)
}

// Letter is a message that was given up.
type Letter struct {
	Seq      uint64    `json:"seq"` // in the dead stream: its name for Retry and Drop
	At       time.Time `json:"at"`
	Stage    string    `json:"stage"`
	Reason   string    `json:"reason"`
	Cause    string    `json:"cause"`
	Subject  string    `json:"subject"` // where it was published first
	Attempts int       `json:"attempts"`
	Data     []byte    `json:"data,omitempty"`
}

// DeadLetters calls f with each dead letter, oldest first, until f returns
// false.
func (b *Bus) DeadLetters(ctx context.Context, f func(Letter) bool) error {
	s, err := b.js.Stream(ctx, b.Name(Dead))
	if err != nil {
		return fmt.Errorf("open dead letters: %w", err)
	}
	for seq := uint64(1); ; seq++ {
		raw, err := s.GetMsg(ctx, seq, jetstream.WithGetMsgSubject(">"))
		if errors.Is(err, jetstream.ErrMsgNotFound) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read dead letter: %w", err)
		}
		if seq = raw.Sequence; !f(letter(raw)) {
			return nil
		}
	}
}

// DeadLetter returns one dead letter.
func (b *Bus) DeadLetter(ctx context.Context, seq uint64) (Letter, error) {
	s, err := b.js.Stream(ctx, b.Name(Dead))
	if err != nil {
		return Letter{}, fmt.Errorf("open dead letters: %w", err)
	}
	raw, err := s.GetMsg(ctx, seq)
	if err != nil {
		return Letter{}, fmt.Errorf("read dead letter %d: %w", seq, err)
	}
	return letter(raw), nil
}

func letter(raw *jetstream.RawStreamMsg) Letter {
	cause := raw.Header.Get(hdrCause)
	if s, err := strconv.Unquote(cause); err == nil {
		cause = s
	}
	attempts, _ := strconv.Atoi(raw.Header.Get(hdrAttempts)) // absent: 0
	return Letter{
		Seq: raw.Sequence, At: raw.Time, Stage: raw.Header.Get(hdrStage), Reason: raw.Header.Get(hdrReason),
		Cause: cause, Subject: raw.Header.Get(hdrSubject), Attempts: attempts, Data: raw.Data,
	}
}

// Retry publishes a dead letter where it came from, under a new id, and drops
// it from the dead stream.
func (b *Bus) Retry(ctx context.Context, seq uint64) error {
	l, err := b.DeadLetter(ctx, seq)
	if err != nil {
		return err
	}
	msg := &nats.Msg{Subject: l.Subject, Data: l.Data, Header: nats.Header{nats.MsgIdHdr: {fmt.Sprintf("retry|%d", seq)}}}
	if err := b.publish(ctx, msg); err != nil {
		return err
	}
	return b.Drop(ctx, seq)
}

// Drop removes a dead letter.
func (b *Bus) Drop(ctx context.Context, seq uint64) error {
	s, err := b.js.Stream(ctx, b.Name(Dead))
	if err != nil {
		return fmt.Errorf("open dead letters: %w", err)
	}
	if err := s.DeleteMsg(ctx, seq); err != nil {
		return fmt.Errorf("drop dead letter %d: %w", seq, err)
	}
	return nil
}
