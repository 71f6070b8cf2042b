//go:build !linux

package store

import "errors"

// syncAll says that this system writes to disk one file at a time.
func syncAll(string) error { return errors.ErrUnsupported }
