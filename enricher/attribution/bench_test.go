package attribution_test

import (
	"strconv"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/enricher/attribution"
	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/internal/text"
)

const paragraph = "قال المتحدث باسم وزارة الدفاع الغانية، العميد كوامي أسانتيه، إن الكتيبة وصلت إلى الميناء. وأضاف: «ستبقى هناك عاماً كاملاً، ولن ترسل أكرا غيرها». " +
	"وتضم القاعدة مدرجاً ومستشفى صغيراً، بحسب مصدر أمني. ونفت لومي ذلك.\n"

// BenchmarkAttribute shows that the time per paragraph does not grow.
func BenchmarkAttribute(b *testing.B) {
	g, err := gazetteer.Default()
	if err != nil {
		b.Fatal(err)
	}
	for _, n := range []int{1, 10, 100, 1000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			d := text.Analyse(strings.Repeat(paragraph, n))
			ctx := attribution.Context{Published: "2024-01-02", Mentions: g.Find(d)}
			b.ReportAllocs()
			for b.Loop() {
				attribution.Attribute(d, ctx)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*n), "ns/paragraph")
		})
	}
}
