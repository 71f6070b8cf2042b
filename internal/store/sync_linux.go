package store

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

// syncAll writes to disk what a file system holds back, of all its files.
func syncAll(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(unix.Syncfs(int(f.Fd())), f.Close())
}
