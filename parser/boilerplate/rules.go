package boilerplate

import (
	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// obey marks what an outlet's rule names. A selector that does not parse
// names nothing: the loader of the rules checks them.
func (e *extraction) obey(doc *html.Node) {
	o := &e.opts
	if len(o.Keep)+len(o.Drop) == 0 && o.Body == "" {
		return
	}
	at := make(map[*html.Node]int32, len(e.boxes))
	for i := range e.boxes {
		at[e.boxes[i].node] = int32(i)
	}
	for _, s := range o.Drop {
		for _, n := range selected(doc, s) {
			if i, ok := at[n]; ok {
				e.boxes[i].drop, e.boxes[i].why, e.boxes[i].rule = kindRule, s, -1
			}
		}
	}
	for _, s := range o.Keep {
		for _, n := range selected(doc, s) {
			if i, ok := at[n]; ok {
				e.boxes[i].hint = hint{kind: kindKeep, strength: 3, body: e.boxes[i].hint.body}
			}
		}
	}
	if o.Body != "" {
		for _, n := range selected(doc, o.Body) {
			if i, ok := at[n]; ok {
				e.boxes[i].hint = hint{kind: kindKeep, strength: 3, body: 3}
				e.body = i
				return
			}
		}
	}
}

func selected(doc *html.Node, selector string) []*html.Node {
	sel, err := cascadia.ParseGroup(selector)
	if err != nil {
		return nil
	}
	return cascadia.QueryAll(doc, sel)
}
