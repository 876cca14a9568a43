package enricher_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"

	"github.com/marsad-news/marsad/enricher"
	"github.com/marsad-news/marsad/event"
)

// paragraph is rich in what the reader looks for.
const paragraph = "وقال المتحدث إن القوات البرازيلية انسحبت من قاعدة في جوبا، وإن 200 جندي تشيلي بينهم 50 مدرباً وصلوا إلى ملكال في 3 آذار 2021، وليس هناك قوات أخرى"

func newEnricher(t testing.TB) *enricher.Enricher {
	t.Helper()
	e, err := enricher.New(enricher.Options{})
	if err != nil {
		t.Fatal(err)
	}
	e.Enrich(event.Article{Text: paragraph}) // word lists are read on first use
	return e
}

func TestCutTextsGiveSoundClaims(t *testing.T) {
	e := newEnricher(t)
	n := 0
	for _, text := range suiteTexts(t) {
		for at, r := range text {
			if r != ' ' {
				continue
			}
			a := event.Article{ID: "a", Text: text[:at], Published: "2024-05-20"}
			for _, c := range e.Enrich(a) {
				sound(t, a, c)
				n++
			}
		}
	}
	if n < 400 {
		t.Errorf("%d claims of cut texts, want hundreds", n)
	}
}

func suiteTexts(t *testing.T) []string {
	files, err := filepath.Glob("testdata/phenomena/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no texts: %v", err)
	}
	var out []string
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var items []struct{ Text, Title string }
		if err := yaml.Unmarshal(b, &items); err != nil {
			t.Fatalf("read %s: %v", name, err)
		}
		for _, it := range items {
			out = append(out, it.Text+it.Title)
		}
	}
	return out
}

func TestTimeGrowsWithLength(t *testing.T) {
	e := newEnricher(t)
	for _, sep := range []string{".\n", " "} {
		spent := func(n int) time.Duration {
			text := strings.Repeat(paragraph+sep, n)
			best := time.Hour
			for range 3 {
				start := time.Now()
				e.Enrich(event.Article{ID: "a", Text: text})
				best = min(best, time.Since(start))
			}
			return best
		}
		var short, long time.Duration
		for range 4 { // a machine that has other things to do may spoil one comparison, hardly four
			if short, long = spent(200), spent(2000); long <= 40*short {
				break
			}
		}
		if long > 40*short {
			t.Errorf("separated by %q: 2000 paragraphs take %v, 200 take %v", sep, long, short)
		}
	}
}

func TestOtherLanguagesGiveNoClaims(t *testing.T) {
	e := newEnricher(t)
	for _, text := range []string{
		"Les troupes allemandes ont quitté le Niger vendredi.",
		"Deutsche Soldaten haben Niger am Freitag verlassen.",
		"Almanya askerleri cuma günü Nijer'den ayrıldı.",
		"نیروهای آلمانی روز جمعه نیجر را ترک کردند.",
		"德国军队周五离开了尼日尔。",
	} {
		if got := e.Enrich(event.Article{ID: "a", Text: text}); len(got) != 0 {
			t.Errorf("%q: %d claims", text, len(got))
		}
	}
}

// A denied claim is quoted with the words that deny it.
func TestEvidenceOfADenialHoldsTheDenial(t *testing.T) {
	e := newEnricher(t)
	for text, want := range map[string]string{
		"لن ترسل النرويج جنوداً إلى مالي.":                       "لن",
		"نفت وزارة الدفاع النرويجية وجود جنود نرويجيين في مالي.": "نفت",
		"لا يوجد أي جندي نرويجي في مالي.":                        "لا",
		"قال الناطق إن النرويج لا تعتزم سحب جنودها من مالي.":     "لا تعتزم",
		"Norway has not sent any troops to Mali.":                "not",
		"رفضت الحكومة النرويجية إرسال جنود إلى مالي.":            "رفضت",
	} {
		claims := e.Enrich(event.Article{Text: text})
		if len(claims) != 1 || claims[0].Polarity != event.Denied {
			t.Errorf("%s: %+v", text, claims)
		}
		for _, c := range claims {
			if !strings.Contains(c.Evidence.Text, want) {
				t.Errorf("%s: evidence %q lacks %q", text, c.Evidence.Text, want)
			}
		}
	}
}

func TestEnrichGivesEachClaimItsOwnID(t *testing.T) {
	e := newEnricher(t)
	a := event.Article{ID: "a", Text: strings.Repeat(paragraph+".\n", 5), Published: "2024-05-20"}
	seen := map[string]bool{}
	for _, c := range e.Enrich(a) {
		if seen[c.ID] {
			t.Errorf("id %s twice", c.ID)
		}
		seen[c.ID] = true
	}
	if len(seen) < 10 {
		t.Errorf("%d claims", len(seen))
	}
}

func BenchmarkEnrich(b *testing.B) {
	e := newEnricher(b)
	for _, n := range []int{1, 10, 100, 1000} {
		text := strings.Repeat(paragraph+".\n", n)
		b.Run(fmt.Sprintf("%d paragraphs", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				e.Enrich(event.Article{ID: "a", Text: text})
			}
		})
	}
}

func BenchmarkClaimFree(b *testing.B) {
	e := newEnricher(b)
	text := strings.TrimSuffix(claimFree, "\n")
	b.ReportAllocs()
	for b.Loop() {
		e.Enrich(event.Article{ID: "a", Text: text})
	}
}

// claimFree is a paragraph of other news.
const claimFree = "اجتمع وزراء الزراعة في العاصمة وبحثوا أسعار القمح وخططاً لتحسين الري في المواسم المقبلة، وأشادوا بتعاون المزارعين.\n"

// What a paragraph without claims costs in an article that has some.
func TestParagraphWithoutClaimsAllocatesLittle(t *testing.T) {
	e := newEnricher(t)
	allocs := func(n int) float64 {
		a := event.Article{ID: "a", Published: "2024-05-20", Text: paragraph + ".\n" + strings.Repeat(claimFree, n)}
		return testing.AllocsPerRun(20, func() { e.Enrich(a) })
	}
	const n = 50
	if each := (allocs(n) - allocs(0)) / n; each >= 40 {
		t.Errorf("%.1f allocations for each paragraph without claims", each)
	}
}
