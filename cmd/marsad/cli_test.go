package main

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// call runs a command line and returns what a shell would see.
func call(t *testing.T, in string, args ...string) (code int, out, talk string) {
	t.Helper()
	var o, e bytes.Buffer
	err := run(t.Context(), args, stdio{strings.NewReader(in), &o, &e})
	return exitCode(&e, err), o.String(), e.String()
}

func file(t *testing.T, name, text string) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestExitCodes(t *testing.T) {
	slip := file(t, "marsad.yaml", "fetcher:\n  wrokers: 3\n")
	lists := file(t, "lists.tsv", "troop\tgarbage\n")
	badLists := file(t, "lists.yaml", "enricher: {data: "+filepath.Dir(lists)+"}\n")
	noLists := file(t, "none.yaml", "enricher: {data: /no/such/lists}\n")
	noRules := file(t, "rules.yaml", "parser: {rules: /no/such/rules}\n")
	page := file(t, "page.html", pageHTML)
	for _, c := range []struct {
		args []string
		code int
		talk string // stands in what is said
	}{
		{nil, 2, "no command"},
		{[]string{"help"}, 0, ""},
		{[]string{"nonsense"}, 2, `unknown command "nonsense"`},
		{[]string{"version"}, 0, ""},
		{[]string{"extract", "-format", "pdf"}, 2, `format "pdf"`},
		{[]string{"extract", "-no-such-flag"}, 2, "no-such-flag"},
		{[]string{"extract", "/no/such/file.html"}, 4, "/no/such/file.html"},
		{[]string{"extract", "http://127.0.0.1:1/"}, 4, "127.0.0.1"}, // private addresses are refused by hand too
		{[]string{"config", "check", "-c", slip}, 3, `marsad.yaml:2: unknown key "fetcher.wrokers"; did you mean "workers"?`},
		{[]string{"config", "check"}, 0, "live fetching would not start"},
		{[]string{"config"}, 2, "config wants"},
		{[]string{"parser"}, 2, "needs a broker"},
		{[]string{"run"}, 3, "sources: none is given"},
		{[]string{"eval"}, 2, "annotated file"},
		{[]string{"eval", "/no/such/gold.jsonl"}, 1, "gold.jsonl"},
		{[]string{"extract", "-c", badLists, page}, 3, "enricher.data: "},
		{[]string{"explain", "-c", badLists, page}, 3, "lists.tsv:1"},
		{[]string{"extract", "-c", noLists, page}, 3, "/no/such/lists"},
		{[]string{"extract", "-c", noRules, page}, 3, "/no/such/rules"},
		{[]string{"config", "check", "-c", badLists}, 3, "lists.tsv:1"},
		{[]string{"console", "-c", badLists, "--data", t.TempDir(), "--listen", "127.0.0.1:0", "--admin", "off"}, 3, "lists.tsv:1"},
		{[]string{"dead", "ls"}, 2, "running broker"},
		{[]string{"source", "test", "no-such-rule"}, 2, "no-such-rule"},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			code, _, talk := call(t, "", c.args...)
			if code != c.code || !strings.Contains(talk, c.talk) {
				t.Errorf("exit code %d, want %d; said %q", code, c.code, talk)
			}
		})
	}
}

const pageHTML = `<html lang="ar"><head><title>قوات في الوادي</title><meta property="article:published_time" content="2024-08-15T10:00:00Z"></head>
<body><nav><a href="/">الرئيسية</a></nav><article><h1>قوات في الوادي</h1>
<p>أعلنت وزارة الدفاع الأميركية أن لديها 900 جندي في سوريا، وأن مهمتهم لم تتغير منذ بداية العام الجاري.</p>
<p>وعقدت اللجنة البلدية في المدينة اجتماعها الدوري لمناقشة أعمال الطرق والمياه قبل حلول الشتاء المقبل.</p></article>
<div class="comments"><p>تعليق: لا يوجد أي جندي أميركي في سوريا!</p></div></body></html>`

// line is an output line as another program reads it.
type line struct {
	ID      string
	Article *struct {
		Title, Published, Lang, Text string
		Subheads                     []string
		Embedded                     []any
		Stripped                     []struct{ Kind, Text string }
	}
	NotArticle string `json:"not_article"`
	Claims     []struct {
		Kind, Polarity, Status, Section string
		Force                           struct{ Actor string }
		Place                           struct{ Country string }
		Quantity                        *struct{ Value float64 }
		Attribution                     struct{ Org string }
		Evidence                        struct {
			Text       string
			Start, End int
		}
		Provenance any
	}
}

func extractLines(t *testing.T, in string, args ...string) []line {
	t.Helper()
	code, out, talk := call(t, in, append([]string{"extract"}, args...)...)
	if code != 0 {
		t.Fatalf("exit code %d: %s", code, talk)
	}
	var ls []line
	for _, l := range strings.Split(strings.TrimSpace(out), "\n") {
		var x line
		if err := json.Unmarshal([]byte(l), &x); err != nil {
			t.Fatalf("%v in %s", err, l)
		}
		ls = append(ls, x)
	}
	return ls
}

