package boilerplate

// automaton finds all patterns in a stream of symbols in one pass
// (Aho-Corasick with a dense table). Symbols are 0 … width-1.
type automaton struct {
	width int
	next  []uint16 // state*width+symbol → state
	out   []int32  // state → first index into hits, or -1
	hits  []hit
}

type hit struct {
	pattern int32
	more    int32 // next hit of the same state, or -1
}

// newAutomaton compiles patterns, each a slice of symbols.
func newAutomaton(width int, patterns [][]byte) *automaton {
	a := &automaton{width: width}
	a.grow()
	for i, p := range patterns {
		s := uint16(0)
		for _, c := range p {
			at := int(s)*width + int(c)
			if a.next[at] == 0 {
				a.next[at] = a.grow()
			}
			s = a.next[at]
		}
		a.hits = append(a.hits, hit{int32(i), a.out[s]})
		a.out[s] = int32(len(a.hits) - 1)
	}
	a.link()
	return a
}

func (a *automaton) grow() uint16 {
	a.next = append(a.next, make([]uint16, a.width)...)
	a.out = append(a.out, -1)
	return uint16(len(a.out) - 1)
}

// link turns the trie into the automaton, breadth first.
func (a *automaton) link() {
	fail := make([]uint16, len(a.out))
	var queue []uint16
	for c := range a.width {
		if s := a.next[c]; s != 0 {
			queue = append(queue, s)
		}
	}
	for len(queue) > 0 {
		s := queue[0]
		queue = queue[1:]
		a.inherit(s, fail[s])
		for c := range a.width {
			at := int(s)*a.width + c
			over := a.next[int(fail[s])*a.width+c]
			if t := a.next[at]; t != 0 {
				fail[t] = over
				queue = append(queue, t)
			} else {
				a.next[at] = over
			}
		}
	}
}

// inherit appends the hits of state f to those of state s.
func (a *automaton) inherit(s, f uint16) {
	if a.out[f] < 0 {
		return
	}
	if a.out[s] < 0 {
		a.out[s] = a.out[f]
		return
	}
	last := a.out[s]
	for a.hits[last].more >= 0 {
		last = a.hits[last].more
	}
	a.hits[last].more = a.out[f]
}
