package warc

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/netip"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Entry is one line of an index: an exchange and where it stands. The line is
// CDXJ: the address with its host turned round, the time, and a JSON object.
type Entry struct {
	Key    string // see [Key]
	Time   time.Time
	URL    string // where the answer came from
	As     string // the address as found, when it differs
	Source string
	Kind   Kind
	Mime   string // warc/revisit for a revisit
	Status int
	Digest string // of the payload, without its "sha1:"
	Offset int64
	Length int64 // bytes in the file
	File   string
}

// mimeRevisit is what indexes write as the type of a revisit.
const mimeRevisit = "warc/revisit"

// Revisit says whether the record stands for an earlier one.
func (e *Entry) Revisit() bool { return e.Mime == mimeRevisit }

// Found is the address as it was found.
func (e *Entry) Found() string {
	if e.As != "" {
		return e.As
	}
	return e.URL
}

// Where is the record's place, as pages name it.
func (e *Entry) Where() string { return e.File + ":" + strconv.FormatInt(e.Offset, 10) }

// entryJSON has numbers as strings, as readers of CDXJ expect them.
type entryJSON struct {
	URL    string `json:"url"`
	Date   string `json:"date,omitempty"` // the time to the microsecond, by which revisits refer
	As     string `json:"as,omitempty"`
	Source string `json:"source,omitempty"`
	Kind   Kind   `json:"kind,omitempty"`
	Mime   string `json:"mime"`
	Status string `json:"status"`
	Digest string `json:"digest,omitempty"`
	Length string `json:"length"`
	Offset string `json:"offset"`
	File   string `json:"filename"`
}

const stampLayout = "20060102150405"

// maxLine bounds a line of an index, in bytes: an address has at most 4096.
const maxLine = 32 << 10

// Line is the entry as a line, without its end.
func (e *Entry) Line() string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	_ = enc.Encode(entryJSON{ // strings always encode
		e.URL, formatDate(e.Time), e.As, e.Source, e.Kind, e.Mime, strconv.Itoa(e.Status), e.Digest, strconv.FormatInt(e.Length, 10), strconv.FormatInt(e.Offset, 10), e.File,
	})
	return e.Key + " " + e.Time.UTC().Format(stampLayout) + " " + strings.TrimSuffix(b.String(), "\n")
}

// ParseLine reads a line of an index.
func ParseLine(s string) (Entry, error) {
	key, rest, ok := strings.Cut(s, " ")
	stamp, object, ok2 := strings.Cut(rest, " ")
	if !ok || !ok2 || key == "" {
		return Entry{}, fmt.Errorf("read index: %.60q is no line of one", s)
	}
	var j entryJSON
	if err := json.Unmarshal([]byte(object), &j); err != nil {
		return Entry{}, fmt.Errorf("read index: %w", err)
	}
	e := Entry{Key: key, URL: j.URL, As: j.As, Source: j.Source, Kind: j.Kind, Mime: j.Mime, Digest: j.Digest, File: j.File}
	var errs [4]error
	e.Time, errs[0] = time.Parse(stampLayout, stamp)
	if t, err := parseDate(j.Date); err == nil && j.Date != "" {
		e.Time = t
	}
	e.Offset, errs[1] = strconv.ParseInt(j.Offset, 10, 64)
	e.Length, errs[2] = strconv.ParseInt(j.Length, 10, 64)
	if j.Status != "" && j.Status != "-" {
		e.Status, errs[3] = strconv.Atoi(j.Status)
	}
	if err := errors.Join(errs[:]...); err != nil {
		return Entry{}, fmt.Errorf("read index: %w", err)
	}
	if e.Offset < 0 || e.Length < 0 {
		return Entry{}, errors.New("read index: a negative place")
	}
	return e, nil
}

