package main

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/net/html"

	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/internal/config"
)

// runBench measures one stage on one thread, against what it cannot be faster
// than, in the same run.
func runBench(ctx context.Context, args []string, std stdio) error {
	fs := flags("bench", std)
	rounds := fs.Int("n", 3, "parser, enricher: rounds over the inputs; the best counts")
	var farm fetcher.BenchOptions
	fs.IntVar(&farm.Hosts, "hosts", 0, "fetcher: hosts of the farm with politeness off (200)")
	fs.IntVar(&farm.Polite, "polite", 0, "fetcher: hosts with politeness on (5000)")
	fs.DurationVar(&farm.For, "for", 0, "fetcher: how long politeness is watched (30s)")
	fs.BoolVar(&farm.NoPolite, "rate-only", false, "fetcher: leave out the part with politeness on")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) == 1 && rest[0] == "fetcher" {
		return benchFetcher(ctx, farm, std)
	}
	if len(rest) < 2 {
		return usage("bench wants fetcher, or parser or enricher and files")
	}
	var docs []document
	for _, arg := range rest[1:] {
		if err := open(ctx, arg, "", std, func(d document) error { docs = append(docs, d); return nil }); err != nil {
			return fmt.Errorf("%s: %w", arg, err)
		}
	}
	g, err := newEngine(config.Default(), false)
	if err != nil {
		return err
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	switch rest[0] {
	case "parser":
		var base, ours speed
		for range max(1, *rounds) { // side by side: what else the machine does slows both
			base = base.best(measure(docs, 1, func(d document) { _, _ = html.Parse(bytes.NewReader(d.body)) })) // only its time counts
			ours = ours.best(measure(docs, 1, func(d document) { g.article(d) }))
		}
		fmt.Fprintf(std.out, "%-12s %9.1f pages/s  %8.0f allocations a page\n", "html.Parse", base.rate, base.allocs)
		fmt.Fprintf(std.out, "%-12s %9.1f pages/s  %8.0f allocations a page\nratio %.2f\n", "parser", ours.rate, ours.allocs, ours.rate/base.rate)
	case "enricher":
		ours := measure(docs, *rounds, func(d document) { g.extract(d) })
		fmt.Fprintf(std.out, "%-12s %9.1f texts/s  %8.0f allocations a text\n", "enricher", ours.rate, ours.allocs)
	default:
		return usage("bench wants fetcher, parser or enricher, not %q", rest[0])
	}
	return nil
}

// benchFetcher measures the fetcher against a farm of sites on loopback in this
// process, and against a bare loop of requests over the same farm.
func benchFetcher(ctx context.Context, o fetcher.BenchOptions, std stdio) error {
	report, err := fetcher.Bench(ctx, o, std.err)
	if err != nil {
		return err
	}
	return write(std.out, report)
}

// speed is documents a second and allocations a document.
type speed struct{ rate, allocs float64 }

// best is the faster of two.
func (s speed) best(t speed) speed {
	if t.rate > s.rate {
		return t
	}
	return s
}

// measure runs f over all documents some times and keeps the fastest round.
func measure(docs []document, rounds int, f func(document)) speed {
	var best speed
	for range max(1, rounds) {
		runtime.GC()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		for _, d := range docs {
			f(d)
		}
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		n := float64(len(docs))
		best = best.best(speed{n / took.Seconds(), float64(after.Mallocs-before.Mallocs) / n})
	}
	return best
}
