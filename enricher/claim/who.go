package claim

import (
	"strings"

	"github.com/marsad-news/marsad/event"
)

// who is the force of a claim, resolved.
type who struct {
	item   int // item of the force, -1 when only a pronoun or nothing says it
	f      *force
	actors []actorRef
	role   string
	unit   string
	how    string // rule that found the actor
	trust  float64
}

// whose is a force that nothing but its actors is known of.
func whose(actors []actorRef, how string, trust float64) who {
	return who{item: -1, actors: actors, how: how, trust: trust}
}

// resolve finds the actors of the force at item j for the trigger at item i.
func (s *scene) resolve(j, i int) (who, bool) {
	f := s.items[j].force
	w := who{item: j, f: f, role: f.role, unit: f.unitName, trust: 1}
	if f.police { // the police of a state are no troops either
		return w, false
	}
	if s.told(&w, j, i) {
		return w, true
	}
	if f.common && f.suf != "" {
		if v, ok := s.ofPronoun(w, f.suf, j); ok && s.x.stateOfActor(v.actors[0].id) != "" {
			return v, true // «its peacekeepers»
		}
	}
	switch {
	case len(f.actors) > 0 && !(f.suf != "" && f.generic):
		w.actors, w.how = f.actors, "named"
		s.ownCommon(&w, j, i)
	case f.home:
		return s.ofHome(w, j)
	case f.suf != "":
		if c := s.doerBetween(i, j); c != nil && !oneOf(f.suf, "نا", "ي") {
			w.actors, w.how = c, "pronoun"
			return w, true
		}
		return s.ofPronoun(w, f.suf, j)
	case f.led != "":
		w.actors, w.how = []actorRef{{"COALITION", f.first, f.last}}, "led"
	case len(f.from) > 0 && s.items[i].kind == itemTrig && s.items[i].w.kind != event.Departure && !s.sentBy(i, j):
		w.actors, w.how = f.from, "from"
	default:
		return s.ofContext(w, j, i)
	}
	return w, true
}

// told gives the force its actors by what the sentence says of it beside its
// own words: who is asked to send it, who holds it, where its men are from.
func (s *scene) told(w *who, j, i int) bool {
	f := w.f
	if ids := s.addressees(i); len(ids) > 0 && (len(f.actors) == 0 || f.generic) && !f.home && f.suf != "نا" {
		w.actors, w.how, w.trust = ids, "addressed", 0.9
		return true
	}
	if ids := s.heldBy(j); len(ids) > 0 && len(f.actors) == 0 {
		w.actors, w.how = ids, "holder"
		return true
	}
	if p := s.at(j - 1); p.prep == "for" && p.arabic && p.kind == itemForce && len(f.actors) == 0 && !f.def && f.suf == "" && s.holder(j-1) != "" {
		w.actors, w.how = p.refs(s.holder(j-1)), "holder" // «لم يبقَ للجيش الهندي كتيبة»
		return true
	}
	if c := s.comesFrom(j); c != nil {
		w.actors, w.how = c, "comes-from"
		return true
	}
	return false
}

// heldBy are the actors that a claim has already found for the force at item
// j: «ما زال لبريطانيا 9000 جندي ينتشرون في …».
func (s *scene) heldBy(j int) []actorRef {
	for n := range s.out {
		if d := &s.out[n]; !d.dead && d.who.item == j && d.who.how == "holder" {
			return d.who.actors
		}
	}
	return nil
}

// comesFrom are the states of the aside after the force at item j that says
// where its men are from: «أولى وحداتها، وهي من بوتسوانا،».
func (s *scene) comesFrom(j int) []actorRef {
	k := j + 1
	if k < len(s.items) && s.items[k].punct(",") {
		k++
	}
	if k+2 >= len(s.items) || !s.x.in(asidePronoun, s.fold(s.items[k].first)) || !s.items[k+1].fn(fnFrom) || s.items[k+1].suf != "" {
		return nil
	}
	return s.statesAt(k + 2)
}

// doerBetween is the army that stands as the doer right after the trigger at
// item i and owns what follows: «تعزيز الجيش الموريتاني وحداته».
func (s *scene) doerBetween(i, j int) []actorRef {
	if i+1 >= j {
		return nil
	}
	if p := &s.items[i+1]; p.kind == itemForce && p.prep == "" && (p.force.army || p.force.named) && len(p.force.actors) == 1 && !p.force.base {
		return p.force.actors
	}
	return nil
}

// statesAt are the states that are named from item k on, joined by «و».
func (s *scene) statesAt(k int) []actorRef {
	var out []actorRef
	for ; k < len(s.items); k++ {
		p := &s.items[k]
		if p.kind != itemPlace || p.place.gov == "" || p.place.sited || len(out) > 0 && !p.place.and {
			break
		}
		out = append(out, actorRef{p.place.gov, p.first, p.last})
	}
	return out
}

