package gazetteer

import (
	"embed"

	"github.com/marsad-news/marsad/internal/text"
	"github.com/marsad-news/marsad/internal/text/wordlist"
)

// wordFiles hold the words beside names; the names themselves are in data/.
//
//go:embed words/*.tsv
var wordFiles embed.FS

// around are the words that stand right before names.
var around = mustAround()

// wordsAround are sets of folded words.
type wordsAround struct {
	gate  map[string]bool // before a place and seldom before its homograph
	where map[string]bool // before a place one can be in or near
}

func mustAround() wordsAround {
	l := wordlist.Must(wordFiles, "words/around.tsv")
	return wordsAround{gate: l.Set("gate", text.FoldString), where: l.Set("where", text.FoldString)}
}

// frames are, by "noun." or "frame." and the type of a place, what makes a
// name of it that needs a class noun.
var frames = wordlist.Must(wordFiles, "words/frames.tsv")
