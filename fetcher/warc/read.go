package warc

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
)

// Bounds of a record's head. Real ones have under 2 KB.
const (
	maxHead   = 64 << 10
	maxFields = 200
)

// Record is one record of a file. Its body can be read until the next one is
// asked for.
type Record struct {
	Type   string
	Target string // WARC-Target-URI
	Date   time.Time
	Fields Fields
	Size   int64 // bytes of the body, as announced
	Offset int64 // in the file; of the gzip member, for a compressed one
	Direct bool  // reading can start at Offset: false for files compressed in one piece
	Body   io.Reader
}

// DamageError says that a stretch of the file could not be read. The reader
// has passed it over: the next call goes on behind it.
type DamageError struct {
	Offset int64 // of the record, or of the stretch
	Err    error
}

func (e *DamageError) Error() string { return fmt.Sprintf("damaged at byte %d: %v", e.Offset, e.Err) }
func (e *DamageError) Unwrap() error { return e.Err }

// Reader walks through the records of a file: plain, compressed by record, or
// compressed in one piece. It holds no more than some 200 KB, whatever the
// file.
type Reader struct {
	in   *bufio.Reader // the file
	read *counter
	base int64         // offset of the first byte in the file
	z    *gzip.Reader  // nil until a compressed record was seen
	text *bufio.Reader // what comes out of z; nil outside of a member
	open *body         // of the current record
	at   int64         // offset of the current record
	end  int64         // behind the last whole record
	lost bool          // behind damage: look for the next record
}

// counter counts what was taken from a reader.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

// NewReader reads from r, whose first byte stands at offset base of its file.
func NewReader(r io.Reader, base int64) *Reader {
	c := &counter{r: r}
	return &Reader{in: bufio.NewReaderSize(c, 64<<10), read: c, base: base, end: base}
}

func (r *Reader) pos() int64 { return r.base + r.read.n - int64(r.in.Buffered()) }

// End is the offset behind the last record that was read whole.
func (r *Reader) End() int64 { return r.end }

// Pos is how far into the file reading has come.
func (r *Reader) Pos() int64 { return r.pos() }

// Next passes over what is left of the current record and returns the next
// one. It returns [io.EOF] behind the last, and a [*DamageError] for what
// cannot be read.
func (r *Reader) Next() (*Record, error) {
	if err := r.finish(); err != nil {
		r.lost = true
		return nil, r.damaged(r.at, err)
	}
	if r.lost {
		if err := r.seek(); err != nil {
			return nil, err
		}
	}
	direct, err := r.begin()
	if errors.Is(err, io.EOF) {
		return nil, io.EOF
	}
	if err == nil {
		var rec *Record
		if rec, err = r.head(direct); err == nil {
			return rec, nil
		}
	}
	r.lost = true
	return nil, r.damaged(r.at, err)
}

func (r *Reader) damaged(at int64, err error) error {
	if errors.Is(err, io.EOF) {
		err = io.ErrUnexpectedEOF
	}
	r.open, r.text = nil, nil
	return &DamageError{at, err}
}

// finish reads the current record to its end, and the two line ends after it.
func (r *Reader) finish() error {
	if r.open == nil {
		return nil
	}
	if _, err := io.Copy(io.Discard, r.open); err != nil {
		return fmt.Errorf("read record: %w", err)
	}
	from := r.in
	if r.text != nil {
		from = r.text
	}
	if err := newlines(from); err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("read end of record: %w", err)
	}
	r.open = nil
	if r.text != nil {
		if _, err := r.text.Peek(1); err != nil { // reads the checksum
			if !errors.Is(err, io.EOF) {
				return fmt.Errorf("read end of member: %w", err)
			}
			r.text = nil
		}
	}
	if r.text == nil {
		r.end = r.pos()
	}
	return nil
}

// newlines passes over line ends.
func newlines(b *bufio.Reader) error {
	for {
		c, err := b.Peek(1)
		if err != nil {
			return err
		}
		if c[0] != '\r' && c[0] != '\n' {
			return nil
		}
		_, _ = b.Discard(1) // it was peeked
	}
}

