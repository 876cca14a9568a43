package main

import (
	"context"
	"flag"
)

// sourceOptions are the flags of "marsad source"; each verb has some.
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

// verbs is the table of "marsad source".
func (o *sourceOptions) verbs() []verb {
	with := func(more ...func(*flag.FlagSet)) func(*flag.FlagSet) {
		return func(fs *flag.FlagSet) {
			o.settings.add(fs)
			for _, f := range more {
				f(fs)
			}
		}
	}
	asJSON := func(fs *flag.FlagSet) { fs.BoolVar(&o.asJSON, "json", false, "print as JSON") }
	contact := func(fs *flag.FlagSet) {
		fs.StringVar(&o.contact, "contact", "", "e-mail or page that the publisher can reach you at (fetcher.contact)")
	}
	id := func(fs *flag.FlagSet) {
		fs.StringVar(&o.id, "id", "", "id of the source; one made from its host without it")
	}
	return []verb{
		{"ls", "[ID]...", "how each source does, why, and when the next poll is", with(asJSON)},
		{"hours", "ID...", "what was seen of a source, hour by hour", with(asJSON, func(fs *flag.FlagSet) {
			fs.StringVar(&o.from, "from", "", "from then on: an ISO date or time, a prefix of one, or an age such as 36h (24h)")
			fs.StringVar(&o.until, "until", "", "up to then, included")
		})},
		{"probe", "ADDRESS", "feeds, sitemaps and links of a site, and what its entry would be", with(asJSON, contact, id)},
		{"add", "ADDRESS", "probe, and write the entry", with(contact, id, func(fs *flag.FlagSet) {
			fs.StringVar(&o.to, "to", "", "file that gets the entry; the first of source_files without it")
			fs.BoolVar(&o.dry, "dry-run", false, "print the entry, and write nothing")
		})},
		{"test", "[RULE]...", "try outlet rules on their fixture pages", with(func(fs *flag.FlagSet) {
			fs.StringVar(&o.page, "page", "", "a saved page to try the rule on, instead of its own fixture")
		})},
		{"catalogue", "[ID]...", "list outlets that ship with the program, as a source list", func(fs *flag.FlagSet) {
			fs.StringVar(&o.choice.country, "country", "", "only outlets of this country, ISO 3166 alpha-3")
			fs.StringVar(&o.choice.lang, "lang", "", "only outlets in this language")
			fs.IntVar(&o.choice.tier, "tier", 0, "only outlets of this tier or better")
		}},
	}
}

func runSource(ctx context.Context, args []string, std stdio) error {
	o := sourceOptions{settings: newSettings()}
	verb, rest, err := verbOf("source", o.verbs(), args, std)
	if err != nil {
		return err
	}
	switch verb {
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
	}
	cfg, err := o.settings.load()
	if err != nil {
		return err
	}
	return testRules(cfg, o.page, rest, std)
}
