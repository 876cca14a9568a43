package console

import (
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/marsad-news/marsad/event"
)

func serve(t *testing.T, s Store) http.Handler {
	t.Helper()
	h, err := New(s, Options{})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(t *testing.T, h http.Handler, path string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, path, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func wantIn(t *testing.T, body string, wants ...string) {
	t.Helper()
	for _, w := range wants {
		if !strings.Contains(body, w) {
			t.Errorf("not there: %q", w)
		}
	}
}

func TestListShowsClaimsWithTheirEvidenceMarked(t *testing.T) {
	w := get(t, serve(t, world(t)), "/", "Accept-Language", "ar-IQ,ar;q=0.9")
	if w.Code != http.StatusOK {
		t.Fatalf("status %d: %s", w.Code, w.Body)
	}
	body := w.Body.String()
	wantIn(t, body, `<html lang="ar" dir="rtl"`, `نفت وزارة الخارجية العراقية <mark class="denied">وجود أي قوات أميركية في العراق</mark>`,
		"ينفي", "يؤكد", "250 عسكري على الأكثر", "نحو 2,500 عسكري", "كريم الجبوري", "وزارة الخارجية (العراق)", "<strong>4 إفادات</strong>", "3 مقالات", "81%")
	first, second := strings.Index(body, "لا قوات أجنبية"), strings.Index(body, "Britain sends more")
	if first < 0 || second < first {
		t.Error("the newest article does not come first")
	}
}

func TestListSpeaksEnglishWhereChosen(t *testing.T) {
	h := serve(t, world(t))
	for name, w := range map[string]*httptest.ResponseRecorder{
		"by the address": get(t, h, "/?ui=en"), "by a cookie": get(t, h, "/", "Cookie", "ui=en"), "by the browser": get(t, h, "/", "Accept-Language", "en-GB"),
	} {
		body := w.Body.String()
		if !strings.Contains(body, `<html lang="en" dir="ltr"`) || !strings.Contains(body, "Denies") || !strings.Contains(body, "at most 250 troops") {
			t.Errorf("%s: the page is not in English", name)
		}
	}
	if c := get(t, h, "/?ui=en").Header().Get("Set-Cookie"); !strings.Contains(c, "ui=en") || !strings.Contains(c, "HttpOnly") {
		t.Errorf("the choice is not kept: %q", c)
	}
	if c := get(t, h, "/?ui=%3Cx%3E").Header().Get("Set-Cookie"); c != "" {
		t.Errorf("an unknown language is kept: %q", c)
	}
}

func TestListNarrowsAndSaysHow(t *testing.T) {
	h := serve(t, world(t))
	body := get(t, h, "/?country=IRQ&polarity=denied&ui=en").Body.String()
	wantIn(t, body, "<strong>one claim</strong>", "Remove filter", `href="/?polarity=denied"`, `href="/v1/export.csv?country=IRQ&amp;polarity=denied"`)
	if strings.Contains(body, "Estonia") && strings.Contains(body, "Britain will send") {
		t.Error("a claim of another country is listed")
	}
	wantIn(t, get(t, h, "/?country=FRA&ui=en").Body.String(), "No claims match")
	wantIn(t, get(t, serve(t, &fake{}), "/?ui=en").Body.String(), "No claims yet")
}

func TestListPages(t *testing.T) {
	h := serve(t, world(t))
	seen, path := 0, "/?limit=1&ui=en"
	for range 6 {
		body := get(t, h, path).Body.String()
		seen += strings.Count(body, `<li class="claim `)
		m := regexp.MustCompile(`rel="next" href="([^"]+)"`).FindStringSubmatch(body)
		if m == nil {
			path = ""
			break
		}
		path = strings.ReplaceAll(m[1], "&amp;", "&")
	}
	if seen != 4 || path != "" {
		t.Errorf("paged through %d claims, ended at %q; want 4 and the end", seen, path)
	}
}

func TestClaimPageShowsEverySlotAndWhoSaysOtherwise(t *testing.T) {
	f := world(t)
	body := get(t, serve(t, f), "/claims/"+f.claims[0].ID+"?ui=en").Body.String()
	wantIn(t, body, "ما عدا مدربين", "Exception", "Who says otherwise", "إيلين هارت", "about 2,500 troops", "Denies", "test-1",
		`rel="noopener noreferrer nofollow"`, `href="https://news.example/a1"`)
	if strings.Contains(body, "Estonia") {
		t.Error("a claim about another country is said to contradict")
	}
}

func TestArticlePageMarksAllItsClaims(t *testing.T) {
	f := world(t)
	body := get(t, serve(t, f), "/articles/a1?ui=en").Body.String()
	wantIn(t, body, `<mark class="denied">وجود أي قوات أميركية في العراق</mark>`,
		`<mark class="affirmed">لدينا 250 مستشاراً على الأكثر في قاعدة عين الأسد</mark>`, "Cut from the page", "comments", `dir="auto"`)
	for _, c := range f.claims[:2] {
		wantIn(t, body, `href="/claims/`+c.ID+`"`)
	}
}

func TestRetractedClaimIsShownAsSuchOnlyWhereAskedFor(t *testing.T) {
	f := world(t)
	a := f.articles["a1"]
	c := claim(t, a, event.Arrival, event.Affirmed, "FRA", "IRQ", "مدربين")
	c.Provenance = &event.Provenance{Op: event.Retracted}
	f.add(a, c)
	h := serve(t, f)
	if strings.Contains(get(t, h, "/?ui=en").Body.String(), "Retracted: the article") {
		t.Error("a retracted claim is listed")
	}
	wantIn(t, get(t, h, "/?ui=en&retracted=1").Body.String(), "Retracted: the article no longer says so")
	wantIn(t, get(t, h, "/claims/"+c.ID+"?ui=en").Body.String(), "Retracted: the article no longer says so")
	if strings.Contains(get(t, h, "/articles/a1").Body.String(), `">مدربين</mark>`) {
		t.Error("a retracted claim is marked in the article")
	}
}

// hostile tries what a page could try through every field that is shown.
const hostile = `</title><script>alert(1)</script><img src=x onerror=alert(2)>"'><svg/onload=alert(3)> javascript:alert(4) {{.}} ‮`

func TestHostileTextIsInert(t *testing.T) {
	f := &fake{}
	a := article("x1", hostile, hostile+" وجود قوات "+hostile)
	a.URL, a.Source, a.Byline, a.Lang, a.Published = "javascript:alert(5)", hostile, hostile, `"><script>`, hostile
	a.Stripped = []event.Stripped{{Kind: hostile, Text: hostile}}
	c := claim(t, a, event.Presence, event.Denied, hostile, hostile, "وجود قوات")
	c.Attribution = event.Attribution{Speaker: hostile, Org: hostile, Via: hostile, Role: hostile}
	c.Place.Site, c.Force.Unit, c.Force.Name, c.Exception, c.Rules = hostile, hostile, hostile, hostile, []string{hostile}
	c.Kind, c.Status, c.Polarity = event.Kind(hostile), event.Status(hostile), event.Polarity(hostile)
	known := c
	known.ID, known.Kind, known.Status, known.Polarity = "known", event.Presence, event.Actual, event.Denied
	known.Force.Actor, known.Place.Country = "USA", "IRQ"
	f.add(a, c, known)
	h := serve(t, f)
	for _, path := range []string{"/", "/claims/" + c.ID, "/articles/x1", "/?q=" + url.QueryEscape(hostile), "/?country=" + url.QueryEscape(hostile), "/sides?actor=" + url.QueryEscape(hostile) + "&country=" + url.QueryEscape(hostile) + "&site=" + url.QueryEscape(hostile), "/sides?actor=USA&country=IRQ", "/nothing" + url.PathEscape(hostile)} {
		w := get(t, h, path)
		body := w.Body.String()
		for _, bad := range []string{"<script>alert", "<img src=x", "<svg/onload", `href="javascript:`} {
			if strings.Contains(body, bad) {
				t.Errorf("%s: %q came through", path, bad)
			}
		}
		if n := strings.Count(body, "<script"); n != 1 {
			t.Errorf("%s: %d script elements, want the console's own", path, n)
		}
		if csp := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'self';") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: policy %q", path, csp)
		}
	}
	if ct := get(t, h, "/v1/claims").Header(); ct.Get("X-Content-Type-Options") != "nosniff" || !strings.HasPrefix(ct.Get("Content-Type"), "application/json") {
		t.Errorf("JSON may be sniffed as a page: %v", ct)
	}
}

