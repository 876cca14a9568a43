// Package feed reads RSS, Atom and JSON feeds as they are found in the wild,
// and finds the feeds that a web page names.
//
// It is pure: bytes in, entries out. It does not fetch, does not decide when
// to poll and does not look at articles.
package feed

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	ext "github.com/mmcdole/gofeed/extensions"
	"github.com/mmcdole/gofeed/rss"
)

// Limits of what is read.
const (
	MaxBytes   = 10 << 20
	MaxEntries = 5000
)

// Errors of a body that gives no entries.
var (
	ErrNotFeed  = errors.New("not a feed")
	ErrTooLarge = errors.New("feed is too large")
)

// Feed is what a feed says.
type Feed struct {
	Title   string
	Link    string        // the site
	Self    string        // where the feed says it lives; empty: nothing said
	Moved   string        // where the feed says it moved to (itunes:new-feed-url)
	Lang    string        // as declared
	Every   time.Duration // how often it changes, by its own word (ttl, sy:updatePeriod); 0: nothing said
	Kind    string        // rss, atom, json
	Entries []Entry
	Cut     bool // there were more entries than MaxEntries
}

// Entry is one item of a feed.
type Entry struct {
	URL       string // absolute, as written otherwise
	Title     string
	Published string // RFC 3339; empty when there is no readable date
	Updated   string
	ID        string
}

// Parse reads a feed. The content type is the HTTP header's, base the URL from
// which the feed came.
func Parse(body []byte, contentType, base string) (*Feed, error) {
	if len(body) > MaxBytes {
		return nil, fmt.Errorf("parse feed: %w: %d bytes", ErrTooLarge, len(body))
	}
	text, err := toUTF8(body, contentType)
	if err != nil {
		return nil, fmt.Errorf("parse feed: %w", err)
	}
	if tooDeep(text) {
		return nil, fmt.Errorf("parse feed: %w: nested too deep", ErrNotFeed)
	}
	if gofeed.DetectFeedType(strings.NewReader(text)) == gofeed.FeedTypeUnknown {
		return nil, fmt.Errorf("parse feed: %w", ErrNotFeed)
	}
	f, err := parse(text)
	if err != nil {
		return nil, fmt.Errorf("parse feed: %w: %w", ErrNotFeed, err)
	}
	if f.FeedType == "json" && !strings.Contains(text[:min(len(text), 4096)], "jsonfeed.org") {
		return nil, fmt.Errorf("parse feed: %w: JSON of another kind", ErrNotFeed)
	}
	return translate(f, base), nil
}

// parse shields us from a panic of the parser: a feed is never a programmer's
// error.
func parse(text string) (f *gofeed.Feed, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("parser panicked: %v", p)
		}
	}()
	p := gofeed.NewParser()
	p.KeepOriginalFeed = true
	return p.ParseString(text)
}

func translate(f *gofeed.Feed, base string) *Feed {
	out := &Feed{Title: strings.TrimSpace(f.Title), Lang: f.Language, Kind: f.FeedType, Every: every(f)}
	b, _ := url.Parse(base)
	out.Link, out.Self = resolve(b, f.Link), resolve(b, f.FeedLink)
	if f.ITunesExt != nil {
		out.Moved = resolve(b, f.ITunesExt.NewFeedURL)
	}
	items := f.Items
	if len(items) > MaxEntries {
		items, out.Cut = items[:MaxEntries], true
	}
	site, _ := url.Parse(out.Link)
	for _, it := range items {
		if it == nil {
			continue
		}
		if e := entry(it, b, site); e.URL != "" {
			out.Entries = append(out.Entries, e)
		}
	}
	return out
}

func entry(it *gofeed.Item, base, site *url.URL) Entry {
	ref := strings.TrimSpace(it.Link)
	if orig := extension(it.Extensions, "feedburner", "origLink"); orig != "" {
		ref = orig // FeedBurner replaces the link by one of its own
	}
	if ref == "" && isHTTP(it.GUID) {
		ref = it.GUID
	}
	if ref == "" && len(it.Enclosures) == 0 && len(it.Links) > 0 {
		ref = it.Links[0]
	}
	from := base
	if !isHTTP(ref) && site != nil && site.Host != "" {
		from = site // a relative link is meant from the site, not from the feed's host
	}
	return Entry{
		URL: resolve(from, ref), Title: plain(it.Title), ID: it.GUID,
		Published: stamp(it.PublishedParsed, it.Published, dublin(it)), Updated: stamp(it.UpdatedParsed, it.Updated, ""),
	}
}

func dublin(it *gofeed.Item) string {
	if it.DublinCoreExt != nil && len(it.DublinCoreExt.Date) > 0 {
		return it.DublinCoreExt.Date[0]
	}
	return ""
}

func isHTTP(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

func resolve(base *url.URL, ref string) string {
	ref = strings.TrimSpace(ref)
	if ref == "" {
		return ""
	}
	var u *url.URL
	var err error
	if base != nil {
		u, err = base.Parse(ref)
	} else {
		u, err = url.Parse(ref)
	}
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	u.Fragment, u.RawFragment = "", ""
	return u.String()
}

// plain drops the markup that some feeds put into titles, and folds white
// space.
func plain(s string) string {
	if strings.Contains(s, "<") && strings.Contains(s, ">") {
		var b strings.Builder
		depth := 0
		for _, r := range s {
			switch {
			case r == '<':
				depth++
			case r == '>' && depth > 0:
				depth--
			case depth == 0:
				b.WriteRune(r)
			}
		}
		if depth == 0 {
			s = b.String()
		}
	}
	return strings.Join(strings.Fields(s), " ")
}

func extension(e ext.Extensions, space, name string) string {
	if xs := e[space][name]; len(xs) > 0 {
		return strings.TrimSpace(xs[0].Value)
	}
	return ""
}

// maxEvery bounds what a feed may say about its own rhythm.
const maxEvery = 7 * 24 * time.Hour

// every reads ttl (minutes) and the syndication module (period over
// frequency); the longer one counts.
func every(f *gofeed.Feed) time.Duration {
	var d time.Duration
	if r, ok := f.OriginalFeed().(*rss.Feed); ok {
		if n, err := strconv.Atoi(strings.TrimSpace(r.TTL)); err == nil && n > 0 {
			d = time.Duration(min(n, int(maxEvery/time.Minute))) * time.Minute
		}
	}
	periods := map[string]time.Duration{"hourly": time.Hour, "daily": 24 * time.Hour, "weekly": maxEvery, "monthly": maxEvery, "yearly": maxEvery}
	if p, ok := periods[strings.ToLower(extension(f.Extensions, "sy", "updatePeriod"))]; ok {
		n, err := strconv.Atoi(extension(f.Extensions, "sy", "updateFrequency"))
		if err != nil || n < 1 {
			n = 1
		}
		d = max(d, p/time.Duration(n))
	}
	return min(d, maxEvery)
}
