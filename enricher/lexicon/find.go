package lexicon

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/marsad-news/marsad/internal/text"
)

// Find returns the mentions of the set in a text, in order. At each place the
// longest phrase wins and the search goes on after it; when several entries
// share that phrase, each gives a mention, in the order of the list.
func (s *Set) Find(d *text.Doc) []Mention { return s.AppendFind(nil, s.Look(d)) }

// Look looks a text up in the words of this set alone.
func (s *Set) Look(d *text.Doc) *Words { return s.dict.Look(d) }

// AppendFind appends to dst what Find finds in a text that has been looked up
// already, in a dictionary that holds the words of the set.
func (s *Set) AppendFind(dst []Mention, w *Words) []Mention {
	v, ok := w.dict.views[s]
	if !ok {
		w = s.Look(w.Doc)
		v = s.dict.views[s]
	}
	f := finder{set: s, doc: w.Doc, words: w, view: v}
	dst = slices.Grow(dst, len(w.Doc.Tokens)/4+4)
	for i := 0; i < len(w.Doc.Tokens); {
		if !f.at(i) {
			i++
			continue
		}
		dst = f.report(dst, i, f.best)
		if f.second.last == f.best.last {
			dst = f.report(dst, i, f.second)
		}
		i = f.best.last
	}
	return dst
}

// finder is the state of one search.
type finder struct {
	set    *Set
	doc    *text.Doc
	words  *Words
	view   view
	best   hit
	second hit // another reading of the same span, when all forms of best are marked as doubtful
}

// hit is a path through the trie that ends where a form ends.
type hit struct {
	node        int32
	first, last int  // tokens [first, last)
	pre         int8 // bytes of proclitics in the fold of the first token
	suf         int8 // bytes of the pronoun suffix
	at          int32
	art         bool
}

// dress is what may come to the words of a form.
type dress uint8

const (
	bare dress = iota
	withArticle
	withSuffix
	articleAndSuffix
	dresses
)

// at looks for the longest phrase at token i: the whole word first, then
// without proclitics, then without a pronoun suffix.
func (f *finder) at(i int) bool {
	stems := f.words.of(i)
	if !f.mayBegin(stems) || f.doc.Tokens[i].Kind == text.Punct {
		return false
	}
	f.best, f.second = hit{}, hit{}
	stems = f.try(stems, i, whole)
	if f.best.last > 0 && len(stems) > 0 && f.doubtful(f.best) {
		f.rival(stems, i)
	}
	for k := particle; f.best.last == 0 && k < ways; k++ {
		stems = f.try(stems, i, k)
	}
	return f.best.last > 0
}

// mayBegin says whether a phrase of the set may begin with one of the stems.
func (f *finder) mayBegin(stems []stem) bool {
	for k := range stems {
		if stems[k].begins&f.view.bit != 0 {
			return true
		}
	}
	return false
}

// try enters the trie with the stems that are made in one way, and returns
// those after them.
func (f *finder) try(stems []stem, i int, by way) []stem {
	for len(stems) > 0 && stems[0].way <= by {
		if s := &stems[0]; s.begins&f.view.bit != 0 {
			f.walk(hit{node: f.view.words[s.word].root, first: i, last: i + 1, pre: s.pre, suf: s.suf, at: int32(i), art: s.art})
		}
		stems = stems[1:]
	}
	return stems
}

// doubtful says whether every form that ends at a hit carries a Tag.
func (f *finder) doubtful(h hit) bool {
	for o := f.set.nodes[h.node].out; o >= 0; o = f.set.outs[o].next {
		if out := &f.set.outs[o]; !out.tagged && f.allows(out, h) {
			return false
		}
	}
	return true
}

// rival looks beside a doubtful whole word for its reading with proclitics:
// «القاعدة» is the organisation or ال + قاعدة.
func (f *finder) rival(stems []stem, i int) {
	sure := f.best
	f.best = hit{}
	if stems = f.try(stems, i, particle); f.best.last == 0 {
		f.try(stems, i, conjoined)
	}
	if f.best.last > sure.last {
		return
	}
	f.second, f.best = f.best, sure
}

