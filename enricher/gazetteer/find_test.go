package gazetteer

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// describe writes mentions as pre+[source]+suf class id, divided by "; ".
func describe(d *text.Doc, ms []lexicon.Mention) string {
	var out []string
	for _, m := range ms {
		s := "[" + d.Text[m.Start:m.End] + "]"
		if m.Pre != "" {
			s = m.Pre + "+" + s
		}
		if m.Suf != "" {
			s += "+" + m.Suf
		}
		out = append(out, s+" "+m.Entry.Class+" "+m.Entry.ID)
	}
	return strings.Join(out, "; ")
}

func TestFindNamesWhatASentenceIsMadeOf(t *testing.T) {
	g := gaz(t)
	for _, c := range []struct{ src, want string }{
		{"انسحبت القوات الفرنسية من قاعدة الوطية", "[القوات] troop force; [الفرنسية] demonym FRA; [قاعدة الوطية] place LBY/al-watiya"},
		{"لا جنود أميركيين في مالي", "[جنود] troop soldier; [أميركيين] demonym USA; [مالي] country MLI"},
		{"دعم مالي للجيش", "ل+[لجيش] body military; ل+[لجيش] troop military_mass"},
		{"القوات المالية وزير المالية", "[القوات] troop force; [المالية] demonym MLI; [وزير المالية] office minister"},
		{"300 جندي سوري في سوريا", "[جندي] troop soldier; [سوري] demonym SYR; [سوريا] country SYR"},
		{"انتشرت قوات سورية", "[قوات] troop force; [سورية] demonym SYR"},
		{"عاد إلى سورية", "[سورية] country SYR"},
		{"استقبل 20 جندياً ليبياً", "[جندياً] troop soldier; [ليبياً] demonym LBY"},
		{"قتال تنظيم القاعدة قرب القاعدة", "[تنظيم القاعدة] actor AL_QAEDA; [القاعدة] base base; [القاعدة] actor AL_QAEDA"},
		{"دحر تنظيم القاعدة بقتل عناصر القاعدة", "[تنظيم القاعدة] actor AL_QAEDA; [عناصر] troop element; [القاعدة] actor AL_QAEDA; [القاعدة] base base"},
		{"القاعدة الجوية", "[القاعدة الجوية] base base"},
		{"عناصر القاعدة", "[عناصر] troop element; [القاعدة] base base"},
		{"قاعدة عين الأسد والأسد", "[قاعدة] base base; [عين الأسد] place IRQ/ain-al-asad"},
		{"قميص حرير", ""},
		{"قاعدة حرير", "[قاعدة حرير] place IRQ/harir"},
		{"في أربيل العراقية وحرير", "[أربيل] place IRQ/erbil; [العراقية] demonym IRQ; و+[حرير] place IRQ/harir"},
		{"العديد من الجنود في العديد", "[الجنود] troop soldier"},
		{"قاعدة العديد الجوية", "[قاعدة العديد الجوية] place QAT/al-udeid"},
		{"خط الدفاع الأول", ""},
		{"الدفاع الروسية: لا قوات", "[الدفاع] body mod_bare; [الروسية] demonym RUS; [قوات] troop force"},
		{"قوات الاحتلال", "[قوات الاحتلال] actor OCCUPATION_FORCES"},
		{"قواتها في قاعدتها", "[قواتها]+ها troop force; [قاعدتها]+ها base base"},
		{"البنتاجون والكرملين", "[البنتاجون] org USA-DOD; و+[الكرملين] org RUS-PRES"},
		{"الكوريون الجنوبيون", "[الكوريون الجنوبيون] demonym KOR"},
		{"بعثة «مينوسما» في كيدال", "[بعثة «مينوسما] actor MINUSMA; [كيدال] place MLI/kidal"},
		{"لواء وبغداد ووصول", "[لواء] rank major_general; [لواء] troop brigade; و+[بغداد] place IRQ/baghdad"},
		{"U.S. troops left Camp Lemonnier", "[U.S.] country USA; [troops] troop troops; [Camp Lemonnier] place DJI/camp-lemonnier"},
		{"they told us about turkey and Turkey", "[Turkey] country TUR"},
		{"Iraqi officials and NATO peacekeepers", "[Iraqi] demonym IRQ; [officials] office official; [NATO] actor NATO; [peacekeepers] actor UN_PEACEKEEPERS"},
	} {
		d := text.Analyse(c.src)
		if got := describe(d, g.Find(d)); got != c.want {
			t.Errorf("%s\ngot  %s\nwant %s", c.src, got, c.want)
		}
	}
}

