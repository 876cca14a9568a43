package console

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/http/httptest"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/export"
	"github.com/marsad-news/marsad/internal/store"
)

func TestAPIListsAndPages(t *testing.T) {
	h := serve(t, world(t))
	var ids []string
	for path := "/v1/claims?actor=USA&limit=2"; path != ""; {
		w := get(t, h, path)
		var out listed
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || w.Code != http.StatusOK {
			t.Fatalf("status %d: %v: %s", w.Code, err, w.Body)
		}
		for _, c := range out.Claims {
			ids = append(ids, c.ID)
		}
		path = ""
		if out.Next != "" {
			m := regexp.MustCompile(`^<(.+)>; rel="next"$`).FindStringSubmatch(w.Header().Get("Link"))
			if m == nil {
				t.Fatalf("Link %q", w.Header().Get("Link"))
			}
			path = m[1]
		}
	}
	slices.Sort(ids)
	if len(slices.Compact(ids)) != 3 {
		t.Errorf("listed %v, want three claims once each", ids)
	}
}

func TestAPIRefusesWhatItDoesNotUnderstand(t *testing.T) {
	h := serve(t, world(t))
	for path, want := range map[string]string{
		"/v1/claims?contry=IRQ":                          "unknown parameter \"contry\"",
		"/v1/claims?limit=0":                             "limit",
		"/v1/claims?limit=1001":                          "limit",
		"/v1/claims?cursor=***":                          "cursor",
		"/v1/claims?from=yesterday":                      "from",
		"/v1/claims?min_confidence=NaN":                  "min_confidence",
		"/v1/claims?retracted=perhaps":                   "retracted",
		"/v1/claims?q=" + strings.Repeat("x", maxText+1): "longer",
		"/v1/changes?since=-1":                           "since",
		"/v1/export.csv?nope=1":                          "nope",
		"/v1/stream?since=x":                             "since",
	} {
		w := get(t, h, path)
		var p struct{ Detail string }
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || w.Code != http.StatusBadRequest || !strings.Contains(p.Detail, want) {
			t.Errorf("%s: status %d, %q", path, w.Code, p.Detail)
		}
		if ct := w.Header().Get("Content-Type"); ct != "application/problem+json" {
			t.Errorf("%s: content type %q", path, ct)
		}
	}
	for _, path := range []string{"/v1/claims/none", "/v1/articles/none", "/v1/other", "/claims/none", "/articles/none", "/other", "/static/", "/static/none"} {
		if w := get(t, h, path); w.Code != http.StatusNotFound {
			t.Errorf("%s: status %d, want 404", path, w.Code)
		}
	}
	r := httptest.NewRequestWithContext(t.Context(), http.MethodPost, "/v1/claims", nil)
	w := httptest.NewRecorder()
	if h.ServeHTTP(w, r); w.Code != http.StatusMethodNotAllowed && w.Code != http.StatusNotFound {
		t.Errorf("a write is answered with %d", w.Code)
	}
}

func TestAPIAnswersNotModifiedUntilSomethingChanges(t *testing.T) {
	f := world(t)
	h := serve(t, f)
	tag := get(t, h, "/v1/claims").Header().Get("ETag")
	if w := get(t, h, "/v1/claims", "If-None-Match", tag); w.Code != http.StatusNotModified || w.Body.Len() != 0 {
		t.Errorf("status %d with %d bytes, want 304 with none", w.Code, w.Body.Len())
	}
	a := article("n1", "جديد", "وصلت قوات إلى المطار.")
	f.add(a, claim(t, a, event.Arrival, event.Affirmed, "FRA", "TCD", "وصلت قوات إلى المطار"))
	if w := get(t, h, "/v1/claims", "If-None-Match", tag); w.Code != http.StatusOK {
		t.Errorf("status %d after a change, want 200", w.Code)
	}
}

