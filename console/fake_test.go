package console

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// fake is a store in memory.
type fake struct {
	mu       sync.Mutex
	articles map[string]event.Article
	claims   []store.Claim
	broken   error // what every question is answered with
	asked    bool  // somebody follows the changes
}

var storedAt = time.Date(2025, 11, 3, 10, 0, 0, 0, time.UTC)

// add stores an article with claims, as a sink would.
func (f *fake) add(a event.Article, claims ...event.Claim) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.articles == nil {
		f.articles = map[string]event.Article{}
	}
	f.articles[a.ID] = a
	for _, c := range claims {
		op := event.Created
		if c.Provenance != nil {
			op = c.Provenance.Op
		}
		c.Provenance = &event.Provenance{
			Article: a.ID, Revision: 1, Op: op, Source: a.Source, URL: a.URL, Title: a.Title, Lang: a.Lang, Published: a.Published, Extractor: "test-1",
		}
		when := store.When(&a)
		f.claims = append(f.claims, store.Claim{
			Claim: c, Seq: int64(len(f.claims) + 1), Report: a.ID, Key: store.SortKey(when, a.ID, &c), StoredAt: storedAt, When: when,
		})
	}
}

func (f *fake) Claims(_ context.Context, q store.Query) ([]store.Claim, string, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	var out []store.Claim
	for _, c := range f.claims {
		if q.Match(&c) && (q.After == "" || c.Key < q.After) {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b store.Claim) int { return strings.Compare(b.Key, a.Key) })
	if len(out) > q.Size() {
		return out[:q.Size()], out[q.Size()-1].Key, f.broken
	}
	return out, "", f.broken
}

func (f *fake) Claim(_ context.Context, id string) (store.Claim, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, c := range f.claims {
		if c.ID == id {
			return c, f.broken
		}
	}
	return store.Claim{}, errors.Join(f.broken, store.ErrNotFound)
}

func (f *fake) Article(_ context.Context, id string) (store.Article, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	a, ok := f.articles[id]
	if !ok {
		return store.Article{}, errors.Join(f.broken, store.ErrNotFound)
	}
	out := store.Article{Article: a, StoredAt: storedAt}
	for _, c := range f.claims {
		if c.Provenance.Article == id {
			out.Claims = append(out.Claims, c)
		}
	}
	return out, f.broken
}

func (f *fake) Counts(_ context.Context, q store.Query) (store.Counts, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	out := store.Counts{Facets: map[string][]store.Count{}}
	articles := map[string]bool{}
	for i := range f.claims {
		c := &f.claims[i]
		if q.Match(c) {
			out.Total++
			articles[c.Provenance.Article] = true
		}
		for key, v := range map[string]string{
			"country": c.Place.Country, "actor": c.Force.Actor, "kind": string(c.Kind), "polarity": string(c.Claim.Polarity),
			"status": string(c.Status), "source": c.Provenance.Source,
		} {
			if w := q.Without(key); !w.Match(c) {
				continue
			}
			at := slices.IndexFunc(out.Facets[key], func(n store.Count) bool { return n.Value == v })
			if at < 0 {
				at = len(out.Facets[key])
				out.Facets[key] = append(out.Facets[key], store.Count{Value: v})
			}
			out.Facets[key][at].N++
		}
	}
	out.Articles = len(articles)
	return out, f.broken
}

func (f *fake) Changes(_ context.Context, after int64, limit int) ([]store.Claim, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = true
	q := store.Query{Limit: limit}
	var out []store.Claim
	for _, c := range f.claims {
		if c.Seq > after && len(out) < q.Size() {
			out = append(out, c)
		}
	}
	return out, f.broken
}

func (f *fake) Head(context.Context) (int64, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	return int64(len(f.claims)), f.broken
}

// article is invented, as all texts of these tests.
func article(id, title string, lines ...string) event.Article {
	return event.Article{
		ID: id, Source: "manara", URL: "https://news.example/" + id, Lang: "ar", Title: title, Published: "2025-11-03T12:00:00+03:00",
		Text: strings.Join(lines, "\n"), Stripped: []event.Stripped{{Kind: "comments", Text: "دخل 3000 جندي أمس، قال قارئ"}},
	}
}

// claim finds its evidence in the article.
func claim(t *testing.T, a event.Article, kind event.Kind, p event.Polarity, actor, country, evidence string) event.Claim {
	t.Helper()
	at := strings.Index(a.Text, evidence)
	if at < 0 {
		t.Fatalf("%q does not stand in the article", evidence)
	}
	c := event.Claim{
		Kind: kind, Polarity: p, Status: event.Actual, Force: event.Force{Actor: actor}, Place: event.Place{Country: country},
		Section: event.SectionBody, Confidence: 0.81, Evidence: event.Evidence{Text: evidence, Start: at, End: at + len(evidence)},
	}
	c.ID = event.ClaimID(a.ID, &c, 0)
	return c
}

func num(v float64) *float64 { return &v }

// world is a small store in which two offices contradict each other.
func world(t *testing.T) *fake {
	t.Helper()
	f := &fake{}
	a := article("a1", "الخارجية: لا قوات أجنبية في البلاد",
		"نفت وزارة الخارجية العراقية وجود أي قوات أميركية في العراق، ما عدا مدربين.",
		"وقال الناطق باسمها كريم الجبوري: «لدينا 250 مستشاراً على الأكثر في قاعدة عين الأسد».")
	denial := claim(t, a, event.Presence, event.Denied, "USA", "IRQ", "وجود أي قوات أميركية في العراق")
	denial.Attribution = event.Attribution{Org: "IRQ-MFA"}
	denial.Exception = "ما عدا مدربين"
	few := claim(t, a, event.Presence, event.Affirmed, "USA", "IRQ", "لدينا 250 مستشاراً على الأكثر في قاعدة عين الأسد")
	few.Attribution = event.Attribution{Speaker: "كريم الجبوري", Org: "IRQ-MFA", Quoted: true}
	few.Quantity = &event.Quantity{Value: num(250), Qualifier: "at_most", Unit: "personnel", Basis: "total"}
	few.Force.Role, few.Place.Site = "advisory", "Ain al-Asad"
	f.add(a, denial, few)

	b := article("b1", "البنتاغون: باقون", "قالت المتحدثة إيلين هارت إن نحو 2500 عسكري أميركي ما زالوا في العراق.")
	b.Source, b.Published = "sada", "2025-11-02"
	many := claim(t, b, event.Presence, event.Affirmed, "USA", "IRQ", "نحو 2500 عسكري أميركي ما زالوا في العراق")
	many.Quantity = &event.Quantity{Value: num(2500), Qualifier: "about", Unit: "personnel", Basis: "total"}
	many.Attribution = event.Attribution{Speaker: "إيلين هارت", Org: "USA-DOD"}
	f.add(b, many)

	c := article("c1", "Britain sends more", "Britain will send 300 more soldiers to Estonia next spring, the ministry said.")
	c.Source, c.Lang, c.Published = "harbour", "en", "2025-11"
	plan := claim(t, c, event.Arrival, event.Affirmed, "GBR", "EST", "Britain will send 300 more soldiers to Estonia")
	plan.Status = event.Planned
	plan.Quantity = &event.Quantity{Value: num(300), Qualifier: "exact", Unit: "personnel", Basis: "change"}
	f.add(c, plan)
	return f
}
