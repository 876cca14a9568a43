package safehttp

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/google/go-cmp/cmp"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

// quick are bounds of size small enough to reach; those of time no machine
// reaches by being slow.
func quick() Options {
	return Options{OpenLoopback: true, MaxBody: 10_000, MaxHeader: 4 << 10, FirstByte: time.Minute, Idle: time.Minute, Total: 2 * time.Minute, SlowAfter: time.Minute, ConnectTimeout: time.Minute}
}

// hasty are bounds of time small enough to wait for.
func hasty() Options {
	o := quick()
	o.FirstByte, o.Idle, o.MinRate, o.SlowAfter = 300*time.Millisecond, 200*time.Millisecond, 1000, 300*time.Millisecond
	return o
}

// hang keeps a connection open until the other side closes it.
func hang(c net.Conn) { _, _ = io.Copy(io.Discard, c) }

func get(t *testing.T, o Options, r Request) (*Response, error) {
	t.Helper()
	c := New(o)
	defer c.Close()
	return c.Get(t.Context(), r)
}

func pack(t *testing.T, coding string, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	var w interface {
		Write([]byte) (int, error)
		Close() error
	}
	switch coding {
	case "gzip":
		w = gzip.NewWriter(&b)
	case "deflate":
		w = zlib.NewWriter(&b)
	case "raw":
		w, _ = flate.NewWriter(&b, 5)
	case "zstd":
		w, _ = zstd.NewWriter(&b)
	case "br":
		w = brotli.NewWriter(&b)
	}
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestGetReturnsTheDocument(t *testing.T) {
	text := []byte(strings.Repeat("خبر من الميدان\n", 40))
	for _, tt := range []struct{ name, coding, pack string }{
		{"plain", "", ""}, {"gzip", "gzip", "gzip"}, {"x-gzip", "x-gzip", "gzip"}, {"deflate", "deflate", "deflate"},
		{"raw deflate", "deflate", "raw"}, {"zstd", "zstd", "zstd"}, {"brotli", "br", "br"}, {"announced, not done", "gzip", ""}, {"identity", "identity", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			wire := text
			if tt.pack != "" {
				wire = pack(t, tt.pack, text)
			}
			srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if tt.coding != "" {
					w.Header().Set("Content-Encoding", tt.coding)
				}
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				_, _ = w.Write(wire)
			}))
			defer srv.Close()
			res, err := get(t, quick(), Request{URL: srv.URL + "/a", Types: []string{"text/html"}})
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(res.Body, text) || !bytes.Equal(res.Wire, wire) || res.Status != 200 {
				t.Errorf("status %d, %d bytes, wire %d", res.Status, len(res.Body), len(res.Wire))
			}
		})
	}
}

func TestHeadersSent(t *testing.T) {
	var got http.Header
	srv := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.Header.Clone() }))
	defer srv.Close()
	o := quick()
	o.UserAgent = "MarsadBot/1.0 (+mailto:desk@newsroom.example)"
	t.Setenv("HTTP_PROXY", "http://127.0.0.1:1") // ignored
	_, err := get(t, o, Request{URL: srv.URL, Language: "ar", Validators: Validators{ETag: `W/"x"`, Modified: "Sat, 21 Nov 2026 00:00:00 GMT"}})
	if err != nil {
		t.Fatal(err)
	}
	want := http.Header{
		"User-Agent": {o.UserAgent}, "Accept": {"*/*"}, "Accept-Language": {"ar"}, "Accept-Encoding": {"gzip, deflate, zstd, br"},
		"If-None-Match": {`W/"x"`}, "If-Modified-Since": {"Sat, 21 Nov 2026 00:00:00 GMT"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// raw serves bytes as they are, for answers that net/http would not give.
func raw(t *testing.T, serve func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				buf := make([]byte, 4096)
				_, _ = c.Read(buf)
				serve(c)
			}()
		}
	}()
	return "http://" + l.Addr().String() + "/"
}

func say(s string) func(net.Conn) {
	return func(c net.Conn) { _, _ = c.Write([]byte(s)) }
}

