package claim

import (
	"github.com/marsad-news/marsad/enricher/number"
)

// unitOf takes a noun of groups with the soldiers that it is of: «a company of
// 150 soldiers», «a battery with some 100 personnel».
func (r *forceReader) unitOf() bool {
	head := r.at
	r.at++
	if r.f.num != nil || !r.strengthAfter() {
		r.at = head
		return false
	}
	r.f.head = r.s.atoms[head].first
	return true
}

// strengthAfter takes the number of soldiers that a unit is of or has, with
// their noun if it is there.
func (r *forceReader) strengthAfter() bool {
	a, n := r.atom(), r.peek(1)
	if !a.fn(fnOff, fnWith) || n.kind != atomNumber || !countable(n.num) || n.num.Percent {
		return false
	}
	skip := 2
	for skip < 4 && (r.peek(skip).ent(entDemonym) || r.peek(skip).adj()) {
		skip++
	}
	b := r.peek(skip)
	men := b.ent(entTroop) && oneOf(b.m.Entry.Get("unit"), "personnel", r.f.unit)
	if !men && (r.f.head < 0 || skip > 2 || b.kind == atomWord || b.kind == atomEntity) {
		return false
	}
	for k := 2; k < skip; k++ {
		if d := r.peek(k); d.ent(entDemonym) && len(r.f.actors) == 0 {
			r.f.addActor(actorRef{d.state(), d.first, d.last})
		}
	}
	r.f.num, r.f.weak = n.num, false
	if !men || b.m.Entry.Get("unit") == "personnel" {
		r.f.unit = "personnel"
	}
	r.at += 2
	if men {
		r.at += skip - 1
	}
	return true
}

// partOfMany says whether the number at the reader is the whole that the
// number before it is a part of.
func (r *forceReader) partOfMany() bool {
	p := r.peek(-1)
	if p.fn(fnThe, fnIts, fnSome) {
		p = r.peek(-2)
	}
	return r.f.num != nil && p.fn(fnOff)
}

// allBut says whether the atom is the «but» of «all but 400».
func (r *forceReader) allBut(a *atom) bool {
	n := r.peek(1)
	return a.fn(fnBreak) && r.s.fold(a.first) == "but" && r.f.quant == "all" && r.f.num == nil && n.kind == atomNumber && countable(n.num)
}

// bareHead says whether the number that was read stands for soldiers of whom
// the sentence has spoken: as the subject of a verb («and 200 will go home»)
// or the object of one of having or sending, with a place («have 300 at»).
func (r *forceReader) bareHead(start int) bool {
	if r.f.num.Not != number.Count || r.f.count || !r.forceBefore(start) {
		return false
	}
	if r.s.atom(start - 1).preposition() {
		return false
	}
	return r.verbNext() || r.heldNumber(start)
}

// preposition says whether the atom is a preposition.
func (a *atom) preposition() bool {
	return a.fn(fnIn, fnOn, fnNear, fnTo, fnFrom, fnOff, fnWith, fnAfter, fnAgentby)
}

// forceBefore says whether the sentence names a force before atom k.
func (r *forceReader) forceBefore(k int) bool {
	for j := k - 1; j >= 0; j-- {
		a := &r.s.atoms[j]
		if a.ent(entTroop|entActor) || a.ent(entDemonym) && r.plural(a) {
			return true
		}
	}
	return false
}

// verbNext says whether the verb of a movement or of staying follows: «200
// will go», «some 300 have left», «50 remain».
func (r *forceReader) verbNext() bool {
	for n := 0; n < 4; n++ {
		a := r.peek(n)
		switch {
		case a.kind == atomList && a.w.class == isTrig && oneOf(string(a.w.pos), "v", "x", "p"):
			switch a.w.frame {
			case frameHave:
			case frameGo, frameReturn, frameStay, frameMove, frameSend:
				return n > 0 || a.w.frame != frameSend
			default:
				return false
			}
		case a.kind == atomList && (a.w.cue == cueFuture || a.w.cue == cueStill || a.w.cue == cuePlan && a.w.pos == 'x'), a.fn(fnBe, fnAux):
		case a.kind == atomWord && r.s.x.adverbial(a.fold):
		default:
			return false
		}
	}
	return false
}

