package main

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/marsad-news/marsad/enricher"
	"github.com/marsad-news/marsad/event"
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
	asJSON := fs.Bool("json", false, "print as JSON Lines, for programs")
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
			x := g.explain(given.over(d))
			if *asJSON {
				return write(std.out, x)
			}
			x.print(std.out)
			return nil
		})
		if err != nil {
			return fmt.Errorf("%s: %w", arg, err)
		}
	}
	return nil
}

func (g *engine) explain(d document) explanation {
	res := g.article(d)
	x := explanation{ID: d.ID, Page: res.Trace, NotArticle: res.NotArticle}
	if res.Article != nil {
		e := g.enricher.Explain(*res.Article)
		x.Title, x.Claims = res.Article.Title, &e
	}
	return x
}

// print writes the explanation for a reader: the page block by block, then the
// text sentence by sentence, then the claims.
func (x explanation) print(w io.Writer) {
	fmt.Fprintf(w, "== %s\n", x.ID)
	x.printPage(w)
	if x.NotArticle != "" {
		fmt.Fprintf(w, "no article: %s\n", x.NotArticle)
	}
	if x.Claims == nil {
		return
	}
	for i, s := range x.Claims.Sentences {
		fmt.Fprintf(w, "\nsentence %d  %s\n  folded  %s\n", i, isolate(s.Text), s.Fold)
		for _, n := range s.Notes {
			fmt.Fprintf(w, "  %s\n", n)
		}
	}
	fmt.Fprintln(w)
	for i := range x.Claims.Claims {
		printClaim(w, &x.Claims.Claims[i])
	}
	fmt.Fprintf(w, "%d claims\n", len(x.Claims.Claims))
}

func (x explanation) printPage(w io.Writer) {
	p := x.Page
	if p.Charset.Name != "" {
		fmt.Fprintf(w, "charset  %s (by %s)\n", p.Charset.Name, p.Charset.By)
	}
	for _, f := range [][2]string{{"rule", p.Rule}, {"title by", p.TitleBy}, {"date by", p.DateBy}, {"text by", p.How}} {
		if f[1] != "" {
			fmt.Fprintf(w, "%-8s %s\n", f[0], f[1])
		}
	}
	for _, s := range p.Steps {
		verdict := "cut "
		if s.Kept {
			verdict = "kept"
		}
		fmt.Fprintf(w, "  %s %-11s %-28s %s\n", verdict, s.Kind, s.Rule, isolate(shorten(s.Text, 90)))
	}
	for _, n := range p.Notes {
		fmt.Fprintf(w, "  note: %s\n", n)
	}
}

func printClaim(w io.Writer, c *event.Claim) {
	fmt.Fprintf(w, "claim  %s %s %s  %s in %s%s  %s  confidence %.2f\n       %s\n       rules: %s\n", c.Polarity, c.Status, c.Kind,
		orUnknown(c.Force.Actor), orUnknown(c.Place.Country), howMany(c.Quantity), whose(c), c.Confidence, isolate(c.Evidence.Text), strings.Join(c.Rules, ", "))
}

// shorten cuts a text after n letters, on one line.
func shorten(s string, n int) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	if len(r) <= n {
		return string(r)
	}
	return string(r[:n]) + "…"
}
