package parser

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/marsad-news/marsad/parser/boilerplate"
	"github.com/marsad-news/marsad/parser/site"
)

// CheckRule reads the fixture page of an outlet's rule and says, line by line,
// what of the rule matches and whether what must come out does. It fails when
// there is no such rule or no fixture.
func (p *Parser) CheckRule(id string) ([]site.Finding, error) {
	rule := p.rules.ByID(id)
	if rule == nil {
		return nil, fmt.Errorf("check rule: no rule %q", id)
	}
	page, want, ok := p.rules.Fixture(id)
	if !ok {
		return nil, fmt.Errorf("check rule: %q has no fixture: want fixtures/%s.html and fixtures/%s.want beside the rules", id, id, id)
	}
	return p.CheckPage(rule, page, want)
}

// CheckPage does the same with a page at hand; of an empty Want only the rule
// is checked.
func (p *Parser) CheckPage(rule *site.Rule, page []byte, want site.Want) ([]site.Finding, error) {
	doc, err := boilerplate.Parse(bytes.Clone(page))
	if err != nil {
		return nil, fmt.Errorf("check rule %s: %w", rule.ID, err)
	}
	out := rule.Check(doc)
	if want.URL == "" {
		return out, nil
	}
	if p.rules.For(want.URL) != rule {
		out = append(out, site.Finding{Key: "hosts", Select: want.URL, Problem: "the rule does not apply to this address"})
	}
	res := p.HTML(Input{URL: want.URL, Body: page})
	if res.Article == nil {
		return append(out, site.Finding{Key: "text", Problem: "no article but " + res.NotArticle}), nil
	}
	a := res.Article
	for _, f := range []struct{ key, got, want string }{
		{"title", a.Title, want.Title}, {"published", a.Published, want.Published}, {"byline", a.Byline, want.Byline}, {"text", a.Text, want.Text},
	} {
		found := site.Finding{Key: f.key, Matches: 1}
		if f.got != f.want && !(f.key == "published" && f.want != "" && strings.HasPrefix(f.got, f.want)) {
			found = site.Finding{Key: f.key, Problem: differ(f.got, f.want)}
		}
		out = append(out, found)
	}
	return out, nil
}

// differ names the first line in which what comes out is not what must.
func differ(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	i := 0
	for i < len(g) && i < len(w) && g[i] == w[i] {
		i++
	}
	switch {
	case i == len(g):
		return fmt.Sprintf("lacks line %d, %q", i+1, w[i])
	case i == len(w):
		return fmt.Sprintf("has one line more, %q", g[i])
	case len(g)+len(w) == 2:
		return fmt.Sprintf("is %q, must be %q", g[0], w[0])
	}
	return fmt.Sprintf("line %d is %q, must be %q", i+1, g[i], w[i])
}
