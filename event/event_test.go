package event

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// frozen lists the messages of version 1 and the types that must decode them
// for ever. The files are never edited; a new version gets a folder beside.
func frozen() map[string]any {
	return map[string]any{"job": new(Job), "page": new(Page), "article": new(Article), "claim": new(Claim), "report": new(Report)}
}

func TestFrozenMessagesDecodeWhole(t *testing.T) {
	for name, into := range frozen() {
		t.Run(name, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", "v1", name+".json"))
			if err != nil {
				t.Fatal(err)
			}
			dec := json.NewDecoder(bytes.NewReader(data))
			dec.DisallowUnknownFields() // a renamed field would be an unknown one
			if err := dec.Decode(into); err != nil {
				t.Fatal(err)
			}
			again, err := json.Marshal(into)
			if err != nil {
				t.Fatal(err)
			}
			var want, got any
			if err := json.Unmarshal(data, &want); err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal(again, &got); err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(want, got) {
				t.Errorf("lost on the way through the types:\nwant %v\n got %v", want, got)
			}
		})
	}
}

// TestFrozenMessagesShowEveryField wants each field of the contract in a
// frozen file: what is not there is not protected.
func TestFrozenMessagesShowEveryField(t *testing.T) {
	for name, into := range frozen() {
		data, err := os.ReadFile(filepath.Join("testdata", "v1", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		for f := range reflect.TypeOf(into).Elem().Fields() {
			key, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if key != "host" && !bytes.Contains(data, []byte(`"`+key+`"`)) {
				t.Errorf("%s.json does not show %q", name, key)
			}
		}
	}
}

func TestIDsAreStable(t *testing.T) {
	var r Report
	data, err := os.ReadFile("testdata/v1/report.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	if got := ArticleID(r.Article.URL); got != r.Article.ID {
		t.Errorf("article id is %s, was %s", got, r.Article.ID)
	}
	if got := EmbeddedID(r.Article.ID, r.Article.Embedded[0].Title); got != r.Article.Embedded[0].ID {
		t.Errorf("embedded id is %s, was %s", got, r.Article.Embedded[0].ID)
	}
	if got := ClaimID(r.Article.ID, &r.Claims[0], 0); got != r.Claims[0].ID {
		t.Errorf("claim id is %s, was %s", got, r.Claims[0].ID)
	}
	e := r.Claims[0].Evidence
	if r.Article.Text[e.Start:e.End] != e.Text {
		t.Errorf("evidence is %q in the text, %q in the claim", r.Article.Text[e.Start:e.End], e.Text)
	}
}

func TestClaimIDsDifferWhereClaimsDo(t *testing.T) {
	base := Claim{Kind: Presence, Polarity: Affirmed, Force: Force{Actor: "USA"}, Place: Place{Country: "IRQ"}, Evidence: Evidence{Text: "قوات"}}
	seen := map[string]string{ClaimID("a", &base, 0): "base"}
	for name, c := range map[string]Claim{
		"polarity": {Kind: Presence, Polarity: Denied, Force: base.Force, Place: base.Place, Evidence: base.Evidence},
		"country":  {Kind: Presence, Polarity: Affirmed, Force: base.Force, Place: Place{Country: "SYR"}, Evidence: base.Evidence},
		"site":     {Kind: Presence, Polarity: Affirmed, Force: base.Force, Place: Place{Country: "IRQ", Site: "Harir"}, Evidence: base.Evidence},
		"actor":    {Kind: Presence, Polarity: Affirmed, Force: Force{Actor: "FRA"}, Place: base.Place, Evidence: base.Evidence},
		"words":    {Kind: Presence, Polarity: Affirmed, Force: base.Force, Place: base.Place, Evidence: Evidence{Text: "قوة"}},
	} {
		id := ClaimID("a", &c, 0)
		if other, taken := seen[id]; taken {
			t.Errorf("claims that differ in %s share the id of %s", name, other)
		}
		seen[id] = name
	}
	if ClaimID("a", &base, 0) == ClaimID("a", &base, 1) || ClaimID("a", &base, 0) == ClaimID("b", &base, 0) {
		t.Error("occurrence and article must tell claims apart")
	}
}

func TestSubjectsHaveAFixedDepth(t *testing.T) {
	s := Subjects{Prefix: "marsad"}
	full := Claim{Kind: Presence, Polarity: Denied, Force: Force{Actor: "USA"}, Place: Place{Country: "IRQ"}, Provenance: &Provenance{Source: "al.wadi"}}
	empty := Claim{}
	for _, c := range []struct{ got, want string }{
		{s.Claim(&full), "marsad.claims.v1.irq.usa.presence.denied.al-wadi"},
		{s.Claim(&empty), "marsad.claims.v1._._._._._"},
		{s.Report("ar", ""), "marsad.reports.v1.ar._"},
		{s.Article("", "x"), "marsad.articles.v1._.x"},
		{s.Page("مرصد"), "marsad.pages.----"},
		{s.Dead("sink-pg", "no_verdict"), "marsad.dead.sink-pg.no_verdict"},
		{Subjects{}.All("claims", "v1"), "marsad.claims.v1.>"},
	} {
		if c.got != c.want {
			t.Errorf("got %s, want %s", c.got, c.want)
		}
	}
}

func FuzzToken(f *testing.F) {
	f.Add("")
	f.Add("a.b>*c d")
	f.Add(strings.Repeat("ن", 200))
	f.Fuzz(func(t *testing.T, in string) {
		got := Token(in)
		if got == "" || len(got) > maxToken || strings.Trim(got, "abcdefghijklmnopqrstuvwxyz0123456789_-") != "" {
			t.Errorf("Token(%q) = %q is no token", in, got)
		}
	})
}
