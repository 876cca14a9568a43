package claim

import (
	"github.com/marsad-news/marsad/event"
)

// reachOfRole is how many tokens after its force a role is looked for.
const reachOfRole = 14

// roles gives the drafts without a role the task that their clause names: «200
// عسكري بصفة مستشارين»، «4000 جندي بهدف حفظ السلام».
func (s *scene) roles() {
	for n := range s.out {
		d := &s.out[n]
		if d.dead || d.role != "" || d.mean.polarity == event.Denied && d.except != "" {
			continue
		}
		at := d.first
		if d.who.item >= 0 {
			at = s.items[d.who.item].first
		}
		d.role = s.taskAfter(at, d)
	}
}

// taskAfter is the first task named after token at, before the next force or
// trigger.
func (s *scene) taskAfter(at int, d *draft) string {
	for k := range s.atoms {
		a := &s.atoms[k]
		if a.first <= at {
			continue
		}
		if a.first > at+reachOfRole && a.first > d.last+6 {
			return ""
		}
		switch {
		case a.fn(fnTask):
			return a.w.role
		case a.ent(entRole) && a.first >= d.last:
			return a.m.Entry.Get("role")
		case a.kind == atomPunct && a.fold != "," && a.first >= d.last, a.fn(fnBreak):
			return ""
		case a.kind == atomList && a.w.class == isTrig && a.first >= d.last && a.w.pos == 'v':
			return ""
		}
	}
	return ""
}
