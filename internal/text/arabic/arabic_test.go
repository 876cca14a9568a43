package arabic

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSplitsProposesTheReading(t *testing.T) {
	for _, c := range []struct {
		word string
		want Split
	}{
		{"وبالقوات", Split{"وبال", "قوات", ""}},
		{"فللجنود", Split{"فلل", "جنود", ""}},
		{"للقوات", Split{"لل", "قوات", ""}},
		{"للواء", Split{"لل", "لواء", ""}},
		{"للواء", Split{"ل", "لواء", ""}},
		{"كالمستشارين", Split{"كال", "مستشارين", ""}},
		{"سينسحب", Split{"س", "ينسحب", ""}},
		{"وستنسحب", Split{"وس", "تنسحب", ""}},
		{"قواتها", Split{"", "قوات", "ها"}},
		{"قوتهم", Split{"", "قوه", "هم"}},
		{"وقواته", Split{"و", "قوات", "ه"}},
		{"انسحابهما", Split{"", "انسحاب", "هما"}},
		{"بوحداتنا", Split{"ب", "وحدات", "نا"}},
		{"الجيش", Split{"ال", "جيش", ""}},
	} {
		if got := Splits(c.word); !slices.Contains(got, c.want) {
			t.Errorf("Splits(%q) lacks %+v:\n%+v", c.word, c.want, got)
		}
	}
}

// The false clitics are proposed too, but after the whole word: a lexicon that
// has the word never comes to them.
func TestSplitsPutsTheWholeWordFirst(t *testing.T) {
	for _, w := range []string{"وصول", "بغداد", "لواء", "فرنسا", "الف", "كتيبه", "سوريا", "ب", ""} {
		got := Splits(w)
		if len(w) < minStem {
			if len(got) != 0 {
				t.Errorf("Splits(%q) = %+v, want none", w, got)
			}
			continue
		}
		if got[0] != (Split{Stem: w}) {
			t.Errorf("Splits(%q) begins with %+v", w, got[0])
		}
	}
}

func TestSplitsTakesNoPronounOffAnArticle(t *testing.T) {
	for _, s := range Splits("الجنوده") {
		if s.Article() && s.Suf != "" {
			t.Errorf("article and pronoun together: %+v", s)
		}
	}
}

func TestSplitNamesItsClitics(t *testing.T) {
	type parts struct {
		Conj, Prep      string
		Article, Future bool
	}
	for pre, want := range map[string]parts{
		"": {}, "وبال": {"و", "ب", true, false}, "فلل": {"ف", "ل", true, false}, "وس": {"و", "", false, true}, "ك": {"", "ك", false, false}, "ال": {"", "", true, false},
	} {
		s := Split{Pre: pre}
		got := parts{s.Conjunction(), s.Preposition(), s.Article(), s.Future()}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("Pre %q (-want +got):\n%s", pre, diff)
		}
	}
}
