package strict

import (
	"strings"
	"testing"
	"time"
)

type doc struct {
	Listen  string        `yaml:"listen"`
	Every   time.Duration `yaml:"every"`
	Sources []struct {
		ID    string            `yaml:"id"`
		Feeds []string          `yaml:"feeds"`
		Name  map[string]string `yaml:"name"`
	} `yaml:"sources"`
}

func TestDecode(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"empty", "", ""},
		{"fine", "listen: :80\nevery: 5s\nsources:\n  - id: a\n    feeds: [x]\n    name: {ar: أ}\n", ""},
		{"slip", "listen: :80\nsources:\n  - id: a\n    feed: [x]\n", `f.yaml:4: unknown key "sources[].feed"; did you mean "feeds"?`},
		{"far", "colour: red\n", `f.yaml:1: unknown key "colour"`},
		{"twice", "listen: a\nlisten: b\n", `f.yaml:2: key "listen" is given twice, first in line 1`},
		{"type", "every: soon\n", "f.yaml: line 1: cannot"},
		{"syntax", "listen: [\n", "f.yaml: line "},
		{"all at once", "lisen: a\nevry: b\n", `did you mean "every"?`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var d doc
			err := Decode([]byte(c.in), "f.yaml", &d)
			switch {
			case c.want == "" && err != nil:
				t.Error(err)
			case c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestDecodeKeepsDefaults(t *testing.T) {
	d := doc{Listen: ":8080", Every: time.Second}
	if err := Decode([]byte("every: 3s"), "f", &d); err != nil {
		t.Fatal(err)
	}
	if d.Listen != ":8080" || d.Every != 3*time.Second {
		t.Errorf("%+v", d)
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte("sources: &a [{id: x, <<: *a}]"))
	f.Add([]byte("a: [[[[{{{"))
	f.Fuzz(func(t *testing.T, b []byte) {
		var d doc
		_ = Decode(b, "f", &d) // an error or not, never a panic or a hang
	})
}
