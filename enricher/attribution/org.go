package attribution

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// affiliation gives the organisation id and the country of a speaker from his
// offices, the organisation they name and the state they belong to.
func (s *speaker) affiliation() (org, iso string) {
	for k := range s.offs {
		p := &s.offs[k]
		a := affiliate{r: s.r, p: p, limit: p.last}
		if weakBody(p.head) {
			a.iso = iso // a rank belongs to the state that the office names
		}
		if p.named() && p.nameLast == p.last {
			a.limit = p.nameFirst
			if p.ranked && p.head.kind != rank && p.head.kind != title {
				a.limit = p.nameFirst - 1
			}
		}
		o, c := a.find()
		s.v.pending = a.pending
		if iso == "" {
			iso = c
		}
		if org == "" || k > 0 && weakBody(s.offs[0].head) && o != "" {
			org = o
		}
	}
	return org, iso
}

// weakBody says whether a head is a mere rank, which any better word replaces.
func weakBody(q *cue) bool { return q == nil || q.kind == rank || q.kind == title }

// affiliate reads the affiliation out of one phrase.
type affiliate struct {
	r       *reader
	p       *phrase
	limit   int
	body    *cue // the deepest word that has a body
	kin     *cue
	org     string
	iso     string
	none    bool
	own     bool   // a pronoun says whose: «سفيرها»
	forces  bool   // he speaks for the forces of a state
	held    bool   // he speaks for the holder of an office
	peer    string // the body of a counterpart
	pending string // the body, when the state is not known
}

func (a *affiliate) find() (string, string) {
	for i := a.p.first; i < a.limit; {
		i = a.word(i)
	}
	if a.iso == "" {
		a.iso = a.r.isoOf(a.org)
	}
	if a.iso == "" && a.p.head != nil && a.p.head.kind == body && a.r.is(a.p.last-1, office) {
		a.iso = a.r.holderState(a.p.last)
	}
	if a.org == "" && a.kin != nil {
		a.org = a.kin.Entry.Get("org")
	}
	if a.org != "" {
		return a.org, a.iso
	}
	return a.compose()
}

// word takes what stands at token i and returns the token after it.
func (a *affiliate) word(i int) int {
	if a.r.owner(i) && !a.r.among("on behalf open", a.r.fold(i)) && a.r.party() != nil && a.org == "" { // باسمها
		a.org, a.iso = a.r.party().Org, a.r.party().Country
		return i + 1
	}
	if q := a.r.at(i, org|outlet); q != nil && q.Last <= a.limit {
		if a.org == "" && !(a.iso != "" && a.envoy()) && !a.r.among("en hopeful", a.r.fold(q.Last)) {
			a.org = orgID(q)
		}
		return q.Last
	}
	if q := a.r.at(i, office|body|person|press|doc|rank); q != nil && q.Last <= a.limit {
		a.take(q)
		if q.kind != rank {
			a.country(i, q.Last)
			return q.Last
		}
	}
	if q := a.r.at(i, kin); q != nil && a.kin == nil {
		a.kin = q
	}
	a.country(i, i+1)
	return i + 1
}

// country notes the first state that the tokens [i, last) name.
func (a *affiliate) country(i, last int) {
	for ; i < last && a.iso == ""; i++ {
		if a.r.fold(i-1) == "في" && i > a.p.first+1 && (a.envoy() || a.own || a.western() != nil) {
			continue // where he is posted
		}
		a.iso = a.r.geo(i, i+1)
	}
}

// envoy says whether the head is a state's envoy to an organisation.
func (a *affiliate) envoy() bool {
	return a.p.head != nil && a.p.head.Entry.Get("envoy") == "yes"
}

// take notes a word that says which body speaks.
func (a *affiliate) take(q *cue) {
	e := q.Entry
	a.hints(q)
	switch {
	case e.Get("peer") == "yes":
		a.peer = a.r.lastBody()
	case e.Get("need") == "geo" && q.kind == body && !a.r.is(q.Last, demonym|country):
	case e.Get("org") != "":
		if e.Get("lone") != "yes" || q.Last >= a.limit {
			a.org = e.Get("org")
		}
	case e.Get("chair") == "yes" && !q.Def && !a.r.is(q.Last, demonym|country):
		a.none = a.body == nil // chairs what is named next
	default:
		a.takeBody(q)
	}
	if q.Def || q.Suf != "" {
		a.named(q)
	}
}

