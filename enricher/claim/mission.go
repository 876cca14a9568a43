package claim

import (
	"github.com/marsad-news/marsad/event"
)

// missions reads what becomes of a mission: «انتهاء المهمة القتالية»، «تمدد
// مهمة القوات»، «دورها يقتصر على التدريب».
func (s *scene) missions() {
	for i := range s.items {
		it := &s.items[i]
		switch {
		case it.fn(fnMission):
			s.missionClaim(i)
		case it.fn(fnLimit):
			s.limitClaim(i)
		}
	}
}

// missionClaim needs a cue that begins, ends, extends or changes the mission.
func (s *scene) missionClaim(i int) {
	act, at := s.missionCue(i)
	if act == "" && s.scopes.neg[i] && s.roleIn(s.items[i].first, s.items[i].last+2) != "" {
		act, at = event.MissionChange, i // «لا أدوار قتالية للقوات»
	}
	if act == "" {
		return
	}
	sp := s.clause(i)
	w, ok := s.missionForce(i, sp)
	if !ok {
		return
	}
	d := draft{trig: i, kind: event.Mission, action: act, who: w, trust: w.trust * 0.95, numItem: -1}
	d.first, d.last = s.items[i].first, s.items[i].last
	d.extend(s, at)
	d.extend(s, w.item)
	d.mean = s.mean(i)
	d.mean.ended, d.mean.telic = false, false
	if g := &s.items[at]; g.kind == itemCue && at > i {
		gov := governor{class: g.w.cue, item: at, neg: s.scopes.neg[at], tense: g.gram.Tense}
		if s.latin && s.at(at-1).cue(cueFuture, cuePlan) {
			d.mean.atLeast(event.Planned, "future-predicate")
		}
		d.mean.govern(s, &gov, &s.items[i], i)
	}
	d.rules = append([]string{"mission", "actor-" + w.how}, d.mean.rules...)
	d.role = orElse(s.missionRole(i, sp), w.role)
	if s.items[at].fn(fnTurn) {
		d.role = orElse(s.lastRole(i, sp), d.role)
	}
	s.mover = d.who.actors
	d.route = s.route(i, &word{id: "mission", kind: event.Presence, frame: frameStay, pos: 'n'}, sp, w.item)
	s.finish(d, i)
}

// missionCue finds what happens to the mission at item i and where it says so.
func (s *scene) missionCue(i int) (event.Action, int) {
	govs := s.scopes.govs[i]
	for k := len(govs) - 1; k >= 0; k-- {
		if a := missionAction(govs[k].class); a != "" && i-govs[k].item <= 8 {
			return a, govs[k].item
		}
	}
	for k := i - 1; k >= 0 && k >= i-4; k-- {
		if s.items[k].fn(fnTurn) {
			return event.MissionChange, k
		}
	}
	for k := i + 1; k < len(s.items) && k <= i+8; k++ {
		p := &s.items[k]
		if p.fn(fnLimit) || p.fn(fnBreak) || p.punct(";:.") {
			return "", 0
		}
		if p.kind == itemCue && p.w.pos == 'v' {
			if a := missionAction(p.w.cue); a != "" && !p.and() {
				return a, k
			}
			return "", 0
		}
		if p.kind == itemTrig {
			return "", 0
		}
	}
	return "", 0
}

func missionAction(c cueClass) event.Action {
	switch c {
	case cueEnd, cueComplete:
		return event.MissionEnd
	case cueBegin:
		return event.MissionStart
	case cueExtend:
		return event.Extend
	}
	return ""
}

// missionForce: «مهمة القوات»، «مهمتها»، «أنهت القوة مهمتها»، «المهمة العسكرية
// للتحالف».
func (s *scene) missionForce(i int, sp span) (who, bool) {
	it := &s.items[i]
	if it.suf != "" {
		return s.byPronoun(i)
	}
	if s.latin {
		if w, ok, found := s.englishMissionOwner(i); found {
			return w, ok
		}
	}
	for j := i + 1; j < sp.hi && j <= i+5; j++ {
		p := &s.items[j]
		switch p.kind {
		case itemForce:
			if p.prepIs("", "for") || s.latin && p.prep == "off" {
				return s.resolve(j, i)
			}
			return s.leftOfMission(i, sp)
		case itemState:
			if p.prep == "" && j == i+1 || p.prep == "for" {
				return p.who(p.state, "adjective", 0.8), p.state != ""
			}
		case itemPlace, itemTrig, itemCue:
			return s.leftOfMission(i, sp)
		}
	}
	return s.leftOfMission(i, sp)
}

