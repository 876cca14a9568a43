package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/enricher/number"
	"github.com/marsad-news/marsad/event"
)

func stateOf(a *atom) string {
	if c := a.m.Entry.Get("gov"); c != "" {
		return c
	}
	return a.state()
}

// nounBefore says whether the atom before is the noun itself, so that a name
// after it is its genitive.
func (r *forceReader) nounBefore() bool {
	p := r.peek(-1)
	return p.ent(entTroop|entBody) && !p.def()
}

func (r *forceReader) stateBefore() bool {
	p := r.peek(-1)
	return p.ent(entCountry) || p.ent(entSite) && p.m.Entry.Get("gov") != ""
}

// numberAfter takes «مدربيها المئة»، «القوات الإضافية الـ21 ألف».
func (r *forceReader) numberAfter(a *atom) bool {
	if a.num.Not == number.UnitName || a.num.Not == number.Label {
		r.f.unitName = orElse(r.f.unitName, r.s.source(r.peek(-1).first, a.last))
		r.at++
		return true
	}
	if r.f.num != nil || !countable(a.num) || a.num.Percent {
		return false
	}
	t := r.s.fold(a.num.CoreFirst)
	if r.f.unit == "units" && !r.f.def && a.num.Value != nil && *a.num.Value <= 2 {
		r.f.num = a.num // «لواء واحد»
		r.at++
		return true
	}
	if !strings.HasPrefix(t, "ال") {
		if a.first == 0 {
			return false
		}
		p := r.s.fold(a.first - 1)
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
	if n.fn(fnMade) {
		k := 2
		if r.peek(k).fn(fnFrom, fnOff) {
			k++
		}
		return r.peek(k).kind == atomNumber && countable(r.peek(k).num)
	}
	if !n.fn(fnNamely) && !(n.kind == atomList && n.w.id == "ضم.v" && n.pre() == "و" && n.m.Form.Tense == lexicon.Present && n.suf() == "") {
		return false
	}
	b := r.peek(2)
	return b.kind == atomNumber && countable(b.num) && !b.num.Percent && b.num.Prep == ""
}

// madeOf takes «مؤلفة من خمسين عنصراً».
func (r *forceReader) madeOf() bool {
	n := 1
	if r.peek(n).fn(fnFrom, fnOff) {
		n++
	}
	b := r.peek(n)
	if b.kind != atomNumber || !countable(b.num) || r.f.num != nil {
		return false
	}
	r.f.num = b.num
	r.at += n + 1
	if c := r.atom(); c.fn(fnFrom) && r.peek(1).ent(entTroop) {
		r.at++
	}
	if c := r.atom(); c.ent(entTroop) {
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
	if b.ent(entActor) {
		r.at++
		if r.f.common || r.f.generic { // «قوات حفظ السلام التابعة للاتحاد»
			r.f.actors, r.f.generic = nil, false
		}
		r.f.common = false
		if len(r.f.actors) == 0 || !r.f.named {
			if len(r.f.actors) == 0 {
				r.actor(b)
			} else {
				r.f.role = orElse(r.f.role, b.m.Entry.Get("role"))
			}
		}
		r.at++
		return true
	}
	if c := b.state(); c != "" && !b.ent(entOutlet) {
		r.at += 2
		r.f.addActor(actorRef{c, b.first, b.last})
		if r.atom().ent(entDemonym) {
			r.at++
		}
		return true
	}
	if b.ent(entBody|entOffice) && r.peek(2).ent(entDemonym|entCountry) {
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
	if b.ent(entCountry|entDemonym|entSite) && b.state() != "" {
		r.f.led = b.state()
		r.at += 2
		return true
	}
	if b.ent(entActor) {
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
	b, n := r.peek(1), 1
	for (b.kind == atomWord && r.s.x.in(membersOf, r.s.fold(b.first))) || b.fn(fnAll, fnMost) {
		n++
		b = r.peek(n)
	}
	switch {
	case r.countsMen(b, r.peek(n+1)):
		f.num, f.unit = b.num, orElse(r.peek(n+1).m.Entry.Get("unit"), "personnel") // «كتيبة من 701 جندي»
		r.at += n + 2
	case b.ent(entTroop) && b.pre() == "":
		if civil(b) {
			return false
		}
		r.at += n
		r.innerTroop(b)
	case b.ent(entActor):
		r.at += n + 1
		r.fromActor(b)
	case b.army():
		r.at += n
	default:
		return r.fromState(b, n)
	}
	return true
}

// countsMen says whether the number b counts the men that a unit is made of.
func (r *forceReader) countsMen(b, noun *atom) bool {
	return b.kind == atomNumber && r.f.num == nil && r.f.unit == "units" && countable(b.num) &&
		noun.ent(entTroop) && noun.m.Entry.Get("unit") != "units"
}

// fromActor takes the name of an actor after «من».
func (r *forceReader) fromActor(b *atom) {
	f := r.f
	if host := b.m.Entry.Get("host"); host != "" && (f.suf != "" || f.home) {
		f.host = host // «قواتها من بعثة كذا»: what they serve in, not whose they are
		return
	}
	if f.generic {
		f.actors, f.generic = nil, false
	}
	if len(f.actors) == 0 {
		r.actor(b)
	}
}

// fromState takes the name of a people or a state that stands n atoms after
// the reader's, behind «من».
func (r *forceReader) fromState(b *atom, n int) bool {
	f := r.f
	if len(f.actors) > 0 {
		return false
	}
	if b.kind == atomWord && strings.HasPrefix(b.fold, "ال") && r.peek(n+1).ent(entDemonym) && !f.weak {
		r.at += n + 1
		return r.demonym(r.atom()) // «من السلاح الكيني»
	}
	if b.ent(entDemonym) && nominal(b.m) {
		r.at += n
		return r.demonym(b)
	}
	if !b.ent(entCountry) || f.suf != "" || f.home || f.def || r.departing() {
		return false
	}
	r.at += n
	r.origins()
	return true
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

// groupBefore is the actor named before that a definite noun means: «التنظيم»
// an armed group, «الحلف» an alliance; "" for another noun or none.
func (r *forceReader) groupBefore(a *atom) string {
	var kinds []string
	switch {
	case a.fn(fnGroup):
		kinds = []string{"group", "company"}
	case a.fn(fnAlliance):
		kinds = []string{"alliance"}
	default:
		return ""
	}
	for k := r.at - 1; k >= 0; k-- {
		if b := &r.s.atoms[k]; b.ent(entActor) && oneOf(b.m.Entry.Get("kind"), kinds...) {
			return orElse(actorID(b.m.Entry), b.m.Entry.ID)
		}
	}
	return r.s.story.lastOf(r.s.x, kinds...)
}

// civil says whether a noun is a thing that others than troops have: lorries.
func civil(a *atom) bool {
	e := a.m.Entry
	return e.Get("unit") == "vehicles" && e.Get("alone") == "no"
}

// origins reads «جنوب أفريقيا وتنزانيا ومالاوي» after «من».
func (r *forceReader) origins() {
	for r.at < len(r.s.atoms) {
		a := r.atom()
		if !a.ent(entCountry) || len(r.f.from) > 0 && a.pre() != "و" {
			return
		}
		r.f.from = append(r.f.from, actorRef{a.m.Entry.ID, a.first, a.last})
		r.at++
	}
}

// quoted takes a name or alias in quotation marks or brackets.
func (r *forceReader) quoted() bool {
	if r.at > 0 && r.s.openQuote(r.peek(-1)) {
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
		case b.ent(entActor):
			if len(r.f.actors) == 0 || r.f.generic {
				r.f.actors, r.f.generic = nil, false
				r.actor(b)
			}
		case b.ent(entDemonym) && len(r.f.actors) == 0:
			r.f.addActor(actorRef{b.state(), b.first, b.last})
		case b.ent(entRole):
			r.f.role = orElse(r.f.role, b.m.Entry.Get("role"))
		}
	}
}
