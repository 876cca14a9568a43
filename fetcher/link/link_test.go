package link

import (
	"net/url"
	"strings"
	"testing"
)

func TestNormalise(t *testing.T) {
	base, _ := url.Parse("https://www.news.example/section/index.html")
	arabic := "https://news.example/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1/1"
	for in, want := range map[string]string{
		"https://News.Example":            "https://news.example/",
		"HTTPS://news.example:443/a#part": "https://news.example/a",
		"http://news.example:80/a/":       "http://news.example/a/",
		"http://news.example:8080/a":      "http://news.example:8080/a",
		"/a/../b/./c?x=1&y=2":             "https://www.news.example/b/c?x=1&y=2",
		"story.html":                      "https://www.news.example/section/story.html",
		"?page=2":                         "https://www.news.example/section/index.html?page=2",
		"//other.example/a":               "https://other.example/a",
		"https://news.example/أخبار/1":    arabic,
		"https://news.example/%d8%a3%d8%ae%d8%a8%d8%a7%d8%b1/1": arabic,
		" https://news.example/a\n/b\t ":                        "https://news.example/a/b",
		"https://news.example/a b":                              "https://news.example/a%20b",
		"https://news.example/%7Euser/%61":                      "https://news.example/~user/a",
		"https://news.example/a%2Fb":                            "https://news.example/a%2Fb",
		"https://news.example/100%":                             "https://news.example/100%25",
		"https://news.example/a?utm_source=x&id=7&fbclid=z":     "https://news.example/a?id=7",
		"https://news.example/a?utm_source=x":                   "https://news.example/a",
		"https://news.example/a?b=2&a=1":                        "https://news.example/a?b=2&a=1",
		"https://news.example/a?q=أمن":                          "https://news.example/a?q=%D8%A3%D9%85%D9%86",
		"https://news.example/a?maca=ar-rss":                    "https://news.example/a?maca=ar-rss",
		"https://www.dw.com/a?maca=ar-rss":                      "https://www.dw.com/a",
		"https://news.example/a;jsessionid=ABC?x=1":             "https://news.example/a?x=1",
		"https://news.example./a":                               "https://news.example/a",
		"https://موقع.شبكة/a":                                   "https://xn--4gbrim.xn--ngbc5azd/a",
		"https://news.example/a//b":                             "https://news.example/a//b",
		"https://[2606:4700::1111]:8443/a":                      "https://[2606:4700::1111]:8443/a",
	} {
		got, err := Default().Normalise(base, in)
		if err != nil || got != want {
			t.Errorf("%q: %q, %v, want %q", in, got, err, want)
		}
		if again, err := Default().Normalise(nil, got); err != nil || again != got {
			t.Errorf("%q: normal form is not stable: %q, %v", got, again, err)
		}
	}
}

func TestNormaliseRefuses(t *testing.T) {
	for _, in := range []string{"", "mailto:a@b.example", "javascript:void(0)", "tel:+1", "ftp://a.example/", "http:///a", "http://a:b@c.example/",
		"http://a b.example/", "http://a.example:port/", "data:text/html,x", "https://a.example/" + strings.Repeat("x", 5000)} {
		if got, err := Default().Normalise(nil, in); err == nil || !Bad(err) {
			t.Errorf("%q became %q", in, got)
		}
	}
}

func TestKey(t *testing.T) {
	same := [][2]string{
		{"http://a.example/x", "https://a.example/x/"},
		{"https://a.example/x?b=1&a=2", "https://a.example/x?a=2&b=1"},
		{"https://a.example/", "http://a.example"},
	}
	for _, p := range same {
		if Key(p[0]) != Key(p[1]) {
			t.Errorf("%s and %s differ", p[0], p[1])
		}
	}
	if Key("https://a.example/x?id=1") == Key("https://a.example/x?id=2") || Key("https://a.example/x") == Key("https://b.example/x") {
		t.Error("two pages under one key")
	}
}

func TestSourceRules(t *testing.T) {
	r := Default().With([]string{"ref", "from_*"})
	got, err := r.Normalise(nil, "https://a.example/x?ref=home&from_app=1&id=3&gclid=1")
	if err != nil || got != "https://a.example/x?id=3" {
		t.Errorf("%q, %v", got, err)
	}
	if got, _ := Default().Normalise(nil, "https://a.example/x?ref=home"); got != "https://a.example/x?ref=home" {
		t.Errorf("the shared rules changed: %q", got)
	}
}

func TestHostAndSite(t *testing.T) {
	if h := Host("https://a.example:8080/x?y"); h != "a.example:8080" {
		t.Error(h)
	}
	for _, tt := range []struct {
		a, b string
		want bool
	}{{"www.a.example", "a.example", true}, {"ar.a.example", "www.a.example", true}, {"ba.example", "a.example", false}, {"a.example:80", "a.example:81", true}} {
		if got := SameSite(tt.a, tt.b); got != tt.want {
			t.Errorf("%s, %s: %v", tt.a, tt.b, got)
		}
	}
	if IsPage("https://a.example/x.JPG?w=1") || !IsPage("https://a.example/x.html") || !IsPage("https://a.example/v1.2-news") {
		t.Error("what can be a page")
	}
	if got := Readable("https://a.example/%D8%A3"); got != "https://a.example/أ" {
		t.Error(got)
	}
}

// FuzzNormalise: whatever a page links to, the result is stable, has a host
// and parses again.
func FuzzNormalise(f *testing.F) {
	f.Add("https://news.example/%D8%A3?utm_source=1&a=%zz#x")
	f.Add("//a.example:0080/../%2e%2e/;jsessionid=1")
	f.Fuzz(func(t *testing.T, ref string) {
		base, _ := url.Parse("https://base.example/a/b")
		r := Default()
		n, err := r.Normalise(base, ref)
		if err != nil {
			return
		}
		u, err := url.Parse(n)
		if err != nil || u.Host == "" {
			t.Fatalf("%q became %q: %v", ref, n, err)
		}
		if again, err := r.Normalise(nil, n); err != nil || again != n {
			t.Fatalf("%q became %q, then %q, %v", ref, n, again, err)
		}
	})
}

func BenchmarkNormalise(b *testing.B) {
	r := Default()
	b.ReportAllocs()
	for b.Loop() {
		_, _ = r.Normalise(nil, "https://www.news.example/2026/11/21/story-of-the-day?utm_source=rss&id=7")
	}
}
