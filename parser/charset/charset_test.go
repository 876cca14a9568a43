package charset

import (
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const (
	arabicText = "أعلنت قيادة العمليات في المحافظة أن الكتيبة الثانية غادرت معسكرها قرب المطار صباح اليوم، وأضاف المتحدث باسمها أن القوات الباقية لن تتجاوز مئة جندي."
	persian    = "وزارت دفاع گفت که نیروهای پیاده از پایگاه خارج شدند و چند گروه دیگر در همان منطقه باقی خواهند ماند تا پایان ماه جاری."
	french     = "Le ministère a déclaré que les forces déployées près de la frontière resteraient jusqu'à l'été, après une décision prise en février."
)

func encode(t testing.TB, e encoding.Encoding, s string) string {
	t.Helper()
	out, err := e.NewEncoder().String(s)
	if err != nil {
		t.Fatalf("encode: %v", err)
	}
	return out
}

// misread gives s as it looks when its UTF-8 is read in a code page.
func misread(t testing.TB, cm *charmap.Charmap, s string) string {
	t.Helper()
	out, err := cm.NewDecoder().String(s)
	if err != nil {
		t.Fatalf("misread: %v", err)
	}
	return out
}

func page(label, text string) string {
	return "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=" + label + "\"></head><body><p>" + text + "</p></body></html>"
}

func TestDecodeFindsTheEncoding(t *testing.T) {
	c1256, c6 := charmap.Windows1256, charmap.ISO8859_6
	letters := strings.NewReplacer("،", " ", ".", " ").Replace(arabicText) // ISO-8859-6 has no Persian letters or quotes
	tests := []struct {
		name, body, header, want, by, text string
	}{
		{"utf-8 labelled so", page("utf-8", arabicText), "", "utf-8", "meta", arabicText},
		{"utf-8 with a mark and a wrong label", "\xEF\xBB\xBF" + page("windows-1256", arabicText), "", "utf-8", "bom", arabicText},
		{"utf-8 labelled windows-1256", page("windows-1256", arabicText), "", "utf-8", "evidence", arabicText},
		{"utf-8 labelled iso-8859-6 in the header", page("utf-8", arabicText), "text/html; charset=ISO-8859-6", "utf-8", "evidence", arabicText},
		{"utf-8 without a label", "<p>" + arabicText, "", "utf-8", "evidence", arabicText},
		{"windows-1256 labelled so", page("windows-1256", encode(t, c1256, arabicText)), "", "windows-1256", "meta", arabicText},
		{"windows-1256 labelled utf-8", page("utf-8", encode(t, c1256, arabicText)), "", "windows-1256", "evidence", arabicText},
		{"windows-1256 labelled utf-8 in the header", page("windows-1256", encode(t, c1256, arabicText)), `text/html; charset="utf-8"`, "windows-1256", "evidence", arabicText},
		{"windows-1256 labelled iso-8859-1", page("iso-8859-1", encode(t, c1256, arabicText)), "", "windows-1256", "evidence", arabicText},
		{"windows-1256 without a label", "<p>" + encode(t, c1256, arabicText), "", "windows-1256", "evidence", arabicText},
		{"windows-1256 labelled iso-8859-6", page("iso-8859-6", encode(t, c1256, arabicText)), "", "windows-1256", "evidence", arabicText},
		{"iso-8859-6 labelled so", page("iso-8859-6", encode(t, c6, letters)), "", "iso-8859-6", "meta", letters},
		{"iso-8859-6 labelled windows-1256", page("windows-1256", encode(t, c6, letters)), "", "iso-8859-6", "evidence", letters},
		{"iso-8859-6 without a label", "<p>" + encode(t, c6, letters), "", "iso-8859-6", "evidence", letters},
		{"Persian in UTF-8 labelled windows-1256", page("windows-1256", persian), "", "utf-8", "evidence", persian},
		{"French in windows-1252 without a label", "<p>" + encode(t, charmap.Windows1252, french), "", "windows-1252", "default", french},
		{"French in windows-1252 labelled so", page("iso-8859-1", encode(t, charmap.Windows1252, french)), "", "windows-1252", "meta", french},
		{"UTF-16 with a mark", encode(t, unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), page("utf-16", arabicText)), "", "utf-16le", "bom", arabicText},
		{"UTF-16 without a mark", encode(t, unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), page("utf-16", "plain letters only "+arabicText)), "", "utf-16be", "evidence", arabicText},
		{"label in an XML declaration", "<?xml version='1.0' encoding='windows-1256'?><p>" + encode(t, c1256, arabicText), "", "windows-1256", "meta", arabicText},
		{"an unknown label", page("utf-eight", arabicText), "text/html; charset=nonsense", "utf-8", "evidence", arabicText},
		{"the word charset in a script before the label", "<script>var charset='x'</script>" + page("windows-1256", encode(t, c1256, arabicText)), "", "windows-1256", "meta", arabicText},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, info := Decode([]byte(tt.body), tt.header)
			if info.Name != tt.want || info.By != tt.by {
				t.Errorf("decoded as %s by %s, want %s by %s", info.Name, info.By, tt.want, tt.by)
			}
			if !strings.Contains(got, tt.text) {
				t.Errorf("text is lost: %.200q", got)
			}
		})
	}
}

