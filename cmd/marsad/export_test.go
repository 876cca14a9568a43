package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/event/crosswalk"
	"github.com/marsad-news/marsad/internal/export"
	"github.com/marsad-news/marsad/internal/golden"
	"github.com/marsad-news/marsad/internal/store"
	"github.com/marsad-news/marsad/sink"
	"github.com/marsad-news/marsad/sink/postgres"
	"github.com/marsad-news/marsad/sink/postgres/pgtest"
	"github.com/marsad-news/marsad/sink/sqlite"
)

// exported are invented reports, newest first, in the form of the jsonl sink.
const exported = "testdata/export/reports.jsonl"

func TestExportsAreAsAccepted(t *testing.T) {
	for _, output := range []string{outputCSV, outputNDJSON} {
		dir := t.TempDir()
		code, out, talk := call(t, "", "export", "all", "--output", output, "--out", dir, exported)
		if code != 0 || out != "" {
			t.Fatalf("exit code %d, %q on standard output: %s", code, out, talk)
		}
		if !strings.Contains(talk, export.Coverage) {
			t.Errorf("nothing is said of ACLED's coverage: %s", talk)
		}
		for _, f := range exportFormats {
			golden.Text(t, filepath.Join("testdata/export", f+"."+output), read(t, filepath.Join(dir, f+"."+output)))
		}
		if left, _ := filepath.Glob(filepath.Join(dir, ".*")); len(left) > 0 {
			t.Errorf("left over: %v", left)
		}
	}
}

func read(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestAStoreExportsWhatAFileDoes writes the reports into real stores.
func TestAStoreExportsWhatAFileDoes(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		path := filepath.Join(t.TempDir(), "marsad.db")
		s, err := sqlite.Open(t.Context(), path)
		if err != nil {
			t.Fatal(err)
		}
		fill(t, s)
		asFile(t, "sinks:\n  - {name: db, type: sqlite, path: "+path+"}\n")
	})
	t.Run("postgres", func(t *testing.T) {
		srv := pgtest.Start(t)
		s, err := postgres.Open(t.Context(), srv.DSN(), "exports")
		if err != nil {
			t.Fatal(err)
		}
		fill(t, s)
		asFile(t, "sinks:\n  - {name: db, type: postgres, dsn: '"+srv.DSN()+"', schema: exports}\n")
	})
}

