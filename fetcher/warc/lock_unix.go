//go:build unix

package warc

import (
	"os"
	"syscall"
)

// lock takes a file for this process; the kernel frees it when the process
// ends, however it ends.
func lock(f *os.File) bool { return syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil }
