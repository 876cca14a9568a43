//go:build !unix

package frontier

import (
	"fmt"
	"os"
)

// lock opens the lock file; without flock the lease of the directory's
// partition is the only guard.
func lock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	return f, nil
}
