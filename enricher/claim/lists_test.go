package claim

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/marsad-news/marsad/enricher/gazetteer"
	"github.com/marsad-news/marsad/event"
	"github.com/marsad-news/marsad/internal/text"
)

// with is a reader that knows lists of its own.
func (r reader) with(t *testing.T, files fstest.MapFS) reader {
	t.Helper()
	x, err := New(r.gaz, files)
	if err != nil {
		t.Fatal(err)
	}
	return reader{r.gaz, x}
}

func list(lines string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(lines)} }

func TestWordsOfOnesOwnMakeClaims(t *testing.T) {
	plain := newReader(t)
	own := plain.with(t, fstest.MapFS{
		"claim/triggers.tsv": list("# ours\n" +
			"trig\tاعتكف.v\tverb:اعتكف,يعتكف\tpos=v frame=stay kind=presence action=PRESENT\tto seclude oneself\r\n"),
		"claim/cues.tsv":             list("cue\tاستنكف.v\tverb:استنكف,يستنكف,استنكاف\tpos=v cue=refuse\tto disdain\n"),
		"claim/english/triggers.tsv": list("trig\tdecamp.e\tdecamp,decamps,decamped,decamped,decamping\tpos=v frame=go kind=departure action=WITHDRAW\tto decamp\n"),
	})
	for _, c := range []struct {
		text     string
		kind     event.Kind
		polarity event.Polarity
	}{
		{"اعتكفت القوات الغانية في باماكو أمس.", event.Presence, event.Affirmed},
		{"استنكفت أكرا سحب القوات الغانية من باماكو.", event.Departure, event.Denied},
		{"Ghanaian troops decamped from Bamako, Mali, on Friday.", event.Departure, event.Affirmed},
	} {
		for _, g := range plain.read(c.text) {
			if g.Kind == c.kind && g.Polarity == c.polarity {
				t.Errorf("%s: read without the word, it shows nothing", c.text)
			}
		}
		got := own.read(c.text)
		if len(got) != 1 || got[0].Kind != c.kind || got[0].Polarity != c.polarity {
			t.Errorf("%s\n\tgot %v, want %s %s", c.text, brief(got), c.polarity, c.kind)
		}
	}
}

func TestWordThatIsThereGrows(t *testing.T) {
	r := newReader(t).with(t, fstest.MapFS{
		"claim/more.tsv": list("trig\tانسحاب.n\tnoun:انسلال\t\tthe word of one outlet\n"),
	})
	for _, s := range []string{"أكد الوزير انسلال القوات الغانية من باماكو.", "أكد الوزير انسحاب القوات الغانية من باماكو."} {
		if got := r.read(s); len(got) != 1 || got[0].Kind != event.Departure {
			t.Errorf("%s: %v", s, brief(got))
		}
	}
}

func TestSetOfFormsGrows(t *testing.T) {
	r := newReader(t).with(t, fstest.MapFS{"claim/sets.tsv": list("set\tnot_past\tمش\t\ta dialect\n")})
	if !r.x.in(notPast, "مش") || !r.x.in(notPast, text.FoldString("ما")) {
		t.Error("the set did not grow")
	}
}

func TestMalformedLineIsNamed(t *testing.T) {
	gaz, err := gazetteer.Default()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, file, line, want string }{
		{"fields", "claim/t.tsv", "trig\tx.v\tverb:قفل,يقفل", "3 fields"},
		{"forms", "claim/t.tsv", "trig\tx.v\tverb:\tpos=v frame=go kind=arrival action=DEPLOY\tto x", "parse"},
		{"frame", "claim/t.tsv", "trig\tx.v\tنزح\tpos=v frame=fly kind=arrival action=DEPLOY\tto x", `unknown frame "fly"`},
		{"kind", "claim/t.tsv", "trig\tx.v\tنزح\tpos=v frame=go kind=flight action=DEPLOY\tto x", `unknown kind "flight"`},
		{"action", "claim/t.tsv", "trig\tx.v\tنزح\tpos=v frame=go kind=arrival action=FLY\tto x", `unknown action "FLY"`},
		{"flag", "claim/t.tsv", "trig\tx.v\tنزح\tpos=v frame=go kind=arrival action=DEPLOY flags=loud\tto x", `unknown flag "loud"`},
		{"cue", "claim/t.tsv", "cue\tx.v\tنزح\tpos=v cue=shout\tto x", `unknown cue "shout"`},
		{"class", "claim/t.tsv", "verb\tx.v\tنزح\tpos=v\tto x", `unknown class "verb"`},
		{"function", "claim/t.tsv", "fn\tx\tنزح\tfn=beside\tx", `unknown fn "beside"`},
		{"set", "claim/t.tsv", "set\tbeside\tنزح\t\tx", `unknown set "beside"`},
		{"twice", "claim/t.tsv", "cue\tx.v\tنزح\tpos=v cue=plan\tto x\ncue\tx.v\tنزح\tpos=v cue=plan\tto x", "claim/t.tsv:1 already"},
		{"english", "claim/english/t.tsv", "trig\tx.e\tgo,goes\tpos=v frame=go kind=arrival action=DEPLOY\tto x", "2 forms, want 5"},
		{"no reason", "claim/english/t.tsv", "cue\tx\tsurely\tpos=x cue=plan\t", "may not be empty"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := New(gaz, fstest.MapFS{c.file: list("# a comment\n\n" + c.line + "\n")})
			want := c.file + ":3"
			if strings.Contains(c.line, "\n") {
				c.want, want = strings.Replace(c.want, ":1 ", ":3 ", 1), c.file+":4"
			}
			if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%v\n\twant %s and %s", err, want, c.want)
			}
		})
	}
}

// Whatever a list of one's own holds, it is taken or refused with its name.
func FuzzListsOfOnesOwn(f *testing.F) {
	f.Add("trig\tx.v\tverb:نزح,ينزح\tpos=v frame=go kind=arrival action=DEPLOY flags=weak\tto x", false)
	f.Add("cue\tx.v\tvow to,vows to,vowed to,vowed to,vowing to\tpos=v cue=plan\tto vow", true)
	f.Add("set\tadverb\tstill | yet\t\tx", true)
	f.Fuzz(func(t *testing.T, line string, english bool) {
		name := "claim/own.tsv"
		if english {
			name = "claim/english/own.tsv"
		}
		if err := newLists().readDirs(fstest.MapFS{name: list(line)}, UserDir); err != nil && !strings.Contains(err.Error(), name) {
			t.Errorf("%q: %v does not name %s", line, err, name)
		}
	})
}
