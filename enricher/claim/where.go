package claim

import (
	"strings"

	"github.com/marsad-news/marsad/event"
)

// route is where a claim's force is, comes from and goes to.
type route struct {
	trig   int           // item of the trigger
	at     []event.Place // one for each coordinated place
	items  []int         // items of these places
	origin *event.Place
	left   int // item of the origin
	dest   *event.Place
	home   bool // it goes to the force's own country
	how    string
	trust  float64
}

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
	if out.Country != "" && !p.sited && s.items[j].def && (p.generic == "base" || p.generic == "camp" || p.generic == "airport") {
		if last, ok := s.spotBefore(j); ok && last.Country == out.Country && last.Site != "" {
			return last, true
		}
		if last := s.story.titleSpot; last.Country == out.Country && last.Site != "" {
			return last, true
		}
	}
	if out.Country != "" || p.region && !strings.HasPrefix(s.d.Tokens[p.first].Fold, "المنطق") {
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
	if p.suf == "" && (p.generic == "base" || p.generic == "camp" || p.generic == "airport" || p.generic == "city" || p.generic == "post" || p.generic == "port" || p.generic == "admin1") && s.items[j].def {
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
	claimed := -1
	for n := range s.out {
		if d := &s.out[n]; !d.dead && d.last <= s.items[j].first && len(d.route.at) > 0 {
			claimed = n
		}
	}
	for k := j - 1; k >= 0; k-- {
		it := &s.items[k]
		if it.kind != itemPlace || it.place.generic == "there" || it.place.generic == "home" || !s.locates(it) || s.aside(k, j) || s.residence(k) {
			continue
		}
		if s.disagrees(j, it) {
			continue
		}
		if it.place.country == "" && it.def && !it.place.sited && it.place.suf == "" && s.items[j].place.generic == "there" {
			switch it.place.generic {
			case "base", "camp", "airport", "port":
				if p, ok := s.settle(k); ok && p.Country != "" {
					return p, true
				}
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
	for k := j - 1; k >= 0; k-- {
		if it := &s.items[k]; it.kind == itemPlace && it.prep == "with" && it.place.country != "" && k >= 2 && s.borders(k) {
			return s.fixed(it.place), true // «حدوده مع سوريا»
		}
	}
	return s.story.lastSpot()
}

// disagrees says whether «فيها» or «فيه» at item j cannot mean the state at item
// it by gender.
func (s *scene) disagrees(j int, it *item) bool {
	p := it.place
	if s.items[j].place.generic != "there" || p.sited || p.region || p.generic != "" || p.gov == "" {
		return false
	}
	switch s.d.Tokens[s.items[j].first].Fold {
	case "فيها", "وفيها", "اليها":
		return masculine[p.gov]
	case "فيه", "وفيه", "اليه":
		return !masculine[p.gov]
	}
	return false
}

// borders says whether a border is spoken of before the place at item k.
func (s *scene) borders(k int) bool {
	for j := k - 1; j >= 0 && j >= k-5; j-- {
		if p := &s.items[j]; p.kind == itemPlace && (p.place.generic == "soil" || p.place.generic == "border") {
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
	return c
}

// personBefore is the state of the nearest office or government before item j.
func (s *scene) personBefore(j int) string {
	for k := j - 1; k >= 0; k-- {
		if it := &s.items[k]; it.kind == itemState && it.state != "" && s.owner(k, j) != "" {
			return it.state
		}
	}
	return ""
}

func (s *scene) stateBefore(j int) string {
	for k := j - 1; k >= 0; k-- {
		if c := s.owner(k, j); c != "" {
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
		if c := s.owner(k, j); c != "" {
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

// span is the run of items that belongs to the clause of a trigger.
type span struct{ lo, hi int }

// clause is how far the clause of item i reaches: to the next clause or the
// next trigger on the right, to the clause border on the left.
func (s *scene) clause(i int) span {
	sp := span{i, i + 1}
	for sp.lo > 0 {
		b := s.boundBefore(sp.lo)
		if b >= boundClause || b == boundRel && !s.leads(i) {
			break
		}
		if p := &s.items[sp.lo-1]; p.kind == itemTrig && p.w.pos == 'v' && !(s.latin && s.inRelative(sp.lo-1)) {
			break
		}
		sp.lo--
	}
	for sp.hi < len(s.items) {
		if s.boundBefore(sp.hi) >= boundClause || s.stops(i, sp.hi) {
			break
		}
		sp.hi++
	}
	return sp
}

// leads says whether item i is a verb, which a relative pronoun may lead in.
func (s *scene) leads(i int) bool { return s.items[i].w != nil && s.items[i].w.pos == 'v' }

// stops says whether the item at j ends the reach of the trigger at i.
func (s *scene) stops(i, j int) bool {
	it := &s.items[j]
	if it.kind == itemTrig && s.reduced(j) {
		return false
	}
	switch it.kind {
	case itemTrig:
		return it.w.pos != 'p' && !s.tellsStrength(i, j) && !it.w.passive && !(it.w.frame == frameExist) && !s.swallowed[j]
	case itemCasual:
		return true
	case itemCue:
		return it.verbal() && it.and() || it.w.cue == cueReport && it.w.pos == 'v'
	}
	return it.fn("except", "only") || it.fn("after", "before") && j > i+2
}

// tellsStrength says whether the verb of amount at item j stands in a relative
// clause of the force of the noun at item i: «انسحاب القوات التي يبلغ قوامها …
// من …».
func (s *scene) tellsStrength(i, j int) bool {
	return s.items[j].w.frame == frameLevel && s.items[i].kind == itemTrig && s.items[i].w.pos == 'n' && j > 0 && s.items[j-1].fn("rel")
}

// placesOf finds the places of a claim of the trigger at item i in the items
// [lo, hi). used are items that are taken otherwise.
func (s *scene) route(i int, w *word, sp span, fi int) route {
	r := route{trust: 1, trig: i}
	best, rank, words := -1, 0, 0
	for j := sp.lo; j < sp.hi; j++ {
		it := &s.items[j]
		switch {
		case it.kind == itemWord && it.w == nil:
			words++
		case it.kind == itemForce, it.kind == itemPlace && words < 3:
			words = 0
		}
		if words >= 3 && best > i {
			break // what follows is no longer of this verb
		}
		if it.kind == itemForce && it.force.base && it.force.suf != "" && it.prep == "to" && j > i && !s.abroadAfter(j) {
			r.home = true
		}
		if it.kind != itemPlace || j == fi || j > 0 && (it.place.and && s.items[j-1].kind == itemPlace || s.items[j-1].fn("or") || it.place.and && s.items[j-1].fn("and") && j > 1 && s.items[j-2].kind == itemPlace) {
			continue
		}
		if j < i && s.aside(j, i) {
			continue
		}
		n := s.suits(i, j, w, fi)
		if n < 0 {
			s.endOf(&r, -n, j)
			continue
		}
		if n > rank {
			best, rank = j, n
		}
	}
	if best < 0 {
		if j := s.placeWhere(sp); j >= 0 {
			best = j
		}
	}
	if best < 0 {
		return r
	}
	if w.frame == frameReturn && s.ownQuarters(best) {
		r.home = true
	}
	r.items = s.coordinated(best, sp.hi)
	for _, j := range r.items {
		p, ok := s.settle(j)
		if ok && !s.ownBase(j, fi) {
			r.at = append(r.at, p)
		}
		if s.items[j].place.generic == "homeland" || s.theirLand(j, w) {
			r.home = true
		}
	}
	r.shareCountry(s)
	r.how = "clause"
	return r
}

// abroadAfter says whether a place in a country that is not the force's own
// follows its bases at item j: «إلى قاعدتها في معسكر … بالكويت».
func (s *scene) abroadAfter(j int) bool {
	for k := j + 1; k < len(s.items) && k <= j+3; k++ {
		p := &s.items[k]
		switch {
		case p.kind == itemPlace:
			return p.prep == "in" && p.place.sited && p.place.country != "" && !s.moverIs(p.place.country)
		case p.fn("in"), p.kind == itemWord:
		default:
			return false
		}
	}
	return false
}

// placeWhere is the place that «حيث», «where» at the head of the clause takes
// up, -1 for none.
func (s *scene) placeWhere(sp span) int {
	for k := sp.lo; k < sp.hi && k <= sp.lo+1 && k < len(s.items); k++ {
		p := &s.items[k]
		if !p.fn("break") {
			continue
		}
		if f := s.d.Tokens[p.first].Fold; f != "حيث" && f != "where" {
			return -1
		}
		for j := k - 1; j >= 0 && j >= k-2; j-- {
			if q := &s.items[j]; q.kind == itemPlace {
				return j
			} else if q.kind != itemPunct {
				return -1
			}
		}
	}
	return -1
}

// theirLand says whether the place at item j is the country of those who go
// back: «عائدين إلى بلادهم». «بلاده» may be that of who speaks.
func (s *scene) theirLand(j int, w *word) bool {
	p := s.items[j].place
	if w == nil || w.frame != frameReturn && w.frame != frameBring || p.generic != "home" || p.sited || s.items[j].prep != "to" && s.items[j].prep != "toward" {
		return false
	}
	f := s.d.Tokens[p.last-1].Fold
	return strings.HasSuffix(f, "هم") || strings.HasSuffix(f, "هما")
}

// ownQuarters says whether the place at item j is «قواعدها»، «ثكناته» without
// a name: where the force belongs.
func (s *scene) ownQuarters(j int) bool {
	p := s.items[j].place
	return p.suf != "" && !p.sited && p.country == "" && (p.generic == "base" || p.generic == "camp")
}

// ownBase says whether the place at item j is only said to be the force's own:
// «قوات تركية في قاعدة تركية» does not say where.
func (s *scene) ownBase(j, fi int) bool {
	p := s.items[j].place
	if p.owner == "" || p.owner != p.country {
		return false
	}
	for _, a := range s.mover {
		if a.id == p.owner {
			return true
		}
	}
	return false
}

// The ends of a movement as [scene.suits] returns them, negative.
const (
	endOrigin = 1
	endDest   = 2
)

func (s *scene) endOf(r *route, end, j int) {
	if s.items[j].place.generic == "homeland" || s.theirLand(j, s.items[r.trig].w) {
		r.home = true
		return
	}
	p, ok := s.settle(j)
	if !ok {
		return
	}
	if end == endOrigin && r.origin == nil {
		r.origin, r.left = &p, j
	}
	if end == endDest && r.dest == nil {
		r.dest = &p
	}
}

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
	if s.latin && prep == "" && w.kind == event.Departure && j > i && s.d.Tokens[it.first-1].Fold == "for" {
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
	it := &s.items[j]
	t := &s.items[i]
	p := it.place
	if p.generic == "there" {
		return rank
	}
	if p.generic == "home" && j < i && t.w != nil && !t.w.host {
		return 0 // «إرسال بلاده»: who acts
	}
	if t.w == nil {
		return 0
	}
	if s.latin && j > i && s.phrasal(i) {
		return rank
	}
	switch t.w.frame {
	case frameGo, frameVacate, frameReturn, frameStay, frameBase:
		if j < i && p.gov != "" || j < i && !p.and && t.w.pos == 'v' {
			return 0
		}
		if p.gov != "" && fi < 0 && (t.w.state || t.w.there) && t.w.frame != frameVacate && t.w.frame != frameBase {
			return 0
		}
		return rank
	case frameHave, frameExist:
		if s.latin && j < i && p.gov != "" {
			if t.w.host {
				return rank + 1 // «Poland hosts 10,000 American troops»
			}
			return 0 // who has it
		}
		return rank
	}
	if p.gov == "" && j > i {
		return rank - 1
	}
	return 0
}

// coordinated lists the place at item j and those joined to it with «و».
func (s *scene) coordinated(j, hi int) []int {
	out := []int{j}
	for k := j + 1; k < len(s.items) && k < hi+4; k++ {
		it := &s.items[k]
		switch {
		case it.kind == itemPlace && s.latin && s.speaks(k):
			return out
		case it.kind == itemPlace && (it.place.and || s.items[k-1].fn("or")):
			out = append(out, k)
		case it.kind == itemWord && it.and() && k+1 < len(s.items) && s.items[k+1].kind == itemPlace, it.kind == itemWord && k > j && s.items[k-1].kind == itemPlace && k+1 < len(s.items) && s.items[k+1].kind == itemPlace && s.items[k+1].place.and && s.wordAnd(k):
		case it.kind == itemPlace && len(out) > 1 && s.items[k-1].kind == itemWord && s.wordAnd(k-1):
			out = append(out, k)
		case it.kind == itemPlace && s.latin && s.items[k-1].punct(",") && it.prep == "" && !s.speaks(k):
			out = append(out, k)
		case it.fn("in", "on", "from", "to") && it.and() && k+1 < len(s.items) && s.items[k+1].kind == itemPlace && it.w.fn == s.items[j].prep:
			k++
			out = append(out, k)
		case it.punct(","), it.fn("or", "and"):
		case it.fn("dir"):
		default:
			return out
		}
	}
	return out
}

// wordAnd says whether an unknown word begins with «و».
func (s *scene) wordAnd(k int) bool {
	return strings.HasPrefix(s.d.Tokens[s.items[k].first].Fold, "و")
}

// shareCountry gives the country of one coordinated place to those without.
func (r *route) shareCountry(s *scene) {
	c := ""
	for _, p := range r.at {
		c = orElse(c, p.Country)
	}
	for i := range r.at {
		if r.at[i].Country == "" && r.items[i] < len(s.items) && !s.items[r.items[i]].place.region {
			r.at[i].Country = c
		}
	}
}

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
			if c = it.place.country; s.residence(k) || it.prep == "" && it.place.gov != "" && k > 0 && s.items[k-1].verbal() && s.items[k-1].cue(cueDemand, cueReport) {
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
