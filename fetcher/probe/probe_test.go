package probe

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

// site serves documents by path and notes who asked for what, when.
type site struct {
	*httptest.Server
	mu    sync.Mutex
	docs  map[string]string // path to type, a line end, body
	asked []string
	at    []time.Time
	agent string
}

func newSite(t *testing.T, docs map[string]string) *site {
	s := &site{docs: docs}
	s.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s.mu.Lock()
		s.asked, s.at, s.agent = append(s.asked, r.URL.Path), append(s.at, time.Now()), r.UserAgent()
		s.mu.Unlock()
		doc, ok := s.docs[r.URL.Path]
		if !ok {
			http.NotFound(w, r)
			return
		}
		kind, body, _ := strings.Cut(doc, "\n")
		w.Header().Set("Content-Type", kind)
		fmt.Fprint(w, strings.ReplaceAll(body, "BASE", s.URL))
	}))
	t.Cleanup(s.Close)
	return s
}

func client(t *testing.T, delay time.Duration) *Client {
	c := NewClient(Options{UserAgent: "MarsadBot/1.0 (+mailto:desk@news.example)", Product: "MarsadBot", Delay: delay, Timeout: 5 * time.Second, OpenLoopback: true})
	t.Cleanup(c.Close)
	return c
}

func feedOf(n int, path string) string {
	var b strings.Builder
	b.WriteString("application/rss+xml\n<rss version=\"2.0\"><channel><title>صحيفة المنبر</title>")
	for i := range n {
		fmt.Fprintf(&b, "<item><title>خبر</title><link>BASE"+path+"</link><pubDate>Tue, 03 Nov 2026 1%d:00:00 +0300</pubDate></item>", 10000+i, i)
	}
	return b.String() + "</channel></rss>"
}

func newsMap(n int) string {
	var b strings.Builder
	b.WriteString(`application/xml
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">`)
	for i := range n {
		fmt.Fprintf(&b, "<url><loc>BASE/news/%d/khabar</loc><news:news><news:publication_date>2026-11-03T10:00:00Z</news:publication_date><news:title>خبر</news:title></news:news></url>", 10000+i)
	}
	return b.String() + "</urlset>"
}

const frontPage = `text/html; charset=utf-8
<html lang="ar-IQ"><head><meta property="og:site_name" content="المنبر"><link rel="alternate" type="application/rss+xml" href="/rss/all" title="الأخبار">
<link rel="alternate" type="application/rss+xml" href="/dead"></head><body><a href="/news/10001/khabar">خبر أول</a><a href="/about">من نحن</a></body></html>`

func TestProbeFindsTheDoors(t *testing.T) {
	s := newSite(t, map[string]string{
		"/": frontPage, "/rss/all": feedOf(8, "/news/%d/khabar"), "/maps/news.xml": newsMap(6),
		"/robots.txt": "text/plain\nUser-agent: *\nCrawl-delay: 0.01\nDisallow: /private\nSitemap: BASE/maps/news.xml\nSitemap: BASE/private/map.xml\n",
	})
	r, err := Probe(t.Context(), client(t, time.Millisecond), s.URL)
	if err != nil {
		t.Fatal(err)
	}
	if r.Name != "المنبر" || r.Lang != "ar" || r.Robots != "rules" || r.CrawlDelay != 10*time.Millisecond {
		t.Errorf("%+v", r)
	}
	type seen struct {
		kind, path, how string
		entries         int
		news, good      bool
	}
	want := []seen{
		{KindFront, "/", "given", 1, false, true}, {KindFeed, "/rss/all", "declared", 8, false, true}, {KindFeed, "/dead", "declared", 0, false, false},
		{KindSitemap, "/maps/news.xml", "robots.txt", 6, true, true}, {KindSitemap, "/private/map.xml", "robots.txt", 0, false, false},
	}
	for i, d := range r.Doors {
		got := seen{d.Kind, strings.TrimPrefix(d.URL, s.URL), d.How, d.Entries, d.News, d.Good()}
		if i >= len(want) || got != want[i] {
			t.Errorf("door %d is %+v (%s)", i, got, d.Problem)
		}
	}
	if len(r.Doors) != len(want) {
		t.Errorf("%d doors, want %d", len(r.Doors), len(want))
	}
	if d := r.Doors[1]; d.Newest != "2026-11-03T14:00:00Z" {
		t.Errorf("newest of the feed is %s", d.Newest)
	}
	if !strings.HasSuffix(r.Pattern, `/news/\d+/khabar/?$`) {
		t.Errorf("pattern is %s", r.Pattern)
	}
	for _, p := range s.asked {
		if strings.HasPrefix(p, "/private") {
			t.Errorf("asked for %s, which robots.txt forbids", p)
		}
	}
	if !strings.Contains(s.agent, "desk@news.example") {
		t.Errorf("asked as %q", s.agent)
	}
}

