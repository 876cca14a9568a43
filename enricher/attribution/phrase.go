package attribution

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// phrase is the noun phrase of a speaker, without its appositions.
type phrase struct {
	first, last int  // tokens [first, last)
	head        *cue // the office, word or entity it begins with; nil for a bare name
	ranked      bool // a rank or title stands before the name
	nameFirst   int  // tokens of the name; none when nameLast is 0
	nameLast    int
	closed      bool // definite: the next bare word is a name in apposition
}

func (p *phrase) named() bool { return p.nameLast > 0 }

// The kinds that a phrase may begin with, and those that end it.
var (
	heads    = office | person | body | doc | press | country | place | org | outlet
	entities = country | demonym | place | org | outlet
	stops    = comp | carry | accord | accordVerb | doctor | rel | anon | contrast | aside | aux | neg | timeWord | side | narrator | happening | troop | pron | saying
)

// maxName is how many words a name may have.
const maxName = 6

// phraseAt reads the phrase that begins at token i. Proclitics that the
// caller takes off its first word are in pre ("" for none but و and ف).
func (r *reader) phraseAt(i, limit int, pre string) (phrase, bool) {
	p := builder{r: r, limit: limit, phrase: phrase{first: i}}
	p.j = i
	if r.opensShort(i) {
		p.j++
	}
	if !p.rank(pre) && !p.begin(pre) {
		return phrase{}, false
	}
	for p.j < limit && p.step() {
	}
	p.trim()
	return p.phrase, p.last > p.first
}

// builder reads one phrase word by word.
type builder struct {
	phrase
	r        *reader
	j, limit int
	inName   bool
	loose    int // bare words taken since the head
}

// rank takes ranks and titles with their adjectives and the name after them.
func (p *builder) rank(pre string) bool {
	q := p.r.at(p.j, rank|title)
	if q == nil || !p.r.fits(q, pre) || q.Last > p.limit {
		return false
	}
	p.head, p.closed, p.ranked = q, true, true
	p.j = q.Last
	for p.j < p.limit && p.r.is(p.j, demonym|modifier|rank|title) {
		if q := p.r.at(p.j, demonym|modifier|rank|title); q.Pre == "" {
			p.j = q.Last
			continue
		}
		break
	}
	p.last = p.j
	return true
}

// begin takes the head.
func (p *builder) begin(pre string) bool {
	q := p.r.at(p.j, office|person)
	if q == nil {
		q = p.r.at(p.j, heads)
	}
	if q == nil || !p.r.fits(q, pre) || q.Last > p.limit {
		return false
	}
	if (q.kind == country || q.kind == place) && q.kind == place && q.Entry.Get("gov") == "" {
		return false // a town does not speak; a capital does for its government
	}
	p.head, p.j, p.last = q, q.Last, q.Last
	p.closed = q.Def || q.Suf != "" || q.kind.in(entities) || strings.HasPrefix(p.r.d.Tokens[q.Last-1].Fold, "ال")
	return true
}

// step takes one more word or group; false ends the phrase.
func (p *builder) step() bool {
	t := &p.r.d.Tokens[p.j]
	switch {
	case t.Kind == text.Punct:
		return p.bracket()
	case t.Kind == text.Number, p.r.is(p.j, count) && p.closed, p.r.told(p.j):
		return false
	case p.nameLike():
		return p.name()
	case p.commands():
		return true
	case p.titular(t.Fold):
		return p.unknown(t)
	case p.r.stop(p.j):
		return false
	case p.r.owner(p.j):
		return p.owner()
	case p.r.prepAt(p.j):
		return p.preposition()
	}
	if q := p.r.at(p.j, rank|title); q != nil && !p.inName && q.Pre == "" && q.Def && p.closed {
		return p.rankInside(q)
	}
	if q := p.r.at(p.j, entities|office|person|body|doc|press|kin|modifier|rank); q != nil {
		return p.known(q)
	}
	return p.unknown(t)
}

// nameLike says whether a word that looks like another stands where a name does.
func (p *builder) nameLike() bool {
	return p.inName && p.r.given(p.j) || p.ranked && p.j == p.last && p.nameLast == 0 && p.r.homograph(p.j)
}

// titular says whether a word that looks like a verbal noun is an adjective in
// the name of an institution: «القوات المسلحة الملكية».
func (p *builder) titular(fold string) bool {
	return p.closed && !p.inName && p.r.is(p.j, happening) && p.head != nil && p.head.kind == body && p.agreeing(fold)
}

