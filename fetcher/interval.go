package fetcher

import (
	"fmt"
	"time"
)

// A poll that brought mostly what is known was too soon, one that brought
// mostly news was too late.
const (
	mostlyKnown = 0.67
	mostlyNew   = 0.33
	pace        = 1.5 // by which an interval changes
	maxInterval = 24 * time.Hour
)

// pacing bounds the polls of a tier. Publishers' own words about their rhythm
// (ttl, sy:updatePeriod, Cache-Control) are believed up to hint: software puts
// its defaults there.
var pacing = [4]bounds{
	1: {time.Minute, 15 * time.Minute},
	2: {5 * time.Minute, time.Hour},
	3: {15 * time.Minute, maxInterval},
}

type bounds struct{ floor, hint time.Duration }

// boundsOf are the bounds for a source: those of its tier, unless its own entry
// asks for polls that are closer still.
func boundsOf(s *Source) bounds {
	b := pacing[s.tier()]
	if s.Poll > 0 {
		b.floor = min(b.floor, s.Poll)
	}
	return b
}

// pollResult is what the last poll of a door says about its rhythm.
type pollResult struct {
	entries int
	fresh   int
	same    bool          // the server says, or the bytes show, that nothing changed
	first   bool          // nothing was known before: the share of news says nothing
	every   time.Duration // its own word; 0: none
	grade   float64       // sum of the grades of the errors since the last success
}

// nextInterval says when a door is polled next, and why then. Anybody can work
// it out from the same numbers: nothing in it is random.
func nextInterval(last time.Duration, b bounds, r pollResult) (time.Duration, string) {
	d, why := last, ""
	share := 1.0
	if r.entries > 0 && !r.same {
		share = float64(r.entries-r.fresh) / float64(r.entries)
	}
	switch {
	case r.grade > 0:
		why = fmt.Sprintf("errors of weight %.2g", r.grade)
	case r.first:
		why = "first poll"
	case r.same:
		d, why = slower(d), "nothing new"
	case share > mostlyKnown:
		d, why = slower(d), fmt.Sprintf("%.0f %% known", 100*share)
	case share < mostlyNew:
		d, why = time.Duration(float64(d)/pace), fmt.Sprintf("only %.0f %% known", 100*share)
	default:
		why = fmt.Sprintf("%.0f %% known", 100*share)
	}
	d = max(d, b.floor)
	if hint := min(r.every, b.hint); hint > d {
		d, why = hint, "the publisher's word"
	}
	return min(d, maxInterval), why
}

func slower(d time.Duration) time.Duration { return time.Duration(pace * float64(d)) }

// wait is the interval stretched by errors: linear in their weight, so that a
// door is never given up.
func wait(d time.Duration, grade float64) time.Duration {
	return min(time.Duration(float64(d)*(1+grade)), maxInterval)
}

// firstInterval is the interval of a door that was never polled.
func firstInterval(s *Source, poll time.Duration) time.Duration {
	if s.Poll > 0 {
		return s.Poll
	}
	return max(poll, pacing[s.tier()].floor)
}
