package boilerplate

import (
	"strings"
	"testing"
)

const ruled = `<html lang="ar"><head><title>الكتيبة الثانية تغادر معسكر التلال</title></head><body>
<div id="a"><h1>الكتيبة الثانية تغادر معسكر التلال</h1>
<div class="part"><p>غادرت الكتيبة الثانية معسكر التلال فجر الأحد باتجاه الساحل، بحسب بيان لقيادة المنطقة.</p></div>
<div class="related"><p>وقال البيان إن عدد أفراد الكتيبة 340، وإن نقلها يستغرق ثلاثة أيام كاملة.</p></div>
<div class="part"><p>ولم يذكر البيان القوة التي ستحل محلها في المعسكر، ولا موعد وصولها إليه.</p></div>
<div class="promo-9"><p>تغطية الشبكة متواصلة على مدار الساعة من كل المحافظات، أينما كنتم.</p></div></div>
<div id="b" class="sidebar"><p>نص جانبي طويل عن الشبكة وتاريخها ومراسليها في المحافظات كلها، وعن خدماتها.</p></div></body></html>`

func extracted(t *testing.T, page string, o Options) string {
	t.Helper()
	doc, err := Parse([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	r := Extract(doc, o)
	text, _ := r.Text()
	return text
}

func TestOutletRulesAreObeyed(t *testing.T) {
	const first, named, promo, aside = "غادرت الكتيبة", "وقال البيان", "تغطية الشبكة", "نص جانبي"
	for _, c := range []struct {
		name     string
		o        Options
		has, not []string
	}{
		{"no rule", Options{}, []string{first}, []string{named, aside}},
		{"keep", Options{Keep: []string{".related"}}, []string{first, named}, []string{aside}},
		{"drop", Options{Drop: []string{".promo-9"}}, []string{first}, []string{promo, aside}},
		{"body", Options{Body: "#b"}, []string{aside}, []string{first, promo}},
		{"a body that is not there", Options{Body: "#nothing"}, []string{first}, []string{aside}},
		{"a selector that is none", Options{Drop: []string{"[["}}, []string{first}, []string{aside}},
		{"repeats", Options{Repeats: func(h uint64) bool {
			return h == Hash("تغطية الشبكة متواصلة على مدار الساعة من كل المحافظات، أينما كنتم.")
		}}, []string{first}, []string{promo}},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := extracted(t, ruled, c.o)
			for _, s := range c.has {
				if !strings.Contains(text, s) {
					t.Errorf("%q is not in %q", s, text)
				}
			}
			for _, s := range c.not {
				if strings.Contains(text, s) {
					t.Errorf("%q is in %q", s, text)
				}
			}
		})
	}
}

func TestTheTitleOfTheMetadataFindsTheHeadline(t *testing.T) {
	page := strings.Replace(ruled, "<title>الكتيبة الثانية تغادر معسكر التلال</title>", "<title>تفاصيل الخبر</title>", 1)
	page = strings.Replace(page, "<h1>", "<div class=t>", 1)
	page = strings.Replace(page, "</h1>", "<sup>مميز</sup></div>", 1)
	doc, err := Parse([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	want := "الكتيبة الثانية تغادر معسكر التلال"
	if r := Extract(doc, Options{Title: want}); r.Title != want {
		t.Errorf("title is %q, want %q", r.Title, want)
	}
}

func TestArticleBodyIsEvidenceNotTruth(t *testing.T) {
	stub := `<html lang="ar"><body><h1>عنوان الخبر كما كتب في الصفحة</h1><p>` + "غادرت الكتيبة معسكرها." + `</p></body></html>`
	whole := "غادرت الكتيبة معسكرها.\nوقال البيان إن نقلها يستغرق ثلاثة أيام وإن قوة أخرى ستحل محلها.\n" +
		"وأضاف أن الآليات نُقلت بالقطار إلى الميناء، وأن المعسكر سُلّم إلى الشرطة صباح اليوم.\n" +
		"ولم يحدد البيان عدد الأفراد الذين غادروا، ولا الجهة التي سينتشرون فيها بعد ذلك.\n" +
		"وكان قائد المنطقة قد زار المعسكر قبل أسبوع واجتمع بوجهاء القرى المجاورة له.\n"
	if text := extracted(t, stub, Options{ArticleBody: whole}); !strings.Contains(text, "ثلاثة أيام") {
		t.Errorf("the data is not read: %q", text)
	}
	other := strings.Repeat("خبر آخر لا صلة له بهذه الصفحة كلها، عن افتتاح جسر جديد في المدينة.\n", 40)
	if text := extracted(t, ruled, Options{ArticleBody: other}); strings.Contains(text, "افتتاح جسر") {
		t.Errorf("another article's data is taken: %q", text)
	}
}

func TestTraceTellsOfEveryBlock(t *testing.T) {
	doc, err := Parse([]byte(ruled))
	if err != nil {
		t.Fatal(err)
	}
	r := Extract(doc, Options{Trace: true})
	if len(r.Trace) != r.Stats.Blocks {
		t.Errorf("%d steps for %d blocks", len(r.Trace), r.Stats.Blocks)
	}
	for _, s := range r.Trace {
		if s.Kind == "" || s.Path == "" || !s.Kept && s.Rule == "" {
			t.Errorf("step without a reason: %+v", s)
		}
	}
}

func TestDataOfFrameworksIsReadByKey(t *testing.T) {
	long := strings.Repeat("كلمة بعد كلمة. ", 40)
	for _, c := range []struct{ name, data, want string }{
		{"JSON", `{"article":{"title":"x","body":"` + long + `"}}`, long},
		{"script", `window.__NUXT__={data:[{article:{body:"` + long + `"}}]}`, long},
		{"comments are foreign", `{"comments":[{"body":"` + long + `"}]}`, ""},
		{"so is what is in the related", `{"related":{"items":[{"content":"` + long + `"}]}}`, ""},
		{"other keys are not text", `{"token":"` + long + `"}`, ""},
		{"many bodies are a list", `[` + strings.Repeat(`{"body":"`+long+`"},`, 5) + `]`, ""},
		{"cut short", `{"body":"` + long, long},
	} {
		if got := longestBody(c.data); got != c.want {
			t.Errorf("%s: got %.40q, want %.40q", c.name, got, c.want)
		}
	}
}

func TestEscapesAreDecoded(t *testing.T) {
	for in, want := range map[string]string{
		`\u0642\u0627\u0644`: "قال", `a\/b\"c\\`: `a/b"c\`, `\ud83d\ude00`: "😀", `\x3cp\x3e`: "<p>", `a\nb`: "a\nb",
		`\u12`: "u12", `a\`: `a\`, `\ud83d`: "\ufffd",
	} {
		if got := unescapeLiteral(in); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
}
