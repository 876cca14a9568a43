package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/lexicon"
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
	for r.atom().fn("dir") {
		r.at++
	}
	if !r.core() {
		return nil, 0, false
	}
	for r.after() {
	}
	if k > 0 {
		r.p.and = strings.HasPrefix(s.atoms[k].pre(), "و") || s.latin && s.atoms[k-1].fn("and")
	}
	kept := p
	return &kept, r.at, true
}

func (r *placeReader) atom() *atom { return r.peek(0) }

func (r *placeReader) peek(n int) *atom {
	if r.at+n >= len(r.s.atoms) {
		return &noAtom
	}
	return &r.s.atoms[r.at+n]
}

// core reads the noun or name that makes it a place.
func (r *placeReader) core() bool {
	a := r.atom()
	switch {
	case a.ent(gazetteer.Site):
		r.site(a)
	case a.ent(gazetteer.Country):
		r.p.country, r.p.gov = a.m.Entry.ID, a.m.Entry.ID
	case a.ent(gazetteer.Region):
		r.p.region = true
		r.p.country = a.m.Entry.Get("country")
	case a.ent(gazetteer.Base):
		return r.noun(a)
	case a.fn("soil"):
		return r.soil(a)
	case r.s.latin && a.ent(gazetteer.Demonym) && soilWord(r.s.d.Tokens[r.s.tokenOf(r.peek(1))].Fold):
		r.p.country = a.state() // «Philippine soil»
		r.at++
	case a.fn("land"):
		r.p.generic = "land"
	case a.fn("homeland"):
		r.p.generic = "homeland"
	case a.fn("home"):
		r.p.generic = "home"
	case a.fn("there"):
		r.p.generic = "there"
	case a.kind == atomWord && r.unknownName():
		first := r.at
		for r.at++; r.at < first+2 && r.atom().kind == atomWord && r.s.d.Tokens[r.atom().first].Kind == text.Word && !r.proper(first); r.at++ {
		}
		r.p.name, r.p.sited = r.s.source(r.s.atoms[first].first, r.s.atoms[r.at-1].last), true
		return true
	case a.kind == atomWord && r.s.latin && r.englishName():
		first := r.at
		for r.at++; r.at < first+3 && r.atom().kind == atomWord && r.capital(r.at); r.at++ {
		}
		r.p.name, r.p.sited = r.s.source(r.s.atoms[first].first, r.s.atoms[r.at-1].last), true
		return true
	case a.kind == atomWord && r.listed(a):
		r.p.name, r.p.sited = r.s.source(a.first, a.last), true
	default:
		return false
	}
	r.at++
	return true
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
	if r.peek(1).fn("web") {
		return false
	}
	r.at++
	if p.suf != "" {
		return true
	}
	for r.atom().adj() && r.atom().pre() == "" || r.atom().ent(gazetteer.Role) {
		r.at++
	}
	b := r.atom()
	switch {
	case b.ent(gazetteer.Demonym) && b.pre() == "":
		p.country = b.state()
		if p.generic == "base" || p.generic == "camp" || p.generic == "post" {
			p.owner = p.country
		}
		r.at++
		c := r.atom()
		switch {
		case c.ent(gazetteer.Site) && c.pre() == "":
			r.site(c)
			r.at++
		case c.fn("named"):
			r.at++
			r.quoted()
		}
	case b.ent(gazetteer.Site) && b.pre() == "":
		r.site(b)
		p.gov = ""
		r.at++
		r.otherCamp(b)
	case b.ent(gazetteer.Country) && b.pre() == "" && !a.def():
		p.country = b.m.Entry.ID
		r.at++
	case b.fn("land", "home"):
		p.generic = b.w.fn
		r.at++
	case b.punct(`"«“”(`):
		r.quoted()
	case b.fn("named"):
		r.at++
		r.quoted()
	case b.kind == atomNumber && b.num.Not == number.Label:
		p.name, p.sited = r.s.source(b.first, b.last), true
		r.at++
	case !a.def() && b.ent(gazetteer.Rank) && r.peek(1).kind == atomWord:
		r.at++
		r.name()
	case !a.def() && b.kind == atomWord:
		r.name()
	}
	return true
}

