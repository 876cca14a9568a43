package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"net/http/httputil"
	"strconv"
	"strings"
	"time"

	"github.com/marsad-news/marsad/fetcher/safehttp"
)

// Exchange is what an archive knows of one visit to an address.
type Exchange struct {
	URL       string // as found
	Final     string // after redirects
	Date      time.Time
	Source    string // empty in files of others
	Title     string // what the door said
	Published string // what the door said
	Found     time.Time
	FoundBy   string
	Kind      Kind
	Status    int
	Header    http.Header
	Body      []byte // transfer and content codings undone
	Digest    string // of the payload, as the record has it
	Revisit   bool   // the body is that of an earlier visit
	Where     string // file:offset of the record
}

// ErrNoAnswer says that a record holds no answer of a web server.
var ErrNoAnswer = errors.New("no web answer in this record")

// MaxBody is what a body may have at most, before and after decompression,
// unless the caller says otherwise.
const MaxBody = 10 << 20

// headBytes bounds the head of an HTTP answer.
const headBytes = 256 << 10

// Exchange reads a response, resource or revisit record. The body may have up
// to limit bytes; 0 means [MaxBody]. A revisit comes without one.
func (rec *Record) Exchange(limit int64) (*Exchange, error) {
	if limit <= 0 {
		limit = MaxBody
	}
	if !strings.HasPrefix(rec.Target, "http://") && !strings.HasPrefix(rec.Target, "https://") {
		return nil, fmt.Errorf("%w: target %.80q", ErrNoAnswer, rec.Target)
	}
	x := rec.exchange()
	switch {
	case rec.Type == Resource:
		return x, x.resource(rec, limit)
	case rec.Type == Revisit:
		x.Revisit = true
		if err := x.head(bufio.NewReader(rec.Body)); err != nil && rec.Size > 0 {
			return nil, err
		}
		return x, nil
	case rec.Type == Response && isHTTP(rec.Fields.Get("Content-Type")):
		return x, x.response(rec, limit)
	}
	return nil, fmt.Errorf("%w: type %q", ErrNoAnswer, rec.Type)
}

func (rec *Record) exchange() *Exchange {
	f := rec.Fields
	x := &Exchange{
		URL: rec.Target, Final: rec.Target, Date: rec.Date, Source: f.Get(fieldSource), Title: f.Get(fieldTitle), Published: f.Get(fieldPublished),
		FoundBy: f.Get(fieldFoundBy), Kind: Kind(f.Get(fieldKind)), Digest: f.Get(fieldPayload), Header: http.Header{},
	}
	if u := f.Get(fieldURL); u != "" {
		x.URL = u
	}
	x.Found, _ = parseDate(f.Get(fieldFound)) // zero: not known
	return x
}

func isHTTP(contentType string) bool {
	t, _, _ := strings.Cut(strings.ToLower(contentType), ";")
	t = strings.TrimSpace(t)
	return t == "" || t == "application/http"
}

// resource is a body without the answer that brought it.
func (x *Exchange) resource(rec *Record, limit int64) error {
	x.Status = http.StatusOK
	x.Header.Set("Content-Type", rec.Fields.Get("Content-Type"))
	raw, err := whole(rec.Body, limit)
	x.Body = raw
	return err
}

func (x *Exchange) response(rec *Record, limit int64) error {
	b := bufio.NewReader(rec.Body)
	if err := x.head(b); err != nil {
		return err
	}
	raw, err := whole(b, limit)
	if err != nil {
		return err
	}
	if strings.Contains(strings.ToLower(x.Header.Get("Transfer-Encoding")), "chunked") {
		if raw, err = dechunk(raw, limit); err != nil {
			return err
		}
	}
	x.Body, _, err = safehttp.Decode(x.Header.Values("Content-Encoding"), raw, limit)
	if err != nil && looksLikeText(raw) { // many archives undo the coding and keep the header
		x.Body, err = raw, nil
	}
	if err != nil {
		return fmt.Errorf("decode body of %s: %w", x.Final, err)
	}
	return nil
}

// head reads a status line and header lines as leniently as browsers do.
func (x *Exchange) head(b *bufio.Reader) error {
	budget := headBytes
	status, err := line(b, &budget)
	if err != nil {
		return fmt.Errorf("read status of %s: %w", x.Final, err)
	}
	proto, rest, _ := strings.Cut(status, " ")
	code, _, _ := strings.Cut(strings.TrimSpace(rest), " ")
	n, err := strconv.Atoi(code)
	if err != nil || n < 100 || n > 999 || !strings.HasPrefix(strings.ToUpper(proto), "HTTP") {
		return fmt.Errorf("%w: status line %.40q", ErrNoAnswer, status)
	}
	x.Status = n
	lines, err := fields(b, &budget)
	for _, l := range lines {
		x.Header.Add(l.Name, l.Value)
	}
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return fmt.Errorf("read header of %s: %w", x.Final, err)
	}
	return nil
}

// whole reads all of r; more than limit bytes are an error.
func whole(r io.Reader, limit int64) ([]byte, error) {
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("read body: %w", err)
	}
	if int64(len(raw)) > limit {
		return nil, fmt.Errorf("read body: over %d bytes", limit)
	}
	return raw, nil
}

// dechunk undoes the chunked coding, where it is still there: many archives
// undo it and keep the header.
func dechunk(raw []byte, limit int64) ([]byte, error) {
	first, _, _ := bytes.Cut(raw, []byte("\n"))
	size, _, _ := strings.Cut(string(bytes.TrimSpace(first[:min(len(first), 40)])), ";")
	if _, err := strconv.ParseUint(strings.TrimSpace(size), 16, 32); err != nil {
		return raw, nil
	}
	out, err := whole(httputil.NewChunkedReader(bytes.NewReader(raw)), limit)
	if err != nil && looksLikeText(raw) {
		return raw, nil
	}
	if err != nil {
		return nil, fmt.Errorf("undo chunks: %w", err)
	}
	return out, nil
}

// looksLikeText tells markup from compressed bytes.
func looksLikeText(b []byte) bool {
	head := bytes.TrimSpace(b[:min(len(b), 512)])
	return len(head) > 0 && (head[0] == '<' || bytes.HasPrefix(head, []byte("\xef\xbb\xbf<"))) && !bytes.ContainsRune(head, 0)
}

// MediaType is the media type of the body, in lower case, without parameters.
func (x *Exchange) MediaType() string {
	t, _, err := mime.ParseMediaType(x.Header.Get("Content-Type"))
	if err != nil {
		t, _, _ = strings.Cut(strings.ToLower(x.Header.Get("Content-Type")), ";")
	}
	return strings.TrimSpace(t)
}
