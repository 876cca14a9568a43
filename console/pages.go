package console

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// frame is what every page has around its content.
type frame struct {
	*ui
	Theme, OtherTheme string
	Switch, Paint     string // this page in the other language, in the other theme
	Title             string
}

// page answers errors as a page in the reader's language.
func (c *console) page(h func(http.ResponseWriter, *http.Request, *ui) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		u := c.ui[language(r)]
		remember(w, r)
		w.Header().Add("Vary", "Accept-Language, Cookie")
		err := h(w, r, u)
		if err == nil {
			return
		}
		p := c.asProblem(r, err)
		data := struct {
			frame
			Status int
			Detail string
		}{u.frame(r, u.T("error")), p.status, p.detail}
		if err := u.render(w, p.status, "error.html", data); err != nil {
			c.log.ErrorContext(r.Context(), "render error page", "error", err)
		}
	}
}

// remember keeps a choice of language or theme.
func remember(w http.ResponseWriter, r *http.Request) {
	for name, allowed := range map[string][]string{"ui": languages, "theme": {"dark", "light"}} {
		if s := r.URL.Query().Get(name); s != "" && s == chosen(r, name, allowed...) {
			http.SetCookie(w, &http.Cookie{Name: name, Value: s, Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode})
		}
	}
}

func (u *ui) frame(r *http.Request, title string) frame {
	f := frame{ui: u, Theme: chosen(r, "theme", "dark", "light"), OtherTheme: "dark", Title: title}
	if f.Theme == "dark" {
		f.OtherTheme = "light"
	}
	other := languages[0]
	if u.Lang == other {
		other = languages[1]
	}
	with := func(name, value string) string {
		v := r.URL.Query()
		v.Del("ui")
		v.Del("theme")
		v.Set(name, value)
		return link(r.URL.EscapedPath(), v)
	}
	f.Switch, f.Paint = with("ui", other), with("theme", f.OtherTheme)
	return f
}

// render executes into memory first: a page comes whole or not at all.
func (u *ui) render(w http.ResponseWriter, status int, name string, data any) error {
	var b bytes.Buffer
	if err := u.pages.ExecuteTemplate(&b, name, data); err != nil {
		return fmt.Errorf("render %s: %w", name, err)
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", u.Lang)
	w.WriteHeader(status)
	_, _ = w.Write(b.Bytes()) // the reader is gone
	return nil
}

// group is the claims of one article that stand together in a list.
type group struct {
	Title, Source, Published, Article, Lang string
	Cards                                   []card
}

type choice struct {
	Name, Link string
	N          int
	On         bool
}

type facet struct {
	Key, Name string
	Choices   []choice
	Open      bool
}

type chip struct{ Name, Value, Link string }

type listData struct {
	frame
	Query         store.Query
	Counts        store.Counts
	Facets        []facet
	Chips         []chip
	Hidden        []chip // what the search form keeps
	Groups        []group
	Next, Newest  string
	Stream        string
	CSV, ND, Atom string
	Head          int64
	Empty         bool
}

func (c *console) listPage(w http.ResponseWriter, r *http.Request, u *ui) error {
	q, err := parse(r.URL.Query(), false)
	if err != nil {
		return err
	}
	ctx := r.Context()
	head, err := c.store.Head(ctx)
	if err != nil {
		return err
	}
	claims, next, err := c.store.Claims(ctx, q)
	if err != nil {
		return err
	}
	d := listData{frame: u.frame(r, u.T("claims")), Query: q, Head: head, Empty: head == 0}
	if d.Counts, err = c.store.Counts(ctx, q); err != nil {
		return err
	}
	if d.Groups, err = c.groups(r, u, claims); err != nil {
		return err
	}
	v := values(q)
	d.Stream, d.CSV, d.ND, d.Atom = link("/v1/stream", v), link("/v1/export.csv", v), link("/v1/export.ndjson", v), link("/feed.atom", v)
	if q.After != "" {
		d.Newest = link("/", v)
	}
	d.Facets, d.Chips, d.Hidden = u.facets(q, d.Counts), u.chips(q), hidden(q)
	if next != "" {
		v.Set("cursor", cursor(next))
		d.Next = link("/", v)
	}
	return u.render(w, http.StatusOK, "list.html", d)
}

// groups joins the claims of one article and shows each in its sentence.
func (c *console) groups(r *http.Request, u *ui, claims []store.Claim) (out []group, err error) {
	texts := map[string]*store.Article{}
	for i := range claims {
		cl := &claims[i]
		p := cl.Provenance
		if n := len(out); n == 0 || out[n-1].Article != p.Article {
			out = append(out, group{Title: p.Title, Source: p.Source, Published: u.date(p.Published), Article: p.Article, Lang: p.Lang})
		}
		if texts[p.Article] == nil {
			a, err := c.store.Article(r.Context(), p.Article)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return nil, err
			}
			texts[p.Article] = &a
		}
		g := &out[len(out)-1]
		g.Cards = append(g.Cards, u.cardIn(cl, &texts[p.Article].Article))
	}
	return out, nil
}

// cardIn is a card with its evidence marked in the article's words.
func (u *ui) cardIn(c *store.Claim, a *event.Article) card {
	v := u.card(c)
	text := a.Text
	if v.InTitle {
		text = a.Title
	}
	v.Context = excerpt(text, spans(text, v.InTitle, []store.Claim{*c}))
	if v.Context == nil {
		v.Context = []piece{{Text: c.Evidence.Text, Stance: string(c.Claim.Polarity)}}
	}
	return v
}

