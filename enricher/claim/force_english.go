package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// forceEnglish reads an English force: what counts, owns and describes stands
// before the noun, what it is of or from after it.
func (s *scene) forceEnglish(k int) (*force, int, bool) {
	r := forceReader{s: s, f: &s.work.force, at: k}
	*r.f = force{head: -1}
	if !r.describe() {
		return nil, 0, false
	}
	for r.englishAfter() {
	}
	if r.saysSo() {
		return nil, 0, false
	}
	r.f.adjunct = r.adjunct()
	return r.keep(k)
}

// adjunct says whether the army or actor that was read only describes the
// common noun after it: «an army plane», «the NATO summit».
func (r *forceReader) adjunct() bool {
	f := r.f
	if f.named && (r.s.x.in(allianceNoun, r.s.fold(r.s.tokenOf(r.atom()))) || r.atom().fn(fnAbstract)) {
		return true // «NATO countries»
	}
	if !f.army && !f.named || f.people || f.num != nil || r.at >= len(r.s.atoms) {
		return false
	}
	a := r.atom()
	t := &r.s.d.Tokens[a.first]
	if a.kind != atomWord || t.Kind != text.Word || t.Arabic || !lowerCase(r.s.d.Text[t.Start]) || r.s.x.adverbial(t.Fold) || r.s.x.in(noNoun, t.Fold) {
		return false
	}
	for _, end := range []string{"ed", "ing", "s"} { // a verb may look so
		if strings.HasSuffix(t.Fold, end) {
			return false
		}
	}
	return true
}

func lowerCase(c byte) bool { return c >= 'a' && c <= 'z' }

// none is the quant of a pronoun that says there is nobody: «none of them».
const none = "none"

// maxDescription is how many atoms may stand before an English noun.
const maxDescription = 9

// describe reads up to the head noun, or to the name of an actor that stands
// alone.
func (r *forceReader) describe() bool {
	start := r.at
	for r.at < len(r.s.atoms) && r.at < start+maxDescription {
		a := r.atom()
		switch {
		case a.ent(entTroop):
			r.troop(a)
			if r.f.strong {
				r.f.unit = "personnel"
			}
			r.f.head = a.first
			r.at++
			return true
		case a.ent(entBody) && a.m.Entry.Get("body") == "MIL":
			r.f.army, r.f.unit, r.f.head = true, "personnel", a.first
			if c := a.m.Entry.Get("country"); c != "" {
				r.f.addActor(actorRef{c, a.first, a.last})
			}
			r.at++
			return true
		case r.s.isQuarters(a) && (r.f.num != nil || r.f.suf != "" || r.heldBase(a, start)):
			r.f.base, r.f.unit, r.f.head = true, "sites", a.first
			r.at++
			return true
		case r.at == start && a.fn(fnPronoun, fnNobody):
			r.f.pron, r.f.unit, r.f.head, r.f.quant = true, "personnel", a.first, "some"
			if a.fn(fnNobody) {
				r.f.quant = none
			}
			r.at++
			return true
		case a.fn(fnUnit) && r.unitOf(), a.fn(fnAnd) && r.sharesNoun():
			return true
		case !r.modifier(a):
			return r.standsAlone(start)
		}
		r.at++
	}
	return false
}

// isQuarters says whether a noun of places may be of troops: an embassy is of
// diplomats.
func (s *scene) isQuarters(a *atom) bool {
	return a.ent(entBase) && a.m.Entry.Get("type") != "embassy"
}

