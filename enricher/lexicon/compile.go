package lexicon

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/marsad-news/marsad/internal/text"
)

// maxWords is the length of the longest phrase a list may hold.
const maxWords = 8

// Set is a compiled word list. It never changes and is safe for concurrent use.
type Set struct {
	dict    *Dictionary // its words, by their numbers
	roots   []int32     // word number → node after it as first word, 0: begins no phrase
	nodes   []node
	kids    []kid // of all nodes, those of one node together, by word
	outs    []output
	entries []*Entry
}

// node is a state of the token trie. Node 0 is the root and is never left to.
type node struct {
	out         int32 // first output, -1: none; outputs of a node are chained
	first, last int32 // its kids
	plain       uint8 // bit of a [hit.dress]: some output allows it, whatever the casing
	cased       bool  // an output asks for capitals
}

// kid is a node after another one.
type kid struct {
	word int32 // that leads to it
	node int32
}

// compiler is a set that is being made.
type compiler struct {
	*Set
	edges map[uint64]int32 // node<<32 | word number → node
}

// output says that a form ends at a node.
type output struct {
	entry  *Entry
	form   *Form
	next   int32 // next output of the node, -1: none
	latin  casing
	tagged bool // its form carries a Tag
	art    bool // the entry may carry the article
	suf    bool
	need   bool // only before a suffix
}

// casing is what the source must look like for a Latin form to match.
type casing uint8

const (
	anyCase casing = iota
	capital        // begins with a capital letter: Chad, not chad
	upper          // holds no lower-case letter: US, not us
)

// Compile makes a Set of entries. Forms that two entries share are both
// found, in the order of the entries.
func Compile(entries ...Entry) (*Set, error) {
	s := compiler{Set: &Set{dict: &Dictionary{views: map[*Set]view{}}, nodes: []node{{out: -1}}}, edges: make(map[uint64]int32, 4*len(entries))}
	var errs []error
	for i := range entries {
		e := entries[i]
		e.Index = i
		s.entries = append(s.entries, &e)
		for f := range e.Forms {
			if err := s.addForm(&e, &e.Forms[f]); err != nil {
				errs = append(errs, fmt.Errorf("compile %s %s: %w", e.Class, e.ID, err))
			}
		}
	}
	s.layKids()
	for i := range s.nodes {
		s.noteOutputs(&s.nodes[i])
	}
	s.dict.see(s.Set, 1)
	return s.Set, errors.Join(errs...)
}

// layKids lays the kids of each node side by side, sorted by their words.
func (s *compiler) layKids() {
	keys := slices.Sorted(maps.Keys(s.edges))
	s.kids = make([]kid, len(keys))
	for i, key := range keys {
		n := &s.nodes[key>>32]
		if n.last == 0 {
			n.first = int32(i)
		}
		n.last = int32(i) + 1
		s.kids[i] = kid{word: int32(uint32(key)), node: s.edges[key]}
	}
}

// noteOutputs notes at a node what its outputs allow.
func (s *compiler) noteOutputs(n *node) {
	for o := n.out; o >= 0; o = s.outs[o].next {
		out := &s.outs[o]
		if out.latin != anyCase {
			n.cased = true
			continue
		}
		for dress := range dresses {
			if out.dressed(dress) {
				n.plain |= 1 << dress
			}
		}
	}
}

// kid is the node that a word leads to from a node.
func (s *Set) kid(n *node, word int32) (int32, bool) {
	i, ok := slices.BinarySearchFunc(s.kids[n.first:n.last], word, func(k kid, w int32) int { return cmp.Compare(k.word, w) })
	if !ok {
		return 0, false
	}
	return s.kids[int(n.first)+i].node, true
}

// Entries returns the entries of the set in their order.
func (s *Set) Entries() []*Entry { return s.entries }

// Len returns the number of forms that the set tells apart.
func (s *Set) Len() int { return len(s.outs) }

func (s *compiler) addForm(e *Entry, f *Form) error {
	phrases := foldPhrase(f.Text)
	if len(phrases) == 0 {
		return fmt.Errorf("fold form %q: no word in it", f.Text)
	}
	for _, words := range phrases {
		if len(words) > maxWords {
			return fmt.Errorf("fold form %q: over %d words", f.Text, maxWords)
		}
		out := output{entry: e, form: f, art: f.Art, suf: f.Suf, need: f.NeedSuf, latin: casingOf(f.Text), tagged: f.Tag != ""}
		s.addPhrase(words, out)
		if f.Suf && !f.NeedSuf {
			s.addSuffixStems(words, out)
		}
	}
	return nil
}

