package main

import (
	"context"
	"errors"
	"fmt"
	"hash/fnv"
	"log/slog"
	"strings"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/fetcher/warc"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/config"
	"github.com/marsad-news/marsad/internal/store"
)

// runReplay feeds a slice of the archive through the same parser and enricher
// again: to the live streams, or to a comparison with what is stored.
func runReplay(ctx context.Context, args []string, std stdio) error {
	fs := flags("replay", std)
	s := addSettings(fs)
	dir := fs.String("archive", "", "directory of WARC files (fetcher.archive.dir)")
	from := fs.String("from", "", "visits from then on: an ISO date or time, a prefix of one, or an age such as 36h")
	to := fs.String("to", "", "visits up to then, included")
	var sources list
	fs.Var(&sources, "source", "only this source; may be given more than once")
	address := fs.String("url", "", "only this address; a final * stands for any ending")
	diff := fs.Bool("diff", false, "send nothing: print which claims would be added, changed or dropped against the store")
	id := fs.String("id", "", "name of the replay; one of its own without it")
	dry := fs.Bool("dry-run", false, "say what would be sent, and send nothing")
	rest, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(rest) > 0 {
		return usage("replay takes no arguments, got %q", rest)
	}
	cfg, err := s.load()
	if err != nil {
		return err
	}
	r := replay{std: std, cfg: cfg, id: *id, owner: ownerOf(cfg)}
	if r.filter, err = slice(*from, *to, sources, *address, time.Now()); err != nil {
		return err
	}
	if *dir == "" {
		*dir = cfg.Path(cfg.Fetcher.Archive.Dir)
	}
	if *dir == "" {
		return usage("there is no archive: give --archive DIR or fetcher.archive.dir")
	}
	if r.archive, err = warc.OpenArchive(*dir); err != nil {
		return err
	}
	if r.id == "" {
		r.id = "replay-" + time.Now().UTC().Format("20060102T150405")
	}
	switch {
	case *diff:
		return r.compare(ctx)
	case *dry:
		return r.list()
	case cfg.NATS.URL == "":
		return usage("replay sends to a running broker: give --nats URL or nats.url (of an embedded one: nats.listen), or ask for --diff")
	}
	return r.live(ctx)
}

// list is a flag that may be given more than once.
type list []string

// String implements flag.Value.
func (l *list) String() string { return strings.Join(*l, ",") }

// Set implements flag.Value.
func (l *list) Set(s string) error {
	*l = append(*l, strings.Split(s, ",")...)
	return nil
}

// slice reads what part of an archive is meant.
func slice(from, to string, sources []string, address string, now time.Time) (warc.Filter, error) {
	f := warc.Filter{Sources: sources, URL: address}
	from, err := timesOf(from, to, now)
	if err != nil {
		return f, err
	}
	q := store.Query{From: from, To: to}
	lo, hi := q.Bounds()
	for s, t := range map[string]*time.Time{lo: &f.From, hi: &f.To} {
		if s != "" {
			*t, _ = time.Parse(time.RFC3339, s) // Bounds writes nothing else
		}
	}
	return f, nil
}

// timesOf checks the bounds of a selection in time, and returns the first with
// an age turned into a time.
func timesOf(from, to string, now time.Time) (string, error) {
	if d, err := time.ParseDuration(from); err == nil && from != "" {
		from = now.Add(-d).UTC().Format(time.RFC3339)
	}
	for name, s := range map[string]string{"from": from, "to": to} {
		if s != "" && store.Stamp(s) == "" {
			return "", usage("%s: %q is no time; write 2026, 2026-11, 2026-11-03, 2026-11-03T09:00:00Z, or an age for from", name, s)
		}
	}
	return from, nil
}

// replay is one run of the command.
type replay struct {
	std     stdio
	cfg     config.Config
	archive *warc.Archive
	filter  warc.Filter
	id      string
	owner   func(url string) string

	pages, older, unreadable, others int
}

