//go:build unix && !linux

package data

import (
	"syscall"
	"time"
)

// changedAt is not told on these systems in one way: every file is read.
func changedAt(*syscall.Stat_t) time.Time { return time.Time{} }