// commands takes the force that an office is over: «قائد الفوج».
func (p *builder) commands() bool {
	q := p.r.at(p.j, troop)
	if q == nil || q.Pre != "" || q.Last > p.limit || p.inName || p.head == nil || p.head.kind != office || p.j != p.head.Last || !p.genitive() {
		return false
	}
	if o := p.r.at(p.j, org|body); o != nil && o.Last > q.Last {
		return false // the force has a name
	}
	p.j, p.last, p.closed = q.Last, q.Last, q.Def
	return true
}

// bracket takes «(البنتاغون)» and a short quotation: حركة "طالبان".
func (p *builder) bracket() bool {
	t := &p.r.d.Tokens[p.j]
	end := -1
	switch {
	case t.Fold == "(":
		for k := p.j + 1; k < p.limit && k < p.j+8; k++ {
			if p.r.d.Tokens[k].Fold == ")" {
				end = k + 1
				break
			}
		}
	case p.r.opensShort(p.j):
		end = p.r.quoteAt(p.j).Close + 1
	case t.Fold == "-" && p.inName && !t.Space && p.j+1 < p.limit && !p.r.d.Tokens[p.j+1].Space:
		end = p.j + 1
	}
	if end < 0 || end > p.limit || p.inName && t.Fold != "-" {
		return false
	}
	p.j = end
	if t.Fold != "-" {
		p.last, p.closed = end, true
	}
	return true
}

// owner takes «باسم» with its suffix: what follows names whom one speaks for.
func (p *builder) owner() bool {
	p.closed = !p.r.among("on behalf open", p.r.fold(p.j)) // باسمها: she has been named
	p.j++
	p.last = p.j
	return true
}

// preposition takes «في وزارة الدفاع» after a head that belongs somewhere.
func (p *builder) preposition() bool {
	if p.head == nil || p.inName || p.head.kind.in(country|place) || !p.r.among("within", p.r.fold(p.j)) {
		return false
	}
	if p.r.opensShort(p.j + 1) {
		p.j++
		return p.bracket()
	}
	q := p.r.at(p.j+1, entities|office|body|person|press)
	if q != nil && q.Pre == "" && q.Last <= p.limit {
		if q.kind == press && !p.head.Def {
			return false
		}
		p.j, p.last = q.Last, q.Last
		p.closed = q.Def || q.kind.in(entities) || p.closed
		return true
	}
	if p.anonymous() && p.r.fold(p.j) != p.r.gov && p.r.word(p.j+1) && !p.r.is(p.j+1, stops|doc) && !p.r.verbAt(p.j+1) {
		p.j += 2
		p.last = p.j
		return true
	}
	return false
}

// anonymous says whether the head is an unnamed source.
func (p *builder) anonymous() bool {
	return p.head != nil && !p.head.Def && p.head.kind.in(office|person) && !p.closed
}

// rankInside turns from the office to the name: «الناطق باسمها العقيد فلان».
func (p *builder) rankInside(q *cue) bool {
	p.j, p.last, p.ranked = q.Last, q.Last, true
	p.inName = p.r.word(p.j)
	return true
}

// name takes one more word of the name.
func (p *builder) name() bool {
	p.inName = true
	if p.nameLast == 0 {
		if p.r.eventLike(p.j) || p.head != nil && (p.head.kind == body || p.head.kind == doc && p.head.Def) || p.further() {
			return false
		}
		p.nameFirst = p.j
	}
	if p.j-p.nameFirst >= maxName || p.r.object(p.j) || p.r.said(p.j) || p.r.noName(p.j) {
		return false
	}
	p.j++
	p.nameLast, p.last = p.j, p.j
	return true
}

// further says whether the word after a place goes on with it, not to a name:
// «سكان في القريتين السفلى والعليا».
func (p *builder) further() bool {
	return strings.HasPrefix(p.r.fold(p.j), "و") && p.last > p.first && p.r.is(p.last-1, place) || p.head != nil && p.head.kind == person && p.head.Form.Number == lexicon.Plural
}

// trim takes back a name that ends where no name ends: before a noun.
func (p *builder) trim() {
	if k := p.r.inside[p.last]; p.last > p.first && p.last < p.limit && p.r.inside[p.last-1] >= 0 && k < p.r.inside[p.last-1] {
		if q := p.r.quotes[p.r.inside[p.last-1]]; q.Open > p.first && q.Close == p.last {
			p.last++ // the closing mark of a name in marks
		}
	}
	if !p.named() || p.nameLast != p.last {
		return
	}
	if p.nameLast-p.nameFirst == 1 && !p.ranked && p.j < p.limit && p.r.word(p.j) && !p.r.stop(p.j) && !p.r.prepAt(p.j) && !p.r.told(p.j) {
		p.last, p.nameLast = p.nameFirst, 0 // a lone word before another is no name
	}
	if p.j < p.limit && p.r.is(p.j, troop) && !p.ranked {
		p.last, p.nameLast = p.nameFirst, 0
	}
}
