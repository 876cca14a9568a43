package metadata

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"
)

func read(t testing.TB, page string) *Evidence {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return Read(doc)
}

const (
	headline = "قيادة السهل تعلن مغادرة الكتيبة الثالثة"
	lead     = "أعلنت قيادة السهل مغادرة الكتيبة الثالثة موقعها قرب الجسر صباح اليوم، وقالت إن خمسين جندياً بقوا فيه."
)

var fetched = time.Date(2024, 5, 20, 12, 0, 0, 0, time.UTC)

func ld(fields string) string { return `<script type="application/ld+json">{` + fields + `}</script>` }

func TestTitleIsWhatThePlacesAgreeOn(t *testing.T) {
	for _, tt := range []struct{ name, page, want string }{
		{"site behind a bar", "<title>" + headline + " | شبكة السهل</title><h1>" + headline + "</h1>", headline},
		{"site before a colon", "<title>شبكة السهل: " + headline + "</title><h1><a href='/'>شبكة السهل</a></h1><h3 class='post-title'>" + headline + "</h3>", headline},
		{"only the title element", "<title>" + headline + " - شبكة السهل</title>", headline},
		{"colon inside the headline", "<title>قيادة السهل: الكتيبة الثالثة غادرت الجسر - شبكة</title><h1>قيادة السهل: الكتيبة الثالثة غادرت الجسر</h1>", "قيادة السهل: الكتيبة الثالثة غادرت الجسر"},
		{"og:title is the site's", "<title>شبكة السهل | " + headline + "</title><meta property='og:title' content='شبكة السهل'><h1>" + headline + "</h1>", headline},
		{"JSON-LD headline is the site's", "<title>" + headline + "</title>" + ld(`"@type":"NewsArticle","headline":"شبكة السهل - الخبر أولاً"`) + "<h1>" + headline + "</h1>", headline},
		{"title element is the template's", "<title>شبكة السهل - تفاصيل الخبر</title><span id='ctl00_lblTitle'>" + headline + "</span>", headline},
		{"a badge in the heading", "<title>" + headline + "</title><h2 class='itemTitle'>" + headline + "<span>مميز</span></h2>", headline},
		{"cut off in the head", "<title>قيادة السهل تعلن مغادرة…</title><h1>" + headline + "</h1>", headline},
		{"a story of the sidebar in h1", "<title>" + headline + "</title><aside><h1>خبر آخر من السهل لا علاقة له بهذا</h1></aside><h2 class='entry-title'>" + headline + "</h2>", headline},
		{"role heading", "<title>" + headline + " | شبكة</title><div role='heading' aria-level='1'>\n " + headline + " </div>", headline},
		{"entities", "<title>قوات &quot;السهل&quot; تغادر &amp; تعود</title><h1>قوات &quot;السهل&quot; تغادر &amp; تعود</h1>", `قوات "السهل" تغادر & تعود`},
		{"direction marks", "<title>\u200f" + headline + "\u200e</title>", headline},
		{"nothing", "<p>x</p>", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := read(t, tt.page).Decide(Context{Text: lead}); got.Title != tt.want {
				t.Errorf("title %q by %s, want %q", got.Title, got.TitleBy, tt.want)
			}
		})
	}
}

