package robots

import (
	"bytes"
	"strings"

	"golang.org/x/net/html"
)

// Directives are what a page itself says to robots.
type Directives struct {
	NoIndex   bool
	NoArchive bool
}

// Header reads one X-Robots-Tag header: "noindex, noarchive", or with the name
// of the crawler that it is for in front: "marsadbot: none".
func (d *Directives) Header(value, product string) {
	who, rest, named := strings.Cut(value, ":")
	if named && !strings.ContainsAny(who, ", ") && !valued(who) {
		if !strings.EqualFold(strings.TrimSpace(who), product) {
			return
		}
		value = rest
	}
	d.list(value)
}

// valued are the directives that carry a colon themselves.
func valued(name string) bool {
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "unavailable_after", "max-snippet", "max-image-preview", "max-video-preview":
		return true
	}
	return false
}

func (d *Directives) list(value string) {
	for _, p := range strings.Split(strings.ToLower(value), ",") {
		switch strings.TrimSpace(p) {
		case "noindex":
			d.NoIndex = true
		case "noarchive", "nocache":
			d.NoArchive = true
		case "none":
			d.NoIndex, d.NoArchive = true, true
		}
	}
}

// metaBytes is how far into a page its head is looked for.
const metaBytes = 64 << 10

// Page reads the meta elements named robots, or as the crawler, in the head of
// a page.
func (d *Directives) Page(page []byte, product string) {
	page = page[:min(len(page), metaBytes)]
	if end := indexFold(page, "<body"); end >= 0 {
		page = page[:end]
	}
	if indexFold(page, "noindex") < 0 && indexFold(page, "noarchive") < 0 && indexFold(page, "nocache") < 0 && indexFold(page, "none") < 0 {
		return // nearly every page ends here
	}
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			if string(name) == "body" {
				return
			}
			if string(name) == "meta" && more {
				d.meta(z, product)
			}
		}
	}
}

func (d *Directives) meta(z *html.Tokenizer, product string) {
	var name, content string
	for more := true; more; {
		var k, v []byte
		k, v, more = z.TagAttr()
		switch string(k) {
		case "name":
			name = strings.TrimSpace(string(v))
		case "content":
			content = string(v)
		}
	}
	if strings.EqualFold(name, "robots") || strings.EqualFold(name, product) {
		d.list(content)
	}
}

// indexFold finds a lower-case ASCII word, whatever its case in b.
func indexFold(b []byte, word string) int {
	upper := word[0]
	if upper >= 'a' && upper <= 'z' {
		upper -= 'a' - 'A'
	}
	for at := 0; ; at++ {
		i := bytes.IndexByte(b[at:], word[0])
		if upper != word[0] {
			limit := len(b)
			if i >= 0 {
				limit = at + i
			}
			if j := bytes.IndexByte(b[at:limit], upper); j >= 0 {
				i = j
			}
		}
		if i < 0 || at+i+len(word) > len(b) {
			return -1
		}
		at += i
		if equalFold(b[at:at+len(word)], word) {
			return at
		}
	}
}

func equalFold(b []byte, word string) bool {
	for i := range len(word) {
		c := b[i]
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != word[i] {
			return false
		}
	}
	return true
}
