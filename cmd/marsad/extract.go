package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/enricher"
	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/config"
	"github.com/marsad-news/marsad/parser"
)

// extraction is one output line of "marsad extract".
type extraction struct {
	ID         string        `json:"id"`
	Article    *articleView  `json:"article"`
	NotArticle string        `json:"not_article,omitempty"`
	Claims     []event.Claim `json:"claims"`
}

// articleView is an article as "marsad extract" shows it.
type articleView struct {
	ID        string           `json:"id,omitempty"` // claims of an embedded article name it in their provenance
	Title     string           `json:"title"`
	Subheads  []string         `json:"subheads"`
	Byline    string           `json:"byline"`
	Published string           `json:"published"`
	Lang      string           `json:"lang"`
	Source    string           `json:"source"`
	URL       string           `json:"url"`
	Text      string           `json:"text"`
	Embedded  []articleView    `json:"embedded"`
	Stripped  []event.Stripped `json:"stripped"`
}

func view(a *event.Article) *articleView {
	v := &articleView{
		ID: a.ID, Title: a.Title, Subheads: a.Subheads, Byline: a.Byline, Published: a.Published, Lang: a.Lang,
		Source: a.Source, URL: a.URL, Text: a.Text, Embedded: []articleView{}, Stripped: []event.Stripped{},
	}
	if v.Subheads == nil {
		v.Subheads = []string{}
	}
	for i := range a.Embedded {
		v.Embedded = append(v.Embedded, *view(&a.Embedded[i]))
	}
	for _, s := range a.Stripped {
		v.Stripped = append(v.Stripped, event.Stripped{Kind: s.Kind, Text: s.Text})
	}
	return v
}

// engine is a parser and an enricher without a broker.
type engine struct {
	parser   *parser.Parser
	enricher *enricher.Enricher
}

func newEngine(cfg config.Config, trace bool) (*engine, error) {
	p, err := app.NewParser(cfg, trace)
	if err != nil {
		return nil, err
	}
	e, err := app.NewEnricher(cfg)
	if err != nil {
		return nil, err
	}
	return &engine{p, e}, nil
}

// article reads a document as an article, or says what it is instead.
func (g *engine) article(d document) parser.Result {
	in := parser.Input{URL: d.URL, Source: d.Source, ContentType: d.contentType, Published: d.Published, Title: d.Title, Body: d.body}
	switch d.format {
	case formatHTML:
		return g.parser.HTML(in)
	case formatText:
		return g.parser.Flat(in)
	default:
		return parser.Result{Article: &event.Article{
			ID: event.ArticleID(d.URL + d.ID), URL: d.URL, Source: d.Source, Published: d.Published, Title: d.Title, Lang: d.Lang, Text: d.Text,
		}}
	}
}

func (g *engine) extract(d document) extraction {
	x := extraction{ID: d.ID, Claims: []event.Claim{}}
	res := g.article(d)
	if res.Article == nil {
		x.NotArticle = res.NotArticle
		return x
	}
	x.Article = view(res.Article)
	for _, c := range g.enricher.Enrich(*res.Article) {
		if d.format == formatJSONL && c.Section == event.SectionTitle {
			continue // a title given beside a text is context: it is no part of the document
		}
		if c.Provenance != nil && c.Provenance.Article == res.Article.ID {
			c.Provenance = nil
		}
		x.Claims = append(x.Claims, c)
	}
	return x
}

func runExtract(ctx context.Context, args []string, std stdio) error {
	fs := flags("extract", std)
	format := fs.String("format", "", "html, text (a page flattened to lines) or jsonl; by the file's name without it")
	path := fs.String("c", "", "configuration file, for outlet rules and word lists of your own")
	var given document
	fs.StringVar(&given.Source, "source", "", "id of the source")
	fs.StringVar(&given.URL, "url", "", "address of the page")
	fs.StringVar(&given.Published, "published", "", "date of publication, ISO 8601")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if *format != "" && *format != formatHTML && *format != formatText && *format != formatJSONL {
		return usage("format %q is none of html, text, jsonl", *format)
	}
	if len(rest) == 0 {
		rest = []string{"-"}
	}
	cfg, err := load(*path)
	if err != nil {
		return err
	}
	g, err := newEngine(cfg, false)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(std.out)
	failed := 0
	for _, arg := range rest {
		err := open(ctx, arg, *format, std, func(d document) error {
			return write(out, g.extract(given.over(d)))
		})
		if err != nil {
			failed++
			fmt.Fprintf(std.err, "marsad: %s: %s\n", arg, strings.ReplaceAll(err.Error(), "\n", "; "))
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write output: %w", err)
	}
	if failed > 0 {
		return fmt.Errorf("%w: %d of %d", errSome, failed, len(rest))
	}
	return nil
}

// over fills in what the command line says and the document does not.
func (given document) over(d document) document {
	if d.Source == "" {
		d.Source = given.Source
	}
	if d.URL == "" {
		d.URL = given.URL
	}
	if d.Published == "" {
		d.Published = given.Published
	}
	return d
}

// write prints one line of JSON with Arabic and markup as they are.
func write(w io.Writer, v any) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	return enc.Encode(v)
}
