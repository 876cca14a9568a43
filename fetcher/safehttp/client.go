// Package safehttp asks the web for one document and survives the answer.
//
// It checks addresses at the moment of the connection and again at each
// redirect, ignores proxies of the environment, verifies certificates, and
// bounds size, time and speed of everything that comes back. It does not know
// what a document is for, keeps no cookies, and decides nothing about manners:
// the caller's hook is asked before each hop.
package safehttp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Options are the bounds of a Client. Zero values mean the defaults of
// [Defaults].
type Options struct {
	UserAgent      string
	MaxBody        int64 // bytes, as sent and again after decompression
	MaxHeader      int64 // bytes
	MaxRedirects   int
	ConnectTimeout time.Duration
	TLSTimeout     time.Duration
	FirstByte      time.Duration // from the request to the head of the answer, connection included
	Idle           time.Duration // between two pieces of the body
	Total          time.Duration // one hop, to the end of its body
	MinRate        int64         // bytes a second that a body must keep up after SlowAfter
	SlowAfter      time.Duration
	Ports          []uint16 // ports that are open for every request
	OpenLoopback   bool     // lets loopback addresses through, on any port: for demos and tests
	IdlePerHost    int      // connections kept for a host
	IdleConns      int      // connections kept in all
	Resolver       Resolver
	ResolveFor     time.Duration  // how long its answers are believed
	RootCAs        *x509.CertPool // nil: the system's
}

// Defaults are the bounds for news pages: the biggest honest ones have some
// 3 MB and come in a few seconds.
func Defaults() Options {
	return Options{
		UserAgent: "MarsadBot/1.0", MaxBody: 5 << 20, MaxHeader: 64 << 10, MaxRedirects: 10,
		ConnectTimeout: 10 * time.Second, TLSTimeout: 10 * time.Second, FirstByte: 20 * time.Second,
		Idle: 10 * time.Second, Total: 60 * time.Second, MinRate: 1 << 10, SlowAfter: 10 * time.Second,
		Ports: []uint16{80, 443}, IdlePerHost: 2, IdleConns: 4096, ResolveFor: dnsKeep,
	}
}

// fill puts the default where o is silent.
func (o *Options) fill() {
	d := Defaults()
	or(&o.UserAgent, d.UserAgent)
	or(&o.MaxBody, d.MaxBody)
	or(&o.MaxHeader, d.MaxHeader)
	or(&o.MaxRedirects, d.MaxRedirects)
	or(&o.ConnectTimeout, d.ConnectTimeout)
	or(&o.TLSTimeout, d.TLSTimeout)
	or(&o.FirstByte, d.FirstByte)
	or(&o.Idle, d.Idle)
	or(&o.Total, d.Total)
	or(&o.MinRate, d.MinRate)
	or(&o.SlowAfter, d.SlowAfter)
	or(&o.IdlePerHost, d.IdlePerHost)
	or(&o.IdleConns, d.IdleConns)
	or(&o.ResolveFor, d.ResolveFor)
	if o.Ports == nil {
		o.Ports = d.Ports
	}
}

func or[T comparable](p *T, d T) {
	var zero T
	if *p == zero {
		*p = d
	}
}

// Client asks for documents. It is safe for concurrent use.
type Client struct {
	o        Options
	strict   *http.Transport
	lax      *http.Transport // for sources whose certificate is excepted by name
	encoding string
}

// New returns a Client with the given bounds.
func New(o Options) *Client {
	o.fill()
	c := &Client{o: o, encoding: "gzip, deflate, zstd, br"}
	d := newDialer(&o)
	c.strict = transport(&o, d, false)
	c.lax = transport(&o, d, true)
	return c
}

func transport(o *Options, d *dialer, lax bool) *http.Transport {
	return &http.Transport{
		Proxy:                  nil, // a proxy of the environment would undo the address check
		DialContext:            d.dial,
		TLSClientConfig:        &tls.Config{RootCAs: o.RootCAs, InsecureSkipVerify: lax, MinVersion: tls.VersionTLS12}, //nolint:gosec // lax is asked for per source and shown to the operator
		TLSHandshakeTimeout:    o.TLSTimeout,
		ForceAttemptHTTP2:      true,
		DisableCompression:     true, // we count bytes before and after
		MaxIdleConns:           o.IdleConns,
		MaxIdleConnsPerHost:    o.IdlePerHost,
		IdleConnTimeout:        90 * time.Second,
		MaxResponseHeaderBytes: o.MaxHeader,
	}
}

// Close drops the idle connections.
func (c *Client) Close() {
	c.strict.CloseIdleConnections()
	c.lax.CloseIdleConnections()
}

// Request is one document asked for.
type Request struct {
	URL        string
	Validators Validators
	Accept     string   // Accept header; empty: anything
	Language   string   // Accept-Language header; empty: none
	Types      []string // media types let through for a 2xx answer; empty: all
	MaxBody    int64    // bytes; 0: the client's
	Hops       int      // redirects followed; 0: the client's limit
	Partial    bool     // a body over MaxBody is cut there, not refused
	Ports      []uint16 // open besides the client's
	AnyCert    bool     // the source's certificate is excepted

	// Before is asked before each hop. An error ends the request with the
	// reason Held. The function it returns, if any, is told how the hop went.
	Before func(ctx context.Context, u *url.URL) (after func(Hop), err error)
}

