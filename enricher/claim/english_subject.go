package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

// reducedRelative says whether the participle at item k only describes the
// force before it, which has a verb of its own: «the soldiers expelled from
// Niger are settling in», «9,000 Marines to be relocated have left».
func (s *scene) reducedRelative(k int) bool {
	it := &s.items[k]
	if it.kind != itemTrig || it.gram.Tense != lexicon.Past || !s.afterForce(k) {
		return false
	}
	for j := k + 1; j < len(s.items) && j <= k+7; j++ {
		p := &s.items[j]
		switch {
		case p.fn(fnBe, fnAux), p.cue(cueFuture) && p.w.pos == 'x':
			return true
		case p.kind == itemPlace, p.kind == itemDate, p.unknown(), p.fn(fnFrom, fnTo, fnIn, fnOn, fnNear, fnThe, fnAgentby, fnDir):
		default:
			return false
		}
	}
	return false
}

// afterForce says whether a force stands right before the participle at item
// k, or before its infinitive.
func (s *scene) afterForce(k int) bool {
	if s.at(k-1).fn(fnBe) && s.at(k-2).fn(fnTo) {
		k -= 2
	}
	return s.at(k-1).kind == itemForce
}

// joinedBefore adds the forces that «and» joins to the subject of draft n from
// before: «300 French and 200 British soldiers left».
func (s *scene) joinedBefore(n int) {
	if !s.latin {
		return
	}
	at := s.out[n].who.item
	for k := at - 2; k >= 0; k -= 2 {
		p, and := &s.items[k], &s.items[k+1]
		if p.kind != itemForce || !and.fn(fnAnd) && !and.punct(",") || k+2 == at && !and.fn(fnAnd) {
			return
		}
		if s.taken(k) || p.prep != s.items[at].prep || p.force.named || p.force.num == nil && len(p.force.actors) == 0 || s.joinedCraft(k) {
			return
		}
		s.addFurther(n, k)
		d := &s.out[len(s.out)-1]
		d.route = s.out[n].route
	}
}

// objectPronoun is the force that «them» right after the verb at item i means:
// «send 300 soldiers and bring them home».
func (s *scene) objectPronoun(i int) (who, bool) {
	it := &s.items[i]
	if it.w.pos != 'v' || !s.at(i+1).fn(fnThem) {
		return who{}, false
	}
	for n := len(s.out) - 1; n >= 0; n-- {
		if d := &s.out[n]; !d.dead && d.trig < i && s.sameSentenceForce(d) {
			return whose(d.who.actors, "them", 0.85), true
		}
	}
	if p, ok := s.story.lastForce(); ok && p.claimed && p.sentence == s.n-1 {
		return whose(it.refs(p.actors...), "them", 0.8), true
	}
	return who{}, false
}

func (s *scene) sameSentenceForce(d *draft) bool { return len(d.who.actors) > 0 }

// onlyAside says whether «only» or «just» at item i leads from what there is
// not to what there is: «no combat forces, only advisers».
func (s *scene) onlyAside(i int) bool {
	it := &s.items[i]
	if !s.latin || i == 0 || !s.items[i-1].punct(",") || !s.x.in(onlyAdverb, s.fold(it.first)) || !s.leadsForce(i) {
		return false
	}
	return s.deniedBefore(i) >= 0
}

// leavesPact says whether what is left at item i is a treaty, talks or a race:
// «its withdrawal from the treaty».
func (s *scene) leavesPact(i int) bool {
	words := 0
	for k := i + 1; k < len(s.items) && k <= i+6; k++ {
		p := &s.items[k]
		switch {
		case p.noPlace(), p.cue(cuePlan) && p.w.pos == 'n':
			return true
		case p.fn(fnFrom, fnOff, fnThe, fnIts):
		case p.unknown():
			if words++; words > 2 {
				return false
			}
		default:
			return false
		}
	}
	return false
}

// attributive says whether the verb form at item i is an adjective between its
// article and its noun: «the abandoned outpost», «a rotating company».
func (s *scene) attributive(i int) bool {
	it := &s.items[i]
	if it.kind != itemTrig || it.w.pos != 'v' || it.last-it.first > 1 || it.gram.Tense == lexicon.Present && it.w.frame != frameLevel || !s.at(i-1).fn(fnThe, fnIts) {
		return false
	}
	n := s.at(i + 1)
	return n.kind == itemForce || n.kind == itemPlace && n.place.gov == "" || n.unknown() || n.kind == itemState
}

// haverOf is who stands right before the verb of having at item i, of whom the
// bare number f is: «the Americans have more than 300 at».
func (s *scene) haverOf(i int, f *force) (string, int) {
	if !s.latin || !f.pron || f.num == nil {
		return "", -1
	}
	k := i - 1
	for k > 0 && (s.items[k].unknown() || s.items[k].cue(cueStill)) {
		k--
	}
	p := s.at(k)
	if p.kind == itemForce && len(p.force.actors) == 1 && p.prep == "" {
		return p.force.actors[0].id, k
	}
	if p.governs() && p.prep == "" {
		return p.place.gov, k
	}
	return "", -1
}

