package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/fetcher/feed"
	"github.com/marsad-news/marsad/fetcher/probe"
	"github.com/marsad-news/marsad/fetcher/robots"
	"github.com/marsad-news/marsad/fetcher/sitemap"
	"github.com/marsad-news/marsad/fetcher/warc"
	"github.com/marsad-news/marsad/internal/config"
)

// list reads addresses, one a line; what follows a tab is its date. Empty
// lines and those that begin with # are passed over.
func (b *backfill) list(ctx context.Context, in string) error {
	r := b.std.in
	if in != "-" {
		f, err := os.Open(in)
		if err != nil {
			return err
		}
		defer f.Close()
		r = f
	}
	skip := b.state.Inputs[in].Offset
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 8<<10), 1<<20)
	for n := int64(1); sc.Scan(); n++ {
		line := strings.TrimSpace(sc.Text())
		if n <= skip || line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		address, date, _ := strings.Cut(line, "\t")
		t, _ := feed.Date(date) // zero: not known
		if !b.when(t) {
			b.unwanted++
			continue
		}
		if err := b.take(ctx, address, "", date); err != nil {
			return err
		}
		b.state.at(in, inputState{Offset: n})
		if err := b.save(false); err != nil {
			return err
		}
	}
	return sc.Err()
}

// warc sends the pages of a WARC file to the parser: they need no fetching.
func (b *backfill) warc(ctx context.Context, in string) error {
	f, err := os.Open(in)
	if err != nil {
		return err
	}
	defer f.Close()
	st, err := f.Stat()
	if err != nil {
		return err
	}
	base := min(b.state.Inputs[in].Offset, st.Size())
	if _, err := f.Seek(base, io.SeekStart); err != nil {
		return fmt.Errorf("go on in %s: %w", in, err)
	}
	b.bar.what, b.bar.total = "bytes", st.Size()
	n := 0
	tally, err := warc.Walk(f, base, b.cfg.Fetcher.MaxBody, func(x *warc.Exchange, at int64) error {
		if err := b.page(ctx, x, &n); err != nil {
			return err
		}
		b.bar.set(at, fmt.Sprintf("%d pages", b.pages))
		b.state.at(in, inputState{Offset: at})
		return b.save(false)
	})
	b.broken += tally.Broken + tally.Damaged + tally.Lost
	b.bar.what, b.bar.total = "addresses", 0
	if err == nil && tally.Records == 0 && base == 0 {
		return fmt.Errorf("no record of a WARC file in it, %d damaged stretches", tally.Damaged)
	}
	return err
}

// page sends one page out of a WARC file, and gives way to live news.
func (b *backfill) page(ctx context.Context, x *warc.Exchange, n *int) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	x.Source = b.sourceOf(x.URL)
	if b.choosers[x.Source] == nil {
		b.nobodys++
		return nil
	}
	u, ok := b.choosers[x.Source].Take(x.URL)
	if !ok || !b.match.MatchString(u) || !b.when(x.Date) {
		b.unwanted++
		return nil
	}
	x.URL, x.FoundBy = u, fetcher.FoundByBackfill
	p, err := fetcher.ArchivedPage(x, b.name)
	if err != nil {
		b.unfit++
		return nil //nolint:nilerr // it is counted
	}
	b.pages++
	if b.dry {
		fmt.Fprintf(b.std.out, "%s\t%s\t%s\n", x.Source, u, x.Date.UTC().Format(time.RFC3339))
		return nil
	}
	if *n%window == 0 {
		if err := giveWay(ctx, b.bus, b.bar); err != nil {
			return err
		}
	}
	*n++
	return sendPage(ctx, b.bus, p)
}

// The most that one sitemap may lead to.
const (
	mostMaps = 5000
	mapDepth = 3
)

