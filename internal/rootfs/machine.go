package rootfs

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/weaklink/weaklink/facts"
)

// Machine is one system that is looked at.
type Machine struct {
	*Root
	Live bool                                                                   // it is the running one: /proc and /sys are its own
	Run  func(ctx context.Context, name string, args ...string) ([]byte, error) // of a running one; nil: nothing may be run

	Kernel func() (inStep bool, err error) // of a running one: its word on whether its clock is in step; nil: it is not asked
}

// hinted is an error that knows the step that would let us look.
type hinted struct {
	error
	hint string
}

func (h hinted) Hint() string  { return h.hint }
func (h hinted) Unwrap() error { return h.error }

// Open opens what a target of scheme host names: "" is this machine, anything
// else a folder with a root filesystem.
func Open(addr string) (*Machine, error) {
	dir := strings.TrimPrefix(addr, "host:")
	live := dir == "" || filepath.Clean(dir) == "/"
	if live {
		if runtime.GOOS != "linux" {
			return nil, hinted{fmt.Errorf("look at this machine: it runs %s, and this version can look at Linux from inside only", runtime.GOOS),
				"look at the system's own security settings, or give host:DIR with the root filesystem of a Linux machine"}
		}
		dir = "/"
	}
	r, err := OpenRoot(dir)
	if err != nil {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil, hinted{fmt.Errorf("open the root filesystem %s: there is no such folder", dir), "check the path; relative paths start where weaklink was started"}
		case errors.Is(err, fs.ErrPermission):
			return nil, hinted{fmt.Errorf("open the root filesystem %s: this account may not read it", dir), "run weaklink as an account that may read it"}
		}
		return nil, hinted{fmt.Errorf("open the root filesystem %s: %s", dir, Reason(err)), "name a folder that holds etc, usr and var of a machine"}
	}
	m := &Machine{Root: r, Live: live}
	if live {
		m.Run, m.Kernel = run, kernelInStep
	}
	return m, nil
}

const (
	runTime = 10 * time.Second
	runSize = 16 << 20
)

// ErrNoTool is returned when a program is not installed.
var ErrNoTool = errors.New("not installed")

// run runs one of the system's own tools that only reads. Its words on stderr
// are dropped: nobody knows what they hold.
func run(ctx context.Context, name string, args ...string) ([]byte, error) {
	at, err := exec.LookPath(name)
	for _, dir := range []string{"/usr/sbin", "/sbin"} {
		if err != nil {
			at, err = exec.LookPath(filepath.Join(dir, name))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("%s is %w", name, ErrNoTool)
	}
	ctx, cancel := context.WithTimeout(ctx, runTime)
	defer cancel()
	cmd := exec.CommandContext(ctx, at, args...)
	cmd.Env = []string{"PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C"}
	cmd.WaitDelay = time.Second
	out := &capped{most: runSize}
	cmd.Stdout = out
	err = cmd.Run()
	switch {
	case ctx.Err() != nil:
		return nil, fmt.Errorf("%s gave no answer within %s", name, runTime)
	case out.cut:
		return nil, fmt.Errorf("%s said more than we read", name)
	case err != nil:
		return nil, fmt.Errorf("%s failed (%w)", name, err)
	}
	return out.b, nil
}

type capped struct {
	b    []byte
	most int
	cut  bool
}

func (c *capped) Write(p []byte) (int, error) {
	if len(c.b)+len(p) > c.most {
		c.cut = true
	} else {
		c.b = append(c.b, p...)
	}
	return len(p), nil
}

// Administrator says whether we run as the administrator, where that is a question.
func Administrator() bool { return os.Geteuid() == 0 }

// Blind is a fact's note for an error of reading.
func Blind(what string, err error, next string) facts.Blind {
	if errors.Is(err, fs.ErrPermission) {
		next = "run the same scan as root (sudo weaklink scan host:)"
	}
	return facts.Blind{Why: what + ": " + Reason(err), Next: next}
}
