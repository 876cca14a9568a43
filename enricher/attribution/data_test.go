package attribution

import (
	"regexp"
	"testing"
)

var orgForm = regexp.MustCompile(`^[A-Z]{3}-[A-Z]+$|^[A-Z_]+$`)

func TestListsLoad(t *testing.T) {
	l, err := loadLists()
	if err != nil {
		t.Fatal(err)
	}
	if l.set.Len() < 1000 || len(l.terms.terms) < 100 || len(l.words) < 10 {
		t.Errorf("%d forms, %d names, %d sets", l.set.Len(), len(l.terms.terms), len(l.words))
	}
	for _, e := range l.set.Entries() {
		if org := e.Get("org"); org != "" && !orgForm.MatchString(org) {
			t.Errorf("%s: organisation %q", e.ID, org)
		}
	}
}

func TestTermsOfOfficeAreInOrder(t *testing.T) {
	l, err := loadLists()
	if err != nil {
		t.Fatal(err)
	}
	for name, terms := range l.terms.terms {
		for _, term := range terms {
			if term.from < 1900 || term.from > term.to || !orgForm.MatchString(term.org) {
				t.Errorf("%s: %+v", name, term)
			}
		}
	}
}

func TestHolderIsOfTheYear(t *testing.T) {
	h := holders{terms: map[string][]holder{"a b": {{"GHA-PM", 2000, 2005}, {"GHA-PRES", 2005, lastYear}}}}
	for year, want := range map[int]string{1999: "", 2000: "GHA-PM", 2005: "GHA-PRES", 2020: "GHA-PRES"} {
		if got := h.org([]string{"a", "b"}, year); got != want {
			t.Errorf("%d: %q, want %q", year, got, want)
		}
	}
}
