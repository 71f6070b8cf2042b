package data

import (
	"errors"
	"os"

	"golang.org/x/sys/unix"
)

const aclAttr = "system.posix_acl_access"

// aclOfPath is the access control list of a folder; empty when it has none or
// the file system keeps none.
func aclOfPath(path string) ([]byte, error) {
	return attr(func(b []byte) (int, error) { return unix.Getxattr(path, aclAttr, b) })
}

func aclOfFile(h *os.File) ([]byte, error) {
	return attr(func(b []byte) (int, error) { return unix.Fgetxattr(int(h.Fd()), aclAttr, b) })
}

func attr(get func([]byte) (int, error)) ([]byte, error) {
	b := make([]byte, 256)
	for {
		n, err := get(b)
		switch {
		case err == nil:
			return b[:n], nil
		case errors.Is(err, unix.ERANGE) && len(b) < 64<<10:
			b = make([]byte, 64<<10)
		case errors.Is(err, unix.ENODATA), errors.Is(err, unix.ENOTSUP), errors.Is(err, unix.ENOSYS):
			return nil, nil
		default:
			return nil, errACL
		}
	}
}
