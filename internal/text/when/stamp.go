package when

import (
	"strconv"
	"strings"
	"time"

	"github.com/marsad-news/marsad/internal/text"
)

// layouts are the machine formats that stamps come in, before words are tried.
var layouts = [...]string{
	time.RFC3339Nano, "2006-01-02T15:04:05Z0700", "2006-01-02T15:04Z07:00", time.RFC1123Z, time.RFC1123, time.RFC822Z, time.RFC822, time.RFC850,
	time.ANSIC, time.UnixDate, "Mon Jan 02 2006 15:04:05 GMT-0700", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 MST",
}

// local formats say no zone.
var localLayouts = [...]string{"2006-01-02T15:04:05.999999999", "2006-01-02 15:04:05", "2006-01-02T15:04", "2006-01-02 15:04", "20060102150405"}

// maxStamp is the longest text in bytes that is taken for a stamp.
const maxStamp = 300

// ParseStamp reads the date stamp that a page prints, in Arabic or English,
// absolute («الخميس 15 آب 2024 - 14:30») or relative («منذ ساعتين»). The
// anchor is when the page was fetched; zero allows absolute stamps only.
//
// The result is ISO 8601 and as precise as the stamp: 2024-08, 2024-08-15,
// 2024-08-15T14:30, with the zone when the stamp says one (relative stamps
// carry the anchor's). A numeric date that may be read two ways is day first,
// unless that lies after the anchor or the stamp has AM or PM and no Arabic.
func ParseStamp(s string, anchor time.Time) (iso string, ok bool) {
	s = strings.TrimSpace(s)
	if s == "" || len(s) > maxStamp {
		return "", false
	}
	if iso, ok := machineStamp(s); ok {
		return iso, true
	}
	p := stamp{d: text.Analyse(noCommas.Replace(s)), anchor: anchor}
	if iso, ok := p.relative(); ok {
		return iso, true
	}
	day, ok := p.day()
	if !ok {
		return "", false
	}
	if len(day) < len("2006-01-02") {
		return day, true
	}
	return day + p.clock(), true
}

// noCommas makes «3 مايو، 2025» and «3 مايو 2025» one: in running text a comma
// ends the date, in a stamp it only sets the year apart.
var noCommas = strings.NewReplacer("\n", " ", "،", " ", ",", " ")

// machineStamp reads the formats of programs.
func machineStamp(s string) (string, bool) {
	if !machine(s) {
		return "", false
	}
	for _, l := range layouts {
		if t, err := time.Parse(l, s); err == nil && sane(t) {
			return t.Format(time.RFC3339), true
		}
	}
	for _, l := range localLayouts {
		if t, err := time.Parse(l, s); err == nil && sane(t) {
			return t.Format("2006-01-02T15:04:05"), true
		}
	}
	return "", false
}

// machine reports whether a text may be in a format of programs: ASCII, and as
// long as the shortest of them.
func machine(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return len(s) >= len("20060102150405")
}

// sane: a year that a web page may be printed in.
func sane(t time.Time) bool { return t.Year() >= 1900 && t.Year() <= 2200 }

type stamp struct {
	d      *text.Doc
	anchor time.Time
}

// finder looks at the whole stamp as one sentence.
func (p *stamp) finder() *finder {
	f := &finder{d: p.d, hi: len(p.d.Tokens), stamp: true}
	if !p.anchor.IsZero() {
		f.anchor = anchor{dateOf(p.anchor)}
	}
	return f
}

// relative reads «منذ ساعتين», «قبل 5 دقائق», 3 hours ago, «الآن»: moments
// counted back from the anchor.
func (p *stamp) relative() (string, bool) {
	if p.anchor.IsZero() {
		return "", false
	}
	f := p.finder()
	for i := range p.d.Tokens {
		w, _ := f.word(i)
		switch {
		case f.fold(i) == "الان" || f.fold(i) == "now" || f.fold(i) == "لحظات":
			return p.anchor.Format(time.RFC3339), true
		case w.class == classSince || w.class == classBefore:
			j := i + 1
			if f.fold(j) == "حوالي" || f.fold(j) == "نحو" {
				j++
			}
			if n, unit, _, ok := f.length(j); ok && n > 0 && f.arabicAt(i) {
				return p.back(n, unit)
			}
		default:
			if n, unit, last, ok := f.length(i); ok && n > 0 && f.fold(last) == "ago" {
				return p.back(n, unit)
			}
		}
		if (f.fold(i) == "an" || f.fold(i) == "a") && f.fold(i+2) == "ago" {
			u, _ := f.word(i + 1)
			return p.back(1, u.class)
		}
	}
	return "", false
}

// back is the anchor less n units: a moment for hours and less, a day for days
// and weeks, a month or year for these.
func (p *stamp) back(n int, unit class) (string, bool) {
	t := p.anchor
	switch unit {
	case classSecond:
		return t.Add(-time.Duration(n) * time.Second).Format(time.RFC3339), true
	case classMinute:
		return t.Add(-time.Duration(n) * time.Minute).Format(time.RFC3339), true
	case classHour:
		return t.Add(-time.Duration(n) * time.Hour).Format(time.RFC3339), true
	case classDay, classWeek, classMonth, classYear:
		d, ok := p.finder().move(-n, unit)
		return d.String(), ok
	}
	return "", false
}

// day finds the first date of the stamp that is at least a month, a full day
// before all else.
func (p *stamp) day() (string, bool) {
	f := p.finder()
	if iso, ok := p.numericDay(f); ok {
		return iso, true
	}
	f.run()
	month := ""
	for _, d := range f.out {
		switch {
		case d.Kind == For || d.To != "":
		case len(d.From) == len("2006-01-02"):
			return d.From, true
		case len(d.From) == len("2006-01") && month == "":
			month = d.From
		}
	}
	return month, month != ""
}

