package store

import (
	"strings"

	"github.com/marsad-news/marsad/event"
)

// Match says whether the query selects the claim, as a store would; paging
// does not count.
func (q *Query) Match(c *Claim) bool {
	p := c.Provenance
	if p == nil {
		p = &event.Provenance{}
	}
	for _, f := range [...]struct{ want, is string }{
		{q.Country, c.Place.Country}, {q.Actor, c.Force.Actor}, {q.Kind, string(c.Kind)}, {q.Polarity, string(c.Polarity)},
		{q.Status, string(c.Status)}, {q.Source, p.Source}, {q.Org, c.Attribution.Org}, {q.Lang, p.Lang}, {q.Article, p.Article},
	} {
		if f.want != "" && f.want != f.is && (f.want != "_" || f.is != "") {
			return false
		}
	}
	from, before := q.Bounds()
	if c.When < from || before != "" && c.When >= before || c.Confidence < q.MinConfidence || !q.Retracted && c.Retracted() {
		return false
	}
	text := ""
	for _, w := range strings.Fields(Fold(q.Text)) {
		if text == "" {
			text = SearchText(&c.Claim)
		}
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// SearchText is what a reader may find a claim by, folded.
func SearchText(c *event.Claim) string {
	title := ""
	if c.Provenance != nil {
		title = c.Provenance.Title
	}
	return Fold(strings.Join([]string{
		title, c.Evidence.Text, c.Attribution.Speaker, c.Attribution.Role, c.Force.Name, c.Force.Unit, c.Place.Text, c.Place.Site,
	}, "\n"))
}
