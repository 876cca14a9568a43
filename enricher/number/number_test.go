package number

import (
	"fmt"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/internal/text"
)

// show writes a number as the tables do: «2500 about», «40-50 between»,
// «60% exact», «2003 year», with + for additional, x for a multiple, & for a
// dual, and the preposition in front.
func show(n Number) string {
	var b strings.Builder
	if n.Prep != "" {
		b.WriteString(n.Prep + ":")
	}
	if n.Value != nil {
		fmt.Fprintf(&b, "%.10g", *n.Value)
	} else {
		fmt.Fprintf(&b, "%.10g-%.10g", *n.Min, *n.Max)
	}
	for _, m := range []struct {
		on   bool
		mark string
	}{{n.Percent, "%"}, {n.Ratio && !n.Percent, "x"}, {n.Dual, "&"}, {n.Additional, "+"}} {
		if m.on {
			b.WriteString(m.mark)
		}
	}
	if n.Not != Count {
		return b.String() + " " + string(n.Not)
	}
	return b.String() + " " + n.Qualifier
}

func showAll(src string) string {
	var out []string
	for _, n := range Find(text.Analyse(src)) {
		out = append(out, show(n))
	}
	return strings.Join(out, ", ")
}

type numberCase struct{ src, want string }

func check(t *testing.T, cases []numberCase) {
	t.Helper()
	for _, c := range cases {
		if got := showAll(c.src); got != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.src, got, c.want)
		}
	}
}

func TestDigitsAndSeparators(t *testing.T) {
	check(t, []numberCase{
		{"تضم ٢٬٥٠٠ جندي", "2500 exact"},
		{"تضم 2.500 جندي", "2500 exact"},
		{"تضم 2.5 ألف جندي", "2500 exact"},
		{"تضم ٢٫٥ ألف جندي", "2500 exact"},
		{"تضم 2,500 جندي", "2500 exact"},
		{"تضم ۲۵۰۰ جندي", "2500 exact"},
		{"تضم 10.5 ألف جندي", "10500 exact"},
		{"تضم 1.250.000 نسمة", "1250000 exact"},
		{"وصل 11جندياً", "11 exact"},
		{"خُفض العدد بـ450", "ب:450 exact"},
		{"خُفض العدد بـ 450", "ب:450 exact"},
		{"الـ15ألف جندي", "15000 exact"},
		{"نحو30 ألف جندي", "30000 about"},
		{"تضم 9000 آلاف جندي", "9000 exact"},
		{"تضم ‏٢٥٠٠‏ جندي", "2500 exact"},
	})
}

func TestNumberWordsWithGender(t *testing.T) {
	check(t, []numberCase{
		{"خمسة آلاف جندي", "5000 exact"},
		{"خمس كتائب", "5 exact"},
		{"ثلاثمئة وخمسون عنصراً", "350 exact"},
		{"اثنتا عشرة نقطة", "12 exact"},
		{"أحد عشر ألف جندي", "11000 exact"},
		{"خمسة وعشرون جندياً", "25 exact"},
		{"ثماني قواعد", "8 exact"},
		{"مئة وخمسة وعشرين مدرباً", "125 exact"},
		{"ثلاث مئة عنصر", "300 exact"},
		{"لواء واحد", "1 exact"},
		{"أبلغ أحد الضباط", ""},
		{"لست واثقاً", ""},
		{"يوم الاثنين", ""},
	})
}

func TestDuals(t *testing.T) {
	check(t, []numberCase{
		{"ألفا جندي", "2000 exact"},
		{"ألفي عسكري", "2000 exact"},
		{"مئتا مستشار", "200 exact"},
		{"مئتي مستشار", "200 exact"},
		{"وصل جنديان", "2& exact"},
		{"أرسلت كتيبتين إضافيتين", "2&+ exact"},
		{"بنحو كتيبتين", "ب:2& about"},
		{"انتشر لواءان", "2& exact"},
		{"سحب عسكريين أجانب", ""}, // a plural
		{"في مجلسين", ""},         // nothing that forces are counted in
		{"كانوا ميتين", ""},       // dead, not two hundred
		{"ألفاً وسبعمئة جندي", "1700 exact"},
		{"68 ألفاً", "68000 exact"},
		{"سبعون ألفا من الجنود", "70000 exact"},
	})
}

func TestDualTakesEndingsOff(t *testing.T) {
	for dual, want := range map[string]string{
		"جنديان": "جندي", "جنديين": "جندي", "كتيبتان": "كتيبه", "كتيبتين": "كتيبه", "لواءين": "لواء", "كتيبتا": "كتيبه", "قاعدتي": "قاعده",
	} {
		if got, ok := Dual(dual); !ok || got != want {
			t.Errorf("Dual(%s) = %s, %v, want %s", dual, got, ok, want)
		}
	}
	for _, w := range []string{"جندي", "ان", "قوات", ""} {
		if got, ok := Dual(w); ok {
			t.Errorf("Dual(%s) = %s", w, got)
		}
	}
}

