// Package crosswalk says which events of PLOVER, CAMEO and ACLED a claim
// amounts to, so that those who work with such data sets can join ours.
//
// The knowledge is table.tsv, one reason a line; the code interprets it. What
// a claim does not carry is never guessed: such a claim gives no event, and
// the table says why. The package is pure and imports only the contract and
// the standard library, so that a subscriber may use it on live claims.
package crosswalk

import (
	"slices"
	"strings"

	"github.com/marsad-news/marsad/event"
)

// PLOVER is an event in the Political Language Ontology for Verifiable Event
// Records. Event is empty where that ontology has none.
type PLOVER struct {
	Event   string // such as RETREAT
	Mode    string // such as withdraw
	Context string // such as military
}

// PLOVER's own grouping of its events: by word or deed, for or against.
const (
	VerbalCooperation   = "VERBAL COOPERATION"
	MaterialCooperation = "MATERIAL COOPERATION"
	VerbalConflict      = "VERBAL CONFLICT"
	MaterialConflict    = "MATERIAL CONFLICT"
)

var quads = map[string]string{
	"AGREE": VerbalCooperation, "CONSULT": VerbalCooperation, "CONCEDE": VerbalCooperation,
	"AID": MaterialCooperation, "RETREAT": MaterialCooperation,
	"REQUEST": VerbalConflict, "REJECT": VerbalConflict, "THREATEN": VerbalConflict,
	"MOBILIZE": MaterialConflict, "SANCTION": MaterialConflict,
}

// Quad is the group of the event, such as [VerbalConflict].
func (p PLOVER) Quad() string { return quads[p.Event] }

// String is event/mode, as the manual writes it.
func (p PLOVER) String() string {
	if p.Mode == "" {
		return p.Event
	}
	return p.Event + "/" + p.Mode
}

// Party is one side of an event. Empty: not said.
type Party struct {
	ID   string // ISO 3166 alpha-3 of a state, or id of an organisation or group
	Name string // as written
	Org  string // who speaks for it, of a speaker
}

// Event is one event that a claim amounts to. A system that has no code for it
// is empty.
type Event struct {
	Code             string // of the crosswalk: an action, or a position such as DEMAND_EXIT
	PLOVER           PLOVER
	CAMEO            string // with its leading zero
	ACLED            string // sub-event of "Strategic developments"
	Actor, Recipient Party
	Place            event.Place
	Date             Date
}

// Date is when an event took place: ISO dates or prefixes of them.
type Date struct {
	From, To string // To is empty when it equals From
	Stated   bool   // the claim says when; otherwise the day of publication stands in
}

// Events are the events that a claim amounts to, none for most. Each is one
// reading of one claim: the same event told by three outlets comes three
// times.
func (t *Table) Events(c *event.Claim) []Event {
	var out []Event
	for _, r := range t.lines(c) {
		if e, ok := r.event(c); ok {
			out = append(out, e)
		}
	}
	return out
}

// Why is the reason that the table gives for what it makes of a claim, or for
// making nothing of it.
func (t *Table) Why(c *event.Claim) string {
	switch rows := t.lines(c); {
	case len(rows) == 0:
		return "the claim names no action"
	case rows[0].Date == dateAct && Ahead(c):
		return "it is told as done on a day that was still to come"
	default:
		return rows[0].Why
	}
}

// lines are the lines of the table that hold for a claim.
func (t *Table) lines(c *event.Claim) (out []*Row) {
	for i := range t.Rows {
		r := &t.Rows[i]
		if len(out) > 0 && (r.Code != out[0].Code || slices.ContainsFunc(out, func(o *Row) bool { return o.At == r.At })) || !r.holds(c) {
			continue
		}
		out = append(out, r)
	}
	return out
}

func (r *Row) holds(c *event.Claim) bool {
	return in(r.Action, string(c.Action)) && c.Action != "" && in(r.Status, string(c.Status)) && in(r.Polarity, string(c.Polarity)) &&
		in(r.Role, c.Force.Role) && in(r.By, string(speaks(c)))
}

