package attribution

import "strings"

// maxJoint is how many speakers of a joint statement are read.
const maxJoint = 4

// others reads who speaks together with v: «الوزير ونظيره», «أنقرة وموسكو».
func (v *voice) others(s *speaker) {
	r := s.r
	for len(v.joint) < maxJoint {
		at := v.last
		if at < s.limit && r.fold(at) == "," {
			at++
		}
		if at >= s.limit || !strings.HasPrefix(r.fold(at), "و") {
			return
		}
		q := r.at(at, heads)
		if q == nil || q.Pre != "و" && q.Pre != "وال" || !peers(v, q) {
			return
		}
		p, ok := r.phraseAt(at, s.limit, "")
		if !ok || !r.speaks(&p) {
			return
		}
		more := &speaker{r: r, limit: s.limit, v: &voice{first: at, last: p.last}}
		more.take(&p)
		more.appositions()
		w := more.plain(at, &p)
		if more.late {
			more.affiliate()
		}
		v.last = w.last
		v.joint = append(v.joint, w)
	}
}

// peers says whether what a cue begins can speak beside v: a person beside a
// person, an institution beside an institution.
func peers(v *voice, q *cue) bool {
	persons, states := office|person, country|place|org|body
	return v.kind.in(persons) && q.kind.in(persons) || v.kind.in(states) && q.kind.in(states)
}
