package export

import (
	"cmp"
	"slices"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/event/crosswalk"
	"github.com/marsad-news/marsad/internal/store"
)

// Matter is what two sides are asked about: one force at one place.
type Matter struct {
	Actor   string `json:"actor"`          // ISO 3166 alpha-3 or a name of ours, as claims have it
	Country string `json:"country"`        // ISO 3166 alpha-3
	Site    string `json:"site,omitempty"` // site or first-level division, English name; empty: the whole country
}

// Sides are who affirms and who denies, question by question.
type Sides struct {
	Matter

	Questions []Question `json:"questions"`
	Timeline  []Mark     `json:"timeline"` // the oldest first
}

// Question is what the two sides of a matter differ about: whether a force is,
// came, left or has a mission there, or whether it will.
type Question struct {
	Kind        event.Kind `json:"kind"`
	Actual      bool       `json:"actual"` // false: planned, postponed, possible or demanded
	Affirmed    Side       `json:"affirmed"`
	Denied      Side       `json:"denied"`      // refused, where it is not actual
	Uncommitted Side       `json:"uncommitted"` // who was asked and would not say
}

// Side is those who take one stance, by independent origin, the one that
// spoke last first.
type Side struct {
	Claims  int      `json:"claims"`  // that are behind it
	Sources []string `json:"sources"` // outlets that carried them: never counted as origins
	Origins []Origin `json:"origins"`
}

// Origin is an innermost speaker, else an agency, else an outlet.
type Origin struct {
	ID         string      `json:"id"`
	Statements []Statement `json:"statements"` // the newest first
}

// Statement is one utterance, however many outlets carried it.
type Statement struct {
	From    string   `json:"from,omitempty"` // first day for which it is said, where that is not the last
	At      string   `json:"at,omitempty"`   // last day for which it is said; of what is not actual, the day it was said
	Low     *float64 `json:"low,omitempty"`
	Value   *float64 `json:"value,omitempty"`
	High    *float64 `json:"high,omitempty"` // of a level, as its words leave it open
	Sources []string `json:"sources"`
	Claims  []string `json:"claims"`         // ids of all claims that make it, the surest first
	Wide    bool     `json:"wide,omitempty"` // speaks of foreign forces in general, or of the whole country

	Disputes []Dispute    `json:"disputes,omitempty"` // with other origins
	Claim    *store.Claim `json:"claim"`              // the surest
}

// Dispute is how two statements stand to one another.
type Dispute struct {
	Relation Relation `json:"relation"`
	Origin   string   `json:"origin"`
	Claim    string   `json:"claim"` // id of the surest claim of the other statement
}

// Relation is one of the constants below.
type Relation string

// The relations.
const (
	Contradiction Relation = "contradiction"       // both cannot be so
	Framing       Relation = "framing_dispute"     // both can: they differ in whom they count
	Levels        Relation = "level_contradiction" // totals of one scope that have no number in common
)

// statement is one on its way: a claim, and what it is compared by.
type statement struct {
	Statement
	voice
	first, last time.Time // days for which it is said; both zero when no date is known
	until       time.Time // its origin said something else then; zero: nothing
	actual      bool      // not planned, and not still to come
	level       *level    // nil: it is none
	levelUntil  time.Time
	scope       scope
	excepted    []string // roles that its exception names, of a denial
}

// scope is what statements must have in common to be about the same part of
// a force.
type scope struct{ actor, site, role, unit string }

// Weigh lays out what claims say of a matter; claims about others are left
// out. medium tells agencies and outlets from other organisations; text is
// asked for the texts of articles, by id.
func Weigh(m Matter, claims []store.Claim, medium func(org string) bool, text func(article string) (string, error)) (*Sides, error) {
	w := weighing{Matter: m, ear: newEar(medium), moves: moves{}, questions: map[topic]*[3][]*statement{}}
	for i := range claims {
		c := &claims[i]
		st, ok := w.take(c)
		if !ok {
			continue
		}
		article := provenance(c).Article
		if err := w.hear(&st.voice, article, func() (string, error) { return text(article) }); err != nil {
			return nil, err
		}
	}
	return w.sides(), nil
}

// weighing is a matter under way.
type weighing struct {
	Matter
	ear

	moves     moves
	questions map[topic]*[3][]*statement // by stance
}

// topic is what a question is about.
type topic struct {
	kind   event.Kind
	actual bool
}

// stances are the columns of a question.
var stances = []event.Polarity{event.Affirmed, event.Denied, event.Uncommitted}

