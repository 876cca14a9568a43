package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/enricher/number"
	"github.com/marsad-news/marsad/event"
)

// headless reads a number that stands for a force: «4100 آخرين».
func (r *forceReader) headless(a *atom) bool {
	f := r.f
	counts := f.num != nil && f.num.Not == number.Count
	switch {
	case counts && !f.num.Percent && a.trig('p') && a.m.Form.Number == lexicon.Plural:
		f.standIn(true) // «الـ9000 المتواجدين»
	case r.pronominal(a):
		f.standIn(true)
	case f.num == nil && f.more && r.peek(-1).fn(fnMore) && r.peek(-1).pre() == "و" && a.fn(fnIn, fnWith):
		r.others(a)
	case counts && (!f.num.Percent || f.num.Ratio) && (a.fn(fnMore) || f.more):
		if a.fn(fnMore) {
			r.at++
		}
		f.more = true
		f.standIn(f.def)
	default:
		return false
	}
	return true
}

// standIn makes what was read stand for a force without a noun.
func (f *force) standIn(def bool) { f.pron, f.unit, f.def = true, "personnel", def }

// others takes «وآخرون في …»، «وآخرون مع الحلف».
func (r *forceReader) others(a *atom) {
	r.f.standIn(r.f.def)
	r.f.head = r.peek(-1).first
	if a.fn(fnWith) && r.peek(1).ent(entActor) {
		r.f.actors = append(r.f.actors, r.actorOf(r.peek(1)))
		r.at += 2
	}
}

// pronominal says whether what was read stands for a force without a noun:
// «بعضهم»، «عدد هؤلاء»، «أياً من هؤلاء»، «الباقون».
func (r *forceReader) pronominal(a *atom) bool {
	f := r.f
	switch {
	case f.dem && (f.count || f.quant != ""):
		return true
	case f.count && a.fn(fnAmong):
		f.count = false // «عدد منهم»
		f.head = a.first
		r.at++
		return true
	case r.remaining(a):
		f.quant = "rest"
		f.head = a.first
		r.at++
		return true
	case r.at == 0 || f.quant == "" || f.num != nil:
		return false
	}
	p := r.peek(-1)
	t := r.s.fold(p.last - 1)
	return p.kind == atomList && p.w.class == isFn && (strings.HasSuffix(t, "هم") || strings.HasSuffix(t, "هما"))
}

// remaining says whether the atom is «الباقون» without a noun before it.
func (r *forceReader) remaining(a *atom) bool {
	if !a.trig('p') || !a.def() || a.w.action != event.Remain || a.m.Form.Number != lexicon.Plural {
		return false
	}
	p := r.peek(-1)
	return !p.ent(entTroop|entDemonym|entRole) && !p.adj()
}