// hints notes what a word says beside its body.
func (a *affiliate) hints(q *cue) {
	a.own = a.own || q.Suf == "ه" || q.Suf == "ها" || q.Suf == "هم"
	a.forces = a.forces || q.Entry.Get("force") == "yes" && a.r.is(q.Last, demonym)
	a.held = a.held || q.kind == office && q.Def && q != a.p.head && a.r.owner(q.First-1)
}

// takeBody notes the body of a word, unless one that has been noted stays.
func (a *affiliate) takeBody(q *cue) {
	e := q.Entry
	switch {
	case a.stays(q):
	case e.Get("body") != "" && (a.body == nil || a.body.kind == rank || q.kind != rank):
		a.body, a.none = q, false
	case e.ID == "party" && a.body != nil && a.body.Entry.ID == "command":
		a.body, a.none = nil, true // «قيادة الحركة» is no army
	case e.Get("none") == "yes" && a.body == nil:
		a.none = true
	}
}

// stays says whether the body that has been noted is not changed by q:
// «حكومة الرئيس».
func (a *affiliate) stays(q *cue) bool {
	return a.body != nil && (a.body.Entry.Get("sticky") == "yes" || a.body == a.p.head && a.body.kind == body && q.kind == office)
}

// named resolves «البعثة» or «باسمها» to the organisation named before.
func (a *affiliate) named(q *cue) {
	if q.kind != body || q.Last != a.limit && q.Entry.ID != "party" && a.r.geo(q.Last, q.Last+1) != "" {
		return
	}
	if o := a.r.lastOrg(q.First, strings.TrimPrefix(a.r.headWord(q), "ال")); o != "" {
		a.org = o
	}
}

// compose makes <ISO3>-<BODY> of a body and a country.
func (a *affiliate) compose() (string, string) {
	head := a.p.head
	if head == nil {
		return "", a.iso
	}
	if head.kind == country || head.kind == place {
		return a.iso + "-GOV", a.iso
	}
	if a.peer != "" && a.iso == "" && a.own {
		a.iso = a.r.antecedent(head)
	}
	if a.peer != "" && a.iso != "" {
		return a.iso + "-" + a.peer, a.iso
	}
	e := a.entry()
	if e == nil && head.Entry.Get("spokesman") == "yes" && a.kin == nil {
		if org, iso := a.spokesman(); org != "" {
			return org, iso
		}
	}
	if e == nil || a.none && a.body == nil {
		return "", a.iso
	}
	if a.iso == "" {
		a.iso = a.state(e)
	}
	if a.iso == "" {
		a.pending = e.Get("body")
		return "", ""
	}
	return a.iso + "-" + bodyOf(e, a.iso), a.iso
}

// state is the state that an office belongs to whose phrase names none.
func (a *affiliate) state(e *lexicon.Entry) string {
	head := a.p.head
	switch {
	case e.Get("placed") == "yes":
		return ""
	case e.Get("home") != "":
		return e.Get("home")
	}
	if only := e.Get("only"); only != "" {
		if c := a.r.namedLast(head.First, only); c != "" {
			return c
		}
	}
	if a.own {
		if c := a.r.antecedent(head); c != "" {
			return c
		}
	}
	if w := a.western(); w != nil {
		if c := a.r.countryAround(head, w.Entry); c != "" {
			return c
		}
	}
	return a.r.countryAround(head, e)
}

// bodyOf is the body of an entry as a state calls it.
func bodyOf(e *lexicon.Entry, iso string) string {
	if u := e.Get("usa"); u != "" && iso == "USA" {
		return u
	}
	if own := e.Get("body." + iso); own != "" {
		return own // as the gazetteer writes it
	}
	return e.Get("body")
}