// englishMissionOwner is whose the mission at item i is by what stands before
// it: «its mission», «the alliance's mission», «the French mission».
func (s *scene) englishMissionOwner(i int) (w who, ok, found bool) {
	for k := i - 1; k >= 0 && k >= i-5; k-- {
		switch p := &s.items[k]; {
		case p.fn(fnIts, fnOur):
			w, ok = s.englishOwner(k)
			return w, ok, true
		case p.kind == itemForce:
			w, ok = s.resolve(k, i)
			return w, ok, true
		case k == i-1 && (p.kind == itemState && p.state != "" || p.governs() && p.prep == ""):
			return p.who(p.agent(), "adjective", 0.9), p.agent() != "", true
		}
	}
	return who{}, false, false
}

func (s *scene) leftOfMission(i int, sp span) (who, bool) {
	if j := s.forceLeft(i, sp); j >= 0 {
		return s.resolve(j, i)
	}
	if !s.military(i) {
		return who{}, false
	}
	return s.ofLast(who{item: -1, trust: 0.75, how: "mission-of-last"}, &s.items[i])
}

// military says whether the words around the mission make it one of troops.
func (s *scene) military(i int) bool {
	for k := s.items[i].first; k < s.last && k < s.items[i].first+4; k++ {
		a := s.atomStarts(k)
		if a.ent(entRole|entTroop) || a.adj() && a.w.fn == "plain" && a.m.Form.Text != "" && k > s.items[i].first {
			return true
		}
	}
	return false
}

// missionRole is the role word right after the mission or at its end: «المهمة
// القتالية»، «تقديم المشورة».
func (s *scene) missionRole(i int, sp span) string {
	if r := s.items[i].w.role; r != "" {
		return r
	}
	hi := s.last
	if sp.hi < len(s.items) {
		hi = s.items[sp.hi-1].last
	}
	return s.roleIn(s.items[i].first, hi)
}

// lastRole is the role that the mission becomes: «من قتالية إلى استشارية».
func (s *scene) lastRole(i int, sp span) string {
	hi := s.last
	if sp.hi < len(s.items) {
		hi = s.items[sp.hi-1].last
	}
	out := ""
	for k := range s.atoms {
		a := &s.atoms[k]
		if a.first < s.items[i].first || a.first >= hi {
			continue
		}
		if a.ent(entRole) {
			out = a.m.Entry.Get("role")
		} else if a.fn(fnTask) {
			out = a.w.role
		}
	}
	return out
}

// roleIn is the first role that the tokens [first, last) name.
func (s *scene) roleIn(first, last int) string {
	for k := range s.atoms {
		a := &s.atoms[k]
		if a.first < first {
			continue
		}
		if a.first >= last {
			break
		}
		if a.ent(entRole) {
			return a.m.Entry.Get("role")
		}
		if a.fn(fnTask) {
			return a.w.role
		}
	}
	return ""
}

// limitClaim reads «وجود التحالف يقتصر على التدريب»، «اقتصار دورها على
// المشورة»، «مهمتهم محصورة في».
func (s *scene) limitClaim(i int) {
	role := s.roleIn(s.items[i].last, min(s.last, s.items[i].last+10))
	if role == "" {
		return
	}
	w, at, ok := s.limited(i)
	if !ok || len(w.actors) == 0 {
		return
	}
	d := draft{trig: i, kind: event.Mission, action: event.MissionChange, who: w, trust: w.trust * 0.9, numItem: -1, role: role}
	d.first, d.last = s.items[i].first, min(s.last, s.items[i].last+3)
	d.extend(s, at)
	d.mean = s.mean(i)
	d.rules = append([]string{"limit", "actor-" + w.how}, d.mean.rules...)
	s.mover = d.who.actors
	d.route = s.route(i, &word{id: "limit", kind: event.Presence, frame: frameStay, pos: 'n'}, s.clause(i), w.item)
	s.finish(d, i)
	for n := range s.out {
		if o := &s.out[n]; o.kind == event.Presence && o.trig >= at && o.trig <= i && at >= 0 {
			o.dead = true
		}
	}
}

// limited finds whose role is limited: before the word or after it.
func (s *scene) limited(i int) (who, int, bool) {
	for k := i - 1; k >= 0 && k >= i-8; k-- {
		p := &s.items[k]
		switch {
		case p.fn(fnMission) && p.suf != "":
			w, ok := s.byPronoun(k)
			return w, k, ok
		case p.kind == itemForce && !p.force.base:
			w, ok := s.resolve(k, i)
			return w, k, ok
		case p.kind == itemState && p.state != "" || p.governs() && p.prep != "in":
			if c := p.agent(); c != "" {
				return p.who(c, "adjective", 0.8), k, true
			}
		case p.fn(fnBreak), p.punct(";:."):
			k = -1
		}
	}
	for k := i + 1; k < len(s.items) && k <= i+3; k++ {
		p := &s.items[k]
		switch {
		case p.fn(fnMission) && p.suf != "":
			w, ok := s.byPronoun(k)
			return w, k, ok
		case p.kind == itemForce:
			w, ok := s.resolve(k, i)
			return w, k, ok
		}
	}
	if s.items[i].suf != "" {
		w, ok := s.byPronoun(i)
		return w, i, ok
	}
	return who{}, -1, false
}
