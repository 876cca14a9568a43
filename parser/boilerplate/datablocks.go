package boilerplate

import (
	"encoding/json"
	"html"
	"strings"
)

// Editors store an article as a list of blocks, each a paragraph, a heading or
// a picture with a type of its own. bodyList reads such a list.

// listTries is how many lists of one script are read: most scripts hold one.
const listTries = 8

// bodyList is the markup of the list of blocks that s begins with, and its
// bytes; 0 when it is none.
func bodyList(s string) (markup string, size int) {
	dec := json.NewDecoder(strings.NewReader(s))
	var list []any
	if dec.Decode(&list) != nil {
		return "", 0
	}
	var w listWriter
	w.all(list, "")
	return w.out.String(), int(dec.InputOffset())
}

// listWriter writes blocks as markup.
type listWriter struct {
	out   strings.Builder
	depth int
}

// listDepth is how deep blocks may lie in each other.
const listDepth = 12

// typeKeys name what a block is, textKeys what it says, by the habits of
// editors and publishing systems.
var (
	typeKeys = [...]string{"type", "_type", "nodeType", "__typename", "blockName", "kind"}
	textKeys = [...]string{"html", "text", "content", "value", "body", "data", "paragraph", "children", "items", "blocks", "nodes"}
)

// foreignTypes are parts of the type of a block that is not the article's
// text.
var foreignTypes = [...]string{
	"image", "photo", "picture", "gallery", "video", "audio", "embed", "related", "readmore", "read_more", "read-more", "newsletter",
	"advert", "promo", "poll", "interstitial", "caption", "social", "tweet", "instagram", "facebook", "divider", "author", "tags", "recirc",
}

func (w *listWriter) all(list []any, tag string) {
	for _, x := range list {
		w.block(x, tag)
	}
}

func (w *listWriter) block(x any, tag string) {
	if w.depth++; w.depth <= listDepth {
		switch x := x.(type) {
		case string:
			w.text(x, tag)
		case []any:
			w.all(x, tag)
		case map[string]any:
			w.object(x, tag)
		}
	}
	w.depth--
}

func (w *listWriter) object(m map[string]any, tag string) {
	kind := typeOf(m)
	if foreignType(kind) {
		return
	}
	if t := tagOf(m, kind); t != "" {
		tag = t
	}
	for _, k := range textKeys {
		switch x := m[k].(type) {
		case nil:
			continue
		case []any:
			if kind != "" && flows(x) {
				w.text(joined(x, 0), tag)
			} else {
				w.all(x, tag)
			}
		default:
			w.block(x, tag)
		}
		return
	}
}

// text writes one stretch of text or markup.
func (w *listWriter) text(s, tag string) {
	switch {
	case strings.TrimSpace(s) == "":
	case strings.Contains(s, "</p>") || strings.Contains(s, "</h"):
		w.out.WriteString(s)
	default:
		if tag == "" {
			tag = "p"
		}
		if !strings.Contains(s, "</") {
			s = html.EscapeString(s)
		}
		w.out.WriteString("<" + tag + ">" + s + "</" + tag + ">")
	}
}

func typeOf(m map[string]any) string {
	for _, k := range typeKeys {
		if s, ok := m[k].(string); ok && s != "" {
			return strings.ToLower(s)
		}
	}
	return ""
}

func foreignType(kind string) bool {
	if kind == "ad" || kind == "ads" {
		return true
	}
	for _, f := range foreignTypes {
		if strings.Contains(kind, f) {
			return true
		}
	}
	return false
}

// tagOf is the element of a block by its type or style.
func tagOf(m map[string]any, kind string) string {
	style, _ := m["style"].(string)
	switch {
	case strings.Contains(kind, "head"), strings.Contains(kind, "title"), len(style) == 2 && style[0] == 'h':
		return "h3"
	case strings.Contains(kind, "quote"), style == "blockquote":
		return "blockquote"
	case strings.Contains(kind, "list"):
		return "li"
	case strings.Contains(kind, "paragraph"):
		return "p"
	}
	return ""
}

// flows reports whether a list holds the pieces of one line: texts and links.
func flows(list []any) bool {
	for _, x := range list {
		m, ok := x.(map[string]any)
		if !ok {
			return false
		}
		switch typeOf(m) {
		case "", "text", "span", "link", "hyperlink", "a", "strong", "em", "bold", "italic", "mark":
		default:
			return false
		}
	}
	return len(list) > 0
}

// joined is the text of pieces.
func joined(list []any, depth int) string {
	out := ""
	for _, x := range list {
		m, ok := x.(map[string]any)
		if !ok || depth > listDepth {
			continue
		}
		for _, k := range textKeys {
			if s, ok := m[k].(string); ok {
				out += s
				break
			}
			if more, ok := m[k].([]any); ok {
				out += joined(more, depth+1)
				break
			}
		}
	}
	return out
}
