// Package bustest gives tests a real broker inside the test process. Only
// tests may import it.
package bustest

import (
	"testing"

	"github.com/marsad-news/marsad/internal/bus"
)

// New returns a bus on a fresh embedded broker without a socket, so that tests
// run in parallel. It ends with the test.
func New(t testing.TB) *bus.Bus { return At(t, t.TempDir(), bus.Options{}) }

// At returns a bus on an embedded broker that keeps its files in dir: opening
// the same dir again, after Close, is a restart of the broker.
func At(t testing.TB, dir string, opts bus.Options) *bus.Bus {
	t.Helper()
	b, err := bus.Embed(t.Context(), bus.EmbedOptions{Dir: dir, ProcessOnly: true}, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = b.Close() }) // a second Close after the test's own
	return b
}
