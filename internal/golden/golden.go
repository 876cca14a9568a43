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
	if *update {
		if err := os.WriteFile(path, buf.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v (run with -update, then read the diff)", err)
	}
	if !bytes.Equal(buf.Bytes(), want) {
		t.Errorf("%s differs\n got: %s\nwant: %s", path, buf.Bytes(), want)
	}
}
