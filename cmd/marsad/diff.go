package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/console"
	"github.com/marsad-news/marsad/enricher"
	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/warc"
	"github.com/marsad-news/marsad/internal/store"
	"github.com/marsad-news/marsad/parser"
	"github.com/marsad-news/marsad/parser/repeat"
)

// The ways in which a claim may differ from what is stored.
const (
	opAdded   = "added"
	opChanged = "changed"
	opDropped = "dropped"
	opSame    = "same"
)

// change is one line of output: a claim that this build reads otherwise than
// the store has it.
type change struct {
	Op          string       `json:"op"`
	Article     string       `json:"article"`
	URL         string       `json:"url"`
	Source      string       `json:"source,omitempty"`
	Was         string       `json:"was,omitempty"` // version of the extractor that made what is stored
	Fields      []string     `json:"fields,omitempty"`
	TextDiffers bool         `json:"text_differs,omitempty"` // the store holds another text of the article
	Why         string       `json:"why,omitempty"`
	Before      *event.Claim `json:"before,omitempty"`
	Claim       *event.Claim `json:"claim,omitempty"`
}

// compared is the summary, the last line of output.
type compared struct {
	Op          string                    `json:"op"` // summary
	Extractor   string                    `json:"extractor"`
	Pages       int                       `json:"pages"`
	Articles    int                       `json:"articles"`
	NotArticles int                       `json:"not_articles"`
	NotStored   int                       `json:"not_stored"` // articles that the store does not know
	TextDiffers int                       `json:"text_differs"`
	Overtaken   int                       `json:"overtaken"` // visits with a later one in the slice
	NoPages     int                       `json:"no_pages"`
	Unreadable  int                       `json:"unreadable"`
	Blocks      string                    `json:"blocks"`       // where it is known from what each site repeats: broker or archive
	By          map[string]map[string]int `json:"by_extractor"` // version that made what is stored, to op, to claims
}

// compare reads the slice with this build and holds it against the store.
func (r *replay) compare(ctx context.Context) error {
	st, done, err := app.OpenStore(ctx, r.cfg)
	if err != nil {
		return err
	}
	defer func() { _ = done() }() // it only read
	g, err := newEngine(r.cfg, false)
	if err != nil {
		return err
	}
	known, err := openBlocks(ctx, r, g.parser)
	if err != nil {
		return err
	}
	defer known.close()
	c := comparison{replay: r, engine: g, blocks: known, store: st, sum: compared{Op: "summary", Extractor: enricher.Version, Blocks: known.from, By: map[string]map[string]int{}}}
	bar := newProgress(r.std.err, "pages", 0)
	n := 0
	err = r.newest(ctx, func(e warc.Entry, total int) error {
		bar.total, n = int64(total), n+1
		bar.set(int64(n), e.Source)
		p, x := r.page(&e)
		if p == nil {
			return nil
		}
		return c.page(ctx, p, x)
	})
	bar.clear()
	if err != nil {
		return err
	}
	c.sum.Pages, c.sum.Overtaken, c.sum.NoPages, c.sum.Unreadable = r.pages, r.older, r.others, r.unreadable
	if err := write(r.std.out, c.sum); err != nil {
		return fmt.Errorf("write summary: %w", err)
	}
	c.table()
	if r.unreadable > 0 {
		return fmt.Errorf("%w: %d visits could not be read", errSome, r.unreadable)
	}
	return nil
}

// comparison is what a replay needs to compare.
type comparison struct {
	*replay
	engine *engine
	blocks *blocks
	store  console.Store
	sum    compared
}

// page compares one page.
func (c *comparison) page(ctx context.Context, p *event.Page, x *warc.Exchange) error {
	res, err := c.parse(ctx, p, x)
	if err != nil {
		return err
	}
	if res.Article == nil {
		c.sum.NotArticles++
		return c.article(ctx, &event.Article{ID: event.ArticleID(x.Final), URL: x.Final, Source: p.Source}, nil, res.NotArticle)
	}
	c.sum.Articles++
	a := res.Article
	a.FetchedAt = p.FetchedAt
	claims := c.engine.enricher.Enrich(*a)
	enricher.Stamp(a, claims, nil)
	return c.article(ctx, a, claims, "")
}

// parse reads a page as the live parser would: without the blocks that its site
// repeats.
func (c *comparison) parse(ctx context.Context, p *event.Page, x *warc.Exchange) (parser.Result, error) {
	memory, err := c.blocks.of(ctx, x.Final)
	if err != nil {
		return parser.Result{}, err
	}
	in := inputOf(p, x)
	in.Repeats = memory.Repeats
	res := c.engine.parser.HTML(in)
	memory.Add(repeat.ID(x.Final), res.Trace.Hashes)
	return res, nil
}

func inputOf(p *event.Page, x *warc.Exchange) parser.Input {
	return parser.Input{
		URL: x.Final, Source: p.Source, ContentType: p.Header["Content-Type"], Published: p.Published, Title: p.Title, Body: x.Body, FetchedAt: p.FetchedAt,
	}
}

// article compares the claims of an article with those stored.
func (c *comparison) article(ctx context.Context, a *event.Article, now []event.Claim, why string) error {
	before, stored, err := c.before(ctx, a)
	if err != nil {
		return err
	}
	base := change{Article: a.ID, URL: a.URL, Source: a.Source, Was: "none", Why: why}
	if stored != nil && len(before) > 0 {
		base.Was = before[0].Provenance.Extractor
	}
	switch {
	case stored == nil && why == "":
		c.sum.NotStored++
	case stored != nil && why == "" && stored.Hash != a.Hash:
		c.sum.TextDiffers++
		base.TextDiffers = true
	}
	changes, same := diffClaims(before, now)
	c.count(base.Was, opSame, same)
	for _, ch := range changes {
		d := base
		d.Op, d.Fields, d.Before, d.Claim = ch.Op, ch.Fields, ch.Before, ch.Claim
		c.count(base.Was, d.Op, 1)
		if err := write(c.std.out, d); err != nil {
			return fmt.Errorf("write change: %w", err)
		}
	}
	return nil
}

