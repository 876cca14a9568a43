package safehttp

import (
	"context"
	"errors"
	"fmt"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// watch cuts a request that takes too long. One timer serves the wait for the
// first byte and then for each piece of the body.
type watch struct {
	cancel context.CancelCauseFunc
	timer  *time.Timer
	cause  error
}

func newWatch(cancel context.CancelCauseFunc, d time.Duration) *watch {
	w := &watch{cancel: cancel, cause: errFirstByte}
	first := w.cause // the cause may change only while the timer is stopped
	w.timer = time.AfterFunc(d, func() { cancel(first) })
	return w
}

// body switches from waiting for the head to waiting for pieces.
func (w *watch) body(d time.Duration) {
	w.timer.Stop()
	w.timer = time.AfterFunc(d, func() { w.cancel(errIdle) })
}

// hop makes one request. It returns the next URL for a redirect; otherwise
// res is complete.
func (c *Client) hop(ctx context.Context, u *url.URL, r *Request, res *Response) (*url.URL, error) {
	after := func(Hop) {}
	if r.Before != nil {
		f, err := r.Before(ctx, u)
		if err != nil {
			return nil, &Error{Held, u.String(), err}
		}
		if f != nil {
			after = f
		}
	}
	h := Hop{URL: u.String()}
	next, err := c.exchange(ctx, u, r, res, &h)
	if err != nil {
		h.Reason = ReasonOf(err)
	}
	if h.HeadAt.IsZero() {
		h.HeadAt = time.Now()
	}
	res.Hops = append(res.Hops, h)
	after(h)
	return next, err
}

func (c *Client) exchange(ctx context.Context, u *url.URL, r *Request, res *Response, h *Hop) (*url.URL, error) {
	ctx, stop := context.WithTimeoutCause(ctx, c.o.Total, errTotal)
	defer stop()
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	w := newWatch(cancel, c.o.FirstByte)
	defer func() { w.timer.Stop() }()

	req, err := c.request(ctx, u, r)
	if err != nil {
		return nil, &Error{BadURL, h.URL, err}
	}
	start := time.Now()
	resp, err := c.transportFor(r).RoundTrip(req)
	h.HeadAt = time.Now()
	h.Took = h.HeadAt.Sub(start)
	if err != nil {
		why, err := classify(ctx, err)
		return nil, &Error{why, h.URL, err}
	}
	defer resp.Body.Close()
	w.body(c.o.Idle)
	h.Status, h.Header = resp.StatusCode, resp.Header
	res.Status, res.Proto, res.Header, res.Sent = resp.StatusCode, resp.Proto, resp.Header, req.Header

	next, err := redirect(u, resp.StatusCode, resp.Header)
	if next != nil || err != nil {
		if next != nil {
			h.Location = next.String()
		}
		h.Proto, h.Sent = resp.Proto, req.Header
		h.Wire, h.Cut = drain(resp.Body)
		return next, err
	}
	return nil, c.body(ctx, r, resp, res, w)
}

func (c *Client) transportFor(r *Request) *http.Transport {
	if r.AnyCert {
		return c.lax
	}
	return c.strict
}

func (c *Client) request(ctx context.Context, u *url.URL, r *Request) (*http.Request, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, fmt.Errorf("make request: %w", err)
	}
	req.Header.Set("User-Agent", c.o.UserAgent)
	req.Header.Set("Accept-Encoding", c.encoding)
	accept := r.Accept
	if accept == "" {
		accept = "*/*"
	}
	req.Header.Set("Accept", accept)
	if r.Language != "" {
		req.Header.Set("Accept-Language", r.Language)
	}
	r.Validators.set(req.Header)
	return req, nil
}

// body reads the answer's body within the bounds.
func (c *Client) body(ctx context.Context, r *Request, resp *http.Response, res *Response, w *watch) error {
	limit := c.o.MaxBody
	if r.MaxBody > 0 {
		limit = r.MaxBody
	}
	ok := resp.StatusCode >= 200 && resp.StatusCode < 300
	if ok && !typeAllowed(resp.Header.Get("Content-Type"), r.Types) {
		return &Error{BadType, res.Final, fmt.Errorf("content type %q", resp.Header.Get("Content-Type"))}
	}
	if !ok {
		limit = min(limit, maxErrorBody)
	}
	if ok && !r.Partial && resp.ContentLength > limit {
		return &Error{TooLarge, res.Final, fmt.Errorf("%w: %d of %d bytes announced", errTooLarge, resp.ContentLength, limit)}
	}
	wire, err := c.read(resp, limit, w)
	if errors.Is(err, errTooLarge) && (!ok || r.Partial) {
		res.Cut, err = true, nil
	}
	if err != nil {
		why, err := classifyBody(ctx, err)
		return &Error{why, res.Final, err}
	}
	res.Wire = wire
	res.Body, res.Coding, err = decode(resp.Header.Values("Content-Encoding"), wire, limit)
	if err != nil && !ok {
		res.Body, err = nil, nil // nobody needs the text of a broken error page
	}
	if err != nil && r.Partial && len(res.Body) > 0 {
		res.Cut, err = true, nil
	}
	if err != nil {
		res.Body = nil
		why := BadEncoding
		if errors.Is(err, errTooLarge) {
			why = TooLarge
		}
		return &Error{why, res.Final, err}
	}
	return nil
}

// maxErrorBody is enough of an error page to know a challenge by.
const maxErrorBody = 64 << 10

// typeAllowed checks the media type against the list. A missing type passes:
// what came is looked at anyway by whoever reads it.
func typeAllowed(ct string, allowed []string) bool {
	if len(allowed) == 0 || strings.TrimSpace(ct) == "" {
		return true
	}
	mt, _, err := mime.ParseMediaType(ct)
	if mt == "" || err != nil && !errors.Is(err, mime.ErrInvalidMediaParameter) {
		mt, _, _ = strings.Cut(strings.ToLower(ct), ";")
		mt = strings.TrimSpace(mt)
	}
	return slices.Contains(allowed, mt)
}