// Key is an address in the form by which indexes are sorted: host turned
// round, a bracket, path and query. Addresses of one site stand together.
func Key(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return strings.ReplaceAll(address, " ", "%20")
	}
	key := strings.ToLower(u.Hostname())
	if _, err := netip.ParseAddr(key); err != nil {
		host := strings.Split(key, ".")
		slices.Reverse(host)
		key = strings.Join(host, ",")
	}
	if p := u.Port(); p != "" {
		key += ":" + p
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	key += ")" + path
	if u.RawQuery != "" {
		key += "?" + u.RawQuery
	}
	return strings.ReplaceAll(key, " ", "%20")
}

// writeIndex writes entries sorted by address and time.
func writeIndex(w io.Writer, entries []Entry) error {
	slices.SortFunc(entries, func(a, b Entry) int {
		if c := strings.Compare(a.Key, b.Key); c != 0 {
			return c
		}
		return a.Time.Compare(b.Time)
	})
	b := bufio.NewWriter(w)
	for i := range entries {
		if _, err := b.WriteString(entries[i].Line() + "\n"); err != nil {
			return fmt.Errorf("write index: %w", err)
		}
	}
	if err := b.Flush(); err != nil {
		return fmt.Errorf("write index: %w", err)
	}
	return nil
}

// readIndex calls f with each line of an index. A line that cannot be read is
// an error: the index is to be made anew from its file.
func readIndex(r io.Reader, f func(Entry) error) error {
	sc := bufio.NewScanner(r)
	sc.Buffer(make([]byte, 4<<10), maxLine)
	for sc.Scan() {
		e, err := ParseLine(sc.Text())
		if err != nil {
			return err
		}
		if err := f(e); err != nil {
			return err
		}
	}
	if err := sc.Err(); err != nil {
		return fmt.Errorf("read index: %w", err)
	}
	return nil
}

// Scan makes the entries of a file from the file itself and returns them with
// the offset behind the last whole record, and how many stretches were
// damaged.
func Scan(r io.Reader, file string) (entries []Entry, end int64, damaged int, err error) {
	err = scan(r, file, func(e Entry) { entries = append(entries, e) }, &end, &damaged)
	return entries, end, damaged, err
}

func scan(in io.Reader, file string, f func(Entry), end *int64, damaged *int) error {
	r := NewReader(in, 0)
	var last *Entry // complete once the next record begins
	flush := func() {
		if last != nil && r.End() > last.Offset {
			last.Length = r.End() - last.Offset
			f(*last)
		}
		last = nil
	}
	for {
		rec, err := r.Next()
		var damage *DamageError
		switch {
		case errors.As(err, &damage):
			*damaged++
			if last != nil && damage.Offset != last.Offset {
				flush()
			}
			last = nil
			continue
		case errors.Is(err, io.EOF):
			flush()
			*end = r.End()
			return nil
		case err != nil:
			return fmt.Errorf("scan %s: %w", file, err)
		}
		flush()
		if rec.Direct {
			last = rec.entry(file)
		}
	}
}

// entry describes a record of an exchange, nil for others.
func (rec *Record) entry(file string) *Entry {
	if rec.Type != Response && rec.Type != Revisit && rec.Type != Resource {
		return nil
	}
	e := &Entry{
		Key: Key(rec.Target), Time: rec.Date, URL: rec.Target, As: rec.Fields.Get(fieldURL), Source: rec.Fields.Get(fieldSource), Kind: Kind(rec.Fields.Get(fieldKind)),
		Offset: rec.Offset, File: file, Digest: plainDigest(rec.Fields.Get(fieldPayload)), Status: 200,
	}
	if rec.Type == Resource {
		e.Mime = rec.Fields.Get("Content-Type")
		return e
	}
	x := &Exchange{Header: map[string][]string{}}
	if err := x.head(bufio.NewReaderSize(rec.Body, 4<<10)); err == nil {
		e.Status, e.Mime = x.Status, x.MediaType()
	}
	if rec.Type == Revisit {
		e.Mime = mimeRevisit
	}
	return e
}

func plainDigest(s string) string { return strings.TrimPrefix(s, "sha1:") }
