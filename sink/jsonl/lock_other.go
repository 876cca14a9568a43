//go:build !unix

package jsonl

import "os"

// lock does nothing where there is no flock: running two writers on one file
// is then the operator's to avoid.
func lock(*os.File) error { return nil }

// syncDir does nothing: a directory cannot be synced here.
func syncDir(string) error { return nil }
