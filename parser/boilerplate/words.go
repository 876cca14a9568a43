package boilerplate

import (
	_ "embed"
	"strings"
)

//go:embed data/datewords.txt
var dateWordData string

//go:embed data/reportverbs.txt
var reportVerbData string

var (
	dateWords   = readWords(dateWordData)
	reportVerbs = readWords(reportVerbData)
)

// beginsReport reports whether a text begins with a verb of reporting, with
// or without a conjunction before it.
func beginsReport(s string) bool {
	w := wordReader{s: s}
	word, _, _ := w.next(0)
	if reportVerbs[string(word)] {
		return true
	}
	for _, c := range [...]string{"و", "ف"} {
		if len(word) > len(c) && string(word[:len(c)]) == c && reportVerbs[string(word[len(c):])] {
			return true
		}
	}
	return false
}

// readWords reads a list of words, folded.
func readWords(data string) map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(data) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, w := range strings.Fields(foldText(line)) {
			out[w] = true
		}
	}
	return out
}
