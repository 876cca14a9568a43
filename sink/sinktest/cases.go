package sinktest

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/marsad-news/marsad/event"
)

func keepsReport(t *testing.T, p Place) {
	r := Report("a", 1, "x")
	write(t, p, []event.Report{r})
	got := p.Read(t)
	if d := cmp.Diff(map[string]event.Article{"a": r.Article}, got.Articles); d != "" {
		t.Errorf("article (-written +read):\n%s", d)
	}
	want := r.Claims[0]
	want.Provenance = &event.Provenance{
		Article: "a", Revision: 1, Op: event.Created, Source: "almanara", URL: r.Article.URL, Title: r.Article.Title,
		Lang: "ar", Published: r.Article.Published, FetchedAt: fetched, Extractor: "test-1",
	}
	if d := cmp.Diff(map[string]event.Claim{want.ID: want}, got.Claims); d != "" {
		t.Errorf("claim (-written +read):\n%s", d)
	}
	if e := want.Evidence; got.Articles["a"].Text[e.Start:e.End] != got.Claims[want.ID].Evidence.Text {
		t.Errorf("evidence %q is not the stored text at its offsets", e.Text)
	}
}

func zeroIsNotUnknown(t *testing.T, p Place) {
	zero, r := 0.0, Report("a", 1, "zero", "none", "bounds")
	r.Claims[0].Quantity = &event.Quantity{Value: &zero, Qualifier: "exact", Unit: "personnel", Basis: "total"}
	r.Claims[1].Quantity = nil
	lo, hi := 300.0, 999.0
	r.Claims[2].Quantity = &event.Quantity{Min: &lo, Max: &hi, Qualifier: "some", Unit: "personnel", Basis: "total"}
	write(t, p, []event.Report{r})
	got := p.Read(t).Claims
	for _, c := range r.Claims {
		if d := cmp.Diff(c.Quantity, got[c.ID].Quantity); d != "" {
			t.Errorf("quantity (-written +read):\n%s", d)
		}
	}
}

func redelivery(t *testing.T, p Place) {
	b := []event.Report{Report("a", 1, "x", "y"), Report("b", 1, "x")}
	write(t, p, b, b)
	write(t, p, b, slices.Concat(b, b))
	same(t, p.Read(t), model(t, b))
}

func listedTwice(t *testing.T, p Place) {
	write(t, p, []event.Report{Report("a", 1, "x", "x")})
	if n := len(p.Read(t).Claims); n != 1 {
		t.Errorf("stored %d claims, want 1", n)
	}
}

func anyOrder(t *testing.T, p Place) {
	one, two, three := Report("a", 1, "x", "y"), Report("a", 2, "y", "z"), Report("a", 3, "z")
	two.Article.Text += "\nتصحيح أول"
	three.Article.Text += "\nتصحيح ثان"
	want := model(t, []event.Report{one, two, three})
	write(t, p, []event.Report{three}, []event.Report{one}, []event.Report{two}, []event.Report{one})
	got := p.Read(t)
	if got.Articles["a"].Text != three.Article.Text {
		t.Errorf("an older revision's text stands: %q", got.Articles["a"].Text)
	}
	same(t, got, want)
}

func retracts(t *testing.T, p Place) {
	one, two := Report("a", 1, "stays", "goes"), Report("a", 2, "stays")
	write(t, p, []event.Report{one, two})
	want := map[string]event.Op{one.Claims[0].ID: event.Updated, one.Claims[1].ID: event.Retracted}
	if d := cmp.Diff(want, p.Read(t).ops()); d != "" {
		t.Errorf("ops (-want +got):\n%s", d)
	}
}

func revives(t *testing.T, p Place) {
	one := Report("a", 1, "x")
	write(t, p, []event.Report{one}, []event.Report{Report("a", 2)}, []event.Report{Report("a", 3, "x")})
	c := p.Read(t).Claims[one.Claims[0].ID]
	if c.Provenance == nil || c.Provenance.Op != event.Updated || c.Provenance.Revision != 3 {
		t.Errorf("provenance %+v, want updated at revision 3", c.Provenance)
	}
}

func takenDown(t *testing.T, p Place) {
	one, other := Report("a", 1, "x", "y"), Report("b", 1, "x")
	gone := event.Report{Article: event.Article{ID: "a", Revision: 2, Op: event.Retracted, URL: one.Article.URL}}
	write(t, p, []event.Report{one, other}, []event.Report{gone}, []event.Report{one})
	got := p.Read(t)
	want := map[string]event.Op{one.Claims[0].ID: event.Retracted, one.Claims[1].ID: event.Retracted, other.Claims[0].ID: event.Created}
	if d := cmp.Diff(want, got.ops()); d != "" {
		t.Errorf("ops (-want +got):\n%s", d)
	}
	if a := got.Articles["a"]; a.Op != event.Retracted || a.Text != body {
		t.Errorf("article is %s with %d bytes of text, want retracted with its text kept", a.Op, len(a.Text))
	}
}

