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
	if !bytes.Contains(bytes.ToLower(page), []byte("noindex")) && !bytes.Contains(bytes.ToLower(page), []byte("noarchive")) &&
		!bytes.Contains(bytes.ToLower(page), []byte("none")) {
		return
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
