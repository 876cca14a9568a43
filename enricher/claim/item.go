package claim

import (
	"slices"
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/enricher/number"
	"github.com/marsad-news/marsad/internal/text/when"
)

// itemKind is what an item of a sentence is.
type itemKind uint8

const (
	itemWord   itemKind = iota // an unknown word
	itemPunct                  // one sign
	itemFn                     // a function word
	itemTrig                   // a trigger
	itemCue                    // a cue
	itemPred                   // a predicate that stands after its claim
	itemForce                  // a force
	itemPlace                  // a place
	itemState                  // a government, an office, a person of a state
	itemNum                    // a number without a noun
	itemDate                   // a date
	itemCasual                 // killed, wounded, struck
	itemNone                   // beyond the sentence
)

// item is a phrase of a sentence.
type item struct {
	kind        itemKind
	first, last int    // tokens, [first, last)
	pre         string // proclitics
	suf         string // pronoun
	def         bool
	fold        string // of a sign or an unknown word
	w           *word
	gram        lexicon.Gram
	force       *force
	place       *place
	state       string // ISO code of a government or person
	num         *number.Number
	date        *when.Date
	prep        string // preposition that governs a force, place, number or noun: in to from by …
	arabic      bool
}

func (it *item) fn(names ...function) bool {
	return it.kind == itemFn && slices.Contains(names, it.w.does)
}

func (it *item) cue(classes ...cueClass) bool {
	if it.kind != itemCue && it.kind != itemPred {
		return false
	}
	for _, c := range classes {
		if it.w.cue == c {
			return true
		}
	}
	return false
}

// trig says whether the item is a trigger of a part of speech: v, n, p or x.
func (it *item) trig(pos byte) bool { return it.kind == itemTrig && it.w.pos == pos }

// frame says whether the item is a trigger of one of the frames.
func (it *item) frame(frames ...frame) bool {
	return it.kind == itemTrig && slices.Contains(frames, it.w.frame)
}

// unknown says whether the item is a word of no list.
func (it *item) unknown() bool { return it.kind == itemWord && it.w == nil }

// prepIs says whether one of the prepositions governs the item, "" for none.
func (it *item) prepIs(preps ...string) bool { return slices.Contains(preps, it.prep) }

// governs says whether the item is the bare name of a state that stands for its
// government.
func (it *item) governs() bool { return it.kind == itemPlace && it.place.gov != "" }

// refs are actors that the words of the item name.
func (it *item) refs(ids ...string) []actorRef {
	out := make([]actorRef, len(ids))
	for i, id := range ids {
		out[i] = actorRef{id, it.first, it.last}
	}
	return out
}

// who is an actor that the words of the item name without being a force.
func (it *item) who(id, how string, trust float64) who {
	return whose(it.refs(id), how, trust)
}

func (it *item) punct(signs string) bool {
	return it.kind == itemPunct && strings.Contains(signs, it.fold)
}

// verbal says whether the item is a finite verb.
func (it *item) verbal() bool {
	return (it.kind == itemTrig || it.kind == itemCue) && it.w.pos == 'v'
}

// and says whether «و» or «ف» is written before the item.
func (it *item) and() bool {
	return strings.HasPrefix(it.pre, "و") || strings.HasPrefix(it.pre, "ف")
}

// actorRef is a force's state or name with the tokens that say so.
type actorRef struct {
	id          string
	first, last int
}

// force is a noun phrase that names a force, or the words that point back to
// one.
type force struct {
	first, last int
	head        int // token of its noun
	actors      []actorRef
	from        []actorRef // «من» with names of states: the force's, or the place it leaves
	role        string
	unit        string // what is counted: personnel, units, vehicles, aircraft, sites
	unitName    string
	num         *number.Number
	whole       *number.Number // «4,500 of the 28,500»: all that there are
	but         *number.Number // «all but 400»: those that are excepted
	suf         string         // pronoun on the noun: «قواتها»
	quant       string         // all, most, some, rest, last, any
	home        bool           // «قوات بلاده»
	dem         bool           // «تلك القوات»
	def         bool
	more        bool // additional
	named       bool // the bare name of an actor
	mission     bool // «البعثة»: of the United Nations, the Union, the alliance
	irregular   bool // a noun of armed groups
	police      bool // police or weapons: no troops
	weak        bool // the noun is a force only in the right company: عنصر، فرد
	people      bool // the adjective of a people used as a noun
	army        bool // an army or other institution: also an agent
	base        bool // bases, posts
	count       bool // «عدد القوات»
	pron        bool // a pronoun or number stands for the force: «منهم»، «20 ألفا سيتم نشرهم»
	dual        bool
	led         string
	host        string // where a mission is by its mandate
	generic     bool   // foreign, international: not named further
	strong      bool   // the number is its strength: «a 650-strong battalion»
	adjunct     bool   // only describes the noun after it: «an army plane»
	common      bool   // named by a common noun («peacekeepers»), which an adjective of a state makes exact
}

// place is a phrase that names a place.
type place struct {
	first, last int
	start       int // byte where its first word begins without proclitics
	country     string
	admin1      string
	site        string
	region      bool   // a region without a country
	name        string // name not in the gazetteer, as written
	generic     string // land, soil, there, area, base, home: to be resolved
	suf         string
	owner       string // state whose adjective a base carries: «قاعدة تركية»
	gov         string // ISO code when the bare name also stands for a government
	lat, lon    *float64
	sited       bool // it has a site, admin1 or unknown name of its own
	and         bool // coordinated with the place before it
}

// pointsThere says whether the item is «هناك»، «فيها» as a place.
func (it *item) pointsThere() bool { return it.kind == itemPlace && it.place.generic == "there" }
