// Package text turns Arabic and English running text into tokens and
// sentences that know where they stand in the source.
//
// It is shared by the parser and the enricher and knows letters, words and
// sentences, never meaning: no lexicon of forces, no clock, no network. The
// source text is never changed; folding serves matching only, and every
// offset is a byte offset into the source.
package text

// Kind is the kind of a token.
type Kind uint8

// The kinds of tokens.
const (
	Word   Kind = iota // letters, with their marks and tatweel
	Number             // digits of any script with separators inside: 2,500 ٢٬٥٠٠ 2.5
	Punct              // one sign
)

// Token is one word, number or sign.
type Token struct {
	Start, End int    // bytes of the source, [Start, End)
	Fold       string // the form for matching: folded letters, ASCII digits, lower case
	Kind       Kind
	Arabic     bool // its letters are of the Arabic script
	Space      bool // white space stands before it
}

// Sentence is a run of tokens, [First, Last), within one line of the source.
type Sentence struct {
	Start, End  int // bytes, without surrounding white space
	First, Last int // tokens
	Line        int // line of the source, counted from 0
}

// Doc is a text with its tokens and sentences.
type Doc struct {
	Text      string
	Lang      string // ar, en, fa, ur, ckb or empty
	Tokens    []Token
	Sentences []Sentence
}
