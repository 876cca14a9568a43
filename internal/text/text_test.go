package text

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// folds lists the folds of a text, one string.
func folds(d *Doc) string {
	var out []string
	for _, t := range d.Tokens {
		out = append(out, t.Fold)
	}
	return strings.Join(out, " ")
}

func sentences(d *Doc) (out []string) {
	for _, s := range d.Sentences {
		out = append(out, d.Text[s.Start:s.End])
	}
	return out
}

func TestFoldStringMakesSpellingsOne(t *testing.T) {
	for _, same := range [][]string{
		{"إلى", "الى", "الي", "ألى"},
		{"قوة", "قوه", "قُوّة", "قـــوة"},
		{"مستشفى", "مستشفي", "مستشفی"},
		{"أمريكي", "امريكي", "امریکی", "آمريكي"},
		{"کرکوك", "كركوك", "ﻛﺮﻛﻮﻙ"},
		{"بنتاگون", "بنتاكون"},
		{"ترامپ", "ترامب"},
		{"ڤيينا", "فيينا"},
		{"چنار", "جنار"},
		{"مئة", "مئه", "ميه"},
		{"لا", "ﻻ", "ﻷ", "ﻹ", "ﻵ"},
		{"سَحْبُ القواتِ", "سحب القوات", "ﺳﺤﺐ ﺍﻟﻘﻮﺍﺕ"},
		{"الله", "ﷲ"},
		{"٢٬٥٠٠", "2,500", "۲٬۵۰۰"},
		{"٢٫٥", "2.5"},
		{"القوات\u200f", "القوات", "\u202bالقوات\u202c", "القو\u200dات", "القو\u00adات"},
		{"١٠٠\u00a0جندي", "100 جندي", "100\u2009جندي"},
		{"Türkiye", "turkiye"},
		{"Żagań", "zagan"},
		{"U.S.", "US."},
		{"don’t", "don't"},
		{"أ.ف.ب", "افب"},
		{"،", ","}, {"؟", "?"}, {"٪", "%"}, {"–", "-", "—"},
	} {
		want := FoldString(same[0])
		for _, s := range same[1:] {
			if got := FoldString(s); got != want {
				t.Errorf("FoldString(%q) = %q, want %q as of %q", s, got, want, same[0])
			}
		}
	}
}

func TestFoldStringKeepsDifferentWordsApart(t *testing.T) {
	for _, pair := range [][2]string{
		{"جندياً", "جندي"}, {"مائة", "مئة"}, {"لواء", "لوا"}, {"قوات", "فوات"}, {"بنتاغون", "بنتاكون"}, {"can't", "cant"},
	} {
		if FoldString(pair[0]) == FoldString(pair[1]) {
			t.Errorf("%q and %q fold to one form", pair[0], pair[1])
		}
	}
}

func TestAnalyseCutsWordsNumbersAndSigns(t *testing.T) {
	for _, c := range []struct{ src, want string }{
		{"وصل 11جندياً", "وصل 11 جنديا"},
		{"خُفض بـ450 وبـ 300", "خفض ب 450 وب 300"},
		{"الـ15ألف", "ال 15 الف"},
		{"2.500 و2,500 و٢٬٥٠٠ و10.5 و15/8/2024", "2.500 و 2,500 و 2,500 و 10.5 و 15 / 8 / 2024"},
		{"٣،٤٠٠ جندي", "3,400 جندي"},
		{"في 3، 4 مواقع", "في 3 , 4 مواقع"},
		{"1 200", "1 200"},
		{"1\u00a0200 رجل", "1,200 رجل"},
		{"US-led forces' base", "us - led forces ' base"},
		{"Iraq's army doesn't", "iraq 's army doesn't"},
		{"the U.S. and the U.N.", "the us . and the un ."},
		{"F-16 وM23 و60%", "f - 16 و m 23 و 60 %"},
		{"دمشق ـ بغداد", "دمشق - بغداد"},
		{"«قال: “لا”»", "« قال : “ لا ” »"},
		{"داعش؟!", "داعش ? !"},
		{"د. سامر", "د . سامر"},
	} {
		if got := folds(Analyse(c.src)); got != c.want {
			t.Errorf("Analyse(%q) folds to %q, want %q", c.src, got, c.want)
		}
	}
}

