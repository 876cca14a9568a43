package claim

import (
	"strings"

	"github.com/marsad-news/marsad/event"
)

// fixed turns a place phrase into a place as far as the phrase says it.
func (s *scene) fixed(p *place) event.Place {
	out := event.Place{Country: p.country, Admin1: p.admin1, Site: p.site, Lat: p.lat, Lon: p.lon}
	out.Text = s.placeText(p)
	return out
}

func (s *scene) placeText(p *place) string {
	if p.generic == "there" || p.generic == "homeland" || p.generic == "home" && !p.sited {
		return ""
	}
	return s.d.Text[p.start:s.d.Tokens[p.last-1].End]
}

// settle resolves what a place phrase leaves open against the story.
func (s *scene) settle(j int) (event.Place, bool) {
	p := s.items[j].place
	out := s.fixed(p)
	if out.Country != "" && !p.sited && s.items[j].def && (oneOf(p.generic, "base", "camp", "airport")) {
		if last, ok := s.spotBefore(j); ok && last.Country == out.Country && last.Site != "" {
			return last, true
		}
		if last := s.story.titleSpot; last.Country == out.Country && last.Site != "" {
			return last, true
		}
	}
	if out.Country != "" || p.region && !strings.HasPrefix(s.fold(p.first), "المنطق") {
		return out, true
	}
	switch p.generic {
	case "land":
		out.Country = s.landBefore(j)
		return out, out.Country != ""
	case "home":
		out.Country = orElse(s.personBefore(j), orElse(s.speakerCountry(p.first), s.stateBefore(j)))
		return out, out.Country != ""
	case "soil":
		out.Country = s.ownerOfSoil(j)
		return out, out.Country != ""
	case "there":
		return s.spotBefore(j)
	}
	return s.likePlace(j, out)
}

// likePlace resolves «القاعدة»، «المدينة»، «بلدة كذا»: in the country of the
// place before it.
func (s *scene) likePlace(j int, out event.Place) (event.Place, bool) {
	p := s.items[j].place
	last, ok := s.nearestPlace(j)
	if !ok {
		last, ok = s.spotBefore(j)
	}
	if !ok {
		return out, p.sited
	}
	if p.sited {
		out.Country = orElse(last.Country, s.story.land())
		return out, true
	}
	if p.suf == "" && (oneOf(p.generic, "base", "camp", "airport", "city", "post", "port", "admin1")) && s.items[j].def {
		last.Text = orElse(last.Text, out.Text)
		return last, true
	}
	out.Country = last.Country
	return out, true
}

// nearestPlace is the nearest town, base or district that the sentence names
// before item j: what «المدينة» means, wherever it is said.
func (s *scene) nearestPlace(j int) (event.Place, bool) {
	switch s.items[j].place.generic {
	case "city", "admin1", "base", "camp", "airport", "port":
	default:
		return event.Place{}, false
	}
	if !s.items[j].def {
		return event.Place{}, false
	}
	for k := j - 1; k >= 0; k-- {
		if it := &s.items[k]; it.kind == itemPlace && it.place.sited && it.place.country != "" && it.place.gov == "" {
			return s.fixed(it.place), true
		}
	}
	return event.Place{}, false
}

// spotBefore is the nearest place before item j.
func (s *scene) spotBefore(j int) (event.Place, bool) {
	claimed := s.claimedBefore(j)
	for k := j - 1; k >= 0; k-- {
		it := &s.items[k]
		if it.kind != itemPlace || oneOf(it.place.generic, "there", "home") || !s.locates(it) || s.aside(k, j) || s.residence(k) || s.disagrees(j, it) {
			continue
		}
		if s.theSite(j, it) {
			if p, ok := s.settle(k); ok && p.Country != "" {
				return p, true
			}
		}
		if claimed >= 0 && it.last <= s.out[claimed].last {
			return s.out[claimed].route.at[0], true
		}
		if it.place.country != "" || it.place.region {
			return s.fixed(it.place), true
		}
	}
	if claimed >= 0 {
		return s.out[claimed].route.at[0], true
	}
	if k := s.borderBefore(j); k >= 0 {
		return s.fixed(s.items[k].place), true // «حدوده مع سوريا»
	}
	return s.story.lastSpot()
}

// claimedBefore is the last claim with a place that ends before item j, -1 for
// none.
func (s *scene) claimedBefore(j int) int {
	for n := len(s.out) - 1; n >= 0; n-- {
		if d := &s.out[n]; !d.dead && d.last <= s.items[j].first && len(d.route.at) > 0 {
			return n
		}
	}
	return -1
}

