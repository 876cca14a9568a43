package flat

import (
	_ "embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/marsad-news/marsad/parser/charset"
)

//go:embed phrases.tsv
var phraseFile string

//go:embed words.tsv
var wordFile string

// phrase is one entry of phrases.tsv.
type phrase struct {
	kind  Kind
	where string
	words []string
}

// lexicon is phrases.tsv and words.tsv, compiled.
type lexicon struct {
	line    map[string]*phrase   // by the whole key
	start   map[string][]*phrase // by first word
	any     map[string][]*phrase // by first word
	classes map[string]map[string]bool
}

var lex = sync.OnceValue(func() *lexicon {
	l, err := compile(phraseFile, wordFile)
	if err != nil {
		panic(err) // the files are embedded: a test compiles them first
	}
	return l
})

var kinds = map[Kind]bool{
	Comments: true, Donation: true, Related: true, MostRead: true, Keywords: true, SourceLine: true, Share: true,
	Newsletter: true, Controls: true, Advert: true, Cookie: true, Copyright: true, Navigation: true, Poll: true,
	Paywall: true, Caption: true, Letterhead: true, Signature: true, Editorial: true, AuthorBio: true, Masthead: true, Byline: true, Date: true,
}

func compile(phrases, words string) (*lexicon, error) {
	l := &lexicon{line: map[string]*phrase{}, start: map[string][]*phrase{}, any: map[string][]*phrase{}, classes: map[string]map[string]bool{}}
	no := 0
	for raw := range strings.Lines(phrases) {
		no++
		raw = strings.TrimSpace(raw)
		if raw == "" || raw[0] == '#' {
			continue
		}
		f := strings.Split(raw, "\t")
		if len(f) != 3 || !kinds[Kind(f[0])] {
			return nil, fmt.Errorf("read phrases: line %d: want kind, place and phrase, got %q", no, raw)
		}
		p := &phrase{kind: Kind(f[0]), where: f[1], words: charset.Words(f[2])}
		if len(p.words) == 0 {
			return nil, fmt.Errorf("read phrases: line %d: no words in %q", no, f[2])
		}
		switch f[1] {
		case "line":
			l.line[strings.Join(p.words, " ")] = p
		case "start", "lead", "short":
			l.start[p.words[0]] = append(l.start[p.words[0]], p)
		case "any":
			l.any[p.words[0]] = append(l.any[p.words[0]], p)
		default:
			return nil, fmt.Errorf("read phrases: line %d: unknown place %q", no, f[1])
		}
	}
	for raw := range strings.Lines(words) {
		class, list, ok := strings.Cut(strings.TrimSpace(raw), "\t")
		if !ok || strings.HasPrefix(class, "#") {
			continue
		}
		if l.classes[class] == nil {
			l.classes[class] = map[string]bool{}
		}
		for w := range strings.FieldsSeq(list) {
			l.classes[class][Key(w)] = true
		}
	}
	return l, nil
}

// Key is the form in which lines are compared: folded words with single
// spaces, without signs.
func Key(s string) string { return charset.Key(s) }

// The most words of a line for which a phrase counts, by place. A sentence
// that speaks of a subscription or of comments is longer.
const (
	maxShort = 6
	maxStart = 15
	maxAny   = 25
)

// limit is the most words that a line beginning with the phrase may have.
func (p *phrase) limit() int {
	switch p.where {
	case "short":
		return maxShort
	case "lead":
		return 1 << 20
	}
	return maxStart
}

// match is the phrase that a line is, begins with or holds, by that order.
func (l *lexicon) match(words []string) *phrase {
	if len(words) == 0 {
		return nil
	}
	if p := l.line[strings.Join(words, " ")]; p != nil {
		return p
	}
	if bare := withoutDigits(words); len(bare) < len(words) && len(bare) > 0 {
		if p := l.line[strings.Join(bare, " ")]; p != nil {
			return p
		}
		words = bare
	}
	var best *phrase
	for _, p := range l.start[words[0]] {
		if begins(words, p.words) && len(words) <= p.limit() && (best == nil || len(p.words) > len(best.words)) {
			best = p
		}
	}
	if best != nil {
		return best
	}
	if len(words) > maxAny {
		return nil
	}
	for i, w := range words {
		for _, p := range l.any[w] {
			if begins(words[i:], p.words) {
				return p
			}
		}
	}
	return nil
}

func begins(words, with []string) bool {
	if len(words) < len(with) {
		return false
	}
	for i, w := range with {
		if words[i] != w {
			return false
		}
	}
	return true
}

func withoutDigits(words []string) []string {
	if !slices.ContainsFunc(words, number) {
		return words
	}
	out := make([]string, 0, len(words))
	for _, w := range words {
		if !number(w) {
			out = append(out, w)
		}
	}
	return out
}

// number reports whether a word is digits alone.
func number(w string) bool {
	for _, r := range w {
		if !unicode.IsDigit(r) {
			return false
		}
	}
	return true
}

// is reports whether a folded word belongs to a class of words.tsv, as it
// stands or behind و or ف.
func (l *lexicon) is(class, w string) bool { return l.classes[class][w] }

// Outlet reports whether a name is that of an outlet: a few words that begin
// with what it is, a channel or a paper.
func Outlet(name string) bool {
	words := charset.Words(name)
	return len(words) > 0 && len(words) <= 5 && lex().is("outlet", words[0])
}
