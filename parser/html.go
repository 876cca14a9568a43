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
	"github.com/marsad-news/marsad/parser/tree"
)

// HTML reads a page.
func (p *Parser) HTML(in Input) Result {
	r := &reading{parser: p, in: in}
	body := in.Body[:min(len(in.Body), maxPage)]
	if len(body) < len(in.Body) {
		r.note("page read up to 8 MiB")
	}
	if binary(body) {
		return r.none(NotBinary)
	}
	r.text, r.res.Trace.Charset = charset.Decode(body, in.ContentType)
	r.doc = tree.Parse(r.text)
	r.claims()
	r.extract()
	return r.judge()
}

// reading is the work on one page.
type reading struct {
	parser   *Parser
	in       Input
	res      Result
	text     string // the page in UTF-8
	doc      *html.Node
	rule     *site.Rule
	known    metadata.Fields // what the outlet's rule found
	cut      []site.Part     // … and took out
	evidence *metadata.Evidence
	x        boilerplate.Result
}

func (r *reading) note(s string) { r.res.Trace.Notes = append(r.res.Trace.Notes, s) }

// none ends the reading of a page that is no article.
func (r *reading) none(kind string) Result {
	r.res.NotArticle = kind
	return r.res
}

// context is what is known of the page beside its tree.
func (r *reading) context() metadata.Context {
	return metadata.Context{
		URL: r.in.URL, Source: r.in.Source, FeedTitle: r.in.Title, FeedDate: r.in.Published, FetchedAt: r.in.FetchedAt, Rule: r.known,
	}
}

// claims reads what the outlet's rule and the page say of the article.
func (r *reading) claims() {
	r.rule = r.parser.ruleFor(&r.in)
	r.known.Title, r.known.Published, r.known.Byline = r.rule.Find(r.doc)
	r.cut = r.rule.Cut(r.doc)
	if r.rule != nil {
		r.res.Trace.Rule = r.rule.ID
	}
	r.evidence = metadata.Read(r.doc)
}

// extract finds the text.
func (r *reading) extract() {
	r.x = boilerplate.Extract(r.doc, boilerplate.Options{
		Title: r.evidence.Headline(r.context()), ArticleBody: r.evidence.ArticleBody(), Repeats: r.in.Repeats,
		Body: r.rule.BodySelector(r.doc), Trace: r.parser.trace,
	})
	t := &r.res.Trace
	t.Steps, t.Hashes, t.How = steps(r.x.Trace), r.x.Hashes, r.x.Stats.How
	t.Stats = Stats{PageRunes: r.x.Stats.PageRunes, KeptRunes: r.x.Stats.KeptRunes, LinkDensity: r.x.Stats.LinkDensity}
}

// gateRunes is the most visible text of a page that a shield has put in place
// of the one asked for, in letters: only such a page is searched for its marks.
const gateRunes = 5000

// judge says whether the page is an article and decides its fields.
func (r *reading) judge() Result {
	if r.x.NotArticle != "" {
		return r.none(r.x.NotArticle)
	}
	a := r.article()
	source := r.text
	if r.x.Stats.PageRunes > gateRunes {
		source = ""
	}
	if kind, why := r.evidence.Kind(r.in.URL, source, a.Text, walls(&r.x)); kind != "" {
		r.note("no article: " + why)
		return r.none(kind)
	}
	if len(a.Text) < minArticle {
		return r.none(NotEmpty)
	}
	c := r.context()
	c.Printed, c.Byline, c.Text, c.Dates = r.x.Title, a.Byline, a.Text, r.x.Dates
	f := r.evidence.Decide(c)
	a.Title, a.Byline, a.URL = f.Title, f.Byline, f.Canonical
	a.Published, a.DateBy, a.Modified = f.Published, f.DateBy, f.Modified
	t := &r.res.Trace
	t.TitleBy, t.DateBy, t.Stats.Dated = f.TitleBy, f.DateBy, f.DateBy != "" && f.DateBy != "feed"
	for i := range a.Embedded {
		e := &a.Embedded[i]
		date(e, &r.in)
		if e.Published == "" {
			if e.Published = r.evidence.Under(e.Title, c); e.Published != "" {
				e.DateBy = "text"
			}
		}
	}
	finish(a, &r.in, r.evidence.Lang)
	r.res.Article = a
	return r.res
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
func (r *reading) article() *event.Article {
	x := &r.x
	lines := flat.Classify(linesOf(x.Blocks), flat.Hint{Title: x.Title, Markup: true, Ended: ended(x), Drop: phrases(r.rule)})
	r.retrace(lines)
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
	for _, part := range r.cut {
		a.Stripped = append(a.Stripped, event.Stripped(part))
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

// retrace notes in the trace which blocks the second judgement stripped.
func (r *reading) retrace(lines []flat.Line) {
	if !r.parser.trace {
		return
	}
	gone := map[string]*flat.Line{}
	for i := range lines {
		if l := &lines[i]; !l.Kind.Kept() && l.Text != "" {
			gone[l.Text] = l
		}
	}
	for i := range r.res.Trace.Steps {
		s := &r.res.Trace.Steps[i]
		if l := gone[charset.Line(s.Text)]; l != nil && s.Kept {
			s.Kept, s.Kind, s.Rule = l.Kind == flat.EmbeddedBody, string(l.Kind), "line: "+l.Rule
		}
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