// Hop is one request of a chain of redirects.
type Hop struct {
	URL      string
	Status   int           // 0 without an answer
	Took     time.Duration // to the head of the answer
	HeadAt   time.Time     // when that came, or the failure
	Header   http.Header
	Location string // where it leads, for a redirect
	Reason   Reason // empty when the hop gave an answer

	// Of a redirect alone; of the end of the chain the Response has them.
	Proto string
	Sent  http.Header
	Wire  []byte // the first of the body as sent
	Cut   bool   // there may be more of it
}

// Answer is the redirect as an exchange of its own; of is the chain that it is
// a part of.
func (h *Hop) Answer(of *Response) *Response {
	return &Response{
		URL: of.URL, Final: h.URL, Status: h.Status, Proto: h.Proto, Header: h.Header, Sent: h.Sent, Wire: h.Wire, Body: h.Wire, Start: h.HeadAt.Add(-h.Took), Took: h.Took, Cut: h.Cut,
	}
}

// Response is the answer at the end of the chain. A failed request returns
// what there is of it.
type Response struct {
	URL    string // as asked
	Final  string // after redirects
	Moved  string // where permanent redirects alone lead; empty: nowhere
	Hops   []Hop
	Status int
	Proto  string
	Header http.Header
	Sent   http.Header // of the last hop
	Wire   []byte      // the body as sent, compressed or not
	Body   []byte      // the body decompressed
	Coding string      // Content-Encoding of Wire: "", gzip, deflate, zstd, br
	Start  time.Time
	Took   time.Duration // all hops
	Cut    bool          // the body of an error answer was longer than we cared to read
}

// Get asks for a document and follows redirects.
func (c *Client) Get(ctx context.Context, r Request) (*Response, error) {
	res := &Response{URL: r.URL, Final: r.URL, Start: time.Now()}
	err := c.follow(ctx, &r, res)
	res.Took = time.Since(res.Start)
	return res, err
}

func (c *Client) follow(ctx context.Context, r *Request, res *Response) error {
	u, err := url.Parse(r.URL)
	if err != nil {
		return &Error{BadURL, r.URL, err}
	}
	seen := map[string]bool{}
	permanent := true
	for {
		if err := c.check(u, r); err != nil {
			return err
		}
		u.Fragment, u.RawFragment = "", ""
		res.Final = u.String()
		if seen[res.Final] {
			return &Error{RedirectLoop, res.Final, fmt.Errorf("seen before, %d hops", len(res.Hops))}
		}
		seen[res.Final] = true
		if limit := c.hops(r); len(res.Hops) > limit {
			return &Error{Redirects, res.Final, fmt.Errorf("over %d", limit)}
		}
		next, err := c.hop(ctx, u, r, res)
		if err != nil || next == nil {
			return err
		}
		permanent = permanent && (res.Status == http.StatusMovedPermanently || res.Status == http.StatusPermanentRedirect)
		if permanent {
			res.Moved = next.String()
		}
		u = next
	}
}

func (c *Client) hops(r *Request) int {
	if r.Hops > 0 {
		return r.Hops
	}
	return c.o.MaxRedirects
}

// check is made for every hop.
func (c *Client) check(u *url.URL, r *Request) error {
	fail := func(why Reason, format string, args ...any) error {
		return &Error{why, u.Redacted(), fmt.Errorf(format, args...)}
	}
	if u.Scheme != "http" && u.Scheme != "https" {
		return fail(BadScheme, "scheme %q", u.Scheme)
	}
	if u.Hostname() == "" || u.User != nil || u.Opaque != "" {
		return fail(BadURL, "no host, or a user name in it")
	}
	if c.o.OpenLoopback {
		return nil // the dialer knows the address by then and checks the port
	}
	port := portOf(u)
	if !slices.Contains(c.o.Ports, port) && !slices.Contains(r.Ports, port) {
		return fail(BadPort, "port %s", u.Port())
	}
	return nil
}

func portOf(u *url.URL) uint16 {
	if p := u.Port(); p != "" {
		n, _ := strconv.ParseUint(p, 10, 16) // 0 is on no list
		return uint16(n)
	}
	if u.Scheme == "https" {
		return 443
	}
	return 80
}

// redirect is where an answer leads, nil when it leads nowhere.
func redirect(u *url.URL, status int, h http.Header) (*url.URL, error) {
	switch status {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	loc := strings.TrimSpace(h.Get("Location"))
	if loc == "" {
		return nil, &Error{BadRedirect, u.String(), errors.New("no Location")}
	}
	next, err := u.Parse(loc)
	if err != nil {
		return nil, &Error{BadRedirect, u.String(), err}
	}
	return next, nil
}
