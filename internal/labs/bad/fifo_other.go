//go:build !unix

package bad

import "errors"

// Fifo says that there are no named pipes in this system's file trees.
func Fifo(string) error { return errors.ErrUnsupported }
