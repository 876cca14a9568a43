package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// claimLine is a line of input: a report or a line of "marsad extract", which
// holds an article and its claims, or a claim by itself.
type claimLine struct {
	Article *event.Article `json:"article"`
	Claims  []event.Claim  `json:"claims"`
	store.Claim
}

// fromFiles reads the inputs, and passes over lines and files that cannot be
// read.
func (x *exporting) fromFiles(ctx context.Context) error {
	failed := 0
	for _, arg := range x.inputs {
		err := x.fromFile(ctx, arg)
		switch {
		case errors.Is(err, errInput):
			failed++
			fmt.Fprintf(x.std.err, "marsad: %s: %s\n", arg, strings.ReplaceAll(err.Error(), "\n", "; "))
		case err != nil:
			return err
		}
	}
	if failed > 0 {
		return fmt.Errorf("%w: %d of %d", errSome, failed, len(x.inputs))
	}
	return nil
}

// fromFile reads an input twice: what comes later in it may take back what
// stands earlier.
func (x *exporting) fromFile(ctx context.Context, arg string) error {
	in, err := rereadable(arg, x.std)
	if err != nil {
		return fmt.Errorf("%w: %w", errInput, err)
	}
	defer in.close()
	last, err := lastRevisions(in)
	if err != nil {
		return err
	}
	return in.each(func(n int, line []byte) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		claims, text, err := readClaims(line)
		if err != nil {
			return fmt.Errorf("%w: line %d: %w", errInput, n, err)
		}
		for i := range claims {
			c := &claims[i]
			key := reportKey(c.Report)
			if text == nil { // a claim by itself
				key = claimKey(c.ID)
			}
			if r, ok := last[key]; ok && r.line != n || !x.query.Match(c) {
				continue
			}
			if err := x.add(c, func() (string, error) { return text[c.Provenance.Article], nil }); err != nil {
				return err
			}
		}
		return nil
	})
}

// rereading is an input that can be read more than once.
type rereading struct {
	open  func() (io.ReadCloser, error)
	close func()
}

// rereadable opens an input. What can be read once only, such as standard
// input and pipes, is kept in a file for so long.
func rereadable(arg string, std stdio) (*rereading, error) {
	again := func() (io.ReadCloser, error) {
		in, _, err := source(arg, std)
		return in, err
	}
	if info, err := os.Stat(arg); arg != "-" && err == nil && info.Mode().IsRegular() {
		return &rereading{again, func() {}}, nil
	}
	in, err := again()
	if err != nil {
		return nil, err
	}
	defer in.Close()
	kept, err := os.CreateTemp("", "marsad-export-*")
	if err != nil {
		return nil, err
	}
	r := &rereading{
		func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(kept, 0, math.MaxInt64)), nil },
		func() { _, _ = kept.Close(), os.Remove(kept.Name()) }, // a file for temporary use
	}
	if _, err := io.Copy(kept, in); err != nil {
		r.close()
		return nil, err
	}
	return r, nil
}

// each is [eachLine] of the whole input.
func (r *rereading) each(do func(n int, line []byte) error) error {
	in, err := r.open()
	if err != nil {
		return fmt.Errorf("%w: %w", errInput, err)
	}
	defer in.Close()
	return eachLine(in, do)
}

// revision is where the newest revision of an article or claim stands.
type revision struct{ number, line int }

func reportKey(id string) string { return "report:" + id }
func claimKey(id string) string  { return "claim:" + id }

// lastRevisions finds the line that stands for each article in a log of
// reports, and for each claim among claims by themselves, which come again
// when they change or are taken back: the last of the highest revision.
// Articles without revisions all stand.
func lastRevisions(in *rereading) (map[string]revision, error) {
	last := map[string]revision{}
	err := in.each(func(n int, line []byte) error {
		var r struct {
			ID         string
			Provenance struct{ Revision int }
			Article    *struct {
				ID       string
				Revision int
			}
			Claims json.RawMessage
		}
		if json.Unmarshal(line, &r) != nil { // told when its claims are read
			return nil
		}
		key, number := claimKey(r.ID), r.Provenance.Revision
		switch {
		case r.Article != nil:
			key, number = reportKey(r.Article.ID), r.Article.Revision
			if number == 0 {
				return nil
			}
		case r.Claims != nil || r.ID == "":
			return nil
		}
		if number >= last[key].number {
			last[key] = revision{number, n}
		}
		return nil
	})
	return last, err
}

// readClaims reads a line: its claims with their provenance, and the texts of
// its articles by id.
func readClaims(line []byte) (claims []store.Claim, text map[string]string, err error) {
	var l claimLine
	if err := json.Unmarshal(line, &l); err != nil {
		return nil, nil, err
	}
	if l.Article == nil && l.Claims == nil {
		if l.Kind == "" || l.Polarity == "" || l.Status == "" {
			return nil, nil, errors.New("neither claims nor a claim")
		}
		c := l.Claim
		place(&c, &event.Article{})
		return []store.Claim{c}, nil, nil
	}
	if l.Article == nil {
		l.Article = &event.Article{} // no article, so no claims as a rule
	}
	host := l.Article
	text = map[string]string{host.ID: host.Text}
	articles := map[string]*event.Article{host.ID: host}
	for i := range host.Embedded {
		e := &host.Embedded[i]
		text[e.ID], articles[e.ID] = e.Text, e
	}
	for i := range l.Claims {
		c := store.Claim{Claim: l.Claims[i], Report: host.ID}
		of := host
		if p := c.Provenance; p != nil && articles[p.Article] != nil {
			of = articles[p.Article]
		}
		place(&c, of)
		if host.Op == event.Retracted {
			c.Provenance.Op = event.Retracted
		}
		claims = append(claims, c)
	}
	return claims, text, nil
}

// place gives a claim the provenance that its line leaves to the article.
func place(c *store.Claim, a *event.Article) {
	p := &event.Provenance{}
	if c.Provenance != nil {
		*p = *c.Provenance
	}
	c.Provenance = p
	for _, f := range []struct {
		to   *string
		from string
	}{
		{&p.Article, a.ID}, {&p.Source, a.Source}, {&p.URL, a.URL}, {&p.Title, a.Title}, {&p.Lang, a.Lang}, {&p.Published, a.Published},
	} {
		if *f.to == "" {
			*f.to = f.from
		}
	}
	if p.FetchedAt.IsZero() {
		p.FetchedAt = a.FetchedAt
	}
	if c.When == "" {
		c.When = store.When(&event.Article{Published: p.Published, FetchedAt: p.FetchedAt})
	}
}
