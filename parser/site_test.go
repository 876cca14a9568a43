package parser

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/marsad-news/marsad/parser/site"
)

// TestFixtures reads the fixture page of every shipped rule: title, date,
// writer and text must come out as its .want file says, with the rule and,
// since markup changes, without it.
func TestFixtures(t *testing.T) {
	with, err := New(Options{})
	if err != nil {
		t.Fatal(err)
	}
	rules := with.Rules().Rules()
	if len(rules) < 20 {
		t.Fatalf("only %d rules are shipped", len(rules))
	}
	for _, r := range rules {
		t.Run(r.ID, func(t *testing.T) {
			page, want, ok := site.Fixture(r.ID)
			if !ok {
				t.Fatal("no fixture page")
			}
			if got := with.Rules().For(want.URL); got != r {
				t.Errorf("the rule does not apply to %s", want.URL)
			}
			doc, err := html.Parse(strings.NewReader(string(page)))
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range r.Check(doc) {
				if f.Problem != "" || f.Matches == 0 && f.Key == "drop" {
					t.Errorf("%s %q matches nothing in its own fixture", f.Key, f.Select)
				}
			}
			checkFixture(t, with.HTML(Input{URL: want.URL, Body: page, FetchedAt: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}), want, "with the rule")
			checkFixture(t, with.HTML(Input{URL: "https://unknown.example/x", Body: page, FetchedAt: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}), want, "without the rule")
		})
	}
}

func checkFixture(t *testing.T, res Result, want site.Want, how string) {
	t.Helper()
	if res.Article == nil {
		t.Errorf("%s: no article but %s (%v)", how, res.NotArticle, res.Trace.Notes)
		return
	}
	a := res.Article
	got := site.Want{URL: want.URL, Title: a.Title, Published: a.Published[:min(10, len(a.Published))], Byline: a.Byline, Text: a.Text}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s: -want +got:\n%s", how, d)
	}
}
