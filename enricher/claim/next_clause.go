package claim

import (
	"strings"
	"unicode/utf8"
)

// actsNext says whether the state or capital at item k, joined to a place, is
// none of the places of the clause before it and begins the next one: «ترسل
// جنوداً إلى ليبيا ومصر تحذر».
func (s *scene) actsNext(k int) bool {
	it := &s.items[k]
	if it.place.country == "" || it.place.region || s.at(k-1).fn(fnIn, fnOn, fnFrom, fnTo) || k+1 >= len(s.items) {
		return false
	}
	if s.latin {
		return s.verbBefore(k) && s.englishPredicate(k+1)
	}
	if s.verbBefore(k) {
		return s.verbNext(k+1) || s.predicateNext(k+1)
	}
	return s.masculineHead(k) && s.feminineVerb(k+1)
}

// newTopic says whether the state or force at item i opens a clause of its own
// after a verb: «تنهي مهمتها وجنودها باقون».
func (s *scene) newTopic(i int) bool {
	it := &s.items[i]
	switch it.kind {
	case itemPlace:
		return it.place.and && s.actsNext(i)
	case itemForce:
		n := s.at(i + 1)
		return it.and() && n.trig('p') && !n.def && s.verbBefore(i)
	}
	return false
}

// verbBefore says whether the clause of item k has its finite verb already, so
// that another one after the item needs another subject. A verb of a relative
// clause does not count: «القوات التي انتشرت في مالي والنيجر تستعد».
func (s *scene) verbBefore(k int) bool {
	for m := k - 1; m >= 0; m-- {
		p := &s.items[m]
		switch {
		case p.fn(fnComp, fnRel):
			return false
		case p.verbal() && s.finite(p):
			return !s.relativeVerb(m)
		}
	}
	return false
}

// relativeVerb says whether the verb at item m is that of a relative clause.
func (s *scene) relativeVerb(m int) bool {
	for m > 0 && (s.items[m-1].fn(fnQad) || s.items[m-1].cue(cueNeg, cueFuture, cueStill)) {
		m--
	}
	return s.at(m - 1).fn(fnRel)
}

// verbNext says whether item k is a finite verb or a participle in its place. Of words that no list knows
// those are taken that begin like a present or end like a past and not like an
// adverbial noun: «تندد» and «نددت», not «تمهيداً» and «تلبيةً».
func (s *scene) verbNext(k int) bool {
	p := &s.items[k]
	switch {
	case p.verbal():
		return s.finite(p) && !p.and()
	case p.cue(cueNeg, cueFuture), p.trig('p') && !p.def && !p.and():
		return true // «وإسرائيل باقية»
	}
	if !p.unknown() || p.first != p.last-1 && p.first != p.last {
		return false
	}
	f := s.fold(p.first)
	if utf8.RuneCountInString(f) < 4 {
		return false
	}
	present := strings.HasPrefix(f, "ي") || strings.HasPrefix(f, "ت") || strings.HasPrefix(f, "ست") || strings.HasPrefix(f, "سي")
	return present && !strings.HasSuffix(f, "ا") && !strings.HasSuffix(f, "ه") && !verbalNoun(f) ||
		strings.HasSuffix(f, "ت") && !strings.HasSuffix(f, "ات")
}

// verbalNoun says whether a folded word beginning with «ت» has the shape of the
// noun of the second stem: «تنفيذ».
func verbalNoun(f string) bool {
	r := []rune(f)
	return len(r) == 5 && r[0] == 'ت' && r[3] == 'ي'
}

// predicateNext says whether item k is an adjective that is said of the state
// before it and ends its clause: «وواشنطن قلقة».
func (s *scene) predicateNext(k int) bool {
	p := &s.items[k]
	if !p.unknown() || s.at(k+1).kind == itemWord {
		return false
	}
	f := s.fold(p.first)
	end := k+1 >= len(s.items) || s.items[k+1].punct(".،,:;؛!؟?") || s.items[k+1].fn(fnFrom)
	return end && utf8.RuneCountInString(f) >= 4 && strings.HasSuffix(f, "ه") && !strings.HasPrefix(f, "ال")
}

// masculineHead says whether the clause of item k begins with a masculine verbal
// noun, which no feminine verb can have as its subject: «انسحاب القوات من لبنان
// وإسرائيل ترحب».
func (s *scene) masculineHead(k int) bool {
	for m := k - 1; m >= 0; m-- {
		p := &s.items[m]
		switch {
		case p.fn(fnComp, fnRel):
			return false
		case p.trig('n') && (m == 0 || s.boundBefore(m) >= boundClause):
			return !strings.HasSuffix(s.fold(p.last-1), "ه") && p.suf == ""
		}
	}
	return false
}

// feminineVerb says whether item k is a verb of a feminine subject.
func (s *scene) feminineVerb(k int) bool {
	f := s.fold(s.items[k].first)
	return s.verbNext(k) && (strings.HasPrefix(f, "ت") || strings.HasPrefix(f, "ست") || strings.HasSuffix(f, "ت"))
}

// englishPredicate says whether item k is a verb in the third person singular.
func (s *scene) englishPredicate(k int) bool {
	p := &s.items[k]
	f := s.fold(p.first)
	if p.verbal() || p.unknown() {
		return strings.HasSuffix(f, "s") && s.lower(p) || p.verbal() && p.cue(cueReport, cueAnnounce, cueConfirm, cueDeny, cueDisclose)
	}
	return p.fn(fnBe, fnAux) && oneOf(f, "is", "was", "has", "does")
}
