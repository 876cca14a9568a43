package enricher

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/telemetry"
)

// A Worker takes articles, finds their claims and publishes them: a report for
// the sinks, and each claim for itself for subscribers.
type Worker struct {
	enricher *Enricher
	bus      *bus.Bus
	stage    *telemetry.Stage
	counts   *telemetry.Pipeline
	workers  int
	reported *bus.KV
}

// reportedTTL is how long the claims of an article are remembered after its
// last revision, so that a later one can retract them.
const reportedTTL = 45 * 24 * time.Hour

// NewWorker returns a worker that enriches on so many goroutines.
func NewWorker(ctx context.Context, e *Enricher, b *bus.Bus, stage *telemetry.Stage, counts *telemetry.Pipeline, workers int) (*Worker, error) {
	kv, err := b.KV(ctx, "reported", reportedTTL)
	if err != nil {
		return nil, err
	}
	return &Worker{e, b, stage, counts, workers, kv}, nil
}

// Run works until ctx ends.
func (w *Worker) Run(ctx context.Context) error {
	return w.bus.Consume(ctx, bus.Consumer{
		Stream: bus.Articles, Durable: "enricher", Workers: w.workers, Observe: w.stage,
	}, w.handle)
}

func (w *Worker) handle(ctx context.Context, m bus.Message) error {
	var a event.Article
	if err := json.Unmarshal(m.Data, &a); err != nil {
		return bus.Permanent("undecodable", err)
	}
	var claims []event.Claim
	if a.Op != event.Retracted {
		claims = w.enricher.Enrich(a)
	}
	before, rev, err := w.before(ctx, a.ID)
	if err != nil {
		return err
	}
	if before.Revision > a.Revision || before.Revision == a.Revision && before.Extractor == Version {
		return nil // this revision, or a later one, was reported already
	}
	Stamp(&a, claims, before.ops())
	gone := before.retractions(&a, claims)
	if err := w.publish(ctx, &a, claims, gone); err != nil {
		return err
	}
	w.count(claims)
	return w.remember(ctx, &a, claims, rev)
}

// Stamp gives each claim the provenance that a subscriber needs who sees the
// claim alone. Claims whose id was known before are updates.
func Stamp(a *event.Article, claims []event.Claim, known map[string]bool) {
	hosts := map[string]*event.Article{a.ID: a}
	for i := range a.Embedded {
		hosts[a.Embedded[i].ID] = &a.Embedded[i]
	}
	for i := range claims {
		c := &claims[i]
		host := a
		if c.Provenance != nil && hosts[c.Provenance.Article] != nil {
			host = hosts[c.Provenance.Article]
		}
		op := event.Created
		if known[c.ID] {
			op = event.Updated
		}
		c.Provenance = &event.Provenance{
			Article: host.ID, Revision: a.Revision, Op: op, Source: a.Source, URL: a.URL, Title: host.Title,
			Lang: a.Lang, Published: host.Published, FetchedAt: a.FetchedAt, Extractor: Version,
		}
	}
}

// publish stores the claims, the retractions and then the report, so that what
// a sink holds was seen by subscribers too.
func (w *Worker) publish(ctx context.Context, a *event.Article, claims, gone []event.Claim) error {
	outs := make([]bus.Out, 0, len(claims)+len(gone))
	for _, list := range [][]event.Claim{claims, gone} {
		for i := range list {
			c := &list[i]
			id := fmt.Sprintf("claim|%s|%d|%s|%s|%s", c.ID, a.Revision, c.Provenance.Op, Version, a.Replay)
			outs = append(outs, bus.Out{Subject: w.bus.Subjects.Claim(c), ID: id, Value: c})
		}
	}
	if err := w.bus.PublishAll(ctx, outs); err != nil {
		return err
	}
	r := event.Report{Article: *a, Claims: claims, Extractor: Version}
	id := fmt.Sprintf("report|%s|%d|%s|%s|%s", a.ID, a.Revision, a.Hash, Version, a.Replay)
	return w.bus.Publish(ctx, w.bus.Subjects.Report(a.Lang, a.Source), id, r)
}

func (w *Worker) count(claims []event.Claim) {
	pairs := make([][2]string, len(claims))
	for i, c := range claims {
		pairs[i] = [2]string{string(c.Kind), string(c.Polarity)}
	}
	w.counts.Article(pairs)
}

// reported is what is remembered of an article's last report: enough of each
// claim to retract it on the subject where it was published.
type reported struct {
	Revision  int           `json:"revision"`
	Extractor string        `json:"extractor"`
	Claims    []event.Claim `json:"claims"`
}

func (r reported) ops() map[string]bool {
	known := make(map[string]bool, len(r.Claims))
	for _, c := range r.Claims {
		known[c.ID] = true
	}
	return known
}

// retractions are the claims that the article no longer makes.
func (r reported) retractions(a *event.Article, now []event.Claim) []event.Claim {
	still := make(map[string]bool, len(now))
	for _, c := range now {
		still[c.ID] = true
	}
	var gone []event.Claim
	for _, c := range r.Claims {
		if still[c.ID] {
			continue
		}
		p := *c.Provenance
		p.Revision, p.Op = a.Revision, event.Retracted
		c.Provenance = &p
		gone = append(gone, c)
	}
	return gone
}

func (w *Worker) before(ctx context.Context, id string) (reported, uint64, error) {
	var r reported
	data, rev, err := w.reported.Get(ctx, id)
	if err != nil || rev == 0 {
		return r, rev, err
	}
	if err := json.Unmarshal(data, &r); err != nil {
		return r, rev, fmt.Errorf("decode report of %s: %w", id, err)
	}
	return r, rev, nil
}

// remember stores what was reported. Losing the race against another revision
// of the same article repeats the message, which then finds that revision.
func (w *Worker) remember(ctx context.Context, a *event.Article, claims []event.Claim, rev uint64) error {
	r := reported{Revision: a.Revision, Extractor: Version}
	for _, c := range claims {
		r.Claims = append(r.Claims, event.Claim{
			ID: c.ID, Kind: c.Kind, Polarity: c.Polarity, Status: c.Status, Section: c.Section,
			Force: event.Force{Actor: c.Force.Actor}, Place: event.Place{Country: c.Place.Country}, Provenance: c.Provenance,
		})
	}
	data, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encode report: %w", err)
	}
	if _, err := w.reported.Put(ctx, a.ID, data, rev); err != nil {
		return fmt.Errorf("remember report of %s: %w", a.ID, err)
	}
	return nil
}
