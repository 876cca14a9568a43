package claim

import (
	"strings"

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
	return p.fn(fnCount, fnSome, fnMost, fnAll)
}

// isPerson says whether an item is a person or an office and not the bare
// adjective of a state.
func (s *scene) isPerson(it *item) bool {
	a := s.atomStarts(it.first)
	return a.ent(entOffice | entPerson | entRank | entBody | entOrg)
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
	return s.otherSubject(i) && p.kind != itemState || a.ent(entOutlet) || p.kind == itemPunct || p.fn(fnVia)
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

// leavesNoPlace says whether the trigger at item i is of leaving what is no
// place: «انسحابها من الاتفاق»، «انسحب من المفاوضات».
func (s *scene) leavesNoPlace(i int) bool {
	it, p := &s.items[i], s.at(i+1)
	if it.w.exit && p.unknown() && strings.HasPrefix(s.fold(p.first), "ب") {
		return true // «الخروج بمقاربة»
	}
	if n := s.at(i + 2); it.w.entry && p.fn(fnIn) && (n.unknown() || n.fn(fnAbstract)) {
		return true // «الدخول في مواجهة»
	}
	if s.latin && it.w.kind == event.Departure && s.leavesPact(i) {
		return true // «withdrawal from the treaty»
	}
	if s.latin || it.w.kind != event.Departure && it.w.frame != frameReturn {
		return false
	}
	for k := i + 1; k+1 < len(s.items) && k <= i+5; k++ {
		p := &s.items[k]
		switch {
		case p.fn(fnFrom, fnTo) && p.suf == "":
			return s.items[k+1].noPlace()
		case p.kind == itemTrig, p.kind == itemPunct, p.kind == itemCue, p.fn(fnIn, fnComp, fnRel):
			return false
		}
	}
	return false
}

// noPlace says whether the item is what one can leave or enter and is no
// place: talks, a treaty, an agreement.
func (it *item) noPlace() bool {
	return it.fn(fnAbstract) || it.kind == itemCue && it.w.cue == cuePlan && it.w.pos == 'n' && it.suf == ""
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
	return (p.unknown() || p.fn(fnThing)) && (it.w.id == "توجه.v" || strings.HasPrefix(s.fold(p.first), "ال"))
}

// headsForce says whether the office before a named force is of it: «زعيم تنظيم
// القاعدة». An office that is itself of a state
// («رئيس الوزراء البريطاني») acts on the force.
func (s *scene) headsForce(p, it *item) bool {
	if p.kind != itemState || p.state != "" || p.def || p.last != it.first || it.pre != "" || !it.force.named {
		return false
	}
	return s.atomStarts(p.first).ent(entOffice) && !strings.HasPrefix(s.lastFold(p), "ال")
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
	case p.fn(fnThing):
		return p.suf != ""
	case p.unknown() && p.arabic:
		w := s.fold(p.first)
		return len(w) > 8 && !strings.HasPrefix(w, "ال") && (strings.HasSuffix(w, "ها") || strings.HasSuffix(w, "هم"))
	}
	return false
}