func TestAPIGivesOneClaimOneArticleCountsAndChanges(t *testing.T) {
	f := world(t)
	h := serve(t, f)
	var c store.Claim
	if err := json.Unmarshal(get(t, h, "/v1/claims/"+f.claims[1].ID).Body.Bytes(), &c); err != nil || c.Evidence != f.claims[1].Evidence || *c.Quantity.Value != 250 {
		t.Errorf("claim %+v: %v", c, err)
	}
	var a store.Article
	if err := json.Unmarshal(get(t, h, "/v1/articles/a1").Body.Bytes(), &a); err != nil || a.Article.Text != f.articles["a1"].Text || len(a.Claims) != 2 {
		t.Errorf("article %+v: %v", a, err)
	}
	var n store.Counts
	if err := json.Unmarshal(get(t, h, "/v1/counts?country=IRQ").Body.Bytes(), &n); err != nil || n.Total != 3 || len(n.Facets["country"]) != 2 {
		t.Errorf("counts %+v: %v", n, err)
	}
	var ch listed
	if err := json.Unmarshal(get(t, h, "/v1/changes?since=2&limit=1").Body.Bytes(), &ch); err != nil || len(ch.Claims) != 1 || *ch.Since != 3 {
		t.Errorf("changes %+v: %v", ch, err)
	}
	if err := json.Unmarshal(get(t, h, "/v1/changes?since=4").Body.Bytes(), &ch); err != nil || ch.Claims == nil || *ch.Since != 4 {
		t.Errorf("no changes: %+v: %v", ch, err)
	}
}

func TestExportCSVIsReadableAndRunsNoFormula(t *testing.T) {
	f := world(t)
	for i, s := range []string{`=HYPERLINK("http://x")`, "+1", "-2", "@SUM(A1)", "\t=1", "  =1", "\u200f=1", "＝1"} {
		a := article("f"+string(rune('a'+i)), s, "وصلت قوات، كما قيل")
		c := claim(t, a, event.Arrival, event.Affirmed, "FRA", "TCD", "وصلت قوات")
		c.Attribution.Speaker = s
		f.add(a, c)
	}
	w := get(t, serve(t, f), "/v1/export.csv")
	rows, err := csv.NewReader(strings.NewReader(w.Body.String())).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 13 {
		t.Fatalf("%d rows, want a header and 12 claims", len(rows))
	}
	for _, r := range rows {
		for i, cell := range r {
			if trimmed := strings.TrimLeft(cell, " \t\u200f"); trimmed != "" && strings.ContainsRune("=+-@＝", []rune(trimmed)[0]) {
				t.Errorf("cell %q of column %s runs as a formula", cell, export.ClaimColumns[i])
			}
		}
	}
	col := func(r []string, name string) string { return r[slices.Index(export.ClaimColumns, name)] }
	i := slices.IndexFunc(rows, func(r []string) bool { return col(r, "value") == "250" })
	if i < 0 || col(rows[i], "evidence") != "لدينا 250 مستشاراً على الأكثر في قاعدة عين الأسد" || col(rows[i], "min") != "" {
		t.Errorf("row %d is not the claim that was stored", i)
	}
	if b := get(t, serve(t, f), "/v1/export.csv?bom=1").Body.String(); !strings.HasPrefix(b, "\uFEFFid,") {
		t.Errorf("no byte order mark: %q", b[:10])
	}
}

func TestExportNDJSONHoldsEveryClaimOfEveryPage(t *testing.T) {
	f := &fake{}
	const n = store.MaxLimit + 7 // more than one page
	for i := range n {
		a := article("a"+strings.Repeat("x", i%7)+string(rune(0x4e00+i)), "عنوان", "وصلت قوات")
		f.add(a, claim(t, a, event.Arrival, event.Affirmed, "FRA", "TCD", "وصلت قوات"))
	}
	lines := strings.Split(strings.TrimSpace(get(t, serve(t, f), "/v1/export.ndjson").Body.String()), "\n")
	seen := map[string]bool{}
	for _, l := range lines {
		var c store.Claim
		if err := json.Unmarshal([]byte(l), &c); err != nil {
			t.Fatal(err)
		}
		seen[c.ID] = true
	}
	if len(seen) != n {
		t.Errorf("%d claims, want %d", len(seen), n)
	}
}

func TestFeedIsAtomAndIsolatesForeignRuns(t *testing.T) {
	w := get(t, serve(t, world(t)), "/feed.atom?country=IRQ", "Accept-Language", "ar")
	var f atomFeed
	if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil {
		t.Fatal(err)
	}
	if len(f.Entries) != 3 || !strings.Contains(f.Entries[0].Summary, "\u2068") || f.Updated != "2025-11-03T10:00:00Z" {
		t.Errorf("feed %+v", f)
	}
	for _, e := range f.Entries {
		if strings.HasSuffix(strings.TrimSpace(e.Title), "·") || strings.Contains(e.Title, "·  ·") || strings.Count(e.Title, " · ") < 3 {
			t.Errorf("title %q", e.Title)
		}
	}
	if got := isolate("a\u202eb\u2066"); got != "\u2068ab\u2069" {
		t.Errorf("isolate gives %q", got)
	}
}