// theyWhoWereTold says whether «they» of the draft are the force that the
// sentence before told of: what they will do, or that they stay.
func (s *scene) theyWhoWereTold(d *draft, it *item) bool {
	if !s.latin || d.who.how != "they" || it.kind != itemTrig {
		return false
	}
	if d.mean.polarity == event.Uncommitted {
		return s.justTold(2) // «could not confirm that they were leaving»
	}
	if !s.justTold(1) {
		return false
	}
	return it.w.frame == frameStay || d.mean.status == event.Planned || d.mean.polarity != event.Affirmed
}

// justTold says whether one of the last sentences made a claim of a force,
// which «they» then means.
func (s *scene) justTold(sentences int) bool {
	p, ok := s.story.lastForce()
	return ok && p.claimed && p.sentence >= s.n-sentences
}

// leadsForce says whether a force follows item i over no more than its number
// and adjectives.
func (s *scene) leadsForce(i int) bool {
	for k := i + 1; k < len(s.items) && k <= i+4; k++ {
		switch p := &s.items[k]; {
		case p.kind == itemForce:
			return true
		case p.kind == itemNum, p.kind == itemWord:
		default:
			return false
		}
	}
	return false
}

// stationWord is «to base» or «to station» with troops as its object.
var stationWord = &word{id: "station.v", class: isTrig, pos: 'x', frame: frameSend, kind: event.Arrival, action: event.Deploy, weak: true}

// stations says whether «base» or «station» at item i is the verb: a particle
// of an infinitive or of the future stands before it and a force after.
func (s *scene) stations(i int) bool {
	k := i - 1
	if s.at(k).unknown() && s.x.adverbial(s.fold(s.items[k].first)) {
		k-- // «will permanently station»
	}
	it, p := &s.items[i], s.at(k)
	if i == 0 || it.last-it.first > 1 || !s.x.in(baseVerb, s.fold(it.first)) || it.kind == itemForce || s.at(i+1).kind != itemForce {
		return false
	}
	return p.fn(fnTo) || p.kind == itemCue && (p.w.cue == cueFuture || s.lastFold(p) == "to")
}

// strengths reads «is about 1,100 strong», «once 13,000 strong»: the number of
// the force before it.
func (s *scene) strengths() {
	if !s.latin {
		return
	}
	for i := range s.items {
		if s.items[i].kind != itemNum || !s.strong(i) || quantityOf(s.items[i].num, "personnel", total) == nil {
			continue
		}
		w, j := s.strongForce(i)
		if j < 0 || len(w.actors) == 0 {
			continue
		}
		pres := &word{id: "strong", kind: event.Presence, frame: frameStay, pos: 'n'}
		d := draft{trig: i, kind: event.Presence, action: event.Present, who: w, trust: w.trust * 0.9, mean: s.mean(i)}
		d.first, d.last = s.items[j].first, s.items[i].last+1
		d.num, d.numItem = quantityOf(s.items[i].num, "personnel", total), i
		d.rules = append([]string{"strength", "actor-" + w.how}, d.mean.rules...)
		s.mover = w.actors
		d.route = s.route(i, pres, span{j, i}, j)
		s.finish(d, i)
	}
}

// strong says whether the number at item i is followed by «strong» or «in
// number».
func (s *scene) strong(i int) bool {
	n := s.at(i + 1)
	return n.unknown() && s.fold(n.first) == "strong" && !s.at(i+2).unknown()
}

// strongForce is the force whose strength stands at item i, and its item: a
// force of the same clause, or «the mission».
func (s *scene) strongForce(i int) (who, int) {
	for k := i - 1; k >= 0; k-- {
		p := &s.items[k]
		switch {
		case p.kind == itemForce && p.force.num == nil && (p.prep == "" || k == 0):
			w, ok := s.resolve(k, i)
			if !ok {
				return w, -1
			}
			return w, k
		case p.fn(fnMission):
			w, ok := s.ofLast(who{item: -1, trust: 0.85, how: "mission"}, p)
			if !ok {
				return w, -1
			}
			return w, k
		case p.fn(fnBreak), p.punct(";:."):
			return who{}, -1
		}
	}
	return who{}, -1
}

// forcePlace says whether the place at item k is where the force before it is:
// «the battalion in Lebanon, once 900 strong, left».
func (s *scene) forcePlace(k int) bool {
	if k < 2 || s.items[k].kind != itemPlace {
		return false
	}
	for j := k - 1; j >= 0 && j >= k-3; j-- {
		p := &s.items[j]
		if p.kind == itemForce {
			return p.prep == ""
		}
		if !p.fn(fnIn, fnOn, fnNear, fnThe) {
			return false
		}
	}
	return false
}

// infinitive keeps what governs a first infinitive for the second that «and»
// joins to it: «will withdraw its soldiers and deploy 100 others», «plans to
// bring them in and take them home».
func (s *scene) infinitive(active []governor, i int) []governor {
	it := &s.items[i]
	if !s.latin || !it.verbal() || !s.at(i-1).fn(fnAnd) || it.gram.Tense != lexicon.Present || strings.HasSuffix(s.fold(it.first), "s") {
		return nil
	}
	var out []governor
	for _, g := range active {
		switch g.class {
		case cueFuture, cuePlan, cueDemand, cuePossible, cueExpect:
			if !g.neg {
				out = append(out, g)
			}
		}
	}
	return out
}
