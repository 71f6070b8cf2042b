package formats

import (
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// confine puts the program in a group of its own, which ends with us.
func confine(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}

// bound limits what the program may take. It has hardly begun by then.
func bound(pid int, cpu time.Duration, write int64) {
	for what, most := range map[int]uint64{
		unix.RLIMIT_AS: childMemory, unix.RLIMIT_CPU: uint64(cpu/time.Second) + 1, unix.RLIMIT_FSIZE: uint64(write), unix.RLIMIT_CORE: 0,
	} {
		_ = unix.Prlimit(pid, what, &unix.Rlimit{Cur: most, Max: most}, nil) // the time limit holds without it
	}
	_ = unix.Setpriority(unix.PRIO_PROCESS, pid, 10)
}

// room is how many bytes are free where dir lies; -1 when nothing says so.
func room(dir string) int64 {
	var st unix.Statfs_t
	if unix.Statfs(dir, &st) != nil {
		return -1
	}
	return int64(st.Bavail) * st.Bsize
}

// hold marks a folder as in use for as long as this process lives.
func hold(dir string) (release func()) {
	h, err := os.Open(dir)
	if err != nil {
		return func() {}
	}
	_ = unix.Flock(int(h.Fd()), unix.LOCK_EX|unix.LOCK_NB) // nobody else knows the folder yet
	return func() { h.Close() }
}

// sweep removes the folders that a killed process left in temp.
func sweep(temp string) {
	left, _ := filepath.Glob(filepath.Join(temp, pstFolders+"*")) // the pattern is ours
	for _, dir := range left {
		h, err := os.Open(dir)
		if err != nil {
			continue
		}
		if unix.Flock(int(h.Fd()), unix.LOCK_EX|unix.LOCK_NB) == nil {
			os.RemoveAll(dir)
		}
		h.Close()
	}
}
