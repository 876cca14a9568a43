package claim

import (
	"github.com/marsad-news/marsad/event"
)

// existClaim reads «يوجد في العراق …»، «هناك 900 جندي».
func (s *scene) existClaim(i int) {
	it := &s.items[i]
	sp := s.clause(i)
	j := s.forceRight(i, sp)
	if j < 0 && it.w.pos == 'v' && it.w.frame == frameExist {
		j = s.forceLeft(i, sp)
	}
	if j < 0 {
		return
	}
	if f := s.items[j].force; it.frame(frameExist) && it.w.pos == 'n' && len(f.actors) == 0 {
		return // «معقلاً للمسلحين»
	}
	w, ok := s.resolve(j, i)
	if !ok {
		return
	}
	d := s.begin(i, w)
	if s.scopes.neg[j] && !s.scopes.neg[i] {
		d.mean.deny("no-force")
	}
	if it.w.frame == frameVoid {
		d.mean.deny("void")
	}
	s.mover = d.who.actors
	d.route = s.route(i, it.w, sp, j)
	if len(d.route.at) == 0 {
		s.fullPlace(&d, i, sp)
	}
	s.adjust(&d, i)
	s.quantify(&d, i, sp)
	s.finish(d, i)
}

// fullPlace takes the subject of «باتت القاعدة خالية من» as the place.
func (s *scene) fullPlace(d *draft, i int, sp span) {
	if !s.items[i].arabic || s.items[i].trig('x') {
		return
	}
	at := -1
	for k := i - 1; k >= sp.lo && at < 0; k-- {
		if s.items[k].kind == itemPlace {
			at = k
		}
	}
	for k := i + 1; k < sp.hi && at < 0; k++ {
		if s.items[k].kind == itemPlace && s.items[k].prep == "" {
			at = k
		}
	}
	if at < 0 {
		return
	}
	if p, ok := s.settle(at); ok {
		d.route.at, d.route.items, d.route.how = []event.Place{p}, []int{at}, "clause"
	}
}

// haveClaim reads «لدينا قوات في العراق»، «تضم القاعدة 200 جندي».
func (s *scene) haveClaim(i int) {
	it := &s.items[i]
	sp := s.clause(i)
	j := s.hadBy(i, sp)
	if j < 0 {
		s.hasPresence(i, sp)
		return
	}
	f := s.items[j].force
	if f.base && it.w.id == "include.e" {
		return // «the sites include a naval base»
	}
	if it.w.num && f.num == nil && len(f.actors) == 0 && len(f.from) == 0 && !s.placed(j) || f.people && f.num == nil {
		return
	}
	w, ok := s.held(i, j)
	if !ok {
		return
	}
	d := s.begin(i, w)
	if j < i && !s.scopes.neg[j] {
		d.mean = affirmed() // «من أصل 2500 جندي لها»: said by the way
	}
	if s.scopes.neg[j] && !s.scopes.neg[i] {
		d.mean.deny("no-force")
	}
	s.mover = d.who.actors
	d.route = s.route(i, it.w, sp, j)
	s.adjust(&d, i)
	s.quantify(&d, i, sp)
	s.finish(d, i)
}

// hasPresence reads «لا تملك روسيا أي وجود عسكري في ليبيا»: what is had is
// the presence itself.
func (s *scene) hasPresence(i int, sp span) {
	if s.latin {
		return
	}
	w, ok := s.presenceObject(i)
	if !ok {
		return
	}
	d := s.begin(i, w)
	s.mover = d.who.actors
	k := s.presenceNoun(i)
	d.route = s.route(k, s.items[k].w, span{k, sp.hi}, k)
	s.adjust(&d, i)
	s.finish(d, i)
}

// hadBy is the force that the word of having at item i has, -1 for none.
func (s *scene) hadBy(i int, sp span) int {
	it := &s.items[i]
	j := s.objectRight(i, sp)
	if it.w.id == "لها.x" && (j < 0 || j > i+1) {
		j = s.heldBefore(i)
	}
	if j < 0 {
		return -1
	}
	if f := s.items[j].force; it.w.pos == 'x' && f.named && f.num == nil && j == i+1 {
		holder := j
		if j = s.objectRight(holder, sp); j <= holder {
			return -1 // «لدى حماس»: the holder, and nothing held
		}
	}
	return j
}

