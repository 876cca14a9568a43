package fetcher

import (
	"strings"
	"testing"
	"time"

	"github.com/marsad-news/marsad/event"
)

func TestNextInterval(t *testing.T) {
	m := time.Minute
	for _, tt := range []struct {
		name string
		last time.Duration
		tier int
		r    pollResult
		want time.Duration
		why  string
	}{
		{"first poll", 10 * m, 1, pollResult{entries: 20, fresh: 20, first: true}, 10 * m, "first poll"},
		{"mostly known: slower", 10 * m, 1, pollResult{entries: 20, fresh: 2}, 15 * m, "90 % known"},
		{"mostly new: faster", 15 * m, 1, pollResult{entries: 20, fresh: 18}, 10 * m, "only 10 % known"},
		{"in between: as before", 10 * m, 1, pollResult{entries: 20, fresh: 10}, 10 * m, "50 % known"},
		{"the server says nothing changed", 10 * m, 1, pollResult{entries: 20, same: true}, 15 * m, "nothing new"},
		{"an empty door", 10 * m, 1, pollResult{}, 15 * m, "100 % known"},
		{"floor of tier 1", 61 * time.Second, 1, pollResult{entries: 1, fresh: 1}, time.Minute, "only 0 % known"},
		{"floor of tier 3", 15 * m, 3, pollResult{entries: 1, fresh: 1}, 15 * m, "only 0 % known"},
		{"ceiling", 20 * time.Hour, 1, pollResult{same: true}, 24 * time.Hour, "nothing new"},
		{"the publisher's word", 5 * m, 3, pollResult{entries: 2, fresh: 1, every: 6 * time.Hour}, 6 * time.Hour, "the publisher's word"},
		{"the publisher's word, believed in part", 5 * m, 1, pollResult{entries: 2, fresh: 1, every: 6 * time.Hour}, 15 * m, "the publisher's word"},
		{"errors leave the interval", 10 * m, 1, pollResult{grade: 2.5}, 10 * m, "errors of weight 2.5"},
	} {
		d, why := nextInterval(tt.last, pacing[tt.tier], tt.r)
		if d.Round(time.Second) != tt.want || why != tt.why {
			t.Errorf("%s: %s, %q, want %s, %q", tt.name, d, why, tt.want, tt.why)
		}
	}
}

func TestErrorsStretchLinearlyAndNeverForEver(t *testing.T) {
	for grade, want := range map[float64]time.Duration{0: 10 * time.Minute, 0.5: 15 * time.Minute, 2: 30 * time.Minute, 1000: 24 * time.Hour} {
		if got := wait(10*time.Minute, grade); got != want {
			t.Errorf("weight %g: %s, want %s", grade, got, want)
		}
	}
}