func TestDecodeMendsDoubleEncoding(t *testing.T) {
	quoted := "He said “we stay” – for now, it’s final"
	tests := []struct{ name, body, want string }{
		{"Arabic read as windows-1252", misread(t, charmap.Windows1252, arabicText), arabicText},
		{"Arabic read as windows-1256", misread(t, charmap.Windows1256, arabicText), arabicText},
		{"Arabic read as windows-1252 twice", misread(t, charmap.Windows1252, misread(t, charmap.Windows1252, arabicText)), arabicText},
		{"English quotes read as windows-1252", misread(t, charmap.Windows1252, quoted), quoted},
		{"only one widget is broken", "<p>" + arabicText + "</p><p>" + misread(t, charmap.Windows1252, "تعليقات القراء") + "</p>", "تعليقات القراء"},
		{"the byte that windows-1252 lacks was lost", "<p>" + strings.ReplaceAll(misread(t, charmap.Windows1252, "وقف القصف كليا"), "\u0081", "") + "</p>", "وقف القصف كليا"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, info := Decode([]byte(tt.body), "text/html; charset=utf-8")
			if !strings.Contains(got, tt.want) {
				t.Errorf("got %.200q\nwant in it %.200q", got, tt.want)
			}
			if info.Repaired == 0 {
				t.Error("no repair is reported")
			}
		})
	}
}

func TestRepairLeavesSoundTextAlone(t *testing.T) {
	for _, s := range []string{
		arabicText, persian, french,
		"فقط؛ ضبط «المواقع» … حفظ – الحقوق © محفوظ، خط 5 شرط: ٪",
		"Øresund, Ålborg og Ærø: Ø er en vokal, Ù også",
		"محافظ، حافظ، لفظ؟ ضغط§ شروط»",
	} {
		if got, n := Repair(s); got != s || n != 0 {
			t.Errorf("changed %d letters: %q to %q", n, s, got)
		}
	}
}

