package metadata

import (
	"strings"

	"github.com/marsad-news/marsad/parser/charset"
)

// key is the form in which titles and labels are compared.
func key(s string) string { return charset.Key(s) }

// wordCount is the number of words of a key.
func wordCount(k string) int {
	if k == "" {
		return 0
	}
	return strings.Count(k, " ") + 1
}