func in(set []string, v string) bool { return slices.Contains(set, every) || slices.Contains(set, v) }

func (r *Row) event(c *event.Claim) (Event, bool) {
	e := Event{Code: r.Code, PLOVER: r.PLOVER, CAMEO: r.CAMEO, ACLED: r.ACLED}
	if e.PLOVER.Event == "" && e.CAMEO == "" && e.ACLED == "" {
		return e, false
	}
	at, ok := r.place(c)
	if !ok || r.Date == dateAct && Ahead(c) {
		return e, false
	}
	e.Place = at
	e.Actor, e.Recipient = party(c, r.Actor, at), party(c, r.Recipient, at)
	if r.Recipient == whoHost && at.Country == c.Force.Actor {
		e.Recipient = Party{}
	}
	e.Date = dateOf(c, r.Date == dateAct)
	return e, true
}

// place is the place of the claim that the line means. An arrival stands at
// its destination and a departure at its origin, so that a claim which names
// one end only has that one.
func (r *Row) place(c *event.Claim) (event.Place, bool) {
	named, own := c.Destination, event.Arrival
	switch r.At {
	case atPlace:
		return c.Place, true
	case atOrigin:
		named, own = c.Origin, event.Departure
	}
	switch {
	case named != nil:
		return *named, true
	case c.Kind == own, c.Kind != event.Arrival && c.Kind != event.Departure && c.Origin == nil && c.Destination == nil:
		return c.Place, true // a move within one place leaves it and arrives there
	}
	return event.Place{}, false
}

func party(c *event.Claim, who string, at event.Place) Party {
	switch who {
	case whoForce:
		return Party{ID: c.Force.Actor, Name: c.Force.Name}
	case whoHost:
		return Party{ID: at.Country, Name: at.Text}
	case whoSpeaker:
		return Party{ID: Side(&c.Attribution), Name: c.Attribution.Speaker, Org: c.Attribution.Org}
	}
	return Party{}
}

// Side is whom a speaker speaks for: the state of an office, an organisation,
// or the country of a person without one. Empty: the outlet itself, or nobody
// known.
func Side(a *event.Attribution) string {
	state, _, office := strings.Cut(a.Org, "-")
	switch {
	case office:
		return state
	case a.Org != "":
		return a.Org
	}
	return a.Country
}

// speaks says on which side of the claim its speaker stands.
func speaks(c *event.Claim) speaker {
	side := Side(&c.Attribution)
	switch {
	case c.Attribution.Speaker == "" && c.Attribution.Org == "":
		return byNobody
	case side == "":
		return byOther
	case side == c.Force.Actor:
		return byForce
	case side == c.Place.Country:
		return byHost
	}
	return byOther
}

// dateOf is the time that the claim states, or the day of publication: for
// what was said always that day.
func dateOf(c *event.Claim, act bool) Date {
	if t := c.Time; act && t != nil && t.From != "" && t.Text != "" {
		return Date{From: t.From, To: t.To, Stated: true}
	}
	return Date{From: Published(c)}
}

// Ahead says whether a claim states a time that begins after its publication.
// What such a claim tells as done or as so cannot have been by then.
func Ahead(c *event.Claim) bool {
	said, t := Published(c), c.Time
	if said == "" || t == nil || t.Text == "" {
		return false
	}
	n := min(len(said), len(t.From)) // the coarser of both decides
	return t.From[:n] > said[:n]
}

// Published is the day of publication, as precise as the page was; of a claim
// without provenance the day that the extractor took for it.
func Published(c *event.Claim) string {
	if p := c.Provenance; p != nil && p.Published != "" {
		return p.Published[:min(len(p.Published), len("2006-01-02"))]
	}
	if t := c.Time; t != nil && t.Text == "" {
		return t.From
	}
	return ""
}
