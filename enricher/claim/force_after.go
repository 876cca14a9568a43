package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/lexicon"
)

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
	switch {
	case r.kingdom(a):
		f.actors = append(f.actors, actorRef{a.reading(gazetteer.Demonym).Entry.ID, a.first, a.last})
		r.at++
	case r.western(a):
		f.addActor(actorRef{"FOREIGN", a.first, a.last})
		f.generic = true
		r.at++
	case r.furtherState(a):
		f.actors = append(f.actors, actorRef{a.m.Entry.ID, a.first, a.last})
		r.at++
	case a.punct(",") && len(f.actors) > 0 && r.peek(1).ent(entDemonym) && r.peek(1).pre() == "و":
		r.at++
	case a.ent(entDemonym):
		return r.demonym(a)
	case a.ent(entRole):
		if oneOf(f.role, "", "special") {
			f.role = orElse(a.m.Entry.Get("role"), f.role)
		}
		r.at++
	case a.adj():
		if a.pre() != "" {
			return false
		}
		f.adjective(a)
		f.role = orElse(f.role, a.w.role)
		r.at++
	case a.fn(fnMore):
		f.more = true
		r.at++
	case a.fn(fnHome):
		f.home = true
		r.at++
	case a.fn(fnDem) && a.m.Form.Text == "نفسها":
		r.at++
	default:
		return r.afterName(a)
	}
	return true
}

// kingdom says whether the atom, read as a state, is the adjective of the
// definite noun: «القوات السعودية».
func (r *forceReader) kingdom(a *atom) bool {
	f := r.f
	return a.ent(entCountry) && !a.def() && f.head >= 0 && r.headDefinite() && !f.named && a.reading(gazetteer.Demonym) != nil
}

// western says whether the word for a direction is the adjective of soldiers:
// «100 ألف جندي غربي في البلاد», not «غربي بغداد».
func (r *forceReader) western(a *atom) bool {
	t := strings.TrimPrefix(r.s.fold(r.s.tokenOf(a)), "ال")
	n := r.peek(1)
	return a.fn(fnDir) && (t == "غربي" || t == "غربيين" || t == "غربيه") && r.peek(-1).ent(entTroop) && len(r.f.actors) == 0 &&
		!n.ent(entSite|entCountry|entBase|entRegion) && !n.fn(fnSoil, fnLand, fnHome, fnDir)
}

// furtherState says whether the name of a state that is written like its
// adjective stands beside the adjective of another: «قوات مصرية وسورية».
func (r *forceReader) furtherState(a *atom) bool {
	p := r.peek(-1)
	return a.ent(entCountry) && a.pre() == "و" && len(r.f.actors) > 0 && strings.HasSuffix(a.m.Form.Text, "ية") &&
		p.ent(entDemonym) && !p.def() && strings.HasSuffix(r.s.fold(p.last-1), "يه")
}

// afterName takes a further noun, a name in the genitive or a number.
func (r *forceReader) afterName(a *atom) bool {
	f := r.f
	switch {
	case r.further(a):
		r.innerTroop(a)
	case a.punct(",") && f.num == nil && !f.base && r.partsFollow():
		r.at++
		return r.madeOf()
	case r.genitiveTroop(a):
		r.innerTroop(a)
	case a.ent(entActor):
		return r.genitiveActor(a)
	case a.ent(entCountry), a.ent(entSite) && a.m.Entry.Get("gov") != "":
		return r.genitiveState(a)
	case a.kind == atomNumber:
		return r.numberAfter(a)
	case a.army() && a.pre() == "" && !f.named:
		if c := a.m.Entry.Get("country"); c != "" {
			f.addActor(actorRef{c, a.first, a.last})
		}
		r.at++
	case a.ent(entPeople) && a.pre() == "":
		return r.people(a)
	default:
		return r.afterPhrase(a)
	}
	return true
}

// further says whether the atom is a second noun of the same men («70
// مستشاراً وفنياً عسكرياً أميركياً») or the one that the first is of («أول
// قافلة للقوات الفرنسية»).
func (r *forceReader) further(a *atom) bool {
	f := r.f
	if !a.ent(entTroop) || len(f.actors) > 0 || !r.peek(-1).ent(entTroop) {
		return false
	}
	switch a.pre() {
	case "و":
		return f.num != nil && a.m.Form.Number == lexicon.Singular && !a.def()
	case "ل":
		return a.def() && !f.def
	}
	return false
}

// genitiveTroop says whether the atom is a noun of troops in the genitive;
// «للجيش الهندي كتيبة» is none: a definite noun has no genitive.
func (r *forceReader) genitiveTroop(a *atom) bool {
	f := r.f
	if !a.ent(entTroop) || a.pre() != "" || f.army && !a.def() && a.suf() == "" {
		return false
	}
	return a.def() || !f.def && !r.atDefinite() || f.suf != "" || f.dem || f.named
}

