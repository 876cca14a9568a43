package enricher_test

import (
	"bufio"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/marsad-news/marsad/enricher"
	"github.com/marsad-news/marsad/enricher/score"
	"github.com/marsad-news/marsad/event"
)

var shrink = flag.Bool("shrink", false, "take items that are right now out of testdata/phenomena/open.txt")

// The suite of testdata/phenomena: a file per phenomenon of the language, an
// item per short text, two items a pair that differs in one thing and must
// come out differently. An item without text is a headline.

// faults lists what is wrong with the claims got for an item.
func (it *phenomenonItem) faults(got []event.Claim) []string {
	var out []string
	d := it.document()
	for _, f := range new(score.Score).Add(d, got) {
		kind, names, _ := strings.Cut(f.Error, " ")
		if kind != "slot" {
			out = append(out, f.Error+" "+brief(f))
			continue
		}
		var wrong []string
		for _, name := range strings.Split(names, ",") {
			if name != "quoted" || it.asksQuoted(f.Gold.Evidence) {
				wrong = append(wrong, name)
			}
		}
		if wrong != nil {
			out = append(out, "wrong "+strings.Join(wrong, ", "))
		}
	}
	for _, c := range it.Claims {
		if name := c.unmet(got); name != "" && !c.Optional {
			out = append(out, "wrong "+name)
		}
	}
	return out
}

func (it *phenomenonItem) asksQuoted(evidence string) bool {
	for _, c := range it.Claims {
		if c.Evidence == evidence && c.Quoted != nil {
			return true
		}
	}
	return false
}

// unmet names the slot that the scorer does not compare and no claim of that
// kind, force and polarity has right.
func (c *phenomenonClaim) unmet(got []event.Claim) string {
	name := ""
	for i := range got {
		g := &got[i]
		if !c.Kind.has(string(g.Kind)) || !c.Actor.has(g.Force.Actor) || !c.Polarity.has(string(g.Polarity)) {
			continue
		}
		switch {
		case c.Speaker.none() && g.Attribution.Speaker != "":
			name = "speaker"
		case c.Org.none() && g.Attribution.Org != "":
			name = "org"
		case !c.Via.has(g.Attribution.Via):
			name = "via"
		case c.Destination != nil && (g.Destination == nil || !c.Destination.has(g.Destination.Country)):
			name = "destination"
		default:
			return ""
		}
	}
	return name
}

func brief(f score.Fault) string {
	if f.Gold != nil {
		return strings.Join(f.Gold.Kind, "/") + " " + strings.Join(f.Gold.Actor, "/") + " " + strings.Join(f.Gold.Country, "/") + " " + strings.Join(f.Gold.Polarity, "/")
	}
	p := f.Predicted
	return fmt.Sprintf("%s %s %s %s", p.Kind, p.Force.Actor, p.Place.Country, p.Polarity)
}

// openFile lists the items that are not right yet.
const openFile = "testdata/phenomena/open.txt"

func phenomenonFiles(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("testdata/phenomena/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no phenomena: %v", err)
	}
	return files
}

func readPhenomenon(t *testing.T, file string) []phenomenonItem {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	dec := yaml.NewDecoder(f)
	dec.KnownFields(true)
	var items []phenomenonItem
	if err := dec.Decode(&items); err != nil {
		t.Fatalf("read %s: %v", file, err)
	}
	return items
}

// readOpen reads the ids of items that are not yet right, with the reason.
func readOpen(t *testing.T) map[string]string {
	t.Helper()
	f, err := os.Open(openFile)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	open := map[string]string{}
	for sc := bufio.NewScanner(f); sc.Scan(); {
		line := strings.TrimSpace(sc.Text())
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		id, reason, _ := strings.Cut(line, " ")
		if strings.TrimSpace(reason) == "" {
			t.Errorf("open.txt: %s has no reason", id)
		}
		open[id] = reason
	}
	return open
}

