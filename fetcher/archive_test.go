package fetcher

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/testutil"

	"github.com/marsad-news/marsad/fetcher/frontier"
	"github.com/marsad-news/marsad/fetcher/safehttp"
	"github.com/marsad-news/marsad/fetcher/warc"
)

const story = `<html lang="ar"><head><title>خبر</title></head><body><p>قالت الوزارة إن القوات باقية في القاعدة.</p></body></html>`

// TestArchivedPageIsThePageThatWasFetched sends a page through the archive and
// wants the same message back.
func TestArchivedPageIsThePageThatWasFetched(t *testing.T) {
	at := time.Date(2026, 11, 3, 9, 0, 0, 123456000, time.UTC)
	for name, coding := range map[string]string{"plain": "", "compressed": "gzip"} {
		res := &safehttp.Response{
			URL: "https://news.example/1", Final: "https://www.news.example/1", Status: 200, Proto: "HTTP/1.1", Start: at, Wire: []byte(story), Body: []byte(story), Coding: coding,
			Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}, "Etag": {`"7"`}, "X-Other": {"not kept in messages"}},
		}
		if coding != "" {
			res.Wire = pack(res.Body)
			res.Header.Set("Content-Encoding", coding)
		}
		it := frontier.Item{URL: "https://news.example/1", Source: "manara", Published: "2026-11-03T08:59:00Z", Title: "خبر", Found: at.Add(-time.Minute), FoundBy: "feed"}
		page := newPage(&it, res)
		dir := t.TempDir()
		k, err := warc.Open(warc.Options{Dir: dir})
		if err != nil {
			t.Fatal(err)
		}
		w := &Worker{cfg: Config{Archive: k}}
		w.archive(&it, res, page)
		if err := k.Close(); err != nil {
			t.Fatal(err)
		}
		a, err := warc.OpenArchive(dir)
		if err != nil {
			t.Fatal(err)
		}
		x, err := a.Exchange(page.Archive, 0)
		if err != nil {
			t.Fatal(err)
		}
		got, err := ArchivedPage(x, "r1")
		if err != nil {
			t.Fatal(err)
		}
		want := *page
		want.Replay = "r1"
		want.Body, got.Body = nil, nil // compressed anew, perhaps by another hand
		if diff := cmp.Diff(want, *got); diff != "" {
			t.Errorf("%s (-fetched +archived):\n%s", name, diff)
		}
	}
}

func TestWhatIsNoPageIsNotReplayed(t *testing.T) {
	wild := make([]byte, 2<<20) // does not compress
	for i, x := 0, uint32(1); i < len(wild); i++ {
		x = x*1664525 + 1013904223
		wild[i] = byte(x >> 24)
	}
	for name, c := range map[string]struct {
		x    warc.Exchange
		want error
	}{
		"an error":     {warc.Exchange{Status: 404, Body: []byte(story)}, ErrNotPage},
		"nothing":      {warc.Exchange{Status: 200}, ErrNotPage},
		"a picture":    {warc.Exchange{Status: 200, Header: http.Header{"Content-Type": {"image/png"}}, Body: []byte("x")}, ErrNotPage},
		"noindex":      {warc.Exchange{Status: 200, Body: []byte(strings.Replace(story, "<head>", `<head><meta name="robots" content="noindex">`, 1))}, ErrNotPage},
		"in no index":  {warc.Exchange{Status: 200, Header: http.Header{"X-Robots-Tag": {"noindex"}}, Body: []byte(story)}, ErrNotPage},
		"too much":     {warc.Exchange{Status: 200, Body: append([]byte("<p>"), wild...)}, ErrPageTooBig},
		"fine":         {warc.Exchange{Status: 200, Body: []byte(story)}, nil},
		"fine as text": {warc.Exchange{Status: 203, Header: http.Header{"Content-Type": {"text/plain"}}, Body: []byte(story)}, nil},
	} {
		c.x.URL, c.x.Final = "https://news.example/1", "https://news.example/1"
		if p, err := ArchivedPage(&c.x, "r"); !errors.Is(err, c.want) {
			t.Errorf("%s: %+v, %v", name, p, err)
		}
	}
}

