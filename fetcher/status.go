package fetcher

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/marsad-news/marsad/event"
)

// Totals are what the frontiers of this fetcher hold.
type Totals struct {
	Known  int64                 `json:"known"` // addresses ever found
	Ends   map[Disposition]int64 `json:"ends"`  // by disposition; they sum up to Known
	Parts  int                   `json:"parts"`
	Memory int                   `json:"memory"` // entries of the schedule held in memory
	Hosts  int                   `json:"hosts"`  // with work in memory
	Flying int                   `json:"flying"`
	Log    int64                 `json:"log"` // bytes of the texts of addresses on disk
}

// Totals sums up the parts that are ours.
func (w *Worker) Totals() Totals {
	t := Totals{Ends: map[Disposition]int64{}}
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, p := range w.parts {
		s := p.f.Stats()
		t.Parts++
		t.Known += s.Known
		t.Memory += s.Loaded
		t.Hosts += s.Hosts
		t.Flying += s.Flying
		t.Log += s.Log
		for i, d := range Dispositions {
			t.Ends[d] += s.States[i]
		}
	}
	return t
}

// State is how a source does.
type State string

// The states of a source.
const (
	Healthy     State = "healthy"
	Unseen      State = "new"          // not polled yet
	Quiet       State = "quiet"        // can be read, names nothing new for far longer than usual
	MovedAway   State = "moved"        // a door lives elsewhere now
	Walled      State = "blocked"      // robots.txt, a challenge or a refusal
	RateLimited State = "rate_limited" // the host asked to be left alone
	Unreachable State = "unreachable"  // no answer
	Broken      State = "broken"       // what comes cannot be read
	Drifted     State = "drifted"      // its doors are read, and its pages do not parse as they did
	Dead        State = "dead"         // no door could be read for a week
)

// States lists them all: the closed set of a label.
var States = []State{Healthy, Unseen, Quiet, MovedAway, Walled, RateLimited, Unreachable, Broken, Drifted, Dead}

// Status is a source's state with its cause, evidence and the next step.
type Status struct {
	Source   string      `json:"source"`
	State    State       `json:"state"`
	Cause    string      `json:"cause,omitempty"`
	Evidence string      `json:"evidence,omitempty"`
	Step     string      `json:"step,omitempty"` // what to do about it
	Next     time.Time   `json:"next,omitzero"`  // the next poll of any door
	Why      string      `json:"why,omitempty"`  // it is then
	News     time.Time   `json:"news,omitzero"`  // the last poll that named something new
	Doors    []DoorState `json:"doors,omitempty"`

	Drifts []event.Drift `json:"drifts,omitempty"` // sites of it that drifted, those that are well again too
}

// quietFor is how many times its own rhythm a source may be silent; and at
// least quietLeast, since nights are quiet.
const (
	quietFor   = 3
	quietLeast = 12 * time.Hour
	deadAfter  = 7 * 24 * time.Hour
)

// Judge finds the state of a source from its doors and from what the parser
// says of its sites.
func Judge(source string, list []DoorState, drifts []event.Drift, now time.Time) Status {
	s := Status{Source: source, State: Unseen, Doors: list, Drifts: drifts, Step: "wait for the first poll"}
	best, rank := -1, 0
	for i := range list {
		d := &list[i]
		if d.Retired != "" {
			continue
		}
		if s.Next.IsZero() || !d.Next.IsZero() && d.Next.Before(s.Next) {
			s.Next, s.Why = d.Next, d.Why
		}
		if d.News.After(s.News) {
			s.News = d.News
		}
		if r := doorRank(d); best < 0 || r > rank {
			best, rank = i, r
		}
	}
	if best >= 0 && list[best].Polls > 0 {
		s.judge(&list[best], now)
	}
	switch s.State {
	case Healthy, Unseen, Quiet, MovedAway: // a door that fails says more
		s.drift()
	}
	return s
}

// doorRank prefers the door that does best: a source is as well as it.
func doorRank(d *DoorState) int {
	switch {
	case d.Polls > 0 && d.Fails == 0:
		return 3
	case d.Polls == 0:
		return 2
	default:
		return 1
	}
}

func (s *Status) judge(d *DoorState, now time.Time) {
	since := now.Sub(d.Good)
	if d.Good.IsZero() {
		since = now.Sub(d.Last)
	}
	switch {
	case d.Fails == 0:
		s.fine(d, now)
		return
	case !d.Good.IsZero() && since > deadAfter:
		s.State, s.Step = Dead, "find its new door, or take it off the list"
	case d.Cause == "throttled":
		s.State, s.Step = RateLimited, "wait; if it stays so, raise delay or write to the publisher"
	case d.Cause == "robots_closed":
		s.State, s.Step = Unreachable, "look whether the host's name is right and its robots.txt answers; it is asked again every half hour"
	case d.Cause == "robots" || d.Cause == "challenge" || d.Cause == "status_403":
		s.State, s.Step = Walled, "write to the publisher; use another door meanwhile"
	case strings.HasPrefix(d.Cause, "not_") || d.Cause == "status_404" || d.Cause == "wrong_type":
		s.State, s.Step = Broken, "probe the source for its new door"
	default:
		s.State, s.Step = Unreachable, "wait; it is tried again, less and less often"
	}
	s.Cause = d.Cause
	s.Evidence = fmt.Sprintf("%s %s: %d polls in a row failed, last status %d, last read %s ago", d.Kind, d.at(), d.Fails, d.Status, since.Round(time.Second))
}

