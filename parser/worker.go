package parser

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/bus"
	"github.com/marsad-news/marsad/internal/telemetry"
	"github.com/marsad-news/marsad/parser/drift"
	"github.com/marsad-news/marsad/parser/repeat"
)

// The reasons why a page is parked: the closed set of a label.
const (
	reasonUndecodable = "undecodable"
	reasonCorrupt     = "corrupt_body"
	reasonDrifted     = "drifted"
)

// ParkReasons and DiscardReasons are the closed sets for the stage's metrics.
var (
	ParkReasons    = []string{reasonCorrupt, reasonDrifted}
	DiscardReasons = []string{"unchanged", "superseded", "listing", "error", "challenge", "paywall", "video", "empty", "binary"}
)

// maxBody is the most a compressed body may swell to, in bytes: ten times what
// the fetcher lets through by default, so that a bomb on the wire ends here.
const maxBody = 50 << 20

// revisionsTTL is how long an article's last text is remembered after its last
// visit: the last re-visit comes after seven days.
const revisionsTTL = 45 * 24 * time.Hour

// A Worker takes pages, parses them and publishes articles.
type Worker struct {
	parser    *Parser
	bus       *bus.Bus
	stage     *telemetry.Stage
	counts    *telemetry.Pipeline
	workers   int
	log       *slog.Logger
	revisions *bus.KV
	sites     *sites
	drifts    *drifts
}

// NewWorker returns a worker that parses on so many goroutines.
func NewWorker(ctx context.Context, p *Parser, b *bus.Bus, stage *telemetry.Stage, counts *telemetry.Pipeline, workers int, log *slog.Logger) (*Worker, error) {
	kv, err := b.KV(ctx, "revisions", revisionsTTL)
	if err != nil {
		return nil, err
	}
	sites, err := openSites(ctx, b)
	if err != nil {
		return nil, err
	}
	drifts, err := openDrifts(ctx, b)
	if err != nil {
		return nil, err
	}
	return &Worker{p, b, stage, counts, workers, log, kv, sites, drifts}, nil
}

// Run works until ctx ends.
func (w *Worker) Run(ctx context.Context) error {
	defer w.sites.close(w.log)
	return w.bus.Consume(ctx, bus.Consumer{
		Stream: bus.Pages, Durable: "parser", Workers: w.workers, Observe: w.stage,
	}, w.handle)
}

func (w *Worker) handle(ctx context.Context, m bus.Message) error {
	var page event.Page
	if err := json.Unmarshal(m.Data, &page); err != nil {
		return bus.Permanent(reasonUndecodable, err)
	}
	if page.Gone {
		return w.publish(ctx, &page, event.Article{ID: event.ArticleID(page.URL), URL: page.URL, Op: event.Retracted, Source: page.Source})
	}
	body, err := inflate(&page)
	if err != nil {
		return bus.Permanent(reasonCorrupt, err)
	}
	res, verdict, err := w.parse(ctx, &page, body)
	if err != nil {
		return err
	}
	if res.Article == nil {
		w.stage.Discard(res.NotArticle)
		return nil
	}
	if verdict.Drifted && page.Replay == "" {
		return bus.Permanent(reasonDrifted, errors.New(verdict.Why))
	}
	res.Article.Drifted = verdict.Drifted
	return w.publish(ctx, &page, *res.Article)
}

// parse reads a page with what is known of its site, and adds it to that.
func (w *Worker) parse(ctx context.Context, page *event.Page, body []byte) (Result, drift.Verdict, error) {
	host := hostOf(address(page))
	memory, err := w.sites.of(ctx, host)
	if err != nil {
		return Result{}, drift.Verdict{}, err
	}
	res := w.parser.HTML(Input{
		URL: address(page), Source: page.Source, ContentType: page.Header["Content-Type"],
		Published: page.Published, Title: page.Title, Body: body, FetchedAt: page.FetchedAt, Repeats: memory.repeats,
	})
	sample := res.Sample()
	v, err := memory.add(ctx, w.sites.table, host, seen{repeat.ID(address(page)), res.Trace.Hashes, sample})
	w.counts.Parsed(page.Source, sample.Kept, sample.Links, sample.Length, sample.Dated, v.Drifted)
	if err := w.drifts.tell(ctx, page, host, v, res.Article != nil, time.Now()); err != nil {
		w.log.Warn("state of a site is not told", "source", page.Source, "host", host, "err", err)
	}
	return res, v, err
}

