package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/enricher/number"
	"github.com/marsad-news/marsad/event"
)

// Who comes, goes and is there in the news is mostly no force: a minister, a
// family, a club. What is here tells them from one.

// othersMove says whether the maṣdar at item i has a genitive that is no
// force: «خروج العوائل», «وصول أعداد كبيرة من الأهالي».
func (s *scene) othersMove(i int) bool {
	it := &s.items[i]
	if it.def || it.suf != "" || !it.arabic || i+1 >= len(s.items) {
		return false
	}
	p := &s.items[i+1]
	switch {
	case p.unknown():
		f := s.fold(p.first)
		return strings.HasPrefix(f, "ال")
	case p.kind == itemState:
		return p.prep == "" && s.isPerson(p)
	}
	return p.fn("count", "some", "most", "all")
}

// isPerson says whether an item is a person or an office and not the bare
// adjective of a state.
func (s *scene) isPerson(it *item) bool {
	a := s.atomStarts(it.first)
	return a.ent(gazetteer.Office, gazetteer.Person, gazetteer.Rank, gazetteer.Body, gazetteer.Org)
}

// his finds the force that a masculine pronoun on a word of many meanings
// stands for («وصوله», «مغادرته»): an army, a named group, a unit, and only
// when no person stands nearer.
func (s *scene) his(i int) (who, bool) {
	for k := i - 1; k >= 0; k-- {
		p := &s.items[k]
		switch {
		case p.kind == itemState && s.isPerson(p) && s.items[i].w.weak:
			return who{}, false
		case !s.items[i].w.weak && s.x.in(masculineState, s.owner(k, i)):
			return p.who(s.owner(k, i), "suffix-state", 0.9), true
		case p.kind == itemForce && !p.force.base && (p.force.army || p.force.named || oneOf(p.force.unit, "units", "vehicles")):
			v, ok := s.resolve(k, i)
			v.item, v.how, v.trust = -1, "suffix-his", 0.85
			return v, ok
		}
	}
	return who{}, false
}

// publishes says whether «نشرتها صحيفة كذا» or «نقلتها القنوات» is meant: a
// verb with the pronoun of its object whose subject is no force and no state.
func (s *scene) publishes(i int) bool {
	it := &s.items[i]
	if !it.w.publish || i+1 >= len(s.items) {
		return false
	}
	if it.suf == "ه" && !it.w.ba {
		return true // a force is «ها» or «هم»
	}
	p := &s.items[i+1]
	a := s.atomStarts(p.first)
	return s.otherSubject(i) && p.kind != itemState || a.ent(gazetteer.Outlet) || p.kind == itemPunct || p.fn("via")
}

// doesIt says whether the named force at item j is who acts and not what is
// moved: it stands right after a verb of sending («نشر التنظيم …», «أرسل
// الناتو …»), which has no other subject.
func (s *scene) doesIt(i, j int) bool {
	it, p := &s.items[i], &s.items[j]
	if it.w.pos != 'v' || it.w.host || j != i+1 || !p.force.named || p.force.num != nil || p.prep != "" || it.gram.Voice == lexicon.Passive {
		return false
	}
	if i == 0 {
		return true
	}
	q := &s.items[i-1]
	return q.kind != itemForce && q.kind != itemState && !(q.governs()) && !q.cue(cueHappen)
}

// lossesCounted says whether what is counted at item i are the dead and
// wounded: «خسائر بلغت 1018 جندياً».
func (s *scene) lossesCounted(i int) bool {
	for k := i - 1; k >= 0 && k >= i-14; k-- {
		if s.items[k].kind == itemCasual && (i-k <= 5 || s.items[k+1].kind == itemForce) {
			return true // «معدل قتلى القوات …، ارتفع»
		}
		if s.boundBefore(k+1) >= boundClause {
			return false
		}
	}
	return false
}

// countsOthers says whether «البالغ عددهم» at item i describes a noun that is
// no force: an unknown word stands before it and no force near.
func (s *scene) countsOthers(i int) bool {
	if i == 0 || s.latin {
		return false
	}
	p := &s.items[i-1]
	if p.kind != itemWord && p.kind != itemState || p.w != nil {
		return false
	}
	for k := i - 2; k >= 0 && k >= i-4; k-- {
		if s.items[k].kind == itemForce {
			return false
		}
	}
	return true
}

// vsoState is the state that stands as subject right after a verb of
// withdrawal: «ما لم ينسحب العراق».
func (s *scene) vsoState(i int) (who, bool) {
	it := &s.items[i]
	if it.w.pos != 'v' || !it.w.state || it.w.frame != frameGo || i+1 >= len(s.items) {
		return who{}, false
	}
	p := &s.items[i+1]
	if p.kind != itemPlace || p.prep != "" || p.place.gov == "" {
		return who{}, false
	}
	return who{item: i + 1, actors: p.refs(p.place.gov), how: "state", trust: 0.9}, true
}

