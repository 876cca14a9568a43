package export

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// chad is what the tests ask about.
var chad = Matter{Actor: "FRA", Country: "TCD"} //nolint:gochecknoglobals // a constant

func weigh(t *testing.T, m Matter, all ...said) *Sides {
	t.Helper()
	var claims []store.Claim
	text := map[string]string{}
	for _, l := range all {
		c := l.claim()
		if c.Evidence.Text == "" {
			c.Evidence.Text = "words of " + l.id
		}
		claims, text[c.Provenance.Article] = append(claims, *c), l.text
	}
	s, err := Weigh(m, claims, medium, func(article string) (string, error) { return text[article], nil })
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// disputes are those of a matter as "claim relation claim", each once.
func disputes(s *Sides) (out []string) {
	for _, q := range s.Questions {
		for _, side := range []Side{q.Affirmed, q.Denied} {
			for _, o := range side.Origins {
				for _, st := range o.Statements {
					for _, d := range st.Disputes {
						if st.Claim.ID < d.Claim {
							out = append(out, fmt.Sprintf("%s %s %s", st.Claim.ID, d.Relation, d.Claim))
						}
					}
				}
			}
		}
	}
	slices.Sort(out)
	return out
}

// origins are the ids of a side.
func origins(s Side) string {
	var out []string
	for _, o := range s.Origins {
		out = append(out, o.ID)
	}
	slices.Sort(out)
	return strings.Join(out, " ")
}

func denies(change ...func(*store.Claim)) func(*store.Claim) {
	return also(append(change, func(c *store.Claim) { c.Polarity = event.Denied })...)
}

func also(change ...func(*store.Claim)) func(*store.Claim) {
	return func(c *store.Claim) {
		for _, f := range change {
			f(c)
		}
	}
}

func role(r string) func(*store.Claim) { return func(c *store.Claim) { c.Force.Role = r } }

func inside(site string) func(*store.Claim) { return func(c *store.Claim) { c.Place.Site = site } }

func butFor(words string) func(*store.Claim) { return func(c *store.Claim) { c.Exception = words } }

func plan(kind event.Kind) func(*store.Claim) {
	return func(c *store.Claim) { c.Kind, c.Status = kind, event.Planned }
}

func TestDisputes(t *testing.T) {
	const aside = "باستثناء المستشارين"
	none := said{id: "d", by: "TCD-MFA", outlet: "a", day: "2025-03-03", change: denies()}
	noneBut := said{id: "d", by: "TCD-MFA", outlet: "a", day: "2025-03-03", change: denies(butFor(aside))}
	advisers := said{id: "e", by: "TCD-MFA", outlet: "a", day: "2025-03-03", change: also(role("advisory"), butFor(aside))}
	some := said{id: "a", by: "FRA-MOD", outlet: "b", day: "2025-03-01"}
	with := func(s said, change func(*store.Claim)) said { s.change = change; return s }
	later := func(s said, day string) said { s.day = day; return s }
	for _, c := range []struct {
		name string
		said []said
		want string
	}{
		{"there are; there are none", []said{some, none}, "a contradiction d"},
		{"there are; none except advisers", []said{some, noneBut, advisers}, "a framing_dispute d"},
		{"combat forces; none except advisers", []said{with(some, role("combat")), noneBut, advisers}, "a contradiction d"},
		{"advisers; none except advisers", []said{with(some, role("advisory")), noneBut, advisers}, ""},
		{"combat forces; none except somebody", []said{with(some, role("combat")), noneBut}, "a framing_dispute d"},
		{"advisers; none", []said{with(some, role("advisory")), none}, "a framing_dispute d"},
		{"there are; no combat forces", []said{some, with(none, denies(role("combat")))}, ""},
		{"combat forces; no combat forces", []said{with(some, role("combat")), with(none, denies(role("combat")))}, "a contradiction d"},
		{"there are; no foreign forces", []said{some, with(none, denies(func(c *store.Claim) { c.Force.Actor = "FOREIGN" }))}, "a contradiction d"},
		{"at a base; none in the country", []said{with(some, inside("Faya")), none}, "a contradiction d"},
		{"in the country; none at a base", []said{some, with(none, denies(inside("Faya")))}, ""},
		{"they left a base; none left the country", []said{with(some, also(inside("Faya"), moved(event.Departure))), with(none, denies(moved(event.Departure)))}, ""},
		{"they left; none left", []said{with(some, moved(event.Departure)), with(none, denies(moved(event.Departure)))}, "a contradiction d"},
		{"none came; then some came", []said{with(later(some, "2025-03-09"), moved(event.Arrival)), with(none, denies(moved(event.Arrival)))}, ""},
		{"what is still to come is not so", []said{with(some, on("2026", "العام المقبل")), none}, ""},
		{"an origin with itself", []said{with(some, nil), {id: "d", by: "FRA-MOD", outlet: "a", day: "2025-03-01", change: denies()}}, ""},
		{"half a year apart", []said{some, later(none, "2025-09-03")}, ""},
		{"a departure between", []said{some, {id: "m", outlet: "c", day: "2025-03-02", change: moved(event.Departure)}, none}, ""},
		{"an arrival between does not make them leave", []said{some, {id: "m", outlet: "c", day: "2025-03-02", change: moved(event.Arrival)}, none}, "a contradiction d"},
		{"who took it back", []said{some, {id: "b", by: "FRA-MOD", outlet: "b", day: "2025-03-02", change: denies()}, none}, ""},
		{"a plan; a plan refused", []said{with(some, plan(event.Departure)), with(none, denies(plan(event.Departure)))}, "a contradiction d"},
		{"a plan is no fact", []said{with(some, plan(event.Presence)), none}, ""},
		{"levels apart", []said{
			{id: "a", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "exact"},
			{id: "b", by: "TCD-MFA", outlet: "a", day: "2025-03-02", value: 2000, qualifier: "more_than"},
		}, "a level_contradiction b"},
		{"levels that meet", []said{
			{id: "a", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "about"},
			{id: "b", by: "TCD-MFA", outlet: "a", day: "2025-03-02", value: 950, qualifier: "at_least"},
		}, ""},
		{"levels of other roles", []said{
			{id: "a", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "exact"},
			{id: "b", by: "TCD-MFA", outlet: "a", day: "2025-03-02", value: 90, qualifier: "exact", change: role("advisory")},
		}, ""},
		{"a fall by a departure", []said{
			{id: "a", by: "TCD-MFA", outlet: "a", day: "2025-03-01", value: 2000, qualifier: "exact"},
			{id: "m", outlet: "b", day: "2025-03-02", change: moved(event.Departure)},
			{id: "b", by: "FRA-MOD", outlet: "a", day: "2025-03-03", value: 1000, qualifier: "exact"},
		}, ""},
		{"a figure of the past", []said{
			{id: "a", by: "FRA-MOD", outlet: "a", day: "2025-11-01", value: 3000, qualifier: "exact", change: on("2014-01", "كانون الثاني")},
			{id: "b", by: "TCD-MFA", outlet: "a", day: "2025-11-01", value: 1000, qualifier: "exact"},
		}, ""},
	} {
		if got := strings.Join(disputes(weigh(t, chad, c.said...)), "; "); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSidesCountOriginsNeverOutlets(t *testing.T) {
	s := weigh(t, chad,
		said{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-01"},
		said{id: "2", by: "FRA-MOD", outlet: "b", day: "2025-03-01"},
		said{id: "3", outlet: "c", day: "2025-03-01", text: wire},
		said{id: "4", outlet: "d", day: "2025-03-02", text: "بالصور. " + wire},
		said{id: "5", by: "TCD-MFA", outlet: "a", day: "2025-03-02", change: denies()},
		said{id: "6", by: "TCD-GOV", outlet: "a", day: "2025-03-02", change: func(c *store.Claim) { c.Polarity = event.Uncommitted }},
	)
	if len(s.Questions) != 1 {
		t.Fatalf("%d questions, want one", len(s.Questions))
	}
	q := s.Questions[0]
	if got := origins(q.Affirmed); got != "FRA-MOD outlet:c" || q.Affirmed.Claims != 4 || len(q.Affirmed.Sources) != 4 {
		t.Errorf("who affirm are %q by %d claims of %v", got, q.Affirmed.Claims, q.Affirmed.Sources)
	}
	if origins(q.Denied) != "TCD-MFA" || origins(q.Uncommitted) != "TCD-GOV" {
		t.Errorf("who deny are %q, who will not say %q", origins(q.Denied), origins(q.Uncommitted))
	}
	for _, o := range q.Affirmed.Origins {
		if o.ID == "FRA-MOD" && (len(o.Statements) != 1 || len(o.Statements[0].Claims) != 2) {
			t.Errorf("what two outlets carried is %d statements", len(o.Statements))
		}
	}
}

func TestSidesKeepPlansApartAndOthersOut(t *testing.T) {
	other := func(c *store.Claim) { c.Force.Actor = "USA" }
	s := weigh(t, chad,
		said{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-01"},
		said{id: "2", by: "FRA-PRES", outlet: "a", day: "2025-03-02", change: plan(event.Departure)},
		said{id: "3", by: "USA-DOD", outlet: "a", day: "2025-03-02", change: other},
		said{id: "4", by: "TCD-MFA", outlet: "a", day: "2025-03-02", change: func(c *store.Claim) { c.Force.Actor = "FOREIGN" }},
		said{id: "5", by: "TCD-MFA", outlet: "b", day: "2025-03-04", change: func(c *store.Claim) { c.Provenance.Op = event.Retracted }},
	)
	var got []string
	for _, q := range s.Questions {
		got = append(got, fmt.Sprint(q.Kind, " ", q.Actual, " ", q.Affirmed.Claims+q.Denied.Claims))
	}
	if strings.Join(got, "; ") != "presence true 1; departure false 1" {
		t.Errorf("questions %v", got)
	}
}

func TestSidesOfASiteTakeDenialsOfTheWholeCountry(t *testing.T) {
	s := weigh(t, Matter{"FRA", "TCD", "Faya"},
		said{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-01", change: inside("Faya")},
		said{id: "2", by: "FRA-GOV", outlet: "a", day: "2025-03-01"},
		said{id: "3", by: "FRA-PM", outlet: "a", day: "2025-03-01", change: denies(inside("Abeche"))},
		said{id: "4", by: "TCD-MFA", outlet: "a", day: "2025-03-02", change: denies()},
		said{id: "5", by: "TCD-MFA", outlet: "a", day: "2025-03-02", change: denies(moved(event.Departure))},
	)
	if len(s.Questions) != 1 {
		t.Errorf("%d questions, want that of presence: who leaves a site need not leave the country", len(s.Questions))
	}
	q := s.Questions[0]
	if origins(q.Affirmed) != "FRA-MOD" || origins(q.Denied) != "TCD-MFA" || !q.Denied.Origins[0].Statements[0].Wide {
		t.Errorf("affirmed by %q, denied by %q", origins(q.Affirmed), origins(q.Denied))
	}
}

func TestWhatHoldsThisYearIsSaidUpToItsDay(t *testing.T) {
	c := said{id: "1", by: "FRA-MOD", outlet: "a", day: "2025-03-01", change: denies(on("2025", "هذا العام"))}
	st := weigh(t, chad, c).Questions[0].Denied.Origins[0].Statements[0]
	if st.From != "2025-01-01" || st.At != "2025-03-01" {
		t.Errorf("said from %s to %s", st.From, st.At)
	}
}

func TestTimeline(t *testing.T) {
	s := weigh(t, chad,
		said{id: "l", by: "FRA-MOD", outlet: "a", day: "2025-03-01", value: 1000, qualifier: "about"},
		said{id: "p", by: "FRA-MOD", outlet: "a", day: "2025-03-05", value: 90, qualifier: "exact", change: role("advisory")},
		said{id: "w", by: "FRA-MOD", outlet: "b", day: "2025-02-01", change: moved(event.Departure)},
		said{id: "n", by: "TCD-MFA", outlet: "a", day: "2025-03-02", change: denies()},
		said{id: "f", by: "FRA-PRES", outlet: "a", day: "2025-03-03", change: also(plan(event.Departure), on("2025-12", "نهاية العام"))},
		said{id: "x", by: "FRA-PRES", outlet: "a", day: "2025-03-03", change: func(c *store.Claim) { c.Kind, c.Status = event.Arrival, event.Possible }},
	)
	var got []string
	for _, m := range s.Timeline {
		got = append(got, fmt.Sprintf("%s %s %s %v", m.ID, m.Sort, m.From, m.Part))
	}
	want := "w departure 2025-02-01 false; l level 2025-03-01 false; n denial 2025-03-02 false; p level 2025-03-05 true; f plan 2025-12-01 false"
	if strings.Join(got, "; ") != want {
		t.Errorf("timeline %v, want %s", got, want)
	}
	if m := s.Timeline[1]; *m.Low != 900 || *m.High != 1100 || *m.Value != 1000 {
		t.Errorf("level %v to %v", *m.Low, *m.High)
	}
}
