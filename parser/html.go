package parser

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/marsad-news/marsad/parser/charset"
	"github.com/marsad-news/marsad/parser/flat"
	"github.com/marsad-news/marsad/parser/metadata"
)

// HTML reads a page.
func (p *Parser) HTML(in Input) Result {
	var res Result
	body := in.Body[:min(len(in.Body), maxPage)]
	if len(body) < len(in.Body) {
		res.Trace.Notes = append(res.Trace.Notes, "page read up to 8 MiB")
	}
	if binary(body) {
		res.NotArticle = NotBinary
		return res
	}
	text, info := charset.Decode(body, in.ContentType)
	res.Trace.Charset = info
	doc, err := tree(text)
	if err != nil {
		res.NotArticle = NotEmpty
		return res
	}
	evidence := metadata.Read(doc)
	lines := flat.Classify(blocks(doc), flat.Hint{Title: in.Title, Markup: true})
	a := fromLines(lines)
	res.Trace.Steps = lineSteps(lines)
	if len(a.Text) < minArticle {
		res.NotArticle = NotEmpty
		return res
	}
	f := evidence.Decide(metadata.Context{
		URL: in.URL, Source: in.Source, FeedTitle: in.Title, FeedDate: in.Published, FetchedAt: in.FetchedAt,
		Printed: a.Title, Byline: a.Byline, Text: a.Text,
	})
	a.Title, a.Byline, a.URL = f.Title, f.Byline, f.Canonical
	a.Published, a.DateBy, a.Modified = f.Published, f.DateBy, f.Modified
	res.Trace.TitleBy, res.Trace.DateBy = f.TitleBy, f.DateBy
	finish(a, &in, evidence.Lang)
	res.Article = a
	return res
}

// maxDepth is the deepest nesting that is read; what lies deeper is hung one
// below the other. The HTML library refuses trees deeper than 512 elements.
const maxDepth = 256

// tree parses markup, however deeply it is nested.
func tree(text string) (*html.Node, error) {
	doc, err := html.Parse(strings.NewReader(text))
	if err == nil {
		return doc, nil
	}
	return html.Parse(strings.NewReader(shallow(text)))
}

// shallow rewrites markup without the opening tags that nest deeper than
// maxDepth and the closing tags that belong to them.
func shallow(text string) string {
	var out strings.Builder
	out.Grow(len(text))
	z := html.NewTokenizer(strings.NewReader(text))
	depth, over := 0, 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return out.String()
		case html.StartTagToken:
			if raw := z.Raw(); depth < maxDepth || void(z) {
				out.Write(raw)
			} else {
				over++
				out.WriteByte(' ')
				continue
			}
			depth++
		case html.EndTagToken:
			if over > 0 {
				over--
				continue
			}
			depth = max(0, depth-1)
			out.Write(z.Raw())
		default:
			out.Write(z.Raw())
		}
	}
}

// void reports whether the tag just read never has a closing one.
func void(z *html.Tokenizer) bool {
	name, _ := z.TagName()
	switch string(name) {
	case "br", "img", "hr", "input", "meta", "link", "wbr", "area", "base", "col", "embed", "source", "track", "param":
		return true
	}
	return false
}
