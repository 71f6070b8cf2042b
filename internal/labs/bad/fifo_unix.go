//go:build unix

package bad

import "golang.org/x/sys/unix"

// Fifo makes a named pipe that nobody writes to: opening it to read waits for ever.
func Fifo(path string) error { return unix.Mkfifo(path, 0o600) }
