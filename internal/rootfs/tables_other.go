//go:build !linux

package rootfs

import "errors"

func kernelTables() ([]filterTable, error) {
	return nil, errors.New("only Linux has such tables")
}
