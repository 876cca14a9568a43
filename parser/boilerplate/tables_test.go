package boilerplate

import (
	"fmt"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestNamesSayWhatAnElementIs(t *testing.T) {
	for _, c := range []struct {
		attr, value string
		kind        kind
		strength    uint8
		body        uint8
	}{
		{"class", "itemRelated", kindRelated, 3, 0},
		{"class", "jp-relatedposts", kindRelated, 3, 0},
		{"class", "jeg_post_inline_related", kindRelated, 3, 2},
		{"class", "MostRead box", kindMostRead, 3, 0},
		{"id", "comments-area", kindComments, 3, 0},
		{"class", "entry-content single", kindNone, 0, 3},
		{"itemprop", "description articleBody", kindLead, 3, 3},
		{"class", "articleBody", kindNone, 0, 3},
		{"role", "navigation", kindNavigation, 3, 0},
		{"class", "d-none", kindHidden, 3, 0},
		{"class", "hidden-xs", kindNone, 0, 0},
		{"class", "has-post-thumbnail no-comments", kindNone, 0, 0},
		{"class", "hentry category-share tag-comments", kindNone, 0, 2},
		{"class", "unrelated", kindNone, 0, 0},
		{"class", "", kindNone, 0, 0},
		{"title", "comments", kindNone, 0, 0},
	} {
		h := hintOf(&html.Node{Attr: []html.Attribute{{Key: c.attr, Val: c.value}}})
		if h.kind != c.kind || h.strength != c.strength || h.body != c.body {
			t.Errorf("%s=%q: %v %d body %d, want %v %d body %d", c.attr, c.value, h.kind, h.strength, h.body, c.kind, c.strength, c.body)
		}
	}
}

func TestStockPhrasesAreFound(t *testing.T) {
	for _, c := range []struct {
		text string
		want kind
	}{
		{"إقرأ أيضاً:", kindRelated},
		{"اقرأ أيضًا: وصول كتيبة إلى الميناء", kindRelated},
		{"3 تعليقات:", kindComments},
		{"تعليقات القراء (٢)", kindComments},
		{"المصدر | وكالة الضفاف", kindSourceLine},
		{"المصدر أكد مغادرة الرتل.", kindNone},
		{"كتب: مراسل الجريدة", kindByline},
		{"كتب المراسل أن القوة غادرت.", kindNone},
		{"تحرير المدينة بدأ فجراً", kindNone},
		{"إعـــلان", kindAdvert},
		{"Read more: the base closes", kindRelated},
		{"Sign up for our newsletter", kindNewsletter},
		{"The brigade read more than one report.", kindNone},
		{"348 مشاركة", kindShare},
		{"غادرت الكتيبة معسكرها فجر الأحد.", kindNone},
	} {
		ids, starts, _ := phrasesTable.wordIDs(c.text, nil, nil)
		got := kindNone
		if f := phrasesTable.find(c.text, ids, starts, false); f.rule >= 0 {
			got = phrasesTable.phrases[f.rule].kind
		}
		if got != c.want {
			t.Errorf("%q is %q, want %q", c.text, got, c.want)
		}
	}
}

func TestFaultyTablesAreRefused(t *testing.T) {
	for _, data := range []string{"related\t3", "related\t4\tx", "nonsense\t3\tx"} {
		if _, err := readHints(data); err == nil {
			t.Errorf("hints accept %q", data)
		}
	}
	for _, data := range []string{"related\tis\t0\tdrop", "nonsense\tis\t0\tdrop\tx", "related\tat\t0\tdrop\tx", "related\tis\tx\tdrop\tx", "related\tis\t0\tkeep\tx"} {
		if _, err := readPhrases(data); err == nil {
			t.Errorf("phrases accept %q", data)
		}
	}
	for _, data := range []string{"error\thead", "error\tfoot\tx", "nonsense\thead\tx"} {
		if _, err := readPages(data); err == nil {
			t.Errorf("pages accept %q", data)
		}
	}
}

// A line that says what another says already, or can never match, is a slip.
func TestTablesHoldNoLineTwice(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range hintsTable.patterns {
		if key := p.kind.String() + " " + p.text; seen[key] {
			t.Errorf("hints: %s twice", key)
		} else {
			seen[key] = true
		}
	}
	for _, p := range phrasesTable.phrases {
		key := fmt.Sprint(p.place, foldText(strings.ReplaceAll(p.text, "#", "0")))
		if p.length == 0 || seen[key] {
			t.Errorf("phrases: %q has no word or stands twice", p.text)
		}
		seen[key] = true
	}
	if len(hintsTable.patterns) < 300 || len(phrasesTable.phrases) < 300 {
		t.Errorf("%d names and %d phrases: the files are cut short", len(hintsTable.patterns), len(phrasesTable.phrases))
	}
}

func TestEveryKindHasANameOfItsOwn(t *testing.T) {
	seen := map[string]bool{}
	for k := kindNone + 1; int(k) < len(kindNames); k++ {
		n := k.String()
		if n == "" || seen[n] || strings.ContainsAny(n, " _") {
			t.Errorf("kind %d is called %q", k, n)
		}
		seen[n] = true
	}
}
