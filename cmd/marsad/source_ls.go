package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/internal/config"
)

// listSources prints each source with its state, the cause, and when and why
// the next poll is.
func listSources(ctx context.Context, o *sourceOptions, ids []string, std stdio) error {
	cfg, err := o.settings.load()
	if err != nil {
		return err
	}
	states, err := sourceStates(ctx, cfg)
	switch {
	case errors.Is(err, errNoWorker):
		fmt.Fprintf(std.err, "marsad: states are not known: %v\n", err)
	case err != nil:
		return err
	}
	list := listed(cfg, byID(states), ids)
	if o.asJSON {
		for i := range list {
			if err := write(std.out, list[i]); err != nil {
				return fmt.Errorf("write source: %w", err)
			}
		}
		return nil
	}
	if err := printStates(list, time.Now(), std.out); err != nil {
		return err
	}
	if t := states.Totals; t != nil {
		fmt.Fprintln(std.err, totalsLine(t))
	}
	return nil
}

func byID(states app.SourceStates) map[string]*fetcher.Status {
	by := map[string]*fetcher.Status{}
	for i := range states.Sources {
		by[states.Sources[i].Source] = &states.Sources[i]
	}
	return by
}

// sourceLine is a source of the configuration with its state.
type sourceLine struct {
	ID       string `json:"id"`
	Lang     string `json:"lang,omitempty"`
	Country  string `json:"country,omitempty"`
	Tier     int    `json:"tier,omitempty"`
	Doors    int    `json:"doors_configured"`
	Verified string `json:"verified,omitempty"`
	Disabled bool   `json:"disabled,omitempty"`

	*fetcher.Status
}

func listed(cfg config.Config, by map[string]*fetcher.Status, ids []string) (out []sourceLine) {
	for i := range cfg.Sources {
		s := &cfg.Sources[i]
		if len(ids) > 0 && !slices.Contains(ids, s.ID) {
			continue
		}
		l := sourceLine{ID: s.ID, Lang: s.Lang, Country: s.Country, Tier: s.Tier, Verified: s.Verified, Disabled: s.Disabled}
		l.Doors = len(s.Feeds) + len(s.Sitemaps) + len(s.Fronts) + len(s.URLs)
		if !s.Disabled {
			l.Status = by[s.ID]
		}
		out = append(out, l)
	}
	return out
}

func printStates(list []sourceLine, now time.Time, w io.Writer) error {
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(tw, "ID\tSTATE\tNEXT POLL\tWHY THEN\tLAST NEWS\tDOORS\tLANG\tCOUNTRY\tTIER\tVERIFIED\tCAUSE, EVIDENCE, NEXT STEP")
	for i := range list {
		l := &list[i]
		state, next, why, news, more := "?", "", "", "", ""
		if l.Disabled {
			state = "disabled"
		}
		if s := l.Status; s != nil {
			state, why, next, news = string(s.State), s.Why, distance(s.Next, now), distance(s.News, now)
			more = strings.Join(nonEmpty(s.Cause, s.Evidence, s.Step), "; ")
		}
		verified := l.Verified
		if verified == "" {
			verified = "never"
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%d\t%s\t%s\t%d\t%s\t%s\n", l.ID, state, next, why, news, l.Doors, l.Lang, l.Country, l.Tier, verified, more)
	}
	return tw.Flush()
}

func nonEmpty(list ...string) (out []string) {
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// distance says how far a time is away.
func distance(t, now time.Time) string {
	d := t.Sub(now)
	switch {
	case t.IsZero():
		return "-"
	case d > time.Second:
		return "in " + rough(d)
	case d < -time.Second:
		return rough(-d) + " ago"
	default:
		return "now"
	}
}

func rough(d time.Duration) string {
	switch {
	case d < time.Minute:
		return fmt.Sprintf("%ds", int(d.Seconds()))
	case d < time.Hour:
		return fmt.Sprintf("%dm%02ds", int(d.Minutes()), int(d.Seconds())%60)
	case d < 48*time.Hour:
		return fmt.Sprintf("%dh%02dm", int(d.Hours()), int(d.Minutes())%60)
	default:
		return fmt.Sprintf("%dd", int(d.Hours()/24))
	}
}

// totalsLine sums up what became of all addresses.
func totalsLine(t *fetcher.Totals) string {
	parts := make([]string, 0, len(t.Ends))
	for _, d := range fetcher.Dispositions {
		if n := t.Ends[d]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, d))
		}
	}
	return fmt.Sprintf("%d addresses known: %s", t.Known, strings.Join(parts, ", "))
}

// errNoWorker says that there is nobody to ask.
var errNoWorker = errors.New("no worker answers")

// sourceStates asks the broker, where there is one to reach, else a running
// worker on its admin address.
func sourceStates(ctx context.Context, cfg config.Config) (app.SourceStates, error) {
	if cfg.NATS.URL != "" {
		b, err := dial(ctx, cfg, slog.New(slog.DiscardHandler))
		if err != nil {
			return app.SourceStates{}, err
		}
		defer func() { _ = b.Close() }() // it only read
		return app.ReadSourceStates(ctx, b, cfg)
	}
	return askWorker(ctx, cfg.Admin)
}

// mostStates bounds an answer: 200,000 sources have some 200 MB.
const mostStates = 512 << 20

func askWorker(ctx context.Context, admin string) (s app.SourceStates, err error) {
	err = askAdmin(ctx, admin, "/sources", &s)
	return s, err
}

// localAddress is where a process on this machine reaches an address that it
// listens on.
func localAddress(addr string) string {
	if strings.HasPrefix(addr, ":") {
		addr = "127.0.0.1" + addr
	}
	return strings.Replace(addr, "0.0.0.0", "127.0.0.1", 1)
}
