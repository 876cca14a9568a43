package claim

import (
	"slices"
	"strings"

	"github.com/marsad-news/marsad/event"

	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/enricher/number"
)

// forceAt reads a force that begins at atom k: what counts or points before
// the noun, the noun, what belongs to it after.
func (s *scene) forceAt(k int) (*force, int, bool) {
	if t := &s.d.Tokens[s.atoms[k].first]; !t.Arabic && s.latin {
		return s.forceEnglish(k)
	}
	r := forceReader{s: s, f: &s.work.force, at: k}
	*r.f = force{head: -1}
	r.before()
	if !r.noun() {
		return nil, 0, false
	}
	r.after()
	return r.keep(k)
}

// keep gives the force that was read if it can be one.
func (r *forceReader) keep(k int) (*force, int, bool) {
	if !r.sound(k) {
		return nil, 0, false
	}
	f := new(force)
	*f = *r.f
	return f, r.at, true
}

// forceReader reads one force, atom by atom.
type forceReader struct {
	s  *scene
	f  *force
	at int
}

func (r *forceReader) atom() *atom { return r.s.atom(r.at) }

func (r *forceReader) peek(n int) *atom { return r.s.atom(r.at + n) }

// before reads «نحو 900 من»، «تلك»، «معظم»، «عدد»، «آخر».
func (r *forceReader) before() {
	for r.at < len(r.s.atoms) {
		a := r.atom()
		switch {
		case a.kind == atomNumber && r.f.num == nil && countable(a.num):
			r.f.num = a.num
			if a.num.Additional {
				r.f.more = true
			}
		case a.fn("dem"):
			r.f.dem = true
		case a.fn("most", "some", "rest", "last", "all", "any"):
			r.f.quant = a.w.fn
		case a.fn("more"):
			r.f.more = true
		case a.fn("count", "size") && r.peek(1).kind != atomNumber:
			r.f.count = true
		case a.fn("from") && r.peek(1).kind == atomList && r.peek(1).w.rest && r.peek(2).fn("from"):
			r.f.quant = "rest"
			r.at += 2
		case a.fn("from") && r.f.started() && a.pre() == "" && a.m.Suf == "":
		case a.ent(gazetteer.Role) && r.f.num != nil && a.def():
			return
		default:
			return
		}
		r.at++
	}
}

func (f *force) started() bool {
	return f.num != nil || f.quant != "" || f.more || f.count
}

// countable says whether a number may count a force.
func countable(n *number.Number) bool {
	switch n.Not {
	case number.Count, number.Casualties:
		return !n.Ordinal
	}
	return false
}

// noun reads the head: a troop noun, a base, a people, the name of an actor.
func (r *forceReader) noun() bool {
	a := r.atom()
	f := r.f
	if a.kind == atomEntity && a.num != nil && f.num == nil && !a.ent(gazetteer.Base) && countable(a.num) {
		f.num = a.num
	}
	switch {
	case a.ent(gazetteer.Troop):
		r.troop(a)
	case a.ent(gazetteer.Actor) && isBody(a) && !f.started():
		return false // an organisation acts, its forces are «قوات الأمم المتحدة»
	case a.ent(gazetteer.Actor):
		f.named, f.common = true, isCommon(a)
		r.actor(a)
	case a.fn("company"):
		f.unit, f.role, f.generic = "personnel", "contractor", true
		f.addActor(actorRef{"FOREIGN", a.first, a.last})
	case a.fn("group") && r.groupBefore() != "":
		f.unit, f.def = "personnel", true
		f.addActor(actorRef{r.groupBefore(), a.first, a.last})
	case a.ent(gazetteer.Base) && r.isForceBase():
		f.base, f.unit = true, "sites"
	case a.ent(gazetteer.Demonym, gazetteer.People) && r.isPeople(a):
		f.people, f.unit = true, "personnel"
		f.actors = append(f.actors, r.ref(a))
	case a.ent(gazetteer.Body) && a.m.Entry.Get("body") == "MIL":
		f.army = true
		f.unit = "personnel"
		if c := a.m.Entry.Get("country"); c != "" {
			f.actors = append(f.actors, actorRef{c, a.first, a.last})
		}
	case a.ent(gazetteer.Role) && nominal(a.m) && (f.started() || !a.def() && r.peek(1).ent(gazetteer.Actor) && r.peek(1).pre() == ""):
		f.unit, f.role = "personnel", a.m.Entry.Get("role")
	default:
		return r.headless(a)
	}
	f.head = a.first
	f.suf, f.def = a.suf(), f.def || a.def() || f.dem
	r.at++
	return true
}