// newest calls f with the newest visit to each address of the slice that
// brought a page: earlier ones were overtaken by it.
func (r *replay) newest(ctx context.Context, f func(e warc.Entry, total int) error) error {
	latest := map[uint64]int64{} // hash of an address to microseconds; some 40 bytes each
	key := func(e *warc.Entry) uint64 {
		h := fnv.New64a()
		_, _ = h.Write([]byte(e.Found())) // never fails
		return h.Sum64()
	}
	visits := 0
	err := r.archive.Each(r.filter, func(e warc.Entry) error {
		if brought(&e) {
			visits++
			latest[key(&e)] = max(latest[key(&e)], e.Time.UnixMicro())
		}
		return ctx.Err()
	})
	if err != nil {
		return err
	}
	total := len(latest)
	r.older = visits - total
	return r.archive.Each(r.filter, func(e warc.Entry) error {
		k := key(&e)
		if at, ok := latest[k]; !ok || at != e.Time.UnixMicro() || !brought(&e) {
			return ctx.Err()
		}
		delete(latest, k)
		return errors.Join(ctx.Err(), f(e, total))
	})
}

// brought says whether a visit found a page.
func brought(e *warc.Entry) bool { return e.Revisit() || e.Status >= 200 && e.Status < 300 }

// page reads the page of an entry; nil when it is none.
func (r *replay) page(e *warc.Entry) (*event.Page, *warc.Exchange) {
	x, err := r.archive.Exchange(e.Where(), r.cfg.Fetcher.MaxBody)
	if err != nil {
		r.unreadable++
		fmt.Fprintf(r.std.err, "marsad: %s: %s\n", e.URL, strings.ReplaceAll(err.Error(), "\n", "; "))
		return nil, nil
	}
	if x.Source == "" {
		x.Source = r.owner(x.URL)
	}
	p, err := fetcher.ArchivedPage(x, r.id)
	if err != nil {
		r.others++
		return nil, nil
	}
	r.pages++
	return p, x
}

// list prints what would be replayed.
func (r *replay) list() error {
	return r.newest(context.Background(), func(e warc.Entry, _ int) error {
		fmt.Fprintf(r.std.out, "%s\t%s\t%s\t%s\n", e.Time.UTC().Format(time.RFC3339), e.Source, e.Found(), e.Where())
		return nil
	})
}

// window is how many pages are sent before the pipeline has to be idle again:
// live news never waits behind more than these.
const window = 64

// live sends the slice to the stream of pages, and gives way to live news.
func (r *replay) live(ctx context.Context) error {
	b, err := dial(ctx, r.cfg, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer func() { _ = b.Close() }() // each page was acknowledged
	bar := newProgress(r.std.err, "pages", 0)
	bar.say("replay %s", r.id)
	n := 0
	err = r.newest(ctx, func(e warc.Entry, total int) error {
		bar.total = int64(total)
		if n%window == 0 {
			if err := giveWay(ctx, b, bar); err != nil {
				return err
			}
		}
		n++
		bar.set(int64(n), e.Source)
		p, _ := r.page(&e)
		if p == nil {
			return nil
		}
		return sendPage(ctx, b, p)
	})
	bar.clear()
	fmt.Fprintf(r.std.err, "replay %s: %d pages sent, %d overtaken by later visits, %d no pages, %d unreadable\n", r.id, r.pages, r.older, r.others, r.unreadable)
	if err == nil && r.unreadable > 0 {
		return fmt.Errorf("%w: %d visits could not be read", errSome, r.unreadable)
	}
	return err
}

// sendPage publishes a page out of an archive. The id makes a repetition of
// the same replay harmless.
func sendPage(ctx context.Context, b *bus.Bus, p *event.Page) error {
	for {
		err := b.Publish(ctx, b.Subjects.Page(p.Source), fmt.Sprintf("%s|%s|%d", p.Replay, p.ID, p.FetchedAt.UnixMicro()), p)
		if !errors.Is(err, bus.ErrFull) {
			return err
		}
		if err := pause(ctx, time.Second); err != nil {
			return err
		}
	}
}

func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// giveWay waits until parser and enricher have nothing left to do.
func giveWay(ctx context.Context, b *bus.Bus, bar *progress) error {
	told := false
	for start := time.Now(); ; {
		idle := true
		for _, s := range []bus.Stream{bus.Pages, bus.Articles} {
			ok, err := b.Idle(ctx, s)
			if err != nil {
				return err
			}
			idle = idle && ok
		}
		if idle {
			return nil
		}
		if !told && time.Since(start) > 15*time.Second {
			told = true
			bar.say("waiting: live pages are under way, or no parser and enricher run")
		}
		if err := pause(ctx, 250*time.Millisecond); err != nil {
			return err
		}
	}
}
