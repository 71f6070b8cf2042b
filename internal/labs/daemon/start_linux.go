package daemon

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"
)

func (d *Daemon) prepare(cmd *exec.Cmd, death syscall.Signal) {
	cmd.Dir = d.Dir
	cmd.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + d.Dir, "LC_ALL=C.UTF-8", "TZ=UTC"}
	cmd.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: death}
	if d.uid != os.Getuid() {
		cmd.SysProcAttr.Credential = &syscall.Credential{Uid: uint32(d.uid), Gid: uint32(d.gid)}
	}
}

// Start starts the server, its output in the file log. It dies by the signal
// death when this process does, however that ends.
func (d *Daemon) Start(death syscall.Signal, program string, args ...string) error {
	log, err := os.OpenFile(d.Path("log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := exec.Command(program, args...)
	d.prepare(cmd, death)
	cmd.Stdout, cmd.Stderr = log, log
	started, gone := make(chan error), make(chan struct{})
	go func() {
		// The death signal comes when the thread ends that started the child, not
		// the process: this one stays until the child is gone.
		runtime.LockOSThread()
		err := cmd.Start()
		started <- err
		if err == nil {
			cmd.Wait()
		}
		close(gone)
	}()
	if err := <-started; err != nil {
		return err
	}
	d.mu.Lock()
	d.cmd, d.gone = cmd, gone
	d.mu.Unlock()
	return os.WriteFile(d.Path("child"), []byte(strconv.Itoa(cmd.Process.Pid)), 0o644)
}

// self names this process so that another with the same number is not taken for it.
func self() string { return fmt.Sprintf("%d %s", os.Getpid(), born(os.Getpid())) }

// born is when a process started, in ticks since the machine did.
func born(pid int) string {
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return ""
	}
	_, rest, _ := strings.Cut(string(b), ") ")
	f := strings.Fields(rest)
	if len(f) < 20 {
		return ""
	}
	return f[19]
}

// sweep ends the servers and removes the folders of parents that are gone.
func sweep() {
	dirs, _ := filepath.Glob(filepath.Join(root(), prefix+"*"))
	for _, dir := range dirs {
		b, err := os.ReadFile(filepath.Join(dir, "parent"))
		var pid int
		var when string
		if n, _ := fmt.Sscan(string(b), &pid, &when); err != nil || n < 2 {
			// Another parent may be about to write it.
			if st, err := os.Stat(dir); err != nil || time.Since(st.ModTime()) < time.Minute {
				continue
			}
		}
		if when != "" && born(pid) == when {
			continue
		}
		b, _ = os.ReadFile(filepath.Join(dir, "child"))
		if child, err := strconv.Atoi(string(b)); err == nil {
			args, _ := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", child))
			if strings.Contains(string(args), dir) {
				syscall.Kill(child, syscall.SIGKILL)
			}
		}
		os.RemoveAll(dir)
	}
}
