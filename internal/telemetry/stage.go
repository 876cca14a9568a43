package telemetry

import (
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// The outcomes of a message: the closed set of the label "outcome".
var outcomes = []string{"done", "retried", "parked"}

// Stages are the metrics that every stage has, one family each with the label
// "stage".
type Stages struct {
	in         *prometheus.CounterVec
	out        *prometheus.CounterVec
	parked     *prometheus.CounterVec
	discarded  *prometheus.CounterVec
	inProgress *prometheus.GaugeVec
	seconds    *prometheus.HistogramVec
	last       *prometheus.GaugeVec
	pending    *prometheus.GaugeVec
	oldest     *prometheus.GaugeVec
}

// NewStages registers the families with reg.
func NewStages(reg prometheus.Registerer) *Stages {
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		v := prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Subsystem: "stage", Name: name, Help: help}, append([]string{"stage"}, labels...))
		reg.MustRegister(v)
		return v
	}
	gauge := func(name, help string) *prometheus.GaugeVec {
		v := prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: namespace, Subsystem: "stage", Name: name, Help: help}, []string{"stage"})
		reg.MustRegister(v)
		return v
	}
	s := &Stages{
		in:         counter("items_in_total", "Messages that a stage began to work on, redeliveries included."),
		out:        counter("items_out_total", "Messages that a stage settled, by how: done, retried, parked.", "outcome"),
		parked:     counter("parked_total", "Messages that a stage gave up and put with the dead letters, by reason.", "reason"),
		discarded:  counter("discarded_total", "Items that a stage let go on purpose, by reason.", "reason"),
		inProgress: gauge("items_in_progress", "Messages being worked on."),
		last:       gauge("last_processed_timestamp_seconds", "When a stage last finished a message, Unix time; 0 before the first."),
		pending:    gauge("pending", "Messages that wait for a stage, those under way included."),
		oldest:     gauge("oldest_pending_seconds", "Age of the oldest message that waits for a stage; 0 when none does."),
		seconds:    prometheus.NewHistogramVec(histogram("stage_duration_seconds", "Time a stage spent on a message, publishing included."), []string{"stage"}),
	}
	reg.MustRegister(s.seconds)
	return s
}

// Stage is one stage's own set of series. It serves as the observer of the
// stage's consumer.
type Stage struct {
	s    *Stages
	name string
	mu   sync.Mutex
	ok   map[string]bool // reasons that may become label values
}

// Stage returns the series of the stage called name, with all of them at zero.
// The reasons are the closed sets of why it parks or discards a message;
// others are counted as "other".
func (s *Stages) Stage(name string, parks, discards []string) *Stage {
	st := &Stage{s: s, name: name, ok: map[string]bool{"other": true}}
	s.in.WithLabelValues(name)
	for _, o := range outcomes {
		s.out.WithLabelValues(name, o)
	}
	for _, r := range append([]string{"retries_exhausted", "no_verdict", "panic", "undecodable", "other"}, parks...) {
		st.ok["parked/"+r] = true
		s.parked.WithLabelValues(name, r)
	}
	for _, r := range discards {
		st.ok["discarded/"+r] = true
		s.discarded.WithLabelValues(name, r)
	}
	for _, g := range []*prometheus.GaugeVec{s.inProgress, s.last, s.pending, s.oldest} {
		g.WithLabelValues(name)
	}
	s.seconds.WithLabelValues(name)
	return st
}

// Begin counts a message in.
func (s *Stage) Begin() {
	s.s.in.WithLabelValues(s.name).Inc()
	s.s.inProgress.WithLabelValues(s.name).Inc()
}

// End counts a message out.
func (s *Stage) End(outcome string, took time.Duration) {
	s.s.inProgress.WithLabelValues(s.name).Dec()
	s.s.out.WithLabelValues(s.name, outcome).Inc()
	s.s.seconds.WithLabelValues(s.name).Observe(took.Seconds())
	s.s.last.WithLabelValues(s.name).SetToCurrentTime()
}

// Parked counts a dead letter.
func (s *Stage) Parked(reason string) {
	s.s.parked.WithLabelValues(s.name, s.known("parked/", reason)).Inc()
}

// Discard counts an item that is let go on purpose.
func (s *Stage) Discard(reason string) {
	s.s.discarded.WithLabelValues(s.name, s.known("discarded/", reason)).Inc()
}

// Pending sets what waits.
func (s *Stage) Pending(count uint64, oldest time.Duration) {
	s.s.pending.WithLabelValues(s.name).Set(float64(count))
	s.s.oldest.WithLabelValues(s.name).Set(oldest.Seconds())
}

func (s *Stage) known(set, reason string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ok[set+reason] {
		return reason
	}
	return "other"
}
