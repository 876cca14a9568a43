package enricher_test

import (
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/enricher"
	"github.com/marsad-news/marsad/event"
)

// FuzzEnrich states that any title and text give claims whose evidence is the
// text's own words at the offsets given, that numbers are in order and that
// reading twice gives the same.
func FuzzEnrich(f *testing.F) {
	files, err := filepath.Glob("testdata/phenomena/*.yaml")
	if err != nil || len(files) == 0 {
		f.Fatalf("no seeds: %v", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.SplitSeq(string(b), "\n") {
			if _, text, ok := strings.Cut(line, "text: "); ok {
				f.Add("القوات الكندية تغادر لاتفيا", text)
			}
		}
	}
	f.Add("", "قال في")
	f.Add("في", "القوات من")
	f.Add("\x00", "\xff\xfe القوات التركية \xc3 في سوريا")
	e, err := enricher.New(enricher.Options{})
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, title, text string) {
		a := event.Article{ID: "a", Title: title, Text: text, Published: "2024-05-20"}
		got := e.Enrich(a)
		for _, c := range got {
			sound(t, a, c)
		}
		if again := e.Enrich(a); !reflect.DeepEqual(got, again) {
			t.Error("a second reading gives other claims")
		}
	})
}

// sound checks what holds of every claim.
func sound(t *testing.T, a event.Article, c event.Claim) {
	t.Helper()
	in := a.Text
	if c.Section == event.SectionTitle {
		in = a.Title
	}
	ev := c.Evidence
	if ev.Start < 0 || ev.End > len(in) || ev.Start >= ev.End || in[ev.Start:ev.End] != ev.Text {
		t.Fatalf("evidence %q at [%d, %d) of %q", ev.Text, ev.Start, ev.End, in)
	}
	if c.ID == "" || c.Kind == "" || c.Polarity == "" || c.Status == "" || c.Force.Actor == "" {
		t.Fatalf("claim without id, kind, polarity, status or actor: %+v", c)
	}
	if c.Confidence <= 0 || c.Confidence >= 1 {
		t.Fatalf("confidence %v", c.Confidence)
	}
	if q := c.Quantity; q != nil && q.Min != nil && q.Max != nil && *q.Min > *q.Max {
		t.Fatalf("quantity from %v to %v", *q.Min, *q.Max)
	}
}
