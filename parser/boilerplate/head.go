package boilerplate

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// head reads the title and the scripts; nothing there is text of the page.
func (p *page) head(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		switch c.DataAtom {
		case atom.Title:
			p.pageTitle(c)
		case atom.Script:
			p.script(c)
		case atom.Meta:
			p.meta(c)
		}
	}
}

func (p *page) pageTitle(n *html.Node) {
	if n.FirstChild != nil && p.titleTag == "" {
		p.titleTag = n.FirstChild.Data
	}
}

func (p *page) meta(n *html.Node) {
	var prop, content string
	for i := range n.Attr {
		switch n.Attr[i].Key {
		case "property", "name":
			prop = n.Attr[i].Val
		case "content":
			content = n.Attr[i].Val
		}
	}
	switch prop {
	case "og:title":
		p.ogTitle = content
	case "og:type":
		p.ogType = content
	}
}

// script keeps the scripts that may hold the article as data.
func (p *page) script(n *html.Node) {
	if n.FirstChild == nil {
		return
	}
	for i := range n.Attr {
		if n.Attr[i].Key == "type" && strings.HasPrefix(n.Attr[i].Val, "application/") && strings.Contains(n.Attr[i].Val, "json") {
			p.scripts = append(p.scripts, n)
			return
		}
	}
	d := n.FirstChild.Data
	if len(d) > 400 && (strings.Contains(d[:400], "__N") || strings.Contains(d[:400], "__INITIAL") || strings.Contains(d[:400], "__PRELOADED") || strings.Contains(d[:400], "__APOLLO")) {
		p.scripts = append(p.scripts, n)
	}
}

func attrOf(n *html.Node, key string) string {
	for i := range n.Attr {
		if n.Attr[i].Key == key {
			return n.Attr[i].Val
		}
	}
	return ""
}
