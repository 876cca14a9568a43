// Package app starts and stops a set of workers in one process.
//
// It wires the configuration to the workers' own small settings and keeps the
// order of shutdown: workers first, then servers, stores, and the broker last.
// It does no work on messages.
package app

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"golang.org/x/sync/errgroup"

	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/config"
	"github.com/marsad-news/marsad/internal/telemetry"
)

// Role is one of the programs.
type Role string

// The roles.
const (
	Fetcher  Role = "fetcher"
	Parser   Role = "parser"
	Enricher Role = "enricher"
	Sink     Role = "sink"
	Console  Role = "console"
)

// All are the roles of "marsad run".
var All = []Role{Fetcher, Parser, Enricher, Sink, Console}

// App is a set of workers. Open makes it, Run runs it, Close ends it.
type App struct {
	cfg     config.Config
	version string
	log     *slog.Logger
	bus     *bus.Bus
	reg     *prometheus.Registry
	stages  *telemetry.Stages
	counts  *telemetry.Pipeline
	health  telemetry.Health

	totals func() fetcher.Totals // of the fetcher, nil without one

	loops   []loop
	closers []func() error
	servers []server
	onStop  []func() // told before the servers shut down
}

// loop is something that runs until its context ends.
type loop struct {
	name string
	run  func(ctx context.Context) error
}

type server struct {
	name string
	ln   net.Listener
	http *http.Server
}

// Open builds the workers for roles and opens what they need. On an error
// nothing stays open.
func Open(ctx context.Context, cfg config.Config, roles []Role, version string, log *slog.Logger) (*App, error) {
	a := &App{cfg: cfg, version: version, log: log, reg: telemetry.NewRegistry(version)}
	a.stages, a.counts = telemetry.NewStages(a.reg), telemetry.NewPipeline(a.reg)
	if err := a.open(ctx, roles); err != nil {
		return nil, errors.Join(err, a.Close())
	}
	return a, nil
}

func (a *App) open(ctx context.Context, roles []Role) error {
	if needsBus(roles) {
		if err := a.openBus(ctx); err != nil {
			return err
		}
	}
	build := map[Role]func(context.Context) error{
		Fetcher: a.openFetcher, Parser: a.openParser, Enricher: a.openEnricher, Sink: a.openSinks, Console: a.openConsole,
	}
	for _, r := range roles {
		if err := build[r](ctx); err != nil {
			return fmt.Errorf("open %s: %w", r, err)
		}
	}
	return a.serve(ctx, "admin", a.cfg.Admin, a.withSources(telemetry.Handler(a.reg, &a.health)))
}

func needsBus(roles []Role) bool {
	for _, r := range roles {
		if r != Console {
			return true
		}
	}
	return false
}

func (a *App) openBus(ctx context.Context) error {
	n := a.cfg.NATS
	opts := bus.Options{Prefix: n.Prefix, Replicas: n.Replicas, Log: a.log}
	var err error
	if n.URL == "" {
		host, port, perr := hostPort(n.Listen)
		if perr != nil {
			return perr
		}
		a.bus, err = bus.Embed(ctx, bus.EmbedOptions{
			Dir: filepath.Join(a.cfg.DataDir, "nats"), ProcessOnly: n.Durability == "process", Host: host, Port: port,
		}, opts)
	} else {
		d, perr := DialOptions(a.cfg)
		if perr != nil {
			return perr
		}
		a.bus, err = bus.Dial(ctx, d, opts)
	}
	if err != nil {
		return err
	}
	a.closers = append(a.closers, a.bus.Close)
	a.health.Add("broker", a.bus.Ready)
	a.loops = append(a.loops, loop{"trimmer", a.bus.Trim})
	return nil
}

// DialOptions says how to reach the external broker of the configuration.
func DialOptions(cfg config.Config) (bus.DialOptions, error) {
	n := cfg.NATS
	password, err := secret(n.PasswordFile)
	return bus.DialOptions{URL: n.URL, Creds: n.Creds, User: n.User, Password: password, CA: n.CA}, err
}

// hostPort splits an address to listen on; an empty one gives an empty host.
func hostPort(addr string) (string, int, error) {
	if addr == "" {
		return "", 0, nil
	}
	t, err := net.ResolveTCPAddr("tcp", addr)
	if err != nil {
		return "", 0, fmt.Errorf("nats.listen: %w", err)
	}
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return "", 0, fmt.Errorf("nats.listen: %w", err)
	}
	port := t.Port
	if port == 0 {
		port = -1 // the server's word for any free port
	}
	return host, port, nil
}

// secret reads a file that holds nothing but a secret.
func secret(path string) (string, error) {
	if path == "" {
		return "", nil
	}
	b, err := os.ReadFile(path)
	if err != nil {
		return "", fmt.Errorf("read secret: %w", err)
	}
	return strings.TrimSpace(string(b)), nil
}

// serve opens the socket now, so that a taken port is an error at the start,
// and serves when the app runs.
func (a *App) serve(ctx context.Context, name, addr string, h http.Handler) error {
	if addr == "" {
		return nil
	}
	var lc net.ListenConfig
	ln, err := lc.Listen(ctx, "tcp", addr)
	if err != nil {
		return fmt.Errorf("listen for %s: %w", name, err)
	}
	a.servers = append(a.servers, server{name, ln, &http.Server{Handler: h, ReadHeaderTimeout: 10 * time.Second}})
	return nil
}

// Addr is the address on which the server called name listens, or "".
func (a *App) Addr(name string) string {
	for _, s := range a.servers {
		if s.name == name {
			return s.ln.Addr().String()
		}
	}
	return ""
}

// Bus is the broker connection, nil for a console alone.
func (a *App) Bus() *bus.Bus { return a.bus }

// Run works until ctx ends, or until a worker fails, which ends the others.
func (a *App) Run(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, s := range a.servers {
		a.log.Info("listening", "for", s.name, "addr", s.ln.Addr().String())
		g.Go(func() error {
			if err := s.http.Serve(s.ln); !errors.Is(err, http.ErrServerClosed) {
				return fmt.Errorf("serve %s: %w", s.name, err)
			}
			return nil
		})
	}
	work, wctx := errgroup.WithContext(ctx)
	for _, l := range a.loops {
		work.Go(func() error {
			if err := l.run(wctx); err != nil && wctx.Err() == nil {
				return fmt.Errorf("%s: %w", l.name, err)
			}
			return nil
		})
	}
	g.Go(func() error {
		err := work.Wait()
		if len(a.loops) == 0 {
			<-ctx.Done()
		}
		a.stopServers()
		return err
	})
	return g.Wait()
}

// stopServers lets requests under way finish for a moment; event streams never
// end by themselves and are cut.
func (a *App) stopServers() {
	for _, f := range a.onStop {
		f()
	}
	for _, s := range a.servers {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		if err := s.http.Shutdown(ctx); err != nil {
			_ = s.http.Close() // cuts what would not end
		}
		cancel()
	}
}

// Close closes what Open opened, last opened first.
func (a *App) Close() error {
	var errs []error
	for _, s := range a.servers {
		_ = s.ln.Close() // closed already when the app ran
	}
	for i := len(a.closers) - 1; i >= 0; i-- {
		errs = append(errs, a.closers[i]())
	}
	return errors.Join(errs...)
}
