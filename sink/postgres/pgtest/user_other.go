//go:build !unix

package pgtest

import "syscall"

func ordinary() *syscall.SysProcAttr { return nil }

func hand(string) error { return nil }
