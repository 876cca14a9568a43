package console

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/export"
	"github.com/marsad-news/marsad/internal/store"
)

// weighed is the answer of /v1/sides.
type weighed struct {
	*export.Sides

	Truncated bool `json:"truncated,omitempty"` // older claims were left out; narrow by from and to
}

// sidesKnow are the parameters of /v1/sides: the others would take one side away.
var sidesKnow = []string{"actor", "country", "site", "from", "to", "source", "lang", "min_confidence"}

// matter reads what is asked. Without a force or a country nothing is.
func matter(v url.Values, strict bool) (m export.Matter, q store.Query, err error) {
	for name := range v {
		if strict && !slices.Contains(sidesKnow, name) {
			return m, q, &problem{http.StatusBadRequest, fmt.Sprintf("unknown parameter %q; known are %s", name, strings.Join(sidesKnow, ", "))}
		}
	}
	all, err := parse(v, false)
	if err != nil {
		return m, q, err
	}
	q = store.Query{
		Actor: all.Actor, Country: all.Country, From: all.From, To: all.To, Source: all.Source, Lang: all.Lang,
		MinConfidence: all.MinConfidence, Limit: store.MaxLimit,
	}
	m = export.Matter{Actor: q.Actor, Country: q.Country, Site: strings.TrimSpace(v.Get("site"))}
	if strict && (m.Actor == "" || m.Country == "") {
		return m, q, &problem{http.StatusBadRequest, "actor and country are wanted, such as actor=USA&country=IRQ"}
	}
	return m, q, nil
}

// weigh reads the newest claims of a matter, those about foreign forces in
// general too, and lays them out. sites are those that the claims name.
func (c *console) weigh(ctx context.Context, m export.Matter, q store.Query) (w weighed, sites []string, err error) {
	claims, next, err := c.store.Claims(ctx, q)
	if err != nil {
		return w, nil, err
	}
	for i := range claims {
		p := &claims[i].Place
		for _, s := range some(p.Site, p.Admin1) {
			if !slices.Contains(sites, s) {
				sites = append(sites, s)
			}
		}
	}
	slices.Sort(sites)
	if q.Actor != "FOREIGN" {
		q.Actor, q.Polarity = "FOREIGN", string(event.Denied)
		more, left, err := c.store.Claims(ctx, q)
		if err != nil {
			return w, nil, err
		}
		claims, next = append(claims, more...), cmp.Or(next, left)
	}
	w.Truncated = next != ""
	w.Sides, err = export.Weigh(m, claims, c.medium, func(article string) (string, error) {
		a, err := c.store.Article(ctx, article)
		if errors.Is(err, store.ErrNotFound) {
			return "", nil
		}
		return a.Article.Text, err
	})
	return w, sites, err
}

func (c *console) medium(org string) bool { return c.opts.Names != nil && c.opts.Names.Medium(org) }

func (c *console) sidesJSON(w http.ResponseWriter, r *http.Request) error {
	m, q, err := matter(r.URL.Query(), true)
	if err != nil {
		return err
	}
	if done, err := c.fresh(w, r); done || err != nil {
		return err
	}
	out, _, err := c.weigh(r.Context(), m, q)
	if err != nil {
		return err
	}
	return sendJSON(w, out)
}

// sidesLink leads to who affirms and who denies what a claim says.
func sidesLink(c *event.Claim) string {
	if c.Force.Actor == "" || c.Place.Country == "" {
		return ""
	}
	return link("/sides", url.Values{"actor": {c.Force.Actor}, "country": {c.Place.Country}})
}

type sidesData struct {
	frame
	export.Matter
	Query            store.Query
	Force            string
	Where            []string
	Choices          []facet // of force and country, while one of them is open
	Sites            []choice
	Questions        []question
	Truncated, Empty bool
	Chart            *chart
	Marks            []markRow
	JSON, List       string
}

type question struct {
	Name        string
	Columns     []column // affirmed and denied
	Uncommitted *column  // nil: nobody
}

type column struct {
	Stance, Name string
	export.Side
	Origins []originView
}

type originView struct {
	Name, Speaker string
	Said          statementView
	Earlier       []statementView
}

type statementView struct {
	card
	Of       *export.Statement
	At       string
	Disputes []disputeView
	Also     []also
	Part     []string // what the words are about, where it is less than was asked
	Real     bool     // no status needs to be said
}

type disputeView struct{ Relation, Word, Who, Link string }

// also is another outlet's claim of the same utterance.
type also struct{ N, Link string }

