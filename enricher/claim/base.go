package claim

import (
	"github.com/marsad-news/marsad/event"
)

// vacateClaim reads «أخلت الكتيبة معسكرها»، «إخلاء فايا لارجو».
func (s *scene) vacateClaim(i int) {
	it := &s.items[i]
	sp := s.clause(i)
	w, ok := s.leaver(i, sp)
	if !ok {
		return
	}
	d := s.begin(i, w)
	s.mover = d.who.actors
	d.route = s.route(i, it.w, sp, w.item)
	if len(d.route.at) == 0 && it.w.pos == 'v' && it.suf == "" && s.at(i-1).kind == itemPlace && isBase(s.items[i-1].place) {
		s.fullPlace(&d, i, sp) // «القاعدة ستُخلى»
	}
	if s.latin {
		s.vacated(&d, i, sp)
	}
	if len(d.route.at) == 0 && (w.f == nil || !w.f.base) {
		s.drop(i, "vacates no place")
		return
	}
	s.adjust(&d, i)
	s.quantify(&d, i, sp)
	s.finish(d, i)
}

// leaver is the force or state that vacates: subject, object bases, the agent
// before, the force of the story.
func (s *scene) leaver(i int, sp span) (who, bool) {
	it := &s.items[i]
	for j := i + 1; j < sp.hi && j <= i+4; j++ {
		if p := &s.items[j]; p.kind == itemForce && (p.prep == "" || p.force.base || s.latin && p.prep == "by") {
			return s.resolve(j, i)
		}
		if p := &s.items[j]; p.kind == itemPlace && p.prep == "" && p.place.gov != "" && it.w.pos == 'v' {
			return p.who(p.place.gov, "agent", 0.9), true
		}
		if s.items[j].kind == itemPlace {
			break
		}
	}
	if j := s.forceLeft(i, sp); j >= 0 {
		return s.resolve(j, i)
	}
	if p, ok := s.lastInSentence(i); ok {
		return whose(it.refs(p...), "sentence-force", 0.85), true
	}
	if c, k := s.agentOf(i, i); c != "" {
		return s.items[k].who(c, "agent", 0.8), true
	}
	return s.ofLast(who{item: -1, trust: 0.75, how: "leaver"}, it)
}

// baseClaim reads «إغلاق ثلاث من قواعده»، «سلّم قاعدة القيارة».
func (s *scene) baseClaim(i int) {
	it := &s.items[i]
	sp := s.clause(i)
	obj := s.baseObject(i, sp)
	if obj < 0 {
		switch {
		case it.w.id == "أقام.v":
			s.stayClaim(i, sp)
		case it.w.action == event.Handover && !it.w.host:
			s.dutyClaim(i, sp)
		}
		return
	}
	w, ok := s.baseOwner(i, obj, sp)
	if obj < i && s.items[obj].kind == itemPlace {
		w, ok = s.tenant(obj, i)
	}
	if !ok {
		return
	}
	d := s.begin(i, w)
	d.extend(s, obj)
	s.atBase(&d, obj, sp)
	s.handedTo(&d, obj, sp)
	s.adjust(&d, i)
	s.finish(d, i)
}

// baseObject is the base that is opened, closed or handed over: after the
// verb, or right before it in the passive.
func (s *scene) baseObject(i int, sp span) int {
	for j := i + 1; j < sp.hi && j <= i+6; j++ {
		p := &s.items[j]
		if p.kind == itemForce && p.force.base && (p.prepIs("", "from")) {
			return j
		}
		if p.kind == itemPlace && p.prep == "" && isBase(p.place) && (p.place.generic != "" || s.items[j-1].kind != itemWord) {
			return j
		}
		if p.kind == itemTrig || p.fn(fnComp, fnTo, fnIn) {
			break
		}
	}
	if s.items[i].w.pos != 'v' {
		return -1
	}
	for k := i - 1; k >= sp.lo && k >= i-3; k-- {
		if p := &s.items[k]; p.kind == itemPlace && p.prep == "" && isBase(p.place) {
			return k
		}
	}
	return s.passiveBase(i, sp)
}

// atBase gives the draft the base as its place, and how many they are.
func (s *scene) atBase(d *draft, obj int, sp span) {
	if s.items[obj].kind == itemForce {
		s.mover = d.who.actors
		d.route = s.route(d.trig, &word{kind: event.Presence, frame: frameStay}, sp, obj)
		if f := s.items[obj].force; f.num != nil {
			d.num, d.numItem = quantityOf(f.num, "sites", change), obj
		}
		return
	}
	d.route.items = s.coordinated(obj, sp.hi)
	for _, j := range d.route.items {
		if p, ok := s.settle(j); ok {
			d.route.at = append(d.route.at, p)
		}
	}
	d.route.shareCountry(s)
	d.route.how = "base"
	if a := s.atomStarts(s.items[obj].first); a.num != nil && a.ent(entBase) {
		d.num = quantityOf(a.num, "sites", basisOf(d.kind)) // «قاعدتين»
	}
}

