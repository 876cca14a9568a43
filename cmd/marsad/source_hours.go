package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/internal/config"
)

// listHours prints the coverage ledger of sources, hour by hour: were we blind
// to one of them between two and five?
func listHours(ctx context.Context, o *sourceOptions, ids []string, std stdio) error {
	if len(ids) == 0 {
		return usage("name the sources whose hours you want")
	}
	cfg, err := o.settings.load()
	if err != nil {
		return err
	}
	now := time.Now()
	if o.from == "" {
		o.from = "24h"
	}
	f, err := slice(o.from, o.until, nil, "", now)
	if err != nil {
		return err
	}
	if f.To.IsZero() || f.To.After(now) {
		f.To = now
	}
	for _, id := range ids {
		hours, err := readHours(ctx, cfg, id, f.From, f.To)
		if err != nil {
			return err
		}
		blind := 0
		for i := range hours {
			if hours[i].Blind() {
				blind++
			}
		}
		if blind == len(hours) && len(listed(cfg, nil, []string{id})) == 0 {
			return usage("no source is called %q: source ls names them", id)
		}
		if err := printHours(hours, o.asJSON, std.out); err != nil {
			return fmt.Errorf("write hours: %w", err)
		}
		fmt.Fprintf(std.err, "%s: %d of %d hours blind\n", id, blind, len(hours))
	}
	return nil
}

// readHours asks the broker, where there is one to reach, else a running
// worker on its admin address.
func readHours(ctx context.Context, cfg config.Config, id string, from, to time.Time) ([]fetcher.Hour, error) {
	if cfg.NATS.URL == "" {
		var hours []fetcher.Hour
		q := url.Values{"from": {from.UTC().Format(time.RFC3339)}, "to": {to.UTC().Format(time.RFC3339)}}
		err := askAdmin(ctx, cfg.Admin, "/sources/"+url.PathEscape(id)+"/hours?"+q.Encode(), &hours)
		return hours, err
	}
	b, err := dial(ctx, cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		return nil, err
	}
	defer func() { _ = b.Close() }() // it only read
	books, err := fetcher.Tables(ctx, b)
	if err != nil {
		return nil, err
	}
	return fetcher.Coverage(ctx, books.Ledger, id, from, to)
}

// askAdmin asks a running worker and decodes its answer.
func askAdmin(ctx context.Context, admin, path string, into any) error {
	if admin == "" {
		return fmt.Errorf("%w: there is no admin address; give --nats URL or --admin ADDRESS", errNoWorker)
	}
	admin = localAddress(admin)
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+admin+path, nil)
	if err != nil {
		return fmt.Errorf("build request: %w", err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return fmt.Errorf("%w on %s; give --nats URL, or --admin of a process with a broker", errNoWorker, admin)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%w on %s that has a broker: %s", errNoWorker, admin, resp.Status)
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, mostStates)).Decode(into); err != nil {
		return fmt.Errorf("read answer of %s: %w", admin, err)
	}
	return nil
}

func printHours(hours []fetcher.Hour, asJSON bool, w io.Writer) error {
	if asJSON {
		for i := range hours {
			line := struct {
				fetcher.Hour
				Blind bool `json:"blind"`
			}{hours[i], hours[i].Blind()}
			if err := write(w, line); err != nil {
				return err
			}
		}
		return nil
	}
	tw := tabwriter.NewWriter(w, 0, 4, 2, ' ', 0)
	fmt.Fprintln(tw, "HOUR (UTC)\t\tPOLLS\tMISSED\tNAMED\tNEW\tLEFT OUT\tVISITS\tTROUBLE")
	for i := range hours {
		h := &hours[i]
		note := ""
		if h.Blind() {
			note = "blind"
		}
		trouble := counts(h.Causes)
		if h.Drift != "" {
			trouble = strings.TrimSpace(trouble + " drifted: " + h.Drift)
		}
		fmt.Fprintf(tw, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", h.Hour.UTC().Format("2006-01-02 15:04"), note,
			counts(h.Polls), counts(h.Misses), counts(h.Named), counts(h.Found), counts(h.Left), counts(h.Ends), trouble)
	}
	return tw.Flush()
}

// counts writes counts in the order of their names.
func counts[K cmp.Ordered](m map[K]int) string {
	var out []string
	for _, k := range slices.Sorted(maps.Keys(m)) {
		out = append(out, fmt.Sprintf("%v %d", k, m[k]))
	}
	return strings.Join(out, " ")
}
