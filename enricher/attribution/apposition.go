package attribution

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// maxAppositions is how many phrases between commas may follow a speaker.
const maxAppositions = 4

// appositions reads «، العميد فلان، رئيس الهيئة،» after the first phrase.
func (s *speaker) appositions() {
	for range maxAppositions {
		at := s.overPlace(s.v.last)
		if s.name[1] > 0 && at == s.name[1] && len(s.offs) == 0 && at < s.limit {
			if p, ok := s.r.phraseAt(at, s.limit, ""); ok && s.r.is(at, office|person) && !p.named() {
				s.take(&p) // «فلان نائب الوزير»
				continue
			}
		}
		if at+1 >= s.limit {
			return
		}
		if f := s.r.fold(at); f != "," && f != "-" {
			return
		}
		next, ok := s.apposition(at + 1)
		if !ok {
			return
		}
		s.v.last = next
	}
}

// overPlace goes over «عن إزمير» to a comma when a name follows it.
func (s *speaker) overPlace(at int) int {
	if s.name[1] > 0 {
		return at
	}
	described := !s.r.prepAt(at)
	if described && !s.somebody() {
		return at
	}
	for k := at; k < at+needReach && k+1 < s.limit; k++ {
		if s.r.fold(k) == "," {
			if s.nameBehind(k+1, described) {
				return k
			}
			return at
		}
		if !s.r.word(k) || s.r.is(k, comp) || s.r.verbAt(k) && !s.r.prepAt(at) {
			return at
		}
	}
	return at
}

// somebody says whether the phrase is of one person without a name.
func (s *speaker) somebody() bool {
	if len(s.offs) != 1 || s.offs[0].head == nil {
		return false
	}
	q := s.offs[0].head
	return !q.Def && q.Form.Number != lexicon.Plural && q.kind.in(office|person)
}

// nameBehind says whether a name begins at token k; closed: and ends before
// what he says («محلل في شركة مقرها كذا، يدعى فلان، إن»).
func (s *speaker) nameBehind(k int, closed bool) bool {
	r := s.r
	if !closed && (r.is(k, rank|title) || r.among("called", r.fold(k))) {
		return true
	}
	var end int
	if p, ok := r.phraseAt(k, s.limit, ""); ok && r.is(k, rank|title) && p.named() {
		end = p.last
	} else {
		if r.among("called", r.fold(k)) {
			k++
		}
		_, last, ok := r.looseName(k, s.limit, 2)
		if !ok {
			return false
		}
		end = last
	}
	if r.fold(end) == "," {
		end++
	}
	return !closed || r.is(end, comp|timeWord) || r.fold(end) == ":" || r.quoteAt(end) != nil
}

// apposition reads the phrase that begins at token k; next is where it ends.
func (s *speaker) apposition(k int) (next int, ok bool) {
	r := s.r
	if r.is(k, pron) || r.among("called", r.fold(k)) {
		k++
	}
	if r.is(k, anon|rel) {
		s.v.anon = s.v.anon || r.is(k, anon)
		return s.skip(k)
	}
	if r.is(k, rank|title|office|person) && !strings.HasPrefix(r.fold(k), "و") {
		return s.titled(k)
	}
	if r.prepAt(k) && r.is(k+1, outlet|org|body|press) {
		return s.employed(k)
	}
	if s.name[1] > 0 {
		return 0, false
	}
	first, last, ok := r.looseName(k, s.limit, 2)
	if !ok {
		return 0, false
	}
	s.name = [2]int{first, last}
	return last, true
}

// titled takes «، العميد فلان» or «، رئيس الهيئة».
func (s *speaker) titled(k int) (next int, ok bool) {
	p, ok := s.r.phraseAt(k, s.limit, "")
	switch {
	case !ok, p.named() && s.name[1] > 0:
		return 0, false
	case !p.named() && (!p.closed || s.name[1] == 0 && p.ranked && !s.nameFollows(p.last)):
		return 0, false
	}
	s.take(&p)
	return p.last, true
}

// employed takes «، من وكالة كذا،».
func (s *speaker) employed(k int) (next int, ok bool) {
	r := s.r
	q := r.at(k+1, outlet|org|body|press)
	for r.is(q.Last, outlet) && q.kind == press {
		q = r.at(q.Last, outlet)
	}
	if f := r.fold(q.Last); f != "," && f != "-" && !r.is(q.Last, comp) {
		return 0, false
	}
	s.offs = append(s.offs, phrase{first: k + 1, last: q.Last, head: q})
	return q.Last, true
}

// nameFollows says whether a name stands behind the comma at token k:
// «، الجنرال الهولندي، فلان الفلاني،».
func (s *speaker) nameFollows(k int) bool {
	if s.r.fold(k) != "," {
		return false
	}
	_, last, ok := s.r.looseName(k+1, s.limit, 2)
	return ok && last < s.limit
}

// skip goes over a relative clause between commas.
func (s *speaker) skip(k int) (int, bool) {
	for j := k; j < s.limit && j < k+25; j++ {
		if f := s.r.fold(j); f == "," || f == "-" {
			return j, true
		}
		if s.r.is(j, comp) || s.r.quoteAt(j) != nil || s.r.fold(j) == ":" {
			return j, true
		}
	}
	return 0, false
}
