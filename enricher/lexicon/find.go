package lexicon

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/marsad-news/marsad/internal/text"
)

// Find returns the mentions of the set in a text, in order. At each place the
// longest phrase wins and the search goes on after it; when several entries
// share that phrase, each gives a mention, in the order of the list.
func (s *Set) Find(d *text.Doc) []Mention {
	return s.AppendFind(make([]Mention, 0, len(d.Tokens)/4+4), d, 0, len(d.Tokens))
}

// AppendFind is Find for the tokens [first, last), appending to dst.
func (s *Set) AppendFind(dst []Mention, d *text.Doc, first, last int) []Mention {
	f := finder{set: s, doc: d, last: last}
	for i := first; i < last; {
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

// FindAll returns every phrase at every place, also those inside longer ones.
// Of one entry at one place only the longest is returned.
func (s *Set) FindAll(d *text.Doc) []Mention {
	var dst []Mention
	f := finder{set: s, doc: d, last: len(d.Tokens), keep: true}
	for i := range d.Tokens {
		f.all = f.all[:0]
		if !f.at(i) {
			continue
		}
		from := len(dst)
		for j := len(f.all) - 1; j >= 0; j-- {
			dst = appendNew(dst, from, f.report(nil, i, f.all[j]))
		}
	}
	return dst
}

// appendNew adds the mentions whose entry is not yet among dst[from:].
func appendNew(dst []Mention, from int, more []Mention) []Mention {
next:
	for _, m := range more {
		for _, had := range dst[from:] {
			if had.Entry == m.Entry && had.Last >= m.Last {
				continue next
			}
		}
		dst = append(dst, m)
	}
	return dst
}

// finder is the state of one search.
type finder struct {
	set    *Set
	doc    *text.Doc
	last   int // first token that may not be used
	best   hit
	second hit // another reading of the same span, when all forms of best are marked as doubtful
	keep   bool
	all    []hit // with keep: every hit at the place, shorter ones first for one path
}

// hit is a path through the trie that ends where a form ends.
type hit struct {
	node        int32
	first, last int  // tokens [first, last)
	pre         int8 // bytes of proclitics in the fold of the first token
	suf         int8 // bytes of the pronoun suffix
	at          int32
	art         bool
	lam         bool // ل has swallowed the alef of the article
}

// at looks for the longest phrase at token i: the whole word first, then
// without proclitics, then without a pronoun suffix.
func (f *finder) at(i int) bool {
	t := &f.doc.Tokens[i]
	if t.Kind == text.Punct {
		return false
	}
	f.best, f.second = hit{}, hit{}
	w := t.Fold
	f.enter(w, i, hit{})
	if f.best.last > 0 && t.Arabic && f.doubtful(f.best) {
		f.rival(w, i)
	}
	if f.best.last > 0 || !t.Arabic || t.Kind != text.Word {
		return f.best.last > 0
	}
	f.split(w, i, hit{})
	if f.best.last > 0 {
		return true
	}
	n := f.suffix(t)
	if n == 0 {
		return false
	}
	h := hit{suf: int8(n), at: int32(i)}
	f.enter(w[:len(w)-n], i, h)
	f.split(w[:len(w)-n], i, h)
	return f.best.last > 0
}

// enter starts a phrase with word w at token i.
func (f *finder) enter(w string, i int, h hit) {
	if n, ok := f.set.words[w]; ok {
		if root := f.set.roots[n]; root != 0 {
			h.node, h.first, h.last = root, i, i+1
			f.walk(h)
		}
	}
}

// doubtful says whether every form that ends at a hit carries a Tag.
func (f *finder) doubtful(h hit) bool {
	for o := f.set.nodes[h.node].out; o >= 0; o = f.set.outs[o].next {
		out := &f.set.outs[o]
		if f.allows(out, h) && f.set.entries[out.entry].Forms[out.form].Tag == "" {
			return false
		}
	}
	return true
}

// rival looks beside a doubtful whole word for its reading with proclitics:
// «القاعدة» is the organisation or ال + قاعدة.
func (f *finder) rival(w string, i int) {
	whole := f.best
	f.best = hit{}
	f.split(w, i, hit{})
	if f.best.last > whole.last {
		return
	}
	f.second, f.best = f.best, whole
}

// walk follows the trie from a hit as far as it goes and keeps the longest.
func (f *finder) walk(h hit) {
	n := &f.set.nodes[h.node]
	if n.out >= 0 && f.accepts(n.out, h) {
		if h.last > f.best.last {
			f.best = h
		}
		if f.keep {
			f.all = append(f.all, h)
		}
	}
	if !n.kids {
		return
	}
	next, ok := f.next(h.last)
	if !ok {
		return
	}
	t := &f.doc.Tokens[next]
	h.last = next + 1
	f.follow(t.Fold, h)
	if !t.Arabic {
		return
	}
	stem, art := strings.CutPrefix(t.Fold, "ال")
	if art {
		g := h
		g.art = true
		f.follow(stem, g)
	}
	if h.suf == 0 && !art {
		if n := f.suffix(t); n > 0 {
			g := h
			g.suf, g.at = int8(n), int32(next)
			f.follow(t.Fold[:len(t.Fold)-n], g)
		}
	}
}

func (f *finder) follow(w string, h hit) {
	word, ok := f.set.words[w]
	if !ok {
		return
	}
	node, ok := f.set.edges[edge(h.node, word)]
	if !ok {
		return
	}
	h.node = node
	f.walk(h)
}

// next returns the token that may continue a phrase ending before token i. It
// steps over an opening quotation mark and never over a line end.
func (f *finder) next(i int) (int, bool) {
	toks := f.doc.Tokens
	if i < f.last && toks[i].Kind == text.Punct && isOpeningQuote(toks[i].Fold) && !f.lineEnd(i) {
		i++
	}
	if i >= f.last || f.lineEnd(i) {
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

// accepts says whether a form of the chain allows what the hit has used.
func (f *finder) accepts(out int32, h hit) bool {
	for ; out >= 0; out = f.set.outs[out].next {
		if f.allows(&f.set.outs[out], h) {
			return true
		}
	}
	return false
}

func (f *finder) allows(o *output, h hit) bool {
	if h.art && !o.art || h.suf != 0 && !o.suf || h.suf == 0 && o.need {
		return false
	}
	if o.latin == anyCase {
		return true
	}
	return f.casing(h) >= o.latin
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
	m := Mention{
		First: i, Last: h.last,
		Start: first.Start, End: last.End,
		Pre: first.Fold[:h.pre], Def: h.art,
	}
	if h.pre > 0 {
		m.Start = skipLetters(f.doc.Text, first.Start, first.End, int(h.pre)/2)
	}
	if h.suf > 0 {
		w := f.doc.Tokens[h.at].Fold
		m.Suf = w[len(w)-int(h.suf):]
	}
	done := int32(-1) // an entry's forms follow each other in the chain
	for o := f.set.nodes[h.node].out; o >= 0; o = f.set.outs[o].next {
		out := &f.set.outs[o]
		if out.entry != done && f.allows(out, h) {
			done = out.entry
			m.Entry = f.set.entries[out.entry]
			m.Form = &m.Entry.Forms[out.form]
			dst = append(dst, m)
		}
	}
	return dst
}
