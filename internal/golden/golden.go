// Package golden compares a value with the file that holds its accepted form.
// Only tests import it; "go test -update" rewrites the files, and the diff is
// read before it is committed.
package golden

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "rewrite golden files")

// JSON fails t unless v encodes to the contents of path.
func JSON(t *testing.T, path string, v any) {
	t.Helper()
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf)
	enc.SetEscapeHTML(false) // keep Arabic and markup readable in review
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	Text(t, path, buf.String())
}

// Text fails t unless got is the contents of path.
func Text(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run with -update, then read the diff)", err)
	}
	if got != string(want) {
		t.Errorf("%s differs\n got: %s\nwant: %s", path, got, want)
	}
}