func TestDecodeSurvivesBrokenBytes(t *testing.T) {
	t.Run("a few invalid bytes in UTF-8 are dropped", func(t *testing.T) {
		got, info := Decode([]byte("<p>"+arabicText+"\xff</p>"), "")
		if info.Name != "utf-8" || info.Invalid != 1 || !strings.Contains(got, arabicText+"</p>") {
			t.Errorf("%+v %q", info, got)
		}
	})
	t.Run("a letter cut off by the end", func(t *testing.T) {
		if got, info := Decode([]byte(arabicText[:len(arabicText)-2]), ""); info.Name != "utf-8" || !utf8.ValidString(got) {
			t.Errorf("%+v", info)
		}
	})
	t.Run("a windows-1256 fragment inside a UTF-8 page", func(t *testing.T) {
		frag := "غادرت الكتيبة الثانية معسكرها"
		got, info := Decode([]byte("<p>"+strings.Repeat(arabicText, 8)+"</p><p>"+encode(t, charmap.Windows1256, frag)+"</p>"), "")
		if info.Name != "utf-8" || !strings.Contains(got, "<p>"+frag+"</p>") {
			t.Errorf("%+v %q", info, got[len(got)-200:])
		}
	})
	t.Run("quotes of windows-1252 in a UTF-8 page", func(t *testing.T) {
		got, info := Decode([]byte("<p>"+arabicText+"</p><p>It\x92s \x93final\x94 \x96 for now</p>"), "")
		if info.Name != "utf-8" || !strings.Contains(got, "It’s “final” – for now") {
			t.Errorf("%+v %q", info, got)
		}
	})
	t.Run("quotes of windows-1252 under the label utf-8", func(t *testing.T) {
		got, info := Decode([]byte("<p>It\x92s \x93final\x94 for now</p>"), "text/html; charset=utf-8")
		if info.Name != "windows-1252" || !strings.Contains(got, "It’s “final” for now") {
			t.Errorf("%+v %q", info, got)
		}
	})
	t.Run("NUL bytes become spaces", func(t *testing.T) {
		if got, _ := Decode([]byte("one\x00two"), ""); got != "one two" {
			t.Errorf("%q", got)
		}
	})
	t.Run("nothing", func(t *testing.T) {
		if got, _ := Decode(nil, ""); got != "" {
			t.Errorf("%q", got)
		}
	})
}

func TestLineDropsMarksAndKeepsLetters(t *testing.T) {
	for in, want := range map[string]string{
		"\u200f وصلت\u00a0\u00a0 \u202bالقوة\u202c\n إلى ": "وصلت القوة إلى",
		"قاعدة \u200e(101)\u200e قرب":                      "قاعدة (101) قرب",
		"مـــرحبًا بِكُم آل ﻻ":                             "مـــرحبًا بِكُم آل ﻻ",
		"\ufeffco\u00adop\u200b":                           "coop",
		"بحلول\u2066 1500 \u2069جندي":                      "بحلول 1500 جندي",
		"كتيبة\u061c\u200d\u200c٢":                         "كتيبة٢",
		"می\u200cکنند \u200cو نیرو\u200c":                  "می\u200cکنند و نیرو",
		"plain words":         "plain words",
		"":                    "",
		" \t\n":               "",
		"bad \xff byte":       "bad byte",
		"line\u2028separator": "line separator",
	} {
		if got := Line(in); got != want {
			t.Errorf("Line(%q) = %q, want %q", in, got, want)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(page("windows-1256", arabicText)), "text/html; charset=utf-8")
	f.Add([]byte(misread(f, charmap.Windows1252, arabicText)), "")
	f.Add([]byte("\xFF\xFE<\x00p\x00"), "")
	f.Fuzz(func(t *testing.T, body []byte, header string) {
		s, _ := Decode(body, header)
		if !utf8.ValidString(s) {
			t.Fatalf("not UTF-8: %q", s)
		}
		l := Line(s)
		if strings.ContainsFunc(l, Invisible) || strings.ContainsAny(l, "\n\t") || !utf8.ValidString(l) || Line(l) != l {
			t.Fatalf("not a clean line: %q", l)
		}
	})
}

func TestJoinersStayWhereTheLanguageSpellsWithThem(t *testing.T) {
	for _, c := range []struct{ name, body, want string }{
		{"Persian", "<p>نیروهای پیاده از پایگاه خارج می\u200cشوند</p>", "<p>نیروهای پیاده از پایگاه خارج می\u200cشوند</p>"},
		{"Sorani", "<p>هێزەکان لە بنکەکە دەچنە دەرەوە، کتێب\u200cخانە</p>", "<p>هێزەکان لە بنکەکە دەچنە دەرەوە، کتێب\u200cخانە</p>"},
		{"Arabic", "<p>غادرت الكتيبة\u200c معسكر&zwnj;ها قرب المطار</p>", "<p>غادرت الكتيبة معسكرها قرب المطار</p>"},
	} {
		if got, _ := Decode([]byte(c.body), ""); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
