package warc

import (
	"bytes"
	"crypto/sha1" //nolint:gosec // the digest that tools for WARC files agree on; nothing secret hangs on it
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/klauspost/compress/gzip"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/safehttp"
)

// digest is a digest in the usual form: SHA-1 in base 32.
func digest(parts ...[]byte) string {
	h := sha1.New() //nolint:gosec // as above
	for _, p := range parts {
		_, _ = h.Write(p) // never fails
	}
	return "sha1:" + base32.StdEncoding.EncodeToString(h.Sum(nil))
}

// recordID is made from what the record is, so that a revisit can name the
// record it stands for without having read it.
func recordID(kind, target string, at time.Time) string {
	s := sha256.Sum256([]byte(kind + "\x00" + target + "\x00" + formatDate(at)))
	s[6], s[8] = s[6]&0x0f|0x80, s[8]&0x3f|0x80 // RFC 9562: version 8, custom
	return fmt.Sprintf("<urn:uuid:%x-%x-%x-%x-%x>", s[0:4], s[4:6], s[6:8], s[8:10], s[10:16])
}

// ref is where an original stands.
type ref struct {
	url   string
	date  time.Time
	where string
}

// draft is a record before it is written.
type draft struct {
	fields Fields
	head   []byte // first part of the block
	body   []byte // second part
	packed bool   // the body is compressed: again would gain nothing
}

// append writes the record as one gzip member behind b.
func (d *draft) append(b *bytes.Buffer) {
	pool := &packers
	if d.packed {
		pool = &storers
	}
	z := pool.Get().(*gzip.Writer)
	defer pool.Put(z)
	z.Reset(b)
	_, _ = io.WriteString(z, "WARC/1.1\r\n") // a buffer takes everything
	for _, f := range d.fields {
		_, _ = io.WriteString(z, f.Name+": "+f.Value+"\r\n")
	}
	_, _ = io.WriteString(z, "Content-Length: "+strconv.Itoa(len(d.head)+len(d.body))+"\r\n\r\n")
	_, _ = z.Write(d.head)
	_, _ = z.Write(d.body)
	_, _ = io.WriteString(z, "\r\n\r\n")
	_ = z.Close()
}

var (
	packers = sync.Pool{New: func() any { return newPacker(gzip.BestSpeed) }}
	storers = sync.Pool{New: func() any { return newPacker(gzip.NoCompression) }}
)

func newPacker(level int) *gzip.Writer {
	w, _ := gzip.NewWriterLevel(nil, level) // the level is valid
	return w
}

func (d *draft) common(kind, target string, at time.Time) {
	d.fields.add("WARC-Type", kind)
	d.fields.add("WARC-Record-ID", recordID(kind, target, at))
	d.fields.add(fieldDate, formatDate(at))
	d.fields.add(fieldTarget, target)
}

// about adds what only the pipeline knows of a page.
func (d *draft) about(target string, kind Kind, p *event.Page) {
	d.fields.add(fieldKind, string(kind))
	d.fields.add(fieldSource, p.Source)
	if p.URL != target {
		d.fields.add(fieldURL, p.URL)
	}
	d.fields.add(fieldTitle, p.Title)
	d.fields.add(fieldPublished, p.Published)
	if !p.FoundAt.IsZero() {
		d.fields.add(fieldFound, formatDate(p.FoundAt))
	}
	d.fields.add(fieldFoundBy, p.FoundBy)
}

// answer is the response record of an exchange.
func answer(res *safehttp.Response, kind Kind, p *event.Page, at time.Time, payload string) *draft {
	d := &draft{head: statusAndHeader(res), body: res.Wire, packed: res.Coding != ""}
	d.common(Response, res.Final, at)
	d.fields.add("Content-Type", "application/http;msgtype=response")
	d.fields.add("WARC-Block-Digest", digest(d.head, d.body))
	d.fields.add(fieldPayload, payload)
	d.fields.add(fieldProtocol, protocol(res.Proto))
	if res.Cut {
		d.fields.add("WARC-Truncated", "length")
	}
	d.about(res.Final, kind, p)
	return d
}

// revisit is the record of a visit that found what is there already.
func revisit(res *safehttp.Response, kind Kind, p *event.Page, at time.Time, payload, profile string, of ref) *draft {
	d := &draft{head: statusAndHeader(res)}
	d.common(Revisit, res.Final, at)
	d.fields.add("Content-Type", "application/http;msgtype=response")
	d.fields.add("WARC-Block-Digest", digest(d.head))
	d.fields.add(fieldPayload, payload)
	d.fields.add("WARC-Profile", profile)
	d.fields.add("WARC-Refers-To", recordID(Response, of.url, of.date))
	d.fields.add("WARC-Refers-To-Target-URI", of.url)
	d.fields.add("WARC-Refers-To-Date", formatDate(of.date))
	d.fields.add(fieldRefers, of.where)
	d.fields.add(fieldProtocol, protocol(res.Proto))
	d.about(res.Final, kind, p)
	return d
}

// asked is the request record that goes with an answer.
func asked(res *safehttp.Response, at time.Time, with string) *draft {
	d := &draft{head: requestHead(res)}
	d.common(Request, res.Final, at)
	d.fields.add("Content-Type", "application/http;msgtype=request")
	d.fields.add("WARC-Concurrent-To", with)
	d.fields.add("WARC-Block-Digest", digest(d.head))
	return d
}

func protocol(proto string) string {
	switch {
	case strings.HasPrefix(proto, "HTTP/2"):
		return "h2"
	case proto == "HTTP/1.0":
		return "http/1.0"
	}
	return ""
}

// statusAndHeader is the head of an answer as HTTP/1.1 writes it: readers know
// no other form.
func statusAndHeader(res *safehttp.Response) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "HTTP/1.1 %d %s\r\n", res.Status, http.StatusText(res.Status))
	writeHeader(&b, res.Header)
	return b.Bytes()
}

func requestHead(res *safehttp.Response) []byte {
	var b bytes.Buffer
	target, host := "/", ""
	if u, err := url.Parse(res.Final); err == nil {
		target, host = u.RequestURI(), u.Host
	}
	fmt.Fprintf(&b, "GET %s HTTP/1.1\r\nHost: %s\r\n", target, host)
	writeHeader(&b, res.Sent)
	return b.Bytes()
}

func writeHeader(b *bytes.Buffer, h http.Header) {
	names := make([]string, 0, len(h))
	for n := range h {
		names = append(names, n)
	}
	slices.Sort(names)
	for _, n := range names {
		for _, v := range h[n] {
			b.WriteString(n + ": " + strings.NewReplacer("\r", " ", "\n", " ").Replace(v) + "\r\n")
		}
	}
	b.WriteString("\r\n")
}
