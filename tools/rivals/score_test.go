package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestScoreOfEqualTextsIsOne(t *testing.T) {
	var s score
	s.add("one two three four five", "One")
	s.add("one two three four five", "one, two three four five.")
	if s.exact != 1 || s.precision() != .5 || s.recall() != .5 {
		t.Errorf("exact %d, precision %v, recall %v; want 1, .5, .5", s.exact, s.precision(), s.recall())
	}
}

func TestVisibleTextKeepsInlineElementsInTheirLine(t *testing.T) {
	doc, err := html.Parse(strings.NewReader("<p>a<b>b</b>c</p><p>d<br>e</p>"))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Fields(visible(doc)); strings.Join(got, " ") != "abc d e" {
		t.Errorf("got %q", got)
	}
}

func TestEveryContenderIsMeasured(t *testing.T) {
	dir := t.TempDir()
	para := "<p>" + strings.Repeat("The garrison said on Monday that its last convoy had left the valley. ", 12) + "</p>"
	body := strings.Repeat(para, 4)
	write(t, filepath.Join(dir, "html", "a.html"), "<html><head><title>Convoy leaves</title></head><body><article><h1>Convoy leaves</h1>"+body+"</article></body></html>")
	write(t, filepath.Join(dir, "ground-truth.json"), `{"a":{"articleBody":"The garrison said"}}`)
	var out strings.Builder
	if err := run(t.Context(), []string{"-rounds", "1", dir}, &out); err != nil {
		t.Fatal(err)
	}
	for _, c := range contenders {
		if !strings.Contains(out.String(), c.name) {
			t.Errorf("no line for %s in\n%s", c.name, out.String())
		}
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
