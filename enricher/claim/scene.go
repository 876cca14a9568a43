package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/attribution"
	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// missionWord is «military mission» when it is no force.
var missionWord = &word{id: "mission.n", class: isFn, does: fnMission}

// scene is one sentence being read.
type scene struct {
	x         *Extractor
	d         *text.Doc
	n         int // sentence number
	first     int // tokens
	last      int
	atoms     []atom
	items     []item
	story     *story
	work      *workspace
	latin     bool // the sentence is English
	speech    []attribution.Speech
	mover     []actorRef   // actors of the force whose place is looked for
	swallowed map[int]bool // triggers that are part of another's claim
	scopes    scopes
	out       []draft
	note      func(format string, args ...any) // trace, nil when nobody listens
}

// noItem stands for what is beyond the sentence. Nothing writes to it.
var noItem = item{kind: itemNone}

// at is item i, noItem beyond the sentence.
func (s *scene) at(i int) *item {
	if i < 0 || i >= len(s.items) {
		return &noItem
	}
	return &s.items[i]
}

// atom is atom k, noAtom beyond the sentence.
func (s *scene) atom(k int) *atom {
	if k < 0 || k >= len(s.atoms) {
		return &noAtom
	}
	return &s.atoms[k]
}

// fold is a token as rules compare it.
func (s *scene) fold(t int) string { return s.d.Tokens[t].Fold }

// lastFold is the last token of an item as rules compare it.
func (s *scene) lastFold(it *item) string { return s.fold(it.last - 1) }

// itemise groups the atoms into items.
func (s *scene) itemise() {
	s.items = s.work.items[:0]
	for k := 0; k < len(s.atoms); {
		k = s.itemAt(k)
	}
	s.work.items = s.items
	if s.latin {
		s.auxiliaries()
	} else {
		s.redeployments()
	}
	s.govern()
}

// itemAt adds the item that begins at atom k and returns the atom after it.
func (s *scene) itemAt(k int) int {
	switch s.atoms[k].kind {
	case atomPunct, atomDate:
		return s.plainAt(k)
	case atomList:
		s.chooseThere(k)
	}
	if f, next, ok := s.forceAt(k); ok {
		s.addForce(k, next, f)
		return next
	}
	if p, next, ok := s.placeAt(k); ok {
		s.addPlace(k, next, p)
		return next
	}
	if st, next, ok := s.stateAt(k); ok {
		s.items = append(s.items, s.base(itemState, k, next))
		s.items[len(s.items)-1].state = st
		return next
	}
	return s.plainAt(k)
}

// chooseThere reads «هناك» as «there is» before what can be there, else as the
// adverb of place.
func (s *scene) chooseThere(k int) {
	a := &s.atoms[k]
	if len(a.alt) == 0 {
		return
	}
	want := "هناك"
	if s.thereIs(k) {
		want = "هناك.x"
	}
	for n, w := range a.alt {
		if w.id == want && (a.w.id == "هناك" || a.w.id == "هناك.x") {
			a.w, a.alt[n] = w, a.w
			a.m, a.altM[n] = a.altM[n], a.m
			break
		}
	}
	if a.w.id == "هناك" || a.w.id == "هناك.x" {
		a.alt, a.altM = nil, nil
	}
}

// thereIs says whether what follows «هناك» at atom k is there: a number, an
// indefinite noun, «أي».
func (s *scene) thereIs(k int) bool {
	if k+1 >= len(s.atoms) {
		return false
	}
	if k > 0 {
		p := &s.atoms[k-1]
		if p.ent(entTroop|entDemonym|entRole|entActor) || p.kind == atomList && p.w.class == isTrig || p.fn(fnFrom, fnTo) {
			return false
		}
	}
	switch n := &s.atoms[k+1]; {
	case n.kind == atomNumber, n.fn(fnAny, fnMore, fnSome, fnMost, fnCount):
		return true
	case n.kind == atomEntity:
		return n.ent(entTroop|entRole|entBase) && !n.def() && n.pre() == ""
	case n.kind == atomWord:
		return s.atom(k+2).ent(entTroop) && !strings.HasPrefix(n.fold, "ال")
	}
	return false
}

func (s *scene) addForce(k, next int, f *force) {
	it := s.base(itemForce, k, next)
	f.first, f.last = it.first, it.last
	it.force = f
	s.items = append(s.items, it)
}

func (s *scene) addPlace(k, next int, p *place) {
	it := s.base(itemPlace, k, next)
	p.first, p.last = it.first, it.last
	it.place = p
	s.items = append(s.items, it)
}

// base makes an item of the atoms [k, next).
func (s *scene) base(kind itemKind, k, next int) item {
	a := &s.atoms[k]
	return item{
		kind: kind, first: a.first, last: s.atoms[next-1].last,
		pre: a.pre(), suf: a.suf(), def: a.def(), fold: a.fold,
		arabic: s.d.Tokens[a.first].Arabic,
	}
}

// plainAt adds a trigger, cue, function word, number, date, sign or unknown
// word.
func (s *scene) plainAt(k int) int {
	a := &s.atoms[k]
	it := s.base(itemWord, k, k+1)
	switch a.kind {
	case atomPunct:
		it.kind = itemPunct
	case atomNumber:
		it.kind, it.num = itemNum, a.num
		it.pre = s.numberPre(a)
	case atomDate:
		it.kind, it.date = itemDate, a.date
	case atomList:
		s.listItem(k, &it)
	case atomEntity:
		if s.latin && a.m.Entry.Get("mission") == "yes" {
			it.kind, it.w = itemFn, missionWord
		}
	}
	s.items = append(s.items, it)
	return k + 1
}

// numberPre is the proclitic of a number: «بـ450»، «و200».
func (s *scene) numberPre(a *atom) string {
	switch a.num.Prep {
	case "ب", "ل":
		return a.num.Prep
	}
	if strings.HasPrefix(s.fold(a.first), "و") {
		return "و"
	}
	return ""
}

func (s *scene) listItem(k int, it *item) {
	a := &s.atoms[k]
	w, m := s.reading(k)
	it.w, it.gram = w, m.Form.Gram
	it.pre, it.suf, it.def = m.Pre, m.Suf, m.Def
	it.fold = s.fold(a.first)
	switch w.class {
	case isTrig:
		it.kind = itemTrig
	case isCue:
		it.kind = itemCue
	case isPred:
		it.kind = itemPred
	case isCasualty:
		it.kind = itemCasual
	case isAdj:
		it.kind = itemWord
	default:
		it.kind = itemFn
	}
	if m.Form.Jussive && !s.afterJussive(k) || m.Form.Person == 1 && m.Form.Number == lexicon.Singular {
		it.kind, it.w = itemWord, nil
		return
	}
	if w.id == "بات.v" && !s.numberSoon(k) {
		it.kind, it.w = itemWord, nil // «بات يتمركز»
		return
	}
	if it.fn(fnOnly) && s.isThatNot(k) {
		it.kind, it.w = itemCue, thatNot
		return
	}
	if w.cue == cueSkip || it.kind == itemCue && w.cue != cueReport && w.cue != cueDoubt && s.inSource(it.first) {
		it.kind = itemWord
	}
}