// modifier takes one word before the noun.
func (r *forceReader) modifier(a *atom) bool {
	f := r.f
	switch {
	case a.kind == atomNumber && f.num == nil && countable(a.num):
		f.num = a.num
		f.more = f.more || a.num.Additional
	case a.kind == atomNumber && countable(a.num) && r.partOfMany(): // «100 of about 9,000 soldiers»
		f.whole = a.num
	case a.ent(entDemonym | entCountry):
		if len(f.actors) > 0 && !r.afterAnd() {
			return false
		}
		f.addActor(actorRef{a.state(), a.first, a.last})
	case a.ent(entPeople) && len(f.actors) == 0:
		f.addActor(r.ref(a))
		f.generic = actorID(a.m.Entry) == ""
	case a.ent(entActor):
		r.actorBefore(a)
	case a.ent(entRole):
		f.role = orElse(f.role, a.m.Entry.Get("role"))
	case a.adj():
		f.adjective(a)
	default:
		return r.determiner(a)
	}
	return true
}

// actorBefore takes the name of an actor before the noun. A common noun after
// the adjective of a state is only what the force is.
func (r *forceReader) actorBefore(a *atom) {
	f := r.f
	switch {
	case isCommon(a) && len(f.actors) > 0:
		f.named, f.role = true, orElse(f.role, a.m.Entry.Get("role"))
	case len(f.actors) > 0 && !f.generic:
		f.named = f.named || a.m.Entry.Get("kind") == "army" // «Dutch Marines»
	default:
		f.named, f.common = true, isCommon(a)
		f.actors, f.generic = nil, false
		r.actor(a)
	}
}

// adjective takes the actor that an adjective of no state brings: «foreign».
func (f *force) adjective(a *atom) {
	if a.w.actor != "" && len(f.actors) == 0 {
		f.addActor(actorRef{a.w.actor, a.first, a.last})
		f.generic = true
	}
}

// ownerSuffix is the Arabic suffix that an English possessive is read as.
var ownerSuffix = map[string]string{"its": "ها", "our": "نا"}

// determiner takes an article, a pronoun or a word that counts before an
// English noun.
func (r *forceReader) determiner(a *atom) bool {
	f := r.f
	switch {
	case a.fn(fnThe):
		f.def = f.def || strings.EqualFold(r.s.fold(a.first), "the")
	case a.fn(fnDem):
		f.dem, f.def = true, true
	case a.fn(fnNoneof):
		f.quant = none
	case r.allBut(a):
		f.but = r.peek(1).num
		r.at++
	case a.fn(fnIts, fnOur):
		f.suf = ownerSuffix[a.w.fn]
	case a.fn(fnPronoun, fnNobody):
		return false
	case a.fn(fnMore):
		f.more = true
	case a.fn(fnMost, fnSome, fnLast, fnRest, fnAll, fnAny):
		f.quant = a.w.fn
	case r.rest(a):
		f.quant = "rest"
	case a.fn(fnCount, fnSize):
		f.count = true
	case a.fn(fnOf, fnOff):
		return f.started()
	case a.fn(fnAnd):
		return len(f.actors) > 0 && r.joinsStates()
	case a.punct(",-"):
		return len(f.actors) > 0 && r.peek(1).ent(entDemonym) || a.fold == "-" && r.peek(1).kind == atomWord
	default:
		return r.compound(a)
	}
	return true
}

// joinsStates says whether «and» at the reader joins two adjectives or two
// names of states.
func (r *forceReader) joinsStates() bool {
	if r.peek(1).ent(entDemonym) {
		return r.at > 0 && !r.peek(-1).ent(entCountry)
	}
	return r.peek(1).ent(entCountry) && r.peek(-1).ent(entCountry)
}

// compound takes what a hyphen or an apostrophe ties to the words before:
// «US-led», «650-strong», «France's own».
func (r *forceReader) compound(a *atom) bool {
	f := r.f
	switch {
	case a.kind == atomWord && r.led(a):
		r.f.led = r.f.lead()
	case r.proxy(a):
		f.police = true // «Turkish-backed fighters»: of whom is not said
	case a.kind == atomWord && f.num != nil && r.peek(-1).punct("-") && r.s.x.in(strengthNoun, a.fold):
		f.strong = true // «a 650-strong contingent»
	case r.possessive(a):
		f.def = true
	case a.kind == atomWord && a.fold == "own":
		return f.suf != "" || len(f.actors) > 0
	default:
		return false
	}
	return true
}

