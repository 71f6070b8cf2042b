package daemon

import (
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// ErrMissing is the cause when the server's program is not installed here.
var ErrMissing = errors.New("missing")

// Daemon is a server and its folder.
type Daemon struct {
	Dir      string // the folder; short enough for a socket below it
	uid, gid int

	mu   sync.Mutex
	cmd  *exec.Cmd
	gone chan struct{}
}

// root is where the folders lie: a socket's path has at most 107 bytes.
func root() string {
	if d := os.TempDir(); len(d) < 50 {
		return d
	}
	return "/tmp"
}

const prefix = "weaklink-lab-"

// New makes a folder that the first of users that exists here owns, or the
// caller itself when it is not root. It sweeps what dead parents left.
func New(users ...string) (*Daemon, error) {
	sweep()
	d := &Daemon{uid: os.Getuid(), gid: os.Getgid()}
	if d.uid == 0 {
		var err error
		if d.uid, d.gid, err = first(append(users, "nobody")); err != nil {
			return nil, err
		}
	}
	dir, err := os.MkdirTemp(root(), prefix)
	if err != nil {
		return nil, err
	}
	d.Dir = dir
	if err = os.WriteFile(filepath.Join(dir, "parent"), []byte(self()), 0o644); err == nil && d.uid != os.Getuid() {
		err = os.Chown(dir, d.uid, d.gid)
	}
	if err != nil {
		os.RemoveAll(dir)
		return nil, err
	}
	return d, nil
}

// Path is a path below the folder.
func (d *Daemon) Path(name string) string { return filepath.Join(d.Dir, name) }

// Write writes a file that only the server's user may read.
func (d *Daemon) Write(name string, data []byte) error {
	p := d.Path(name)
	if err := os.WriteFile(p, data, 0o600); err != nil {
		return err
	}
	return os.Chown(p, d.uid, d.gid)
}

// Run runs a program as the server's user and waits for it. Its output is part
// of the error.
func (d *Daemon) Run(program string, args ...string) error {
	cmd := exec.Command(program, args...)
	d.prepare(cmd, syscall.SIGKILL)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w: %s", filepath.Base(program), err, tail(string(out)))
	}
	return nil
}

// Log is the end of what the server wrote.
func (d *Daemon) Log() string {
	b, _ := os.ReadFile(d.Path("log"))
	return string(b)
}

// FreePort is a TCP port of loopback that nobody listens on right now.
func FreePort() (int, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// Await calls ready until it is satisfied, the server ends or the time is up.
func (d *Daemon) Await(limit time.Duration, ready func() error) error {
	end := time.Now().Add(limit)
	for {
		err := ready()
		if err == nil {
			return nil
		}
		select {
		case <-d.gone:
			return fmt.Errorf("the server ended: %s", tail(d.Log()))
		case <-time.After(30 * time.Millisecond):
		}
		if time.Now().After(end) {
			return fmt.Errorf("the server does not answer: %w: %s", err, tail(d.Log()))
		}
	}
}

// Kill ends the server at once, as a power cut does, and keeps the folder.
func (d *Daemon) Kill() { d.stop(syscall.SIGKILL) }

// Close ends the server with signals in turn, and removes the folder.
func (d *Daemon) Close(signals ...os.Signal) {
	for _, s := range append(signals, syscall.SIGKILL) {
		if d.stop(s) {
			break
		}
	}
	os.RemoveAll(d.Dir)
}

// stop sends a signal and says whether the server ended within five seconds.
func (d *Daemon) stop(s os.Signal) bool {
	d.mu.Lock()
	cmd, gone := d.cmd, d.gone
	d.mu.Unlock()
	if cmd == nil {
		return true
	}
	cmd.Process.Signal(s)
	select {
	case <-gone:
		return true
	case <-time.After(5 * time.Second):
		return false
	}
}

func tail(s string) string {
	s = strings.TrimSpace(s)
	if len(s) > 600 {
		s = "..." + s[len(s)-600:]
	}
	return s
}

func first(users []string) (uid, gid int, err error) {
	b, err := os.ReadFile("/etc/passwd")
	if err != nil {
		return 0, 0, err
	}
	for _, name := range users {
		for _, line := range strings.Split(string(b), "\n") {
			f := strings.Split(line, ":")
			if len(f) < 4 || f[0] != name {
				continue
			}
			if uid, err = strconv.Atoi(f[2]); err == nil {
				gid, err = strconv.Atoi(f[3])
			}
			return uid, gid, err
		}
	}
	return 0, 0, fmt.Errorf("%w: none of the users %s", ErrMissing, strings.Join(users, ", "))
}
