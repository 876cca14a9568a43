package claim

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/marsad-news/marsad/enricher/lexicon"
	"github.com/marsad-news/marsad/event"
)

func TestWordListsLoad(t *testing.T) {
	v, err := loadVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, e := range v.set.Entries() {
		w := v.words[e.Index]
		if e.Reason == "" {
			t.Errorf("%s: no note", e.ID)
		}
		key := e.Class + " " + e.ID
		if seen[key] {
			t.Errorf("%s twice", key)
		}
		seen[key] = true
		if w.class == isTrig && (w.kind == "" || w.action == "") {
			t.Errorf("%s: kind %q, action %q", e.ID, w.kind, w.action)
		}
	}
	if len(v.words) < 800 {
		t.Errorf("%d words", len(v.words))
	}
}

func TestWordWithUnknownFeatureIsRefused(t *testing.T) {
	for _, c := range []struct{ entry, class, key, value, want string }{
		{"class", "verb", "pos", "v", "unknown class"},
		{"cue", "cue", "cue", "shout", "unknown cue"},
		{"frame", "trig", "frame", "fly", "unknown frame"},
	} {
		e := &lexicon.Entry{ID: c.entry, Class: c.class, Feat: lexicon.Features{{Key: c.key, Value: c.value}}}
		if _, err := newWord(e); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.entry, err, c.want)
		}
	}
	e := &lexicon.Entry{ID: "flag", Class: "trig", Feat: lexicon.Features{{Key: "frame", Value: "go"}, {Key: "kind", Value: "arrival"}, {Key: "action", Value: "DEPLOY"}, {Key: "flags", Value: "state,loud"}}}
	if _, err := newWord(e); err == nil || !strings.Contains(err.Error(), `unknown flag "loud"`) {
		t.Errorf("flag: %v", err)
	}
}

func TestEnglishVerbNeedsFiveForms(t *testing.T) {
	if _, err := parseEnglish("trig\tgo.e\tgo,goes,went\tpos=v frame=go\tto go"); err == nil || !strings.Contains(err.Error(), "3 forms, want 5") {
		t.Errorf("%v", err)
	}
	if _, err := parseEnglish("trig\tgo.e\tgo"); err == nil || !strings.Contains(err.Error(), "3 fields") {
		t.Errorf("%v", err)
	}
}

func TestMeaningIsCombinedFromInsideOut(t *testing.T) {
	r := newReader(t)
	for _, c := range []struct {
		text     string
		polarity event.Polarity
		status   event.Status
	}{
		{"انسحبت القوات الغانية من باماكو.", event.Affirmed, event.Actual},
		{"لم تنسحب القوات الغانية من باماكو.", event.Denied, event.Actual},
		{"لن تنسحب القوات الغانية من باماكو.", event.Denied, event.Planned},
		{"ستنسحب القوات الغانية من باماكو.", event.Affirmed, event.Planned},
		{"نفت أكرا انسحاب القوات الغانية من باماكو.", event.Denied, event.Actual},
		{"لم تنفِ أكرا انسحاب القوات الغانية من باماكو.", event.Uncommitted, event.Actual},
		{"لم تؤكد أكرا انسحاب القوات الغانية من باماكو.", event.Uncommitted, event.Actual},
		{"قررت أكرا سحب القوات الغانية من باماكو.", event.Affirmed, event.Planned},
		{"رفضت أكرا سحب القوات الغانية من باماكو.", event.Denied, event.Planned},
		{"دعت المعارضة إلى انسحاب القوات الغانية من باماكو.", event.Affirmed, event.Demanded},
		{"قد تنسحب القوات الغانية من باماكو.", event.Affirmed, event.Possible},
		{"قد انسحبت القوات الغانية من باماكو.", event.Affirmed, event.Actual},
		{"أجلت أكرا سحب القوات الغانية من باماكو.", event.Affirmed, event.Postponed},
		{"Ghanaian troops have left Bamako, Mali.", event.Affirmed, event.Actual},
		{"Ghanaian troops have not left Bamako, Mali.", event.Denied, event.Actual},
		{"Ghanaian troops will leave Bamako, Mali.", event.Affirmed, event.Planned},
		{"Ghanaian troops might leave Bamako, Mali.", event.Affirmed, event.Possible},
	} {
		got := r.read(c.text)
		if len(got) != 1 || got[0].Polarity != c.polarity || got[0].Status != c.status {
			t.Errorf("%s\n\tgot %v, want %s %s", c.text, brief(got), c.polarity, c.status)
			for _, g := range got {
				t.Errorf("\t%s, rules %v", g.Status, g.Rules)
			}
		}
	}
}

// Rules that are for one word name it by its id: each must stand in the lists.
func TestWordsThatRulesNameAreInTheLists(t *testing.T) {
	v, err := loadVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	ids := map[string]bool{}
	for _, w := range v.words {
		ids[w.id] = true
	}
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	named, byID := 0, regexp.MustCompile(`\.id [!=]= "([^"]+)"`)
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range byID.FindAllSubmatch(src, -1) {
			named++
			if !ids[string(m[1])] {
				t.Errorf("%s: no word %s", file, m[1])
			}
		}
	}
	if named < 20 {
		t.Errorf("found %d words named by rules", named)
	}
}

// Every function that a rule asks for is one of the lists, but for that of the
// English auxiliaries, which the code makes of verbs.
func TestFunctionsAreThoseOfTheLists(t *testing.T) {
	v, err := loadVocabulary()
	if err != nil {
		t.Fatal(err)
	}
	given := map[function]bool{fnAux: true}
	for _, w := range v.words {
		given[w.does] = true
	}
	for name, f := range functions {
		if !given[f] {
			t.Errorf("no word has the function %q", name)
		}
	}
}
