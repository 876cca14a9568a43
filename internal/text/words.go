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
	arabic, persian, english, other map[string]bool // function words, by language
	arabicShort                     map[string]bool // single letters before a name, a page or an article number
	englishShort                    map[string]bool // abbreviations after which a stop ends no sentence
	starters                        map[string]bool // begin an English sentence after an initialism
}

func mustWords() *wordSets {
	l := wordlist.Must(wordFile, "data/words.tsv")
	set := func(name string) map[string]bool { return l.Set(name, FoldString) }
	return &wordSets{
		arabic: set("ar"), persian: set("fa"), english: set("en"), other: set("other"),
		arabicShort: set("abbreviation.ar"), englishShort: set("abbreviation.en"), starters: set("starter.en"),
	}
}
