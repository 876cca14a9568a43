package text

import (
	"hash/maphash"
	"iter"
	"slices"
)

// Table is a map from folded words made for words that it mostly lacks: with
// several lists and clitics to try, a text asks far more often than it finds.
// One bit of a small filter says no to nearly all of those. It is filled
// before it is read, and then safe for concurrent use.
type Table[V any] struct {
	filter []uint64 // bitsPerSlot bits for each slot
	slots  []slot   // a power of two, at most half of them taken
	words  []string
	values []V
}

// slot points to a word.
type slot struct {
	hash uint32
	n    uint32 // place in words, plus one; 0: free
}

// The sizes of a table.
const (
	firstSlots  = 16
	bitsPerSlot = 8 // one word in sixteen passes the filter by chance
)

// seed is of this process; nothing that a table answers depends on it.
var seed = maphash.MakeSeed()

// Put adds a word or replaces its value.
func (t *Table[V]) Put(word string, v V) {
	h := maphash.String(seed, word)
	if n := t.find(h, word); n >= 0 {
		t.values[n] = v
		return
	}
	t.words, t.values = append(t.words, word), append(t.values, v)
	if 2*len(t.words) > len(t.slots) {
		t.grow()
		return
	}
	t.enter(h, len(t.words))
}

// Get returns the value of a word.
func (t *Table[V]) Get(word string) (v V, ok bool) {
	if n := t.find(maphash.String(seed, word), word); n >= 0 {
		return t.values[n], true
	}
	return v, false
}

// Len is the number of words.
func (t *Table[V]) Len() int { return len(t.words) }

// All gives the words with their places, in the order in which they were put.
func (t *Table[V]) All() iter.Seq2[int, string] { return slices.All(t.words) }

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
		case s.hash == uint32(h) && t.words[s.n-1] == word:
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
	for n, w := range t.words {
		t.enter(maphash.String(seed, w), n+1)
	}
}
