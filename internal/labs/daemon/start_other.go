//go:build !linux

package daemon

import (
	"os/exec"
	"syscall"
)

func (d *Daemon) prepare(*exec.Cmd, syscall.Signal) {}

// Start fails: only Linux ends a child with its parent.
func (d *Daemon) Start(syscall.Signal, string, ...string) error { return ErrMissing }

func self() string { return "" }

func sweep() {}
