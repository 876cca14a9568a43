package gazetteer

import (
	"cmp"
	"slices"
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

// Refine drops the mentions that are other words here, decides between a
// country and its adjective where both are spelt alike, and orders the
// readings of each phrase. Find does it; a caller that compiles the entries
// into a set of its own calls it.
func Refine(d *text.Doc, ms []lexicon.Mention) []lexicon.Mention {
	named := namedIDs(ms)
	kept := ms[:0]
	twins := false
	for i := 0; i < len(ms); {
		j := i + 1
		for j < len(ms) && ms[j].First == ms[i].First {
			j++
		}
		from := len(kept)
		for _, m := range ms[i:j] {
			if m.Entry.Class != None && admit(d, kept[:from], m, named) && (m.Entry.Get("next") == "" || nationFollows(ms[j:], m) || numbered(d, m)) {
				kept = append(kept, m)
			}
		}
		if len(kept)-from > 1 {
			kept = chooseNation(d, kept, from)
			chooseBase(d, kept[from:])
			twins = true
		}
		i = j
	}
	if twins {
		rankReadings(kept, named)
	}
	return kept
}

// namedIDs counts the countries that mentions without a rival name, and the
// entries without a country.
func namedIDs(ms []lexicon.Mention) map[string]int {
	var named map[string]int
	for i, m := range ms {
		c := m.Entry.Get("country")
		alone := (i == 0 || ms[i-1].First != m.First) && (i+1 == len(ms) || ms[i+1].First != m.First)
		if !alone || m.Form.Tag != "" {
			continue
		}
		if c == "" {
			if m.Entry.Class != Actor {
				continue
			}
			c = m.Entry.ID
		}
		if named == nil {
			named = map[string]int{}
		}
		named[c]++
	}
	return named
}

// admit says whether a form that is also another word is a name here.
func admit(d *text.Doc, before []lexicon.Mention, m lexicon.Mention, named map[string]int) bool {
	switch m.Form.Tag {
	case lexicon.Gated:
		return open(d, before, m)
	case lexicon.Wavering:
		if c := m.Entry.Get("country"); c != "" {
			return named[c] > 0 && (m.Entry.Class == Actor || open(d, before, m)) // «الفرقة 36» is no word of another sense
		}
		return named[m.Entry.ID] > 0
	}
	return true
}

// nationFollows says whether the mention right after m is a nation's: «الدفاع
// الروسية», but not «خط الدفاع الأول».
func nationFollows(after []lexicon.Mention, m lexicon.Mention) bool {
	for _, a := range after {
		if a.First != m.Last {
			return false
		}
		switch a.Entry.Class {
		case Country, Demonym:
			return true
		case Site:
			if a.Entry.Get("gov") != "" {
				return true
			}
		}
	}
	return false
}

// numbered says whether a unit's number follows m: «الفرقة 36».
func numbered(d *text.Doc, m lexicon.Mention) bool {
	return m.Entry.Class == Troop && m.Last < len(d.Tokens) && d.Tokens[m.Last].Kind == text.Number
}

// chooseNation drops one of a country and its adjective that share a
// spelling («سورية», «سوريا»): after a noun of troops, an office or a
// people, or with tanwin, it is the adjective; otherwise the country.
func chooseNation(d *text.Doc, ms []lexicon.Mention, from int) []lexicon.Mention {
	country, adjective := -1, -1
	for i := from; i < len(ms); i++ {
		switch {
		case ms[i].Entry.Class == Country, ms[i].Entry.Class == Region:
			country = i
		case ms[i].Entry.Class == Demonym, ms[i].Entry.Class == People:
			adjective = i
		}
	}
	if country < 0 || adjective < 0 || ms[adjective].Form.Part != lexicon.Adjective {
		return ms
	}
	m := ms[adjective]
	src := d.Text[m.Start:m.End]
	drop := adjective
	if strings.Contains(src, "\u064b") || afterNoun(d, ms[:from], m) {
		drop = country
		ms[adjective].Def = m.Def || strings.HasPrefix(m.Form.Text, "ال") // «القوات السعودية»
	}
	return slices.Delete(ms, drop, drop+1)
}

// chooseBase puts the base before the organisation of its name when the word
// before asks for a place: «قرب القاعدة».
func chooseBase(d *text.Doc, ms []lexicon.Mention) {
	if ms[0].First == 0 {
		return
	}
	for i, m := range ms {
		if m.Entry.Class == Base && (m.Pre == "ب" || around.where[d.Tokens[m.First-1].Fold]) {
			copy(ms[1:i+1], ms[:i])
			ms[0] = m
			return
		}
	}
}

// afterNoun says whether m stands right after a mention that an adjective of
// nation qualifies.
func afterNoun(d *text.Doc, before []lexicon.Mention, m lexicon.Mention) bool {
	if len(before) == 0 || before[len(before)-1].Last != m.First || m.Pre != "" || m.Def {
		return false
	}
	prev := &before[len(before)-1]
	def := prev.Def || strings.HasPrefix(d.Tokens[prev.Last-1].Fold, "ال")
	if def != strings.HasPrefix(m.Form.Text, "ال") && (def || prev.Last == prev.First+1) {
		return false // «القوات التشيلية هايتي», «قوات السعودية»: an adjective is definite as its noun is
	}
	switch before[len(before)-1].Entry.Class {
	case Troop, Body, Office, Base, Demonym, People, Role, Actor:
		return before[len(before)-1].Suf == ""
	}
	return false
}

// rankReadings puts first, among the places of one phrase, those of a country
// that the text names elsewhere.
func rankReadings(ms []lexicon.Mention, named map[string]int) {
	for i := 0; i < len(ms); {
		j := i + 1
		for j < len(ms) && ms[j].First == ms[i].First {
			j++
		}
		if j > i+1 {
			slices.SortStableFunc(ms[i:j], func(a, b lexicon.Mention) int {
				return cmp.Compare(weight(named, b), weight(named, a))
			})
		}
		i = j
	}
}

// weight is how often the country of a place reading is named; readings of
// other classes keep their order against places.
func weight(named map[string]int, m lexicon.Mention) int {
	switch m.Entry.Class {
	case Country, Demonym, Site, Region:
		return named[m.Entry.Get("country")]
	}
	return 0
}
