package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/number"
	"github.com/marsad-news/marsad/internal/text"
)

// placeReader reads one place, atom by atom, from the small to the large:
// «قاعدة حرير في أربيل شمالي العراق».
type placeReader struct {
	s  *scene
	p  *place
	at int
}

// placeAt reads a place that begins at atom k.
func (s *scene) placeAt(k int) (*place, int, bool) {
	if k >= len(s.atoms) {
		return nil, 0, false
	}
	switch s.atoms[k].kind {
	case atomPunct, atomNumber, atomDate:
		return nil, 0, false
	}
	p := place{start: s.d.Tokens[s.atoms[k].first].Start}
	r := placeReader{s: s, p: &p, at: k}
	if m := s.atoms[k].m; m != nil && s.atoms[k].kind == atomEntity {
		r.p.start = m.Start
	}
	for r.atom().fn(fnDir) {
		r.at++
	}
	if !r.quarter(k) && !r.core() {
		return nil, 0, false
	}
	for r.after() {
	}
	if k > 0 {
		r.p.and = strings.HasPrefix(s.atoms[k].pre(), "و") || s.latin && s.atoms[k-1].fn(fnAnd)
	}
	kept := p
	return &kept, r.at, true
}

func (r *placeReader) atom() *atom { return r.peek(0) }

func (r *placeReader) peek(n int) *atom { return r.s.atom(r.at + n) }

// quarter reads «الجنوب السوري»: a direction with the adjective of a state.
func (r *placeReader) quarter(k int) bool {
	a := r.atom()
	if r.at == k || !a.ent(entDemonym) || !a.def() || a.pre() != "" || !strings.HasPrefix(strings.TrimLeft(r.s.fold(r.peek(-1).first), "وبل"), "ا") {
		return false
	}
	r.p.country = a.state()
	r.at++
	return true
}

// core reads the noun or name that makes it a place.
func (r *placeReader) core() bool {
	a := r.atom()
	switch {
	case a.ent(entSite):
		r.site(a)
	case a.ent(entCountry):
		r.p.country, r.p.gov = a.m.Entry.ID, a.m.Entry.ID
	case a.ent(entRegion):
		r.p.region = true
		r.p.country = a.m.Entry.Get("country")
	case a.ent(entBase):
		return r.noun(a)
	case a.fn(fnSoil):
		return r.soil(a)
	case r.s.latin && a.fn(fnOur, fnIts) && r.s.x.in(soilNoun, r.s.fold(r.s.tokenOf(r.peek(1)))):
		r.ownSoil(a)
	case r.s.latin && a.ent(entDemonym) && r.s.x.in(soilNoun, r.s.fold(r.s.tokenOf(r.peek(1)))):
		r.p.country = a.state() // «Philippine soil»
		r.at++
	case a.fn(fnLand, fnHomeland, fnHome, fnThere):
		r.p.generic = a.w.fn
	case a.kind == atomWord:
		return r.unknownPlace(a)
	default:
		return false
	}
	r.at++
	return true
}

// unknownPlace takes a word that no list knows where it can only be the name
// of a place.
func (r *placeReader) unknownPlace(a *atom) bool {
	first := r.at
	switch {
	case r.unknownName():
		for r.at++; r.at < first+2 && r.atom().kind == atomWord && r.s.d.Tokens[r.atom().first].Kind == text.Word && !r.proper(first); r.at++ {
		}
	case r.s.latin && r.englishName():
		for r.at++; r.at < first+3 && r.atom().kind == atomWord && r.capital(r.at); r.at++ {
		}
	case r.listed(a):
		r.at++
	default:
		return false
	}
	r.named(first)
	return true
}

// named gives the place the atoms from first on as its name.
func (r *placeReader) named(first int) {
	r.p.name, r.p.sited = r.s.source(r.s.atoms[first].first, r.peek(-1).last), true
}

// site takes a known place; of several readings the one of a country that
// the story is about.
func (r *placeReader) site(a *atom) {
	m := a.m
	for _, alt := range a.altM {
		if alt.Entry.Class == gazetteer.Site && r.s.story.knows(alt.Entry.Get("country")) && !r.s.story.knows(m.Entry.Get("country")) {
			m = alt
		}
	}
	p := r.p
	g := r.s.x.gaz.Place(*m)
	if g == nil {
		return
	}
	p.country, p.admin1 = g.Country, g.Admin1
	p.gov = m.Entry.Get("gov")
	p.sited = true
	if g.Type == "admin1" {
		p.admin1 = g.Name
	} else {
		p.site = g.Name
	}
	if g.Located {
		p.lat, p.lon = &g.Lat, &g.Lon
	}
}

