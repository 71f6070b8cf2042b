//go:build !linux

package rootfs

import "errors"

func kernelInStep() (bool, error) { return false, errors.ErrUnsupported }