// TestUnchangedVisitsAreArchivedToo wants one record for each visit, and none
// where the publisher says no.
func TestUnchangedVisitsAreArchivedToo(t *testing.T) {
	dir := t.TempDir()
	k, err := warc.Open(warc.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	o := newOutlet(t)
	o.set("/news/1001", "text/html", story)
	o.set("/news/1002", "text/html", strings.Replace(story, "<head>", `<head><meta name="robots" content="noarchive">`, 1))
	o.feed("/news/1001", "/news/1002")
	pages := &shelf{}
	cfg := o.config(t)
	cfg.Archive, cfg.Revisits = k, []time.Duration{20 * time.Millisecond}
	run(t, cfg, MemoryDeps(pages.publish))
	kinds := func() map[string]int {
		a, err := warc.OpenArchive(dir)
		if err != nil {
			t.Fatal(err)
		}
		n := map[string]int{}
		if err := a.Each(warc.Filter{}, func(e warc.Entry) error { n[strings.TrimPrefix(e.URL, o.URL)+" "+e.Mime]++; return nil }); err != nil {
			t.Fatal(err)
		}
		return n
	}
	want := map[string]int{"/news/1001 text/html": 1, "/news/1001 warc/revisit": 1}
	eventually(t, "one record for each visit", func() bool { return cmp.Diff(want, kinds()) == "" && o.requests("/news/1002") > 1 })
	if p := pages.get(o.URL + "/news/1001"); p == nil || p.Archive == "" {
		t.Errorf("the page does not say where it is kept: %+v", p)
	}
	if p := pages.get(o.URL + "/news/1002"); p == nil || p.Archive != "" {
		t.Errorf("a page that is not to be kept: %+v", p)
	}
}

// TestWhatLedToAPageIsArchivedBeside wants robots.txt, doors and each redirect
// in the archive, and none of them among what is replayed.
func TestWhatLedToAPageIsArchivedBeside(t *testing.T) {
	dir, reg := t.TempDir(), prometheus.NewPedanticRegistry()
	m, err := warc.NewMetrics(reg)
	if err != nil {
		t.Fatal(err)
	}
	k, err := warc.Open(warc.Options{Dir: dir, Metrics: m})
	if err != nil {
		t.Fatal(err)
	}
	defer k.Close()
	o := newOutlet(t)
	o.set("/robots.txt", "text/plain", "User-agent: *\nDisallow: /private/\n")
	o.feed("/go/1001", "/private/1")
	for from, to := range map[string]string{"/go/1001": "/via/1001", "/via/1001": "/news/1001"} {
		o.handle(from, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusFound) })
	}
	o.set("/news/1001", "text/html", story)
	o.set("/map.xml", "application/xml", "<urlset><url><loc>"+o.URL+"/news/1001</loc></url></urlset>")
	o.handle("/front", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		_, _ = io.WriteString(w, `<html><body><a href="/news/1001">خبر عن القاعدة وما حولها</a></body></html>`)
	})
	o.handle("/secret", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		w.Header().Set("X-Robots-Tag", "noarchive")
	})
	pages := &shelf{}
	cfg := o.config(t)
	cfg.Archive, cfg.Poll = k, 50*time.Millisecond
	cfg.Sources[0].Poll = cfg.Poll
	cfg.Sources[0].Sitemaps, cfg.Sources[0].Fronts = []string{o.URL + "/map.xml"}, []string{o.URL + "/front", o.URL + "/secret"}
	run(t, cfg, MemoryDeps(pages.publish))
	eventually(t, "the page, and a second look at the feed", func() bool {
		return pages.urls()[o.URL+"/go/1001"]+pages.urls()[o.URL+"/news/1001"] > 0 && o.requests("/feed.xml") > 1 && o.requests("/front") > 0 && o.requests("/secret") > 0 && o.requests("/map.xml") > 0 && o.requests("/go/1001") > 0
	})
	a, err := warc.OpenArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	kept := func(kinds ...warc.Kind) map[string]bool {
		n := map[string]bool{}
		err := a.Each(warc.Filter{Kinds: kinds}, func(e warc.Entry) error {
			n[fmt.Sprintf("%s %s %d %s", e.Kind, strings.TrimPrefix(e.URL, o.URL), e.Status, e.Mime)] = true
			if x, err := a.Exchange(e.Where(), 0); err != nil || x.Kind != e.Kind || x.Source != "minbar" {
				t.Errorf("%s: %+v, %v", e.URL, x, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	want := map[string]bool{
		"robots /robots.txt 200 text/plain": true, "feed /feed.xml 200 application/rss+xml": true, "feed /feed.xml 304 warc/revisit": true,
		"sitemap /map.xml 200 application/xml": true, "front /front 200 text/html": true,
		"redirect /go/1001 302 text/html": true, "redirect /via/1001 302 text/html": true,
	}
	eventually(t, "all that led there", func() bool {
		got := kept(warc.Robots, warc.Feed, warc.Sitemap, warc.Front, warc.Redirect)
		for w := range want {
			if !got[w] {
				return false
			}
		}
		for g := range got {
			if strings.Contains(g, "/secret") {
				t.Errorf("kept against its publisher's will: %s", g)
			}
		}
		return true
	})
	for p := range kept() {
		if !strings.HasPrefix(p, " /news/1001 ") {
			t.Errorf("%q would be replayed", p)
		}
	}
	problems, err := testutil.GatherAndLint(reg)
	if err != nil || len(problems) > 0 {
		t.Error(err, problems)
	}
	families, err := reg.Gather()
	if err != nil {
		t.Fatal(err)
	}
	n := map[string]float64{}
	for _, f := range families {
		for _, v := range f.GetMetric() {
			key := f.GetName()
			for _, l := range v.GetLabel() {
				key += " " + l.GetValue()
			}
			n[key] = v.GetCounter().GetValue() + v.GetGauge().GetValue()
		}
	}
	for _, key := range []string{
		"marsad_archive_records_total page response", "marsad_archive_records_total robots response", "marsad_archive_records_total feed revisit",
		"marsad_archive_records_total redirect response", "marsad_archive_bytes_total sitemap response", "marsad_archive_open_files", "marsad_archive_stored_bytes",
	} {
		if n[key] < 1 {
			t.Errorf("%s is %g", key, n[key])
		}
	}
	if v, ok := n["marsad_archive_expired_files_total age"]; !ok || v != 0 {
		t.Errorf("expired files: %g, %v", v, ok)
	}
}