// noun takes a class noun (قاعدة، بلدة، محافظة) and the name after it.
func (r *placeReader) noun(a *atom) bool {
	p := r.p
	p.suf = a.suf()
	p.generic = orElse(a.m.Entry.Get("type"), "area")
	if r.peek(1).fn(fnWeb) {
		return false
	}
	r.at++
	if p.suf != "" {
		return true
	}
	for r.atom().adj() && r.atom().pre() == "" || r.atom().ent(entRole) {
		r.at++
	}
	r.nounsName(a)
	return true
}

// nounsName takes the name after the class noun a, and what stands for one.
func (r *placeReader) nounsName(a *atom) {
	p := r.p
	switch b := r.atom(); {
	case b.pre() == "" && r.stateOrSite(a, b):
	case b.fn(fnLand, fnHome):
		p.generic = b.w.fn
		r.at++
	case b.fn(fnDir) && b.pre() == "" && r.peek(1).ent(entDemonym) && r.peek(1).def():
		p.country = r.peek(1).state() // «مناطق الشمال السوري»
		r.at += 2
	case b.punct(`"«“”(`):
		r.quoted()
	case b.fn(fnNamed):
		r.at++
		r.quoted()
	case b.kind == atomNumber && b.num.Not == number.Label:
		p.name, p.sited = r.s.source(b.first, b.last), true
		r.at++
	case !a.def() && b.ent(entRank) && r.peek(1).kind == atomWord:
		r.at++
		r.name()
	case !a.def() && b.kind == atomWord:
		r.name()
	}
}

// stateOrSite takes the adjective of a state, a known place or a country right
// after the class noun a.
func (r *placeReader) stateOrSite(a, b *atom) bool {
	p := r.p
	switch {
	case b.ent(entDemonym):
		r.owned(b)
	case b.ent(entSite):
		r.site(b)
		p.gov = ""
		r.at++
		r.otherCamp(b)
	case b.ent(entCountry) && !a.def():
		p.country = b.m.Entry.ID
		r.at++
	default:
		return false
	}
	return true
}

// owned takes the adjective of a state after a class noun («قاعدة تركية»), and
// a name after it.
func (r *placeReader) owned(b *atom) {
	p := r.p
	p.country = b.state()
	if oneOf(p.generic, "base", "camp", "post") {
		p.owner = p.country
	}
	r.at++
	switch c := r.atom(); {
	case c.ent(entSite) && c.pre() == "":
		r.site(c)
		r.at++
	case c.fn(fnNamed):
		r.at++
		r.quoted()
	}
}

// name takes up to two unknown words after a class noun as a name.
func (r *placeReader) name() {
	first := r.at
	for n := 0; n < 3 && (r.atom().kind == atomWord && r.nameWord(n) || n > 0 && r.atom().kind == atomNumber && r.atom().num.Ordinal); n++ {
		r.at++
	}
	if r.at > first {
		r.named(first)
	}
}

func (r *placeReader) nameWord(n int) bool {
	t := &r.s.d.Tokens[r.atom().first]
	if !t.Arabic || t.Kind != text.Word {
		return !t.Arabic && t.Kind == text.Word
	}
	return n == 0 || !strings.HasPrefix(t.Fold, "و") && !strings.HasPrefix(t.Fold, "ال") || strings.HasPrefix(t.Fold, "ال")
}

// quoted takes a name in quotation marks or brackets.
func (r *placeReader) quoted() {
	for n := 1; n <= 4; n++ {
		b := r.peek(n)
		if b.punct(`"»”“«)`) {
			if n > 1 {
				r.inside(n)
				r.at += n + 1
			}
			return
		}
		if b.kind == atomPunct && !b.punct("-") {
			return
		}
	}
}

func (r *placeReader) inside(n int) {
	for i := 1; i < n; i++ {
		if b := r.peek(i); b.ent(entSite) {
			r.site(b)
			return
		}
	}
	r.p.name = r.s.source(r.peek(1).first, r.peek(n-1).last)
	r.p.sited = true
}

