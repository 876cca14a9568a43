package newsroom

import (
	"encoding/xml"
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/text/encoding/charmap"
)

var (
	tag   = regexp.MustCompile(`(?s)<script.*?</script>|<style.*?</style>|<[^>]*>`)
	space = regexp.MustCompile(`\s+`)
)

// flat is the text of a page without its tags.
func flat(page string) string {
	return space.ReplaceAllString(html.UnescapeString(tag.ReplaceAllString(page, " ")), " ")
}

func get(t *testing.T, s *Site, path string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://127.0.0.1:8080"+path, nil))
	return w
}

func page(t *testing.T, s *Site, p Page) string {
	t.Helper()
	w := get(t, s, p.Path)
	if w.Code != http.StatusOK {
		t.Fatalf("%s: status %d", p.Path, w.Code)
	}
	b := w.Body.Bytes()
	if p.Charset == "windows-1256" {
		var err error
		if b, err = charmap.Windows1256.NewDecoder().Bytes(b); err != nil {
			t.Fatal(err)
		}
	}
	return string(b)
}

func TestEveryPageSaysWhatTheTruthSays(t *testing.T) {
	s, pages := New(), Truth()
	if len(pages) < 17 {
		t.Fatalf("truth.json has %d pages", len(pages))
	}
	for _, p := range pages {
		t.Run(p.Path, func(t *testing.T) {
			text := flat(page(t, s, p))
			if stamp(p.Published).IsZero() {
				t.Errorf("published %q is no date", p.Published)
			}
			if p.None != "" {
				return
			}
			inside := append([]string{p.Title}, p.Body...)
			for _, e := range p.Embedded {
				inside = append(append(inside, e.Title), e.Body...)
			}
			for _, line := range inside {
				if !strings.Contains(text, line) {
					t.Errorf("not on the page: %q", line)
				}
			}
			body := strings.Join(p.Body, "\n")
			for _, m := range p.MustNot {
				if !strings.Contains(text, m) {
					t.Errorf("a forbidden string that is not there proves nothing: %q", m)
				}
				if strings.Contains(body, m) {
					t.Errorf("forbidden, yet in the body: %q", m)
				}
			}
			all := strings.Join(inside, "\n")
			for _, c := range p.Claims {
				if !strings.Contains(all, c.Evidence) {
					t.Errorf("evidence does not stand in the text: %q", c.Evidence)
				}
				if len(c.Kind)*len(c.Actor)*len(c.Country)*len(c.Polarity)*len(c.Status) == 0 {
					t.Errorf("a slot is empty: %+v", c)
				}
			}
		})
	}
}

func TestPagesShowTheStructuresOfRealSites(t *testing.T) {
	s, all := New(), ""
	for _, p := range Truth() {
		all += page(t, s, p)
	}
	for _, want := range []string{
		"comment-list", "class=\"modal support\"", "camera icon", "tag icon", "class=\"f1\">ع", "read-also", "كلمات دلالية", "إقرأ أيضاً:", "masthead",
		"share-bar", "newsletter-box", "<h2>", "wp-caption", "windows-1256", "<br>\n<br>", "ld+json", "breaking-ticker", "cookie-consent", "kicker", "author-box",
	} {
		if !strings.Contains(all, want) {
			t.Errorf("no page shows %q", want)
		}
	}
}

func TestClaimsContradictEachOther(t *testing.T) {
	seen := map[string]string{}
	pairs := 0
	for _, p := range Truth() {
		for _, c := range p.Claims {
			if c.Optional || c.Kind[0] != "presence" {
				continue
			}
			k := c.Actor[0] + " " + c.Country[0]
			if old, ok := seen[k]; ok && old != c.Polarity[0] {
				pairs++
			}
			seen[k] = c.Polarity[0]
		}
	}
	if pairs < 2 {
		t.Errorf("%d contradictions, want some: they are what the demo shows", pairs)
	}
}

func TestOldCharsetIsServedAsOldServersDo(t *testing.T) {
	w := get(t, New(), "/mina/libya-turkey.html")
	if ct := w.Header().Get("Content-Type"); ct != "text/html" {
		t.Errorf("Content-Type %q, want no charset in it", ct)
	}
	if strings.Contains(w.Body.String(), "القوات") {
		t.Error("served as UTF-8")
	}
}

func TestFeedsListThePagesNewestFirst(t *testing.T) {
	s, n := New(), 0
	for _, o := range Outlets() {
		var f rss
		if err := xml.Unmarshal(get(t, s, o.Feed()).Body.Bytes(), &f); err != nil {
			t.Fatalf("%s: %v", o.ID, err)
		}
		if len(f.Channel.Items) == 0 {
			t.Errorf("%s: the feed is empty", o.ID)
		}
		n += len(f.Channel.Items)
		for _, it := range f.Channel.Items {
			if _, err := time.Parse(time.RFC1123Z, it.PubDate); err != nil || !strings.HasPrefix(it.Link, "http://127.0.0.1:8080/"+o.ID+"/") {
				t.Errorf("%s: item %+v", o.ID, it)
			}
		}
	}
	if n != len(Truth()) {
		t.Errorf("the feeds list %d pages, want %d", n, len(Truth()))
	}
	if m := get(t, s, "/sitemap.xml").Body.String(); strings.Count(m, "<loc>") != n {
		t.Errorf("the sitemap lists %d pages, want %d", strings.Count(m, "<loc>"), n)
	}
}

func TestPagesComeLateOnAGrowingSite(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := NewGrowing(time.Second)
		const late = "/sahara/chad-france.html"
		listed := func() bool { return strings.Contains(get(t, s, "/sahara/feed.xml").Body.String(), late) }
		if listed() || get(t, s, late).Code != http.StatusNotFound {
			t.Error("a late page is there at once")
		}
		time.Sleep(time.Second)
		if !listed() || get(t, s, late).Code != http.StatusOK {
			t.Error("a late page is not there when its time has come")
		}
		if get(t, s, "/harbour/estonia-britain.html").Code != http.StatusNotFound {
			t.Error("all late pages came at once")
		}
	})
}

func TestConditionalRequestIsAnsweredNotModified(t *testing.T) {
	s := New()
	for _, path := range []string{"/feed.xml", "/manara/iraq-foreign-ministry.html"} {
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "http://127.0.0.1:8080"+path, nil)
		r.Header.Set("If-None-Match", get(t, s, path).Header().Get("ETag"))
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusNotModified {
			t.Errorf("%s: status %d, want 304", path, w.Code)
		}
	}
	if h := s.Hits(); h["/feed.xml"] != 2 {
		t.Errorf("hits %v", h)
	}
}

func TestStartListensOnLoopbackOnly(t *testing.T) {
	if _, _, err := Start("0.0.0.0:0"); err == nil {
		t.Error("listened on every address")
	}
	url, stop, err := Start("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/robots.txt", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := io.ReadAll(res.Body)
	res.Body.Close()
	if want := fmt.Sprintf("Sitemap: %s/sitemap.xml", url); !strings.Contains(string(b), want) {
		t.Errorf("robots.txt is %q, want %q in it", b, want)
	}
	stop()
	if _, err := http.DefaultClient.Do(req.Clone(t.Context())); err == nil {
		t.Error("still listening after stop")
	}
}
