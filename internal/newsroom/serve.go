package newsroom

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"

	"golang.org/x/text/encoding/charmap"
)

// robots keeps crawlers out of the drafts.
const robots = "User-agent: *\nDisallow: /draft/\n\nSitemap: %s/sitemap.xml\n"

// basePlaceholder stands in the pages for the site's own scheme and host.
const basePlaceholder = "%BASE%"

// ServeHTTP implements [http.Handler].
func (s *Site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	s.hits[r.URL.Path]++
	s.mu.Unlock()
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "only reading here", http.StatusMethodNotAllowed)
		return
	}
	base, path := "http://"+r.Host, r.URL.Path
	switch {
	case path == "/robots.txt":
		send(w, r, "text/plain; charset=utf-8", []byte(fmt.Sprintf(robots, base)))
	case path == "/sitemap.xml":
		send(w, r, "application/xml", s.sitemap(base))
	case path == "/feed.xml":
		send(w, r, "application/rss+xml; charset=utf-8", s.feed(base, Outlet{Name: "كل المنابر", Lang: "ar"}))
	case path == "/":
		send(w, r, "text/html; charset=utf-8", front())
	case strings.HasSuffix(path, "/feed.xml") || strings.HasSuffix(path, "/index.html"):
		s.serveOutlet(w, r, base)
	default:
		s.servePage(w, r, base)
	}
}

func (s *Site) serveOutlet(w http.ResponseWriter, r *http.Request, base string) {
	for _, o := range Outlets() {
		switch r.URL.Path {
		case o.Feed():
			send(w, r, "application/rss+xml; charset=utf-8", s.feed(base, o))
			return
		case "/" + o.ID + "/index.html":
			send(w, r, "text/html; charset=utf-8", s.index(o))
			return
		}
	}
	notFound(w)
}

func (s *Site) servePage(w http.ResponseWriter, r *http.Request, base string) {
	for i := range s.pages {
		p := &s.pages[i]
		if p.Path != r.URL.Path || !s.out(p) {
			continue
		}
		b, err := files.ReadFile("site" + p.Path)
		if err != nil {
			break
		}
		b = bytes.ReplaceAll(b, []byte(basePlaceholder), []byte(base))
		kind := "text/html; charset=utf-8"
		if p.Charset == "windows-1256" {
			// As old servers do: the header is silent, the page's meta tells.
			kind = "text/html"
			if b, err = charmap.Windows1256.NewEncoder().Bytes(b); err != nil {
				http.Error(w, err.Error(), http.StatusInternalServerError)
				return
			}
		}
		send(w, r, kind, b)
		return
	}
	notFound(w)
}

// send answers conditional requests as a well-kept server does.
func send(w http.ResponseWriter, r *http.Request, kind string, b []byte) {
	sum := sha256.Sum256(b)
	w.Header().Set("Content-Type", kind)
	w.Header().Set("ETag", `"`+hex.EncodeToString(sum[:8])+`"`)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(b))
}

func notFound(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(http.StatusNotFound)
	fmt.Fprint(w, `<!DOCTYPE html><html lang="ar" dir="rtl"><title>404</title><h1>الصفحة غير موجودة</h1></html>`)
}

func front() []byte {
	var b strings.Builder
	b.WriteString(`<!DOCTYPE html><html lang="ar" dir="rtl"><head><meta charset="utf-8"><title>منابر مرصد التجريبية</title></head><body><h1>منابر متخيَّلة</h1><ul>`)
	for _, o := range Outlets() {
		fmt.Fprintf(&b, `<li lang="%s"><a href="/%s/index.html">%s</a></li>`, o.Lang, o.ID, html.EscapeString(o.Name))
	}
	b.WriteString(`</ul></body></html>`)
	return []byte(b.String())
}

// index is an outlet's front page: headlines, and no article.
func (s *Site) index(o Outlet) []byte {
	var b strings.Builder
	dir := map[string]string{"ar": "rtl", "en": "ltr"}[o.Lang]
	fmt.Fprintf(&b, `<!DOCTYPE html><html lang="%s" dir="%s"><head><meta charset="utf-8"><title>%[3]s</title>`+
		`<link rel="alternate" type="application/rss+xml" href="%[4]s"></head><body><h1>%[3]s</h1><ul>`, o.Lang, dir, html.EscapeString(o.Name), o.Feed())
	for _, p := range s.items(o.ID) {
		fmt.Fprintf(&b, `<li><a href="%s">%s</a> <small>%s</small></li>`, p.Path, html.EscapeString(p.Title), p.Published[:10])
	}
	b.WriteString(`</ul></body></html>`)
	return []byte(b.String())
}

// items are the pages of an outlet, of all where source is empty, that are
// out by now, newest first.
func (s *Site) items(source string) []Page {
	var out []Page
	for i := len(s.pages) - 1; i >= 0; i-- {
		p := s.pages[i]
		if (source == "" || p.Source == source) && s.out(&p) {
			out = append(out, p)
		}
	}
	return out
}

type rss struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Channel channel  `xml:"channel"`
}

type channel struct {
	Title    string `xml:"title"`
	Link     string `xml:"link"`
	Language string `xml:"language"`
	Items    []item `xml:"item"`
}

type item struct {
	Title   string `xml:"title"`
	Link    string `xml:"link"`
	GUID    string `xml:"guid"`
	PubDate string `xml:"pubDate"`
}

func (s *Site) feed(base string, o Outlet) []byte {
	f := rss{Version: "2.0", Channel: channel{Title: o.Name, Link: base + "/" + o.ID, Language: o.Lang}}
	for _, p := range s.items(o.ID) {
		f.Channel.Items = append(f.Channel.Items, item{
			Title: p.Title, Link: base + p.Path, GUID: base + p.Path, PubDate: stamp(p.Published).Format(time.RFC1123Z),
		})
	}
	return document(f)
}

type urlset struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []entry  `xml:"url"`
}

type entry struct {
	Loc  string `xml:"loc"`
	News news   `xml:"http://www.google.com/schemas/sitemap-news/0.9 news"`
}

type news struct {
	Date  string `xml:"publication_date"`
	Title string `xml:"title"`
}

func (s *Site) sitemap(base string) []byte {
	var m urlset
	for _, p := range s.items("") {
		m.URLs = append(m.URLs, entry{Loc: base + p.Path, News: news{Date: p.Published, Title: p.Title}})
	}
	return document(m)
}

func document(v any) []byte {
	b, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		panic(fmt.Sprintf("newsroom: encode XML: %v", err)) // plain structs of strings: the build's own fault
	}
	return append([]byte(xml.Header), b...)
}

// stamp reads the dates of truth.json: a day, or RFC 3339.
func stamp(s string) time.Time {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t
	}
	t, _ := time.Parse(time.DateOnly, s) // the tests parse every one
	return t
}
