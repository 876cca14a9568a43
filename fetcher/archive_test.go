package fetcher

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

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
	for deadline := time.Now().Add(15 * time.Second); cmp.Diff(want, kinds()) != "" || o.requests("/news/1002") < 2; time.Sleep(10 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatalf("records (-want +got):\n%s", cmp.Diff(want, kinds()))
		}
	}
	if p := pages.get(o.URL + "/news/1001"); p == nil || p.Archive == "" {
		t.Errorf("the page does not say where it is kept: %+v", p)
	}
	if p := pages.get(o.URL + "/news/1002"); p == nil || p.Archive != "" {
		t.Errorf("a page that is not to be kept: %+v", p)
	}
}
