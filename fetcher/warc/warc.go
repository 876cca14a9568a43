// Package warc keeps what was fetched as WARC/1.1 files, and reads such files,
// ours and those of others.
//
// [Keep] writes: one gzip member a record, an index beside each file, files
// bounded by size and age, old ones removed. [Reader] walks through a file of
// any origin in bounded memory, and [Archive] finds exchanges in a directory
// of files by time, source and URL. The package fetches nothing and decides
// nothing about pages: what is worth keeping is the caller's question.
//
// The format is ISO 28500:2017, as published by the IIPC at
// https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/.
package warc

import (
	"errors"
	"fmt"
	"strings"
	"time"
)

// The record types that we write or look into.
const (
	Info     = "warcinfo"
	Request  = "request"
	Response = "response"
	Resource = "resource"
	Revisit  = "revisit"
)

// Profiles of a revisit (WARC/1.1, section 6.7).
const (
	ProfileSame        = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
	ProfileNotModified = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
)

// Fields of our own. WARC/1.1 section 4 has readers ignore what they do not
// know.
const (
	fieldSource    = "Marsad-Source"    // id of the source
	fieldURL       = "Marsad-URL"       // as found, when a redirect led elsewhere
	fieldTitle     = "Marsad-Title"     // what the door said
	fieldPublished = "Marsad-Published" // what the door said
	fieldFound     = "Marsad-Found"     // when the URL was first seen
	fieldFoundBy   = "Marsad-Found-By"  // the door
	fieldKind      = "Marsad-Kind"      // what the exchange was for, unless it was for a page
	fieldRefers    = "Marsad-Refers-To" // file:offset of the record that a revisit stands for
	fieldProtocol  = "WARC-Protocol"    // of the exchange when it was not HTTP/1.1
	fieldTarget    = "WARC-Target-URI"  //
	fieldDate      = "WARC-Date"        //
	fieldPayload   = "WARC-Payload-Digest"
)

// Kind is what an exchange was for. The set is closed: it is a label.
type Kind string

// The kinds. A page has none in its record: archives of others have no kinds,
// and what stands in them counts as pages.
const (
	Page     Kind = ""
	Robots   Kind = "robots"
	Feed     Kind = "feed"
	Sitemap  Kind = "sitemap"
	Front    Kind = "front"
	Redirect Kind = "redirect" // one hop of a chain, for whatever it was asked
)

// Kinds lists them all.
var Kinds = []Kind{Page, Robots, Feed, Sitemap, Front, Redirect}

// label is the kind as metrics have it.
func (k Kind) label() string {
	if k == Page {
		return "page"
	}
	return string(k)
}

// ErrNotFound says that the archive holds no such record, or no longer.
var ErrNotFound = errors.New("not in the archive")

// Field is one line of a record's head.
type Field struct{ Name, Value string }

// Fields are the lines of a head in their order.
type Fields []Field

// Get is the first value of a name, whatever its case; empty when there is
// none.
func (f Fields) Get(name string) string {
	for i := range f {
		if strings.EqualFold(f[i].Name, name) {
			return f[i].Value
		}
	}
	return ""
}

// add appends a line unless its value is empty. A line break in a value would
// forge lines and becomes a space.
func (f *Fields) add(name, value string) {
	if strings.ContainsAny(value, "\r\n") {
		value = strings.Join(strings.FieldsFunc(value, func(r rune) bool { return r == '\r' || r == '\n' }), " ")
	}
	if value = strings.TrimSpace(value); value != "" {
		*f = append(*f, Field{name, value})
	}
}

// parseDate reads a WARC-Date: W3C date and time of any precision (section
// 5.4), and the fourteen digits that some old tools write.
func parseDate(s string) (time.Time, error) {
	for _, l := range []string{time.RFC3339Nano, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02", "20060102150405", "2006-01", "2006"} {
		if t, err := time.Parse(l, s); err == nil {
			return t.UTC(), nil
		}
	}
	return time.Time{}, fmt.Errorf("read WARC-Date: %q is none", s)
}

// formatDate is a WARC-Date with the precision that revisits refer by.
func formatDate(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000000Z") }

// plainURI takes the angle brackets off that WARC/1.0 put around a URI.
func plainURI(s string) string { return strings.TrimSuffix(strings.TrimPrefix(s, "<"), ">") }