func TestPublishedFollowsTheOrderOfTrust(t *testing.T) {
	const head = "<title>" + headline + " | شبكة</title>"
	meta := "<meta property='article:published_time' content='2024-05-11T08:00:00+03:00'>"
	body := func(s string) string { return head + "<h1>" + headline + "</h1>" + s + "<p>" + lead + "</p>" }
	for _, tt := range []struct{ name, page, url, want, by string }{
		{"JSON-LD before meta", ld(`"@type":"NewsArticle","headline":"`+headline+`","datePublished":"2024-05-10T09:00:00+03:00"`) + meta + body(""), "", "2024-05-10T09:00:00+03:00", "json-ld"},
		{"JSON-LD in a graph", ld(`"@graph":[{"@type":"WebSite","datePublished":"2010-01-01"},{"@type":["Article","NewsArticle"],"headline":"`+headline+`","datePublished":"2024-05-10"}]`) + body(""), "", "2024-05-10", "json-ld"},
		{"JSON-LD of another story", ld(`"@type":"NewsArticle","headline":"البلدية تغلق الجسر شهراً للصيانة","datePublished":"2024-05-01"`) + meta + body(""), "", "2024-05-11T08:00:00+03:00", "meta"},
		{"JSON-LD of the site", ld(`"@type":"WebPage","datePublished":"2011-01-01"`) + meta + body(""), "", "2024-05-11T08:00:00+03:00", "meta"},
		{"JSON-LD with a line break inside", ld("\"@type\":\"NewsArticle\",\"headline\":\""+headline+"\",\"description\":\"سطر\nوسطر\",\"datePublished\":\"2024-05-10\",") + body(""), "", "2024-05-10", "json-ld"},
		{"meta before time", meta + body("<time datetime='2024-05-12'>أمس</time>"), "", "2024-05-11T08:00:00+03:00", "meta"},
		{"time element", body("<time datetime='2024-05-12T10:00:00Z'>أمس</time>"), "", "2024-05-12T10:00:00Z", "time"},
		{"time in words", body("<time>12 أيار/مايو 2024</time>"), "", "2024-05-12", "time"},
		{"relative time", body("<time>قبل يومين</time>"), "", "2024-05-18", "time"},
		{"time of a comment", body("<div class='comments'><time datetime='2024-05-15'>x</time></div>"), "https://sahl.example/2024/05/09/x", "2024-05-09", "url"},
		{"time of another story", body("") + "<h3><a href='/2'>البلدية تغلق الجسر شهراً</a></h3><time datetime='2024-05-15'>x</time>", "https://sahl.example/2024/05/09/x", "2024-05-09", "url"},
		{"the page's state", body("") + `<script>window.__NUXT__={article:{title:a,published_at:"2024-05-08T10:12:00+03:00"}}</script>`, "", "2024-05-08T10:12:00+03:00", "data"},
		{"printed with a label", body("<div>تاريخ النشر: ١٢/٠٥/٢٠٢٤ | تاريخ التحديث: ١٣/٠٥/٢٠٢٤ | رقم الخبر ٥٥</div>"), "", "2024-05-12", "text"},
		{"printed, with today's date over it", "<div class='top'>الإثنين 20 أيار 2024</div>" + body("<div>اليوم: 20/5/2024 | عدد القراءات 7</div><div>الأربعاء 8 أيار 2024</div>"), "", "2024-05-08", "text"},
		{"Hijri with its pair", body("<div>التاريخ: 3 ذو القعدة 1445هـ الموافق 11 مايو 2024م</div>"), "", "2024-05-11", "text"},
		{"a weak meta element gives way to print", "<meta name='date' content='2024-05-19'>" + body("<div>8 أيار 2024</div>"), "", "2024-05-08", "text"},
		{"a weak meta element alone", "<meta name='date' content='2024-05-19'>" + body(""), "", "2024-05-19", "meta"},
		{"the address", body(""), "https://sahl.example/news/2024/05/07/story", "2024-05-07", "url"},
		{"the address without a day", body(""), "https://sahl.example/2024/05/story", "2024-05", "url"},
		{"a number in the address", body(""), "https://sahl.example/story-20250101123/", "", ""},
		{"a date after the visit", "<meta property='article:published_time' content='2031-01-01'>" + body("<div>8 أيار 2024</div>"), "", "2024-05-08", "text"},
		{"the time of day from print", "<meta property='article:published_time' content='2024-05-11'>" + body("<div>11 أيار 2024 الساعة 14:30</div>"), "", "2024-05-11T14:30", "meta"},
		{"the day that the text calls today", head + "<p>قال الناطق اليوم الخميس (9 أيار 2024) إن القوة غادرت الجسر.</p>", "", "2024-05-09", "text"},
		{"none", body(""), "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := read(t, tt.page).Decide(Context{URL: tt.url, FetchedAt: fetched, Text: lead + tt.page})
			if !strings.HasPrefix(got.Published, tt.want) || (tt.want == "") != (got.Published == "") || got.DateBy != tt.by {
				t.Errorf("published %q by %q, want %q by %q", got.Published, got.DateBy, tt.want, tt.by)
			}
		})
	}
}

func TestModifiedIsNotBeforePublished(t *testing.T) {
	page := func(pub, mod string) string {
		return "<title>" + headline + "</title><meta property='article:published_time' content='" + pub + "'><meta property='article:modified_time' content='" + mod + "'>"
	}
	if f := read(t, page("2024-05-11T08:00:00Z", "2024-05-12T08:00:00Z")).Decide(Context{FetchedAt: fetched}); f.Modified != "2024-05-12T08:00:00Z" {
		t.Errorf("modified %q", f.Modified)
	}
	if f := read(t, page("2024-05-11T08:00:00Z", "2019-01-01")).Decide(Context{FetchedAt: fetched}); f.Modified != "" {
		t.Errorf("modified %q before published %q", f.Modified, f.Published)
	}
}

