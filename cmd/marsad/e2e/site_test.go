package e2e

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
)

// site is an outlet whose every page makes one claim that no other page makes:
// page i says that the ministry has 1000+i soldiers in a base.
type site struct {
	*httptest.Server
	pages int
}

func newSite(t *testing.T, pages int) *site {
	s := &site{pages: pages}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /robots.txt", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "User-agent: *\nAllow: /") })
	mux.HandleFunc("GET /feed.xml", s.feed)
	mux.HandleFunc("GET /news/{n}", s.page)
	s.Server = httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s
}

func (s *site) url(n int) string { return fmt.Sprintf("%s/news/%d", s.URL, n) }

func (s *site) feed(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "application/rss+xml; charset=utf-8")
	fmt.Fprint(w, `<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>وكالة الميزان</title>`)
	for n := range s.pages {
		fmt.Fprintf(w, `<item><title>خبر رقم %d</title><link>%s</link><pubDate>Thu, 15 Aug 2024 10:00:00 GMT</pubDate></item>`, n, s.url(n))
	}
	fmt.Fprint(w, `</channel></rss>`)
}

func (s *site) page(w http.ResponseWriter, r *http.Request) {
	var n int
	if _, err := fmt.Sscan(r.PathValue("n"), &n); err != nil {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, `<!doctype html><html lang="ar" dir="rtl"><head><title>خبر رقم %d</title>
<meta property="article:published_time" content="2024-08-15T10:00:00Z"></head><body>
<nav><a href="/">الرئيسية</a> <a href="/a">أخبار</a> <a href="/b">رياضة</a></nav>
<article><h1>خبر رقم %d</h1>
<p>%s</p>
<p>وعقدت اللجنة البلدية في بلدة %s اجتماعها الدوري لمناقشة أعمال الطرق والمياه والكهرباء قبل حلول الشتاء المقبل.</p>
</article><footer>جميع الحقوق محفوظة</footer></body></html>`, n, n, s.sentence(n), word(n))
}

// sentence is the claim of page n.
func (s *site) sentence(n int) string {
	return fmt.Sprintf("أعلنت وزارة الدفاع الأميركية أن لديها %d جندياً في قاعدة عين الأسد غربي العراق. ونشرت البيان صحيفة %s المحلية.", 1000+n, word(n))
}

// word is an invented name, another for each page: the parser takes blocks that
// differ in nothing but numbers for what the site repeats.
func word(n int) string {
	letters := []rune("بتجحدرزسشصطعفقكلمنهي")
	return string([]rune{'ا', 'ل', letters[n%20], 'ا', letters[n/20%20], 'و', letters[(n*7+3)%20], 'ة'})
}
