package boilerplate

import (
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/marsad-news/marsad/parser/charset"
)

const report = `<h1>الكتيبة الثانية تغادر معسكر التلال</h1><p>غادرت الكتيبة الثانية معسكر التلال فجر الأحد باتجاه الساحل، بحسب بيان لقيادة المنطقة.</p>
<p>وقال البيان إن عدد أفراد الكتيبة 340، وإن نقلها يستغرق ثلاثة أيام.</p><p>ولم يذكر البيان القوة التي ستحل محلها في المعسكر.</p>`

// wanted are the ends of the paragraphs of report.
var wanted = []string{"لقيادة المنطقة.", "ثلاثة أيام.", "في المعسكر."}

func TestBrokenPagesStillGiveTheirArticle(t *testing.T) {
	head := "<html><head><title>الكتيبة الثانية تغادر معسكر التلال</title></head><body>"
	for name, page := range map[string]string{
		"nested past 512":          head + strings.Repeat("<div>", 700) + report + strings.Repeat("</div>", 700),
		"nested past 512 in tags":  head + strings.Repeat("<font>", 600) + report,
		"unclosed everything":      head + "<div><table><tr><td><span>" + strings.ReplaceAll(report, "</p>", ""),
		"NUL bytes":                head + strings.ReplaceAll(report, " ", "\x00 "),
		"byte order mark":          "\xef\xbb\xbf" + head + report,
		"no html at all":           report,
		"many bodies":              head + strings.Repeat(`<body class="x">`, 100) + report,
		"ten thousand attributes":  head + "<div " + attributes(10_000) + ">" + report + "</div>",
		"comments never closed":    head + report + "<!-- never closed " + strings.Repeat("x", 1000),
		"half a tag":               head + report + "<div class=",
		"stray end tags":           head + strings.Repeat("</div></p></td>", 100) + report,
		"upper case":               strings.ToUpper(head) + strings.ReplaceAll(report, "<p>", "<P>"),
		"script never closed":      head + report + "<script>var a = '<p>",
		"table soup":               head + "<table><tr><p>x<td>" + report + "<tr><table>",
		"deep with article inside": head + strings.Repeat("<section><b>", 400) + "<article>" + report + "</article>",
	} {
		t.Run(name, func(t *testing.T) {
			doc, err := Parse([]byte(page))
			if err != nil {
				t.Fatal(err)
			}
			r := Extract(doc, Options{})
			text, _ := r.Text()
			for _, w := range wanted {
				if !strings.Contains(text, w) {
					t.Errorf("%q is not in %q (%s)", w, text, r.NotArticle)
				}
			}
		})
	}
}

func attributes(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "a%d=%d ", i, i)
	}
	return b.String()
}

func TestPagesOfNothingAreEmpty(t *testing.T) {
	for _, page := range []string{"", "<html></html>", "\x00", "<p>", "<script>x", strings.Repeat("<", 1000)} {
		doc, err := Parse([]byte(page))
		if err != nil {
			t.Fatal(err)
		}
		if r := Extract(doc, Options{}); r.NotArticle == "" && len(r.Blocks) == 0 {
			t.Errorf("%.20q: neither an article nor a reason", page)
		}
	}
}

// pages whose reading may cost more than linear time, by a number of parts
var growing = map[string]func(n int) string{
	"paragraphs": func(n int) string { return strings.Repeat("<p>The convoy left the valley on Monday, he said.</p>", n) },
	"nesting":    func(n int) string { return strings.Repeat("<div>", n) + "text" },
	"bodies":     func(n int) string { return strings.Repeat("<body a=1>", n) },
	"attributes": func(n int) string { return "<p " + attributes(n) + ">text</p>" },
	"items": func(n int) string {
		return "<ul>" + strings.Repeat("<li><a href=/x>one two three</a> four</li>", n) + "</ul>"
	},
	"tags lines": func(n int) string {
		return report + strings.Repeat("<p>الوسوم: جيش</p><p>نص آخر قصير هنا.</p>", n)
	},
	"openers": func(n int) string {
		return report + strings.Repeat("<h3>اقرأ أيضا</h3><h2>عنوان خبر آخر هنا</h2><p>نص قصير.</p>", n)
	},
	"pull quotes": func(n int) string {
		return report + strings.Repeat("<aside class=pullquote>quoted words here</aside>", n)
	},
	"second stories": func(n int) string {
		return "<title>الكتيبة الثانية تغادر معسكر التلال</title>" + report + strings.Repeat("<article><h2><a href=/x>one two three four</a></h2><p>The convoy left the valley on Monday.</p></article>", n)
	},
	"comment opens": func(n int) string { return strings.Repeat("<!--", n) },
	"tables":        func(n int) string { return strings.Repeat("<table><tr><td>a<td>b<tr><td>c<td>d</table>", n) },
	"headings": func(n int) string {
		return "<title>one two three four</title>" + strings.Repeat("<h2>one two three five six</h2>", n)
	},
	"data": func(n int) string {
		return `<script type="application/json">` + strings.Repeat(`{"body":"`+strings.Repeat("x", 300)+`",`, n)
	},
	"entries": func(n int) string {
		return "<title>live updates</title><div>" + strings.Repeat("<div class=post><time>14:05</time><h3>one two three</h3><p>The convoy left the valley on Monday.</p></div>", n)
	},
	"nested entries": func(n int) string {
		return "<title>live updates</title>" + strings.Repeat("<div class=post><time>14:05</time><h3>one two three</h3><p>The convoy left the valley on Monday.</p>", n)
	},
	"threads": func(n int) string {
		return report + strings.Repeat("<div><div class=post><b>قارئ</b><div>14:05</div><p>نص تعليق قصير لقارئ من القراء.</p></div></div>", n)
	},
	"scripts":  func(n int) string { return strings.Repeat("<script>a</script ><style><!--</style>", n) },
	"drawings": func(n int) string { return strings.Repeat("<svg a='><path/></svg><SVG/>", n) },
	"lines":    func(n int) string { return "<div>" + strings.Repeat("some words on a line<br>", n) + "</div>" },
}