func TestCompounds(t *testing.T) {
	check(t, []numberCase{
		{"ألفين وخمسمئة جندي", "2500 exact"},
		{"ألفان وخمسمائة جندي", "2500 exact"},
		{"ألف وسبعمئة وخمسين رجلاً", "1750 exact"},
		{"3 آلاف و200 جندي", "3200 exact"},
		{"مئة وثلاثين ألف جندي", "130000 exact"},
		{"ألف جندي و200 مستشار", "1000 exact, 200 exact"},
		{"مليون ونصف مليون", "1500000 exact"},
		{"نصف مليون جندي", "500000 exact"},
		{"خمسة جنود وعشرة ضباط", "5 exact, 10 exact"},
		{"3500 جندي و2200 عنصر", "3500 exact, 2200 exact"},
	})
}

func TestVague(t *testing.T) {
	check(t, []numberCase{
		{"بضع مئات من المدربين", "300-999 some"},
		{"بضعة آلاف جندي", "3000-9999 some"},
		{"عشرات الجنود", "20-99 some"},
		{"المئات من العناصر", "200-999 some"},
		{"آلاف الجنود", "2000-9999 some"},
		{"عشرات الآلاف من القوات", "20000-99999 some"},
		{"مئات الآلاف من الجنود", "200000-999999 some"},
		{"عدة آلاف من الجنود", "3000-9999 some"},
		{"بضعة جنود", "3-9 some"},
		{"بضع عشرات من الجنود", "30-99 some"},
		{"عدة مرات", ""},
		{"عدد محدود من الجنود", ""},
		{"أعداد كبيرة", ""},
		{"كميات من السلاح", ""},
		{"وكمية كبيرة", ""},
		{"كتيبة ألفا وصلت", ""},
	})
}

func TestApproximators(t *testing.T) {
	check(t, []numberCase{
		{"نحو 900 جندي", "900 about"},
		{"زهاء ألف جندي", "1000 about"},
		{"قرابة 2000 جندي", "2000 about"},
		{"حوالي خمسين عنصراً", "50 about"},
		{"حوالى 68 الفا", "68000 about"},
		{"ما يقارب 700 جندي", "700 about"},
		{"بما يقرب من خمسين ألفاً", "ب:50000 about"},
		{"ما يناهز 300 عنصر", "300 about"},
		{"ليناهز مجموعهم 100 ألف جندي", "100000 about"},
		{"400 جندي تقريباً", "400 about"},
		{"تقريباً 400 جندي", "400 about"},
		{"في حدود ثلاثة آلاف", "3000 about"},
		{"أوصى بنحو 40 ألف جندي", "ب:40000 about"},
	})
}

func TestBounds(t *testing.T) {
	check(t, []numberCase{
		{"ما لا يقل عن 400 جندي", "400 at_least"},
		{"بما لا يقل عن 400 جندي", "ب:400 at_least"},
		{"لا يزيد على 200 جندي", "200 at_most"},
		{"عددهم لا يزيد على 500", "500 at_most"},
		{"لا يزيد عددهم عن 500", "500 at_most"},
		{"لا يتجاوز عدد الجنود الأجانب 300", "300 at_most"},
		{"يتجاوز عدد الجنود 300", "300 more_than"},
		{"ما يزيد على 50 موقعاً", "50 more_than"},
		{"يفوق ألفي جندي", "2000 more_than"},
		{"أكثر من ألفين", "2000 more_than"},
		{"بأكثر من 4 آلاف جندي", "ب:4000 more_than"},
		{"أقل من مئة", "100 less_than"},
		{"ألف جندي على الأقل", "1000 at_least"},
		{"6 آلاف عنصر إضافي على الأقل", "6000+ at_least"},
		{"على الأقل 400 جندي", "400 at_least"},
		{"200 جندي كحد أقصى", "200 at_most"},
		{"حتى 600 جندي", "600 at_most"},
		{"ما يصل إلى سبعة آلاف جندي", "7000 at_most"},
		{"كتيبة يصل عددها إلى 50 رجلاً", "50 at_most"},
		{"سيصل العدد إلى عشرة آلاف", "الي:10000 exact"},
		{"ألف ونيف", "1000 more_than"},
		{"لا يُنتظر أن يقل عددهم عن 90 ألفاً", "90000 at_least"},
	})
}

