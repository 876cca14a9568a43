package crosswalk

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/event"
)

func load(t *testing.T) *Table {
	t.Helper()
	table, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

var (
	statuses   = []event.Status{event.Actual, event.Planned, event.Postponed, event.Possible, event.Demanded}
	polarities = []event.Polarity{event.Affirmed, event.Denied, event.Uncommitted}
	speakers   = map[string]event.Attribution{
		"force": {Speaker: "وزارة الدفاع", Org: "FRA-MOD", Country: "FRA"}, "host": {Speaker: "وزارة الخارجية", Org: "TCD-MFA", Country: "TCD"},
		"other": {Speaker: "خبير"}, "nobody": {},
	}
)

// claims are one claim for each way in which the table can look at one: French
// forces in Chad.
func claims(f func(name string, c *event.Claim)) {
	for _, a := range Actions {
		for _, s := range statuses {
			for _, p := range polarities {
				for by, who := range speakers {
					for _, role := range []string{"", "peacekeeping"} {
						c := event.Claim{
							ID: "c", Kind: kindOf(a), Action: a, Status: s, Polarity: p, Force: event.Force{Actor: "FRA", Role: role},
							Place: event.Place{Country: "TCD"}, Origin: &event.Place{Country: "NER"}, Attribution: who,
							Provenance: &event.Provenance{Published: "2025-11-03T10:00:00Z"},
						}
						f(fmt.Sprintf("%s %s %s by %s %s", a, s, p, by, role), &c)
					}
				}
			}
		}
	}
}

func kindOf(a event.Action) event.Kind {
	switch a {
	case event.Present, event.Remain, event.Ceiling:
		return event.Presence
	case event.Deploy, event.Reinforce, event.Rotate, event.Redeploy, event.BaseOpen:
		return event.Arrival
	case event.Reduce, event.Withdraw, event.Handover, event.BaseClose:
		return event.Departure
	}
	return event.Mission
}

func TestEveryClaimFindsALineAndEveryLineAClaim(t *testing.T) {
	table := load(t)
	reached := map[*Row]bool{}
	claims(func(name string, c *event.Claim) {
		rows := table.lines(c)
		if len(rows) == 0 {
			t.Errorf("%s: no line says what it amounts to, or why to nothing", name)
		}
		for _, r := range rows {
			reached[r] = true
		}
	})
	for i := range table.Rows {
		r := &table.Rows[i]
		if r.Derivable() != reached[r] {
			t.Errorf("%s %v %v: derivable %t, reached %t", r.Code, r.Action, r.Status, r.Derivable(), reached[r])
		}
		if len(r.Why) < 5 {
			t.Errorf("%s: no reason", r.Code)
		}
	}
}

func TestOnlyWhatIsAssertedBecomesAnEvent(t *testing.T) {
	table := load(t)
	claims(func(name string, c *event.Claim) {
		got := table.Events(c)
		refused := c.Polarity == event.Denied && c.Status == event.Planned
		switch {
		case len(got) == 0:
			return
		case c.Polarity == event.Uncommitted, c.Polarity == event.Denied && !refused, c.Status == event.Possible, c.Status == event.Postponed:
			t.Errorf("%s: an event", name)
		case kindOf(c.Action) == event.Presence && !refused:
			t.Errorf("%s: a level is an event", name)
		}
		for _, e := range got {
			switch {
			case c.Status != event.Actual && (e.PLOVER.Event == "RETREAT" || e.PLOVER.Event == "MOBILIZE"):
				t.Errorf("%s: %s of what was not carried out", name, e.PLOVER)
			case refused && e.PLOVER.Event != "REJECT", c.Status == event.Demanded && e.PLOVER.Event != "REQUEST":
				t.Errorf("%s: %s", name, e.PLOVER)
			case e.PLOVER.Mode == "disarm":
				t.Errorf("%s: a withdrawal disarms nobody", name)
			case e.ACLED == "Non-violent transfer of territory" && c.Action != event.Handover:
				t.Errorf("%s: control does not pass", name)
			case e.ACLED != "" && c.Status != event.Actual:
				t.Errorf("%s: ACLED has what happened, not %s", name, c.Status)
			case e.CAMEO != "" && len(e.CAMEO) < 3:
				t.Errorf("%s: CAMEO %q lost its zero", name, e.CAMEO)
			}
		}
	})
}

// TestTheTable holds the table against the crosswalk that was agreed on: what
// each kind of claim amounts to, by who says it.
func TestTheTable(t *testing.T) {
	table := load(t)
	for _, c := range []struct {
		claim string // action status polarity speaker [role]
		want  string // code event/mode(context) CAMEO sub-event actor>recipient, several after ;
	}{
		{"PRESENT actual affirmed nobody", ""},
		{"REMAIN actual affirmed force", ""},
		{"CEILING actual affirmed force", ""},
		{"DEPLOY actual affirmed nobody", "DEPLOY MOBILIZE/troops(military) 154 Other FRA>"},
		{"DEPLOY actual affirmed nobody peacekeeping", "DEPLOY AID(peacekeeping) 074 Other FRA>TCD"},
		{"REINFORCE actual affirmed nobody", "REINFORCE MOBILIZE/troops(military) 154 Other FRA>"},
		{"ROTATE actual affirmed nobody", "ROTATE MOBILIZE/troops(military) - - FRA>"},
		{"BASE_OPEN actual affirmed nobody", "BASE_OPEN MOBILIZE/troops(military) - Headquarters or base established FRA>"},
		{"REDEPLOY actual affirmed nobody", "REDEPLOY MOBILIZE/troops(military) 154 Change to group/activity FRA>; REDEPLOY RETREAT/withdraw(military) 087 - FRA>NER"},
		{"REDUCE actual affirmed nobody", "REDUCE RETREAT/withdraw(military) 087 Other FRA>TCD"},
		{"WITHDRAW actual affirmed nobody", "WITHDRAW RETREAT/withdraw(military) 0874 Other FRA>TCD"},
		{"HANDOVER actual affirmed nobody", "HANDOVER RETREAT/withdraw(military) - Non-violent transfer of territory FRA>TCD"},
		{"BASE_CLOSE actual affirmed nobody", "BASE_CLOSE RETREAT/withdraw(military) - Other FRA>TCD"},
		{"MISSION_START actual affirmed nobody", "MISSION_START () - Change to group/activity FRA>"},
		{"MISSION_END actual affirmed nobody", "MISSION_END RETREAT(military) - Change to group/activity FRA>TCD"},
		{"MISSION_CHANGE actual affirmed nobody", "MISSION_CHANGE () - Change to group/activity FRA>"},
		{"EXTEND actual affirmed nobody", "EXTEND AGREE(military) 0312 Agreement FRA>TCD"},
		{"EXTEND planned affirmed nobody", "EXTEND AGREE(military) 0312 - FRA>TCD"},
		{"WITHDRAW planned affirmed force", "WITHDRAW CONCEDE(military) 0356 - FRA>TCD"},
		{"REDUCE planned affirmed nobody", "REDUCE CONCEDE(military) 0356 - FRA>TCD"},
		{"MISSION_END planned affirmed nobody", "MISSION_END CONCEDE(military) - - FRA>TCD"},
		{"REDEPLOY planned affirmed nobody", "REDEPLOY CONCEDE(military) 0356 - FRA>NER"},
		{"DEPLOY planned affirmed force", ""},
		{"WITHDRAW demanded affirmed host", "DEMAND_EXIT REQUEST/yield(military) 1056 - TCD>FRA"},
		{"REDUCE demanded affirmed nobody", "DEMAND_EXIT REQUEST/yield(military) 1056 - >FRA"},
		{"WITHDRAW planned denied force", "REFUSE_EXIT REJECT/yield(military) 1246 - FRA>"},
		{"WITHDRAW planned denied nobody", "REFUSE_EXIT REJECT/yield(military) 1246 - FRA>"},
		{"WITHDRAW planned denied host", ""},
		{"WITHDRAW planned denied other", ""},
		{"DEPLOY demanded affirmed host", "REQUEST_FORCES REQUEST/assist(military) 1032 - TCD>FRA"},
		{"DEPLOY demanded affirmed host peacekeeping", "REQUEST_FORCES REQUEST/assist(peacekeeping) 1034 - TCD>FRA"},
		{"DEPLOY demanded affirmed other", ""},
		{"DEPLOY planned denied host", "REFUSE_FORCES REJECT/assist(military) 1212 - TCD>FRA"},
		{"PRESENT planned denied host peacekeeping", "REFUSE_FORCES REJECT/assist(peacekeeping) 1224 - TCD>FRA"},
		{"DEPLOY planned denied force", ""},
		{"PRESENT actual denied host", ""},
		{"WITHDRAW demanded denied host", ""},
	} {
		found := false
		claims(func(name string, cl *event.Claim) {
			if strings.TrimSpace(strings.Replace(name, "by ", "", 1)) != c.claim {
				return
			}
			found = true
			if got := show(table.Events(cl)); got != c.want {
				t.Errorf("%s: %q, want %q", c.claim, got, c.want)
			}
		})
		if !found {
			t.Errorf("%s: no such claim", c.claim)
		}
	}
}

func show(events []Event) string {
	var out []string
	for _, e := range events {
		orDash := func(s string) string {
			if s == "" {
				return "-"
			}
			return s
		}
		out = append(out, fmt.Sprintf("%s %s(%s) %s %s %s>%s", e.Code, e.PLOVER, e.PLOVER.Context, orDash(e.CAMEO), orDash(e.ACLED), e.Actor.ID, e.Recipient.ID))
	}
	return strings.Join(out, "; ")
}

func TestOneMoveHasTwoEnds(t *testing.T) {
	table := load(t)
	a, b, own := event.Place{Country: "MLI"}, event.Place{Country: "NER"}, event.Place{Country: "TCD"}
	for _, c := range []struct {
		name  string
		claim event.Claim
		want  []string
	}{
		{"both named", event.Claim{Kind: event.Arrival, Place: b, Origin: &a, Destination: &b}, []string{"MOBILIZE NER", "RETREAT MLI"}},
		{"arrival from somewhere", event.Claim{Kind: event.Arrival, Place: b, Origin: &a}, []string{"MOBILIZE NER", "RETREAT MLI"}},
		{"arrival from nowhere named", event.Claim{Kind: event.Arrival, Place: b}, []string{"MOBILIZE NER"}},
		{"departure to somewhere", event.Claim{Kind: event.Departure, Place: a, Destination: &b}, []string{"MOBILIZE NER", "RETREAT MLI"}},
		{"departure to nowhere named", event.Claim{Kind: event.Departure, Place: a}, []string{"RETREAT MLI"}},
		{"within one country", event.Claim{Kind: event.Mission, Place: own}, []string{"MOBILIZE TCD", "RETREAT TCD"}},
	} {
		c.claim.Action, c.claim.Status, c.claim.Polarity, c.claim.Force.Actor = event.Redeploy, event.Actual, event.Affirmed, "FRA"
		var got []string
		for _, e := range table.Events(&c.claim) {
			got = append(got, e.PLOVER.Event+" "+e.Place.Country)
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestASaidThingIsDatedByItsSaying(t *testing.T) {
	table := load(t)
	c := event.Claim{
		Kind: event.Departure, Action: event.Withdraw, Polarity: event.Affirmed, Status: event.Planned, Force: event.Force{Actor: "USA"}, Place: event.Place{Country: "IRQ"},
		Time: &event.Time{From: "2026-09", Text: "أيلول 2026"}, Provenance: &event.Provenance{Published: "2025-11-03T22:00:00+03:00"},
	}
	date := func() Date { return table.Events(&c)[0].Date }
	if got := date(); got != (Date{From: "2025-11-03"}) {
		t.Errorf("an announcement is dated %+v", got)
	}
	c.Status, c.Time = event.Actual, &event.Time{From: "2011-12", Text: "كانون الأول 2011"}
	if got := date(); got != (Date{From: "2011-12", Stated: true}) {
		t.Errorf("a withdrawal of 2011 is dated %+v", got)
	}
	c.Time = &event.Time{From: "2025-11-03"}
	if got := date(); got.Stated {
		t.Errorf("the day of publication counts as stated: %+v", got)
	}
	c.Provenance = nil
	if got := date(); got.From != "2025-11-03" {
		t.Errorf("without provenance the date is %+v", got)
	}
}

func TestWhatIsStillToComeWasNotDone(t *testing.T) {
	table := load(t)
	c := event.Claim{
		Kind: event.Departure, Action: event.Withdraw, Polarity: event.Affirmed, Status: event.Actual, Force: event.Force{Actor: "USA"}, Place: event.Place{Country: "IRQ"},
		Provenance: &event.Provenance{Published: "2009-09-12T08:00:00Z"},
	}
	for _, w := range []struct {
		published, from string
		ahead           bool
	}{
		{"2009-09-12T08:00:00Z", "2011-12-31", true},
		{"2009-09-12", "2010", true},
		{"2009-09-12", "2009-09-13", true},
		{"2009-12-31", "2010-01", true},
		{"2009-09-12", "2009-09-12", false},
		{"2009-09-12", "2009", false},
		{"2009", "2009-12-31", false},
		{"2009-09-12", "2003-03", false},
		{"", "2011", false},
	} {
		c.Provenance.Published, c.Time = w.published, &event.Time{From: w.from, Text: "words"}
		if got := len(table.Events(&c)) == 0; got != w.ahead {
			t.Errorf("published %q, done %q: no event %t", w.published, w.from, got)
		}
		if why := table.Why(&c); strings.Contains(why, "still to come") != w.ahead {
			t.Errorf("published %q, done %q: %s", w.published, w.from, why)
		}
	}
	c.Provenance.Published, c.Time.From = "2009-09-12", "2011-12-31"
	c.Status = event.Planned
	if got := show(table.Events(&c)); got != "WITHDRAW CONCEDE(military) 0356 - USA>IRQ" {
		t.Errorf("a plan is about what is to come: %q", got)
	}
	c.Kind, c.Action, c.Status = event.Mission, event.Extend, event.Actual
	if got := table.Events(&c); len(got) != 1 || got[0].Date.From != "2009-09-12" {
		t.Errorf("an extension is about what is to come: %+v", got)
	}
}

func TestWhoDemandsAnExitOfHisOwnForcesNamesThem(t *testing.T) {
	table := load(t)
	c := event.Claim{
		Kind: event.Departure, Action: event.Withdraw, Polarity: event.Affirmed, Status: event.Demanded, Force: event.Force{Actor: "USA"}, Place: event.Place{Country: "IRQ"},
		Attribution: event.Attribution{Speaker: "مجلس الشيوخ", Org: "USA-PARL", Country: "USA"},
	}
	if got := show(table.Events(&c)); got != "DEMAND_EXIT REQUEST/yield(military) 1056 - USA>USA" {
		t.Errorf("%q", got)
	}
}

func TestAHostIsNoHostToItsOwn(t *testing.T) {
	table := load(t)
	c := event.Claim{
		Kind: event.Arrival, Action: event.Deploy, Polarity: event.Denied, Status: event.Planned, Force: event.Force{Actor: "IRQ"}, Place: event.Place{Country: "IRQ"},
		Attribution: event.Attribution{Speaker: "قيادة العمليات", Org: "IRQ-MIL"},
	}
	if got := table.Events(&c); len(got) > 0 {
		t.Errorf("a state refuses its own forces: %+v", got)
	}
	c.Action, c.Kind, c.Polarity, c.Status = event.Withdraw, event.Departure, event.Affirmed, event.Actual
	if got := table.Events(&c); len(got) != 1 || got[0].Recipient != (Party{}) {
		t.Errorf("a withdrawal at home: %+v", got)
	}
}

func TestFaultsOfATableAreTold(t *testing.T) {
	good := "DEPLOY\tDEPLOY\tactual\taffirmed\t*\t*\tplace\tMOBILIZE\ttroops\tmilitary\t154\tOther\tforce\t-\tact\ta reason\n"
	if _, err := parse(good); err != nil {
		t.Fatal(err)
	}
	for bad, want := range map[string]string{
		strings.Replace(good, "actual", "actuel", 1):       `status: unknown "actuel"`,
		strings.Replace(good, "\tDEPLOY", "\tDEPLOYED", 1): `action: unknown "DEPLOYED"`,
		strings.Replace(good, "MOBILIZE", "MOBILISE", 1):   `event: unknown "MOBILISE"`,
		strings.Replace(good, "\tact\t", "\t", 1):          "15 columns, want 16",
		strings.Replace(good, "troops", "", 1):             "column 9 is empty",
		strings.Replace(good, "\tplace", "\there", 1):      `at: unknown "here"`,
	} {
		if _, err := parse(bad); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want %s", err, want)
		}
	}
}

func Example() {
	table, err := Load()
	if err != nil {
		panic(err)
	}
	c := event.Claim{
		Kind: event.Departure, Action: event.Withdraw, Polarity: event.Affirmed, Status: event.Planned,
		Force: event.Force{Actor: "FRA"}, Place: event.Place{Country: "TCD"},
	}
	for _, e := range table.Events(&c) {
		fmt.Println(e.PLOVER, e.CAMEO, e.Actor.ID, e.Recipient.ID)
	}
	// Output: CONCEDE 0356 FRA TCD
}
