// Package site holds what is known of single outlets: where their pages keep
// title, body, date and writer, and what they put between the paragraphs.
//
// A rule is a YAML file with a reason for every line; the shipped ones are
// embedded, a directory of the operator's goes over them. Rules help the
// generic reader, they do not replace it: a selector that matches nothing is
// as if it were not there. The package reads files and nodes; it knows no
// clock, no network and no state.
package site

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/andybalholm/cascadia"
	"go.yaml.in/yaml/v3"

	"github.com/marsad-news/marsad/internal/strict"
)

// Rule is what is known of one outlet.
type Rule struct {
	ID       string   `yaml:"id"`
	Name     string   `yaml:"name"`
	Hosts    []string `yaml:"hosts"` // host, with the beginning of the path where an outlet has only that; subdomains are included
	Lang     string   `yaml:"lang"`  // of its articles, ISO 639
	Verified bool     `yaml:"verified"`
	Notes    string   `yaml:"notes"`
	Title    *Place   `yaml:"title"`
	Body     *Place   `yaml:"body"`
	Date     *Place   `yaml:"date"`
	Byline   *Place   `yaml:"byline"`
	Drop     []Drop   `yaml:"drop"`
	Lines    []Phrase `yaml:"lines"`
	file     string
	files    fs.FS // where its fixture is
}

// Place is where a page keeps something.
type Place struct {
	Select string `yaml:"select"` // CSS selector
	Attr   string `yaml:"attr"`   // attribute that holds it, else the text does
	Why    string `yaml:"why"`
	match  cascadia.SelectorGroup
}

// Drop is a part of the page that is not the article.
type Drop struct {
	Select string `yaml:"select"`
	Kind   string `yaml:"kind"` // as of event.Stripped
	Why    string `yaml:"why"`
	match  cascadia.SelectorGroup
}

// Phrase is a line that the outlet prints on every page.
type Phrase struct {
	Text  string `yaml:"text"`
	Start bool   `yaml:"start"` // the line only begins with it
	Kind  string `yaml:"kind"`
	Why   string `yaml:"why"`
}

//go:embed rules/*.yaml rules/fixtures
var shipped embed.FS

// Set is rules by host.
type Set struct {
	rules []*Rule
	hosts map[string][]*Rule // by host
}

// Shipped is the rules that Marsad comes with.
func Shipped() (*Set, error) {
	sub, err := fs.Sub(shipped, "rules")
	if err != nil {
		return nil, fmt.Errorf("open shipped rules: %w", err)
	}
	return Load(sub)
}

// Load reads every *.yaml of a directory. All faults of all files are reported
// at once, each with file and line.
func Load(fsys fs.FS) (*Set, error) {
	names, err := fs.Glob(fsys, "*.yaml")
	if err != nil {
		return nil, fmt.Errorf("list rules: %w", err)
	}
	s := &Set{hosts: map[string][]*Rule{}}
	var faults []error
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			faults = append(faults, fmt.Errorf("read rule: %w", err))
			continue
		}
		r, err := Parse(data, name)
		if err != nil {
			faults = append(faults, err)
			continue
		}
		r.files = fsys
		if err := s.add(r); err != nil {
			faults = append(faults, err)
		}
	}
	return s, errors.Join(faults...)
}

// Over is the set with the rules of another laid over it: those win for their
// id and hosts.
func (s *Set) Over(o *Set) *Set {
	out := &Set{hosts: map[string][]*Rule{}}
	for _, r := range o.rules {
		_ = out.add(r) // was added once already
	}
	for _, r := range s.rules {
		if out.ByID(r.ID) == nil {
			_ = out.add(r) // hosts that are taken stay with the one on top
		}
	}
	return out
}

func (s *Set) add(r *Rule) error {
	if old := s.ByID(r.ID); old != nil {
		return fmt.Errorf("%s: id %q is taken by %s", r.file, r.ID, old.file)
	}
	s.rules = append(s.rules, r)
	for _, h := range r.Hosts {
		host, _, _ := strings.Cut(h, "/")
		s.hosts[host] = append(s.hosts[host], r)
	}
	return nil
}

// Rules are all rules, by id.
func (s *Set) Rules() []*Rule {
	out := slices.Clone(s.rules)
	slices.SortFunc(out, func(a, b *Rule) int { return strings.Compare(a.ID, b.ID) })
	return out
}

// ByID is the rule with an id, or nil.
func (s *Set) ByID(id string) *Rule {
	for _, r := range s.rules {
		if r.ID == id {
			return r
		}
	}
	return nil
}

// For is the rule of an address, or nil: the longest host and path that it
// begins with.
func (s *Set) For(address string) *Rule {
	if s == nil {
		return nil
	}
	if i := strings.Index(address, "://"); i >= 0 {
		address = address[i+3:]
	}
	address = strings.ToLower(address)
	host, rest, _ := strings.Cut(address, "/")
	host, _, _ = strings.Cut(host, ":")
	for h := host; h != ""; _, h, _ = strings.Cut(h, ".") {
		var best *Rule
		long := -1
		for _, r := range s.hosts[h] {
			for _, want := range r.Hosts {
				wh, wp, _ := strings.Cut(want, "/")
				if wh == h && len(wp) > long && under(rest, wp) {
					best, long = r, len(wp)
				}
			}
		}
		if best != nil {
			return best
		}
	}
	return nil
}

