package telemetry_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"github.com/marsad-news/marsad/internal/telemetry"
)

func scrape(t *testing.T, h http.Handler, path string) (int, string) {
	t.Helper()
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, httptest.NewRequest(http.MethodGet, path, nil))
	body, err := io.ReadAll(rec.Body)
	if err != nil {
		t.Fatal(err)
	}
	return rec.Code, string(body)
}

func TestSeriesExistBeforeAnythingHappens(t *testing.T) {
	reg := telemetry.NewRegistry("v0")
	telemetry.NewStages(reg).Stage("parser", []string{"charset"}, []string{"listing"})
	telemetry.NewPipeline(reg).Source("office", time.Minute, []string{"published"})
	_, body := scrape(t, telemetry.Handler(reg, &telemetry.Health{}), "/metrics")
	for _, want := range []string{
		`marsad_build_info{`,
		`marsad_stage_items_in_total{stage="parser"} 0`,
		`marsad_stage_items_out_total{outcome="parked",stage="parser"} 0`,
		`marsad_stage_parked_total{reason="charset",stage="parser"} 0`,
		`marsad_stage_discarded_total{reason="listing",stage="parser"} 0`,
		`marsad_stage_oldest_pending_seconds{stage="parser"} 0`,
		`marsad_claims_total{kind="presence",polarity="denied"} 0`,
		`marsad_source_expected_interval_seconds{source="office"} 60`,
		`marsad_fetches_total{disposition="published",source="office"} 0`,
	} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in the first scrape", want)
		}
	}
}

func TestAReasonOutsideTheSetIsOther(t *testing.T) {
	reg := telemetry.NewRegistry("v0")
	s := telemetry.NewStages(reg).Stage("parser", nil, nil)
	s.Parked("https://news.example/a-page-of-its-own")
	_, body := scrape(t, telemetry.Handler(reg, &telemetry.Health{}), "/metrics")
	if !strings.Contains(body, `marsad_stage_parked_total{reason="other",stage="parser"} 1`) || strings.Contains(body, "news.example") {
		t.Errorf("an unknown reason became a series of its own:\n%s", body)
	}
}

func TestMetricNamesFollowTheConventions(t *testing.T) {
	reg := telemetry.NewRegistry("v0")
	telemetry.NewStages(reg).Stage("parser", nil, nil)
	telemetry.NewPipeline(reg)
	problems, err := testutil.GatherAndLint(reg)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range problems {
		t.Errorf("%s: %s", p.Metric, p.Text)
	}
}

func TestReadyNamesWhatIsNot(t *testing.T) {
	var h telemetry.Health
	handler := telemetry.Handler(telemetry.NewRegistry("v0"), &h)
	h.Add("broker", func() error { return nil })
	h.Add("store", func() error { return errors.New("disk is full") })
	code, body := scrape(t, handler, "/readyz")
	if code != http.StatusServiceUnavailable || !strings.Contains(body, "store: not ready: disk is full") || !strings.Contains(body, "broker: ok") {
		t.Errorf("%d %s", code, body)
	}
	h.Add("store", func() error { return nil })
	if code, _ := scrape(t, handler, "/readyz"); code != http.StatusOK {
		t.Errorf("all checks pass and /readyz says %d", code)
	}
	if code, _ := scrape(t, handler, "/livez"); code != http.StatusOK {
		t.Errorf("/livez says %d", code)
	}
}
