package claim

import (
	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/text/when"
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
		case a.fn("task"):
			return a.w.role
		case a.ent(gazetteer.Role) && a.first >= d.last:
			return a.m.Entry.Get("role")
		case a.kind == atomPunct && a.fold != "," && a.first >= d.last, a.fn("break"):
			return ""
		case a.kind == atomList && a.w.class == isTrig && a.first >= d.last && a.w.pos == 'v':
			return ""
		}
	}
	return ""
}

// datesAhead makes a claim planned whose own date lies after the day of the
// article: «تغادر الوحدات بحلول 2027».
func (s *scene) datesAhead() {
	if s.story.published == "" {
		return
	}
	for n := range s.out {
		d := &s.out[n]
		if d.dead || d.mean.status != event.Actual || s.items[d.trig].fn("itscount") || s.items[d.trig].w != nil && s.items[d.trig].w.pos == 'p' {
			continue
		}
		j := s.dateOf(d)
		if j < 0 || s.gap(d, j) > 9 || d.kind == event.Presence && s.items[j].date.Kind != when.At && s.items[j].date.Kind != when.By {
			continue
		}
		from := s.items[j].date.From
		if from == "" {
			continue
		}
		if later(from, s.story.published) && !s.past(d) {
			d.mean.atLeast(event.Planned, "date-ahead")
			d.rules = append(d.rules, "date-ahead")
		}
	}
}

// later says whether ISO date a lies wholly after b.
func later(a, b string) bool {
	n := min(len(a), len(b))
	return a[:n] > b[:n]
}

// past says whether the verb of the draft is in the past tense.
func (s *scene) past(d *draft) bool {
	it := &s.items[d.trig]
	return it.trig('v') && it.gram.Tense == 1
}