// walk follows the trie from a hit as far as it goes and keeps the longest. A
// word after the first may have the article or a suffix that the form lacks.
func (f *finder) walk(h hit) {
	n := &f.set.nodes[h.node]
	if n.out >= 0 && h.last > f.best.last && f.accepts(n, h) {
		f.best = h
	}
	if n.first == n.last {
		return
	}
	next, ok := f.next(h.last)
	if !ok {
		return
	}
	h.last = next + 1
	for _, s := range f.words.of(next) {
		g := h
		switch {
		case s.pre != 0 || s.suf != 0 && (h.suf != 0 || strings.HasPrefix(f.doc.Tokens[next].Fold, "ال")):
			continue
		case s.suf != 0:
			g.suf, g.at = s.suf, int32(next)
		case s.art:
			g.art = true
		}
		f.follow(s.word, g)
	}
}

func (f *finder) follow(word int32, h hit) {
	if word = f.view.words[word].number; word == none {
		return
	}
	if node, ok := f.set.kid(&f.set.nodes[h.node], word); ok {
		h.node = node
		f.walk(h)
	}
}

// next returns the token that may continue a phrase ending before token i. It
// steps over an opening quotation mark and never over a line end.
func (f *finder) next(i int) (int, bool) {
	toks := f.doc.Tokens
	if i < len(toks) && toks[i].Kind == text.Punct && isOpeningQuote(toks[i].Fold) && !f.lineEnd(i) {
		i++
	}
	if i >= len(toks) || f.lineEnd(i) {
		return 0, false
	}
	return i, true
}

// lineEnd says whether a line ends between token i and the one before it.
func (f *finder) lineEnd(i int) bool {
	a, b := f.doc.Tokens[i-1].End, f.doc.Tokens[i].Start
	return a < b && strings.ContainsAny(f.doc.Text[a:b], "\n\r\u2028\u2029")
}

func isOpeningQuote(s string) bool {
	switch s {
	case `"`, "«", "“", "„", "‟", "”", "'", "‘":
		return true
	}
	return false
}

// accepts says whether a form that ends at a node allows what the hit has used.
func (f *finder) accepts(n *node, h hit) bool {
	if n.plain&(1<<h.dress()) != 0 {
		return true
	}
	for out := n.out; n.cased && out >= 0; out = f.set.outs[out].next {
		if f.allows(&f.set.outs[out], h) {
			return true
		}
	}
	return false
}

func (f *finder) allows(o *output, h hit) bool {
	return o.dressed(h.dress()) && (o.latin == anyCase || f.casing(h) >= o.latin)
}

// dress is what a hit has taken besides the words of a form: an article, a
// pronoun suffix.
func (h hit) dress() dress {
	switch {
	case h.art && h.suf != 0:
		return articleAndSuffix
	case h.suf != 0:
		return withSuffix
	case h.art:
		return withArticle
	}
	return bare
}

// dressed says whether the form may be dressed so.
func (o *output) dressed(d dress) bool {
	art, suf := d == withArticle || d == articleAndSuffix, d == withSuffix || d == articleAndSuffix
	return (!art || o.art) && (!suf || o.suf) && (suf || !o.need)
}

// casing looks at the source of the first word of a Latin hit.
func (f *finder) casing(h hit) casing {
	t := &f.doc.Tokens[h.first]
	src := f.doc.Text[t.Start:t.End]
	first, _ := utf8.DecodeRuneInString(src)
	if !unicode.IsUpper(first) && !unicode.IsDigit(first) {
		return anyCase
	}
	if strings.ContainsFunc(src, unicode.IsLower) {
		return capital
	}
	return upper
}

// report makes the mentions of a hit that begins at token i.
func (f *finder) report(dst []Mention, i int, h hit) []Mention {
	first, last := &f.doc.Tokens[i], &f.doc.Tokens[h.last-1]
	start, suf := first.Start, ""
	if h.pre > 0 {
		start = skipLetters(f.doc.Text, first.Start, first.End, int(h.pre)/2)
	}
	if h.suf > 0 {
		w := f.doc.Tokens[h.at].Fold
		suf = w[len(w)-int(h.suf):]
	}
	var done *Entry // an entry's forms follow each other in the chain
	for o := f.set.nodes[h.node].out; o >= 0; o = f.set.outs[o].next {
		out := &f.set.outs[o]
		if out.entry != done && f.allows(out, h) {
			done = out.entry
			dst = append(dst, Mention{
				First: i, Last: h.last, Start: start, End: last.End,
				Entry: out.entry, Form: out.form, Pre: first.Fold[:h.pre], Suf: suf, Def: h.art,
			})
		}
	}
	return dst
}
