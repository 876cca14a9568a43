package claim

import (
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

func (r *forceReader) atom() *atom {
	if r.at >= len(r.s.atoms) {
		return &noAtom
	}
	return &r.s.atoms[r.at]
}

func (r *forceReader) peek(n int) *atom {
	if r.at+n >= len(r.s.atoms) {
		return &noAtom
	}
	return &r.s.atoms[r.at+n]
}

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
		case a.fn("from") && r.peek(1).kind == atomList && (r.peek(1).w.id == "تبقى.v" || r.peek(1).w.id == "بقي.v") && r.peek(2).fn("from"):
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
	if r.f.num == nil && r.f.more && r.at > 0 && r.s.atoms[r.at-1].fn("more") && r.s.atoms[r.at-1].pre() == "و" && a.fn("in", "with") {
		r.f.pron, r.f.unit = true, "personnel"
		r.f.head = r.s.atoms[r.at-1].first
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
		a.m.Form.Number == lexicon.Plural && (r.at == 0 || !r.s.atoms[r.at-1].ent(gazetteer.Troop, gazetteer.Demonym, gazetteer.Role) && !r.s.atoms[r.at-1].adj()) {
		r.f.quant = "rest"
		r.f.head = a.first
		r.at++
		return true
	}
	if r.at == 0 || r.f.quant == "" || r.f.num != nil {
		return false
	}
	p := &r.s.atoms[r.at-1]
	t := r.s.d.Tokens[p.last-1].Fold
	return p.kind == atomList && p.w.class == isFn && (strings.HasSuffix(t, "هم") || strings.HasSuffix(t, "هما"))
}

func (r *forceReader) troop(a *atom) {
	f, e := r.f, a.m.Entry
	f.unit = orElse(e.Get("unit"), "personnel")
	f.role = orElse(f.role, e.Get("role"))
	f.weak = e.Get("alone") == "weak" && !(e.ID == "force" && a.m.Form.Number == lexicon.Plural) && r.s.d.Tokens[a.last-1].Fold != "forces" || e.Get("alone") == "no"
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
	p := &r.s.atoms[r.at-1]
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
		if k > 0 && r.s.atoms[k-1].kind == atomList && r.s.atoms[k-1].w.class == isTrig && r.s.atoms[k-1].w.frame == frameSend && r.s.d.Tokens[f.head].Fold == "قوه" && !r.atom().fn("from", "made") {
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
	switch f := r.s.d.Tokens[p.first].Fold; f {
	case "موظفي", "مترجمي", "متعاقدي", "مدنيي", "سائقي":
		return true
	default:
		return len(f) >= 10 && strings.HasSuffix(f, "و") && !strings.HasPrefix(f, "ال")
	}
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

// after reads what follows the noun: adjectives, a genitive, «التابعة لـ»,
// «من», an alias in brackets, further states.
func (r *forceReader) after() {
	for r.at < len(r.s.atoms) {
		if !r.afterOne() {
			return
		}
	}
}

func (r *forceReader) afterOne() bool {
	a := r.atom()
	f := r.f
	if a.ent(gazetteer.Country) && !a.def() && f.head >= 0 && r.headDefinite() && !f.named {
		if m := a.reading(gazetteer.Demonym); m != nil {
			f.actors = append(f.actors, actorRef{m.Entry.ID, a.first, a.last}) // «القوات السعودية»: the adjective, not the kingdom
			r.at++
			return true
		}
	}
	switch {
	case a.punct(",") && len(f.actors) > 0 && r.peek(1).ent(gazetteer.Demonym) && r.peek(1).pre() == "و":
		r.at++
	case a.ent(gazetteer.Demonym):
		return r.demonym(a)
	case a.ent(gazetteer.Role):
		if f.role == "" || f.role == "special" {
			f.role = orElse(a.m.Entry.Get("role"), f.role)
		}
		r.at++
	case a.adj():
		if a.pre() != "" {
			return false
		}
		if a.w.actor != "" && len(f.actors) == 0 {
			f.addActor(actorRef{a.w.actor, a.first, a.last})
			f.generic = true
		}
		f.role = orElse(f.role, a.w.role)
		r.at++
	case a.fn("more"):
		f.more = true
		r.at++
	case a.fn("home"):
		f.home = true
		r.at++
	case a.fn("dem") && a.m.Form.Text == "نفسها":
		r.at++
	default:
		return r.afterName(a)
	}
	return true
}

// afterName takes a further noun, a name in the genitive or a number.
func (r *forceReader) afterName(a *atom) bool {
	f := r.f
	switch {
	case a.ent(gazetteer.Troop) && a.pre() == "و" && len(f.actors) == 0 && f.num != nil && r.at > 0 && r.s.atoms[r.at-1].ent(gazetteer.Troop) && a.m.Form.Number == lexicon.Singular && !a.def():
		r.innerTroop(a) // «70 مستشاراً وفنياً عسكرياً أميركياً»
	case a.ent(gazetteer.Troop) && a.pre() == "ل" && a.def() && !f.def && len(f.actors) == 0 && r.at > 0 && r.s.atoms[r.at-1].ent(gazetteer.Troop):
		r.innerTroop(a) // «أول قافلة للقوات الفرنسية»
	case a.punct(",") && f.num == nil && !f.base && r.partsFollow():
		r.at++
		return r.madeOf()
	case a.ent(gazetteer.Troop) && a.pre() == "" && !(f.army && !a.def() && a.suf() == "") && !((f.def || r.atDefinite()) && !a.def() && f.suf == "" && !f.dem && !f.named):
		r.innerTroop(a) // not «للجيش الهندي كتيبة»: no genitive of a definite noun
	case a.ent(gazetteer.Actor):
		return r.genitiveActor(a)
	case a.ent(gazetteer.Country), a.ent(gazetteer.Site) && a.m.Entry.Get("gov") != "":
		return r.genitiveState(a)
	case a.kind == atomNumber:
		return r.numberAfter(a)
	case a.ent(gazetteer.Body) && a.m.Entry.Get("body") == "MIL" && a.pre() == "" && !f.named:
		if c := a.m.Entry.Get("country"); c != "" {
			f.addActor(actorRef{c, a.first, a.last})
		}
		r.at++
	case a.ent(gazetteer.People) && a.m.Entry.Get("actor") == "" && a.pre() == "" && !a.def() && !f.def && r.peek(1).fn("from"):
		r.at++ // «مقاتل شيعي من أفغانستان»
	case a.ent(gazetteer.People) && a.m.Entry.Get("actor") != "" && a.pre() == "":
		f.addActor(r.ref(a))
		r.at++
	default:
		return r.afterPhrase(a)
	}
	return true
}

// afterPhrase takes what a function word or a sign leads in.
func (r *forceReader) afterPhrase(a *atom) bool {
	f := r.f
	switch {
	case a.fn("made"), a.kind == atomList && a.w.class == isTrig && a.w.id == "ضم.v" && !f.def && f.num == nil && r.peek(1).kind == atomNumber:
		return r.madeOf()
	case a.kind == atomList && a.w.cue == cueNeg && a.pre() == "و" && r.peek(1).ent(gazetteer.Demonym) && len(f.actors) > 0:
		r.at++
		f.actors = append(f.actors, actorRef{r.atom().state(), a.first, r.atom().last})
		r.at++
	case a.fn("of"):
		return r.belonging()
	case a.fn("led"):
		return r.ledBy()
	case a.fn("group") && len(f.actors) == 0 && (a.pre() == "" || a.pre() == "ل") && r.groupBefore() != "":
		f.addActor(actorRef{r.groupBefore(), a.first, a.last})
		r.at++
	case a.fn("from") && r.peek(1).fn("company") && len(f.actors) == 0:
		r.at++
		f.addActor(actorRef{"FOREIGN", r.atom().first, r.atom().last})
		f.role, f.generic, f.weak = "contractor", true, false
		r.at++
	case a.fn("from"):
		return r.fromWhom()
	case a.punct("(") && r.peek(1).kind == atomNumber && f.num == nil && countable(r.peek(1).num) && !r.peek(1).num.Percent:
		f.num = r.peek(1).num
		if b := r.peek(2); b.ent(gazetteer.Troop) {
			f.unit = orElse(b.m.Entry.Get("unit"), "personnel")
		}
		for r.at++; r.at < len(r.s.atoms) && !r.s.atoms[r.at-1].punct(")"); r.at++ {
		}
	case a.punct(`"«“”„‟'(`):
		return r.quoted()
	default:
		return false
	}
	return true
}

// demonym takes the adjective of a state. With «و» it is a further state of
// the same noun, and only after a state.
func (r *forceReader) demonym(a *atom) bool {
	if a.pre() == "" && !a.def() && r.f.head >= 0 && r.s.d.Tokens[a.first].Arabic && r.headDefinite() {
		return false // «الوحدات اليابانية جيبوتي»: a name, not an adjective
	}
	if a.pre() != "" {
		if a.pre() != "و" || len(r.f.actors) == 0 {
			return false
		}
	} else if len(r.f.actors) > 0 && (r.f.generic || r.f.common) {
		r.f.actors, r.f.generic, r.f.common = nil, false, false
	} else if len(r.f.actors) > 0 && r.f.named {
		r.at++ // «مجموعة فاغنر الروسية»: the adjective adds nothing
		return true
	}
	r.f.actors = append(r.f.actors, actorRef{a.state(), a.first, a.last})
	r.at++
	return true
}

// headDefinite says whether the noun carries the article itself.
func (r *forceReader) headDefinite() bool {
	return strings.HasPrefix(r.s.d.Tokens[r.f.head].Fold, "ال") || strings.HasPrefix(r.s.d.Tokens[r.f.head].Fold, "وال") || strings.HasPrefix(r.s.d.Tokens[r.f.head].Fold, "لل") || strings.HasPrefix(r.s.d.Tokens[r.f.head].Fold, "بال")
}

// atDefinite says whether the head is an army with the article: «للجيش الهندي».
func (r *forceReader) atDefinite() bool {
	return r.f.army && r.f.head >= 0 && r.headDefinite()
}

// innerTroop takes a genitive of rank and file: «عناصر مشاة البحرية».
func (r *forceReader) innerTroop(a *atom) {
	f, e := r.f, a.m.Entry
	f.police = f.police || e.Get("police") == "yes" && len(f.actors) == 0 && f.num == nil
	if f.role == "" || f.role == "special" && e.Get("role") != "" {
		f.role = orElse(e.Get("role"), f.role)
	}
	if c := e.Get("actor"); c != "" {
		f.addActor(actorRef{c, a.first, a.last})
	}
	if a.suf() != "" {
		f.suf = a.suf()
	}
	f.weak = false
	f.def = f.def || a.def()
	r.at++
}

func (r *forceReader) genitiveActor(a *atom) bool {
	switch a.pre() {
	case "", "ل":
	case "و":
		if len(r.f.actors) == 0 {
			return false
		}
		if r.f.named || r.f.num != nil {
			r.f.actors = append(r.f.actors, r.actorOf(a))
			r.at++
			return true
		}
		return false
	default:
		return false
	}
	f := r.f
	if len(f.actors) > 0 && !f.named && !f.generic && a.pre() == "" && a.m.Entry.Get("kind") == "group" {
		return false // «طردت القوات العراقية داعش»
	}
	if f.generic {
		f.actors, f.generic = nil, false
	}
	switch {
	case len(f.actors) == 0:
		r.actor(a)
	case f.named:
		// «تنظيم الدولة "داعش"»: another name of the same
	default:
		f.role = orElse(f.role, a.m.Entry.Get("role"))
	}
	r.at++
	return true
}

func (r *forceReader) actorOf(a *atom) actorRef {
	return actorRef{r.s.coalition(orElse(a.m.Entry.Get("actor"), a.m.Entry.ID)), a.first, a.last}
}

// coalition tells «التحالف» of one war from that of another: where the article
// is about Yemen and not about Iraq or Syria it is the Arab one.
func (s *scene) coalition(id string) string {
	if id == "COALITION" && s.story.knows("YEM") && !s.story.knows("IRQ") && !s.story.knows("SYR") {
		return "ARAB_COALITION"
	}
	return id
}

// genitiveState takes the name of a state right after the noun («جنود
// رواندا»، «قوات للأردن»), and further ones with «و».
func (r *forceReader) genitiveState(a *atom) bool {
	f := r.f
	if f.named || f.people || f.base || f.army && len(f.actors) > 0 {
		return false
	}
	adjacent := r.at > 0 && r.s.atoms[r.at-1].last-1 >= f.head
	switch a.pre() {
	case "":
		if len(f.actors) > 0 || !adjacent || f.suf != "" || f.home || !r.nounBefore() {
			return false
		}
	case "و":
		if len(f.actors) == 0 || !r.stateBefore() {
			return false
		}
	default:
		return false
	}
	f.actors = append(f.actors, actorRef{stateOf(a), a.first, a.last})
	r.at++
	return true
}

func stateOf(a *atom) string {
	if c := a.m.Entry.Get("gov"); c != "" {
		return c
	}
	return a.state()
}

// nounBefore says whether the atom before is the noun itself, so that a name
// after it is its genitive.
func (r *forceReader) nounBefore() bool {
	p := &r.s.atoms[r.at-1]
	return p.ent(gazetteer.Troop, gazetteer.Body) && !p.def()
}

func (r *forceReader) stateBefore() bool {
	p := &r.s.atoms[r.at-1]
	return p.ent(gazetteer.Country) || p.ent(gazetteer.Site) && p.m.Entry.Get("gov") != ""
}

// numberAfter takes «مدربيها المئة»، «القوات الإضافية الـ21 ألف».
func (r *forceReader) numberAfter(a *atom) bool {
	if a.num.Not == number.UnitName || a.num.Not == number.Label {
		r.f.unitName = orElse(r.f.unitName, r.s.source(r.s.atoms[r.at-1].first, a.last))
		r.at++
		return true
	}
	if r.f.num != nil || !countable(a.num) || a.num.Percent {
		return false
	}
	t := r.s.d.Tokens[a.num.CoreFirst].Fold
	if r.f.unit == "units" && !r.f.def && a.num.Value != nil && *a.num.Value <= 2 {
		r.f.num = a.num // «لواء واحد»
		r.at++
		return true
	}
	if !strings.HasPrefix(t, "ال") {
		if a.first == 0 {
			return false
		}
		p := r.s.d.Tokens[a.first-1].Fold
		if p != "ال" {
			return false
		}
	}
	r.f.num = a.num
	r.at++
	return true
}

// partsFollow says whether a comma is followed by what the force is made of or
// numbers: «كتيبته، المؤلفة من 850 جندياً»، «الجنود، وهم نحو أربعمئة».
func (r *forceReader) partsFollow() bool {
	n := r.peek(1)
	if n.fn("made") {
		k := 2
		if r.peek(k).fn("from", "off") {
			k++
		}
		return r.peek(k).kind == atomNumber && countable(r.peek(k).num)
	}
	if !n.fn("namely") && !(n.kind == atomList && n.w.id == "ضم.v" && n.pre() == "و" && n.m.Form.Tense == lexicon.Present && n.suf() == "") {
		return false
	}
	b := r.peek(2)
	return b.kind == atomNumber && countable(b.num) && !b.num.Percent && b.num.Prep == ""
}

// madeOf takes «مؤلفة من خمسين عنصراً».
func (r *forceReader) madeOf() bool {
	n := 1
	if r.peek(n).fn("from", "off") {
		n++
	}
	b := r.peek(n)
	if b.kind != atomNumber || !countable(b.num) || r.f.num != nil {
		return false
	}
	r.f.num = b.num
	r.at += n + 1
	if c := r.atom(); c.fn("from") && r.peek(1).ent(gazetteer.Troop) {
		r.at++
	}
	if c := r.atom(); c.ent(gazetteer.Troop) {
		r.f.unit = orElse(c.m.Entry.Get("unit"), "personnel")
		r.f.role = orElse(r.f.role, c.m.Entry.Get("role"))
		r.at++
	}
	r.f.weak = false
	return true
}

// belonging takes «التابعة للأمم المتحدة»، «تابعون للناتو».
func (r *forceReader) belonging() bool {
	b := r.peek(1)
	if b.ent(gazetteer.Actor) {
		r.at++
		r.f.common = false
		if len(r.f.actors) == 0 || r.f.generic || b.ent(gazetteer.Actor) && !r.f.named {
			if r.f.generic {
				r.f.actors, r.f.generic = nil, false
			}
			if len(r.f.actors) == 0 {
				r.actor(b)
			} else {
				r.f.role = orElse(r.f.role, b.m.Entry.Get("role"))
			}
		}
		r.at++
		return true
	}
	if c := b.state(); c != "" && !b.ent(gazetteer.Outlet) {
		r.at += 2
		r.f.addActor(actorRef{c, b.first, b.last})
		if r.atom().ent(gazetteer.Demonym) {
			r.at++
		}
		return true
	}
	if b.ent(gazetteer.Body, gazetteer.Office) && r.peek(2).ent(gazetteer.Demonym, gazetteer.Country) {
		c := r.peek(2)
		r.f.addActor(actorRef{c.state(), c.first, c.last})
		r.at += 3
		return true
	}
	return false
}

// ledBy takes «بقيادة الولايات المتحدة».
func (r *forceReader) ledBy() bool {
	b := r.peek(1)
	if b.ent(gazetteer.Country, gazetteer.Demonym, gazetteer.Site) && b.state() != "" {
		r.f.led = b.state()
		r.at += 2
		return true
	}
	if b.ent(gazetteer.Actor) {
		if len(r.f.actors) == 0 {
			r.actor(b)
		}
		r.at += 2
		return true
	}
	return false
}

// fromWhom takes «من الجيش الكيني»، «من مجموعة فاغنر»، «من جنوب أفريقيا
// وتنزانيا». A bare state may as well be the place that is left: it is kept
// apart.
func (r *forceReader) fromWhom() bool {
	f := r.f
	if r.atom().pre() != "" || r.atom().m.Suf != "" || f.named || f.army {
		return false
	}
	b := r.peek(1)
	n := 1
	for (b.kind == atomWord && isStates(r.s.d.Tokens[b.first].Fold)) || b.fn("all", "most") {
		n++
		b = r.peek(n)
	}
	switch {
	case b.kind == atomNumber && f.num == nil && f.unit == "units" && countable(b.num) && r.peek(n+1).ent(gazetteer.Troop) && r.peek(n+1).m.Entry.Get("unit") != "units":
		f.num, f.unit = b.num, orElse(r.peek(n+1).m.Entry.Get("unit"), "personnel") // «كتيبة من 701 جندي»
		r.at += n + 2
		return true
	case b.ent(gazetteer.Troop) && b.pre() == "":
		if civil(b) {
			return false
		}
		r.at += n
		r.innerTroop(b)
		return true
	case b.kind == atomWord && strings.HasPrefix(b.fold, "ال") && r.peek(n+1).ent(gazetteer.Demonym) && len(f.actors) == 0 && !f.weak:
		r.at += n + 1
		return r.demonym(r.atom())
	case b.ent(gazetteer.Actor) && (f.suf != "" || f.home) && b.m.Entry.Get("host") != "":
		r.at += n + 1
		f.host = b.m.Entry.Get("host") // «قواتها من بعثة كذا»: what they serve in, not whose they are
		return true
	case b.ent(gazetteer.Actor):
		r.at += n + 1
		if f.generic {
			f.actors, f.generic = nil, false
		}
		if len(f.actors) == 0 {
			r.actor(b)
		}
		return true
	case b.ent(gazetteer.Body) && b.m.Entry.Get("body") == "MIL":
		r.at += n
		return true
	case b.ent(gazetteer.Demonym) && nominal(b.m) && len(f.actors) == 0:
		r.at += n
		return r.demonym(b)
	case b.ent(gazetteer.Country) && len(f.actors) == 0 && f.suf == "" && !f.home && !f.def && !r.departing():
		r.at += n
		r.origins()
		return true
	}
	return false
}

// departing says whether something leaves earlier in the sentence, so that
// «من» with a state says from where.
func (r *forceReader) departing() bool {
	for k := r.at - 1; k >= 0; k-- {
		if p := &r.s.atoms[k]; p.kind == atomList && p.w.class == isTrig && (p.w.kind == event.Departure || p.w.frame == frameMove || p.w.frame == frameReturn) {
			return true
		}
	}
	return false
}

// groupBefore is the armed group that «الحزب»، «المجموعة» means: the last one
// named in the sentence, else in the story.
func (r *forceReader) groupBefore() string {
	for k := r.at - 1; k >= 0; k-- {
		if a := &r.s.atoms[k]; a.ent(gazetteer.Actor) {
			if kind := a.m.Entry.Get("kind"); kind == "group" || kind == "company" {
				return orElse(a.m.Entry.Get("actor"), a.m.Entry.ID)
			}
		}
	}
	return r.s.story.lastGroup(r.s.x)
}

// civil says whether a noun is a thing that others than troops have: lorries.
func civil(a *atom) bool {
	e := a.m.Entry
	return e.Get("unit") == "vehicles" && e.Get("alone") == "no"
}

// isStates: «من دول التحالف».
func isStates(fold string) bool {
	switch fold {
	case "دول", "دوله", "بلدان", "ابناء", "افراد", "صفوف", "قوام", "عناصر":
		return true
	}
	return false
}

// origins reads «جنوب أفريقيا وتنزانيا ومالاوي» after «من».
func (r *forceReader) origins() {
	for r.at < len(r.s.atoms) {
		a := r.atom()
		if !a.ent(gazetteer.Country) || len(r.f.from) > 0 && a.pre() != "و" {
			return
		}
		r.f.from = append(r.f.from, actorRef{a.m.Entry.ID, a.first, a.last})
		r.at++
	}
}

// quoted takes a name or alias in quotation marks or brackets.
func (r *forceReader) quoted() bool {
	if r.at > 0 && r.s.openQuote(&r.s.atoms[r.at-1]) {
		r.at++ // it closes what the name before opened
		return true
	}
	for n := 1; n <= 6; n++ {
		b := r.peek(n)
		if b.punct(`"»”“«)'`) {
			if n == 1 {
				return false
			}
			r.takeQuoted(n)
			r.at += n + 1
			return true
		}
		if b.kind == atomPunct && !b.punct("-") || b.kind == atomList && b.w.class == isTrig || b.kind == atomNumber && r.f.num == nil && countable(b.num) {
			return false
		}
	}
	return false
}

// openQuote says whether the words of an atom hold a quotation mark that they
// do not close: «حركة "طالبان».
func (s *scene) openQuote(a *atom) bool {
	src := s.source(a.first, a.last)
	return strings.Count(src, `"`)%2 == 1 || strings.Count(src, "«") > strings.Count(src, "»") || strings.Count(src, "“") > strings.Count(src, "”")
}

func (r *forceReader) takeQuoted(n int) {
	for i := 1; i < n; i++ {
		b := r.peek(i)
		switch {
		case b.ent(gazetteer.Actor):
			if len(r.f.actors) == 0 || r.f.generic {
				r.f.actors, r.f.generic = nil, false
				r.actor(b)
			}
		case b.ent(gazetteer.Demonym) && len(r.f.actors) == 0:
			r.f.addActor(actorRef{b.state(), b.first, b.last})
		case b.ent(gazetteer.Role):
			r.f.role = orElse(r.f.role, b.m.Entry.Get("role"))
		}
	}
}
