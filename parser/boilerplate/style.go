package boilerplate

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// hiddenBy reports whether the attributes of an element hide it.
func hiddenBy(n *html.Node) bool {
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "hidden":
			if a.Val != "until-found" {
				return true
			}
		case "aria-hidden":
			if a.Val == "true" {
				return true
			}
		case "style":
			if hiddenStyle(a.Val) {
				return true
			}
		}
	}
	return false
}

// hiddenStyle reads the declarations that keep text from a reader's eyes.
func hiddenStyle(style string) bool {
	if len(style) < 8 {
		return false
	}
	for _, prop := range [...]struct{ name, value string }{
		{"display", "none"}, {"visibility", "hidden"}, {"font-size", "0"}, {"font-size", "1px"}, {"opacity", "0"},
	} {
		i := strings.Index(style, prop.name)
		if i < 0 || i > 0 && style[i-1] == '-' {
			continue
		}
		v := strings.TrimLeft(style[i+len(prop.name):], " ")
		if !strings.HasPrefix(v, ":") {
			continue
		}
		v = strings.TrimLeft(v[1:], " ")
		if end := strings.IndexAny(v, "; !"); end >= 0 {
			v = v[:end]
		}
		if v == prop.value || prop.value == "0" && v == "0px" {
			return true
		}
	}
	return false
}

// smallPrint reports whether an element sets its text smaller than the text
// around it.
func smallPrint(n *html.Node) bool {
	for i := range n.Attr {
		a := &n.Attr[i]
		switch a.Key {
		case "size":
			if n.DataAtom == atom.Font && (a.Val == "1" || a.Val == "-2") {
				return true
			}
		case "style":
			if smallStyle(a.Val) {
				return true
			}
		}
	}
	return false
}

// smallStyle reads the declaration of a font's size.
func smallStyle(style string) bool {
	_, v, ok := strings.Cut(style, "font-size")
	if !ok {
		return false
	}
	v = strings.TrimLeft(v, " :")
	if strings.HasPrefix(v, "x-small") || strings.HasPrefix(v, "xx-small") || strings.HasPrefix(v, "smaller") {
		return true
	}
	n := 0
	for len(v) > 0 && v[0] >= '0' && v[0] <= '9' {
		n = min(n*10+int(v[0]-'0'), 1000)
		v = v[1:]
	}
	return n > 0 && (strings.HasPrefix(v, "px") && n <= 11 || strings.HasPrefix(v, "pt") && n <= 8)
}