// under reports whether a path begins with whole parts of another.
func under(rest, prefix string) bool {
	return prefix == "" || rest == prefix || strings.HasPrefix(rest, strings.TrimSuffix(prefix, "/")+"/")
}

// Parse reads one rule. Errors name the file, the line and what was meant.
func Parse(data []byte, file string) (*Rule, error) {
	r := &Rule{file: file}
	if err := strict.Decode(data, file, r); err != nil {
		return nil, fmt.Errorf("read rule: %w", err)
	}
	v := &validation{file: file, lines: lineNumbers(data)}
	v.rule(r)
	if err := errors.Join(v.faults...); err != nil {
		return nil, fmt.Errorf("read rule: %w", err)
	}
	return r, nil
}

// lineNumbers maps the scalar values of a YAML file to their lines.
func lineNumbers(data []byte) map[string]int {
	m := map[string]int{}
	var doc yaml.Node
	if yaml.Unmarshal(data, &doc) != nil {
		return m
	}
	var walk func(n *yaml.Node)
	walk = func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode && m[n.Value] == 0 {
			m[n.Value] = n.Line
		}
		for _, c := range n.Content {
			walk(c)
		}
	}
	walk(&doc)
	return m
}

type validation struct {
	file   string
	lines  map[string]int
	faults []error
}

func (v *validation) fault(value, format string, args ...any) {
	line := max(1, v.lines[value])
	v.faults = append(v.faults, fmt.Errorf("%s:%d: %s", v.file, line, fmt.Sprintf(format, args...)))
}

func (v *validation) rule(r *Rule) {
	if r.ID == "" {
		v.fault("", "id is missing")
	}
	if want := strings.TrimSuffix(path.Base(v.file), ".yaml"); r.ID != "" && r.ID != want {
		v.fault(r.ID, "id %q is not the file's name %q", r.ID, want)
	}
	if len(r.Hosts) == 0 {
		v.fault("", "hosts are missing")
	}
	for _, h := range r.Hosts {
		if strings.Contains(h, "://") || strings.HasPrefix(h, "www.") || h != strings.ToLower(h) || !strings.Contains(h, ".") {
			v.fault(h, "host %q must be a bare lower-case host, without scheme and www", h)
		}
	}
	for name, p := range map[string]*Place{"title": r.Title, "body": r.Body, "date": r.Date, "byline": r.Byline} {
		if p != nil {
			v.reason(name, p.Select, p.Why)
			p.match = v.selector(name, p.Select)
		}
	}
	for i := range r.Drop {
		d := &r.Drop[i]
		v.reason("drop", d.Select, d.Why)
		v.kind(d.Kind, d.Select)
		d.match = v.selector("drop", d.Select)
	}
	for i := range r.Lines {
		l := &r.Lines[i]
		v.reason("lines", l.Text, l.Why)
		v.kind(l.Kind, l.Text)
		if strings.TrimSpace(l.Text) == "" {
			v.fault(l.Why, "lines: text is empty")
		}
	}
}

func (v *validation) reason(key, value, why string) {
	if strings.TrimSpace(why) == "" {
		v.fault(value, "%s %q has no reason (why)", key, value)
	}
}

func (v *validation) selector(key, sel string) cascadia.SelectorGroup {
	g, err := cascadia.ParseGroup(sel)
	if err != nil {
		v.fault(sel, "%s: selector %q: %v", key, sel, err)
	}
	return g
}

// Kinds are what a rule may call a part that it drops.
var kinds = []string{
	"advert", "author-bio", "byline", "caption", "comments", "controls", "cookie", "copyright", "date", "dateline", "deck", "donation", "embed",
	"keywords", "kicker", "masthead", "most-read", "navigation", "newsletter", "paywall", "poll", "related", "share", "source-line", "ticker", "title", "video",
}

func (v *validation) kind(k, value string) {
	if slices.Contains(kinds, k) {
		return
	}
	best := ""
	for _, c := range kinds {
		if k != "" && (strings.HasPrefix(c, k[:1]) && (strings.Contains(c, k) || strings.Contains(k, c)) || sameLetters(c, k)) {
			best = c
		}
	}
	if best != "" {
		v.fault(value, "unknown kind %q; did you mean %q?", k, best)
		return
	}
	v.fault(value, "unknown kind %q; known are %s", k, strings.Join(kinds, ", "))
}

// sameLetters reports whether two words differ in at most two letters.
func sameLetters(a, b string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	if len(b)-len(a) > 2 {
		return false
	}
	miss, j := 0, 0
	for i := range len(b) {
		if j < len(a) && a[j] == b[i] {
			j++
		} else {
			miss++
		}
	}
	return miss+len(a)-j <= 3 && j >= len(a)-1
}
