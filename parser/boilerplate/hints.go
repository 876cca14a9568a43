package boilerplate

import (
	_ "embed"
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

//go:embed data/hints.tsv
var hintData string

// hint is what the names of one element say about it.
type hint struct {
	kind     kind  // what to strip it as, or kindNone
	strength uint8 // 1 to 3
	body     uint8 // 0 no, 2 likely, 3 surely the element of the running text
	rule     int32 // the pattern that said so
	live     bool  // an entry of a live page
	reply    bool  // what boards call a box that a reader wrote
}

// The symbols of the hint automaton: letters, digits, a hyphen between words
// and a space between class names.
const (
	symHyphen  = 0
	symSpace   = 37
	hintSymbol = 38
)

type hintPattern struct {
	kind     kind
	strength uint8
	text     string
}

type hintTable struct {
	auto     *automaton
	patterns []hintPattern
}

var hintsTable = mustHints(hintData)

func mustHints(data string) *hintTable {
	t, err := readHints(data)
	if err != nil {
		panic(err) // the file is part of the binary
	}
	return t
}

// readHints compiles the table of names.
func readHints(data string) (*hintTable, error) {
	t := &hintTable{}
	var words [][]byte
	for i, line := range strings.Split(data, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) < 3 || len(f[1]) != 1 || f[1] < "1" || f[1] > "3" {
			return nil, fmt.Errorf("read hints: line %d: want kind, strength and pattern", i+1)
		}
		k, ok := kindOf(f[0])
		if !ok {
			return nil, fmt.Errorf("read hints: line %d: unknown kind %q", i+1, f[0])
		}
		t.patterns = append(t.patterns, hintPattern{k, f[1][0] - '0', f[2]})
		words = append(words, hintSymbols(f[2]))
	}
	t.auto = newAutomaton(hintSymbol, words)
	return t, nil
}

// hintSymbols turns a pattern of the data file into symbols with its bounds.
func hintSymbols(p string) []byte {
	var out []byte
	whole := strings.HasPrefix(p, "=")
	p = strings.TrimPrefix(p, "=")
	head, tail := strings.HasPrefix(p, "*"), strings.HasSuffix(p, "*")
	p = strings.Trim(p, "*")
	if whole {
		out = append(out, symSpace)
	}
	if !head {
		out = append(out, symHyphen)
	}
	for i := range len(p) {
		out = append(out, symbolOf(p[i]))
	}
	if !tail {
		out = append(out, symHyphen)
	}
	if whole {
		out = append(out, symSpace)
	}
	return out
}

func symbolOf(c byte) byte {
	switch {
	case c >= 'a' && c <= 'z':
		return c - 'a' + 1
	case c >= 'A' && c <= 'Z':
		return c - 'A' + 1
	case c >= '0' && c <= '9':
		return c - '0' + 27
	}
	return symHyphen
}

// hintScan reads the names of one element through the automaton.
type hintScan struct {
	t     *hintTable
	state uint16
	last  byte // last symbol fed
	out   hint
}

func (s *hintScan) feed(c byte) {
	a := s.t.auto
	s.state = a.next[int(s.state)*hintSymbol+int(c)]
	s.last = c
	for h := a.out[s.state]; h >= 0; h = a.hits[h].more {
		s.take(a.hits[h].pattern)
	}
}

func (s *hintScan) take(i int32) {
	p := &s.t.patterns[i]
	switch {
	case p.kind == kindBody:
		s.out.body = max(s.out.body, p.strength)
	case p.kind == kindLive:
		s.out.live = true
	case p.kind == kindReply:
		s.out.reply = true
	case p.kind == kindKeep && p.strength == 3:
		s.out.kind, s.out.strength, s.out.rule = p.kind, p.strength, i
	case p.strength > s.out.strength:
		s.out.kind, s.out.strength, s.out.rule = p.kind, p.strength, i
	}
}

// bound ends a word: a hyphen, unless one stands there.
func (s *hintScan) bound() {
	if s.last != symHyphen {
		s.feed(symHyphen)
	}
}

// name feeds one attribute value, its names parted by spaces. The classes of
// a WordPress post name its tags and categories, which say nothing here.
func (s *hintScan) name(v string, wordpress bool) {
	for len(v) > 0 {
		i := strings.IndexByte(v, ' ')
		w := v
		if i >= 0 {
			w, v = v[:i], v[i+1:]
		} else {
			v = ""
		}
		if w == "" || statePrefix(w) || wordpress && (strings.HasPrefix(w, "tag-") || strings.HasPrefix(w, "category-")) {
			continue
		}
		s.word(w)
	}
}

// statePrefix reports whether a class says what an element has or lacks, not
// what it is ("has-post-thumbnail", "no-sidebar").
func statePrefix(w string) bool {
	for _, p := range [...]string{"has-", "no-", "with-", "not-", "without-", "has_", "no_", "with_"} {
		if strings.HasPrefix(w, p) {
			return true
		}
	}
	return false
}

func (s *hintScan) word(w string) {
	s.bound()
	s.feed(symSpace)
	s.feed(symHyphen)
	var prev byte
	for i := range len(w) {
		c := w[i]
		sym := symbolOf(c)
		if c >= 'A' && c <= 'Z' && prev >= 'a' && prev <= 'z' {
			s.bound()
		}
		if sym == symHyphen {
			s.bound()
		} else {
			s.feed(sym)
		}
		prev = c
	}
	s.bound()
	s.feed(symSpace)
}

// attributes whose values name what an element is, beside class and id
func namesPart(key string) (prefix string, ok bool) {
	switch key {
	case "class", "id", "data-testid", "data-test", "data-qa", "data-component", "data-component-name",
		"data-widget_type", "data-module", "data-type", "data-print-layout":
		return "", true
	case "role":
		return "role-", true
	case "itemprop":
		return "itemprop-", true
	}
	return "", false
}

// hintOf reads what the attributes of an element say.
func hintOf(n *html.Node) (h hint) {
	s := hintScan{t: hintsTable}
	if n.DataAtom == 0 && strings.IndexByte(n.Data, '-') > 0 {
		s.word(n.Data) // an element of the page's own making
	}
	for i := range n.Attr {
		a := &n.Attr[i]
		if a.Val == "" || len(a.Val) > 400 {
			continue // nothing is named with so many letters
		}
		prefix, ok := namesPart(a.Key)
		if !ok {
			continue
		}
		if prefix != "" {
			s.prefixed(prefix, a.Val)
			continue
		}
		wp := a.Key == "class" && (strings.Contains(a.Val, "hentry") || strings.Contains(a.Val, "type-post"))
		s.name(a.Val, wp)
	}
	return s.out
}

// prefixed feeds values as words that begin with prefix.
func (s *hintScan) prefixed(prefix, v string) {
	for w := range strings.FieldsSeq(v) {
		s.bound()
		s.feed(symSpace)
		s.feed(symHyphen)
		for i := range len(prefix) {
			s.feed(symbolOf(prefix[i]))
		}
		var prev byte
		for i := range len(w) {
			c := w[i]
			if c >= 'A' && c <= 'Z' && prev >= 'a' && prev <= 'z' {
				s.bound()
			}
			s.feed(symbolOf(c))
			prev = c
		}
		s.bound()
		s.feed(symSpace)
	}
}
