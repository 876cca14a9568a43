package enricher_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/marsad-news/marsad/enricher"
	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/bus/bustest"
	"github.com/marsad-news/marsad/internal/telemetry"
)

// wire is a running worker with what it published.
type wire struct {
	t   *testing.T
	bus *bus.Bus

	mu      sync.Mutex
	claims  []event.Claim
	reports []event.Report
}

func newWire(t *testing.T) *wire {
	t.Helper()
	w := &wire{t: t, bus: bustest.New(t)}
	e, err := enricher.New(enricher.Options{})
	if err != nil {
		t.Fatal(err)
	}
	reg := prometheus.NewRegistry()
	worker, err := enricher.NewWorker(t.Context(), e, w.bus, telemetry.NewStages(reg).Stage("enricher", nil, nil), telemetry.NewPipeline(reg), 1)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	var all sync.WaitGroup
	t.Cleanup(func() { cancel(); all.Wait() })
	run := func(f func() error) {
		all.Go(func() {
			if err := f(); err != nil {
				t.Error(err)
			}
		})
	}
	since := time.Now().Add(-time.Minute)
	run(func() error { return worker.Run(ctx) })
	run(func() error {
		return w.bus.Follow(ctx, bus.Tail{Stream: bus.Claims, Since: since}, func(m bus.Message) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.claims = append(w.claims, event.Claim{})
			return json.Unmarshal(m.Data, &w.claims[len(w.claims)-1])
		})
	})
	run(func() error {
		return w.bus.Follow(ctx, bus.Tail{Stream: bus.Reports, Since: since}, func(m bus.Message) error {
			w.mu.Lock()
			defer w.mu.Unlock()
			w.reports = append(w.reports, event.Report{})
			return json.Unmarshal(m.Data, &w.reports[len(w.reports)-1])
		})
	})
	return w
}

func (w *wire) send(revision int, text string, op event.Op) {
	w.t.Helper()
	a := event.Article{ID: "a1", URL: "https://mizan.example/1", Source: "mizan", Lang: "ar", Revision: revision, Op: op, Text: text,
		Published: "2024-08-15", Hash: event.BodyHash([]byte(text))}
	if err := w.bus.Publish(w.t.Context(), w.bus.Subjects.Article("ar", "mizan"), "", a); err != nil {
		w.t.Fatal(err)
	}
}

// await waits for n reports and as many claims on their own.
func (w *wire) await(n, single int) (event.Report, []event.Claim) {
	w.t.Helper()
	for deadline := time.Now().Add(15 * time.Second); time.Now().Before(deadline); time.Sleep(10 * time.Millisecond) {
		idle, err := w.bus.Idle(w.t.Context(), bus.Articles)
		w.mu.Lock()
		reports, claims := slices.Clone(w.reports), slices.Clone(w.claims)
		w.mu.Unlock()
		if err == nil && idle && len(reports) == n && len(claims) >= single {
			return reports[n-1], claims
		}
	}
	w.t.Fatalf("waited in vain for %d reports and %d claims", n, single)
	return event.Report{}, nil
}

const (
	stay  = "أعلنت وزارة الدفاع الأميركية أن لديها 900 جندي في سوريا."
	leave = "أعلنت وزارة الدفاع الأميركية أن 300 جندي انسحبوا من سوريا."
)

func TestWorkerPublishesAReportAndEachClaim(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.send(1, stay, event.Created)
	r, claims := w.await(1, 1)
	if len(r.Claims) != 1 || len(claims) != 1 || r.Extractor != enricher.Version {
		t.Fatalf("%d claims in the report, %d on their own, extractor %q", len(r.Claims), len(claims), r.Extractor)
	}
	c := claims[0]
	if c.Force.Actor != "USA" || c.Place.Country != "SYR" || *c.Quantity.Value != 900 || c.ID != r.Claims[0].ID {
		t.Errorf("claim is %+v", c)
	}
	p := c.Provenance
	if p == nil || p.Article != "a1" || p.Op != event.Created || p.Source != "mizan" || p.Revision != 1 || p.Published != "2024-08-15" {
		t.Errorf("provenance is %+v", p)
	}
	if e := c.Evidence; r.Article.Text[e.Start:e.End] != e.Text {
		t.Errorf("evidence %q is not at its place", e.Text)
	}
}

func TestWorkerUpdatesAndRetractsClaims(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.send(1, stay+"\n"+leave, event.Created)
	w.await(1, 2)
	w.send(2, stay, event.Updated)
	_, claims := w.await(2, 4)
	ops := map[event.Op]int{}
	for _, c := range claims {
		ops[c.Provenance.Op]++
		if c.Provenance.Op == event.Retracted && c.Kind != event.Departure {
			t.Errorf("retracted %s", c.Kind)
		}
	}
	if ops[event.Created] != 2 || ops[event.Updated] != 1 || ops[event.Retracted] != 1 {
		t.Errorf("operations are %v, want 2 created, 1 updated, 1 retracted", ops)
	}
	w.send(3, "", event.Retracted)
	_, claims = w.await(3, 5)
	last := claims[len(claims)-1]
	if last.Provenance.Op != event.Retracted || last.Kind != event.Presence || last.Provenance.Revision != 3 {
		t.Errorf("the last claim of a vanished article is %+v", last)
	}
}

func TestWorkerReportsARevisionOnceAndNeverGoesBack(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	w.send(2, stay, event.Updated)
	w.await(1, 1)
	w.send(2, stay, event.Updated)  // redelivered
	w.send(1, leave, event.Created) // late
	time.Sleep(300 * time.Millisecond)
	r, claims := w.await(1, 1)
	if r.Article.Revision != 2 || len(claims) != 1 {
		t.Errorf("revision %d, %d claims", r.Article.Revision, len(claims))
	}
}

func TestWorkerParksWhatIsNoArticle(t *testing.T) {
	t.Parallel()
	w := newWire(t)
	if err := w.bus.Publish(t.Context(), w.bus.Subjects.Article("ar", "mizan"), "", "no article"); err != nil {
		t.Fatal(err)
	}
	w.send(1, stay, event.Created)
	w.await(1, 1)
	var reasons []string
	if err := w.bus.DeadLetters(t.Context(), func(l bus.Letter) bool { reasons = append(reasons, l.Stage+" "+l.Reason); return true }); err != nil {
		t.Fatal(err)
	}
	if strings.Join(reasons, ",") != "enricher undecodable" {
		t.Errorf("dead letters: %v", reasons)
	}
}
