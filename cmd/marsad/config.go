package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/internal/config"
)

func runConfig(ctx context.Context, args []string, std stdio) error {
	fs := flags("config", std)
	s := addSettings(fs)
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) != 1 {
		return usage("config wants check, print or example")
	}
	if rest[0] == "example" {
		_, err := std.out.Write(config.Example)
		return err
	}
	cfg, err := s.load()
	if err != nil {
		return err
	}
	switch rest[0] {
	case "check":
		return checkConfig(ctx, cfg, *s.nats != "" || *s.admin != "", std)
	case "print":
		enc := yaml.NewEncoder(std.out)
		enc.SetIndent(2)
		return errors.Join(enc.Encode(cfg), enc.Close())
	default:
		return usage("config wants check, print or example, not %q", rest[0])
	}
}

// checkConfig reports what loading does not see: sources whose doors are the
// same in other words, patterns that match nothing, a missing contact, rules
// and word lists of one's own that cannot be read. With
// ask it looks at what running fetchers found, too.
func checkConfig(ctx context.Context, cfg config.Config, ask bool, std stdio) error {
	sources := app.Sources(cfg.Sources)
	faults := fetcher.CheckSources(sources)
	for i := range sources {
		faults = append(faults, deadPattern(&sources[i])...)
	}
	faults = append(faults, badLists(cfg)...)
	if ask {
		states, err := sourceStates(ctx, cfg)
		if err != nil {
			return err
		}
		faults = append(faults, emptyDoors(sources, states.Sources)...)
	}
	if err := cfg.CheckContact(); err != nil && len(sources) > 0 {
		faults = append(faults, err)
	} else if err := cfg.CheckLive(); err != nil {
		fmt.Fprintln(std.err, "note: live fetching would not start:", err)
	}
	if len(faults) > 0 {
		return fmt.Errorf("%w:\n%w", errConfig, errors.Join(faults...))
	}
	fmt.Fprintf(std.out, "fine: %d sources, %d sinks\n", len(cfg.Sources), len(cfg.Sinks))
	return nil
}

// badLists finds outlet rules and word lists of one's own that cannot be read.
func badLists(cfg config.Config) (faults []error) {
	_, rules := app.NewParser(cfg, false)
	_, lists := app.NewEnricher(cfg)
	for _, err := range []error{rules, lists} {
		if err != nil {
			faults = append(faults, errors.New(strings.TrimPrefix(err.Error(), errConfig.Error()+": ")))
		}
	}
	return faults
}

// deadPattern finds a pattern that matches none of the addresses that the
// entry itself names as articles.
func deadPattern(s *fetcher.Source) []error {
	c, err := fetcher.NewChooser(s)
	if err != nil || s.Pattern == "" || len(s.URLs) == 0 {
		return nil // one that does not compile is told already
	}
	for _, u := range s.URLs {
		if _, ok := c.Take(u); ok {
			return nil
		}
	}
	return []error{fmt.Errorf("source %s: pattern: %q matches none of its urls", s.ID, s.Pattern)}
}

// emptyDoors finds patterns that take nothing of what their doors named.
func emptyDoors(sources []fetcher.Source, states []fetcher.Status) (faults []error) {
	patterns := map[string]string{}
	for i := range sources {
		patterns[sources[i].ID] = sources[i].Pattern
	}
	for i := range states {
		s := &states[i]
		for j := range s.Doors {
			d := &s.Doors[j]
			if patterns[s.Source] != "" && d.Retired == "" && d.Polls > 0 && d.Fails == 0 && d.Entries == 0 && d.Maps == nil {
				faults = append(faults, fmt.Errorf("source %s: pattern: %q matches nothing that %s names", s.Source, patterns[s.Source], d.Door))
			}
		}
	}
	return faults
}

// load reads the configuration and marks its errors for the exit code.
func load(path string) (config.Config, error) {
	cfg, err := config.Load(path)
	if err != nil {
		return cfg, fmt.Errorf("%w:\n%w", errConfig, err)
	}
	return cfg, nil
}
