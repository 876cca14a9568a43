package parser

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/marsad-news/marsad/parser/charset"
)

// flatten leaves of a page what the plainest scraper leaves: its lines of text,
// menus, comments and all, without a trace of the markup.
func flatten(t *testing.T, body []byte) []byte {
	t.Helper()
	text, _ := charset.Decode(body, "")
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			switch {
			case c.Type == html.TextNode:
				out.WriteString(strings.ReplaceAll(c.Data, "\n", " "))
			case c.Type != html.ElementNode:
			default:
				switch c.DataAtom {
				case atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Template:
				case atom.Span, atom.A, atom.B, atom.Strong, atom.Font, atom.I, atom.Em:
					walk(c)
				default:
					out.WriteByte('\n')
					walk(c)
					out.WriteByte('\n')
				}
			}
		}
	}
	walk(doc)
	return []byte(out.String())
}

// TestFlattenedNewsroom reads the newsroom pages without their markup. Three of
// a hundred words may be lost and two strings leak: what was hidden by a style
// and a quotation set large cannot be told from text by its wording.
func TestFlattenedNewsroom(t *testing.T) {
	data, err := os.ReadFile("testdata/newsroom/ground-truth.json")
	if err != nil {
		t.Fatal(err)
	}
	var truth map[string]page
	if err := json.Unmarshal(data, &truth); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("testdata/newsroom/*.html")
	if err != nil || len(files) == 0 {
		t.Fatalf("no pages: %v", err)
	}
	p := newParser(t)
	kept, all, leaks := 0, 0, 0
	for _, f := range files {
		body, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		id := strings.TrimSuffix(filepath.Base(f), ".html")
		want, res := truth[id], p.Flat(Input{Body: flatten(t, body)})
		if want.None != (res.Article == nil) {
			t.Errorf("%s: no article is %v, want %v", id, res.Article == nil, want.None)
		}
		if res.Article == nil {
			continue
		}
		checkArticle(t, res.Article)
		text := " " + strings.Join(words(res.Article.Text), " ") + " "
		for _, m := range want.MustNot {
			if s := strings.Join(words(m), " "); s != "" && strings.Contains(text, " "+s+" ") {
				leaks++
				t.Logf("%s: leaked %q", id, m)
			}
		}
		for line := range strings.Lines(want.Body) {
			n := len(words(line))
			all += n
			if strings.Contains(text, " "+strings.Join(words(line), " ")+" ") {
				kept += n
			}
		}
	}
	if kept*100 < 97*all || leaks > 2 {
		t.Errorf("%d of %d words kept, %d strings leaked", kept, all, leaks)
	}
}
