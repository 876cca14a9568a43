package bus

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/nats-io/nats.go/jetstream"

	"github.com/marsad-news/marsad/event"
)

// Stream names a stream of the pipeline.
type Stream string

// The streams, in the order a page passes them.
const (
	Jobs     Stream = "JOBS"
	Pages    Stream = "PAGES"
	Articles Stream = "ARTICLES"
	Reports  Stream = "REPORTS"
	Claims   Stream = "CLAIMS"
	Dead     Stream = "DEAD"
)

// Streams lists them all.
var Streams = []Stream{Jobs, Pages, Articles, Reports, Claims, Dead}

// Retain says how long the streams keep what nobody needs any more, and how
// much they may hold before publishers have to wait.
type Retain struct {
	Dedup  time.Duration // window in which a repeated id is refused; default 10 min
	Public time.Duration // articles, reports and claims, for replay; default 7 days
	Dead   time.Duration // dead letters; default 30 days
	Bytes  int64         // per stream; default 4 GiB
}

func (r Retain) withDefaults() Retain {
	if r.Dedup == 0 {
		r.Dedup = 10 * time.Minute // longer than the worst outage before a retry
	}
	if r.Public == 0 {
		r.Public = 7 * 24 * time.Hour
	}
	if r.Dead == 0 {
		r.Dead = 30 * 24 * time.Hour
	}
	if r.Bytes == 0 {
		r.Bytes = 4 << 30
	}
	return r
}

// Name is the stream's name on the server. A deployment with a prefix of its
// own has streams of its own.
func (b *Bus) Name(s Stream) string { return streamName(b.opts.Prefix, s) }

func streamName(prefix string, s Stream) string {
	if prefix == event.Prefix {
		return string(s)
	}
	return strings.ToUpper(prefix) + "_" + string(s)
}

// provision creates or updates the streams. Hand-offs use limits retention and
// are trimmed behind their consumers: on a work queue every acknowledgement is
// a synced write, and the duplicate window forgets removed messages when the
// broker restarts. Only JOBS is a work queue, because there one outstanding
// job per URL is the point.
func (b *Bus) provision(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second) // cheap disks take seconds for the first sync
	defer cancel()
	for _, cfg := range b.topology() {
		if _, err := b.js.CreateOrUpdateStream(ctx, cfg); err != nil {
			return fmt.Errorf("create stream %s: %w", cfg.Name, err)
		}
	}
	return nil
}

func (b *Bus) topology() []jetstream.StreamConfig {
	r := b.opts.Retain
	base := func(s Stream, tokens ...string) jetstream.StreamConfig {
		return jetstream.StreamConfig{
			Name:       b.Name(s),
			Subjects:   []string{b.Subjects.All(tokens...)},
			Storage:    jetstream.FileStorage,
			Retention:  jetstream.LimitsPolicy,
			Discard:    jetstream.DiscardNew, // a full stream stops its publishers, it never drops
			MaxBytes:   r.Bytes,
			MaxMsgSize: maxPayload,
			Duplicates: r.Dedup,
			Replicas:   b.opts.Replicas,

			AllowAtomicPublish: true,
		}
	}
	jobs := base(Jobs, "jobs")
	jobs.Retention = jetstream.WorkQueuePolicy
	jobs.MaxMsgsPerSubject, jobs.DiscardNewPerSubject = 1, true
	jobs.MaxBytes = r.Bytes / 2
	jobs.MaxMsgSize = maxPayload / 2
	jobs.Duplicates = time.Second // the subject is the key; a job may come again
	jobs.AllowAtomicPublish = false

	claims := base(Claims, "claims")
	claims.MaxAge = r.Public // read by subscribers we don't know: nothing to trim behind
	dead := base(Dead, "dead")
	dead.MaxAge = r.Dead
	return []jetstream.StreamConfig{jobs, base(Pages, "pages"), base(Articles, "articles"), base(Reports, "reports"), claims, dead}
}
