package sink

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// Rows is what one report means to a store that keeps rows.
type Rows struct {
	Report   string       // id of the report's article
	Revision int          // of the report's article, at least 1
	Gone     bool         // the article was taken down: its claims are retracted
	Articles []ArticleRow // the report's article first, then the embedded ones
	Claims   []ClaimRow
}

// ArticleRow is one article as a row.
type ArticleRow struct {
	Article *event.Article
	Host    string // id of the article that carries it, empty for the report's own
	When    string // what it sorts by
	Doc     string // the article as JSON
}

// ClaimRow is one claim as a row.
type ClaimRow struct {
	Claim  *event.Claim // with its provenance filled in
	Key    string       // order of reading
	When   string
	Folded string // what a search looks through
	Doc    string // the claim as JSON, without revision and op, which are columns
}

// ErrInvalid says that no store can keep the report: trying again is of no
// use.
var ErrInvalid = errors.New("invalid report")

// Plan lays a report out in rows. A claim's provenance is completed from the
// article that makes it; nothing that is there is changed.
func Plan(r *event.Report) (Rows, error) {
	root := &r.Article
	rows := Rows{Report: root.ID, Revision: max(root.Revision, 1), Gone: root.Op == event.Retracted}
	if root.ID == "" {
		return rows, fmt.Errorf("plan report: %w: article has no id (url %q)", ErrInvalid, root.URL)
	}
	byID := map[string]*event.Article{}
	if err := rows.addArticle(root, "", byID); err != nil {
		return rows, err
	}
	for i := range root.Embedded {
		if err := rows.addArticle(&root.Embedded[i], root.ID, byID); err != nil {
			return rows, err
		}
	}
	if rows.Gone {
		return rows, nil
	}
	seen := make(map[string]bool, len(r.Claims))
	for _, c := range r.Claims {
		if c.ID == "" {
			return rows, fmt.Errorf("plan report %s: %w: claim has no id: %q", root.ID, ErrInvalid, c.Evidence.Text)
		}
		if seen[c.ID] {
			continue // the same words claimed twice over: one claim
		}
		seen[c.ID] = true
		if err := rows.addClaim(c, root, byID, r.Extractor); err != nil {
			return rows, err
		}
	}
	return rows, nil
}

func (rows *Rows) addArticle(a *event.Article, host string, byID map[string]*event.Article) error {
	if a.ID == "" || byID[a.ID] != nil {
		return fmt.Errorf("plan report %s: %w: embedded article has no id of its own: %q", rows.Report, ErrInvalid, a.Title)
	}
	byID[a.ID] = a
	doc, err := encode(a)
	if err != nil {
		return fmt.Errorf("encode article %s: %w", a.ID, err)
	}
	rows.Articles = append(rows.Articles, ArticleRow{Article: a, Host: host, When: whenOf(a, byID[rows.Report]), Doc: doc})
	return nil
}

func (rows *Rows) addClaim(c event.Claim, root *event.Article, byID map[string]*event.Article, extractor string) error {
	p := event.Provenance{}
	if c.Provenance != nil {
		p = *c.Provenance
	}
	a := byID[p.Article]
	if a == nil {
		a = root
	}
	p.Article, p.Revision, p.Op = a.ID, 0, ""
	complete(&p, a, root, extractor)
	c.Provenance = &p
	doc, err := encode(&c)
	if err != nil {
		return fmt.Errorf("encode claim %s: %w", c.ID, err)
	}
	when := whenOf(a, root)
	rows.Claims = append(rows.Claims, ClaimRow{
		Claim: &c, When: when, Key: store.SortKey(when, a.ID, &c), Folded: store.SearchText(&c), Doc: doc,
	})
	return nil
}

// complete fills the empty fields of p from the article, and where that is an
// embedded one that does not know, from its host.
func complete(p *event.Provenance, a, root *event.Article, extractor string) {
	fill := func(dst *string, vals ...string) {
		for _, v := range vals {
			if *dst == "" {
				*dst = v
			}
		}
	}
	fill(&p.Source, a.Source, root.Source)
	fill(&p.URL, a.URL, root.URL)
	fill(&p.Title, a.Title)
	fill(&p.Lang, a.Lang, root.Lang)
	fill(&p.Published, a.Published)
	fill(&p.Extractor, extractor)
	if p.FetchedAt.IsZero() {
		p.FetchedAt = root.FetchedAt
	}
}

// whenOf sorts an embedded article without a date of its own beside its host.
func whenOf(a, root *event.Article) string {
	if w := store.When(a); w != "" {
		return w
	}
	return store.When(root)
}

// Clean makes s storable everywhere: valid UTF-8 without NUL, which
// PostgreSQL refuses.
func Clean(s string) string {
	return strings.ReplaceAll(strings.ToValidUTF8(s, "\uFFFD"), "\x00", "")
}

// encode is JSON that stays readable: no \u003c for <, no trailing newline.
func encode(v any) (string, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return "", err
	}
	return strings.TrimSuffix(b.String(), "\n"), nil
}
