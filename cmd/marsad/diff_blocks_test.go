package main

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/fetcher/safehttp"
	"github.com/marsad-news/marsad/fetcher/warc"
	"github.com/marsad-news/marsad/internal/config"
)

const appeal = "نكتب هذه الصفحة من قلب السهل منذ عشرين عاماً، ونعرف كل طريق فيه وكل جسر، ولا نأخذ أجراً من أحد على ما نكتبه."

// TestDiffCutsWhatASiteRepeats reads a slice of one page out of the archive of
// a site that prints an appeal as a paragraph of each text: the pages before
// the slice give it away.
func TestDiffCutsWhatASiteRepeats(t *testing.T) {
	dir := t.TempDir()
	k, err := warc.Open(warc.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 3, 9, 0, 0, 0, time.UTC)
	name := func(i int) string {
		return string([]rune{'ا', 'ل', rune('ب' + i%3), 'ا', rune('س' + i%8), 'ي', rune('ل' + i/5)}) + "ية"
	}
	const pages = 20
	for i := range pages {
		body := fmt.Sprintf("<title>خبر رقم %d من أخبار السهل اليوم</title><h1>خبر رقم %d من أخبار السهل اليوم</h1><div><p>قال مختار القرية رقم %s إن الطريق إلى السهل مفتوح منذ الصباح، وإن الحافلات عادت إلى العمل.</p><p>وأضاف مختار %s أن المدرسة ستفتح أبوابها يوم الأحد بعد أن رممت البلدية سقفها.</p><p>%s</p></div>",
			i, i, name(i), name(i+7), appeal)
		u := fmt.Sprintf("https://sahl.example/khabar/%d", i)
		res := &safehttp.Response{URL: u, Final: u, Status: 200, Start: at.Add(time.Duration(i) * time.Hour), Wire: []byte(body), Body: []byte(body), Header: http.Header{"Content-Type": {"text/html; charset=utf-8"}}}
		if _, err := k.Keep(res, &event.Page{URL: u, Source: "sahl"}); err != nil {
			t.Fatal(err)
		}
		if err := k.KeepBeside(res, warc.Front, "sahl"); err != nil { // no page: teaches nothing
			t.Fatal(err)
		}
	}
	if err := k.Close(); err != nil {
		t.Fatal(err)
	}
	g, err := newEngine(config.Default(), false)
	if err != nil {
		t.Fatal(err)
	}
	a, err := warc.OpenArchive(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		to  time.Time
		cut bool
	}{
		"the last page, after nineteen others": {at.Add(pages * time.Hour), true},
		"the second page, as it was then":      {at.Add(90 * time.Minute), false},
	} {
		r := &replay{archive: a, id: "r", filter: warc.Filter{From: c.to.Add(-time.Hour), To: c.to}, std: stdio{err: t.Output()}, owner: func(string) string { return "" }}
		known, err := openBlocks(t.Context(), r, g.parser)
		if err != nil {
			t.Fatal(err)
		}
		cmp, n := comparison{replay: r, engine: g, blocks: known}, 0
		err = r.newest(t.Context(), func(e warc.Entry, _ int) error {
			n++
			p, x := r.page(&e)
			res, err := cmp.parse(t.Context(), p, x)
			if err != nil {
				return err
			}
			if res.Article == nil || strings.Contains(res.Article.Text, appeal) == c.cut || !strings.Contains(res.Article.Text, "الحافلات") {
				t.Errorf("%s: %+v", name, res.Article)
			}
			return nil
		})
		if err != nil || n != 1 || known.from != fromArchive {
			t.Errorf("%s: %d pages, known from %s, %v", name, n, known.from, err)
		}
	}
}
