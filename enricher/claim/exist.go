package claim

import (
	"github.com/marsad-news/marsad/enricher/gazetteer"
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
	if !s.items[i].arabic || s.items[i].kind == itemTrig && s.items[i].w.pos == 'x' {
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
	j := s.objectRight(i, sp)
	if it.w.id == "لها.x" && (j < 0 || j > i+1) {
		j = s.heldBefore(i)
	}
	if j < 0 {
		return
	}
	if it.w.pos == 'x' && s.items[j].force.named && s.items[j].force.num == nil && j == i+1 {
		holder := j
		if j = s.objectRight(holder-1+1, sp); j < 0 || j <= holder {
			return // «لدى حماس»: the holder, and nothing held
		}
	}
	f := s.items[j].force
	if it.w.num && f.num == nil && len(f.actors) == 0 || f.people && f.num == nil {
		return
	}
	w, ok := s.held(i, j, sp)
	if !ok {
		return
	}
	d := s.begin(i, w)
	if j < i && !s.scopes.neg[j] {
		d.mean = meaning{polarity: event.Affirmed, status: event.Actual} // «من أصل 2500 جندي لها»: said by the way
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

// held resolves a force by who has it: the pronoun of «لدينا»، the state
// after «لدى».
func (s *scene) held(i, j int, sp span) (who, bool) {
	it, f := &s.items[i], s.items[j].force
	w := who{item: j, f: f, role: f.role, unit: f.unitName, trust: 1, how: "holder"}
	if len(f.actors) > 0 && !f.generic && !f.common {
		w.actors, w.how = f.actors, "named"
		return w, true
	}
	if it.w.pos == 'x' {
		if it.suf == "نا" || s.firstPerson(i) {
			if c, ok := s.speaker(it.first); ok {
				w.actors = []actorRef{{c, it.first, it.last}}
				return w, true
			}
			return s.ofLast(w, it)
		}
		for k := i + 1; k < j; k++ {
			if c := s.items[k].agent(); c != "" {
				w.actors = []actorRef{{c, s.items[k].first, s.items[k].last}}
				return w, true
			}
		}
		return s.ofAgentBefore(w, i, "holder-before")
	}
	return s.resolve(j, i)
}

// firstPerson says whether the word at item i ends in «نا».
func (s *scene) firstPerson(i int) bool {
	f := s.d.Tokens[s.items[i].last-1].Fold
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
		if c == "" || i > 0 && s.items[i-1].kind == itemTrig && s.items[i-1].w.frame != frameStay {
			continue
		}
		for j := i + 1; j < len(s.items) && j <= i+4; j++ {
			p := &s.items[j]
			if p.kind == itemForce && p.prep == "" {
				s.holderClaim(i, j, c)
				break
			}
			if j == i+1 && p.kind == itemPlace && p.prep == "" && !p.def && (it.kind == itemForce || it.kind == itemPlace && it.place.gov != "" && s.beginsClause(i)) && isCamp(p.place) && p.place.country != "" {
				s.campClaim(i, j, c)
				break
			}
			if p.fn("only") && j+1 < len(s.items) && s.items[j+1].kind == itemForce && s.negatedBefore(i) {
				s.holderOnly(i, j, c)
				break
			}
			if p.kind != itemPlace && !p.fn("in") && p.kind != itemDate && p.kind != itemWord || s.boundBefore(j) >= boundClause {
				break
			}
		}
	}
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
	return p.fn("comp", "qad", "be") || p.cue(cueStill, cueNeg)
}

// campClaim reads «للقوات التونسية معسكر في بيراو».
func (s *scene) campClaim(i, j int, c string) {
	p, ok := s.settle(j)
	if !ok {
		return
	}
	it := &s.items[i]
	w := who{item: -1, trust: 0.9, how: "holder", actors: []actorRef{{c, it.first, it.last}}}
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
	w := who{item: -1, trust: 0.95, how: "holder", actors: []actorRef{{c, it.first, it.last}}}
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
	w := who{item: j, f: f, role: f.role, unit: f.unitName, trust: 0.95, how: "holder", actors: []actorRef{{c, it.first, it.last}}}
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

// nominals reads sentences without a verb of the lists: «لا قوات أجنبية في
// العراق»، «على أرض إريتريا جنود أجانب»، «نحو 3400 جندي أميركي في العراق».
func (s *scene) nominals() {
	for j := range s.items {
		it := &s.items[j]
		if it.kind != itemForce || s.taken(j) || s.struck(j) {
			continue
		}
		f := it.force
		switch {
		case s.scopes.neg[j] && !f.def && it.prep == "":
			s.nominal(j, "no-force")
		case s.additional(j):
			s.wantedMore(j)
		case s.goesOut(j):
			s.outClaim(j)
		case s.latin && s.copular(j):
			s.copulaClaim(j)
		case s.stillThere(j), s.stillHeld(j):
			s.nominal(j, "still")
		case f.num != nil && !f.num.Percent && it.prep == "" && !f.base && s.therein(j):
			s.thereinClaim(j)
		case s.unwanted(j):
			s.nominal(j, "wanted")
		case !f.def && f.suf == "" && f.num == nil && it.prep == "" && len(f.actors) > 0 && !f.named && s.fronted(j):
			s.nominal(j, "fronted")
		case f.num != nil && !f.num.Percent && it.prep == "" && f.unit != "units" && s.placed(j):
			s.nominal(j, "nominal")
		}
	}
}

// stillThere says whether «ما زالوا» and a place follow the force, or stand
// around it («لا تزال البعثة في البلاد»، «ما دام جنود كذا على أرضنا»).
func (s *scene) stillThere(j int) bool {
	if j > 0 && s.items[j-1].cue(cueStill) && s.items[j].prep == "" && s.placed(j) {
		return true
	}
	for k := j + 1; k+1 < len(s.items) && k <= j+4; k++ {
		p := &s.items[k]
		switch {
		case p.cue(cueStill):
			n := &s.items[k+1]
			return n.kind == itemPlace || n.fn("in", "on") && k+2 < len(s.items) && s.items[k+2].kind == itemPlace
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
	return k >= 1 && k <= 3 && s.items[k].kind == itemPlace && (s.items[k].prep == "in" || s.items[k].prep == "on") && (s.items[k-1].fn("in", "on") || s.items[k].prep == "in") && (k == 1 || s.items[k-2].fn("comp") || s.items[k-2].kind == itemPunct)
}

// placed says whether a place with a preposition stands right after the force
// or opens the clause before it.
func (s *scene) placed(j int) bool {
	for k := j + 1; k < len(s.items) && k <= j+3; k++ {
		p := &s.items[k]
		if p.kind == itemPlace && (p.prep == "in" || p.prep == "on" || p.prep == "by") {
			return true
		}
		if !p.fn("in", "on", "near") && p.kind != itemDate && p.kind != itemWord {
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
	return (p.prep == "in" || p.prep == "on") && (k <= 1 || s.items[k-1].fn("in", "on") && (k < 2 || s.items[k-2].fn("comp") || s.items[k-2].kind == itemPunct))
}

// beforeAside is the item before «، بحسب كذا،» that the comma at item k closes,
// -1 when it closes none.
func (s *scene) beforeAside(k int) int {
	for o := k - 1; o > 0 && o >= k-6; o-- {
		if s.items[o].punct(",") {
			if s.items[o+1].fn("accord") {
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
	if len(d.route.at) == 0 && it.w.pos == 'v' && it.suf == "" && i > 0 && s.items[i-1].kind == itemPlace && isBase(s.items[i-1].place) {
		s.fullPlace(&d, i, sp) // «القاعدة ستُخلى»
	}
	if len(d.route.at) == 0 && (w.f == nil || !w.f.base) {
		s.tracef("%s: vacates no place", s.text(i))
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
		if p := &s.items[j]; p.kind == itemForce && (p.prep == "" || p.force.base) {
			return s.resolve(j, i)
		}
		if p := &s.items[j]; p.kind == itemPlace && p.prep == "" && p.place.gov != "" && it.w.pos == 'v' {
			return who{item: -1, actors: []actorRef{{p.place.gov, p.first, p.last}}, how: "agent", trust: 0.9}, true
		}
		if s.items[j].kind == itemPlace {
			break
		}
	}
	if j := s.forceLeft(i, sp); j >= 0 {
		return s.resolve(j, i)
	}
	if p, ok := s.lastInSentence(i); ok {
		return who{item: -1, actors: refs(p, it), how: "sentence-force", trust: 0.85}, true
	}
	if c, k := s.agentOf(i, i); c != "" {
		return who{item: -1, actors: []actorRef{{c, s.items[k].first, s.items[k].last}}, how: "agent", trust: 0.8}, true
	}
	return s.ofLast(who{item: -1, trust: 0.75, how: "leaver"}, it)
}

// baseClaim reads «إغلاق ثلاث من قواعده»، «سلّم قاعدة القيارة».
func (s *scene) baseClaim(i int) {
	it := &s.items[i]
	sp := s.clause(i)
	obj := s.baseObject(i, sp)
	if obj < 0 {
		if it.w.id == "أقام.v" {
			s.stayClaim(i, sp)
		}
		return
	}
	w, ok := s.baseOwner(i, obj, sp)
	if obj < i && s.items[obj].kind == itemPlace {
		w, ok = s.ofLast(who{item: -1, trust: 0.8, how: "tenant"}, &s.items[i])
	}
	if !ok {
		return
	}
	d := s.begin(i, w)
	d.extend(s, obj)
	s.atBase(&d, obj, sp)
	s.adjust(&d, i)
	s.finish(d, i)
}

// baseObject is the base that is opened, closed or handed over: after the
// verb, or right before it in the passive.
func (s *scene) baseObject(i int, sp span) int {
	for j := i + 1; j < sp.hi && j <= i+6; j++ {
		p := &s.items[j]
		if p.kind == itemForce && p.force.base && (p.prep == "" || p.prep == "from") {
			return j
		}
		if p.kind == itemPlace && p.prep == "" && isBase(p.place) && (p.place.generic != "" || s.items[j-1].kind != itemWord) {
			return j
		}
		if p.kind == itemTrig || p.fn("comp", "to", "in") {
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
	return -1
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
	if a := s.atomStarts(s.items[obj].first); a.num != nil && a.ent(gazetteer.Base) {
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
	if s.items[i].w.host {
		return who{}, false // who receives a base is not who leaves it
	}
	if j := s.forceLeft(i, sp); j >= 0 {
		return s.resolve(j, i)
	}
	for j := i + 1; j < obj; j++ {
		if c := s.items[j].agent(); c != "" {
			return who{item: -1, actors: []actorRef{{c, s.items[j].first, s.items[j].last}}, how: "agent", trust: 0.9}, true
		}
	}
	if c, k := s.agentOf(i, i); c != "" {
		return who{item: -1, actors: []actorRef{{c, s.items[k].first, s.items[k].last}}, how: "agent", trust: 0.8}, true
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