func TestAnalyseMarksSpaceScriptAndKind(t *testing.T) {
	d := Analyse("قال F16\u00a0و٣٠")
	want := []Token{
		{0, 6, "قال", Word, true, true}, {7, 8, "f", Word, false, true}, {8, 10, "16", Number, false, false},
		{12, 14, "و", Word, true, true}, {14, 18, "30", Number, false, false},
	}
	if diff := cmp.Diff(want, d.Tokens); diff != "" {
		t.Errorf("tokens (-want +got):\n%s", diff)
	}
}

func TestSentences(t *testing.T) {
	for _, c := range []struct {
		name, src string
		want      []string
	}{
		{"stop", "غادرت الكتيبة. بقي الفوج.", []string{"غادرت الكتيبة.", "بقي الفوج."}},
		{"question", "هل تنسحب القوات؟ لا أحد يعلم!", []string{"هل تنسحب القوات؟", "لا أحد يعلم!"}},
		{"semicolon goes on", "غادرت الكتيبة؛ وبقي الفوج.", []string{"غادرت الكتيبة؛ وبقي الفوج."}},
		{"line", "عنوان فرعي\nغادرت الكتيبة", []string{"عنوان فرعي", "غادرت الكتيبة"}},
		{"windows line", "سطر\r\nسطر آخر\r\n", []string{"سطر", "سطر آخر"}},
		{"title before a name", "وصل د. سامر والعميد م. حسان. ثم غادرا.", []string{"وصل د. سامر والعميد م. حسان.", "ثم غادرا."}},
		{"agency", "نقلت أ.ف.ب. عن مصدر. وأضافت.", []string{"نقلت أ.ف.ب. عن مصدر.", "وأضافت."}},
		{"spaced agency", "نقلت (أ. ف. ب) عن مصدر", []string{"نقلت (أ. ف. ب) عن مصدر"}},
		{"number", "زاد العدد 2.500 جندي. وبقي 10.5 ألف.", []string{"زاد العدد 2.500 جندي.", "وبقي 10.5 ألف."}},
		{"year mark", "غادرت عام 2024م. وعادت.", []string{"غادرت عام 2024م.", "وعادت."}},
		{"no space", "رفض المسؤول الإيراني.وأضاف أن القوات باقية", []string{"رفض المسؤول الإيراني.", "وأضاف أن القوات باقية"}},
		{"domain", "نشر موقع example.com الخبر", []string{"نشر موقع example.com الخبر"}},
		{"bracket", "القوة (نحو 40. وربما أكثر) غادرت. انتهى.", []string{"القوة (نحو 40. وربما أكثر) غادرت.", "انتهى."}},
		{"open bracket", "القوة (نحو أربعين. غادرت. انتهى.", []string{"القوة (نحو أربعين.", "غادرت.", "انتهى."}},
		{"inside quotation", "قال: «لدينا قوات. سنبقى». ثم صمت.", []string{"قال: «لدينا قوات.", "سنبقى».", "ثم صمت."}},
		{"closing quotation", "قال: «سنبقى.» ثم صمت.", []string{"قال: «سنبقى.»", "ثم صمت."}},
		{"straight quotation", "قال: \"سنبقى.\" \"وسنعود.\"", []string{"قال: \"سنبقى.\"", "\"وسنعود.\""}},
		{"quoted question goes on", "«هل ننسحب؟»، سأل الوزير.", []string{"«هل ننسحب؟»، سأل الوزير."}},
		{"ellipsis", "عادت القوات... ثم غادرت.. وبقي الفوج…", []string{"عادت القوات...", "ثم غادرت..", "وبقي الفوج…"}},
		{"leading ellipsis", "… وبقي الفوج.", []string{"… وبقي الفوج."}},
		{"list number", "1. الأول\n2. الثاني", []string{"1. الأول", "2. الثاني"}},
		{"rank", "Gen. Harlan met Lt. Col. Reyes. They left.", []string{"Gen. Harlan met Lt. Col. Reyes.", "They left."}},
		{"initialism", "Troops left the U.S. base. The U.S. The rest stayed.", []string{"Troops left the U.S. base.", "The U.S.", "The rest stayed."}},
		{"lower case after", "He asked \"why now?\" and left. Ok.", []string{"He asked \"why now?\" and left.", "Ok."}},
		{"initial", "J. Harlan spoke. He left.", []string{"J. Harlan spoke.", "He left."}},
		{"pronoun I", "So did I. They left.", []string{"So did I.", "They left."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, sentences(Analyse(c.src))); diff != "" {
				t.Errorf("sentences (-want +got):\n%s", diff)
			}
		})
	}
}

