package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/config"
	"github.com/marsad-news/marsad/internal/newsroom"
)

// runDemo runs the whole pipeline offline over a newsroom on loopback.
func runDemo(ctx context.Context, args []string, std stdio) error {
	fs := flags("demo", std)
	once := fs.Bool("once", false, "end when every page of the newsroom is through, instead of at Ctrl-C")
	data := fs.String("data", "", "keep broker and store in this directory; a temporary one without it")
	listen := fs.String("listen", "127.0.0.1:8080", "address of the page with the claims; a free port when it is taken")
	admin := fs.String("admin", "127.0.0.1:0", "address of metrics and health")
	grow := fs.Duration("grow", 0, "let later news appear this far apart")
	verbose := fs.Bool("v", false, "log what the workers do")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return usage("demo takes no arguments, got %q", rest)
	}
	for _, addr := range []*string{listen, admin} {
		if *addr == "off" {
			*addr = ""
		}
	}
	d := demo{std: std, tty: isTerminal(std.err), start: time.Now(), pages: len(newsroom.Truth())}
	site, stop, err := newsroom.NewGrowing(*grow).Start("127.0.0.1:0")
	if err != nil {
		return err
	}
	defer stop()
	d.say("newsroom  %s  %d pages of %d invented outlets", site, d.pages, len(newsroom.Outlets()))
	if *data == "" {
		if *data, err = os.MkdirTemp("", "marsad-demo-"); err != nil {
			return fmt.Errorf("make directory: %w", err)
		}
		defer func() { _ = os.RemoveAll(*data) }() // a directory left over in the temporary one harms nobody
	}
	cfg := demoConfig(site, *data, *listen, *admin)
	log := slog.New(slog.DiscardHandler)
	if *verbose {
		log = logger(cfg.Log, std.err)
	}
	a, err := openDemo(ctx, cfg, log)
	if err != nil {
		return err
	}
	err = d.watch(ctx, a, *once)
	if cerr := a.Close(); err == nil {
		err = cerr
	}
	return err
}

// demoConfig is the configuration of the demo: everything in dir, and loopback
// opened, which real fetching never does.
func demoConfig(site, dir, listen, admin string) config.Config {
	cfg := config.Default()
	cfg.DataDir, cfg.Listen, cfg.Admin = dir, listen, admin
	cfg.Fetcher.OpenLoopback = true
	cfg.Fetcher.Delay = 20 * time.Millisecond
	cfg.Fetcher.Poll = 2 * time.Second
	for _, o := range newsroom.Outlets() {
		cfg.Sources = append(cfg.Sources, config.Source{ID: o.ID, Lang: o.Lang, Name: map[string]string{o.Lang: o.Name}, Feeds: []string{site + o.Feed()}, Poll: cfg.Fetcher.Poll})
	}
	return cfg
}

// openDemo opens the app, on a free port if somebody else has the usual one.
func openDemo(ctx context.Context, cfg config.Config, log *slog.Logger) (*app.App, error) {
	a, err := app.Open(ctx, cfg, app.All, version, log)
	if err == nil || cfg.Listen == "" {
		return a, err
	}
	cfg.Listen = "127.0.0.1:0"
	b, berr := app.Open(ctx, cfg, app.All, version, log)
	if berr != nil {
		return nil, err
	}
	return b, nil
}

// demo shows what comes out.
type demo struct {
	std   stdio
	tty   bool
	start time.Time
	pages int

	mu       sync.Mutex
	claims   int
	articles int
	first    time.Duration
}

func (d *demo) say(format string, args ...any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.clear()
	fmt.Fprintf(d.std.err, "%5.1fs  %s\n", time.Since(d.start).Seconds(), fmt.Sprintf(format, args...))
}

// clear wipes the progress line.
func (d *demo) clear() {
	if d.tty {
		fmt.Fprint(d.std.err, "\r\x1b[K")
	}
}

// watch runs the app and prints claims as subscribers see them.
func (d *demo) watch(ctx context.Context, a *app.App, once bool) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- a.Run(ctx) }()
	d.say("console   http://%s/   claims with their evidence; metrics http://%s/metrics", a.Addr("console"), a.Addr("admin"))
	go d.follow(ctx, a.Bus())
	t := time.NewTicker(200 * time.Millisecond)
	defer t.Stop()
	var idle time.Time
	for told := false; ; {
		select {
		case err := <-done:
			d.clearLocked()
			return err
		case <-t.C:
		}
		d.progress()
		if told || !d.through(ctx, a.Bus(), &idle) {
			continue
		}
		told = true
		d.summary()
		if once {
			cancel()
		} else {
			d.say("everything is on the page; Ctrl-C ends the demo")
		}
	}
}

