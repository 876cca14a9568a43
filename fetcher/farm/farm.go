// Package farm is a world of badly behaved news sites on loopback, for tests
// and benchmarks of the fetcher.
//
// All sites live behind one listener and are told apart by name, as on a
// shared server. The farm writes down when each host was asked and judges the
// manners of whoever asks: it, not the crawler's own books, says whether a
// host was asked too soon. It never leaves loopback.
package farm

import (
	"context"
	"crypto/tls"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Kind is how a site behaves.
type Kind string

// The kinds. Each site has a feed and articles; what it does with them is its
// kind.
const (
	Plain       Kind = "plain"
	Delay       Kind = "delay"       // robots.txt asks for twice the interval
	Forbidden   Kind = "forbidden"   // robots.txt forbids half of the articles
	Throttle    Kind = "throttle"    // 429 with Retry-After now and then
	Refuse      Kind = "refuse"      // 429 without Retry-After, once
	RobotsDown  Kind = "robotsdown"  // robots.txt answers 503
	RobotsDead  Kind = "robotsdead"  // robots.txt gets no answer
	Loop        Kind = "loop"        // articles redirect in a circle
	Drip        Kind = "drip"        // articles come a byte at a time
	Bomb        Kind = "bomb"        // articles are gzip bombs
	BrotliBomb  Kind = "brotlibomb"  // … and brotli bombs
	Brotli      Kind = "brotli"      // articles come as brotli
	Endless     Kind = "endless"     // articles never end
	ShortLength Kind = "shortlength" // articles end before their announced end
	Old         Kind = "old"         // HTTP/1.0, no length
	Liar        Kind = "liar"        // the feed changes under one ETag
	Moved       Kind = "moved"       // the feed moved for good
	Windows     Kind = "windows"     // the feed is in windows-1256
	Flood       Kind = "flood"       // a sitemap index without end
	Challenge   Kind = "challenge"   // a wall instead of articles
	Vanish      Kind = "vanish"      // articles are there once
	Rebind      Kind = "rebind"      // the name leads to a private address on the second look
	BadCert     Kind = "badcert"     // the certificate is another site's
)

// Kinds lists the kinds that a mixed farm has, each as often as it stands
// here.
var Kinds = []Kind{
	Plain, Plain, Plain, Plain, Delay, Forbidden, Throttle, Refuse, RobotsDown, RobotsDead, Loop, Drip, Bomb, BrotliBomb, Endless, ShortLength,
	Old, Brotli, Liar, Moved, Windows, Flood, Challenge, Vanish, Rebind, BadCert,
}

// Options shape a farm.
type Options struct {
	Hosts    int
	Kinds    []Kind        // dealt out in turn; empty: Plain
	Articles int           // named by each feed
	Body     int           // bytes of an article; 0: 30,000
	Interval time.Duration // that every host is entitled to
}

// Farm is a running farm.
type Farm struct {
	o       Options
	plain   net.Listener
	secure  net.Listener
	servers []*http.Server
	sites   map[string]*site
	names   []string
	body    []byte
	packed  []byte
	brotli  []byte
	looks   sync.Map // name to *atomic.Int64
	Served  atomic.Int64
}

// Start opens a farm.
func Start(o Options) (*Farm, error) {
	if o.Body == 0 {
		o.Body = 30_000
	}
	if len(o.Kinds) == 0 {
		o.Kinds = []Kind{Plain}
	}
	f := &Farm{o: o, sites: map[string]*site{}}
	f.body, f.packed = story(o.Body)
	for _, k := range o.Kinds {
		switch k { // made now, so that no request waits for it
		case Bomb:
			bomb()
		case BrotliBomb:
			brotliBomb()
		case Brotli:
			f.brotli = packBrotli(f.body)
		}
	}
	for i := range o.Hosts {
		kind := o.Kinds[i%len(o.Kinds)]
		name := fmt.Sprintf("%s-%05d.farm.test", kind, i)
		f.sites[name] = &site{farm: f, name: name, kind: kind, n: i, interval: intervalOf(kind, o.Interval), asked: map[string]int{}}
		f.names = append(f.names, name)
	}
	if err := f.listen(); err != nil {
		return nil, err
	}
	return f, nil
}

func intervalOf(k Kind, d time.Duration) time.Duration {
	if k == Delay {
		return crawlDelay(d)
	}
	return d
}

// crawlDelay is twice the interval in whole seconds, as robots.txt is written.
func crawlDelay(d time.Duration) time.Duration { return (2*d + time.Second - 1).Truncate(time.Second) }

func (f *Farm) listen() (err error) {
	var lc net.ListenConfig
	if f.plain, err = lc.Listen(context.Background(), "tcp", "127.0.0.1:0"); err != nil {
		return fmt.Errorf("open farm: %w", err)
	}
	cert, err := certificate("elsewhere.farm.test")
	if err != nil {
		return err
	}
	if f.secure, err = tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12}); err != nil {
		return fmt.Errorf("open farm: %w", err)
	}
	for _, l := range []net.Listener{f.plain, f.secure} {
		s := &http.Server{Handler: f, ReadHeaderTimeout: 10 * time.Second, ErrorLog: slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)}
		f.servers = append(f.servers, s)
		go func() { _ = s.Serve(l) }() // ends with Close
	}
	return nil
}

// Close ends the farm.
func (f *Farm) Close() {
	for _, s := range f.servers {
		_ = s.Close() // connections that hang are the point of some sites
	}
}

// Ports are those on which the farm listens.
func (f *Farm) Ports() []uint16 {
	return []uint16{port(f.plain), port(f.secure)}
}

func port(l net.Listener) uint16 { return uint16(l.Addr().(*net.TCPAddr).Port) }

// Base is the origin of a site.
func (f *Farm) Base(name string) string {
	if strings.HasPrefix(name, string(BadCert)) {
		return fmt.Sprintf("https://%s:%d", name, port(f.secure))
	}
	return fmt.Sprintf("http://%s:%d", name, port(f.plain))
}

// Names are the hosts' names.
func (f *Farm) Names() []string { return f.names }

// KindOf is the kind of a host.
func (f *Farm) KindOf(name string) Kind { return f.sites[name].kind }

// Feed is the address of a site's feed.
func (f *Farm) Feed(name string) string { return f.Base(name) + "/feed.xml" }

// Story is the address of an article.
func (f *Farm) Story(name string, n int) string { return fmt.Sprintf("%s/story/%d", f.Base(name), n) }

// LookupNetIP answers for the farm's names; [safehttp.Resolver].
func (f *Farm) LookupNetIP(_ context.Context, _, host string) ([]netip.Addr, error) {
	s, ok := f.sites[host]
	if !ok {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	n, _ := f.looks.LoadOrStore(host, new(atomic.Int64))
	if s.kind == Rebind && n.(*atomic.Int64).Add(1) > 1 {
		return []netip.Addr{netip.MustParseAddr("10.11.12.13")}, nil
	}
	return []netip.Addr{netip.MustParseAddr("127.0.0.1")}, nil
}

// ServeHTTP answers for all sites.
func (f *Farm) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name, _, _ := strings.Cut(r.Host, ":")
	s, ok := f.sites[name]
	if !ok {
		http.NotFound(w, r)
		return
	}
	f.Served.Add(1)
	s.judge.begin(time.Now(), s.interval, r.URL.Path)
	defer func() { s.judge.end(time.Now()) }()
	s.serve(w, r)
}
