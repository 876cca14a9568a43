package attribution

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// known takes an entity, an office, an adjective.
func (p *builder) known(q *cue) bool {
	if q.Last > p.limit || !p.joins(q) {
		return false
	}
	if p.inName {
		if q.kind.in(office|person|body|doc|press|org) && !(p.j == p.nameFirst+1 && p.r.surname(p.j)) {
			return p.afterName(q)
		}
		return p.name()
	}
	if q.Pre == "" && q.kind.in(office|person|body|doc|press|country|place|org|outlet) && !p.genitive() && !p.members(q) {
		return false
	}
	p.j, p.last = q.Last, q.Last
	if q.kind != modifier && q.kind != kin {
		p.closed = p.closed || q.Def || q.Suf != "" || q.kind.in(entities) && (q.kind != demonym || q.Def)
	} else {
		p.closed = p.closed || q.Def
	}
	return true
}

// joins says whether the proclitics of a word let it belong to the phrase.
func (p *builder) joins(q *cue) bool {
	switch strings.TrimSuffix(q.Pre, "ال") {
	case "":
		return true
	case "و":
		return q.Def && !p.inName && q.kind.in(demonym|kin|modifier) && strings.HasPrefix(p.r.fold(p.j-1), "ال")
	case "ل", "ب":
		return !p.inName && q.Entry.Get("hears") != "yes" && q.kind != outlet && q.kind != press && p.head != nil && p.head.kind.in(belongs)
	}
	return false
}

// members says whether a word is the adjective of «الدول الأعضاء في».
func (p *builder) members(q *cue) bool {
	return q.Entry.ID == "member" && q.Def && q.Form.Number == lexicon.Plural && p.r.is(p.j-1, body) && p.r.among("within", p.r.fold(q.Last))
}

// belongs are the heads that a phrase with ب or ل may hang on: مسؤول بالحلف.
var belongs = office | person | body | doc | press

// genitive says whether the word before can still govern one: nothing with an
// article, and no name of a state.
func (p *builder) genitive() bool {
	if p.j == p.first || p.head != nil && p.j == p.head.Last && p.head.kind.in(entities) {
		return false
	}
	w := p.r.d.Tokens[p.j-1]
	return w.Kind == text.Word && !strings.HasPrefix(w.Fold, "ال") || p.r.owner(p.j-1)
}

// afterName goes on from a name to the office after it: «فلان نائب الوزير».
func (p *builder) afterName(q *cue) bool {
	if p.head != nil && !p.ranked {
		return false
	}
	p.inName, p.closed = false, q.Def
	p.nameLast = p.j
	p.head = q
	p.j, p.last = q.Last, q.Last
	return true
}

// unknown takes a word that no list has: an adjective or a genitive, or, once
// the phrase is definite, the beginning of a name.
func (p *builder) unknown(t *text.Token) bool {
	switch {
	case p.inName:
		return p.name()
	case p.nameLast > 0, p.r.said(p.j):
		return false
	case p.purpose(t.Fold):
		return p.word()
	case p.ranked && p.j == p.last:
		return p.name()
	case p.r.object(p.j):
		return false
	case p.closed && p.agreeing(t.Fold):
		return p.word()
	case strings.HasPrefix(t.Fold, "ال") && t.Arabic:
		if p.closed && !p.genitive() && !adjectival(t.Fold) {
			return p.articled()
		}
		p.closed = true
		return p.word()
	case p.r.participle(p.j) != nil, p.nameless():
		return false
	case p.closed:
		return p.name()
	case p.loose == 0 && p.head != nil && p.j == p.head.Last:
		p.loose++
		return p.word()
	}
	return false
}

// purpose says whether a word tells what an office is for: «المركز الروسي
// للمصالحة».
func (p *builder) purpose(fold string) bool {
	return p.head != nil && p.head.kind == office && strings.HasPrefix(fold, "لل") && !p.r.toPerson(p.j)
}

// word takes one word.
func (p *builder) word() bool {
	p.j++
	p.last = p.j
	return true
}

// nameless says whether no name follows a definite phrase: «العراق مستعد»,
// «مسؤول في الوزارة».
func (p *builder) nameless() bool {
	if !p.closed || p.head == nil {
		return false
	}
	return p.head.kind.in(entities) || !p.ranked && !p.head.Def && p.head.Entry.Get("unnamed") == "yes"
}

// agreeing says whether a word is a further adjective in agreement with the
// one before: «القوات الأميركية العاملة», «الأميركية والدولية».
func (p *builder) agreeing(fold string) bool {
	before := p.r.fold(p.j - 1)
	w := strings.TrimPrefix(fold, "و")
	if !strings.HasPrefix(w, "ال") || !strings.HasPrefix(strings.TrimPrefix(before, "و"), "ال") || !strings.HasSuffix(before, "ه") {
		return false
	}
	return strings.HasSuffix(w, "ه") && !p.r.is(p.j, heads)
}

// articled begins a name with an article («الطيب فلان») when what follows ends
// as names end; else the word belongs to the clause.
func (p *builder) articled() bool {
	_, last, ok := p.r.looseName(p.j, p.limit, 2)
	if !ok || last >= p.limit || p.r.word(last) && !p.r.is(last, comp) || p.r.eventLike(p.j) {
		return false
	}
	return p.name()
}

// adjectival says whether a word with the article ends like an adjective of
// relation.
func adjectival(fold string) bool {
	for _, end := range []string{"ي", "يه", "يين", "يون", "يات"} {
		if strings.HasSuffix(fold, end) {
			return true
		}
	}
	return false
}