func (d *demo) clearLocked() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.clear()
}

// through reports that pages came and every stage has been idle for a moment.
func (d *demo) through(ctx context.Context, b *bus.Bus, since *time.Time) bool {
	for _, s := range []bus.Stream{bus.Jobs, bus.Pages, bus.Articles, bus.Reports} {
		if idle, err := b.Idle(ctx, s); err != nil || !idle {
			*since = time.Time{}
			return false
		}
	}
	if st, err := b.State(ctx, bus.Reports); err != nil || st.Last == 0 {
		return false
	}
	if since.IsZero() {
		*since = time.Now()
	}
	return time.Since(*since) > 1500*time.Millisecond
}

func (d *demo) progress() {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.tty {
		fmt.Fprintf(d.std.err, "\r\x1b[K%5.1fs  %d articles, %d claims …", time.Since(d.start).Seconds(), d.articles, d.claims)
	}
}

func (d *demo) summary() {
	d.mu.Lock()
	articles, claims, first := d.articles, d.claims, d.first
	d.mu.Unlock()
	d.say("done: %d claims in %d articles; the first after %.1f s", claims, articles, first.Seconds())
}

// follow prints every claim and counts every report.
func (d *demo) follow(ctx context.Context, b *bus.Bus) {
	var both sync.WaitGroup
	both.Go(func() {
		d.report(b.Follow(ctx, bus.Tail{Stream: bus.Claims, Since: d.start}, func(m bus.Message) error {
			var c event.Claim
			if err := json.Unmarshal(m.Data, &c); err != nil {
				return err
			}
			d.show(&c)
			return nil
		}))
	})
	both.Go(func() {
		d.report(b.Follow(ctx, bus.Tail{Stream: bus.Reports, Since: d.start}, func(bus.Message) error {
			d.mu.Lock()
			defer d.mu.Unlock()
			d.articles++
			return nil
		}))
	})
	both.Wait()
}

func (d *demo) report(err error) {
	if err != nil && !errors.Is(err, context.Canceled) {
		d.say("cannot follow the stream: %v", err)
	}
}

// show prints one claim on two lines: what, and in whose words.
func (d *demo) show(c *event.Claim) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.claims++; d.claims == 1 {
		d.first = time.Since(d.start)
	}
	d.clear()
	fmt.Fprintf(d.std.out, "%-11s %-9s %-8s %s in %s%s  %s\n            %s\n", c.Polarity, c.Kind, c.Status,
		orUnknown(c.Force.Actor), orUnknown(c.Place.Country), howMany(c.Quantity), whose(c), isolate(strings.Join(strings.Fields(c.Evidence.Text), " ")))
}

func orUnknown(s string) string {
	if s == "" {
		return "?"
	}
	return s
}

func howMany(q *event.Quantity) string {
	switch {
	case q == nil:
		return ""
	case q.Value != nil:
		return fmt.Sprintf(", %s %.0f %s", q.Qualifier, *q.Value, q.Unit)
	case q.Min != nil && q.Max != nil:
		return fmt.Sprintf(", %.0f–%.0f %s", *q.Min, *q.Max, q.Unit)
	}
	return ""
}

func whose(c *event.Claim) string {
	a := c.Attribution
	switch {
	case a.Speaker != "" && a.Org != "":
		return "according to " + isolate(a.Speaker) + " (" + a.Org + ")"
	case a.Speaker != "":
		return "according to " + isolate(a.Speaker)
	case a.Org != "":
		return "according to " + a.Org
	case c.Provenance != nil:
		return "according to " + c.Provenance.Source + " itself"
	}
	return ""
}

// isolate keeps text of another direction from shuffling the line (Unicode
// FSI … PDI).
func isolate(s string) string { return "\u2068" + s + "\u2069" }

// isTerminal reports whether w is one: progress is shown only there.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	st, err := f.Stat()
	return err == nil && st.Mode()&os.ModeCharDevice != 0
}
