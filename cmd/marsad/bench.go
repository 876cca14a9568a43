package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"runtime"
	"time"

	"golang.org/x/net/html"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/event"
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
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	switch rest[0] {
	case "parser":
		return benchParser(docs, *rounds, std)
	case "enricher":
		return benchEnricher(docs, *rounds, std)
	}
	return usage("bench wants fetcher, parser or enricher, not %q", rest[0])
}

// benchParser measures the parser against html.Parse.
func benchParser(docs []document, rounds int, std stdio) error {
	g, err := newEngine(config.Default(), false)
	if err != nil {
		return err
	}
	var base, ours speed
	for range max(1, rounds) { // side by side: what else the machine does slows both
		base = base.best(measure(docs, func(d document) { _, _ = html.Parse(bytes.NewReader(d.body)) })) // only its time counts
		ours = ours.best(measure(docs, func(d document) { g.article(d) }))
	}
	base.print(std.out, "html.Parse", "page")
	ours.print(std.out, "parser", "page")
	fmt.Fprintf(std.out, "ratio %.2f\n", ours.rate/base.rate)
	return nil
}

// benchEnricher measures what the word lists take to load, and the enricher:
// over texts by itself, over pages against the parsing of them.
func benchEnricher(docs []document, rounds int, std stdio) error {
	took, size, err := loadLists()
	if err != nil {
		return err
	}
	fmt.Fprintf(std.out, "%-12s %9.0f ms to load  %8.1f MB\n", "word lists", took.Seconds()*1e3, size/1e6)
	g, err := newEngine(config.Default(), false)
	if err != nil {
		return err
	}
	var texts, pages []document
	var articles, ofPages []event.Article
	for _, d := range docs {
		switch a := g.article(d).Article; {
		case d.format == formatJSONL && d.HTML == "":
			texts, articles = append(texts, d), append(articles, *a)
		case a != nil:
			pages, ofPages = append(pages, d), append(ofPages, *a)
		}
	}
	var alone, ours, parsing speed
	for range max(1, rounds) {
		if len(texts) > 0 {
			alone = alone.best(measure(articles, func(a event.Article) { g.enricher.Enrich(a) }))
		}
		if len(pages) > 0 {
			parsing = parsing.best(measure(pages, func(d document) { g.article(d) }))
			ours = ours.best(measure(ofPages, func(a event.Article) { g.enricher.Enrich(a) }))
		}
	}
	if len(texts) > 0 {
		alone.print(std.out, "enricher", "text")
	}
	if len(pages) > 0 {
		parsing.print(std.out, "parser", "page")
		ours.print(std.out, "enricher", "page")
		fmt.Fprintf(std.out, "share of parsing %.2f\n", parsing.rate/ours.rate)
	}
	return nil
}

// loadLists loads the word lists of the enricher and gives the time and the
// live bytes that they take.
func loadLists() (took time.Duration, size float64, err error) {
	before, start := liveBytes(), time.Now()
	e, err := app.NewEnricher(config.Default())
	if err != nil {
		return 0, 0, err
	}
	e.Enrich(event.Article{Text: "عاد الجنود"}) // what is read on first use
	took = time.Since(start)
	size = liveBytes() - before
	runtime.KeepAlive(e)
	return took, size, nil
}

// liveBytes is what the heap holds after a collection.
func liveBytes() float64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
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

// print writes a line of the report; each names what is counted.
func (s speed) print(w io.Writer, stage, each string) {
	fmt.Fprintf(w, "%-12s %9.1f %ss/s  %8.0f allocations a %s\n", stage, s.rate, each, s.allocs, each)
}

// measure runs f once over all inputs.
func measure[T any](inputs []T, f func(T)) speed {
	runtime.GC()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	for _, in := range inputs {
		f(in)
	}
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	n := float64(len(inputs))
	return speed{n / took.Seconds(), float64(after.Mallocs-before.Mallocs) / n}
}
