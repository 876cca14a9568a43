package fetcher

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/frontier"
	"github.com/marsad-news/marsad/fetcher/link"
	"github.com/marsad-news/marsad/fetcher/safehttp"
	"github.com/marsad-news/marsad/fetcher/sitemap"
	"github.com/marsad-news/marsad/fetcher/warc"
	"github.com/marsad-news/marsad/internal/bus"
)

// A backfill reads sitemaps of hosts that fetchers are asking for news. There
// is one clock for each host, and it is the fetchers': so the backfill asks
// them for the document. The question is a job, behind all news of the host;
// the answer lies in a table for an hour.

// askMark stands before the token of a question in the job's FoundBy.
const askMark = "asked\x00"

// answerHead says how a question ended. The body is in so many rows beside it.
type answerHead struct {
	Status   int    `json:"status,omitempty"`
	Final    string `json:"final,omitempty"`
	Location string `json:"location,omitempty"` // on a host of another fetcher: to be asked for there
	Rows     int    `json:"rows,omitempty"`
	Error    string `json:"error,omitempty"`
}

// answerRow is the most that one row holds, in bytes: what a message may have,
// less some room.
const answerRow = 768 << 10

func answerKey(token string, row int) string { return fmt.Sprintf("%s|%d", token, row) }

// question takes a question in: it waits at its host behind all news.
func (w *Worker) question(ctx context.Context, j event.Job) error {
	token := strings.TrimPrefix(j.FoundBy, askMark)
	u, err := w.site(j.Source).rules.Normalise(nil, j.URL)
	if err != nil {
		return w.reply(ctx, token, answerHead{Error: err.Error()}, nil)
	}
	p := w.mine(link.Host(u))
	if p == nil {
		return errForeign
	}
	p.f.Poll(frontier.Item{URL: u, Host: link.Host(u), Source: j.Source, Kind: string(j.Kind), FoundBy: j.FoundBy, Class: frontier.Backfill, Due: time.Now(), Found: j.Found})
	p.wake()
	return nil
}

// ask asks for the document of a question and answers it.
func (w *Worker) ask(ctx context.Context, p *part, it frontier.Item) frontier.Result {
	s := w.site(it.Source)
	res, err := w.get(ctx, it.Source, safehttp.Request{URL: it.URL, Types: sitemapTypes, MaxBody: sitemap.MaxBytes, Ports: s.Ports, AnyCert: s.AnyCert, Before: w.hop(s, nil)})
	if r, ok := w.putOff(it, res, err); ok {
		p.f.Poll(it) // it is on no disk: whoever asks comes again if we die
		return r
	}
	h := answerHead{Status: res.Status, Final: res.Final}
	switch {
	case errors.Is(err, errForeign) && len(res.Hops) > 0:
		h.Location = res.Hops[len(res.Hops)-1].Location
	case err != nil:
		h.Error = err.Error()
	case res.Status == 200:
		kind := warc.Sitemap
		if strings.HasSuffix(it.URL, "/robots.txt") {
			kind = warc.Robots
		}
		w.archiveBeside(res, kind, it.Source)
	}
	v := judge(res, err)
	w.count(it.Source, v.is, v.grade == 0, false)
	w.ledger.ended(s.ID, v, time.Now())
	if err := w.reply(ctx, strings.TrimPrefix(it.FoundBy, askMark), h, res.Body); err != nil {
		w.log.Warn("question not answered", "url", it.URL, "err", err)
	}
	return frontier.Result{HostReady: w.gate.Ready(it.Host)}
}

// reply writes the rows of the body, then the head that says how many.
func (w *Worker) reply(ctx context.Context, token string, h answerHead, body []byte) error {
	if h.Error == "" && h.Status == 200 {
		for z := pack(body); len(z) > 0; h.Rows++ {
			n := min(len(z), answerRow)
			if _, err := w.deps.Answers.Put(ctx, answerKey(token, h.Rows+1), z[:n], 0); err != nil && !isConflict(err) {
				return fmt.Errorf("write answer: %w", err)
			}
			z = z[n:]
		}
	}
	data, err := json.Marshal(h)
	if err != nil {
		return fmt.Errorf("encode answer: %w", err)
	}
	if _, err := w.deps.Answers.Put(ctx, answerKey(token, 0), data, 0); err != nil && !isConflict(err) {
		return fmt.Errorf("write answer: %w", err)
	}
	return nil
}

