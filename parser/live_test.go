package parser

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/event"
)

// entry is one entry of a live page of the tests.
type entry struct{ time, head, text string }

var entries = []entry{
	{"17:40", "الكتيبة الأخيرة تعبر الجسر", "قال الناطق باسم قيادة السهل إن الكتيبة الأخيرة عبرت الجسر قبل غروب الشمس، وإن الطريق خلفها مفتوح أمام الأهالي."},
	{"16:05", "البلدية ترسل ورشها", "أرسلت بلدية الوادي أربع ورش إلى الحي الشرقي لإزالة السواتر الترابية التي خلفتها القوة المغادرة."},
	{"14:30", "وصول لجنة التفتيش", "وصلت لجنة التفتيش إلى المعسكر القديم وفيها تسعة مراقبين، وبدأت بعد المستودعات ومخازن الوقود."},
	{"11:15", "بدء الانسحاب من التلة", "بدأت القوة سحب مدافعها من التلة الغربية عند الحادية عشرة، وفق ما أعلنته غرفة العمليات في بيان مقتضب."},
}

// Titles of a page that calls itself live and of one that does not.
const (
	liveTitle  = "تغطية مباشرة: انسحاب القوة من السهل لحظة بلحظة"
	plainTitle = "القوة تنسحب من مواقعها في السهل"
)

// livePage is a page of entries, each written by f.
func livePage(title, before, after string, f func(entry) string) string {
	var b strings.Builder
	b.WriteString(`<html lang="ar"><head><title>` + title + ` - صحيفة الوادي</title></head><body><nav><ul><li><a href="/">الرئيسية</a></li><li><a href="/p">سياسة</a></li></ul></nav><main><h1>` + title + `</h1>` + before)
	for _, e := range entries {
		b.WriteString(f(e))
	}
	b.WriteString(after + `</main><footer><p>جميع الحقوق محفوظة لصحيفة الوادي</p></footer></body></html>`)
	return b.String()
}

// TestLivePagesKeepEveryEntry reads pages of entries as several systems build
// them: heading and text of each stay, with its time.
func TestLivePagesKeepEveryEntry(t *testing.T) {
	for _, tt := range []struct {
		name, before, after string
		write               func(entry) string
	}{
		{"article elements, time first", "<p class=date>3 أيار 2025</p><div class=entries>", "</div>", func(e entry) string {
			return fmt.Sprintf("<article class=entry><time datetime='2025-05-03T%s:00Z'>%s</time><h2>%s</h2><p>%s</p></article>", e.time, e.time, e.head, e.text)
		}},
		{"post boxes, heading first", "<div id=feed>", "</div>", func(e entry) string {
			return fmt.Sprintf("<div class=post><h3>%s</h3><span class=time>%s</span><div>%s</div></div>", e.head, e.time, e.text)
		}},
		{"named entries with share links", "<section class=live-blog>", "</section>", func(e entry) string {
			return fmt.Sprintf("<div class=live-entry><span>%s</span><h3>%s</h3><p>%s</p><a href=/s>شارك</a></div>", e.time, e.head, e.text)
		}},
		{"list items with a line in strong letters", "<ul class=updates>", "</ul>", func(e entry) string {
			return fmt.Sprintf("<li class=update><time>%s</time><p><b>%s</b></p><p>%s</p></li>", e.time, e.head, e.text)
		}},
		{"headings of the first level, writer per entry", "<div>", "</div>", func(e entry) string {
			return fmt.Sprintf("<article class='post entry'><header><h1>%s</h1><div class=meta><time>%s</time></div></header><p>%s</p></article>", e.head, e.time, e.text)
		}},
		{"no boxes around the entries", "<div class=content>", "</div>", func(e entry) string {
			return fmt.Sprintf("<p><time>%s</time></p><h3>%s</h3><p>%s</p>", e.time, e.head, e.text)
		}},
		{"a summary over the entries", "<p>تنسحب القوة من مواقعها في السهل منذ الصباح بموجب الاتفاق الذي وقع في العاصمة، وترافقها لجنة من المراقبين.</p><div>", "</div>", func(e entry) string {
			return fmt.Sprintf("<div class=post><time>%s</time><h3>%s</h3><p>%s</p></div>", e.time, e.head, e.text)
		}},
	} {
		for _, title := range []string{liveTitle, plainTitle} {
			t.Run(tt.name+"/"+title, func(t *testing.T) {
				res := newParser(t).HTML(Input{URL: "https://wadi.example/live/1", Body: []byte(livePage(title, tt.before, tt.after, tt.write))})
				if res.Article == nil {
					t.Fatalf("no article but %s", res.NotArticle)
				}
				checkArticle(t, res.Article)
				checkEntries(t, res.Article, title)
			})
		}
	}
}