func TestPhenomena(t *testing.T) {
	open := readOpen(t)
	var closed []string
	body, err := enricher.New(enricher.Options{TitleOnly: true})
	if err != nil {
		t.Fatal(err)
	}
	headline, err := enricher.New(enricher.Options{})
	if err != nil {
		t.Fatal(err)
	}
	right, total := 0, 0
	for _, file := range phenomenonFiles(t) {
		items, good := readPhenomenon(t, file), 0
		for i := range items {
			it := &items[i]
			e := body
			if it.Text == "" {
				e = headline
			}
			got := e.Enrich(event.Article{ID: it.ID, Title: it.Title, Text: it.Text, Published: it.Published})
			faults := it.faults(got)
			_, isOpen := open[it.ID]
			delete(open, it.ID)
			switch {
			case len(faults) == 0 && isOpen && *shrink:
				closed = append(closed, it.ID)
			case len(faults) == 0 && isOpen:
				t.Errorf("%s is right now: take it out of open.txt (-shrink does)", it.ID)
			case len(faults) > 0 && isOpen:
				t.Logf("open %s", it.report(faults, got))
			case len(faults) > 0:
				t.Errorf("%s", it.report(faults, got))
			}
			if len(faults) == 0 {
				good++
			}
		}
		t.Logf("%-26s %d/%d", strings.TrimSuffix(filepath.Base(file), ".yaml"), good, len(items))
		right, total = right+good, total+len(items)
	}
	t.Logf("all %d/%d", right, total)
	for id := range open {
		t.Errorf("open.txt: there is no item %s", id)
	}
	closeItems(t, closed)
}

// closeItems takes items out of the open list.
func closeItems(t *testing.T, ids []string) {
	t.Helper()
	if len(ids) == 0 {
		return
	}
	b, err := os.ReadFile(openFile)
	if err != nil {
		t.Fatal(err)
	}
	lines := slices.DeleteFunc(strings.SplitAfter(string(b), "\n"), func(line string) bool {
		id, _, _ := strings.Cut(line, " ")
		return slices.Contains(ids, id)
	})
	if err := os.WriteFile(openFile, []byte(strings.Join(lines, "")), 0o644); err != nil {
		t.Fatal(err)
	}
	t.Logf("closed %s", strings.Join(ids, " "))
}

func TestPhenomenaAreCompletePairs(t *testing.T) {
	english, numbered := 0, map[string]bool{}
	for _, file := range phenomenonFiles(t) {
		items := readPhenomenon(t, file)
		name := strings.TrimSuffix(filepath.Base(file), ".yaml")
		prefix, _, _ := strings.Cut(name, "-")
		if prefix == "en" {
			prefix = name
			english += len(items)
		} else {
			numbered[prefix] = true
		}
		if len(items) < 4 || len(items)%2 != 0 {
			t.Errorf("%s: %d items, want two pairs at least", name, len(items))
			continue
		}
		for i := range items {
			it := &items[i]
			if want := prefix + "-" + strconv.Itoa(i+1); it.ID != want {
				t.Errorf("%s: item %q, want %q", name, it.ID, want)
			}
			if it.Claims == nil || it.Published == "" {
				t.Errorf("%s: no claims (not even []) or no date", it.ID)
			}
			for _, c := range it.Claims {
				if c.Evidence == "" || !strings.Contains(it.read(), c.Evidence) {
					t.Errorf("%s: evidence %q is not in the text", it.ID, c.Evidence)
				}
			}
			if i%2 == 1 && reflect.DeepEqual(bare(items[i-1].Claims), bare(it.Claims)) {
				t.Errorf("%s and %s are to come out alike", items[i-1].ID, it.ID)
			}
		}
	}
	for n := 1; n <= 55; n++ {
		if !numbered[fmt.Sprintf("%02d", n)] {
			t.Errorf("phenomenon %d has no file", n)
		}
	}
	if english < 24 {
		t.Errorf("%d English items, want 24", english)
	}
}

// bare is what is claimed, without the words it is claimed in.
func bare(claims []phenomenonClaim) []phenomenonClaim {
	out := append([]phenomenonClaim{}, claims...)
	for i := range out {
		out[i].Evidence = ""
	}
	return out
}
