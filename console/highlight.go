package console

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// A piece is a run of text that is marked as a whole, or not at all.
type piece struct {
	Text   string
	Stance string   // polarity of the claims it proves; "mixed" where they differ; empty: not marked
	Claims []string // ids of those claims
}

// A paragraph is one line of an article.
type paragraph struct {
	Subhead, Quote, Item bool
	Pieces               []piece
}

// span is where a claim's evidence stands in a text.
type span struct {
	start, end int
	stance, id string
}

// spans finds the evidence of the claims that belong to text. Offsets are
// trusted only where the words stand there; words that stand elsewhere, once,
// are found by themselves, others stay unmarked.
func spans(text string, title bool, claims []store.Claim) (out []span) {
	for i := range claims {
		c := &claims[i]
		e := c.Evidence
		if title != (c.Section == event.SectionTitle) || e.Text == "" {
			continue
		}
		if !holds(text, e) {
			at := strings.Index(text, e.Text)
			if at < 0 || strings.Contains(text[at+1:], e.Text) {
				continue
			}
			e.Start, e.End = at, at+len(e.Text)
		}
		s, end := words(text, e.Start, e.End)
		out = append(out, span{s, end, string(c.Polarity), c.ID})
	}
	return out
}

func holds(text string, e event.Evidence) bool {
	return e.Start >= 0 && e.Start <= e.End && e.End <= len(text) && text[e.Start:e.End] == e.Text
}

// words widens a span to whole words: an element's edge within a word keeps
// some engines from joining Arabic letters across it.
func words(text string, start, end int) (int, int) {
	for start > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:start])
		if !joins(r) {
			break
		}
		start -= n
	}
	for end < len(text) {
		r, n := utf8.DecodeRuneInString(text[end:])
		if !joins(r) {
			break
		}
		end += n
	}
	return start, end
}

func joins(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == 'ـ' || r == '\u200d'
}

// cut divides text[start:end] at the edges of the spans.
func cut(text string, start, end int, marks []span) (out []piece) {
	edges := []int{start, end}
	for _, m := range marks {
		for _, e := range []int{m.start, m.end} {
			if e > start && e < end {
				edges = append(edges, e)
			}
		}
	}
	sort.Ints(edges)
	for i := 1; i < len(edges); i++ {
		a, b := edges[i-1], edges[i]
		if a == b {
			continue
		}
		p := piece{Text: text[a:b]}
		for _, m := range marks {
			if m.start < b && m.end > a {
				p.Claims = append(p.Claims, m.id)
				p.Stance = both(p.Stance, m.stance)
			}
		}
		out = append(out, p)
	}
	return out
}

func both(a, b string) string {
	if a == "" || a == b {
		return b
	}
	return "mixed"
}

// paragraphs lays an article's text out with the evidence marked.
func paragraphs(a *event.Article, marks []span) (out []paragraph) {
	at := 0
	for _, line := range strings.Split(a.Text, "\n") {
		start, end := at, at+len(line)
		at = end + 1
		if strings.TrimSpace(line) == "" {
			continue
		}
		p := paragraph{Pieces: cut(a.Text, start, end, marks)}
		for _, b := range a.Blocks {
			if b.Start <= start && end <= b.End {
				p.Subhead = p.Subhead || b.Section == event.SectionSubhead
				p.Quote = p.Quote || b.Section == event.SectionQuotation
				p.Item = p.Item || b.Section == event.SectionList
			}
		}
		out = append(out, p)
	}
	return out
}

// excerpt is the line that the first of the spans stands in, cut short where
// it is long: what a list shows of an article.
func excerpt(text string, marks []span) []piece {
	if len(marks) == 0 {
		return nil
	}
	m := marks[0]
	start := strings.LastIndexByte(text[:m.start], '\n') + 1
	end := len(text)
	if i := strings.IndexByte(text[m.end:], '\n'); i >= 0 {
		end = m.end + i
	}
	from, to := start, end
	if m.start-start > around {
		from = wordEdge(text, m.start-around)
	}
	if end-m.end > around {
		to = wordEdge(text, m.end+around)
	}
	out := cut(text, from, to, marks)
	if from > start {
		out = append([]piece{{Text: "… "}}, out...)
	}
	if to < end {
		out = append(out, piece{Text: " …"})
	}
	return out
}

// around is how much of a line a list shows before and after the evidence, in
// bytes: some fifty Arabic words on both sides together.
const around = 260

// wordEdge is the first blank at or after a byte, or where the text ends.
func wordEdge(text string, at int) int {
	if i := strings.IndexAny(text[at:], " \n"); i >= 0 {
		return at + i
	}
	return len(text)
}