// sentBy says whether an agent stands between the verb of sending at item i
// and the force at item j, so that «من» says from where.
func (s *scene) sentBy(i, j int) bool {
	if !agentive(s.items[i].w) {
		return false
	}
	for k := i + 1; k < j; k++ {
		if s.acting(k) != "" {
			return true
		}
	}
	return false
}

// ofHome: «قوات بلاده» belongs to the state of who speaks, else to the last
// state before it.
func (s *scene) ofHome(w who, j int) (who, bool) {
	it := &s.items[j]
	if c := orElse(s.personBefore(j), s.speakerCountry(it.first)); c != "" {
		w.actors, w.how = it.refs(c), "speaker"
		return w, true
	}
	return s.ofAgentBefore(w, j, "home")
}

// ofPronoun: «قواتها» belongs to the last who can own it, «قواتنا» to the
// speaker.
func (s *scene) ofPronoun(w who, suf string, j int) (who, bool) {
	it := &s.items[j]
	if suf == "نا" || suf == "ي" {
		if p, ok := s.speaker(it.first); ok {
			w.actors, w.how = it.refs(p), "speaker"
			return w, true
		}
		return s.ofLast(w, it)
	}
	return s.ofAgentBefore(w, j, "pronoun")
}

// ofAgentBefore looks left for a state or force, then to the speaker, then
// back into the story.
func (s *scene) ofAgentBefore(w who, j int, how string) (who, bool) {
	it := &s.items[j]
	if k := s.teller(j); k >= 0 {
		w.actors, w.how, w.trust = it.refs(s.owner(k)), "teller", 0.95
		return w, true
	}
	host := s.story.land()
	for _, avoid := range []string{host, ""} {
		for k := j - 1; k >= 0; k-- {
			if c := s.owner(k); c != "" && c != avoid {
				w.actors, w.how = it.refs(c), how
				if s.items[j].suf == "هما" || s.items[j].force != nil && s.items[j].force.suf == "هما" {
					w.actors = s.together(k, c)
				}
				w.trust = 0.95
				return w, true
			}
		}
	}
	if c := s.speakerCountry(it.first); c != "" {
		w.actors, w.how, w.trust = it.refs(c), how+"-speaker", 0.9
		return w, true
	}
	w.trust = 0.8
	return s.ofLast(w, it)
}

// teller is the army or government whose own words begin with the force at item
// j («أعلن الجيش اللبناني أن وحداته …»), -1 for none.
func (s *scene) teller(j int) int {
	if j < 2 || !s.items[j-1].fn(fnComp) {
		return -1
	}
	f := s.fold(s.items[j].last - 1)
	for k := j - 2; k >= 0 && k >= j-5; k-- {
		p := &s.items[k]
		switch {
		case p.kind == itemCue && p.w.cue == cueReport, p.kind == itemTrig, p.fn(fnComp, fnRel):
			return -1
		case p.kind == itemForce || p.kind == itemPlace || p.kind == itemState:
			c := s.owner(k)
			his := p.kind == itemForce && strings.HasSuffix(s.fold(p.first), "جيش") || p.kind == itemPlace && !p.place.sited && s.x.in(masculineState, c)
			if p.prep != "" || c == "" || k == 0 || !s.items[k-1].verbal() || strings.HasSuffix(f, "ه") != his {
				return -1
			}
			return k
		}
	}
	return -1
}

// owner is the state or force at item k that may own a force after it.
func (s *scene) owner(k int) string {
	it := &s.items[k]
	c := it.agent()
	if it.kind == itemPlace && it.place.generic == "home" && it.prep == "" {
		c = s.speakerCountry(it.first)
	}
	if c == "FOREIGN" && it.kind == itemState && it.prep == "" && s.actsAlone(k) {
		return c // «بدأت بعض الدول بسحب قواتها»
	}
	if c == "" || c == "FOREIGN" || s.foe(it) && it.prep != "" {
		return ""
	}
	if it.kind == itemForce && (it.force.base || len(it.force.actors) > 1 || !it.prepIs("", "by", "for")) {
		return ""
	}
	if it.kind == itemState && !it.prepIs("", "by", "for", "from") {
		return ""
	}
	return c
}

// ofLast takes the force the story last spoke of.
func (s *scene) ofLast(w who, it *item) (who, bool) {
	p, ok := s.story.lastForce()
	if !ok {
		return w, false
	}
	w.actors = it.refs(p.actors...)
	w.role, w.unit = orElse(w.role, p.role), orElse(w.unit, p.unit)
	w.how = orElse(w.how, "last-force")
	w.trust *= 0.85
	return w, true
}

