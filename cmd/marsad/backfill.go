package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"github.com/marsad-news/marsad/cmd/marsad/app"
	"github.com/marsad-news/marsad/fetcher"
	"github.com/marsad-news/marsad/fetcher/probe"
	"github.com/marsad-news/marsad/fetcher/warc"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/config"
)

// runBackfill brings in what is older than the sources' doors show.
func runBackfill(ctx context.Context, args []string, std stdio) error {
	fs := flags("backfill", std)
	s := addSettings(fs)
	source := fs.String("source", "", "source of everything; without it each address goes to the source that has its host")
	from := fs.String("from", "", "only what was published or visited from then on, where a sitemap or archive says when")
	to := fs.String("to", "", "only up to then, included")
	match := fs.String("match", "", "only addresses that contain this regular expression")
	state := fs.String("state", "", "file that holds how far it came; one of its own below data_dir without it")
	again := fs.Bool("again", false, "begin anew, whatever the state says")
	dry := fs.Bool("dry-run", false, "print what would be fetched or sent, and do no more than read sitemaps")
	inputs, err := parse(fs, args)
	if err != nil {
		return err
	}
	if len(inputs) == 0 {
		return usage("backfill wants sitemaps (URLs), WARC files, lists of addresses (files, or - for standard input)")
	}
	cfg, err := s.load()
	if err != nil {
		return err
	}
	b := &backfill{std: std, cfg: cfg, dry: *dry, source: *source, owner: ownerOf(cfg), choosers: map[string]*fetcher.Chooser{}}
	if b.filter, err = slice(*from, *to, nil, "", time.Now()); err != nil {
		return err
	}
	if b.match, err = regexp.Compile(*match); err != nil {
		return usage("match: %v", err)
	}
	if err := b.choose(); err != nil {
		return err
	}
	if b.name = backfillName(append(inputs, *source, *from, *to, *match)); *state == "" {
		*state = cfg.Path(filepath.Join("backfill", b.name+".json"))
	}
	if b.state, err = loadState(*state, *again || *dry); err != nil {
		return err
	}
	defer func() {
		if b.bus != nil {
			_ = b.bus.Close() // it has flushed each address
		}
	}()
	if err := b.reach(ctx); err != nil {
		return err
	}
	defer func() {
		if b.web != nil {
			b.web.Close()
		}
	}()
	return b.run(ctx, inputs)
}

// reach connects to the fetchers: they ask for sitemaps, by the clocks of the
// hosts, and are who is handed addresses. A dry run can do without.
func (b *backfill) reach(ctx context.Context) error {
	err := errNoBroker
	if b.cfg.NATS.URL != "" {
		err = b.connect(ctx)
	}
	switch {
	case err == nil:
		return nil
	case b.dry:
		fmt.Fprintf(b.std.err, "sitemaps are asked for by a clock of its own: %v\n", err)
		b.queue = nil
		return nil
	case errors.Is(err, errNoBroker):
		return usage("backfill hands over to running fetchers: give --nats URL or nats.url (of an embedded broker: nats.listen), or --dry-run")
	}
	return err
}

var errNoBroker = errors.New("there is no --nats URL and no nats.url")

// dryPatience is how long a dry run waits for the broker.
const dryPatience = 5 * time.Second

func (b *backfill) connect(ctx context.Context) (err error) {
	if b.dry {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, dryPatience)
		defer cancel()
	}
	if b.bus, err = dial(ctx, b.cfg, slog.New(slog.DiscardHandler)); err != nil {
		return err
	}
	b.queue, err = fetcher.NewBackfill(ctx, b.bus, b.cfg.Fetcher.Parts)
	return err
}

// backfillName tells runs of different inputs apart.
func backfillName(parts []string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return "backfill-" + hex.EncodeToString(sum[:6])
}

// backfill is one run of the command.
type backfill struct {
	std      stdio
	cfg      config.Config
	name     string
	dry      bool
	source   string
	owner    func(url string) string
	choosers map[string]*fetcher.Chooser // by source
	filter   warc.Filter
	match    *regexp.Regexp
	state    *progressState
	bus      *bus.Bus
	queue    *fetcher.Backfill
	web      *probe.Client
	bar      *progress

	queued, pages, nobodys, unwanted, unfit, broken int
}

// choose prepares the patterns of the sources.
func (b *backfill) choose() error {
	for _, s := range app.Sources(b.cfg.Sources) {
		c, err := fetcher.NewChooser(&s)
		if err != nil {
			return fmt.Errorf("%w: %w", errConfig, err)
		}
		b.choosers[s.ID] = c
	}
	if b.source != "" && b.choosers[b.source] == nil {
		return usage("there is no source %q", b.source)
	}
	return nil
}