func (c *console) sidesPage(w http.ResponseWriter, r *http.Request, u *ui) error {
	m, q, err := matter(r.URL.Query(), false)
	if err != nil {
		return err
	}
	d := sidesData{frame: u.frame(r, u.T("sides")), Matter: m, Query: q}
	if m.Actor == "" || m.Country == "" {
		if d.Choices, err = c.choices(r.Context(), u, q); err != nil {
			return err
		}
		return u.render(w, http.StatusOK, "sides.html", d)
	}
	said, sites, err := c.weigh(r.Context(), m, q)
	if err != nil {
		return err
	}
	d.Force, d.Where = u.actor(m.Actor), u.place(&event.Place{Country: m.Country, Site: m.Site})
	d.Title = u.T("sides") + ": " + d.Force + u.comma() + strings.Join(d.Where, u.comma())
	d.Truncated, d.Empty = said.Truncated, len(said.Questions) == 0
	for i := range said.Questions {
		d.Questions = append(d.Questions, u.question(&m, &said.Questions[i]))
	}
	d.Chart, d.Marks = u.chart(said.Timeline), u.markRows(said.Timeline)
	v := values(store.Query{Actor: q.Actor, Country: q.Country, From: q.From, To: q.To, Source: q.Source, Lang: q.Lang, MinConfidence: q.MinConfidence})
	d.List = link("/", v)
	d.Sites = append(d.Sites, choice{Name: u.T("whole_country"), Link: link("/sides", v), On: m.Site == ""})
	for _, s := range sites {
		v.Set("site", s)
		d.Sites = append(d.Sites, choice{Name: u.place(&event.Place{Country: m.Country, Site: s})[0], Link: link("/sides", v), On: s == m.Site})
	}
	v.Del("site")
	if m.Site != "" {
		v.Set("site", m.Site)
	}
	d.JSON = link("/v1/sides", v)
	return u.render(w, http.StatusOK, "sides.html", d)
}

// choices are the forces and countries that can be asked about.
func (c *console) choices(ctx context.Context, u *ui, q store.Query) (out []facet, err error) {
	q.Limit = 0
	n, err := c.store.Counts(ctx, q)
	if err != nil {
		return nil, err
	}
	for _, key := range []string{"actor", "country"} {
		f := facet{Key: key, Name: u.T(key)}
		for _, v := range n.Facets[key] {
			if v.Value == "" {
				continue
			}
			on := q
			*field(&on, key) = v.Value
			f.Choices = append(f.Choices, choice{Name: u.value(key, v.Value), Link: link("/sides", values(on)), N: v.N, On: *field(&q, key) == v.Value})
		}
		out = append(out, f)
	}
	return out, nil
}

func (u *ui) question(m *export.Matter, q *export.Question) question {
	out := question{Name: u.word("kind", string(q.Kind))}
	denied := "polarity.denied"
	if !q.Actual {
		out.Name, denied = u.T("to_come")+u.T("colon")+out.Name, "refuses"
	}
	out.Columns = []column{
		u.column(m, q, &q.Affirmed, event.Affirmed, u.word("polarity", "affirmed")),
		u.column(m, q, &q.Denied, event.Denied, u.T(denied)),
	}
	if len(q.Uncommitted.Origins) > 0 {
		c := u.column(m, q, &q.Uncommitted, event.Uncommitted, u.word("polarity", "uncommitted"))
		out.Uncommitted = &c
	}
	return out
}

func (u *ui) column(m *export.Matter, q *export.Question, s *export.Side, p event.Polarity, name string) column {
	out := column{Stance: string(p), Name: name, Side: *s}
	for i := range s.Origins {
		o := &s.Origins[i]
		v := originView{Name: u.origin(o.ID, o.Statements[0].Claim), Speaker: o.Statements[0].Claim.Attribution.Speaker}
		if v.Speaker == v.Name {
			v.Speaker = ""
		}
		for k := range o.Statements {
			st := u.statement(m, q, &o.Statements[k])
			if k == 0 {
				v.Said = st
			} else {
				v.Earlier = append(v.Earlier, st)
			}
		}
		out.Origins = append(out.Origins, v)
	}
	return out
}

// origin is the name of an independent origin, as one of its claims has it.
func (u *ui) origin(id string, c *store.Claim) string {
	kind, rest, ok := strings.Cut(id, ":")
	switch {
	case !ok:
		return u.org(id)
	case kind == "speaker" && c != nil && store.Fold(c.Attribution.Speaker) == rest:
		return c.Attribution.Speaker
	}
	return u.org(rest)
}

func (u *ui) statement(m *export.Matter, q *export.Question, st *export.Statement) statementView {
	v := statementView{card: u.card(st.Claim), Of: st, At: u.date(st.At), Real: q.Actual}
	if st.From != "" {
		v.At = u.date(st.From) + " – " + v.At
	}
	v.Context = []piece{{Text: st.Claim.Evidence.Text, Stance: string(st.Claim.Polarity)}}
	if st.Claim.Force.Role != "" {
		v.Part = append(v.Part, v.Role)
	}
	v.Part = append(v.Part, some(st.Claim.Force.Unit)...)
	if p := st.Claim.Place; p.Site != m.Site && p.Site != "" || p.Site == "" && p.Admin1 != m.Site && p.Admin1 != "" {
		v.Part = append(v.Part, v.Place[:len(v.Place)-1]...)
	}
	if st.Claim.Force.Actor != m.Actor {
		v.Part = append(v.Part, v.Actor)
	}
	for _, d := range st.Disputes {
		v.Disputes = append(v.Disputes, disputeView{string(d.Relation), u.word("relation", string(d.Relation)), u.origin(d.Origin, nil), "#s-" + d.Claim})
	}
	for i, id := range st.Claims[1:] {
		v.Also = append(v.Also, also{number3(float64(i + 2)), "/claims/" + url.PathEscape(id)})
	}
	return v
}
