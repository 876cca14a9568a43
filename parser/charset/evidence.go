package charset

import (
	_ "embed"
	"math/bits"
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

//go:embed bigrams.tsv
var bigramFile string

// bigrams holds how common a pair of Arabic letters is: the number of binary
// digits of its count among 100,000 pairs, 1 to 13.
var bigrams = sync.OnceValue(func() *[256][256]uint8 {
	var m [256][256]uint8
	for line := range strings.Lines(bigramFile) {
		pair, count, ok := strings.Cut(strings.TrimSpace(line), "\t")
		n, err := strconv.Atoi(count)
		if !ok || err != nil {
			continue
		}
		a, size := utf8.DecodeRuneInString(pair)
		b, _ := utf8.DecodeRuneInString(pair[size:])
		if a, b, ok := pairOf(a, b); ok {
			m[a][b] = uint8(bits.Len(uint(n)))
		}
	}
	return &m
})

// pairOf is where the table has a pair of letters of the Arabic block.
func pairOf(a, b rune) (i, j uint8, ok bool) {
	return uint8(a), uint8(b), a>>8 == 6 && b>>8 == 6
}

const (
	// asArabic is the mean weight of letter pairs from which a text passes for
	// Arabic. News prose has 7 to 8, Persian 5, text in a wrong encoding under 3.
	asArabic = 4.2
	// fewPairs is under how many pairs the label decides: a menu's worth.
	fewPairs = 12
	// sample bounds the work on a large page: 64 KiB hold some 10,000 words.
	sample = 64 << 10
)

// eightBit chooses among the 8-bit encodings by the letters they would give.
func eightBit(body []byte, label, by string) (name, how string) {
	type candidate struct {
		name string
		cm   *charmap.Charmap
	}
	high := highRuns(body)
	best, bestScore := "", 0.0
	for _, c := range []candidate{{"windows-1256", charmap.Windows1256}, {"iso-8859-6", charmap.ISO8859_6}} {
		s, err := c.cm.NewDecoder().Bytes(high)
		if err != nil {
			continue
		}
		score := arabicness(string(s))
		if c.name == label {
			score += 0.5 // the benefit of the doubt
		}
		if score > bestScore {
			best, bestScore = c.name, score
		}
	}
	switch {
	case bestScore >= asArabic && best == label:
		return best, by
	case bestScore >= asArabic:
		return best, "evidence"
	case label != "" && label != "utf-8":
		return label, by
	case label == "utf-8":
		return "utf-8", by
	}
	return "windows-1252", "default"
}

// highRuns is the bytes over ASCII of a page with a space between stretches,
// up to the sample.
func highRuns(b []byte) []byte {
	out := make([]byte, 0, min(len(b), sample))
	for _, c := range b {
		if len(out) >= sample {
			break
		}
		if c >= utf8.RuneSelf {
			out = append(out, c)
		} else if n := len(out); n > 0 && out[n-1] != ' ' {
			out = append(out, ' ')
		}
	}
	return out
}

// arabicness is the mean weight of the letter pairs of s; a sign inside a word
// counts as a pair that does not occur.
func arabicness(s string) float64 {
	table := bigrams()
	sum, n := 0, 0
	var prev rune
	for _, r := range s {
		if prev > ' ' && r > ' ' {
			n++
			if i, j, ok := pairOf(prev, r); ok {
				sum += int(table[i][j])
			}
		}
		prev = r
	}
	if n < fewPairs {
		return 0
	}
	return float64(sum) / float64(n)
}