func fill(t *testing.T, s sink.Sink) {
	t.Helper()
	var reports []event.Report
	for line := range strings.Lines(read(t, exported)) {
		var r event.Report
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatal(err)
		}
		reports = append(reports, r)
	}
	slices.Reverse(reports) // as they were published
	for i := range reports {
		if err := s.Write(t.Context(), reports[i:i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

// asFile compares what a store gives with the accepted files. The time at which
// a store kept a claim is its own.
func asFile(t *testing.T, config string) {
	t.Helper()
	path := file(t, "marsad.yaml", config)
	for _, f := range []string{exportPLOVER, exportCAMEO, exportACLED, exportStock} {
		code, out, talk := call(t, "", "export", f, "-c", path)
		if want := read(t, filepath.Join("testdata/export", f+".csv")); code != 0 || sorted(out) != sorted(want) {
			t.Errorf("%s: exit code %d, %s\n got: %s\nwant: %s", f, code, talk, out, want)
		}
		if code, again, _ := call(t, "", "export", f, "-c", path); code != 0 || again != out {
			t.Errorf("%s: twice, and not the same", f)
		}
	}
	narrowed := []string{"export", "claims", "-c", path, "--country", "mli", "--force", "UN", "--from", "2025-11", "--to", "2025-11-03", "--min-confidence", "0.5"}
	_, out, talk := call(t, "", narrowed...)
	rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
	if err != nil || len(rows) != 3 {
		t.Errorf("narrowed: %v, %d rows, %s", err, len(rows), talk)
	}
	if code, _, talk := call(t, "", "export", "claims", "-c", path, "--to", "2024"); code != 0 || !strings.Contains(talk, "0 rows") {
		t.Errorf("nothing to export: exit code %d, %s", code, talk)
	}
}

// sorted are the lines in one order: two articles of the same minute have none.
func sorted(s string) string {
	lines := strings.Split(s, "\n")
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func TestExportReadsWhatOthersWrite(t *testing.T) {
	page := file(t, "page.html", pageHTML)
	_, lines, _ := call(t, "", "extract", "--url", "https://alwadi.example/1", "--source", "alwadi", page)
	code, out, talk := call(t, lines, "export", "stock", "-")
	if want := "SYR,USA,,2024,900,900,900,1,alwadi,"; code != 0 || !strings.Contains(out, want) {
		t.Errorf("of extract: exit code %d, %q, %s", code, out, talk)
	}
	one := `{"id":"c1","kind":"departure","action":"WITHDRAW","polarity":"affirmed","status":"actual","force":{"actor":"FRA"},"place":{"country":"TCD"},` +
		`"section":"body","evidence":{"text":"انسحبت"},"confidence":0.9,"provenance":{"article":"a","published":"2025-01-02","op":"created"}}`
	code, out, talk = call(t, one, "export", "cameo", "--output", "ndjson", "-")
	var row struct{ Date, EventCode, EventRootCode, SourceActorEntity, TargetActorEntity string }
	if err := json.Unmarshal([]byte(out), &row); code != 0 || err != nil || fmt.Sprint(row) != "{2025-01-02 0874 08 FRA TCD}" {
		t.Errorf("of a claim: exit code %d, %v, %+v, %s", code, err, row, talk)
	}
}

func TestOfALogOnlyTheNewestRevisionsStand(t *testing.T) {
	line := func(revision int, op, claims string) string {
		return fmt.Sprintf(`{"article":{"id":"a","revision":%d,"op":%q,"published":"2025-01-02","text":""},"claims":[%s],"extractor":"x"}`, revision, op, claims)
	}
	claim := func(id string) string {
		return `{"id":"` + id + `","kind":"departure","action":"WITHDRAW","polarity":"affirmed","status":"actual","force":{"actor":"FRA"},"place":{"country":"TCD"},"section":"body","evidence":{"text":"x"},"confidence":0.9}`
	}
	log := file(t, "reports.jsonl", line(1, "created", claim("old"))+"\n"+line(3, "updated", claim("new"))+"\n"+line(2, "updated", claim("late"))+"\n")
	if _, out, _ := call(t, "", "export", "plover", log); !strings.Contains(out, "new,") || strings.Contains(out, "old") || strings.Contains(out, "late") {
		t.Errorf("of three revisions: %s", out)
	}
	gone := file(t, "reports.jsonl", line(1, "created", claim("old"))+"\n"+line(2, "retracted", claim("old"))+"\n")
	if _, out, _ := call(t, "", "export", "plover", gone); strings.Count(out, "\n") != 1 {
		t.Errorf("of a retracted article: %s", out)
	}
}

// TestOfClaimsByThemselvesOnlyTheLastWordStands reads what a subscriber gets:
// claims at least once, again when they change, and again when they are taken
// back.
func TestOfClaimsByThemselvesOnlyTheLastWordStands(t *testing.T) {
	claim := func(id, action string, revision int, op string) string {
		return fmt.Sprintf(`{"id":%q,"kind":"departure","action":%q,"polarity":"affirmed","status":"actual","force":{"actor":"FRA"},"place":{"country":"TCD"},`+
			`"section":"body","evidence":{"text":"x"},"confidence":0.9,"provenance":{"article":"a","published":"2025-01-02","revision":%d,"op":%q}}`, id, action, revision, op) + "\n"
	}
	gone := claim("gone", "WITHDRAW", 1, "created") + claim("gone", "WITHDRAW", 2, "retracted") + claim("gone", "WITHDRAW", 1, "created")
	twice := claim("twice", "WITHDRAW", 1, "created") + claim("twice", "WITHDRAW", 1, "created")
	changed := claim("changed", "REDUCE", 2, "updated") + claim("changed", "WITHDRAW", 1, "created")
	all := gone + twice + changed
	path := file(t, "claims.jsonl", all)
	for name, args := range map[string][]string{"file": {path, ""}, "standard input": {"-", all}} {
		code, out, talk := call(t, args[1], "export", "cameo", args[0])
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if code != 0 || err != nil || len(rows) != 3 || rows[1][0] != "twice" || rows[2][0] != "changed" || rows[2][6] != "087" {
			t.Errorf("%s: exit code %d, %v, %s\n%s", name, code, err, out, talk)
		}
	}
}

// TestAPipeIsReadToItsEnd names a pipe as the shell does for <(command).
func TestAPipeIsReadToItsEnd(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	name := fmt.Sprintf("/dev/fd/%d", r.Fd())
	if _, err := os.Stat(name); err != nil {
		t.Skip("no such names here")
	}
	go func() {
		_, _ = w.WriteString(read(t, exported))
		_ = w.Close()
	}()
	code, out, talk := call(t, "", "export", "claims", name)
	if _, want, _ := call(t, "", "export", "claims", exported); code != 0 || out != want {
		t.Errorf("exit code %d, %d bytes instead of %d: %s", code, len(out), len(want), talk)
	}
}

func TestExportExitCodes(t *testing.T) {
	bad := file(t, "bad.jsonl", "not json\n{\"a\":1}\n"+`{"id":"x","article":null,"not_article":"listing","claims":[]}`+"\n")
	slip := file(t, "slip.yaml", "sinks:\n  - {name: db, typ: sqlite}\n")
	jsonl := file(t, "jsonl.yaml", "sinks:\n  - {name: log, type: jsonl, path: x.jsonl}\n")
	for _, c := range []struct {
		args string
		code int
		talk string
	}{
		{"", 2, "wants a format: plover"},
		{"-h", 0, "marsad export stock --force USA"},
		{"gdelt", 2, `format "gdelt"`},
		{"plover,acled", 2, "need a directory"},
		{"all", 2, "need a directory"},
		{"plover --output xml", 2, `output "xml"`},
		{"stock --period week", 2, `period "week"`},
		{"plover --country IRAQ", 2, `country: "IRAQ"`},
		{"plover --from soon", 2, `from: "soon"`},
		{"plover --min-confidence 2", 2, "min-confidence"},
		{"plover --from 2026 --to 2025 " + exported, 2, "from is after to"},
		{"claims --from 2025-11 --to 2025 " + exported, 0, "claims:"},
		{"plover -c " + slip, 3, "typ"},
		{"plover -c " + jsonl, 1, "sqlite or postgres"},
		{"plover --data " + t.TempDir(), 1, "open store"},
		{"plover " + bad, 4, "line 1"},
		{"plover " + bad, 4, "line 2: neither claims nor a claim"},
		{"plover /no/such.jsonl " + exported, 4, "/no/such.jsonl"},
		{"plover --out /no/such/dir/x.csv " + exported, 1, "write plover"},
	} {
		code, _, talk := call(t, "", append([]string{"export"}, strings.Fields(c.args)...)...)
		if code != c.code || !strings.Contains(talk, c.talk) {
			t.Errorf("%s: exit code %d, want %d; said %q", c.args, code, c.code, talk)
		}
	}
}

func TestAnExportThatFailsLeavesTheOldFile(t *testing.T) {
	out := file(t, "plover.csv", "kept")
	if code, _, _ := call(t, "", "export", "plover", "--out", out, "--data", t.TempDir()); code != 1 {
		t.Errorf("exit code %d", code)
	}
	if read(t, out) != "kept" {
		t.Error("a failed export took the place of a good one")
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(out), ".*")); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

// FuzzExportLine wants of any line an error or claims that every format can
// write under its columns.
func FuzzExportLine(f *testing.F) {
	b, err := os.ReadFile(exported)
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		f.Add([]byte(line))
	}
	f.Add([]byte(`{"article":{"id":"a","embedded":[{"id":"b"}]},"claims":[{"provenance":{"article":"b"},"quantity":{"value":-1}}]}`))
	table, err := crosswalk.Load()
	if err != nil {
		f.Fatal(err)
	}
	ev := export.NewEvents(table, func(string) (string, bool) { return "", false }, func(string) bool { return false })
	f.Fuzz(func(t *testing.T, line []byte) {
		claims, text, err := readClaims(line)
		if err != nil {
			return
		}
		stock := export.NewStock(export.Month, func(string) bool { return false })
		for i := range claims {
			c := &claims[i]
			for _, made := range []struct {
				columns []string
				rows    [][]any
			}{{export.PLOVERColumns, ev.PLOVER(c)}, {export.CAMEOColumns, ev.CAMEO(c)}, {export.ACLEDColumns, ev.ACLED(c)}, {export.ClaimColumns, [][]any{export.ClaimRow(c)}}} {
				for _, row := range made.rows {
					if len(row) != len(made.columns) {
						t.Fatalf("%d cells under %d columns", len(row), len(made.columns))
					}
				}
			}
			if err := stock.Add(c, func() (string, error) { return text[c.Provenance.Article], nil }); err != nil {
				t.Fatal(err)
			}
			(&store.Query{From: "2025"}).Match(c)
		}
		if err := stock.Rows(func(row []any) error {
			if len(row) != len(export.StockColumns) {
				t.Fatalf("%d cells", len(row))
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	})
}

// An agency of one's own list is no party to what it tells.
func TestExportKnowsTheAgenciesOfOnesOwnLists(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	claim := file("claims.jsonl", `{"id":"c1","kind":"departure","action":"WITHDRAW","polarity":"affirmed","status":"demanded","force":{"actor":"NOR"},"place":{"country":"MLI"},`+
		`"attribution":{"org":"MIZAN"},"evidence":{"text":"يجب أن تنسحب القوات النرويجية من مالي"},"provenance":{"article":"a1","published":"2024-05-01"}}`+"\n")
	if err := os.Mkdir(filepath.Join(dir, "lists"), 0o700); err != nil {
		t.Fatal(err)
	}
	file("lists/outlets.tsv", "outlet\tMIZAN\tوكالة الميزان\tkind=agency\tinvented\n")
	for args, want := range map[string]string{
		"": "MIZAN",
		file("marsad.yaml", "enricher: {data: "+filepath.Join(dir, "lists")+"}\n"): "",
	} {
		code, out, talk := call(t, "", "export", "plover", "-c", args, claim)
		rows, err := csv.NewReader(strings.NewReader(out)).ReadAll()
		if code != 0 || err != nil || len(rows) != 2 {
			t.Fatalf("exit code %d, %v, %d rows: %s", code, err, len(rows), talk)
		}
		if got := rows[1][slices.Index(rows[0], "Actor Name")]; got != want {
			t.Errorf("with configuration %q the actor is %q, want %q", args, got, want)
		}
	}
}
