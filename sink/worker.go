package sink

import (
	"context"
	"encoding/json"
	"errors"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/telemetry"
)

// A Worker takes reports and writes them to one sink, several in a
// transaction.
type Worker struct {
	name   string
	sink   Sink
	bus    *bus.Bus
	stage  *telemetry.Stage
	counts *telemetry.Pipeline
}

// Stage is the name of the stage, and of the durable consumer, of the sink
// called name: each sink reads the reports for itself.
func Stage(name string) string { return "sink-" + name }

// NewWorker returns a worker for the sink called name.
func NewWorker(name string, s Sink, b *bus.Bus, stage *telemetry.Stage, counts *telemetry.Pipeline) *Worker {
	counts.Sink(name)
	return &Worker{name, s, b, stage, counts}
}

// ParkReasons is the closed set of why a sink gives a message up.
var ParkReasons = []string{"invalid_report"}

// batch is the most reports that one transaction holds.
const batch = 64

// Run works until ctx ends. It writes from one goroutine, as [Sink] demands.
func (w *Worker) Run(ctx context.Context) error {
	return w.bus.ConsumeBatch(ctx, bus.Consumer{
		Stream: bus.Reports, Durable: Stage(w.name), Batch: batch, Observe: w.stage,
	}, w.handle)
}

func (w *Worker) handle(ctx context.Context, ms []bus.Message) error {
	reports := make([]event.Report, len(ms))
	for i, m := range ms {
		if err := json.Unmarshal(m.Data, &reports[i]); err != nil {
			return bus.Permanent("undecodable", err)
		}
	}
	err := w.sink.Write(ctx, reports)
	if errors.Is(err, ErrInvalid) {
		return bus.Permanent("invalid_report", err) // of several, the bus finds out which
	}
	if err != nil {
		return err
	}
	for i, m := range ms {
		w.counts.Stored(w.name, m.Stored, reports[i].Article.FetchedAt)
	}
	return nil
}
