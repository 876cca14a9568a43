package feed

import (
	"strings"
	"time"
)

// layouts are the dates that feeds carry beyond what gofeed reads: zones
// missing, seconds missing, days without names.
var layouts = []string{
	time.RFC3339Nano, time.RFC1123Z, time.RFC1123, time.RFC850, time.ANSIC,
	"Mon, 2 Jan 2006 15:04:05 -0700", "Mon, 2 Jan 2006 15:04:05 MST", "Mon, 2 Jan 2006 15:04:05", "Mon, 2 Jan 2006 15:04 -0700", "Mon, 2 Jan 2006 15:04",
	"2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05", "2 Jan 2006",
	"2006-01-02T15:04:05-0700", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04:05 -0700 MST", "2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05", "2006-01-02 15:04", "2006-01-02", "2006/01/02 15:04:05", "2006/01/02 15:04", "2006/01/02",
	"January 2, 2006 15:04", "January 2, 2006, 3:04 pm", "January 2, 2006", "Jan 2, 2006",
	"02/01/2006 15:04:05", "02/01/2006 15:04", "02/01/2006", // day first: the habit of every outlet of the region
}

// stamp gives a date as RFC 3339 in the zone it was written in.
func stamp(parsed *time.Time, written, other string) string {
	for _, s := range []string{written, other} {
		if t, ok := Date(s); ok {
			return t.Format(time.RFC3339)
		}
	}
	if parsed != nil && plausible(*parsed) { // the parser knows more forms, but gives them all in UTC
		return parsed.Format(time.RFC3339)
	}
	return ""
}

// Date reads a date as feeds and sitemaps write it. A zone that is missing is
// taken for UTC.
func Date(s string) (time.Time, bool) {
	s = strings.Join(strings.Fields(ascii(s)), " ")
	if s == "" {
		return time.Time{}, false
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil && plausible(t) {
			return t, true
		}
	}
	return time.Time{}, false
}

// plausible refuses years that only a broken clock or an empty field gives.
func plausible(t time.Time) bool { return t.Year() >= 1990 && t.Year() < 2100 }

// ascii writes the digits of Arabic and Persian as ASCII and drops the marks
// of direction.
func ascii(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return '0' + r - '٠'
		case r >= '۰' && r <= '۹':
			return '0' + r - '۰'
		case r == '\u200e' || r == '\u200f' || r >= '\u202a' && r <= '\u202e':
			return -1
		}
		return r
	}, s)
}
