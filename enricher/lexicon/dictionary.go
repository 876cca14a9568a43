package lexicon

import (
	"fmt"
	"slices"
	"strings"

	"github.com/marsad-news/marsad/internal/text"
)

// Dictionary knows the words of one or several sets, so that each token of a
// text is taken apart and looked up once for all of them. It never changes and
// is safe for concurrent use.
type Dictionary struct {
	words  text.Table[int32] // folded word → number
	lam    text.Table[int32] // للأردن folded → number of الأردن
	begins []uint8           // number → the sets, a bit each, in which it begins a phrase
	views  map[*Set]view
}

// maxSets is how many sets a dictionary may hold.
const maxSets = 8

// view is what a dictionary's words are in one set.
type view struct {
	bit   uint8
	words []setWord // by number
}

// setWord is a word of the dictionary in one set.
type setWord struct {
	number int32 // there, none without
	root   int32 // node after it as first word, 0: begins no phrase
}

// none stands for a word that a set does not have.
const none = -1

// NewDictionary joins the words of up to eight sets; more are a fault of the
// program.
func NewDictionary(sets ...*Set) *Dictionary {
	d := &Dictionary{views: make(map[*Set]view, len(sets))}
	if len(sets) > maxSets {
		panic(fmt.Errorf("join %d sets: at most %d", len(sets), maxSets))
	}
	for _, s := range sets {
		for _, w := range s.dict.words.All() {
			if _, ok := d.words.Get(w); !ok {
				d.add(w)
			}
		}
	}
	for i, s := range sets {
		d.see(s, 1<<i)
	}
	return d
}

// see notes what the words are in a set.
func (d *Dictionary) see(s *Set, bit uint8) {
	d.begins = append(d.begins, make([]uint8, d.words.Len()-len(d.begins))...)
	v := view{bit: bit, words: make([]setWord, d.words.Len())}
	for n, w := range d.words.All() {
		v.words[n].number = none
		if number, ok := s.dict.words.Get(w); ok {
			v.words[n] = setWord{number, s.roots[number]}
		}
		if v.words[n].root != 0 {
			d.begins[n] |= bit
		}
	}
	d.views[s] = v
}

// add gives a word the next number, and notes how it is written after ل when
// it has the article.
func (d *Dictionary) add(w string) {
	n := int32(d.words.Len())
	d.words.Put(w, n)
	stem, ok := strings.CutPrefix(w, "ال")
	switch {
	case !ok || stem == "":
	case strings.HasPrefix(stem, "ل"):
		d.lam.Put("ل"+stem, n)
	default:
		d.lam.Put("لل"+stem, n)
	}
}

// Words is a text whose tokens have been looked up in a dictionary.
type Words struct {
	Doc   *text.Doc
	dict  *Dictionary
	stems []stem
	from  []int32 // token → first of its stems
}

// stem is a known word that a token may be read as.
type stem struct {
	word     int32
	begins   uint8 // the sets in which it begins a phrase
	pre, suf int8  // bytes of proclitics and of the pronoun suffix
	art      bool
	way      way
}

// way is how a token is taken apart. Readings are tried in this order, and the
// first that finds a phrase ends the search.
type way uint8

const (
	whole     way = iota // as it stands
	particle             // without ال, ب, ك, ل
	conjoined            // without و or ف
	suffixed             // without a pronoun suffix
	both                 // without و or ف and suffix
	ways
)

// Look looks a text up.
func (d *Dictionary) Look(doc *text.Doc) *Words {
	w := &Words{}
	w.Look(d, doc)
	return w
}

// Look looks a text up into what held another one before.
func (w *Words) Look(d *Dictionary, doc *text.Doc) {
	w.Doc, w.dict = doc, d
	w.stems, w.from = slices.Grow(w.stems[:0], len(doc.Tokens)+8), slices.Grow(w.from[:0], len(doc.Tokens)+1)
	for i := range doc.Tokens {
		w.from = append(w.from, int32(len(w.stems)))
		t := &doc.Tokens[i]
		w.enter(t.Fold, stem{})
		if !t.Arabic || t.Kind != text.Word {
			continue
		}
		w.split(t.Fold, stem{})
		if n := suffix(doc, t); n > 0 {
			s := stem{suf: int8(n), way: suffixed}
			w.enter(t.Fold[:len(t.Fold)-n], s)
			w.split(t.Fold[:len(t.Fold)-n], s)
		}
	}
	w.from = append(w.from, int32(len(w.stems)))
}

// of are the stems of token i.
func (w *Words) of(i int) []stem { return w.stems[w.from[i]:w.from[i+1]] }

// enter adds a reading when its word is known.
func (w *Words) enter(word string, s stem) {
	if n, ok := w.dict.words.Get(word); ok {
		w.add(n, s)
	}
}

// add adds a reading with its word.
func (w *Words) add(word int32, s stem) {
	s.word, s.begins = word, w.dict.begins[word]
	w.stems = append(w.stems, s)
}

// minStem is the shortest stem looked for after a proclitic: two letters.
const minStem = 4

// split tries the ways to take proclitics off word.
func (w *Words) split(word string, s stem) {
	p := s
	if p.way == whole {
		p.way = particle
	}
	w.splitParticle(word, p)
	if len(word) >= 2+minStem && (word[:2] == "و" || word[:2] == "ف") {
		s.pre = 2
		s.way = both
		if s.suf == 0 {
			s.way = conjoined
		}
		w.enter(word[2:], s)
		w.splitParticle(word[2:], s)
	}
}

// splitParticle tries ال, ب, ك, ل and what they make with ال.
func (w *Words) splitParticle(word string, s stem) {
	if len(word) < 2+minStem {
		return
	}
	switch word[:2] {
	case "ا":
		w.article(word, s)
	case "ب", "ك":
		s.pre += 2
		w.enter(word[2:], s)
		w.article(word[2:], s)
	case "ل":
		s.pre += 2
		w.enter(word[2:], s)
		if s.suf > 0 || word[2:4] != "ل" {
			return
		}
		if n, ok := w.dict.lam.Get(word); ok {
			w.add(n, s)
		}
		s.art = true
		w.enter(word[2:], s) // ل + ال + لجنة
		if len(word) >= 4+minStem {
			w.enter(word[4:], s)
		}
	}
}

func (w *Words) article(word string, s stem) {
	if s.suf > 0 {
		return // a word has an article or a pronoun
	}
	if stem, ok := strings.CutPrefix(word, "ال"); ok && len(stem) >= minStem {
		s.art = true
		w.enter(stem, s)
	}
}
