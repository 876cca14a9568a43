package fetcher

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus"
)

// outlet is a news site on loopback that notes who asked for what, when.
type outlet struct {
	*httptest.Server
	mu    sync.Mutex
	pages map[string]http.HandlerFunc
	asked []request
}

type request struct {
	path string
	at   time.Time
	head http.Header
}

func newOutlet(t *testing.T) *outlet {
	o := &outlet{pages: map[string]http.HandlerFunc{}}
	o.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		o.mu.Lock()
		o.asked = append(o.asked, request{r.URL.RequestURI(), time.Now(), r.Header.Clone()})
		h, ok := o.pages[r.URL.Path]
		o.mu.Unlock()
		if !ok {
			http.NotFound(w, r)
			return
		}
		h(w, r)
	}))
	t.Cleanup(o.Close)
	return o
}

func (o *outlet) set(path, kind, body string) {
	o.handle(path, func(w http.ResponseWriter, r *http.Request) {
		tag := fmt.Sprintf(`"%d"`, len(body))
		w.Header().Set("Content-Type", kind)
		w.Header().Set("Etag", tag)
		if r.Header.Get("If-None-Match") == tag {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		_, _ = io.WriteString(w, body)
	})
}

func (o *outlet) handle(path string, h http.HandlerFunc) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.pages[path] = h
}

func (o *outlet) requests(path string) (n int) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for _, r := range o.asked {
		if r.path == path {
			n++
		}
	}
	return n
}

