package probe

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/publicsuffix"

	"github.com/marsad-news/marsad/fetcher/feed"
	"github.com/marsad-news/marsad/fetcher/front"
	"github.com/marsad-news/marsad/fetcher/link"
	"github.com/marsad-news/marsad/fetcher/safehttp"
	"github.com/marsad-news/marsad/fetcher/sitemap"
)

// The kinds of doors.
const (
	KindFeed    = "feed"
	KindSitemap = "sitemap"
	KindFront   = "front"
)

// Door is a way into a site and what was seen through it.
type Door struct {
	Kind    string        `json:"kind"`
	URL     string        `json:"url"`
	How     string        `json:"how"` // declared, linked, robots.txt, guessed, given
	Title   string        `json:"title,omitempty"`
	Entries int           `json:"entries"`
	Maps    int           `json:"maps,omitempty"`   // of a sitemap index
	News    bool          `json:"news,omitempty"`   // a sitemap with the news extension
	Newest  string        `json:"newest,omitempty"` // RFC 3339
	Every   time.Duration `json:"every,omitempty"`  // how often it changes, by its own word
	Problem string        `json:"problem,omitempty"`

	links []string
}

// Good says whether the door leads to articles.
func (d *Door) Good() bool { return d.Problem == "" && (d.Entries > 0 || d.Maps > 0) }

// Report is what a probe found.
type Report struct {
	URL        string        `json:"url"` // as given
	Final      string        `json:"final"`
	ID         string        `json:"id"` // proposed
	Name       string        `json:"name,omitempty"`
	Lang       string        `json:"lang,omitempty"`
	Robots     string        `json:"robots"`                // what robots.txt is to us: rules, unavailable, unreachable
	CrawlDelay time.Duration `json:"crawl_delay,omitempty"` // as robots.txt has it
	Doors      []Door        `json:"doors"`
	Pattern    string        `json:"pattern,omitempty"`
	Sample     []string      `json:"sample,omitempty"` // addresses of articles
}

// most documents that one probe asks for besides robots.txt.
const most = 16

// Probe looks at a site: the page given, its robots.txt, the doors that they
// name, and, when they name none, the usual places.
func Probe(ctx context.Context, c *Client, address string) (*Report, error) {
	rules := link.Default()
	start, err := rules.Normalise(nil, withScheme(address))
	if err != nil {
		return nil, fmt.Errorf("probe %s: %w", address, err)
	}
	res, err := c.Get(ctx, start, 0)
	if err != nil {
		return nil, fmt.Errorf("probe %s: %w", address, err)
	}
	if res.Status != 200 {
		return nil, fmt.Errorf("probe %s: the server answers %d", address, res.Status)
	}
	r := &Report{URL: address, Final: res.Final}
	u, err := url.Parse(res.Final)
	if err != nil {
		return nil, fmt.Errorf("probe %s: %w", address, err)
	}
	r.ID = proposeID(u.Hostname())
	p := prober{client: c, rules: rules, report: r, asked: map[string]bool{res.Final: true}}
	if err := p.start(ctx, u, res); err != nil {
		return nil, err
	}
	p.finish()
	return r, nil
}

func withScheme(s string) string {
	if strings.Contains(s, "://") {
		return s
	}
	return "https://" + s
}

type prober struct {
	client *Client
	rules  *link.Rules
	report *Report
	asked  map[string]bool
	n      int
}

// start reads the first document, which may itself be a feed or a sitemap.
func (p *prober) start(ctx context.Context, u *url.URL, res *safehttp.Response) error {
	f, err := p.client.Robots(ctx, u)
	if err != nil {
		return fmt.Errorf("read robots.txt of %s: %w", u.Host, err)
	}
	p.report.Robots = string(f.Access)
	p.report.CrawlDelay, _ = f.CrawlDelay(p.client.o.Product)
	if d := look(res, "given"); d.Kind != KindFront {
		p.add(d)
		return nil
	}
	p.page(res)
	for _, d := range feed.Discover(res.Body, res.Final) {
		how := "linked"
		if d.Sure {
			how = "declared"
		}
		p.ask(ctx, d.Kind, d.URL, how)
	}
	for _, s := range f.Sitemaps {
		p.ask(ctx, KindSitemap, s, "robots.txt")
	}
	p.guess(ctx, u)
	return ctx.Err()
}

// guess tries the usual places for what nobody named.
func (p *prober) guess(ctx context.Context, u *url.URL) {
	base := u.Scheme + "://" + u.Host
	for _, g := range []struct {
		kind  string
		paths []string
	}{
		{KindFeed, []string{"/feed/", "/rss", "/rss.xml", "/feed.xml"}},
		{KindSitemap, []string{"/news-sitemap.xml", "/sitemap_news.xml", "/sitemap.xml", "/sitemap_index.xml"}},
	} {
		for _, path := range g.paths {
			if p.has(g.kind) {
				break
			}
			p.ask(ctx, g.kind, base+path, "guessed")
		}
	}
}

func (p *prober) has(kind string) bool {
	return slices.ContainsFunc(p.report.Doors, func(d Door) bool { return d.Kind == kind && d.Good() })
}

