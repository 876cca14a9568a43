// Package metadata says what a page is called, who wrote it, when, where it
// lives and whose text it is.
//
// A page claims these things in many places, and some of them lie: templates
// name the site for a title, the day of the visit for a date and "admin" for a
// writer. The package reads all claims from the tree into Evidence and then
// decides by agreement and by an order of trust. It reads nodes and strings:
// no clock, no network, and nothing of what the article means.
package metadata

import (
	"strings"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/marsad-news/marsad/parser/charset"
)

// Evidence is all that a page claims about itself, in document order.
type Evidence struct {
	Lang      string            // of the html element
	TitleTag  string            // of the title element
	Meta      map[string]string // name, property or itemprop of meta elements, lower case → first content
	Canonical string
	Data      []Node    // JSON-LD
	Headings  []Heading // headings and elements named as titles
	Times     []Stamp   // time elements and elements marked up as dates
	Writers   []string  // elements marked up as authors
	Hydration map[string]string
	Printed   []Printed // short lines with digits: where dates are printed
	Linked    int       // headings that are links to other pages, outside navigation
	More      int       // links that say "read more"
	Players   int       // video and audio players
}

// Printed is a short line of the page that may hold a date or name the writer.
type Printed struct {
	Text  string
	Aside bool
	Seq   int // counts the page's lines
}

// Heading is an element that may be the article's headline.
type Heading struct {
	Text  string
	Level int  // 1 to 6; 0 for an element that only its names call a title
	Named bool // class, id or itemprop call it the title
	Home  bool // it links to the site's root
	Link  bool // it is a link to another page
	Aside bool // it stands in navigation, comments or lists of other stories
	Seq   int  // line of the page that it begins
}

// Stamp is an element that carries a date.
type Stamp struct {
	Value    string // its machine-readable form, or its text
	Text     string
	Modified bool
	Marked   bool // published or updated by its names
	Aside    bool
}

// Read collects the claims of a document.
func Read(doc *html.Node) *Evidence {
	e := &Evidence{Meta: map[string]string{}, Hydration: map[string]string{}}
	r := reader{e: e}
	r.children(doc, false)
	r.flush(false)
	return e
}

type reader struct {
	e     *Evidence
	depth int
	line  []byte // the line being read, up to maxLine
	seq   int
}

// maxLine is the longest line, in bytes, that is looked at for a date.
const maxLine = 280

// flush ends a line of the page.
func (r *reader) flush(aside bool) {
	if len(r.line) == 0 {
		return
	}
	if len(r.line) < maxLine && (hasDigit(r.line) || introduced(string(r.line)) != "") {
		if t := charset.Line(string(r.line)); len(t) >= 6 {
			r.e.Printed = append(r.e.Printed, Printed{t, aside, r.seq})
		}
	}
	r.line = r.line[:0]
	r.seq++
}

// hasDigit finds ASCII, Arabic-Indic and Persian digits.
func hasDigit(b []byte) bool {
	for i, c := range b {
		if c >= '0' && c <= '9' || c == 0xD9 && i+1 < len(b) && b[i+1] >= 0xA0 && b[i+1] <= 0xA9 || c == 0xDB && i+1 < len(b) && b[i+1] >= 0xB0 && b[i+1] <= 0xB9 {
			return true
		}
	}
	return false
}

func (r *reader) text(s string) {
	if len(r.line) < maxLine {
		if len(r.line) == 0 {
			s = strings.TrimLeft(s, " \t\r\n")
		}
		r.line = append(r.line, s[:min(len(s), maxLine)]...)
	}
}

// deepest nesting followed: no head or headline lies deeper.
const maxDepth = 2000

func (r *reader) children(n *html.Node, aside bool) {
	if r.depth++; r.depth < maxDepth {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch c.Type {
			case html.ElementNode:
				r.element(c, aside)
			case html.TextNode:
				r.text(c.Data)
			}
		}
	}
	r.depth--
}