func (u *ui) facets(q store.Query, n store.Counts) (out []facet) {
	for _, key := range store.Facets {
		f := facet{Key: key, Name: u.T(key)}
		current := *field(&q, key)
		for _, c := range n.Facets[key] {
			on := q
			value := c.Value
			if value == "" {
				value = "_"
			}
			if value == current {
				value = "" // a second click takes it off
			}
			*field(&on, key) = value
			f.Choices = append(f.Choices, choice{Name: u.value(key, c.Value), Link: link("/", values(on)), N: c.N, On: value == ""})
			f.Open = f.Open || value == ""
		}
		f.Open = f.Open || key == "polarity" || key == "country" || key == "actor"
		if len(f.Choices) > 0 {
			out = append(out, f)
		}
	}
	return out
}

func field(q *store.Query, key string) *string {
	for _, f := range filters {
		if f.name == key {
			return f.get(q)
		}
	}
	panic("console: no filter " + key) // the facets are constants
}

// value is the name of a filter's value.
func (u *ui) value(key, v string) string {
	if v == "_" {
		v = ""
	}
	switch key {
	case "country":
		return u.country(v)
	case "actor":
		return u.actor(v)
	case "org":
		return u.org(v)
	case "kind", "polarity", "status":
		return u.word(key, v)
	}
	return v
}

func (u *ui) chips(q store.Query) (out []chip) {
	for name := range values(q) {
		v := values(q)
		shown := v.Get(name)
		v.Del(name)
		out = append(out, chip{u.T(name), u.value(name, shown), link("/", v)})
	}
	sortChips(out)
	return out
}

func sortChips(c []chip) {
	for i := 1; i < len(c); i++ {
		for j := i; j > 0 && c[j].Name < c[j-1].Name; j-- {
			c[j], c[j-1] = c[j-1], c[j]
		}
	}
}

// hidden are the conditions that a new search keeps.
func hidden(q store.Query) (out []chip) {
	q.Text, q.From, q.To, q.Retracted = "", "", "", false // these are fields of the form
	for name, v := range values(q) {
		out = append(out, chip{Name: name, Value: v[0]})
	}
	sortChips(out)
	return out
}

type claimData struct {
	frame
	Card      card
	Rows      []row
	Heading   []piece
	Text      []paragraph
	Article   event.Article
	Otherwise []card
}

func (c *console) claimPage(w http.ResponseWriter, r *http.Request, u *ui) error {
	cl, err := c.store.Claim(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	a, err := c.store.Article(r.Context(), cl.Provenance.Article)
	if err != nil && !errors.Is(err, store.ErrNotFound) {
		return err
	}
	one := []store.Claim{cl}
	d := claimData{frame: u.frame(r, cl.Evidence.Text), Card: u.cardIn(&cl, &a.Article), Rows: u.rows(&cl), Article: a.Article}
	d.Heading = cut(a.Article.Title, 0, len(a.Article.Title), spans(a.Article.Title, true, one))
	d.Text = paragraphs(&a.Article, spans(a.Article.Text, false, one))
	if d.Otherwise, err = c.otherwise(r, u, &cl); err != nil {
		return err
	}
	return u.render(w, http.StatusOK, "claim.html", d)
}

// most of those who say otherwise that a page shows, of each other stance.
const maxOtherwise = 4

// otherwise are claims about the same force in the same country, of the same
// kind, by those who take another stance.
func (c *console) otherwise(r *http.Request, u *ui, cl *store.Claim) (out []card, err error) {
	if cl.Force.Actor == "" || cl.Place.Country == "" {
		return nil, nil
	}
	for _, p := range []event.Polarity{event.Affirmed, event.Denied, event.Uncommitted} {
		if p == cl.Polarity {
			continue
		}
		claims, _, err := c.store.Claims(r.Context(), store.Query{
			Actor: cl.Force.Actor, Country: cl.Place.Country, Kind: string(cl.Kind), Polarity: string(p), Limit: maxOtherwise,
		})
		if err != nil {
			return nil, err
		}
		for i := range claims {
			v := u.card(&claims[i])
			v.Context = []piece{{Text: claims[i].Evidence.Text, Stance: string(p)}}
			out = append(out, v)
		}
	}
	return out, nil
}

type articleData struct {
	frame
	Article   event.Article
	Heading   []piece
	Text      []paragraph
	Cards     []card
	Original  string
	Published string
}

func (c *console) articlePage(w http.ResponseWriter, r *http.Request, u *ui) error {
	a, err := c.store.Article(r.Context(), r.PathValue("id"))
	if err != nil {
		return err
	}
	standing := make([]store.Claim, 0, len(a.Claims))
	d := articleData{frame: u.frame(r, a.Article.Title), Article: a.Article, Original: web(a.Article.URL), Published: u.date(a.Article.Published)}
	for i := range a.Claims {
		d.Cards = append(d.Cards, u.card(&a.Claims[i]))
		if !a.Claims[i].Retracted() {
			standing = append(standing, a.Claims[i])
		}
	}
	d.Heading = cut(a.Article.Title, 0, len(a.Article.Title), spans(a.Article.Title, true, standing))
	d.Text = paragraphs(&a.Article, spans(a.Article.Text, false, standing))
	return u.render(w, http.StatusOK, "article.html", d)
}

// Short is what a tab shows.
func (f frame) Short() string {
	r := []rune(strings.TrimSpace(f.Title))
	if len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return string(r)
}
