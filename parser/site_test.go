package parser

import (
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"

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
			page, want, ok := with.Rules().Fixture(r.ID)
			if !ok {
				t.Fatal("no fixture page")
			}
			findings, err := with.CheckRule(r.ID)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range findings {
				if f.Problem != "" || f.Matches == 0 && f.Key == "drop" {
					t.Errorf("%s %q matches %d times: %s", f.Key, f.Select, f.Matches, f.Problem)
				}
			}
			checkFixture(t, with.HTML(Input{URL: want.URL, Body: page, FetchedAt: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}), want, "with the rule")
			checkFixture(t, with.HTML(Input{URL: "https://unknown.example/x", Body: page, FetchedAt: time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC)}), want, "without the rule")
		})
	}
}

func TestCheckRuleSaysWhatIsWrong(t *testing.T) {
	rules := fstest.MapFS{
		"sahl.yaml":          {Data: []byte("id: sahl\nhosts: [sahl.example]\ntitle: {select: h2, why: y}\n")},
		"fixtures/sahl.html": {Data: []byte("<h1>قيادة السهل تعلن مغادرة الكتيبة</h1>" + para1 + para2)},
		"fixtures/sahl.want": {Data: []byte("url: https://sahl.example/1\ntitle: عنوان آخر\n\nنص آخر\n")},
		"wadi.yaml":          {Data: []byte("id: wadi\nhosts: [wadi.example]\n")},
	}
	p, err := New(Options{Rules: rules})
	if err != nil {
		t.Fatal(err)
	}
	findings, err := p.CheckRule("sahl")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, f := range findings {
		if f.Problem != "" {
			keys = append(keys, f.Key)
		}
	}
	if d := cmp.Diff([]string{"title", "title", "text"}, keys); d != "" {
		t.Errorf("%s%+v", d, findings)
	}
	for _, id := range []string{"wadi", "none"} {
		if _, err := p.CheckRule(id); err == nil {
			t.Errorf("%s is checked without rule or fixture", id)
		}
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