// theSite says whether an item is «القاعدة» without a name, to which «هناك» at
// item j points back.
func (s *scene) theSite(j int, it *item) bool {
	p := it.place
	return s.items[j].pointsThere() && it.def && p.country == "" && !p.sited && p.suf == "" && oneOf(p.generic, "base", "camp", "airport", "port")
}

// borderBefore is the country before item j with which a border is spoken of,
// -1 for none.
func (s *scene) borderBefore(j int) int {
	for k := j - 1; k >= 2; k-- {
		if it := &s.items[k]; it.kind == itemPlace && it.prep == "with" && it.place.country != "" && s.borders(k) {
			return k
		}
	}
	return -1
}

// disagrees says whether «فيها» or «فيه» at item j cannot mean the state at item
// it by gender.
func (s *scene) disagrees(j int, it *item) bool {
	p := it.place
	if !s.items[j].pointsThere() || p.sited || p.region || p.generic != "" || p.gov == "" {
		return false
	}
	there, male := s.fold(s.items[j].first), s.x.in(masculineState, p.gov)
	return s.x.in(thereFeminine, there) && male || s.x.in(thereMasculine, there) && !male
}

// borders says whether a border is spoken of before the place at item k.
func (s *scene) borders(k int) bool {
	for j := k - 1; j >= 0 && j >= k-5; j-- {
		if p := &s.items[j]; p.kind == itemPlace && (oneOf(p.place.generic, "soil", "border")) {
			return true
		}
	}
	return false
}

// locates says whether a place phrase says where: a preposition of place
// stands before it, or it is no state that acts.
func (s *scene) locates(it *item) bool {
	switch it.prep {
	case "in", "on", "near", "to", "toward", "from", "off", "via", "by":
		return true
	case "":
		return it.place.gov == ""
	}
	return false
}

func (s *scene) landBefore(j int) string {
	if len(s.mover) > 0 {
		home := s.x.stateOfActor(s.mover[0].id)
		if p, ok := s.story.where[s.mover[0].id]; ok && p.Country != "" {
			return p.Country
		}
		if c := s.story.titleSpot.Country; c != "" && c != home {
			return c
		}
	}
	for k := j - 1; k >= 0; k-- {
		it := &s.items[k]
		if it.kind == itemPlace && it.place.country != "" && s.locates(it) && !s.aside(k, j) {
			return it.place.country
		}
	}
	c := orElse(s.story.land(), orElse(s.personBefore(j), s.speakerCountry(s.items[j].first)))
	if s.moverIs(c) {
		return s.story.land()
	}
	if c == "" && s.senderBefore(j) {
		return s.x.stateOfActor(s.mover[0].id) // nothing else has been told of: «نشرت زامبيا ألفي جندي في شمال البلاد»
	}
	return c
}

// senderBefore says whether the mover is the subject right behind a verb of
// sending before item j.
func (s *scene) senderBefore(j int) bool {
	for k := j - 1; k >= 0 && len(s.mover) > 0; k-- {
		if s.agentSending(k) == s.mover[0].id {
			return true
		}
	}
	return false
}

// personBefore is the state of the nearest office or government before item j.
func (s *scene) personBefore(j int) string {
	for k := j - 1; k >= 0; k-- {
		if it := &s.items[k]; it.kind == itemState && it.state != "" && s.owner(k) != "" {
			return it.state
		}
	}
	return ""
}

func (s *scene) stateBefore(j int) string {
	for k := j - 1; k >= 0; k-- {
		if c := s.owner(k); c != "" {
			return s.x.stateOfActor(c)
		}
	}
	return ""
}

// ownerOfSoil: «أراضيه» is the land of the state before it that is not the
// force's own; «أراضينا» the speaker's.
func (s *scene) ownerOfSoil(j int) string {
	p := s.items[j].place
	if p.suf == "نا" {
		return s.speakerCountry(p.first)
	}
	own := ""
	for k := j - 1; k >= 0; k-- {
		it := &s.items[k]
		if it.kind == itemForce {
			continue
		}
		if c := s.owner(k); c != "" {
			h := s.x.stateOfActor(c)
			if h != "" && !s.moverIs(h) {
				return h
			}
			own = h
		}
	}
	if own != "" {
		return own
	}
	if c := s.speakerCountry(p.first); c != "" && !s.moverIs(c) {
		return c
	}
	if len(s.mover) > 0 && s.story.land() == "" {
		return s.x.stateOfActor(s.mover[0].id)
	}
	return s.story.land()
}

// moverIs says whether the force that is looked at is of the state.
func (s *scene) moverIs(state string) bool {
	return len(s.mover) > 0 && s.x.stateOfActor(s.mover[0].id) == state
}
