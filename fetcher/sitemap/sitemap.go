// Package sitemap reads sitemaps: lists of pages, lists of sitemaps, the news
// extension, plain text, packed or not.
//
// It reads as a stream, never recurses and never holds more than the caps
// allow. It is pure: it does not fetch.
package sitemap

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// Limits of what is read. The protocol allows 50,000 entries and 50 MB
// (sitemaps.org/protocol.html); the bytes count after decompression.
const (
	MaxEntries = 50_000
	MaxBytes   = 50 << 20
	maxDepth   = 64
	maxText    = 8 << 10 // bytes of one element's text
)

// ErrNotSitemap says that the body is something else.
var ErrNotSitemap = errors.New("not a sitemap")

// Sitemap is what one says.
type Sitemap struct {
	Entries []Entry
	Maps    []Child // of an index
	News    bool    // at least one entry carries the news extension
	Cut     bool    // there was more than the caps allow, or the end is missing
}

// Entry is one page.
type Entry struct {
	URL       string // as written
	Title     string // news:title
	Published string // news:publication_date, as written
	Modified  string // lastmod, as written
	Lang      string // news:language
}

// Child is one sitemap of an index.
type Child struct{ URL, Modified string }

// Parse reads a sitemap. What is readable of a broken one is returned with
// Cut set.
func Parse(body []byte) (*Sitemap, error) {
	r, err := unpack(body)
	if err != nil {
		return nil, fmt.Errorf("parse sitemap: %w: %w", ErrNotSitemap, err)
	}
	br := bufio.NewReaderSize(r, 64<<10)
	head, _ := br.Peek(512)
	head = bytes.TrimPrefix(head, []byte("\xef\xbb\xbf"))
	if trimmed := bytes.TrimSpace(head); len(trimmed) > 0 && trimmed[0] != '<' {
		return plainText(br)
	}
	p := reader{out: &Sitemap{}}
	if err := p.read(br); err != nil {
		return nil, fmt.Errorf("parse sitemap: %w", err)
	}
	return p.out, nil
}

func unpack(body []byte) (io.Reader, error) {
	if len(body) < 2 || body[0] != 0x1f || body[1] != 0x8b {
		return io.LimitReader(bytes.NewReader(body), MaxBytes), nil
	}
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("unpack: %w", err)
	}
	return io.LimitReader(z, MaxBytes), nil
}

// plainText reads one address a line (sitemaps.org, "Text file").
func plainText(r io.Reader) (*Sitemap, error) {
	out := &Sitemap{}
	sc := bufio.NewScanner(r)
	sc.Buffer(nil, maxText)
	for sc.Scan() {
		line := strings.TrimSpace(strings.TrimPrefix(sc.Text(), "\ufeff"))
		if line == "" {
			continue
		}
		if !strings.HasPrefix(line, "http://") && !strings.HasPrefix(line, "https://") || !utf8.ValidString(line) {
			return nil, fmt.Errorf("parse sitemap: %w", ErrNotSitemap)
		}
		if len(out.Entries) == MaxEntries {
			out.Cut = true
			break
		}
		out.Entries = append(out.Entries, Entry{URL: line})
	}
	out.Cut = out.Cut || sc.Err() != nil
	if len(out.Entries) == 0 {
		return nil, fmt.Errorf("parse sitemap: %w", ErrNotSitemap)
	}
	return out, nil
}

// reader walks the tokens. Names are compared without their prefixes: half of
// the sitemaps in the wild get the namespaces wrong.
type reader struct {
	out   *Sitemap
	path  []string // local names of the open elements
	text  strings.Builder
	entry Entry
	child Child
}

func (p *reader) read(r io.Reader) error {
	d := xml.NewDecoder(r)
	d.Strict = false
	d.CharsetReader = charset.NewReaderLabel
	for {
		t, err := d.RawToken()
		if err != nil {
			if len(p.out.Entries)+len(p.out.Maps) == 0 && len(p.path) == 0 && !errors.Is(err, io.EOF) {
				return fmt.Errorf("%w: %w", ErrNotSitemap, err)
			}
			p.out.Cut = p.out.Cut || !errors.Is(err, io.EOF) || len(p.path) > 0
			return nil
		}
		more, err := p.token(t)
		if err != nil {
			return err
		}
		if !more {
			return nil
		}
	}
}

func (p *reader) token(t xml.Token) (more bool, err error) {
	switch t := t.(type) {
	case xml.StartElement:
		name := strings.ToLower(t.Name.Local)
		if len(p.path) == 0 && name != "urlset" && name != "sitemapindex" {
			return false, fmt.Errorf("%w: root is %q", ErrNotSitemap, name)
		}
		if len(p.path) == maxDepth {
			p.out.Cut = true
			return false, nil
		}
		p.path = append(p.path, name)
		p.text.Reset()
		if len(p.path) == 2 {
			p.entry, p.child = Entry{}, Child{}
		}
	case xml.CharData:
		if p.text.Len()+len(t) <= maxText {
			p.text.Write(t)
		}
	case xml.EndElement:
		return p.end(), nil
	}
	return true, nil
}

// end closes the innermost element. An end tag without a start is ignored.
func (p *reader) end() (more bool) {
	n := len(p.path)
	if n == 0 {
		return true
	}
	name, text := p.path[n-1], strings.TrimSpace(p.text.String())
	p.text.Reset()
	p.path = p.path[:n-1]
	if n == 2 {
		return p.close(name)
	}
	if n < 3 {
		return true
	}
	p.field(p.path[1], name, text, n)
	return true
}

func (p *reader) field(in, name, text string, depth int) {
	switch {
	case in == "sitemap" && name == "loc":
		p.child.URL = text
	case in == "sitemap" && name == "lastmod":
		p.child.Modified = text
	case in != "url":
	case name == "loc" && depth == 3: // not image:loc or video:…
		p.entry.URL = text
	case name == "lastmod":
		p.entry.Modified = text
	case p.path[len(p.path)-1] == "news" && name == "title":
		p.entry.Title, p.out.News = text, true
	case p.path[len(p.path)-1] == "news" && name == "publication_date":
		p.entry.Published, p.out.News = text, true
	case name == "language":
		p.entry.Lang = text
	}
}

// close ends a url or sitemap element.
func (p *reader) close(name string) (more bool) {
	switch {
	case len(p.out.Entries)+len(p.out.Maps) >= MaxEntries:
		p.out.Cut = true
		return false
	case name == "url" && p.entry.URL != "":
		p.out.Entries = append(p.out.Entries, p.entry)
	case name == "sitemap" && p.child.URL != "":
		p.out.Maps = append(p.out.Maps, p.child)
	}
	return true
}
