package boilerplate

import (
	_ "embed"
	"strings"
)

//go:embed data/datewords.txt
var dateWordData string

var dateWords = readWords(dateWordData)

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
