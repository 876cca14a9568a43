package console

import (
	"encoding/json"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/event"
)

// debate adds to the world what is said of American forces in Iraq: a level of
// another origin, movements, a plan and its refusal, and who will not say.
func debate(t *testing.T, f *fake) {
	t.Helper()
	total := func(c *event.Claim, v float64, qualifier string) {
		c.Quantity = &event.Quantity{Value: num(v), Qualifier: qualifier, Unit: "personnel", Basis: "total"}
	}
	a := article("d1", "البرلمان: العدد أكبر", "قالت لجنة الأمن في البرلمان إن في البلاد أكثر من 4000 عسكري أميركي.",
		"وقالت وكالة برق إن مئة جندي غادروا قاعدة عين الأسد في أيلول.", "وسينسحب الباقون من البلاد في نهاية العام، بحسب الحكومة.",
		"وقال البيت الأبيض إن القوات لن تنسحب.", "ورفضت السفارة التعليق على وجود القوات.")
	a.Published = "2025-11-04"
	more := claim(t, a, event.Presence, event.Affirmed, "USA", "IRQ", "في البلاد أكثر من 4000 عسكري أميركي")
	more.Attribution = event.Attribution{Org: "IRQ-PARL"}
	total(&more, 4000, "more_than")
	left := claim(t, a, event.Departure, event.Affirmed, "USA", "IRQ", "مئة جندي غادروا قاعدة عين الأسد في أيلول")
	left.Attribution, left.Time, left.Place.Site = event.Attribution{Via: "BARQ"}, &event.Time{From: "2025-09", Text: "أيلول"}, "Ain al-Asad"
	total(&left, 100, "exact")
	left.Quantity.Basis = "change"
	plan := claim(t, a, event.Departure, event.Affirmed, "USA", "IRQ", "وسينسحب الباقون من البلاد في نهاية العام")
	plan.Status, plan.Attribution, plan.Time = event.Planned, event.Attribution{Org: "IRQ-GOV"}, &event.Time{From: "2025-12", Text: "نهاية العام"}
	no := claim(t, a, event.Departure, event.Denied, "USA", "IRQ", "القوات لن تنسحب")
	no.Status, no.Attribution = event.Planned, event.Attribution{Org: "USA-WH"}
	silent := claim(t, a, event.Presence, event.Uncommitted, "USA", "IRQ", "ورفضت السفارة التعليق على وجود القوات")
	silent.Attribution = event.Attribution{Org: "USA-DOS"}
	f.add(a, more, left, plan, no, silent)

	b := article("d2", "Ministry denies again", "The ministry said there were no combat troops of any foreign army in Iraq.")
	b.Lang, b.Source, b.Published = "en", "harbour", "2025-11-05"
	none := claim(t, b, event.Presence, event.Denied, "FOREIGN", "IRQ", "no combat troops of any foreign army in Iraq")
	none.Force.Role, none.Attribution = "combat", event.Attribution{Org: "IRQ-MOD"}
	f.add(b, none)
	again := article("d3", "البنتاغون: باقون", "قالت المتحدثة إيلين هارت إن نحو 2500 عسكري أميركي ما زالوا في العراق.")
	again.Source, again.Published = "harbour", "2025-11-02"
	same := claim(t, again, event.Presence, event.Affirmed, "USA", "IRQ", "نحو 2500 عسكري أميركي ما زالوا في العراق")
	same.Attribution = event.Attribution{Speaker: "إيلين هارت", Org: "USA-DOD"}
	total(&same, 2500, "about")
	f.add(again, same)
}

func TestSidesPageSetsWhoAffirmsBesideWhoDenies(t *testing.T) {
	f := world(t)
	debate(t, f)
	h := serve(t, f)
	body := get(t, h, "/sides?actor=USA&country=IRQ&ui=en").Body.String()
	wantIn(t, body, "Who affirms, who denies: ", "Department of Defense", "foreign ministry", "about 2,500 troops", "more than 4,000 troops",
		`<mark class="denied">وجود أي قوات أميركية في العراق</mark>`, "ما عدا مدربين", "framing dispute, no contradiction, with", "contradicts the number of",
		"3 independent origins", "Won’t say", "Refuses or denies", "Not (yet) so", "in wider words", `href="https://news.example/b1"`, `role="img"`, "BARQ", "September 2025",
		`href="/v1/sides?actor=USA&amp;country=IRQ"`)
	if strings.Contains(body, "Estonia") {
		t.Error("another matter is told")
	}
	if n := strings.Count(body, "نحو 2500 عسكري أميركي ما زالوا في العراق"); n != 2 { // in its column and in the table
		t.Errorf("what two outlets carried stands %d times, want once in its column and once in the table", n)
	}
	for _, m := range regexp.MustCompile(`href="#(s-[^"]+)"`).FindAllStringSubmatch(body, -1) {
		if strings.Count(body, `id="`+m[1]+`"`) != 1 {
			t.Errorf("a dispute leads to %s, which is there %d times", m[1], strings.Count(body, `id="`+m[1]+`"`))
		}
	}
	wantIn(t, get(t, h, "/sides?actor=USA&country=IRQ&ui=ar").Body.String(), `dir="rtl"`, "من يؤكد ومن ينفي: ", "خلاف في التوصيف", "وزارة الخارجية (العراق)", "جهات مستقلة")
}

