package when

import (
	"strconv"
	"strings"
	"time"
)

// date is a day, a month (d 0) or a year (m and d 0) of the Gregorian calendar
// until it is resolved; zero is unknown.
type date struct{ y, m, d int }

// String is the ISO form or a prefix of it; the zero date is empty.
func (d date) String() string {
	if d.y == 0 {
		return ""
	}
	b := make([]byte, 0, len("2006-01-02"))
	b = appendPadded(b, d.y, 4)
	if d.m > 0 {
		b = appendPadded(append(b, '-'), d.m, 2)
		if d.d > 0 {
			b = appendPadded(append(b, '-'), d.d, 2)
		}
	}
	return string(b)
}

func appendPadded(b []byte, v, width int) []byte {
	s := strconv.Itoa(v)
	for range width - len(s) {
		b = append(b, '0')
	}
	return append(b, s...)
}

func (d date) time() time.Time {
	return time.Date(d.y, time.Month(max(d.m, 1)), max(d.d, 1), 0, 0, 0, 0, time.UTC)
}

func dateOf(t time.Time) date { return date{t.Year(), int(t.Month()), t.Day()} }

func (d date) addDays(n int) date { return dateOf(d.time().AddDate(0, 0, n)) }

// addMonths moves a month; a day is kept when the month has it.
func (d date) addMonths(n int) date {
	k := d.y*12 + d.m - 1 + n
	r := date{y: k / 12, m: k%12 + 1}
	if d.d > 0 {
		r.d = min(d.d, monthDays(r.y, r.m))
	}
	return r
}

func monthDays(y, m int) int { return time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day() }

// valid reports whether the day exists.
func (d date) valid() bool {
	return d.m >= 1 && d.m <= 12 && d.d >= 1 && d.d <= monthDays(d.y, d.m)
}

// anchor is the publication date: a day, or less when only that is known.
type anchor struct{ date }

// known: at least a year.
func (a anchor) known() bool { return a.y > 0 }

// day: the day is known.
func (a anchor) day() bool { return a.d > 0 }

// parseAnchor reads an ISO date, a prefix of one, or a timestamp.
func parseAnchor(s string) anchor {
	var a anchor
	s, _, _ = strings.Cut(s, "T")
	s, _, _ = strings.Cut(s, " ")
	for k, p := range strings.SplitN(s, "-", 3) {
		v, err := strconv.Atoi(p)
		if err != nil || v <= 0 || v > 9999 {
			break
		}
		switch k {
		case 0:
			a.y = v
		case 1:
			a.m = v
		case 2:
			a.d = v
		}
	}
	if a.m > 12 || a.d > 0 && !a.valid() {
		return anchor{date{y: a.y}}
	}
	return a
}

// hijriEpoch is the Julian day of 1 Muharram 1 in the civil reckoning.
const hijriEpoch = 1948440

// hijriYear is one year of the Umm al-Qura calendar.
type hijriYear struct {
	first  int      // Julian day of 1 Muharram
	months [12]int8 // days
}

// fromHijri converts a Hijri date: by the Umm al-Qura calendar where the table
// has the year, else by the tabular one (civil epoch, leap years 2 5 7 10 13 16
// 18 21 24 26 29 of 30), which is within two days of it. Reingold & Dershowitz,
// Calendrical Calculations, ch. 7.
func fromHijri(h date) date {
	if h.m == 0 { // the Gregorian year in which most of the Hijri year lies
		mid := fromHijri(date{h.y, 7, 1})
		return date{y: mid.y}
	}
	day := h.d
	if day == 0 {
		day = 15
	}
	g := fromJulianDay(hijriMonth(h.y, h.m) + day - 1)
	if h.d == 0 {
		g.d = 0
	}
	return g
}

// hijriMonth is the Julian day on which a Hijri month begins.
func hijriMonth(y, m int) int {
	if u, ok := lists.hijri[y]; ok {
		jd := u.first
		for _, n := range u.months[:m-1] {
			jd += int(n)
		}
		return jd
	}
	return (59*(m-1)+1)/2 + (y-1)*354 + (3+11*y)/30 + hijriEpoch
}

// toHijriYear is the Hijri year in which a Gregorian day falls.
func toHijriYear(g date) int {
	jd := julianDay(g)
	return (30*(jd-hijriEpoch) + 10646) / 10631
}

// fromSolar converts a date of the Solar Hijri calendar. Its year begins on 21
// March, and on the 20th in the Gregorian leap years from 1996 to 2028: exact
// for the years 1350–1407 (1971–2028), within a day around them.
func fromSolar(s date) date {
	first := date{s.y + 621, 3, 21}
	if first.y%4 == 0 && first.y >= 1996 {
		first.d = 20
	}
	if s.m == 0 {
		return date{y: first.y}
	}
	days := 31*(s.m-1) - max(0, s.m-7) + max(s.d, 1) - 1
	if s.d == 0 {
		days += 14
	}
	g := first.addDays(days)
	if s.d == 0 {
		g.d = 0
	}
	return g
}

func julianDay(d date) int {
	return int(d.time().Unix()/86400) + 2440588
}

func fromJulianDay(jd int) date {
	return dateOf(time.Unix(int64(jd-2440588)*86400, 0).UTC())
}