// held resolves a force by who has it: the pronoun of «لدينا»، the state
// after «لدى».
func (s *scene) held(i, j int) (who, bool) {
	it, f := &s.items[i], s.items[j].force
	w := who{item: j, f: f, role: f.role, unit: f.unitName, trust: 1, how: "holder"}
	if len(f.actors) > 0 && !f.generic && !f.common {
		w.actors, w.how = f.actors, "named"
		return w, true
	}
	if len(f.from) > 0 && s.latin {
		w.actors, w.how = f.from, "from"
		return w, true
	}
	if it.w.pos != 'x' {
		if c, k := s.haverOf(i, f); c != "" {
			w.actors = s.items[k].refs(c)
			return w, true
		}
		return s.resolve(j, i)
	}
	if it.suf == "نا" || s.firstPerson(i) {
		if c, ok := s.speaker(it.first); ok {
			w.actors = it.refs(c)
			return w, true
		}
		return s.ofLast(w, it)
	}
	for k := i + 1; k < j; k++ {
		if c := s.items[k].agent(); c != "" {
			w.actors = s.items[k].refs(c)
			return w, true
		}
	}
	return s.ofAgentBefore(w, i, "holder-before")
}

// firstPerson says whether the word at item i ends in «نا».
func (s *scene) firstPerson(i int) bool {
	f := s.fold(s.items[i].last - 1)
	return len(f) > 4 && f[len(f)-4:] == "نا" || f == "we" || f == "our"
}

// holders reads «لبريطانيا نحو 9000 جندي في أفغانستان»، «أن لبلادها قوات».
func (s *scene) holders() {
	for i := range s.items {
		it := &s.items[i]
		if it.prep != "for" || !it.arabic {
			continue
		}
		c := s.holder(i)
		if c == "" || s.at(i-1).kind == itemTrig && (s.items[i-1].w.frame != frameStay || s.scopes.neg[i-1]) {
			continue
		}
		for j := i + 1; j < len(s.items) && j <= i+4; j++ {
			if s.holds(i, j, c) || s.endsHolding(j) {
				break
			}
		}
	}
}

// holds makes the claim of what the holder at item i has at item j and says
// whether there is one.
func (s *scene) holds(i, j int, c string) bool {
	p := &s.items[j]
	switch {
	case p.kind == itemForce && p.prep == "":
		s.holderClaim(i, j, c)
	case j == i+1 && p.kind == itemPlace && p.prep == "" && !p.def && isCamp(p.place) && p.place.country != "" && s.hasCamp(i):
		s.campClaim(i, j, c)
	case p.fn(fnOnly) && s.at(j+1).kind == itemForce && s.negatedBefore(i):
		s.holderOnly(i, j, c)
	default:
		return false
	}
	return true
}

// hasCamp says whether the holder at item i is one that may have a camp.
func (s *scene) hasCamp(i int) bool {
	it := &s.items[i]
	return it.kind == itemForce || it.governs() && s.beginsClause(i)
}

// endsHolding says whether nothing that is held stands behind item j.
func (s *scene) endsHolding(j int) bool {
	p := &s.items[j]
	return p.kind != itemPlace && !p.fn(fnIn) && p.kind != itemDate && p.kind != itemWord || s.boundBefore(j) >= boundClause
}

// isCamp says whether a place is the indefinite «معسكر» or «قاعدة».
func isCamp(p *place) bool {
	switch p.generic {
	case "base", "camp", "post":
		return true
	}
	return false
}

// beginsClause says whether nothing but a particle stands before item i in its
// clause.
func (s *scene) beginsClause(i int) bool {
	if i == 0 || s.boundBefore(i) != boundNone {
		return true
	}
	p := &s.items[i-1]
	return p.fn(fnComp, fnQad, fnBe) || p.cue(cueStill, cueNeg)
}

// campClaim reads «للقوات التونسية معسكر في بيراو».
func (s *scene) campClaim(i, j int, c string) {
	p, ok := s.settle(j)
	if !ok {
		return
	}
	it := &s.items[i]
	w := who{item: -1, trust: 0.9, how: "holder", actors: it.refs(c)}
	if it.force != nil {
		w.item, w.f, w.role = i, it.force, it.force.role
	}
	d := draft{trig: i, kind: event.Presence, action: event.Present, who: w, trust: w.trust, numItem: -1, role: w.role}
	d.first, d.last = it.first, s.items[j].last
	d.mean = s.mean(j)
	if s.negatedBefore(i) && d.mean.polarity == event.Affirmed {
		d.mean.deny("negation")
	}
	d.rules = append([]string{"camp", "actor-holder"}, d.mean.rules...)
	d.route = route{at: []event.Place{p}, items: []int{j}, how: "clause", trust: 1}
	s.finish(d, i)
}

