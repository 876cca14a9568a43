package fetcher

import (
	"context"
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/safehttp"
)

// metrics count what the fetcher does. Every label has a closed set, and every
// series exists from the start.
type metrics struct {
	late    prometheus.Histogram
	polls   *prometheus.CounterVec
	errors  *prometheus.CounterVec
	sources *prometheus.GaugeVec
	urls    *prometheus.Desc
	memory  *prometheus.Desc
	hosts   *prometheus.Desc
	flying  *prometheus.Desc
	parts   *prometheus.Desc
	log     *prometheus.Desc
}

// How a poll ended, for its counter.
const (
	pollNews    = "news"
	pollNothing = "nothing_new"
	pollFailed  = "failed"
)

func newMetrics() *metrics {
	name := func(s string) string { return prometheus.BuildFQName("marsad", "fetcher", s) }
	m := &metrics{
		late: prometheus.NewHistogram(prometheus.HistogramOpts{
			Name: name("discovery_seconds"), Help: "From an article's publication, as its door tells it, to its discovery.",
			Buckets:                     []float64{30, 60, 120, 300, 600, 900, 1800, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 24 * 3600, 7 * 24 * 3600},
			NativeHistogramBucketFactor: 1.1, NativeHistogramMaxBucketNumber: 160, NativeHistogramMinResetDuration: time.Hour,
		}),
		polls:   prometheus.NewCounterVec(prometheus.CounterOpts{Name: name("polls_total"), Help: "Polls of doors, by kind of door and how they ended: news, nothing_new, failed."}, []string{"kind", "outcome"}),
		errors:  prometheus.NewCounterVec(prometheus.CounterOpts{Name: name("request_errors_total"), Help: "Requests without a usable answer, by reason."}, []string{"reason"}),
		sources: prometheus.NewGaugeVec(prometheus.GaugeOpts{Name: name("sources"), Help: "Sources by state."}, []string{"state"}),
		urls:    prometheus.NewDesc(name("urls"), "Known URLs by disposition; they sum up to all that are known.", []string{"disposition"}, nil),
		memory:  prometheus.NewDesc(name("schedule_entries"), "Due URLs held in memory.", nil, nil),
		hosts:   prometheus.NewDesc(name("waiting_hosts"), "Hosts with due work.", nil, nil),
		flying:  prometheus.NewDesc(name("urls_in_flight"), "URLs that are being fetched or wait in the queue for it.", nil, nil),
		parts:   prometheus.NewDesc(name("parts"), "Shares of the hosts that this fetcher holds.", nil, nil),
		log:     prometheus.NewDesc(name("log_bytes"), "Texts of addresses on disk; it is tidied when it has doubled.", nil, nil),
	}
	for _, k := range Doors {
		for _, o := range []string{pollNews, pollNothing, pollFailed} {
			m.polls.WithLabelValues(string(k), o)
		}
	}
	for _, r := range safehttp.Reasons {
		m.errors.WithLabelValues(string(r))
	}
	for _, s := range States {
		m.sources.WithLabelValues(string(s))
	}
	return m
}

// Register adds the fetcher's own metrics to a registry.
func (w *Worker) Register(reg prometheus.Registerer) error {
	m := w.metrics
	return errors.Join(reg.Register(m.late), reg.Register(m.polls), reg.Register(m.errors), reg.Register(m.sources), reg.Register(collector{w}))
}

// collector reads the frontiers when it is asked.
type collector struct{ w *Worker }

// Describe implements [prometheus.Collector].
func (c collector) Describe(ch chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{c.w.metrics.urls, c.w.metrics.memory, c.w.metrics.hosts, c.w.metrics.flying, c.w.metrics.parts, c.w.metrics.log} {
		ch <- d
	}
}

// Collect implements [prometheus.Collector].
func (c collector) Collect(ch chan<- prometheus.Metric) {
	m, t := c.w.metrics, c.w.Totals()
	gauge := func(d *prometheus.Desc, v float64, labels ...string) {
		ch <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, v, labels...)
	}
	for _, d := range Dispositions {
		gauge(m.urls, float64(t.Ends[d]), string(d))
	}
	gauge(m.memory, float64(t.Memory))
	gauge(m.hosts, float64(t.Hosts))
	gauge(m.flying, float64(t.Flying))
	gauge(m.parts, float64(t.Parts))
	gauge(m.log, float64(t.Log))
}

func (m *metrics) polled(kind event.JobKind, v verdict, h harvest) {
	outcome := pollNothing
	switch {
	case v.grade > 0:
		outcome = pollFailed
	case h.fresh > 0:
		outcome = pollNews
	}
	m.polls.WithLabelValues(string(kind), outcome).Inc()
}

func (m *metrics) failed(err error) {
	var e *safehttp.Error
	if errors.As(err, &e) && (e.Reason != safehttp.Held || isRobots(err)) { // a turn that was not ours yet is no error
		m.errors.WithLabelValues(string(e.Reason)).Inc()
	}
}

func isRobots(err error) bool {
	var no *robotsError
	return errors.As(err, &no)
}

// survey counts the sources whose doors are ours by state, and notes in the
// ledger which of them drift.
func (w *Worker) survey(ctx context.Context, now time.Time) {
	drifts, err := readDrifts(ctx, w.deps.Drift)
	if err != nil && ctx.Err() == nil {
		w.log.Warn("drifted sites cannot be read", "err", err)
	}
	n := map[State]int{}
	for id, list := range w.doors.bySource() {
		n[Judge(id, list, drifts[id], now).State]++
		if d := worst(drifts[id]); d != nil {
			w.ledger.note(id, now, func(h *Hour) { h.Drift = driftEvidence(d) })
		}
	}
	for _, s := range States {
		w.metrics.sources.WithLabelValues(string(s)).Set(float64(n[s]))
	}
}

// bySource copies the states of the doors that are ours.
func (ds *doors) bySource() map[string][]DoorState {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	out := map[string][]DoorState{}
	for _, d := range ds.all {
		if ds.w.mine(d.host) == nil || !d.mu.TryLock() { // being polled: counted the next time
			continue
		}
		st := d.st
		st.Maps, st.DeadMaps = nil, nil
		d.mu.Unlock()
		out[st.Source] = append(out[st.Source], st)
	}
	return out
}
