package claim

import (
	"github.com/marsad-news/marsad/event"
)

// nominals reads sentences without a verb of the lists: «لا قوات أجنبية في
// العراق»، «على أرض إريتريا جنود أجانب»، «نحو 3400 جندي أميركي في العراق».
func (s *scene) nominals() {
	for j := range s.items {
		if s.items[j].kind != itemForce || s.taken(j) || s.struck(j) || s.inFormation(j) {
			continue
		}
		switch {
		case s.additional(j) && !s.noSuch(j):
			s.wantedMore(j)
		case s.goesOut(j) && !s.noSuch(j):
			s.outClaim(j)
		case s.latin && s.copular(j) && !s.noSuch(j):
			s.copulaClaim(j)
		default:
			s.nominalBy(j)
		}
	}
}

// nominalBy makes the presence of the force at item j by the first rule that
// says that it is there, or that it is not.
func (s *scene) nominalBy(j int) {
	it := &s.items[j]
	f := it.force
	counted := f.num != nil && !f.num.Percent && it.prep == ""
	switch {
	case s.noSuch(j):
		s.nominal(j, "no-force")
	case s.stillThere(j), s.stillHeld(j):
		s.nominal(j, "still")
	case counted && !f.base && s.therein(j):
		s.thereinClaim(j)
	case s.unwanted(j):
		s.nominal(j, "wanted")
	case s.partThere(j):
		s.nominal(j, "part-there")
	case s.rumouredBase(j):
		s.deniedBase(j)
	case s.refused(j):
		s.nominal(j, "refused")
	case s.indefinite(j) && s.fronted(j):
		s.nominal(j, "fronted")
	case counted && f.unit != "units" && s.placed(j):
		s.nominal(j, "nominal")
	}
}

// noSuch says whether the sentence denies the force at item j: «لا قوات».
func (s *scene) noSuch(j int) bool {
	it := &s.items[j]
	return s.scopes.neg[j] && !it.force.def && it.prep == ""
}

// indefinite says whether the force at item j is some force of a state and
// nothing that is known.
func (s *scene) indefinite(j int) bool {
	it := &s.items[j]
	f := it.force
	return !f.def && f.suf == "" && f.num == nil && it.prep == "" && len(f.actors) > 0 && !f.named
}

// stillThere says whether «ما زالوا» and a place follow the force, or stand
// around it («لا تزال البعثة في البلاد»، «ما دام جنود كذا على أرضنا»).
func (s *scene) stillThere(j int) bool {
	if s.at(j-1).cue(cueStill) && s.items[j].prep == "" && s.placed(j) {
		return true
	}
	for k := j + 1; k+1 < len(s.items) && k <= j+4; k++ {
		p := &s.items[k]
		switch {
		case p.cue(cueStill):
			n := &s.items[k+1]
			return n.kind == itemPlace || n.fn(fnIn, fnOn) && s.at(k+2).kind == itemPlace
		case p.kind == itemTrig, p.kind == itemCue, s.boundBefore(k) >= boundClause:
			return false
		}
	}
	return false
}

// additional says whether somebody asks for or promises more troops without
// saying that they are sent: «يطالب بنحو 40 ألف جندي إضافي».
func (s *scene) additional(j int) bool {
	f := s.items[j].force
	g := s.scopes.govs[j]
	if !f.more || f.num == nil && f.unit == "" || len(g) == 0 {
		return false
	}
	last := &g[len(g)-1]
	return (last.class == cueDemand || last.class == cuePlan && f.num != nil) && j-last.item <= 4 && !last.neg
}

func (s *scene) wantedMore(j int) {
	w, ok := s.resolve(j, j)
	if !ok || len(w.actors) == 0 {
		return
	}
	s.stand(j, j, w, "more-troops")
	if n := len(s.out) - 1; n >= 0 && s.out[n].who.item == j {
		d := &s.out[n]
		d.kind, d.action = event.Arrival, event.Reinforce
		if d.num != nil {
			d.num.Basis = change
		}
	}
}

