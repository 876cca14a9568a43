package claim

import (
	"strconv"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/text/when"
)

// asTold moves an English date without a year or week to the side of the
// article's day that the tense says: «went home in March» is the last March,
// «is due on Friday» the next Friday.
func (s *scene) asTold(d *draft, t *when.Date) *when.Date {
	if !s.latin || s.story.published == "" || t.From == "" {
		return t
	}
	out := *t
	switch {
	case t.Inferred && s.past(d) && d.mean.status == event.Actual && later(t.From, s.story.published):
		out.From, out.To = yearBefore(t.From), yearBefore(t.To)
	case s.weekday(t) && s.toCome(d, t) && t.From < s.story.published:
		out.From = weekLater(t.From)
	}
	return &out
}

// toCome says whether the date stands after a movement that is told in the
// future or as due; other plans were made on that day.
func (s *scene) toCome(d *draft, t *when.Date) bool {
	it := &s.items[d.trig]
	if d.mean.status != event.Planned || d.kind == event.Presence || it.kind != itemTrig || t.First < it.last {
		return false
	}
	for k := d.trig + 1; k < len(s.items) && s.items[k].first < t.First; k++ {
		if s.items[k].verbal() {
			return false // «, the ministry said on Friday»
		}
	}
	return d.mean.has("future") || it.w.plan && it.w.frame == frameGo
}

// weekday says whether a date is the bare name of a day of the week.
func (s *scene) weekday(t *when.Date) bool {
	return t.Last-t.First == 1 && t.To == "" && s.x.in(weekdayName, s.fold(t.First))
}

// yearBefore is an ISO date or prefix of one, a year earlier.
func yearBefore(iso string) string {
	if len(iso) < 4 {
		return iso
	}
	y, err := strconv.Atoi(iso[:4])
	if err != nil {
		return iso
	}
	return strconv.Itoa(y-1) + iso[4:]
}

// weekLater is an ISO date seven days later.
func weekLater(iso string) string {
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return iso
	}
	return day.AddDate(0, 0, 7).Format(time.DateOnly)
}