func isBase(p *place) bool {
	switch p.generic {
	case "base", "camp", "post", "airport":
		return true
	}
	return p.site != "" && p.gov == ""
}

// baseOwner is whose base it is.
func (s *scene) baseOwner(i, obj int, sp span) (who, bool) {
	if it := &s.items[obj]; it.kind == itemForce {
		return s.resolve(obj, i)
	}
	handed := s.items[i].w.action == event.Handover
	for j := i + 1; j < sp.hi; j++ {
		p := &s.items[j]
		if p.kind == itemForce && p.prep == "for" && !handed {
			return s.resolve(j, i)
		}
		if p.kind == itemForce && p.prep == "from" && handed && j > obj {
			return s.resolve(j, i) // «تسلمت القاعدة من التحالف»
		}
	}
	if it := &s.items[obj]; it.place.owner != "" {
		return it.who(it.place.owner, "adjective", 0.95), true // «قاعدة عسكرية روسية في»
	}
	if s.items[i].w.host {
		return who{}, false // who receives a base is not who leaves it
	}
	if j := s.forceLeft(i, sp); j >= 0 {
		return s.resolve(j, i)
	}
	for j := i + 1; j < obj; j++ {
		if c := s.items[j].agent(); c != "" {
			return s.items[j].who(c, "agent", 0.9), true
		}
	}
	if c, k := s.agentOf(i, i); c != "" {
		return s.items[k].who(c, "agent", 0.8), true
	}
	return s.ofLast(who{item: -1, trust: 0.75, how: "owner"}, &s.items[i])
}

// dutyClaim reads «سلمت القوات المسؤولية الأمنية في المحافظة»: a mission that
// ends by being handed over.
func (s *scene) dutyClaim(i int, sp span) {
	duty := -1
	for j := i + 1; j < sp.hi && j <= i+3 && duty < 0; j++ {
		if s.items[j].fn(fnDuty) {
			duty = j
		} else if k := s.items[j].kind; k != itemForce && k != itemPlace && k != itemState {
			return
		}
	}
	if duty < 0 || s.items[i].w.pos == 'v' && s.at(i-1).fn(fnOff, fnIn, fnOn, fnFrom, fnTo, fnAfter, fnBefore) {
		return // «عجزت عن تسلم المهام»: receives
	}
	w, ok := s.whoHands(i, duty, sp)
	if !ok {
		return
	}
	d := s.begin(i, w)
	d.kind, d.action = event.Mission, event.MissionChange
	s.mover = d.who.actors
	d.route = s.route(i, &word{kind: event.Presence, frame: frameStay}, span{duty, sp.hi}, w.item)
	s.adjust(&d, i)
	s.finish(d, i)
}

// whoHands is the force or state that hands its duty over: after the verb or
// before it, the agent of the sentence, the force of the story.
func (s *scene) whoHands(i, duty int, sp span) (who, bool) {
	for j := i + 1; j < duty; j++ {
		if p := &s.items[j]; p.kind == itemForce && p.prep == "" {
			return s.resolve(j, i)
		}
	}
	if j := s.forceLeft(i, sp); j >= 0 {
		return s.resolve(j, i)
	}
	if c, k := s.agentOf(i, duty); c != "" {
		return s.items[k].who(c, "agent", 0.8), true
	}
	return s.ofLast(who{item: -1, trust: 0.75, how: "owner"}, &s.items[i])
}

// stayClaim reads «يقيم زهاء ألف جندي»: a verb of building without a base.
func (s *scene) stayClaim(i int, sp span) {
	j := s.forceRight(i, sp)
	if j < 0 {
		j = s.forceLeft(i, sp)
	}
	if j < 0 {
		return
	}
	w, ok := s.resolve(j, i)
	if !ok {
		return
	}
	d := s.begin(i, w)
	d.kind, d.action = event.Presence, event.Present
	pres := &word{id: "stay", kind: event.Presence, frame: frameStay, pos: 'v'}
	s.mover = d.who.actors
	d.route = s.route(i, pres, sp, w.item)
	if f := w.f; f.num != nil {
		d.num, d.numItem = quantityOf(f.num, f.unit, total), w.item
	}
	s.finish(d, i)
}