func TestSidesPageNarrowsToASite(t *testing.T) {
	f := world(t)
	debate(t, f)
	body := get(t, serve(t, f), "/sides?actor=USA&country=IRQ&site=Ain+al-Asad&ui=en").Body.String()
	wantIn(t, body, "at most 250 troops", "in wider words", `aria-current="true"><bdi>Ain al-Asad`, `href="/v1/sides?actor=USA&amp;country=IRQ&amp;site=Ain&#43;al-Asad"`)
	if strings.Contains(body, "about 2,500 troops") {
		t.Error("who affirms it for the country affirms it for the site")
	}
}

func TestSidesPageAsksForForceAndPlace(t *testing.T) {
	h := serve(t, world(t))
	wantIn(t, get(t, h, "/sides?ui=en").Body.String(), "Choose a force", `href="/sides?actor=USA"`, `href="/sides?country=EST"`)
	body := get(t, h, "/sides?ui=en&actor=GBR").Body.String()
	wantIn(t, body, `href="/sides?actor=GBR&amp;country=EST"`)
	if strings.Contains(body, "country=IRQ") {
		t.Error("a country is offered of which nothing is said")
	}
	wantIn(t, get(t, h, "/sides?ui=en&actor=GBR&country=IRQ").Body.String(), "No claims match")
	wantIn(t, get(t, serve(t, &fake{}), "/sides?ui=en").Body.String(), "No claims yet")
}

func TestEveryClaimLeadsToItsSides(t *testing.T) {
	f := world(t)
	h := serve(t, f)
	for _, path := range []string{"/", "/articles/a1", "/claims/" + f.claims[0].ID} {
		wantIn(t, get(t, h, path).Body.String(), `class="both" href="/sides?actor=USA&amp;country=IRQ"`)
	}
}

func TestAPIGivesTheSides(t *testing.T) {
	f := world(t)
	debate(t, f)
	h := serve(t, f)
	w := get(t, h, "/v1/sides?actor=USA&country=IRQ")
	var out weighed
	if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != http.StatusOK {
		t.Fatalf("status %d: %v", w.Code, err)
	}
	if len(out.Questions) != 3 || len(out.Timeline) == 0 || out.Actor != "USA" || out.Truncated {
		t.Fatalf("%d questions, %d marks", len(out.Questions), len(out.Timeline))
	}
	q := out.Questions[0]
	if q.Kind != event.Presence || !q.Actual || len(q.Affirmed.Origins) != 3 || len(q.Denied.Origins) != 2 || len(q.Uncommitted.Origins) != 1 {
		t.Errorf("presence: %d affirm, %d deny", len(q.Affirmed.Origins), len(q.Denied.Origins))
	}
	if st := q.Denied.Origins[1].Statements[0]; st.Claim.Evidence != f.claims[0].Evidence || st.Claim.Provenance.URL == "" {
		t.Errorf("the denial has no words or link: %+v", st.Claim)
	}
	if get(t, h, "/v1/sides?actor=USA&country=IRQ", "If-None-Match", w.Header().Get("ETag")).Code != http.StatusNotModified {
		t.Error("what has not changed is sent again")
	}
	for _, path := range []string{"/v1/sides", "/v1/sides?actor=USA", "/v1/sides?actor=USA&country=IRQ&polarity=denied", "/v1/sides?actor=USA&country=IRQ&from=soon"} {
		if w := get(t, h, path); w.Code != http.StatusBadRequest || !strings.Contains(w.Header().Get("Content-Type"), "problem+json") {
			t.Errorf("%s: status %d", path, w.Code)
		}
	}
}

func TestChartOfOneDayAndOfManyYears(t *testing.T) {
	f := &fake{}
	a := article("y1", "عنوان", "في البلاد 900 جندي.")
	c := claim(t, a, event.Presence, event.Affirmed, "FRA", "TCD", "في البلاد 900 جندي")
	c.Quantity = &event.Quantity{Value: num(900), Qualifier: "exact", Unit: "personnel", Basis: "total"}
	f.add(a, c)
	wantIn(t, get(t, serve(t, f), "/sides?actor=FRA&country=TCD&ui=en").Body.String(), `class="mark level"`, "1,000", "2025")
	b := article("y2", "عنوان", "كان في البلاد 5200 جندي.")
	b.Published = "1998-03-01"
	old := claim(t, b, event.Presence, event.Affirmed, "FRA", "TCD", "كان في البلاد 5200 جندي")
	old.Quantity = &event.Quantity{Min: num(5200), Qualifier: "at_least", Unit: "personnel", Basis: "total"}
	f.add(b, old)
	body := get(t, serve(t, f), "/sides?actor=FRA&country=TCD&ui=en").Body.String()
	wantIn(t, body, `class="mark level open"`, ">2000</text>", ">2020</text>")
	if n := strings.Count(body, `class="day"`); n > 2*mostTicks {
		t.Errorf("%d marks of time", n)
	}
	if strings.Contains(body, "NaN") || strings.Contains(body, "Inf") {
		t.Error("a length is no number")
	}
}
