package sink

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/marsad-news/marsad/event"
)

func report(revision int, ids ...string) *event.Report {
	r := &event.Report{Article: event.Article{ID: "a", Revision: revision, Source: "s", URL: "https://news.example/a", Text: fmt.Sprint("نص ", revision)}}
	for _, id := range ids {
		r.Claims = append(r.Claims, event.Claim{ID: id, Evidence: event.Evidence{Text: id}})
	}
	return r
}

func TestPlanCompletesProvenanceAndChangesNothingElse(t *testing.T) {
	r := report(0, "c")
	r.Article.FetchedAt = time.Date(2025, 11, 3, 0, 0, 0, 0, time.UTC)
	r.Claims[0].Provenance = &event.Provenance{Source: "its own", Op: event.Updated}
	before := r.Claims[0]
	rows, err := Plan(r)
	if err != nil {
		t.Fatal(err)
	}
	want := &event.Provenance{Article: "a", Source: "its own", URL: r.Article.URL, FetchedAt: r.Article.FetchedAt}
	if d := cmp.Diff(want, rows.Claims[0].Claim.Provenance); d != "" {
		t.Errorf("provenance (-want +got):\n%s", d)
	}
	if d := cmp.Diff(before, r.Claims[0]); d != "" {
		t.Errorf("the caller's claim was changed:\n%s", d)
	}
	if rows.Revision != 1 {
		t.Errorf("revision %d, want 1 where none is given", rows.Revision)
	}
	if strings.Contains(rows.Claims[0].Doc, `"op"`) {
		t.Error("the op, which is a column, is in the record too")
	}
}

func TestPlanRefusesWhatNoStoreCanKeep(t *testing.T) {
	noID := report(1, "")
	noArticle := report(1, "c")
	noArticle.Article.ID = ""
	twin := report(1)
	twin.Article.Embedded = []event.Article{{ID: "a"}}
	nameless := report(1)
	nameless.Article.Embedded = []event.Article{{Title: "t"}}
	for name, r := range map[string]*event.Report{"claim without id": noID, "article without id": noArticle, "embedded with its host's id": twin, "embedded without id": nameless} {
		if _, err := Plan(r); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestNothingChangesForAReportThatIsStored(t *testing.T) {
	rows, err := Plan(report(3, "x", "y"))
	if err != nil {
		t.Fatal(err)
	}
	held := Held{Articles: map[string]Mark{}, Claims: map[string]Mark{}}
	articles, claims := rows.Changes(held)
	if len(articles) != 1 || len(claims) != 2 {
		t.Fatalf("first: %d articles and %d claims", len(articles), len(claims))
	}
	for _, c := range articles {
		held.Articles[c.ID] = c.Mark
	}
	for _, c := range claims {
		held.Claims[c.ID] = c.Mark
	}
	if articles, claims = rows.Changes(held); len(articles)+len(claims) != 0 {
		t.Errorf("again: %v %v", articles, claims)
	}
}

// Reports of different revisions amount to the same in whatever order they
// come: all orders of small histories are tried.
func TestOrderOfArrivalDoesNotMatter(t *testing.T) {
	rnd := rand.New(rand.NewPCG(3, 5))
	for range 200 {
		var rs []*event.Report
		for rev := 1; rev <= 4; rev++ {
			var ids []string
			for _, id := range []string{"x", "y", "z"} {
				if rnd.IntN(2) == 0 {
					ids = append(ids, id)
				}
			}
			rs = append(rs, report(rev, ids...))
		}
		want := after(t, rs)
		rnd.Shuffle(len(rs), func(i, j int) { rs[i], rs[j] = rs[j], rs[i] })
		if d := cmp.Diff(want, after(t, rs)); d != "" {
			t.Fatalf("order of revisions %v (-in order +so):\n%s", []int{rs[0].Article.Revision, rs[1].Article.Revision, rs[2].Article.Revision, rs[3].Article.Revision}, d)
		}
	}
}

type standing struct {
	Revision int
	Op       event.Op
	Text     string
}

func after(t *testing.T, rs []*event.Report) map[string]standing {
	t.Helper()
	var s State
	for _, r := range rs {
		if err := s.Apply(r); err != nil {
			t.Fatal(err)
		}
	}
	as, err := s.Articles()
	if err != nil {
		t.Fatal(err)
	}
	cs, err := s.Claims()
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]standing{}
	for id, a := range as {
		out[id] = standing{a.Revision, a.Op, a.Text}
	}
	for id, c := range cs {
		out[id] = standing{c.Provenance.Revision, c.Provenance.Op, c.Evidence.Text}
	}
	return out
}

func TestTakenDownStaysSoUntilANewRevision(t *testing.T) {
	gone := &event.Report{Article: event.Article{ID: "a", Revision: 2, Op: event.Retracted}}
	one := report(1, "x")
	for name, c := range map[string]struct {
		rs   []*event.Report
		want standing
	}{
		"after the text":  {[]*event.Report{one, gone, one}, standing{2, event.Retracted, "نص 1"}},
		"before the text": {[]*event.Report{gone, one}, standing{2, event.Retracted, ""}},
		"twice":           {[]*event.Report{one, gone, gone}, standing{2, event.Retracted, "نص 1"}},
		"and back":        {[]*event.Report{one, gone, report(3, "x")}, standing{3, event.Updated, "نص 3"}},
	} {
		if got := after(t, c.rs); got["a"] != c.want || (got["x"].Op == event.Retracted) != (c.want.Op == event.Retracted) {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestCleanLeavesOnlyWhatEveryDatabaseKeeps(t *testing.T) {
	if got := Clean("قو\x00ات\xff"); got != "قوات\uFFFD" {
		t.Errorf("%q", got)
	}
}

func TestLikePatternTakesWildcardsLiterally(t *testing.T) {
	if got := LikePattern(`100%_\`); got != `%100\%\_\\%` {
		t.Errorf("%s", got)
	}
}

func TestUpsertNeverReplacesANewerRevision(t *testing.T) {
	got := Upsert("t", []string{"id", "revision", "x"}, func(n int) string { return fmt.Sprint("$", n) })
	const want = "INSERT INTO t (id, revision, x) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, x = excluded.x WHERE excluded.revision >= t.revision"
	if got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
}