func TestExtractKeepsItsContract(t *testing.T) {
	var z bytes.Buffer
	w := gzip.NewWriter(&z)
	if _, err := w.Write([]byte(pageHTML)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	ls := extractLines(t, "", file(t, "one.page.html", pageHTML), file(t, "two.html.gz", z.String()))
	if len(ls) != 2 || ls[0].ID != "one.page" || ls[1].ID != "two" {
		t.Fatalf("lines %+v", ls)
	}
	for _, l := range ls {
		a := l.Article
		if a == nil || a.Title != "قوات في الوادي" || a.Published[:10] != "2024-08-15" || a.Lang != "ar" || strings.Contains(a.Text, "تعليق") || a.Subheads == nil || a.Embedded == nil {
			t.Fatalf("article %+v", a)
		}
		if len(a.Stripped) == 0 {
			t.Error("nothing is said to be stripped")
		}
		if len(l.Claims) != 1 {
			t.Fatalf("%d claims", len(l.Claims))
		}
		c := l.Claims[0]
		if c.Kind != "presence" || c.Polarity != "affirmed" || c.Force.Actor != "USA" || c.Place.Country != "SYR" || c.Quantity.Value != 900 || c.Attribution.Org != "USA-DOD" || c.Provenance != nil {
			t.Errorf("claim %+v", c)
		}
		if a.Text[c.Evidence.Start:c.Evidence.End] != c.Evidence.Text {
			t.Errorf("evidence %q is not at its place", c.Evidence.Text)
		}
	}
}

func TestExtractReadsJSONLines(t *testing.T) {
	in := strings.Join([]string{
		`{"id":"text","published":"2024-08-15","text":"توجد قوات فرنسية في تشاد.","title":"لا توجد قوات تركية في ليبيا"}`,
		`{"id":"flat","strip":true,"text":"شارك\nتوجد قوات فرنسية في تشاد، بحسب ما أعلنت وزارة الدفاع الفرنسية في بيان لها اليوم.\nالتعليقات\nأضف تعليقاً"}`,
		`{"id":"page","html":"<html><body><h1>خبر</h1></body></html>"}`,
	}, "\n")
	ls := extractLines(t, in, "-format", "jsonl", "-")
	if len(ls) != 3 {
		t.Fatalf("%d lines", len(ls))
	}
	if ls[0].Article.Text != "توجد قوات فرنسية في تشاد." || len(ls[0].Claims) != 1 || ls[0].Claims[0].Force.Actor != "FRA" {
		t.Errorf("text: %+v", ls[0])
	}
	if strings.Contains(ls[1].Article.Text, "تعليقاً") || len(ls[1].Claims) != 1 {
		t.Errorf("flat: %+v", ls[1])
	}
	if ls[2].Article != nil || ls[2].NotArticle == "" || ls[2].Claims == nil {
		t.Errorf("no article: %+v", ls[2])
	}
}

func TestExtractPassesOverBadLinesAndSaysSo(t *testing.T) {
	code, out, talk := call(t, "{\"id\":\"a\",\"text\":\"x\"}\nnot json\n{\"id\":\"b\",\"text\":\"y\"}\n", "extract", "-format", "jsonl")
	if code != 4 || strings.Count(out, "\n") != 2 || !strings.Contains(talk, "line 2") {
		t.Errorf("exit code %d, %d lines, said %q", code, strings.Count(out, "\n"), talk)
	}
}

func TestConfigPrintIsAConfiguration(t *testing.T) {
	_, printed, _ := call(t, "", "config", "print")
	code, _, talk := call(t, "", "config", "check", "-c", file(t, "printed.yaml", printed))
	if code != 0 {
		t.Errorf("exit code %d: %s", code, talk)
	}
}

func TestEvalScores(t *testing.T) {
	gold := file(t, "gold.jsonl", `{"id":"a","published":"2024-08-15","text":"توجد قوات فرنسية في تشاد.","claims":[{"evidence":"توجد قوات فرنسية في تشاد","kind":"presence","actor":"FRA","country":"TCD","polarity":"affirmed","status":"actual"}]}`+"\n")
	code, out, talk := call(t, "", "eval", gold)
	if code != 0 || !strings.Contains(out, "F1 1.000") {
		t.Errorf("exit code %d: %s%s", code, out, talk)
	}
}

func TestExplainShowsThePageAndTheClaims(t *testing.T) {
	code, out, talk := call(t, "", "explain", file(t, "page.html", pageHTML))
	if code != 0 {
		t.Fatal(talk)
	}
	for _, want := range []string{"cut  comments", "kept body", "charset  utf-8", "sentence 0", "folded", "claim  affirmed actual presence  USA in SYR", "rules: "} {
		if !strings.Contains(out, want) {
			t.Errorf("the explanation does not show %q", want)
		}
	}
}
