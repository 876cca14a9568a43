package claim

import (
	"fmt"
	"strings"

	"github.com/marsad-news/marsad/event"
)

// kindNames name the items for a reader of the trace.
var kindNames = [...]string{
	itemWord: "word", itemPunct: "sign", itemFn: "function", itemTrig: "trigger", itemCue: "cue", itemPred: "predicate",
	itemForce: "force", itemPlace: "place", itemState: "state", itemNum: "number", itemDate: "date", itemCasual: "casualty",
}

// traceItems notes how the sentence was read.
func (s *scene) traceItems() {
	if s.note == nil {
		return
	}
	var b strings.Builder
	for i := range s.items {
		it := &s.items[i]
		if it.kind == itemPunct {
			continue
		}
		if it.unknown() {
			b.WriteString(s.text(i) + " ")
			continue
		}
		fmt.Fprintf(&b, "[%s %s%s] ", s.text(i), kindNames[it.kind], s.detail(it))
	}
	s.note("%s", b.String())
}

// traceScopes notes what each cue reaches: «وجود under نفى deny».
func (s *scene) traceScopes() {
	if s.note == nil {
		return
	}
	for i := range s.items {
		it := &s.items[i]
		if it.kind != itemTrig && it.kind != itemCue && it.kind != itemForce {
			continue
		}
		var over []string
		if s.scopes.neg[i] {
			over = append(over, "a negation")
		}
		for _, g := range s.scopes.govs[i] {
			cue := s.text(g.item) + " " + g.class.String()
			if g.neg {
				cue = "not " + cue
			}
			over = append(over, cue)
		}
		if len(over) > 0 {
			s.note("%s under %s", s.text(i), strings.Join(over, ", "))
		}
	}
}

// detail says what an item was understood as.
func (s *scene) detail(it *item) string {
	var parts []string
	if it.prep != "" {
		parts = append(parts, "after "+it.prep)
	}
	switch it.kind {
	case itemForce:
		parts = append(parts, strings.Join(actorIDs(it.force.actors), "+"), it.force.role)
		if it.force.num != nil {
			parts = append(parts, "counted")
		}
		if it.force.count {
			parts = append(parts, "number of")
		}
	case itemPlace:
		p := it.place
		parts = append(parts, p.country, p.admin1, p.site, p.name, p.generic)
	case itemState:
		parts = append(parts, it.state)
	case itemTrig, itemFn, itemPred:
		parts = append(parts, it.w.id)
	case itemCue:
		parts = append(parts, it.w.cue.String())
	}
	out := ""
	for _, p := range parts {
		if p != "" {
			out += " " + p
		}
	}
	return out
}

// placeNames names places for a reader of the trace, the smallest part first.
func placeNames(places []event.Place) string {
	var all []string
	for _, p := range places {
		var parts []string
		for _, part := range []string{p.Site, p.Admin1, p.Country} {
			if part != "" {
				parts = append(parts, part)
			}
		}
		if len(parts) == 0 {
			parts = []string{p.Text}
		}
		all = append(all, strings.Join(parts, ", "))
	}
	return strings.Join(all, "; ")
}