func TestHomonymsFollowTheCountryOfTheText(t *testing.T) {
	g := gaz(t)
	for _, c := range []struct{ src, first string }{
		{"في لبنان اجتماع في طرابلس", "LBN/tripoli-lebanon"},
		{"في ليبيا اجتماع في طرابلس", "LBY/tripoli"},
		{"مع الأردن، وأكدت عمان", "JOR/amman"},
		{"مع مسقط، وأكدت عمان", "OMN"},
	} {
		d := text.Analyse(c.src)
		ms := g.Find(d)
		last := ms[len(ms)-1]
		for _, m := range ms {
			if m.First == last.First {
				last = m
				break
			}
		}
		if last.Entry.ID != c.first {
			t.Errorf("%s: first reading %s, want %s", c.src, last.Entry.ID, c.first)
		}
	}
}

func TestEveryFormOfAnUngatedNameIsFound(t *testing.T) {
	g := gaz(t)
	tried := 0
	for _, e := range g.entries {
		for _, f := range e.Forms {
			if f.Tag != "" || f.NeedSuf || e.Class == None || e.Get("next") != "" {
				continue
			}
			tried++
			d := text.Analyse(f.Text)
			if !mentions(g.set.Find(d), e.Class, e.ID) {
				t.Errorf("%s %s is not found as %q", e.Class, e.ID, f.Text)
			}
		}
	}
	if tried < 10000 {
		t.Errorf("only %d forms tried", tried)
	}
}

func mentions(ms []lexicon.Mention, class, id string) bool {
	for _, m := range ms {
		if m.Entry.Class == class && m.Entry.ID == id {
			return true
		}
	}
	return false
}

// Whatever the bytes, mentions lie inside the text, in order, on token bounds.
func FuzzFind(f *testing.F) {
	for _, s := range []string{"وبالقوات الأميركية في «عين الأسد»", "ﻻ قوات ﻓﻲ ﻋﺪﻥ", "U.S. troops\xff\u200fفي", "لل لل ولل", strings.Repeat("و", 500)} {
		f.Add(s)
	}
	g := gaz(f)
	f.Fuzz(func(t *testing.T, s string) {
		d := text.Analyse(s)
		last := 0
		for _, m := range g.Find(d) {
			if m.First < last || m.Last <= m.First || m.Last > len(d.Tokens) {
				t.Fatalf("tokens [%d,%d) after %d", m.First, m.Last, last)
			}
			last = m.First
			if m.Start < d.Tokens[m.First].Start || m.Start >= m.End || m.End != d.Tokens[m.Last-1].End {
				t.Fatalf("bytes [%d,%d)", m.Start, m.End)
			}
			if m.Entry == nil || m.Form == nil || !strings.HasPrefix(d.Tokens[m.First].Fold, m.Pre) {
				t.Fatalf("mention %+v", m)
			}
		}
	})
}

// Whatever the user's files hold, Load gives an error or a gazetteer that works.
func FuzzLoad(f *testing.F) {
	f.Add("# source: x\nbase\tIRQ\tA\tB\t!ج | ?د\t1\t2\tneeds=x\n", "actor\tX\tnoun:ج,+ون\t\tx\n", "# source: x\nXXX\tأ;A\tadj:ب\tC;د\t1\t2\n")
	f.Add("# source:\n", "c\ti\tverb:,,,\tk=v\tr", "\t\t\t\t\t")
	f.Fuzz(func(t *testing.T, places, list, countries string) {
		dir := fstest.MapFS{"places.tsv": {Data: []byte(places)}, "list.tsv": {Data: []byte(list)}, "countries.tsv": {Data: []byte(countries)}}
		g := &Gazetteer{places: map[string]*Place{}, states: map[string]State{}}
		if err := errorsOf(g, dir); err != nil {
			return
		}
		set, err := lexicon.Compile(g.entries...)
		if err != nil {
			return
		}
		set.Find(text.Analyse(list + places))
	})
}

func errorsOf(g *Gazetteer, dir fstest.MapFS) error {
	if err := g.readDir(dir); err != nil {
		return err
	}
	return g.check()
}

const paragraph = `أعلنت وزارة الدفاع الأميركية في بيان أن القوات الأميركية ستغادر قاعدة عين الأسد في محافظة الأنبار غربي العراق قبل نهاية العام، ` +
	`وقال مسؤول عراقي إن نحو ألفي جندي من قوات التحالف الدولي باقون في أربيل بصفة مستشارين، مضيفاً أن بغداد لن تقبل بوجود قوات قتالية أجنبية على أراضيها. `

func BenchmarkFind(b *testing.B) {
	g := gaz(b)
	for _, n := range []int{1, 10, 100, 1000} {
		d := text.Analyse(strings.Repeat(paragraph, n))
		b.Run(map[int]string{1: "1", 10: "10", 100: "100", 1000: "1000"}[n]+"paragraphs", func(b *testing.B) {
			b.SetBytes(int64(len(d.Text)))
			b.ReportAllocs()
			for b.Loop() {
				g.Find(d)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(d.Tokens)), "ns/token")
		})
	}
}

func BenchmarkLoad(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Load(); err != nil {
			b.Fatal(err)
		}
	}
}
