package number

import (
	"strings"
	"testing"

	"github.com/marsad-news/marsad/internal/text"
)

// FuzzFind: whatever the text, numbers stand in order inside it, hold their
// numeral, and have a value or a proper interval.
func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"", "نحو ٢٬٥٠٠ جندي", "بين خمسة وعشرين و", "من 12 إلى 15 ألف", "ألفا و و نصف", "between one and", "a few hundred of", "1.2.3 - 4/5", "بضع", "ال 5 %", "لا يزيد على", "two-thirds-",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := text.Analyse(s)
		last := 0
		ns := Find(d)
		for i, n := range ns {
			if n.First < 0 || n.Last <= n.First || n.Last > len(d.Tokens) || n.CoreFirst < n.First || n.Head >= len(d.Tokens) || n.Pair >= len(ns) {
				t.Fatalf("number %d is %+v of %d tokens", i, n, len(d.Tokens))
			}
			if n.Start != d.Tokens[n.First].Start || n.End != d.Tokens[n.Last-1].End || n.Start < last {
				t.Fatalf("number %d is [%d,%d) after %d", i, n.Start, n.End, last)
			}
			if n.Value == nil && (n.Min == nil || n.Max == nil || *n.Min >= *n.Max) || n.Value != nil && n.Min != nil {
				t.Fatalf("number %d has value %v, interval %v to %v", i, n.Value, n.Min, n.Max)
			}
			last = n.Start
		}
	})
}

func BenchmarkFind(b *testing.B) {
	s := strings.Repeat("أعلنت الوزارة أن نحو ٢٬٥٠٠ جندي سيغادرون القاعدة قبل نهاية العام، فيما قال المتحدث إن القوات المتبقية لن تتجاوز 400 عسكري في ثلاثة مواقع.\n", 10)
	d := text.Analyse(s)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Find(d)
	}
}

// TestFindCostsLittleWithoutNumbers: a paragraph without numbers allocates nothing.
func TestFindCostsLittleWithoutNumbers(t *testing.T) {
	d := text.Analyse("قال المتحدث باسم الوزارة إن المحادثات مستمرة وإن الجانبين اتفقا على مواصلة العمل المشترك في المرحلة المقبلة")
	if got := testing.AllocsPerRun(10, func() { Find(d) }); got > 0 {
		t.Errorf("%v allocations", got)
	}
}
