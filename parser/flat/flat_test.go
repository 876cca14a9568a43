package flat

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/marsad-news/marsad/parser/charset"
)

// TestFlattenedPages reads testdata/*.lines: pages flattened to text, each
// line with the kind that it must get before a bar. Adding a file adds a test.
func TestFlattenedPages(t *testing.T) {
	files, err := filepath.Glob("testdata/*.lines")
	if err != nil || len(files) < 12 {
		t.Fatalf("want at least 12 pages, found %d (%v)", len(files), err)
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(filepath.Base(f), ".lines"), func(t *testing.T) {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			var want, text []string
			for line := range strings.Lines(strings.TrimSpace(string(data))) {
				kind, rest, ok := strings.Cut(strings.TrimRight(line, "\n"), "|")
				if !ok {
					t.Fatalf("line without a kind: %q", line)
				}
				want, text = append(want, kind+" | "+rest), append(text, rest)
			}
			var got []string
			for _, l := range Classify(Split(strings.Join(text, "\n")), Hint{}) {
				if l.Text != "" {
					got = append(got, string(l.Kind)+" | "+l.Text)
				}
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

func TestLiveEntriesCarryTheirTime(t *testing.T) {
	data, err := os.ReadFile("testdata/live_times.lines")
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	for line := range strings.Lines(string(data)) {
		_, rest, _ := strings.Cut(line, "|")
		text.WriteString(rest)
	}
	var got []string
	for _, l := range Classify(Split(text.String()), Hint{}) {
		if l.Kind == Body {
			got = append(got, string(l.Section)+" "+l.Time)
		}
	}
	if d := cmp.Diff([]string{"lead ", "live 17:40", "live 16:05", "live 14:30"}, got); d != "" {
		t.Error(d)
	}
}

func TestSectionsAreToldApart(t *testing.T) {
	page := "قيادة السهل تعلن خطة الانتشار على الطريق\n" +
		"أعلنت قيادة السهل خطة الانتشار على الطريق، وتشمل ثلاث نقاط ثابتة ودوريتين في اليوم.\n" +
		"النقاط الثابتة\n" +
		"- نقطة الجسر وفيها عشرون عنصراً.\n" +
		"- نقطة المستودع وفيها اثنا عشر عنصراً.\n" +
		"«لن تغلق أي نقطة منها قبل الخريف المقبل»\n" +
		"وقالت القيادة إن الدوريات تبدأ مطلع الأسبوع وإن الأهالي أبلغوا بمواعيدها."
	var got []string
	for _, l := range Classify(Split(page), Hint{}) {
		got = append(got, string(l.Section))
	}
	if d := cmp.Diff([]string{"", "lead", "subhead", "list", "list", "quotation", "body"}, got); d != "" {
		t.Error(d)
	}
}

func TestTimeIsBounded(t *testing.T) {
	para := "وأضاف المتحدث باسم القيادة أن القوة غادرت موقعها قرب الجسر وأن الطريق مفتوح.\n"
	for name, unit := range map[string]string{
		"paragraphs":         para,
		"markers":            "تعليقات\n",
		"markers and text":   "تعليقات\n" + para,
		"teasers":            "اقرأ أيضاً\nقيادة السهل تعلن خطة الانتشار\n" + para,
		"names":              "قيادة السهل\n" + para,
		"headlines":          "قيادة السهل تعلن خطة الانتشار على الطريق\n" + para + para,
		"blank lines":        "\n\n\n" + para,
		"keywords and heads": "كلمات دلالية: السهل\nقيادة السهل تعلن خطة الانتشار\n" + para,
	} {
		start := time.Now()
		Classify(Split(strings.Repeat(unit, maxLines/strings.Count(unit, "\n"))), Hint{Ended: true})
		if took := time.Since(start); took > 8*time.Second { // half a second on an idle machine
			t.Errorf("%s: %s for %d lines", name, took, maxLines)
		}
	}
}

func FuzzClassify(f *testing.F) {
	f.Add("عنوان\n\nقال مصدر في القيادة إن القوة غادرت المعسكر مساء أمس.\nتعليقات\n")
	f.Add("camera icon\nx\n- - -\n«\n”")
	f.Fuzz(func(t *testing.T, s string) {
		for _, l := range Classify(Split(s), Hint{}) {
			if l.Text != "" && l.Kind == Blank {
				t.Fatalf("line without a kind: %q", l.Text)
			}
			if !utf8.ValidString(l.Text) || strings.ContainsFunc(strings.ReplaceAll(l.Text, "\u200c", ""), charset.Invisible) || strings.Contains(l.Text, "\n") {
				t.Fatalf("unclean line: %q", l.Text)
			}
		}
	})
}

func TestCompileNamesTheLineOfAFault(t *testing.T) {
	for _, tt := range []struct{ phrases, want string }{
		{"# x\ncomments\tline\n", "line 2: want kind, place and phrase"},
		{"comment\tline\tتعليقات\n", "line 1: want kind, place and phrase"},
		{"comments\tanywhere\tتعليقات\n", `line 1: unknown place "anywhere"`},
		{"comments\tline\t...\n", "line 1: no words"},
	} {
		if _, err := compile(tt.phrases, ""); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: error %v, want %q in it", tt.phrases, err, tt.want)
		}
	}
	l, err := compile(phraseFile, wordFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, class := range []string{"go-on", "tie", "verb", "pictured", "credit", "stamp", "month", "outlet", "trade"} {
		if len(l.classes[class]) == 0 {
			t.Errorf("words.tsv has no class %q", class)
		}
	}
}

func TestSentencesThatBeginAsStockPhrasesDoAreKept(t *testing.T) {
	for _, s := range []string{
		"المصدر الأمني قال إن القوة المنتشرة قرب الجسر لن تغادر مواقعها قبل نهاية الشهر.",
		"السابق على هذا الاتفاق أن القوات كانت ترابط في ثلاث نقاط وأن الأهالي يعرفونها.",
		"صدر في المحافظة قرار بنقل الكتيبة إلى معسكرها القديم، وقال المحافظ إنه نافذ منذ اليوم.",
		"تعليق الحكومة على التقرير جاء متأخراً، إذ قالت إن عدد الجنود لم يتغير منذ عام.",
		"شارك في العملية ستون جندياً من الكتيبة الثالثة، ولم تعلن القيادة عن خسائر.",
		"اشترك في الدورية عشرون عنصراً من الشرطة وقالت البلدية إنها ستتكرر كل أسبوع.",
	} {
		page := "قيادة السهل تعلن خطة الانتشار\nأعلنت قيادة السهل خطة الانتشار على الطريق الدولي، وتشمل ثلاث نقاط ثابتة ودوريتين.\n" + s + "\nوأكدت القيادة أن الخطة تبدأ الأسبوع المقبل وأن الأهالي أبلغوا بها.\n"
		kept := false
		for _, l := range Classify(Split(page), Hint{}) {
			kept = kept || l.Text == s && l.Kind == Body
		}
		if !kept {
			t.Errorf("stripped: %s", s)
		}
	}
}

// TestTextInOtherScriptsLosesStockPhrasesOnly: what stands between paragraphs
// there is the writer's, rules and signs included.
func TestTextInOtherScriptsLosesStockPhrasesOnly(t *testing.T) {
	lines := Split("The garrison left the valley on Monday, its spokesman said.\n___\nRelated articles\nThe road opens on Saturday, he said.\n* * *\nA bridge is still closed.")
	var kept []string
	for _, l := range Classify(lines, Hint{Markup: true}) {
		if l.Kind.Kept() {
			kept = append(kept, l.Text)
		} else if l.Kind != Related {
			t.Errorf("%q is %s: %s", l.Text, l.Kind, l.Rule)
		}
	}
	if len(kept) != 5 || kept[1] != "___" {
		t.Errorf("kept %q", kept)
	}
}