// Document is what the fetchers brought for a backfill.
type Document struct {
	Final  string
	Status int
	Body   []byte
}

// How often an answer is looked for, and after how long the question is put
// again: its fetcher may have died with it.
const (
	lookEvery = 200 * time.Millisecond
	askAgain  = 5 * time.Minute
	askHops   = 5 // redirects from fetcher to fetcher
)

// Fetch has the fetchers ask for a document when its host's clock and all news
// of the host allow. It waits as long as that takes and tells of it.
func (f *Backfill) Fetch(ctx context.Context, source, address string, tell func(format string, args ...any)) (Document, error) {
	for range askHops {
		h, body, err := f.fetch(ctx, source, address, tell)
		switch {
		case err != nil:
			return Document{}, err
		case h.Error != "":
			return Document{}, errors.New(h.Error)
		case h.Location == "":
			return Document{Final: h.Final, Status: h.Status, Body: body}, nil
		}
		address = h.Location
	}
	return Document{}, fmt.Errorf("get %s: over %d redirects", address, askHops)
}

func (f *Backfill) fetch(ctx context.Context, source, address string, tell func(string, ...any)) (answerHead, []byte, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return answerHead{}, nil, fmt.Errorf("%q is no address", address)
	}
	host := link.Host(address)
	for {
		token := randomToken()
		j := event.Job{URL: address, Source: source, Kind: event.JobSitemap, Priority: int(frontier.Backfill), Due: time.Now(), Found: time.Now(), FoundBy: askMark + token}
		if err := f.jobs.Push(ctx, PartOf(host, f.parts), host, j); err != nil && !errors.Is(err, bus.ErrOutstanding) && !errors.Is(err, bus.ErrFull) {
			return answerHead{}, nil, fmt.Errorf("ask for %s: %w", address, err)
		} else if err != nil {
			if err := rest(ctx, time.Second); err != nil { // its job is on the queue already
				return answerHead{}, nil, err
			}
			continue
		}
		h, body, err := f.answerTo(ctx, token, address, tell)
		if err != nil || h != nil {
			if h == nil {
				h = &answerHead{}
			}
			return *h, body, err
		}
	}
}

// answerTo waits for the answer to one question; nil when none came in time.
func (f *Backfill) answerTo(ctx context.Context, token, address string, tell func(string, ...any)) (*answerHead, []byte, error) {
	told := false
	for start := time.Now(); time.Since(start) < askAgain; {
		data, rev, err := f.answers.Get(ctx, answerKey(token, 0))
		if err != nil {
			return nil, nil, fmt.Errorf("read answer: %w", err)
		}
		if rev != 0 {
			var h answerHead
			if err := json.Unmarshal(data, &h); err != nil {
				return nil, nil, fmt.Errorf("read answer: %w", err)
			}
			body, err := f.collect(ctx, token, h.Rows)
			_ = f.answers.Delete(ctx, answerKey(token, 0), rev) // it ends by itself in an hour
			return &h, body, err
		}
		if !told && time.Since(start) > 15*time.Second {
			told = true
			tell("waiting for the turn of %s: its news goes first, or no fetcher runs", address)
		}
		if err := rest(ctx, lookEvery); err != nil {
			return nil, nil, err
		}
	}
	return nil, nil, nil
}

func (f *Backfill) collect(ctx context.Context, token string, rows int) ([]byte, error) {
	var z []byte
	for i := range rows {
		row, rev, err := f.answers.Get(ctx, answerKey(token, i+1))
		if err != nil || rev == 0 {
			return nil, fmt.Errorf("read answer: row %d of %d: %w", i+1, rows, errors.Join(err, errGone))
		}
		z = append(z, row...)
		_ = f.answers.Delete(ctx, answerKey(token, i+1), rev) // as above
	}
	if rows == 0 {
		return nil, nil
	}
	return safehttp.Gunzip(z, sitemap.MaxBytes)
}

var errGone = errors.New("it is not there any more")
