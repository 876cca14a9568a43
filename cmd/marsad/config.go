package main

import (
	"context"
	"errors"
	"fmt"

	"go.yaml.in/yaml/v3"

	"github.com/marsad-news/marsad/internal/config"
)

func runConfig(_ context.Context, args []string, std stdio) error {
	fs := flags("config", std)
	path := fs.String("c", "", "configuration file; the defaults without it")
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
	cfg, err := load(*path)
	if err != nil {
		return err
	}
	switch rest[0] {
	case "check":
		fmt.Fprintf(std.out, "fine: %d sources, %d sinks\n", len(cfg.Sources), len(cfg.Sinks))
		if err := cfg.CheckLive(); err != nil {
			fmt.Fprintln(std.err, "note: live fetching would not start:", err)
		}
		return nil
	case "print":
		enc := yaml.NewEncoder(std.out)
		enc.SetIndent(2)
		return errors.Join(enc.Encode(cfg), enc.Close())
	default:
		return usage("config wants check, print or example, not %q", rest[0])
	}
}

// load reads the configuration and marks its errors for the exit code.
func load(path string) (config.Config, error) {
	cfg, err := config.Load(path)
	if err != nil {
		return cfg, fmt.Errorf("%w:\n%w", errConfig, err)
	}
	return cfg, nil
}
