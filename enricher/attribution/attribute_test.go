package attribution_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"go.yaml.in/yaml/v3"

	"github.com/marsad-news/marsad/enricher/attribution"
	"github.com/marsad-news/marsad/internal/text"
)

// phenomenon is a text and what is expected of stretches of it.
type phenomenon struct {
	Name, Title, Published, Raw string
	Headline                    bool
	Want                        []expectation
}

// expectation names only the slots that it is about.
type expectation struct {
	At                                            string
	Speaker, Role, Org, Country, Verb, Class, Via *string
	Quoted, Negated                               *bool
	Others                                        []string
	Narrator                                      bool
}

func TestPhenomena(t *testing.T) {
	files, err := filepath.Glob("testdata/phenomena/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no phenomena: %v", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var cases []phenomenon
		if err := yaml.Unmarshal(raw, &cases); err != nil || len(cases) == 0 {
			t.Fatalf("read %s: %d cases, %v", file, len(cases), err)
		}
		for _, c := range cases {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".yaml")+"/"+c.Name, c.run)
		}
	}
}

func (c phenomenon) run(t *testing.T) {
	d := text.Analyse(c.Raw)
	ctx := attribution.Context{Title: headline(c.Title), Published: c.Published}
	speeches := attribution.Attribute(d, ctx)
	if c.Headline {
		speeches, _ = attribution.AttributeTitle(d, ctx)
	}
	for _, w := range c.Want {
		start := strings.Index(c.Raw, w.At)
		if start < 0 {
			t.Fatalf("%q is not in the text", w.At)
		}
		a, s := attribution.At(speeches, start, start+len(w.At))
		if w.Narrator {
			if a.Speaker != "" || a.Org != "" {
				t.Errorf("%q: said by %q (%s), want the narrator", w.At, a.Speaker, a.Org)
			}
			continue
		}
		if s == nil {
			t.Errorf("%q: said by nobody", w.At)
			continue
		}
		w.check(t, s)
	}
}

func (w expectation) check(t *testing.T, s *attribution.Speech) {
	t.Helper()
	for _, slot := range []struct {
		name, got string
		want      *string
	}{
		{"role", s.Role, w.Role}, {"org", s.Org, w.Org}, {"country", s.Country, w.Country}, {"verb", s.Verb, w.Verb},
		{"class", string(s.VerbClass), w.Class}, {"via", s.Via, w.Via},
	} {
		if slot.want != nil && slot.got != *slot.want {
			t.Errorf("%q: %s %q, want %q", w.At, slot.name, slot.got, *slot.want)
		}
	}
	if w.Speaker != nil && (*w.Speaker == "") != (s.Speaker == "") || w.Speaker != nil && !strings.Contains(s.Speaker, *w.Speaker) {
		t.Errorf("%q: speaker %q, want %q", w.At, s.Speaker, *w.Speaker)
	}
	if w.Quoted != nil && s.Quoted != *w.Quoted {
		t.Errorf("%q: quoted %v", w.At, s.Quoted)
	}
	if w.Negated != nil && s.Negated != *w.Negated {
		t.Errorf("%q: negated %v", w.At, s.Negated)
	}
	if w.Others != nil {
		var orgs []string
		for _, v := range s.Others {
			orgs = append(orgs, v.Org)
		}
		if !slices.Equal(orgs, w.Others) {
			t.Errorf("%q: others %v, want %v", w.At, orgs, w.Others)
		}
	}
}

func TestNameOrgsNamesWhoSpeaksAsSuch(t *testing.T) {
	d := text.Analyse("نفت وزارة الدفاع البولندية وجود جنودها في الميناء.")
	for named, want := range map[bool]string{false: "", true: "وزارة الدفاع البولندية"} {
		s := attribution.Attribute(d, attribution.Context{NameOrgs: named})
		if len(s) != 1 || s[0].Speaker != want || s[0].Source != "وزارة الدفاع البولندية" {
			t.Errorf("NameOrgs %v: %+v", named, s)
		}
	}
}

func TestAtTakesTheInnermostAndLeavesDecisionsToTheNarrator(t *testing.T) {
	raw := "أمر الرئيس الغاني بسحب الكتيبة، على ما أفاد مسؤول دفاعي غاني. وقرر البرلمان الغاني إغلاق المعسكر."
	speeches := attribution.Attribute(text.Analyse(raw), attribution.Context{})
	for at, want := range map[string]string{"بسحب الكتيبة": "GHA-MOD", "إغلاق المعسكر": "GHA-PARL"} {
		start := strings.Index(raw, at)
		if a, _ := attribution.At(speeches, start, start+len(at)); a.Org != want {
			t.Errorf("%q: %q, want %q", at, a.Org, want)
		}
	}
	if a, s := attribution.At(speeches, len(raw), len(raw)); s != nil || a != (attribution.Speech{}).Attribution {
		t.Errorf("past the end: %+v", a)
	}
}

func TestAttributeIsDeterministic(t *testing.T) {
	raw := "قال وزير الدفاع الغاني، العميد كوامي أسانتيه، إن الكتيبة وصلت. وأضاف: «ستبقى عاماً». ونفت أكرا ذلك."
	first := attribution.Attribute(text.Analyse(raw), attribution.Context{Title: headline("أكرا تنفي")})
	for range 5 {
		if d := cmp.Diff(first, attribution.Attribute(text.Analyse(raw), attribution.Context{Title: headline("أكرا تنفي")})); d != "" {
			t.Fatal(d)
		}
	}
}

// headline is a title as a context gives it, nil for none.
func headline(title string) *attribution.Headline {
	if title == "" {
		return nil
	}
	_, left := attribution.AttributeTitle(text.Analyse(title), attribution.Context{Published: "2024-01-02"})
	return left
}
