package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"

	"golang.org/x/net/html"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/internal/config"
	"github.com/marsad-news/marsad/parser/site"
)

// sourceOptions are the flags of "marsad source"; each verb uses some.
type sourceOptions struct {
	settings settings
	asJSON   bool
	page     string
	contact  string
	id       string
	to       string
	dry      bool
	choice   catalogueChoice
}

const sourceVerbs = "ls, probe, add, test or catalogue"

func runSource(ctx context.Context, args []string, std stdio) error {
	fs := flags("source", std)
	o := sourceOptions{settings: addSettings(fs)}
	fs.BoolVar(&o.asJSON, "json", false, "ls, probe: print as JSON")
	fs.StringVar(&o.page, "page", "", "test: a saved page to try the rule on, instead of its own fixture")
	fs.StringVar(&o.contact, "contact", "", "probe, add: e-mail or page that the publisher can reach you at (fetcher.contact)")
	fs.StringVar(&o.id, "id", "", "add: id of the source; one made from its host without it")
	fs.StringVar(&o.to, "to", "", "add: file that gets the entry; the first of source_files without it")
	fs.BoolVar(&o.dry, "dry-run", false, "add: print the entry, and write nothing")
	fs.StringVar(&o.choice.country, "country", "", "catalogue: only outlets of this country, ISO 3166 alpha-3")
	fs.StringVar(&o.choice.lang, "lang", "", "catalogue: only outlets in this language")
	fs.IntVar(&o.choice.tier, "tier", 0, "catalogue: only outlets of this tier or better")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		return usage("source wants %s", sourceVerbs)
	}
	switch verb, rest := rest[0], rest[1:]; verb {
	case "ls":
		return listSources(ctx, &o, rest, std)
	case "probe":
		return probeSource(ctx, &o, rest, std)
	case "add":
		return addSource(ctx, &o, rest, std)
	case "catalogue":
		o.choice.ids = rest
		return printCatalogue(&o.choice, std)
	case "test":
		cfg, err := o.settings.load()
		if err != nil {
			return err
		}
		return testRules(cfg, o.page, rest, std)
	default:
		return usage("source wants %s, not %q", sourceVerbs, verb)
	}
}

// errRules says that a rule does not do what it is for.
var errRules = errors.New("outlet rules do not match their pages")

// testRules tries outlet rules, all or those with the given ids, on their
// fixture pages or on one saved page.
func testRules(cfg config.Config, page string, ids []string, std stdio) error {
	p, err := app.NewParser(cfg, false)
	if err != nil {
		return fmt.Errorf("%w: %w", errConfig, err)
	}
	rules := p.Rules()
	chosen := rules.Rules()
	if len(ids) > 0 {
		chosen = nil
		for _, id := range ids {
			r := rules.ByID(id)
			if r == nil {
				return usage("there is no outlet rule %q", id)
			}
			chosen = append(chosen, r)
		}
	}
	problems := 0
	for _, r := range chosen {
		data, _, ok := site.Fixture(r.ID)
		if page != "" {
			if data, err = os.ReadFile(page); err != nil {
				return err
			}
		} else if !ok {
			fmt.Fprintf(std.out, "%-16s has no fixture page: try it with -page FILE\n", r.ID)
			continue
		}
		n, err := testRule(r, data, std)
		if err != nil {
			return err
		}
		problems += n
	}
	if problems > 0 {
		return fmt.Errorf("%w: %d selectors", errRules, problems)
	}
	return nil
}

func testRule(r *site.Rule, page []byte, std stdio) (problems int, err error) {
	doc, err := html.Parse(bytes.NewReader(page))
	if err != nil {
		return 0, fmt.Errorf("parse page for %s: %w", r.ID, err)
	}
	for _, f := range r.Check(doc) {
		word := "ok"
		if f.Problem != "" {
			word = f.Problem
			problems++
		}
		fmt.Fprintf(std.out, "%-16s %-7s %3d  %-40s %s\n", r.ID, f.Key, f.Matches, f.Select, word)
	}
	return problems, nil
}
