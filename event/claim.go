package event

import "time"

// Claim is one troop-presence claim: a statement that a force is, was, will
// be or is not at a place, arrives there or leaves, or that its mission there
// changes. Unknown is absent: nil or "", never a value with a meaning.
type Claim struct {
	ID          string      `json:"id"`
	Kind        Kind        `json:"kind"`
	Action      Action      `json:"action,omitempty"`
	Polarity    Polarity    `json:"polarity"`
	Status      Status      `json:"status"`
	Force       Force       `json:"force"`
	Quantity    *Quantity   `json:"quantity,omitempty"`
	Joint       bool        `json:"joint,omitempty"` // the quantity is shared with other claims of the sentence
	Place       Place       `json:"place,omitzero"`
	Origin      *Place      `json:"origin,omitempty"`
	Destination *Place      `json:"destination,omitempty"`
	Time        *Time       `json:"time,omitempty"`
	Attribution Attribution `json:"attribution,omitzero"`
	Exception   string      `json:"exception,omitempty"`
	Section     Section     `json:"section"`
	Evidence    Evidence    `json:"evidence"`
	Confidence  float64     `json:"confidence"`      // 0 to 1, calibrated
	Rules       []string    `json:"rules,omitempty"` // ids of the rules that fired
	Provenance  *Provenance `json:"provenance,omitempty"`
}

// Kind is the coarse class of a claim.
type Kind string

// The kinds.
const (
	Presence  Kind = "presence"
	Arrival   Kind = "arrival"
	Departure Kind = "departure"
	Mission   Kind = "mission"
)

// Action is the finer code from which PLOVER, CAMEO and ACLED are derived.
type Action string

// The actions.
const (
	Present       Action = "PRESENT"
	Remain        Action = "REMAIN"
	Ceiling       Action = "CEILING"
	Deploy        Action = "DEPLOY"
	Reinforce     Action = "REINFORCE"
	Rotate        Action = "ROTATE"
	Redeploy      Action = "REDEPLOY"
	BaseOpen      Action = "BASE_OPEN"
	Reduce        Action = "REDUCE"
	Withdraw      Action = "WITHDRAW"
	Handover      Action = "HANDOVER"
	BaseClose     Action = "BASE_CLOSE"
	MissionStart  Action = "MISSION_START"
	MissionEnd    Action = "MISSION_END"
	MissionChange Action = "MISSION_CHANGE"
	Extend        Action = "EXTEND"
)

// Polarity says whether the speaker affirms or denies.
type Polarity string

// The polarities.
const (
	Affirmed    Polarity = "affirmed"
	Denied      Polarity = "denied"
	Uncommitted Polarity = "uncommitted"
)

// Status says how real the claim is said to be.
type Status string

// The statuses.
const (
	Actual    Status = "actual"
	Planned   Status = "planned"
	Postponed Status = "postponed"
	Possible  Status = "possible"
	Demanded  Status = "demanded"
)

// Force is who is claimed to be there.
type Force struct {
	Actor string `json:"actor,omitempty"` // ISO 3166 alpha-3, or COALITION, NATO, UN, EU, AU, FOREIGN, or a named group
	Name  string `json:"name,omitempty"`  // as written
	Role  string `json:"role,omitempty"`  // combat, advisory, training, support, special, air, naval, peacekeeping, guard, contractor
	Unit  string `json:"unit,omitempty"`  // name of a unit, as written
}

// Quantity is how many. Value is nil for an interval (Min and Max).
type Quantity struct {
	Value     *float64 `json:"value,omitempty"`
	Min       *float64 `json:"min,omitempty"`
	Max       *float64 `json:"max,omitempty"`
	Qualifier string   `json:"qualifier"` // exact, about, at_least, at_most, more_than, less_than, between, some
	Unit      string   `json:"unit"`      // personnel, percent, sites, units, vehicles (ships too), aircraft
	Basis     string   `json:"basis"`     // total (a level) or change (a delta)
}

// Place is where.
type Place struct {
	Country string   `json:"country,omitempty"` // ISO 3166 alpha-3
	Admin1  string   `json:"admin1,omitempty"`  // first-level division, English name
	Site    string   `json:"site,omitempty"`    // base, camp, airport or city, English name
	Text    string   `json:"text,omitempty"`    // as written
	Lat     *float64 `json:"lat,omitempty"`     // degrees, WGS 84
	Lon     *float64 `json:"lon,omitempty"`
}

// Time is when the claimed thing holds: ISO 8601 dates or prefixes of them.
type Time struct {
	From string `json:"from,omitempty"`
	To   string `json:"to,omitempty"`
	Text string `json:"text,omitempty"` // as written
}

// Attribution is who says so. Empty: the outlet itself.
type Attribution struct {
	Speaker string `json:"speaker,omitempty"`
	Role    string `json:"role,omitempty"`
	Org     string `json:"org,omitempty"`     // <ISO3>-<BODY>, COALITION, NATO, UN, or an outlet's id
	Country string `json:"country,omitempty"` // of the speaker
	Verb    string `json:"verb,omitempty"`    // as written
	Via     string `json:"via,omitempty"`     // agency or outlet that carried it
	Quoted  bool   `json:"quoted,omitempty"`
}

// Evidence is the verbatim text of a claim: Text equals the field that the
// claim's section names (title: the title; otherwise the article's text, of
// the embedded article for "embedded") sliced [Start, End).
type Evidence struct {
	Text     string `json:"text"`
	Start    int    `json:"start"`
	End      int    `json:"end"`
	Sentence int    `json:"sentence"` // counted from 0 in that field
}

// Provenance tells a subscriber who holds only the claim where it stood.
type Provenance struct {
	Article   string    `json:"article"`
	Revision  int       `json:"revision,omitempty"`
	Op        Op        `json:"op,omitempty"`
	Source    string    `json:"source,omitempty"`
	URL       string    `json:"url,omitempty"`
	Title     string    `json:"title,omitempty"`
	Lang      string    `json:"lang,omitempty"`
	Published string    `json:"published,omitempty"`
	FetchedAt time.Time `json:"fetched_at,omitzero"`
	Extractor string    `json:"extractor,omitempty"`
}