func (s *Status) fine(d *DoorState, now time.Time) {
	s.State, s.Step = Healthy, ""
	quiet := max(quietFor*d.Rhythm, quietLeast)
	switch {
	case !s.News.IsZero() && now.Sub(s.News) > quiet:
		s.State, s.Cause = Quiet, "nothing_new"
		s.Evidence = fmt.Sprintf("nothing new for %s; usual is every %s", now.Sub(s.News).Round(time.Minute), d.Rhythm.Round(time.Minute))
		s.Step = "look whether the site still publishes, and whether this door still shows it"
	case d.URL != "" && !d.Found:
		s.State, s.Cause = MovedAway, "redirect"
		s.Evidence = fmt.Sprintf("%s lives at %s now", d.Door, d.URL)
		s.Step = "put the new address into the source list"
	}
}

// Statuses reads the state of every source from the books, in the order of
// their ids. It needs no running fetcher.
func (k Books) Statuses(ctx context.Context, sources []Source, now time.Time) ([]Status, error) {
	by := map[string][]DoorState{}
	for _, s := range sources {
		by[s.ID] = nil
	}
	drifts, err := readDrifts(ctx, k.Drift)
	if err != nil {
		return nil, err
	}
	err = k.Doors.Each(ctx, func(_ string, value []byte) bool {
		var d DoorState
		if json.Unmarshal(value, &d) == nil && d.Source != "" {
			d.Maps, d.DeadMaps = nil, nil
			by[d.Source] = append(by[d.Source], d)
		}
		return true
	})
	if err != nil {
		return nil, fmt.Errorf("read doors: %w", err)
	}
	out := make([]Status, 0, len(by))
	for id, list := range by {
		slices.SortFunc(list, func(a, b DoorState) int { return strings.Compare(string(a.Kind)+a.Door, string(b.Kind)+b.Door) })
		out = append(out, Judge(id, list, drifts[id], now))
	}
	slices.SortFunc(out, func(a, b Status) int { return strings.Compare(a.Source, b.Source) })
	return out, nil
}

// Coverage reads the ledger of a source between two times, hour by hour. Hours
// in which nothing happened are there too: they are what one looks for. Those
// before the source was first seen are not, as far as the ledger goes back:
// nobody was blind to it then.
func Coverage(ctx context.Context, ledger Table, source string, from, to time.Time) ([]Hour, error) {
	var out []Hour
	var day ledgerDay
	var key string
	var err error
	for t := from.UTC().Truncate(time.Hour); t.Before(to); t = t.Add(time.Hour) {
		if k := dayKey(source, t); k != key {
			if day, err = readDay(ctx, ledger, k); err != nil {
				return nil, err
			}
			key = k
		}
		h := newHour(source, t)
		if got := day[t.Hour()]; got != nil {
			h.merge(got)
		}
		out = append(out, *h)
	}
	first := slices.IndexFunc(out, func(h Hour) bool { return !h.First.IsZero() })
	if first <= 0 {
		return out, nil
	}
	known, err := seenBefore(ctx, ledger, source, out[0].Hour)
	if err != nil || known {
		return out, err
	}
	return out[first:], nil
}

func readDay(ctx context.Context, ledger Table, key string) (day ledgerDay, err error) {
	data, _, err := ledger.Get(ctx, key)
	if err != nil {
		return nil, fmt.Errorf("read ledger: %w", err)
	}
	if len(data) > 0 {
		if err := json.Unmarshal(data, &day); err != nil {
			return nil, fmt.Errorf("decode ledger of %s: %w", key, err)
		}
	}
	return day, nil
}

// seenBefore says whether the ledger has anything of a source before an hour.
func seenBefore(ctx context.Context, ledger Table, source string, hour time.Time) (bool, error) {
	for age := range ledgerDays + 1 {
		day, err := readDay(ctx, ledger, dayKey(source, hour.AddDate(0, 0, -age)))
		if err != nil {
			return false, err
		}
		for at := range day {
			if age > 0 || at < hour.Hour() {
				return true, nil
			}
		}
	}
	return false, nil
}

// Blind says whether nothing was seen of the source in that hour: no poll that
// could be read.
func (h *Hour) Blind() bool {
	polls, misses := 0, 0
	for _, n := range h.Polls {
		polls += n
	}
	for _, n := range h.Misses {
		misses += n
	}
	return polls == misses
}

// Doors are the kinds of doors in the order in which they are shown.
var Doors = []event.JobKind{event.JobFeed, event.JobSitemap, event.JobFront}
