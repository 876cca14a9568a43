package main

import (
	"context"
	"fmt"

	"github.com/marsad-news/marsad/enricher"
	"github.com/marsad-news/marsad/parser"
)

// explanation is why a document came out as it did.
type explanation struct {
	ID         string                `json:"id"`
	Page       parser.Trace          `json:"page"`
	NotArticle string                `json:"not_article,omitempty"`
	Title      string                `json:"title,omitempty"`
	Claims     *enricher.Explanation `json:"claims,omitempty"`
}

func runExplain(ctx context.Context, args []string, std stdio) error {
	fs := flags("explain", std)
	format := fs.String("format", "", "html, text (a page flattened to lines) or jsonl; by the file's name without it")
	path := fs.String("c", "", "configuration file, for outlet rules and word lists of your own")
	var given document
	fs.StringVar(&given.URL, "url", "", "address of the page")
	fs.StringVar(&given.Published, "published", "", "date of publication, ISO 8601")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		rest = []string{"-"}
	}
	cfg, err := load(*path)
	if err != nil {
		return err
	}
	g, err := newEngine(cfg, true)
	if err != nil {
		return err
	}
	for _, arg := range rest {
		err := open(ctx, arg, *format, std, func(d document) error {
			d = given.over(d)
			res := g.article(d)
			x := explanation{ID: d.ID, Page: res.Trace, NotArticle: res.NotArticle}
			if res.Article != nil {
				x.Title = res.Article.Title
				e := g.enricher.Explain(*res.Article)
				x.Claims = &e
			}
			return write(std.out, x)
		})
		if err != nil {
			return fmt.Errorf("%s: %w", arg, err)
		}
	}
	return nil
}
