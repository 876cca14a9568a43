package export

import (
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// pair is a force and where it is.
type pair struct{ host, force string }

// direction says that forces came, went, or both.
type direction uint8

const (
	came direction = 1 << iota
	went
)

// towards is the way in which a force moved when b came to hold after a.
func (a interval) towards(b interval) direction {
	if a.high < b.low {
		return came
	}
	return went
}

// moves are the days on which movements were reported: they may explain why
// two statements differ.
type moves map[pair]map[time.Time]direction

// add remembers a movement that a claim reports.
func (m moves) add(c *store.Claim, day time.Time) {
	if c.Polarity != event.Affirmed || c.Status != event.Actual || c.Place.Country == "" || c.Force.Actor == "" {
		return
	}
	var d direction
	switch c.Kind {
	case event.Arrival:
		d = came
	case event.Departure:
		d = went
	default:
		return
	}
	k := pair{c.Place.Country, c.Force.Actor}
	if m[k] == nil {
		m[k] = map[time.Time]direction{}
	}
	m[k][day] |= d
}

// between says whether such a movement was reported after one day and up to
// another.
func (m moves) between(k pair, want direction, after, upTo time.Time) bool {
	for day, d := range m[k] {
		if d&want != 0 && day.After(after) && !day.After(upTo) {
			return true
		}
	}
	return false
}
