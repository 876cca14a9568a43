package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/attribution"
	"github.com/marsad-news/marsad/event"
)

// agentive says whether the verb has an agent that owns its object.
func agentive(w *word) bool {
	switch w.frame {
	case frameSend, frameKeep, frameHave, frameMove, frameBring, frameBase, frameVacate:
		return true
	}
	return false
}

// agentOf finds the state that acts in the clause of trigger i: between verb
// and object, else before the verb.
func (s *scene) agentOf(i, obj int) (string, int) {
	for k := i + 1; k < obj && k < len(s.items); k++ {
		if c := s.acting(k); c != "" {
			return c, k
		}
		if p := &s.items[k]; p.kind == itemForce && p.force.named && p.prep == "" && len(p.force.actors) == 1 {
			return p.force.actors[0].id, k // «أرسل حزب الله 200 مقاتل»
		}
	}
	strong := 0
	for k := i - 1; k >= 0; k-- {
		if c := s.acting(k); c != "" && !s.askedBy(k) {
			return c, k
		}
		if s.boundBefore(k+1) == boundStrong {
			strong++
		}
	}
	return "", -1
}

// acting is the state or force that item k names as one who acts, "" for none.
func (s *scene) acting(k int) string {
	it := &s.items[k]
	if it.fn(fnWe) && s.fold(it.first) == "we" {
		c, _ := s.speaker(it.first)
		return c
	}
	switch it.kind {
	case itemState:
		if it.prepIs("", "by", "for", "from", "on") && !s.ofRequest(k) {
			return it.state
		}
	case itemPlace:
		return s.actingPlace(k)
	case itemForce:
		if f := it.force; (f.army || f.named) && len(f.actors) == 1 && !s.foe(it) && it.prepIs("", "by", "on") {
			return f.actors[0].id
		}
	}
	return ""
}

// actingPlace is the state that the place at item k stands for when it acts.
func (s *scene) actingPlace(k int) string {
	it := &s.items[k]
	switch {
	case it.place.generic == "home" && it.prep == "":
		return s.speakerCountry(it.first)
	case it.prep == "" && s.at(k-1).unknown() && s.x.in(allies, s.fold(s.items[k-1].first)):
		return "FOREIGN"
	case it.prepIs("", "obliged"), (it.prepIs("for", "to") || it.prep == "from" && it.place.and) && s.forDoing(k):
		return it.place.gov
	}
	return ""
}

// ofRequest says whether the item at k only says whose request or proposal
// something is: «رفضت ألمانيا طلباً أمريكياً بإرسال جنود».
func (s *scene) ofRequest(k int) bool {
	if k == 0 || !s.atomStarts(s.items[k].first).ent(entDemonym) {
		return false
	}
	p := &s.items[k-1]
	return p.kind == itemCue && p.w.cue == cueDemand && p.w.pos == 'n' && p.suf == ""
}

// foe says whether an item names an armed group, which «القوات» does not mean
// unless the article says it is its subject.
func (s *scene) foe(it *item) bool {
	if it.kind != itemForce || !it.force.named {
		return false
	}
	for _, a := range it.force.actors {
		if !s.x.isFoe(a.id) {
			return false
		}
	}
	return len(it.force.actors) > 0
}

// isFoe says whether an actor is an armed group without a state.
func (x *Extractor) isFoe(id string) bool { return x.kindOf(id, "group") }

// forDoing says whether «لـ» before the state at item k makes it the one who
// does what follows: «ذريعة لباريس ولندن لإرسال قوات».
func (s *scene) forDoing(k int) bool {
	if p := s.at(k - 1); p.cue(cuePlan) && p.w.pos == 'n' && s.items[k].prep == "for" {
		return true // «لا نية لواشنطن في الانسحاب»
	}
	for j := k + 1; j < len(s.items) && j <= k+3; j++ {
		p := &s.items[j]
		if p.kind == itemTrig {
			return p.prep == "for" || strings.HasSuffix(p.pre, "ل")
		}
		if p.kind != itemPlace || !p.place.and {
			return false
		}
	}
	return false
}

// lastInSentence is the nearest named force before item j: abroad first, the
// host's own last. A regular force that item j names is no armed group's.
func (s *scene) lastInSentence(j int) ([]string, bool) {
	host := s.story.land()
	own := -1
	for k := j - 1; k >= 0; k-- {
		if !s.antecedent(k, j) {
			continue
		}
		if it := &s.items[k]; host == "" || it.force.actors[0].id != host {
			return actorIDs(it.force.actors), true
		}
		if own < 0 {
			own = k // the host's own, when no other is there
		}
	}
	if own >= 0 {
		return actorIDs(s.items[own].force.actors), true
	}
	return nil, false
}

// antecedent says whether the force at item k is one that item j can mean.
func (s *scene) antecedent(k, j int) bool {
	it := &s.items[k]
	if it.kind != itemForce || len(it.force.actors) == 0 || it.force.adjunct || it.force.generic || s.foe(it) || it.prepIs("with", "as", "against") || s.inSource(it.first) {
		return false
	}
	p := s.at(j)
	return !(p.kind == itemForce && !p.force.irregular && s.militants(it))
}

// militants says whether a force is of armed groups and named as such:
// «مسلحو الحركة», not «قوات الحزب».
func (s *scene) militants(it *item) bool {
	if it.force.head >= 0 && strings.Contains(s.fold(it.force.head), "قوات") {
		return false
	}
	for _, a := range it.force.actors {
		if !s.x.isFoe(a.id) {
			return false
		}
	}
	return true
}

// speaker is the force or state that «نحن» of the words at token t means.
func (s *scene) speaker(t int) (string, bool) {
	a := s.saying(t)
	switch org := a.Org; {
	case s.x.in(jointActor, org):
		return org, true
	case a.Country != "":
		return a.Country, true
	case len(org) > 3 && strings.Contains(org, "-"):
		return org[:3], true
	case org != "" && s.x.actors[org] != nil:
		return org, true
	}
	return "", false
}

// saying is who utters the words at token t: demands and decisions that the
// words tell of are not utterances.
func (s *scene) saying(t int) event.Attribution {
	start, end := s.d.Tokens[t].Start, s.d.Tokens[t].End
	best := -1
	for i := range s.speech {
		sp := &s.speech[i]
		if sp.Start > start || sp.End < end {
			continue
		}
		switch sp.VerbClass {
		case attribution.Demand, attribution.Decision, attribution.Stance, attribution.Silence:
			continue
		}
		if best < 0 || sp.Start >= s.speech[best].Start {
			best = i
		}
	}
	if best < 0 {
		return s.attribution(t)
	}
	return s.speech[best].Attribution
}

func (s *scene) speakerCountry(t int) string {
	a := s.attribution(t)
	if a.Country != "" {
		return a.Country
	}
	if i := strings.IndexByte(a.Org, '-'); i == 3 {
		return a.Org[:3]
	}
	return ""
}

func (s *scene) attribution(t int) event.Attribution {
	return s.x.attributionAt(s.speech, s.d.Tokens[t].Start, s.d.Tokens[t].End)
}