// ask looks through a door. A guess that leads nowhere is not told.
func (p *prober) ask(ctx context.Context, kind, address, how string) {
	u, err := p.rules.Normalise(nil, address)
	if err != nil || p.asked[u] || p.n >= most || ctx.Err() != nil {
		return
	}
	p.asked[u] = true
	p.n++
	limit := int64(feed.MaxBytes)
	if kind == KindSitemap {
		limit = sitemap.MaxBytes
	}
	res, err := p.client.Get(ctx, u, limit)
	d := Door{Kind: kind, URL: u, How: how}
	switch {
	case err != nil:
		d.Problem = short(err)
	case res.Status != 200:
		d.Problem = fmt.Sprintf("the server answers %d", res.Status)
	default:
		if seen := look(res, how); seen.Kind == kind {
			d = seen
		} else {
			d.Problem = "it is no " + kind
		}
	}
	if d.Problem == "" || how != "guessed" {
		p.add(d)
	}
}

func short(err error) string {
	var e *safehttp.Error
	if errors.As(err, &e) {
		return strings.ReplaceAll(string(e.Reason), "_", " ") + ": " + e.Err.Error()
	}
	return err.Error()
}

func (p *prober) add(d Door) { p.report.Doors = append(p.report.Doors, d) }

// look tells what a document is and what it names.
func look(res *safehttp.Response, how string) Door {
	d := Door{URL: res.Final, How: how}
	if f, err := feed.Parse(res.Body, res.Header.Get("Content-Type"), res.Final); err == nil {
		d.Kind, d.Title, d.Entries, d.Every = KindFeed, f.Title, len(f.Entries), f.Every
		for _, e := range f.Entries {
			d.links = append(d.links, e.URL)
			d.Newest = max(d.Newest, utc(cmp.Or(e.Published, e.Updated)))
		}
		return d
	}
	if m, err := sitemap.Parse(res.Body); err == nil && (len(m.Entries) > 0 || len(m.Maps) > 0) {
		d.Kind, d.Entries, d.Maps, d.News = KindSitemap, len(m.Entries), len(m.Maps), m.News
		for _, e := range m.Entries {
			d.Newest = max(d.Newest, utc(cmp.Or(e.Published, e.Modified)))
			if m.News || len(d.links) < 1000 {
				d.links = append(d.links, e.URL)
			}
		}
		return d
	}
	d.Kind = KindFront
	return d
}

// utc brings a date to one width, so that dates compare as text.
func utc(s string) string {
	t, ok := feed.Date(s)
	if !ok {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// page reads the front page: name, language, links to articles.
func (p *prober) page(res *safehttp.Response) {
	p.report.Name, p.report.Lang = nameAndLang(res.Body)
	d := Door{Kind: KindFront, URL: res.Final, How: "given"}
	finder, err := front.NewFinder("", p.rules)
	if err != nil {
		return // an empty pattern compiles
	}
	for _, l := range finder.Links(res.Body, res.Final) {
		d.links = append(d.links, l.URL)
	}
	d.Entries = len(d.links)
	p.add(d)
}

// nameAndLang reads what a page calls its site, and its language.
func nameAndLang(page []byte) (name, lang string) {
	z := html.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(1 << 20)
	for range 5000 { // tags; the head is over by then
		switch z.Next() {
		case html.ErrorToken:
			return name, lang
		case html.StartTagToken, html.SelfClosingTagToken:
			tag := z.Token()
			get := func(key string) string {
				for _, a := range tag.Attr {
					if a.Key == key {
						return strings.TrimSpace(a.Val)
					}
				}
				return ""
			}
			if tag.Data == "html" && lang == "" {
				lang, _, _ = strings.Cut(strings.ToLower(get("lang")), "-")
			}
			if tag.Data == "meta" && strings.EqualFold(get("property"), "og:site_name") && name == "" {
				name = get("content")
			}
		}
	}
	return name, lang
}

// finish draws conclusions from what the doors named: the richest one whose
// entries are articles tells their pattern.
func (p *prober) finish() {
	r := p.report
	var links []string
	for _, kind := range []string{KindFeed, KindSitemap, KindFront} {
		for i := range r.Doors {
			d := &r.Doors[i]
			if d.Kind == kind && d.Good() && len(links) == 0 {
				links = p.normal(d.links)
			}
			if r.Name == "" && d.Kind == KindFeed {
				r.Name = d.Title
			}
		}
	}
	r.Pattern = Pattern(links)
	r.Sample = links[:min(len(links), 5)]
}

func (p *prober) normal(list []string) (out []string) {
	for _, s := range list {
		if u, err := p.rules.Normalise(nil, s); err == nil && !slices.Contains(out, u) && len(out) < 1000 {
			out = append(out, u)
		}
	}
	return out
}

// proposeID makes an id from a host: the name that was registered.
func proposeID(host string) string {
	name := host
	if d, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		suffix, _ := publicsuffix.PublicSuffix(d)
		name = strings.TrimSuffix(d, "."+suffix)
	}
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '-' || r == '_' {
			return r
		}
		return '-'
	}, strings.ToLower(name))
}
