package fetcher

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/prometheus/client_golang/prometheus/testutil"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/safehttp"
)

// kept reads the stored state of a door.
func kept(t *testing.T, deps Deps, source string, kind event.JobKind) (s DoorState) {
	t.Helper()
	err := deps.Doors.Each(t.Context(), func(_ string, v []byte) bool {
		var d DoorState
		if json.Unmarshal(v, &d) == nil && d.Source == source && d.Kind == kind {
			s = d
		}
		return true
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestThreeDoorsCountedAgainstEachOther(t *testing.T) {
	o := newOutlet(t)
	o.feed("/story/1001", "/story/1002")
	now := time.Now().UTC()
	o.set("/sitemap.xml", "application/xml", fmt.Sprintf(`<sitemapindex><sitemap><loc>%[1]s/news.xml</loc><lastmod>%[2]s</lastmod></sitemap><sitemap><loc>%[1]s/dead.xml</loc></sitemap></sitemapindex>`, o.URL, now.Format(time.RFC3339)))
	o.set("/news.xml", "application/xml", fmt.Sprintf(`<urlset><url><loc>%[1]s/story/1002</loc><lastmod>%[2]s</lastmod></url><url><loc>%[1]s/story/1003</loc><lastmod>%[2]s</lastmod></url><url><loc>%[1]s/story/1999</loc><lastmod>2020-01-01</lastmod></url></urlset>`, o.URL, now.Format(time.RFC3339)))
	o.set("/", html, `<a href="/story/1003">خبر ثالث</a> <a href="/story/1004">خبر رابع</a> <a href="/about">x</a>`)
	for _, n := range []string{"1001", "1002", "1003", "1004", "1999"} {
		o.set("/story/"+n, html, "<p>"+n)
	}
	s := &shelf{}
	deps := MemoryDeps(s.publish)
	cfg := o.config(t)
	cfg.Sources[0].Sitemaps = []string{o.URL + "/sitemap.xml"}
	cfg.Sources[0].Fronts = []string{o.URL + "/"}
	w := run(t, cfg, deps)
	eventually(t, "four stories", func() bool { return len(s.urls()) == 4 })
	eventually(t, "all doors read", func() bool {
		r, ok, _ := w.mine(hostOf(o.URL)).f.Lookup(o.URL + "/story/1003")
		return ok && r.Doors&6 == 6
	})
	if o.requests("/story/1999") != 0 {
		t.Error("history was taken for news")
	}
	w.flushLedger(t.Context())
	hours, err := Coverage(t.Context(), deps.Ledger, "minbar", time.Now().Add(-time.Hour), time.Now().Add(time.Minute))
	if err != nil {
		t.Fatal(err)
	}
	var sum Hour
	for i := range hours {
		sum.merge(&hours[i])
	}
	if found := sum.Found["feed"] + sum.Found["sitemap"] + sum.Found["front"]; found != 4 || sum.Named["feed"] != 2 || sum.Named["front"] != 2 || sum.Named["sitemap"] != 2 {
		t.Errorf("%+v", sum)
	}
	if sum.Left["old"] != 1 {
		t.Errorf("left out: %v", sum.Left)
	}
	if sum.Blind() || sum.Ends[Published] != 4 || !(&Hour{Polls: map[string]int{"feed": 2}, Misses: map[string]int{"dns": 2}}).Blind() {
		t.Errorf("%+v", sum)
	}
	list, err := Books{deps.Doors, deps.Ledger, deps.Drift}.Statuses(t.Context(), cfg.Sources, time.Now())
	if err != nil || len(list) != 1 || list[0].State != Healthy || len(list[0].Doors) != 3 || list[0].Next.IsZero() || list[0].Why == "" {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestLedgerNotesADrift(t *testing.T) {
	o := newOutlet(t)
	o.feed("/a")
	o.set("/a", html, "<p>a")
	deps := MemoryDeps((&shelf{}).publish)
	row, err := json.Marshal(event.Drift{Source: "minbar", Host: "minbar.example", Since: time.Now(), Evidence: "texts of 40 letters, before 2000"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := deps.Drift.Put(t.Context(), event.DriftKey("minbar", "minbar.example"), row, 0); err != nil {
		t.Fatal(err)
	}
	w := run(t, o.config(t), deps)
	eventually(t, "a poll", func() bool { return o.requests("/feed.xml") == 1 && len(w.doors.bySource()) == 1 })
	w.survey(t.Context(), time.Now())
	w.flushLedger(t.Context())
	hours, err := Coverage(t.Context(), deps.Ledger, "minbar", time.Now().Add(-time.Hour), time.Now())
	if err != nil {
		t.Fatal(err)
	}
	if last := hours[len(hours)-1]; !strings.Contains(last.Drift, "minbar.example since") || !strings.Contains(last.Drift, "40 letters") {
		t.Errorf("%+v", last)
	}
	if n := testutil.ToFloat64(w.metrics.sources.WithLabelValues(string(Drifted))); n != 1 {
		t.Errorf("%g sources are counted as drifted", n)
	}
}

func TestMovedFeedIsFollowed(t *testing.T) {
	o := newOutlet(t)
	o.feed("/a")
	o.handle("/old.xml", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/feed.xml", http.StatusMovedPermanently)
	})
	o.set("/a", html, "<p>a")
	s := &shelf{}
	deps := MemoryDeps(s.publish)
	cfg := o.config(t)
	cfg.Sources[0].Feeds = []string{o.URL + "/old.xml"}
	run(t, cfg, deps)
	eventually(t, "the page", func() bool { return len(s.urls()) == 1 })
	eventually(t, "the new address", func() bool { return kept(t, deps, "minbar", event.JobFeed).URL == o.URL+"/feed.xml" })
	if st := Judge("minbar", []DoorState{kept(t, deps, "minbar", event.JobFeed)}, nil, time.Now()); st.State != MovedAway {
		t.Errorf("%+v", st)
	}
}

func TestLostFeedIsRediscovered(t *testing.T) {
	o := newOutlet(t)
	o.feed("/a")
	o.set("/old.xml", html, `<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head><body>لقد انتقلنا`)
	deps := MemoryDeps((&shelf{}).publish)
	cfg := o.config(t)
	cfg.Sources[0].Feeds = []string{o.URL + "/old.xml"}
	run(t, cfg, deps)
	eventually(t, "the new address", func() bool {
		st := kept(t, deps, "minbar", event.JobFeed)
		return st.URL == o.URL+"/feed.xml" && st.Cause == "not_feed" && st.Grade == 1
	})
}

func TestFeedIsFoundOnTheFrontPage(t *testing.T) {
	o := newOutlet(t)
	o.feed("/a")
	o.set("/a", html, "<p>a")
	o.set("/", html, `<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"></head>`)
	s := &shelf{}
	deps := MemoryDeps(s.publish)
	cfg := o.config(t)
	cfg.Sources[0].Feeds, cfg.Sources[0].Fronts = nil, []string{o.URL + "/"}
	run(t, cfg, deps)
	eventually(t, "its article", func() bool { return s.urls()[o.URL+"/a"] == 1 })
	eventually(t, "its state", func() bool { return kept(t, deps, "minbar", event.JobFeed).Found })
}

func TestLyingFeedLosesItsTrust(t *testing.T) {
	v := safehttp.Validators{}
	answer := func(body string) *safehttp.Response {
		return &safehttp.Response{Status: 200, Header: http.Header{"Etag": {`"always"`}}, Body: []byte(body)}
	}
	v, _ = v.Judge(answer("one"))
	v, change := v.Judge(answer("two"))
	if change != safehttp.Changed || !v.Liar {
		t.Errorf("%+v", v)
	}
}

func TestWhatAPageCanSay(t *testing.T) {
	o := newOutlet(t)
	o.feed("/noindex", "/tag", "/wall", "/twin", "/real", "/big", "/film", "/login")
	o.set("/noindex", html, `<html><head><meta name="robots" content="noindex"></head><body>x`)
	o.handle("/tag", func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("X-Robots-Tag", "marsadbot: none") })
	o.set("/wall", html, "<title>Just a moment...</title>")
	o.set("/real", html, "<p>real")
	o.handle("/twin", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/real", http.StatusFound) })
	o.handle("/big", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", html)
		_, _ = w.Write(noise(1 << 20))
	})
	o.handle("/film", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "video/mp4")
		_, _ = io.WriteString(w, "x")
	})
	o.handle("/login", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "sign in", http.StatusUnauthorized) })
	s, n := &shelf{}, &tally{}
	deps := MemoryDeps(s.publish)
	deps.Counts = n
	w := run(t, o.config(t), deps)
	want := map[string]Disposition{"/noindex": NoIndex, "/tag": NoIndex, "/wall": Blocked, "/big": TooLarge, "/film": WrongType, "/login": Blocked, "/real": Published, "/twin": Duplicate}
	for path, must := range want {
		eventually(t, path+" is "+string(must), func() bool {
			return stateOf(w, o.URL+path) == must
		})
	}
	if len(s.urls()) != 1 {
		t.Errorf("published %v", s.urls())
	}
}

// stateOf is the disposition of an address, empty while it is not known.
func stateOf(w *Worker, u string) Disposition {
	p := w.mine(hostOf(u))
	if p == nil {
		return ""
	}
	r, ok, err := p.f.Lookup(u)
	if err != nil || !ok {
		return ""
	}
	return Dispositions[r.State]
}

// noise does not compress.
func noise(n int) []byte {
	b := make([]byte, n)
	x := uint64(88172645463325252)
	for i := range b {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		b[i] = byte(x)
	}
	return b
}

func TestJobsFromOutsideAreTaken(t *testing.T) {
	o := newOutlet(t)
	o.feed("/a")
	o.set("/a", html, "<p>a")
	o.set("/old/1", html, "<p>old")
	s := &shelf{}
	deps := MemoryDeps(s.publish)
	run(t, o.config(t), deps)
	eventually(t, "the feed's page", func() bool { return len(s.urls()) == 1 })
	push := func(j event.Job) {
		if err := deps.Jobs.Push(t.Context(), 0, hostOf(j.URL), j); err != nil {
			t.Fatal(err)
		}
	}
	push(event.Job{URL: o.URL + "/old/1", Source: "minbar", FoundBy: "backfill", Priority: 1})
	eventually(t, "the backfilled page", func() bool { return s.urls()[o.URL+"/old/1"] == 1 })
	if p := s.get(o.URL + "/old/1"); p.FoundBy != "backfill" {
		t.Errorf("%+v", p)
	}
	polls := o.requests("/feed.xml")
	push(event.Job{URL: o.URL + "/feed.xml", Source: "minbar", Kind: event.JobFeed})
	eventually(t, "a poll asked for by hand", func() bool { return o.requests("/feed.xml") > polls })
}

func TestRobotsDownClosesUnlessKnown(t *testing.T) {
	o := newOutlet(t)
	o.feed("/a")
	o.handle("/robots.txt", func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "x", http.StatusBadGateway) })
	deps := MemoryDeps((&shelf{}).publish)
	run(t, o.config(t), deps)
	eventually(t, "robots.txt asked for", func() bool { return o.requests("/robots.txt") == 1 })
	eventually(t, "the reason is told", func() bool { return kept(t, deps, "minbar", event.JobFeed).Cause == "robots_closed" })
	if o.requests("/feed.xml") != 0 {
		t.Error("asked although the site is closed")
	}

	row, _ := json.Marshal(storedRuling{At: time.Now().Add(-25 * time.Hour), Good: time.Now().Add(-23 * time.Hour), Status: 404})
	fresh := MemoryDeps((&shelf{}).publish)
	if _, err := fresh.Hosts.Put(context.Background(), rulingKey(o.URL), row, 0); err != nil {
		t.Fatal(err)
	}
	run(t, o.config(t), fresh)
	eventually(t, "the last known good rules serve", func() bool { return o.requests("/feed.xml") == 1 })
}

