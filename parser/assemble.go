package parser

import (
	"strings"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/text"
	"github.com/marsad-news/marsad/parser/charset"
	"github.com/marsad-news/marsad/parser/flat"
	"github.com/marsad-news/marsad/parser/metadata"
)

// builder writes the lines of a text and where each begins and ends.
type builder struct {
	b      strings.Builder
	blocks []event.Block
	heads  []string
}

func (w *builder) add(line string, section event.Section, time string) {
	if w.b.Len() > 0 {
		w.b.WriteByte('\n')
	}
	start := w.b.Len()
	w.b.WriteString(line)
	w.blocks = append(w.blocks, event.Block{Section: section, Start: start, End: w.b.Len(), Time: time})
	if section == event.SectionSubhead {
		w.heads = append(w.heads, line)
	}
}

// fill puts the text and what follows from it into an article.
func (w *builder) fill(a *event.Article) {
	a.Text, a.Blocks, a.Subheads = w.b.String(), w.blocks, w.heads
	a.Hash = event.BodyHash([]byte(a.Text))
}

// fromLines makes an article of classified lines: the page's own text, its
// embedded articles and what was stripped.
func fromLines(lines []flat.Line) *event.Article {
	a := &event.Article{}
	own := &builder{}
	embedded := map[int]*embeddedArticle{}
	var order []*embeddedArticle
	for i := range lines {
		l := &lines[i]
		if l.Text == "" {
			continue
		}
		switch l.Kind {
		case flat.Body, flat.Subhead:
			own.add(l.Text, l.Section, l.Time)
		case flat.EmbeddedTitle:
			e := &embeddedArticle{title: l.Text}
			embedded[l.Article] = e
			order = append(order, e)
		case flat.EmbeddedBody:
			if e := embedded[l.Article]; e != nil {
				e.add(l.Text, l.Section, l.Time)
			}
		case flat.EmbeddedDate:
			if e := embedded[l.Article]; e != nil && e.date == "" {
				e.date = l.Text
			}
		default:
			a.Stripped = append(a.Stripped, event.Stripped{Kind: string(l.Kind), Text: l.Text, Rule: l.Rule})
			setField(a, l)
		}
	}
	own.fill(a)
	for _, e := range order {
		x := event.Article{Title: e.title, Published: e.date}
		e.fill(&x)
		a.Embedded = append(a.Embedded, x)
	}
	return a
}

type embeddedArticle struct {
	builder
	title, date string
}

// setField keeps in its field what a stripped line says of the article.
func setField(a *event.Article, l *flat.Line) {
	switch l.Kind {
	case flat.Title:
		a.Title = l.Text
	case flat.Kicker:
		a.Kicker = l.Text
	case flat.Byline:
		if a.Byline == "" {
			a.Byline = l.Text
		}
	case flat.Dateline:
		if a.Dateline == "" {
			a.Dateline = l.Text
		}
	case flat.Caption:
		a.Captions = append(a.Captions, l.Text)
	case flat.SourceLine:
		if a.Agency == "" {
			a.Agency = metadata.Agency(l.Text)
		}
	}
}

// finish gives an article and the ones embedded in it their language, ids and
// common fields.
func finish(a *event.Article, in *Input, pageLang string) {
	a.Source, a.FetchedAt = sourceOf(in), in.FetchedAt
	a.Lang = language(a.Title, a.Text, pageLang)
	lead, _, _ := strings.Cut(a.Text, "\n")
	if a.Dateline == "" {
		a.Dateline = metadata.Dateline(lead)
	}
	if a.Agency == "" {
		a.Agency = metadata.Agency(a.Dateline)
	}
	for _, field := range []*string{&a.Title, &a.Byline, &a.URL} {
		*field = strings.Clone(*field) // of the page's own string, which need not be kept for it
	}
	a.ID = event.ArticleID(identity(a))
	for i := range a.Embedded {
		e := &a.Embedded[i]
		e.Host, e.Source, e.URL, e.FetchedAt = a.ID, a.Source, a.URL, in.FetchedAt
		e.ID = event.EmbeddedID(a.ID, e.Title)
		e.Lang = language(e.Title, e.Text, a.Lang)
	}
	a.Stripped = bounded(a.Stripped)
}

// identity is what an article's id is made of: its address, or its text when
// it has none.
func identity(a *event.Article) string {
	if a.URL != "" {
		return a.URL
	}
	return "text:" + a.Title + ":" + a.Hash
}

// langSample is how much text the language is told by beside the title, in
// bytes: a paragraph.
const langSample = 800

// language is that of the text, else what the page says of itself.
func language(title, body, page string) string {
	sample := strings.ToValidUTF8(title+"\n"+body[:min(len(body), langSample)], "")
	if l := text.Analyse(sample).Lang; l != "" {
		return l
	}
	page, _, _ = strings.Cut(strings.ToLower(page), "-")
	page, _, _ = strings.Cut(page, "_")
	if len(page) < 2 || len(page) > 3 {
		return ""
	}
	return page
}

// What is kept of the stripped blocks: enough for an operator to see what was
// cut, not a second copy of a page of links.
const (
	maxStripped     = 200
	maxStrippedText = 400 // bytes
)

func bounded(s []event.Stripped) []event.Stripped {
	if len(s) > maxStripped {
		s = s[:maxStripped]
	}
	for i := range s {
		t := s[i].Text
		if cut := maxStrippedText + 100; len(t) > cut { // more than is kept, in all likelihood
			if h := charset.Line(strings.ToValidUTF8(t[:cut], "")); len(h) > maxStrippedText {
				t = h
			}
		}
		s[i].Text = charset.Line(t)
		if len(s[i].Text) > maxStrippedText {
			s[i].Text = strings.ToValidUTF8(s[i].Text[:maxStrippedText], "") + "…"
		}
	}
	return s
}
