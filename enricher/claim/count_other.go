package claim

import (
	"github.com/marsad-news/marsad/enricher/lexicon"
)

// lossesCounted says whether what is counted at item i are the dead and
// wounded: «خسائر بلغت 1018 جندياً».
func (s *scene) lossesCounted(i int) bool {
	for k := i - 1; k >= 0 && k >= i-14; k-- {
		if s.items[k].kind == itemCasual && (i-k <= 5 || s.items[k+1].kind == itemForce) {
			return true // «معدل قتلى القوات …، ارتفع»
		}
		if s.boundBefore(k+1) >= boundClause {
			return false
		}
	}
	return false
}

// countsOthers says whether «البالغ عددهم» at item i describes a noun that is
// no force: an unknown word stands before it and no force near.
func (s *scene) countsOthers(i int) bool {
	if i == 0 || s.latin {
		return false
	}
	p := &s.items[i-1]
	if p.kind != itemWord && p.kind != itemState || p.w != nil {
		return false
	}
	for k := i - 2; k >= 0 && k >= i-4; k-- {
		if s.items[k].kind == itemForce {
			return false
		}
	}
	return true
}

// countsPlaces says whether what the number at item j counts are places:
// «البالغ عددها 34 ولاية».
func (s *scene) countsPlaces(j int) bool {
	if s.items[j].kind != itemNum || j+1 >= len(s.items) {
		return false
	}
	p := &s.items[j+1]
	return p.kind == itemPlace && p.prep == "" && !p.def && p.place.generic != "" && p.place.generic != "there"
}

// countsPeople says whether the count beside the verb at item i is of a noun
// that is no force: «بلغ عدد سكانها».
func (s *scene) countsPeople(i int) bool {
	for k := max(0, i-4); k+1 < len(s.items) && k <= i+2; k++ {
		if n := &s.items[k+1]; s.items[k].fn(fnCount) && n.unknown() && n.arabic {
			return true
		}
	}
	return false
}

// exceeds says whether the verb of growth at item i compares: «يزيد بنحو 11
// ألفاً عن العدد السابق».
func (s *scene) exceeds(i int) bool {
	it := &s.items[i]
	if it.w.id != "زاد.v" || it.gram.Tense != lexicon.Present {
		return false
	}
	for k := i + 1; k < len(s.items) && k <= i+4; k++ {
		if s.items[k].fn(fnOff) {
			return true
		}
	}
	return false
}
