package attribution

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// countryAround is the state that a phrase without one belongs to: that of
// the place which begins the sentence («وفي باريس، قال الوزير»), that of the
// last voice of the same body, or the one that the text is about.
func (r *reader) countryAround(head *cue, e *lexicon.Entry) string {
	if c := r.opensIn(head.First); c != "" {
		return c
	}
	if e.Get("local") == "yes" {
		return r.host(head.First)
	}
	if e.Get("west") == "yes" {
		return r.officersState(head.First)
	}
	if e.Get("body") == "" || weakBody(head) || !head.Def && head.Entry.Get("unnamed") == "yes" && (e == head.Entry || e.Class == "kin") {
		return ""
	}
	for k := len(r.mem.voices) - 1; k >= 0; k-- {
		if v := r.mem.voices[k]; strings.HasSuffix(v.Org, "-"+e.Get("body")) && v.Country != "" {
			return v.Country
		}
	}
	if v := r.mem.last; v != nil && v.Country != "" && (!r.d.Tokens[head.First].Arabic || e.Get("sticky") == "yes") {
		return v.Country
	}
	if c := r.aboutState(head); c != "" {
		return c
	}
	return r.host(head.First)
}

// aboutState is the state of whom the sentence, or else the one before, is
// about: «وزارة الدفاع» is his.
func (r *reader) aboutState(head *cue) string {
	if !head.Def && !strings.HasPrefix(r.fold(head.Last-1), "ال") {
		return ""
	}
	about := []*voice{r.mem.now, r.mem.actor}
	if r.mem.spoke && (head.kind == body || head.kind == office) {
		about = append(about, r.mem.last)
	}
	for _, v := range about {
		if v != nil && v.Country != "" && v.kind != outlet {
			return v.Country
		}
	}
	return ""
}

// namedLast is the one of some states that the text names last before token i.
func (r *reader) namedLast(i int, states string) string {
	for k := int(r.from[i]) - 1; k >= 0 && r.all[k].First > i-orgReach; k-- {
		q := &r.all[k]
		if !q.kind.in(country | demonym) {
			continue
		}
		if c := r.geo(q.First, q.First+1); c != "" && strings.Contains(","+states+",", ","+c+",") {
			return c
		}
	}
	return ""
}

// antecedent is the state that the pronoun of «سفيرها» goes back to: that of
// the subject of the sentence, else of who spoke last.
func (r *reader) antecedent(head *cue) string {
	for _, v := range []*voice{r.mem.topic, r.mem.actor, r.mem.now, r.mem.last} {
		if v != nil && v.Country != "" && !(head.Suf == "ه" && v.gender == lexicon.Feminine) && !(head.Suf == "ها" && v.gender == lexicon.Masculine) {
			return v.Country
		}
	}
	return ""
}

// officersState is the state of a general who is named without one: that of
// the main force, of the army that spoke, or of the parliament he stands
// before («شهادته أمام لجنة في الكونغرس»).
func (r *reader) officersState(i int) string {
	if c := r.mainForce(i); c != "" {
		return c
	}
	for k := len(r.mem.voices) - 1; k >= 0; k-- {
		if v := r.mem.voices[k]; strings.HasSuffix(v.Org, "-MIL") || strings.HasSuffix(v.Org, "-DOD") || strings.HasSuffix(v.Org, "-MOD") {
			return v.Country
		}
	}
	u := r.unitOf(i)
	for k := i + 1; k < u.last && k < i+clauseReach; k++ {
		q := r.at(k, body)
		if q == nil {
			continue
		}
		if org := q.Entry.Get("org"); strings.HasSuffix(org, "-PARL") {
			return r.isoOf(org)
		}
		if q.Entry.Get("body") == "PARL" {
			if c := r.geo(q.Last, q.Last+1); c != "" {
				return c
			}
		}
	}
	return ""
}

// opensIn is the state of the place that begins the sentence of token i.
func (r *reader) opensIn(i int) string {
	u := r.unitOf(i)
	if !r.prepAt(u.first) {
		return ""
	}
	for k := u.first; k < u.last && k < u.first+4 && k < i; k++ {
		if r.is(k, place) {
			return r.geo(k, k+1)
		}
	}
	return ""
}

// lastBody is the body of the last person in office, by its general name.
func (r *reader) lastBody() string {
	if b := generalBody(r.mem.topic); b != "" {
		return b
	}
	for k := len(r.mem.voices) - 1; k >= 0; k-- {
		if b := generalBody(r.mem.voices[k]); b != "" {
			return b
		}
	}
	return ""
}

// generalBody is the body of a person in office as most states call it.
func generalBody(v *voice) string {
	if v == nil || v.kind != office {
		return ""
	}
	switch _, b, _ := strings.Cut(v.Org, "-"); b {
	case "DOD":
		return "MOD"
	case "DOS":
		return "MFA"
	default:
		return b
	}
}

// host is the state in which the text before token i plays: the one most of
// whose places and names stand behind a preposition.
func (r *reader) host(i int) string {
	n := map[string]int{}
	best := ""
	for k := int(r.from[max(i-hostReach, 0)]); k < len(r.all) && r.all[k].First < i+hostAhead; k++ {
		q := &r.all[k]
		if q.First > i && best != "" {
			break // what stands ahead counts when nothing stands before
		}
		if q.kind != country && q.kind != place {
			continue
		}
		c := r.geo(q.First, q.First+1)
		if q.Pre == "ب" || r.among("here", r.fold(q.First-1)) {
			n[c]++ // where something is counts twice
		}
		if n[c]++; c != "" && (best == "" || n[c] > n[best]) {
			best = c
		}
	}
	return best
}

// mainForce is the state, not the one where the text plays, whose soldiers
// the text speaks of most: that of a general who is named without one.
func (r *reader) mainForce(i int) string {
	n := map[string]int{}
	here, best := r.host(i), ""
	for k := range r.all {
		q := &r.all[k]
		if q.kind != demonym || q.First > i+hostReach || q.First < i-hostReach || !r.is(q.First-1, troop) {
			continue
		}
		c := r.geo(q.First, q.First+1)
		if n[c]++; c != "" && c != here && (best == "" || n[c] > n[best]) {
			best = c
		}
	}
	return best
}

// hostReach is how many tokens back the place of the text is looked for.
const hostReach = 200

// hostAhead is how many tokens ahead it is looked for.
const hostAhead = 40
