package polite

import (
	"context"
	"fmt"
	"math/rand/v2"
	"sync"
	"time"
)

// Keeper stores the clocks of hosts beyond the life of the process.
type Keeper interface {
	// Load returns the clock of a host, the zero Clock if there is none.
	Load(ctx context.Context, host string) (Clock, error)
	// Save stores it if nobody else has since it was loaded, and returns it
	// with its new revision.
	Save(ctx context.Context, host string, c Clock) (Clock, error)
}

// Gate hands out turns, one at a time for each host.
type Gate struct {
	p      Policy
	keep   Keeper
	mu     sync.Mutex
	hosts  map[string]*entry
	holdTo func(host string) time.Time // requests of an earlier holder may have gone out until then
	base   func(host string) (time.Duration, bool)
	dirty  map[string]*entry // clocks that could not be stored, guarded by mu
}

type entry struct {
	turn  chan struct{} // holds one token while the host is free
	clock Clock         // guarded by having the token, or by Gate.mu for reading ready
	ready time.Time     // copy of clock.Ready, guarded by Gate.mu
	known bool          // the clock was loaded
	users int           // callers that hold or wait, guarded by Gate.mu
	used  time.Time     // guarded by Gate.mu
}

// NewGate returns a Gate over the keeper, which may be nil.
func NewGate(p Policy, k Keeper) *Gate {
	return &Gate{p: p, keep: k, hosts: make(map[string]*entry), dirty: make(map[string]*entry)}
}

// TakenOver makes the gate wait a full interval from the time that f returns
// before it lets the first request to a host through. Call it before the first
// Turn.
func (g *Gate) TakenOver(f func(host string) time.Time) { g.holdTo = f }

// Bases makes the gate ask f for the interval that the config gives a host (0:
// the policy's), and whether it may be shorter than the policy's. Call it
// before the first Turn.
func (g *Gate) Bases(f func(host string) (base time.Duration, floor bool)) { g.base = f }

// BlockedError says that a host must not be asked for longer than the caller
// wants to wait.
type BlockedError struct {
	Host  string
	Until time.Time
	Cause Cause // empty: its ordinary interval
}

func (e *BlockedError) Error() string {
	return fmt.Sprintf("host %s waits until %s: %s", e.Host, e.Until.UTC().Format(time.RFC3339), e.Cause)
}

// Turn is the right to make one request to a host.
type Turn struct {
	g    *Gate
	host string
	e    *entry
	done bool
}

