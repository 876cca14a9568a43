package metadata

import (
	"net/url"
	"strings"

	"golang.org/x/net/publicsuffix"
)

// Canonical is the address of the article: what the page calls canonical when
// it lies on the same site and is no front page, else the address it was
// fetched from without fragment and tracking parameters.
func Canonical(fetched string, claims ...string) string {
	base, err := url.Parse(strings.TrimSpace(fetched))
	if err != nil {
		base = &url.URL{}
	}
	for _, c := range claims {
		c = strings.TrimSpace(c)
		if c == "" || len(c) > 2048 {
			continue
		}
		u, err := url.Parse(c)
		if err != nil {
			continue
		}
		u = base.ResolveReference(u)
		if (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && deep(u) && (base.Host == "" || Site(base.Host) == Site(u.Host)) {
			return tidy(u)
		}
	}
	if base.Host == "" {
		return fetched
	}
	return tidy(base)
}

// deep reports whether an address names something on its site: a template that
// calls the front page canonical is of no use.
func deep(u *url.URL) bool { return strings.Trim(u.Path, "/") != "" || u.RawQuery != "" }

// tracking are the parameters that tell where a reader came from.
var tracking = map[string]bool{"fbclid": true, "gclid": true, "igshid": true, "mc_cid": true, "mc_eid": true, "ref": true, "ref_src": true, "cmpid": true, "ocid": true, "_ga": true, "yclid": true, "ncid": true, "sh": true}

func tidy(u *url.URL) string {
	c := *u
	c.Fragment, c.RawFragment, c.User = "", "", nil
	c.Host = strings.ToLower(c.Host)
	if c.RawQuery != "" {
		var keep []string
		for part := range strings.SplitSeq(c.RawQuery, "&") {
			k, _, _ := strings.Cut(part, "=")
			if k = strings.ToLower(k); part == "" || tracking[k] || strings.HasPrefix(k, "utm_") || strings.HasPrefix(k, "at_") {
				continue
			}
			keep = append(keep, part)
		}
		c.RawQuery = strings.Join(keep, "&")
	}
	return c.String()
}

// Site is the registrable domain of a host: what one owner holds.
func Site(host string) string {
	host = strings.ToLower(host)
	if i := strings.LastIndexByte(host, ':'); i > 0 && !strings.Contains(host[i:], "]") {
		host = host[:i]
	}
	if s, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil {
		return s
	}
	return host
}
