package console

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"
)

// outlets is a SourceReader with two sources.
type outlets struct{ broken error }

func (o outlets) Sources(context.Context) (Sources, error) {
	now := time.Now()
	return Sources{
		At: now, Known: 1200, Ends: map[string]int64{"published": 1100, "robots": 60, "waiting": 40},
		List: []Source{
			{
				ID: "manara", Names: map[string]string{"ar": "المنارة", "en": "Manara"}, Country: "IRQ", Lang: "ar", State: "healthy", Verified: "2026-11-01",
				Next: now.Add(3 * time.Minute), Why: "few repeats", News: now.Add(-2 * time.Hour),
				Doors: []Door{
					{Kind: "feed", URL: "https://manara.example/rss", Next: now.Add(3 * time.Minute), Every: 5 * time.Minute, Last: now, Polls: 9, Entries: 30, Named: 77, Status: 200},
					{Kind: "front", URL: "javascript:alert(1)", Retired: "<script>alert(1)</script>"},
				},
			},
			{ID: "sada", State: "blocked", Cause: "status_403", Evidence: "feed <b>https://sada.example/rss</b>: 3 polls in a row failed", Step: "write to the publisher"},
		},
	}, o.broken
}

func (o outlets) Hours(_ context.Context, source string) ([]Hour, error) {
	at := time.Date(2026, 11, 3, 14, 0, 0, 0, time.UTC)
	return []Hour{
		{Hour: at, Polls: map[string]int{"feed": 12}, Named: map[string]int{"feed": 300, "sitemap": 20}, Found: map[string]int{"feed": 4}, Left: map[string]int{"pattern": 17}, Drift: "mizan <i>since</i> noon", Ends: map[string]int{"published": 4}, Late: map[string]int{"5m": 3}},
		{Hour: at.Add(-time.Hour), Blind: true, Polls: map[string]int{"feed": 3}, Misses: map[string]int{"first_byte": 3}},
		{Hour: at.Add(-2 * time.Hour), Blind: true},
	}, o.broken
}

func withOutlets(t *testing.T, o SourceReader) http.Handler {
	t.Helper()
	h, err := New(world(t), Options{Sources: o})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func TestSourcesPageShowsStatesAndTheirCause(t *testing.T) {
	h := withOutlets(t, outlets{})
	ar, en := get(t, h, "/sources?ui=ar").Body.String(), get(t, h, "/sources?ui=en").Body.String()
	wantIn(t, ar, "المنارة", "العراق", "سليم", "محجوب", "بعد 3 دقائق", "قبل ساعتين", "status_403", `dir="rtl"`, "1,200", "1,100")
	wantIn(t, en, "Manara", "Iraq", "healthy", "blocked", "in 3 min", "2 h ago", "write to the publisher", "few repeats", "forbidden by robots.txt")
	if strings.Index(en, "sada") > strings.Index(en, "Manara") {
		t.Error("what needs somebody does not stand first")
	}
	if strings.Contains(en, "<b>") {
		t.Error("evidence is not escaped")
	}
}

func TestSourcePageShowsDoorsAndCoverage(t *testing.T) {
	h := withOutlets(t, outlets{})
	body := get(t, h, "/sources/manara?ui=en").Body.String()
	wantIn(t, body, "https://manara.example/rss", "every 5 min", "2 blind hours", `class="hour blind"`, `class="hour none"`, `class="hour part"`, "first_byte", "300 · 20 · 0", "5 min <bdi", "not on the pattern <bdi dir=\"ltr\">17", "pages did not parse as before:", "mizan &lt;i&gt;since", "2026-11-01")
	if strings.Contains(body, `href="javascript:`) || strings.Contains(body, "<script>alert") {
		t.Error("hostile text of a door is alive")
	}
	wantIn(t, get(t, h, "/sources/manara?ui=ar").Body.String(), "ساعتان عمياوان", "كل 5 دقائق", "خلاصة")
	if w := get(t, h, "/sources/nobody"); w.Code != http.StatusNotFound {
		t.Errorf("an unknown source answers %d", w.Code)
	}
}

func TestSourcesAsJSON(t *testing.T) {
	h := withOutlets(t, outlets{})
	var all Sources
	w := get(t, h, "/v1/sources")
	if err := json.Unmarshal(w.Body.Bytes(), &all); err != nil || len(all.List) != 2 || all.List[0].ID != "sada" || all.Known != 1200 {
		t.Errorf("%v: %s", err, w.Body)
	}
	var one struct {
		ID    string
		Hours []Hour
	}
	w = get(t, h, "/v1/sources/manara")
	if err := json.Unmarshal(w.Body.Bytes(), &one); err != nil || one.ID != "manara" || len(one.Hours) != 3 || !one.Hours[1].Blind {
		t.Errorf("%v: %s", err, w.Body)
	}
}

func TestConsoleWithoutBrokerSaysSo(t *testing.T) {
	h := serve(t, world(t))
	for _, lang := range languages {
		w := get(t, h, "/sources?ui="+lang)
		if w.Code != http.StatusOK {
			t.Errorf("%s: status %d", lang, w.Code)
		}
		wantIn(t, w.Body.String(), "marsad source ls -c", "nats: {url:", "marsad run")
	}
	for _, path := range []string{"/v1/sources", "/v1/sources/manara", "/sources/manara"} {
		if w := get(t, h, path); w.Code != http.StatusNotFound {
			t.Errorf("%s answers %d", path, w.Code)
		}
	}
}

func TestBrokenTablesAreSaidWithoutTheirInside(t *testing.T) {
	h := withOutlets(t, outlets{errors.New("dial 10.0.0.7: refused")})
	for _, path := range []string{"/sources", "/sources/manara", "/v1/sources", "/v1/sources/manara"} {
		if w := get(t, h, path); w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "10.0.0.7") {
			t.Errorf("%s: status %d: %.200s", path, w.Code, w.Body)
		}
	}
}

func TestBrokerThatDoesNotAnswerIsSaid(t *testing.T) {
	h := withOutlets(t, outlets{fmt.Errorf("%w: dial 10.0.0.7: refused", ErrUnreachable)})
	for _, path := range []string{"/sources?ui=en", "/sources/manara", "/v1/sources", "/v1/sources/manara"} {
		if w := get(t, h, path); w.Code != http.StatusServiceUnavailable || strings.Contains(w.Body.String(), "10.0.0.7") || !strings.Contains(w.Body.String(), "does not answer") {
			t.Errorf("%s: status %d: %.200s", path, w.Code, w.Body)
		}
	}
}

func TestEveryStateHasAWord(t *testing.T) {
	u, err := newUI(assets, "ar")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range stateOrder {
		if u.words["state."+s] == "" {
			t.Errorf("no word for the state %s", s)
		}
	}
}

func TestSpansReadNaturally(t *testing.T) {
	u, err := newUI(assets, "ar")
	if err != nil {
		t.Fatal(err)
	}
	for d, want := range map[time.Duration]string{
		0: "", 40 * time.Second: "40 ثانية", time.Minute: "دقيقة", 2 * time.Minute: "دقيقتين", 5 * time.Hour: "5 ساعات", 47 * time.Hour: "47 ساعة", 72 * time.Hour: "3 أيام",
	} {
		if got := u.span(d); got != want {
			t.Errorf("%s: %q, want %q", d, got, want)
		}
	}
}