func TestProbeGuessesWhatNobodyNames(t *testing.T) {
	s := newSite(t, map[string]string{"/": "text/html\n<html><body>لا شيء</body></html>", "/rss.xml": feedOf(3, "/n/%d"), "/sitemap.xml": newsMap(2)})
	r, err := Probe(t.Context(), client(t, time.Millisecond), s.URL)
	if err != nil {
		t.Fatal(err)
	}
	var good []string
	for _, d := range r.Doors {
		if d.Good() {
			good = append(good, strings.TrimPrefix(d.URL, s.URL)+" "+d.How)
		}
	}
	if got := strings.Join(good, ", "); got != "/rss.xml guessed, /sitemap.xml guessed" {
		t.Errorf("doors are %s", got)
	}
	if r.Name != "صحيفة المنبر" {
		t.Errorf("name is %q", r.Name)
	}
}

func TestProbeReadsAFeedThatIsGiven(t *testing.T) {
	s := newSite(t, map[string]string{"/rss": feedOf(6, "/?p=%d")})
	r, err := Probe(t.Context(), client(t, time.Millisecond), s.URL+"/rss")
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Doors) != 1 || r.Doors[0].Kind != KindFeed || r.Doors[0].Entries != 6 || r.Pattern != "" {
		t.Errorf("%+v", r)
	}
}

func TestProbeKeepsItsDistance(t *testing.T) {
	s := newSite(t, map[string]string{"/": frontPage, "/rss/all": feedOf(1, "/n/%d")})
	const delay = 40 * time.Millisecond
	if _, err := Probe(t.Context(), client(t, delay), s.URL); err != nil {
		t.Fatal(err)
	}
	if len(s.at) < 5 {
		t.Fatalf("asked %q", s.asked)
	}
	for i := 1; i < len(s.at); i++ {
		if gap := s.at[i].Sub(s.at[i-1]); gap < delay {
			t.Errorf("%s came %s after %s", s.asked[i], gap, s.asked[i-1])
		}
	}
}

func TestProbeStaysOutWhereItMay(t *testing.T) {
	closed := newSite(t, map[string]string{"/": frontPage, "/robots.txt": "text/plain\nUser-agent: *\nDisallow: /\n"})
	if r, err := Probe(t.Context(), client(t, time.Millisecond), closed.URL); err == nil || !strings.Contains(err.Error(), "robots.txt forbids it") {
		t.Errorf("%+v, %v", r, err)
	}
	if len(closed.asked) != 1 {
		t.Errorf("asked %q", closed.asked)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Probe(ctx, client(t, time.Millisecond), closed.URL); err == nil {
		t.Error("goes on when told to stop")
	}
}

func TestPattern(t *testing.T) {
	many := func(format string, n int) (out []string) {
		for i := range n {
			out = append(out, fmt.Sprintf(format, 1000+i))
		}
		return out
	}
	for _, c := range []struct {
		name string
		urls []string
		want string
	}{
		{"a number", many("https://a.example/news/%d", 9), `^https?://(www\.)?a\.example/news/\d+/?$`},
		{"a number and words", many("https://www.a.example/article/%d/some-words", 6), `^https?://(www\.)?a\.example/article/\d+/some-words/?$`},
		{"number before words", many("https://a.example/x/%d-words", 6), `^https?://(www\.)?a\.example/x/\d+-[^/?]+/?$`},
		{"Arabic", many("https://a.example/%%D8%%A3%%D8%%AE%%D8%%A8%%D8%%A7%%D8%%B1/%d", 6), `^https?://(www\.)?a\.example/أخبار/\d+/?$`},
		{"a date", []string{
			"https://a.example/2026/11/03/one", "https://a.example/2026/1/30/two", "https://a.example/2025/12/3/three", "https://a.example/2026/10/31/four", "https://a.example/2026/07/28/five",
		}, `^https?://(www\.)?a\.example/20\d\d/(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])/[^/?]+/?$`},
		{"too few", many("https://a.example/news/%d", 4), ""},
		{"told apart by the query", many("https://a.example/?p=%d", 9), ""},
		{"nothing but words", []string{"https://a.example/a", "https://a.example/b", "https://a.example/c", "https://a.example/d", "https://a.example/e"}, ""},
		{"many hosts", append(many("https://a.example/news/%d", 5), many("https://b.example/news/%d", 5)...), ""},
		{"paths of many lengths", append(many("https://a.example/news/%d", 5), many("https://a.example/news/x/%d", 5)...), ""},
		{"some that are others", append(many("https://a.example/news/%d", 19), "https://a.example/promo"), `^https?://(www\.)?a\.example/news/\d+/?$`},
	} {
		if got := Pattern(c.urls); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func FuzzPattern(f *testing.F) {
	f.Add("https://a.example/1", "https://a.example/2")
	f.Fuzz(func(t *testing.T, a, b string) {
		urls := []string{a, b, a + "1", b + "2", a + "3", b + "4"}
		if p := Pattern(urls); p != "" && !matches(p, urls) { // compiles, and matches what it was made of
			t.Errorf("%q from %q matches too little", p, urls)
		}
	})
}
