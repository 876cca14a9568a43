package fetcher

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/frontier"
	"github.com/marsad-news/marsad/fetcher/robots"
	"github.com/marsad-news/marsad/fetcher/safehttp"
	"github.com/marsad-news/marsad/fetcher/warc"
)

// Archiver keeps exchanges beside the stream; [warc.Keep] is one.
type Archiver interface {
	// Keep stores the exchange that brought a page and says where, as
	// "file:offset". Where is empty for an answer that nothing changed in a
	// page that is not kept.
	Keep(res *safehttp.Response, page *event.Page) (where string, err error)
	// KeepBeside stores an exchange that brings no page.
	KeepBeside(res *safehttp.Response, kind warc.Kind, source string) error
}

// get asks for a document, counts what goes wrong and keeps the redirects on
// the way to it.
func (w *Worker) get(ctx context.Context, source string, r safehttp.Request) (*safehttp.Response, error) {
	res, err := w.client.Get(ctx, r)
	w.metrics.failed(err)
	if w.cfg.Archive == nil || res == nil {
		return res, err
	}
	for i := range res.Hops {
		if h := &res.Hops[i]; h.Location != "" {
			w.archiveBeside(h.Answer(res), warc.Redirect, source)
		}
	}
	return res, err
}

// doorKinds are the archive's names for what polls bring.
var doorKinds = map[event.JobKind]warc.Kind{event.JobFeed: warc.Feed, event.JobSitemap: warc.Sitemap, event.JobFront: warc.Front}

// archiveDoor keeps what a poll brought. Of errors nothing is kept: the ledger
// has their cause.
func (w *Worker) archiveDoor(d *door, res *safehttp.Response, err error) {
	if err == nil && (res.Status == http.StatusOK || res.Status == http.StatusNotModified) {
		w.archiveBeside(res, doorKinds[d.st.Kind], d.st.Source)
	}
}

// archiveBeside keeps an exchange that brings no page, unless its publisher
// wants it in no archive.
func (w *Worker) archiveBeside(res *safehttp.Response, kind warc.Kind, source string) {
	if w.cfg.Archive == nil {
		return
	}
	d := robots.Directives{}
	for _, v := range res.Header.Values("X-Robots-Tag") {
		d.Header(v, productToken)
	}
	if kind == warc.Front {
		d.Page(res.Body, productToken)
	}
	if d.NoArchive {
		return
	}
	if err := w.cfg.Archive.KeepBeside(res, kind, source); err != nil {
		w.log.Error("answer not archived", "url", res.Final, "kind", string(kind), "err", err)
	}
}

func (w *Worker) archive(it *frontier.Item, res *safehttp.Response, page *event.Page) {
	if w.cfg.Archive == nil || res.Status != http.StatusOK && res.Status != http.StatusNotModified {
		return
	}
	where, err := w.cfg.Archive.Keep(res, page)
	if err != nil {
		w.log.Error("page not archived", "url", it.URL, "err", err)
		return
	}
	page.Archive = where
}

// archiveSame keeps the answer that nothing changed.
func (w *Worker) archiveSame(it *frontier.Item, res *safehttp.Response) {
	w.archive(it, res, &event.Page{URL: it.URL, Source: it.Source, Published: it.Published, Title: it.Title, FoundAt: it.Found, FoundBy: it.FoundBy})
}

// Errors of an archived exchange that becomes no page.
var (
	ErrNotPage    = errors.New("no page")
	ErrPageTooBig = errors.New("the page does not fit into a message")
)

// ArchivedPage is the message for a page out of an archive, as it would have
// been for the visit itself. The replay's id marks it as no live news.
func ArchivedPage(x *warc.Exchange, replay string) (*event.Page, error) {
	if x.Status < 200 || x.Status > 299 || len(x.Body) == 0 || !isArticle(x.MediaType()) {
		return nil, fmt.Errorf("%w: status %d, type %q, %d bytes", ErrNotPage, x.Status, x.MediaType(), len(x.Body))
	}
	d := robots.Directives{}
	for _, v := range x.Header.Values("X-Robots-Tag") {
		d.Header(v, productToken)
	}
	if d.Page(x.Body, productToken); d.NoIndex {
		return nil, fmt.Errorf("%w: its publisher wants it in no index", ErrNotPage)
	}
	res := &safehttp.Response{URL: x.URL, Final: x.Final, Status: x.Status, Header: x.Header, Body: x.Body, Start: x.Date}
	if challenge(res) != "" {
		return nil, fmt.Errorf("%w: a wall before it", ErrNotPage)
	}
	p := newPage(&frontier.Item{URL: x.URL, Source: x.Source, Published: x.Published, Title: clip(x.Title, 500), Found: x.Found, FoundBy: x.FoundBy}, res)
	p.Archive, p.Replay = x.Where, replay
	if !fits(p) {
		return nil, ErrPageTooBig
	}
	return p, nil
}

func isArticle(mediaType string) bool {
	if mediaType == "" {
		return true
	}
	for _, t := range articleTypes {
		if t == mediaType {
			return true
		}
	}
	return false
}
