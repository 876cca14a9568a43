package claim

import (
	"strings"
)

// sound says whether what was read can be a force.
func (r *forceReader) sound(k int) bool {
	f := r.f
	if f.irregular && len(f.actors) == 0 && !f.dem && f.num == nil || r.ofCivilians(k) {
		return false
	}
	if !f.weak || r.ofHolder(k) || f.certain() {
		return true
	}
	if f.unit == "units" && r.atom().fn(fnFrom) {
		return true // «وحدات من الدائرة العسكرية الجنوبية»
	}
	if f.unit == "units" && r.sentBy(k-1) {
		return true
	}
	p := r.s.atom(k - 1)
	if !p.trigger() {
		return false
	}
	if p.w.frame == frameSend && r.s.fold(f.head) == "قوه" && !r.atom().fn(fnFrom, fnMade) {
		return true // «نشر قوة»
	}
	return f.unit == "personnel" && r.at > k+1
}

// sentBy says whether atom k is a state that stands as the subject of a verb of
// sending: «أرسلت مصر وحدات».
func (r *forceReader) sentBy(k int) bool {
	p, q := r.s.atom(k), r.s.atom(k-1)
	if !p.ent(entCountry|entBody) && !(p.ent(entSite) && p.m.Entry.Get("gov") != "") {
		return false
	}
	return q.trigger() && q.w.frame == frameSend
}

// trigger says whether the atom is a trigger.
func (a *atom) trigger() bool { return a.kind == atomList && a.w.class == isTrig }

// certain says whether anything beside its noun makes the phrase a force.
func (f *force) certain() bool {
	return len(f.actors) > 0 || f.num != nil || f.suf != "" || f.home || f.role != "" || f.dem || f.def
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

// ofHolder says whether a weak English noun is the object of a verb of having
// or sending, which makes troops of it: «has no personnel in».
func (r *forceReader) ofHolder(k int) bool {
	if !r.s.latin || r.f.unit != "personnel" || r.f.police {
		return false
	}
	if !r.s.x.in(personnelNoun, r.s.fold(r.peek(-1).last-1)) {
		return false
	}
	for j := k - 1; j >= 0 && j >= k-2; j-- {
		a := &r.s.atoms[j]
		if a.kind == atomList && a.w.class == isTrig {
			return a.w.frame == frameHave || a.w.frame == frameSend || a.w.frame == frameKeep
		}
		if a.kind != atomList || a.w.cue != cueNeg {
			return false
		}
	}
	return false
}