// spokesman is whom a spokesman speaks for when his phrase names no body: the
// forces of the state («المتحدث باسم القوات الأميركية»), the party of that
// state that spoke («المتحدث الأميركي»), else its government.
func (a *affiliate) spokesman() (string, string) {
	if a.iso == "" {
		if v := a.r.mem.now; v != nil && v.Country != "" && a.held {
			return v.Country + "-GOV", v.Country // «المتحدث باسم المستشارة»
		}
		return "", ""
	}
	if a.forces {
		return a.iso + "-MIL", a.iso
	}
	for _, v := range []*voice{a.r.party(), a.r.mem.headline} {
		if v != nil && v.Country == a.iso && v.Org != "" {
			return v.Org, a.iso
		}
	}
	return a.iso + "-GOV", a.iso
}

// western is the rank of an officer from abroad, nil without one.
func (a *affiliate) western() *cue {
	for i := a.p.first; i < a.limit && i < a.p.first+4; i++ {
		if q := a.r.at(i, rank); q != nil && q.Entry.Get("west") == "yes" {
			return q
		}
	}
	return nil
}

// entry gives the entry whose body counts: an adjective changes that of an
// official and gives a source one.
func (a *affiliate) entry() *lexicon.Entry {
	if a.kin != nil && (a.body == nil || a.body.Entry.Get("general") == "yes" || a.body.kind == rank) {
		if a.kin.Entry.Get("none") == "yes" {
			return nil
		}
		return a.kin.Entry
	}
	if a.body == nil {
		return nil
	}
	return a.body.Entry
}

// orgID is the id that a mention of the gazetteer has as a speaker.
func orgID(q *cue) string {
	if o := q.Entry.Get("org"); o != "" {
		return strings.ReplaceAll(o, " ", "_")
	}
	return q.Entry.ID
}

// isoOf is the state of an organisation id.
func (r *reader) isoOf(org string) string {
	if len(org) > 4 && org[3] == '-' {
		return org[:3]
	}
	return ""
}

// geo is the first state that the tokens [first, last) name: by its name, an
// adjective, its capital or a place in it.
func (r *reader) geo(first, last int) string {
	for i := first; i < last && i < len(r.d.Tokens); i++ {
		q := r.at(i, country|demonym|place)
		if q == nil {
			continue
		}
		if g := r.capital(i); g != nil && g.Last == q.Last {
			q = g
		}
		if c := q.Entry.Get("country"); c != "" {
			return c
		}
		if q.kind != place && len(q.Entry.ID) == 3 {
			return q.Entry.ID
		}
	}
	return ""
}

// capital is the seat of a government that is named at token i, where another
// town has the name as well.
func (r *reader) capital(i int) *cue {
	for k := int(r.from[i]); k < len(r.all) && r.all[k].First == i; k++ {
		if q := &r.all[k]; q.kind == place && q.Entry.Get("gov") != "" {
			return q
		}
	}
	return nil
}

// unitOf returns the sentence of token i.
func (r *reader) unitOf(i int) unit {
	lo, hi := 0, len(r.units)
	for lo < hi {
		mid := (lo + hi) / 2
		if r.units[mid].last <= i {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	if lo == len(r.units) {
		return unit{}
	}
	return r.units[lo]
}

// orgReach is how many tokens back «البعثة» is looked for.
const orgReach = 400

// lastOrg is the organisation named before token i whose name has the word.
func (r *reader) lastOrg(i int, word string) string {
	for k := int(r.from[i]) - 1; k >= 0 && r.all[k].First > i-orgReach; k-- {
		q := &r.all[k]
		if q.kind != org {
			continue
		}
		for j := q.First; j < q.Last; j++ {
			w := strings.TrimPrefix(r.fold(j), "و")
			if strings.TrimPrefix(w, "ال") == word || strings.TrimPrefix(w, "ل") == word || strings.TrimPrefix(w, "ب") == word {
				return orgID(q)
			}
		}
		if r.among("short for "+orgID(q), word) {
			return orgID(q)
		}
	}
	for k := len(r.mem.voices) - 1; k >= 0; k-- {
		if v := r.mem.voices[k]; v.key == word && v.Org != "" {
			return v.Org
		}
	}
	if r.among("mission", word) {
		return r.lastMission(i)
	}
	return ""
}

// lastMission is the organisation of the mission named before token i.
func (r *reader) lastMission(i int) string {
	for k := int(r.from[i]) - 1; k >= 0 && r.all[k].First > i-orgReach; k-- {
		if q := &r.all[k]; q.kind == org && q.Entry.Get("host") != "" {
			return orgID(q)
		}
	}
	return ""
}