// heldNumber says whether the number after a verb of having or sending is
// where a place follows: «have more than 300 at Camp Lemonnier».
func (r *forceReader) heldNumber(start int) bool {
	p := r.s.atom(start - 1)
	if p.kind != atomList || p.w.class != isTrig {
		return false
	}
	switch p.w.frame {
	case frameHave, frameKeep, frameSend:
	default:
		return false
	}
	a, b := r.atom(), r.peek(1)
	if r.f.more && (a.kind == atomPunct || a.kind == atomDate) {
		return true // «contribute a further 5,000.»
	}
	if b.fn(fnThe) {
		b = r.peek(2)
	}
	return a.fn(fnThere) || a.fn(fnIn, fnOn, fnNear, fnTo) && (b.ent(entSite|entCountry|entBase|entRegion) || b.fn(fnDir))
}

// sharesNoun says whether «and» leads to the number and state of other men of
// the same noun («200 Ivorian and 100 Togolese soldiers»), which ends the
// force.
func (r *forceReader) sharesNoun() bool {
	n, d, t := r.peek(1), r.peek(2), r.peek(3)
	if r.f.num == nil || len(r.f.actors) == 0 || n.kind != atomNumber || !countable(n.num) || !d.ent(entDemonym) || !t.ent(entTroop) {
		return false
	}
	r.f.head, r.f.unit = r.peek(-1).first, orElse(t.m.Entry.Get("unit"), "personnel")
	return true
}

// proxy says whether the word after the adjective of a state and a hyphen says
// that the men are not its own: «Turkish-backed».
func (r *forceReader) proxy(a *atom) bool {
	return len(r.f.actors) > 0 && r.peek(-1).punct("-") && r.s.x.in(proxyWord, r.s.fold(r.s.tokenOf(a)))
}

// furtherFrom takes the other states that the men are from: «soldiers from
// Malawi and Tanzania».
func (r *forceReader) furtherFrom() {
	for r.peek(-1).ent(entCountry) && (r.atom().fn(fnAnd) || r.atom().punct(",")) && r.peek(1).ent(entCountry) {
		c := r.peek(1)
		r.f.from = append(r.f.from, actorRef{c.state(), c.first, c.last})
		r.at += 2
	}
}

// saysSo says whether the men of a weak noun are who speaks: «U.N. experts
// say».
func (r *forceReader) saysSo() bool {
	a := r.atom()
	return r.f.weak && r.f.num == nil && r.f.unit == "personnel" && !r.f.def && a.kind == atomList && a.w.pos == 'v' && a.w.cue == cueReport
}

// partOfThem takes the pronoun after a part: «most of them», «300 of them».
func (r *forceReader) partOfThem(last *atom) bool {
	f, a := r.f, r.atom()
	switch {
	case a.fn(fnThem) && (f.quant != "" || last.fn(fnOf)):
		f.def = true
	case a.fn(fnAmong) && r.s.fold(a.first) == "of" && (f.num != nil || f.but != nil):
	default:
		return false
	}
	f.pron, f.unit, f.head = true, "personnel", a.first
	r.at++
	return true
}

// numberAlone says whether the number that was read stands for soldiers: with
// «remaining» or «more», or by the verb beside it.
func (r *forceReader) numberAlone(last *atom, start int) bool {
	f := r.f
	if f.num == nil || f.num.Not != number.Count || f.num.Percent || f.num.Value == nil {
		return false
	}
	return f.quant == "rest" || f.more && last.fn(fnMore) || r.bareHead(start)
}
