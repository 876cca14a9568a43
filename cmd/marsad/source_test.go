package main

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/internal/config"
	"github.com/marsad-news/marsad/internal/newsroom"
)

// shipped is the catalogue as a person gets it: written out and loaded.
func shipped(t *testing.T, args ...string) []config.Source {
	t.Helper()
	code, out, talk := call(t, "", append([]string{"source", "catalogue"}, args...)...)
	if code != 0 {
		t.Fatalf("catalogue ends with %d: %s", code, talk)
	}
	list, err := config.LoadSources(file(t, "sources.yaml", out))
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestCatalogueIsASourceList(t *testing.T) {
	list := shipped(t)
	if len(list) < 40 {
		t.Fatalf("%d outlets, want 40 and more", len(list))
	}
	for _, err := range fetcher.CheckSources(app.Sources(list)) {
		t.Error(err)
	}
	var b strings.Builder
	langs := map[string]int{}
	iso := regexp.MustCompile(`^[A-Z]{3}$`)
	for _, s := range list {
		b.WriteString(s.ID + " ")
		langs[s.Lang]++
		if s.Name["ar"] == "" || s.Name["en"] == "" || !iso.MatchString(s.Country) || s.Tier < 1 || s.Tier > 3 || s.Notes == "" {
			t.Errorf("%s: names %v, country %q, tier %d, notes %q", s.ID, s.Name, s.Country, s.Tier, s.Notes)
		}
		if s.Verified == "" && !strings.Contains(s.Notes, "never checked live") {
			t.Errorf("%s was never verified and does not say so", s.ID)
		}
		if s.AnyCert || s.Delay != 0 && s.Delay < config.Default().Fetcher.Delay {
			t.Errorf("%s is asked with worse manners than the default", s.ID)
		}
	}
	for _, id := range []string{"rudaw", "enabbaladi", "shafaq", "thenewkhalij", "alamssar"} {
		if !strings.Contains(" "+b.String(), " "+id+" ") {
			t.Errorf("%s is missing", id)
		}
	}
	if langs["ar"] < 25 || langs["en"] < 10 {
		t.Errorf("languages are %v", langs)
	}
}

func TestCatalogueNarrows(t *testing.T) {
	for _, s := range shipped(t, "--country", "SYR", "--lang", "ar", "--tier", "1") {
		if s.Country != "SYR" || s.Lang != "ar" || s.Tier != 1 {
			t.Errorf("%+v", s)
		}
	}
	if list := shipped(t, "rudaw", "shafaq"); len(list) != 2 {
		t.Errorf("two ids give %d outlets", len(list))
	}
	if code, _, _ := call(t, "", "source", "catalogue", "nobody"); code != 2 {
		t.Errorf("an unknown id ends with %d", code)
	}
}

// TestCatalogueKnowsTheOutletRules wants one id for one outlet: rules apply by
// host, but people look for both under one name.
func TestCatalogueKnowsTheOutletRules(t *testing.T) {
	p, err := app.NewParser(config.Default(), false)
	if err != nil {
		t.Fatal(err)
	}
	list := shipped(t)
	for _, r := range p.Rules().Rules() {
		if !slices.ContainsFunc(list, func(s config.Source) bool { return s.ID == r.ID }) {
			t.Errorf("the rule %s has no outlet in the catalogue", r.ID)
		}
	}
}

func TestSourceLsShowsStatesFromBrokerAndWorker(t *testing.T) {
	h := newHouse(t)
	bare := file(t, "bare.yaml", regexp.MustCompile(`(?m)^nats:.*\n`).ReplaceAllString(readFile(t, h.cfg), ""))
	for name, args := range map[string][]string{
		"broker": {"source", "ls", "-c", h.cfg},
		"worker": {"source", "ls", "-c", bare, "--admin", h.app.Addr("admin")},
	} {
		code, out, talk := call(t, "", args...)
		if code != 0 {
			t.Fatalf("%s: ends with %d: %s", name, code, talk)
		}
		for _, o := range newsroom.Outlets() {
			if !regexp.MustCompile(`(?m)^` + o.ID + ` +healthy +(in \d+s|now)`).MatchString(out) {
				t.Errorf("%s: %s is not shown as healthy with its next poll:\n%s", name, o.ID, out)
			}
		}
		if name == "worker" && !strings.Contains(talk, "addresses known: ") {
			t.Errorf("%s: no totals in %q", name, talk)
		}
	}
	code, out, _ := call(t, "", "source", "ls", "-c", h.cfg, "--json", "manara")
	var l sourceLine
	if err := json.Unmarshal([]byte(out), &l); err != nil || code != 0 || l.ID != "manara" || l.Status == nil || len(l.Status.Doors) != 1 {
		t.Errorf("%v: %s", err, out)
	}
	code, out, talk := call(t, "", "source", "ls", "-c", bare, "--admin", "127.0.0.1:1")
	if code != 0 || !strings.Contains(talk, "states are not known") || !strings.Contains(out, "manara") {
		t.Errorf("without a worker it ends with %d: %s%s", code, out, talk)
	}
	h.showsSources()
	for name, args := range map[string][]string{
		"broker": {"source", "hours", "-c", h.cfg, "manara"},
		"worker": {"source", "hours", "-c", bare, "--admin", h.app.Addr("admin"), "--from", "3h", "manara"},
	} {
		var code int
		var out, talk string
		seen := regexp.MustCompile(`(?m)^\d{4}-\d\d-\d\d \d\d:00 +feed \d+ .*published \d`)
		h.settle(func() bool { // the ledger is written every fifteen seconds
			code, out, talk = call(t, "", args...)
			return code != 0 || seen.MatchString(out)
		})
		if code != 0 || !seen.MatchString(out) || !strings.Contains(talk, "manara: 0 of ") || strings.Contains(out, "  blind  ") { // it is new
			t.Errorf("%s: hours end with %d:\n%s%s", name, code, out, talk)
		}
	}
	books, err := fetcher.Tables(t.Context(), h.app.Bus())
	if err != nil {
		t.Fatal(err)
	}
	before := time.Now().Add(-12 * time.Hour)
	if err := fetcher.AddHour(t.Context(), books.Ledger, &fetcher.Hour{Source: "manara", Hour: before, First: before, Last: before, Polls: map[string]int{"feed": 1}}); err != nil {
		t.Fatal(err)
	}
	for name, args := range map[string][]string{
		"broker": {"source", "hours", "-c", h.cfg, "--from", "3h", "manara"},
		"worker": {"source", "hours", "-c", bare, "--admin", h.app.Addr("admin"), "--from", "3h", "manara"},
	} {
		if code, out, talk := call(t, "", args...); code != 0 || strings.Count(out, "  blind  ") < 2 || strings.Contains(talk, "manara: 0 of ") {
			t.Errorf("%s: hours of one that was down end with %d:\n%s%s", name, code, out, talk)
		}
	}
	code, out, _ = call(t, "", "source", "hours", "-c", h.cfg, "--json", "--from", "1h", "manara")
	var hour struct {
		Hour  time.Time
		Blind bool
		Named map[string]int
	}
	if err := json.NewDecoder(strings.NewReader(out)).Decode(&hour); err != nil || code != 0 || hour.Hour.IsZero() {
		t.Errorf("hours as JSON: %v: %s", err, out)
	}
	if code, _, _ := call(t, "", "source", "hours", "-c", h.cfg); code != 2 {
		t.Errorf("hours of nobody end with %d", code)
	}
	if code, out, talk := call(t, "", "source", "hours", "-c", h.cfg, "nobody"); code != 2 || out != "" || !strings.Contains(talk, "nobody") {
		t.Errorf("hours of an unknown source end with %d: %s%s", code, out, talk)
	}
	h.drift("manara")
	for _, args := range [][]string{
		{"source", "ls", "-c", h.cfg, "manara"},
		{"source", "ls", "-c", bare, "--admin", h.app.Addr("admin"), "manara"},
		{"source", "probe", "-c", h.cfg, "--contact", "desk@marsad.example", h.base + "/manara/index.html"},
	} {
		code, out, talk := call(t, "", args...)
		if code != 0 || !regexp.MustCompile(`(?m)^manara +drifted .*pages_changed; manara.example since 2026-11-03T09:00:00Z: texts of 40 letters, before 2000; 3 pages kept back`).MatchString(out) {
			t.Errorf("%v ends with %d and does not show the drift:\n%s%s", args[:2], code, out, talk)
		}
	}
}

// drift puts a row where the parser tells that a site's pages changed.
func (h *house) drift(source string) {
	h.t.Helper()
	books, err := fetcher.Tables(h.t.Context(), h.app.Bus())
	if err != nil {
		h.t.Fatal(err)
	}
	host := source + ".example"
	row, err := json.Marshal(event.Drift{
		Source: source, Host: host, Since: time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC), Held: 3, Evidence: "texts of 40 letters, before 2000", Page: "https://" + host + "/9",
	})
	if err != nil {
		h.t.Fatal(err)
	}
	if _, err := books.Drift.Put(h.t.Context(), event.DriftKey(source, host), row, 0); err != nil {
		h.t.Fatal(err)
	}
}

