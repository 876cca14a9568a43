package export

import (
	"slices"
	"time"

	"github.com/marsad-news/marsad/event"
)

// holds is how long a statement is compared after its day: a quarter, the
// period of the stock. A figure of the past is none of today's.
const holds = 92 * 24 * time.Hour

// relate finds the disputes among the statements of one question.
func (w *weighing) relate(q *Question, said *[3][]*statement) {
	affirmed, denied := said[0], said[1]
	outlast(slices.Concat(affirmed, denied, said[2]), func(st *statement) *time.Time { return &st.until })
	except(affirmed, denied)
	for _, d := range denied {
		for _, a := range affirmed {
			if a.origin == d.origin || !overlap(a, d, a.until, d.until) || a.Claim.Status != d.Claim.Status || a.Claim.Status == event.Demanded {
				continue // a demand that is refused is made all the same
			}
			if r := relation(a, d); r != "" && !w.moved(q, a, d) {
				dispute(r, a, d)
			}
		}
	}
	if q.Kind == event.Presence && q.Actual {
		w.levels(affirmed)
	}
}

// levels finds totals of one scope that cannot both be so, and that no
// reported movement leads from one to the other.
func (w *weighing) levels(affirmed []*statement) {
	said := slices.DeleteFunc(slices.Clone(affirmed), func(st *statement) bool { return st.level == nil })
	outlast(said, func(st *statement) *time.Time { return &st.levelUntil })
	for i, b := range said {
		for _, a := range said[i+1:] { // a is as old as b, or older
			if a.scope != b.scope || a.origin == b.origin || !overlap(a, b, a.levelUntil, b.levelUntil) {
				continue
			}
			if _, agree := a.level.meet(b.level.interval); agree {
				continue
			}
			if !w.moves.between(pair{w.Country, w.Actor}, a.level.towards(b.level.interval), a.last, b.last) {
				dispute(Levels, a, b)
			}
		}
	}
}

// outlast sets until when each statement holds: an origin's later word about
// the same part replaces its earlier one.
func outlast(said []*statement, until func(*statement) *time.Time) {
	type part struct {
		origin string
		scope  scope
	}
	by := map[part][]*statement{}
	for _, st := range said {
		k := part{st.origin, st.scope}
		by[k] = append(by[k], st)
	}
	for _, list := range by {
		slices.SortStableFunc(list, func(a, b *statement) int { return a.last.Compare(b.last) })
		for i, st := range list {
			for _, later := range list[i+1:] {
				if later.first.After(st.last) {
					*until(st) = later.first
					break
				}
			}
		}
	}
}

// except notes which roles the exception of a denial names: those of the
// claims that were made of it.
func except(affirmed, denied []*statement) {
	for _, d := range denied {
		if d.Claim.Exception == "" {
			continue
		}
		for _, a := range affirmed {
			if a.Claim.Exception == d.Claim.Exception && provenance(a.Claim).Article == provenance(d.Claim).Article && a.scope.role != "" {
				d.excepted = append(d.excepted, a.scope.role)
			}
		}
	}
}

// overlap says whether the times of two statements overlap.
func overlap(a, b *statement, aUntil, bUntil time.Time) bool {
	if a.last.IsZero() || b.last.IsZero() {
		return false
	}
	return !b.first.After(last(a, aUntil)) && !a.first.After(last(b, bUntil))
}

func last(st *statement, until time.Time) time.Time {
	t := st.last.Add(holds)
	if !until.IsZero() && until.Before(t) {
		return until
	}
	return t
}

// moved says whether a reported movement makes both statements of a presence
// right, each in its time.
func (w *weighing) moved(q *Question, a, d *statement) bool {
	if q.Kind != event.Presence || !q.Actual {
		return false
	}
	k := pair{w.Country, w.Actor}
	return w.moves.between(k, went, a.last, d.last) || w.moves.between(k, came, d.last, a.last)
}

// soft are the roles that speakers often do not count among forces: who says
// that there are none may have meant others.
var soft = []string{"advisory", "training", "support", "contractor"}

// relation says how an affirmation stands to a denial that is made at the same
// time: empty when they do not touch, or are compatible.
func relation(a, d *statement) Relation {
	role := a.scope.role
	if !covers(d, a) || d.scope.unit != "" && d.scope.unit != a.scope.unit || d.scope.role != "" && d.scope.role != role {
		return "" // not there, or not those, but elsewhere or others
	}
	aside := d.Claim.Exception != "" || a.Claim.Exception != ""
	switch {
	case role == d.scope.role && aside:
		return Framing
	case role == d.scope.role:
		return Contradiction
	case slices.Contains(d.excepted, role):
		return "" // compatible by the exception
	case slices.Contains(soft, role), d.Claim.Exception != "" && len(d.excepted) == 0:
		return Framing
	}
	return Contradiction // forces of that role are forces
}

// covers says whether a denial speaks of the place and time of an affirmation.
func covers(d, a *statement) bool {
	if movement(a.Claim.Kind) {
		later := a.actual && a.first.After(d.last) // what is denied is what was before
		return a.scope.site == d.scope.site && !later
	}
	ap, dp := a.Claim.Place, d.Claim.Place
	if dp.Site != "" {
		return dp.Site == ap.Site
	}
	return dp.Admin1 == "" || dp.Admin1 == ap.Admin1
}

// movement says whether a kind is a coming or going, which is about the very
// place that it names: who leaves a base has not left the country. A presence
// at a place is one in all that holds it.
func movement(k event.Kind) bool { return k == event.Arrival || k == event.Departure }

// dispute notes a relation on both, once for each origin.
func dispute(r Relation, a, b *statement) {
	for _, p := range [][2]*statement{{a, b}, {b, a}} {
		st, other := p[0], p[1]
		if !slices.ContainsFunc(st.Disputes, func(d Dispute) bool { return d.Origin == other.origin && d.Relation == r }) {
			st.Disputes = append(st.Disputes, Dispute{r, other.origin, other.Claim.ID})
		}
	}
}
