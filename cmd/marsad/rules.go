package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/internal/config"
	"github.com/marsad-news/marsad/parser/site"
)

// errRules says that a rule does not do what it is for.
var errRules = errors.New("outlet rules do not match their pages")

// testRules tries outlet rules, all or those with the given ids, on their
// fixture pages, or on one saved page of which only the rule's selectors are
// tried.
func testRules(cfg config.Config, page string, ids []string, std stdio) error {
	p, err := app.NewParser(cfg, false)
	if err != nil {
		return err
	}
	chosen, err := rulesOf(p.Rules(), ids)
	if err != nil {
		return err
	}
	check := func(r *site.Rule) ([]site.Finding, error) {
		if _, _, ok := p.Rules().Fixture(r.ID); !ok {
			return []site.Finding{{Key: "fixture", Problem: "is missing: try the rule with -page FILE"}}, nil
		}
		return p.CheckRule(r.ID)
	}
	if page != "" {
		body, err := os.ReadFile(page)
		if err != nil {
			return err
		}
		check = func(r *site.Rule) ([]site.Finding, error) { return p.CheckPage(r, body, site.Want{}) }
	}
	problems := 0
	for _, r := range chosen {
		found, err := check(r)
		if err != nil {
			return err
		}
		problems += printFindings(r.ID, found, std)
	}
	if problems > 0 {
		return fmt.Errorf("%w: %d problems", errRules, problems)
	}
	return nil
}

// rulesOf is the rules with the given ids, all of them without any.
func rulesOf(rules *site.Set, ids []string) ([]*site.Rule, error) {
	if len(ids) == 0 {
		return rules.Rules(), nil
	}
	var chosen []*site.Rule
	for _, id := range ids {
		r := rules.ByID(id)
		if r == nil {
			return nil, usage("there is no outlet rule %q", id)
		}
		chosen = append(chosen, r)
	}
	return chosen, nil
}

// printFindings prints a line for each finding and counts the problems.
func printFindings(id string, found []site.Finding, std stdio) (problems int) {
	for _, f := range found {
		word := "ok"
		if f.Problem != "" {
			word = f.Problem
			problems++
		}
		fmt.Fprintf(std.out, "%-16s %-9s %3d  %-40s %s\n", id, f.Key, f.Matches, f.Select, word)
	}
	return problems
}
