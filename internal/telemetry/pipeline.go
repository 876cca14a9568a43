package telemetry

import (
	"strconv"
	"sync"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// Pipeline are the metrics of what flows, rather than of who works.
type Pipeline struct {
	claims     *prometheus.CounterVec
	perArticle prometheus.Histogram
	success    *prometheus.GaugeVec
	item       *prometheus.GaugeVec
	expected   *prometheus.GaugeVec
	fetches    *prometheus.CounterVec
	rows       *prometheus.CounterVec
	watermark  *prometheus.GaugeVec
	latency    prometheus.Histogram
	kept       *prometheus.HistogramVec
	links      *prometheus.HistogramVec
	letters    *prometheus.HistogramVec
	dated      *prometheus.CounterVec
	drifted    *prometheus.GaugeVec

	mu      sync.Mutex
	sources map[string]bool // that are label values
}

// The closed sets of the labels.
var (
	kinds      = []string{"presence", "arrival", "departure", "mission"}
	polarities = []string{"affirmed", "denied", "uncommitted"}
)

// NewPipeline registers the metrics with reg.
func NewPipeline(reg prometheus.Registerer) *Pipeline {
	p := &Pipeline{
		claims:     prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Name: "claims_total", Help: "Claims published, by kind and polarity."}, []string{"kind", "polarity"}),
		perArticle: prometheus.NewHistogram(prometheus.HistogramOpts{Namespace: namespace, Name: "claims_per_article", Help: "Claims found in an article.", Buckets: []float64{0, 1, 2, 5, 10, 20, 50}}),
		success:    prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: namespace, Name: "source_last_success_timestamp_seconds", Help: "When a source was last fetched without error, Unix time; 0 before the first."}, []string{"source"}),
		item:       prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: namespace, Name: "source_last_item_timestamp_seconds", Help: "When a source last gave a page that was not known, Unix time; 0 before the first."}, []string{"source"}),
		expected:   prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: namespace, Name: "source_expected_interval_seconds", Help: "How often a source is expected to be fetched."}, []string{"source"}),
		fetches:    prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Name: "fetches_total", Help: "Fetches by how they ended."}, []string{"source", "disposition"}),
		rows:       prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Name: "sink_reports_total", Help: "Reports that a sink stored, rewrites included."}, []string{"sink"}),
		watermark:  prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: namespace, Name: "sink_watermark_timestamp_seconds", Help: "When the newest report that a sink stored was published by the enricher, Unix time."}, []string{"sink"}),
		latency:    prometheus.NewHistogram(histogram("fetched_to_stored_seconds", "From the fetch of a page to its report in a sink.")),
	}
	shares := []float64{.05, .1, .2, .3, .4, .5, .6, .7, .8, .9, 1}
	bySource := func(name, help string, buckets []float64) *prometheus.HistogramVec {
		return prometheus.NewHistogramVec(prometheus.HistogramOpts{Namespace: namespace, Name: name, Help: help, Buckets: buckets}, []string{"source"})
	}
	p.kept = bySource("page_kept_ratio", "Share of a page's visible text that was kept as article.", shares)
	p.links = bySource("page_link_density_ratio", "Share of the kept text that is link.", shares)
	p.letters = bySource("page_text_letters", "Letters of the kept text.", []float64{0, 200, 500, 1000, 2000, 4000, 8000, 16000})
	p.dated = prometheus.NewCounterVec(prometheus.CounterOpts{Namespace: namespace, Name: "pages_dated_total", Help: "Pages by whether a date was found on the page itself."}, []string{"source", "dated"})
	p.drifted = prometheus.NewGaugeVec(prometheus.GaugeOpts{Namespace: namespace, Name: "source_drifted", Help: "1 while a source's pages do not parse as they did."}, []string{"source"})
	p.sources = map[string]bool{}
	reg.MustRegister(p.kept, p.links, p.letters, p.dated, p.drifted)
	reg.MustRegister(p.claims, p.perArticle, p.success, p.item, p.expected, p.fetches, p.rows, p.watermark, p.latency)
	for _, k := range kinds {
		for _, pol := range polarities {
			p.claims.WithLabelValues(k, pol)
		}
	}
	return p
}

// Article counts the claims of one article: kind and polarity of each.
func (p *Pipeline) Article(claims [][2]string) {
	p.perArticle.Observe(float64(len(claims)))
	for _, c := range claims {
		p.claims.WithLabelValues(c[0], c[1]).Inc()
	}
}

// maxSources bounds the sources that become label values in a worker that is
// told of them by messages; those beyond are counted together as "other".
const maxSources = 500

func (p *Pipeline) known(source string) string {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.sources[source] && len(p.sources) >= maxSources {
		return "other"
	}
	p.sources[source] = true
	return source
}

// Parsed counts how a page of a source was parsed: the shares of its text that
// were kept and that are link, the letters kept, whether it bore a date, and
// whether the source counts as drifted now.
func (p *Pipeline) Parsed(source string, kept, links float64, letters int, dated, drifted bool) {
	source = p.known(source)
	p.kept.WithLabelValues(source).Observe(kept)
	p.links.WithLabelValues(source).Observe(links)
	p.letters.WithLabelValues(source).Observe(float64(letters))
	p.dated.WithLabelValues(source, strconv.FormatBool(dated)).Inc()
	value := 0.0
	if drifted {
		value = 1
	}
	p.drifted.WithLabelValues(source).Set(value)
}

// Source creates the series of a configured source, with the interval at which
// it is expected to be fetched and the closed set of dispositions.
func (p *Pipeline) Source(id string, expected time.Duration, dispositions []string) {
	p.success.WithLabelValues(id)
	p.item.WithLabelValues(id)
	p.expected.WithLabelValues(id).Set(expected.Seconds())
	for _, d := range dispositions {
		p.fetches.WithLabelValues(id, d)
	}
}

// Fetched counts a fetch from a source that was declared before.
func (p *Pipeline) Fetched(source, disposition string, ok, fresh bool) {
	p.fetches.WithLabelValues(source, disposition).Inc()
	if ok {
		p.success.WithLabelValues(source).SetToCurrentTime()
	}
	if fresh {
		p.item.WithLabelValues(source).SetToCurrentTime()
	}
}

// Sink creates the series of a configured sink.
func (p *Pipeline) Sink(name string) {
	p.rows.WithLabelValues(name)
	p.watermark.WithLabelValues(name)
}

// Stored counts a report that a sink holds now: when the broker got it, and
// when its page was fetched (zero: unknown).
func (p *Pipeline) Stored(sink string, published, fetched time.Time) {
	p.rows.WithLabelValues(sink).Inc()
	p.watermark.WithLabelValues(sink).Set(float64(published.UnixMilli()) / 1000)
	if !fetched.IsZero() {
		p.latency.Observe(time.Since(fetched).Seconds())
	}
}