func TestRanges(t *testing.T) {
	check(t, []numberCase{
		{"بين 400 و600 جندي", "400-600 between"},
		{"ما بين 40 و50 ألف جندي", "40000-50000 between"},
		{"بما بين ثلاثة وأربعة آلاف جندي", "ب:3000-4000 between"},
		{"ما بين 15 ألف إلى 20 ألف عنصر", "15000-20000 between"},
		{"بين ألف وخمسمئة وألفي جندي", "1500-2000 between"},
		{"بين خمسين ومئة جندي", "50-100 between"},
		{"بين خمسة وعشرين جندياً", "5-20 between"},
		{"ألفين أو ثلاثة آلاف جندي", "2000-3000 between"},
		{"400-600 جندي", "400-600 between"},
		{"400 إلى 500 عسكري", "400-500 between"},
		{"إلى ما بين 70 إلى 90 ألف عنصر", "الي:70000-90000 between"},
		{"بين 400 جندي و600 ضابط", "400-600 between"},
		{"بين 3 دول", "3 exact"},
	})
}

func TestFromToIsRangeOrChange(t *testing.T) {
	d := text.Analyse("خُفض العدد من 68 ألفاً إلى 34 ألفاً، ثم بقي 500 جندي")
	ns := Find(d)
	if len(ns) != 3 || ns[0].Pair != 1 || ns[1].Pair != 0 || ns[2].Pair != -1 {
		t.Fatalf("pairs: %+v", ns)
	}
	check(t, []numberCase{
		{"من 1500 إلى 2000 جندي", "من:1500 exact, الي:2000 exact"},
		{"من 12 إلى 15 ألف جندي", "من:12000 exact, الي:15000 exact"},
		{"من 500 جندي إلى نحو 4000", "من:500 exact, الي:4000 about"},
	})
}

func TestShares(t *testing.T) {
	check(t, []numberCase{
		{"بنسبة 30 في المئة", "ب:30% exact"},
		{"بنسبة 60%", "ب:60% exact"},
		{"٣٥ بالمئة", "35% exact"},
		{"خفض العدد إلى النصف", "الي:50% exact"},
		{"ثلث القوات", "33% exact"},
		{"ثلثا الجنود", "67% exact"},
		{"ثلاثة أرباع القوات", "75% exact"},
		{"نصفهم من المدربين", "50% exact"},
		{"أكثر من الضعف", "2x more_than"},
		{"ضاعف عدد قواته", "2x exact"},
		{"ثلاثة أضعاف", "3x exact"},
		{"نقاط الضعف", ""},
		{"ضعف الإمكانات", ""},
		{"النصف الثاني من العام", "50% date, 2 label"},
	})
}

func TestLevelAgainstChange(t *testing.T) {
	check(t, []numberCase{
		{"خُفض العدد إلى 2500", "الي:2500 exact"},
		{"خُفض العدد بـ 500", "ب:500 exact"},
		{"خُفض العدد بألفي جندي", "ب:2000 exact"},
		{"500 جندي إضافي", "500+ exact"},
		{"500 جندي أجنبي إضافي", "500+ exact"},
		{"500 جندي وصلوا أمس", "500 exact"},
	})
}

func TestWhatIsNoCount(t *testing.T) {
	check(t, []numberCase{
		{"اللواء 30", "30 unit"},
		{"الفوج 101 المحمول", "101 unit"},
		{"اللواءين 30 و47", "2& unit, 30 unit, 47 unit"},
		{"عام 2003", "2003 year"},
		{"عامي 2010 و2011", "2010 year, 2011 year"},
		{"منذ 2014", "منذ:2014 year"},
		{"2000 جندي", "2000 exact"},
		{"قرار مجلس الأمن 2254", "2254 resolution"},
		{"القرار رقم 1701", "1701 resolution"},
		{"المادة 5", "5 label"},
		{"القاعدتين 101 و201", "2& unit, 101 label, 201 label"},
		{"مقتل 3 جنود", "3 casualties"},
		{"14 جندياً قتلوا في الهجوم", "14 casualties"},
		{"80 جريحاً", "80 casualties"},
		{"مقاتلة F-16", "16 model"},
		{"منظومة إس-400", "400 model"},
		{"على بعد 20 كيلومتراً", "20 distance"},
		{"عيار 155 ملم", "155 measure"},
		{"148 مليون دولار", "148000000 money"},
		{"خلال 12 شهراً", "خلال:12 duration"},
		{"الساعة 10:30", "10 time, 30 time"},
		{"في 15 آب 2024", "في:15 date, 2024 year"},
		{"في 15/8/2024", "في:15 date, 8 date, 2024 date"},
		{"كانون الثاني", "2 date"},
		{"خمس مرات", "5 times"},
		{"بين 1802-1885", "1802 year, 1885 year"},
	})
}

