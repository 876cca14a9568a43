package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"text/tabwriter"

	"golang.org/x/net/html"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/parser/site"
)

func runSource(_ context.Context, args []string, std stdio) error {
	fs := flags("source", std)
	path := fs.String("c", "", "configuration file")
	page := fs.String("page", "", "test: a saved page to try the rule on, instead of its own fixture")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		return usage("source wants ls or test")
	}
	switch rest[0] {
	case "ls":
		return listSources(*path, std)
	case "test":
		return testRules(*path, *page, rest[1:], std)
	default:
		return usage("source wants ls or test, not %q", rest[0])
	}
}

func listSources(path string, std stdio) error {
	cfg, err := load(path)
	if err != nil {
		return err
	}
	tw := tabwriter.NewWriter(std.out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(tw, "ID\tLANG\tCOUNTRY\tTIER\tFEEDS\tSITEMAPS\tFRONTS\tURLS\tVERIFIED")
	for _, s := range cfg.Sources {
		fmt.Fprintf(tw, "%s\t%s\t%s\t%d\t%d\t%d\t%d\t%d\t%s\n", s.ID, s.Lang, s.Country, s.Tier, len(s.Feeds), len(s.Sitemaps), len(s.Fronts), len(s.URLs), s.Verified)
	}
	return tw.Flush()
}

// errRules says that a rule does not do what it is for.
var errRules = errors.New("outlet rules do not match their pages")

// testRules tries outlet rules, all or those with the given ids, on their
// fixture pages or on one saved page.
func testRules(config, page string, ids []string, std stdio) error {
	cfg, err := load(config)
	if err != nil {
		return err
	}
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