// numericDay reads digits only, where the order is in doubt.
func (p *stamp) numericDay(f *finder) (string, bool) {
	for i := range p.d.Tokens {
		if p.d.Tokens[i].Kind != text.Number {
			continue
		}
		parts, _ := f.numericParts(i)
		if len(parts) != 3 {
			continue
		}
		if parts[0].width <= 2 && parts[2].width == 2 { // 15/8/24
			parts[2].v, parts[2].width = 2000+parts[2].v, 4
		}
		d, ok := f.order(parts)
		if !ok {
			continue
		}
		if d.y < 1600 { // 12/06/1446
			d = fromHijri(d)
		} else if s, ok := swapped(d, parts); ok && p.swap(d, s) {
			d = s
		}
		if d.valid() && d.y >= 1900 && d.y <= 2200 {
			return d.String(), true
		}
	}
	return "", false
}

// swapped is the other reading of a date with the year last.
func swapped(d date, parts []numericPart) (date, bool) {
	s := date{d.y, d.d, d.m}
	return s, parts[2].width == 4 && s.valid()
}

// swap decides for month first: a page is not printed after it was fetched,
// and AM and PM without Arabic are American.
func (p *stamp) swap(d, s date) bool {
	if !p.anchor.IsZero() {
		limit := p.anchor.AddDate(0, 0, 1)
		future, other := d.time().After(limit), s.time().After(limit)
		if future != other {
			return future
		}
	}
	american := false
	for i := range p.d.Tokens {
		t := &p.d.Tokens[i]
		if t.Arabic {
			return false
		}
		american = american || t.Fold == "am" || t.Fold == "pm"
	}
	return american && p.d.Lang != "en"
}

// clock reads the time of day, "T14:30" with seconds and zone as far as the
// stamp has them; nothing when it has none. It may stand before the date.
func (p *stamp) clock() string {
	t := p.d.Tokens
	for i := 0; i+2 < len(t); i++ {
		h, ok1 := twoDigits(t[i], 23)
		m, ok2 := twoDigits(t[i+2], 59)
		if !ok1 || !ok2 || t[i+1].Fold != ":" || len(t[i+2].Fold) != 2 {
			continue
		}
		j, sec := i+3, ""
		if j+1 < len(t) && t[j].Fold == ":" {
			if s, ok := twoDigits(t[j+1], 59); ok {
				sec = ":" + string(appendPadded(nil, s, 2))
				j += 2
			}
		}
		h, j = p.half(h, j)
		b := append(appendPadded([]byte{'T'}, h, 2), ':')
		b = append(appendPadded(b, m, 2), sec...)
		if z := p.zone(j); z != "" {
			if sec == "" {
				b = append(b, ":00"...)
			}
			return string(b) + z
		}
		return string(b)
	}
	return ""
}

func twoDigits(t text.Token, limit int) (int, bool) {
	if t.Kind != text.Number || len(t.Fold) > 2 {
		return 0, false
	}
	v, err := strconv.Atoi(t.Fold)
	return v, err == nil && v <= limit
}

// half reads the half of the day after the time: ص, مساءً, pm.
func (p *stamp) half(h, j int) (int, int) {
	t := p.d.Tokens
	if j >= len(t) {
		return h, j
	}
	switch t[j].Fold {
	case "م", "مساء", "pm", "ظهرا", "عصرا", "ليلا":
		if h < 12 && !(t[j].Fold == "ليلا" && h < 6) {
			h += 12
		}
		return h, j + 1
	case "ص", "صباحا", "am", "فجرا":
		return h % 12, j + 1
	}
	return h, j
}

// zone reads GMT, +03:00, GMT+3 or «بتوقيت مكة» after the time.
func (p *stamp) zone(j int) string {
	t, named := p.d.Tokens, ""
	for k := j; k < min(j+4, len(t)); k++ {
		if z := lists.zones[t[k].Fold]; z != "" {
			named = z
			continue
		}
		if (t[k].Fold == "+" || t[k].Fold == "-") && k+1 < len(t) && (named == "Z" || !t[k+1].Space && !p.dayAt(k+1)) {
			if z := offset(t[k].Fold, t[k+1:]); z != "" {
				return z
			}
		}
	}
	return named
}

// dayAt reports whether the number at token k is the day of a date that a dash
// joins to its time: «18:35-12 مارس», 18:35-12/03/2025.
func (p *stamp) dayAt(k int) bool {
	f := p.finder()
	if _, ok := f.day(k); !ok {
		return false
	}
	if s := f.fold(k + 1); s == "/" || s == "-" || s == "." {
		return true
	}
	_, ok := f.month(k + 1)
	return ok
}

// offset reads 3, 03, 0300 or 03:00 after its sign.
func offset(sign string, t []text.Token) string {
	s := t[0].Fold
	if t[0].Kind != text.Number || len(s) > 4 {
		return ""
	}
	h, err := strconv.Atoi(s)
	if err != nil {
		return ""
	}
	m := 0
	if len(s) > 2 {
		h, m = h/100, h%100
	} else if len(t) > 2 && t[1].Fold == ":" {
		m, _ = twoDigits(t[2], 59)
	}
	if h > 14 || m > 59 {
		return ""
	}
	b := append(appendPadded([]byte(sign), h, 2), ':')
	return string(appendPadded(b, m, 2))
}
