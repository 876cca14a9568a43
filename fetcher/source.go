package fetcher

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/marsad-news/marsad/fetcher/front"
	"github.com/marsad-news/marsad/fetcher/link"
)

// Source is one outlet and the doors to it.
type Source struct {
	ID       string            `yaml:"id"`
	Name     map[string]string `yaml:"name"`     // by language: ar, en
	Country  string            `yaml:"country"`  // ISO 3166 alpha-3
	Tier     int               `yaml:"tier"`     // 1 to 3: how much it matters, and so how often it is looked at
	Lang     string            `yaml:"lang"`     // ISO 639
	Feeds    []string          `yaml:"feeds"`    // RSS, Atom, JSON Feed
	Sitemaps []string          `yaml:"sitemaps"` // news sitemaps and indexes
	Fronts   []string          `yaml:"fronts"`   // front or section pages
	URLs     []string          `yaml:"urls"`     // single articles
	Pattern  string            `yaml:"pattern"`  // regular expression that an article's URL matches
	Tracking []string          `yaml:"tracking"` // query parameters to drop, besides the usual ones
	Poll     time.Duration     `yaml:"poll"`     // first interval between two polls; 0: the config's
	Delay    time.Duration     `yaml:"delay"`    // least time between two requests; 0: the config's
	Ports    []uint16          `yaml:"ports"`    // besides 80 and 443
	AnyCert  bool              `yaml:"any_cert"` // its certificate is not verified
	Verified string            `yaml:"verified"` // date on which the doors were last seen to work; empty: never
	Notes    string            `yaml:"notes"`
}

// tier is the source's tier, the middle one when it has none.
func (s *Source) tier() int {
	if s.Tier < 1 || s.Tier > 3 {
		return 2
	}
	return s.Tier
}

// site is a source made ready for use.
type site struct {
	*Source
	rules  *link.Rules
	finder *front.Finder
}

func newSite(s *Source, rules *link.Rules) (*site, error) {
	r := rules.With(s.Tracking)
	f, err := front.NewFinder(s.Pattern, r)
	if err != nil {
		return nil, fmt.Errorf("source %s: pattern: %w", s.ID, err)
	}
	return &site{Source: s, rules: r, finder: f}, nil
}

// takes says whether an address that a door named is to be fetched: on the
// source's pattern if it has one, and no picture or film.
func (s *site) takes(u string) bool {
	if s.Pattern != "" {
		return s.finder.Article(u)
	}
	return link.IsPage(u)
}

// CheckSources reports every fault of a list of sources, each with the source
// and the key that a person would edit.
func CheckSources(list []Source) []error {
	var errs []error
	ids, doors := map[string]bool{}, map[string]string{}
	rules := link.Default()
	for i := range list {
		s := &list[i]
		fault := func(key, format string, args ...any) {
			errs = append(errs, fmt.Errorf("source %s: %s: %s", s.ID, key, fmt.Sprintf(format, args...)))
		}
		if s.ID == "" || ids[s.ID] {
			fault("id", "empty or given twice")
		}
		ids[s.ID] = true
		if _, err := front.NewFinder(s.Pattern, rules); err != nil {
			fault("pattern", "%v", err)
		}
		n := 0
		for key, list := range map[string][]string{"feeds": s.Feeds, "sitemaps": s.Sitemaps, "fronts": s.Fronts, "urls": s.URLs} {
			for _, d := range list {
				n++
				u, err := rules.Normalise(nil, d)
				if err != nil {
					fault(key, "%q: %v", d, err)
					continue
				}
				if other, ok := doors[link.Key(u)]; ok {
					fault(key, "%s is also a door of %s", d, other)
				}
				doors[link.Key(u)] = s.ID
				if port := portOf(u); port != "" && !hasPort(s.Ports, port) {
					fault(key, "%s: port %s is not in ports", d, port)
				}
			}
		}
		if n == 0 {
			fault("feeds", "no door: give a feed, a sitemap, a front page or URLs")
		}
	}
	return errs
}

func portOf(u string) string {
	p, err := url.Parse(u)
	if err != nil {
		return ""
	}
	return p.Port()
}

func hasPort(ports []uint16, port string) bool {
	for _, p := range ports {
		if fmt.Sprint(p) == port {
			return true
		}
	}
	return false
}

// productToken is what robots.txt files call us.
const productToken = "MarsadBot"

// userAgent names us and how to reach whoever runs us.
func userAgent(version, contact string) string {
	if version == "" {
		version = "1.0"
	}
	ua := productToken + "/" + version
	switch {
	case contact == "":
	case strings.Contains(contact, "@") && !strings.HasPrefix(contact, "mailto:"):
		ua += " (+mailto:" + contact + ")"
	default:
		ua += " (+" + contact + ")"
	}
	return ua
}