// ofContext resolves a force that bears no name: the agent of its verb, what
// «تلك» and the article point back to, the headline.
func (s *scene) ofContext(w who, j, i int) (who, bool) {
	it, t := &s.items[j], &s.items[i]
	f := it.force
	agent, k := s.agentOf(i, j)
	moves := t.kind == itemTrig && agentive(t.w)
	sent := moves && agent != ""
	if f.craft() && !sent {
		return w, false // «وجود السفن»: anybody's
	}
	moved := moves && j < i && s.uncounted(f) // the passive names no agent before it
	if moves && !t.w.host && !moved && s.sender(&w, i, j, k, agent) {
		return w, true
	}
	if p, ok := s.story.lastMission(s.x); ok && s.isTheMission(f) {
		w.actors, w.how, w.trust = it.refs(p.actors...), "last-mission", 0.9
		return w, true
	}
	if f.pointsBack() {
		if v, ok := s.pointedAt(w, j); ok || !s.latin || !sent {
			return v, ok
		}
		moved = false // «Turkey's bill allowing more troops to be sent»
	}
	if !oneOf(agent, "", "FOREIGN") && !t.w.isHost() && !moved {
		w.actors, w.how, w.trust = s.guests(s.together(k, agent)), "near-agent", 0.7
		return w, true
	}
	return s.ofSentence(w, j)
}

// uncounted says whether a force has no number of its own: in English a number
// alone stands for one that was named before.
func (s *scene) uncounted(f *force) bool { return f.num == nil || s.latin && f.pron }

// ofSentence takes for a counted force the last one that the sentence names,
// else the last of the story.
func (s *scene) ofSentence(w who, j int) (who, bool) {
	it := &s.items[j]
	w.trust = 0.7
	if p, ok := s.lastInSentence(j); ok && it.force.num != nil {
		w.actors, w.how = it.refs(p...), "sentence-force"
		return w, true
	}
	return s.ofLast(w, it)
}

// isTheMission says whether a definite force is the mission that was spoken of.
func (s *scene) isTheMission(f *force) bool {
	return f.def && (f.mission || s.latin && f.head >= 0 && s.fold(f.head) == "force")
}

// sender makes who sends the force of the trigger at item i its actor: «we», or
// the agent at item k.
func (s *scene) sender(w *who, i, j, k int, agent string) bool {
	if c, ok := s.weSend(i, j); ok {
		w.actors, w.how = s.items[i].refs(c), "speaker"
		return true
	}
	if agent == "" {
		return false
	}
	w.actors, w.how = s.together(k, agent), "agent"
	return true
}

// weSend is the state of the speaker where the verb at item i is «we»: «سننشر
// وحدات».
func (s *scene) weSend(i, j int) (string, bool) {
	if t := &s.items[i]; t.gram.Person != 1 || !t.arabic || j < i {
		return "", false
	}
	return s.speaker(s.items[i].first)
}

// pointsBack says whether the phrase means a force that was spoken of: «تلك
// القوات»، «بعضهم»، «200 آخرون».
func (f *force) pointsBack() bool {
	return f.dem || f.pron || f.more || f.num == nil && (f.def || f.quant != "")
}

// pointedAt is the force that the phrase at item j points back to: for a
// number alone that of the last claim, else the last one of the sentence or
// the story.
func (s *scene) pointedAt(w who, j int) (who, bool) {
	it := &s.items[j]
	if it.force.pron && it.force.num != nil {
		for n := len(s.out) - 1; n >= 0; n-- {
			if d := &s.out[n]; !d.dead && d.last <= it.first {
				w.actors, w.how, w.trust = d.who.actors, "sentence-claim", 0.9 // «… إضافة إلى الـ9000 المتواجدين فيها»
				return w, true
			}
		}
	}
	if ids := s.claimedInSentence(j); ids != nil {
		w.actors, w.how, w.trust = ids, "sentence-claim", 0.9
		return w, true
	}
	if p, ok := s.lastInSentence(j); ok {
		w.actors, w.how, w.trust = it.refs(p...), "sentence-force", 0.9
		return w, true
	}
	if c := s.speakerCountry(it.first); it.force.more && it.arabic && c != "" && c != s.story.land() && s.saying(it.first).Quoted {
		w.actors, w.how, w.trust = it.refs(c), "speaker-more", 0.8
		return w, true // a minister's «القوات الإضافية» are his own
	}
	return s.ofLast(w, it)
}

// claimedInSentence are the actors of the last claim of the sentence whose force
// stands unnamed before item j and nearer to it than any named one: «إرسال 300
// جندي …، على أن تنسحب تلك القوات».
func (s *scene) claimedInSentence(j int) []actorRef {
	named := -1
	for k := j - 1; k >= 0 && named < 0; k-- {
		if s.antecedent(k, j) {
			named = k
		}
	}
	for n := len(s.out) - 1; n >= 0; n-- {
		d := &s.out[n]
		if d.dead || d.who.item < 0 || d.who.item >= j || d.who.f == nil || d.who.item < named || d.who.f.generic {
			continue
		}
		if len(d.who.f.actors) == 0 && len(d.who.actors) == 1 && s.items[d.who.item].kind == itemForce {
			return d.who.actors
		}
	}
	return nil
}