func TestWriterIsAPersonsName(t *testing.T) {
	for in, want := range map[string]string{
		"كتب: نادر الصالح":                             "نادر الصالح",
		"كتبت - ليلى الحمداني | نشر في: الأحد":         "ليلى الحمداني",
		"بقلم نادر الصالح":                             "نادر الصالح",
		"شبكة السهل - نادر الصالح":                     "نادر الصالح",
		"شبكة السهل - نادر الصالح الأحد 19/يناير/2025": "نادر الصالح",
		"شبكة السهل – ليلى الحمداني – مدينة الجسر":     "ليلى الحمداني",
		"By Nadia Rahman":               "Nadia Rahman",
		"فريق التحرير":                  "",
		"admin":                         "",
		"شبكة السهل":                    "",
		"المحرر: ر.ع":                   "",
		"https://sahl.example/author/7": "",
		"رداً على ما نشر في الصحف..": "",
		"تاريخ النشر: 12/5/2024":     "",
		"":                           "",
	} {
		if got := Writer(in, "شبكة السهل", "sahl"); got != want {
			t.Errorf("Writer(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestBylineSkipsAccounts(t *testing.T) {
	page := ld(`"@type":"NewsArticle","author":{"@type":"Person","name":"admin"}`) + "<meta name='author' content='شبكة السهل'><meta property='og:site_name' content='شبكة السهل'><h1>" + headline + "</h1><div class='by'>نادر الصالح <span>12/5/2024 10:00</span></div>"
	if f := read(t, page).Decide(Context{}); f.Byline != "نادر الصالح" {
		t.Errorf("byline %q", f.Byline)
	}
}

func TestCanonicalStaysOnTheSite(t *testing.T) {
	for _, tt := range []struct{ fetched, claim, want string }{
		{"https://m.sahl.example/7?utm_source=x&id=2#c", "", "https://m.sahl.example/7?id=2"},
		{"https://m.sahl.example/7", "https://www.sahl.example/7", "https://www.sahl.example/7"},
		{"https://m.sahl.example/7", "//www.sahl.example/7", "https://www.sahl.example/7"},
		{"https://sahl.co.uk/7", "https://other.co.uk/7", "https://sahl.co.uk/7"},
		{"https://sahl.example/7", "https://sahl.example/", "https://sahl.example/7"},
		{"https://sahl.example/7", "javascript:void(0)", "https://sahl.example/7"},
		{"https://sahl.example/%D8%A3", "", "https://sahl.example/%D8%A3"},
		{"", "https://sahl.example/7", "https://sahl.example/7"},
		{"", "", ""},
	} {
		if got := Canonical(tt.fetched, tt.claim); got != tt.want {
			t.Errorf("Canonical(%q, %q) = %q, want %q", tt.fetched, tt.claim, got, tt.want)
		}
	}
}

func TestAgencyIsTheCreditAsPrinted(t *testing.T) {
	for in, want := range map[string]string{
		"المصدر | وكالة السهل + وكالات":     "وكالة السهل + وكالات",
		"المصدر | السهل + واعالمصدر: السهل": "السهل + واع",
		"المصدر: وكالات":                    "وكالات",
		"المصدر | وكالة السهل (م.س)":        "وكالة السهل",
		"واشنطن (أ ف ب)":                    "أ ف ب",
		"بغداد (رويترز)":                    "رويترز",
		"LONDON (Reuters)":                  "Reuters",
		"بغداد":                             "",
	} {
		if got := Agency(in); got != want {
			t.Errorf("Agency(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestDatelineIsThePlaceBeforeTheDash(t *testing.T) {
	for in, want := range map[string]string{
		"بغداد (رويترز) - قالت قيادة السهل إنها": "بغداد (رويترز)",
		"نيامي – أعلنت هيئة الأركان":             "نيامي",
		"أعلنت القيادة، اليوم الأحد - وهو عطلة":  "",
		"BAGHDAD (Reuters) - The command said":   "BAGHDAD (Reuters)",
		"2 - نقطة الجسر":                         "",
		"نص بلا شرطة":                            "",
	} {
		if got := Dateline(in); got != want {
			t.Errorf("Dateline(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestKindOfPage(t *testing.T) {
	links := strings.Repeat("<h3><a href='/story/5'>قصة أخرى من قصص السهل اليوم</a></h3>", 6)
	own := "<title>" + headline + " | شبكة</title><h1>" + headline + "</h1>"
	long := strings.Repeat(lead, 20)
	for _, tt := range []struct{ name, page, url, text, want string }{
		{"an article with a list of others", own + links, "https://sahl.example/7", lead, ""},
		{"a section", "<title>السهل | شبكة</title><h1>السهل</h1>" + links, "https://sahl.example/sahl", lead, "listing"},
		{"a front page", "<title>شبكة السهل</title>" + links, "https://sahl.example/", lead, "listing"},
		{"a long article that names a shield", own + "<script>window._cf_chl_opt={}</script>", "", long, ""},
		{"a challenge", "<title>x</title><script>window._cf_chl_opt={}</script>", "", lead, "challenge"},
		{"a long article on errors", "<title>خطأ 404 في السهل</title>", "", long, ""},
		{"a missing page", "<title>الصفحة غير موجودة</title>", "", lead, "error"},
		{"a video", "<meta property='og:type' content='video.other'><video></video>", "", lead, "video"},
		{"an article with a video", "<meta property='og:type' content='article'><video></video>" + own, "", lead, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, why := read(t, tt.page).Kind(tt.url, tt.page, tt.text, ""); got != tt.want {
				t.Errorf("kind %q (%s), want %q", got, why, tt.want)
			}
		})
	}
}

func FuzzRead(f *testing.F) {
	f.Add("<title>x</title>" + ld(`"@type":"NewsArticle","headline":"x","datePublished":"2024-05-10"`))
	f.Fuzz(func(t *testing.T, page string) {
		doc, err := html.Parse(strings.NewReader(page))
		if err != nil {
			return
		}
		got := Read(doc).Decide(Context{FetchedAt: fetched, Text: page})
		if strings.ContainsAny(got.Title+got.Byline, "\n\t") {
			t.Fatalf("fields over several lines: %+v", got)
		}
	})
}
