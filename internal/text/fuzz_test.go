package text

import (
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzAnalyse: whatever the bytes, tokens stand in order inside the text,
// sentences hold them all without overlap, and folds are valid UTF-8.
func FuzzAnalyse(f *testing.F) {
	for _, s := range []string{
		"", "قال د. محمد إن ٢٬٥٠٠ جندي «غادروا».\nثم", "U.S.-led \"forces.\" left", "\xff\xd9\x00ـــ\u202e(", "ﷺ ﻻ ﷲ ﹰ", "1.2,3٬4", "أ.ب.ج.د", "(((.)))", "'s's’", "\u0600\u06dd٠",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := Analyse(s)
		last := 0
		for i, tok := range d.Tokens {
			if tok.Start < last || tok.End <= tok.Start || tok.End > len(s) {
				t.Fatalf("token %d is [%d,%d) after %d in %d bytes", i, tok.Start, tok.End, last, len(s))
			}
			if !utf8.ValidString(tok.Fold) {
				t.Fatalf("token %d folds to invalid %q", i, tok.Fold)
			}
			last = tok.End
		}
		next := 0
		for i, x := range d.Sentences {
			if x.First != next || x.Last <= x.First || x.Start != d.Tokens[x.First].Start || x.End != d.Tokens[x.Last-1].End {
				t.Fatalf("sentence %d is %+v after token %d", i, x, next)
			}
			if strings.Contains(s[x.Start:x.End], "\n") {
				t.Fatalf("sentence %d crosses a line", i)
			}
			next = x.Last
		}
		if next != len(d.Tokens) {
			t.Fatalf("sentences hold %d of %d tokens", next, len(d.Tokens))
		}
		if g := FoldString(s); !utf8.ValidString(g) {
			t.Fatalf("FoldString gives invalid %q", g)
		}
	})
}

// sample is a paragraph in the style of a report, written for this test.
const sample = "أعلنت وزارة الدفاع، الثلاثاء، أن نحو ٢٬٥٠٠ جندي سيغادرون القاعدة «قبل نهاية العام»، فيما قال المتحدث باسمها إن القوات المتبقية لن تتجاوز 400 عسكري. وأضاف: \"لا توجد لدينا خطط أخرى\".\n"

func BenchmarkAnalyse(b *testing.B) {
	for _, c := range []struct {
		name string
		n    int
	}{{"1", 1}, {"10", 10}, {"100", 100}, {"1000", 1000}} {
		b.Run(c.name, func(b *testing.B) {
			s := strings.Repeat(sample, c.n)
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				Analyse(s)
			}
		})
	}
}

// TestAnalyseIsLinear: one sentence without an end is no harder than many, and
// a text costs a handful of allocations.
func TestAnalyseIsLinear(t *testing.T) {
	long := strings.Repeat("(القوات. ", 100_000)
	d := Analyse(long)
	if len(d.Tokens) != 300_000 {
		t.Fatalf("%d tokens", len(d.Tokens))
	}
	if got := testing.AllocsPerRun(10, func() { Analyse(sample) }); got > 12 {
		t.Errorf("%v allocations for one paragraph", got)
	}
}
