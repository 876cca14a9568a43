package feed

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"mime"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

var declaration = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']([^"']+)["'][^>]*\?>`)

// toUTF8 finds the encoding by evidence before word: a byte order mark, then
// whether the bytes are UTF-8 (Arabic in any eight-bit encoding practically
// never is), then the declaration, then the header, and for what is left
// windows-1256, which Arabic feeds without a label use.
func toUTF8(body []byte, contentType string) (string, error) {
	if enc := marked(body); enc != nil {
		out, err := enc.NewDecoder().Bytes(body)
		return undeclare(strings.TrimPrefix(string(out), "\ufeff")), err
	}
	head := body[:min(len(body), 1024)]
	label := ""
	if m := declaration.FindSubmatch(head); m != nil {
		label = string(m[1])
	}
	if utf8.Valid(body) {
		return undeclare(string(body)), nil
	}
	if label == "" || isUTF8(label) {
		_, params, _ := mime.ParseMediaType(contentType)
		label = params["charset"]
	}
	enc, _ := charset.Lookup(label)
	switch {
	case enc == nil && mostlyUTF8(body):
		return undeclare(strings.ToValidUTF8(string(body), "\ufffd")), nil
	case enc == nil, isUTF8(label):
		enc = charmap.Windows1256
		if mostlyUTF8(body) {
			return undeclare(strings.ToValidUTF8(string(body), "\ufffd")), nil
		}
	}
	out, err := enc.NewDecoder().Bytes(body)
	return undeclare(string(out)), err
}

func marked(b []byte) encoding.Encoding {
	switch {
	case bytes.HasPrefix(b, []byte("\xef\xbb\xbf")):
		return unicode.UTF8BOM
	case bytes.HasPrefix(b, []byte("\xff\xfe")):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM)
	case bytes.HasPrefix(b, []byte("\xfe\xff")):
		return unicode.UTF16(unicode.BigEndian, unicode.UseBOM)
	}
	return nil
}

func isUTF8(label string) bool {
	l := strings.ToLower(strings.TrimSpace(label))
	return l == "utf-8" || l == "utf8"
}

// mostlyUTF8 says whether the odd broken byte stands in text that is UTF-8
// otherwise: fewer broken bytes than whole multi-byte characters.
func mostlyUTF8(b []byte) bool {
	good, bad := 0, 0
	for len(b) > 0 {
		r, n := utf8.DecodeRune(b)
		switch {
		case r == utf8.RuneError && n == 1:
			bad++
		case n > 1:
			good++
		}
		b = b[n:]
	}
	return good > bad
}

// undeclare makes the declaration tell the truth about the converted text, and
// drops what XML forbids and feeds contain: control characters.
func undeclare(s string) string {
	if m := declaration.FindStringSubmatchIndex(s[:min(len(s), 1024)]); m != nil {
		s = s[:m[2]] + "utf-8" + s[m[3]:]
	}
	if strings.IndexFunc(s, forbidden) < 0 {
		return s
	}
	return strings.Map(func(r rune) rune {
		if forbidden(r) {
			return -1
		}
		return r
	}, s)
}

func forbidden(r rune) bool {
	return r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff
}

// maxDepth is deeper than any honest feed nests and shallower than the parser
// can bear: it recurses.
const maxDepth = 256

// tooDeep reads only the start and end tags.
func tooDeep(s string) bool {
	if t := strings.TrimSpace(s); strings.HasPrefix(t, "{") || strings.HasPrefix(t, "[") {
		return jsonDepth(t) > maxDepth
	}
	d := xml.NewDecoder(strings.NewReader(s))
	d.Strict = false
	d.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	depth := 0
	for {
		t, err := d.RawToken()
		if err != nil {
			var syn *xml.SyntaxError
			return !errors.Is(err, io.EOF) && !errors.As(err, &syn) && depth > maxDepth
		}
		switch t.(type) {
		case xml.StartElement:
			if depth++; depth > maxDepth {
				return true
			}
		case xml.EndElement:
			depth--
		}
	}
}

func jsonDepth(s string) int {
	depth, most, quoted := 0, 0, false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			depth++
			most = max(most, depth)
		case c == '}' || c == ']':
			depth--
		}
	}
	return most
}
