package attribution

import (
	"slices"
	"strings"
	"sync"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// reader is the state of reading one text.
type reader struct {
	cues
	*lists
	d      *text.Doc
	ctx    Context
	quotes []quotation
	inside []int32 // token → innermost quotation it stands in, -1
	opens  map[int]int
	gov    string // the preposition that the verb of a subject governs
	units  []unit
	mem    memory
	out    []Speech
}

// unit is a sentence; sentences that a quotation runs over are one.
type unit struct {
	first, last int // tokens
	line        int
	newLine     bool // first of its line
}

// readers keeps the lists of readers for the next text.
var readers = sync.Pool{New: func() any { return new(reader) }}

func newReader(l *lists, d *text.Doc, ctx Context) *reader {
	ctx.complete(l, d)
	r := readers.Get().(*reader)
	*r = reader{out: r.out[:0], cues: r.cues, inside: r.inside, units: r.units, opens: r.opens, lists: l, d: d, ctx: ctx, quotes: findQuotations(d)}
	r.find(l, d, &ctx)
	r.inside = slices.Grow(r.inside[:0], len(d.Tokens)+1)[:len(d.Tokens)+1]
	for i := range r.inside {
		r.inside[i] = -1
	}
	if r.opens == nil {
		r.opens = make(map[int]int, len(r.quotes))
	}
	clear(r.opens)
	for k, q := range r.quotes { // outer quotations come before those in them
		r.opens[q.Open] = k
		for i := q.Open + 1; i < q.Close; i++ {
			r.inside[i] = int32(k)
		}
	}
	r.units = r.findUnits()
	return r
}

// findUnits joins the sentences of each quotation.
func (r *reader) findUnits() []unit {
	units := slices.Grow(r.units[:0], len(r.d.Sentences))
	line := -1
	for _, s := range r.d.Sentences {
		if n := len(units); n > 0 && s.First < len(r.inside) && r.inside[s.First] >= 0 && r.quotes[r.inside[s.First]].Open >= units[n-1].first &&
			r.quotes[r.inside[s.First]].Open < s.First {
			units[n-1].last = s.Last
			line = s.Line
			continue
		}
		units = append(units, unit{first: s.First, last: s.Last, line: s.Line, newLine: s.Line != line})
		line = s.Line
	}
	return units
}

// fits says whether the proclitics of a cue are و or ف, or those that the
// caller has taken off.
func (r *reader) fits(q *cue, pre string) bool {
	p := strings.TrimSuffix(q.Pre, "ال")
	if p == pre {
		return true
	}
	p = strings.TrimPrefix(strings.TrimPrefix(p, "و"), "ف")
	return p == pre
}

// quoteAt returns the quotation that opens at token i.
func (r *reader) quoteAt(i int) *quotation {
	k, ok := r.opens[i]
	if !ok {
		return nil
	}
	return &r.quotes[k]
}

// shortQuote is how many words a name in quotation marks may have.
const shortQuote = 4

// opensShort says whether a quotation that may be a name opens at token i.
func (r *reader) opensShort(i int) bool {
	q := r.quoteAt(i)
	if q == nil || q.Close-q.Open-1 > shortQuote {
		return false
	}
	for k := q.Open + 1; k < q.Close; k++ {
		if r.verbAt(k) || r.is(k, comp|neg) {
			return false
		}
	}
	return true
}

// word says whether token i is a word.
func (r *reader) word(i int) bool {
	return i < len(r.d.Tokens) && r.d.Tokens[i].Kind == text.Word
}

// fold returns the folded token, "" past the end.
func (r *reader) fold(i int) string {
	if i < 0 || i >= len(r.d.Tokens) {
		return ""
	}
	return r.d.Tokens[i].Fold
}

// stop says whether token i ends a phrase.
func (r *reader) stop(i int) bool {
	if r.verbAt(i) {
		return true
	}
	if !r.is(i, stops) || r.isName(i) {
		return false
	}
	return r.is(i, stops&^troop) || !r.is(i, kin|modifier|office|person|body|org)
}

// told says whether token i is «لوكالة» or «للصحافيين»: who was spoken to.
func (r *reader) told(i int) bool {
	f := strings.TrimPrefix(r.fold(i), "و")
	if !strings.HasPrefix(f, "ل") {
		return false
	}
	for k := int(r.from[i]); k < len(r.all) && r.all[k].First == i; k++ {
		q := &r.all[k]
		if strings.HasPrefix(strings.TrimPrefix(q.Pre, "و"), "ل") && (q.kind.in(outlet|press|carrier) || q.Entry.Get("hears") == "yes") {
			return true
		}
	}
	return r.is(i, carrier)
}

// toPerson says whether token i is «للوزير»: a person spoken to.
func (r *reader) toPerson(i int) bool {
	return r.is(i, person|office|troop) || strings.HasPrefix(r.fold(i), "للصح")
}

// object says whether the word at token i shows that it is no name: an
// accusative, a pronoun suffix, or a preposition with the article.
func (r *reader) object(i int) bool {
	if strings.ContainsRune(r.d.Source(i), fathatan) {
		return true
	}
	f := r.fold(i)
	for _, end := range []string{"هم", "هما", "ها", "هن", "اته"} {
		if strings.HasSuffix(f, end) && len(f) > len(end)+4 {
			return true
		}
	}
	for _, start := range []string{"بال", "لل", "وبال", "ولل", "كال", "فال", "وال"} {
		if strings.HasPrefix(f, start) && len(f) > len(start)+4 {
			return true
		}
	}
	return false
}

// noName says whether the word at token i is never part of a name: a letter
// alone, where somebody stands («رفضه»), his words, or the head of a partitive:
// «سلسلة من».
func (r *reader) noName(i int) bool {
	return len(r.fold(i)) <= len("ل") || r.stand(i) || r.among("words said", r.fold(i)) || r.fold(i+1) == "من" && strings.HasSuffix(r.d.Source(i), "ة")
}

// stand says whether the word at token i says where the subject before it
// stands: «أعلن فلان رفضه».
func (r *reader) stand(i int) bool {
	f := r.fold(i)
	w := strings.TrimSuffix(strings.TrimSuffix(f, "ها"), "ه")
	return w != f && r.among("stands", w)
}

// said says whether the word at token i carries the preposition that the verb
// before governs: it begins what is said. A name that begins with the same
// letter has such a word behind it.
func (r *reader) said(i int) bool {
	if !strings.Contains(","+r.gov+",", ",ب,") || !strings.HasPrefix(r.fold(i), "ب") || len(r.fold(i)) < 8 {
		return false
	}
	next := r.fold(i + 1)
	return !strings.HasPrefix(next, "ب") || len(next) < 6
}

// fathatan ends an indefinite accusative: «موعداً».
const fathatan = '\u064b'

// isName sorts out the name علي, which folds like the preposition على.
func (r *reader) isName(i int) bool {
	return r.fold(i) == "علي" && strings.HasSuffix(r.d.Source(i), "ي")
}

// given says whether token i is a first name in the form of another word.
func (r *reader) given(i int) bool { return r.isName(i) || r.is(i, given) }

// verbAt returns whether a finite verb of saying stands at token i.
func (r *reader) verbAt(i int) bool { return r.finite(i) != nil }

// finite returns the finite verb of saying at token i.
func (r *reader) finite(i int) *cue {
	if !r.is(i, verb) || r.is(i, country|place|org|outlet) || r.between(i) {
		return nil
	}
	for k := int(r.from[i]); k < len(r.all) && r.all[k].First == i; k++ {
		if q := &r.all[k]; q.kind == verb && r.conjugated(q) && r.asVerb(q, i) && r.plausible(q) {
			return q
		}
	}
	return nil
}

// conjugated says whether a form is a finite verb by itself.
func (r *reader) conjugated(q *cue) bool {
	f := q.Form
	if f.Part != lexicon.Verb && f.Part != lexicon.Name || q.Def {
		return false
	}
	if f.Number == lexicon.Dual && f.Gender == lexicon.Masculine && q.Entry.Get("nodual") == "yes" {
		return false
	}
	return verbClitics(q.Pre) || q.Pre == "ل" && f.Tense == lexicon.Present && q.Entry.Class == "announcement"
}

// asVerb says whether what stands before the form at token i lets it be one.
func (r *reader) asVerb(q *cue, i int) bool {
	if q.Pre == "" && r.among("governing", r.fold(i-1)) || r.subjunctive(q, i) || r.passive(q, i) {
		return false
	}
	return !q.Form.Jussive || r.is(i-1, neg)
}

// subjunctive says whether a present verb stands behind أن: «أن يعلن» is a deed
// to come, not words that were said.
func (r *reader) subjunctive(q *cue, i int) bool {
	if i == 0 {
		return false
	}
	if strings.HasPrefix(r.fold(i-1), "ان") && len(r.fold(i-1)) == len("ان") && strings.HasPrefix(r.d.Source(i-1), "إ") {
		return true // إنّ has a noun behind it
	}
	return q.Form.Tense == lexicon.Present && r.among("subjunctive", r.fold(i-1))
}

// passive says whether a damma shows that the past verb at token i is passive:
// «رُفضت».
func (r *reader) passive(q *cue, i int) bool {
	if q.Form.Tense != lexicon.Past || q.Form.Voice == lexicon.Passive {
		return false
	}
	w := []rune(strings.TrimPrefix(r.d.Source(i), q.Pre))
	return len(w) > 1 && w[1] == damma
}

// damma is the vowel of the first letter of a passive.
const damma = '\u064f'

// between says whether token i is the preposition بين, not the verb that is
// written like it: no doubled letter is marked, a noun stands before it and no
// complementiser behind it.
func (r *reader) between(i int) bool {
	return r.fold(i) == "بين" && !strings.ContainsRune(r.d.Source(i), shadda) && r.word(i-1) && i > 0 && !r.is(i-1, aux|rel|contrast|side|timeWord|accordVerb|neg) && !r.is(i+1, comp)
}

// shadda marks a doubled letter.
const shadda = '\u0651'

// plausible says whether a homograph that must have a complementiser has one
// near.
func (r *reader) plausible(q *cue) bool {
	if need := q.Entry.Get("need"); need == "" || strings.Contains(need, "noun") || strings.Contains(need, "suf") || need == "doc" {
		return true
	}
	for k := q.Last; k < len(r.d.Tokens) && k < q.Last+3*needReach; k++ {
		f := r.fold(k)
		if r.is(k, comp) || f == ":" || r.quoteAt(k) != nil || r.prepAt(k) && k < q.Last+needReach || strings.HasPrefix(f, "ب") && k == q.Last {
			return true
		}
		if f == "." || r.d.Tokens[k].Kind == text.Punct && f != "," && f != "(" && f != ")" && f != "-" {
			return false
		}
	}
	return false
}

// verbClitics are the proclitics that a finite verb may have.
func verbClitics(pre string) bool { return pre == "" || pre == "و" || pre == "ف" }

// participle returns the circumstantial participle at token i: مشيراً، مؤكدة.
func (r *reader) participle(i int) *cue {
	if !r.is(i, verb) {
		return nil
	}
	for k := int(r.from[i]); k < len(r.all) && r.all[k].First == i; k++ {
		q := &r.all[k]
		if q.kind != verb || q.Form.Part != lexicon.ActiveParticiple || q.Def || q.Suf != "" || !verbClitics(q.Pre) {
			continue
		}
		f := r.fold(i)
		if strings.HasSuffix(f, "ا") || strings.HasSuffix(f, "ه") || strings.HasSuffix(f, "ين") {
			return q
		}
	}
	return nil
}

// prepAt says whether a preposition stands at token i.
func (r *reader) prepAt(i int) bool { return r.is(i, prep) && !r.isName(i) }

// owner says whether token i is «باسم», also with a suffix.
func (r *reader) owner(i int) bool {
	return r.among("on behalf", r.fold(i))
}

// homograph says whether the verb at token i may as well be a name: no
// complementiser, colon or quotation follows it at once.
func (r *reader) homograph(i int) bool {
	q := r.finite(i)
	return q != nil && q.Pre == "" && r.word(i+1) && r.unlisted(i+1) && !strings.HasPrefix(r.fold(i+1), "ال")
}

// eventLike says whether the word at token i looks like a maṣdar that governs
// the next word: a derived pattern, and then an article or nothing that ends a
// name. First names of those patterns are in the lists.
func (r *reader) eventLike(i int) bool {
	if r.is(i, happening) {
		return true
	}
	if r.given(i) {
		return false
	}
	w := []rune(r.fold(i))
	next := r.fold(i + 1)
	if !strings.HasPrefix(next, "ال") && r.word(i+1) && !r.prepAt(i+1) && !strings.HasSuffix(r.fold(i), "ه") {
		return false
	}
	return len(w) >= 5 && w[0] == 'ا' && w[len(w)-2] == 'ا' && (w[1] == 'ن' || w[1] == 'س' || w[2] == 'ت' || w[1] == 'ت') ||
		len(w) == 5 && (w[0] == 'ت' && w[3] == 'ي' || w[0] == 'ا' && w[3] == 'ا')
}

// src returns the source of tokens [first, last).
func (r *reader) src(first, last int) string {
	if first >= last {
		return ""
	}
	return r.d.Text[r.d.Tokens[first].Start:r.d.Tokens[last-1].End]
}
