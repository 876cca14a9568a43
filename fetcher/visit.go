package fetcher

import (
	"context"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/frontier"
	"github.com/marsad-news/marsad/fetcher/link"
	"github.com/marsad-news/marsad/fetcher/polite"
	"github.com/marsad-news/marsad/fetcher/robots"
	"github.com/marsad-news/marsad/fetcher/safehttp"
	"github.com/marsad-news/marsad/internal/bus"
)

// The media types that an article may come as.
var articleTypes = []string{"text/html", "application/xhtml+xml", "text/plain"}

const acceptArticle = "text/html, application/xhtml+xml;q=0.9, */*;q=0.1"

// visit makes one request for an item, with what that brings along, and says
// how it ended.
func (w *Worker) visit(ctx context.Context, p *part, it frontier.Item) frontier.Result {
	if it.Kind != "" {
		if strings.HasPrefix(it.FoundBy, askMark) {
			return w.ask(ctx, p, it)
		}
		return w.poll(ctx, it)
	}
	s := w.site(it.Source)
	rule := ""
	res, err := w.get(ctx, it.Source, safehttp.Request{
		URL: it.URL, Accept: acceptArticle, Language: s.Lang, Types: articleTypes, Ports: s.Ports, AnyCert: s.AnyCert,
		Validators: safehttp.Validators{ETag: it.ETag, Modified: it.Modified}, Before: w.hop(s, &rule),
	})
	if r, ok := w.putOff(it, res, err); ok {
		return r
	}
	v := judge(res, err)
	if v.is == Unchanged {
		w.archiveSame(&it, res)
	}
	if errors.Is(err, errForeign) {
		v = w.handOver(s, &it, res)
	}
	if v.is == Published {
		v = w.accept(ctx, p, s, &it, res, rule)
	}
	if v.is == Gone && it.State == Published.number() {
		if err := w.tellGone(ctx, &it, res); err != nil {
			v = verdict{is: Retried, again: time.Minute, noted: "broker"}
		}
	}
	r := w.settle(s, &it, res, v)
	res.Free()
	return r
}

// hop is asked before each request of a chain: robots.txt first, then the
// host's clock. The rule that decided is written to rule, unless that is nil.
func (w *Worker) hop(s *site, rule *string) func(context.Context, *url.URL) (func(safehttp.Hop), error) {
	hops := 0
	return func(ctx context.Context, u *url.URL) (func(safehttp.Hop), error) {
		if w.mine(link.Host(origin(u))) == nil {
			return nil, errForeign
		}
		d, err := w.permit(ctx, s, u)
		if err != nil {
			return nil, ours(err)
		}
		if rule != nil {
			*rule = describe(d)
		}
		hops++
		after, err := w.turn(ctx, u, hops > 1)
		return after, ours(err)
	}
}

// robotsRule is the header of a page that says by which rule of robots.txt it
// was asked for.
const robotsRule = "Marsad-Robots"

// describe says what decided: "Allow: /news (line 7, group *)", or why no rule
// did.
func describe(d robots.Decision) string {
	if d.Rule == "" {
		return string(d.Reason)
	}
	return fmt.Sprintf("%s (line %d, group %s)", d.Rule, d.Line, d.Group)
}

// ownError is trouble of our own: a table that cannot be read, a broker that
// is away. It says nothing about the host.
type ownError struct{ err error }

func (e *ownError) Error() string { return e.err.Error() }
func (e *ownError) Unwrap() error { return e.err }

// ours tells our own trouble from what a host or its rules say.
func ours(err error) error {
	var blocked *polite.BlockedError
	var no *robotsError
	var web *safehttp.Error
	if err == nil || errors.As(err, &blocked) || errors.As(err, &no) || errors.As(err, &web) || errors.Is(err, errForeign) || errors.Is(err, errLeaseLost) {
		return err
	}
	return &ownError{err}
}

// ownPause is how long work rests after trouble of our own.
const ownPause = 5 * time.Second

