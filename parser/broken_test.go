package parser

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
)

// endTags are those that pages forget.
var endTags = strings.NewReplacer("</p>", "", "</div>", "", "</li>", "", "</td>", "", "</tr>", "", "</span>", "", "</b>", "", "</strong>", "", "</a>", "")

// TestBrokenPagesGiveTheirArticle breaks whole pages in the ways that pages are
// broken; what a reader would still find must be found.
func TestBrokenPagesGiveTheirArticle(t *testing.T) {
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"n05-k2-deirezzor", "n07-elementor-nahud"} {
		raw, err := os.ReadFile("testdata/newsroom/" + name + ".html")
		if err != nil {
			t.Fatal(err)
		}
		page := string(raw)
		whole := p.HTML(Input{Body: raw}).Article.Text
		body := strings.Index(page, "<body")
		body += strings.IndexByte(page[body:], '>') + 1
		var attrs strings.Builder
		for i := range 200_000 {
			fmt.Fprintf(&attrs, " a%d=%d", i, i)
		}
		for _, c := range []struct {
			how, page string
			least     int // percent of the text
		}{
			{"nested past 512", page[:body] + strings.Repeat("<div>", 600) + page[body:], 100},
			{"nested a hundred thousand times", page[:body] + strings.Repeat("<div>", 100_000) + page[body:], 100},
			{"two hundred thousand attributes", page[:body] + "<div" + attrs.String() + ">" + page[body:], 100},
			{"NUL bytes", strings.ReplaceAll(page, " ", "\x00 "), 100},
			{"no end tags", endTags.Replace(page), 60},
			{"a comment never closed", page + "<!-- ", 100},
			{"half", page[:len(page)/2], 0},
			{"half a tag", page[:strings.LastIndex(page, "<")+2], 100},
		} {
			t.Run(name+" "+c.how, func(t *testing.T) {
				r := p.HTML(Input{Body: []byte(c.page)})
				if r.Article == nil {
					if c.least > 0 || r.NotArticle == "" {
						t.Errorf("no article but %q", r.NotArticle)
					}
					return
				}
				kept := 0
				for line := range strings.Lines(whole) {
					if strings.Contains(r.Article.Text, strings.TrimSpace(line)) {
						kept += len(line)
					}
				}
				if kept*100 < c.least*len(whole) {
					t.Errorf("%d of %d bytes of the text are left", kept, len(whole))
				}
			})
		}
	}
}

// TestFiveMegabytesNeedBoundedMemory: what a page of five megabytes may
// allocate, whatever it holds.
func TestFiveMegabytesNeedBoundedMemory(t *testing.T) {
	p, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, unit := range []string{
		"<p>وقال المتحدث إن القوة غادرت موقعها مساء أمس وإن الطريق مفتوح.</p>", "<div>", "<b>x", "<time>10:00</time><p>نص</p>", "<table><tr><td>x", "<h2>عنوان من أربع كلمات</h2>",
	} {
		page := []byte(strings.Repeat(unit, 5<<20/len(unit)))
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		p.HTML(Input{Body: page})
		runtime.ReadMemStats(&after)
		if got, limit := (after.TotalAlloc-before.TotalAlloc)>>20, uint64(400); got > limit {
			t.Errorf("%s: %d MB, want under %d", unit, got, limit)
		}
	}
}
