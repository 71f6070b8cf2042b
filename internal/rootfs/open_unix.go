//go:build unix

package rootfs

import (
	"os"
	"syscall"
)

// openFlags keep a pipe in the place of a file from blocking us.
const openFlags = os.O_RDONLY | syscall.O_NONBLOCK