// putOff gives an item back that no request was made for.
func (w *Worker) putOff(it frontier.Item, res *safehttp.Response, err error) (frontier.Result, bool) {
	var b *polite.BlockedError
	var own *ownError
	switch {
	case errors.As(err, &own):
		w.log.Warn("visit put off", "url", it.URL, "err", err)
		return frontier.Result{Next: time.Now().Add(ownPause)}, true
	case errors.As(err, &b):
		if b.Cause != "" {
			w.count(it.Source, Postponed, false, false)
		}
		ready := b.Until
		if b.Host != it.Host { // a host further down the chain: ours is free
			ready = time.Time{}
		}
		return frontier.Result{State: 0, Next: b.Until, HostReady: ready}, true
	case errors.Is(err, errForeign) && (res == nil || len(res.Hops) == 0): // the part is being given up
		return frontier.Result{Next: time.Now()}, true
	case errors.Is(err, errLeaseLost), safehttp.ReasonOf(err) == safehttp.Cancelled && err != nil:
		return frontier.Result{Next: time.Now()}, true
	}
	return frontier.Result{}, false
}

// handOver sends an address on that leads to a host of another fetcher.
func (w *Worker) handOver(s *site, it *frontier.Item, res *safehttp.Response) verdict {
	_, err := w.discover(s, discovery{
		by: it.FoundBy, door: doorBit(it.FoundBy), url: res.Hops[len(res.Hops)-1].Location, title: it.Title, published: it.Published, found: it.Found, class: it.Class,
	})
	if err != nil && !link.Bad(err) && !errors.Is(err, errNotOurs) {
		return verdict{is: Retried, again: 10 * time.Second, noted: "broker"}
	}
	return verdict{is: Redirected, noted: "other_part"}
}

// accept looks at a page that came and hands it on.
func (w *Worker) accept(ctx context.Context, p *part, s *site, it *frontier.Item, res *safehttp.Response, rule string) verdict {
	if why := challenge(res); why != "" {
		return verdict{is: Blocked, grade: 1, noted: "challenge"}
	}
	index, archive := directives(res)
	if !index {
		return verdict{is: NoIndex, grade: 0, noted: "noindex"}
	}
	page := newPage(it, res)
	page.Header[robotsRule] = rule
	if body := bodyMark(page.Hash); it.Body != 0 && body == it.Body {
		if archive {
			w.archive(it, res, page)
		}
		return verdict{is: Unchanged}
	}
	final, moved := w.elsewhere(s, it, res)
	if moved && it.Visit == 0 {
		known, err := p.f.Known(final)
		if err != nil {
			return verdict{is: Retried, again: time.Minute, noted: "frontier"}
		}
		if known {
			return verdict{is: Duplicate}
		}
	}
	if archive {
		w.archive(it, res, page)
	}
	if !fits(page) {
		return verdict{is: TooLarge, grade: 1, noted: "message"}
	}
	if err := p.publish(ctx, page); err != nil {
		w.log.Warn("page not handed on, trying again", "url", it.URL, "err", err)
		again := time.Minute
		if errors.Is(err, bus.ErrFull) {
			again = 10 * time.Second
		}
		return verdict{is: Retried, again: again, noted: "broker"}
	}
	if moved {
		w.alias(it, final)
	}
	return verdict{is: Published, body: bodyMark(page.Hash)}
}

// alias makes the address at which a page was found in the end known, so that
// it is not fetched again under that one.
func (w *Worker) alias(it *frontier.Item, final string) {
	other := *it
	other.URL, other.Host = final, link.Host(final)
	p := w.mine(other.Host)
	if p == nil {
		return // in the other part it may be fetched once more; its article has one id
	}
	if err := p.f.Settled(other, Duplicate.number()); err != nil {
		w.log.Warn("other address of a page not noted", "url", final, "err", err)
	}
	p.marks.add(p.f.MarkOf(final, Duplicate.number()))
}

