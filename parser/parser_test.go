package parser

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"
	"time"
	"unicode/utf8"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/parser/charset"
)

// checkArticle holds what is true of every article.
func checkArticle(t testing.TB, a *event.Article) {
	t.Helper()
	for name, s := range map[string]string{"text": a.Text, "title": a.Title, "byline": a.Byline} {
		if !utf8.ValidString(s) {
			t.Errorf("%s is not UTF-8: %q", name, s)
		}
		if a.Lang != "ar" {
			s = strings.ReplaceAll(s, "\u200c", "") // others spell with it
		}
		if i := strings.IndexFunc(s, charset.Invisible); i >= 0 {
			t.Errorf("%s holds the format character %U", name, []rune(s[i:])[0])
		}
	}
	end := 0
	for i, b := range a.Blocks {
		if b.Start != end || b.End <= b.Start || b.End > len(a.Text) {
			t.Fatalf("block %d is [%d, %d) behind %d in %d bytes", i, b.Start, b.End, end, len(a.Text))
		}
		if strings.Contains(a.Text[b.Start:b.End], "\n") || b.Section == "" {
			t.Errorf("block %d of section %q is not one line: %q", i, b.Section, a.Text[b.Start:b.End])
		}
		end = b.End + 1
	}
	if len(a.Blocks) > 0 && end != len(a.Text)+1 {
		t.Errorf("blocks end at %d, the text at %d", end-1, len(a.Text))
	}
	if a.Hash != event.BodyHash([]byte(a.Text)) || a.ID == "" {
		t.Error("id or hash is missing")
	}
	for i := range a.Embedded {
		checkArticle(t, &a.Embedded[i])
	}
}

