package boilerplate

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

const newsroom = "../testdata/newsroom"

// truth is what the ground truth says of one page.
type truth struct {
	Body     string   `json:"articleBody"`
	Title    string   `json:"title"`
	MustNot  []string `json:"must_not"`
	None     bool     `json:"none"`
	Embedded []struct {
		Title string `json:"title"`
		Body  string `json:"articleBody"`
	} `json:"embedded"`
}

func newsroomTruth(t testing.TB) map[string]truth {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(newsroom, "ground-truth.json"))
	if err != nil {
		t.Fatal(err)
	}
	var out map[string]truth
	if err := json.Unmarshal(b, &out); err != nil || len(out) == 0 {
		t.Fatalf("%d pages: %v", len(out), err)
	}
	return out
}

// newsroomPage reads a page as UTF-8.
func newsroomPage(t testing.TB, id string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(newsroom, id+".html"))
	if err != nil {
		t.Fatal(err)
	}
	if utf8.Valid(b) {
		return b
	}
	if b, err = charmap.Windows1256.NewDecoder().Bytes(b); err != nil {
		t.Fatal(err)
	}
	return b
}

// plain folds white space and format marks.
func plain(s string) string {
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || invisible(r) }), " ")
}

func TestNewsroomPagesAreReadWholeAndClean(t *testing.T) {
	for id, want := range newsroomTruth(t) {
		t.Run(id, func(t *testing.T) {
			doc, err := Parse(newsroomPage(t, id))
			if err != nil {
				t.Fatal(err)
			}
			r := Extract(doc, Options{})
			text, _ := r.Text()
			if want.None {
				if r.NotArticle == "" || text != "" {
					t.Errorf("gave %d bytes and %q for a page without an article", len(text), r.NotArticle)
				}
				return
			}
			if plain(text) != plain(want.Body) {
				t.Errorf("text is\n%s\nwant\n%s", text, want.Body)
			}
			if plain(r.Title) != plain(want.Title) {
				t.Errorf("title is %q, want %q", r.Title, want.Title)
			}
			for _, m := range want.MustNot {
				if strings.Contains(plain(text), plain(m)) {
					t.Errorf("leaked: %s", m)
				}
			}
			if len(r.Embedded) != len(want.Embedded) {
				t.Fatalf("%d embedded articles, want %d", len(r.Embedded), len(want.Embedded))
			}
			for i, e := range want.Embedded {
				got, _ := Join(r.Embedded[i].Blocks)
				if plain(r.Embedded[i].Title) != plain(e.Title) || plain(got) != plain(e.Body) {
					t.Errorf("embedded %q is\n%s\nwant %q\n%s", r.Embedded[i].Title, got, e.Title, e.Body)
				}
			}
		})
	}
}

func BenchmarkParseAlone(b *testing.B)      { benchNewsroom(b, false) }
func BenchmarkParseAndExtract(b *testing.B) { benchNewsroom(b, true) }

func benchNewsroom(b *testing.B, extract bool) {
	var pages [][]byte
	size := 0
	for id := range newsroomTruth(b) {
		p := newsroomPage(b, id)
		pages = append(pages, p)
		size += len(p)
	}
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for _, p := range pages {
			doc, err := Parse(p)
			if err != nil {
				b.Fatal(err)
			}
			if extract {
				Extract(doc, Options{})
			}
		}
	}
}
