package boilerplate

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

//go:embed data/phrases.tsv
var phraseData string

// place says where in a block a phrase must stand.
type place uint8

const (
	placeIs place = iota
	placeStarts
	placeEnds
	placeHas
	placeLabel // starts, and a separator follows
	placeLast  // has, in one of the last blocks
	placeTail  // like has, for the action tail
)

// action says what a phrase does.
type action uint8

const (
	actDrop action = iota
	actOpen        // the links that follow go too
	actCut         // all that follows in the part of the page goes too
	actTail        // only the rest of the block goes
)

// phrase is one line of the data file.
type phrase struct {
	kind   kind
	place  place
	action action
	most   int // words a block may have, 0 for any number
	length int // words of the phrase
	text   string
}

// phraseTable finds phrases word by word in a trie.
type phraseTable struct {
	phrases []phrase
	vocab   map[string]uint16
	next    map[uint32]uint16 // state<<16 | word → state
	out     map[uint16][]int32
	states  uint16
}

var phrasesTable = mustPhrases(phraseData)

func mustPhrases(data string) *phraseTable {
	t, err := readPhrases(data)
	if err != nil {
		panic(err) // the file is part of the binary
	}
	return t
}

// readPhrases compiles the list of phrases.
func readPhrases(data string) (*phraseTable, error) {
	t := &phraseTable{vocab: map[string]uint16{}, next: map[uint32]uint16{}, out: map[uint16][]int32{}}
	for i, line := range strings.Split(data, "\n") {
		if line == "" || line[0] == '#' {
			continue
		}
		p, err := readPhrase(line)
		if err != nil {
			return nil, fmt.Errorf("read phrases: line %d: %w", i+1, err)
		}
		t.add(p)
	}
	return t, nil
}

var places = map[string]place{"is": placeIs, "starts": placeStarts, "ends": placeEnds, "has": placeHas, "label": placeLabel, "last": placeLast, "tail": placeTail}
var actions = map[string]action{"drop": actDrop, "open": actOpen, "cut": actCut, "tail": actTail}

func readPhrase(line string) (p phrase, err error) {
	f := strings.Split(line, "\t")
	if len(f) < 5 {
		return p, fmt.Errorf("%d fields, want 5", len(f))
	}
	var ok bool
	if p.kind, ok = kindOf(f[0]); !ok {
		return p, fmt.Errorf("unknown kind %q", f[0])
	}
	if p.place, ok = places[f[1]]; !ok {
		return p, fmt.Errorf("unknown place %q", f[1])
	}
	if p.most, err = strconv.Atoi(f[2]); err != nil {
		return p, fmt.Errorf("words: %w", err)
	}
	if p.action, ok = actions[f[3]]; !ok {
		return p, fmt.Errorf("unknown action %q", f[3])
	}
	p.text = f[4]
	return p, nil
}

func (t *phraseTable) add(p phrase) {
	w := wordReader{s: strings.ReplaceAll(p.text, "#", "0")} // any number
	state := uint16(0)
	for at := 0; ; {
		word, _, end := w.next(at)
		if word == nil {
			break
		}
		at = end
		p.length++
		id, ok := t.vocab[string(word)]
		if !ok {
			id = uint16(len(t.vocab) + 1)
			t.vocab[string(word)] = id
		}
		key := uint32(state)<<16 | uint32(id)
		if t.next[key] == 0 {
			t.states++
			t.next[key] = t.states
		}
		state = t.next[key]
	}
	t.phrases = append(t.phrases, p)
	t.out[state] = append(t.out[state], int32(len(t.phrases)-1))
}

// found is a phrase in a block.
type found struct {
	rule int32 // index into phrases, -1 for none
	at   int   // byte of the block where it starts
}

// wordIDs reads the words of a block: their ids (0 for a word in no phrase),
// where each starts, and their Hash.
func (t *phraseTable) wordIDs(s string, ids []uint16, starts []int32) ([]uint16, []int32, uint64) {
	ids, starts = ids[:0], starts[:0]
	w, h := wordReader{s: s}, hashSeed
	for at := 0; ; {
		word, start, end := w.next(at)
		if word == nil {
			return ids, starts, h
		}
		h = hashWord(h, word)
		ids = append(ids, t.vocab[string(word)])
		starts = append(starts, int32(start))
		at = end
	}
}

// find returns the phrase that decides about a block s of these words: the
// longest of those whose place and size fit. last says that the block is one
// of the last of the article.
func (t *phraseTable) find(s string, ids []uint16, starts []int32, last bool) found {
	best := found{rule: -1}
	size := 0
	for i, id := range ids {
		if id == 0 {
			continue
		}
		state := uint16(0)
		for j := i; j < len(ids) && ids[j] != 0; j++ {
			next, ok := t.next[uint32(state)<<16|uint32(ids[j])]
			if !ok {
				break
			}
			state = next
			for _, r := range t.out[state] {
				p := &t.phrases[r]
				if p.length > size && (p.place == placeLast) == last && p.fits(i, len(ids)) && (p.place != placeLabel || separated(s, starts, j)) {
					best, size = found{r, int(starts[i])}, p.length
				}
			}
		}
	}
	return best
}

// fits reports whether the phrase, found at word i of n, stands in its place.
func (p *phrase) fits(i, n int) bool {
	if p.most > 0 && n > p.most {
		return false
	}
	switch p.place {
	case placeIs:
		return i == 0 && p.length == n
	case placeStarts, placeLabel:
		return i == 0
	case placeEnds:
		return i+p.length == n
	case placeHas, placeLast:
		return true
	}
	return i > 0 && n-i <= 12 // tail: the last words of a longer block
}

// separated reports whether a separator stands between word j of s and the
// next: a label ends there.
func separated(s string, starts []int32, j int) bool {
	end := len(s)
	if j+1 < len(starts) {
		end = int(starts[j+1])
	}
	return strings.ContainsAny(s[starts[j]:end], ":|/-–—")
}