func readFile(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// showsSources looks at the console's page and at the ledger behind it.
func (h *house) showsSources() {
	h.t.Helper()
	body := func(path string) string {
		resp, err := http.Get("http://" + h.app.Addr("console") + path)
		if err != nil {
			h.t.Fatal(err)
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		if err != nil || resp.StatusCode != http.StatusOK {
			h.t.Fatalf("%s answers %d, %v: %s", path, resp.StatusCode, err, b)
		}
		return string(b)
	}
	page := body("/sources?ui=en")
	for _, want := range []string{"healthy", "Addresses known", "published", "/sources/manara"} {
		if !strings.Contains(page, want) {
			h.t.Errorf("the page of sources has no %q", want)
		}
	}
	if one := body("/sources/manara?ui=ar"); !strings.Contains(one, "خلاصة") || !strings.Contains(one, "class=\"strip\"") {
		h.t.Errorf("the page of a source shows no doors or hours: %.400s", one)
	}
	var all struct {
		Known int64
		Ends  map[string]int64
	}
	if err := json.Unmarshal([]byte(body("/v1/sources")), &all); err != nil {
		h.t.Fatal(err)
	}
	var sum int64
	for _, n := range all.Ends {
		sum += n
	}
	if all.Known == 0 || sum != all.Known {
		h.t.Errorf("%d addresses known, %d ended: %v", all.Known, sum, all.Ends)
	}
}

func TestSourceProbeAndAdd(t *testing.T) {
	base, stop, err := newsroom.New().Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(stop)
	cfg := file(t, "marsad.yaml", "fetcher: {open_loopback: true, delay: 5ms}\nsource_files: [more.yaml]\n")
	more := filepath.Join(filepath.Dir(cfg), "more.yaml")
	const before = "# ours\nsources:\n  - id: first   # a comment that stays\n    feeds: [https://first.example/rss]\n"
	if err := os.WriteFile(more, []byte(before), 0o600); err != nil {
		t.Fatal(err)
	}
	code, out, talk := call(t, "", "source", "probe", "-c", cfg, base+"/manara/index.html")
	for _, want := range []string{"feed", "declared", base + "/manara/feed.xml", base + "/sitemap.xml", "its entry would be", "- id: "} {
		if !strings.Contains(out, want) {
			t.Errorf("probe ends with %d and does not show %q:\n%s%s", code, want, out, talk)
		}
	}
	code, out, talk = call(t, "", "source", "add", "-c", cfg, "--id", "manara", "--dry-run", base+"/manara/index.html")
	if code != 0 || !strings.Contains(out, "- id: manara") || readFile(t, more) != before {
		t.Errorf("a dry run ends with %d: %s%s", code, out, talk)
	}
	code, out, talk = call(t, "", "source", "add", "-c", cfg, "--id", "manara", base+"/manara/index.html")
	if code != 0 || !strings.Contains(out, "manara is in ") {
		t.Fatalf("add ends with %d: %s%s", code, out, talk)
	}
	after := readFile(t, more)
	if !strings.HasPrefix(after, before) {
		t.Errorf("what stood in the file has changed:\n%s", after)
	}
	got, err := config.Load(cfg)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Sources) != 2 || got.Sources[1].ID != "manara" || len(got.Sources[1].Feeds) == 0 || got.Sources[1].Verified == "" || got.Sources[1].Lang != "ar" {
		t.Errorf("%+v", got.Sources)
	}
	code, _, talk = call(t, "", "source", "add", "-c", cfg, "--id", "twice", base+"/manara/index.html")
	if code != 1 || !strings.Contains(talk, "also a door of manara") || readFile(t, more) != after {
		t.Errorf("adding twice ends with %d: %s", code, talk)
	}
	none := file(t, "none.yaml", "fetcher: {delay: 5s}\n")
	if code, _, talk := call(t, "", "source", "probe", "-c", none, base); code != 3 || !strings.Contains(talk, "fetcher.contact") {
		t.Errorf("without a contact it ends with %d: %s", code, talk)
	}
}

func TestEntriesAreAppendedToAnyList(t *testing.T) {
	s := config.Source{ID: "new", Lang: "ar", Feeds: []string{"https://new.example/rss"}, Pattern: `new\.example/\d+`}
	for name, c := range map[string]struct {
		text string
		bad  string
	}{
		"no file":            {"-", ""},
		"no entries":         {"sources:\n", ""},
		"dashes at the edge": {"sources:\n- id: a\n  urls: [https://a.example/]", ""},
		"dashes far in":      {"sources:\n      - id: a\n        urls: [https://a.example/]\n", ""},
		"a list on a line":   {"sources: [{id: a, urls: [https://a.example/]}]\n", "not a list"},
		"another key":        {"outlets: []\n", "not the last key"},
		"the same door":      {"sources:\n  - {id: a, feeds: [http://new.example/rss]}\n", "also a door of a"},
		"no YAML":            {"{", "add to"},
	} {
		path := filepath.Join(t.TempDir(), "sources.yaml")
		if c.text != "-" {
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		err := appendEntry(path, s)
		if c.bad != "" {
			if err == nil || !strings.Contains(err.Error(), c.bad) || readFile(t, path) != c.text {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		list, err := config.LoadSources(path)
		if err != nil || len(list) == 0 {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if diff := cmp.Diff(s, list[len(list)-1]); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

func TestConfigCheckFindsWhatLoadingDoesNot(t *testing.T) {
	head := "fetcher: {contact: desk@news.example}\nsources:\n"
	for _, c := range []struct{ name, text, want string }{
		{"a missing contact", "sources: [{id: a, feeds: [https://a.example/rss]}]\n", "fetcher.contact"},
		{"a door in other words", head + "  - {id: a, feeds: ['https://a.example/rss']}\n  - {id: b, feeds: ['http://a.example/rss?utm_source=x']}\n", "also a door of a"},
		{"a pattern that is none", head + "  - {id: a, feeds: ['https://a.example/rss'], pattern: '('}\n", "pattern"},
		{"a pattern that matches nothing", head + "  - {id: a, urls: ['https://a.example/news/1'], pattern: 'b\\.example'}\n", "matches none of its urls"},
		{"a port that is not open", head + "  - {id: a, feeds: ['https://a.example:8443/rss']}\n", "port"},
	} {
		if code, out, talk := call(t, "", "config", "check", "-c", file(t, "marsad.yaml", c.text)); code != 3 || !strings.Contains(talk, c.want) {
			t.Errorf("%s: ends with %d: %s%s", c.name, code, out, talk)
		}
	}
	fine := file(t, "marsad.yaml", head+"  - {id: a, feeds: ['https://a.example/rss'], urls: ['https://a.example/news/1'], pattern: 'a\\.example/news/\\d+'}\n")
	if code, out, talk := call(t, "", "config", "check", "-c", fine); code != 0 || !strings.HasPrefix(out, "fine: 1 sources") {
		t.Errorf("a fine one ends with %d: %s%s", code, out, talk)
	}
	empty := []fetcher.Status{{Source: "a", Doors: []fetcher.DoorState{{Door: "https://a.example/rss", Polls: 3}}}}
	if faults := emptyDoors([]fetcher.Source{{ID: "a", Pattern: "x"}}, empty); len(faults) != 1 || !strings.Contains(fmt.Sprint(faults), "matches nothing that https://a.example/rss names") {
		t.Errorf("faults are %v", faults)
	}
}