// nominal says whether a role word stands as a noun: plural masculine.
func nominal(m *lexicon.Mention) bool {
	return m.Form.Number == lexicon.Plural && m.Form.Gender != lexicon.Feminine
}

// headless reads a number that stands for a force: «4100 آخرين».
func (r *forceReader) headless(a *atom) bool {
	if r.f.num != nil && a.kind == atomList && a.w.class == isTrig && a.w.pos == 'p' && a.m.Form.Number == lexicon.Plural && r.f.num.Not == number.Count && !r.f.num.Percent {
		r.f.pron, r.f.unit, r.f.def = true, "personnel", true // «الـ9000 المتواجدين»
		return true
	}
	if r.pronominal(a) {
		r.f.pron, r.f.unit, r.f.def = true, "personnel", true
		return true
	}
	if r.f.num == nil && r.f.more && r.peek(-1).fn("more") && r.peek(-1).pre() == "و" && a.fn("in", "with") {
		r.f.pron, r.f.unit = true, "personnel"
		r.f.head = r.peek(-1).first
		if a.fn("with") && r.peek(1).ent(gazetteer.Actor) {
			r.f.actors = append(r.f.actors, r.actorOf(r.peek(1)))
			r.at += 2
		}
		return true
	}
	if r.f.num == nil || r.f.num.Percent && !r.f.num.Ratio || r.f.num.Not != number.Count {
		return false
	}
	if a.fn("more") || r.f.more {
		if a.fn("more") {
			r.at++
		}
		r.f.more = true
		r.f.pron = true
		r.f.unit = "personnel"
		return true
	}
	return false
}

// pronominal says whether what was read stands for a force without a noun:
// «بعضهم»، «عدد هؤلاء»، «أياً من هؤلاء»، «الباقون».
func (r *forceReader) pronominal(a *atom) bool {
	if r.f.dem && (r.f.count || r.f.quant != "") {
		return true
	}
	if r.f.count && a.fn("among") {
		r.f.count = false
		r.f.head = a.first
		r.at++
		return true // «عدد منهم»
	}
	if a.kind == atomList && a.w.class == isTrig && a.w.pos == 'p' && a.def() && a.w.action == event.Remain &&
		a.m.Form.Number == lexicon.Plural && (r.at == 0 || !r.peek(-1).ent(gazetteer.Troop, gazetteer.Demonym, gazetteer.Role) && !r.peek(-1).adj()) {
		r.f.quant = "rest"
		r.f.head = a.first
		r.at++
		return true
	}
	if r.at == 0 || r.f.quant == "" || r.f.num != nil {
		return false
	}
	p := r.peek(-1)
	t := r.s.fold(p.last - 1)
	return p.kind == atomList && p.w.class == isFn && (strings.HasSuffix(t, "هم") || strings.HasSuffix(t, "هما"))
}

func (r *forceReader) troop(a *atom) {
	f, e := r.f, a.m.Entry
	f.unit = orElse(e.Get("unit"), "personnel")
	f.role = orElse(f.role, e.Get("role"))
	f.weak = e.Get("alone") == "weak" && !(e.ID == "force" && a.m.Form.Number == lexicon.Plural) && r.s.fold(a.last-1) != "forces" || e.Get("alone") == "no"
	f.mission = e.Get("mission") == "yes"
	switch e.ID {
	case "militant", "militia", "faction", "recruit":
		f.irregular = true
	}
	f.police = e.Get("police") == "yes" || e.Get("unit") == "weapons"
	f.dual = a.m.Form.Number == lexicon.Dual
	if c := e.Get("actor"); c != "" {
		f.actors = append(f.actors, actorRef{c, a.first, a.last})
	}
}

// isCommon says whether the name of an actor is a common noun, of which an
// adjective of a state says whose they are: «Fijian peacekeepers», «قوات حفظ
// السلام الجيبوتية».
func isCommon(a *atom) bool { return a.m.Entry.ID == "UN_PEACEKEEPERS" }

// isBody says whether the name is of an organisation of states, which sends
// forces but is none.
func isBody(a *atom) bool {
	switch a.m.Entry.ID {
	case "UN", "EU", "AU":
		return !strings.HasPrefix(a.m.Form.Text, "قوات")
	}
	return false
}

// oneOf says whether a is one of the values.
func oneOf(a string, values ...string) bool { return slices.Contains(values, a) }

