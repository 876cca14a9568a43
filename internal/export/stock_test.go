package export

import (
	"fmt"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// said is a level as the tests write it: French troops in Chad.
type said struct {
	id, by, outlet, day string
	value               float64
	qualifier           string
	change              func(*store.Claim)
	text                string // of its article
}

func (s said) claim() *store.Claim {
	c := &store.Claim{Claim: event.Claim{
		ID: s.id, Kind: event.Presence, Action: event.Present, Polarity: event.Affirmed, Status: event.Actual,
		Force: event.Force{Actor: "FRA"}, Place: event.Place{Country: "TCD"}, Confidence: 0.9,
		Attribution: event.Attribution{Org: s.by}, Time: &event.Time{From: s.day},
		Provenance: &event.Provenance{Source: s.outlet, Article: s.outlet + s.day, Published: s.day},
	}}
	if s.qualifier != "" {
		c.Quantity = &event.Quantity{Value: &s.value, Qualifier: s.qualifier, Unit: "personnel", Basis: "total"}
	}
	if s.change != nil {
		s.change(c)
	}
	return c
}

func medium(org string) bool { return org == "BARQ" }

// rows are the rows of a stock as strings: the columns named, joined by blanks.
func rows(t *testing.T, p Period, all []said, columns ...string) (out []string) {
	t.Helper()
	s := NewStock(p, medium)
	for _, l := range all {
		if err := s.Add(l.claim(), func() (string, error) { return l.text, nil }); err != nil {
			t.Fatal(err)
		}
	}
	err := s.Rows(func(row []any) error {
		var b []string
		for i, c := range StockColumns {
			for _, want := range columns {
				if c == want {
					b = append(b, text(row[i]))
				}
			}
		}
		out = append(out, strings.Join(b, " "))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func moved(kind event.Kind) func(*store.Claim) {
	return func(c *store.Claim) { c.Kind, c.Quantity = kind, nil }
}

func on(day, words string) func(*store.Claim) {
	return func(c *store.Claim) { c.Time = &event.Time{From: day, Text: words} }
}

const wire = "ذكرت مصادر محلية أن الجنود يتمركزون في البلاد منذ مطلع العام الحالي وأن الدوريات تتواصل حول المدينة كل ليلة من دون أن تعلق السلطات على ذلك"

func TestStock(t *testing.T) {
	for _, c := range []struct {
		name string
		said []said
		want string // low value high independent_origins contradicting as_of, of one row
	}{
		{"one level", []said{{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "exact"}}, "1000 1000 1000 1 0 2025-03-01"},
		{"two outlets of one speaker", []said{
			{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "exact"},
			{id: "2", by: "FRA-MOD", outlet: "b", day: "2025-03-02", value: 1000, qualifier: "exact"},
		}, "1000 1000 1000 1 0 2025-03-02"},
		{"a later word of one origin replaces its earlier one", []said{
			{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "exact"},
			{id: "2", by: "FRA-MOD", outlet: "a", day: "2025-06-01", value: 400, qualifier: "exact"},
		}, "400 400 400 1 0 2025-06-01"},
		{"origins that agree narrow each other", []said{
			{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "about"},
			{id: "2", by: "TCD-MFA", outlet: "a", day: "2025-03-02", value: 950, qualifier: "at_least"},
		}, "950 1000 1100 2 0 2025-03-01"},
		{"origins that contradict span", []said{
			{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-02", value: 1000, qualifier: "exact"},
			{id: "2", by: "TCD-MFA", outlet: "a", day: "2025-03-01", value: 2000, qualifier: "more_than"},
		}, "1000 1000  2 1 2025-03-02"},
		{"a reported departure explains a fall", []said{
			{id: "1", by: "TCD-MFA", outlet: "a", day: "2025-03-01", value: 2000, qualifier: "exact"},
			{id: "m", outlet: "b", day: "2025-04-01", change: moved(event.Departure)},
			{id: "2", by: "FRA-MOD", outlet: "a", day: "2025-05-01", value: 1000, qualifier: "exact"},
		}, "1000 1000 1000 1 0 2025-05-01"},
		{"a reported arrival explains no fall", []said{
			{id: "1", by: "TCD-MFA", outlet: "a", day: "2025-03-01", value: 2000, qualifier: "exact"},
			{id: "m", outlet: "b", day: "2025-04-01", change: moved(event.Arrival)},
			{id: "2", by: "FRA-MOD", outlet: "a", day: "2025-05-01", value: 1000, qualifier: "exact"},
		}, "1000 1000 2000 2 1 2025-05-01"},
		{"a departure afterwards explains nothing", []said{
			{id: "1", by: "TCD-MFA", outlet: "a", day: "2025-03-01", value: 2000, qualifier: "exact"},
			{id: "m", outlet: "b", day: "2025-06-01", change: moved(event.Departure)},
			{id: "2", by: "FRA-MOD", outlet: "a", day: "2025-05-01", value: 1000, qualifier: "exact"},
		}, "1000 1000 2000 2 1 2025-05-01"},
		{"a figure of the past does not update a later one", []said{
			{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "exact"},
			{id: "2", by: "FRA-MOD", outlet: "a", day: "2025-11-01", value: 3000, qualifier: "exact", change: on("2025-01", "كانون الثاني")},
		}, "1000 1000 1000 1 0 2025-03-01"},
		{"what has been so since a day is so now", []said{
			{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "exact", change: on("2014", "منذ عام 2014")},
		}, "1000 1000 1000 1 0 2025-03-01"},
		{"a year that is under way reaches to the day of publication", []said{
			{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-07-20", value: 3000, qualifier: "exact", change: on("2025", "هذا العام")},
			{id: "2", by: "FRA-MOD", outlet: "a", day: "2025-12-03", value: 1000, qualifier: "exact"},
		}, "1000 1000 1000 1 0 2025-12-03"},
		{"the months to come are not yet seen", []said{
			{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-10-28", value: 1000, qualifier: "exact", change: func(c *store.Claim) {
				c.Time = &event.Time{From: "2025-10-28", To: "2026-04-28", Text: "مدى الشهور الستة القادمة"}
			}},
		}, "1000 1000 1000 1 0 2025-10-28"},
		{"a movement to come explains nothing", []said{
			{id: "1", by: "TCD-MFA", outlet: "a", day: "2025-03-01", value: 2000, qualifier: "exact"},
			{id: "m", outlet: "b", day: "2025-02-01", change: func(c *store.Claim) {
				moved(event.Departure)(c)
				on("2025-04-01", "في نيسان المقبل")(c)
			}},
			{id: "2", by: "FRA-MOD", outlet: "a", day: "2025-05-01", value: 1000, qualifier: "exact"},
		}, "1000 1000 2000 2 1 2025-05-01"},
		{"none at all is no open end", []said{
			{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 0, qualifier: "exact"},
		}, "0 0 0 1 0 2025-03-01"},
		{"outlets of their own count", []said{
			{id: "1", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "exact", text: wire},
			{id: "2", outlet: "b", day: "2025-03-01", value: 1000, qualifier: "exact", text: "نشرت الصحيفة تقريراً مختلفاً عن الجنود وأعدادهم في البلاد بعد زيارة قام بها مراسلها إلى المعسكر"},
		}, "1000 1000 1000 2 0 2025-03-01"},
		{"syndicated text counts once", []said{
			{id: "1", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "exact", text: wire},
			{id: "2", outlet: "b", day: "2025-03-02", value: 1000, qualifier: "exact", text: "بالصور. " + wire},
		}, "1000 1000 1000 1 0 2025-03-02"},
		{"an agency counts once", []said{
			{id: "1", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "exact", change: func(c *store.Claim) { c.Attribution.Via = "BARQ" }},
			{id: "2", outlet: "b", day: "2025-03-01", value: 1000, qualifier: "exact", change: func(c *store.Claim) { c.Attribution.Via = "BARQ" }},
		}, "1000 1000 1000 1 0 2025-03-01"},
		{"an agency that speaks is the one that carries", []said{
			{id: "1", by: "BARQ", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "exact"},
			{id: "2", outlet: "b", day: "2025-03-01", value: 1000, qualifier: "exact", change: func(c *store.Claim) { c.Attribution.Via = "BARQ" }},
		}, "1000 1000 1000 1 0 2025-03-01"},
		{"one quotation counts once", []said{
			{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "exact", change: quote("لدينا اليوم ألف جندي في تشاد وهم هناك بطلب من حكومتها")},
			{id: "2", outlet: "b", day: "2025-03-01", value: 1000, qualifier: "exact", change: quote("«لدينا اليوم ألف جنديّ في تشاد وهم هناك بطلب»"), text: "نص آخر"},
		}, "1000 1000 1000 1 0 2025-03-01"},
		{"pages of no source are told apart by their hosts", []said{
			{id: "1", day: "2025-03-01", value: 1000, qualifier: "exact", change: at("https://www.a.example/1")},
			{id: "2", day: "2025-03-02", value: 1000, qualifier: "exact", change: at("https://a.example/2")},
			{id: "3", day: "2025-03-02", value: 3000, qualifier: "exact", change: at("https://b.example/3")},
		}, "1000 1000 3000 2 1 2025-03-02"},
		{"the same words around another number are no quotation", []said{
			{id: "1", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "exact", change: quote("ويبلغ عدد القوات الفرنسية المنتشرة في تشاد حاليا نحو ألف جندي")},
			{id: "2", outlet: "b", day: "2025-03-02", value: 3000, qualifier: "exact", change: quote("ويبلغ عدد القوات الفرنسية المنتشرة في تشاد حاليا نحو ثلاثة آلاف جندي")},
		}, "1000 3000 3000 2 1 2025-03-02"},
	} {
		got := rows(t, Year, c.said, "low", "value", "high", "independent_origins", "contradicting", "as_of")
		if len(got) != 1 || got[0] != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func quote(s string) func(*store.Claim) {
	return func(c *store.Claim) { c.Evidence.Text = strings.Trim(s, "«»") }
}

func at(url string) func(*store.Claim) {
	return func(c *store.Claim) { c.Provenance.Source, c.Provenance.URL, c.Provenance.Article = "", url, url }
}

func TestStockTakesOnlyAssertedTotalsOfPersons(t *testing.T) {
	for name, change := range map[string]func(*store.Claim){
		"denied":       func(c *store.Claim) { c.Polarity = event.Denied },
		"planned":      func(c *store.Claim) { c.Status = event.Planned },
		"a movement":   func(c *store.Claim) { c.Kind = event.Arrival },
		"a change":     func(c *store.Claim) { c.Quantity.Basis = "change" },
		"vehicles":     func(c *store.Claim) { c.Quantity.Unit = "vehicles" },
		"a ceiling":    func(c *store.Claim) { c.Action = event.Ceiling },
		"to come":      on("2025-12-31", "بحلول نهاية العام 2025"),
		"shared":       func(c *store.Claim) { c.Joint = true },
		"nowhere":      func(c *store.Claim) { c.Place.Country = "" },
		"nobody":       func(c *store.Claim) { c.Force.Actor = "" },
		"no number":    func(c *store.Claim) { c.Quantity.Value = nil },
		"no quantity":  func(c *store.Claim) { c.Quantity = nil },
		"no date":      func(c *store.Claim) { c.Time, c.Provenance.Published = nil, "" },
		"below zero":   func(c *store.Claim) { v := -5.0; c.Quantity.Value = &v },
		"two years":    on("2024-12", "بين كانون الأول وآذار"),
		"a wide range": func(c *store.Claim) { c.Time = &event.Time{From: "2020", To: "2024", Text: "2020-2024"} },
	} {
		got := rows(t, Year, []said{{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 9, qualifier: "exact", change: change}}, "period")
		if name == "two years" {
			if len(got) != 1 || got[0] != "2024" {
				t.Errorf("a month of another year: %q", got)
			}
			continue
		}
		if len(got) != 0 {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestLevelsLeftOutAreCounted(t *testing.T) {
	s := NewStock(Year, medium)
	for _, change := range []func(*store.Claim){
		func(c *store.Claim) { c.Time, c.Provenance.Published = nil, "" },
		on("2011", "بحلول نهاية العام 2011"),
		func(c *store.Claim) { c.Time = &event.Time{From: "2001", To: "2004", Text: "2001-2004"} },
		func(c *store.Claim) { c.Quantity, c.Time.From = nil, "" }, // no level
	} {
		l := said{id: "1", by: "FRA-MOD", outlet: "a", day: "2009-09-12", value: 9, qualifier: "exact", change: change}
		if err := s.Add(l.claim(), nil); err != nil {
			t.Fatal(err)
		}
	}
	if s.Undated != 1 || s.Ahead != 1 || s.Coarse != 1 || len(s.cells) > 0 {
		t.Errorf("undated %d, ahead %d, coarse %d, %d cells", s.Undated, s.Ahead, s.Coarse, len(s.cells))
	}
}

func TestPartsAndPlacesAreCellsOfTheirOwn(t *testing.T) {
	all := []said{
		{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "exact"},
		{id: "2", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 200, qualifier: "exact", change: func(c *store.Claim) { c.Force.Role = "advisory" }},
		{id: "3", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 300, qualifier: "exact", change: func(c *store.Claim) { c.Place.Admin1, c.Place.Site = "N'Djamena", "Camp" }},
		{id: "4", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 400, qualifier: "exact", change: func(c *store.Claim) { c.Force.Unit = "اللواء" }},
	}
	got := rows(t, Month, all, "site", "role", "unit", "period", "value")
	want := []string{" 2025-03 1000  ", " 2025-03 400  اللواء", " 2025-03 200 advisory ", "Camp 2025-03 300  "}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%q, want %q", got, want)
	}
	if got := rows(t, Quarter, all[:1], "period"); len(got) != 1 || got[0] != "2025-Q1" {
		t.Errorf("quarter %q", got)
	}
}

func TestQualifiersAreIntervals(t *testing.T) {
	n := func(v float64) *float64 { return &v }
	for _, c := range []struct {
		q         event.Quantity
		low, high float64
		value     bool
		ok        bool
	}{
		{event.Quantity{Qualifier: "exact", Value: n(100)}, 100, 100, true, true},
		{event.Quantity{Qualifier: "about", Value: n(900)}, 810, 990, true, true},
		{event.Quantity{Qualifier: "at_least", Value: n(100)}, 100, math.Inf(1), false, true},
		{event.Quantity{Qualifier: "more_than", Value: n(100)}, 100, math.Inf(1), false, true},
		{event.Quantity{Qualifier: "at_most", Value: n(100)}, 0, 100, false, true},
		{event.Quantity{Qualifier: "less_than", Value: n(100)}, 0, 100, false, true},
		{event.Quantity{Qualifier: "between", Min: n(10), Max: n(20)}, 10, 20, false, true},
		{event.Quantity{Qualifier: "some", Min: n(300), Max: n(999)}, 300, 999, false, true},
		{event.Quantity{Qualifier: "between", Min: n(20), Max: n(10)}, 20, 10, false, false},
		{event.Quantity{Qualifier: "exact"}, 0, math.Inf(1), false, false},
	} {
		in, value, ok := intervalOf(&c.q)
		if in != (interval{c.low, c.high}) || (value != nil) != c.value || ok != c.ok {
			t.Errorf("%+v: %v value %v ok %t", c.q, in, value, ok)
		}
	}
}

// TestStockHoldsWhateverTheOrder wants the same rows in whatever order claims
// come, a value within its bounds, and no more origins than spoke.
func TestStockHoldsWhateverTheOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	orgs, qualifiers := []string{"FRA-MOD", "TCD-MFA", "UN", ""}, []string{"exact", "about", "at_least", "at_most"}
	for round := range 200 {
		var all []said
		for i := range 2 + r.IntN(8) {
			s := said{
				id: fmt.Sprint(round, "-", i), by: orgs[r.IntN(4)], outlet: string(rune('a' + r.IntN(3))), day: fmt.Sprintf("2025-%02d-%02d", 1+r.IntN(12), 1+r.IntN(28)),
				value: float64(100 * (1 + r.IntN(9))), qualifier: qualifiers[r.IntN(4)], text: wire,
			}
			if r.IntN(4) == 0 {
				s.change = moved([]event.Kind{event.Arrival, event.Departure}[r.IntN(2)])
			}
			all = append(all, s)
		}
		once := rows(t, Year, all, StockColumns...)
		r.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		if again := rows(t, Year, all, StockColumns...); fmt.Sprint(once) != fmt.Sprint(again) {
			t.Fatalf("round %d: another order, other rows:\n%q\n%q", round, once, again)
		}
		for _, l := range rows(t, Year, all, "independent_origins", "contradicting") {
			var n, against int
			if _, err := fmt.Sscan(l, &n, &against); err != nil || n < 1 || n > len(orgs) || against >= n {
				t.Errorf("round %d: %q origins and contradictions", round, l)
			}
		}
	}
}
