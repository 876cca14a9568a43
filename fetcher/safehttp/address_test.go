package safehttp

import (
	"context"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"
)

// names answers from a list, one entry per look-up; the last one stays.
type names struct{ answers [][]netip.Addr }

func (n *names) LookupNetIP(context.Context, string, string) ([]netip.Addr, error) {
	a := n.answers[0]
	if len(n.answers) > 1 {
		n.answers = n.answers[1:]
	}
	return a, nil
}

func TestRebindingIsRefusedAtConnect(t *testing.T) {
	private := netip.MustParseAddr("::ffff:10.0.0.7")
	for _, tt := range []struct {
		name string
		url  string
		dns  Resolver
		want Reason
	}{
		{"name to private", "http://a.example/", &names{[][]netip.Addr{{private}}}, BadAddress},
		{"name to loopback", "http://a.example/", &names{[][]netip.Addr{{netip.MustParseAddr("127.0.0.1")}}}, BadAddress},
		{"metadata service", "http://169.254.169.254/latest", nil, BadAddress},
		{"mapped literal", "http://[::ffff:127.0.0.1]/", nil, BadAddress},
		{"zone", "http://[fe80::1%25eth0]/", nil, BadAddress},
		{"port", "http://a.example:22/", nil, BadPort},
		{"port zero", "http://a.example:0/", nil, BadPort},
		{"scheme", "ftp://a.example/", nil, BadScheme},
		{"no host", "http:///a", nil, BadURL},
		{"garbage", "http://a b/", nil, BadURL},
		{"no such name", "http://a.example/", &names{[][]netip.Addr{{}}}, DNS},
	} {
		o := Options{Resolver: tt.dns}
		if _, err := get(t, o, Request{URL: tt.url}); err == nil || ReasonOf(err) != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
}

// The name gives the farm first and a private address on the second look. The
// first answer is kept; when it is asked again, the connection is refused.
func TestSecondLookToPrivateAddress(t *testing.T) {
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Header().Set("Connection", "close") }))
	defer srv.Close()
	_, port, _ := net.SplitHostPort(srv.Listener.Addr().String())
	o := quick()
	o.Resolver = &names{[][]netip.Addr{{netip.MustParseAddr("127.0.0.1")}, {netip.MustParseAddr("192.168.1.1")}}}
	o.Ports = []uint16{80}
	c := New(o)
	defer c.Close()
	r := Request{URL: "http://site.example:" + port + "/"}
	if _, err := c.Get(t.Context(), r); err != nil {
		t.Fatal(err)
	}
	c.strict.DialContext = func(ctx context.Context, n, a string) (net.Conn, error) { // the cache runs out
		d := newDialer(&o)
		return d.dial(ctx, n, a)
	}
	if _, err := c.Get(t.Context(), r); ReasonOf(err) != BadAddress {
		t.Errorf("got %v", err)
	}
}

func TestLoopbackOpenDoesNotOpenPorts(t *testing.T) {
	o := quick()
	o.Resolver = &names{[][]netip.Addr{{netip.MustParseAddr("93.184.215.14")}}}
	if _, err := get(t, o, Request{URL: "http://a.example:8080/"}); ReasonOf(err) != BadPort {
		t.Errorf("got %v", err)
	}
}
