package text

import (
	"hash/maphash"
	"iter"
)

// Table is a map from folded words made for words that it mostly lacks: with
// several lists and clitics to try, a text asks far more often than it finds.
// The bit of its first letters or one bit of a small filter says no to nearly
// all of those. It is filled before it is read, and then safe for concurrent
// use.
type Table[V any] struct {
	begins [beginnings / 64]uint64 // a bit for each beginning of a word
	filter []uint64                // bitsPerSlot bits for each slot
	slots  []slot                  // a power of two, at most three quarters of them taken
	text   []byte                  // the words, one after the other: they lie close together
	ends   []uint32                // ends of the words in text
	values []V
}

// slot points to a word.
type slot struct {
	hash uint32
	n    uint32 // place of the word, plus one; 0: free
}

// The sizes of a table.
const (
	firstSlots    = 16
	bitsPerSlot   = 8 // one word in sixteen passes the filter by chance
	beginningBits = 13
	beginnings    = 1 << beginningBits
)

// seed is of this process; nothing that a table answers depends on it.
var seed = maphash.MakeSeed()

// Put adds a word or replaces its value.
func (t *Table[V]) Put(word string, v V) {
	h, b := maphash.String(seed, word), beginning(word)
	if n := t.find(h, word); n >= 0 {
		t.values[n] = v
		return
	}
	t.begins[b/64] |= 1 << (b % 64)
	t.text = append(t.text, word...)
	t.ends, t.values = append(t.ends, uint32(len(t.text))), append(t.values, v)
	if 4*len(t.ends) > 3*len(t.slots) {
		t.grow()
		return
	}
	t.enter(h, len(t.ends))
}

// Get returns the value of a word.
func (t *Table[V]) Get(word string) (v V, ok bool) {
	if len(t.ends) < beginnings/4 && !t.may(word) {
		return v, false // the beginnings of a longer list are nearly all there are
	}
	if n := t.find(maphash.String(seed, word), word); n >= 0 {
		return t.values[n], true
	}
	return v, false
}

// may says no when no word of the table begins so.
func (t *Table[V]) may(word string) bool {
	b := beginning(word)
	return t.begins[b/64]&(1<<(b%64)) != 0
}

// MayHold says no, and is sure of it, when the table has neither an Arabic word
// nor what is left of it without its proclitics: و or ف, then ب, ل or ك, then ال.
func (t *Table[V]) MayHold(word string) bool {
	if t.may(word) {
		return true
	}
	if len(word) > 2 && (word[:2] == "و" || word[:2] == "ف") {
		if word = word[2:]; t.may(word) {
			return true
		}
	}
	if len(word) > 2 && (word[:2] == "ب" || word[:2] == "ل" || word[:2] == "ك") {
		if word = word[2:]; t.may(word) {
			return true
		}
	}
	switch {
	case len(word) > 4 && word[:4] == "ال":
		return t.may(word[4:])
	case len(word) > 2 && word[:2] == "ل": // للـ
		return t.may(word[2:])
	}
	return false
}

// Len is the number of words.
func (t *Table[V]) Len() int { return len(t.ends) }

// All gives the words with their places, in the order in which they were put.
func (t *Table[V]) All() iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		for n := range t.ends {
			if !yield(n, string(t.word(n))) {
				return
			}
		}
	}
}

// word is the nth word.
func (t *Table[V]) word(n int) []byte {
	from := uint32(0)
	if n > 0 {
		from = t.ends[n-1]
	}
	return t.text[from:t.ends[n]]
}

// find returns the place of a word, -1 when the table lacks it.
func (t *Table[V]) find(h uint64, word string) int {
	if len(t.slots) == 0 {
		return -1
	}
	if bit := h >> 32 & uint64(bitsPerSlot*len(t.slots)-1); t.filter[bit/64]&(1<<(bit%64)) == 0 {
		return -1
	}
	for i := int(h) & (len(t.slots) - 1); ; i = (i + 1) & (len(t.slots) - 1) {
		switch s := t.slots[i]; {
		case s.n == 0:
			return -1
		case s.hash == uint32(h) && string(t.word(int(s.n)-1)) == word:
			return int(s.n) - 1
		}
	}
}

// enter notes the nth word, counted from one, under its hash.
func (t *Table[V]) enter(h uint64, n int) {
	bit := h >> 32 & uint64(bitsPerSlot*len(t.slots)-1)
	t.filter[bit/64] |= 1 << (bit % 64)
	i := int(h) & (len(t.slots) - 1)
	for t.slots[i].n != 0 {
		i = (i + 1) & (len(t.slots) - 1)
	}
	t.slots[i] = slot{uint32(h), uint32(n)}
}

// grow doubles the table.
func (t *Table[V]) grow() {
	size := max(firstSlots, 2*len(t.slots))
	t.slots, t.filter = make([]slot, size), make([]uint64, bitsPerSlot*size/64)
	for n, w := range t.All() {
		t.enter(maphash.String(seed, w), n+1)
	}
}

// beginning mixes the first three letters of an Arabic word, the first six of
// another.
func beginning(w string) uint32 {
	var x uint64
	switch len(w) {
	case 0:
	case 1:
		x = uint64(w[0])
	case 2, 3:
		x = uint64(w[0]) | uint64(w[1])<<8
	case 4, 5:
		x = uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24
	default:
		x = uint64(w[0]) | uint64(w[1])<<8 | uint64(w[2])<<16 | uint64(w[3])<<24 | uint64(w[4])<<32 | uint64(w[5])<<40
	}
	return uint32(x * 0x9E3779B97F4A7C15 >> (64 - beginningBits)) // Knuth's multiplicative hash, TAOCP 6.4
}

// Set is a set of folded words, with the virtues of a [Table].
type Set struct{ words Table[struct{}] }

// Add adds a word.
func (s *Set) Add(word string) { s.words.Put(word, struct{}{}) }

// MayHold is [Table.MayHold].
func (s *Set) MayHold(word string) bool { return s.words.MayHold(word) }

// Has says whether the word is in the set.
func (s *Set) Has(word string) bool {
	_, ok := s.words.Get(word)
	return ok
}
