package event

import "time"

// DriftTable names the table on the broker in which the parser says which
// sites have drifted. It is no stream: it holds what is true now.
const DriftTable = "drift"

// Drift says that a site's pages stopped parsing as they did, mostly since it
// was redesigned.
type Drift struct {
	Source   string    `json:"source"`
	Host     string    `json:"host"`
	Since    time.Time `json:"since"`          // the page that told it was fetched then
	Last     time.Time `json:"last"`           // the last page that confirmed it
	Over     time.Time `json:"over,omitzero"`  // pages parse as before again since then; zero: they do not
	Held     int       `json:"held,omitempty"` // pages kept back with the dead letters meanwhile
	Evidence string    `json:"evidence"`       // the measure that moved, with its figures
	Page     string    `json:"page,omitempty"` // address of a page that shows it
}

// DriftKey is the key of a source's site in the table.
func DriftKey(source, host string) string { return source + "|" + host }
