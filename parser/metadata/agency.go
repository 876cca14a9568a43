package metadata

import (
	"strings"
	"unicode/utf8"

	"github.com/marsad-news/marsad/parser/charset"
)

// agencies are the wires that outlets credit, by folded name and by how the
// credit is written out.
var agencies = []struct{ key, credit string }{
	{"ا ف ب", "أ ف ب"}, {"افب", "أ ف ب"}, {"فرانس برس", "فرانس برس"}, {"رويترز", "رويترز"}, {"اسوشيتد برس", "أسوشيتد برس"}, {"اسوشييتد برس", "أسوشيتد برس"},
	{"د ب ا", "د ب أ"}, {"الاناضول", "الأناضول"}, {"شينخوا", "شينخوا"}, {"سبوتنيك", "سبوتنيك"}, {"واع", "واع"}, {"وفا", "وفا"}, {"سانا", "سانا"}, {"واس", "واس"}, {"وام", "وام"},
	{"قنا", "قنا"}, {"كونا", "كونا"}, {"بترا", "بترا"}, {"وكالات", "وكالات"}, {"afp", "AFP"}, {"reuters", "Reuters"}, {"ap", "AP"}, {"dpa", "dpa"}, {"xinhua", "Xinhua"},
}

// Agency is the wire that a source line, dateline or byline credits, as it is
// printed; a source line that names no known wire is the credit itself.
func Agency(line string) string {
	line = charset.Line(line)
	for _, label := range []string{"المصدر", "المصادر", "مصدر الخبر", "Source", "source", "Sources"} {
		if rest, ok := strings.CutPrefix(line, label); ok {
			line = strings.Trim(rest, " :|–-")
			if i := strings.Index(line, "المصدر"); i > 0 { // the credit twice
				line = strings.TrimSpace(line[:i])
			}
			if i := strings.LastIndex(line, " ("); i > 0 { // initials of the desk
				line = line[:i]
			}
			return line
		}
	}
	k := " " + key(line) + " "
	for _, a := range agencies {
		if strings.Contains(k, " "+a.key+" ") {
			return a.credit
		}
	}
	return ""
}

// The most letters and words of a dateline.
const (
	maxDateline  = 50
	datelineLong = 6
)

// Dateline is the place, with the agency in brackets, that a lead begins with:
// «بغداد (رويترز) - …», «نيامي – …», «لندن ـ «…»: …». It stays in the text too.
func Dateline(lead string) string {
	for i, r := range lead {
		if i > 2*maxDateline {
			return ""
		}
		if strings.ContainsRune(".؟!؛\"”", r) {
			return ""
		}
		if r != '-' && r != '–' && r != '—' && r != 'ـ' || i == 0 || lead[i-1] != ' ' {
			continue
		}
		rest := lead[i+utf8.RuneLen(r):]
		place := strings.TrimSpace(lead[:i])
		if n := len(strings.Fields(place)); !strings.HasPrefix(rest, " ") || n > datelineLong || strings.ContainsAny(place, "0123456789،,:") {
			return ""
		}
		return place
	}
	return ""
}

// Places reports whether a line over the text is a dateline: places and
// outlets with a dash or slash between, «بغداد / الوكالة», «عدن – خاص».
func Places(line string) bool {
	line = charset.Line(line)
	return len(strings.Fields(line)) <= datelineLong+1 && (strings.Contains(line, " - ") || strings.Contains(line, " – ") || strings.Contains(line, " / ") || strings.Contains(line, "/ "))
}
