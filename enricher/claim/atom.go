package claim

import (
	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/enricher/number"
	"github.com/marsad-news/marsad/internal/text"
	"github.com/marsad-news/marsad/internal/text/when"
	"slices"
)

// atomKind says where the reading of an atom comes from.
type atomKind uint8

const (
	atomWord   atomKind = iota // an unknown word
	atomPunct                  // one sign
	atomEntity                 // a mention of the gazetteer
	atomList                   // a word of the lists of this package
	atomNumber
	atomDate
)

// atom is one reading of one or more tokens.
type atom struct {
	kind        atomKind
	is          entity // of an entity
	first, last int    // tokens, [first, last)
	m           *lexicon.Mention
	w           *word   // reading of a list word
	alt         []*word // further readings of the same tokens
	altM        []*lexicon.Mention
	num         *number.Number
	date        *when.Date
	fold        string // of a sign or an unknown word
}

// noAtom stands for what is beyond the sentence. Nothing writes to it.
var noAtom = atom{kind: atomPunct}

// pre returns the proclitics before the atom.
func (a *atom) pre() string {
	if a.m == nil {
		return ""
	}
	return a.m.Pre
}

func (a *atom) suf() string {
	if a.m == nil {
		return ""
	}
	return a.m.Suf
}

func (a *atom) def() bool { return a.m != nil && a.m.Def }

// ent says whether the atom is an entity of one of the classes.
func (a *atom) ent(classes entity) bool { return a.is&classes != 0 }

// reading returns the reading of an entity as one of a class, nil for none.
func (a *atom) reading(class string) *lexicon.Mention {
	if a.kind != atomEntity {
		return nil
	}
	if a.m.Entry.Class == class {
		return a.m
	}
	for _, m := range a.altM {
		if m.Entry.Class == class {
			return m
		}
	}
	return nil
}

// fn says whether the atom is the function word name.
func (a *atom) fn(names ...function) bool {
	return a.kind == atomList && a.w.does != fnNone && slices.Contains(names, a.w.does)
}

func (a *atom) adj() bool { return a.kind == atomList && a.w.class == isAdj }

func (a *atom) punct(signs string) bool {
	if a.kind != atomPunct {
		return false
	}
	for _, s := range signs {
		if a.fold == string(s) {
			return true
		}
	}
	return false
}

// layers are the findings over a whole text, cut to sentences as the reader
// goes on.
type layers struct {
	x     *Extractor
	work  *workspace
	ents  []lexicon.Mention
	words []lexicon.Mention
	nums  []number.Number
	dates []when.Date
}

// atoms reads the tokens [first, last) of d. A date wins over a number, a
// number over an entity, an entity over a list word of the same length; of two
// readings that begin at one token the longer wins.
func (x *Extractor) atoms(d *text.Doc, l *layers, out []atom, first, last int) []atom {
	for i := first; i < last; {
		a := x.atomAt(d, l, out, i, last)
		out = append(out, a)
		i = a.last
	}
	return out
}

func (x *Extractor) atomAt(d *text.Doc, l *layers, out []atom, i, last int) atom {
	l.skipTo(d, i)
	if l.plain(d, i) {
		return plainAtom(d, i)
	}
	if a, ok := l.dateAt(d, i, last); ok {
		return a
	}
	r := readings{counted: x.counted(out)}
	r.ent, r.isEnt = l.entityAt(i, last, r.counted)
	r.num, r.isNum = l.numberAt(i, last)
	r.list, r.isList = x.listAt(l, i, last)
	if a := r.special(); a != nil {
		return *a
	}
	if a := r.longest(i); a != nil {
		return *a
	}
	return plainAtom(d, i)
}

// plainAtom is a token of no list.
func plainAtom(d *text.Doc, i int) atom {
	a := atom{kind: atomWord, first: i, last: i + 1, fold: d.Tokens[i].Fold}
	if d.Tokens[i].Kind == text.Punct {
		a.kind = atomPunct
	}
	return a
}

// plain says whether nothing that was found begins at token i.
func (l *layers) plain(d *text.Doc, i int) bool {
	return (len(l.ents) == 0 || l.ents[0].First != i) && (len(l.words) == 0 || l.words[0].First != i) &&
		(len(l.nums) == 0 || l.nums[0].First != i) && (len(l.dates) == 0 || l.dates[0].Start >= d.Tokens[i].End)
}

// readings are what may begin at one token.
type readings struct {
	ent, num, list       atom
	isEnt, isNum, isList bool
	counted              bool // a number or what counts stands before
}

// special is the reading that wins whatever its length, nil for none.
func (r *readings) special() *atom {
	switch {
	case r.isEnt && r.isList && r.wordOfEntity():
		return &r.list
	case r.isEnt && r.isNum && r.num.first == r.ent.first && r.numbersEntity():
		return &r.ent
	case r.isNum && r.isList && r.num.num.Ratio && r.list.w.class == isTrig && r.list.last >= r.num.last:
		return &r.list // «doubled its force»: the verb
	}
	return nil
}

// wordOfEntity says whether the list word is what the entity's words mean:
// presence itself, or «مقراً» as what a place has become.
func (r *readings) wordOfEntity() bool {
	if r.ent.ent(entTroop) {
		return r.ent.m.Entry.Get("kind") == "presence"
	}
	w := r.list.w
	return r.ent.ent(entBase) && w.class == isTrig && w.pos == 'n' && w.frame == frameExist && r.list.last == r.ent.last
}