// elsewhere is the normal address at which a page was found in the end, if it
// is another page's.
func (w *Worker) elsewhere(s *site, it *frontier.Item, res *safehttp.Response) (string, bool) {
	if res.Final == it.URL {
		return "", false
	}
	final, err := s.rules.Normalise(nil, res.Final)
	if err != nil || link.Key(final) == link.Key(it.URL) {
		return "", false
	}
	return final, true
}

func bodyMark(hash string) uint64 {
	b, err := hex.DecodeString(hash[:16])
	if err != nil {
		return 0
	}
	return binary.BigEndian.Uint64(b) | 1
}

func (w *Worker) tellGone(ctx context.Context, it *frontier.Item, res *safehttp.Response) error {
	return w.deps.Pages.Publish(ctx, &event.Page{
		ID: event.PageID(it.URL, "gone"), URL: it.URL, Source: it.Source, Status: res.Status, FetchedAt: time.Now().UTC(),
		FoundAt: it.Found, FoundBy: it.FoundBy, Gone: true,
	})
}

// settle turns a verdict into what the frontier keeps, and counts it.
func (w *Worker) settle(s *site, it *frontier.Item, res *safehttp.Response, v verdict) frontier.Result {
	now := time.Now()
	r := frontier.Result{HostReady: w.gate.Ready(it.Host)}
	if v.is == Retried {
		switch n := it.Tries; {
		case v.again > 0 && v.noted == "broker": // our trouble, not the page's
			r.Next = now.Add(v.again)
		case n < len(w.cfg.Tries):
			r.Failed, r.Next = true, now.Add(max(v.again, w.cfg.Tries[n]))
		default:
			v.is = Failed
		}
	}
	ok := v.is == Published || v.is == Unchanged
	switch {
	case v.is == Retried:
	case v.is == Unchanged:
		r.State = it.State
	case v.is == Failed && it.State != 0:
		r.State = it.State // it was had before: what we know stays true
	default:
		r.State = v.is.number()
	}
	if ok {
		r.ETag, r.Modified = res.Header.Get("Etag"), res.Header.Get("Last-Modified")
		r.Body = v.body
		r.Next = w.nextVisit(it, now)
	}
	w.note(s, it, v, now)
	w.count(it.Source, v.is, ok, v.is == Published && it.Visit == 0)
	if v.is != Published && v.is != Unchanged {
		w.log.Debug("visit", "url", it.URL, "source", it.Source, "is", string(v.is), "cause", v.noted, "visit", it.Visit, "try", it.Tries)
	}
	return r
}

// nextVisit is when an article is looked at again; zero when that was the last
// time.
func (w *Worker) nextVisit(it *frontier.Item, now time.Time) time.Time {
	if it.Class == frontier.Backfill || it.Visit >= len(w.cfg.Revisits) {
		return time.Time{}
	}
	age := w.cfg.Revisits[it.Visit]
	if it.Visit > 0 {
		age -= w.cfg.Revisits[it.Visit-1]
	}
	return now.Add(age)
}

func (w *Worker) count(source string, d Disposition, ok, fresh bool) {
	if w.deps.Counts != nil {
		w.deps.Counts.Fetched(source, string(d), ok, fresh)
	}
}

// inbox takes a job that somebody else put on the queue: a backfill, an
// address found by the fetcher of another part, a poll asked for by hand.
func (w *Worker) inbox(ctx context.Context, j event.Job) error {
	if strings.HasPrefix(j.FoundBy, askMark) {
		if err := w.question(ctx, j); err != nil {
			return bus.RetryAfter(ownPause, err)
		}
		return nil
	}
	if j.Kind != "" && j.Kind != event.JobArticle {
		if err := w.doors.hurry(ctx, j); err != nil {
			return bus.RetryAfter(ownPause, err)
		}
		return nil
	}
	s := w.site(j.Source)
	_, err := w.discover(s, firstLook(j))
	if err == nil || link.Bad(err) || errors.Is(err, errNotOurs) {
		return nil
	}
	// Foreign: the part is changing hands. To put the job on its queue again
	// would be refused as outstanding, and acknowledging it would lose it.
	return bus.RetryAfter(2*ownPause, err)
}
