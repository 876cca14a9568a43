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
	case a.ent(gazetteer.Troop) && a.pre() == "و" && len(f.actors) == 0 && f.num != nil && r.peek(-1).ent(gazetteer.Troop) && a.m.Form.Number == lexicon.Singular && !a.def():
		r.innerTroop(a) // «70 مستشاراً وفنياً عسكرياً أميركياً»
	case a.ent(gazetteer.Troop) && a.pre() == "ل" && a.def() && !f.def && len(f.actors) == 0 && r.peek(-1).ent(gazetteer.Troop):
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
		for r.at++; r.at < len(r.s.atoms) && !r.peek(-1).punct(")"); r.at++ {
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
	return strings.HasPrefix(r.s.fold(r.f.head), "ال") || strings.HasPrefix(r.s.fold(r.f.head), "وال") || strings.HasPrefix(r.s.fold(r.f.head), "لل") || strings.HasPrefix(r.s.fold(r.f.head), "بال")
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