func TestLanguage(t *testing.T) {
	for _, c := range []struct{ name, src, want string }{
		{"Arabic", "قالت الوزارة إن القوات غادرت القاعدة في الشمال", "ar"},
		{"Arabic on a Persian keyboard", "قال الناطق ان القوات الامریکیة لا تزال فی کرکوک علی الحدود", "ar"},
		{"Arabic with Latin names", "غادرت قوة Horizon قاعدة Falcon في المساء", "ar"},
		{"Arabic headline", "البنتاغون: لدينا قوات", "ar"},
		{"Persian", "وزارت دفاع اعلام کرد که نیروها از پایگاه خارج شده است و این کار با هماهنگی بود", "fa"},
		{"Urdu", "وزارت دفاع نے کہا ہے کہ فوجی دستے اڈے سے نکل گئے ہیں اور یہ کام مکمل ہو گیا", "ur"},
		{"Sorani", "وەزارەتی بەرگری ڕایگەیاند کە هێزەکان لە بنکەکە کشانەوە بۆ سنوور", "ckb"},
		{"English", "The ministry said that its troops have left the base in the north", "en"},
		{"English headline", "Troops leave northern base", "en"},
		{"French", "Le ministère a déclaré que les troupes ont quitté la base dans le nord du pays", ""},
		{"Turkish", "Bakanlık bir açıklama yaptı ve bu askerler için yeni bir üs kuruldu", ""},
		{"Spanish", "El ministerio dijo que las tropas salieron de la base en el norte para siempre", ""},
		{"Russian", "Министерство заявило о выводе войск", ""},
		{"nothing", "12345 --- 67", ""},
		{"empty", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := Analyse(c.src).Lang; got != c.want {
				t.Errorf("Lang = %q, want %q", got, c.want)
			}
		})
	}
}

func TestPositionsLeadBack(t *testing.T) {
	d := Analyse("غادرت القوات. بقي\n الفوج.")
	off := strings.Index(d.Text, "بقي")
	if i := d.TokenAt(off); d.Source(i) != "بقي" {
		t.Errorf("TokenAt(%d) is %q", off, d.Source(i))
	}
	if i := d.TokenAt(off - 1); d.Source(i) != "بقي" {
		t.Errorf("TokenAt of the blank before is %q", d.Source(i))
	}
	if got := d.TokenAt(len(d.Text)); got != len(d.Tokens) {
		t.Errorf("TokenAt past the end = %d", got)
	}
	for off, want := range map[int]int{0: 0, off: 1, strings.Index(d.Text, "الفوج"): 2, len(d.Text): 2} {
		if got := d.SentenceAt(off); got != want {
			t.Errorf("SentenceAt(%d) = %d, want %d", off, got, want)
		}
	}
	if d.Sentences[2].Line != 1 || d.Sentences[1].Line != 0 {
		t.Errorf("lines are %d and %d", d.Sentences[1].Line, d.Sentences[2].Line)
	}
	if got := Analyse("").SentenceAt(0); got != -1 {
		t.Errorf("SentenceAt of nothing = %d", got)
	}
	for i := range d.Tokens {
		s := d.Sentences[d.SentenceOf(i)]
		if i < s.First || i >= s.Last {
			t.Errorf("SentenceOf(%d) does not hold it", i)
		}
	}
}
