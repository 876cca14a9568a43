package attribution

import (
	"strings"

	"github.com/marsad-news/marsad/enricher/lexicon"
)

// countryAround is the state that a phrase without one belongs to: that of
// the place which begins the sentence («وفي باريس، قال الوزير»), that of the
// last voice of the same body, or the one that the text is about.
func (r *reader) countryAround(head *cue, e *lexicon.Entry) string {
	u := r.unitOf(head.First)
	for i := u.first; i < u.last && i < u.first+4 && i < head.First; i++ {
		if r.is(i, of(place)) && r.prepAt(u.first) {
			return r.geo(i, i+1)
		}
	}
	if e.Get("local") == "yes" {
		return r.host(head.First)
	}
	if e.Get("west") == "yes" {
		return r.mainForce(head.First)
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
	return r.host(head.First)
}

// lastBody is the body of the last person in office, by its general name.
func (r *reader) lastBody() string {
	for k := len(r.mem.voices) - 1; k >= 0; k-- {
		v := r.mem.voices[k]
		_, b, _ := strings.Cut(v.Org, "-")
		switch {
		case v.kind != office || b == "":
		case b == "DOD":
			return "MOD"
		case b == "DOS":
			return "MFA"
		default:
			return b
		}
	}
	return ""
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
		if q.kind != demonym || q.First > i+hostReach || q.First < i-hostReach || !r.is(q.First-1, of(troop)) {
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
