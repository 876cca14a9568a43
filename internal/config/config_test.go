package config

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func write(t *testing.T, name, text string) string {
	t.Helper()
	p := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return p
}

func TestExampleIsDefault(t *testing.T) {
	got, err := Load(write(t, "marsad.yaml", string(Example)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(Default(), got, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the example is not the default (-default +example):\n%s", diff)
	}
}

func TestLoadRefuses(t *testing.T) {
	for _, c := range []struct{ name, in, want string }{
		{"a misspelt key", "fetcher:\n  dealy: 3s\n", `marsad.yaml:2: unknown key "fetcher.dealy"; did you mean "delay"?`},
		{"a misspelt source key", "sources:\n  - id: a\n    feds: [https://a.example/rss]\n", `marsad.yaml:3: unknown key "sources[].feds"`},
		{"an impatient delay", "fetcher: {delay: 10ms}", "fetcher.delay: 10ms is under 1s"},
		{"no workers", "parser: {workers: 0}", "parser.workers: 0 is not at least 1"},
		{"an unknown sink", "sinks: [{name: x, type: redis}]", `sinks[0].type: "redis" is none of`},
		{"two sinks of one name", "sinks: [{name: x, type: jsonl, path: a}, {name: x, type: jsonl, path: b}]", `sinks[1].name: "x" is empty or taken`},
		{"a prefix of two tokens", "nats: {prefix: a.b}", `nats.prefix: "a.b" is not one token`},
		{"a source twice", "sources: [{id: a, urls: [https://a.example/]}, {id: a, urls: [https://b.example/]}]", "sources[1] a: the id is taken"},
		{"a door twice", "sources: [{id: a, urls: [https://a.example/]}, {id: b, urls: [https://a.example/]}]", "is a door of a already"},
		{"a source without doors", "sources: [{id: a}]", "no feeds, sitemaps, fronts or urls"},
		{"a door that is none", "sources: [{id: a, feeds: [ftp://a.example/]}]", "is not an http URL"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Load(write(t, "marsad.yaml", c.in))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestLoadReadsSourceFilesBesideTheConfig(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"marsad.yaml": "source_files: [more.yaml]\nsources: [{id: a, urls: [https://a.example/]}]\n",
		"more.yaml":   "sources: [{id: b, feeds: [https://b.example/rss]}]\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	c, err := Load(filepath.Join(dir, "marsad.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if len(c.Sources) != 2 || c.Sources[1].ID != "b" {
		t.Errorf("sources are %+v", c.Sources)
	}
}

func TestLiveFetchingNeedsAContact(t *testing.T) {
	c := Default()
	c.Sources = []Source{{ID: "a", URLs: []string{"https://a.example/"}}}
	if err := c.CheckLive(); err == nil {
		t.Error("no contact, and live fetching may start")
	}
	for _, contact := range []string{"ops@marsad.example", "https://marsad.example/bot"} {
		c.Fetcher.Contact = contact
		if err := c.CheckLive(); err != nil {
			t.Errorf("%s: %v", contact, err)
		}
	}
}
