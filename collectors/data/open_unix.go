//go:build unix

package data

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// openFlags keep a pipe that took the place of a file from blocking us.
const openFlags = os.O_RDONLY | syscall.O_NONBLOCK

func isLoop(err error) bool { return errors.Is(err, syscall.ELOOP) }

// ownerOf is the owner and the group of a file.
func ownerOf(info fs.FileInfo) (uid, gid uint32, ok bool) {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, false
	}
	return st.Uid, st.Gid, true
}

// knownOf is what the system says of a file beside its size and time.
func knownOf(info fs.FileInfo) known {
	st, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return known{}
	}
	return known{uint64(st.Dev), uint64(st.Ino), changedAt(st)}
}
