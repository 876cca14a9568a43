package export

import (
	"hash/fnv"
	"math"
	"strings"

	"github.com/marsad-news/marsad/internal/store"
)

const (
	quoteWords = 8   // an identical run of so many words is one utterance
	textWords  = 5   // the words of a shingle by which whole texts are compared
	samples    = 64  // of a text's shingles: an estimate good to some six per cent
	sameText   = 0.8 // share of common shingles from which two texts are one
)

// shingles are the hashes of all runs of n words, spelling folded.
func shingles(text string, n int) []uint64 {
	words := strings.Fields(store.Fold(text))
	if len(words) < n {
		return nil
	}
	out := make([]uint64, 0, len(words)-n+1)
	for i := range len(words) - n + 1 {
		h := fnv.New64a()
		_, _ = h.Write([]byte(strings.Join(words[i:i+n], " "))) // never fails
		out = append(out, h.Sum64())
	}
	return out
}

// signature is a min-hash of a text.
type signature [samples]uint64

// sign returns the signature of a text, nil for one of a few words.
func sign(text string) *signature {
	all := shingles(text, textWords)
	if all == nil {
		return nil
	}
	s := &signature{}
	for i := range s {
		s[i] = math.MaxUint64
		for _, h := range all {
			s[i] = min(s[i], mix(h+uint64(i)*0x9e3779b97f4a7c15))
		}
	}
	return s
}

// mix scatters the bits of x: the finalizer of splitmix64.
func mix(x uint64) uint64 {
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}

// near says whether two texts are nearly identical.
func (s *signature) near(o *signature) bool {
	if s == nil || o == nil {
		return false
	}
	same := 0
	for i := range s {
		if s[i] == o[i] {
			same++
		}
	}
	return float64(same) >= sameText*samples
}

// together gives one origin to statements that are one utterance: they share a
// quotation and their numbers do not contradict each other, or the texts of the
// outlets that tell them are nearly identical. Other statements of those
// origins keep theirs.
func together(voices []*voice) {
	one := make([]int, len(voices)) // index of an earlier voice of the same utterance, or its own
	root := func(i int) int {
		for one[i] != i {
			i = one[i]
		}
		return i
	}
	join := func(i, j int) {
		i, j = root(i), root(j)
		one[max(i, j)] = min(i, j)
	}
	quoted := map[uint64][]int{}
	for i, v := range voices {
		one[i] = i
		for _, h := range v.quote {
			for _, j := range quoted[h] {
				if _, same := v.number.meet(voices[j].number); same {
					join(i, j)
				}
			}
			quoted[h] = append(quoted[h], i)
		}
		for j, o := range voices[:i] {
			if carried(v.origin) && carried(o.origin) && v.text.near(o.text) {
				join(i, j)
			}
		}
	}
	origins := map[int]string{}
	for i, v := range voices {
		r := root(i)
		if o, ok := origins[r]; !ok || source(v.origin, o) {
			origins[r] = v.origin
		}
	}
	for i, v := range voices {
		v.origin = origins[root(i)]
	}
}

// source says whether origin a is to stand for b, too: who knows before who
// tells, else by name.
func source(a, b string) bool {
	if carried(a) != carried(b) {
		return carried(b)
	}
	return a < b
}
