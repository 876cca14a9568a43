package site

import (
	"io/fs"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"

	"github.com/marsad-news/marsad/parser/charset"
	"github.com/marsad-news/marsad/parser/metadata"
)

// Find reads what the rule's places hold in a page.
func (r *Rule) Find(doc *html.Node) (title, date, byline string) {
	if r == nil {
		return "", "", ""
	}
	return r.Title.read(doc), r.Date.read(doc), r.Byline.read(doc)
}

func (p *Place) read(doc *html.Node) string {
	if p == nil {
		return ""
	}
	n := cascadia.Query(doc, p.match)
	if n == nil {
		return ""
	}
	if p.Attr != "" {
		for _, a := range n.Attr {
			if a.Key == p.Attr {
				return charset.Line(a.Val)
			}
		}
		return ""
	}
	return metadata.Text(n)
}

// minBody is the least text, in bytes, that the rule's body must hold to be
// believed: a page of another layout may use the name for a teaser.
const minBody = 200

// BodySelector is the selector of the running text when the page has it and
// it holds text, else nothing.
func (r *Rule) BodySelector(doc *html.Node) string {
	if r == nil || r.Body == nil {
		return ""
	}
	for _, n := range cascadia.QueryAll(doc, r.Body.match) {
		if len(metadata.Text(n)) >= minBody {
			return r.Body.Select
		}
	}
	return ""
}

// Cut takes the parts that the rule drops out of the page and returns them.
func (r *Rule) Cut(doc *html.Node) []Part {
	if r == nil {
		return nil
	}
	var out []Part
	whole := 0
	if len(r.Drop) > 0 {
		whole = size(doc)
	}
	for i := range r.Drop {
		d := &r.Drop[i]
		for _, n := range cascadia.QueryAll(doc, d.match) {
			if !within(n, doc) || size(n)*2 > whole {
				continue // it went with a part around it, or is the page itself
			}
			if t := metadata.Text(n); t != "" {
				out = append(out, Part{Kind: d.Kind, Text: t, Rule: r.ID + ": " + d.Select})
			}
			n.Parent.RemoveChild(n)
		}
	}
	return out
}

// size is the length of an element's text, in bytes.
func size(n *html.Node) int {
	sum := 0
	for c := range n.Descendants() {
		if c.Type == html.TextNode && c.Parent.Data != "script" && c.Parent.Data != "style" {
			sum += len(strings.TrimSpace(c.Data))
		}
	}
	return sum
}

func within(n, doc *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == doc {
			return true
		}
	}
	return false
}

// Part is what a rule took out.
type Part struct{ Kind, Text, Rule string }

// Line decides a line of text by the rule's phrases: its kind and what
// decided, or nothing.
func (r *Rule) Line(line string) (kind, rule string) {
	if r == nil {
		return "", ""
	}
	for i := range r.Lines {
		l := &r.Lines[i]
		if line == l.Text || l.Start && strings.HasPrefix(line, l.Text) {
			return l.Kind, r.ID + ": " + l.Text
		}
	}
	return "", ""
}

// Finding is what a check says of one line of a rule.
type Finding struct {
	Key     string // title, body, date, byline, drop, text …
	Select  string
	Matches int
	Problem string // empty: as it should be
}

// Check says of every selector of the rule how often it matches in a page. A
// drop that matches nothing is no problem: not every page has an appeal.
func (r *Rule) Check(doc *html.Node) []Finding {
	var out []Finding
	add := func(key, sel string, m cascadia.Matcher, must bool) {
		f := Finding{Key: key, Select: sel, Matches: len(cascadia.QueryAll(doc, m))}
		if f.Matches == 0 && must {
			f.Problem = "matches nothing: the generic reader takes over"
		}
		out = append(out, f)
	}
	for _, p := range []struct {
		key string
		at  *Place
	}{{"title", r.Title}, {"body", r.Body}, {"date", r.Date}, {"byline", r.Byline}} {
		if p.at != nil {
			add(p.key, p.at.Select, p.at.match, p.key != "byline")
		}
	}
	for i := range r.Drop {
		add("drop", r.Drop[i].Select, r.Drop[i].match, false)
	}
	return out
}

// Want is what must come out of a rule's fixture page.
type Want struct{ URL, Title, Published, Byline, Text string }

// Fixture is the page that shows an outlet's structure, and what must come out
// of it: <id>.html and <id>.want in the directory "fixtures" beside the rules,
// or beside the rule itself. A .want file has lines "url: …", "title: …",
// "published: …", "byline: …", an empty line, and the text.
func (s *Set) Fixture(id string) (page []byte, want Want, ok bool) {
	r := s.ByID(id)
	if r == nil || r.files == nil {
		return nil, want, false
	}
	for _, dir := range []string{"fixtures/", ""} {
		page, err := fs.ReadFile(r.files, dir+id+".html")
		if err != nil {
			continue
		}
		data, err := fs.ReadFile(r.files, dir+id+".want")
		if err != nil {
			return nil, want, false
		}
		return page, parseWant(string(data)), true
	}
	return nil, want, false
}

func parseWant(data string) Want {
	var want Want
	head, text, _ := strings.Cut(data, "\n\n")
	for line := range strings.Lines(head) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch key {
		case "url":
			want.URL = value
		case "title":
			want.Title = value
		case "published":
			want.Published = value
		case "byline":
			want.Byline = value
		}
	}
	want.Text = strings.TrimSpace(text)
	return want
}

// Fixture is the fixture of a shipped rule.
func Fixture(id string) (page []byte, want Want, ok bool) {
	s, err := Shipped()
	if err != nil {
		return nil, want, false
	}
	return s.Fixture(id)
}
