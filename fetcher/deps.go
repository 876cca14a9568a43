package fetcher

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/safehttp"
	"github.com/marsad-news/marsad/internal/bus"
)

// Queue holds due jobs, at most one for each URL.
type Queue interface {
	// Push puts a job into its part. It returns [bus.ErrOutstanding] if one
	// for the URL is there already.
	Push(ctx context.Context, part int, host string, j event.Job) error
	// Consume hands the jobs of a part to h, workers at a time, until ctx
	// ends. A job is removed when h returns nil and comes again otherwise.
	Consume(ctx context.Context, part, workers int, h func(context.Context, event.Job) error) error
}

// Pages takes fetched pages. Once Publish returns nil the page is on file; the
// id makes a repetition harmless.
type Pages interface {
	Publish(ctx context.Context, p *event.Page) error
}

// Table is a small durable map with revisions; [bus.KV] is one.
type Table interface {
	Get(ctx context.Context, key string) (value []byte, revision uint64, err error)
	Put(ctx context.Context, key string, value []byte, revision uint64) (uint64, error)
	Delete(ctx context.Context, key string, revision uint64) error
	Each(ctx context.Context, f func(key string, value []byte) bool) error
}

// Leases is a table whose entries vanish unless they are held again in time.
type Leases interface {
	Hold(ctx context.Context, key, owner string) (bool, error)
	Get(ctx context.Context, key string) ([]byte, uint64, error)
	Delete(ctx context.Context, key string, revision uint64) error
	Each(ctx context.Context, f func(key string, value []byte) bool) error
}

// Stage counts messages; [telemetry.Stage] is one.
type Stage interface {
	bus.Observer
	Discard(reason string)
}

// Counts counts visits; [telemetry.Pipeline] is one.
type Counts interface {
	Source(id string, expected time.Duration, dispositions []string)
	Fetched(source, disposition string, ok, fresh bool)
}

// Deps are what a Worker stands on.
type Deps struct {
	Jobs     Queue
	Pages    Pages
	Hosts    Table  // clocks of hosts and their robots.txt
	Doors    Table  // state of doors
	Parts    Table  // into how many parts hosts are split, whose each was, doors found in it
	Ledger   Table  // coverage by source and hour
	Known    Table  // marks of settled addresses, for whoever has their part next; nil: kept on disk alone
	Answers  Table  // documents that a backfill asked for
	Drift    Table  // sites whose pages do not parse as they did; the parser writes it
	Leases   Leases // nil: this process is alone
	LeaseTTL time.Duration
	Stage    Stage  // nil: not counted
	Counts   Counts // nil: not counted
	Resolver safehttp.Resolver

	ResolveFor time.Duration // how long its answers are believed; 0: five minutes
}

// leaseTTL is how long a part stays with a fetcher that is gone. A shorter one
// gives its hosts back sooner, a longer one bears longer pauses of the broker.
// It must leave room for a request to reach its host: see [part.valid].
const leaseTTL = 45 * time.Second

// BusDeps are the dependencies over a broker. shared says that other fetchers
// may work over it too.
func BusDeps(ctx context.Context, b *bus.Bus, stage Stage, counts Counts, shared bool) (Deps, error) {
	ttl := time.Duration(0)
	if shared {
		ttl = leaseTTL
	}
	return busDeps(ctx, b, stage, counts, ttl)
}

func busDeps(ctx context.Context, b *bus.Bus, stage Stage, counts Counts, ttl time.Duration) (Deps, error) {
	d := Deps{LeaseTTL: ttl, Jobs: &busQueue{b, stage}, Pages: newPress(b, ttl > 0), Stage: stage, Counts: counts}
	err := openTables(ctx, b, map[string]*Table{"hosts": &d.Hosts, "doors": &d.Doors, "parts": &d.Parts, "coverage": &d.Ledger, "known": &d.Known, "answers": &d.Answers, event.DriftTable: &d.Drift})
	if err != nil {
		return Deps{}, err
	}
	if ttl > 0 {
		kv, err := b.KV(ctx, "leases", ttl)
		if err != nil {
			return Deps{}, fmt.Errorf("open fetcher's leases: %w", err)
		}
		d.Leases = kv
	}
	return d, nil
}

type busQueue struct {
	b     *bus.Bus
	stage Stage
}

func partToken(part int) string { return fmt.Sprintf("p%02d", part) }

func (q *busQueue) Push(ctx context.Context, part int, host string, j event.Job) error {
	return q.b.Publish(ctx, q.b.Subjects.Job(partToken(part), host, j.URL), "", j)
}

func (q *busQueue) Consume(ctx context.Context, part, workers int, h func(context.Context, event.Job) error) error {
	c := bus.Consumer{
		Stream: bus.Jobs, Durable: "fetcher-" + partToken(part), Filter: []string{q.b.Subjects.All("jobs", partToken(part))},
		Workers: workers, AckWait: time.Minute,
	}
	if q.stage != nil {
		c.Observe = q.stage
	}
	return q.b.Consume(ctx, c, func(ctx context.Context, m bus.Message) error {
		var j event.Job
		if err := json.Unmarshal(m.Data, &j); err != nil {
			return bus.Permanent("undecodable", fmt.Errorf("decode job: %w", err))
		}
		return h(ctx, j)
	})
}

// errTableConflict is what both kinds of tables say to a stale writer.
func isConflict(err error) bool { return errors.Is(err, bus.ErrConflict) }