func (r *reader) element(n *html.Node, aside bool) {
	e := r.e
	switch n.DataAtom {
	case atom.Html:
		e.Lang = attr(n, "lang")
	case atom.Title:
		if e.TitleTag == "" {
			e.TitleTag = Text(n)
		}
	case atom.Meta:
		r.meta(n, aside)
		return
	case atom.Link:
		if strings.EqualFold(attr(n, "rel"), "canonical") && e.Canonical == "" {
			e.Canonical = strings.TrimSpace(attr(n, "href"))
		}
		return
	case atom.Script:
		r.script(n)
		return
	case atom.Iframe:
		if src := attr(n, "src"); strings.Contains(src, "youtube") || strings.Contains(src, "vimeo") || strings.Contains(src, "player") || strings.Contains(src, "video") {
			e.Players++
		}
		return
	case atom.Style, atom.Noscript, atom.Template, atom.Svg:
		return
	case atom.Video, atom.Audio:
		e.Players++
	case atom.A:
		if more(n) {
			e.More++
		}
	case atom.Nav, atom.Aside, atom.Footer, atom.Blockquote:
		aside = true
	case atom.Br:
		r.flush(aside)
		return
	}
	if block := !inline(n.DataAtom); block {
		r.flush(aside)
		defer r.flush(aside)
	}
	if len(n.Attr) > 0 || n.DataAtom == atom.H1 || n.DataAtom == atom.H2 || n.DataAtom == atom.H3 || n.DataAtom == atom.H4 {
		names := namesOf(n)
		aside = aside || asideNames(names)
		r.heading(n, names, aside)
		r.stamp(n, names, aside)
		r.writer(n, names, aside)
	}
	r.children(n, aside)
}

// inline reports whether an element flows with the text around it.
func inline(a atom.Atom) bool {
	switch a {
	case atom.Span, atom.A, atom.B, atom.Strong, atom.I, atom.Em, atom.Font, atom.Small, atom.U, atom.Time, atom.Abbr, atom.Img, atom.Input, atom.Label, atom.Sup, atom.Sub, atom.Bdi, atom.Button:
		return true
	}
	return false
}

func (r *reader) meta(n *html.Node, aside bool) {
	content := attr(n, "content")
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		k := strings.ToLower(strings.TrimSpace(attr(n, key)))
		if k == "" || key == "itemprop" && aside {
			continue
		}
		if _, seen := r.e.Meta[k]; !seen {
			r.e.Meta[k] = charset.Line(content)
		}
	}
}

// names is class, id, itemprop and rel of an element in lower case, each name
// with a space before and after it.
func namesOf(n *html.Node) string {
	var b strings.Builder
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "class", "id", "itemprop", "rel", "role", "data-testid":
			b.WriteByte(' ')
			b.WriteString(strings.ToLower(a.Val))
		}
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	return b.String()
}

// asideWords are parts of names that mean: not this article.
var asideWords = []string{
	"comment", "cmt", "cmnt", "related", "sidebar", "popular", "most", "latest", "recent", "ticker", "breaking", "footer", "nav", "menu",
	"widget_", "recommend", "teaser", "promo", "archive", "infinite", "next", "prev", "twitter", "tweet", "grid", "elementor-post__", "readmore", "read-more",
}

func asideNames(names string) bool {
	if names == "" || strings.Contains(names, " hentry ") || strings.Contains(names, " main ") || strings.Contains(names, "article-body") {
		return false
	}
	for _, w := range asideWords {
		if i := strings.Index(names, w); i >= 0 && (i == 0 || !isLetter(names[i-1])) && !ownFooter(names) {
			return true
		}
	}
	return false
}

// ownFooter recognises the foot of the article itself, where blogs print
// writer and date.
func ownFooter(names string) bool {
	return strings.Contains(names, "post-footer") || strings.Contains(names, "entry-footer") || strings.Contains(names, "article-footer")
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }

func (r *reader) heading(n *html.Node, names string, aside bool) {
	h := Heading{Aside: aside, Seq: r.seq}
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4:
		h.Level = int(n.Data[1] - '0')
	}
	if strings.Contains(names, " heading ") && attr(n, "aria-level") == "1" {
		h.Level = 1
	}
	h.Named = strings.Contains(names, "entry-title") || strings.Contains(names, "post-title") || strings.Contains(names, "article-title") ||
		strings.Contains(names, " headline ") || strings.Contains(names, "itemtitle") || strings.Contains(names, "title ") && strings.Contains(strings.ToLower(attr(n, "id")), "title")
	if h.Level == 0 && !h.Named {
		return
	}
	h.Text = Text(n)
	if words := len(strings.Fields(h.Text)); words == 0 || words > 40 {
		return
	}
	h.Home, h.Link = linksHome(n), linksAway(n)
	if h.Link && !h.Home && !aside {
		r.e.Linked++
	}
	r.e.Headings = append(r.e.Headings, h)
}

// linksHome reports whether the element is a link to the root of the site, or
// holds one: a logo in a heading.
func linksHome(n *html.Node) bool {
	if n.DataAtom == atom.A {
		h := strings.TrimSpace(attr(n, "href"))
		if i := strings.Index(h, "://"); i >= 0 {
			if j := strings.IndexByte(h[i+3:], '/'); j >= 0 {
				h = h[i+3+j:]
			} else {
				h = "/"
			}
		}
		return h == "/" || strings.EqualFold(h, "/index.html") || strings.EqualFold(h, "default.aspx")
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.ElementNode && linksHome(c) {
			return true
		}
	}
	return false
}

