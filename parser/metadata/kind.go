package metadata

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed pages.tsv
var pagesFile string

// sign is one line of pages.tsv.
type sign struct{ kind, where, text string }

var signs = sync.OnceValue(func() []sign {
	var out []sign
	for line := range strings.Lines(pagesFile) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		if len(f) != 3 || strings.HasPrefix(f[0], "#") {
			continue
		}
		if f[1] != "source" {
			f[2] = " " + key(f[2]) + " "
		}
		out = append(out, sign{f[0], f[1], f[2]})
	}
	return out
})

// Sizes of text, in bytes of UTF-8; Arabic takes two a letter.
const (
	shortText = 2600 // a page with more than this is an article, whatever its head says
	briefText = 700  // what a video's description has
	stubText  = 900  // what stands before a wall: two paragraphs
)

// stub reports whether a text is the beginning of an article: a wall's words
// under a whole one invite to subscribe and hide nothing.
func stub(text string) bool { return len(text) < stubText || cutOff(text) }

func cutOff(text string) bool {
	return strings.HasSuffix(text, "…") || strings.HasSuffix(text, "...")
}

// Kind says what a page is when it is no article, and what showed it. source
// is the page's markup, text the article that was found, around the walls that
// were stripped beside it.
func (e *Evidence) Kind(address, source, text, around string) (kind, why string) {
	if k, w := e.listing(address); k != "" {
		return k, w
	}
	if len(text) > shortText {
		return "", ""
	}
	heads := " " + key(e.TitleTag) + " | " + key(e.firstHeading()) + " "
	body := " " + key(text+" "+around) + " "
	for _, s := range signs() {
		switch {
		case s.kind == "paywall" && !stub(text):
		case s.where == "source" && len(text) < stubText && strings.Contains(source, s.text),
			s.where == "head" && strings.Contains(heads, s.text),
			s.where == "text" && strings.Contains(body, s.text):
			return s.kind, strings.TrimSpace(s.text)
		}
	}
	if e.walled() && (len(text) < stubText/3 || cutOff(text)) {
		return "paywall", "isAccessibleForFree"
	}
	if len(text) < briefText && e.playing() {
		return "video", "a player and hardly any text"
	}
	return "", ""
}

func (e *Evidence) firstHeading() string {
	for _, h := range e.Headings {
		if h.Level == 1 && !h.Aside {
			return h.Text
		}
	}
	return ""
}

func (e *Evidence) walled() bool {
	for i := range e.Data {
		if n := &e.Data[i]; n.Free != nil && !*n.Free {
			return true
		}
	}
	return false
}

func (e *Evidence) playing() bool {
	if strings.HasPrefix(e.Meta["og:type"], "video") {
		return true
	}
	for i := range e.Data {
		if n := &e.Data[i]; len(n.Types) > 0 && n.Types[0] == "VideoObject" {
			return !e.described()
		}
	}
	return e.Players > 0 && !e.described()
}

// described reports whether the page's head says that it is an article.
func (e *Evidence) described() bool {
	if e.Meta["og:type"] == "article" || e.Meta["article:published_time"] != "" {
		return true
	}
	for i := range e.Data {
		if e.Data[i].Article() {
			return true
		}
	}
	return false
}

// How many linked headlines and "read more" links make a list of stories.
const (
	manyLinked = 5
	someLinked = 3
	someMore   = 3
)

// listing recognises front pages, sections and search results: several
// headlines that link away, and no headline of the page's own.
func (e *Evidence) listing(address string) (kind, why string) {
	if e.Linked < someLinked {
		return "", ""
	}
	own := e.ownHeadline()
	switch {
	case front(address) && e.Linked >= someLinked && !e.dated():
		return "listing", "the site's front page"
	case e.Linked >= someLinked && e.More >= someMore && !e.dated():
		return "listing", "headlines that link away, each with its read-more link"
	case e.Linked >= manyLinked && !own && !e.dated():
		return "listing", "headlines that link away and none of its own"
	case e.collection() && !e.dated() && e.Linked >= someLinked:
		return "listing", "described as a collection"
	}
	return "", ""
}

// front reports whether an address is that of a site's front page.
func front(address string) bool {
	i := strings.Index(address, "://")
	if i < 0 {
		return false
	}
	_, path, _ := strings.Cut(address[i+3:], "/")
	path, _, _ = strings.Cut(path, "?")
	path = strings.Trim(path, "/")
	return path == "" || path == "ar" || path == "en" || path == "arabic" || path == "index.html" || path == "index.php"
}

// dated reports whether the head dates the page as an article.
func (e *Evidence) dated() bool {
	for _, k := range publishedKeys {
		if e.Meta[k] != "" {
			return true
		}
	}
	for i := range e.Data {
		if n := &e.Data[i]; n.Article() && n.Published != "" && n.Headline != "" && sameTitle(n.Headline, e.TitleTag) {
			return true
		}
	}
	return false
}

func (e *Evidence) collection() bool {
	for i := range e.Data {
		for _, t := range e.Data[i].Types {
			if t == "CollectionPage" || t == "SearchResultsPage" {
				return true
			}
		}
	}
	return false
}

// ownHeadline reports whether a heading of the page is what the head calls the
// page: one that links nowhere, or the first-level one that links to itself.
func (e *Evidence) ownHeadline() bool {
	var claimed []string
	for _, t := range append(parts(e.TitleTag), e.Meta["og:title"], e.Meta["twitter:title"]) {
		claimed = append(claimed, key(t))
	}
	for _, h := range e.Headings {
		k := h.key
		if h.Link && (h.Level != 1 || wordCount(k) < 4) || h.Home || wordCount(k) < 3 {
			continue
		}
		for _, tk := range claimed {
			if tk == k || near(tk, k) {
				return true
			}
		}
	}
	return false
}
