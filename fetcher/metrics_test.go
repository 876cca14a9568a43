package fetcher

import (
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"
)

func TestMetricsAddUp(t *testing.T) {
	o := newOutlet(t)
	o.feed("/a", "/b", "/missing")
	o.set("/a", html, "<p>a")
	o.set("/b", html, "<p>b")
	s := &shelf{}
	w := run(t, o.config(t), MemoryDeps(s.publish))
	reg := prometheus.NewPedanticRegistry()
	if err := w.Register(reg); err != nil {
		t.Fatal(err)
	}
	eventually(t, "all settled", func() bool { t := w.Totals(); return t.Ends[Published] == 2 && t.Ends[Gone] == 1 })
	if problems, err := testutil.GatherAndLint(reg); err != nil || len(problems) > 0 {
		t.Error(err, problems)
	}
	w.survey(t.Context(), time.Now())
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]float64{}
	for _, f := range families {
		for _, m := range f.GetMetric() {
			key := f.GetName()
			for _, l := range m.GetLabel() {
				key += " " + l.GetValue()
			}
			got[key] = m.GetGauge().GetValue() + m.GetCounter().GetValue() + float64(m.GetHistogram().GetSampleCount())
		}
	}
	for key, want := range map[string]float64{
		"marsad_fetcher_urls published": 2, "marsad_fetcher_urls gone": 1, "marsad_fetcher_urls waiting": 0, "marsad_fetcher_polls_total feed news": 1,
		"marsad_fetcher_polls_total front failed": 0, "marsad_fetcher_discovery_seconds": 3, "marsad_fetcher_sources healthy": 1, "marsad_fetcher_request_errors_total dns": 0,
	} {
		if v, ok := got[key]; !ok || v != want {
			t.Errorf("%s = %g, %v, want %g", key, v, ok, want)
		}
	}
	if rule := s.get(o.URL + "/a").Header[robotsRule]; rule != "unavailable" {
		t.Errorf("the decision of robots.txt is %q", rule)
	}
}