// linksAway reports whether all that the heading says is a link.
func linksAway(n *html.Node) bool {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.DataAtom == atom.A:
			h := strings.TrimSpace(attr(c, "href"))
			return h != "" && !strings.HasPrefix(h, "#") && !strings.HasPrefix(h, "javascript:")
		case c.Type == html.TextNode && strings.TrimSpace(c.Data) != "":
			return false
		case c.Type == html.ElementNode && linksAway(c):
			return true
		}
	}
	return false
}

// more recognises the link at the end of a teaser.
func more(n *html.Node) bool {
	t := n.FirstChild
	for t != nil && t.Type == html.ElementNode {
		t = t.FirstChild
	}
	if t == nil || t.Type != html.TextNode || len(t.Data) > 60 {
		return false
	}
	switch key(t.Data) {
	case "اقرا المزيد", "المزيد", "اقرا اكثر", "التفاصيل", "لقراءه المزيد", "متابعه القراءه", "تابع القراءه", "اكمل القراءه", "read more", "continue reading", "more", "details":
		return true
	}
	return false
}

func (r *reader) stamp(n *html.Node, names string, aside bool) {
	published := strings.Contains(names, "datepublished") || strings.Contains(names, " published") || strings.Contains(names, "publish-date") ||
		strings.Contains(names, "pubdate") || strings.Contains(names, "entry-date") || strings.Contains(names, "datecreated") || strings.Contains(names, "post-date")
	modified := strings.Contains(names, "datemodified") || strings.Contains(names, " updated") || strings.Contains(names, "modified") || strings.Contains(names, "update-date")
	if n.DataAtom != atom.Time && !published && !modified {
		return
	}
	s := Stamp{Modified: modified && !published, Marked: published || modified, Aside: aside, Text: Text(n)}
	for _, k := range []string{"datetime", "content", "title"} {
		if v := attr(n, k); v != "" {
			s.Value = v
			break
		}
	}
	if s.Value == "" {
		s.Value = s.Text
	}
	if s.Value != "" && len(s.Value) < 120 {
		r.e.Times = append(r.e.Times, s)
	}
}

func (r *reader) writer(n *html.Node, names string, aside bool) {
	if aside || !strings.Contains(names, "author") && !strings.Contains(names, "byline") && !strings.Contains(names, " by ") && !strings.Contains(names, "writer") {
		return
	}
	t := Text(n)
	if len(strings.Fields(t)) > maxWriter {
		t = ownText(n) // the rest are date and counters
	}
	if words := len(strings.Fields(t)); words > 0 && words <= maxWriter {
		r.e.Writers = append(r.e.Writers, t)
	}
}

// maxWriter is the most words of a printed byline.
const maxWriter = 8

// ownText is the text of an element outside its children.
func ownText(n *html.Node) string {
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return charset.Line(b.String())
}

func attr(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}

// Text is the text of an element on one line, without scripts and badges.
func Text(n *html.Node) string {
	var b strings.Builder
	collect(n, &b, 0)
	return charset.Line(b.String())
}

func collect(n *html.Node, b *strings.Builder, depth int) {
	if depth > maxDepth || b.Len() > 4000 {
		return
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch {
		case c.Type == html.TextNode:
			b.WriteString(c.Data)
		case c.DataAtom == atom.Script || c.DataAtom == atom.Style || c.DataAtom == atom.Sup:
		case c.DataAtom == atom.Br:
			b.WriteByte(' ')
			collect(c, b, depth+1)
		default:
			collect(c, b, depth+1)
		}
	}
}

// Context is what is known of the page beside its tree.
type Context struct {
	URL       string
	Source    string
	FeedTitle string
	FeedDate  string
	FetchedAt time.Time
	Printed   string   // headline as printed above the text
	Dates     []string // stamps printed about the article
	Byline    string   // as printed
	Text      string   // the article
	Rule      Fields   // what an outlet's rule found: it outranks the rest
}

// Fields is what was decided.
type Fields struct {
	Title, TitleBy    string
	Byline            string
	Published, DateBy string
	Modified          string
	Canonical         string
	SiteName          string
}

// Decide weighs the claims.
func (e *Evidence) Decide(c Context) Fields {
	f := Fields{SiteName: e.siteName()}
	f.Canonical = Canonical(c.URL, e.Canonical, e.Meta["og:url"])
	f.Title, f.TitleBy = e.title(c)
	if c.Rule.Title != "" {
		f.Title, f.TitleBy = c.Rule.Title, "rule"
	}
	f.Published, f.DateBy, f.Modified = e.dates(c, f.Title)
	if f.SiteName == "" {
		f.SiteName = e.siteInTitle(f.Title)
	}
	f.Byline = e.byline(c, f.SiteName, f.Title)
	return f
}