// svoState is the state that stands as subject between «أن» or «كان» and a verb
// that leaves or enters a place: «أن تكون الإمارات قد غادرت اليمن».
func (s *scene) svoState(i int, sp span) (who, bool) {
	it := &s.items[i]
	if it.w.pos != 'v' || it.w.frame != frameGo || it.and() || s.forceRight(i, sp) >= 0 {
		return who{}, false
	}
	k := i - 1
	for k > 0 && (s.items[k].fn("qad") || s.items[k].cue(cueNeg, cueFuture)) {
		k--
	}
	if k < 1 {
		return who{}, false
	}
	p := &s.items[k]
	if p.kind != itemPlace || p.prep != "" || p.place.gov == "" || p.place.and || !s.items[k-1].fn("comp", "be") {
		return who{}, false
	}
	for j := i + 1; j < sp.hi && j <= i+3; j++ {
		if q := &s.items[j]; q.kind == itemPlace && q.place.country != "" && q.place.country != p.place.gov {
			return who{item: k, actors: p.refs(p.place.gov), how: "state", trust: 0.85}, true
		}
	}
	return who{}, false
}

// demands says whether the actor at item k is who demands what the noun at
// item i names: «طالب مجلس الأمن العراق بالانسحاب» sends not the Council away.
func (s *scene) demands(k, i int) bool {
	if !s.items[i].prepIs("by", "for", "to", "on") {
		return false
	}
	for _, g := range s.scopes.govs[i] {
		if g.class == cueDemand && !g.noun && (k == g.item+1 || k == g.item-1 || s.items[g.item].suf != "") {
			return true
		}
	}
	return false
}

// sports says whether an article is about sport: «المدرب», «الفريق», «الهجوم»
// are there what they are not elsewhere.
func (x *Extractor) sports(in *Input) bool {
	words := 0
	for _, m := range in.words {
		if x.vocab.words[m.Entry].fn == "sport" {
			words++
		}
	}
	if words < sportWords {
		return false
	}
	troops := 0
	for i := range in.Entities {
		m := &in.Entities[i]
		switch {
		case m.Entry.Class != gazetteer.Troop && m.Entry.Class != gazetteer.Actor:
		case m.Entry.Get("alone") == "yes" && m.Entry.Get("role") != "training", m.Entry.ID == "force" && m.Form.Number == lexicon.Plural, m.Entry.Class == gazetteer.Actor:
			troops++
		}
	}
	return words > 2*troops
}

// sportWords is how many words of sport make a sports page; one or two stand
// in any article.
const sportWords = 6

// leavesNoPlace says whether the trigger at item i is of leaving what is no
// place: «انسحابها من الاتفاق»، «انسحب من المفاوضات».
func (s *scene) leavesNoPlace(i int) bool {
	it, p := &s.items[i], s.at(i+1)
	if it.w.exit && p.unknown() && strings.HasPrefix(s.fold(p.first), "ب") {
		return true // «الخروج بمقاربة»
	}
	if n := s.at(i + 2); it.w.entry && p.fn("in") && (n.unknown() || n.fn("abstract")) {
		return true // «الدخول في مواجهة»
	}
	if s.latin || it.w.kind != event.Departure && it.w.frame != frameReturn {
		return false
	}
	for k := i + 1; k+1 < len(s.items) && k <= i+5; k++ {
		p := &s.items[k]
		switch {
		case p.fn("from", "to") && p.suf == "":
			return s.items[k+1].noPlace()
		case p.kind == itemTrig, p.kind == itemPunct, p.kind == itemCue, p.fn("in", "comp", "rel"):
			return false
		}
	}
	return false
}

// noPlace says whether the item is what one can leave or enter and is no
// place: talks, a treaty, an agreement.
func (it *item) noPlace() bool {
	return it.fn("abstract") || it.kind == itemCue && it.w.cue == cuePlan && it.w.pos == 'n' && it.suf == ""
}

// exceeds says whether the verb of growth at item i compares: «يزيد بنحو 11
// ألفاً عن العدد السابق».
func (s *scene) exceeds(i int) bool {
	it := &s.items[i]
	if it.w.id != "زاد.v" || it.gram.Tense != lexicon.Present {
		return false
	}
	for k := i + 1; k < len(s.items) && k <= i+4; k++ {
		if s.items[k].fn("off") {
			return true
		}
	}
	return false
}

// countsPlaces says whether what the number at item j counts are places:
// «البالغ عددها 34 ولاية».
func (s *scene) countsPlaces(j int) bool {
	if s.items[j].kind != itemNum || j+1 >= len(s.items) {
		return false
	}
	p := &s.items[j+1]
	return p.kind == itemPlace && p.prep == "" && !p.def && p.place.generic != "" && p.place.generic != "there"
}