func TestBrokenStoreIsSaidWithoutItsInside(t *testing.T) {
	f := world(t)
	f.broken = errors.New("dial tcp 10.0.0.7: password of marsad")
	h := serve(t, f)
	for _, path := range []string{"/", "/v1/claims", "/v1/counts", "/v1/export.csv", "/feed.atom", "/sides", "/sides?actor=USA&country=IRQ", "/v1/sides?actor=USA&country=IRQ", "/v1/stream", "/articles/a1", "/claims/" + f.claims[0].ID} {
		w := get(t, h, path)
		if w.Code != http.StatusInternalServerError || strings.Contains(w.Body.String(), "10.0.0.7") {
			t.Errorf("%s: status %d: %.200s", path, w.Code, w.Body)
		}
	}
}

func TestEveryWordIsThereInBothLanguages(t *testing.T) {
	c, err := newUI(assets, "ar")
	if err != nil {
		t.Fatal(err)
	}
	e, err := newUI(assets, "en")
	if err != nil {
		t.Fatal(err)
	}
	keys := func(u *ui) (out []string) {
		for k := range u.words {
			out = append(out, k)
		}
		slices.Sort(out)
		return out
	}
	if d := cmp.Diff(keys(c), keys(e)); d != "" {
		t.Errorf("keys of ar and en differ:\n%s", d)
	}
	used := regexp.MustCompile(`\{\{-?\s*(?:t|n) "([a-z_.]+)"`)
	files, err := fs.Glob(assets, "templates/*.html")
	if err != nil || len(files) < 4 {
		t.Fatalf("templates %v: %v", files, err)
	}
	for _, f := range files {
		b, err := fs.ReadFile(assets, f)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range used.FindAllStringSubmatch(string(b), -1) {
			if c.words[m[1]] == "" {
				t.Errorf("%s: no word for %q", f, m[1])
			}
		}
	}
	for _, set := range [][]string{
		{"kind", "presence", "arrival", "departure", "mission"}, {"polarity", "affirmed", "denied", "uncommitted"},
		{"status", "actual", "planned", "postponed", "possible", "demanded"}, {"prep", "presence", "arrival", "departure", "mission"},
	} {
		for _, v := range set[1:] {
			if c.words[set[0]+"."+v] == "" {
				t.Errorf("no word for %s.%s", set[0], v)
			}
		}
	}
}

