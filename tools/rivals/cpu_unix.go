//go:build unix

package main

import (
	"syscall"
	"time"
)

// spent is the processor time that this process has used: unlike the clock on
// the wall, it does not depend on what else the machine does.
func spent() time.Duration {
	var r syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &r); err != nil {
		return 0
	}
	return time.Duration(r.Utime.Nano() + r.Stime.Nano())
}
