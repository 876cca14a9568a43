package lexicon_test

import (
	"fmt"
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// A package keeps its word list as a file in its data folder, embeds it and
// compiles it once. One row gives the class, the id, the stems, the features
// and the reason; every inflection is made from the stems.
func Example() {
	const list = `
verb	withdraw	verb:انسحب,ينسحب,انسحاب,منسحب	kind=departure	the commonest verb of leaving
verb	deny	verb:نفى,ينفي,نفي,نافٍ,منفي	polarity=denied	defective: نفت, ينفون, نفاها
verb	return	verb:أعاد/أعد,يعيد/يعد,إعادة,معيد,معاد,أعيد,يعاد	kind=arrival	hollow: its short stems follow the slash
noun	soldier	noun:جندي,جنود	unit=personnel	a broken plural
noun	adviser	noun:مستشار,+ون	role=advisory	a sound plural
`
	entries, err := lexicon.Read(strings.NewReader(list), "words.tsv")
	if err != nil {
		panic(err)
	}
	set, err := lexicon.Compile(entries...)
	if err != nil {
		panic(err)
	}
	d := text.Analyse("ونفت أن تكون قد أعادت جنديين، وستنسحب مع مستشاريها بعد انسحابهم.")
	for _, m := range set.Find(d) {
		g := m.Form.Gram
		fmt.Println(m.Entry.ID, m.Pre, m.Suf, g.Tense == lexicon.Future, g.Part == lexicon.Masdar, g.Number == lexicon.Dual)
	}
	// Output:
	// deny و  false false false
	// return   false false false
	// soldier   false false true
	// withdraw و  true false false
	// adviser  ها false false false
	// withdraw  هم false true false
}

// Verb forms can also be asked for one by one.
func ExampleVerbForms() {
	for _, f := range lexicon.VerbForms(lexicon.VerbStems{Past: "بقي", Present: "يبقى"}) {
		if f.Person == 3 && f.Number == lexicon.Plural && f.Gender == lexicon.Masculine && !f.NeedSuf {
			fmt.Println(f.Text)
		}
	}
	// Output:
	// بقوا
	// يبقون
	// سيبقون
	// يبقوا
}