func (b *backfill) run(ctx context.Context, inputs []string) error {
	b.bar = newProgress(b.std.err, "addresses", 0)
	var failed []error
	for _, in := range inputs {
		if b.state.Inputs[in].Done {
			b.bar.say("%s: done before; --again begins anew", in)
			continue
		}
		err := b.input(ctx, in)
		if err == nil {
			b.state.at(in, inputState{Done: true})
		} else if ctx.Err() == nil {
			failed = append(failed, fmt.Errorf("%s: %w", in, err))
		}
		if serr := b.save(true); serr != nil {
			return serr
		}
		if ctx.Err() != nil {
			break
		}
	}
	b.bar.clear()
	fmt.Fprintf(b.std.err, "%s: %d addresses %s, %d pages %s; left out: %d of no source, %d that the source does not want or out of the range, %d no pages, %d unreadable\n",
		b.name, b.queued, b.word("queued"), b.pages, b.word("sent"), b.nobodys, b.unwanted, b.unfit, b.broken)
	if ctx.Err() != nil {
		fmt.Fprintln(b.std.err, "stopped; the same command goes on from here")
		return ctx.Err()
	}
	if len(failed) > 0 {
		return fmt.Errorf("%w: %w", errSome, errors.Join(failed...))
	}
	return nil
}

func (b *backfill) word(done string) string {
	if b.dry {
		return "would be " + done
	}
	return done
}

// input tells the kinds of inputs apart by their names.
func (b *backfill) input(ctx context.Context, in string) error {
	switch {
	case strings.HasPrefix(in, "http://") || strings.HasPrefix(in, "https://"):
		return b.sitemaps(ctx, in)
	case strings.HasSuffix(in, ".warc") || strings.HasSuffix(in, ".warc.gz"):
		return b.warc(ctx, in)
	default:
		return b.list(ctx, in)
	}
}

// take queues one address, if a source wants it.
func (b *backfill) take(ctx context.Context, address, title, published string) error {
	id := b.sourceOf(address)
	c := b.choosers[id]
	if c == nil {
		b.nobodys++
		return nil
	}
	u, ok := c.Take(address)
	if !ok || !b.match.MatchString(u) {
		b.unwanted++
		return nil
	}
	b.queued++
	b.bar.set(int64(b.queued), id)
	if b.dry {
		fmt.Fprintf(b.std.out, "%s\t%s\t%s\n", id, u, published)
		return nil
	}
	return b.queue.Push(ctx, id, u, title, published)
}

func (b *backfill) sourceOf(address string) string {
	if b.source != "" {
		return b.source
	}
	return b.owner(address)
}

// when says whether a time is in the range; one that is not known is.
func (b *backfill) when(t time.Time) bool {
	return t.IsZero() || b.filter.Takes(&warc.Entry{Time: t})
}

// progressState is how far a backfill came. It is kept in a file; repeating a
// little does no harm, so it is not written for each address.
type progressState struct {
	path   string
	saved  time.Time
	Inputs map[string]inputState `json:"inputs"`
	Maps   map[string]bool       `json:"maps"` // sitemaps read
}

type inputState struct {
	Done   bool  `json:"done,omitempty"`
	Offset int64 `json:"offset,omitempty"` // lines of a list, bytes of a WARC file
}

func (s *progressState) at(in string, i inputState) { s.Inputs[in] = i }

func loadState(path string, empty bool) (*progressState, error) {
	s := &progressState{path: path, Inputs: map[string]inputState{}, Maps: map[string]bool{}, saved: time.Now()}
	if empty {
		return s, nil
	}
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return s, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read state: %w", err)
	}
	if err := json.Unmarshal(data, s); err != nil {
		return nil, fmt.Errorf("read state %s: %w; --again begins anew", path, err)
	}
	return s, nil
}

// save writes the state every few seconds, or now.
func (b *backfill) save(now bool) error {
	s := b.state
	if b.dry || !now && time.Since(s.saved) < 2*time.Second {
		return nil
	}
	s.saved = time.Now()
	data, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return fmt.Errorf("write state: %w", err)
	}
	if err := os.MkdirAll(filepath.Dir(s.path), 0o750); err != nil {
		return fmt.Errorf("write state: %w", err)
	}
	if err := os.WriteFile(s.path+".tmp", data, 0o600); err != nil {
		return fmt.Errorf("write state: %w", err)
	}
	return os.Rename(s.path+".tmp", s.path)
}