// take sorts a claim in.
func (w *weighing) take(c *store.Claim) (*statement, bool) {
	wide, ok := w.about(c)
	stance := slices.Index(stances, c.Polarity)
	if !ok || stance < 0 || c.Retracted() || !slices.Contains(kinds, c.Kind) {
		return nil, false
	}
	st := &statement{
		Statement: Statement{Sources: some(outletOf(c)), Claims: []string{c.ID}, Wide: wide, Claim: c},
		voice:     w.voice(c), scope: scope{c.Force.Actor, site(&c.Place), c.Force.Role, store.Fold(c.Force.Unit)},
		actual: c.Status == event.Actual && !crosswalk.Ahead(&c.Claim), // what is to come is not so yet
	}
	dated := false
	if st.actual {
		st.first, st.last, dated = when(c)
	} else {
		st.first, st.last, dated = days(crosswalk.Date{From: crosswalk.Published(&c.Claim)})
	}
	if dated {
		if st.first.Before(st.last) {
			st.From = st.first.Format(time.DateOnly)
		}
		st.At = st.last.Format(time.DateOnly)
	}
	if dated && st.actual {
		w.moves.add(c, st.last)
	}
	if l, ok := w.levelOf(c); ok && st.actual {
		st.level = l
		st.Low, st.Value, st.High = end(low(l.interval)), l.value, end(high(l.interval))
	}
	k := topic{c.Kind, st.actual}
	if w.questions[k] == nil {
		w.questions[k] = &[3][]*statement{}
	}
	w.questions[k][stance] = append(w.questions[k][stance], st)
	return st, true
}

// foreign is every force that is not the host's own.
const foreign = "FOREIGN"

// about says whether a claim is about the matter. Who denies more than is
// asked, of all foreign forces or the whole country, denies this too; who
// affirms more need not affirm this.
func (w *weighing) about(c *store.Claim) (wide, ok bool) {
	if c.Place.Country != w.Country {
		return false, false
	}
	if c.Force.Actor != w.Actor {
		wide = true
		if c.Force.Actor != foreign || w.Actor == w.Country {
			return false, false
		}
	}
	if w.Site != "" && c.Place.Site != w.Site && c.Place.Admin1 != w.Site {
		wide = true
		if site(&c.Place) != "" || movement(c.Kind) {
			return false, false
		}
	}
	return wide, !wide || c.Polarity == event.Denied
}

// end is a cell of an end of an interval, nil where it is open.
func end(cell any) *float64 {
	if v, ok := cell.(float64); ok {
		return &v
	}
	return nil
}

// kinds are the questions in the order in which they are shown.
var kinds = []event.Kind{event.Presence, event.Arrival, event.Departure, event.Mission}

// sides compares, joins what is one utterance, and lays out.
func (w *weighing) sides() *Sides {
	out := &Sides{Matter: w.Matter, Questions: []Question{}, Timeline: []Mark{}}
	for _, actual := range []bool{true, false} {
		for _, kind := range kinds {
			q := Question{Kind: kind, Actual: actual}
			said := w.questions[topic{kind, actual}]
			if said == nil {
				continue
			}
			for i := range said {
				said[i] = utterances(said[i])
			}
			w.relate(&q, said)
			q.Affirmed, q.Denied, q.Uncommitted = side(said[0]), side(said[1]), side(said[2])
			out.Questions = append(out.Questions, q)
			for i, list := range said {
				for _, st := range list {
					out.mark(st, stances[i])
				}
			}
		}
	}
	slices.SortStableFunc(out.Timeline, func(a, b Mark) int { return cmp.Compare(a.From, b.From) })
	return out
}

// utterances are statements of one stance, each once, the newest first.
func utterances(said []*statement) (out []*statement) {
	slices.SortStableFunc(said, func(a, b *statement) int { // the surest of an utterance comes before the others
		return cmp.Or(b.last.Compare(a.last), cmp.Compare(b.Claim.Confidence, a.Claim.Confidence), cmp.Compare(a.Claim.ID, b.Claim.ID))
	})
	voices := make([]*voice, len(said))
	for i, st := range said {
		voices[i] = &st.voice
	}
	together(voices)
	type one struct {
		scope
		origin    string
		at        time.Time
		status    event.Status
		exception string
		has       bool
		interval
	}
	seen := map[one]*statement{}
	for _, st := range said {
		k := one{scope: st.scope, origin: st.origin, at: st.last, status: st.Claim.Status, exception: store.Fold(st.Claim.Exception)}
		if q := st.Claim.Quantity; q != nil {
			k.interval, _, k.has = intervalOf(q)
		}
		if o := seen[k]; o != nil {
			o.Sources, o.Claims = union(o.Sources, st.Sources), append(o.Claims, st.Claims...)
			continue
		}
		seen[k] = st
		out = append(out, st)
	}
	return out
}

// side gathers statements, the newest first, by their origins.
func side(said []*statement) Side {
	s := Side{Sources: []string{}, Origins: []Origin{}}
	at := map[string]int{}
	for _, st := range said {
		i, ok := at[st.origin]
		if !ok {
			i, at[st.origin] = len(s.Origins), len(s.Origins)
			s.Origins = append(s.Origins, Origin{ID: st.origin})
		}
		s.Origins[i].Statements = append(s.Origins[i].Statements, st.Statement)
		s.Claims += len(st.Claims)
		s.Sources = union(s.Sources, st.Sources)
	}
	return s
}

func some(s string) []string {
	if s == "" {
		return []string{}
	}
	return []string{s}
}
