package claim

import (
	"slices"
	"strings"

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
	if s.atoms[k].kind == atomWord {
		return nil, 0, false // what the lists do not know begins no force
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
	if r.f.quant == none {
		r.f.num = nil // «none of the 200 soldiers»
	}
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
	for r.at < len(r.s.atoms) && r.beforeOne() {
		r.at++
	}
}

// beforeOne takes one word before the noun.
func (r *forceReader) beforeOne() bool {
	a := r.atom()
	switch {
	case a.kind == atomNumber && r.f.num == nil && countable(a.num):
		r.f.num = a.num
		r.f.more = r.f.more || a.num.Additional
	case a.fn(fnDem):
		r.f.dem = true
	case a.fn(fnMost, fnSome, fnRest, fnLast, fnAll, fnAny):
		r.f.quant = a.w.fn
	case a.fn(fnMore):
		r.f.more = true
	case a.fn(fnCount, fnSize) && r.peek(1).kind != atomNumber:
		r.f.count = true
	case a.fn(fnFrom) && r.peek(1).kind == atomList && r.peek(1).w.rest && r.peek(2).fn(fnFrom):
		r.f.quant = "rest" // «من تبقى من»
		r.at += 2
	case a.fn(fnFrom) && r.f.started() && a.pre() == "" && a.m.Suf == "":
	default:
		return false
	}
	return true
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
	if a.kind == atomEntity && a.num != nil && f.num == nil && !a.ent(entBase) && countable(a.num) {
		f.num = a.num
	}
	if !r.ownName(a) && !r.commonNoun(a) {
		return !r.actingBody(a) && r.headless(a)
	}
	f.head = a.first
	f.suf, f.def = a.suf(), f.def || a.def() || f.dem
	r.at++
	return true
}

// actingBody says whether the atom names an organisation, which acts: its
// forces are «قوات الأمم المتحدة».
func (r *forceReader) actingBody(a *atom) bool {
	return a.ent(entActor) && r.s.x.isBody(a) && !r.f.started()
}

// ownName takes a head that says whose the force is.
func (r *forceReader) ownName(a *atom) bool {
	f := r.f
	switch {
	case a.ent(entActor) && !r.actingBody(a):
		f.named, f.common = true, isCommon(a)
		r.actor(a)
	case a.fn(fnCompany):
		f.unit, f.role, f.generic = "personnel", "contractor", true
		f.addActor(actorRef{"FOREIGN", a.first, a.last})
	case r.groupBefore(a) != "":
		f.unit, f.def = "personnel", true
		f.addActor(actorRef{r.groupBefore(a), a.first, a.last})
	case a.ent(entDemonym|entPeople) && r.isPeople(a):
		f.people, f.unit = true, "personnel"
		f.actors = append(f.actors, r.ref(a))
	case a.army():
		f.army, f.unit = true, "personnel"
		if c := a.m.Entry.Get("country"); c != "" {
			f.actors = append(f.actors, actorRef{c, a.first, a.last})
		}
	default:
		return false
	}
	return true
}

// commonNoun takes a head that only says what the force is.
func (r *forceReader) commonNoun(a *atom) bool {
	f := r.f
	if m := r.brigade(a); m != nil {
		b := *a
		b.m, b.is = m, entTroop
		a = &b
	}
	switch {
	case a.ent(entTroop):
		r.troop(a)
	case a.ent(entBase) && r.isForceBase():
		f.base, f.unit = true, "sites"
	case a.ent(entRole) && nominal(a.m) && (f.started() || !a.def() && r.peek(1).ent(entActor) && r.peek(1).pre() == ""):
		f.unit, f.role = "personnel", a.m.Entry.Get("role")
	default:
		return false
	}
	return true
}

// army says whether the atom names a military body.
func (a *atom) army() bool { return a.ent(entBody) && a.m.Entry.Get("body") == "MIL" }

// brigade is the reading of «اللواء» as a unit where a nation's adjective and
// no name follows: «اللواء المغربي», «اللواء 5 المغربي»; nil for none.
func (r *forceReader) brigade(a *atom) *lexicon.Mention {
	n := r.peek(1)
	if !a.ent(entRank) || !a.def() || !n.ent(entDemonym) || !n.def() || r.peek(2).kind == atomWord {
		return nil
	}
	return a.reading(gazetteer.Troop)
}

// nominal says whether a role word stands as a noun: plural masculine.
func nominal(m *lexicon.Mention) bool {
	return m.Form.Number == lexicon.Plural && m.Form.Gender != lexicon.Feminine
}

// trig says whether the atom is a trigger of a part of speech.
func (a *atom) trig(pos byte) bool {
	return a.kind == atomList && a.w.class == isTrig && a.w.pos == pos
}

func (r *forceReader) troop(a *atom) {
	f, e := r.f, a.m.Entry
	f.unit = orElse(e.Get("unit"), "personnel")
	f.role = orElse(f.role, e.Get("role"))
	f.weak = e.Get("alone") == "weak" && !(e.ID == "force" && a.m.Form.Number == lexicon.Plural) && r.s.fold(a.last-1) != "forces" || e.Get("alone") == "no"
	f.mission = e.Get("mission") == "yes"
	f.irregular = f.irregular || r.s.x.in(irregularNoun, e.ID)
	f.police = f.police || e.Get("police") == "yes" || e.Get("unit") == "weapons"
	f.dual = a.m.Form.Number == lexicon.Dual
	if a.last > a.m.Last {
		f.unitName = r.s.source(a.first, a.last)
	}
	if c := actorID(e); c != "" {
		f.actors = append(f.actors, actorRef{c, a.first, a.last})
	}
}

// isCommon says whether the name of an actor is a common noun, of which an
// adjective of a state says whose they are: «Fijian peacekeepers», «قوات حفظ
// السلام الجيبوتية».
func isCommon(a *atom) bool { return a.m.Entry.ID == "UN_PEACEKEEPERS" }

// isBody says whether the name is of an organisation of states, which sends
// forces but is none.
func (x *Extractor) isBody(a *atom) bool {
	return x.in(actingBody, a.m.Entry.ID) && !strings.HasPrefix(a.m.Form.Text, "قوات")
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
	id := r.s.coalition(orElse(actorID(e), e.ID))
	r.f.common = isCommon(a) && len(r.f.actors) == 0
	r.f.actors = append(r.f.actors, actorRef{id, a.first, a.last})
	r.f.role = orElse(r.f.role, e.Get("role"))
	r.f.host = orElse(r.f.host, e.Get("host"))
	r.f.unit = orElse(r.f.unit, "personnel")
	if actorID(e) != "" {
		r.f.unitName = orElse(r.f.unitName, r.s.d.Text[a.m.Start:a.m.End])
	}
}

// actorID is the actor that an entry of a list names instead of itself. A
// feature's underscores are read as spaces; ids have none.
func actorID(e *lexicon.Entry) string { return strings.ReplaceAll(e.Get("actor"), " ", "_") }

func (r *forceReader) ref(a *atom) actorRef {
	id := a.state()
	if a.ent(entPeople) {
		id = actorID(a.m.Entry)
	}
	return actorRef{orElse(id, "FOREIGN"), a.first, a.last}
}

// isPeople says whether an adjective of a people is used as a noun: counted
// («3300 فرنسي») or in the masculine plural («الأميركيون ينسحبون»).
func (r *forceReader) isPeople(a *atom) bool {
	if a.ent(entPeople) && actorID(a.m.Entry) == "" {
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
	return p.kind != atomWord && !p.adj() && !p.fn(fnSport, fnThing, fnAbstract) && !p.ent(entOffice|entBody|entDemonym|entRank|entRole)
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
		case b.adj(), b.ent(entRole):
		case b.ent(entDemonym):
			return !a.def() && a.m.Form.Number != lexicon.Singular || !a.def() && n > 1
		default:
			return false
		}
	}
	return false
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
