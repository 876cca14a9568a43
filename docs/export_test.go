package docs_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/event/crosswalk"
	"github.com/marsad-news/marsad/internal/export"
	"github.com/marsad-news/marsad/internal/golden"
)

// TestExport keeps the tables of export.md equal to the crosswalk and the
// columns in the code; -update rewrites them.
func TestExport(t *testing.T) {
	b, err := os.ReadFile("export.md")
	if err != nil {
		t.Fatal(err)
	}
	table, err := crosswalk.Load()
	if err != nil {
		t.Fatal(err)
	}
	var derived, not, none strings.Builder
	derived.WriteString("| code | claim: action, status, polarity | by, role | PLOVER | CAMEO | ACLED sub-event | actor → recipient |\n|---|---|---|---|---|---|---|\n")
	not.WriteString("| code | PLOVER | CAMEO | ACLED sub-event | why not |\n|---|---|---|---|---|\n")
	none.WriteString("| action, status, polarity | why |\n|---|---|\n")
	for i := range table.Rows {
		r := &table.Rows[i]
		when := fmt.Sprintf("%s, %s, %s", anyOf(r.Action), anyOf(r.Status), anyOf(r.Polarity))
		switch {
		case !r.Derivable():
			fmt.Fprintf(&not, "| %s | %s | %s | %s | %s |\n", r.Code, plover(r.PLOVER), dash(strings.ReplaceAll(r.CAMEO, "|", ", ")), dash(r.ACLED), r.Why)
		case r.PLOVER.Event == "" && r.CAMEO == "" && r.ACLED == "":
			fmt.Fprintf(&none, "| %s | %s |\n", when, r.Why)
		default:
			fmt.Fprintf(&derived, "| %s | %s | %s | %s | %s | %s | %s |\n", r.Code, when, condition(r), plover(r.PLOVER), dash(r.CAMEO), dash(r.ACLED), r.Actor+" → "+dash(r.Recipient))
		}
	}
	page := string(b)
	for name, text := range map[string]string{
		"derived": derived.String(), "not derived": not.String(), "no event": none.String(),
		"plover columns": list(export.PLOVERColumns), "cameo columns": list(export.CAMEOColumns), "acled columns": list(export.ACLEDColumns),
		"stock columns": list(export.StockColumns), "claim columns": list(export.ClaimColumns),
	} {
		open, end := "<!-- "+name+" -->\n", "<!-- end -->"
		before, rest, ok := strings.Cut(page, open)
		_, after, closed := strings.Cut(rest, end)
		if !ok || !closed {
			t.Fatalf("export.md has no place for %s", name)
		}
		page = before + open + text + end + after
	}
	golden.Text(t, "export.md", page)
	if !strings.Contains(page, export.Coverage) {
		t.Error("export.md does not say what ACLED rows say of themselves")
	}
}

func anyOf(set []string) string {
	s := strings.Join(set, " or ")
	return strings.ReplaceAll(s, "*", "any")
}

func condition(r *crosswalk.Row) string {
	var out []string
	for _, s := range []string{anyOf(r.By), anyOf(r.Role)} {
		if s != "any" {
			out = append(out, s)
		}
	}
	if r.At != "place" {
		out = append(out, "at its "+r.At)
	}
	return strings.Join(out, ", ")
}

func plover(p crosswalk.PLOVER) string {
	if p.Event == "" {
		return "—"
	}
	return p.String() + " (" + p.Context + ")"
}

func dash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

func list(columns []string) string { return "`" + strings.Join(columns, "`, `") + "`\n" }
