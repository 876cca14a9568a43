//go:build !unix

package warc

import (
	"os"
	"time"
)

// lock guesses, where there is no flock: a file that nobody wrote to for a day
// was left behind.
func lock(f *os.File) bool {
	st, err := f.Stat()
	return err == nil && (st.Size() == 0 || time.Since(st.ModTime()) > 24*time.Hour)
}
