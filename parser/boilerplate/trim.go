package boilerplate

import (
	"io"
	"strings"
)

// A page is half scripts, styles and attributes that only a browser wants, and
// building the tree of them costs most of the time that a page takes. trim
// leaves them out of the bytes before the tree is built. Elements stay where
// they are: only the content of scripts without data, of styles, of noscript
// and of drawings goes, and the attributes in browserOnly. Where it cannot be
// sure how the standard's algorithm splits the page, it leaves the rest of the
// page as it is.
func trim(page string) *trimmed {
	t := trimmer{in: page, out: make([]string, 0, 64+len(page)/1024)}
	for t.next() {
	}
	return &trimmed{append(t.out, page[t.due:])}
}

// trimmed reads the pieces that are left of a page.
type trimmed struct{ rest []string }

func (t *trimmed) Read(b []byte) (n int, err error) {
	for n < len(b) && len(t.rest) > 0 {
		k := copy(b[n:], t.rest[0])
		n += k
		if t.rest[0] = t.rest[0][k:]; t.rest[0] == "" {
			t.rest = t.rest[1:]
		}
	}
	if n == 0 && len(t.rest) == 0 {
		return 0, io.EOF
	}
	return n, nil
}

// browserOnly are attributes that neither this module nor a rule about text
// has a use for: how a picture is fetched, what a click does, how a table is
// drawn. Those that begin with "on" go too.
var browserOnly = map[string]bool{
	"target": true, "width": true, "height": true, "alt": true, "srcset": true, "sizes": true, "imagesrcset": true, "imagesizes": true,
	"loading": true, "decoding": true, "fetchpriority": true, "importance": true, "crossorigin": true, "integrity": true, "nonce": true,
	"referrerpolicy": true, "async": true, "defer": true, "tabindex": true, "autocomplete": true, "placeholder": true, "media": true,
	"border": true, "cellpadding": true, "cellspacing": true, "valign": true, "bgcolor": true, "frameborder": true, "allow": true,
	"allowfullscreen": true, "scrolling": true, "xmlns": true, "viewbox": true, "fill": true, "stroke": true, "stroke-width": true,
	"data-src": true, "data-srcset": true, "data-sizes": true, "data-lazy-src": true, "data-lazy-srcset": true, "data-bg": true,
}

// What trimming does with an element.
const (
	ordinary = iota
	image    // its source goes
	rawText  // nothing in it is markup
	rawCut   // … and it is left out, unless it is data
	svg
	opaque // it changes how the page is read: the trimming ends
)

// treated is an element that trimming treats in its own way.
type treated struct {
	name  string
	is    int
	only  map[string]bool // the attributes that it is asked for, nil: all but browserOnly
	whole bool            // left open, it is compared with its attributes by the algorithm, which keeps them all
}

var known = func() map[string]treated {
	m := map[string]treated{
		"img":    {is: image},
		"link":   {only: map[string]bool{"rel": true, "href": true, "itemprop": true, "hreflang": true, "type": true}},
		"script": {is: rawCut, only: map[string]bool{"type": true, "id": true, "class": true}},
		"style":  {is: rawCut, only: map[string]bool{"type": true}},
		"svg":    {is: svg},
	}
	for _, n := range []string{"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u", "input", "html", "body"} {
		m[n] = treated{whole: true}
	}
	for _, n := range []string{"iframe", "noembed", "noframes", "textarea", "title", "xmp"} {
		m[n] = treated{is: rawText}
	}
	m["noscript"] = treated{is: rawCut}
	m["math"], m["plaintext"] = treated{is: opaque}, treated{is: opaque}
	for n, e := range m {
		e.name = n
		m[n] = e
	}
	return m
}()

// shapes are the elements of a drawing that cannot hold anything else.
var shapes = map[string]bool{
	"path": true, "g": true, "use": true, "circle": true, "rect": true, "polygon": true, "polyline": true, "line": true,
	"ellipse": true, "defs": true, "symbol": true, "clippath": true, "lineargradient": true, "radialgradient": true,
	"stop": true, "mask": true, "text": true, "tspan": true, "title": true, "desc": true,
}

// trimmer walks through a page. out is the pieces that stay, in[due:at] is read
// and stays unless something of it is dropped.
type trimmer struct {
	in      string
	out     []string
	at, due int
	name    [16]byte // of the last tag read, in lower case
	key     [20]byte // … and of the last attribute
	only    map[string]bool
	image   bool
}

// drop leaves in[from:to) out.
func (t *trimmer) drop(from, to int) {
	if from > t.due {
		t.out = append(t.out, t.in[t.due:from])
	}
	t.due = to
}

