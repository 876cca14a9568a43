package safehttp

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// Resolver looks up the addresses of a host; *net.Resolver is one.
type Resolver interface {
	LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error)
}

// dialer connects to the addresses of a name and checks each of them at the
// moment of the connection, after all name resolution, so that no answer of a
// name server can lead elsewhere.
type dialer struct {
	dns          *dnsCache
	openLoopback bool
	ports        []uint16
	net          net.Dialer
}

func newDialer(o *Options) *dialer {
	d := &dialer{dns: newDNSCache(o.Resolver, o.ResolveFor), openLoopback: o.OpenLoopback, ports: o.Ports}
	d.net = net.Dialer{Timeout: o.ConnectTimeout, KeepAlive: 30 * time.Second, Control: d.control}
	return d
}

// control runs between the making of the socket and the connection.
func (d *dialer) control(_, address string, _ syscall.RawConn) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return &AddrError{Addr: address, Kind: "not an address"}
	}
	if err := CheckAddr(ap.Addr(), d.openLoopback); err != nil {
		return err
	}
	if d.openLoopback && !ap.Addr().IsLoopback() && !slices.Contains(d.ports, ap.Port()) {
		return &Error{Reason: BadPort, URL: address, Err: fmt.Errorf("port %d refused", ap.Port())}
	}
	return nil
}

// maxAddrs bounds how many addresses of one name are tried.
const maxAddrs = 3

func (d *dialer) dial(ctx context.Context, network, address string) (net.Conn, error) {
	host, port, err := net.SplitHostPort(address)
	if err != nil {
		return nil, fmt.Errorf("split %s: %w", address, err)
	}
	addrs, err := d.dns.lookup(ctx, host)
	if err != nil {
		return nil, err
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("port %q: %w", port, err)
	}
	var first error
	for _, a := range addrs[:min(len(addrs), maxAddrs)] {
		conn, err := d.net.DialContext(ctx, network, netip.AddrPortFrom(a, uint16(n)).String())
		if err == nil {
			return conn, nil
		}
		if first == nil {
			first = err
		}
	}
	d.dns.forget(host) // the addresses may have moved
	return nil, first
}

// dnsCache remembers answers for a while: a crawler asks for few names many
// times.
type dnsCache struct {
	from Resolver
	good time.Duration // an answer is kept
	mu   sync.Mutex
	got  map[string]dnsAnswer
}

type dnsAnswer struct {
	addrs []netip.Addr
	err   error
	until time.Time
}

const (
	dnsKeep    = 5 * time.Minute  // Go's resolver tells no TTL; most are 1 to 60 minutes
	dnsKeepBad = 30 * time.Second // a failed look-up is asked again soon
	dnsMax     = 1 << 16          // names; some 10 MB
)

func newDNSCache(r Resolver, keep time.Duration) *dnsCache {
	if r == nil {
		r = net.DefaultResolver
	}
	return &dnsCache{from: r, good: keep, got: make(map[string]dnsAnswer)}
}

func (c *dnsCache) lookup(ctx context.Context, host string) ([]netip.Addr, error) {
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	c.mu.Lock()
	a, ok := c.got[host]
	c.mu.Unlock()
	if ok && time.Now().Before(a.until) {
		return a.addrs, a.err
	}
	addrs, err := c.from.LookupNetIP(ctx, "ip", host)
	if err == nil && len(addrs) == 0 {
		err = &net.DNSError{Err: "no addresses", Name: host, IsNotFound: true}
	}
	if ctx.Err() != nil && err != nil {
		return nil, err // our own hurry says nothing about the name
	}
	c.keep(host, answer(addrs, err, c.good))
	return addrs, err
}

// answer unmaps what the resolver wraps: Go hands out IPv4 addresses as
// IPv4-mapped ones. IPv4 goes first: the more travelled road.
func answer(addrs []netip.Addr, err error, keep time.Duration) dnsAnswer {
	if err != nil {
		keep = dnsKeepBad
	}
	for i, a := range addrs {
		addrs[i] = a.Unmap()
	}
	slices.SortStableFunc(addrs, func(a, b netip.Addr) int { return a.BitLen() - b.BitLen() })
	return dnsAnswer{addrs, err, time.Now().Add(keep)}
}

func (c *dnsCache) keep(host string, a dnsAnswer) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.got) >= dnsMax {
		for h := range c.got { // any entry: Go's map order is random
			delete(c.got, h)
			if len(c.got) < dnsMax*9/10 {
				break
			}
		}
	}
	c.got[host] = a
}

func (c *dnsCache) forget(host string) {
	c.mu.Lock()
	delete(c.got, host)
	c.mu.Unlock()
}
