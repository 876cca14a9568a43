package claim

import (
	"slices"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/internal/text"
)

// The trace tells what was found, how far each cue reaches, and what became of
// each trigger.
func TestTraceTellsScopesAndFrames(t *testing.T) {
	gaz, err := gazetteer.Default()
	if err != nil {
		t.Fatal(err)
	}
	x, err := New(gaz)
	if err != nil {
		t.Fatal(err)
	}
	d := text.Analyse("لم ينف المتحدث وجود قوات سويدية في مالي، وعاد الهدوء.")
	var notes []string
	x.Extract(&Input{Doc: d, Entities: gaz.Find(d), Note: func(_ int, note string) { notes = append(notes, note) }})
	for _, want := range []string{
		"[قوات سويدية force SWE]",
		"وجود under not ينف deny",
		"قوات سويدية under not ينف deny",
		"وجود: uncommitted presence [SWE] at MLI",
		"وعاد: no ",
	} {
		if !slices.ContainsFunc(notes, func(n string) bool { return strings.Contains(n, want) }) {
			t.Errorf("no note has %q:\n%s", want, strings.Join(notes, "\n"))
		}
	}
}
