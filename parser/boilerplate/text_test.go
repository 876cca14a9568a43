package boilerplate

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// blocksOf are the texts of the blocks of markup, article or not.
func blocksOf(t *testing.T, markup string) []string {
	t.Helper()
	doc, err := Parse([]byte(markup))
	if err != nil {
		t.Fatal(err)
	}
	p := flatten(doc)
	var out []string
	for _, b := range p.blocks {
		out = append(out, string(p.buf[b.start:b.end]))
	}
	return out
}

func TestTextIsWhatAReaderSees(t *testing.T) {
	for _, c := range []struct {
		name, markup string
		want         []string
	}{
		{"white space folds", "<p> one\n\t two&nbsp; three </p>", []string{"one two three"}},
		{"inline elements join without a space", "<p>ي<b>كت</b>ب<i>ون</i></p>", []string{"يكتبون"}},
		{"a break parts paragraphs", "<p>one<br>two<br/><br>three</p>", []string{"one", "two", "three"}},
		{"blocks part paragraphs", "<div>one<p>two</p>three</div>", []string{"one", "two", "three"}},
		{"entities decode once", "<p>&amp;lt;b&amp;gt; &quot;a&quot;</p>", []string{`&lt;b&gt; "a"`}},
		{"marks of direction go", "<p>\u200f\u202bقال\u202c\u200e \u2066آمر\u2069</p>", []string{"قال آمر"}},
		{"zero-width signs go, letters stay", "<p>لا\u200bلا\u200dلا\ufeffلا\u00adلا</p>", []string{"لالالالالا"}},
		{"a joiner in a word stays, others go", "<p>می\u200cکنند\u200c و <b>نیرو</b>\u200cها \u200c٢</p>", []string{"می\u200cکنند و نیرو\u200cها ٢"}},
		{"vowel marks and tatweel stay", "<p>مُـدَرَّبٌ</p>", []string{"مُـدَرَّبٌ"}},
		{"scripts, styles and buttons are no text", "<p>a<script>b</script><style>c</style><button>d</button>e</p>", []string{"ae"}},
		{"NUL bytes vanish", "<p>a\x00b</p>", []string{"ab"}},
		{"half a letter vanishes", "<p>a\xd8</p>", []string{"a"}},
		{"a word break hint is no space", "<p>long<wbr>word</p>", []string{"longword"}},
		{"rows of a data table are lines", "<table><tr><th>Base</th><th>Men</th></tr><tr><td>North</td><td>120</td></tr></table>", []string{"Base | Men", "North | 120"}},
		{"layout tables are not", "<table><tr><td><p>one</p><table><tr><td>two</td></tr></table></td></tr></table>", []string{"one", "two"}},
		{"unclosed paragraphs", "<p>one<p>two<li>three", []string{"one", "two", "three"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if d := cmp.Diff(c.want, blocksOf(t, c.markup)); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestSentenceEnds(t *testing.T) {
	for text, want := range map[string]bool{
		"The convoy left.": true, "«غادر الرتل».": true, "غادر الرتل؟": true, `He said: "It left."`: true,
		"(The last one left.)": true, "The convoy left": false, "الرتل (أرشيف)": false, "": false, `"…"`: true,
	} {
		if got := sentenceEnd([]byte(text)); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestHiddenTextIsFoundByItsStyle(t *testing.T) {
	for style, want := range map[string]bool{
		"display:none": true, "display : none;color:red": true, "color:red;visibility:hidden": true, "font-size:0": true,
		"font-size:1px": true, "opacity:0": true, "opacity:0.9": false, "display:block": false, "font-size:10px": false,
		"-webkit-display:none": false,
	} {
		if got := hiddenStyle(style); got != want {
			t.Errorf("%q: %v, want %v", style, got, want)
		}
	}
}

func TestSmallPrintIsFoundByItsStyle(t *testing.T) {
	for style, want := range map[string]bool{
		"font-size: x-small": true, "font-size:11px": true, "font-size: 8pt": true, "font-size:14px": false,
		"font-size: large": false, "color:#fff": false, "font-size:": false,
	} {
		if got := smallStyle(style); got != want {
			t.Errorf("%q: %v, want %v", style, got, want)
		}
	}
}

func TestJoinGivesOffsetsOfItsBlocks(t *testing.T) {
	in := []Block{{Section: "lead", Text: "أول"}, {Section: "body", Text: "second"}, {Section: "list", Text: "ثالث"}}
	text, blocks := Join(in)
	if text != "أول\nsecond\nثالث" {
		t.Errorf("text is %q", text)
	}
	for i, b := range blocks {
		if text[b.Start:b.End] != in[i].Text || b.Section != in[i].Section {
			t.Errorf("block %d is %q (%s)", i, text[b.Start:b.End], b.Section)
		}
	}
}

func TestHashFoldsNumbersMarksAndCase(t *testing.T) {
	if Hash("شارك الخبر (12)") != Hash("شاركِ الخبر ٣٤٥") || Hash("Read MORE") != Hash("read more!") {
		t.Error("equal lines differ")
	}
	if Hash("read more") == Hash("read less") {
		t.Error("different lines are equal")
	}
}

func TestWordsAreReadFolded(t *testing.T) {
	if got, want := foldText("إقرأ أيضاً: Don't — ٣٫٥ مليون/ة"), "اقرا ايضا don t # # مليون ه "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := foldText(strings.Repeat("ا", 100)); len(got) > 70 {
		t.Errorf("a long word is read whole: %d bytes", len(got))
	}
}

func TestReportsBeginWithAVerb(t *testing.T) {
	for text, want := range map[string]bool{
		"أعلنت القيادة وصول الكتيبة": true, "وقال الناطق إنها ستبقى": true, "فنفت الوزارة ذلك": true,
		"جنود في دورية قرب الميناء": false, "العميد الركن/ قائد المنطقة": false, "": false,
	} {
		if got := beginsReport(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestLinesThatDifferInANumberAreNotTwice(t *testing.T) {
	page := report + "<p>انتشر 40 جندياً في القرية الأولى صباح أمس.</p><p>انتشر 60 جندياً في القرية الأولى صباح أمس.</p><p>انتشر 60 جندياً في القرية الأولى صباح أمس.</p>"
	doc, err := Parse([]byte(page))
	if err != nil {
		t.Fatal(err)
	}
	r := Extract(doc, Options{})
	text, _ := r.Text()
	if strings.Count(text, "انتشر 40") != 1 || strings.Count(text, "انتشر 60") != 1 {
		t.Errorf("the text is %q", text)
	}
}
