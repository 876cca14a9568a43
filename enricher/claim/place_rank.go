package claim

import (
	"github.com/marsad-news/marsad/event"
)

// The ends of a movement as [scene.suits] returns them, negative.
const (
	endOrigin = 1
	endDest   = 2
)

// suits ranks the place at item j for the trigger: 0 not at all, higher is
// better, negative the other end of the movement.
func (s *scene) suits(i, j int, w *word, fi int) int {
	it := &s.items[j]
	near := 0
	if j > i {
		near = 1
	} else if w.frame == frameVacate {
		return 0
	}
	prep := it.prep
	if prep == "by" && it.arabic {
		prep = "in"
	}
	if prep == "for" && it.arabic {
		prep = "to"
	}
	if s.latin && prep == "" && w.kind == event.Departure && j > i && s.fold(it.first-1) == "for" {
		return -endDest // «left for Niger»
	}
	switch {
	case prep == "":
		rank := 5
		if w.kind != event.Departure && w.kind != event.Arrival {
			rank = 2
		}
		return s.bare(i, j, fi, rank)
	case w.kind == event.Departure:
		return leaving(prep, near)
	case w.kind == event.Arrival:
		return coming(prep, near)
	case w.frame == frameVoid && prep == "off":
		return 6 + near
	case it.prep == "for":
		return 0 // «لبريطانيا 9000 جندي»: who has them
	}
	return staying(prep, near)
}

// leaving ranks a preposition of place for a departure; near is 1 after the
// trigger.
func leaving(prep string, near int) int {
	switch prep {
	case "from", "off":
		return 6 + near
	case "to", "toward":
		return -endDest * near
	case "in", "on", "near":
		return 4 + near
	}
	return 0
}

// coming ranks a preposition of place for an arrival.
func coming(prep string, near int) int {
	switch prep {
	case "to", "toward":
		return 2 + 5*near
	case "from":
		return -endOrigin * near
	case "in", "on", "near", "via":
		return 4 + near
	}
	return 0
}

// staying ranks a preposition of place for a presence.
func staying(prep string, near int) int {
	switch prep {
	case "in", "on", "near":
		return 6 + near
	case "to":
		return 1
	}
	return 0
}

// bare ranks a place without a preposition: the object of a verb of motion,
// not the state that acts.
func (s *scene) bare(i, j, fi, rank int) int {
	t, p := &s.items[i], s.items[j].place
	switch {
	case p.generic == "there":
		if j < i {
			rank-- // «تقريراً يطلب فيه زيادة القوات في»
		}
		return rank
	case t.w == nil, p.generic == "home" && j < i && !t.w.host:
		return 0 // «إرسال بلاده»: who acts
	case p.gov != "" && s.relBetween(i, j):
		return 0 // «غادروا عبر الممر الذي فتحته روسيا»: who acts there
	case s.latin && j > i && s.phrasal(i):
		return rank
	}
	switch t.w.frame {
	case frameGo, frameVacate, frameReturn, frameStay, frameBase:
		if s.movesOwn(i, j, fi) {
			return 0
		}
		return rank
	case frameHave, frameExist:
		return s.bareHad(i, j, rank)
	}
	if p.gov == "" && j > i {
		return rank - 1
	}
	return 0
}

// bareHad ranks the bare place at item j for a word of having or being: a state
// before it has the force, unless it is its host.
func (s *scene) bareHad(i, j, rank int) int {
	t := &s.items[i]
	switch {
	case j > i, s.items[j].place.gov == "", !s.latin && t.frame(frameExist):
		return rank
	case t.w.host:
		return rank + 1 // «Poland hosts 10,000 American troops»
	}
	return 0
}

// movesOwn says whether the bare place at item j is who goes or stays by the
// trigger at item i and not where.
func (s *scene) movesOwn(i, j, fi int) bool {
	w, p := s.items[i].w, s.items[j].place
	if j < i && (p.gov != "" || !p.and && w.pos == 'v') {
		return true
	}
	return p.gov != "" && fi < 0 && (w.state || w.there) && w.frame != frameVacate && w.frame != frameBase
}
