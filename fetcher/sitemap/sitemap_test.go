package sitemap

import (
	"bytes"
	"compress/gzip"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

const news = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
 <url><loc> https://news.example/a?x=1&amp;y=2 </loc><lastmod>2026-11-21T09:00:00+03:00</lastmod>
  <news:news><news:publication><news:name>المرصد</news:name><news:language>ar</news:language></news:publication>
   <news:publication_date>2026-11-21T08:00:00Z</news:publication_date><news:title><![CDATA[وصول <قوات> إلى القاعدة]]></news:title></news:news>
  <image:image><image:loc>https://news.example/a.jpg</image:loc><image:title>صورة</image:title></image:image></url>
 <url><loc>https://news.example/b</loc></url>
 <url><lastmod>2026-11-21</lastmod></url>
</urlset>`

func pack(t *testing.T, s string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(s))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestParse(t *testing.T) {
	want := &Sitemap{News: true, Entries: []Entry{
		{URL: "https://news.example/a?x=1&y=2", Title: "وصول <قوات> إلى القاعدة", Published: "2026-11-21T08:00:00Z", Modified: "2026-11-21T09:00:00+03:00", Lang: "ar"},
		{URL: "https://news.example/b"},
	}}
	win, err := charmap.Windows1256.NewEncoder().Bytes([]byte(strings.Replace(news, "UTF-8", "windows-1256", 1)))
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{
		"plain": []byte(news), "packed": pack(t, news), "mark": []byte("\ufeff" + news), "windows-1256": win,
		"no namespaces": []byte(strings.ReplaceAll(news, "news:", "n:")),
		"blank first":   []byte("\n\n" + strings.SplitN(news, "\n", 2)[1]),
	} {
		got, err := Parse(body)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s: %s", name, d)
		}
	}
}

func TestIndexAndText(t *testing.T) {
	got, err := Parse([]byte(`<sitemapindex><sitemap><loc>https://news.example/1.xml.gz</loc><lastmod>2026-11-21</lastmod></sitemap><sitemap><loc>https://news.example/2.xml</loc></sitemap></sitemapindex>`))
	want := &Sitemap{Maps: []Child{{"https://news.example/1.xml.gz", "2026-11-21"}, {"https://news.example/2.xml", ""}}}
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Error(err, d)
	}
	got, err = Parse([]byte("\ufeffhttps://news.example/a\r\n\r\nhttps://news.example/ب\n"))
	want = &Sitemap{Entries: []Entry{{URL: "https://news.example/a"}, {URL: "https://news.example/ب"}}}
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Error(err, d)
	}
}

func TestNotASitemap(t *testing.T) {
	for name, body := range map[string]string{
		"page": "<!doctype html><html><body></body></html>", "feed": "<rss><channel/></rss>", "text": "hello\nworld", "binary": "\x00\x01\xff",
		"gzip of nothing": "\x1f\x8b\x08", "json": `{"a":1}`,
	} {
		if got, err := Parse([]byte(body)); !errors.Is(err, ErrNotSitemap) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}

func TestBrokenOnesGiveWhatIsReadable(t *testing.T) {
	half := news[:strings.Index(news, "news.example/b")]
	got, err := Parse([]byte(half))
	if err != nil || len(got.Entries) != 1 || !got.Cut {
		t.Errorf("half: %+v, %v", got, err)
	}
	packed := pack(t, news+strings.Repeat(" ", 1<<20))
	if got, err = Parse(packed[:len(packed)-8]); err != nil || len(got.Entries) != 2 || !got.Cut {
		t.Errorf("half packed: %+v, %v", got, err)
	}
	deep := "<urlset><url><loc>https://a.example/1</loc></url>" + strings.Repeat("<url>", 1_000_000)
	if got, err = Parse([]byte(deep)); err != nil || len(got.Entries) != 1 || !got.Cut {
		t.Errorf("deep: %+v, %v", got, err)
	}
	long := "<urlset><url><loc>" + strings.Repeat("x", 1<<20) + "</loc></url></urlset>"
	if got, err = Parse([]byte(long)); err != nil || len(got.Entries) > 1 {
		t.Errorf("long: %v", err)
	}
	many := "<urlset>" + strings.Repeat("<url><loc>https://a.example/1</loc></url>", MaxEntries+3) + "</urlset>"
	if got, err = Parse([]byte(many)); err != nil || len(got.Entries) != MaxEntries || !got.Cut {
		t.Errorf("many: %v", err)
	}
}

func TestBombIsBounded(t *testing.T) {
	bomb := pack(t, "<urlset><!--"+strings.Repeat("x", MaxBytes+1000)+"--><url><loc>https://a.example/1</loc></url></urlset>")
	if got, err := Parse(bomb); err == nil && len(got.Entries) > 0 {
		t.Error("read beyond the cap")
	}
}

// FuzzParse: whatever the bytes, the caps hold and no entry lacks an address.
func FuzzParse(f *testing.F) {
	f.Add([]byte(news))
	f.Add([]byte("https://a.example/1\n"))
	f.Add([]byte("<sitemapindex><sitemap><loc>x</loc></sitemap>"))
	f.Fuzz(func(t *testing.T, body []byte) {
		s, err := Parse(body)
		if err != nil {
			return
		}
		if len(s.Entries)+len(s.Maps) > MaxEntries {
			t.Fatal("over the cap")
		}
		for _, e := range s.Entries {
			if e.URL == "" || len(e.URL) > maxText {
				t.Fatalf("address of %d bytes", len(e.URL))
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	body := []byte("<urlset>" + strings.Repeat("<url><loc>https://a.example/some/story-of-the-day</loc><lastmod>2026-11-21</lastmod></url>\n", 1000) + "</urlset>")
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if _, err := Parse(body); err != nil {
			b.Fatal(err)
		}
	}
}
