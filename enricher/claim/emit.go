package claim

import (
	"cmp"
	"math"
	"slices"

	"github.com/marsad-news/marsad/enricher/attribution"
	"github.com/marsad-news/marsad/event"
)

// appendClaims writes the drafts of the scene as claims, one for each actor and
// each place, behind those of earlier sentences.
func (s *scene) appendClaims(out []event.Claim) []event.Claim {
	from := len(out)
	for n := range s.out {
		d := &s.out[n]
		if d.dead {
			continue
		}
		for _, a := range d.who.actors {
			for k := range d.route.at {
				if !s.repeatsPlace(&d.route, k) {
					out = append(out, s.claim(d, a, k))
				}
			}
		}
	}
	slices.SortStableFunc(out[from:], func(a, b event.Claim) int { return cmp.Compare(a.Evidence.Start, b.Evidence.Start) })
	return out
}

// repeatsPlace says whether place k adds nothing but a class noun of the same
// country to the places before it: «على القواعد ومراكز التدريب».
func (s *scene) repeatsPlace(r *route, k int) bool {
	if k >= len(r.items) || s.items[r.items[k]].kind != itemPlace || s.items[r.items[k]].place.generic == "" || s.items[r.items[k]].place.sited || r.at[k].Country == "" {
		return false
	}
	for n := range r.at[:k] {
		if a, b := r.at[n], r.at[k]; a.Country == b.Country && b.Site == "" && (b.Admin1 == "" || a.Admin1 == b.Admin1) {
			return true
		}
	}
	return false
}

func (s *scene) claim(d *draft, a actorRef, k int) event.Claim {
	c := event.Claim{
		Kind: d.kind, Action: d.action, Polarity: d.mean.polarity, Status: d.mean.status,
		Force:     event.Force{Actor: a.id, Role: d.role, Unit: d.who.unit},
		Quantity:  d.num,
		Place:     d.route.at[k],
		Origin:    d.route.origin,
		Exception: d.except,
		Rules:     d.rules,
	}
	c.Destination = d.route.dest
	if d.who.f != nil {
		c.Force.Name = s.source(d.who.f.first, d.who.f.last)
	}
	c.Joint = d.num != nil && (len(d.who.actors) > 1 || len(d.route.at) > 1)
	c.Evidence = s.evidence(d)
	c.Attribution = s.x.attributionAt(s.speech, c.Evidence.Start, c.Evidence.End)
	c.Evidence = s.withDenial(d, c.Evidence)
	c.Time = s.timeOf(d)
	c.Confidence = confidence(d)
	return c
}

func (s *scene) evidence(d *draft) event.Evidence {
	start, end := s.d.Tokens[d.first].Start, s.d.Tokens[d.last-1].End
	return event.Evidence{Text: s.d.Text[start:end], Start: start, End: end, Sentence: s.n}
}

func (x *Extractor) attributionAt(sp []attribution.Speech, start, end int) event.Attribution {
	a, _ := attribution.At(sp, start, end)
	return a
}

// How often a claim is right by the trust in its parts, as measured on the
// development set: from certain to about two in three.
const (
	leastRight = 0.41
	moreRight  = 0.52
)

// confidence weighs how the parts of the claim were found.
func confidence(d *draft) float64 {
	c := leastRight + moreRight*min(1, max(0, d.trust))
	if d.mean.polarity == event.Uncommitted {
		c -= 0.03
	}
	return math.Round(c*100) / 100
}

// denialReach is how many tokens before a claim the words that deny it may
// stand to be quoted with it.
const denialReach = 14

// withDenial lengthens the evidence of a denied claim to the left by the words
// that deny it: nobody should read «there are troops» as the proof that there
// are none.
func (s *scene) withDenial(d *draft, e event.Evidence) event.Evidence {
	if d.mean.polarity != event.Denied {
		return e
	}
	first := d.first
	for k := d.trig; k >= 0 && s.items[k].first >= d.first-denialReach; k-- {
		if s.items[k].cue(cueNeg, cueDeny, cueRefuse) && s.denies(k, d.trig) {
			first = min(first, s.items[k].first)
		}
	}
	e.Start = s.d.Tokens[first].Start
	if k := s.predicateBehind(d); k >= 0 {
		e.End = max(e.End, s.d.Tokens[s.items[k].last-1].End)
	}
	e.Text = s.d.Text[e.Start:e.End]
	return e
}

// predicateBehind is the item of a predicate that denies the claim behind it
// («… غير وارد»), -1 for none.
func (s *scene) predicateBehind(d *draft) int {
	for k := d.trig + 1; k < len(s.items) && s.items[k].first <= d.last+denialReach; k++ {
		switch it := &s.items[k]; {
		case it.kind == itemPred && denies(it.w.cue):
			return k
		case it.kind == itemTrig, it.verbal(), it.fn(fnBreak), it.punct(";:."):
			return -1
		}
	}
	return -1
}

// denies says whether the cue at item k stands before the trigger at item i as
// its negation, or governs it.
func (s *scene) denies(k, i int) bool {
	if s.items[k].cue(cueNeg) && s.scopes.neg[i] && s.negReaches(k, i) {
		return true
	}
	for _, g := range s.scopes.govs[i] {
		if g.item == k && denies(g.class) || g.neg && k < g.item && s.items[k].cue(cueNeg) && s.negReaches(k, g.item) {
			return true
		}
	}
	return false
}
