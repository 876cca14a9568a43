package attribution

import (
	"slices"
	"strings"
)

// content is what stands after a verb of saying and its subject.
type content struct {
	kind string // comp, colon, quote, noun, a preposition, or "" for none
	at   int    // token where it begins
}

// clausal says whether a clause is said, not a noun.
func clausal(c content) bool { return c.kind == "comp" || c.kind == "colon" || c.kind == "quote" }

// contentReach is how far behind a subject the content may begin.
const contentReach = 60

// contentAfter finds what is said: the first complementiser, colon, quotation
// or governed preposition from token k on, else the noun that stands there.
func (s *sentence) contentAfter(q *cue, k int) content {
	first := k
	for ; k < s.last && k < first+contentReach; k++ {
		switch {
		case s.fold(k) == ":":
			return content{"colon", k + 1}
		case s.is(k, comp):
			return content{"comp", k}
		case s.quoteAt(k) != nil && !s.opensShort(k):
			return content{"quote", k}
		case s.prepAt(k) && s.governed(q, k):
			return content{s.fold(k), k}
		case s.attached(q, k):
			return content{s.attachedPrep(k), k}
		case k == first && s.word(k) && !s.prepAt(k) && !s.is(k, timeWord|side|aux):
			if q.Entry.Get("obj") == "yes" || s.is(k, saying|happening) {
				return content{"noun", k}
			}
		case s.is(k, happening) && q.Entry.Get("obj") == "yes":
			return content{"noun", k}
		}
	}
	return content{"", first}
}

// attached says whether a governed ب or ل is attached to token k.
func (s *sentence) attached(q *cue, k int) bool {
	p := s.attachedPrep(k)
	return p != "" && !s.somewhere(k) && !s.prepAt(k) && !s.is(k, accord) && strings.Contains(","+q.Entry.Get("prep")+",", ","+p+",")
}

// somewhere says whether token k is «بمدينة» or «ببغداد»: where it was said.
func (s *sentence) somewhere(k int) bool {
	if q := s.at(k, place|country); q != nil && q.Pre == "ب" {
		return true
	}
	return s.among("place noun", strings.TrimPrefix(strings.TrimPrefix(s.fold(k), "ب"), "ال"))
}

// attachedPrep is the preposition attached to a word, as far as it shows.
func (s *sentence) attachedPrep(k int) string {
	if !s.word(k) {
		return ""
	}
	f := strings.TrimPrefix(s.fold(k), "و")
	switch {
	case strings.HasPrefix(f, "ب") && len(f) > 4:
		return "ب"
	case strings.HasPrefix(f, "ل") && len(f) > 4:
		return "ل"
	}
	return ""
}

// needReach is how far behind a homograph its content may begin.
const needReach = 8

// needs says whether a homograph has the content that makes it a verb of
// saying. The need "noun" is met by a subject.
func (s *sentence) needs(q *cue, c content, hasSubject bool) bool {
	need := q.Entry.Get("need")
	switch need {
	case "":
		return true
	case "person":
		return hasSubject
	case "doc":
		return hasSubject && s.ownSpeech(q.Last)
	}
	if !s.within(q, c, hasSubject) || strings.HasPrefix(need, "comp") && hasSubject && q.Entry.Get("hearer") == "" && s.recentEnd(q, c) {
		return false
	}
	for _, n := range q.needs {
		if n == "suf" && q.Suf != "" || n == "noun" && hasSubject || n == c.kind {
			return true
		}
	}
	return false
}

// within says whether the content stands near enough: the nearer, the less is
// known of the subject.
func (s *sentence) within(q *cue, c content, hasSubject bool) bool {
	switch far := c.at - q.Last; {
	case !hasSubject:
		return far <= needReach
	case far <= 3*needReach:
		return true
	}
	return s.bridged(q.Last, c.at)
}

// ownSpeech says whether somebody's own speech or letter stands soon behind
// token k: «كرس الرئيس معظم خطابه».
func (s *sentence) ownSpeech(k int) bool {
	for j := k; j < s.last && j < k+needReach; j++ {
		if d := s.at(j, doc); d != nil {
			return d.Suf != ""
		}
	}
	return false
}

// bridged says whether nobody else takes the word between two tokens, outside
// of dashes: «رأى الملك في حوار -ينتجه معهد ويقدمه فلان- أن».
func (s *sentence) bridged(from, to int) bool {
	dashed := false
	for k := from; k < to; k++ {
		switch {
		case s.fold(k) == "-":
			dashed = !dashed
		case !dashed && s.verbAt(k):
			return false
		}
	}
	return !dashed && s.fold(to-1) == "-"
}

// recentEnd says whether the content begins far behind the subject.
func (s *sentence) recentEnd(q *cue, c content) bool {
	for k := c.at - 1; k > q.Last && k > c.at-4; k-- {
		if f := s.fold(k); s.is(k, heads) || f == "," || f == "-" || s.in[k] {
			return false
		}
	}
	return c.at > q.Last+5
}

// governed says whether the preposition at token k brings the content in.
func (s *sentence) governed(q *cue, k int) bool {
	return slices.Contains(q.preps, strings.TrimPrefix(s.fold(k), "و"))
}

// follows says whether the content begins soon after token k: a name that no
// list has is taken for a speaker only then.
func (s *sentence) follows(q *cue, k int) bool {
	c := s.contentAfter(q, k)
	return clausal(c) && c.at < k+20 || s.ba(q, c) && c.at <= k+1
}
