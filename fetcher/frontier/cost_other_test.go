//go:build !unix

package frontier

import "time"

// spent is not known here.
func spent() (cpu time.Duration, disk int64) { return 0, 0 }
