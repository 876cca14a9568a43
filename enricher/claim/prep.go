package claim

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// source is the text of the tokens [first, last) without the proclitic و.
func (s *scene) source(first, last int) string {
	return s.d.Text[s.d.Tokens[first].Start:s.d.Tokens[last-1].End]
}

// govern notes the preposition before each force, place, number and noun.
func (s *scene) govern() {
	for i := range s.items {
		it := &s.items[i]
		it.prep = s.prepOf(i)
		if it.prep == "in" && it.kind == itemPlace && it.arabic {
			it.prep = orElse(s.outerPrep(i), "in")
		}
	}
}

// prepOf is the preposition that governs item i, "" for none.
func (s *scene) prepOf(i int) string {
	it := &s.items[i]
	if prep := it.proclitic(); prep != "" || i == 0 {
		return prep
	}
	p := s.beforeMark(i)
	if p.unknown() && !s.latin {
		if prep := clitic(s.lastFold(p)); prep != "" {
			return prep // «لـ»حزب الله»»
		}
	}
	if s.latin && it.kind == itemPlace {
		p = s.beforeArticle(i)
	}
	switch {
	case s.yet(i, p):
		return ""
	case p.fn(fnAgentby) && p.suf == "":
		return "by"
	case p.preposition():
		return p.w.fn
	case it.kind == itemForce && it.and() && p.kind == itemForce && p.prep == "against":
		return "against" // «ضد مسلحي الحركة وعناصر التنظيم»
	case it.kind == itemForce && s.ofThing(p, it):
		return "thing"
	case it.place != nil:
		return s.placePrep(i, p)
	}
	return ""
}

// beforeMark is the item before item i, over an opening mark.
func (s *scene) beforeMark(i int) *item {
	if p := &s.items[i-1]; !p.punct(`"«“”'(`) || i < 2 {
		return p
	}
	return &s.items[i-2]
}

// yet says whether «بعد» before item i is the adverb: «لم يخرج بعد».
func (s *scene) yet(i int, p *item) bool {
	return i > 2 && p.fn(fnAfter) && s.fold(p.first) == "بعد" && s.items[i-2].verbal() && s.items[i-3].cue(cueNeg)
}

// ofThing says whether the force is the genitive of a noun that is none:
// «زعيم تنظيم القاعدة»، «نشاط الحركة».
func (s *scene) ofThing(p, it *item) bool {
	return s.headsForce(p, it) || p.fn(fnThing) && p.suf == "" && !p.def
}

// preposition says whether the item is a preposition without a pronoun.
func (it *item) preposition() bool {
	return it.suf == "" && it.fn(fnIn, fnOn, fnNear, fnTo, fnToward, fnFrom, fnOff, fnVia, fnWith, fnPlus, fnAccord, fnExcept, fnOnly, fnAfter, fnBefore, fnAgainst)
}

// clitic is what a preposition of one letter says, "" for none.
func clitic(letter string) string {
	switch letter {
	case "ب":
		return "by"
	case "ل":
		return "for"
	}
	return ""
}

// proclitic is the preposition that is written as one word with the item or
// with its number.
func (it *item) proclitic() string {
	verb := (it.kind == itemTrig || it.kind == itemCue) && it.gram.Part == lexicon.Verb
	pre := strings.TrimPrefix(strings.TrimPrefix(it.pre, "و"), "ف")
	switch {
	case verb:
	case pre == "ك":
		return "as"
	case clitic(pre) != "":
		return clitic(pre)
	}
	if f := it.force; f != nil && f.num != nil && f.num.First == it.first && it.pre == "" {
		return clitic(f.num.Prep) // «بمئتي جندي»
	}
	return ""
}

// placePrep is the preposition of the place at item i when item p before it is
// none: that of the place it is joined to, or «in» of a direction.
func (s *scene) placePrep(i int, p *item) string {
	it := &s.items[i]
	if it.place.and && p.fn(fnAnd) && i > 1 {
		p = &s.items[i-2]
	}
	if it.place.and && p.kind == itemPlace {
		return p.prep
	}
	if s.d.Tokens[it.first].Arabic && s.atomStarts(it.first).fn(fnDir) {
		return "in"
	}
	return ""
}

// outerPrep is the preposition of the phrase that a place with «في» is nested
// in: «من خطوط المواجهة في شمال سوريا» leaves Syria.
func (s *scene) outerPrep(i int) string {
	words := 0
	for k := i - 2; k >= 0 && k >= i-7; k-- {
		p := &s.items[k]
		switch {
		case p.kind == itemWord && !p.and(), p.fn(fnDir, fnSoil):
			words++
		case p.fn(fnFrom, fnTo):
			if words > 0 && p.suf == "" {
				return p.w.fn
			}
			return ""
		default:
			return ""
		}
	}
	return ""
}

func (s *scene) atomStarts(tok int) *atom {
	for k := range s.atoms {
		if s.atoms[k].first == tok {
			return &s.atoms[k]
		}
	}
	return &noAtom
}
