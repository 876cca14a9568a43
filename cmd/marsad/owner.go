package main

import (
	"net/url"
	"slices"
	"strings"

	"github.com/marsad-news/marsad/internal/config"
)

// ownerOf finds the configured source that an address belongs to by its host:
// that of a door, or a host below it. Empty when there is none.
func ownerOf(cfg config.Config) func(address string) string {
	by := map[string]string{}
	for i := range cfg.Sources {
		s := &cfg.Sources[i]
		for _, d := range slices.Concat(s.Fronts, s.Feeds, s.Sitemaps, s.URLs) {
			if h := siteOf(d); h != "" && by[h] == "" {
				by[h] = s.ID
			}
		}
	}
	return func(address string) string {
		for h := siteOf(address); strings.Contains(h, "."); _, h, _ = strings.Cut(h, ".") {
			if id := by[h]; id != "" {
				return id
			}
		}
		return by[siteOf(address)]
	}
}

// siteOf is the host of an address without www.
func siteOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(strings.ToLower(u.Host), "www.")
}
