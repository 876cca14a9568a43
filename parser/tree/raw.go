package tree

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// raw reads what an element holds that holds no markup.
func (b *builder) raw(n *html.Node, t traitsOf) {
	if t.by == ofHead {
		return
	}
	content, ok := b.rawText(n.Data)
	if !ok && t.by != ofScript && n.DataAtom != atom.Style {
		return // never closed: the rest is the page's
	}
	if !ok {
		b.at = len(b.in)
	}
	switch {
	case t.by == ofRawText:
		content = unescape(content)
	case t.by != ofScript || !isData(n, content):
		return
	}
	if content != "" {
		link(n, b.node(html.TextNode, 0, content))
	}
}

// rawText reads up to and past the end tag of an element. Without one it
// reads nothing, but for a script, which is read to the end.
func (s *scanner) rawText(name string) (string, bool) {
	from := s.at
	if s.lacks&noRawEnd != 0 && name != "script" && name != "style" {
		return "", false
	}
	end := s.rawEnd(name, from)
	for n := 0; end >= 0 && n < maxNested && nested(name, s.in[from:end], n); n++ {
		further := s.rawEnd(name, end+2)
		if further < 0 {
			break
		}
		end = further
	}
	if end < 0 {
		if name != "script" && name != "style" {
			s.lacks |= noRawEnd // of one of them: good enough for a page so broken
		}
		return s.in[from:], false
	}
	s.at = end
	s.at += upTo(s.in[end:], ">")
	return s.in[from:end], true
}

// rawEnd is where the end tag of an element begins, looked for from a byte on,
// or -1.
func (s *scanner) rawEnd(name string, from int) int {
	for {
		i := strings.Index(s.in[from:], "</")
		if i < 0 {
			return -1
		}
		from += i
		after := from + 2 + len(name)
		if after > len(s.in) {
			return -1
		}
		if strings.EqualFold(s.in[from+2:after], name) && (after == len(s.in) || blank(s.in[after]) || s.in[after] == '/' || s.in[after] == '>') {
			return from
		}
		from += 2
	}
}

// maxNested is how many elements of raw text may stand in one of their name.
const maxNested = 16

// nested reports whether the end tag behind content, the one of number n, is
// that of an element within: of a script that another one writes in a comment,
// of a template in a template.
func nested(name, content string, n int) bool {
	switch name {
	case "script":
		i := strings.Index(content, "<!--")
		return n == 0 && i >= 0 && containsFold(content[i:], "<script") && !strings.Contains(content[i:], "-->")
	case "template":
		return strings.Count(content, "<template") > n
	}
	return false
}

func containsFold(s, lower string) bool {
	for i := strings.IndexByte(s, lower[0]); i >= 0 && i+len(lower) <= len(s); {
		if strings.EqualFold(s[i:i+len(lower)], lower) {
			return true
		}
		j := strings.IndexByte(s[i+1:], lower[0])
		if j < 0 {
			return false
		}
		i += 1 + j
	}
	return false
}

// isData reports whether a script may hold the article or its dates: JSON, or
// the state that a framework starts from.
func isData(n *html.Node, content string) bool {
	for i := range n.Attr {
		for _, s := range [...]string{"json", "JSON", "__N"} {
			if strings.Contains(n.Attr[i].Val, s) {
				return true
			}
		}
	}
	for _, s := range [...]string{"__N", "__INITIAL", "__PRELOADED", "__APOLLO", "INITIAL_STATE", "dataLayer", "LiveBlogPosting"} {
		if strings.Contains(content, s) {
			return true
		}
	}
	return false
}

// drawing reads past an svg or math element, whose content is another
// language's. It ends where its end tag stands or, as in browsers, where a tag
// of a page's text begins that no drawing can hold.
func (b *builder) drawing() {
	b.reopen()
	b.place(b.element())
	b.edge = false
	if b.empty {
		return
	}
	name, depth, guests := b.data, 1, 0
	for from := b.at; depth > 0 && b.next(); from = b.at {
		switch {
		case b.token == text:
		case b.data == name && b.token == endTag:
			depth--
		case b.data == name && !b.empty:
			depth++
		case holdsText(b.data):
			if b.token == endTag {
				guests = max(0, guests-1)
			} else if !b.empty {
				guests++
			}
		case guests == 0 && b.token == startTag && breaksOut(b.tag, b.data):
			b.at = from
			return
		}
	}
}

// holdsText reports whether an element of a drawing may hold those of a page.
func holdsText(name string) bool {
	switch name {
	case "foreignobject", "desc", "title", "annotation-xml", "mtext", "mi", "mo", "mn", "ms":
		return true
	}
	return false
}

// breaksOut reports whether a start tag cannot be one of a drawing.
func breaksOut(a atom.Atom, name string) bool {
	switch a {
	case atom.Br, atom.Img, atom.Hr, atom.Embed, atom.Meta, atom.Span, atom.Ruby, atom.Sub, atom.Sup, atom.Var, atom.Body, atom.Head:
		return true
	case atom.A, atom.Font, atom.Section, atom.Article, atom.Form, atom.Button, atom.Fieldset:
		return false
	}
	switch traits[a].by {
	case ofStyle, ofBlock, ofParagraph, ofHeading, ofItem, ofTerm:
		return true
	}
	return name == "table"
}

// legacy begins the declarations under which browsers read a page by the
// habits of its time.
var legacy = []string{
	"-//w3c//dtd html 3", "-//ietf//", "-//w3o//", "-//netscape", "-//microsoft", "-//softquad", "-//spyglass", "-//w3c//dtd html experimental",
	"-//w3c//dtd html 4.0 transitional", "-//w3c//dtd html 4.0 frameset", "-//w3c//dtd w3 html",
}

// declared is how much of a page may stand before its declaration, in bytes.
const declared = 1 << 10

// quirky reports whether a page declares no standard, or an old one: then a
// table may stand in a paragraph.
func quirky(page string) bool {
	head := strings.ToLower(page[:min(len(page), declared)])
	i := strings.Index(head, "<!doctype")
	if i < 0 {
		return true
	}
	decl := head[i : i+upTo(head[i:], ">")]
	for _, l := range legacy {
		if strings.Contains(decl, l) {
			return true
		}
	}
	loose := strings.Contains(decl, "-//w3c//dtd html 4.01 transitional") || strings.Contains(decl, "-//w3c//dtd html 4.01 frameset")
	return loose && !strings.Contains(decl, "http:") || !strings.Contains(decl, "html")
}
