// Package front finds the articles that a front or section page links to.
//
// It reads the page as a stream of tags, so no nesting can hurt it. Which
// links are articles is told by the source's pattern; without one, by the
// shape of the address. It is pure and never asks for a page.
package front

import (
	"bytes"
	"fmt"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/html"

	"github.com/marsad-news/marsad/fetcher/link"
)

// MaxLinks bounds what one page may name.
const MaxLinks = 2000

// Link is one link to an article.
type Link struct {
	URL  string // normal form
	Text string // what the reader sees; may be empty
}

// Finder tells articles from other links.
type Finder struct {
	pattern *regexp.Regexp
	rules   *link.Rules
}

// NewFinder compiles a pattern: a regular expression (RE2) that an article's
// whole address must contain. An empty one means to guess.
func NewFinder(pattern string, rules *link.Rules) (*Finder, error) {
	f := &Finder{rules: rules}
	if pattern == "" {
		return f, nil
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, fmt.Errorf("compile link pattern: %w", err)
	}
	f.pattern = re
	return f, nil
}

// Links are the article links of a page within its own site, each once, in the
// order of the page.
func (f *Finder) Links(page []byte, base string) []Link {
	b, err := url.Parse(base)
	if err != nil {
		return nil
	}
	w := walk{f: f, base: b, host: b.Host, at: map[string]int{}}
	z := html.NewTokenizer(bytes.NewReader(page))
	z.SetMaxBuf(1 << 20)
	for len(w.links) < MaxLinks {
		if tt := z.Next(); tt == html.ErrorToken {
			break // the end, or an over-long tag: what came before it counts
		} else {
			w.token(z, tt)
		}
	}
	return w.links
}

type walk struct {
	f     *Finder
	base  *url.URL
	host  string
	at    map[string]int // key to the place in links
	links []Link
	open  int // 1 + place of the link whose text is being read
	text  strings.Builder
}

func (w *walk) token(z *html.Tokenizer, tt html.TokenType) {
	switch tt {
	case html.StartTagToken, html.SelfClosingTagToken:
		name, has := z.TagName()
		switch {
		case len(name) == 1 && name[0] == 'a':
			w.close()
			if href, ok := attr(z, has, "href"); ok {
				w.add(href)
			}
		case string(name) == "base":
			if href, ok := attr(z, has, "href"); ok {
				if u, err := w.base.Parse(strings.TrimSpace(href)); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
					w.base = u
				}
			}
		}
	case html.EndTagToken:
		if name, _ := z.TagName(); len(name) == 1 && name[0] == 'a' {
			w.close()
		}
	case html.TextToken:
		if w.open > 0 && w.text.Len() < 1000 {
			w.text.Write(z.Text())
			w.text.WriteByte(' ')
		}
	}
}

func attr(z *html.Tokenizer, more bool, want string) (string, bool) {
	for more {
		var k, v []byte
		k, v, more = z.TagAttr()
		if string(k) == want {
			return string(v), true
		}
	}
	return "", false
}

func (w *walk) add(href string) {
	u, err := w.f.rules.Normalise(w.base, href)
	if err != nil || !link.SameSite(link.Host(u), w.host) || !w.f.Article(u) {
		return
	}
	key := link.Key(u)
	i, ok := w.at[key]
	if !ok {
		i = len(w.links)
		w.at[key] = i
		w.links = append(w.links, Link{URL: u})
	}
	w.open = i + 1
}

// close ends the text of a link. The longest text that one page gives a link
// is its headline; pictures and "read more" are shorter.
func (w *walk) close() {
	if w.open > 0 {
		text := strings.Join(strings.Fields(w.text.String()), " ")
		if l := &w.links[w.open-1]; len(text) > len(l.Text) {
			l.Text = text
		}
	}
	w.open = 0
	w.text.Reset()
}

// Article says whether a normal address is one of an article.
func (f *Finder) Article(u string) bool {
	if f.pattern != nil {
		return f.pattern.MatchString(u) || f.pattern.MatchString(link.Readable(u))
	}
	return link.IsPage(u) && shaped(u)
}

// sections are path words of pages that list, serve or sell, in any outlet.
var sections = map[string]bool{
	"tag": true, "tags": true, "category": true, "categories": true, "author": true, "authors": true, "search": true, "login": true, "register": true,
	"page": true, "topic": true, "topics": true, "video": false, "contact": true, "about": true, "privacy": true, "terms": true, "feed": true, "rss": true,
	"وسم": true, "تصنيف": true, "كاتب": true, "بحث": true,
}

// shaped guesses by the shape of the path, as article addresses have it nearly
// everywhere: a long number, a date, or a last word of four and more parts.
func shaped(u string) bool {
	p, err := url.Parse(u)
	if err != nil {
		return false
	}
	segs := strings.FieldsFunc(p.Path, func(r rune) bool { return r == '/' })
	for _, s := range segs {
		if sections[strings.ToLower(s)] {
			return false
		}
	}
	if len(segs) == 0 {
		return longNumber(p.RawQuery)
	}
	last := segs[len(segs)-1]
	return longNumber(p.Path) || longNumber(p.RawQuery) || strings.Count(last, "-")+strings.Count(last, "_")+strings.Count(last, " ") >= 3
}

// longNumber finds four digits in a row: an id, or a year.
func longNumber(s string) bool {
	run := 0
	for _, r := range s {
		if !unicode.IsDigit(r) {
			run = 0
			continue
		}
		if run++; run == 4 {
			return true
		}
	}
	return false
}