// people takes «مقاتل شيعي من أفغانستان» and the name of a people that is one
// actor.
func (r *forceReader) people(a *atom) bool {
	switch f := r.f; {
	case actorID(a.m.Entry) != "":
		f.addActor(r.ref(a))
	case a.def() || f.def || !r.peek(1).fn(fnFrom):
		return r.afterPhrase(a)
	}
	r.at++
	return true
}

// afterPhrase takes what a function word or a sign leads in.
func (r *forceReader) afterPhrase(a *atom) bool {
	f := r.f
	switch {
	case a.fn(fnMade), r.comprises(a):
		return r.madeOf()
	case r.norOf(a):
		r.at++
		f.actors = append(f.actors, actorRef{r.atom().state(), a.first, r.atom().last})
		r.at++
	case r.ofStates(a):
		f.addActor(actorRef{"FOREIGN", a.first, a.last})
		f.generic = true
		r.at++
	case a.fn(fnOf):
		return r.belonging()
	case a.fn(fnLed):
		return r.ledBy()
	case len(f.actors) == 0 && oneOf(a.pre(), "", "ل") && r.groupBefore(a) != "":
		f.addActor(actorRef{r.groupBefore(a), a.first, a.last})
		r.at++
	case a.fn(fnFrom):
		return r.fromCompany() || r.fromWhom()
	case a.punct("(") && r.countInBrackets():
		r.takeBracket()
	case a.punct(`"«“”„‟'(`):
		return r.quoted()
	default:
		return false
	}
	return true
}

// norOf says whether «ولا» adds a second nation: «قوات أميركية ولا بريطانية».
func (r *forceReader) norOf(a *atom) bool {
	return a.kind == atomList && a.w.cue == cueNeg && a.pre() == "و" && r.peek(1).ent(entDemonym) && len(r.f.actors) > 0
}

// ofStates says whether states that are not named have the force: «قوات الدول
// الأخرى».
func (r *forceReader) ofStates(a *atom) bool {
	return a.fn(fnStates) && a.pre() == "" && len(r.f.actors) == 0 && r.f.suf == "" && r.peek(-1).ent(entTroop)
}

// fromCompany takes «من شركة أمنية خاصة».
func (r *forceReader) fromCompany() bool {
	f, b := r.f, r.peek(1)
	if !b.fn(fnCompany) || len(f.actors) > 0 {
		return false
	}
	f.addActor(actorRef{"FOREIGN", b.first, b.last})
	f.role, f.generic, f.weak = "contractor", true, false
	r.at += 2
	return true
}

// comprises says whether the atom is «تضم» before the number of an indefinite
// force.
func (r *forceReader) comprises(a *atom) bool {
	return a.kind == atomList && a.w.class == isTrig && a.w.id == "ضم.v" && !r.f.def && r.f.num == nil && r.peek(1).kind == atomNumber
}

// countInBrackets says whether the bracket at the reader holds the number of
// the force.
func (r *forceReader) countInBrackets() bool {
	b := r.peek(1)
	return b.kind == atomNumber && r.f.num == nil && countable(b.num) && !b.num.Percent
}

// takeBracket takes the number in brackets and what it counts.
func (r *forceReader) takeBracket() {
	f := r.f
	f.num = r.peek(1).num
	if b := r.peek(2); b.ent(entTroop) {
		f.unit = orElse(b.m.Entry.Get("unit"), "personnel")
	}
	for r.at++; r.at < len(r.s.atoms) && !r.peek(-1).punct(")"); r.at++ {
	}
}

// demonym takes the adjective of a state. With «و» it is a further state of
// the same noun, and only after a state.
func (r *forceReader) demonym(a *atom) bool {
	f := r.f
	switch {
	case a.pre() == "" && !a.def() && f.head >= 0 && r.s.d.Tokens[a.first].Arabic && r.headDefinite():
		return false // «الوحدات اليابانية جيبوتي»: a name, not an adjective
	case a.pre() != "":
		if a.pre() != "و" || len(f.actors) == 0 {
			return false
		}
	case len(f.actors) > 0 && (f.generic || f.common):
		f.actors, f.generic, f.common = nil, false, false
	case len(f.actors) > 0 && f.named:
		r.at++ // «مجموعة فاغنر الروسية»: the adjective adds nothing
		return true
	}
	f.actors = append(f.actors, actorRef{a.state(), a.first, a.last})
	r.at++
	return true
}

// headDefinite says whether the noun carries the article itself.
func (r *forceReader) headDefinite() bool {
	f := r.s.fold(r.f.head)
	for _, article := range []string{"ال", "وال", "لل", "بال"} {
		if strings.HasPrefix(f, article) {
			return true
		}
	}
	return false
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
	if c := actorID(e); c != "" {
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
	return actorRef{r.s.coalition(orElse(actorID(a.m.Entry), a.m.Entry.ID)), a.first, a.last}
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
	adjacent := r.peek(-1).last-1 >= f.head
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
