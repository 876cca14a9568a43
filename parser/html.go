package parser

import (
	"strings"

	"golang.org/x/net/html"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/parser/boilerplate"
	"github.com/marsad-news/marsad/parser/charset"
	"github.com/marsad-news/marsad/parser/flat"
	"github.com/marsad-news/marsad/parser/metadata"
	"github.com/marsad-news/marsad/parser/site"
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
	rule := p.ruleFor(&in)
	known := metadata.Fields{}
	known.Title, known.Published, known.Byline = rule.Find(doc)
	parts := rule.Cut(doc)
	if rule != nil {
		res.Trace.Rule = rule.ID
	}
	evidence := metadata.Read(doc)
	headline := evidence.Headline(metadata.Context{URL: in.URL, Source: in.Source, FeedTitle: in.Title, FetchedAt: in.FetchedAt, Rule: known})
	x := boilerplate.Extract(doc, boilerplate.Options{
		Title: headline, ArticleBody: evidence.ArticleBody(), Repeats: in.Repeats, Trace: p.trace,
		Body: rule.BodySelector(doc),
	})
	res.Trace.Steps, res.Trace.Hashes = steps(x.Trace), x.Hashes
	res.Trace.Stats = Stats{PageRunes: x.Stats.PageRunes, KeptRunes: x.Stats.KeptRunes, LinkDensity: x.Stats.LinkDensity}
	res.Trace.How = x.Stats.How
	if x.NotArticle != "" {
		res.NotArticle = x.NotArticle
		return res
	}
	a := article(&x, rule)
	for _, part := range parts {
		a.Stripped = append(a.Stripped, event.Stripped(part))
	}
	if kind, why := evidence.Kind(in.URL, text, a.Text, walls(&x)); kind != "" {
		res.NotArticle = kind
		res.Trace.Notes = append(res.Trace.Notes, "no article: "+why)
		return res
	}
	if len(a.Text) < minArticle {
		res.NotArticle = NotEmpty
		return res
	}
	f := evidence.Decide(metadata.Context{
		URL: in.URL, Source: in.Source, FeedTitle: in.Title, FeedDate: in.Published, FetchedAt: in.FetchedAt,
		Printed: x.Title, Byline: a.Byline, Text: a.Text, Dates: x.Dates, Rule: known,
	})
	a.Title, a.Byline, a.URL = f.Title, f.Byline, f.Canonical
	a.Published, a.DateBy, a.Modified = f.Published, f.DateBy, f.Modified
	res.Trace.TitleBy, res.Trace.DateBy = f.TitleBy, f.DateBy
	res.Trace.Stats.Dated = f.DateBy != "" && f.DateBy != "feed"
	for i := range a.Embedded {
		date(&a.Embedded[i], &in)
	}
	finish(a, &in, evidence.Lang)
	res.Article = a
	return res
}

// date reads the printed date of an embedded article.
func date(e *event.Article, in *Input) {
	printed := e.Published
	e.Published = ""
	if iso, ok := metadata.Stamp8601(printed, in.FetchedAt); ok {
		e.Published, e.DateBy = iso, "text"
	}
}

// article makes an article of what was extracted. The lines of the text are
// judged once more by the rules for flattened pages, which know second
// articles, credits and captions by their wording where the markup is mute.
func article(x *boilerplate.Result, rule *site.Rule) *event.Article {
	lines := flat.Classify(linesOf(x.Blocks), flat.Hint{Title: x.Title, Markup: true, Ended: ended(x), Drop: phrases(rule)})
	a := fromLines(lines)
	a.Title, a.Kicker = x.Title, x.Kicker
	a.Captions = append(x.Captions, a.Captions...)
	a.Byline = first(x.Byline, a.Byline)
	if metadata.Places(x.Dateline) {
		a.Dateline = charset.Line(x.Dateline)
	}
	a.Agency = first(metadata.Agency(x.Source), a.Agency)
	for _, s := range x.Stripped {
		a.Stripped = append(a.Stripped, event.Stripped{Kind: s.Kind, Text: s.Text, Rule: s.Rule})
	}
	for _, e := range x.Embedded {
		w := &builder{}
		for _, l := range flat.Classify(linesOf(e.Blocks), flat.Hint{Title: e.Title, Markup: true}) {
			if l.Kind.Kept() {
				w.add(l.Text, l.Section, l.Time)
			}
		}
		s := event.Article{Title: e.Title}
		if len(e.Dates) > 0 {
			s.Published = e.Dates[0]
		}
		w.fill(&s)
		a.Embedded = append(a.Embedded, s)
	}
	return a
}

// ended reports whether something was stripped that stands at the end of an
// article and before another: a credit with key words, or a teaser's header
// without a teaser.
func ended(x *boilerplate.Result) bool {
	for i := range x.Stripped {
		switch s := &x.Stripped[i]; s.Kind {
		case "related":
			if k := charset.Key(s.Text); k == "اقرا ايضا" || k == "اقرا ايضا ايضا" || k == "شاهد ايضا" || k == "طالع ايضا" {
				return true
			}
		case "tags", "keywords":
			if strings.HasPrefix(charset.Key(s.Text), "كلمات") || strings.HasPrefix(charset.Key(s.Text), "الكلمات") {
				return true
			}
		}
	}
	return false
}

// walls is what was stripped as a wall: a stub shows by it.
func walls(x *boilerplate.Result) string {
	t := ""
	for i := range x.Stripped {
		if s := &x.Stripped[i]; s.Kind == string(flat.Paywall) {
			t += "\n" + s.Text
		}
	}
	return t
}

// ruleFor is the rule of a page's outlet: by its address, else by its source
// when that is a host.
func (p *Parser) ruleFor(in *Input) *site.Rule {
	if r := p.rules.For(in.URL); r != nil || in.URL != "" {
		return r
	}
	return p.rules.For(in.Source)
}

// phrases is what the outlet's rule says of single lines.
func phrases(r *site.Rule) func(string) (flat.Kind, string) {
	if r == nil || len(r.Lines) == 0 {
		return nil
	}
	return func(line string) (flat.Kind, string) {
		kind, why := r.Line(line)
		return flat.Kind(kind), why
	}
}

func linesOf(blocks []boilerplate.Block) []flat.Line {
	lines := make([]flat.Line, len(blocks))
	for i, b := range blocks {
		l := flat.Line{No: i + 1, Text: charset.Line(b.Text), Time: b.Time}
		switch b.Section {
		case event.SectionSubhead:
			l.Heading = 3
		case event.SectionQuotation:
			l.Quote = true
		case event.SectionList:
			l.Item = true
		case event.SectionTable:
			l.Table = true
		}
		lines[i] = l
	}
	return lines
}

func first(s ...string) string {
	for _, x := range s {
		if x != "" {
			return x
		}
	}
	return ""
}

func steps(in []boilerplate.Step) []Step {
	out := make([]Step, len(in))
	for i, s := range in {
		out[i] = Step{Text: s.Text, Kept: s.Kept, Kind: s.Kind, Rule: s.Rule, Path: s.Path}
	}
	return out
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