func newParser(t testing.TB) *Parser {
	t.Helper()
	p, err := New(Options{Trace: true})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const (
	para1 = "<p>أعلنت قيادة السهل أن الكتيبة الثالثة غادرت موقعها قرب الجسر صباح اليوم، وأن خمسين جندياً بقوا لحراسة المستودع حتى نهاية الأسبوع.</p>"
	para2 = "<p>وقال الناطق باسم القيادة إن المغادرة جزء من خطة أعلنت في الربيع، ولا علاقة لها بما نشر عن خلاف مع البلدية.</p>"
	para3 = "<p>وأضاف أن الطريق سيفتح أمام المدنيين يوم السبت بعد أن تنتهي فرق الهندسة من إزالة الحواجز القديمة.</p>"
)

func TestHTMLSaysWhatIsNoArticle(t *testing.T) {
	long := strings.Repeat("<li><h3><a href='/story/1'>قصة أخرى من أخبار السهل والجبل اليوم</a></h3><p>مقدمة قصيرة للقصة الأولى من هذا اليوم، وفيها جملة واحدة.</p><a href='/story/1'>اقرأ المزيد</a></li>", 8)
	for _, tt := range []struct{ name, body, want string }{
		{"nothing", "", NotEmpty},
		{"white space", " \n\t ", NotEmpty},
		{"markup without text", "<html><body><div></div></body></html>", NotEmpty},
		{"a PDF", "%PDF-1.7\n%âãÏÓ", NotBinary},
		{"an image", "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", NotBinary},
		{"random bytes", strings.Repeat("\x00\x01\x02\xfe\x10\x11", 100), NotBinary},
		{"a challenge", "<title>Just a moment...</title><h1>site.example</h1><p>Checking if the site connection is secure before you proceed to the page you asked for.</p>", NotChallenge},
		{"a soft 404", "<title>الصفحة غير موجودة - موقع السهل</title><h1>عذراً</h1><p>الصفحة التي تبحث عنها غير موجودة أو نقلت إلى عنوان آخر، يمكنك العودة إلى الصفحة الرئيسية أو البحث في الموقع.</p>", NotError},
		{"a section", "<title>أخبار السهل - موقع</title><h1>أخبار السهل</h1><ul>" + long + "</ul>", NotListing},
		{"a wall", "<title>خبر - موقع</title><h1>قيادة السهل تعلن مغادرة الكتيبة الثالثة</h1><article>" + para1 + "<div class='paywall'>هذا المحتوى للمشتركين، اشترك لمتابعة القراءة</div></article>", NotPaywall},
		{"a video", `<meta property="og:type" content="video.other"><title>بالفيديو: مغادرة الكتيبة موقعها</title><h1>بالفيديو: مغادرة الكتيبة موقعها</h1><video src="a.mp4"></video><p>مشاهد من مغادرة الكتيبة الثالثة موقعها قرب الجسر صباح اليوم الخميس.</p>`, NotVideo},
	} {
		t.Run(tt.name, func(t *testing.T) {
			res := newParser(t).HTML(Input{URL: "https://sahl.example/news/page", Body: []byte(tt.body)})
			if res.NotArticle != tt.want || res.Article != nil {
				t.Errorf("not article %q, want %q", res.NotArticle, tt.want)
			}
		})
	}
}

func TestHTMLReadsBrokenPages(t *testing.T) {
	body := para1 + para2 + para3
	head := "<html><head><title>قيادة السهل تعلن مغادرة الكتيبة الثالثة</title></head><body><h1>قيادة السهل تعلن مغادرة الكتيبة الثالثة</h1><article>"
	for _, tt := range []struct{ name, page string }{
		{"sound", head + body + "</article></body></html>"},
		{"cut off in a tag", head + body + "<div cla"},
		{"nothing closed", strings.NewReplacer("</p>", "", "</h1>", "</h1>").Replace(head + body)},
		{"nested 600 deep", head + strings.Repeat("<div>", 600) + body + strings.Repeat("</div>", 600)},
		{"nested 20000 deep", head + strings.Repeat("<b><div>", 20000) + body},
		{"NUL bytes", strings.ReplaceAll(head+body, "<p>", "<p>\x00")},
		{"a million attributes", head + "<div " + strings.Repeat("a=b ", 250000) + ">" + body},
	} {
		t.Run(tt.name, func(t *testing.T) {
			start := time.Now()
			res := newParser(t).HTML(Input{Body: []byte(tt.page)})
			if took := time.Since(start); took > 10*time.Second {
				t.Errorf("took %s", took)
			}
			if res.Article == nil {
				t.Fatalf("no article but %s (%v)", res.NotArticle, res.Trace.Notes)
			}
			checkArticle(t, res.Article)
			if !strings.Contains(res.Article.Text, "خمسين جندياً") || !strings.Contains(res.Article.Text, "إزالة الحواجز") {
				t.Errorf("text is incomplete: %q", res.Article.Text)
			}
		})
	}
}

func TestHTMLIsBoundedOnManyHeadings(t *testing.T) {
	page := "<html><head><title>قيادة السهل تعلن مغادرة الكتيبة</title></head><body><article>" + para1 + para2 +
		strings.Repeat("<h1 class=entry-title>عنوان آخر من عناوين السهل</h1><time>1 أيار 2024</time>", 50000)
	start := time.Now()
	res := newParser(t).HTML(Input{Body: []byte(page)})
	if took := time.Since(start); took > 15*time.Second { // one second on an idle machine
		t.Errorf("took %s", took)
	}
	checkResult(t, res)
}

func TestHTMLIsBoundedOnHugePages(t *testing.T) {
	page := bytes.Repeat([]byte(para1), 50<<20/len(para1))
	res := newParser(t).HTML(Input{Body: page})
	if res.Article == nil {
		t.Fatalf("no article but %s", res.NotArticle)
	}
	if len(res.Article.Text) > maxPage || len(res.Trace.Notes) == 0 {
		t.Errorf("%d bytes of text, notes %q", len(res.Article.Text), res.Trace.Notes)
	}
}

func TestIdentityIsTheCanonicalAddress(t *testing.T) {
	page := func(head string) []byte {
		return []byte("<html><head>" + head + "<title>قيادة السهل تعلن مغادرة الكتيبة</title></head><body><h1>قيادة السهل تعلن مغادرة الكتيبة</h1>" + para1 + para2 + para3)
	}
	const url = "https://news.sahl.example/story/7?utm_source=x&id=9#top"
	for _, tt := range []struct{ name, head, want string }{
		{"canonical of the site", `<link rel="canonical" href="https://www.sahl.example/story/7">`, "https://www.sahl.example/story/7"},
		{"relative canonical", `<link rel="canonical" href="/story/seven">`, "https://news.sahl.example/story/seven"},
		{"canonical of another site", `<link rel="canonical" href="https://other.example/story/7">`, "https://news.sahl.example/story/7?id=9"},
		{"canonical is the front page", `<link rel="canonical" href="https://news.sahl.example/">`, "https://news.sahl.example/story/7?id=9"},
		{"no canonical", "", "https://news.sahl.example/story/7?id=9"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			a := newParser(t).HTML(Input{URL: url, Source: "sahl", Body: page(tt.head)}).Article
			if a == nil || a.URL != tt.want || a.ID != event.ArticleID(tt.want) || a.Source != "sahl" || a.Lang != "ar" {
				t.Errorf("got %+v, want %s", a, tt.want)
			}
		})
	}
}

