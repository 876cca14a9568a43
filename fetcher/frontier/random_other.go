//go:build !linux

package frontier

import "os"

// random is advice for a kernel that takes none here.
func random(*os.File) {}
