package safehttp

import (
	"fmt"
	"net/netip"
)

// refused are the blocks that no news site lives in: the IANA special-purpose
// registries for IPv4 and IPv6 (RFC 6890 and its updates), with the name that
// a refusal shows.
var refused = parseBlocks([][2]string{
	{"0.0.0.0/8", "this network"},
	{"10.0.0.0/8", "private"},
	{"100.64.0.0/10", "carrier-grade NAT"},
	{"127.0.0.0/8", "loopback"},
	{"169.254.0.0/16", "link-local"}, // cloud metadata services live here
	{"172.16.0.0/12", "private"},
	{"192.0.0.0/24", "protocol assignments"},
	{"192.0.2.0/24", "documentation"},
	{"192.31.196.0/24", "AS112"},
	{"192.52.193.0/24", "AMT"},
	{"192.88.99.0/24", "6to4 relay"},
	{"192.168.0.0/16", "private"},
	{"192.175.48.0/24", "AS112"},
	{"198.18.0.0/15", "benchmarking"},
	{"198.51.100.0/24", "documentation"},
	{"203.0.113.0/24", "documentation"},
	{"224.0.0.0/4", "multicast"},
	{"240.0.0.0/4", "reserved"},
	{"::/128", "unspecified"},
	{"::1/128", "loopback"},
	{"::ffff:0:0/96", "IPv4-mapped"},
	{"::/96", "IPv4-compatible"},
	{"64:ff9b::/96", "NAT64"},
	{"64:ff9b:1::/48", "NAT64"},
	{"100::/64", "discard"},
	{"2001::/23", "protocol assignments"}, // Teredo and ORCHID among them
	{"2001:db8::/32", "documentation"},
	{"2002::/16", "6to4"},
	{"2620:4f:8000::/48", "AS112"},
	{"3fff::/20", "documentation"},
	{"5f00::/16", "segment routing"},
	{"fc00::/7", "private"},
	{"fe80::/10", "link-local"},
	{"fec0::/10", "site-local"},
	{"ff00::/8", "multicast"},
})

// global is the only part of IPv6 in which hosts of the Internet have
// addresses so far; the rest is kept for later use.
var global = netip.MustParsePrefix("2000::/3")

type block struct {
	prefix netip.Prefix
	name   string
}

func parseBlocks(rows [][2]string) []block {
	out := make([]block, len(rows))
	for i, r := range rows {
		out[i] = block{netip.MustParsePrefix(r[0]), r[1]}
	}
	return out
}

// CheckAddr says whether a connection to a may be made. Loopback is open only
// when the caller says so.
func CheckAddr(a netip.Addr, openLoopback bool) error {
	if !a.IsValid() {
		return &AddrError{Addr: "invalid", Kind: "invalid"}
	}
	a = a.WithZone("")
	if openLoopback && a.IsLoopback() && !a.Is4In6() {
		return nil
	}
	for _, b := range refused {
		if b.prefix.Contains(a) {
			return &AddrError{Addr: a.String(), Kind: b.name}
		}
	}
	if a.Is6() && !global.Contains(a) {
		return &AddrError{Addr: a.String(), Kind: "reserved"}
	}
	return nil
}

// AddrError refuses an address.
type AddrError struct{ Addr, Kind string }

func (e *AddrError) Error() string { return fmt.Sprintf("address %s refused: %s", e.Addr, e.Kind) }
