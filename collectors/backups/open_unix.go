//go:build unix

package backups

import (
	"os"
	"os/exec"
	"syscall"
)

// openFlags keep a pipe that took the place of a file from blocking us.
const openFlags = os.O_RDONLY | syscall.O_NONBLOCK

// alone starts a program in a session of its own: it ends as a whole, and what
// it starts finds no terminal on which it could ask for a password.
func alone(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
