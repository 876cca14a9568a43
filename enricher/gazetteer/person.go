package gazetteer

import (
	"strconv"
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// OrgOf returns the organisation that a person spoke for in a year: the
// office held then, else the last one before it, else the first. It is "" for
// an entry that is no person. The year 0 means the present.
func OrgOf(e *lexicon.Entry, year int) string {
	org, first := "", ""
	for term := range strings.SplitSeq(e.Get("held"), ",") {
		name, years, ok := strings.Cut(term, ":")
		if !ok {
			continue
		}
		if first == "" {
			first = name
		}
		from, to, _ := strings.Cut(years, "-")
		start, _ := strconv.Atoi(from)
		end, err := strconv.Atoi(to)
		if err != nil {
			end = 9999
		}
		if year == 0 || start <= year {
			org = name
		}
		if year != 0 && start <= year && year < end {
			return name // in the year of a change the newer office
		}
	}
	if org == "" {
		return first
	}
	return org
}