func embedded(t *testing.T, p Place) {
	one := Report("host", 1, "x")
	guest := event.Article{ID: event.EmbeddedID("host", "قديم"), Host: "host", Title: "قديم", Text: body, Published: "2024-02"}
	one.Article.Embedded = []event.Article{guest}
	inner := Claim(guest.ID, "inner")
	inner.Section = event.SectionEmbedded
	one.Claims = append(one.Claims, inner)
	two := Report("host", 2, "x")
	write(t, p, []event.Report{one})
	got := p.Read(t)
	if g := got.Articles[guest.ID]; g.Title != guest.Title || g.Host != "host" || g.Published != "2024-02" {
		t.Errorf("embedded article stored as %+v", g)
	}
	if c := got.Claims[inner.ID]; c.Provenance.Article != guest.ID || c.Provenance.Title != "قديم" || c.Provenance.Published != "2024-02" {
		t.Errorf("embedded claim has the provenance %+v", c.Provenance)
	}
	write(t, p, []event.Report{two})
	got = p.Read(t)
	if got.Articles[guest.ID].Op != event.Retracted || got.Claims[inner.ID].Provenance.Op != event.Retracted {
		t.Error("an embedded article that the page dropped is not retracted with its claims")
	}
	same(t, got, model(t, []event.Report{one, two}))
}

func sameRevision(t *testing.T, p Place) {
	first, second := Report("a", 1, "x", "old"), Report("a", 1, "x", "new")
	second.Extractor, second.Claims[0].Confidence = "test-2", 0.9
	write(t, p, []event.Report{first}, []event.Report{second})
	got := p.Read(t)
	if c := got.Claims[second.Claims[0].ID]; c.Confidence != 0.9 || c.Provenance.Extractor != "test-2" {
		t.Errorf("claim has confidence %v by %s, want the later extraction's", c.Confidence, c.Provenance.Extractor)
	}
	if op := got.ops()[first.Claims[1].ID]; op != event.Retracted {
		t.Errorf("a claim that the later extraction lacks is %s, want retracted", op)
	}
}

func allOrNothing(t *testing.T, p Place) {
	good, bad := Report("a", 1, "x"), Report("b", 1, "y")
	bad.Claims[0].ID = "" // no store can keep it
	s := p.Open(t)
	if err := s.Write(t.Context(), []event.Report{good, bad}); err == nil {
		t.Error("a claim without id was taken")
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	if got := p.Read(t); len(got.Articles)+len(got.Claims) != 0 {
		t.Errorf("a failed batch left %d articles and %d claims", len(got.Articles), len(got.Claims))
	}
	write(t, p, []event.Report{good})
	same(t, p.Read(t), model(t, []event.Report{good}))
}

func reopen(t *testing.T, p Place) {
	var want []event.Report
	for i := range 3 {
		r := Report(fmt.Sprint("a", i), 1, "x")
		want = append(want, r)
		write(t, p, []event.Report{r})
	}
	same(t, p.Read(t), model(t, want))
}

func emptyBatch(t *testing.T, p Place) {
	write(t, p, nil, []event.Report{})
	if got := p.Read(t); len(got.Articles) != 0 {
		t.Errorf("an empty batch stored %d articles", len(got.Articles))
	}
}

func bigBatch(t *testing.T, p Place) {
	const n = 400
	b := many(n)
	write(t, p, b)
	if got := p.Read(t); len(got.Articles) != n || len(got.Claims) != 2*n {
		t.Errorf("stored %d articles and %d claims, want %d and %d", len(got.Articles), len(got.Claims), n, 2*n)
	}
}

// noText feeds what a broken page may leave: NUL, bad UTF-8, bidi controls.
func noText(t *testing.T, p Place) {
	r := Report("a", 1, "x")
	r.Article.Title = "عنوان\x00 \xff\xfe ' \" ; \u202e --"
	r.Article.Source = "src\x00"
	r.Claims[0].Evidence.Text = "نص\x00 \xc3\x28"
	r.Claims[0].Attribution.Speaker = "\x00"
	write(t, p, []event.Report{r}, []event.Report{r})
	same(t, p.Read(t), model(t, []event.Report{r}))
}

func contextEnds(t *testing.T, p Place) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	s := p.Open(t)
	err := s.Write(ctx, []event.Report{Report("a", 1, "x")})
	if cerr := s.Close(); cerr != nil {
		t.Fatal(cerr)
	}
	if n := len(p.Read(t).Claims); (err == nil) != (n == 1) {
		t.Errorf("Write returned %v and the store holds %d claims", err, n)
	}
}

// histories writes reports of a few articles in random order and batches,
// some of them more than once, and compares with the model. The seed is
// fixed: a failure comes again.
func histories(t *testing.T, p Place) {
	rnd := rand.New(rand.NewPCG(7, 11))
	var all []event.Report
	for range 40 {
		var names []string
		for _, n := range []string{"a", "b", "c", "d"} {
			if rnd.IntN(2) == 0 {
				names = append(names, n)
			}
		}
		// Few ids and revisions: they meet.
		r := Report(fmt.Sprint("h", rnd.IntN(3)), 1+rnd.IntN(4), names...)
		if rnd.IntN(12) == 0 {
			r.Article.Op, r.Claims = event.Retracted, nil
		}
		all = append(all, r)
		if rnd.IntN(4) == 0 {
			all = append(all, all[rnd.IntN(len(all))])
		}
	}
	var batches [][]event.Report
	for rest := all; len(rest) > 0; {
		n := min(1+rnd.IntN(5), len(rest))
		batches, rest = append(batches, rest[:n]), rest[n:]
	}
	write(t, p, batches...)
	same(t, p.Read(t), model(t, all))
}
