package claim

import (
	"strings"
)

// after takes what makes the place more exact: an adjective of a state, the
// larger place around it.
func (r *placeReader) after() bool {
	a := r.atom()
	p := r.p
	switch {
	case a.pre() == "" && a.ent(entDemonym) && p.generic != "there":
		return r.ofState(a)
	case a.pre() == "" && (a.ent(entRole) || a.adj() && p.generic != "there"):
		r.at++
	case a.punct(`"»”`) && r.at > 0 && r.s.openQuote(r.peek(-1)):
		r.at++
	case a.punct("(") && !p.sited && oneOf(p.generic, "base", "camp", "city"):
		at := r.at
		r.quoted()
		return r.at > at
	case r.leadsOut(a):
		return r.larger(1)
	case a.punct(",") && r.ownCapital(r.peek(1)):
		r.capitalAside()
	default:
		return r.longerName(a) || r.afterClitic(a)
	}
	return true
}

// ofState takes the adjective of a state, which is that of the place if it has
// one already.
func (r *placeReader) ofState(a *atom) bool {
	if c := r.p.country; c != "" && c != a.state() {
		return false
	}
	r.p.country = a.state()
	r.at++
	return true
}

// capitalAside takes the capital of the country between commas.
func (r *placeReader) capitalAside() {
	r.at++
	r.site(r.atom())
	r.at++
	if r.atom().punct(",") {
		r.at++
	}
}

// ownCapital says whether the atom is the capital that the place is named as
// being: «العاصمة العراقية، بغداد».
func (r *placeReader) ownCapital(a *atom) bool {
	p := r.p
	return p.generic == "capital" && !p.sited && p.country != "" && a.ent(entSite) && a.pre() == "" && a.m.Entry.Get("gov") == p.country
}

// afterClitic takes a larger place that a preposition of one letter leads in.
func (r *placeReader) afterClitic(a *atom) bool {
	p := r.p
	switch a.pre() {
	case "ب":
		return (a.ent(entSite|entCountry|entBase|entRegion) || a.fn(fnDir)) && r.larger(0)
	case "ل":
		if !a.ent(entCountry) || p.country != "" || !p.region && !oneOf(p.generic, "border", "area") {
			return false
		}
		p.country, p.region = a.m.Entry.ID, false // «الساحل الغربي لليمن»
		r.at++
		return true
	}
	return false
}

// leadsOut says whether a preposition or a comma leads from the place to the
// larger one around it.
func (r *placeReader) leadsOut(a *atom) bool {
	p, b := r.p, r.peek(1)
	switch {
	case a.fn(fnIn, fnDir, fnNear, fnOn) && a.m.Suf == "" && a.pre() == "":
		return true
	case a.fn(fnWith) && (p.region || oneOf(p.generic, "soil", "area")) && p.country == "" && b.ent(entCountry):
		return true // «المنطقة العازلة مع سوريا»
	case !a.punct(","):
		return false
	case r.s.latin && p.sited && r.encloses(b):
		return true // «Gao, Mali»
	}
	return b.ent(entBase) && !b.def() && r.peek(2).ent(entCountry) && b.pre() == "" // «ريغا، عاصمة لاتفيا»
}

// tokenOf is the first token of an atom, that of the scene for none.
func (s *scene) tokenOf(a *atom) int {
	if a == &noAtom {
		return s.first
	}
	return a.first
}

// encloses says whether an English place after a comma can hold the one before
// it: a country or a division of one, and no further town of a list.
func (r *placeReader) encloses(a *atom) bool {
	if a.ent(entCountry) {
		return true
	}
	if !a.ent(entSite) {
		return false
	}
	g := r.s.x.gaz.Place(*a.m)
	return g != nil && (oneOf(g.Type, "admin1", "island"))
}

// larger merges the place that begins skip atoms on when it can contain this
// one.
func (r *placeReader) larger(skip int) bool {
	if r.atom().fn(fnDir) {
		skip = 0
	}
	p := r.p
	if p.generic == "there" || p.country != "" && !p.sited && p.generic == "" {
		return false
	}
	q, next, ok := r.s.placeAt(r.at + skip)
	if !ok || q.generic == "there" || q.suf != "" && q.generic != "soil" {
		return false
	}
	if p.country != "" && q.country != "" && p.country != q.country {
		if p.owner != p.country && !r.namesake(q) {
			return false
		}
		p.country = q.country
	}
	p.within(q)
	r.at = next
	return true
}

// within completes a place by the larger one around it.
func (p *place) within(q *place) {
	p.country = orElse(p.country, q.country)
	if p.country == "" {
		p.suf = orElse(p.suf, q.suf)
		if !p.sited || oneOf(q.generic, "land", "soil") {
			p.generic = orElse(q.generic, p.generic)
		}
	}
	p.admin1 = orElse(p.admin1, q.admin1)
	if !p.sited {
		p.site, p.name, p.sited = q.site, q.name, q.sited
	}
	if p.lat == nil && p.site == "" {
		p.lat, p.lon = q.lat, q.lon
	}
	p.region = (p.region || q.region) && p.country == ""
	p.gov = ""
}

// namesake takes a known town or base for another of the same name when what
// follows with «في» or «بـ» puts it into another country: «معسكر البريقة في
// عدن».
func (r *placeReader) namesake(q *place) bool {
	p := r.p
	a := r.atom()
	if !p.sited || p.site == "" || p.gov != "" || q.region || !a.fn(fnIn) && !strings.HasSuffix(a.pre(), "ب") {
		return false
	}
	p.name = r.s.source(p.nameFirst(r), r.peek(-1).last)
	p.site, p.admin1, p.lat, p.lon = "", "", nil, nil
	return true
}

// otherCamp takes a camp that bears the name of a town abroad for another of
// that name when the article speaks of the town's country nowhere else.
func (r *placeReader) otherCamp(b *atom) {
	p := r.p
	if r.s.latin || p.generic != "camp" && p.generic != "post" || p.country == "" || r.s.story.named[p.country] > 1 {
		return
	}
	g := r.s.x.gaz.Place(*b.m)
	land := orElse(r.s.story.land(), r.s.story.dominant(p.country))
	if g == nil || g.Type != "city" && g.Type != "town" || land == "" || land == p.country || r.s.story.named[land] < 2 {
		return
	}
	p.name = r.s.source(p.nameFirst(r), r.peek(-1).last)
	p.country, p.site, p.admin1, p.lat, p.lon = "", "", "", nil, nil
}

// nameFirst is the token with which the place begins.
func (p *place) nameFirst(r *placeReader) int { return r.s.d.TokenAt(p.start) }

// longerName takes a definite word after a known name as a part of it when what
// follows puts the place into another country: «صيدا الحانوت بريف القنيطرة».
func (r *placeReader) longerName(a *atom) bool {
	if r.s.latin || a.kind != atomWord || !strings.HasPrefix(a.fold, "ال") || !r.p.sited || r.p.site == "" || r.p.gov != "" {
		return false
	}
	b, skip := r.peek(1), 1
	switch {
	case b.fn(fnIn) && b.m.Suf == "" && b.pre() == "":
		skip = 2
	case strings.HasSuffix(b.pre(), "ب") && len(b.pre()) == 2:
	default:
		return false
	}
	q, _, ok := r.s.placeAt(r.at + skip)
	if !ok || q.country == "" || q.country == r.p.country || q.generic == "there" {
		return false
	}
	r.at++
	return true
}
