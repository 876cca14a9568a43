package parser

import (
	"fmt"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/parser/drift"
	"github.com/marsad-news/marsad/parser/repeat"
)

// TestMemoryOfASiteStripsWhatItsPagesRepeat reads twenty pages of a site that
// prints an appeal as a paragraph of the text: nothing but its repetition gives
// it away.
func TestMemoryOfASiteStripsWhatItsPagesRepeat(t *testing.T) {
	p := newParser(t)
	const appeal = "نكتب هذه الصفحة من قلب السهل منذ عشرين عاماً، ونعرف كل طريق فيه وكل جسر، ولا نأخذ أجراً من أحد على ما نكتبه."
	var memory repeat.Memory
	var record drift.Record
	for i := range 20 {
		page := fmt.Sprintf("<title>خبر رقم %d من أخبار السهل اليوم</title><h1>خبر رقم %d من أخبار السهل اليوم</h1><div><p>قال مختار القرية رقم %s إن الطريق إلى السهل مفتوح منذ الصباح، وإن الحافلات عادت إلى العمل.</p><p>وأضاف مختار %s أن المدرسة ستفتح أبوابها يوم الأحد بعد أن رممت البلدية سقفها.</p><p>%s</p></div>",
			i, i, word(i), word(i+7), appeal)
		url := fmt.Sprintf("https://sahl.example/%d", i)
		res := p.HTML(Input{URL: url, Body: []byte(page), Repeats: memory.Repeats})
		if res.Article == nil {
			t.Fatalf("page %d: no article but %s", i, res.NotArticle)
		}
		if has := strings.Contains(res.Article.Text, "من قلب السهل"); i == 0 && !has || i == 19 && has {
			t.Errorf("page %d: appeal in the text %v", i, has)
		}
		if !strings.Contains(res.Article.Text, "الحافلات") {
			t.Errorf("page %d lost its own text: %q", i, res.Article.Text)
		}
		memory.Add(repeat.ID(res.Article.URL), res.Trace.Hashes)
		if v := record.Add(res.Sample()); v.Drifted {
			t.Errorf("page %d drifted: %s", i, v.Why)
		}
	}
}

// word is an invented name: the memory tells blocks apart by their words, not
// by their numbers.
func word(i int) string {
	return string([]rune{'ا', 'ل', rune('ب' + i%3), 'ا', rune('س' + i%8), 'ي', rune('ل' + i/5)}) + "ية"
}
