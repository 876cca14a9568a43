package parser

import (
	"slices"
	"strings"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/parser/charset"
	"github.com/marsad-news/marsad/parser/flat"
	"github.com/marsad-news/marsad/parser/metadata"
)

// minArticle is the least text of an article, in bytes: one short paragraph.
const minArticle = 80

// Flat reads a page that was flattened to lines of text, as scrapers leave it.
func (p *Parser) Flat(in Input) Result {
	var res Result
	body := in.Body[:min(len(in.Body), maxPage)]
	if binary(body) {
		res.NotArticle = NotBinary
		return res
	}
	text, info := charset.Decode(body, in.ContentType)
	res.Trace.Charset = info
	rule := p.ruleFor(&in)
	if rule != nil {
		res.Trace.Rule = rule.ID
	}
	lines := flat.Classify(flat.Split(text), flat.Hint{Title: in.Title, Drop: phrases(rule)})
	a := fromLines(lines)
	res.Trace.Steps = lineSteps(lines)
	if kind, why := lineKind(a, lines); kind != "" {
		res.NotArticle = kind
		res.Trace.Notes = append(res.Trace.Notes, "no article: "+why)
		return res
	}
	if len(a.Text) < minArticle {
		res.NotArticle = NotEmpty
		return res
	}
	if a.Title == "" {
		a.Title = charset.Line(in.Title)
	}
	a.Title = bareTitle(a.Title, in.Source)
	a.URL = metadata.Canonical(in.URL)
	a.Byline = metadata.Writer(a.Byline, "", in.Source)
	a.Published, a.DateBy, a.Modified = lineDates(lines, &in, a.Text)
	for i := range a.Embedded {
		e := &a.Embedded[i]
		if iso, ok := metadata.Stamp8601(e.Published, in.FetchedAt); ok {
			e.Published, e.DateBy = iso, "text"
		} else {
			e.Published = ""
		}
	}
	finish(a, &in, "")
	res.Article = a
	res.Trace.TitleBy, res.Trace.DateBy = "line", a.DateBy
	res.Trace.Stats = Stats{PageRunes: len([]rune(text)), KeptRunes: len([]rune(a.Text)), Dated: a.DateBy == "text"}
	return res
}

// manyMore is how many read-more lines behind excerpts make a list of stories.
const manyMore = 4

// lineKind says what a flattened page is when it is no article.
func lineKind(a *event.Article, lines []flat.Line) (kind, why string) {
	more, walls := 0, ""
	for i := range lines {
		switch l := &lines[i]; {
		case l.Kind == flat.Paywall:
			walls += "\n" + l.Text
		case i > 0 && l.Kind == flat.Related && (flat.Key(l.Text) == "اقرا المزيد" || flat.Key(l.Text) == "read more"):
			more++
		}
	}
	if more >= manyMore {
		return NotListing, "excerpts, each with its read-more line"
	}
	e := &metadata.Evidence{TitleTag: a.Title}
	return e.Kind("", "", a.Text, walls)
}

// bareTitle takes off a title what bars set apart: the word that it is urgent,
// the outlet.
func bareTitle(title, source string) string {
	for _, sep := range []string{" | ", " |", "| "} {
		if before, after, ok := strings.Cut(title, sep); ok && flat.Key(before) == "عاجل" {
			title = strings.TrimSpace(after)
		}
		if i := strings.LastIndex(title, sep); i > 0 {
			if tail := strings.TrimSpace(title[i+len(sep):]); flat.Outlet(tail) || flat.Key(tail) == flat.Key(source) {
				title = strings.TrimSpace(title[:i])
			}
		}
	}
	return title
}

// maxStampLine is the most words of a line that a stamp is looked for in.
const maxStampLine = 25

// lineDates decides the dates of a flattened page: from the lines between title
// and text, else from date lines above.
func lineDates(lines []flat.Line, in *Input, text string) (published, by, modified string) {
	var under, over []string
	titled := false
	for i := range lines {
		l := &lines[i]
		if l.Kind == flat.Body {
			break // stamps behind the first paragraph are other stories'
		}
		switch {
		case l.Kind == flat.Title:
			titled = true
		case l.Text == "" || len(strings.Fields(l.Text)) > maxStampLine:
		case titled && (l.Kind == flat.Date || (l.Kind == flat.Controls || l.Kind == flat.Byline || l.Kind == flat.Letterhead) && strings.ContainsAny(flat.Key(l.Text), "0123456789")):
			under = append(under, l.Text)
		case l.Kind == flat.Date:
			over = append(over, l.Text)
		}
	}
	slices.Reverse(over) // the nearest to the title first: the calendar of the visit stands on top
	e := &metadata.Evidence{}
	f := e.Decide(metadata.Context{URL: in.URL, Source: in.Source, FeedDate: in.Published, FetchedAt: in.FetchedAt, Dates: append(under, over...), Text: text})
	return f.Published, f.DateBy, f.Modified
}

func lineSteps(lines []flat.Line) []Step {
	var out []Step
	for i := range lines {
		l := &lines[i]
		if l.Text == "" {
			continue
		}
		s := Step{Text: l.Text, Kept: l.Kind.Kept() || l.Kind == flat.EmbeddedBody, Kind: string(l.Kind), Rule: l.Rule}
		if l.Kind.Kept() {
			s.Kind = string(l.Section)
		}
		out = append(out, s)
	}
	return out
}
