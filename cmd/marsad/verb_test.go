package main

import (
	"strings"
	"testing"
)

func TestVerbsHaveFlagsOfTheirOwn(t *testing.T) {
	for _, c := range []struct {
		args      []string
		code      int
		has, lack string // in what is said
	}{
		{[]string{"source", "-h"}, 0, "marsad source VERB -h", "-dry-run"},
		{[]string{"source", "ls", "-h"}, 0, "-json", "-dry-run"},
		{[]string{"source", "-h", "hours"}, 0, "-until", "-page"},
		{[]string{"source", "add", "-h"}, 0, "-dry-run", "-json"},
		{[]string{"source", "catalogue", "-h"}, 0, "-tier", "-nats"},
		{[]string{"source", "ls", "-page", "x.html"}, 2, "flag provided but not defined: -page", "-dry-run"},
		{[]string{"source", "-no-such-flag", "ls"}, 2, "no-such-flag", "panic"},
		{[]string{"source"}, 2, "source wants ls, hours, probe, add, test or catalogue", "panic"},
		{[]string{"source", "list"}, 2, `not "list"`, "panic"},
		{[]string{"dead", "-h"}, 0, "marsad dead VERB -h", "-reason"},
		{[]string{"dead", "ls", "-h"}, 0, "-json", "-dry-run"},
		{[]string{"dead", "-h", "drop"}, 0, "-dry-run", "-json"},
		{[]string{"dead", "show", "-dry-run", "all"}, 2, "-dry-run", "-json"},
		{[]string{"dead", "-stage", "parser"}, 2, "dead wants ls, show, retry or drop", "panic"},
	} {
		code, _, talk := call(t, "", c.args...)
		if code != c.code || !strings.Contains(talk, c.has) || strings.Contains(talk, c.lack) {
			t.Errorf("%v: ends with %d, want %d; has to say %q and not %q: %s", c.args, code, c.code, c.has, c.lack, talk)
		}
	}
}
