package fetcher

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/marsad-news/marsad/event"
)

// A backfill's sitemap is asked for by the fetcher, on the one clock of its
// host and behind the news that waits there.
func TestBackfillAsksBehindNews(t *testing.T) {
	const delay = 40 * time.Millisecond
	o := newOutlet(t)
	var items []string
	for i := range 12 {
		items = append(items, fmt.Sprintf("/story/%d", i))
		o.set(items[i], html, "<p>x")
	}
	o.feed(items...)
	o.set("/robots.txt", "text/plain", "User-agent: *\nDisallow: /closed.xml\nSitemap: "+o.URL+"/map.xml\n")
	var big strings.Builder
	for i := range 40_000 {
		fmt.Fprintf(&big, "<url><loc>%s/old/%x</loc></url>", o.URL, uint32(i*2654435761))
	}
	o.set("/map.xml", "application/xml", "<urlset>"+big.String()+"</urlset>")
	o.set("/closed.xml", "application/xml", "<urlset/>")
	s := &shelf{}
	deps := MemoryDeps(s.publish)
	cfg := o.config(t)
	cfg.Delay = delay
	f := &Backfill{jobs: deps.Jobs, answers: deps.Answers, parts: 1}
	tell := func(string, ...any) {}
	w := run(t, cfg, deps)
	eventually(t, "the stories wait", func() bool { return w.Totals().Known == 12 })
	doc, err := f.Fetch(t.Context(), "minbar", o.URL+"/map.xml", tell)
	if err != nil || doc.Status != 200 || strings.Count(string(doc.Body), "<loc>") != 40_000 {
		t.Fatalf("status %d, %d bytes, %v", doc.Status, len(doc.Body), err)
	}
	if doc, err := f.Fetch(t.Context(), "minbar", o.URL+"/missing.xml", tell); err != nil || doc.Status != 404 {
		t.Errorf("%+v, %v", doc, err)
	}
	if _, err := f.Fetch(t.Context(), "minbar", o.URL+"/closed.xml", tell); err == nil || !strings.Contains(err.Error(), "robots.txt") {
		t.Errorf("got %v", err)
	}
	if _, err := f.Fetch(t.Context(), "minbar", "nonsense", tell); err == nil {
		t.Error("nonsense was fetched")
	}
	if doc, err := f.Fetch(t.Context(), "minbar", o.URL+"/robots.txt", tell); err != nil || !strings.Contains(string(doc.Body), "Sitemap:") {
		t.Errorf("%+v, %v", doc, err)
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	stories := 0
	for i, r := range o.asked {
		if strings.HasPrefix(r.path, "/story/") {
			stories++
		}
		if r.path == "/map.xml" && stories != 12 {
			t.Errorf("the sitemap was asked for after %d of 12 stories", stories)
		}
		if i > 0 && r.at.Sub(o.asked[i-1].at) < delay {
			t.Errorf("%s came %s after %s", r.path, r.at.Sub(o.asked[i-1].at), o.asked[i-1].path)
		}
	}
	if n := len(deps.Answers.(*MemoryTable).rows); n != 0 {
		t.Errorf("%d rows of answers are left", n)
	}
}

// A question whose fetcher died is put to whoever has the host next.
func TestQuestionSurvivesItsFetcher(t *testing.T) {
	o := newOutlet(t)
	o.set("/map.xml", "application/xml", "<urlset/>")
	deps := MemoryDeps((&shelf{}).publish)
	cfg := o.config(t)
	cfg.Sources = []Source{{ID: "minbar", Feeds: []string{"http://nowhere.farm.test/feed.xml"}}}
	deps.Resolver = nowhere{}
	j := event.Job{URL: o.URL + "/map.xml", Source: "minbar", Kind: event.JobSitemap, FoundBy: askMark + "t"}
	w, err := New(cfg, deps, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.inbox(t.Context(), j); err == nil {
		t.Error("a question for a part that nobody holds was acknowledged")
	}
	if err := deps.Jobs.Push(t.Context(), 0, hostOf(o.URL), j); err != nil {
		t.Fatal(err)
	}
	run(t, cfg, deps)
	eventually(t, "the answer", func() bool {
		data, _, err := deps.Answers.Get(t.Context(), answerKey("t", 0))
		return err == nil && strings.Contains(string(data), "200")
	})
}