// begin stands before a record's first byte: inside a member or at a new one.
func (r *Reader) begin() (direct bool, err error) {
	if r.text != nil {
		return false, nil
	}
	if err := newlines(r.in); err != nil {
		return false, err
	}
	r.at = r.pos()
	magic, err := r.in.Peek(2)
	if err != nil {
		return false, fmt.Errorf("one byte is no record: %w", io.ErrUnexpectedEOF)
	}
	if magic[0] != 0x1f || magic[1] != 0x8b {
		return true, nil
	}
	if r.z == nil {
		r.z = new(gzip.Reader)
	}
	if err := r.z.Reset(r.in); err != nil {
		return false, fmt.Errorf("open member: %w", unexpected(err))
	}
	r.z.Multistream(false)
	r.text = bufio.NewReaderSize(r.z, 32<<10)
	return true, nil
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

// head reads the head of a record.
func (r *Reader) head(direct bool) (*Record, error) {
	from := r.in
	if r.text != nil {
		from = r.text
	}
	budget := maxHead
	version, err := line(from, &budget)
	if err != nil {
		return nil, fmt.Errorf("read version: %w", err)
	}
	if !strings.HasPrefix(version, "WARC/") {
		return nil, fmt.Errorf("%.20q is no version of a record", version)
	}
	rec := &Record{Offset: r.at, Direct: direct}
	if rec.Fields, err = fields(from, &budget); err != nil {
		return nil, err
	}
	if rec.Size, err = strconv.ParseInt(rec.Fields.Get("Content-Length"), 10, 64); err != nil || rec.Size < 0 {
		return nil, fmt.Errorf("%q is no Content-Length", rec.Fields.Get("Content-Length"))
	}
	rec.Type = strings.ToLower(rec.Fields.Get("WARC-Type"))
	rec.Target = plainURI(rec.Fields.Get(fieldTarget))
	rec.Date, _ = parseDate(rec.Fields.Get(fieldDate)) // zero: the record says nothing usable
	r.open = &body{from, rec.Size}
	rec.Body = r.open
	return rec, nil
}

// line reads one line without its end.
func line(b *bufio.Reader, budget *int) (string, error) {
	var out []byte
	for {
		part, err := b.ReadSlice('\n')
		if *budget -= len(part); *budget < 0 {
			return "", fmt.Errorf("head is longer than %d bytes", maxHead)
		}
		out = append(out, part...)
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err != nil {
			return "", unexpected(err)
		}
		return strings.TrimRight(string(out), "\r\n"), nil
	}
}

// fields reads lines of "Name: value" up to an empty one. A line that begins
// with white space continues the one before.
func fields(b *bufio.Reader, budget *int) (Fields, error) {
	var out Fields
	for {
		s, err := line(b, budget)
		if err != nil {
			return nil, fmt.Errorf("read head: %w", err)
		}
		if s == "" {
			return out, nil
		}
		if (s[0] == ' ' || s[0] == '\t') && len(out) > 0 {
			out[len(out)-1].Value += " " + strings.TrimSpace(s)
			continue
		}
		name, value, ok := strings.Cut(s, ":")
		if !ok || len(out) == maxFields {
			continue // a line that says nothing to anybody
		}
		out = append(out, Field{strings.TrimSpace(name), strings.TrimSpace(value)})
	}
}

// body is what a record holds: exactly as many bytes as it announced.
type body struct {
	from io.Reader
	left int64
}

func (b *body) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, io.EOF
	}
	n, err := b.from.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	if errors.Is(err, io.EOF) {
		err = nil
		if b.left > 0 {
			err = io.ErrUnexpectedEOF
		}
	}
	return n, err
}

// seek looks for the next thing that may be a record.
func (r *Reader) seek() error {
	for {
		window, err := r.in.Peek(r.in.Size())
		if len(window) == 0 {
			return io.EOF
		}
		if i := likely(window); i >= 0 {
			_, _ = r.in.Discard(i) // it was peeked
			r.lost = false
			return nil
		}
		if err != nil { // the end: nothing more to find
			_, _ = r.in.Discard(len(window)) // as above
			return io.EOF
		}
		_, _ = r.in.Discard(len(window) - 8) // a mark may stand across the edge
	}
}

// likely is where a record seems to begin: the head of a gzip member with
// deflate and no reserved flag, or a version after a line end.
func likely(b []byte) int {
	gz, plain := -1, -1
	for from := 0; ; {
		i := bytes.Index(b[from:], []byte{0x1f, 0x8b, 8})
		if i < 0 {
			break
		}
		if from += i; from+3 < len(b) && b[from+3] < 0x20 {
			gz = from
			break
		}
		from += 3
	}
	if i := bytes.Index(b, []byte("\nWARC/")); i >= 0 {
		plain = i + 1
	}
	if gz >= 0 && (plain < 0 || gz < plain) {
		return gz
	}
	return plain
}
