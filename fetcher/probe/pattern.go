package probe

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/marsad-news/marsad/fetcher/link"
)

// enough is the share of the addresses that a pattern has to match, and the
// share that has to have a part in common for it to stand in the pattern.
const (
	enough      = 0.9
	fewest      = 5 // addresses from which a pattern is made
	maxSegments = 12
)

// Pattern makes a regular expression that the addresses of articles match, as
// a source's entry has it. It is empty when they have too little in common:
// then guessing by the shape of each address does better. The addresses are
// normal ones.
func Pattern(urls []string) string {
	if len(urls) < fewest {
		return ""
	}
	host, paths := commonHost(urls)
	if host == "" {
		return ""
	}
	n := commonLength(paths)
	if n == 0 {
		return ""
	}
	var b strings.Builder
	b.WriteString(`^https?://(www\.)?` + regexp.QuoteMeta(strings.TrimPrefix(host, "www.")))
	telling := false
	for i := range n {
		part := commonPart(paths, n, i)
		telling = telling || part != anything
		b.WriteString("/" + part)
	}
	b.WriteString("/?$")
	pattern := b.String()
	if !telling || !matches(pattern, urls) {
		return ""
	}
	return pattern
}

// anything matches one part of a path, as a word for "no pattern here".
const anything = `[^/?]+`

// commonHost is the host of nearly all addresses, and the parts of their
// paths. Addresses told apart by their query have none.
func commonHost(urls []string) (string, [][]string) {
	count := map[string]int{}
	paths := map[string][][]string{}
	for _, s := range urls {
		u, err := url.Parse(link.Readable(s))
		if err != nil || u.RawQuery != "" {
			continue
		}
		segs := strings.FieldsFunc(u.Path, func(r rune) bool { return r == '/' })
		if len(segs) == 0 || len(segs) > maxSegments {
			continue
		}
		count[u.Host]++
		paths[u.Host] = append(paths[u.Host], segs)
	}
	best := ""
	for h, n := range count {
		if n > count[best] || n == count[best] && h < best {
			best = h
		}
	}
	if float64(count[best]) < enough*float64(len(urls)) {
		return "", nil
	}
	return best, paths[best]
}

// commonLength is how many parts nearly all paths have.
func commonLength(paths [][]string) int {
	count := map[int]int{}
	for _, p := range paths {
		count[len(p)]++
	}
	best := 0
	for n := range count {
		if count[n] > count[best] {
			best = n
		}
	}
	if float64(count[best]) < enough*float64(len(paths)) {
		return 0
	}
	return best
}

// shapes are what a part of a path may look like, the narrowest first.
var shapes = []string{`20\d\d`, `(0?[1-9]|1[0-2])`, `(0?[1-9]|[12]\d|3[01])`, `\d+`, `\d+-[^/?]+`, `[^/?]+-\d+`, `[^/?]*\d{4,}[^/?]*`}

// commonPart says what the i-th part of the paths of length n has in common.
func commonPart(paths [][]string, n, i int) string {
	var parts []string
	for _, p := range paths {
		if len(p) == n {
			parts = append(parts, p[i])
		}
	}
	first := parts[0]
	if !slices.ContainsFunc(parts, func(s string) bool { return s != first }) && !strings.ContainsFunc(first, unicode.IsDigit) {
		return regexp.QuoteMeta(first)
	}
	for _, s := range shapes {
		re := regexp.MustCompile("^" + s + "$")
		if !slices.ContainsFunc(parts, func(p string) bool { return !re.MatchString(p) }) {
			return s
		}
	}
	return anything
}

// matches says whether nearly all addresses match.
func matches(pattern string, urls []string) bool {
	re, err := regexp.Compile(pattern)
	if err != nil {
		return false
	}
	n := 0
	for _, u := range urls {
		if re.MatchString(u) || re.MatchString(link.Readable(u)) {
			n++
		}
	}
	return float64(n) >= enough*float64(len(urls))
}
