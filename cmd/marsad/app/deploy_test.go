package app

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	dto "github.com/prometheus/client_model/go"
	"go.yaml.in/yaml/v3"

	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/fetcher/warc"
	"github.com/marsad-news/marsad/internal/config"
	"github.com/marsad-news/marsad/internal/golden"
	"github.com/marsad-news/marsad/internal/telemetry"
)

const deploy = "../../../deploy"

// catalogue returns every metric of our own, by name.
func catalogue(t *testing.T) []*dto.MetricFamily {
	t.Helper()
	reg := prometheus.NewRegistry()
	build := telemetry.NewRegistry("test")
	telemetry.NewStages(reg).Stage("parser", []string{"x"}, []string{"x"})
	p := telemetry.NewPipeline(reg)
	p.Source("x", time.Minute, []string{"x"})
	p.Sink("x")
	p.Parsed("x", 1, 0, 1, true, false)
	if _, err := warc.NewMetrics(reg); err != nil {
		t.Fatal(err)
	}
	w, err := fetcher.New(fetcher.Config{Dir: t.TempDir(), OpenLoopback: true}, fetcher.MemoryDeps(nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Register(reg); err != nil {
		t.Fatal(err)
	}
	all, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	own, err := build.Gather()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range own {
		if strings.HasPrefix(f.GetName(), "marsad_") {
			all = append(all, f)
		}
	}
	slices.SortFunc(all, func(a, b *dto.MetricFamily) int { return strings.Compare(a.GetName(), b.GetName()) })
	return all
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(deploy, path))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// TestDocsListEveryMetric keeps docs/metrics.md equal to the code; -update
// rewrites it.
func TestDocsListEveryMetric(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Metrics\n\nWritten by `go test ./cmd/marsad/app -run Metric -update`; a test compares it with the code.\nEvery label value is from a closed set, or the id of a configured source, stage or sink.\n\n| metric | type | labels | what it says |\n|---|---|---|---|\n")
	for _, f := range catalogue(t) {
		var labels []string
		for _, l := range f.GetMetric()[0].GetLabel() {
			labels = append(labels, l.GetName())
		}
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s |\n", f.GetName(), strings.ToLower(f.GetType().String()), strings.Join(labels, ", "), f.GetHelp())
	}
	golden.Text(t, "../../../docs/metrics.md", b.String())
}

var metricName = regexp.MustCompile(`marsad_[a-z_]+`)

// TestRulesAndDashboardUseMetricsThatExist finds queries that would return
// nothing for ever.
func TestRulesAndDashboardUseMetricsThatExist(t *testing.T) {
	known := map[string]bool{}
	for _, f := range catalogue(t) {
		known[f.GetName()] = true
		if f.GetType() == dto.MetricType_HISTOGRAM {
			for _, suffix := range []string{"_bucket", "_sum", "_count"} {
				known[f.GetName()+suffix] = true
			}
		}
	}
	for _, file := range []string{"prometheus/rules.yaml", "grafana/dashboards/marsad.json"} {
		names := metricName.FindAllString(string(read(t, file)), -1)
		if len(names) < 5 {
			t.Fatalf("%s names only %d metrics", file, len(names))
		}
		for _, n := range names {
			if !known[n] {
				t.Errorf("%s uses %s, which no worker has", file, n)
			}
		}
	}
}

func TestEveryAlertHasItsRunbook(t *testing.T) {
	var rules struct {
		Groups []struct {
			Rules []struct {
				Alert       string            `yaml:"alert"`
				Annotations map[string]string `yaml:"annotations"`
			} `yaml:"rules"`
		} `yaml:"groups"`
	}
	if err := yaml.Unmarshal(read(t, "prometheus/rules.yaml"), &rules); err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, g := range rules.Groups {
		for _, r := range g.Rules {
			n++
			book := filepath.Join("../../../docs/runbooks", filepath.Base(r.Annotations["runbook_url"]))
			b, err := os.ReadFile(book)
			if err != nil {
				t.Error(err)
			} else if !strings.HasPrefix(string(b), "# "+r.Alert+"\n") {
				t.Errorf("%s does not begin with the name of %s", book, r.Alert)
			}
		}
	}
	if n != 7 {
		t.Errorf("read %d alerts, want 6", n)
	}
}

func TestDashboardPanelsAreWhole(t *testing.T) {
	var d struct {
		Panels []struct {
			Title, Description string
			FieldConfig        struct{ Defaults struct{ Unit string } }
			Targets            []struct{ Expr string }
		}
	}
	if err := json.Unmarshal(read(t, "grafana/dashboards/marsad.json"), &d); err != nil {
		t.Fatal(err)
	}
	if len(d.Panels) < 10 {
		t.Fatalf("%d panels", len(d.Panels))
	}
	for _, p := range d.Panels {
		if p.Title == "" || p.Description == "" || p.FieldConfig.Defaults.Unit == "" || len(p.Targets) == 0 {
			t.Errorf("panel %q lacks title, description, unit or query", p.Title)
		}
	}
}

func TestShippedConfigurationLoads(t *testing.T) {
	c, err := config.Load(filepath.Join(deploy, "marsad.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Sources) == 0 || c.NATS.URL == "" {
		t.Errorf("%+v", c)
	}
}

func TestComposeRunsEveryWorkerOnce(t *testing.T) {
	var c struct {
		Services map[string]struct {
			Command []string `yaml:"command"`
			Volumes []string `yaml:"volumes"`
		} `yaml:"services"`
		Secrets map[string]any `yaml:"secrets"`
	}
	if err := yaml.Unmarshal(read(t, "compose.yaml"), &c); err != nil {
		t.Fatal(err)
	}
	for _, r := range All {
		if s := c.Services[string(r)]; !slices.Equal(s.Command, []string{string(r)}) {
			t.Errorf("service %s runs %q", r, s.Command)
		}
	}
	for _, name := range []string{"nats", "postgres", "prometheus", "grafana"} {
		if _, ok := c.Services[name]; !ok {
			t.Errorf("no service %s", name)
		}
	}
	for name, s := range c.Services {
		for _, v := range s.Volumes {
			if file, ok := strings.CutPrefix(strings.Split(v, ":")[0], "./"); ok {
				if _, err := os.Stat(filepath.Join(deploy, file)); err != nil {
					t.Errorf("service %s mounts what is not there: %v", name, err)
				}
			}
		}
	}
}

func TestContainerIsStaticAndNotRoot(t *testing.T) {
	text := string(read(t, "Containerfile"))
	for _, want := range []string{"CGO_ENABLED=0", "-trimpath", "./cmd/marsad", "USER 65532", `"health"`, "VOLUME /data", "static"} {
		if !strings.Contains(text, want) {
			t.Errorf("the container file has no %s", want)
		}
	}
	last := text[strings.LastIndex(text, "FROM "):]
	if strings.Contains(last, "RUN ") {
		t.Error("the last stage runs a command, and its base has no shell")
	}
}
