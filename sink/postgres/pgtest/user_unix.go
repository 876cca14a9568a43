//go:build unix

package pgtest

import (
	"os"
	"os/user"
	"strconv"
	"syscall"
)

// nobody is the user that the server runs as when root runs the test:
// PostgreSQL refuses root.
func nobody() (uid, gid uint32) {
	if u, err := user.Lookup("nobody"); err == nil {
		i, _ := strconv.ParseUint(u.Uid, 10, 32)
		g, _ := strconv.ParseUint(u.Gid, 10, 32)
		return uint32(i), uint32(g)
	}
	return 65534, 65534
}

func ordinary() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setpgid: true} // a key pressed on the terminal must not reach it
	if os.Geteuid() == 0 {
		uid, gid := nobody()
		attr.Credential = &syscall.Credential{Uid: uid, Gid: gid}
	}
	return attr
}

// hand gives the directory to the user that the server runs as.
func hand(dir string) error {
	if os.Geteuid() != 0 {
		return nil
	}
	uid, gid := nobody()
	return os.Chown(dir, int(uid), int(gid))
}
