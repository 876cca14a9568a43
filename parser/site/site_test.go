package site

import (
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/net/html"
)

func TestShippedRulesAreSoundAndHaveFixtures(t *testing.T) {
	s, err := Shipped()
	if err != nil {
		t.Fatal(err)
	}
	if n := len(s.Rules()); n < 20 {
		t.Fatalf("%d rules, want at least 20", n)
	}
	for _, r := range s.Rules() {
		page, want, ok := s.Fixture(r.ID)
		if !ok || len(page) == 0 || want.Title == "" || want.Text == "" || want.URL == "" {
			t.Errorf("%s: no whole fixture", r.ID)
		}
		if s.For(want.URL) != r {
			t.Errorf("%s does not apply to its own %s", r.ID, want.URL)
		}
		if r.Name == "" || r.Notes == "" {
			t.Errorf("%s: name or notes are missing", r.ID)
		}
	}
}

func TestParseNamesFileLineAndWhatWasMeant(t *testing.T) {
	const ok = "id: x\nhosts: [x.example]\n"
	for _, tt := range []struct{ name, yaml, want string }{
		{"misspelt key", "id: x\nhosts: [x.example]\nbdoy:\n  select: p\n  why: y\n", `x.yaml:3: unknown key "bdoy"; did you mean "body"?`},
		{"misspelt key inside", ok + "drop:\n  - selct: p\n    kind: related\n    why: y\n", `x.yaml:4: unknown key "drop[].selct"; did you mean "select"?`},
		{"bad selector", ok + "body:\n  select: \"div[\"\n  why: y\n", `x.yaml:4: body: selector "div["`},
		{"no reason", ok + "body:\n  select: p\n", `x.yaml:4: body "p" has no reason`},
		{"unknown kind", ok + "drop:\n  - select: p\n    kind: comment\n    why: y\n", `x.yaml:4: unknown kind "comment"; did you mean "comments"?`},
		{"host with scheme", "id: x\nhosts: [\"https://x.example\"]\n", `x.yaml:2: host "https://x.example" must be a bare`},
		{"no hosts", "id: x\n", "x.yaml:1: hosts are missing"},
		{"id is not the file", "id: y\nhosts: [x.example]\n", `x.yaml:1: id "y" is not the file's name "x"`},
		{"not YAML", "id: [", "x.yaml"},
		{"key given twice", ok + "id: x\n", `x.yaml:3: key "id" is given twice`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Parse([]byte(tt.yaml), "x.yaml")
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error %v\nwant in it %s", err, tt.want)
			}
		})
	}
}

func TestLoadReportsAllFaults(t *testing.T) {
	_, err := Load(fstest.MapFS{
		"a.yaml": {Data: []byte("id: a\n")},
		"b.yaml": {Data: []byte("id: b\nhosts: [b.example]\nbody:\n  select: \"[\"\n  why: y\n")},
		"c.yaml": {Data: []byte("id: c\nhosts: [c.example]\n")},
	})
	if err == nil || !strings.Contains(err.Error(), "a.yaml:1") || !strings.Contains(err.Error(), "b.yaml:4") || strings.Contains(err.Error(), "c.yaml") {
		t.Errorf("error is %v", err)
	}
}

func TestForChoosesTheLongestHostAndPath(t *testing.T) {
	s, err := Load(fstest.MapFS{
		"whole.yaml": {Data: []byte("id: whole\nhosts: [x.example]\n")},
		"part.yaml":  {Data: []byte("id: part\nhosts: [x.example/ar]\n")},
		"sub.yaml":   {Data: []byte("id: sub\nhosts: [news.x.example]\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	for url, want := range map[string]string{
		"https://x.example/en/1":           "whole",
		"https://www.x.example/ar/1":       "part",
		"http://WWW.X.EXAMPLE/AR/1":        "part",
		"https://x.example/arab-world/1":   "whole",
		"https://news.x.example:8080/ar/1": "sub",
		"https://deep.news.x.example/1":    "sub",
		"x.example":                        "whole",
		"https://notx.example/1":           "",
		"https://x.example.evil.test/1":    "",
		"":                                 "",
	} {
		got := ""
		if r := s.For(url); r != nil {
			got = r.ID
		}
		if got != want {
			t.Errorf("%s is read by %q, want %q", url, got, want)
		}
	}
}

func TestRuleReadsCutsAndChecks(t *testing.T) {
	r, err := Parse([]byte(`id: x
hosts: [x.example]
title: {select: h1, why: y}
date: {select: time, attr: datetime, why: y}
byline: {select: .by, why: y}
body: {select: .text, why: y}
drop:
  - {select: .ad, kind: advert, why: y}
lines:
  - {text: خاص, kind: byline, why: y}
  - {text: "تابعونا", start: true, kind: newsletter, why: y}
`), "x.yaml")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(`<h1> عنوان <b>الخبر</b></h1><time datetime="2024-01-02">أمس</time><div class="text">` + strings.Repeat("نص ", 80) + `<div class="ad">إعلان <span class="ad">داخلي</span></div></div>`))
	if err != nil {
		t.Fatal(err)
	}
	if title, date, by := r.Find(doc); title != "عنوان الخبر" || date != "2024-01-02" || by != "" {
		t.Errorf("found %q %q %q", title, date, by)
	}
	if r.BodySelector(doc) != ".text" {
		t.Error("the body is not found")
	}
	problems := 0
	for _, f := range r.Check(doc) {
		if f.Problem != "" {
			problems++
		}
	}
	if problems != 0 {
		t.Errorf("%d problems: %+v", problems, r.Check(doc))
	}
	if cut := r.Cut(doc); len(cut) != 1 || cut[0].Kind != "advert" || cut[0].Text != "إعلان داخلي" || r.Check(doc)[4].Matches != 0 {
		t.Errorf("cut %+v", cut)
	}
	for line, want := range map[string]string{"خاص": "byline", "خاص بالمدينة": "", "تابعونا على كذا": "newsletter"} {
		if k, _ := r.Line(line); k != want {
			t.Errorf("%q is %q, want %q", line, k, want)
		}
	}
	empty, _ := html.Parse(strings.NewReader("<p>x"))
	if r.BodySelector(empty) != "" || r.Check(empty)[0].Problem == "" {
		t.Error("a page without the rule's places passes")
	}
	var none *Rule
	if k, _ := none.Line("x"); k != "" || none.BodySelector(doc) != "" || none.Cut(doc) != nil {
		t.Error("no rule does something")
	}
}

func TestCutSparesThePage(t *testing.T) {
	r, err := Parse([]byte("id: x\nhosts: [x.example]\ndrop:\n  - {select: \"[class*=related]\", kind: related, why: y}\n"), "x.yaml")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader("<body class='has-related'><p>" + strings.Repeat("نص ", 50) + "</p><div class='related-box'>قصة أخرى</div>"))
	if err != nil {
		t.Fatal(err)
	}
	if cut := r.Cut(doc); len(cut) != 1 || cut[0].Text != "قصة أخرى" {
		t.Errorf("cut %d parts: %+v", len(cut), cut)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("id: x\nhosts: [x.example]\nbody: {select: p, why: y}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Parse(data, "x.yaml")
		if (r == nil) == (err == nil) {
			t.Fatal("want exactly one of rule and error")
		}
	})
}