// checkEntries looks for heading, text and time of every entry, in order.
func checkEntries(t *testing.T, a *event.Article, title string) {
	t.Helper()
	if a.Title != title || len(a.Embedded) > 0 {
		t.Errorf("title %q, %d embedded", a.Title, len(a.Embedded))
	}
	for _, foreign := range []string{"شارك", "الرئيسية", "الحقوق"} {
		if strings.Contains(a.Text, foreign) {
			t.Errorf("the text holds %q", foreign)
		}
	}
	at := 0
	for _, e := range entries {
		i, j := strings.Index(a.Text[at:], e.head), strings.Index(a.Text[at:], e.text)
		if i < 0 || j < i {
			t.Errorf("entry of %s: heading at %d, text at %d in %q", e.time, i, j, a.Text[at:])
			continue
		}
		for _, b := range a.Blocks {
			if b.Start == at+j && (b.Section != event.SectionLive || b.Time != e.time) {
				t.Errorf("entry of %s: section %s of %q", e.time, b.Section, b.Time)
			}
		}
		at += j
	}
}

// TestRepliesAreComments reads an article with readers' replies in boxes called
// posts: some quote others, and none is the article's.
func TestRepliesAreComments(t *testing.T) {
	replies := []string{
		"يا جماعة أنا من أهل السهل وأؤكد لكم أن هناك ألفي جندي ما زالوا في المعسكر القديم ولم يغادر منهم أحد.",
		"كلام فارغ، رأيت الأرتال بعيني تمر من أمام بيتنا وعددها لا يقل عن مئة عربة محملة بالجنود والذخيرة.",
		"الله يعطيكم العافية على هذا الخبر، نتمنى أن تفتح الطريق قريباً ويعود أهلنا إلى بيوتهم سالمين.",
		"لا تصدقوا البيانات، القوة ستعود بعد أسبوع بعشرين دبابة كما عادت في المرة السابقة وقبلها.",
	}
	for _, tt := range []struct{ name, open, close string }{
		{"in boxes called posts", "<div class=post><div class=who>أبو سليم %d</div><div class=when>14:0%d</div><div class=msg>", "</div></div>"},
		{"with the reply they answer", "<div class=post><b>سامر%d</b> <time>اليوم 15:0%d</time><blockquote><p>كتب أبو سليم: هل تأكدتم من الخبر قبل نشره يا إخوان؟</p></blockquote><p>", "</p></div>"},
		{"headed by the name", "<article class=post><h4>سامر%d</h4><time>2024-05-14 15:0%d</time><p>", "</p></article>"},
		{"without their time", "<div class=post><strong>سامر الجبلي %d</strong><a href='#r%d'>اقتباس</a><div>", "</div></div>"},
		{"all in quotation elements", "<blockquote class=post><cite>سامر%d، 14 أيار 2024 15:0%d</cite><p>", "</p></blockquote>"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			page := "<html lang=ar><head><title>قيادة السهل تعلن مغادرة الكتيبة الثالثة</title></head><body><main><h1>قيادة السهل تعلن مغادرة الكتيبة الثالثة</h1><div class=story>" + para1 + para2 + para3 + "</div><div class=thread>"
			for i, r := range replies {
				page += fmt.Sprintf(tt.open, i, i) + r + tt.close
			}
			a := newParser(t).HTML(Input{Body: []byte(page + "</div></main></body></html>")}).Article
			if a == nil {
				t.Fatal("no article")
			}
			if n := strings.Count(a.Text, "\n"); n != 2 || !strings.Contains(a.Text, "إزالة الحواجز") {
				t.Errorf("text is %q", a.Text)
			}
			if !slices.ContainsFunc(a.Stripped, func(s event.Stripped) bool { return s.Kind == "comments" && strings.Contains(s.Text, replies[0]) }) {
				t.Errorf("no comments among %q", a.Stripped)
			}
		})
	}
}

// TestRepliesUnderALivePageAreComments tells entries from replies on one page.
func TestRepliesUnderALivePageAreComments(t *testing.T) {
	thread := "</div><div>"
	for i := range 5 {
		thread += fmt.Sprintf("<div class=post><div><b>أبو سليم %d</b></div><div><time>18:0%d</time></div><p>يا جماعة أنا من أهل السهل وأؤكد لكم أن ألفي جندي ما زالوا في المعسكر القديم منذ %d أيام.</p></div>", i, i, i+3)
	}
	page := livePage(liveTitle, "<div>", thread+"</div>", func(e entry) string {
		return fmt.Sprintf("<div class=post><time>%s</time><h3>%s</h3><p>%s</p></div>", e.time, e.head, e.text)
	})
	a := newParser(t).HTML(Input{Body: []byte(page)}).Article
	if a == nil {
		t.Fatal("no article")
	}
	checkEntries(t, a, liveTitle)
	if strings.Contains(a.Text, "ألفي جندي") {
		t.Errorf("a reply is in %q", a.Text)
	}
}