// negatedBefore says whether «ليس» stands before the holder at item i.
func (s *scene) negatedBefore(i int) bool {
	for k := i - 1; k >= 0 && k >= i-3; k-- {
		if s.items[k].cue(cueNeg) {
			return true
		}
	}
	return false
}

// holderOnly reads «ليس للنرويج في العراق سوى عشرين مدرباً»: none, but those.
func (s *scene) holderOnly(i, only int, c string) {
	it := &s.items[i]
	w := who{item: -1, trust: 0.95, how: "holder", actors: it.refs(c)}
	d := draft{trig: i, kind: event.Presence, action: event.Present, who: w, trust: w.trust, numItem: -1}
	d.first, d.last = it.first, s.items[only].first
	d.mean = meaning{polarity: event.Denied, status: event.Actual, rules: []string{"negation"}}
	d.rules = []string{"holder-only", "negation"}
	s.mover = w.actors
	d.route = s.route(i, &word{id: "holder", kind: event.Presence, frame: frameStay, pos: 'n'}, span{i, only}, i)
	s.finish(d, i)
}

func (s *scene) holder(i int) string {
	it := &s.items[i]
	switch it.kind {
	case itemPlace:
		if it.place.generic == "home" {
			return s.speakerCountry(it.first)
		}
		return it.place.gov
	case itemState:
		return it.state
	case itemForce:
		if f := it.force; len(f.actors) == 1 && f.num == nil {
			return f.actors[0].id
		}
	}
	return ""
}

func (s *scene) holderClaim(i, j int, c string) {
	f := s.items[j].force
	if s.taken(j) || f.def && f.num == nil || f.suf != "" || len(f.actors) > 0 && f.actors[0].id != c && !f.generic {
		return
	}
	if f.named {
		return
	}
	it := &s.items[i]
	w := who{item: j, f: f, role: f.role, unit: f.unitName, trust: 0.95, how: "holder", actors: it.refs(c)}
	s.stand(i, j, w, "holder")
}

// stand makes a presence claim of the force at item j that no trigger has
// taken; i is where the statement begins.
func (s *scene) stand(i, j int, w who, rule string) {
	pres := &word{id: rule, kind: event.Presence, action: event.Present, frame: frameStay, pos: 'n'}
	d := draft{trig: i, kind: event.Presence, action: event.Present, who: w, trust: w.trust, numItem: -1, role: w.role}
	d.first, d.last = s.items[i].first, s.items[i].last
	d.extend(s, j)
	d.mean = s.mean(j)
	if w.f.quant == none {
		d.mean.deny("none")
	}
	d.rules = append([]string{rule, "actor-" + w.how}, d.mean.rules...)
	f := w.f
	if f.num != nil {
		d.num, d.numItem = quantityOf(f.num, f.unit, total), j
	} else if f.dual && f.unit == "units" {
		d.num = dualQuantity(f.unit, total)
	}
	if d.num == nil {
		for k := j + 1; k < len(s.items) && k <= j+5; k++ {
			if n, unit := s.numberAt(k); n != nil && (s.items[k].prep == "by" || n.Prep == "ب") {
				d.num, d.numItem = quantityOf(n, unit, total), k // «لا تزال البعثة في البلاد بنحو 12 ألف جندي»
				break
			}
			if s.boundBefore(k) >= boundClause {
				break
			}
		}
	}
	sp := s.clause(j)
	sp.lo = min(sp.lo, i)
	s.mover = d.who.actors
	d.route = s.route(j, pres, sp, j)
	if len(d.route.at) == 0 && j > 1 && s.items[j-1].cue(cueNeg) && s.items[j-2].kind == itemPlace {
		s.fullPlace(&d, j-1, span{j - 2, j}) // «باتت القاعدة من دون جنود»
	}
	if len(d.route.at) == 0 && rule == "nominal" {
		return
	}
	s.finish(d, i)
}

// taken says whether a draft has the force at item j.
func (s *scene) taken(j int) bool {
	for n := range s.out {
		d := &s.out[n]
		if !d.dead && (d.who.item == j || d.numItem == j) {
			return true
		}
	}
	return false
}
