package text

import (
	"embed"

	"github.com/marsad-news/marsad/internal/text/wordlist"
)

//go:embed data/words.tsv
var wordFile embed.FS

var words = mustWords()

// wordSets are sets of folded words.
type wordSets struct {
	function     Table[tongues] // function words
	arabicShort  Set            // single letters before a name, a page or an article number
	englishShort Set            // abbreviations after which a stop ends no sentence
	starters     Set            // begin an English sentence after an initialism
}

func mustWords() *wordSets {
	l := wordlist.Must(wordFile, "data/words.tsv")
	sets := &wordSets{}
	for name, of := range map[string]tongues{"ar": {ar: 1}, "fa": {fa: 1}, "en": {en: 1}, "other": {other: 1}} {
		for w := range l.Set(name, FoldString) {
			had, _ := sets.function.Get(w)
			sets.function.Put(w, had.plus(of))
		}
	}
	for name, set := range map[string]*Set{
		"abbreviation.ar": &sets.arabicShort, "abbreviation.en": &sets.englishShort, "starter.en": &sets.starters,
	} {
		for w := range l.Set(name, FoldString) {
			set.Add(w)
		}
	}
	return sets
}
