package attribution

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/marsad-news/marsad/internal/text"
)

// inPhrase says whether token k may stand inside a noun phrase.
func (s *sentence) inPhrase(k int) bool {
	t := &s.d.Tokens[k]
	if t.Kind == text.Punct {
		return t.Fold == "-" && !t.Space || t.Fold == "'" || t.Fold == "." && !t.Space && k+1 < s.last
	}
	if s.is(k, comp|accord|rel) || s.finite(k) != nil && s.is(k, verb) && !s.is(k, kin|office) {
		return false
	}
	if s.is(k, contrast) {
		f := s.fold(k)
		return f == "and" && k > s.first && capital(s.d.Source(k-1)) && k+1 < s.last && capital(s.d.Source(k+1))
	}
	return !s.among("en verb", t.Fold)
}

// taken is the voice that a pronoun takes up.
func (s *sentence) taken(q *cue, k int) (*voice, int) {
	v := s.party()
	if v == nil {
		return nil, 0
	}
	w := *v
	w.first, w.last, w.joint = k, q.Last, nil
	return &w, k
}

// englishVoice makes the voice of the noun phrase [first, limit).
func (s *sentence) englishVoice(first, limit int) *voice {
	for first < limit && s.d.Tokens[first].Kind == text.Punct {
		first++
	}
	last := first
	for last < limit && last < first+lookahead && (s.inPhrase(last) || s.fold(last) == "," && s.englishApposition(last, limit)) {
		if limit == s.last && last > first && s.is(last, prep|timeWord) && s.fold(last) != "of" && s.fold(last) != "for" && s.fold(last) != "from" {
			break
		}
		last++
	}
	if last == first || last-first > 24 {
		return nil
	}
	return s.composeEnglish(first, last)
}

// englishApposition says whether the comma at token k joins an apposition.
func (s *sentence) englishApposition(k, limit int) bool {
	if k+1 >= limit {
		return false
	}
	f := s.fold(k + 1)
	return f == "a" || f == "an" || f == "the" && s.hasOffice(k+2, min(k+6, limit)) || s.hasOffice(k-3, k) && capital(s.d.Source(k+1))
}

// composeEnglish reads name, office and organisation out of a phrase.
func (s *sentence) composeEnglish(first, last int) *voice {
	v := &voice{first: first, last: last, kind: org}
	v.Source = clean(s.src(first, last))
	head := s.englishHead(first, last)
	name := s.capitalRun(first, last)
	if head == nil && name[1] == 0 && !s.entityIn(first, last) {
		return nil
	}
	if head != nil {
		v.kind = head.kind
		v.key = s.fold(head.Last - 1)
		v.def = s.fold(first) == "the"
		v.bare = v.def && last-first == 2
		if w := s.mem.last; v.bare && w != nil && w.kind == doc && strings.HasPrefix(v.key, "author") {
			a := *w
			a.first, a.last = first, last
			return &a
		}
	}
	if name[1] > 0 {
		v.Speaker, v.name = clean(s.src(name[0], name[1])), s.folds(name[0], name[1])
		if head == nil {
			v.kind = person
		}
	}
	s.englishAffiliation(v, head)
	if w, ok := s.mem.resolve(v); ok && (len(v.name) > 0 || v.def) {
		return w
	}
	s.englishFinish(v, head)
	return v
}

// englishHead is the office of a phrase, else the institution or rank.
func (s *sentence) englishHead(first, last int) *cue {
	var head *cue
	for k := first; k < last; k++ {
		if s.in[k] {
			continue
		}
		q := s.at(k, office|person|doc|body|rank)
		if q == nil || q.Last > last {
			continue
		}
		if head == nil || q.kind.in(office|person) && !head.kind.in(office|person) {
			head = q
		}
	}
	return head
}

// englishAffiliation sets whom a voice speaks for: the office that its name is
// known to hold, what the phrase says, or who has "his office".
func (s *sentence) englishAffiliation(v *voice, head *cue) {
	if !s.placed(v) {
		s.known(v)
	}
	if v.Org != "" {
		v.Country = s.isoOf(v.Org)
		return
	}
	if w := s.party(); w != nil && s.possessive(v, head) {
		v.Org, v.Country = w.Org, w.Country
		return
	}
	a := affiliate{r: s.reader, p: &phrase{first: v.first, last: v.last, head: head}, limit: v.last}
	if head == nil {
		a.p.head = s.entityCue(v.first, v.last)
	}
	v.Org, v.Country = s.englishOrg(&a, head)
	s.known(v)
}

