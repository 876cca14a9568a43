//go:build unix

package frontier

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lock takes the directory for this process; the kernel frees it when the
// process ends, however it ends.
func lock(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, fmt.Errorf("open lock: %w", err)
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		return nil, errors.Join(ErrHeld, f.Close())
	}
	return f, nil
}
