package warc

import (
	"errors"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Metrics count what an archive takes in and lets go. Every label has a closed
// set, and every series exists from the start. A nil Metrics counts nothing.
type Metrics struct {
	records *prometheus.CounterVec
	bytes   *prometheus.CounterVec
	errors  prometheus.Counter
	open    prometheus.Gauge
	size    prometheus.Gauge
	last    prometheus.Gauge
	files   *prometheus.CounterVec
	removed *prometheus.CounterVec
}

// Why a file was removed.
const (
	tooOld  = "age"
	tooMuch = "size"
)

// NewMetrics makes the metrics of an archive and registers them.
func NewMetrics(reg prometheus.Registerer) (*Metrics, error) {
	opts := func(name, help string) prometheus.Opts {
		return prometheus.Opts{Namespace: "marsad", Subsystem: "archive", Name: name, Help: help}
	}
	counter := func(name, help string, labels ...string) *prometheus.CounterVec {
		return prometheus.NewCounterVec(prometheus.CounterOpts(opts(name, help)), labels)
	}
	gauge := func(name, help string) prometheus.Gauge {
		return prometheus.NewGauge(prometheus.GaugeOpts(opts(name, help)))
	}
	m := &Metrics{
		records: counter("records_total", "Exchanges written, by what they were for and by type of record: response, or revisit for what was there already.", "kind", "type"),
		bytes:   counter("bytes_total", "Bytes written, compressed, requests included, by what the exchanges were for and by type of record.", "kind", "type"),
		errors:  prometheus.NewCounter(prometheus.CounterOpts(opts("errors_total", "Exchanges that could not be written."))),
		open:    gauge("open_files", "Files that are being written."),
		size:    gauge("stored_bytes", "Size of all finished and open files, as last looked at when a file was begun or removed."),
		last:    gauge("last_write_timestamp_seconds", "When an exchange was last written, Unix time; 0 before the first."),
		files:   counter("expired_files_total", "Files removed, by reason: age, size.", "reason"),
		removed: counter("expired_bytes_total", "Bytes removed with files, by reason: age, size.", "reason"),
	}
	for _, k := range Kinds {
		for _, t := range []string{Response, Revisit} {
			m.records.WithLabelValues(k.label(), t)
			m.bytes.WithLabelValues(k.label(), t)
		}
	}
	for _, why := range []string{tooOld, tooMuch} {
		m.files.WithLabelValues(why)
		m.removed.WithLabelValues(why)
	}
	var errs []error
	for _, c := range []prometheus.Collector{m.records, m.bytes, m.errors, m.open, m.size, m.last, m.files, m.removed} {
		errs = append(errs, reg.Register(c))
	}
	return m, errors.Join(errs...)
}

func (m *Metrics) written(e *Entry, n int64) {
	if m == nil {
		return
	}
	t := Response
	if e.Revisit() {
		t = Revisit
	}
	m.records.WithLabelValues(e.Kind.label(), t).Inc()
	m.bytes.WithLabelValues(e.Kind.label(), t).Add(float64(n))
	m.size.Add(float64(n))
	m.last.Set(float64(time.Now().UnixMilli()) / 1000)
}

func (m *Metrics) failed() {
	if m != nil {
		m.errors.Inc()
	}
}

func (m *Metrics) opened(n float64) {
	if m != nil {
		m.open.Add(n)
	}
}

func (m *Metrics) stored(n int64) {
	if m != nil {
		m.size.Set(float64(n))
	}
}

func (m *Metrics) expired(size int64, old bool) {
	if m == nil {
		return
	}
	why := tooMuch
	if old {
		why = tooOld
	}
	m.files.WithLabelValues(why).Inc()
	m.removed.WithLabelValues(why).Add(float64(size))
}
