package farm

import (
	"bytes"
	"compress/gzip"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"io"
	"math/big"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/andybalholm/brotli"
	"golang.org/x/text/encoding/charmap"
)

// site is one host of the farm.
type site struct {
	farm     *Farm
	name     string
	kind     Kind
	n        int
	interval time.Duration
	judge    judge
	mu       sync.Mutex
	asked    map[string]int
}

func (s *site) count(path string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.asked[path]++
	return s.asked[path]
}

func (s *site) serve(w http.ResponseWriter, r *http.Request) {
	path := r.URL.Path
	nth := s.count(path)
	switch {
	case path == "/robots.txt":
		s.robots(w)
	case path == "/feed.xml":
		s.feed(w, r, nth)
	case path == "/moved.xml" && s.kind == Moved:
		s.entries(w)
	case strings.HasPrefix(path, "/sitemap"):
		s.sitemap(w, path)
	case strings.HasPrefix(path, "/story/"):
		s.story(w, r, nth)
	default:
		http.NotFound(w, r)
	}
}

func (s *site) robots(w http.ResponseWriter) {
	switch s.kind {
	case RobotsDown:
		http.Error(w, "overloaded", http.StatusServiceUnavailable)
	case RobotsDead:
		cut(w)
	case Delay:
		fmt.Fprintf(w, "User-agent: *\nCrawl-delay: %d\nDisallow:\n", int(s.interval.Seconds()))
	case Forbidden:
		fmt.Fprint(w, "User-agent: *\nDisallow: /story/*1$\nDisallow: /story/*3$\nDisallow: /story/*5$\nDisallow: /story/*7$\nDisallow: /story/*9$\n")
	default:
		fmt.Fprint(w, "User-agent: *\nDisallow: /private/\n")
	}
}

// cut ends the connection without an answer.
func cut(w http.ResponseWriter) {
	if h, ok := w.(http.Hijacker); ok {
		if c, _, err := h.Hijack(); err == nil {
			_ = c.Close() // the point of it
		}
	}
}

func (s *site) feed(w http.ResponseWriter, r *http.Request, nth int) {
	switch s.kind {
	case Rebind: // whoever asks on must look the name up again
		w.Header().Set("Connection", "close")
	case Moved:
		http.Redirect(w, r, "/moved.xml", http.StatusMovedPermanently)
		return
	case Liar:
		w.Header().Set("Etag", `"always"`)
		if r.Header.Get("If-None-Match") == `"always"` && nth%2 == 0 {
			w.WriteHeader(http.StatusNotModified)
			return
		}
	}
	s.entries(w)
}