func TestJudgeSource(t *testing.T) {
	now := time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)
	good := DoorState{Kind: "feed", Door: "https://a.example/f", Polls: 9, Good: now, Last: now, News: now.Add(-time.Hour), Rhythm: time.Hour, Next: now.Add(time.Minute), Why: "50 % known"}
	bad := func(cause string, ago time.Duration) DoorState {
		return DoorState{Kind: "feed", Door: "https://a.example/f", Polls: 9, Fails: 4, Cause: cause, Status: 500, Good: now.Add(-ago), Last: now}
	}
	quiet, moved := good, good
	quiet.News = now.Add(-13 * time.Hour)
	moved.URL = "https://b.example/f"
	slow := good
	slow.News, slow.Rhythm = now.Add(-20*time.Hour), 10*time.Hour
	for _, tt := range []struct {
		name  string
		doors []DoorState
		want  State
		words string
	}{
		{"never polled", []DoorState{{Kind: "feed"}}, Unseen, ""},
		{"no doors", nil, Unseen, ""},
		{"healthy", []DoorState{good}, Healthy, ""},
		{"one door of two is enough", []DoorState{bad("status_404", time.Hour), good}, Healthy, ""},
		{"quiet", []DoorState{quiet}, Quiet, "nothing new for 13h"},
		{"slow by habit", []DoorState{slow}, Healthy, ""},
		{"moved", []DoorState{moved}, MovedAway, "lives at https://b.example/f"},
		{"rate limited", []DoorState{bad("throttled", time.Hour)}, RateLimited, "4 polls in a row"},
		{"robots", []DoorState{bad("robots", time.Hour)}, Walled, "last status 500"},
		{"no robots.txt to be had", []DoorState{bad("robots_closed", time.Hour)}, Unreachable, "last status 500"},
		{"challenge", []DoorState{bad("challenge", time.Hour)}, Walled, ""},
		{"not a feed", []DoorState{bad("not_feed", time.Hour)}, Broken, ""},
		{"no answer", []DoorState{bad("connect", time.Hour)}, Unreachable, ""},
		{"dead", []DoorState{bad("dns", 8*24*time.Hour)}, Dead, ""},
	} {
		s := Judge("a", tt.doors, nil, now)
		if s.State != tt.want || !strings.Contains(s.Evidence, tt.words) || s.State != Healthy && s.State != Unseen && s.Step == "" {
			t.Errorf("%s: %+v", tt.name, s)
		}
	}
	moving := []event.Drift{{Source: "a", Host: "www.a.example", Since: now.Add(-time.Hour), Held: 7, Evidence: "texts of 40 letters, before 2000", Page: "https://www.a.example/9"}}
	over := []event.Drift{{Source: "a", Since: now.Add(-time.Hour), Over: now}}
	for _, tt := range []struct {
		name   string
		doors  []DoorState
		drifts []event.Drift
		want   State
	}{
		{"pages changed", []DoorState{good}, moving, Drifted},
		{"pages changed, nothing new either", []DoorState{quiet}, moving, Drifted},
		{"single addresses and no door", nil, moving, Drifted},
		{"a door that fails says more", []DoorState{bad("robots", time.Hour)}, moving, Walled},
		{"well again", []DoorState{good}, over, Healthy},
	} {
		s := Judge("a", tt.doors, tt.drifts, now)
		if s.State != tt.want || s.State == Drifted && (s.Cause != "pages_changed" || !strings.Contains(s.Evidence, "www.a.example since") || !strings.Contains(s.Evidence, "7 pages kept back") || s.Step == "") {
			t.Errorf("%s: %+v", tt.name, s)
		}
	}
	if s := Judge("a", []DoorState{good}, nil, now); s.Next != good.Next || s.Why != good.Why {
		t.Errorf("when and why: %+v", s)
	}
}

func TestCheckSources(t *testing.T) {
	list := []Source{
		{ID: "a", Feeds: []string{"https://a.example/f"}},
		{ID: "a", Feeds: []string{"http://a.example/f/"}},
		{ID: "b", Fronts: []string{"https://b.example:8443/"}, Pattern: "("},
		{ID: "c", URLs: []string{"ftp://c.example/"}},
		{ID: "d"},
		{ID: "e", Fronts: []string{"https://e.example:8443/"}, Ports: []uint16{8443}},
	}
	var got []string
	for _, err := range CheckSources(list) {
		got = append(got, err.Error())
	}
	all := strings.Join(got, "\n")
	for _, want := range []string{"source a: id", "is also a door of a", "source b: pattern", "port 8443 is not in ports", "source c: urls", "source d: feeds: no door"} {
		if !strings.Contains(all, want) {
			t.Errorf("missing %q in\n%s", want, all)
		}
	}
	if strings.Contains(all, "source e") {
		t.Error(all)
	}
}

func TestCacheAge(t *testing.T) {
	h := func(kv ...string) map[string][]string {
		m := map[string][]string{}
		for i := 0; i < len(kv); i += 2 {
			m[kv[i]] = []string{kv[i+1]}
		}
		return m
	}
	for _, tt := range []struct {
		h    map[string][]string
		want time.Duration
	}{
		{h("Cache-Control", "public, max-age=300"), 5 * time.Minute},
		{h("Cache-Control", "max-age=300", "Age", "60"), 4 * time.Minute},
		{h("Cache-Control", "no-cache, max-age=300"), 0},
		{h("Cache-Control", "s-maxage=300"), 0},
		{h("Expires", "Sat, 21 Nov 2026 12:10:00 GMT", "Date", "Sat, 21 Nov 2026 12:00:00 GMT"), 10 * time.Minute},
		{h("Expires", "0", "Date", "Sat, 21 Nov 2026 12:00:00 GMT"), 0},
		{h(), 0},
	} {
		if got := cacheAge(tt.h); got != tt.want {
			t.Errorf("%v: %s, want %s", tt.h, got, tt.want)
		}
	}
}