func TestFlatFillsTheFields(t *testing.T) {
	page := `عاجل..
قيادة السهل: لجنة التفتيش زارت الموقع وعادت
تاريخ النشر: 14 أيار/مايو 2024 - 10:20
كتب: نادر الصالح
قالت قيادة السهل إن لجنة التفتيش زارت الموقع قرب الجسر وعادت إلى المدينة من دون أن تسجل مخالفات.
وأضافت أن اللجنة ستعود بعد شهرين لتفقد المستودعات الأربعة في الجهة الغربية.
المصدر | وكالة السهل
كلمات دلالية: الجسر السهل
إقرأ أيضاً:
البلدية تعيد فتح سوق الخميس بعد ترميمه
أعادت البلدية فتح سوق الخميس بعد ترميم استمر عاماً، وقالت إن السوق يضم تسعين متجراً.
وذكر رئيس البلدية أن الترميم مول من صندوق المحافظة.
`
	a := newParser(t).Flat(Input{URL: "https://sahl.example/1", Body: []byte(page)}).Article
	if a == nil {
		t.Fatal("no article")
	}
	checkArticle(t, a)
	got := []string{a.Title, a.Kicker, a.Byline, a.Published, a.DateBy, a.Agency, a.Lang}
	want := []string{"قيادة السهل: لجنة التفتيش زارت الموقع وعادت", "عاجل..", "نادر الصالح", "2024-05-14T10:20", "text", "وكالة السهل", "ar"}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("field %d is %q, want %q", i, got[i], want[i])
		}
	}
	if len(a.Embedded) != 1 || a.Embedded[0].Title != "البلدية تعيد فتح سوق الخميس بعد ترميمه" || strings.Count(a.Embedded[0].Text, "\n") != 1 {
		t.Errorf("embedded: %+v", a.Embedded)
	}
	if strings.Contains(a.Text, "سوق الخميس") || strings.Count(a.Text, "\n") != 1 {
		t.Errorf("text: %q", a.Text)
	}
}

func TestNewNamesTheFaultOfARule(t *testing.T) {
	rules := fstest.MapFS{"sahl.yaml": &fstest.MapFile{Data: []byte("id: sahl\nhosts: [sahl.example]\ntitel:\n  select: h1\n  why: x\n")}}
	_, err := New(Options{Rules: rules})
	if err == nil || !strings.Contains(err.Error(), "sahl.yaml:3") || !strings.Contains(err.Error(), `did you mean "title"`) {
		t.Errorf("error is %v", err)
	}
}

func TestOwnRulesGoOverTheShippedOnes(t *testing.T) {
	rules := fstest.MapFS{"sahl.yaml": &fstest.MapFile{Data: []byte("id: sahl\nhosts: [sahl.example]\ndrop:\n  - select: .note\n    kind: donation\n    why: an appeal in the text\nlines:\n  - text: شبكة السهل\n    kind: byline\n    why: signs every text\n")}}
	p, err := New(Options{Rules: rules})
	if err != nil {
		t.Fatal(err)
	}
	page := "<h1>قيادة السهل تعلن مغادرة الكتيبة</h1><div class='text'><p>شبكة السهل</p>" + para1 + "<p class='note'>هذه فقرة طويلة تشبه النص ولا تعد منه، وقد كتبها الموقع ليطلب من قرائه شيئاً ما.</p>" + para2 + para3 + "</div>"
	res := p.HTML(Input{URL: "https://www.sahl.example/1", Body: []byte(page)})
	if res.Article == nil || res.Trace.Rule != "sahl" || strings.Contains(res.Article.Text, "تشبه النص") || strings.Contains(res.Article.Text, "شبكة السهل") {
		t.Errorf("rule %q, article %+v", res.Trace.Rule, res.Article)
	}
	if p.Rules().ByID("aljazeera") == nil {
		t.Error("the shipped rules are gone")
	}
}

func FuzzHTML(f *testing.F) {
	f.Add([]byte("<title>x</title><h1>قيادة السهل</h1>"+para1+para2), "https://sahl.example/1")
	f.Add([]byte("<p>\xe2\x80\x8f"+para1+"<script type='application/ld+json'>{\"@type\":\"NewsArticle\""), "")
	p := newParser(f)
	f.Fuzz(func(t *testing.T, body []byte, url string) { checkResult(t, p.HTML(Input{URL: url, Body: body})) })
}

func FuzzFlat(f *testing.F) {
	f.Add([]byte("عنوان\nقال مصدر في القيادة إن القوة غادرت المعسكر مساء أمس ولم تعد إليه.\nتعليقات\nشيء"))
	p := newParser(f)
	f.Fuzz(func(t *testing.T, body []byte) { checkResult(t, p.Flat(Input{Body: body})) })
}

func checkResult(t *testing.T, res Result) {
	if (res.Article == nil) == (res.NotArticle == "") {
		t.Fatalf("not exactly one of article and kind: %q", res.NotArticle)
	}
	if res.Article != nil {
		checkArticle(t, res.Article)
	}
}