func (s *site) entries(w http.ResponseWriter) {
	var b strings.Builder
	encoding := "utf-8"
	if s.kind == Windows {
		encoding = "windows-1256"
	}
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="%s"?><rss version="2.0"><channel><title>مزرعة</title>`, encoding)
	for i := range s.farm.o.Articles {
		fmt.Fprintf(&b, "<item><title>خبر رقم %d</title><link>%s</link></item>", i, s.farm.Story(s.name, i))
	}
	b.WriteString("</channel></rss>")
	w.Header().Set("Content-Type", "application/rss+xml")
	out := []byte(b.String())
	if s.kind == Windows {
		if enc, err := charmap.Windows1256.NewEncoder().Bytes(out); err == nil {
			out = enc
		}
	}
	_, _ = w.Write(out) // a reader that left is no business of ours
}

// sitemap of a flood names a thousand sitemaps of ten thousand pages each: ten
// million links.
func (s *site) sitemap(w http.ResponseWriter, path string) {
	w.Header().Set("Content-Type", "application/xml")
	if path == "/sitemap.xml" && s.kind == Flood {
		_, _ = io.WriteString(w, "<sitemapindex>")
		for i := range 1000 {
			fmt.Fprintf(w, "<sitemap><loc>%s/sitemap-%d.xml</loc></sitemap>", s.farm.Base(s.name), i)
		}
		_, _ = io.WriteString(w, "</sitemapindex>")
		return
	}
	part, _ := strconv.Atoi(strings.TrimSuffix(strings.TrimPrefix(path, "/sitemap-"), ".xml"))
	_, _ = io.WriteString(w, "<urlset>")
	for i := range 10_000 {
		fmt.Fprintf(w, "<url><loc>%s</loc></url>", s.farm.Story(s.name, 1_000_000+part*10_000+i))
	}
	_, _ = io.WriteString(w, "</urlset>")
}

func (s *site) story(w http.ResponseWriter, r *http.Request, nth int) {
	switch s.kind {
	case Throttle:
		if s.n%2 == 0 && nth == 1 && strings.HasSuffix(r.URL.Path, "1") {
			s.judge.leave(time.Second)
			w.Header().Set("Retry-After", "1")
			http.Error(w, "slow down", http.StatusTooManyRequests)
			return
		}
	case Refuse:
		if nth == 1 && strings.HasSuffix(r.URL.Path, "/2") {
			s.judge.leave(time.Minute)
			http.Error(w, "slow down", http.StatusTooManyRequests)
			return
		}
	case Loop:
		other := strings.TrimSuffix(r.URL.Path, "x")
		if other == r.URL.Path {
			other += "x"
		}
		http.Redirect(w, r, other, http.StatusFound)
		return
	case Challenge:
		w.Header().Set("Cf-Mitigated", "challenge")
		http.Error(w, "<title>Just a moment...</title>", http.StatusForbidden)
		return
	case Vanish:
		if nth > 1 {
			http.Error(w, "gone", http.StatusGone)
			return
		}
	case Drip, Bomb, BrotliBomb, Endless, ShortLength, Old:
		s.nasty(w, r)
		return
	}
	s.page(w, r)
}

func (s *site) page(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	body := s.farm.body
	switch accepts := r.Header.Get("Accept-Encoding"); {
	case s.kind == Brotli && strings.Contains(accepts, "br"):
		h.Set("Content-Encoding", "br")
		body = s.farm.brotli
	case strings.Contains(accepts, "gzip"):
		h.Set("Content-Encoding", "gzip")
		body = s.farm.packed
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	_, _ = w.Write(body) // a reader that left is no business of ours
}

// nasty answers as no server should.
func (s *site) nasty(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Type", "text/html")
	switch s.kind {
	case Drip:
		for range 10_000 {
			if _, err := io.WriteString(w, "x"); err != nil || r.Context().Err() != nil {
				return
			}
			w.(http.Flusher).Flush()
			time.Sleep(50 * time.Millisecond)
		}
	case Bomb:
		h.Set("Content-Encoding", "gzip")
		_, _ = w.Write(bomb())
	case BrotliBomb:
		h.Set("Content-Encoding", "br")
		_, _ = w.Write(brotliBomb())
	case Endless:
		junk := bytes.Repeat([]byte("<p>and so on</p>\n"), 4096)
		for r.Context().Err() == nil {
			if _, err := w.Write(junk); err != nil {
				return
			}
		}
	case ShortLength:
		h.Set("Content-Length", "99999")
		_, _ = io.WriteString(w, "<p>that was all")
	case Old:
		hj, ok := w.(http.Hijacker)
		if !ok {
			return
		}
		c, _, err := hj.Hijack()
		if err != nil {
			return
		}
		defer func() { _ = c.Close() }() // the answer ends with it
		_, _ = io.WriteString(c, "HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<p>"+s.name)
	}
}

// bomb is 20 MB of nothing in 20 KB.
var bomb = sync.OnceValue(func() []byte { return pack(make([]byte, 20<<20)) })

// brotliBomb is 200 MB of nothing in some hundred bytes.
var brotliBomb = sync.OnceValue(func() []byte { return packBrotli(make([]byte, 200<<20)) })

func packBrotli(b []byte) []byte {
	var out bytes.Buffer
	w := brotli.NewWriterLevel(&out, brotli.BestSpeed)
	_, _ = w.Write(b) // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

func pack(b []byte) []byte {
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	_, _ = w.Write(b) // a buffer takes everything
	_ = w.Close()
	return out.Bytes()
}

// story makes a page of so many bytes that packs about as well as a real one.
func story(size int) (plain, packed []byte) {
	var b bytes.Buffer
	b.WriteString("<!doctype html><html lang=ar dir=rtl><head><title>خبر من المزرعة</title></head><body><article>\n")
	words := []string{"قال", "المتحدث", "إن", "القوات", "وصلت", "إلى", "القاعدة", "صباح", "اليوم", "بعد", "اتفاق", "جديد"}
	seed := uint32(7)
	for b.Len() < size {
		b.WriteString("<p>")
		for range 40 {
			seed = seed*1664525 + 1013904223
			b.WriteString(words[(seed>>16)%uint32(len(words))])
			if seed>>24 < 40 {
				fmt.Fprintf(&b, " %d", seed>>20)
			}
			b.WriteByte(' ')
		}
		b.WriteString("</p>\n")
	}
	b.WriteString("</article></body></html>")
	return b.Bytes(), pack(b.Bytes())
}

// certificate makes one for a name, signed by itself.
func certificate(name string) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make key: %w", err)
	}
	t := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, DNSNames: []string{name},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(24 * time.Hour),
	}
	der, err := x509.CreateCertificate(rand.Reader, t, t, &key.PublicKey, key)
	if err != nil {
		return tls.Certificate{}, fmt.Errorf("make certificate: %w", err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, nil
}
