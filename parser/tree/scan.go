package tree

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// token is what a stretch of a page is.
type token uint8

const (
	text token = iota
	startTag
	endTag
)

// scanner cuts a page into texts and tags. Comments and declarations are
// passed over.
type scanner struct {
	in string
	at int

	token token
	data  string    // the text, or the element's name in lower case
	tag   atom.Atom // … 0 for a name of the page's own making
	attr  []html.Attribute
	empty bool // the tag ends in a slash

	lacks uint8 // what the rest of the page is known to lack
}

// What is searched for to the end of the page once, if it is not there.
const (
	noComment uint8 = 1 << iota
	noQuote
	noApostrophe
	noRawEnd
)

// next reads up to the end of the next text or tag. It reports whether there
// was one.
func (s *scanner) next() bool {
	for s.at < len(s.in) {
		if n := s.textEnd(); n > s.at {
			s.token, s.data = text, s.in[s.at:n]
			s.at = n
			return true
		}
		switch c := s.in[s.at+1]; {
		case isLetter(c):
			s.at++
			s.token = startTag
			return s.readTag()
		case c == '/' && isLetter(s.in[s.at+2]):
			s.at += 2
			s.token = endTag
			return s.readTag()
		}
		s.skip()
	}
	return false
}

// textEnd is where the text that begins here ends: before a tag, a comment or
// a declaration.
func (s *scanner) textEnd() int {
	for i := s.at; ; i++ {
		j := strings.IndexByte(s.in[i:], '<')
		if j < 0 || i+j+1 >= len(s.in) {
			return len(s.in)
		}
		i += j
		switch c := s.in[i+1]; {
		case isLetter(c), c == '!', c == '?', c == '/' && i+2 < len(s.in):
			return i
		}
	}
}

// skip passes over a comment, a declaration or an end tag without a name.
func (s *scanner) skip() {
	rest := s.in[s.at:]
	if !strings.HasPrefix(rest, "<!--") {
		s.at += upTo(rest, ">")
		return
	}
	if strings.HasPrefix(rest, "<!-->") || strings.HasPrefix(rest, "<!--->") || s.lacks&noComment != 0 {
		s.at += upTo(rest, ">")
		return
	}
	if n := commentEnd(rest[4:]); n > 0 {
		s.at += 4 + n
		return
	}
	s.lacks |= noComment
	s.at += upTo(rest, ">") // never closed: it hides its first tag, not the rest of the page
}

// commentEnd is how many bytes of s reach up to the end of the comment that s
// is in, or 0.
func commentEnd(s string) int {
	for i := 0; ; i-- { // of three dashes the last two may be the end
		j := strings.Index(s[i:], "--")
		if j < 0 {
			return 0
		}
		i += j + 2
		switch {
		case strings.HasPrefix(s[i:], ">"):
			return i + 1
		case strings.HasPrefix(s[i:], "!>"):
			return i + 2
		}
	}
}

// upTo is how many bytes of s reach up to the end of sub, or all.
func upTo(s, sub string) int {
	if i := strings.Index(s, sub); i >= 0 {
		return i + len(sub)
	}
	return len(s)
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// blank reports whether c parts names and attributes.
func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' }

func blankText(s string) bool {
	for i := range len(s) {
		if !blank(s[i]) && s[i] != 0 {
			return false
		}
	}
	return true
}

// longestName is the longest name of an element that has a meaning, in bytes.
const longestName = 16

// readTag reads name and attributes. It reports whether the tag is whole.
func (s *scanner) readTag() bool {
	s.name()
	s.attr, s.empty = s.attr[:0], false
	for s.at < len(s.in) {
		switch c := s.in[s.at]; {
		case c == '>':
			s.at++
			return true
		case c == '/':
			s.at++
			s.empty = true
		case blank(c):
			s.at++
		default:
			s.empty = false
			if !s.attribute() {
				return false
			}
		}
	}
	return false
}

// name reads the name of an element.
func (s *scanner) name() {
	var buf [longestName]byte
	from, upper := s.at, false
	for ; s.at < len(s.in); s.at++ {
		c := s.in[s.at]
		if blank(c) || c == '/' || c == '>' {
			break
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
			upper = true
		}
		if i := s.at - from; i < len(buf) {
			buf[i] = c
		}
	}
	s.tag = 0
	if n := s.at - from; n <= len(buf) {
		s.tag = atom.Lookup(buf[:n])
	}
	switch {
	case s.tag != 0:
		s.data = s.tag.String()
	case upper:
		s.data = strings.ToLower(s.in[from:s.at])
	default:
		s.data = s.in[from:s.at]
	}
}

// attribute reads a name and its value. It reports whether the page goes on.
func (s *scanner) attribute() bool {
	from, upper := s.at, false
	for ; s.at < len(s.in); s.at++ {
		c := s.in[s.at]
		if blank(c) || c == '/' || c == '>' || c == '=' && s.at > from {
			break
		}
		upper = upper || c >= 'A' && c <= 'Z'
	}
	key := s.in[from:s.at]
	if upper {
		key = strings.ToLower(key)
	}
	val, ok := s.value()
	if ok && len(s.attr) < maxAttrs && s.token == startTag {
		s.attr = append(s.attr, html.Attribute{Key: key, Val: unescapeValue(key, val)})
	}
	return ok
}

// value reads the value of an attribute, if it has one.
func (s *scanner) value() (string, bool) {
	end := s.at
	s.blanks()
	if s.at >= len(s.in) || s.in[s.at] != '=' {
		s.at = end
		return "", end < len(s.in)
	}
	s.at++
	if s.blanks(); s.at >= len(s.in) {
		return "", false
	}
	if v, ok := s.quoted(); ok {
		return v, true
	}
	from := s.at
	for s.at < len(s.in) && !blank(s.in[s.at]) && s.in[s.at] != '>' {
		s.at++
	}
	return s.in[from:s.at], s.at < len(s.in)
}

// quoted reads a value in quotation marks. One that is never closed is none.
func (s *scanner) quoted() (string, bool) {
	q, lack := s.in[s.at], noQuote
	switch q {
	case '"':
	case '\'':
		lack = noApostrophe
	default:
		return "", false
	}
	if s.lacks&lack != 0 {
		return "", false
	}
	from := s.at + 1
	i := strings.IndexByte(s.in[from:], q)
	if i < 0 {
		s.lacks |= lack
		return "", false
	}
	s.at = from + i + 1
	return s.in[from : from+i], true
}

func (s *scanner) blanks() {
	for s.at < len(s.in) && blank(s.in[s.at]) {
		s.at++
	}
}

// unescape resolves the entities of a text, once.
func unescape(s string) string {
	if strings.IndexByte(s, '&') < 0 {
		return s
	}
	return html.UnescapeString(s)
}

// unescapeValue resolves those of an attribute. An address holds parameters
// that look like one: there the ampersand's own is resolved alone.
func unescapeValue(key, s string) string {
	switch {
	case strings.IndexByte(s, '&') < 0:
		return s
	case (key == "href" || key == "src") && !strings.Contains(s, "&#"):
		return strings.ReplaceAll(s, "&amp;", "&")
	}
	return html.UnescapeString(s)
}