// A page eight times as long takes about eight times as long. The alarm is at
// thirty: far from the sixty-four of quadratic time, and from a busy machine.
func TestTimeIsAboutLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("times pages")
	}
	for name, page := range growing {
		t.Run(name, func(t *testing.T) {
			const n = 2000
			one, eight := page(n), page(8*n)
			var short, long time.Duration
			for range 4 { // what is quadratic is so every time
				short, long = read3(one), read3(eight)
				if long <= 30*short || long <= 300*time.Millisecond {
					return
				}
			}
			t.Errorf("%d bytes take %v, %d bytes %v", len(one), short, len(eight), long)
		})
	}
}

// read3 is the shortest of three readings.
func read3(page string) time.Duration {
	best := time.Hour
	for range 3 {
		start := time.Now()
		if doc, err := Parse([]byte(page)); err == nil {
			Extract(doc, Options{Trace: true})
		}
		best = min(best, time.Since(start))
	}
	return best
}

func TestFiveMegabytesNeedBoundedMemory(t *testing.T) {
	page := "<title>الكتيبة الثانية تغادر معسكر التلال</title>" + report + strings.Repeat("<div class=c><p>نص طويل يتكرر في صفحة طويلة لا نهاية لها، قال أحدهم.</p></div>", 5<<20/110)
	doc, err := Parse([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	got := testing.Benchmark(func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			Extract(doc, Options{})
		}
	})
	if limit := int64(24 * len(page)); got.AllocedBytesPerOp() > limit {
		t.Errorf("extracting %d bytes of markup allocates %d, want under %d", len(page), got.AllocedBytesPerOp(), limit)
	}
}

// FuzzExtract: whatever the bytes, there is a result, its texts are valid
// UTF-8 without format marks or line breaks, and the sections cover the text.
func FuzzExtract(f *testing.F) {
	f.Add([]byte(report))
	f.Add([]byte("<div>" + report + "<script type=application/json>{\"body\":\"\\u003cp\\ud83d\\u00e9\"}</script>"))
	f.Add([]byte("<table><tr><td>a<td>b<tr><td>c<td>d</table><marquee>x"))
	for _, page := range growing {
		f.Add([]byte(page(3)))
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		doc, err := Parse(b)
		if err != nil {
			t.Fatal(err)
		}
		r := Extract(doc, Options{Trace: true})
		text, blocks := r.Text()
		end := 0
		for i, x := range blocks {
			if x.Start != end || x.End < x.Start || x.End > len(text) {
				t.Fatalf("block %d is [%d,%d) after %d in %d bytes", i, x.Start, x.End, end, len(text))
			}
			end = x.End + 1
			check(t, text[x.Start:x.End])
		}
		for _, s := range r.Stripped {
			if !utf8.ValidString(s.Text) {
				t.Fatalf("stripped text %q is not UTF-8", s.Text)
			}
		}
		if (r.NotArticle == "") != (len(r.Blocks) > 0) {
			t.Fatalf("%d blocks and %q", len(r.Blocks), r.NotArticle)
		}
	})
}

func check(t *testing.T, s string) {
	t.Helper()
	if !utf8.ValidString(s) || s == "" || strings.TrimSpace(s) != s || strings.ContainsAny(s, "\n\t\x00") {
		t.Fatalf("block is %q", s)
	}
	for i, r := range s {
		if invisible(r) && !charset.Joins([]byte(s[:i]), s[i:]) {
			t.Fatalf("block %q holds %U", s, r)
		}
	}
}
