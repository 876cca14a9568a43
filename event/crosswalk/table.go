package crosswalk

import (
	_ "embed" // the table
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/marsad-news/marsad/event"
)

//go:embed table.tsv
var data string

// Table is the crosswalk.
type Table struct{ Rows []Row }

// Row is one line of the table; table.tsv says what its columns mean.
type Row struct {
	Code                               string
	Action, Status, Polarity, By, Role []string
	At                                 string
	PLOVER                             PLOVER
	CAMEO, ACLED                       string
	Actor, Recipient                   string
	Date                               string
	Why                                string
}

// Derivable says whether any claim leads to the row.
func (r *Row) Derivable() bool { return r.Action != nil }

// None is the code of lines that say why there is no event.
const None = "NONE"

// every stands for every value of a column, unset for no value.
const (
	every = "*"
	unset = "-"
)

// speaker is on which side of a claim its speaker stands.
type speaker string

const (
	byForce  speaker = "force"
	byHost   speaker = "host"
	byNobody speaker = "nobody"
	byOther  speaker = "other"
)

// The places, parties and dates that a line may name.
const (
	atPlace       = "place"
	atDestination = "destination"
	atOrigin      = "origin"

	whoForce   = "force"
	whoHost    = "host"
	whoSpeaker = "speaker"

	dateAct  = "act"
	dateWord = "word"
)

// Actions are the actions of a claim.
var Actions = []event.Action{
	event.Present, event.Remain, event.Ceiling,
	event.Deploy, event.Reinforce, event.Rotate, event.Redeploy, event.BaseOpen,
	event.Reduce, event.Withdraw, event.Handover, event.BaseClose,
	event.MissionStart, event.MissionEnd, event.MissionChange, event.Extend,
}

// Load reads the table that is built in.
func Load() (*Table, error) { return parse(data) }

// parse reads a table and tells all its faults at once.
func parse(s string) (*Table, error) {
	t := &Table{}
	var faults []error
	n := 0
	for line := range strings.Lines(s) {
		n++
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r, err := parseRow(line)
		if err != nil {
			faults = append(faults, fmt.Errorf("read crosswalk: line %d: %w", n, err))
			continue
		}
		t.Rows = append(t.Rows, r)
	}
	return t, errors.Join(faults...)
}

// columns is how many a line has.
const columns = 16

func parseRow(line string) (Row, error) {
	f := strings.Split(line, "\t")
	if len(f) != columns {
		return Row{}, fmt.Errorf("%d columns, want %d", len(f), columns)
	}
	for i, v := range f {
		if v == "" {
			return Row{}, fmt.Errorf("column %d is empty; write %s", i+1, unset)
		}
		if v == unset {
			f[i] = ""
		}
	}
	r := Row{
		Code: f[0], Action: set(f[1]), Status: set(f[2]), Polarity: set(f[3]), By: set(f[4]), Role: set(f[5]), At: f[6],
		PLOVER: PLOVER{f[7], f[8], f[9]}, CAMEO: f[10], ACLED: f[11], Actor: f[12], Recipient: f[13], Date: f[14], Why: f[15],
	}
	return r, r.check()
}

func set(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "|")
}

// check refuses words that nothing would ever match.
func (r *Row) check() error {
	actions := []string{every}
	for _, a := range Actions {
		actions = append(actions, string(a))
	}
	for _, c := range []struct {
		column    string
		got, want []string
	}{
		{"action", r.Action, actions},
		{"status", r.Status, []string{every, string(event.Actual), string(event.Planned), string(event.Postponed), string(event.Possible), string(event.Demanded)}},
		{"polarity", r.Polarity, []string{every, string(event.Affirmed), string(event.Denied), string(event.Uncommitted)}},
		{"by", r.By, []string{every, string(byForce), string(byHost), string(byNobody), string(byOther)}},
		{"at", set(r.At), []string{atPlace, atDestination, atOrigin}},
		{"actor", set(r.Actor), []string{whoForce, whoHost, whoSpeaker}},
		{"recipient", set(r.Recipient), []string{whoForce, whoHost, whoSpeaker}},
		{"date", set(r.Date), []string{dateAct, dateWord}},
	} {
		for _, v := range c.got {
			if !slices.Contains(c.want, v) {
				return fmt.Errorf("%s: unknown %q", c.column, v)
			}
		}
	}
	if r.PLOVER.Event != "" && r.PLOVER.Quad() == "" {
		return fmt.Errorf("event: unknown %q", r.PLOVER.Event)
	}
	return nil
}
