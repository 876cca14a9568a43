package metadata

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// level is that of a heading, 0 for other elements.
func level(n *html.Node) int {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4:
		return int(n.Data[1] - '0')
	case atom.Div, atom.Span, atom.P:
		if attr(n, "aria-level") == "1" && attr(n, "role") == "heading" {
			return 1
		}
	}
	return 0
}

// maxHeading is the most words of a heading.
const maxHeading = 40

func (r *reader) heading(n *html.Node, level int, names naming, aside bool) {
	h := Heading{Aside: aside, Seq: r.seq, Level: level, Named: names&namedTitle != 0}
	h.Text = Text(n)
	if h.Text == "" || strings.Count(h.Text, " ") >= maxHeading {
		return
	}
	h.key = key(h.Text)
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
