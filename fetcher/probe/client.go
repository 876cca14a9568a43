// Package probe looks at a site by hand, for somebody who waits: it asks
// politely and finds the doors through which its news can be followed.
//
// It keeps the same manners as the fetcher (robots.txt, one request at a time
// for each host, its interval) but a clock of its own: a fetcher that runs at
// the same time does not know of it. It stores nothing.
package probe

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"sync"
	"time"

	"github.com/marsad-news/marsad/fetcher/polite"
	"github.com/marsad-news/marsad/fetcher/robots"
	"github.com/marsad-news/marsad/fetcher/safehttp"
)

// Options say how a site is asked.
type Options struct {
	UserAgent    string
	Product      string // what robots.txt files call us
	Delay        time.Duration
	Timeout      time.Duration
	OpenLoopback bool
	Tell         func(format string, args ...any) // of waiting; nil: nobody
}

// Client asks sites one request at a time.
type Client struct {
	o    Options
	http *safehttp.Client
	gate *polite.Gate
	mu   sync.Mutex
	got  map[string]*robots.File // by origin
}

// NewClient returns a Client. Close it.
func NewClient(o Options) *Client {
	if o.Tell == nil {
		o.Tell = func(string, ...any) {}
	}
	s := safehttp.Defaults()
	s.UserAgent, s.OpenLoopback, s.Total = o.UserAgent, o.OpenLoopback, o.Timeout
	p := polite.Defaults()
	if o.Delay > 0 {
		p.Base = o.Delay
	}
	return &Client{o: o, http: safehttp.New(s), gate: polite.NewGate(p, nil), got: map[string]*robots.File{}}
}

// Close drops the connections.
func (c *Client) Close() { c.http.Close() }

// ErrRobots says that the site's robots.txt forbids the request, or could not
// be had.
var ErrRobots = errors.New("robots.txt forbids it")

// Get asks for a document of up to maxBody bytes.
func (c *Client) Get(ctx context.Context, address string, maxBody int64) (*safehttp.Response, error) {
	return c.http.Get(ctx, safehttp.Request{URL: address, MaxBody: maxBody, Before: func(ctx context.Context, u *url.URL) (func(safehttp.Hop), error) {
		f, err := c.Robots(ctx, u)
		if err != nil {
			return nil, err
		}
		if d := f.Check(c.o.Product, u.RequestURI()); !d.Allowed {
			return nil, fmt.Errorf("%w: %s (%s)", ErrRobots, d.Rule, d.Reason)
		}
		return c.turn(ctx, u)
	}})
}

// patience is how long a host may make us wait before we give up: somebody
// sits there.
const patience = 5 * time.Minute

// turn waits for the host's clock.
func (c *Client) turn(ctx context.Context, u *url.URL) (func(safehttp.Hop), error) {
	if wait := time.Until(c.gate.Ready(u.Host)); wait > 2*time.Second {
		c.o.Tell("waiting %s for the turn of %s", wait.Round(time.Second), u.Host)
	}
	t, err := c.gate.Wait(ctx, u.Host, patience)
	if err != nil {
		return nil, err
	}
	return func(h safehttp.Hop) { _ = t.Done(ctx, outcome(h)) }, nil // the clock is stored nowhere
}

func outcome(h safehttp.Hop) polite.Outcome {
	o := polite.Outcome{At: h.HeadAt, End: time.Now(), Took: h.Took, Status: h.Status}
	if h.Status == http.StatusTooManyRequests || h.Status == http.StatusServiceUnavailable {
		o.RetryAfter = safehttp.RetryAfter(h.Header, h.HeadAt)
	}
	switch h.Reason {
	case safehttp.DNS, safehttp.Connect, safehttp.TLS, safehttp.BadAddress:
		o.NoConnect = true
	}
	return o
}

// Robots is the robots.txt of a site, asked for once.
func (c *Client) Robots(ctx context.Context, u *url.URL) (*robots.File, error) {
	origin := u.Scheme + "://" + u.Host
	c.mu.Lock()
	f := c.got[origin]
	c.mu.Unlock()
	if f != nil {
		return f, nil
	}
	res, err := c.http.Get(ctx, safehttp.Request{
		URL: origin + "/robots.txt", MaxBody: robots.MaxBytes + 1, Partial: true, Hops: 5,
		Before: func(ctx context.Context, u *url.URL) (func(safehttp.Hop), error) { return c.turn(ctx, u) },
	})
	switch why := safehttp.ReasonOf(err); {
	case err == nil:
		f = robots.FromStatus(res.Status, res.Body)
	case why == safehttp.Redirects || why == safehttp.RedirectLoop || why == safehttp.BadRedirect:
		f = robots.FromStatus(http.StatusFound, nil)
	case why == safehttp.Held || why == safehttp.Cancelled:
		return nil, err
	default:
		f = robots.NoAnswer()
	}
	if d, _ := f.CrawlDelay(c.o.Product); d > 0 {
		if err := c.gate.SetDelay(ctx, u.Host, d); err != nil {
			return nil, err
		}
	}
	c.mu.Lock()
	c.got[origin] = f
	c.mu.Unlock()
	return f, nil
}
