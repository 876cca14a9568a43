package sinktest

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// ask runs a query and returns the sites of the claims, which name them.
func ask(t *testing.T, s Store, q store.Query) []string {
	t.Helper()
	claims, _, err := s.Claims(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	return sites(claims)
}

func sites(claims []store.Claim) []string {
	out := []string{}
	for _, c := range claims {
		out = append(out, c.Place.Site)
	}
	return out
}

func pages(t *testing.T, p StorePlace) {
	var b []event.Report
	for i := range 7 {
		r := Report(fmt.Sprint("a", i), 1, "first", "second", "headline")
		r.Article.Published = fmt.Sprintf("2025-11-%02d", 1+i/2) // two share a day
		for j := range r.Claims {
			r.Claims[j].Evidence.Start = 10 * j
		}
		r.Claims[2].Section = event.SectionTitle
		b = append(b, r)
	}
	write(t, p.Place, b)
	s := p.Store(t)
	defer s.Close()
	var got []store.Claim
	for q, n := (store.Query{Limit: 4}), 0; ; n++ {
		page, next, err := s.Claims(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, page...)
		if q.After = next; next == "" {
			break
		}
		if n > 10 {
			t.Fatal("paging does not end")
		}
	}
	if len(got) != 21 {
		t.Fatalf("paged through %d claims, want 21", len(got))
	}
	if !slices.IsSortedFunc(got, func(a, b store.Claim) int { return -1 * cmpStrings(a.Key, b.Key) }) || got[0].Provenance.Published != "2025-11-04" {
		t.Error("the newest does not come first")
	}
	if d := cmp.Diff([]string{"Camp headline", "Camp first", "Camp second"}, sites(got[:3])); d != "" {
		t.Errorf("claims of one article (-want +got):\n%s", d)
	}
}

func cmpStrings(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func narrows(t *testing.T, p StorePlace) {
	r := Report("a", 1, "one", "two", "old")
	two := &r.Claims[1]
	two.Place.Country, two.Force.Actor, two.Kind, two.Polarity, two.Status = "SYR", "", event.Departure, event.Affirmed, event.Planned
	two.Attribution.Org, two.Confidence = "SYR-MOD", 0.4
	other := Report("b", 1, "three")
	other.Article.Published, other.Article.Lang, other.Article.Source = "2024-02-29", "en", "harbour"
	other.Claims[0].Provenance = nil
	write(t, p.Place, []event.Report{r, other}, []event.Report{{Article: Article("a", 2), Claims: r.Claims[:2]}})
	s := p.Store(t)
	defer s.Close()
	for _, c := range []struct {
		name string
		q    store.Query
		want []string
	}{
		{"nothing", store.Query{}, []string{"one", "two", "three"}},
		{"country", store.Query{Country: "SYR"}, []string{"two"}},
		{"country that none has", store.Query{Country: "' OR 1=1 --"}, nil},
		{"actor", store.Query{Actor: "USA"}, []string{"one", "three"}},
		{"unknown actor", store.Query{Actor: "_"}, []string{"two"}},
		{"kind", store.Query{Kind: "departure"}, []string{"two"}},
		{"polarity", store.Query{Polarity: "denied"}, []string{"one", "three"}},
		{"status", store.Query{Status: "planned"}, []string{"two"}},
		{"source", store.Query{Source: "harbour"}, []string{"three"}},
		{"organisation", store.Query{Org: "SYR-MOD"}, []string{"two"}},
		{"language", store.Query{Lang: "en"}, []string{"three"}},
		{"article", store.Query{Article: "b"}, []string{"three"}},
		{"from", store.Query{From: "2025"}, []string{"one", "two"}},
		{"to the end of a month", store.Query{To: "2024-02"}, []string{"three"}},
		{"to before it", store.Query{To: "2024-02-28"}, nil},
		{"to the day itself", store.Query{From: "2024-02-29", To: "2024-02-29"}, []string{"three"}},
		{"confidence", store.Query{MinConfidence: 0.5}, []string{"one", "three"}},
		{"two conditions", store.Query{Actor: "USA", Lang: "ar"}, []string{"one"}},
		{"retracted too", store.Query{Retracted: true}, []string{"old", "one", "two", "three"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, want := ask(t, s, c.q), []string{}
			for _, w := range c.want {
				want = append(want, "Camp "+w)
			}
			slices.Sort(got)
			slices.Sort(want)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func finds(t *testing.T, p StorePlace) {
	r := Report("a", 1, "x")
	r.Claims[0].Evidence.Text = "أكّدت القُوّات الأميركيّة أنّ 2٬500 جنديّ في قاعدة «عين الأسد» ١٠٠%"
	r.Claims[0].Force.Unit = "CJTF_OIR"
	write(t, p.Place, []event.Report{r})
	s := p.Store(t)
	defer s.Close()
	for q, want := range map[string]int{
		"قوات": 1, "القوات": 1, "الاميركيه": 1, "قاعدة عين": 1, "الأسد قاعدة": 1, "جندي": 1, "في": 1, "cjtf_oir": 1, "CJTF": 1, "100%": 1,
		"التركية": 0, "cjtfxoir": 0, `"`: 0, `a" OR "b`: 0, "*": 0, "NEAR": 0, "%%%": 0, `\`: 0, "الدفاع:": 1,
	} {
		if got := len(ask(t, s, store.Query{Text: q})); got != want {
			t.Errorf("%q finds %d claims, want %d", q, got, want)
		}
	}
}

func counts(t *testing.T, p StorePlace) {
	r := Report("a", 1, "one", "two", "three")
	r.Claims[1].Polarity = event.Affirmed
	r.Claims[2].Place.Country = ""
	write(t, p.Place, []event.Report{r, Report("b", 1, "four")})
	s := p.Store(t)
	defer s.Close()
	got, err := s.Counts(t.Context(), store.Query{Polarity: "denied"})
	if err != nil {
		t.Fatal(err)
	}
	if got.Total != 3 || got.Articles != 2 {
		t.Errorf("counted %d claims of %d articles, want 3 of 2", got.Total, got.Articles)
	}
	want := map[string][]store.Count{
		"polarity": {{Value: "denied", N: 3}, {Value: "affirmed", N: 1}}, // what else could be chosen
		"country":  {{Value: "IRQ", N: 2}, {Value: "", N: 1}},
		"actor":    {{Value: "USA", N: 3}},
		"kind":     {{Value: "presence", N: 3}},
		"status":   {{Value: "actual", N: 3}},
		"source":   {{Value: "almanara", N: 3}},
	}
	if d := cmp.Diff(want, got.Facets); d != "" {
		t.Errorf("facets (-want +got):\n%s", d)
	}
}

func changes(t *testing.T, p StorePlace) {
	s := p.Store(t)
	defer s.Close()
	since := func(after int64) (out []string, last int64) {
		cs, err := s.Changes(t.Context(), after, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cs {
			if c.Seq <= after {
				t.Errorf("change %d comes after %d", c.Seq, after)
			}
			after = c.Seq
			out = append(out, c.Place.Site+" "+string(c.Provenance.Op))
		}
		return out, after
	}
	if got, _ := since(0); len(got) != 0 {
		t.Errorf("an empty store tells of changes: %v", got)
	}
	one := Report("a", 1, "x", "y")
	write(t, p.Place, []event.Report{one})
	got, at := since(0)
	if d := cmp.Diff([]string{"Camp x created", "Camp y created"}, got); d != "" {
		t.Errorf("first (-want +got):\n%s", d)
	}
	write(t, p.Place, []event.Report{one}) // redelivered
	if got, _ = since(at); len(got) != 0 {
		t.Errorf("a redelivery is told as a change: %v", got)
	}
	write(t, p.Place, []event.Report{Report("a", 2, "y", "z")})
	got, last := since(at)
	if d := cmp.Diff([]string{"Camp y updated", "Camp z created", "Camp x retracted"}, got); d != "" {
		t.Errorf("after the new revision (-want +got):\n%s", d)
	}
	if head, err := s.Head(t.Context()); err != nil || head != last {
		t.Errorf("head is %d (%v), want %d", head, err, last)
	}
}

func notFound(t *testing.T, p StorePlace) {
	s := p.Store(t)
	defer s.Close()
	if _, err := s.Claim(t.Context(), "none"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("claim: %v", err)
	}
	if _, err := s.Article(t.Context(), "none"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("article: %v", err)
	}
}

func articleWithClaims(t *testing.T, p StorePlace) {
	r := Report("a", 1, "x", "y")
	write(t, p.Place, []event.Report{r, Report("b", 1, "x")}, []event.Report{Report("a", 2, "x")})
	s := p.Store(t)
	defer s.Close()
	a, err := s.Article(t.Context(), "a")
	if err != nil {
		t.Fatal(err)
	}
	if a.Article.Text != body || a.Article.Revision != 2 || a.StoredAt.IsZero() || len(a.Article.Stripped) != 1 {
		t.Errorf("article %+v", a.Article)
	}
	if got := sites(a.Claims); len(got) != 2 {
		t.Errorf("claims %v, want both, the retracted one too", got)
	}
	c, err := s.Claim(t.Context(), r.Claims[1].ID)
	if err != nil {
		t.Fatal(err)
	}
	if !c.Retracted() || c.Report != "a" || c.When != "2025-11-03T09:00:00Z" {
		t.Errorf("claim is retracted %v, of report %q, at %q", c.Retracted(), c.Report, c.When)
	}
}
