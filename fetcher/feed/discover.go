package feed

import (
	"bytes"
	"net/url"
	"strings"

	"github.com/PuerkitoBio/goquery"
)

// Door is a way into a site that a page names.
type Door struct {
	URL   string
	Title string
	Kind  string // feed, sitemap
	Sure  bool   // declared in the head, not guessed from a link
}

// feedTypes are the media types of feeds in <link rel="alternate">.
var feedTypes = map[string]bool{
	"application/rss+xml": true, "application/atom+xml": true, "application/rdf+xml": true,
	"application/feed+json": true, "application/xml": true, "text/xml": true,
}

// Discover finds the feeds and sitemaps that a web page names, the declared
// ones first. Comment feeds are left out.
func Discover(page []byte, base string) []Door {
	doc, err := goquery.NewDocumentFromReader(bytes.NewReader(page))
	if err != nil {
		return nil
	}
	b, err := url.Parse(base)
	if err != nil {
		return nil
	}
	if href, ok := doc.Find("base[href]").First().Attr("href"); ok {
		if u, err := b.Parse(strings.TrimSpace(href)); err == nil {
			b = u
		}
	}
	f := finder{base: b, seen: map[string]bool{}}
	doc.Find("link[href]").Each(func(_ int, s *goquery.Selection) { f.declared(s) })
	doc.Find("a[href]").Each(func(_ int, s *goquery.Selection) { f.linked(s) })
	return f.doors
}

type finder struct {
	base  *url.URL
	seen  map[string]bool
	doors []Door
}

func (f *finder) declared(s *goquery.Selection) {
	rel := " " + strings.ToLower(s.AttrOr("rel", "")) + " "
	typ := strings.ToLower(strings.TrimSpace(s.AttrOr("type", "")))
	typ, _, _ = strings.Cut(typ, ";")
	switch {
	case strings.Contains(rel, " alternate ") && feedTypes[strings.TrimSpace(typ)], strings.Contains(rel, " feed "):
		f.add(s, "feed", true)
	case strings.Contains(rel, " sitemap "):
		f.add(s, "sitemap", true)
	}
}

// linked guesses from the ends of links, as readers do.
func (f *finder) linked(s *goquery.Selection) {
	href := strings.ToLower(strings.TrimSpace(s.AttrOr("href", "")))
	href, _, _ = strings.Cut(href, "#")
	p, _, _ := strings.Cut(href, "?")
	p = strings.TrimSuffix(p, "/")
	for _, end := range []string{"/rss", "/feed", "/atom", ".rss", "/rss.xml", "/feed.xml", "/atom.xml", "/feed.json", "/rss.php", "/rss.aspx"} {
		if strings.HasSuffix(p, end) {
			f.add(s, "feed", false)
			return
		}
	}
}

func (f *finder) add(s *goquery.Selection, kind string, sure bool) {
	u := resolve(f.base, s.AttrOr("href", ""))
	title := plain(s.AttrOr("title", s.Text()))
	if u == "" || f.seen[u] || comments(u, title) {
		return
	}
	f.seen[u] = true
	f.doors = append(f.doors, Door{URL: u, Title: title, Kind: kind, Sure: sure})
}

// comments tells the feed of a site's comments from that of its news.
func comments(u, title string) bool {
	u, title = strings.ToLower(u), strings.ToLower(title)
	return strings.Contains(u, "/comments/") || strings.Contains(title, "comments") || strings.Contains(title, "تعليقات")
}
