package text

// Table is a map from folded words that says no to most words at once: nearly
// every word of a text is in none of a grammar's small lists, and with several
// lists and clitics to try, hashing them all would cost more than the rest.
// It is filled before it is read, and then safe for concurrent use.
type Table[V any] struct {
	words  map[string]V
	begins [1 << 12]bool // by the first two letters
}

// Put adds a word or replaces its value.
func (t *Table[V]) Put(word string, v V) {
	if t.words == nil {
		t.words = map[string]V{}
	}
	t.words[word] = v
	t.begins[beginning(word)] = true
}

// Get returns the value of a word.
func (t *Table[V]) Get(word string) (v V, ok bool) {
	if !t.begins[beginning(word)] {
		return v, false
	}
	v, ok = t.words[word]
	return v, ok
}

// beginning mixes the first letters: in the Arabic block the second byte of a
// letter tells most.
func beginning(w string) int {
	switch len(w) {
	case 0:
		return 0
	case 1:
		return int(w[0])
	case 2, 3:
		return (int(w[0])<<6 ^ int(w[1])) & (1<<12 - 1)
	}
	return (int(w[0]&1)<<11 ^ int(w[1])<<6 ^ int(w[2])<<5 ^ int(w[3])) & (1<<12 - 1)
}
