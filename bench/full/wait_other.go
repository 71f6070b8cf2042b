//go:build !linux

package main

import "errors"

// wait needs /proc, and so does the rest of the measurement.
func wait(int) error { return errors.New("measure a process: only on Linux") }