// Wait blocks until the host may be asked, and returns the turn. Whoever gets
// it must call Done or Cancel. If that takes longer than patience, it returns
// a [BlockedError] at once.
func (g *Gate) Wait(ctx context.Context, host string, patience time.Duration) (*Turn, error) {
	e := g.enter(host)
	select {
	case <-e.turn:
	case <-ctx.Done():
		g.leave(e)
		return nil, fmt.Errorf("wait for %s: %w", host, context.Cause(ctx))
	}
	t := &Turn{g: g, host: host, e: e}
	if err := g.load(ctx, host, e); err != nil {
		t.Cancel()
		return nil, err
	}
	for {
		now := time.Now()
		wait := e.clock.Ready().Sub(now)
		if wait <= 0 {
			return t, nil
		}
		if wait > patience {
			b := &BlockedError{Host: host, Until: e.clock.Ready()}
			if e.clock.Blocked(now) {
				b.Cause = e.clock.Cause
			}
			t.Cancel()
			return nil, b
		}
		if err := sleep(ctx, wait); err != nil {
			t.Cancel()
			return nil, fmt.Errorf("wait for %s: %w", host, err)
		}
	}
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (g *Gate) enter(host string) *entry {
	g.mu.Lock()
	defer g.mu.Unlock()
	e, ok := g.hosts[host]
	if !ok {
		e = &entry{turn: make(chan struct{}, 1)}
		e.turn <- struct{}{}
		g.hosts[host] = e
	}
	e.users++
	return e
}

func (g *Gate) leave(e *entry) {
	g.mu.Lock()
	e.users--
	e.used = time.Now()
	g.mu.Unlock()
}

// load fetches the stored clock when the host is met for the first time.
func (g *Gate) load(ctx context.Context, host string, e *entry) error {
	if e.known {
		return nil
	}
	if g.keep != nil {
		c, err := g.keep.Load(ctx, host)
		if err != nil {
			return fmt.Errorf("load clock of %s: %w", host, err)
		}
		e.clock = c
	}
	if g.base != nil {
		e.clock.Base, e.clock.Floor = g.base(host)
	}
	if g.holdTo != nil {
		if at := g.holdTo(host); !at.IsZero() {
			e.clock.Hold(&g.p, at)
		}
	}
	e.known = true
	return nil
}

// Clock is the host's clock as it stands; the holder may change its delays.
func (t *Turn) Clock() *Clock { return &t.e.clock }

// Policy are the gate's numbers.
func (g *Gate) Policy() *Policy { return &g.p }

// SetDelay sets the crawl-delay of a host. The pause after the last request
// grows with it.
func (g *Gate) SetDelay(ctx context.Context, host string, d time.Duration) error {
	e := g.enter(host)
	select {
	case <-e.turn:
	case <-ctx.Done():
		g.leave(e)
		return fmt.Errorf("wait for %s: %w", host, context.Cause(ctx))
	}
	t := &Turn{g: g, host: host, e: e}
	if err := g.load(ctx, host, e); err != nil {
		t.Cancel()
		return err
	}
	changed := e.clock.SetDelay(&g.p, d)
	return t.end(ctx, changed)
}

// Done ends the turn after a request. The error says that the clock could not
// be stored; the turn is over all the same.
func (t *Turn) Done(ctx context.Context, o Outcome) error {
	if t.done {
		return nil
	}
	keep := t.e.clock.Done(&t.g.p, o, rand.Float64())
	return t.end(ctx, keep)
}

// Save stores the clock at once: call it after changing a delay.
func (t *Turn) Save(ctx context.Context) error {
	if t.g.keep == nil {
		return nil
	}
	c, err := t.g.keep.Save(ctx, t.host, t.e.clock)
	t.g.mu.Lock()
	defer t.g.mu.Unlock()
	if err != nil {
		t.g.dirty[t.host] = t.e
		return fmt.Errorf("save clock of %s: %w", t.host, err)
	}
	delete(t.g.dirty, t.host)
	t.e.clock = c
	return nil
}

// Flush tries again to store the clocks that could not be stored, and says how
// many are left. A host that is being asked is left for the next time.
func (g *Gate) Flush(ctx context.Context) (left int) {
	g.mu.Lock()
	hosts := make([]string, 0, len(g.dirty))
	for h := range g.dirty {
		hosts = append(hosts, h)
	}
	g.mu.Unlock()
	for _, h := range hosts {
		e := g.enter(h)
		select {
		case <-e.turn:
			t := &Turn{g: g, host: h, e: e}
			_ = t.end(ctx, e.known) // it stays on the list when it fails again
		default:
			g.leave(e)
		}
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	return len(g.dirty)
}

// Cancel ends a turn without a request.
func (t *Turn) Cancel() {
	if !t.done {
		_ = t.end(context.Background(), false)
	}
}

func (t *Turn) end(ctx context.Context, keep bool) (err error) {
	if keep {
		err = t.Save(ctx)
	}
	t.done = true
	t.g.mu.Lock()
	t.e.ready = t.e.clock.Ready()
	t.e.used = time.Now()
	t.e.users--
	t.g.mu.Unlock()
	t.e.turn <- struct{}{}
	return err
}

// Ready is when the host may be asked next, as far as this gate knows.
func (g *Gate) Ready(host string) time.Time {
	g.mu.Lock()
	defer g.mu.Unlock()
	if e, ok := g.hosts[host]; ok {
		return e.ready
	}
	return time.Time{}
}

// Sweep forgets the hosts that nobody asked for since before and whose clocks
// stand still. Stored clocks stay stored.
func (g *Gate) Sweep(before time.Time) (left int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for h, e := range g.hosts {
		if e.users == 0 && e.used.Before(before) && e.ready.Before(before) && g.dirty[h] == nil {
			delete(g.hosts, h)
		}
	}
	return len(g.hosts)
}

// Forget drops all clocks: they belong to another process now.
func (g *Gate) Forget(mine func(host string) bool) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for h, e := range g.hosts {
		if e.users == 0 && !mine(h) {
			delete(g.hosts, h)
			delete(g.dirty, h) // whoever has it now knows better
		}
	}
}
