package frontier

import (
	"os"

	sys "golang.org/x/sys/unix"
)

// random tells the kernel that a file is read here and there: it then caches
// it page by page. What it reads ahead it caches in pieces of up to 2 MB
// instead, and ext4 walks through all blocks of such a piece at every write
// into it, of 40 bytes too.
func random(f *os.File) {
	_ = sys.Fadvise(int(f.Fd()), 0, 0, sys.FADV_RANDOM) // advice: refused, it costs time only
}
