package attribution_test

import (
	"testing"
	"unicode/utf8"

	"github.com/marsad-news/marsad/enricher/attribution"
	"github.com/marsad-news/marsad/internal/text"
)

// FuzzAttribute: whatever the bytes, the spans of speeches, sources and verbs
// lie inside the text, speeches are sorted, and At answers everywhere.
func FuzzAttribute(f *testing.F) {
	for _, s := range []string{
		"", "قال", "قال:", "«", "\"\"\"", "وأضاف أن «", "وفقاً لـ", "نقلت عن عن عن", "قال قال قال إن إن",
		"قال وزير الدفاع، العميد فلان، في بيان، إن «القوة باقية.\nولن تغادر».", "\"We stay,\" X said, adding that", "said said, , said",
		"بحسب بحسب مصدر مصدر في في", "باسمها باسم العقيد", "البنتاغون: : :", "\xff\xfeقال\x00", "لكن كينيا سارعت إلى رفض",
	} {
		f.Add(s, "البنتاغون: نعم")
	}
	f.Fuzz(func(t *testing.T, s, title string) {
		d := text.Analyse(s)
		speeches := attribution.Attribute(d, attribution.Context{Title: headline(title), Published: "2024-01-02", NameOrgs: true})
		last := 0
		for _, sp := range speeches {
			inside(t, s, sp.Start, sp.End)
			inside(t, s, sp.VerbSpan[0], sp.VerbSpan[1])
			inside(t, s, sp.SourceSpan[0], sp.SourceSpan[1])
			if sp.Start < last || sp.Start >= sp.End {
				t.Fatalf("speech [%d,%d) after one at %d", sp.Start, sp.End, last)
			}
			last = sp.Start
		}
		for _, sen := range d.Sentences {
			attribution.At(speeches, sen.Start, sen.End)
		}
	})
}

func inside(t *testing.T, s string, start, end int) {
	t.Helper()
	if start < 0 || start > end || end > len(s) {
		t.Fatalf("span [%d,%d) of %d bytes", start, end, len(s))
	}
	if utf8.ValidString(s) && !utf8.ValidString(s[start:end]) {
		t.Fatalf("span [%d,%d) cuts a letter", start, end)
	}
}