// next reads up to the end of the next tag or comment. It reports whether
// there may be more to trim.
func (t *trimmer) next() bool {
	i := strings.IndexByte(t.in[t.at:], '<')
	if i < 0 || t.at+i+1 >= len(t.in) {
		return false
	}
	t.at += i + 1
	switch c := t.in[t.at]; {
	case isLetter(c):
		return t.start()
	case c == '/':
		if t.at++; t.at >= len(t.in) {
			return false
		}
		if isLetter(t.in[t.at]) {
			t.tagName()
			_, ok := t.attributes(false)
			return ok
		}
		return t.skipPast(">")
	case c == '!':
		if strings.HasPrefix(t.in[t.at:], "!--") {
			return t.comment()
		}
		return t.skipPast(">")
	case c == '?':
		return t.skipPast(">")
	}
	return true
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// blank reports whether c parts names and attributes.
func blank(c byte) bool { return c == ' ' || c == '\n' || c == '\r' || c == '\t' || c == '\f' }

func (t *trimmer) skipPast(s string) bool {
	i := strings.Index(t.in[t.at:], s)
	t.at += i + len(s)
	return i >= 0
}

// comment steps over a comment; those with a dash or bang at an end that can
// be read two ways end the trimming.
func (t *trimmer) comment() bool {
	t.at += len("!--")
	if strings.HasPrefix(t.in[t.at:], ">") || strings.HasPrefix(t.in[t.at:], "->") {
		return t.skipPast(">")
	}
	from := t.at
	return t.skipPast("-->") && !strings.Contains(t.in[from:t.at], "--!>")
}

// tagName reads the name of a tag in lower case; of one that is too long to
// matter only the beginning.
func (t *trimmer) tagName() []byte {
	n := 0
	for ; t.at < len(t.in); t.at++ {
		c := t.in[t.at]
		if blank(c) || c == '/' || c == '>' {
			break
		}
		if n < len(t.name) {
			if c >= 'A' && c <= 'Z' {
				c += 'a' - 'A'
			}
			t.name[n] = c
			n++
		}
	}
	return t.name[:n]
}

// start reads a start tag and, where it is one, the raw text behind it.
func (t *trimmer) start() bool {
	name := t.tagName()
	e := known[string(name)] // the name is overwritten by the next tag
	switch e.is {
	case opaque:
		return false
	case svg:
		return t.drawing()
	}
	t.only, t.image = e.only, e.is == image
	if _, ok := t.attributes(!e.whole); !ok {
		return false
	}
	if e.is == rawText || e.is == rawCut {
		return t.raw(e.name, e.is == rawCut)
	}
	return true
}

// wants reports whether an attribute of the element being read is kept.
func (t *trimmer) wants(key []byte) bool {
	if t.only != nil {
		return t.only[string(key)]
	}
	if len(key) > 2 && key[0] == 'o' && key[1] == 'n' {
		return false
	}
	return !browserOnly[string(key)] && !(t.image && string(key) == "src")
}

// attributes reads to the end of a tag, leaving out the attributes that are
// not wanted if it chooses. slash says that a slash stands before the end.
func (t *trimmer) attributes(choose bool) (slash, ok bool) {
	for t.at < len(t.in) {
		c := t.in[t.at]
		switch {
		case blank(c):
			t.at++
			continue
		case c == '>':
			t.at++
			return slash, true
		case c == '/':
			t.at++
			slash = true
			continue
		}
		slash = false
		from := t.at
		key := t.readKey()
		if !t.value() {
			return false, false
		}
		if choose && len(key) < len(t.key) && !t.wants(key) {
			t.drop(from, t.at)
		}
	}
	return false, false
}

// readKey reads the name of an attribute as tagName does that of a tag.
func (t *trimmer) readKey() []byte {
	n := 0
	for from := t.at; t.at < len(t.in); t.at++ {
		c := t.in[t.at]
		if blank(c) || c == '/' || c == '>' || c == '=' && t.at > from {
			break
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if n < len(t.key) {
			t.key[n] = c
			n++
		}
	}
	return t.key[:n]
}

// value reads the value of an attribute, if it has one.
func (t *trimmer) value() bool {
	end := t.at
	t.blanks()
	if t.at >= len(t.in) {
		return false
	}
	if t.in[t.at] != '=' {
		t.at = end
		return true
	}
	t.at++
	if t.blanks(); t.at >= len(t.in) {
		return false
	}
	switch q := t.in[t.at]; q {
	case '>':
		return true
	case '"', '\'':
		i := strings.IndexByte(t.in[t.at+1:], q)
		t.at += i + 2
		return i >= 0
	}
	for t.at < len(t.in) && !blank(t.in[t.at]) && t.in[t.at] != '>' {
		t.at++
	}
	return t.at < len(t.in)
}

func (t *trimmer) blanks() {
	for t.at < len(t.in) && blank(t.in[t.at]) {
		t.at++
	}
}
