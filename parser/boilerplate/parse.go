package boilerplate

import (
	"strings"

	"golang.org/x/net/html"
)

// Parse reads an HTML document, whatever state it is in. What the HTML
// standard's algorithm refuses (elements nested deeper than 512) or needs
// more than linear time for is read by a simpler one, which loses the finer
// points of the nesting but no text. What only a browser wants is left out:
// scripts that hold no data, styles, what drawings are made of, and attributes
// such as target, width, alt and onclick. The error is kept for callers; there
// is none today.
func Parse(page []byte) (*html.Node, error) { return ParseString(string(page)) }

// ParseString is Parse for a page that is a string already.
func ParseString(page string) (*html.Node, error) {
	page = strings.TrimPrefix(page, "\xef\xbb\xbf")
	if tame(page) {
		if doc, err := html.Parse(trim(page)); err == nil {
			return doc, nil
		}
	}
	return parseLoose(page), nil
}

// mostRoots is how often html and body may open before a page counts as made
// to cost time: every one of them is merged into the first.
const mostRoots = 32

// tame reports whether the standard's algorithm reads r in linear time.
func tame(r string) bool {
	roots := 0
	for {
		i := strings.IndexByte(r, '<')
		if i < 0 || i+5 > len(r) {
			return true
		}
		r = r[i+1:]
		if c := r[0] | 0x20; c == 'b' || c == 'h' {
			if strings.EqualFold(r[:4], "body") || strings.EqualFold(r[:4], "html") {
				if roots++; roots > mostRoots {
					return false
				}
			}
		}
	}
}
