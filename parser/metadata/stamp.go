package metadata

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/marsad-news/marsad/internal/text/when"
)

// glued finds a time of day with the day behind a dash, which is no zone:
// «18:35-12 مارس».
var glued = regexp.MustCompile(`(\d{1,2}:\d{2})\s*[-–ـ]\s*(\d{1,2}\s*/?\s*\p{L})`)

// compact finds 20240312T101500Z.
var compact = regexp.MustCompile(`^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})(Z|[+-]\d{2}:?\d{2})?$`)

// Stamp8601 is a printed or machine-readable stamp as ISO 8601. now anchors
// relative stamps; zero leaves those unread.
func Stamp8601(s string, now time.Time) (string, bool) {
	s = strings.TrimSpace(s)
	if m := compactParts(s); m != nil {
		s = m[1] + "-" + m[2] + "-" + m[3] + "T" + m[4] + ":" + m[5] + ":" + m[6] + m[7]
	}
	if iso, ok := epoch(s); ok {
		return iso, true
	}
	if strings.Contains(s, ":") && strings.ContainsAny(s, "-–ـ") {
		s = glued.ReplaceAllString(s, "$1 | $2")
	}
	return when.ParseStamp(strings.ReplaceAll(s, "،", " "), now) // «3 مايو، 2025»
}

// compactParts is what compact finds: most stamps show at a glance that it
// finds nothing.
func compactParts(s string) []string {
	if day := len("20240312"); len(s) <= day || s[day] != 'T' {
		return nil
	}
	return compact.FindStringSubmatch(s)
}

// epoch reads seconds or milliseconds since 1970, in a range that only a stamp
// would have: 2001 to 2033.
func epoch(s string) (string, bool) {
	if len(s) != 10 && len(s) != 13 {
		return "", false
	}
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return "", false
	}
	if len(s) == 13 {
		n /= 1000
	}
	if n < 1e9 || n > 2e9 {
		return "", false
	}
	return time.Unix(n, 0).UTC().Format(time.RFC3339), true
}
