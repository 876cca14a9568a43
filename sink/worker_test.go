package sink_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/bus/bustest"
	"github.com/marsad-news/marsad/internal/telemetry"
	"github.com/marsad-news/marsad/sink"
	"github.com/marsad-news/marsad/sink/jsonl"
)

// flaky fails its first writes, as a database that restarts does.
type flaky struct {
	sink.Sink
	failures atomic.Int32
}

func (f *flaky) Write(ctx context.Context, rs []event.Report) error {
	if f.failures.Add(-1) >= 0 {
		return errors.New("connection refused")
	}
	return f.Sink.Write(ctx, rs)
}

func TestWorkerStoresEveryReportOnceThroughFailures(t *testing.T) {
	t.Parallel()
	b := bustest.New(t)
	path := filepath.Join(t.TempDir(), "reports.jsonl")
	lines, err := jsonl.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer lines.Close()
	store := &flaky{Sink: lines}
	store.failures.Store(3)
	reg := prometheus.NewRegistry()
	w := sink.NewWorker("lines", store, b, telemetry.NewStages(reg).Stage(sink.Stage("lines"), nil, nil), telemetry.NewPipeline(reg))

	const n = 20
	for i := range n {
		url := fmt.Sprintf("https://mizan.example/%d", i)
		r := event.Report{Article: event.Article{ID: event.ArticleID(url), URL: url, Source: "mizan", Revision: 1, Op: event.Created, Text: "نص"}}
		if err := b.Publish(t.Context(), b.Subjects.Report("ar", "mizan"), url, r); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Publish(t.Context(), b.Subjects.Report("ar", "mizan"), "bad", "no report"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- w.Run(ctx) }()
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if idle, err := b.Idle(t.Context(), bus.Reports); err == nil && idle {
			break
		}
	}
	cancel()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	state, err := jsonl.Load(path)
	if err != nil {
		t.Fatal(err)
	}
	articles, err := state.Articles()
	if err != nil {
		t.Fatal(err)
	}
	if len(articles) != n {
		t.Errorf("stored %d articles, want %d", len(articles), n)
	}
	want := "# HELP marsad_sink_reports_total Reports that a sink stored, rewrites included.\n# TYPE marsad_sink_reports_total counter\nmarsad_sink_reports_total{sink=\"lines\"} 20\n"
	if err := testutil.GatherAndCompare(reg, strings.NewReader(want), "marsad_sink_reports_total"); err != nil {
		t.Error(err)
	}
	var reasons []string
	if err := b.DeadLetters(t.Context(), func(l bus.Letter) bool { reasons = append(reasons, l.Reason); return true }); err != nil {
		t.Fatal(err)
	}
	if strings.Join(reasons, ",") != "undecodable" {
		t.Errorf("dead letters: %v", reasons)
	}
}