// unknownName says whether an unknown word can only be the name of a place:
// it stands where a place stands and what follows makes it definite («من
// مصراتة الليبية») or puts it into a larger place («في كوليكورو بمالي»).
func (r *placeReader) unknownName() bool {
	t := &r.s.d.Tokens[r.atom().first]
	if !t.Arabic || t.Kind != text.Word || len(t.Fold) < 6 || r.at == 0 {
		return false
	}
	if !r.wantsPlace() {
		return false
	}
	return r.proper(r.at) || r.peek(1).kind == atomWord && r.s.d.Tokens[r.peek(1).first].Kind == text.Word && r.proper(r.at+1)
}

// englishName says whether an unknown capitalised word stands after a
// preposition of place.
func (r *placeReader) englishName() bool {
	if r.at == 0 || !r.capital(r.at) {
		return false
	}
	p := r.peek(-1)
	return p.fn(fnIn, fnOn, fnTo, fnFrom, fnNear) || p.fn(fnDir) || p.ent(entBase)
}

func (r *placeReader) capital(k int) bool {
	t := &r.s.d.Tokens[r.s.atoms[k].first]
	c := r.s.d.Text[t.Start]
	return t.Kind == text.Word && c >= 'A' && c <= 'Z'
}

// wantsPlace says whether a preposition or a verb of motion stands before.
func (r *placeReader) wantsPlace() bool {
	for k := r.at - 1; k >= 0 && k >= r.at-6; k-- {
		p := &r.s.atoms[k]
		switch {
		case p.fn(fnIn, fnTo, fnFrom, fnOff, fnToward, fnDir):
			return k == r.at-1
		case p.kind == atomList && p.w.class == isTrig && (p.w.frame == frameGo || p.w.frame == frameVacate):
			return true
		case p.kind == atomWord || p.kind == atomPunct:
			return false
		}
	}
	return false
}

// proper says whether the word at atom k is followed by what only a proper
// name can have: a definite adjective of a state although it has no article
// itself, or a larger place.
func (r *placeReader) proper(k int) bool {
	t := r.s.fold(r.s.atoms[k].first)
	if k+1 >= len(r.s.atoms) {
		return false
	}
	n := &r.s.atoms[k+1]
	switch {
	case n.ent(entDemonym):
		return n.def() && n.pre() == "" && !strings.HasPrefix(t, "ال")
	case strings.HasSuffix(n.pre(), "ب"):
		return n.ent(entCountry)
	case n.fn(fnIn) && k+2 < len(r.s.atoms):
		return r.s.atoms[k+2].ent(entCountry|entSite) || r.s.atoms[k+2].fn(fnDir)
	}
	return false
}

// listed says whether an unknown word goes on a list of names: «قواعد التاجي
// والقيارة وكي وان».
func (r *placeReader) listed(a *atom) bool {
	n := len(r.s.items)
	if n == 0 || !strings.HasPrefix(a.fold, "و") || len(a.fold) < 6 {
		return false
	}
	p := r.s.items[n-1]
	return p.kind == itemPlace && p.last == a.first && p.place.sited && (p.place.name != "" && strings.HasPrefix(a.fold, "وال") || n > 1 && r.s.items[n-2].fn(fnAmong, fnNamely))
}

// soil takes «الأراضي السورية»، «أراضيه»، «أرض الصومال».
// ownSoil takes «our soil», «its territory».
func (r *placeReader) ownSoil(a *atom) {
	r.p.generic, r.p.suf = "soil", "ها"
	if a.fn(fnOur) {
		r.p.suf = "نا"
	}
	r.at++
}

func (r *placeReader) soil(a *atom) bool {
	p := r.p
	if a.suf() != "" {
		p.generic, p.suf = "soil", a.suf()
		r.at++
		return true
	}
	b := r.peek(1)
	switch {
	case b.ent(entDemonym) && b.pre() == "":
		p.country = b.state()
		r.at += 2
	case b.ent(entCountry) && b.pre() == "" && !a.def():
		p.country = b.m.Entry.ID
		r.at += 2
	case b.fn(fnLand, fnHome):
		p.generic = b.w.fn
		r.at += 2
	default:
		return false
	}
	return true
}