func TestHead(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"نحو 900 جندي", "جندي"},
		{"المئات من العناصر", "العناصر"},
		{"200 من جنودها", "جنودها"},
		{"النقاط الخمس", "النقاط"},
		{"مدربيها المئة", "مدربيها"},
		{"كتيبة واحدة", "كتيبة"},
		{"الثلاثين ألف جندي", "جندي"},
		{"العناصر الـ54", "العناصر"},
		{"وصل 500 إلى القاعدة", ""},
		{"كتيبتين", "كتيبتين"},
		{"2,500 troops", "troops"},
		{"hundreds of the soldiers", "soldiers"},
		{"5,000 in the north", ""},
	} {
		d := text.Analyse(c.src)
		ns := Find(d)
		if len(ns) == 0 {
			t.Errorf("%s: no number", c.src)
			continue
		}
		got := ""
		if ns[0].Head >= 0 {
			got = d.Source(ns[0].Head)
		}
		if got != c.want {
			t.Errorf("%s: head %q, want %q", c.src, got, c.want)
		}
	}
}

func TestSpanTakesInTheQualifier(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"يوجد نحو 900 جندي", "نحو 900"},
		{"يوجد ما لا يقل عن 400 جندي", "ما لا يقل عن 400"},
		{"يوجد 400 على الأقل هناك", "400 على الأقل"},
		{"ينتشر ما بين 40 و50 ألف جندي", "ما بين 40 و50 ألف"},
		{"There are no more than 500 troops", "no more than 500"},
		{"They sent an additional 300 troops", "an additional 300"},
		{"خُفض بنسبة 30 في المئة", "30 في المئة"},
	} {
		d := text.Analyse(c.src)
		ns := Find(d)
		if len(ns) != 1 {
			t.Errorf("%s: %d numbers", c.src, len(ns))
			continue
		}
		if got := d.Text[ns[0].Start:ns[0].End]; got != c.want {
			t.Errorf("%s: span %q, want %q", c.src, got, c.want)
		}
	}
}

func TestEnglish(t *testing.T) {
	check(t, []numberCase{
		{"some 2,500 troops", "2500 about"},
		{"up to 10,000 personnel", "10000 at_most"},
		{"as many as 300 soldiers", "300 at_most"},
		{"fewer than 200 advisers", "200 less_than"},
		{"no more than 500 troops", "500 at_most"},
		{"at least 2,000 soldiers", "2000 at_least"},
		{"nearly 1,000 marines", "1000 about"},
		{"around 4,000 of them", "4000 about"},
		{"a further 300 soldiers", "300+ exact"},
		{"another 300 soldiers", "300+ exact"},
		{"300 more troops", "300+ exact"},
		{"two battalions", "2 exact"},
		{"dozens of trainers", "20-99 some"},
		{"hundreds of soldiers", "200-999 some"},
		{"a few hundred soldiers", "200-999 some"},
		{"several hundred soldiers", "300-999 some"},
		{"several thousand soldiers", "3000-9999 some"},
		{"tens of thousands of troops", "20000-99999 some"},
		{"hundreds of thousands of people", "200000-999999 some"},
		{"2.5 thousand troops", "2500 exact"},
		{"half of the force", "50% exact"},
		{"a third of its troops", "33% exact"},
		{"two-thirds of its troops", "67% exact"},
		{"a third brigade", ""},
		{"cut by 60 percent", "by:60% exact"},
		{"cut to 2,500", "to:2500 exact"},
		{"doubled its force", "2x exact"},
		{"more than double the number", "2x more_than"},
		{"between 400 and 600 troops", "400-600 between"},
		{"from 5,200 to 3,000", "from:5200 exact, to:3000 exact"},
		{"one hundred and twenty-five soldiers", "125 exact"},
		{"twenty-six thousand troops", "26000 exact"},
		{"a dozen instructors", "12 exact"},
		{"half a million men", "500000 exact"},
		{"one brigade is still deployed", "1 exact"},
		{"one of the soldiers", ""},
		{"no one left", ""},
		{"the 101st Airborne", "101 label"},
		{"buying 32 F-35 fighters", "32 exact, 35 model"},
		{"in 2003 and since 2014", "in:2003 year, since:2014 year"},
		{"by 2026", "by:2026 year"},
		{"Resolution 2254", "2254 resolution"},
		{"12 miles away", "12 distance"},
		{"$475.4 million", "475400000 money"},
		{"six gunmen were killed", "6 casualties"},
		{"a 30-year-old officer", "30 duration"},
		{"exceeding 500 troops", "500 more_than"},
	})
}

func TestNumbersStayInTheirSentence(t *testing.T) {
	check(t, []numberCase{
		{"بقي 500\nو200 غادروا", "500 exact, 200 exact"},
		{"بقي نحو\n500 جندي", "500 exact"},
		{"غادر ألف. وخمسمئة بقوا", "1000 exact, 500 exact"},
	})
}
