package metadata

import (
	"regexp"
	"strings"
	"time"

	fold "github.com/marsad-news/marsad/internal/text"
)

// Stamp8601 is a printed or machine-readable stamp as ISO 8601. now anchors
// relative stamps; zero leaves those unread.
func Stamp8601(s string, now time.Time) (string, bool) {
	s = strings.TrimSpace(s)
	for _, layout := range []string{time.RFC3339Nano, time.RFC3339, "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05.000-0700", time.RFC1123Z, time.RFC1123} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.RFC3339), true
		}
	}
	f := fold.FoldString(s)
	if m := ymd.FindStringSubmatch(f); m != nil {
		return m[1] + "-" + two(m[2]) + "-" + two(m[3]), true
	}
	if m := dmy.FindStringSubmatch(f); m != nil {
		return m[3] + "-" + two(m[2]) + "-" + two(m[1]), true
	}
	return named(f)
}

var (
	ymd = regexp.MustCompile(`\b((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})\b`)
	dmy = regexp.MustCompile(`\b(\d{1,2})[-/.](\d{1,2})[-/.]((?:19|20)\d\d)\b`)
	dMy = regexp.MustCompile(`(\d{1,2})[^\d]{1,40}((?:19|20)\d\d)`)
)

// named reads a day, a month's name and a year.
func named(f string) (string, bool) {
	for _, at := range dMy.FindAllStringSubmatchIndex(f, -1) {
		day, between, year := f[at[2]:at[3]], f[at[3]:at[4]], f[at[4]:at[5]]
		for i, list := range months {
			for name := range strings.SplitSeq(list, "|") {
				if strings.Contains(between, name) {
					return year + "-" + two(itoa(i+1)) + "-" + two(day), true
				}
			}
		}
	}
	return "", false
}

func itoa(n int) string {
	if n > 9 {
		return string([]byte{'0' + byte(n/10), '0' + byte(n%10)})
	}
	return string([]byte{'0' + byte(n)})
}

var months = [...]string{
	"كانون الثاني|يناير|جانفي|january", "شباط|فبراير|february", "اذار|مارس|march", "نيسان|ابريل|april", "ايار|مايو|may", "حزيران|يونيو|june",
	"تموز|يوليو|july", "اغسطس|august|اب ", "ايلول|سبتمبر|september", "تشرين الاول|اكتوبر|october", "تشرين الثاني|نوفمبر|november", "كانون الاول|ديسمبر|december",
}
