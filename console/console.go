// Package console shows a claim store to people and programs: web pages in
// Arabic and English, a JSON API, exports, a feed and a live stream.
//
// It reads a Store and never writes one. All that comes out of an article is
// hostile until a template has escaped it: pages load nothing from elsewhere
// and run no script but their own.
package console

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/marsad-news/marsad/internal/store"
)

//go:embed templates static lang
var assets embed.FS

// Store is what the console reads: any driver's reading side.
type Store interface {
	// Claims are one page of a selection in the order of reading, and the
	// key that the next page is asked with, empty after the last.
	Claims(ctx context.Context, q store.Query) (claims []store.Claim, next string, err error)
	// Claim and Article answer [store.ErrNotFound] for what is not there.
	Claim(ctx context.Context, id string) (store.Claim, error)
	Article(ctx context.Context, id string) (store.Article, error)
	Counts(ctx context.Context, q store.Query) (store.Counts, error)
	// Changes are the claims that changed after the given number, in the
	// order of their changes; Head is the number of the last.
	Changes(ctx context.Context, after int64, limit int) ([]store.Claim, error)
	Head(ctx context.Context) (int64, error)
}

// Names are the Arabic names of places, which claims carry in English; each is
// empty where none is known. Medium tells agencies and outlets from other
// organisations, by id.
type Names interface {
	Country(iso string) string
	Site(country, english string) string
	Division(country, english string) string
	Medium(org string) bool
}

// Options of a console. The zero value serves.
type Options struct {
	Poll    time.Duration   // how often a live stream looks for changes; 0: one second
	Streams int             // how many live streams at once; 0: 64
	Stop    <-chan struct{} // ends the live streams, which otherwise hold up a shutdown
	Log     *slog.Logger    // told of what went wrong inside; nil: nobody
	Sources SourceReader    // how the sources do; nil: the page says that this console does not know
	Names   Names           // of places in Arabic, and which are of outlets; nil: places stand in English, no organisation is an outlet
}

type console struct {
	store   Store
	opts    Options
	ui      map[string]*ui // by language
	streams chan struct{}  // a token for each
	log     *slog.Logger
}

// New serves the store.
func New(s Store, opts Options) (http.Handler, error) {
	if opts.Poll <= 0 {
		opts.Poll = time.Second
	}
	if opts.Streams <= 0 {
		opts.Streams = 64
	}
	c := &console{store: s, opts: opts, ui: map[string]*ui{}, streams: make(chan struct{}, opts.Streams), log: opts.Log}
	if c.log == nil {
		c.log = slog.New(slog.DiscardHandler)
	}
	for _, lang := range languages {
		u, err := newUI(assets, lang)
		if err != nil {
			return nil, fmt.Errorf("console: %w", err)
		}
		if lang == "ar" {
			u.names = opts.Names
		}
		c.ui[lang] = u
	}
	return guard(c.routes()), nil
}

func (c *console) routes() *http.ServeMux {
	static, err := fs.Sub(assets, "static")
	if err != nil {
		panic(err) // the name is a constant
	}
	m := http.NewServeMux()
	m.HandleFunc("GET /{$}", c.page(c.listPage))
	m.HandleFunc("GET /claims/{id}", c.page(c.claimPage))
	m.HandleFunc("GET /articles/{id}", c.page(c.articlePage))
	m.HandleFunc("GET /sides", c.page(c.sidesPage))
	m.HandleFunc("GET /v1/sides", c.api(c.sidesJSON))
	m.HandleFunc("GET /sources", c.page(c.sourcesPage))
	m.HandleFunc("GET /sources/{id}", c.page(c.sourcePage))
	m.HandleFunc("GET /v1/sources", c.api(c.sourcesJSON))
	m.HandleFunc("GET /v1/sources/{id}", c.api(c.sourceJSON))
	m.HandleFunc("GET /feed.atom", c.api(c.atom))
	m.HandleFunc("GET /v1/claims", c.api(c.listJSON))
	m.HandleFunc("GET /v1/claims/{id}", c.api(c.claimJSON))
	m.HandleFunc("GET /v1/articles/{id}", c.api(c.articleJSON))
	m.HandleFunc("GET /v1/counts", c.api(c.countsJSON))
	m.HandleFunc("GET /v1/changes", c.api(c.changesJSON))
	m.HandleFunc("GET /v1/export.csv", c.api(c.exportCSV))
	m.HandleFunc("GET /v1/export.ndjson", c.api(c.exportNDJSON))
	m.HandleFunc("GET /v1/stream", c.api(c.stream))
	m.Handle("GET /static/", http.StripPrefix("/static/", cached(http.FileServerFS(static))))
	m.HandleFunc("GET /v1/", c.api(func(http.ResponseWriter, *http.Request) error { return &problem{404, "no such resource"} }))
	m.HandleFunc("GET /", c.page(func(http.ResponseWriter, *http.Request, *ui) error { return &problem{404, "no such page"} }))
	return m
}

// policy lets a page load from its own origin only, and be framed by nobody.
const policy = "default-src 'self'; base-uri 'none'; object-src 'none'; form-action 'self'; frame-ancestors 'none'"

// guard sets the headers that keep a browser safe from what pages show.
func guard(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		next.ServeHTTP(w, r)
	})
}

// cached lets browsers keep the console's own files for a while; they change
// only with the program.
func cached(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if strings.HasSuffix(r.URL.Path, "/") || r.URL.Path == "" {
			http.NotFound(w, r) // no listing
			return
		}
		w.Header().Set("Cache-Control", "max-age=300")
		next.ServeHTTP(w, r)
	})
}

// problem is an answer that says what is wrong with the request.
type problem struct {
	status int
	detail string
}

// Error implements error.
func (p *problem) Error() string { return p.detail }

// asProblem is what a caller is told of an error. What went wrong inside is
// logged, not told.
func (c *console) asProblem(r *http.Request, err error) *problem {
	var p *problem
	switch {
	case errors.As(err, &p):
		return p
	case errors.Is(err, store.ErrNotFound):
		return &problem{http.StatusNotFound, "no such record"}
	case errors.Is(err, context.Canceled):
		return &problem{499, "the caller went away"}
	}
	c.log.ErrorContext(r.Context(), "answer request", "path", r.URL.Path, "error", err)
	return &problem{http.StatusInternalServerError, "the store did not answer; the log of the console says why"}
}
