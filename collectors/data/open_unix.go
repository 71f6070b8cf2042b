//go:build unix

package data

import (
	"errors"
	"os"
	"syscall"
)

// openFlags keep a pipe that took the place of a file from blocking us.
const openFlags = os.O_RDONLY | syscall.O_NONBLOCK

func isLoop(err error) bool { return errors.Is(err, syscall.ELOOP) }
