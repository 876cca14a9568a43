package main

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/newsroom"
	"github.com/marsad-news/marsad/internal/store"
	"github.com/marsad-news/marsad/sink/sqlite"
)

// TestDemoStoresWhatTheNewsroomSays runs the demo to its end and compares what
// is stored with what the newsroom's authors know to be claimed.
func TestDemoStoresWhatTheNewsroomSays(t *testing.T) {
	dir := t.TempDir()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	var out, talk bytes.Buffer
	err := runDemo(ctx, []string{"-once", "-data", dir, "-listen", "127.0.0.1:0"}, stdio{strings.NewReader(""), &out, &talk})
	if err != nil || ctx.Err() != nil {
		t.Fatalf("%v\n%s", err, &talk)
	}
	if !strings.Contains(talk.String(), "done:") || strings.Contains(out.String(), "\x1b") {
		t.Errorf("the demo says\n%s", &talk)
	}
	db, err := sqlite.OpenStore(t.Context(), filepath.Join(dir, "marsad.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	claims := map[string][]event.Claim{} // by path of the page
	for q := (store.Query{Limit: 200}); ; {
		cs, next, err := db.Claims(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cs {
			path := c.Provenance.URL[strings.Index(c.Provenance.URL[len("http://"):], "/")+len("http://"):]
			claims[path] = append(claims[path], c.Claim)
		}
		if next == "" {
			break
		}
		q.After = next
	}
	required, found, all, untold := 0, 0, 0, 0
	for _, p := range newsroom.Truth() {
		for _, want := range p.Claims {
			if want.Optional {
				continue
			}
			required++
			if holds(claims[p.Path], want) {
				found++
			} else {
				t.Logf("%s: not found: %s %v %v %v", p.Path, want.Evidence, want.Kind, want.Actor, want.Country)
			}
		}
		for _, c := range claims[p.Path] {
			all++
			if !told(p.Claims, c) {
				untold++
				t.Logf("%s: not in the truth: %s", p.Path, c.Evidence.Text)
			}
			for _, bad := range p.MustNot {
				if strings.Contains(c.Evidence.Text, bad) {
					t.Errorf("%s: boilerplate gave a claim: %s", p.Path, c.Evidence.Text)
				}
			}
		}
		if len(p.Claims) == 0 && len(claims[p.Path]) > 0 {
			t.Errorf("%s: %d claims of a page that makes none", p.Path, len(claims[p.Path]))
		}
	}
	t.Logf("%d of %d required claims are stored", found, required)
	if untold*100 > all*5 {
		t.Errorf("%d of %d stored claims are not what the pages say", untold, all)
	}
	if found*100 < required*85 {
		t.Errorf("only %d of %d required claims are stored", found, required)
	}
}

func holds(claims []event.Claim, want newsroom.Claimed) bool {
	return slices.ContainsFunc(claims, func(c event.Claim) bool { return says(want, c) })
}

// told says whether a claim is one that the authors of its page know.
func told(truth []newsroom.Claimed, c event.Claim) bool {
	return slices.ContainsFunc(truth, func(want newsroom.Claimed) bool { return says(want, c) })
}

func says(want newsroom.Claimed, c event.Claim) bool {
	return want.Kind.Has(string(c.Kind)) && want.Actor.Has(c.Force.Actor) && want.Country.Has(c.Place.Country) && want.Polarity.Has(string(c.Polarity))
}
