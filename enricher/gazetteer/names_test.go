package gazetteer

import (
	"strings"
	"testing"
	"testing/fstest"
)

func TestEveryPlaceHasAnArabicName(t *testing.T) {
	n, err := LoadNames()
	if err != nil {
		t.Fatal(err)
	}
	g := gaz(t)
	for id, p := range g.places {
		name := n.Site(p.Country, p.Name)
		if p.Type == "admin1" {
			name = n.Division(p.Country, p.Name)
		}
		if name == "" || strings.ContainsAny(name, "!?~:|+,") || strings.TrimSpace(name) != name {
			t.Errorf("%s is called %q", id, name)
		}
	}
	for iso := range g.states {
		if n.Country(iso) == "" {
			t.Errorf("%s has no Arabic name", iso)
		}
	}
}

func TestNamesAreTheOnesOfClaims(t *testing.T) {
	n, err := LoadNames(fstest.MapFS{"places_own.tsv": {Data: []byte("# source: a test\ncity\tIRQ\tAnbar\tNahr Sahl\t!نهر سهل\t33.1\t42.2\n")}})
	if err != nil {
		t.Fatal(err)
	}
	if !n.Medium("REUTERS") || n.Medium("USA-DOD") {
		t.Error("an agency is none, or a ministry is one")
	}
	for want, got := range map[string]string{
		"سقطرى": n.Division("YEM", "Socotra"), "عين الأسد": n.Site("IRQ", "Ain al-Asad"), "القائم": n.Site("IRQ", "Al-Qaim"), "نهر سهل": n.Site("IRQ", "Nahr Sahl"),
		"العراق": n.Country("IRQ"), "": n.Site("IRQ", "Nowhere") + n.Division("QQQ", "") + n.Country("QQQ"),
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}
