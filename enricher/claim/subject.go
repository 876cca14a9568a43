package claim

import "github.com/marsad-news/marsad/event"

// subjectOf finds the force that moves or stays.
func (s *scene) subjectOf(i int, sp span) (who, bool) {
	it := &s.items[i]
	switch {
	case s.remainder(i) >= 0:
		return s.byNumber(i)
	case it.w.pos == 'n' && !s.latin:
		return s.genitiveOf(i, sp)
	case s.remainOf(i):
		return s.resolve(i+2, i) // «لم تبق من القوات الأجنبية، منذ أن انسحبت، سوى»
	case s.scopes.neg[i] && s.onlyAfter(i) && it.gram.Person != 1:
		if j := s.forceRight(i, sp); j == i+2 && s.items[j].prep == "from" {
			return s.resolve(j, i) // «لم يبقَ من الجنود إلا ثلاثون»
		}
		return who{}, false
	case s.latin:
		return s.englishSubject(i, sp)
	}
	if w, ok := s.vsoState(i); ok {
		return w, true
	}
	if w, ok := s.predicateState(i); ok {
		return w, true
	}
	if w, ok := s.svoState(i, sp); ok {
		return w, true
	}
	switch j, step := s.subjectForce(i, sp); step {
	case stepTake:
		return s.resolve(j, i)
	case stepStop:
		return who{}, false
	}
	if w, ok := s.elliptic(i); ok {
		return w, true
	}
	return s.proDrop(i)
}

// subjectForce chooses between the force after an Arabic verb and the one
// before it. It stops where another noun is the subject.
func (s *scene) subjectForce(i int, sp span) (int, step) {
	it := &s.items[i]
	left, right := s.forceLeft(i, sp), s.forceRight(i, sp)
	if left >= 0 && right >= 0 && s.taken(left) && s.items[right].force.num != nil {
		left = -1
	}
	lead := s.leadsClause(i, sp)
	switch {
	case right >= 0 && (lead || left < 0):
		return right, stepTake
	case left < 0:
		return -1, stepOpen
	case it.w.frame == frameReturn && it.w.pos == 'v' && right < 0 && s.otherSubject(i):
		return -1, stepStop // «عاد النازحون»
	case !(lead && it.w.pos == 'v' && s.otherSubject(i)) && !s.subjectFollows(i):
		return left, stepTake
	}
	return -1, stepOpen
}

// leadsClause says whether the verb at item i begins its clause, so that its
// subject comes after it.
func (s *scene) leadsClause(i int, sp span) bool {
	it := &s.items[i]
	return it.w.pos != 'p' && (i == sp.lo || s.boundBefore(i) != boundNone || s.at(i-1).fn(fnComp) || it.and())
}

// elliptic reads «وتبقى السلوفاكية»: the adjective alone, after a force of
// another state.
func (s *scene) elliptic(i int) (who, bool) {
	if i+1 >= len(s.items) || s.items[i].w.pos != 'v' || !s.items[i].arabic {
		return who{}, false
	}
	p := &s.items[i+1]
	a := s.atomStarts(p.first)
	if p.kind != itemState || p.prep != "" || !a.ent(entDemonym) || !a.def() || p.last-p.first > 1 {
		return who{}, false
	}
	for k := i - 1; k >= 0; k-- {
		if s.items[k].kind == itemForce && len(s.items[k].force.actors) > 0 {
			return who{item: i + 1, actors: p.refs(p.state), how: "elliptic", trust: 0.9}, true
		}
	}
	return who{}, false
}

// remainOf says whether the negated verb of remaining at item i has those it
// denies behind «من»: «لم تبق من القوات الأجنبية».
func (s *scene) remainOf(i int) bool {
	it, n := &s.items[i], s.at(i+2)
	return s.scopes.neg[i] && it.trig('v') && it.arabic && it.w.action == event.Remain && it.gram.Person == 3 && n.kind == itemForce && n.prep == "from" && s.at(i+1).fn(fnFrom)
}

// onlyAfter says whether «سوى» or «إلا» with a force gives the subject of the
// negated verb at item i.
func (s *scene) onlyAfter(i int) bool {
	for k := i + 1; k < len(s.items) && k <= i+8; k++ {
		p := &s.items[k]
		if p.fn(fnOnly) {
			return true
		}
		if s.boundBefore(k) >= boundClause || p.kind == itemTrig && !s.at(k-1).fn(fnRel) {
			return false
		}
	}
	return false
}

// vsoState is the state that stands as subject right after a verb of
// withdrawal: «ما لم ينسحب العراق».
func (s *scene) vsoState(i int) (who, bool) {
	it := &s.items[i]
	if it.w.pos != 'v' || !it.w.state || it.w.frame != frameGo || i+1 >= len(s.items) {
		return who{}, false
	}
	p := &s.items[i+1]
	if p.kind != itemPlace || p.prep != "" || p.place.gov == "" {
		return who{}, false
	}
	return who{item: i + 1, actors: p.refs(p.place.gov), how: "state", trust: 0.9}, true
}

// predicateState is the state that opens a clause before a participle of
// staying: «تنسحب البعثة وإسرائيل باقية».
func (s *scene) predicateState(i int) (who, bool) {
	it := &s.items[i]
	if it.w.pos != 'p' || it.w.frame != frameStay || i == 0 || !s.items[i-1].governs() || !s.actsNext(i-1) {
		return who{}, false
	}
	p := &s.items[i-1]
	return who{item: i - 1, actors: p.refs(p.place.gov), how: "state", trust: 0.85}, true
}

// svoState is the state that stands as subject between «أن» or «كان» and a verb
// that leaves or enters a place: «أن تكون الإمارات قد غادرت اليمن».
func (s *scene) svoState(i int, sp span) (who, bool) {
	it := &s.items[i]
	if it.w.pos != 'v' || it.w.frame != frameGo || it.and() || s.forceRight(i, sp) >= 0 {
		return who{}, false
	}
	k := i - 1
	for k > 0 && (s.items[k].fn(fnQad) || s.items[k].cue(cueNeg, cueFuture)) {
		k--
	}
	if k < 1 {
		return who{}, false
	}
	p := &s.items[k]
	if p.kind != itemPlace || p.prep != "" || p.place.gov == "" || p.place.and || !s.items[k-1].fn(fnComp, fnBe) {
		return who{}, false
	}
	for j := i + 1; j < sp.hi && j <= i+3; j++ {
		if q := &s.items[j]; q.kind == itemPlace && q.place.country != "" && q.place.country != p.place.gov {
			return who{item: k, actors: p.refs(p.place.gov), how: "state", trust: 0.85}, true
		}
	}
	return who{}, false
}
