package gazetteer

import (
	"bufio"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/internal/text"
)

func gaz(t testing.TB) *Gazetteer {
	t.Helper()
	g, err := Default()
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestEveryLineOfTheDataIsAnEntryOfItsOwn(t *testing.T) {
	names, err := embedded.ReadDir("data")
	if err != nil || len(names) == 0 {
		t.Fatalf("no data: %v", err)
	}
	lines := 0
	for _, n := range names {
		b, err := embedded.ReadFile("data/" + n.Name())
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasPrefix(n.Name(), "countries") {
			continue // a line makes up to three entries
		}
		for line := range strings.Lines(string(b)) {
			if strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#") {
				lines++
			}
		}
	}
	g := gaz(t)
	entries := len(g.entries)
	for _, e := range g.entries {
		if e.Class == Country || e.Class == Demonym && e.ID != "FOREIGN" || e.Get("type") == "capital" && e.Class == Site {
			entries--
		}
	}
	if entries != lines {
		t.Errorf("%d lines make %d entries: an id stands twice", lines, entries)
	}
}

func TestTheDataIsBroad(t *testing.T) {
	g := gaz(t)
	byClass, byType := map[string]int{}, map[string]int{}
	for _, e := range g.entries {
		byClass[e.Class]++
		byType[e.Get("type")]++
	}
	for class := range classes {
		if byClass[class] == 0 {
			t.Errorf("no entry of class %s", class)
		}
	}
	sites := byType["base"] + byType["camp"] + byType["airport"] + byType["port"] + byType["crossing"]
	for what, got := range map[string][2]int{
		"countries":           {byClass[Country], 195},
		"bases and crossings": {sites, 300},
		"cities":              {byType["city"], 400},
		"divisions":           {byType["admin1"], 200},
		"actors":              {byClass[Actor], 180},
		"outlets":             {byClass[Outlet], 150},
	} {
		if got[0] < got[1] {
			t.Errorf("%s: %d, want at least %d", what, got[0], got[1])
		}
	}
}

func TestPlacesLieInTheirCountries(t *testing.T) {
	boxes := readBoxes(t)
	g := gaz(t)
	checked := 0
	for id, p := range g.places {
		if !p.Located {
			t.Errorf("%s has no coordinates", id)
			continue
		}
		b, ok := boxes[p.Country]
		if !ok {
			continue
		}
		checked++
		if p.Lat < b[0] || p.Lat > b[1] || p.Lon < b[2] || p.Lon > b[3] {
			t.Errorf("%s at %.2f, %.2f is outside %s", id, p.Lat, p.Lon, p.Country)
		}
	}
	if checked < 1000 {
		t.Errorf("only %d places checked", checked)
	}
}

func readBoxes(t *testing.T) map[string][4]float64 {
	t.Helper()
	f, err := os.Open("testdata/bbox.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	boxes := map[string][4]float64{}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		if strings.HasPrefix(sc.Text(), "#") {
			continue
		}
		col := strings.Split(sc.Text(), "\t")
		var b [4]float64
		for i := range b {
			if b[i], err = strconv.ParseFloat(col[i+1], 64); err != nil {
				t.Fatal(err)
			}
		}
		boxes[col[0]] = b
	}
	return boxes
}

func TestLoadMergesTheUsersOwnFiles(t *testing.T) {
	own := fstest.MapFS{
		"places_own.tsv": {Data: []byte("# source: our stringer\nbase\tIRQ\tAnbar\tTest Field\tميدان التجربة\t33.1\t42.1\tfrom=2020\n")},
		"more.tsv":       {Data: []byte("actor\tWAGNER\tفرقة الموسيقيين\tcountry=RUS\tnickname\nactor\tNEWGROUP\tكتائب التجربة\torg=NEWGROUP\tnew\n")},
	}
	g, err := Load(own)
	if err != nil {
		t.Fatal(err)
	}
	d := text.Analyse("في ميدان التجربة كتائب التجربة وفرقة الموسيقيين وفاغنر")
	got := describe(d, g.Find(d))
	want := "[ميدان التجربة] place IRQ/test-field; [كتائب التجربة] actor NEWGROUP; و+[فرقة الموسيقيين] actor WAGNER; و+[فاغنر] actor WAGNER"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if p, ok := g.Lookup("IRQ/test-field"); !ok || p.From != "2020" || p.Lat != 33.1 {
		t.Errorf("Lookup = %+v, %v", p, ok)
	}
}

func TestLoadNamesTheFaultyLine(t *testing.T) {
	for name, data := range map[string]string{
		"places_a.tsv":    "# source: x\nbase\tIRQ\t\tA\tألف\t95\t40\n",
		"places_b.tsv":    "# source: x\npalace\tIRQ\t\tA\tألف\t33\t40\n",
		"places_c.tsv":    "base\tIRQ\t\tA\tألف\t33\t40\n",
		"countries_d.tsv": "# source: x\nIraq\tألف;A\t-\t-\t\t\n",
		"e.tsv":           "actor\tX\tألف\t\n",
	} {
		_, err := Load(fstest.MapFS{name: {Data: []byte(data)}})
		if err == nil || !strings.Contains(err.Error(), name+":") {
			t.Errorf("%s: error %v does not name the line", name, err)
		}
	}
	for _, data := range []string{"palace\tX\tألف\t\tx\n", "actor\tX\tألف\tcountry=ZZZ\tx\n"} {
		if _, err := Load(fstest.MapFS{"f.tsv": {Data: []byte(data)}}); err == nil {
			t.Errorf("%q loads", data)
		}
	}
}

func TestFramesAreOfPlaceTypesAndHoldTheName(t *testing.T) {
	for name, words := range frames {
		kind, typ, _ := strings.Cut(name, ".")
		if !placeTypes[typ] || kind != "noun" && kind != "frame" {
			t.Errorf("list %s is for no type of place", name)
		}
		for _, w := range words {
			if strings.Contains(w, "*") != (kind == "frame") {
				t.Errorf("%s: %q", name, w)
			}
		}
	}
}

func TestOrgOfKnowsTheTerm(t *testing.T) {
	e := &lexicon.Entry{Feat: lexicon.Features{{Key: "held", Value: "AAA-VP:2009-2017,AAA-PRES:2021-2025"}}}
	for year, want := range map[int]string{2000: "AAA-VP", 2010: "AAA-VP", 2018: "AAA-VP", 2021: "AAA-PRES", 2024: "AAA-PRES", 2030: "AAA-PRES", 0: "AAA-PRES"} {
		if got := OrgOf(e, year); got != want {
			t.Errorf("in %d: %s, want %s", year, got, want)
		}
	}
}

func TestEveryPersonHoldsAnOffice(t *testing.T) {
	for _, e := range gaz(t).entries {
		if e.Class == Person && OrgOf(&e, 0) == "" {
			t.Errorf("%s holds nothing: %q", e.ID, e.Get("held"))
		}
	}
}