// unwanted says whether somebody says that he does not want the force there:
// «لا نريد جندياً أجنبياً على أرضنا».
func (s *scene) unwanted(j int) bool {
	g := s.scopes.govs[j]
	return len(g) > 0 && g[len(g)-1].class == cueDemand && g[len(g)-1].neg && j-g[len(g)-1].item <= 3 && s.placed(j)
}

func (s *scene) nominal(j int, rule string) {
	w, ok := s.resolve(j, j)
	if !ok || len(w.actors) == 0 {
		return
	}
	w.trust *= 0.8
	s.stand(j, j, w, rule)
	if n := len(s.out) - 1; rule == "copula" && n >= 0 && s.out[n].who.item == j && s.out[n].mean.polarity == event.Affirmed && s.negatedCopula(j) {
		s.out[n].mean.deny("not")
	}
}

// negatedCopula says whether «not» stands between the force and its place.
func (s *scene) negatedCopula(j int) bool {
	for k := j + 1; k < len(s.items) && k <= j+4; k++ {
		if s.items[k].cue(cueNeg) {
			return true
		}
		if s.items[k].kind == itemPlace {
			return false
		}
	}
	return false
}

// fronted says whether the sentence is «على أرض كذا جنود»: a place, then an
// indefinite force, and no verb.
func (s *scene) fronted(j int) bool {
	for k := range s.items {
		if p := &s.items[k]; p.kind == itemTrig && k < j || p.verbal() && k < j {
			return false
		}
	}
	k := j - 1
	for k >= 0 && s.items[k].kind == itemDate {
		k--
	}
	return k >= 1 && k <= 3 && s.items[k].kind == itemPlace && (s.items[k].prepIs("in", "on")) && (s.items[k-1].fn(fnIn, fnOn) || s.items[k].prep == "in") && (k == 1 || s.items[k-2].fn(fnComp) || s.items[k-2].kind == itemPunct)
}

// placed says whether a place with a preposition stands right after the force
// or opens the clause before it.
func (s *scene) placed(j int) bool {
	for k := j + 1; k < len(s.items) && k <= j+3; k++ {
		p := &s.items[k]
		if p.kind == itemPlace && (p.prepIs("in", "on", "by")) {
			return true
		}
		if !p.fn(fnIn, fnOn, fnNear) && p.kind != itemDate && p.kind != itemWord {
			break
		}
	}
	k := j - 1
	for k >= 0 && (s.items[k].kind == itemDate || s.items[k].kind == itemWord) {
		k--
	}
	if k > 1 && s.items[k].punct(",") {
		k = s.beforeAside(k)
	}
	if k < 0 || s.items[k].kind != itemPlace {
		return false
	}
	p := &s.items[k]
	return (p.prepIs("in", "on")) && (k <= 1 || s.items[k-1].fn(fnIn, fnOn) && (k < 2 || s.items[k-2].fn(fnComp) || s.items[k-2].kind == itemPunct))
}

// beforeAside is the item before «، بحسب كذا،» that the comma at item k closes,
// -1 when it closes none.
func (s *scene) beforeAside(k int) int {
	for o := k - 1; o > 0 && o >= k-6; o-- {
		if s.items[o].punct(",") {
			if s.items[o+1].fn(fnAccord) {
				return o - 1
			}
			return -1
		}
	}
	return -1
}

// struck says whether the force at item j is killed, wounded or attacked, or
// governed by a verb that says nothing of its place.
func (s *scene) struck(j int) bool {
	for k := j - 1; k >= 0 && k >= j-8; k-- {
		p := &s.items[k]
		if p.kind == itemCasual {
			return true
		}
		if s.boundBefore(k+1) >= boundClause {
			return false
		}
	}
	for k := j + 1; k < len(s.items) && k <= j+3; k++ {
		if s.items[k].kind == itemCasual {
			return true
		}
	}
	return false
}
