package feed

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const base = "https://news.example/rss.xml"

const rssArabic = `<?xml version="1.0" encoding="windows-1256"?>
<rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>أخبار المرصد</title><link>https://www.news.example/</link><ttl>30</ttl>
<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>
<item><title>وصول قوات إلى &lt;b&gt;القاعدة&lt;/b&gt;</title><link>/story/1</link><pubDate>Sat, 21 Nov 2026 10:30:00 +0300</pubDate></item>
<item><title>بيان</title><guid>https://www.news.example/story/2</guid><dc:date>2026-11-21T08:00:00Z</dc:date></item>
<item><title>بلا رابط</title></item>
</channel></rss>`

func win1256(t *testing.T, s string) []byte {
	t.Helper()
	b, err := charmap.Windows1256.NewEncoder().Bytes([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestEncodings(t *testing.T) {
	utf16, _ := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes([]byte(strings.Replace(rssArabic, "windows-1256", "utf-16", 1)))
	noDecl := strings.SplitN(rssArabic, "\n", 2)[1]
	iso, _ := charmap.ISO8859_6.NewEncoder().Bytes([]byte(strings.Replace(rssArabic, "windows-1256", "iso-8859-6", 1)))
	for _, tt := range []struct {
		name, ct string
		body     []byte
	}{
		{"declared windows-1256", "text/xml", win1256(t, rssArabic)},
		{"UTF-8 under a windows-1256 label", "text/xml", []byte(rssArabic)},
		{"windows-1256 under a UTF-8 label", "text/xml; charset=utf-8", win1256(t, strings.Replace(rssArabic, "windows-1256", "utf-8", 1))},
		{"no declaration, header tells", "application/rss+xml; charset=windows-1256", win1256(t, noDecl)},
		{"no label anywhere", "", win1256(t, noDecl)},
		{"declared iso-8859-6", "", iso},
		{"UTF-8 with mark", "", []byte("\ufeff" + rssArabic)},
		{"UTF-16", "", utf16},
		{"a control character", "", []byte(strings.Replace(rssArabic, "بيان", "\x0bبيان", 1))},
		{"one broken byte in UTF-8", "", []byte(strings.Replace(strings.Replace(rssArabic, "windows-1256", "utf-8", 1), "<ttl>", "<x>\xff</x><ttl>", 1))},
	} {
		f, err := Parse(tt.body, tt.ct, base)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		want := []Entry{
			{URL: "https://www.news.example/story/1", Title: "وصول قوات إلى القاعدة", Published: "2026-11-21T10:30:00+03:00"},
			{URL: "https://www.news.example/story/2", Title: "بيان", Published: "2026-11-21T08:00:00Z", Updated: "2026-11-21T08:00:00Z", ID: "https://www.news.example/story/2"},
		}
		if d := cmp.Diff(want, f.Entries); d != "" {
			t.Errorf("%s: %s", tt.name, d)
		}
		if f.Title != "أخبار المرصد" || f.Every != 30*time.Minute {
			t.Errorf("%s: title %q, every %s", tt.name, f.Title, f.Every)
		}
	}
}

func TestKinds(t *testing.T) {
	tests := map[string]string{
		"atom": `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>t</title><link rel="self" href="https://news.example/new.atom"/>
			<entry><title type="html">A &amp;amp; B</title><link href="/a"/><id>urn:1</id><published>2026-11-21T08:00:00Z</published><updated>2026-11-21T09:00:00Z</updated></entry></feed>`,
		"json": `{"version":"https://jsonfeed.org/version/1.1","title":"t","feed_url":"https://news.example/new.json","items":[{"id":"1","url":"https://news.example/a","title":"A & B","date_published":"2026-11-21T08:00:00Z"}]}`,
		"rdf":  `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"><channel><title>t</title></channel><item><title>A</title><link>https://news.example/a</link></item></rdf:RDF>`,
	}
	for name, body := range tests {
		f, err := Parse([]byte(body), "", base)
		if err != nil || len(f.Entries) != 1 || f.Entries[0].URL != "https://news.example/a" {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
	f, _ := Parse([]byte(`<rss xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"><channel><itunes:new-feed-url>https://new.example/f</itunes:new-feed-url></channel></rss>`), "", base)
	if f == nil || f.Moved != "https://new.example/f" {
		t.Errorf("moved: %+v", f)
	}
}

func TestNotAFeed(t *testing.T) {
	deep := "<rss><channel>" + strings.Repeat("<a>", 100_000)
	for name, body := range map[string]string{
		"empty": "", "page": "<!doctype html><html><body>x</body></html>", "text": "hello", "binary": "\x00\x01\x02\xff",
		"json": `{"a":1}`, "sitemap": `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>`,
		"deep": deep, "deep json": `{"version":"https://jsonfeed.org/version/1","items":` + strings.Repeat("[", 100_000),
	} {
		if f, err := Parse([]byte(body), "", base); !errors.Is(err, ErrNotFeed) {
			t.Errorf("%s: %+v, %v", name, f, err)
		}
	}
	if _, err := Parse(make([]byte, MaxBytes+1), "", base); !errors.Is(err, ErrTooLarge) {
		t.Errorf("large: %v", err)
	}
}

func TestTruncatedFeedGivesAnErrorNotAPanic(t *testing.T) {
	for i := range len(rssArabic) {
		_, _ = Parse([]byte(rssArabic[:i]), "", base)
	}
}

func TestEntriesAreCapped(t *testing.T) {
	body := "<rss><channel>" + strings.Repeat("<item><link>https://news.example/a</link></item>", MaxEntries+5) + "</channel></rss>"
	f, err := Parse([]byte(body), "", base)
	if err != nil || len(f.Entries) != MaxEntries || !f.Cut {
		t.Errorf("%v, %v", f, err)
	}
}

func TestDates(t *testing.T) {
	for in, want := range map[string]string{
		"Sat, 21 Nov 2026 10:30:00 GMT": "2026-11-21T10:30:00Z",
		"21 Nov 2026 10:30:00 +0300":    "2026-11-21T10:30:00+03:00",
		"2026-11-21 10:30":              "2026-11-21T10:30:00Z",
		"٢٠٢٦-١١-٢١ ١٠:٣٠":              "2026-11-21T10:30:00Z",
		"\u200f21/11/2026 10:30":        "2026-11-21T10:30:00Z",
		"November 21, 2026":             "2026-11-21T00:00:00Z",
		"0001-01-01":                    "", "soon": "", "": "", "1970-01-01": "", "31/31/2026": "",
	} {
		if got := stamp(nil, in, ""); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestDiscover(t *testing.T) {
	page := `<html><head><base href="/ar/"><link rel="alternate" type="application/rss+xml" title="الأخبار" href="rss">
		<link rel="alternate" type="application/rss+xml; charset=utf-8" title="تعليقات" href="/ar/comments/feed">
		<link rel="alternate" type="application/json" href="/wp-json/1"><link rel="alternate" hreflang="en" href="/en">
		<link rel="sitemap" type="application/xml" href="/sitemap.xml"></head>
		<body><a href="/politics/rss.xml">سياسة</a><a href="/ar/rss#x">again</a><a href="javascript:rss">x</a><a href="/rss-news">x</a></body></html>`
	want := []Door{
		{URL: "https://news.example/ar/rss", Title: "الأخبار", Kind: "feed", Sure: true},
		{URL: "https://news.example/sitemap.xml", Kind: "sitemap", Sure: true},
		{URL: "https://news.example/politics/rss.xml", Title: "سياسة", Kind: "feed"},
	}
	got := Discover([]byte(page), "https://news.example/ar/index.html")
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := Discover([]byte("\xff\x00<a href"), "::"); d != nil {
		t.Error(d)
	}
}

// FuzzParse: whatever the bytes, a feed has only absolute web addresses, dates
// that can be read and no more entries than the cap.
func FuzzParse(f *testing.F) {
	f.Add([]byte(rssArabic), "text/xml; charset=windows-1256")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1","items":[{"url":"/a"}]}`), "")
	f.Add([]byte(`<feed><entry><link href="a"/></entry></feed>`), "")
	f.Fuzz(func(t *testing.T, body []byte, ct string) {
		p, err := Parse(body, ct, base)
		if err != nil {
			return
		}
		if len(p.Entries) > MaxEntries {
			t.Fatal("too many")
		}
		for _, e := range p.Entries {
			if !isHTTP(strings.ToLower(e.URL)) {
				t.Fatalf("address %q", e.URL)
			}
			if e.Published != "" {
				if _, err := time.Parse(time.RFC3339, e.Published); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

func BenchmarkParse(b *testing.B) {
	body := []byte("<rss><channel>" + strings.Repeat("<item><title>t</title><link>https://news.example/a</link><pubDate>Sat, 21 Nov 2026 10:30:00 GMT</pubDate></item>", 50) + "</channel></rss>")
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		if _, err := Parse(body, "", base); err != nil {
			b.Fatal(err)
		}
	}
}