func (o *outlet) feed(items ...string) {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>منبر</title>`)
	for _, p := range items {
		fmt.Fprintf(&b, "<item><title>خبر %s</title><link>%s%s?utm_source=rss</link><pubDate>Sat, 21 Nov 2026 10:00:00 +0300</pubDate></item>", p, o.URL, p)
	}
	b.WriteString("</channel></rss>")
	o.set("/feed.xml", "application/rss+xml", b.String())
}

// shelf collects published pages.
type shelf struct {
	mu    sync.Mutex
	pages []*event.Page
	fail  error
}

func (s *shelf) publish(_ context.Context, p *event.Page) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fail != nil {
		return s.fail
	}
	s.pages = append(s.pages, p)
	return nil
}

func (s *shelf) urls() map[string]int {
	s.mu.Lock()
	defer s.mu.Unlock()
	m := map[string]int{}
	for _, p := range s.pages {
		m[p.URL]++
	}
	return m
}

func (s *shelf) get(url string) *event.Page {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.pages {
		if p.URL == url {
			return p
		}
	}
	return nil
}

// tally counts outcomes.
type tally struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *tally) Source(string, time.Duration, []string) {}
func (c *tally) Fetched(_, d string, _, _ bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.n == nil {
		c.n = map[string]int{}
	}
	c.n[d]++
}
func (c *tally) get(d Disposition) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.n[string(d)]
}

func (o *outlet) config(t *testing.T) Config {
	return Config{
		Dir: t.TempDir(), OpenLoopback: true, Workers: 4, Delay: time.Millisecond, Poll: time.Hour, Contact: "desk@marsad.example",
		Sources: []Source{{ID: "minbar", Lang: "ar", Feeds: []string{o.URL + "/feed.xml"}}},
	}
}

func run(t *testing.T, cfg Config, deps Deps) *Worker {
	t.Helper()
	w, err := New(cfg, deps, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- w.Run(ctx) }()
	t.Cleanup(func() {
		cancel()
		select {
		case err := <-ended:
			if err != nil {
				t.Errorf("run: %v", err)
			}
		case <-time.After(patience):
			t.Error("does not stop")
		}
	})
	return w
}

// patience is how long a test waits for what takes a second on an idle machine:
// no test may depend on the speed of the one that it runs on.
const patience = 3 * time.Minute

func eventually(t *testing.T, what string, f func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(5 * time.Millisecond) {
		if f() {
			return
		}
	}
	t.Fatalf("never: %s", what)
}

func unpack(t *testing.T, p *event.Page) string {
	t.Helper()
	if p.Encoding != "gzip" {
		return string(p.Body)
	}
	z, err := gzip.NewReader(bytes.NewReader(p.Body))
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

const html = "text/html; charset=utf-8"

func TestFeedToPages(t *testing.T) {
	o := newOutlet(t)
	o.feed("/a", "/b", "/secret/c", "/missing")
	o.set("/robots.txt", "text/plain", "User-agent: *\nDisallow: /secret/\n")
	o.set("/a", html, "<p>وصلت القوات</p>")
	o.set("/b", html, "<p>b</p>")
	o.set("/secret/c", html, "<p>c</p>")
	s, n := &shelf{}, &tally{}
	deps := MemoryDeps(s.publish)
	deps.Counts = n
	run(t, o.config(t), deps)
	eventually(t, "two pages", func() bool { return len(s.urls()) == 2 && n.get(Robots) == 1 && n.get(Gone) == 1 })

	p := s.get(o.URL + "/a")
	if p == nil || unpack(t, p) != "<p>وصلت القوات</p>" || p.Title != "خبر /a" || p.Published != "2026-11-21T10:00:00+03:00" || p.FoundBy != "feed" || p.Source != "minbar" || p.Status != 200 || p.Header["Content-Type"] != html || p.Hash != event.BodyHash([]byte("<p>وصلت القوات</p>")) {
		t.Errorf("%+v", p)
	}
	if o.requests("/secret/c") != 0 {
		t.Error("asked for what robots.txt forbids")
	}
	if o.requests("/robots.txt") != 1 || o.requests("/feed.xml") != 1 || o.requests("/a") != 1 {
		t.Errorf("asked %v", o.asked)
	}
	if ua := o.asked[0].head.Get("User-Agent"); ua != "MarsadBot/1.0 (+mailto:desk@marsad.example)" || o.asked[0].path != "/robots.txt" {
		t.Errorf("first request %+v", o.asked[0])
	}
}

func TestOverTheRealBus(t *testing.T) {
	o := newOutlet(t)
	o.feed("/a", "/b")
	o.set("/a", html, "<p>a</p>")
	o.set("/b", html, "<p>b</p>")
	b, err := bus.Embed(t.Context(), bus.EmbedOptions{Dir: t.TempDir(), ProcessOnly: true}, bus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() })
	deps, err := BusDeps(t.Context(), b, nil, nil, false)
	if err != nil {
		t.Fatal(err)
	}
	run(t, o.config(t), deps)
	got := make(chan string, 9)
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go func() {
		_ = b.Consume(ctx, bus.Consumer{Stream: bus.Pages, Durable: "t"}, func(_ context.Context, m bus.Message) error {
			got <- m.Subject
			return nil
		})
	}()
	for range 2 {
		select {
		case s := <-got:
			if s != "marsad.pages.minbar" {
				t.Error(s)
			}
		case <-time.After(patience):
			t.Fatal("no page")
		}
	}
}

func TestOneRequestAtATimeWithDelay(t *testing.T) {
	o := newOutlet(t)
	var mu sync.Mutex
	inside := 0
	for _, p := range []string{"/a", "/b", "/c", "/d"} {
		o.handle(p, func(w http.ResponseWriter, _ *http.Request) {
			mu.Lock()
			if inside++; inside > 1 {
				t.Error("two at a time")
			}
			mu.Unlock()
			time.Sleep(20 * time.Millisecond)
			w.Header().Set("Content-Type", html)
			_, _ = io.WriteString(w, p)
			mu.Lock()
			inside--
			mu.Unlock()
		})
	}
	o.feed("/a", "/b", "/c", "/d")
	s := &shelf{}
	cfg := o.config(t)
	cfg.Delay = 100 * time.Millisecond
	run(t, cfg, MemoryDeps(s.publish))
	eventually(t, "four pages", func() bool { return len(s.urls()) == 4 })
	for i := 1; i < len(o.asked); i++ {
		if gap := o.asked[i].at.Sub(o.asked[i-1].at); gap < 100*time.Millisecond {
			t.Errorf("%s came %s after %s", o.asked[i].path, gap, o.asked[i-1].path)
		}
	}
}

func TestRevisitsTellChangesAndRemovals(t *testing.T) {
	o := newOutlet(t)
	o.feed("/same", "/edited", "/removed")
	for _, p := range []string{"/same", "/edited", "/removed"} {
		o.set(p, html, "<p>first "+p)
	}
	s, n := &shelf{}, &tally{}
	deps := MemoryDeps(s.publish)
	deps.Counts = n
	cfg := o.config(t)
	cfg.Revisits = []time.Duration{2 * time.Second}
	run(t, cfg, deps)
	eventually(t, "three pages", func() bool { return len(s.urls()) == 3 })
	o.set("/edited", html, "<p>second, and longer")
	o.handle("/removed", http.NotFound)
	eventually(t, "re-visits", func() bool {
		u := s.urls()
		return u[o.URL+"/edited"] == 2 && u[o.URL+"/removed"] == 2 && n.get(Unchanged) == 1
	})
	if u := s.urls(); u[o.URL+"/same"] != 1 {
		t.Errorf("an unchanged page was published again: %v", u)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.pages {
		if p.Gone != (p.URL == o.URL+"/removed" && p.Status == 404) {
			t.Errorf("%+v", p)
		}
	}
}

func TestRestartAsksForNothingTwice(t *testing.T) {
	o := newOutlet(t)
	o.feed("/a")
	o.set("/a", html, "<p>a")
	s := &shelf{}
	cfg, deps := o.config(t), MemoryDeps(s.publish)
	t.Run("first life", func(t *testing.T) {
		run(t, cfg, deps)
		eventually(t, "a page", func() bool { return len(s.urls()) == 1 })
	})
	o.feed("/a", "/b")
	o.set("/b", html, "<p>b")
	for key, row := range deps.Doors.(*MemoryTable).rows { // the hour is over
		row.value = bytes.Replace(row.value, []byte(`"next":"20`), []byte(`"next":"19`), 1)
		deps.Doors.(*MemoryTable).rows[key] = row
	}
	t.Run("second life", func(t *testing.T) {
		run(t, cfg, deps)
		eventually(t, "the new page", func() bool { return len(s.urls()) == 2 })
	})
	if o.requests("/a") != 1 || o.requests("/robots.txt") != 1 {
		t.Errorf("asked %v", o.asked)
	}
}

func TestBrokerRefusingPagesLosesNone(t *testing.T) {
	o := newOutlet(t)
	o.feed("/a")
	o.set("/a", html, "<p>a")
	s := &shelf{fail: bus.ErrFull}
	w := run(t, o.config(t), MemoryDeps(s.publish))
	eventually(t, "an attempt", func() bool { return o.requests("/a") == 1 })
	p := w.mine(hostOf(o.URL))
	eventually(t, "the visit is settled", func() bool { return !p.f.Flying(o.URL + "/a") })
	r, ok, err := p.f.Lookup(o.URL + "/a")
	if err != nil || !ok || r.State != 0 || r.Due == 0 {
		t.Errorf("%+v, %v, %v", r, ok, err)
	}
}

func TestContactIsRequired(t *testing.T) {
	_, err := New(Config{Dir: t.TempDir()}, MemoryDeps(nil), nil)
	if err == nil || !strings.Contains(err.Error(), "fetcher.contact") {
		t.Errorf("got %v", err)
	}
}