func TestArabicCountsWithSixForms(t *testing.T) {
	u, err := newUI(assets, "ar")
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]string{
		0: "لا إفادات", 1: "إفادة واحدة", 2: "إفادتان", 3: "3 إفادات", 10: "10 إفادات", 11: "11 إفادة", 99: "99 إفادة", 100: "100 إفادة", 103: "103 إفادات", 1000: "1,000 إفادة",
	} {
		if got := u.plural("n_claims", n); got != want {
			t.Errorf("%d: %q, want %q", n, got, want)
		}
	}
}

func TestStyleUsesLogicalSidesOnly(t *testing.T) {
	b, err := fs.ReadFile(assets, "static/style.css")
	if err != nil {
		t.Fatal(err)
	}
	physical := regexp.MustCompile(`(?m)(?:^|[\s;{-])((?:margin|padding|border|inset|scroll-margin)-(?:left|right|top|bottom)|left|right|float)\s*:|text-align:\s*(?:left|right)|url\(|@import`)
	for _, m := range physical.FindAllString(string(b), -1) {
		t.Errorf("a physical side or something loaded: %q", m)
	}
}

func TestNothingIsLoadedFromElsewhere(t *testing.T) {
	f := world(t)
	h := serve(t, f)
	outside := regexp.MustCompile(`(?:src|href)="(?:https?:)?//[^"]*"`)
	for _, path := range []string{"/", "/claims/" + f.claims[0].ID, "/articles/a1", "/sides?actor=USA&country=IRQ"} {
		for _, m := range outside.FindAllString(get(t, h, path).Body.String(), -1) {
			if !strings.HasPrefix(m, `href="https://news.example/`) {
				t.Errorf("%s loads or links %s", path, m)
			}
		}
		if b := get(t, h, path).Body.String(); strings.Contains(b, " style=") || strings.Contains(b, " onclick=") {
			t.Errorf("%s has inline style or script, which the policy forbids", path)
		}
	}
}

// places is a small gazetteer.
type places struct{}

func (places) Country(iso string) string { return map[string]string{"XKX": "كوسوفو"}[iso] }

func (places) Site(_, english string) string {
	return map[string]string{"Ain al-Asad": "عين الأسد"}[english]
}

func (places) Medium(org string) bool { return org == "BARQ" }

func (places) Division(_, english string) string {
	return map[string]string{"Socotra": "سقطرى"}[english]
}

func TestPlacesBearArabicNamesInArabic(t *testing.T) {
	h, err := New(world(t), Options{Names: places{}})
	if err != nil {
		t.Fatal(err)
	}
	wantIn(t, get(t, h, "/?ui=ar").Body.String(), "<bdi>عين الأسد</bdi>، <bdi>العراق</bdi>")
	wantIn(t, get(t, h, "/?ui=en").Body.String(), "<bdi>Ain al-Asad</bdi>, <bdi>Iraq</bdi>")
	c := console{ui: map[string]*ui{}}
	for _, lang := range languages {
		if c.ui[lang], err = newUI(assets, lang); err != nil {
			t.Fatal(err)
		}
	}
	c.ui["ar"].names = places{}
	for _, k := range []struct {
		place  event.Place
		ar, en string
	}{
		{event.Place{Country: "YEM", Admin1: "Socotra", Text: "البلاد"}, "سقطرى، اليمن", "Socotra, Yemen"},
		{event.Place{Country: "IRQ", Site: "Ain al-Asad", Admin1: "Anbar", Text: "القاعدة نفسها"}, "عين الأسد، Anbar، العراق", "Ain al-Asad, Anbar, Iraq"},
		{event.Place{Country: "IRQ", Site: "Somewhere", Text: "مكان ما"}, "مكان ما، العراق", "Somewhere, Iraq"},
		{event.Place{Country: "XKX"}, "كوسوفو", ""},
	} {
		if got := strings.Join(c.ui["ar"].place(&k.place), c.ui["ar"].comma()); got != k.ar {
			t.Errorf("%q, want %q", got, k.ar)
		}
		if got := strings.Join(c.ui["en"].place(&k.place), c.ui["en"].comma()); k.en != "" && got != k.en {
			t.Errorf("%q, want %q", got, k.en)
		}
	}
}