// sitemaps reads a sitemap and those it leads to; of a site's front page, the
// sitemaps that its robots.txt names.
func (b *backfill) sitemaps(ctx context.Context, in string) error {
	u, err := url.Parse(in)
	if err != nil {
		return err
	}
	queue := []mapAt{{in, 0}}
	if u.Path == "" || u.Path == "/" {
		named, err := b.named(ctx, u)
		if err != nil {
			return err
		}
		queue = nil
		for _, s := range named {
			queue = append(queue, mapAt{s, 0})
		}
		if len(queue) == 0 {
			return fmt.Errorf("robots.txt names no sitemap; give the address of one")
		}
	}
	var failed error
	good := 0
	for n := 0; len(queue) > 0 && n < mostMaps; n++ {
		m := queue[0]
		queue = queue[1:]
		if b.state.Maps[m.url] {
			continue
		}
		more, err := b.sitemap(ctx, m)
		if ctx.Err() != nil {
			return ctx.Err()
		}
		if err != nil {
			b.broken++
			failed = fmt.Errorf("%s: %w", m.url, err)
			b.bar.say("%v", failed)
			continue
		}
		good++
		queue = append(queue, more...)
		if len(more) == 0 {
			b.state.Maps[m.url] = true // an index is read again: it leads to what is left
		}
		if err := b.save(false); err != nil {
			return err
		}
	}
	if good == 0 {
		return failed
	}
	return nil
}

type mapAt struct {
	url   string
	depth int
}

// sitemap takes the addresses of one sitemap, and returns the maps it names.
func (b *backfill) sitemap(ctx context.Context, m mapAt) (more []mapAt, err error) {
	res, err := b.get(ctx, m.url)
	if err != nil {
		return nil, err
	}
	if res.Status != 200 {
		return nil, fmt.Errorf("the server answers %d", res.Status)
	}
	s, err := sitemap.Parse(res.Body)
	if err != nil {
		return nil, err
	}
	for _, c := range s.Maps {
		changed, _ := feed.Date(c.Modified) // zero: not known
		if m.depth+1 < mapDepth && (changed.IsZero() || b.filter.From.IsZero() || !changed.Before(b.filter.From)) {
			more = append(more, mapAt{c.URL, m.depth + 1})
		}
	}
	for _, e := range s.Entries {
		published, _ := feed.Date(e.Published) // zero: not known
		when := published
		if when.IsZero() {
			when, _ = feed.Date(e.Modified)
		}
		if !b.when(when) {
			b.unwanted++
			continue
		}
		stamp := ""
		if !published.IsZero() {
			stamp = published.Format(time.RFC3339)
		}
		if err := b.take(ctx, e.URL, e.Title, stamp); err != nil {
			return nil, err
		}
	}
	return more, nil
}

// get has the fetchers bring a document: they have the host's clock. A dry run
// without a broker asks by itself.
func (b *backfill) get(ctx context.Context, address string) (fetcher.Document, error) {
	if b.queue != nil {
		return b.queue.Fetch(ctx, b.sourceOf(address), address, b.bar.say)
	}
	if err := b.openWeb(); err != nil {
		return fetcher.Document{}, err
	}
	res, err := b.web.Get(ctx, address, sitemap.MaxBytes)
	if err != nil {
		return fetcher.Document{}, err
	}
	return fetcher.Document{Final: res.Final, Status: res.Status, Body: res.Body}, nil
}

// named are the sitemaps that a site's robots.txt names.
func (b *backfill) named(ctx context.Context, u *url.URL) ([]string, error) {
	if b.queue == nil {
		if err := b.openWeb(); err != nil {
			return nil, err
		}
		f, err := b.web.Robots(ctx, u)
		if err != nil {
			return nil, err
		}
		return f.Sitemaps, nil
	}
	doc, err := b.get(ctx, u.Scheme+"://"+u.Host+"/robots.txt")
	if err != nil {
		return nil, err
	}
	return robots.FromStatus(doc.Status, doc.Body).Sitemaps, nil
}

// openWeb makes the client that asks for sitemaps.
func (b *backfill) openWeb() error {
	if b.web != nil {
		return nil
	}
	var err error
	b.web, err = webClient(b.cfg, b.bar.say)
	return err
}

// webClient asks by hand with the manners of the fetcher. It too needs a
// contact.
func webClient(cfg config.Config, tell func(string, ...any)) (*probe.Client, error) {
	if err := cfg.CheckContact(); err != nil {
		return nil, fmt.Errorf("%w: %w", errConfig, err)
	}
	return probe.NewClient(probe.Options{
		UserAgent: fetcher.UserAgent(version, cfg.Fetcher.Contact), Product: fetcher.ProductToken, Delay: cfg.Fetcher.Delay,
		Timeout: cfg.Fetcher.Timeout, OpenLoopback: cfg.Fetcher.OpenLoopback, Tell: tell,
	}), nil
}
