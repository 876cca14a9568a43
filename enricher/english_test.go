package enricher_test

import (
	"bufio"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/marsad-news/marsad/enricher"
	"github.com/marsad-news/marsad/event"
)

// TestEnglishSentences reads one sentence a line and what it claims.
func TestEnglishSentences(t *testing.T) {
	f, err := os.Open("testdata/english.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	e, err := enricher.New(enricher.Options{})
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		text, want, ok := strings.Cut(sc.Text(), "\t")
		if !ok {
			t.Fatalf("line without a tab: %q", sc.Text())
		}
		n++
		got := e.Enrich(event.Article{ID: "english", Text: text, Published: "2024-03-11"})
		if diff := cmp.Diff(want, summary(got)); diff != "" {
			t.Errorf("%s (-want +got)\n%s", text, diff)
		}
	}
	if n < 200 {
		t.Errorf("%d sentences, want 200", n)
	}
}

// summary is what claims say, in one line.
func summary(claims []event.Claim) string {
	out := make([]string, len(claims))
	for i := range claims {
		c := &claims[i]
		country := c.Place.Country
		if country == "" {
			country = "-"
		}
		out[i] = strings.Join([]string{string(c.Kind), c.Force.Actor, country, string(c.Polarity), string(c.Status)}, " ")
	}
	return strings.Join(out, "; ")
}
