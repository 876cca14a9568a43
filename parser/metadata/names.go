package metadata

import (
	"strings"

	"golang.org/x/net/html"
)

// naming is what class, id, itemprop, rel and role of an element say of it.
type naming uint8

const (
	namedAside     naming = 1 << iota // not this article
	namedOwn                          // the article's own, whatever else it is called
	namedTitle                        // the headline
	namedPublished                    // the day of publication
	namedModified                     // the day of a change
	namedWriter
)

// nameParts are the words that names begin with, or have behind a sign or a
// capital: post-author, itemAuthor and author are one.
var nameParts = []struct {
	is    naming
	words []string
}{
	{namedOwn, []string{"hentry ", "main ", "article-body", "articlebody", "post-footer", "entry-footer", "article-footer"}},
	{namedTitle, []string{"entry-title", "post-title", "article-title", "headline ", "itemtitle", "lbltitle", "titlelabel"}},
	{namedPublished, []string{"datepublished", "published", "publish-date", "publishdate", "pubdate", "entry-date", "datecreated", "post-date"}},
	{namedModified, []string{"datemodified", "updated", "modified", "update-date"}},
	{namedWriter, []string{"author", "byline", "by ", "writer"}},
	{namedAside, []string{"comment", "cmt", "cmnt", "related", "sidebar", "popular", "most", "latest", "recent", "ticker", "breaking", "footer", "nav", "menu",
		"widget_", "recommend", "teaser", "promo", "archive", "infinite", "next", "prev", "twitter", "tweet", "grid", "elementor-post__", "readmore", "read-more"}},
}

// byLetter is nameParts by their first letter.
var byLetter = func() (t [26][]struct {
	is   naming
	word string
}) {
	for _, p := range nameParts {
		for _, w := range p.words {
			t[w[0]-'a'] = append(t[w[0]-'a'], struct {
				is   naming
				word string
			}{p.is, w})
		}
	}
	return t
}()

// names reads the names of an element. The values of a page repeat, so each is
// looked at once.
func (r *reader) names(n *html.Node) naming {
	var all naming
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "class", "id", "itemprop", "rel", "role", "data-testid":
			is, ok := r.known[a.Val]
			if !ok {
				is = nameOf(a.Val)
				r.known[a.Val] = is
			}
			all |= is
		}
	}
	return all
}

// maxName bounds what is read of one attribute: style systems fill pages of it.
const maxName = 400

func nameOf(value string) naming {
	v := value[:min(len(value), maxName)]
	var is naming
	prev := byte(' ')
	for i := range len(v) {
		c := v[i]
		if (!isLetter(prev|0x20) || c >= 'A' && c <= 'Z' && prev >= 'a') && isLetter(c|0x20) {
			for _, p := range byLetter[c|0x20-'a'] {
				if is&p.is == 0 && beginsFold(v[i:], p.word) {
					is |= p.is
				}
			}
		}
		prev = c
	}
	return is
}

// beginsFold reports whether s begins with word, whatever the case of its
// letters; a space at the end of word stands for the end of the name too.
func beginsFold(s, word string) bool {
	end := word[len(word)-1] == ' '
	if end {
		word = word[:len(word)-1]
	}
	if len(s) < len(word) || !strings.EqualFold(s[:len(word)], word) {
		return false
	}
	return !end || len(s) == len(word) || s[len(word)] <= ' '
}

func isLetter(c byte) bool { return c >= 'a' && c <= 'z' }