// address is where the page was found in the end.
func address(p *event.Page) string {
	if p.FinalURL != "" {
		return p.FinalURL
	}
	return p.URL
}

// inflate returns the body of a page as it was fetched.
func inflate(p *event.Page) ([]byte, error) {
	if p.Encoding == "" {
		return p.Body, nil
	}
	if p.Encoding != "gzip" {
		return nil, fmt.Errorf("body is encoded as %q", p.Encoding)
	}
	z, err := gzip.NewReader(bytes.NewReader(p.Body))
	if err != nil {
		return nil, fmt.Errorf("open body: %w", err)
	}
	b, err := io.ReadAll(io.LimitReader(z, maxBody+1))
	if err != nil {
		return nil, fmt.Errorf("inflate body: %w", err)
	}
	if len(b) > maxBody {
		return nil, fmt.Errorf("body swells to more than %d bytes", maxBody)
	}
	return b, nil
}

// revision is what is remembered of an article between visits.
type revision struct {
	N      int       `json:"n"`
	Hash   string    `json:"hash"`
	Source string    `json:"source"`
	Lang   string    `json:"lang"`
	At     time.Time `json:"at,omitzero"` // the visit that brought it
}

// slack is how much two stamps of one visit may differ: archives keep
// microseconds at best, those of others seconds.
const slack = time.Second

// publish gives the article its revision and hands it on, unless its text is
// the one that was handed on last. The revision is remembered only after the
// article is on the stream: a crash in between repeats the same revision.
func (w *Worker) publish(ctx context.Context, page *event.Page, a event.Article) error {
	last, rev, err := w.last(ctx, a.ID)
	if err != nil {
		return err
	}
	next := revision{N: last.N + 1, Hash: contentHash(&a), Source: a.Source, Lang: a.Lang, At: page.FetchedAt}
	if last.Hash != next.Hash && page.FetchedAt.Add(slack).Before(last.At) {
		w.stage.Discard("superseded") // out of an archive: a later visit is known
		return nil
	}
	if a.Op == event.Retracted {
		if last.N == 0 || last.Hash == next.Hash {
			w.stage.Discard("unchanged") // nobody heard of it, or it is gone already
			return nil
		}
		a.Lang, next.Lang = last.Lang, last.Lang
	} else if last.Hash == next.Hash {
		if page.Replay == "" {
			w.stage.Discard("unchanged")
			return nil
		}
		next.N = last.N // read anew on request, not changed
	}
	a.Page, a.Revision, a.FetchedAt, a.FoundAt, a.Replay = page.ID, next.N, page.FetchedAt, page.FoundAt, page.Replay
	if a.Op == "" {
		a.Op = event.Created
		if last.N > 0 {
			a.Op = event.Updated
		}
	}
	id := fmt.Sprintf("article|%s|%d|%s|%s", a.ID, a.Revision, next.Hash, a.Replay)
	if err := w.bus.Publish(ctx, w.bus.Subjects.Article(a.Lang, a.Source), id, &a); err != nil {
		return err
	}
	return w.remember(ctx, a.ID, next, rev)
}

func (w *Worker) last(ctx context.Context, id string) (revision, uint64, error) {
	var last revision
	data, rev, err := w.revisions.Get(ctx, id)
	if err != nil || rev == 0 {
		return last, rev, err
	}
	if err := json.Unmarshal(data, &last); err != nil {
		return last, rev, fmt.Errorf("decode revision of %s: %w", id, err)
	}
	return last, rev, nil
}

// remember stores the revision. Another worker may have handed on another text
// of the same article meanwhile: then this page is tried again and becomes the
// revision after that.
func (w *Worker) remember(ctx context.Context, id string, next revision, rev uint64) error {
	data, err := json.Marshal(next)
	if err != nil {
		return fmt.Errorf("encode revision: %w", err)
	}
	if _, err := w.revisions.Put(ctx, id, data, rev); err != nil {
		return fmt.Errorf("remember revision of %s: %w", id, err)
	}
	return nil
}

// contentHash tells whether a reader would see another article: title, text
// and embedded texts, not the boilerplate around them.
func contentHash(a *event.Article) string {
	b := []byte(string(a.Op) + "\x00" + a.Title + "\x00" + a.Text)
	for _, e := range a.Embedded {
		b = append(append(b, 0), contentHash(&e)...)
	}
	return event.BodyHash(b)
}
