package metadata

import (
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strings"

	nethtml "golang.org/x/net/html"

	"github.com/marsad-news/marsad/parser/charset"
)

// Node is one thing that a page's JSON-LD describes.
type Node struct {
	Types     []string
	Headline  string
	Published string
	Modified  string
	Authors   []string
	URL       string
	Body      string // articleBody
	Publisher string
	Name      string
	Free      *bool // isAccessibleForFree
}

// Article reports whether the node describes an article.
func (n *Node) Article() bool {
	return slices.ContainsFunc(n.Types, func(t string) bool {
		return strings.HasSuffix(t, "Article") || strings.HasSuffix(t, "BlogPosting") || t == "Report" || t == "Reportage"
	})
}

// maxData bounds the JSON read of one script: 2 MiB, ten times a large one.
const maxData = 2 << 20

func (r *reader) script(n *nethtml.Node) {
	if n.FirstChild == nil || len(n.FirstChild.Data) > maxData {
		return
	}
	body := n.FirstChild.Data
	switch t := strings.ToLower(attr(n, "type")); {
	case strings.Contains(t, "ld+json"):
		r.linked(body)
	case strings.Contains(body, "__NUXT__"), strings.Contains(body, "dataLayer"), strings.Contains(body, "INITIAL_STATE"),
		attr(n, "id") == "__NEXT_DATA__", attr(n, "id") == "__NUXT_DATA__":
		r.hydration(body)
	}
}

// linked reads one JSON-LD script, with the slips that sites make in them.
func (r *reader) linked(body string) {
	body = strings.TrimSpace(body)
	for _, wrap := range []string{"<!--", "//<![CDATA[", "<![CDATA[", "//]]>", "]]>", "-->"} {
		body = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(body, wrap), wrap))
	}
	body = strings.TrimSuffix(body, ";")
	var v any
	if err := json.Unmarshal([]byte(body), &v); err != nil {
		if err := json.Unmarshal([]byte(mendJSON(body)), &v); err != nil {
			return
		}
	}
	r.nodes(v, 0)
}

// mendJSON escapes raw control characters inside strings and drops commas
// before a closing bracket.
func mendJSON(s string) string {
	var b strings.Builder
	in, esc := false, false
	for _, c := range s {
		switch {
		case esc:
			esc = false
		case in && c == '\\':
			esc = true
		case c == '"':
			in = !in
		case in && c < ' ':
			c = ' '
		}
		b.WriteRune(c)
	}
	return trailing.ReplaceAllString(b.String(), "$1")
}

var trailing = regexp.MustCompile(`,\s*([}\]])`)

// maxNodes bounds what one page may describe.
const maxNodes = 200

func (r *reader) nodes(v any, depth int) {
	if depth > 12 || len(r.e.Data) >= maxNodes {
		return
	}
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			r.nodes(x, depth+1)
		}
	case map[string]any:
		if n, ok := node(v); ok {
			r.e.Data = append(r.e.Data, n)
		}
		for _, k := range []string{"@graph", "mainEntity", "mainEntityOfPage", "hasPart", "isPartOf", "itemListElement", "item"} {
			if x, ok := v[k]; ok {
				r.nodes(x, depth+1)
			}
		}
	}
}

func node(m map[string]any) (Node, bool) {
	n := Node{
		Types: texts(m["@type"]), Headline: text(m["headline"]), Name: text(m["name"]), Published: text(m["datePublished"]),
		Modified: text(m["dateModified"]), Body: text(m["articleBody"]), URL: text(m["url"]), Authors: names(m["author"]),
	}
	if n.Published == "" {
		n.Published = text(m["dateCreated"])
	}
	if p := names(m["publisher"]); len(p) > 0 {
		n.Publisher = p[0]
	}
	if b, ok := m["isAccessibleForFree"].(bool); ok {
		n.Free = &b
	} else if s := strings.ToLower(text(m["isAccessibleForFree"])); s == "false" || s == "true" {
		free := s == "true"
		n.Free = &free
	}
	return n, len(n.Types) > 0
}

// text is a JSON string with its HTML entities read once.
func text(v any) string {
	switch v := v.(type) {
	case string:
		return charset.Line(html.UnescapeString(v))
	case map[string]any:
		if s := text(v["@value"]); s != "" {
			return s
		}
		return text(v["@id"])
	case []any:
		if len(v) > 0 {
			return text(v[0])
		}
	}
	return ""
}

func texts(v any) []string {
	if l, ok := v.([]any); ok {
		var out []string
		for _, x := range l {
			out = append(out, texts(x)...)
		}
		return out
	}
	if s := text(v); s != "" {
		return []string{s}
	}
	return nil
}

// names are the names of persons or organisations.
func names(v any) []string {
	switch v := v.(type) {
	case []any:
		var out []string
		for _, x := range v {
			out = append(out, names(x)...)
		}
		return out
	case map[string]any:
		return texts(v["name"])
	}
	return texts(v)
}

// hydrated finds the dates that a page's own state holds: published_at,
// publishedAt, publishDate and their like with an ISO date.
var hydrated = regexp.MustCompile(`(?i)["']?(publish(?:ed)?_?(?:at|on|date|time)?|date_?published|first_?published(?:_?at)?|updated?_?(?:at|on|date|time)|modified_?(?:at|on|date|time)|date_?modified)["']?\s*:\s*["'](\d{4}-\d{2}-\d{2}[^"']{0,24})["']`)

// hydration keeps the first date of each kind: a page's state begins with the
// article, other stories follow.
func (r *reader) hydration(body string) {
	for _, m := range hydrated.FindAllStringSubmatch(body, 20) {
		kind := "published"
		if k := strings.ToLower(m[1]); strings.HasPrefix(k, "update") || strings.Contains(k, "modified") {
			kind = "modified"
		}
		if r.e.Hydration[kind] == "" {
			r.e.Hydration[kind] = m[2]
		}
	}
}

// ArticleBody is the longest article text that the JSON-LD holds.
func (e *Evidence) ArticleBody() string {
	best := ""
	for i := range e.Data {
		if b := e.Data[i].Body; e.Data[i].Article() && len(b) > len(best) {
			best = b
		}
	}
	return best
}
