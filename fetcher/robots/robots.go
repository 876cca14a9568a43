// Package robots reads robots.txt by RFC 9309 and answers whether a crawler
// may ask for a URL, naming the rule that decided.
//
// It is pure: bytes in, decision out. Fetching the file, keeping it and
// following its redirects is the caller's work; what a status code means for
// the site is answered here, because that is part of the RFC.
package robots

import (
	"strings"
	"time"
)

// MaxBytes is how much of a file is read: RFC 9309 section 2.5 asks for at
// least 500 KiB. A line cut by the limit is dropped, never read in half.
const MaxBytes = 500 << 10

// Access says what the answer to the request for robots.txt means for the
// site (RFC 9309 section 2.3.1).
type Access string

// The kinds of access.
const (
	Rules       Access = "rules"       // a file was read: its rules decide
	Unavailable Access = "unavailable" // 4xx, or redirected away too often: everything is allowed
	Unreachable Access = "unreachable" // 5xx, 429 or no answer: nothing is allowed
)

// File is a parsed robots.txt, or the stand-in for one that could not be had.
type File struct {
	Access   Access
	Status   int // HTTP status that led to Access; 0 without an answer
	Sitemaps []string
	groups   []group
}

// group is a set of rules and the agents that they bind.
type group struct {
	agents []agent
	rules  []Rule
}

// agent is one user-agent line. Its crawl-delay is the one that follows it
// inside the group.
type agent struct {
	token string // lower case; "*" for all
	delay time.Duration
	has   bool
}

// Rule is one allow or disallow line.
type Rule struct {
	Allow   bool
	Pattern string // as written
	Line    int    // counted from 1
	norm    pattern
}

// String is the rule as a line of the file.
func (r Rule) String() string {
	if r.Allow {
		return "Allow: " + r.Pattern
	}
	return "Disallow: " + r.Pattern
}

// Decision is the answer for one URL and why.
type Decision struct {
	Allowed bool
	Reason  Reason
	Rule    string // the line that decided, empty when none did
	Line    int    // its number, 0 when none did
	Group   string // the product token whose group was used, "*", or empty
}

// Reason is the kind of ground a decision stands on.
type Reason string

// The reasons.
const (
	ByRule        Reason = "rule"
	NoRule        Reason = "no_rule"        // a group applies but none of its rules matches
	NoGroup       Reason = "no_group"       // no group applies to this crawler
	RobotsItself  Reason = "robots_itself"  // /robots.txt is always allowed
	IsUnavailable Reason = "unavailable"    // see [Unavailable]
	IsUnreachable Reason = "unreachable"    // see [Unreachable]
	BadTarget     Reason = "malformed_path" // the target is no absolute path
)

// FromStatus is the file that an answer stands for. The body counts only for
// a 2xx status. Redirects must have been followed by the caller; a status 3xx
// therefore means that there were too many.
func FromStatus(status int, body []byte) *File {
	switch {
	case status >= 200 && status < 300:
		f := Parse(body)
		f.Status = status
		return f
	case status == 429:
		return &File{Access: Unreachable, Status: status}
	case status >= 300 && status < 500:
		return &File{Access: Unavailable, Status: status}
	default:
		return &File{Access: Unreachable, Status: status}
	}
}

// NoAnswer is the file of a site that could not be reached.
func NoAnswer() *File { return &File{Access: Unreachable} }

// Check says whether the crawler with the given product token may ask for the
// target: path and query of a URL, as sent ("/a/b?c=d").
func (f *File) Check(product, target string) Decision {
	switch f.Access {
	case Unavailable:
		return Decision{Allowed: true, Reason: IsUnavailable}
	case Unreachable:
		return Decision{Reason: IsUnreachable}
	}
	if target == "" {
		target = "/"
	}
	if target[0] != '/' {
		return Decision{Reason: BadTarget}
	}
	if target == "/robots.txt" {
		return Decision{Allowed: true, Reason: RobotsItself}
	}
	name, rules := f.rules(product)
	if name == "" {
		return Decision{Allowed: true, Reason: NoGroup}
	}
	best := longest(rules, normaliseTarget(target))
	if best == nil {
		return Decision{Allowed: true, Reason: NoRule, Group: name}
	}
	return Decision{Allowed: best.Allow, Reason: ByRule, Rule: best.String(), Line: best.Line, Group: name}
}

// longest is the matching rule with the most octets; of two equal ones the
// one that allows (RFC 9309 section 2.2.2).
func longest(rules []Rule, target string) *Rule {
	var best *Rule
	for i := range rules {
		r := &rules[i]
		if best != nil && (r.norm.size < best.norm.size || r.norm.size == best.norm.size && (best.Allow || !r.Allow)) {
			continue
		}
		if r.norm.match(target) {
			best = r
		}
	}
	return best
}

// rules merges all groups of the product token, or else all groups of "*"
// (RFC 9309 section 2.2.1). The name is empty when neither exists.
func (f *File) rules(product string) (name string, rules []Rule) {
	name = f.group(product)
	if name == "" {
		return "", nil
	}
	for _, g := range f.groups {
		if g.names(name) {
			if rules == nil {
				rules = g.rules[:len(g.rules):len(g.rules)] // shared until a second group is merged
				continue
			}
			rules = append(rules, g.rules...)
		}
	}
	return name, rules
}

// group is the token under which the crawler is addressed.
func (f *File) group(product string) string {
	product = strings.ToLower(product)
	star := ""
	for _, g := range f.groups {
		for _, a := range g.agents {
			if product != "" && a.token == product {
				return product
			}
			if a.token == "*" {
				star = "*"
			}
		}
	}
	return star
}

func (g group) names(token string) bool {
	for _, a := range g.agents {
		if a.token == token {
			return true
		}
	}
	return false
}

// CrawlDelay is the longest delay asked of this crawler, if any. Crawl-delay
// is no part of the RFC, but publishers mean it.
func (f *File) CrawlDelay(product string) (time.Duration, bool) {
	name := f.group(product)
	if name == "" {
		return 0, false
	}
	var d time.Duration
	found := false
	for _, g := range f.groups {
		for _, a := range g.agents {
			if a.token == name && a.has {
				found = true
				d = max(d, a.delay)
			}
		}
	}
	return d, found
}