func (c *comparison) count(was, op string, n int) {
	if n == 0 {
		return
	}
	if c.sum.By[was] == nil {
		c.sum.By[was] = map[string]int{opSame: 0, opAdded: 0, opChanged: 0, opDropped: 0}
	}
	c.sum.By[was][op] += n
}

// before are the claims that the store has of an article and of those printed
// inside it; stored is nil when it knows nothing of the article.
func (c *comparison) before(ctx context.Context, a *event.Article) (claims []event.Claim, stored *event.Article, err error) {
	ids := []string{a.ID}
	for i := range a.Embedded {
		ids = append(ids, a.Embedded[i].ID)
	}
	for i := 0; i < len(ids); i++ {
		s, err := c.store.Article(ctx, ids[i])
		if errors.Is(err, store.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, nil, err
		}
		if i == 0 {
			stored = &s.Article
			for j := range s.Article.Embedded {
				if id := s.Article.Embedded[j].ID; !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
			}
		}
		for j := range s.Claims {
			if !s.Claims[j].Retracted() {
				claims = append(claims, s.Claims[j].Claim)
			}
		}
	}
	return claims, stored, nil
}

// diffClaims pairs claims by id, and what is left by the words they stand on:
// a claim whose force was read otherwise has another id and is still the same
// statement.
func diffClaims(before, now []event.Claim) (out []change, same int) {
	left := map[string]*event.Claim{}
	for i := range before {
		left[before[i].ID] = &before[i]
	}
	var fresh []*event.Claim
	for i := range now {
		b, ok := left[now[i].ID]
		if !ok {
			fresh = append(fresh, &now[i])
			continue
		}
		delete(left, now[i].ID)
		if fields := fieldsThatDiffer(b, &now[i]); len(fields) > 0 {
			out = append(out, change{Op: opChanged, Fields: fields, Before: b, Claim: &now[i]})
		} else {
			same++
		}
	}
	for _, f := range fresh {
		b := closest(left, f)
		if b == nil {
			out = append(out, change{Op: opAdded, Claim: f})
			continue
		}
		delete(left, b.ID)
		out = append(out, change{Op: opChanged, Fields: fieldsThatDiffer(b, f), Before: b, Claim: f})
	}
	for i := range before {
		if b := left[before[i].ID]; b != nil {
			out = append(out, change{Op: opDropped, Before: b})
			delete(left, b.ID)
		}
	}
	return out, same
}

// closest is the claim whose evidence overlaps most with that of f, by more
// than half of the longer one.
func closest(left map[string]*event.Claim, f *event.Claim) *event.Claim {
	var best *event.Claim
	most := 0.5
	for _, b := range left {
		if b.Section != f.Section || b.Provenance != nil && f.Provenance != nil && b.Provenance.Article != f.Provenance.Article {
			continue
		}
		common := min(b.Evidence.End, f.Evidence.End) - max(b.Evidence.Start, f.Evidence.Start)
		longer := max(b.Evidence.End-b.Evidence.Start, f.Evidence.End-f.Evidence.Start, 1)
		share := float64(common) / float64(longer)
		if share > most || best != nil && share == most && b.ID < best.ID {
			best, most = b, share
		}
	}
	return best
}

// unseen are the fields of a claim that say how it was made, not what it says.
var unseen = []string{"id", "rules", "provenance"}

// fieldsThatDiffer names the slots that differ.
func fieldsThatDiffer(a, b *event.Claim) (out []string) {
	x, y := asMap(a), asMap(b)
	for k := range y {
		if _, ok := x[k]; !ok {
			x[k] = nil
		}
	}
	for k := range x {
		if !slices.Contains(unseen, k) && !bytes.Equal(x[k], y[k]) {
			out = append(out, k)
		}
	}
	slices.Sort(out)
	return out
}

func asMap(c *event.Claim) map[string]json.RawMessage {
	m := map[string]json.RawMessage{}
	b, err := json.Marshal(c)
	if err == nil {
		err = json.Unmarshal(b, &m)
	}
	if err != nil {
		panic(err) // a claim is plain data
	}
	return m
}

// table tells the summary.
func (c *comparison) table() {
	s := &c.sum
	fmt.Fprintf(c.std.err, "%d pages, %d articles, read by %s; %d not in the store, %d with another text there, %d no articles\n",
		s.Pages, s.Articles, s.Extractor, s.NotStored, s.TextDiffers, s.NotArticles)
	tw := tabwriter.NewWriter(c.std.err, 0, 4, 2, ' ', 0)
	fmt.Fprintln(tw, "STORED BY\tSAME\tADDED\tCHANGED\tDROPPED")
	versions := make([]string, 0, len(s.By))
	for v := range s.By {
		versions = append(versions, v)
	}
	slices.SortFunc(versions, strings.Compare)
	for _, v := range versions {
		n := s.By[v]
		fmt.Fprintf(tw, "%s\t%d\t%d\t%d\t%d\n", v, n[opSame], n[opAdded], n[opChanged], n[opDropped])
	}
	_ = tw.Flush() // talk
}
