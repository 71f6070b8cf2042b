//go:build unix

package rootfs

import (
	"fmt"
	"io/fs"
	"syscall"
)

// rights are owner, group and mode of a file in one text.
func rights(st fs.FileInfo) string {
	if sys, ok := st.Sys().(*syscall.Stat_t); ok {
		return fmt.Sprintf("%d:%d %s", sys.Uid, sys.Gid, st.Mode())
	}
	return st.Mode().String()
}