// possessive says whether a voice is "his office".
func (s *sentence) possessive(v *voice, head *cue) bool {
	return head != nil && head.kind == body && v.last-v.first == 2 && s.among("en possessive", s.fold(v.first)) && s.among("en office", s.fold(v.first+1))
}

// englishFinish names a voice and adds who speaks with it.
func (s *sentence) englishFinish(v *voice, head *cue) {
	if !v.organisation() {
		v.Role = v.Source
		if v.Speaker == "" {
			v.Speaker = v.Source
		}
	}
	s.jointStates(v, v.first, v.last)
	if q := s.entityCue(v.first, v.last); q != nil && q.kind == outlet && head == nil {
		v.outlet = q.Entry.ID
	}
}

// jointStates adds the further states of "Italy and Poland".
func (s *sentence) jointStates(v *voice, first, last int) {
	for k := first; k+1 < last; k++ {
		if s.fold(k) != "and" && s.fold(k) != "nor" {
			continue
		}
		if c := s.geo(k+1, k+2); c != "" && v.Country != "" && c != v.Country {
			v.joint = append(v.joint, &voice{Voice: Voice{Org: c + "-GOV", Country: c, Source: s.src(k+1, k+2)}, kind: country})
		}
	}
}

// englishOrg is the organisation of a phrase; a spokesman whose organisation
// is not named speaks for the last one.
func (s *sentence) englishOrg(a *affiliate, head *cue) (string, string) {
	if a.p.head == nil {
		return "", ""
	}
	org, iso := a.find()
	if org == "" && iso == "" && head != nil && (head.Entry.Get("first") == "yes" || head.Entry.ID == "official") {
		if iso = s.geo(s.first, s.first+2); iso != "" {
			return iso + "-GOV", iso
		}
	}
	if org == "" && s.among("en mission", s.fold(a.p.last-2)) {
		return s.sentenceOrg(a.p.first), ""
	}
	if org == "" && head != nil && head.kind == office && s.mem.last != nil && a.body == nil && !a.none {
		if org, iso = s.mem.last.Org, s.mem.last.Country; iso != "" && a.kin != nil {
			org = iso + "-" + a.kin.Entry.Get("body")
		}
	}
	return org, iso
}

// sentenceOrg is the organisation that the sentence names before token i.
func (s *sentence) sentenceOrg(i int) string {
	for k := i - 1; k >= s.first && k > i-clauseReach; k-- {
		if q := s.at(k, org); q != nil {
			return orgID(q)
		}
	}
	return ""
}

func (s *sentence) entityIn(first, last int) bool { return s.entityCue(first, last) != nil }

// entityCue is the first organisation, state or outlet of a phrase.
func (s *sentence) entityCue(first, last int) *cue {
	for k := first; k < last; k++ {
		if q := s.at(k, org|outlet|country|place); q != nil && q.Last <= last && (q.kind != place || q.Entry.Get("gov") != "") {
			return q
		}
	}
	return nil
}

// capitalRun is the first run of capitalised words of a phrase that are in no
// list: a name. One word alone is one only when nothing else is there, or
// when somebody of that name has spoken.
func (s *sentence) capitalRun(first, last int) [2]int {
	for k := first; k < last; {
		j := k
		for j < last && s.nameWord(j, k) {
			j++
		}
		if j > k && (j-k > 1 || k == first && j == last || s.knownName(s.fold(k)) || s.terms.org(s.folds(k, j), s.ctx.year()) != "") {
			return [2]int{k, j}
		}
		k = max(j, k+1)
	}
	return [2]int{}
}

// nameWord says whether token j goes on with a name begun at token k.
func (s *sentence) nameWord(j, k int) bool {
	t := &s.d.Tokens[j]
	switch {
	case t.Kind == text.Punct:
		return j > k && (t.Fold == "-" || t.Fold == ".") && !t.Space && j+1 < s.last && s.d.Tokens[j+1].Kind == text.Word
	case t.Kind != text.Word:
		return false
	case !capital(s.d.Source(j)):
		return j > k && s.among("en particle", t.Fold)
	case j == k && (s.among("en determiner", t.Fold) || s.is(j, place)) || s.in[j]:
		return false
	}
	return !s.is(j, office|person|body|doc|rank|title|country|demonym|org|outlet|timeWord|kin|contrast)
}

// knownName says whether a voice with this word in its name has spoken.
func (s *sentence) knownName(fold string) bool {
	for _, v := range s.mem.voices {
		for _, w := range v.name {
			if w == fold {
				return true
			}
		}
	}
	return false
}

// capital says whether a word begins with a capital letter.
func capital(src string) bool {
	r, _ := utf8.DecodeRuneInString(src)
	return unicode.IsUpper(r)
}
