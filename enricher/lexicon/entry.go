package lexicon

import "strings"

// Entry is one thing that has names: a country, a troop noun, a verb.
type Entry struct {
	ID     string   // unique within its class
	Class  string   // the list's own division; see the constants of the package that owns the list
	Forms  []Form   // surface forms, not yet folded
	Feat   Features // by the list's own keys
	Reason string   // why the entry is there, or its source
	Index  int      // place among the entries of its set, by Compile
}

// Get returns a feature, "" when the entry does not carry it.
func (e *Entry) Get(key string) string { return e.Feat.Get(key) }

// Has says whether the comma-separated feature key contains value.
func (e *Entry) Has(key, value string) bool {
	for v := range strings.SplitSeq(e.Feat.Get(key), ",") {
		if v == value {
			return true
		}
	}
	return false
}

// Features are what a list says of an entry. They are few: to look through them
// takes less than to hash a key.
type Features []Feature

// Feature is one of them.
type Feature struct{ Key, Value string }

// Get returns the value of a key, "" when there is none.
func (f Features) Get(key string) string {
	for i := range f {
		if f[i].Key == key {
			return f[i].Value
		}
	}
	return ""
}

// With returns the features with others added, which win.
func (f Features) With(more ...Feature) Features {
	out := append(make(Features, 0, len(f)+len(more)), f...)
next:
	for _, m := range more {
		for i := range out {
			if out[i].Key == m.Key {
				out[i].Value = m.Value
				continue next
			}
		}
		out = append(out, m)
	}
	return out
}

// Form is one surface form of an entry.
type Form struct {
	Text string // the phrase, as written in the list or made from it
	Gram
	Art     bool   // its words may carry the article where the list has none
	Suf     bool   // a word of it may carry a pronoun suffix
	NeedSuf bool   // it stands only before a pronoun suffix (حلفاؤ+ه)
	Tag     string // the caller's own mark
}

// Number is the grammatical number; 0 when the form does not show one.
type Number uint8

// The numbers.
const (
	Singular Number = iota + 1
	Dual
	Plural
)

// Gender is the grammatical gender; 0 when the form does not show one.
type Gender uint8

// The genders.
const (
	Masculine Gender = iota + 1
	Feminine
)

// Part is the part of speech of a form.
type Part uint8

// The parts of speech. Name is a form taken as it stands.
const (
	Name Part = iota
	Noun
	Adjective
	Verb
	Masdar
	ActiveParticiple
	PassiveParticiple
)

// Tense is the tense of a finite verb; 0 for every other form.
type Tense uint8

// The tenses. Present covers indicative, subjunctive and jussive; Future is
// the present with سـ.
const (
	Past Tense = iota + 1
	Present
	Future
	Imperative
)

// Voice is the voice of a finite verb. Unvocalised, the passive of most verbs
// is written as the active: Active then means either.
type Voice uint8

// The voices.
const (
	Active Voice = iota + 1
	Passive
)

// Gram is the grammar of a form. Where one spelling fills several cells of
// the paradigm it is the cell that news prose uses most (انسحبت: third person
// feminine, not first person).
type Gram struct {
	Part      Part
	Number    Number
	Gender    Gender
	Person    uint8 // 1, 2, 3; 0 for nouns
	Tense     Tense
	Voice     Voice
	Construct bool // without the ن of dual or plural: a genitive or a suffix follows
	Jussive   bool // a short form that only لم, لا or ل calls for (يقل, ينف)
}

// Mention is a place in a text where a form of an entry stands.
type Mention struct {
	First, Last int    // tokens [First, Last)
	Start, End  int    // bytes of the source, without proclitics, with article and suffix
	Entry       *Entry // what is named
	Form        *Form  // the form that matched, with its grammar
	Pre         string // proclitics before the article, folded: "و", "ب", "ول" …
	Suf         string // pronoun suffix, folded: "ها", "هم" …
	Def         bool   // a word of it carries an article that the form does not have
}
