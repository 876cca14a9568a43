package main

import (
	"context"
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
	from     string
	until    string
}

const sourceVerbs = "ls, hours, probe, add, test or catalogue"

func runSource(ctx context.Context, args []string, std stdio) error {
	fs := flags("source", std)
	o := sourceOptions{settings: addSettings(fs)}
	fs.BoolVar(&o.asJSON, "json", false, "ls, hours, probe: print as JSON")
	fs.StringVar(&o.page, "page", "", "test: a saved page to try the rule on, instead of its own fixture")
	fs.StringVar(&o.contact, "contact", "", "probe, add: e-mail or page that the publisher can reach you at (fetcher.contact)")
	fs.StringVar(&o.id, "id", "", "add: id of the source; one made from its host without it")
	fs.StringVar(&o.to, "to", "", "add: file that gets the entry; the first of source_files without it")
	fs.BoolVar(&o.dry, "dry-run", false, "add: print the entry, and write nothing")
	fs.StringVar(&o.choice.country, "country", "", "catalogue: only outlets of this country, ISO 3166 alpha-3")
	fs.StringVar(&o.choice.lang, "lang", "", "catalogue: only outlets in this language")
	fs.IntVar(&o.choice.tier, "tier", 0, "catalogue: only outlets of this tier or better")
	fs.StringVar(&o.from, "from", "", "hours: from then on: an ISO date or time, a prefix of one, or an age such as 36h (24h)")
	fs.StringVar(&o.until, "until", "", "hours: up to then, included")
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
	case "hours":
		return listHours(ctx, &o, rest, std)
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
