package metadata

import (
	"cmp"
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
		r.e.State = append(r.e.State, body)
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

// state reads the dates of the page's own state: the first of each kind, since
// it begins with the article and other stories follow.
func (e *Evidence) state(c Context) (published, modified string) {
	for _, body := range e.State {
		published = cmp.Or(published, stateDate(body, c, "ublish"))
		modified = cmp.Or(modified, stateDate(body, c, "odified"), stateDate(body, c, "pdate"))
	}
	return published, modified
}

// maxTries is how many keys with a word in them are looked at.
const maxTries = 40

// stateDate finds a key that holds word, as published_at, datePublished and
// publishDate hold "ublish", with an ISO date for its value.
func stateDate(body string, c Context, word string) string {
	for range maxTries {
		i := strings.Index(body, word)
		if i < 0 {
			return ""
		}
		body = body[i+len(word):]
		end := strings.IndexFunc(body, func(r rune) bool {
			return !(r == '_' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z')
		})
		if end < 0 || end > maxKey {
			continue
		}
		rest := strings.TrimLeft(body[end:], "\"'\\ ")
		value, ok := strings.CutPrefix(rest, ":")
		if !ok {
			continue
		}
		value = strings.TrimLeft(value, " \\\"'")
		if stop := strings.IndexAny(value, "\"'\\,}"); stop > 0 && stop <= maxValue && isoDate(value) {
			if d := iso(value[:stop], c); d != "" {
				return d
			}
		}
	}
	return ""
}

// The longest rest of a key and the longest stamp, in bytes.
const (
	maxKey   = 12
	maxValue = 36
)

// isoDate reports whether s begins with a date as machines write it.
func isoDate(s string) bool {
	if len(s) < 10 {
		return false
	}
	for i, c := range []byte("dddd-dd-dd") {
		if c == 'd' && (s[i] < '0' || s[i] > '9') || c == '-' && s[i] != '-' {
			return false
		}
	}
	return true
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