func (f *force) lead() string {
	if len(f.actors) > 0 {
		return f.actors[0].id
	}
	return ""
}

// rest says whether «remaining» stands as an adjective: a number, a noun or a
// people follows.
func (r *forceReader) rest(a *atom) bool {
	if a.kind != atomList {
		return false
	}
	b := r.peek(1)
	for _, w := range a.alt {
		if w.fn == "rest" {
			return b.kind == atomNumber || b.ent(entTroop|entDemonym|entActor)
		}
	}
	return false
}

// possessive says whether the atom is the ending of «France's» after the name
// of a state.
func (r *forceReader) possessive(a *atom) bool {
	return r.s.x.in(genitiveEnding, r.s.fold(a.first)) && len(r.f.actors) > 0 && r.peek(-1).ent(entCountry) &&
		r.s.d.Tokens[a.first].Start == r.s.d.Tokens[a.first-1].End
}

// led takes «US-led»: the hyphen and the word are no names.
func (r *forceReader) led(a *atom) bool {
	return r.s.fold(a.first) == "led" && len(r.f.actors) > 0
}

func (r *forceReader) afterAnd() bool {
	p := r.peek(-1)
	return p.fn(fnAnd) || p.punct(",")
}

// standsAlone says whether what was read names a force without a noun: an
// actor, a people, a number with «more».
func (r *forceReader) standsAlone(start int) bool {
	f := r.f
	if r.at == start {
		return false
	}
	last := r.peek(-1)
	if r.partOfThem(last) {
		return true
	}
	switch {
	case f.named && last.ent(entActor):
		f.head = last.first
		return true
	case last.ent(entDemonym) && r.plural(last) && (f.def || f.num != nil):
		f.people, f.unit, f.head = true, "personnel", last.first
		return true
	case r.numberAlone(last, start):
		f.pron, f.unit, f.head = true, "personnel", last.first
		return true
	}
	return false
}

// plural says whether the name of a people stands in the plural: «Americans».
func (r *forceReader) plural(a *atom) bool {
	return a.m.Form.Number == lexicon.Plural || strings.HasSuffix(r.s.fold(a.last-1), "s")
}

// englishAfter takes what follows the noun.
func (r *forceReader) englishAfter() bool {
	a := r.atom()
	f := r.f
	switch {
	case oneOf(f.unit, "units", "vehicles") && f.num == nil && r.strengthAfter():
		return true
	case a.ent(entTroop) && r.at > 0 && !f.named:
		r.innerTroop(a) // «peacekeeping force»
		return true
	case a.ent(entActor) && len(f.actors) == 0:
		r.actor(a)
		r.at++
		return true
	case a.kind == atomNumber && (a.num.Not != "" && a.num.Not != "casualties"):
		return false
	case a.fn(fnFrom, fnOff):
		return r.ofWhom()
	}
	return false
}

// ofWhom takes «from Spain», «of the African Union», «of the 101st Airborne
// Division».
func (r *forceReader) ofWhom() bool {
	n := 1
	for r.peek(n).fn(fnThe, fnIts, fnAll) || r.peek(n).kind == atomNumber && r.peek(n).num.Ordinal || r.peek(n).ent(entRole) {
		n++
	}
	b := r.peek(n)
	f := r.f
	switch {
	case b.ent(entActor) && len(f.actors) == 0:
		r.at += n
		r.actor(b)
		r.at++
		return true
	case b.ent(entCountry|entDemonym) && r.atom().fn(fnFrom, fnOff) && len(f.actors) == 0 && !f.def && f.suf == "" && !(r.atom().fn(fnFrom) && r.departing()):
		f.from = append(f.from, actorRef{b.state(), b.first, b.last})
		r.at += n + 1
		r.furtherFrom()
		return true
	case b.ent(entTroop):
		r.at += n
		r.innerTroop(b)
		return true
	}
	return false
}
