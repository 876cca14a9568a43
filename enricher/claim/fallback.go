package claim

import (
	"github.com/marsad-news/marsad/event"
)

// fallback finds the place that the sentence leaves out: where the sentence
// or the story last had this force, else what the headline is about.
func (s *scene) fallback(i int, w *who) (event.Place, float64, bool) {
	home := ""
	if len(w.actors) > 0 {
		home = s.x.stateOfActor(w.actors[0].id)
	}
	if p, ok := s.elsewhere(i, home); ok {
		return p, 0.75, true
	}
	if w.f != nil && w.f.host != "" {
		return event.Place{Country: w.f.host}, 0.9, true
	}
	if len(w.actors) > 0 {
		if p, trust, ok := s.knownAt(w.actors[0].id, home); ok {
			return p, trust, true
		}
	}
	if p := s.story.titleSpot; s.story.titled && abroad(p, home) {
		return p, 0.75, true
	}
	if p, ok := s.story.lastSpot(); ok && p.Country != home && (p.Country != "" || !abroad(s.story.titleSpot, home)) {
		return event.Place{Country: p.Country, Admin1: p.Admin1, Site: p.Site, Text: p.Text}, 0.7, true
	}
	if p := s.story.titleSpot; abroad(p, home) {
		return p, 0.7, true
	}
	if c := orElse(s.mentioned(home), s.story.dominant(home)); c != "" && !s.onlyActs(c) {
		return event.Place{Country: c}, 0.6, true
	}
	return event.Place{}, 0, false
}

// abroad says whether a place is in a country, and in another than home.
func abroad(p event.Place, home string) bool { return p.Country != "" && p.Country != home }

// knownAt is where an actor was last, else where it is by its nature: an armed
// group in its country, a mission where its mandate is.
func (s *scene) knownAt(actor, home string) (event.Place, float64, bool) {
	if p, ok := s.story.where[actor]; ok && p.Country != home {
		return p, 0.85, true
	}
	e := s.x.actors[actor]
	if e == nil {
		return event.Place{}, 0, false
	}
	if c := e.Get("country"); e.Get("kind") == "group" && c != "" && s.story.knows(c) {
		return event.Place{Country: c}, 0.75, true
	}
	host := e.Get("host")
	return event.Place{Country: host}, 0.8, host != ""
}

// elsewhere looks through the whole sentence for a place with a preposition,
// before the trigger first.
func (s *scene) elsewhere(i int, home string) (event.Place, bool) {
	for k := i - 1; k >= 0; k-- {
		if p, ok := s.standing(k, home); ok && !s.aside(k, i) {
			return p, true
		}
	}
	for k := i + 1; k < len(s.items); k++ {
		if p, ok := s.standing(k, home); ok {
			return p, true
		}
	}
	return event.Place{}, false
}

// aside says whether the place at item k is where somebody speaks about the
// trigger at item i: a verb of saying stands before the place and what is
// said begins after it.
func (s *scene) aside(k, i int) bool {
	begun := false
	for j := k + 1; j < i; j++ {
		if p := &s.items[j]; p.fn(fnComp) || p.punct(`:"«“`) {
			begun = true
		}
	}
	if !begun {
		return false
	}
	for j := k - 1; j >= 0; j-- {
		if p := &s.items[j]; p.kind == itemCue && p.w.pos == 'v' {
			switch p.w.cue {
			case cueReport, cueAnnounce, cueConfirm, cueDeny, cueDisclose:
				return true
			}
			return false
		}
	}
	return k <= 2
}

// mentioned is the one state besides the force's own that the sentence names
// in any way, "" when it names none or several.
func (s *scene) mentioned(home string) string {
	found := ""
	for k := range s.items {
		c := s.mentionedAt(k)
		if c == "" || c == home || c == found {
			continue
		}
		if found != "" {
			return ""
		}
		found = c
	}
	return found
}

// onlyActs says whether the sentence names a state as the one that opens a
// clause, which is no scene: «تسحب البعثة جنودها وإسرائيل ترحب».
func (s *scene) onlyActs(country string) bool {
	for k := range s.items {
		if it := &s.items[k]; it.kind == itemPlace && it.place.country == country && it.place.and && s.actsNext(k) {
			return true
		}
	}
	return false
}

// mentionedAt is the country of the place at item k, "" where somebody only
// lives, speaks, is asked or does something: «الذي فتحته روسيا».
func (s *scene) mentionedAt(k int) string {
	it, p := &s.items[k], s.at(k-1)
	if it.kind != itemPlace || s.residence(k) || s.actsNext(k) || it.governs() && it.prep == "" && p.unknown() && s.at(k-2).fn(fnRel) || it.prep == "" && it.place.gov != "" && p.verbal() && p.cue(cueDemand, cueReport) {
		return ""
	}
	return it.place.country
}

// residence says whether the place at item k is where somebody speaks or has
// his office: «قال للصحافيين في بروكسل»، «مندوب كوريا في نيويورك».
func (s *scene) residence(k int) bool {
	if s.items[k].prep != "in" || k < 2 {
		return false
	}
	p := &s.items[k-2]
	if p.kind == itemState {
		return true
	}
	for j := k - 2; j >= 0 && j >= k-5; j-- {
		switch q := &s.items[j]; {
		case q.kind == itemCue && q.w.cue == cueReport:
			return true
		case q.kind == itemWord, q.kind == itemState, q.kind == itemPunct:
		default:
			return false
		}
	}
	return false
}

func (s *scene) standing(k int, home string) (event.Place, bool) {
	it := &s.items[k]
	if s.residence(k) {
		return event.Place{}, false
	}
	if it.kind != itemPlace || it.place.country == "" || it.place.country == home {
		return event.Place{}, false
	}
	switch it.prep {
	case "in", "on", "near", "by", "to":
		return s.fixed(it.place), true
	}
	return event.Place{}, false
}
