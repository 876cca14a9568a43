package claim

// span is the run of items that belongs to the clause of a trigger.
type span struct{ lo, hi int }

// clause is how far the clause of item i reaches: to the next clause or the
// next trigger on the right, to the clause border on the left.
func (s *scene) clause(i int) span {
	sp := span{i, i + 1}
	for sp.lo > 0 {
		b := s.boundBefore(sp.lo)
		if b >= boundClause || b == boundRel && !s.leads(i) {
			break
		}
		if p := &s.items[sp.lo-1]; p.trig('v') && !(s.latin && s.inRelative(sp.lo-1)) {
			break
		}
		sp.lo--
	}
	for sp.hi < len(s.items) {
		if s.boundBefore(sp.hi) >= boundClause || s.stops(i, sp.hi) {
			break
		}
		sp.hi++
	}
	return sp
}

// leads says whether item i is a verb, which a relative pronoun may lead in.
func (s *scene) leads(i int) bool { return s.items[i].w != nil && s.items[i].w.pos == 'v' }

// stops says whether the item at j ends the reach of the trigger at i.
func (s *scene) stops(i, j int) bool {
	it := &s.items[j]
	if it.kind == itemTrig && s.reduced(j) {
		return false
	}
	switch it.kind {
	case itemTrig:
		return it.w.pos != 'p' && !s.tellsStrength(i, j) && !it.w.passive && !(it.w.frame == frameExist) && !s.swallowed[j]
	case itemCasual:
		return true
	case itemCue:
		return it.verbal() && it.and() || it.w.cue == cueReport && it.w.pos == 'v'
	}
	return it.fn(fnExcept, fnOnly) || it.fn(fnAfter, fnBefore) && j > i+2
}

// tellsStrength says whether the verb of amount at item j stands in a relative
// clause of the force of the noun at item i: «انسحاب القوات التي يبلغ قوامها …
// من …».
func (s *scene) tellsStrength(i, j int) bool {
	return s.items[j].w.frame == frameLevel && s.items[i].trig('n') && s.at(j-1).fn(fnRel)
}