func TestBadServersGiveAReason(t *testing.T) {
	bomb := string(pack(t, "gzip", make([]byte, 1<<20)))
	brotliBomb := string(pack(t, "br", make([]byte, 64<<20)))
	half := string(pack(t, "gzip", []byte("half of this is missing"))[:20])
	drip := func(c net.Conn) {
		_, _ = c.Write([]byte("HTTP/1.1 200 OK\r\nContent-Length: 9000\r\n\r\n"))
		for range 8000 {
			if _, err := c.Write([]byte("x")); err != nil {
				return
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	endless := func(c net.Conn) {
		_, _ = c.Write([]byte("HTTP/1.1 200 OK\r\n\r\n"))
		for {
			if _, err := c.Write(make([]byte, 4096)); err != nil {
				return
			}
		}
	}
	tests := []struct {
		name  string
		serve func(net.Conn)
		want  Reason
	}{
		{"silence", hang, FirstByte},
		{"stalls in the body", func(c net.Conn) { say("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nab")(c); hang(c) }, Slow},
		{"drips", drip, Slow},
		{"endless", endless, TooLarge},
		{"announces too much", say("HTTP/1.1 200 OK\r\nContent-Length: 10001\r\n\r\n"), TooLarge},
		{"ends early", say("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nab"), BadLength},
		{"ends early in a chunk", say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n32\r\nab"), BadLength},
		{"bad chunk", say("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nab"), Protocol},
		{"brotli bomb", say("HTTP/1.0 200 OK\r\nContent-Encoding: br\r\n\r\n" + brotliBomb), TooLarge},
		{"brotli bomb in gzip", say("HTTP/1.0 200 OK\r\nContent-Encoding: br, gzip\r\n\r\n" + string(pack(t, "gzip", []byte(brotliBomb)))), TooLarge},
		{"half of a brotli stream", say("HTTP/1.0 200 OK\r\nContent-Encoding: br\r\n\r\n" + brotliBomb[:len(brotliBomb)/2]), TooLarge},
		{"no brotli at all", say("HTTP/1.0 200 OK\r\nContent-Encoding: br\r\n\r\n<p>just text"), BadEncoding},
		{"gzip bomb", say("HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + bomb), TooLarge},
		{"broken gzip", say("HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8bxxxxxxxxx"), BadEncoding},
		{"half a gzip", say("HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + half), BadEncoding},
		{"unknown coding", say("HTTP/1.0 200 OK\r\nContent-Encoding: compress\r\n\r\nabc"), BadEncoding},
		{"stacked codings", say("HTTP/1.0 200 OK\r\nContent-Encoding: gzip, gzip, gzip\r\n\r\nabc"), BadEncoding},
		{"big header", say("HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 10_000) + "\r\n\r\n"), Protocol},
		{"no HTTP", say("SSH-2.0-OpenSSH_9.9\r\n"), Protocol},
		{"nothing", func(net.Conn) {}, Protocol},
		{"wrong type", say("HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\nContent-Length: 1\r\n\r\nx"), BadType},
		{"redirect to nowhere", say("HTTP/1.1 302 Found\r\n\r\n"), BadRedirect},
		{"redirect to a file", say("HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\n\r\n"), BadScheme},
		{"redirect to a bad place", say("HTTP/1.1 302 Found\r\nLocation: http://%zz/\r\n\r\n"), BadRedirect},
		{"redirect to itself", say("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"), RedirectLoop},
		{"redirect to a private address", say("HTTP/1.1 302 Found\r\nLocation: http://10.1.2.3/\r\nContent-Length: 0\r\n\r\n"), BadAddress},
		{"redirect with a user name", say("HTTP/1.1 302 Found\r\nLocation: http://a:b@127.0.0.1/\r\nContent-Length: 0\r\n\r\n"), BadURL},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			o := quick()
			if tt.want == FirstByte || tt.want == Slow {
				o = hasty()
			}
			_, err := get(t, o, Request{URL: raw(t, tt.serve), Types: []string{"text/html", "text/plain"}})
			if got := ReasonOf(err); err == nil || got != tt.want {
				t.Errorf("got %s (%v), want %s", got, err, tt.want)
			}
		})
	}
}

func TestHTTP10WithoutLength(t *testing.T) {
	res, err := get(t, quick(), Request{URL: raw(t, say("HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>a"))})
	if err != nil || string(res.Body) != "<p>a" {
		t.Fatalf("%v, %v", res, err)
	}
}

func TestErrorPagesAreReadInPart(t *testing.T) {
	long := "HTTP/1.0 403 Forbidden\r\nContent-Type: video/x\r\n\r\n" + strings.Repeat("x", 20_000)
	res, err := get(t, quick(), Request{URL: raw(t, say(long)), Types: []string{"text/html"}})
	if err != nil || res.Status != 403 || !res.Cut || len(res.Body) != 10_000 {
		t.Fatalf("%+v, %v", res, err)
	}
}

func TestPartialBodies(t *testing.T) {
	long := strings.Repeat("x", 20_000)
	for name, answer := range map[string]string{
		"announced": "HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n" + long,
		"endless":   "HTTP/1.0 200 OK\r\n\r\n" + long,
		"packed":    "HTTP/1.0 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + string(pack(t, "gzip", []byte(long))),
	} {
		res, err := get(t, quick(), Request{URL: raw(t, say(answer)), Partial: true})
		if err != nil || len(res.Body) != 10_000 || !res.Cut {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRedirects(t *testing.T) {
	mux := http.NewServeMux()
	mux.Handle("/old", http.RedirectHandler("/older?x=1#part", http.StatusMovedPermanently))
	mux.Handle("/older", http.RedirectHandler("/now", http.StatusPermanentRedirect))
	mux.Handle("/now", http.RedirectHandler("/today", http.StatusFound))
	mux.HandleFunc("/today", func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write([]byte("a")) })
	mux.HandleFunc("/n/", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path+"x", http.StatusFound) })
	srv := httptest.NewServer(mux)
	defer srv.Close()
	var before, after []string
	res, err := get(t, quick(), Request{URL: srv.URL + "/old", Before: func(_ context.Context, u *url.URL) (func(Hop), error) {
		before = append(before, u.Path)
		return func(h Hop) { after = append(after, http.StatusText(h.Status)) }, nil
	}})
	if err != nil {
		t.Fatal(err)
	}
	if res.Final != srv.URL+"/today" || res.Moved != srv.URL+"/now" || len(res.Hops) != 4 {
		t.Errorf("final %s, moved %s, %d hops", res.Final, res.Moved, len(res.Hops))
	}
	if d := cmp.Diff([]string{"/old", "/older", "/now", "/today"}, before); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"Moved Permanently", "Permanent Redirect", "Found", "OK"}, after); d != "" {
		t.Error(d)
	}
	if _, err = get(t, quick(), Request{URL: srv.URL + "/n/"}); ReasonOf(err) != Redirects {
		t.Errorf("endless redirects: %v", err)
	}
}

func TestHookHoldsARequest(t *testing.T) {
	no := errors.New("robots say no")
	_, err := get(t, quick(), Request{URL: "http://127.0.0.1:9/", Before: func(context.Context, *url.URL) (func(Hop), error) { return nil, no }})
	if ReasonOf(err) != Held || !errors.Is(err, no) {
		t.Errorf("got %v", err)
	}
}

func TestTLSIsVerified(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {}))
	srv.Config.ErrorLog = log.New(io.Discard, "", 0) // the refused handshakes are the point
	srv.StartTLS()
	defer srv.Close()
	o := quick()
	if _, err := get(t, o, Request{URL: srv.URL}); ReasonOf(err) != TLS {
		t.Errorf("unknown authority: %v", err)
	}
	o.RootCAs = srv.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	if _, err := get(t, o, Request{URL: srv.URL}); err != nil {
		t.Errorf("known authority: %v", err)
	}
	o.Resolver = &names{[][]netip.Addr{{netip.MustParseAddr("127.0.0.1")}}}
	wrong := strings.Replace(srv.URL, "127.0.0.1", "other.test", 1)
	if _, err := get(t, o, Request{URL: wrong}); ReasonOf(err) != TLS {
		t.Errorf("wrong name: %v", err)
	}
	if _, err := get(t, o, Request{URL: wrong, AnyCert: true}); err != nil {
		t.Errorf("excepted: %v", err)
	}
}

func TestHTTP2AndReuse(t *testing.T) {
	srv := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write([]byte(r.RemoteAddr)) }))
	srv.EnableHTTP2 = true
	srv.StartTLS()
	defer srv.Close()
	o := quick()
	o.RootCAs = srv.Client().Transport.(*http.Transport).TLSClientConfig.RootCAs
	c := New(o)
	defer c.Close()
	a, err := c.Get(t.Context(), Request{URL: srv.URL})
	if err != nil {
		t.Fatal(err)
	}
	b, err := c.Get(t.Context(), Request{URL: srv.URL})
	if err != nil || a.Proto != "HTTP/2.0" || !bytes.Equal(a.Body, b.Body) {
		t.Errorf("%v, %s, %s then %s", err, a.Proto, a.Body, b.Body)
	}
}

func TestConnectRefused(t *testing.T) {
	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close()
	if _, err := get(t, quick(), Request{URL: "http://" + l.Addr().String()}); ReasonOf(err) != Connect {
		t.Errorf("got %v", err)
	}
}

func TestCallerGivesUp(t *testing.T) {
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	c := New(quick())
	if _, err := c.Get(ctx, Request{URL: raw(t, hang)}); ReasonOf(err) != Cancelled {
		t.Errorf("got %v", err)
	}
}