// addSuffixStems adds the spelling that a word takes before a pronoun: ة
// becomes ت (قاعدتها) and a final ى becomes ا (نفاها).
func (s *compiler) addSuffixStems(words []string, out output) {
	out.need = true
	for i, w := range words {
		var stem string
		switch {
		case strings.HasSuffix(w, "ه"):
			stem = strings.TrimSuffix(w, "ه") + "ت"
		case strings.HasSuffix(w, "ي"):
			stem = strings.TrimSuffix(w, "ي") + "ا"
		default:
			continue
		}
		changed := append([]string(nil), words...)
		changed[i] = stem
		s.addPhrase(changed, out)
	}
}

func (s *compiler) addPhrase(words []string, out output) {
	at := int32(0)
	for i, w := range words {
		word := s.wordNumber(w)
		if i == 0 {
			if s.roots[word] == 0 {
				s.roots[word] = s.newNode()
			}
			at = s.roots[word]
			continue
		}
		key := edge(at, word)
		next, ok := s.edges[key]
		if !ok {
			next = s.newNode()
			s.edges[key] = next
		}
		at = next
	}
	s.addOutput(at, out)
}

// addOutput appends out to the node's chain unless the entry ends there
// already under the same conditions.
func (s *Set) addOutput(at int32, out output) {
	out.next = -1
	last := int32(-1)
	for i := s.nodes[at].out; i >= 0; i = s.outs[i].next {
		o := &s.outs[i]
		if o.entry == out.entry && o.art == out.art && o.suf == out.suf && o.need == out.need && o.latin == out.latin {
			return
		}
		last = i
	}
	s.outs = append(s.outs, out)
	if last < 0 {
		s.nodes[at].out = int32(len(s.outs) - 1)
	} else {
		s.outs[last].next = int32(len(s.outs) - 1)
	}
}

func (s *Set) wordNumber(w string) int32 {
	if n, ok := s.dict.words.Get(w); ok {
		return n
	}
	s.dict.add(w)
	s.roots = append(s.roots, 0)
	return int32(len(s.roots) - 1)
}

func (s *Set) newNode() int32 {
	s.nodes = append(s.nodes, node{out: -1})
	return int32(len(s.nodes) - 1)
}

func edge(node, word int32) uint64 { return uint64(node)<<32 | uint64(word) }

// foldPhrase divides a form into the folded words it may be written with. A
// Latin form with a hyphen or a full stop is cut as the tokeniser cuts it, and
// a second way without the sign.
func foldPhrase(form string) [][]string {
	if !strings.ContainsFunc(form, notArabicLetter) {
		words := strings.Fields(text.FoldString(form))
		if len(words) == 0 {
			return nil
		}
		return [][]string{words}
	}
	var ways [][]string
	for _, way := range []string{form, strings.NewReplacer("-", " ", "–", " ").Replace(form)} {
		words := tokenFolds(way)
		for len(words) > 1 && isPunct(words[len(words)-1]) {
			ways = appendWay(ways, words)
			words = words[:len(words)-1]
		}
		ways = appendWay(ways, words)
	}
	return ways
}

func appendWay(ways [][]string, words []string) [][]string {
	if len(words) == 0 || len(words) == 1 && isPunct(words[0]) {
		return ways
	}
	return append(ways, append([]string(nil), words...))
}

func tokenFolds(s string) []string {
	doc := text.Analyse(s)
	words := make([]string, 0, len(doc.Tokens))
	for _, t := range doc.Tokens {
		words = append(words, t.Fold)
	}
	return words
}

func isPunct(word string) bool {
	return !strings.ContainsFunc(word, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) })
}

func notArabicLetter(r rune) bool {
	return r != ' ' && !unicode.Is(unicode.Arabic, r) && !unicode.IsMark(r)
}

// casingOf reads from a Latin form how the source must be written: a short
// form in capitals only in capitals, a capitalised form only capitalised.
func casingOf(form string) casing {
	letters, lower, first := 0, 0, rune(0)
	for _, r := range form {
		if !unicode.Is(unicode.Latin, r) {
			if first == 0 && unicode.IsLetter(r) {
				return anyCase // «طريق M4»
			}
			continue
		}
		if first == 0 {
			first = r
		}
		letters++
		if unicode.IsLower(r) {
			lower++
		}
	}
	switch {
	case letters == 0 || !unicode.IsUpper(first):
		return anyCase
	case lower == 0 && letters <= 4:
		return upper
	}
	return capital
}
