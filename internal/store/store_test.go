package store

import (
	"slices"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/marsad-news/marsad/event"
)

func TestFoldJoinsSpellings(t *testing.T) {
	for _, c := range []struct{ a, b string }{
		{"القُوّات الأمريكيّة", "القوات الامريكيه"},
		{"إنسحاب", "انسحاب"},
		{"على", "علي"},
		{"٢٬٥٠٠", "2٬500"},
		{"جـــندي", "جندي"},
		{"کابل", "كابل"},
		{"  two\u200f\n words ", "two words"},
		{"Über", "über"},
	} {
		if a, b := Fold(c.a), Fold(c.b); a != b {
			t.Errorf("%q folds to %q, %q to %q", c.a, a, c.b, b)
		}
	}
	if Fold("عراق") == Fold("عرق") || Fold("قد") == Fold("قط") {
		t.Error("different words fold together")
	}
}

func FuzzFoldIsStable(f *testing.F) {
	f.Add("القُوّات ٢٠٠ \xff\x00")
	f.Fuzz(func(t *testing.T, s string) {
		once := Fold(s)
		if Fold(once) != once && utf8.ValidString(s) && !slices.ContainsFunc([]rune(s), oddCase) {
			t.Errorf("folding %q twice gives %q, once %q", s, Fold(once), once)
		}
		if !utf8.ValidString(once) {
			t.Errorf("folding %q gives bytes that are no text", s)
		}
	})
}

// oddCase are the few letters whose lower case has a lower case or mark again.
func oddCase(r rune) bool { return unicode.ToLower(unicode.ToLower(r)) != unicode.ToLower(r) }

func TestStampKeepsOrderAcrossPrecisions(t *testing.T) {
	in := []string{"2024", "2024-02", "2024-02-29T23:30:00-02:00", "2024-03-01T02:00:00Z", "2024-03-02"}
	var out []string
	for _, s := range in {
		out = append(out, Stamp(s))
	}
	if !slices.IsSorted(out) || slices.Contains(out, "") {
		t.Errorf("stamps %q are not in order", out)
	}
	for _, bad := range []string{"", "yesterday", "2024-13-01", "15 آب"} {
		if s := Stamp(bad); s != "" {
			t.Errorf("%q is taken for the date %s", bad, s)
		}
	}
}

func TestWhenFallsBackToFetching(t *testing.T) {
	at := time.Date(2025, 1, 2, 3, 4, 5, 0, time.UTC)
	if got := When(&event.Article{Published: "no date", FetchedAt: at}); got != "2025-01-02T03:04:05Z" {
		t.Errorf("When is %q", got)
	}
	if got := When(&event.Article{}); got != "" {
		t.Errorf("When of nothing is %q", got)
	}
}

func TestBoundsReachToTheEndOfWhatIsNamed(t *testing.T) {
	for to, want := range map[string]string{
		"2024": "2025-01-01T00:00:00Z", "2024-02": "2024-03-01T00:00:00Z", "2024-02-29": "2024-03-01T00:00:00Z",
		"2024-02-29T10:00:00Z": "2024-02-29T10:00:01Z", "": "", "soon": "",
	} {
		q := Query{To: to}
		if _, got := q.Bounds(); got != want {
			t.Errorf("to %q reaches to %q, want %q", to, got, want)
		}
	}
}

func TestSortKeyPutsTheHeadlineFirstAndKeepsTextOrder(t *testing.T) {
	key := func(when, id string, section event.Section, start int) string {
		return SortKey(when, "a", &event.Claim{ID: id, Section: section, Evidence: event.Evidence{Start: start}})
	}
	keys := []string{ // as they shall be read
		key("2025-02-01T00:00:00Z", "z", event.SectionBody, 900),
		key("2025-01-01T00:00:00Z", "a", event.SectionTitle, 7),
		key("2025-01-01T00:00:00Z", "z", event.SectionBody, 0),
		key("2025-01-01T00:00:00Z", "b", event.SectionBody, 90),
		key("2025-01-01T00:00:00Z", "a", event.SectionBody, 90),
		key("2025-01-01T00:00:00Z", "x", event.SectionBody, 10_000),
		key("2025-01-01T00:00:00Z", "x", event.SectionBody, 1<<40),
		key("", "x", event.SectionBody, 0),
	}
	for i := 1; i < len(keys); i++ {
		if keys[i-1] <= keys[i] {
			t.Errorf("key %d %q is not above %q", i-1, keys[i-1], keys[i])
		}
	}
}

func TestMatchHonoursEveryCondition(t *testing.T) {
	c := Claim{Claim: event.Claim{
		Kind: event.Presence, Polarity: event.Denied, Status: event.Actual, Confidence: 0.6, Force: event.Force{Actor: "USA"},
		Evidence: event.Evidence{Text: "لا توجد قوّات"}, Attribution: event.Attribution{Org: "IRQ-MFA"},
		Provenance: &event.Provenance{Source: "manara", Lang: "ar", Article: "a", Op: event.Created, Title: "نفي"},
	}, When: "2025-11-03T09:00:00Z"}
	for _, q := range []Query{
		{}, {Country: "_"}, {Actor: "USA", Kind: "presence", Polarity: "denied", Status: "actual"}, {Source: "manara", Org: "IRQ-MFA", Lang: "ar", Article: "a"},
		{From: "2025-11-03", To: "2025-11-03"}, {MinConfidence: 0.6}, {Text: "قوات نفى"},
	} {
		if !q.Match(&c) {
			t.Errorf("%+v does not match", q)
		}
	}
	for _, q := range []Query{
		{Country: "IRQ"}, {Actor: "_"}, {Kind: "arrival"}, {Polarity: "affirmed"}, {Status: "planned"}, {Source: "x"}, {Org: "_"}, {Lang: "en"}, {Article: "b"},
		{From: "2025-11-04"}, {To: "2025-11-02"}, {MinConfidence: 0.7}, {Text: "قوات تركيا"},
	} {
		if q.Match(&c) {
			t.Errorf("%+v matches", q)
		}
	}
	c.Provenance.Op = event.Retracted
	if q := (Query{}); q.Match(&c) {
		t.Error("a retracted claim matches")
	}
	if q := (Query{Retracted: true}); !q.Match(&c) {
		t.Error("a retracted claim does not match where asked for")
	}
}
