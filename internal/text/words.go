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
	arabic, persian, english, other Set // function words, by language
	arabicShort                     Set // single letters before a name, a page or an article number
	englishShort                    Set // abbreviations after which a stop ends no sentence
	starters                        Set // begin an English sentence after an initialism
}

func mustWords() *wordSets {
	l := wordlist.Must(wordFile, "data/words.tsv")
	sets := &wordSets{}
	for name, set := range map[string]*Set{
		"ar": &sets.arabic, "fa": &sets.persian, "en": &sets.english, "other": &sets.other,
		"abbreviation.ar": &sets.arabicShort, "abbreviation.en": &sets.englishShort, "starter.en": &sets.starters,
	} {
		for w := range l.Set(name, FoldString) {
			set.Add(w)
		}
	}
	return sets
}
