package claim

import (
	"github.com/marsad-news/marsad/event"
)

// fallback finds the place that the sentence leaves out: where the sentence
// or the story last had this force, else what the headline is about.
func (s *scene) fallback(i int, w *who, kind event.Kind) (event.Place, float64, bool) {
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
		if p, ok := s.story.where[w.actors[0].id]; ok && p.Country != home {
			return p, 0.85, true
		}
		if e := s.x.actors[w.actors[0].id]; e != nil && e.Get("kind") == "group" && e.Get("country") != "" && s.story.knows(e.Get("country")) {
			return event.Place{Country: e.Get("country")}, 0.75, true
		}
		if e := s.x.actors[w.actors[0].id]; e != nil && e.Get("host") != "" {
			return event.Place{Country: e.Get("host")}, 0.8, true
		}
	}
	if p := s.story.titleSpot; s.story.titled && p.Country != "" && p.Country != home {
		return p, 0.75, true
	}
	if p, ok := s.story.lastSpot(); ok && p.Country != home && (p.Country != "" || s.story.titleSpot.Country == "" || s.story.titleSpot.Country == home) {
		return event.Place{Country: p.Country, Admin1: p.Admin1, Site: p.Site, Text: p.Text}, 0.7, true
	}
	if p := s.story.titleSpot; p.Country != "" && p.Country != home {
		return p, 0.7, true
	}
	if c := s.mentioned(home); c != "" {
		return event.Place{Country: c}, 0.6, true
	}
	if c := s.story.dominant(home); c != "" {
		return event.Place{Country: c}, 0.6, true
	}
	return event.Place{}, 0, false
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
		if p := &s.items[j]; p.fn("comp") || p.punct(`:"«“`) {
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
		it := &s.items[k]
		c := ""
		switch it.kind {
		case itemPlace:
			if c = it.place.country; s.residence(k) || it.prep == "" && it.place.gov != "" && s.at(k-1).verbal() && s.items[k-1].cue(cueDemand, cueReport) {
				c = ""
			}
		}
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
