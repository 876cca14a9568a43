package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"os"
	"time"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/config"
)

// settings are the flags that every long-running command shares; each
// overrides a key of the configuration file.
type settings struct {
	path, nats, prefix, dataDir, listen, admin *string
}

func addSettings(fs *flag.FlagSet) settings {
	s := newSettings()
	s.add(fs)
	return s
}

func newSettings() settings {
	return settings{new(string), new(string), new(string), new(string), new(string), new(string)}
}

// add adds the flags to a set; several sets may share them.
func (s settings) add(fs *flag.FlagSet) {
	fs.StringVar(s.path, "c", os.Getenv("MARSAD_CONFIG"), "configuration file")
	fs.StringVar(s.nats, "nats", os.Getenv("MARSAD_NATS"), "URL of an external broker (nats.url)")
	fs.StringVar(s.prefix, "prefix", "", "first token of every subject (nats.prefix)")
	fs.StringVar(s.dataDir, "data", "", "directory for everything that is kept (data_dir)")
	fs.StringVar(s.listen, "listen", "", "address of the console, or off (listen)")
	fs.StringVar(s.admin, "admin", "", "address of metrics and health, or off (admin)")
}

func (s settings) load() (config.Config, error) {
	cfg, err := load(*s.path)
	if err != nil {
		return cfg, err
	}
	for _, o := range []struct {
		flag *string
		key  *string
	}{{s.nats, &cfg.NATS.URL}, {s.prefix, &cfg.NATS.Prefix}, {s.dataDir, &cfg.DataDir}, {s.listen, &cfg.Listen}, {s.admin, &cfg.Admin}} {
		switch *o.flag {
		case "":
		case "off":
			*o.key = ""
		default:
			*o.key = *o.flag
		}
	}
	return cfg, nil
}

// logger builds the logger of the configuration.
func logger(c config.Log, w io.Writer) *slog.Logger {
	var level slog.Level
	_ = level.UnmarshalText([]byte(c.Level)) // the configuration was checked
	opts := &slog.HandlerOptions{Level: level}
	if c.Format == "json" {
		return slog.New(slog.NewJSONHandler(w, opts))
	}
	return slog.New(slog.NewTextHandler(w, opts))
}

// dial connects a tool to the external broker of the configuration.
func dial(ctx context.Context, cfg config.Config, log *slog.Logger) (*bus.Bus, error) {
	d, err := app.DialOptions(cfg)
	if err != nil {
		return nil, err
	}
	return bus.Dial(ctx, d, bus.Options{Prefix: cfg.NATS.Prefix, Replicas: cfg.NATS.Replicas, Log: log})
}

func runAll(ctx context.Context, args []string, std stdio) error {
	return runRoles(ctx, "run", app.All, args, std)
}

// runWorker is the command that runs one role.
func runWorker(role app.Role) func(context.Context, []string, stdio) error {
	return func(ctx context.Context, args []string, std stdio) error {
		return runRoles(ctx, string(role), []app.Role{role}, args, std)
	}
}

func runRoles(ctx context.Context, name string, roles []app.Role, args []string, std stdio) error {
	fs := flags(name, std)
	s := addSettings(fs)
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return usage("%s takes no arguments, got %q", name, rest)
	}
	cfg, err := s.load()
	if err != nil {
		return err
	}
	if name != "run" && name != "console" && cfg.NATS.URL == "" {
		return usage("%s alone needs a broker that the others share: give --nats URL or nats.url", name)
	}
	for _, r := range roles {
		if r == app.Fetcher {
			if err := cfg.CheckLive(); err != nil {
				return fmt.Errorf("%w: %w", errConfig, err)
			}
		}
	}
	log := logger(cfg.Log, std.err)
	a, err := app.Open(ctx, cfg, roles, version, log)
	if err != nil {
		return err
	}
	log.Info("started", "command", name, "version", version)
	err = a.Run(ctx)
	if cerr := a.Close(); err == nil {
		err = cerr
	}
	log.Info("stopped", "command", name)
	return err
}

func runHealth(ctx context.Context, args []string, std stdio) error {
	fs := flags("health", std)
	s := addSettings(fs)
	if _, err := parse(fs, args); err != nil {
		return err
	}
	cfg, err := s.load()
	if err != nil {
		return err
	}
	addr := localAddress(cfg.Admin)
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+addr+"/readyz", nil)
	if err != nil {
		return fmt.Errorf("build request: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("ask %s: %w", addr, err)
	}
	defer resp.Body.Close()
	if _, err := io.Copy(std.out, io.LimitReader(resp.Body, 64<<10)); err != nil {
		return fmt.Errorf("read answer: %w", err)
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s is not ready: %s", addr, resp.Status)
	}
	return nil
}
