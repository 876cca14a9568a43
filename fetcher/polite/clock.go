// Package polite keeps one clock per host: when it may be asked next, and why
// not sooner.
//
// A [Clock] is the state of one host and pure: time goes in as an argument, so
// it can be stored, handed to another process and tested. A [Gate] holds the
// clocks of many hosts and makes callers wait, one at a time for each host. It
// makes no requests and reads no robots.txt.
package polite

import (
	"time"
)

// Policy are the numbers of good manners.
type Policy struct {
	Base       time.Duration // least time between two requests to a host
	MaxDelay   time.Duration // longest crawl-delay that is honoured in full
	Factor     float64       // an answer that took t earns a pause of Factor × t
	Smooth     float64       // weight of the newest response time in the mean
	FirstBack  time.Duration // first back-off when the server names none
	MaxBack    time.Duration // longest back-off, and longest Retry-After believed
	Jitter     float64       // share by which a back-off may be longer
	Forgive    time.Duration // quiet time after which back-off starts anew
	ConnectBad time.Duration // how long a host that could not be reached is left alone
}

// Defaults are the numbers that the project stands for.
func Defaults() Policy {
	return Policy{
		Base: 5 * time.Second, MaxDelay: 120 * time.Second, Factor: 2, Smooth: 0.25,
		FirstBack: time.Minute, MaxBack: 24 * time.Hour, Jitter: 0.1, Forgive: 30 * time.Minute, ConnectBad: 10 * time.Minute,
	}
}

// Cause is why a host is left alone. The set is closed.
type Cause string

// The causes.
const (
	RetryAfter  Cause = "retry_after" // the server named a time
	Throttled   Cause = "throttled"   // 429 or 503 without a time
	Unreachable Cause = "unreachable" // no connection
)

// Clock is the state of one host.
type Clock struct {
	Next  time.Time     `json:"next,omitzero"`     // not before this, whatever else
	Delay time.Duration `json:"delay,omitempty"`   // crawl-delay of robots.txt, as given
	Base  time.Duration `json:"base,omitempty"`    // asked for by the source's config; 0: the policy's
	Mean  time.Duration `json:"mean,omitempty"`    // smoothed response time
	Back  time.Duration `json:"back,omitempty"`    // the last back-off without jitter
	Until time.Time     `json:"blocked,omitzero"`  // left alone until then
	Cause Cause         `json:"cause,omitempty"`   // why
	Rev   uint64        `json:"-"`                 // revision under which it is stored: the fencing token
	Floor bool          `json:"floored,omitempty"` // Base replaces the policy's even when it is shorter
}

// Interval is the least time between two requests now.
func (c *Clock) Interval(p *Policy) time.Duration {
	d := p.Base
	if c.Base > 0 && (c.Floor || c.Base > d) {
		d = c.Base
	}
	d = max(d, min(c.Delay, p.MaxDelay))
	slow := time.Duration(p.Factor * float64(c.Mean))
	return max(d, min(slow, p.MaxDelay)) // a slow host is not abandoned
}

// Ready is the earliest time of the next request.
func (c *Clock) Ready() time.Time {
	if c.Until.After(c.Next) {
		return c.Until
	}
	return c.Next
}

// Blocked says whether more than manners keeps the host waiting.
func (c *Clock) Blocked(now time.Time) bool { return c.Until.After(now) }

// Outcome is how a request went.
type Outcome struct {
	At         time.Time     // when the head of the answer came, or the failure: the server has seen the request by then
	End        time.Time     // when the body was read; zero: At
	Took       time.Duration // response time; 0: none
	Status     int           // 0: none
	RetryAfter time.Duration // what the server named; 0: nothing
	NoConnect  bool          // name, connection or handshake failed
}

// Done moves the clock on after a request. rnd in [0, 1) spreads back-offs.
// It reports whether the change must outlive a crash.
//
// The pause counts from the end of the answer, not from the request, so that no
// delay on the way can bring two requests closer together at the server, and a
// long answer is followed by a whole pause too.
func (c *Clock) Done(p *Policy, o Outcome, rnd float64) (keep bool) {
	before := c.Interval(p)
	if o.Took > 0 && o.Status != 0 {
		c.smooth(p, o.Took)
	}
	switch {
	case o.Status == 429 || o.Status == 503:
		c.throttled(p, o, rnd)
		keep = true
	case o.NoConnect:
		c.Until, c.Cause = o.At.Add(p.ConnectBad), Unreachable
		keep = true
	case o.Status != 0 && c.Back != 0 && o.At.Sub(c.Until) >= p.Forgive:
		c.Back, c.Until, c.Cause = 0, time.Time{}, ""
		keep = true
	}
	end := o.At
	if o.End.After(end) {
		end = o.End
	}
	now := c.Interval(p)
	if next := end.Add(now); next.After(c.Next) {
		c.Next = next
	}
	return keep || now > before+before/4 || now < before-before/4
}

func (c *Clock) smooth(p *Policy, took time.Duration) {
	if c.Mean == 0 {
		c.Mean = took
		return
	}
	c.Mean += time.Duration(p.Smooth * float64(took-c.Mean))
}

// throttled leaves the host alone: as long as it asks, or else a minute,
// doubling each time until it has been quiet long enough.
func (c *Clock) throttled(p *Policy, o Outcome, rnd float64) {
	if o.RetryAfter > 0 {
		c.Cause = RetryAfter
		c.Until = o.At.Add(min(o.RetryAfter, p.MaxBack))
		return
	}
	switch {
	case c.Back == 0 || o.At.Sub(c.Until) >= p.Forgive:
		c.Back = p.FirstBack
	default:
		c.Back = min(2*c.Back, p.MaxBack)
	}
	c.Cause = Throttled
	c.Until = o.At.Add(min(c.Back+time.Duration(rnd*p.Jitter*float64(c.Back)), p.MaxBack))
}

// SetDelay sets the crawl-delay and reports whether it is another one. A pause
// that is under way grows by what the interval grows.
func (c *Clock) SetDelay(p *Policy, d time.Duration) (changed bool) {
	if c.Delay == d {
		return false
	}
	before := c.Interval(p)
	c.Delay = d
	if more := c.Interval(p) - before; more > 0 && !c.Next.IsZero() {
		c.Next = c.Next.Add(more)
	}
	return true
}

// Hold makes sure that no request goes out before an interval from now: for a
// clock taken over from a process that may have asked a moment ago.
func (c *Clock) Hold(p *Policy, now time.Time) {
	if next := now.Add(c.Interval(p)); next.After(c.Next) {
		c.Next = next
	}
}