func keyed[V any](m map[string]V) map[string]V {
	out := map[string]V{}
	for u, v := range m {
		out[mapKey(u)] = v
	}
	return out
}

func TestStateOfAnIndexIsBounded(t *testing.T) {
	s := DoorState{DeadMaps: map[string]int{}, Maps: map[string]string{}}
	named := map[string]string{}
	for i := range 50_000 {
		u := fmt.Sprintf("https://a.example/%s/%d.xml", strings.Repeat("x", 300), i)
		named[u] = ""
		s.DeadMaps[mapKey(u)] = deadChild
		if i < keptMaps {
			s.Maps[mapKey(u)] = "2026-11-21T10:00:00+03:00"
		}
	}
	s.forgetMaps(named)
	data, err := json.Marshal(&s)
	if err != nil || len(data) > 256<<10 || len(s.Maps) != keptMaps {
		t.Errorf("%d bytes, %d maps, %v", len(data), len(s.Maps), err)
	}
}

func TestFoundDoorsAreBounded(t *testing.T) {
	w, err := New(Config{Dir: t.TempDir(), OpenLoopback: true, Sources: []Source{{ID: "a", Fronts: []string{"https://a.example/"}}}}, MemoryDeps(nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for i := range 100 {
		if w.doors.add(t.Context(), w.sites["a"], event.JobFeed, fmt.Sprintf("https://a.example/feed/%d", i)) {
			n++
		}
	}
	if n != maxFound {
		t.Errorf("%d doors were taken in", n)
	}
}

func TestWorthReading(t *testing.T) {
	many := make([]string, 30)
	for i := range many {
		many[i] = fmt.Sprintf("m%02d", i)
	}
	for _, tt := range []struct {
		name        string
		order       []string
		named, read map[string]string
		dead        map[string]int
		want        string
	}{
		// The maps have short keys for addresses.
		{"newest first", []string{"a", "b", "c"}, map[string]string{"a": "2026-01", "b": "2026-03", "c": "2026-02"}, nil, nil, "b c a"},
		{"unchanged are left", []string{"a", "b"}, map[string]string{"a": "1", "b": "2"}, map[string]string{"a": "1", "b": "1"}, nil, "b"},
		{"dead are left", []string{"a", "b"}, map[string]string{"a": "1", "b": "2"}, nil, map[string]int{"b": 3}, "a"},
		{"no dates: ends again, then what was never read", []string{"a", "b", "c", "d"}, map[string]string{}, map[string]string{"a": "", "b": "", "d": ""}, nil, "a d c"},
		{"at most ten", many, map[string]string{}, nil, nil, strings.Join(many[:10], " ")},
	} {
		if got := strings.Join(worthReading(tt.order, tt.named, keyed(tt.read), keyed(tt.dead)), " "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, got, tt.want)
		}
	}
	s := DoorState{Maps: keyed(map[string]string{"old": "1", "kept": "1"}), DeadMaps: keyed(map[string]int{"old": 3})}
	if s.forgetMaps(map[string]string{"kept": "2"}); len(s.Maps) != 1 || len(s.DeadMaps) != 0 {
		t.Errorf("%+v", s)
	}
}

func TestFetchersMustAgreeOnParts(t *testing.T) {
	deps := MemoryDeps((&shelf{}).publish)
	for range 2 { // the first, and one that agrees
		w, err := New(Config{Dir: t.TempDir(), OpenLoopback: true, Parts: 4}, deps, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := w.agree(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	w, err := New(Config{Dir: t.TempDir(), OpenLoopback: true, Parts: 5}, deps, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.agree(t.Context()); err == nil || !strings.Contains(err.Error(), "fetcher.parts") {
		t.Errorf("got %v", err)
	}
}

func TestOtherAddressIsNotFetchedAgain(t *testing.T) {
	o := newOutlet(t)
	o.feed("/short/1")
	o.handle("/short/1", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/story/1", http.StatusFound) })
	o.set("/story/1", html, "<p>one")
	s := &shelf{}
	w := run(t, o.config(t), MemoryDeps(s.publish))
	eventually(t, "the page", func() bool { return len(s.urls()) == 1 })
	eventually(t, "its other address", func() bool { return stateOf(w, o.URL+"/story/1") == Duplicate })
	if p := s.get(o.URL + "/short/1"); p == nil || p.FinalURL != o.URL+"/story/1" {
		t.Errorf("%+v", p)
	}
}

func TestReadableErrors(t *testing.T) {
	for _, s := range []string{(&robotsError{url: "https://a.example/x", closed: true}).Error(), userAgent("", "https://a.example/bot"), userAgent("2", "a@b.example")} {
		if strings.Contains(s, "%!") || s == "" {
			t.Error(s)
		}
	}
}
