package console

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/store"
)

// shown writes pieces as text with the marked ones in brackets.
func shown(ps []piece) string {
	var b strings.Builder
	for _, p := range ps {
		if p.Stance != "" {
			b.WriteString("[" + p.Stance + " " + p.Text + "]")
		} else {
			b.WriteString(p.Text)
		}
	}
	return b.String()
}

func at(text, words string, p event.Polarity) store.Claim {
	i := strings.Index(text, words)
	return store.Claim{Claim: event.Claim{ID: words, Polarity: p, Section: event.SectionBody, Evidence: event.Evidence{Text: words, Start: i, End: i + len(words)}}}
}

func TestMarksCoverWholeWords(t *testing.T) {
	const text = "أكدت أن قواتها باقية وبقواتنا أيضاً."
	for words, want := range map[string]string{
		"قوات":         "أكدت أن [affirmed قواتها] باقية وبقواتنا أيضاً.",
		"قواتنا":       "أكدت أن قواتها باقية [affirmed وبقواتنا] أيضاً.",
		"قواتها باقية": "أكدت أن [affirmed قواتها باقية] وبقواتنا أيضاً.",
		"أيضاً.":       "أكدت أن قواتها باقية وبقواتنا [affirmed أيضاً.]",
	} {
		if got := shown(cut(text, 0, len(text), spans(text, false, []store.Claim{at(text, words, event.Affirmed)}))); got != want {
			t.Errorf("%q: %s\nwant %s", words, got, want)
		}
	}
}

func TestOverlappingMarksAreDividedAtTheirEdges(t *testing.T) {
	const text = "one two three four"
	marks := spans(text, false, []store.Claim{at(text, "one two three", event.Affirmed), at(text, "three four", event.Denied)})
	if got, want := shown(cut(text, 0, len(text), marks)), "[affirmed one two ][mixed three][denied  four]"; got != want {
		t.Errorf("%s\nwant %s", got, want)
	}
	ps := cut(text, 0, len(text), marks)
	if d := cmp.Diff([]string{"one two three", "three four"}, ps[1].Claims); d != "" {
		t.Errorf("claims of the shared piece (-want +got):\n%s", d)
	}
}

func TestOffsetsThatDoNotHoldAreNotTrusted(t *testing.T) {
	const text = "قوات هنا. قوات هناك. جنود."
	for _, c := range []struct {
		name string
		e    event.Evidence
		want string
	}{
		{"found where it stands alone", event.Evidence{Text: "جنود", Start: 3, End: 5}, "قوات هنا. قوات هناك. [denied جنود]."},
		{"left unmarked where it stands twice", event.Evidence{Text: "قوات", Start: 1, End: 9}, text},
		{"left unmarked where it stands nowhere", event.Evidence{Text: "دبابات", Start: 0, End: 12}, text},
		{"beyond the end", event.Evidence{Text: "قوات", Start: 1 << 40, End: 1<<40 + 8}, text},
		{"before the start", event.Evidence{Text: "قوات", Start: -8, End: 0}, text},
		{"upside down", event.Evidence{Text: "قوات", Start: 8, End: 0}, text},
	} {
		cl := store.Claim{Claim: event.Claim{Polarity: event.Denied, Section: event.SectionBody, Evidence: c.e}}
		if got := shown(cut(text, 0, len(text), spans(text, false, []store.Claim{cl}))); got != c.want {
			t.Errorf("%s: %s", c.name, got)
		}
	}
}

func TestExcerptKeepsToTheLineAndSaysWhereItIsCut(t *testing.T) {
	long := strings.Repeat("كلمة ", 200)
	text := "سطر أول\n" + long + "الجنود هنا " + long + "\nسطر ثالث"
	c := at(text, "الجنود هنا", event.Affirmed)
	got := shown(excerpt(text, spans(text, false, []store.Claim{c})))
	if !strings.HasPrefix(got, "… ") || !strings.HasSuffix(got, " …") || !strings.Contains(got, "[affirmed الجنود هنا]") || strings.Contains(got, "سطر") || len(got) > 3*around {
		t.Errorf("excerpt is %q", got)
	}
}

func TestParagraphsKnowTheirSections(t *testing.T) {
	a := event.Article{Text: "مقدمة\nعنوان فرعي\n\n«قول»"}
	sub, quote := strings.Index(a.Text, "عنوان"), strings.Index(a.Text, "«")
	a.Blocks = []event.Block{
		{Section: event.SectionSubhead, Start: sub, End: sub + len("عنوان فرعي")}, {Section: event.SectionQuotation, Start: quote, End: len(a.Text)},
	}
	ps := paragraphs(&a, nil)
	if len(ps) != 3 || ps[0].Subhead || !ps[1].Subhead || !ps[2].Quote {
		t.Errorf("paragraphs %+v", ps)
	}
}

// The text that a page shows is the article's, whatever the marks.
func FuzzMarksNeverChangeTheText(f *testing.F) {
	f.Add("نص عن قوات\nوسطر", 5, 12, 0, 3)
	f.Add("\xff\xfe\n", 0, 1, -1, 9)
	f.Fuzz(func(t *testing.T, text string, s1, e1, s2, e2 int) {
		claims := make([]store.Claim, 0, 2)
		for _, se := range [][2]int{{s1, e1}, {s2, e2}} {
			e := event.Evidence{Start: se[0], End: se[1]}
			if se[0] >= 0 && se[0] <= se[1] && se[1] <= len(text) {
				e.Text = text[se[0]:se[1]]
			}
			claims = append(claims, store.Claim{Claim: event.Claim{Polarity: event.Denied, Section: event.SectionBody, Evidence: e}})
		}
		marks := spans(text, false, claims)
		var all strings.Builder
		for _, p := range cut(text, 0, len(text), marks) {
			all.WriteString(p.Text)
		}
		if all.String() != text {
			t.Errorf("pieces give %q of %q", all.String(), text)
		}
		excerpt(text, marks)
		paragraphs(&event.Article{Text: text}, marks)
	})
}