// atHome says whether the claim is about a force in its own state.
func (d *draft) atHome(x *Extractor) bool {
	if len(d.who.actors) != 1 || len(d.route.at) == 0 {
		return false
	}
	home := x.stateOfActor(d.who.actors[0].id)
	return home != "" && d.route.at[0].Country == home
}

// countsPeople says whether the count beside the verb at item i is of a noun
// that is no force: «بلغ عدد سكانها».
func (s *scene) countsPeople(i int) bool {
	for k := max(0, i-4); k+1 < len(s.items) && k <= i+2; k++ {
		if n := &s.items[k+1]; s.items[k].fn("count") && n.unknown() && n.arabic {
			return true
		}
	}
	return false
}

// subjectFollows says whether an intransitive verb has its subject, a definite
// noun that is no force, right after it: «المدن التي انتقلت السيطرة فيها»; of
// «حل» the object: «لن يحل المشكلة».
func (s *scene) subjectFollows(i int) bool {
	it := &s.items[i]
	if !it.w.alone || i+1 >= len(s.items) {
		return false
	}
	p := &s.items[i+1]
	return p.unknown() && (it.w.id == "توجه.v" || strings.HasPrefix(s.fold(p.first), "ال"))
}

// headsForce says whether the office before a named force is of it: «زعيم تنظيم
// القاعدة». An office that is itself of a state
// («رئيس الوزراء البريطاني») acts on the force.
func (s *scene) headsForce(p, it *item) bool {
	if p.kind != itemState || p.state != "" || p.def || p.last != it.first || it.pre != "" || !it.force.named {
		return false
	}
	return s.atomStarts(p.first).ent(gazetteer.Office) && !strings.HasPrefix(s.lastFold(p), "ال")
}

// atHomeByGuess says whether a force is put into its own state by a place that
// does not name it: «المنطقة», «هناك».
func (s *scene) atHomeByGuess(d *draft) bool {
	if !d.atHome(s.x) || len(d.route.items) == 0 || d.kind == event.Mission {
		return false
	}
	for _, k := range d.route.items {
		if k >= len(s.items) || s.items[k].kind != itemPlace || s.items[k].place.country != "" || s.items[k].place.sited || s.items[k].last-s.items[k].first > 1 || !s.items[k].place.region && s.items[k].place.generic != "area" && s.items[k].place.generic != "there" {
			return false
		}
	}
	return true
}

// genitive says whether the definite force at item j is the genitive of the
// unknown noun right before it and no argument of the verb: «نشر القراصنة
// أسماء الجنود».
func (s *scene) genitive(j int) bool {
	f := s.items[j].force
	if j == 0 || f.num != nil || f.count || f.quant != "" || f.suf != "" || f.home || !f.def && !f.named || s.items[j].prep != "" || s.items[j].pre != "" {
		return false
	}
	p := &s.items[j-1]
	if !p.unknown() || !p.arabic {
		return false
	}
	w := s.lastFold(p)
	return !strings.HasPrefix(w, "ال") && !strings.HasSuffix(w, "ا") && len(w) > 4
}

// leftBehind says whether the verb of leaving at item i has troops as its
// object («ترك الجيش 400 جندي في …»): they are still there. The draft takes
// their number.
func (s *scene) leftBehind(d *draft, i int) bool {
	for j := i + 1; j < len(s.items) && j <= i+4; j++ {
		p := &s.items[j]
		if s.boundBefore(j) >= boundClause || p.kind == itemTrig || p.kind == itemCue {
			return false
		}
		if p.kind == itemForce && p.prep == "" && (p.force.num != nil || p.force.suf != "") && (j > d.who.item && d.who.item >= i || s.acting(i+1) != "") {
			d.who.item, d.who.f = j, p.force
			d.role = orElse(p.force.role, d.role)
			return true
		}
	}
	return false
}

// actsOnOthers says whether the definite force right after a verb of sending
// is its subject, with an object that is no force: «أجلت القوات الأميركية 200
// مدني», «أنزلت القوات الفرنسية علمها».
func (s *scene) actsOnOthers(i, j int) bool {
	f := s.items[j].force
	if s.items[i].w.pos != 'v' || j != i+1 || s.items[j].prep != "" || f.num != nil || f.suf != "" || f.home || f.count || !f.def && !f.army {
		return false
	}
	return s.otherObject(j + 1)
}

// otherObject says whether item k begins the object of a verb and is no force:
// people, something of the subject's own.
func (s *scene) otherObject(k int) bool {
	p := s.at(k)
	switch {
	case p.kind == itemNum && p.prep == "" && p.num.Not == number.Count && !p.num.Percent:
		return s.at(k + 1).unknown()
	case p.fn("thing"):
		return p.suf != ""
	case p.unknown() && p.arabic:
		w := s.fold(p.first)
		return len(w) > 8 && !strings.HasPrefix(w, "ال") && (strings.HasSuffix(w, "ها") || strings.HasSuffix(w, "هم"))
	}
	return false
}
