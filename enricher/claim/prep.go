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

func (s *scene) prepOf(i int) string {
	it := &s.items[i]
	pre := strings.TrimPrefix(strings.TrimPrefix(it.pre, "و"), "ف")
	if it.kind != itemTrig && it.kind != itemCue || it.gram.Part != lexicon.Verb {
		switch pre {
		case "ب":
			return "by"
		case "ل":
			return "for"
		case "ك":
			return "as"
		}
	}
	if f := it.force; f != nil && f.num != nil && f.num.First == it.first && it.pre == "" {
		switch f.num.Prep {
		case "ب":
			return "by" // «بمئتي جندي»
		case "ل":
			return "for"
		}
	}
	if i == 0 {
		return ""
	}
	p := &s.items[i-1]
	if p.punct(`"«“”'(`) && i > 1 {
		p = &s.items[i-2]
	}
	if p.unknown() && !s.latin {
		switch s.lastFold(p) {
		case "ل":
			return "for" // «لـ»حزب الله»»
		case "ب":
			return "by"
		}
	}
	if s.latin && it.kind == itemPlace {
		p = s.beforeArticle(i)
	}
	if i > 2 && p.fn("after") && s.fold(p.first) == "بعد" && s.items[i-2].verbal() && s.items[i-3].cue(cueNeg) {
		return "" // «لم يخرج بعد»: yet
	}
	if p.fn("in", "on", "near", "to", "toward", "from", "off", "via", "with", "plus", "agentby", "accord", "except", "only", "after", "before", "against") && p.suf == "" {
		if p.w.fn == "agentby" {
			return "by"
		}
		return p.w.fn
	}
	if it.kind == itemForce && s.headsForce(p, it) {
		return "thing" // «زعيم تنظيم القاعدة»
	}
	if p.fn("thing") && p.suf == "" && !p.def && it.kind == itemForce {
		return "thing" // «نشاط الحركة»
	}
	if it.place != nil && it.place.and && p.fn("and") && i > 1 {
		p = &s.items[i-2]
	}
	if it.place != nil && it.place.and && p.kind == itemPlace {
		return p.prep
	}
	if it.place != nil && s.d.Tokens[it.first].Arabic && s.atomStarts(it.first).fn("dir") {
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
		case p.kind == itemWord && !p.and(), p.fn("dir", "soil"):
			words++
		case p.fn("from", "to"):
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