func orElse(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func (r *forceReader) actor(a *atom) {
	e := a.m.Entry
	id := r.s.coalition(orElse(e.Get("actor"), e.ID))
	r.f.common = isCommon(a) && len(r.f.actors) == 0
	r.f.actors = append(r.f.actors, actorRef{id, a.first, a.last})
	r.f.role = orElse(r.f.role, e.Get("role"))
	r.f.host = orElse(r.f.host, e.Get("host"))
	r.f.unit = orElse(r.f.unit, "personnel")
	if e.Get("actor") != "" {
		r.f.unitName = orElse(r.f.unitName, r.s.d.Text[a.m.Start:a.m.End])
	}
}

func (r *forceReader) ref(a *atom) actorRef {
	id := a.state()
	if a.ent(gazetteer.People) {
		id = a.m.Entry.Get("actor")
	}
	return actorRef{orElse(id, "FOREIGN"), a.first, a.last}
}

// isPeople says whether an adjective of a people is used as a noun: counted
// («3300 فرنسي») or in the masculine plural («الأميركيون ينسحبون»).
func (r *forceReader) isPeople(a *atom) bool {
	if a.ent(gazetteer.People) && a.m.Entry.Get("actor") == "" {
		return false
	}
	if r.f.num != nil && !r.f.num.Percent {
		return r.f.num.Not == number.Count
	}
	g := a.m.Form.Gram
	if r.s.d.Tokens[a.first].Arabic {
		return g.Number == lexicon.Plural && g.Gender != lexicon.Feminine && r.freeAdjective()
	}
	return g.Number == lexicon.Plural
}

// freeAdjective says whether no noun before the adjective owns it.
func (r *forceReader) freeAdjective() bool {
	if r.at == 0 {
		return true
	}
	p := r.peek(-1)
	return p.kind != atomWord && !p.adj() && !p.fn("sport", "thing", "abstract") && !p.ent(gazetteer.Office, gazetteer.Body, gazetteer.Demonym, gazetteer.Rank, gazetteer.Role)
}

// isForceBase says whether a base noun names the force's bases and not a
// place: it is counted, owned («قواعدها») or carries the adjective of a state
// before any name.
func (r *forceReader) isForceBase() bool {
	a := r.atom()
	switch a.m.Entry.Get("type") {
	case "base", "camp", "post":
	default:
		return false
	}
	if r.f.num != nil && !r.f.num.Percent || a.suf() != "" || r.f.quant == "any" {
		return true
	}
	for n := 1; n <= 4; n++ {
		b := r.peek(n)
		switch {
		case b.adj() && b.w.actor != "":
			return true
		case b.adj(), b.ent(gazetteer.Role):
		case b.ent(gazetteer.Demonym):
			return !a.def() && a.m.Form.Number != lexicon.Singular || !a.def() && n > 1
		default:
			return false
		}
	}
	return false
}

// sound says whether what was read can be a force.
func (r *forceReader) sound(k int) bool {
	f := r.f
	if f.irregular && len(f.actors) == 0 && !f.dem && f.num == nil || r.ofCivilians(k) {
		return false
	}
	if f.weak && r.ofHolder(k) {
		return true
	}
	if f.weak && len(f.actors) == 0 && f.num == nil && f.suf == "" && !f.home && f.role == "" && !f.dem && !f.def {
		if f.unit == "units" && r.atom().fn("from") {
			return true // «وحدات من الدائرة العسكرية الجنوبية»
		}
		if k > 0 && r.s.atoms[k-1].kind == atomList && r.s.atoms[k-1].w.class == isTrig && r.s.atoms[k-1].w.frame == frameSend && r.s.fold(f.head) == "قوه" && !r.atom().fn("from", "made") {
			return true // «نشر قوة»
		}
		return k > 0 && r.s.atoms[k-1].kind == atomList && r.s.atoms[k-1].w.class == isTrig && f.unit == "personnel" && r.at > k+1
	}
	return true
}

// ofCivilians says whether a plural in construct before atom k makes the force
// only the one that others belong to: «مترجمو البعثة»، «موظفو القاعدة».
func (r *forceReader) ofCivilians(k int) bool {
	if k == 0 || !r.s.d.Tokens[r.s.atoms[k].first].Arabic || r.s.atoms[k].pre() != "" {
		return false
	}
	p := &r.s.atoms[k-1]
	if p.kind != atomWord || p.last-p.first != 1 || r.f.num != nil {
		return false
	}
	f := r.s.fold(p.first)
	return r.s.x.in(civilians, f) || len(f) >= 10 && strings.HasSuffix(f, "و") && !strings.HasPrefix(f, "ال")
}

// addActor adds an actor unless the force has it.
func (f *force) addActor(a actorRef) {
	for _, had := range f.actors {
		if had.id == a.id {
			return
		}
	}
	f.actors = append(f.actors, a)
}