// name takes up to two unknown words after a class noun as a name.
func (r *placeReader) name() {
	first := r.at
	for n := 0; n < 3 && (r.atom().kind == atomWord && r.nameWord(n) || n > 0 && r.atom().kind == atomNumber && r.atom().num.Ordinal); n++ {
		r.at++
	}
	if r.at > first {
		r.p.name = r.s.source(r.s.atoms[first].first, r.s.atoms[r.at-1].last)
		r.p.sited = true
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
		if b := r.peek(i); b.ent(gazetteer.Site) {
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
	p := &r.s.atoms[r.at-1]
	return p.fn("in", "on", "to", "from", "near") || p.fn("dir") || p.ent(gazetteer.Base)
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
		case p.fn("in", "to", "from", "off", "toward", "dir"):
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
	t := r.s.d.Tokens[r.s.atoms[k].first].Fold
	if k+1 >= len(r.s.atoms) {
		return false
	}
	n := &r.s.atoms[k+1]
	switch {
	case n.ent(gazetteer.Demonym):
		return n.def() && n.pre() == "" && !strings.HasPrefix(t, "ال")
	case strings.HasSuffix(n.pre(), "ب"):
		return n.ent(gazetteer.Country)
	case n.fn("in") && k+2 < len(r.s.atoms):
		return r.s.atoms[k+2].ent(gazetteer.Country, gazetteer.Site) || r.s.atoms[k+2].fn("dir")
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
	return p.kind == itemPlace && p.last == a.first && p.place.sited && (p.place.name != "" && strings.HasPrefix(a.fold, "وال") || n > 1 && r.s.items[n-2].fn("among", "namely"))
}

// soil takes «الأراضي السورية»، «أراضيه»، «أرض الصومال».
func (r *placeReader) soil(a *atom) bool {
	p := r.p
	if a.suf() != "" {
		p.generic, p.suf = "soil", a.suf()
		r.at++
		return true
	}
	b := r.peek(1)
	switch {
	case b.ent(gazetteer.Demonym) && b.pre() == "":
		p.country = b.state()
		r.at += 2
	case b.ent(gazetteer.Country) && b.pre() == "" && !a.def():
		p.country = b.m.Entry.ID
		r.at += 2
	case b.fn("land", "home"):
		p.generic = b.w.fn
		r.at += 2
	default:
		return false
	}
	return true
}

// after takes what makes the place more exact: an adjective of a state, the
// larger place around it.
func (r *placeReader) after() bool {
	a := r.atom()
	p := r.p
	switch {
	case a.ent(gazetteer.Demonym) && a.pre() == "" && p.generic != "there":
		if p.country == "" {
			p.country = a.state()
		} else if p.country != a.state() {
			return false
		}
		r.at++
	case a.ent(gazetteer.Role) && a.pre() == "", a.adj() && a.pre() == "" && p.generic != "there":
		r.at++
	case a.punct(`"»”`) && r.at > 0 && r.s.openQuote(&r.s.atoms[r.at-1]):
		r.at++
	case a.punct("(") && !p.sited && (p.generic == "base" || p.generic == "camp" || p.generic == "city"):
		at := r.at
		r.quoted()
		return r.at > at
	case a.fn("in", "dir", "near", "on") && a.m.Suf == "" && a.pre() == "":
		return r.larger(1)
	case a.fn("with") && (p.region || p.generic == "soil" || p.generic == "area") && p.country == "" && r.peek(1).ent(gazetteer.Country):
		return r.larger(1) // «المنطقة العازلة مع سوريا»
	case r.s.latin && a.punct(",") && p.sited && r.encloses(r.peek(1)):
		return r.larger(1) // «Gao, Mali»
	case a.punct(",") && r.peek(1).ent(gazetteer.Base) && !r.peek(1).def() && r.peek(2).ent(gazetteer.Country) && r.peek(1).pre() == "":
		return r.larger(1) // «ريغا، عاصمة لاتفيا»
	case r.longerName(a):
	case a.pre() == "ل" && a.ent(gazetteer.Country) && p.country == "" && (p.region || p.generic == "border" || p.generic == "area"):
		p.country, p.region = a.m.Entry.ID, false // «الساحل الغربي لليمن»
		r.at++
	case strings.HasSuffix(a.pre(), "ب") && len(a.pre()) == 2 && (a.ent(gazetteer.Site, gazetteer.Country, gazetteer.Base, gazetteer.Region) || a.fn("dir")):
		return r.larger(0)
	default:
		return false
	}
	return true
}

// tokenOf is the first token of an atom, that of the scene for none.
func (s *scene) tokenOf(a *atom) int {
	if a == &noAtom {
		return s.first
	}
	return a.first
}

// soilWord says whether an English word after the adjective of a state means
// its land.
func soilWord(fold string) bool {
	switch fold {
	case "soil", "territory", "territories", "waters", "airspace", "land":
		return true
	}
	return false
}

// encloses says whether an English place after a comma can hold the one before
// it: a country or a division of one, and no further town of a list.
func (r *placeReader) encloses(a *atom) bool {
	if a.ent(gazetteer.Country) {
		return true
	}
	if !a.ent(gazetteer.Site) {
		return false
	}
	g := r.s.x.gaz.Place(*a.m)
	return g != nil && (g.Type == "admin1" || g.Type == "island")
}

// larger merges the place that begins skip atoms on when it can contain this
// one.
func (r *placeReader) larger(skip int) bool {
	if r.atom().fn("dir") {
		skip = 0
	}
	if r.p.generic == "there" || r.p.country != "" && !r.p.sited && r.p.generic == "" {
		return false
	}
	q, next, ok := r.s.placeAt(r.at + skip)
	if !ok || q.generic == "there" || q.suf != "" && q.generic != "soil" {
		return false
	}
	p := r.p
	if p.country != "" && q.country != "" && p.country != q.country {
		if p.owner != p.country && !r.namesake(q) {
			return false
		}
		p.country = q.country
	}
	p.country = orElse(p.country, q.country)
	if p.country == "" {
		p.suf = orElse(p.suf, q.suf)
		if !p.sited || q.generic == "land" || q.generic == "soil" {
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
	p.region = p.region && p.country == "" || q.region && p.country == ""
	p.gov = ""
	r.at = next
	return true
}

// namesake takes a known town or base for another of the same name when what
// follows with «في» or «بـ» puts it into another country: «معسكر البريقة في
// عدن».
func (r *placeReader) namesake(q *place) bool {
	p := r.p
	a := r.atom()
	if !p.sited || p.site == "" || p.gov != "" || q.region || !a.fn("in") && !strings.HasSuffix(a.pre(), "ب") {
		return false
	}
	p.name = r.s.source(p.nameFirst(r), r.s.atoms[r.at-1].last)
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
	p.name = r.s.source(p.nameFirst(r), r.s.atoms[r.at-1].last)
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
	case b.fn("in") && b.m.Suf == "" && b.pre() == "":
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

// source is the text of the tokens [first, last) without the proclitic و.
func (s *scene) source(first, last int) string {
	return s.d.Text[s.d.Tokens[first].Start:s.d.Tokens[last-1].End]
}

// govern notes the preposition before each force, place, number and noun.
func (s *scene) govern() {
	for i := range s.items {
		it := &s.items[i]
		it.prep = s.prepOf(i)
		if it.prep == "in" && it.kind == itemPlace && it.arabic {
			it.prep = orElse(s.outerPrep(i), "in")
		}
	}
}

func (s *scene) prepOf(i int) string {
	it := &s.items[i]
	pre := strings.TrimPrefix(strings.TrimPrefix(it.pre, "و"), "ف")
	if it.kind != itemTrig && it.kind != itemCue || it.gram.Part != lexicon.Verb {
		switch pre {
		case "ب":
			return "by"
		case "ل":
			return "for"
		case "ك":
			return "as"
		}
	}
	if f := it.force; f != nil && f.num != nil && f.num.First == it.first && it.pre == "" {
		switch f.num.Prep {
		case "ب":
			return "by" // «بمئتي جندي»
		case "ل":
			return "for"
		}
	}
	if i == 0 {
		return ""
	}
	p := &s.items[i-1]
	if p.punct(`"«“”'(`) && i > 1 {
		p = &s.items[i-2]
	}
	if p.kind == itemWord && p.w == nil && !s.latin {
		switch s.d.Tokens[p.last-1].Fold {
		case "ل":
			return "for" // «لـ»حزب الله»»
		case "ب":
			return "by"
		}
	}
	if s.latin && it.kind == itemPlace {
		p = s.beforeArticle(i)
	}
	if i > 2 && p.fn("after") && s.d.Tokens[p.first].Fold == "بعد" && s.items[i-2].verbal() && s.items[i-3].cue(cueNeg) {
		return "" // «لم يخرج بعد»: yet
	}
	if p.fn("in", "on", "near", "to", "toward", "from", "off", "via", "with", "plus", "agentby", "accord", "except", "only", "after", "before", "against") && p.suf == "" {
		if p.w.fn == "agentby" {
			return "by"
		}
		return p.w.fn
	}
	if it.kind == itemForce && s.headsForce(p, it) {
		return "thing" // «زعيم تنظيم القاعدة»
	}
	if p.fn("thing") && p.suf == "" && !p.def && it.kind == itemForce {
		return "thing" // «نشاط الحركة»
	}
	if it.place != nil && it.place.and && p.fn("and") && i > 1 {
		p = &s.items[i-2]
	}
	if it.place != nil && it.place.and && p.kind == itemPlace {
		return p.prep
	}
	if it.place != nil && s.d.Tokens[it.first].Arabic && s.atomStarts(it.first).fn("dir") {
		return "in"
	}
	return ""
}

// outerPrep is the preposition of the phrase that a place with «في» is nested
// in: «من خطوط المواجهة في شمال سوريا» leaves Syria.
func (s *scene) outerPrep(i int) string {
	words := 0
	for k := i - 2; k >= 0 && k >= i-7; k-- {
		p := &s.items[k]
		switch {
		case p.kind == itemWord && !p.and(), p.fn("dir", "soil"):
			words++
		case p.fn("from", "to"):
			if words > 0 && p.suf == "" {
				return p.w.fn
			}
			return ""
		default:
			return ""
		}
	}
	return ""
}

func (s *scene) atomStarts(tok int) *atom {
	for k := range s.atoms {
		if s.atoms[k].first == tok {
			return &s.atoms[k]
		}
	}
	return &noAtom
}
