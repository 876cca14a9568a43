package wordlist

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

func TestLinesOfOneNameAddUpInOrder(t *testing.T) {
	got, err := Parse("# what for\n\nnear\tby at\tplaces\nframe\t*_base base_at_*\tphrases\nnear\ton\tmore\n")
	if err != nil {
		t.Fatal(err)
	}
	want := Lists{"near": {"by", "at", "on"}, "frame": {"* base", "base at *"}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestParseNamesTheFaultyLine(t *testing.T) {
	for name, s := range map[string]string{
		"no reason":       "# c\nnear\tby at",
		"an empty reason": "# c\nnear\tby at\t",
		"no words":        "# c\nnear\t \tplaces",
		"no name":         "# c\n\tby\tplaces",
		"too many tabs":   "# c\nnear\tby\tat\tplaces",
	} {
		if _, err := Parse(s); err == nil || !strings.Contains(err.Error(), "line 2") {
			t.Errorf("%s: error %v does not name line 2", name, err)
		}
	}
}

func TestSetFoldsItsWords(t *testing.T) {
	l := Must(fstest.MapFS{"a.tsv": {Data: []byte("near\tBY At\tplaces\n")}}, "a.tsv")
	if diff := cmp.Diff(map[string]bool{"by": true, "at": true}, l.Set("near", strings.ToLower)); diff != "" {
		t.Error(diff)
	}
}

func TestAFaultOfTheProgramPanics(t *testing.T) {
	dir := fstest.MapFS{"bad.tsv": {Data: []byte("near\n")}}
	for name, f := range map[string]func(){
		"no file":  func() { Must(dir, "none.tsv") },
		"bad file": func() { Must(dir, "bad.tsv") },
		"no list":  func() { Lists{}.Set("near", strings.ToLower) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", name)
				}
			}()
			f()
		}()
	}
}