// numbersEntity gives the entity a number of the same words: its own, when it
// is a dual, or its name («الفرقة 36»).
func (r *readings) numbersEntity() bool {
	switch {
	case r.num.last == r.ent.last && r.ent.ent(entTroop|entBase):
		r.ent.num = r.num.num
		return true
	case r.num.last > r.ent.last && r.num.num.Not == number.UnitName && r.ent.ent(entTroop|entRank):
		r.ent.last = r.num.last
		return true
	}
	return false
}

// longest is the longest of the readings that begin at token i, nil for none.
func (r *readings) longest(i int) *atom {
	switch {
	case r.isNum && r.num.last-r.num.first >= r.ent.last-i && !(r.isList && r.list.w.cue == cueSkip && r.list.last > r.num.last):
		return &r.num
	case r.isEnt && (!r.isList || r.ent.last > r.list.last || r.ent.last == r.list.last && !outranks(&r.list, &r.ent, r.counted)):
		return &r.ent
	case r.isList:
		return &r.list
	case r.isNum:
		return &r.num
	}
	return nil
}

// counted says whether the atoms end in a number or in what counts.
func (x *Extractor) counted(out []atom) bool {
	if len(out) == 0 {
		return false
	}
	a := &out[len(out)-1]
	return a.kind == atomNumber || a.fn(fnAny, fnLast, fnFrom)
}

// outranks says whether a list word beats an entity of the same tokens: a
// preposition beats a homograph («إلى» and «آلي»), presence as a word its
// phrase as a troop noun.
func outranks(list, ent *atom, afterNumber bool) bool {
	if list.w.class == isAdj && ent.m.Entry.ID == "military_person" {
		return ent.m.Form.Number != lexicon.Plural && ent.m.Form.Number != lexicon.Dual && !afterNumber
	}
	if list.fn(fnMission) && ent.m.Entry.ID == "mission" && list.m.Form.Part == 0 {
		return true // English «its mission»; the force is who has it
	}
	return list.w.class == isFn && ent.ent(entRole|entPeople|entRank|entBase)
}

// skipTo drops the findings that begin before token i: something longer has
// taken their tokens.
func (l *layers) skipTo(d *text.Doc, i int) {
	for len(l.ents) > 0 && l.ents[0].First < i {
		l.ents = l.ents[1:]
	}
	for len(l.words) > 0 && l.words[0].First < i {
		l.words = l.words[1:]
	}
	for len(l.nums) > 0 && l.nums[0].First < i {
		l.nums = l.nums[1:]
	}
	for len(l.dates) > 0 && l.dates[0].Start < d.Tokens[i].Start {
		l.dates = l.dates[1:]
	}
}

func (l *layers) dateAt(d *text.Doc, i, last int) (atom, bool) {
	if len(l.dates) == 0 || l.dates[0].Start >= d.Tokens[i].End {
		return atom{}, false
	}
	end := i + 1
	for end < last && d.Tokens[end].Start < l.dates[0].End {
		end++
	}
	return atom{kind: atomDate, first: i, last: end, date: &l.dates[0]}, true
}

func (l *layers) entityAt(i, last int, afterNumber bool) (atom, bool) {
	if len(l.ents) == 0 || l.ents[0].First != i || l.ents[0].Last > last {
		return atom{}, false
	}
	a := atom{kind: atomEntity, is: l.x.entityOf(&l.ents[0]), first: i, last: l.ents[0].Last, m: &l.ents[0]}
	for k := 1; k < len(l.ents) && l.ents[k].First == i; k++ {
		m := &l.ents[k]
		if m.Entry.Class == gazetteer.Troop && m.Last == a.last && ((afterNumber || m.Form.Number == lexicon.Plural && m.Form.Gender == lexicon.Masculine) && a.ent(entRole) || !m.Def && a.ent(entRank)) {
			m, a.m, a.is = a.m, m, entTroop
		}
		a.altM = append(a.altM, m)
	}
	return a, true
}

func (l *layers) numberAt(i, last int) (atom, bool) {
	if len(l.nums) == 0 || l.nums[0].First != i || l.nums[0].Last > last {
		return atom{}, false
	}
	return atom{kind: atomNumber, first: i, last: max(l.nums[0].Last, i+1), num: &l.nums[0]}, true
}

func (x *Extractor) listAt(l *layers, i, last int) (atom, bool) {
	if len(l.words) == 0 || l.words[0].First != i || l.words[0].Last > last {
		return atom{}, false
	}
	a := atom{kind: atomList, first: i, last: l.words[0].Last, m: &l.words[0], w: x.word(&l.words[0])}
	w, from := l.work, len(l.work.alts)
	for k := 1; k < len(l.words) && l.words[k].First == i; k++ {
		w.alts, w.altMs = append(w.alts, x.word(&l.words[k])), append(w.altMs, &l.words[k])
	}
	if to := len(w.alts); to > from {
		a.alt, a.altM = w.alts[from:to:to], w.altMs[from:to:to]
	}
	for k, w := range a.alt {
		if w.class == isFn && a.w.class != isFn { // a function word is what most words of two readings are
			a.w, a.alt[k] = w, a.w
			a.m, a.altM[k] = a.altM[k], a.m
			break
		}
	}
	return a, true
}

// state returns the ISO code that an entity brings as an adjective, a name or
// a government, and nothing for an entity without a state.
func (a *atom) state() string {
	if a.kind != atomEntity {
		return ""
	}
	e := a.m.Entry
	switch e.Class {
	case gazetteer.Country, gazetteer.Demonym:
		return e.ID
	case gazetteer.Site:
		return e.Get("gov")
	}
	return e.Get("country")
}
