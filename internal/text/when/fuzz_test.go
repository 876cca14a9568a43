package when

import (
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/marsad-news/marsad/internal/text"
)

var isoDate = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)

// FuzzFind: whatever the text, dates stand in order inside it and are ISO.
func FuzzFind(f *testing.F) {
	for _, s := range []string{
		"", "في 15 آب/أغسطس 2024", "بحلول نهاية العام", "من 9/9 إلى 31/02/2024", "الحادي والثلاثين من", "خلال الأيام ال", "12 جمادى الآخرة 1446 الموافق", "by the end of", "mid-", "last last March", "1 محرم 1200",
	} {
		f.Add(s, "2024-02-29")
		f.Add(s, "")
	}
	f.Fuzz(func(t *testing.T, s, anchor string) {
		d := text.Analyse(s)
		last := 0
		for i, x := range Find(d, anchor) {
			if x.First < last || x.Last <= x.First || x.Last > len(d.Tokens) || s[x.Start:x.End] != x.Text {
				t.Fatalf("date %d is %+v", i, x)
			}
			if x.Kind != For && !isoDate.MatchString(x.From) || x.To != "" && !isoDate.MatchString(x.To) {
				t.Fatalf("date %d is from %q to %q", i, x.From, x.To)
			}
			x.NextYear()
			last = x.Last
		}
	})
}

// FuzzParseStamp: a result begins with an ISO date, and its day exists.
func FuzzParseStamp(f *testing.F) {
	for _, s := range []string{"الخميس 15 آب 2024 - 14:30", "منذ ساعتين", "8/15/2024 3:15 PM", "15/08/1446", "31/02/2024", "2024-08-15T14:30:00Z"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		iso, ok := ParseStamp(s, time.Date(2024, 8, 20, 10, 0, 0, 0, time.UTC))
		if !ok {
			return
		}
		day, _, _ := strings.Cut(iso, "T")
		if !isoDate.MatchString(day) {
			t.Fatalf("%q gives %q", s, iso)
		}
		if len(day) == len("2006-01-02") {
			if _, err := time.Parse("2006-01-02", day); err != nil {
				t.Fatalf("%q gives %q: %v", s, iso, err)
			}
		}
	})
}

func BenchmarkFind(b *testing.B) {
	s := strings.Repeat("أعلنت الوزارة، الثلاثاء، أن الجنود سيغادرون القاعدة بحلول نهاية أيلول 2026، فيما قال المتحدث إن القوات المتبقية ستبقى في ثلاثة مواقع حتى إشعار آخر.\n", 10)
	d := text.Analyse(s)
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		Find(d, "2024-08-15")
	}
}
