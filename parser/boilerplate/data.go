package boilerplate

import (
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Pages that are drawn by scripts carry their article as data: JSON-LD, or the
// state a framework starts from ("hydration"). It is read when the nodes hold
// too little, or when they hold no more than the beginning of it.

// bodyKeys are the keys under which such data holds the running text.
var bodyKeys = map[string]bool{
	"articleBody": true, "article_body": true, "body": true, "bodyHtml": true, "body_html": true, "bodyText": true,
	"content": true, "contentHtml": true, "content_html": true, "html": true, "text": true, "fullText": true,
	"full_text": true, "post_content": true, "rendered": true, "details": true, "story": true,
}

// foreignKeys are the keys under which it holds other things than the article.
var foreignKeys = map[string]bool{
	"comments": true, "comment": true, "related": true, "relatedArticles": true, "relatedPosts": true, "related_posts": true,
	"next": true, "nextArticle": true, "previous": true, "prev": true, "mostRead": true, "most_read": true, "popular": true,
	"latest": true, "recommended": true, "recommendations": true, "trending": true, "more": true, "sidebar": true,
	"ads": true, "newsletter": true, "footer": true, "header": true, "menu": true, "author": true, "replies": true,
}

const (
	dataBytes  = 200 // shortest literal that is looked at
	dataFactor = 1.4 // how much longer than the nodes' text the data must be to count as the whole of it
	dataDepth  = 64  // deepest nesting whose keys are remembered
	dataLimit  = 2 << 20
)

// dataText is the longest running text that the page's data holds, decoded.
func (p *page) dataText() string {
	best := ""
	for _, n := range p.scripts {
		if text := longestBody(n.FirstChild.Data); len(text) > len(best) {
			best = text
		}
	}
	return best
}

// manyBodies is how many bodies of the longest one's size make data a list of
// articles rather than one.
const manyBodies = 4

// longestBody is the longest text under a key that names a body, decoded: a
// string, or a list of blocks.
func longestBody(s string) string {
	d := dataScan{s: s[:min(len(s), dataLimit)]}
	for d.at < len(d.s) {
		d.next()
	}
	return d.result()
}

// dataScan walks through JSON or a script that is nearly that.
type dataScan struct {
	s       string
	at      int
	foreign [dataDepth]bool // whether the object at each depth is
	depth   int
	key     string // that the next value stands under
	best    string
	escaped bool // best is a literal as it stands
	sizes   []int
	tries   int
}

func (d *dataScan) next() {
	switch c := d.s[d.at]; {
	case c == '"':
		d.literal()
	case c == '[' && d.isBody() && d.tries < listTries:
		d.tries++
		if markup, size := bodyList(d.s[d.at:]); size > 0 {
			d.take(markup, false)
			d.at += size
			d.key = ""
			return
		}
		d.open()
	case c == '{' || c == '[':
		d.open()
	case c == '}' || c == ']':
		d.depth = max(0, d.depth-1)
		d.key = ""
		d.at++
	case isIdent(c):
		j := d.at
		for j < len(d.s) && isIdent(d.s[j]) {
			j++
		}
		if isKey(d.s, j) {
			d.key = d.s[d.at:j]
		}
		d.at = j
	default:
		d.at++
	}
}

// level is the place of the innermost object among those remembered.
func (d *dataScan) level() int { return min(d.depth, dataDepth-1) }

// isBody reports whether the next value may be the article's text.
func (d *dataScan) isBody() bool { return bodyKeys[d.key] && !d.foreign[d.level()] }

func (d *dataScan) open() {
	foreign := d.foreign[d.level()] || foreignKeys[d.key]
	d.depth++
	d.foreign[d.level()] = foreign
	d.key = ""
	d.at++
}

// literal reads a string: a key, or a value.
func (d *dataScan) literal() {
	end := literalEnd(d.s, d.at+1)
	lit := d.s[d.at+1 : end]
	d.at = min(end+1, len(d.s))
	if isKey(d.s, d.at) {
		d.key = lit
	} else if d.isBody() {
		d.take(lit, true)
	}
}

// take weighs a text.
func (d *dataScan) take(text string, escaped bool) {
	if len(text) <= dataBytes {
		return
	}
	d.sizes = append(d.sizes, len(text))
	if len(text) > len(d.best) {
		d.best, d.escaped = text, escaped
	}
}

func (d *dataScan) result() string {
	alike := 0
	for _, n := range d.sizes {
		if n*2 > len(d.best) {
			alike++
		}
	}
	switch {
	case alike >= manyBodies:
		return ""
	case d.escaped:
		return unescapeLiteral(d.best)
	}
	return d.best
}

func isIdent(c byte) bool {
	return c == '_' || c == '$' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}

// isKey reports whether a colon follows at i.
func isKey(s string, i int) bool {
	for i < len(s) && (s[i] == ' ' || s[i] == '\n' || s[i] == '\t') {
		i++
	}
	return i < len(s) && s[i] == ':'
}

// literalEnd is the closing quote of the literal whose text begins at i, or
// the end of s.
func literalEnd(s string, i int) int {
	for i < len(s) {
		j := strings.IndexAny(s[i:], `"\`)
		if j < 0 {
			return len(s)
		}
		i += j
		if s[i] == '"' {
			return i
		}
		i += 2
	}
	return len(s)
}

// unescapeLiteral decodes the escapes of a JSON or JavaScript literal.
func unescapeLiteral(s string) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i := 0; i < len(s); {
		if s[i] != '\\' || i+1 >= len(s) {
			b.WriteByte(s[i])
			i++
			continue
		}
		r, size := escaped(s[i+1:])
		if utf16.IsSurrogate(r) {
			if i+1+size+1 < len(s) && s[i+1+size] == '\\' {
				low, n := escaped(s[i+2+size:])
				if pair := utf16.DecodeRune(r, low); pair != utf8.RuneError {
					r, size = pair, size+1+n
				}
			}
		}
		b.WriteRune(r)
		i += 1 + size
	}
	return b.String()
}

// escaped is the rune of the escape after a backslash and its bytes.
func escaped(s string) (rune, int) {
	switch s[0] {
	case 'n':
		return '\n', 1
	case 't', 'r', 'f', 'b':
		return ' ', 1
	case 'u', 'x':
		n := 4
		if s[0] == 'x' {
			n = 2
		}
		if len(s) > n {
			if v, err := strconv.ParseUint(s[1:1+n], 16, 32); err == nil {
				return rune(v), 1 + n
			}
		}
	}
	r, size := utf8.DecodeRuneInString(s)
	return r, size
}

// readData replaces what the nodes gave by what the page's data holds, when
// that is the whole of the text.
func (e *extraction) readData() *extraction {
	if e.opts.within {
		return nil
	}
	text := e.dataText()
	if len(e.opts.ArticleBody) > len(text) {
		text = e.opts.ArticleBody
	}
	if len(text) < dataBytes || float64(utf8.RuneCountInString(text)) < dataFactor*float64(e.kept) {
		return nil
	}
	o := e.opts
	o.within, o.Body, o.Keep, o.Drop = true, "", nil, nil
	x := read(fragment(text), o)
	if float64(x.kept) < dataFactor*float64(e.kept) || x.kept < littleText || e.kept >= littleText && !e.begins(x) {
		return nil
	}
	x.how = "data"
	return x
}

// begins reports whether the text of the nodes is the beginning of x.
func (e *extraction) begins(x *extraction) bool {
	whole := foldText(x.all)
	seen, found := 0, 0
	for i := range e.blocks {
		if e.verdicts[i].kind != kindNone || e.blocks[i].good == 0 {
			continue
		}
		seen++
		if strings.Contains(whole, foldText(e.text(i))) {
			found++
		}
	}
	return seen > 0 && found*10 >= seen*8
}

// fragment makes a document of text that is markup or lines.
func fragment(text string) *html.Node {
	if strings.Contains(text, "</") || strings.Contains(text, "<br") || strings.Contains(text, "<p") {
		doc, _ := Parse([]byte(text))
		return doc
	}
	doc := &html.Node{Type: html.DocumentNode}
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	doc.AppendChild(body)
	for line := range strings.Lines(text) {
		p := &html.Node{Type: html.ElementNode, Data: "p", DataAtom: atom.P}
		p.AppendChild(&html.Node{Type: html.TextNode, Data: line})
		body.AppendChild(p)
	}
	return doc
}
