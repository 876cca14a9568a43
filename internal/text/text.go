// Package text turns Arabic and English running text into tokens and
// sentences that know where they stand in the source.
//
// It is shared by the parser and the enricher and knows letters, words and
// sentences, never meaning: no lexicon of forces, no clock, no network. The
// source text is never changed; folding serves matching only, and every
// offset is a byte offset into the source.
package text

import "sort"

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

	scratch buffers
}

// Analyse cuts a text into tokens and sentences and names its language. It
// takes any bytes, in one pass and in time linear in their number.
func Analyse(src string) *Doc {
	d := &Doc{}
	d.Read(src)
	return d
}

// Read is [Analyse] into a document that held another text before. Its tokens
// and sentences are overwritten; their folds, which are strings, are not.
func (d *Doc) Read(src string) {
	s := &scanner{src: src, tokens: d.Tokens[:0], buffers: d.scratch}
	s.run()
	d.Text, d.Tokens = src, s.finish()
	d.Lang = s.tally.language(d.Tokens)
	d.cut(s.breaks)
	d.scratch = s.buffers
}

// Source returns token i as it is written.
func (d *Doc) Source(i int) string { return d.Text[d.Tokens[i].Start:d.Tokens[i].End] }

// TokenAt returns the index of the first token that ends after a byte offset,
// len(d.Tokens) when there is none.
func (d *Doc) TokenAt(off int) int {
	return sort.Search(len(d.Tokens), func(i int) bool { return d.Tokens[i].End > off })
}

// SentenceAt returns the index of the first sentence that ends after a byte
// offset, the last one when there is none, -1 when the text has no sentence.
func (d *Doc) SentenceAt(off int) int {
	n := len(d.Sentences)
	return min(sort.Search(n, func(i int) bool { return d.Sentences[i].End > off }), n-1)
}

// SentenceOf returns the index of the sentence that token i belongs to.
func (d *Doc) SentenceOf(i int) int {
	return sort.Search(len(d.Sentences), func(k int) bool { return d.Sentences[k].Last > i })
}
