package parser

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/marsad-news/marsad/parser/charset"
)

// page is what the ground-truth.json of a directory says of one page.
type page struct {
	Body      string   `json:"articleBody"`
	Title     string   `json:"title"`
	Byline    string   `json:"byline"`
	Published string   `json:"published"`
	MustNot   []string `json:"must_not"`
	None      bool     `json:"none"`
	Embedded  []struct {
		Title string `json:"title"`
		Body  string `json:"articleBody"`
	} `json:"embedded"`
}

// TestNewsroomPages reads messy pages: newsroom, sixteen of eight site families;
// portals, eleven of seven others, each for a structure that was once read
// wrongly.
func TestNewsroomPages(t *testing.T) {
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"testdata/newsroom", "testdata/portals"} {
		data, err := os.ReadFile(filepath.Join(dir, "ground-truth.json"))
		if err != nil {
			t.Fatal(err)
		}
		var truth map[string]page
		if err := json.Unmarshal(data, &truth); err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(dir, "*.html"))
		if err != nil || len(files) != len(truth) || len(files) == 0 {
			t.Fatalf("%s: %d pages for %d truths (%v)", dir, len(files), len(truth), err)
		}
		for _, f := range files {
			id := strings.TrimSuffix(filepath.Base(f), ".html")
			t.Run(id, func(t *testing.T) {
				body, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				checkPage(t, p.HTML(Input{Body: body}), truth[id])
			})
		}
	}
}

func checkPage(t *testing.T, res Result, want page) {
	t.Helper()
	if want.None {
		if res.Article != nil || res.NotArticle == "" {
			t.Errorf("gave an article where there is none: %q", res.Article.Title)
		}
		return
	}
	if res.Article == nil {
		t.Fatalf("no article but %s (%v)", res.NotArticle, res.Trace.Notes)
	}
	a := res.Article
	checkArticle(t, a)
	if d := cmp.Diff(words(want.Body), words(a.Text)); d != "" {
		t.Errorf("text: -want +got:\n%s", d)
	}
	for _, m := range want.MustNot {
		if s := strings.Join(words(m), " "); s != "" && strings.Contains(strings.Join(words(a.Text), " "), s) {
			t.Errorf("the text holds %q", m)
		}
	}
	if charset.Line(a.Title) != charset.Line(want.Title) {
		t.Errorf("title %q, want %q", a.Title, want.Title)
	}
	if !strings.HasPrefix(a.Published, want.Published) {
		t.Errorf("published %q, want %q", a.Published, want.Published)
	}
	if a.Byline != "" && a.Byline != want.Byline {
		t.Errorf("byline %q, want %q or none", a.Byline, want.Byline)
	}
	if len(a.Embedded) != len(want.Embedded) {
		t.Fatalf("%d embedded articles, want %d", len(a.Embedded), len(want.Embedded))
	}
	for i, e := range want.Embedded {
		got := a.Embedded[i]
		if d := cmp.Diff(words(e.Title+" "+e.Body), words(got.Title+" "+got.Text)); d != "" {
			t.Errorf("embedded article: -want +got:\n%s", d)
		}
		if got.Host != a.ID || got.ID == "" || got.ID == a.ID {
			t.Errorf("embedded article is not linked to its page: id %q host %q", got.ID, got.Host)
		}
	}
}

// words is a text without signs and spaces.
func words(s string) []string {
	return strings.FieldsFunc(charset.Line(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	})
}
