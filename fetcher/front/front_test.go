package front

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/marsad-news/marsad/fetcher/link"
)

const page = `<html><head><base href="/ar/"></head><body>
<a href="story/12345"><img src=x></a> <a href="/ar/story/12345?utm_source=front">وصول قوات <b>إلى</b> القاعدة</a>
<a href="https://news.example/2026/11/21/a">one<a href="/politics">سياسة</a>
<a href="/tag/12345">وسم</a> <a href="https://other.example/story/99999">away</a> <a href="/pic/12345.jpg">x</a>
<a href="/ar/خبر-من-أربع-كلمات">خبر</a> <a href="javascript:x(12345)">x</a><a name="x">y</a></body></html>`

func TestLinks(t *testing.T) {
	f, err := NewFinder("", link.Default())
	if err != nil {
		t.Fatal(err)
	}
	got := f.Links([]byte(page), "https://www.news.example/")
	want := []Link{
		{"https://www.news.example/ar/story/12345", "وصول قوات إلى القاعدة"},
		{"https://news.example/2026/11/21/a", "one"},
		{"https://www.news.example/ar/%D8%AE%D8%A8%D8%B1-%D9%85%D9%86-%D8%A3%D8%B1%D8%A8%D8%B9-%D9%83%D9%84%D9%85%D8%A7%D8%AA", "خبر"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for i := range got {
		got[i].Text = "" // the pattern decides by address
	}
	if f, err = NewFinder(`/story/\d+$`, link.Default()); err != nil {
		t.Fatal(err)
	}
	if got := f.Links([]byte(page), "https://www.news.example/"); len(got) != 1 {
		t.Errorf("pattern: %v", got)
	}
	if f, err = NewFinder(`/خبر-`, link.Default()); err != nil {
		t.Fatal(err)
	}
	if got := f.Links([]byte(page), "https://www.news.example/"); len(got) != 1 {
		t.Errorf("Arabic pattern: %v", got)
	}
	if _, err := NewFinder("(", link.Default()); err == nil {
		t.Error("a broken pattern compiled")
	}
}

func TestHostilePages(t *testing.T) {
	f, _ := NewFinder("", link.Default())
	many := strings.Repeat(`<a href="/s/10000">x</a>`, 10) + strings.Repeat("<div>", 500_000)
	if got := f.Links([]byte(many), "https://a.example/"); len(got) != 1 {
		t.Errorf("deep: %d", len(got))
	}
	var b strings.Builder
	for i := range 10_000_000 / 1000 {
		b.WriteString(`<a href="/s/1000` + strings.Repeat("1", i%50) + string(rune('a'+i%26)) + strings.Repeat("z", i%977) + `">x</a>`)
	}
	if got := f.Links([]byte(b.String()), "https://a.example/"); len(got) != MaxLinks {
		t.Errorf("many: %d", len(got))
	}
}

// FuzzLinks: whatever the page, every link stays within the site and is in
// normal form.
func FuzzLinks(f *testing.F) {
	f.Add([]byte(page))
	f.Fuzz(func(t *testing.T, body []byte) {
		fd, _ := NewFinder("", link.Default())
		for _, l := range fd.Links(body, "https://news.example/") {
			if !link.SameSite(link.Host(l.URL), "news.example") {
				t.Fatalf("left the site: %q", l.URL)
			}
			if n, err := link.Default().Normalise(nil, l.URL); err != nil || n != l.URL {
				t.Fatalf("not normal: %q", l.URL)
			}
		}
	})
}
